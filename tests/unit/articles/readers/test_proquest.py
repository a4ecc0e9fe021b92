"""ProQuest: text between rules, and pages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.articles.generators.carriers import rtf, word
from tests.unit.articles.generators.downloads import REPORTS
from tests.unit.articles.generators.downloads_others import (
    PROQUEST_WORDS,
    RULE,
    proquest,
    proquest_page,
)
from tests.unit.articles.readers.downloads_read import assert_same, read

KEYS = ["290001", "290002", "290003"]


@pytest.mark.parametrize("language", PROQUEST_WORDS)
def test_text_is_read_in_its_languages(tmp_path: Path, language: str) -> None:
    """The document id is the key; abstract, credit, subjects are no text."""
    got = read(tmp_path, proquest(language=language))
    assert got.receipt.format == "ProQuest download"
    assert got.keys == KEYS
    assert_same(got.articles, REPORTS)
    assert got.articles[0].url.endswith("/docview/290001")
    assert {"abstract", "credit", "copyright"} <= set(got.receipt.dropped)


def test_the_table_of_contents_announces(tmp_path: Path) -> None:
    """A document that it lists and that is not there is missed."""
    text = proquest(table=True)
    assert read(tmp_path, text).receipt.announced == 3
    first, *rest = text.split(RULE)
    lost = read(tmp_path, RULE.join([first, rest[0], *rest[2:]]))
    assert (lost.receipt.announced, lost.receipt.read, lost.receipt.is_short) == (3, 2, True)


@pytest.mark.parametrize("carrier", ["docx", "rtf"])
def test_the_same_lines_in_word_and_rich_text(tmp_path: Path, carrier: str) -> None:
    """A service offers them all."""
    made = word if carrier == "docx" else rtf
    got = read(tmp_path, made(proquest().split("\n")), f"a.{carrier}")
    assert_same(got.articles, REPORTS)


def test_a_page_of_results(tmp_path: Path) -> None:
    """Title, citation and text follow each other."""
    got = read(tmp_path, proquest_page(), "a.html")
    assert got.keys == KEYS
    assert_same(got.articles, REPORTS)


def test_the_text_download_as_a_page(tmp_path: Path) -> None:
    """With rules for the underscores."""
    body = proquest().replace(RULE, "<hr>").replace("\n\n", "</p><p>")
    page = f"<html><body><p>{body}</p></body></html>"
    assert_same(read(tmp_path, page, "a.html").articles, REPORTS)


def test_a_field_inside_the_text_is_text(tmp_path: Path) -> None:
    """It ends where nothing but fields follow."""
    text = proquest(REPORTS[:1]).replace("He spoke on the quay", "\n\nSubject: a mail.\n\nHe spoke")
    (article,) = read(tmp_path, text).articles
    assert "Subject: a mail." in article.text
    assert article.text.endswith("and both were full.")


@pytest.mark.parametrize("said", ["Not available", "Full text not available.", ""])
def test_a_document_without_full_text_has_no_body(tmp_path: Path, said: str) -> None:
    """Its abstract is not the report."""
    text = proquest([replace(REPORTS[0], paragraphs=(said,)), *REPORTS[1:]])
    got = read(tmp_path, text)
    assert (got.receipt.read, got.receipt.without_body) == (2, 1)
    assert got.receipt.skipped[0].key == "290001"


@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
def test_the_text_begins_beside_its_label_or_below(tmp_path: Path, between: str) -> None:
    """A line is a paragraph."""
    got = read(tmp_path, proquest().replace("Full text: ", f"Full Text:{between}"))
    assert [len(one.text.split("\n\n")) for one in got.articles] == [3, 2, 2]
    assert_same(got.articles, REPORTS)


def test_source_and_date_stand_in_the_publication_info(tmp_path: Path) -> None:
    """Older downloads have nothing else."""
    lines = [line for line in proquest().split("\n") if not line.startswith("Publication ")]
    info = "Publication info: The Test Courier ; Calder [Calder]. 03 Mar 2024: A1."
    lines[lines.index(REPORTS[0].title) + 1 : 4] = ["", info, ""]
    first = read(tmp_path, "\n".join(lines)).articles[0]
    assert (first.source, first.published_at) == ("The Test Courier", "2024-03-03")


def test_fields_of_unknown_names_are_no_text(tmp_path: Path) -> None:
    """The service has new ones from time to time."""
    text = proquest().replace("Location: Estmark", "Location: Estmark\n\nNew thing: a value of it")
    assert_same(read(tmp_path, text).articles, REPORTS)


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("The Test Courier; Calder", "The Test Courier"),
        ("The Test Courier, Late Edition (East Coast); Calder, N.Y.",
         "The Test Courier, Late Edition (East Coast)"),
        ("The Test Courier", "The Test Courier"),
    ],
)  # fmt: skip
def test_where_a_paper_appears_is_not_its_name(said: str, source: str, tmp_path: Path) -> None:
    """It stands behind a semicolon."""
    text = re.sub(r"(?m)^Publication title: .*$", f"Publication title: {said}", proquest())
    assert {one.source for one in read(tmp_path, text).articles} == {source}
