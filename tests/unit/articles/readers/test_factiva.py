"""Factiva: pages, Word, rich text and text, with codes and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.articles.generators.carriers import rtf, word
from tests.unit.articles.generators.downloads import REPORTS
from tests.unit.articles.generators.downloads_others import (
    factiva_coded,
    factiva_page,
    factiva_plain,
    factiva_rows,
    factiva_xml,
)
from tests.unit.articles.readers.downloads_read import assert_same, read

NUMBERS = [one.number for one in REPORTS]
MADE: dict[str, Callable[[], bytes | str]] = {
    "coded.html": factiva_page,
    "plain.html": lambda: factiva_page(coded=False),
    "response.xml": factiva_xml,
    "coded.docx": lambda: word(factiva_rows()),
    "coded.rtf": lambda: rtf(factiva_rows()),
    "table.rtf": lambda: rtf(factiva_rows(joined=True), table=True),
    "plain.docx": lambda: word(factiva_plain()),
    "plain.rtf": lambda: rtf(factiva_plain()),
    "plain.txt": lambda: "\n\n".join(factiva_plain()),
    "tight.txt": lambda: "\n".join(factiva_plain()),
    "lines.txt": factiva_coded,
    "space.txt": lambda: factiva_coded(between=" "),
    "spaces.txt": lambda: factiva_coded(between="   "),
    "tab.txt": lambda: factiva_coded(between="\t"),
    "bar.txt": lambda: factiva_coded(between=" | "),
    "rich.txt": lambda: rtf(factiva_rows()),
}


@pytest.mark.parametrize("name", MADE)
def test_a_download_is_read_in_every_form(tmp_path: Path, name: str) -> None:
    """The accession number is the key; lead and the rest are one text."""
    got = read(tmp_path, MADE[name](), name)
    assert got.receipt.format == "Factiva download"
    assert got.receipt.is_complete
    assert got.keys == NUMBERS
    assert_same(got.articles, REPORTS)
    assert [len(one.text.split("\n\n")) for one in got.articles] == [3, 2, 2]
    assert got.articles[2].wire == "AFP"
    assert got.articles[0].lang == "en"


def test_the_time_belongs_to_the_date(tmp_path: Path) -> None:
    """They are two fields."""
    got = read(tmp_path, factiva_page(), "a.html")
    assert got.articles[0].published_at == "2024-03-03T16:07:00"


def test_codes_in_a_text_are_words(tmp_path: Path) -> None:
    """A sentence may begin with two capitals."""
    text = factiva_coded().replace("“We were not warned,”", "RE elections, he had no say. “No,”")
    got = read(tmp_path, text)
    assert "RE elections, he had no say." in got.articles[0].text
    assert "He spoke on the quay" in got.articles[0].text


@pytest.mark.parametrize(
    ("words", "document"),
    [("Wörter", "Dokument"), ("mots", "Document"), ("palabras", "Documento"), ("слов", "Документ")],
)
def test_without_codes_in_other_languages(tmp_path: Path, words: str, document: str) -> None:
    """The shape of the heading is the same."""
    text = "\n\n".join(factiva_plain(words=words)).replace("Document ", f"{document} ")
    got = read(tmp_path, text)
    assert got.keys == NUMBERS
    assert_same(got.articles, REPORTS)


def test_feet_of_pages_and_the_summary_are_no_text(tmp_path: Path) -> None:
    """They stand between and behind articles."""
    lines = factiva_plain()
    lines[10:10] = ["Page 1 of 3 © 2024 Factiva, Inc. All rights reserved."]
    text = "\n\n".join([*lines, "Search Summary", "Text", "ferry", "Results Found", "3"])
    assert_same(read(tmp_path, text).articles, REPORTS)


def test_xml_that_is_cut_off_or_hostile(tmp_path: Path) -> None:
    """What was read before stays; a DOCTYPE ends it."""
    text = factiva_xml()
    cut = read(tmp_path, text[: text.index("They gave")], "a.xml")
    assert (cut.receipt.announced, cut.receipt.read) == (3, 3)
    assert any("may not be whole" in one for one in cut.receipt.warnings)
    hostile = text.replace("?><PPS", '?><!DOCTYPE a [<!ENTITY b "c">]><PPS')
    assert "DOCTYPE" in read(tmp_path, hostile, "a.xml").receipt.failed
    deep = text.replace("<headline>", "<a>" * 100 + "<headline>", 1)
    assert "deep" in read(tmp_path, deep, "a.xml").receipt.failed
