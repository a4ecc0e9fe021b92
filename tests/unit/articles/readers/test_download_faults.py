"""What is wrong with a download is said by its receipt; nothing of it is read as sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.articles.document import NO_BODY
from tests.unit.articles.generators.carriers import BREAK, rtf, word
from tests.unit.articles.generators.downloads import (
    REPORTS,
    Report,
    old_nexis,
    old_page,
    uni,
    uni_cover,
    uni_links,
)
from tests.unit.articles.generators.downloads_others import (
    europresse,
    factiva_coded,
    factiva_page,
    factiva_plain,
    proquest,
)
from tests.unit.articles.readers.downloads_read import read

SORRY = "We are sorry but there is an error in this document and it cannot be displayed."
EMPTY = replace(REPORTS[1], paragraphs=(), caption="")
WITHOUT = (REPORTS[0], EMPTY, REPORTS[2])
MADE: dict[str, Callable[[Sequence[Report]], bytes | str]] = {
    "uni.docx": lambda reports: word(uni(reports)),
    "uni.rtf": lambda reports: rtf(uni(reports)),
    "uni.txt": lambda reports: "\n".join(uni(reports, breaks=False)),
    "old.txt": old_nexis,
    "old.html": old_page,
    "coded.txt": factiva_coded,
    "plain.txt": lambda reports: "\n\n".join(factiva_plain(reports)),
    "factiva.html": factiva_page,
    "plain.html": lambda reports: factiva_page(reports, coded=False),
    "new.html": europresse,
    "old-europresse.html": lambda reports: europresse(reports, old=True),
}


@pytest.mark.parametrize("name", MADE)
def test_a_document_without_body_is_named(tmp_path: Path, name: str) -> None:
    """With its title; the others are read."""
    got = read(tmp_path, MADE[name](WITHOUT), name)
    assert [one.title for one in got.articles] == [REPORTS[0].title, REPORTS[2].title]
    (skipped,) = got.receipt.skipped
    assert (skipped.reason, skipped.title) == (NO_BODY, REPORTS[1].title)
    assert got.receipt.without_body == 1


@pytest.mark.parametrize("name", ["uni.docx", "uni.rtf", "old.txt", "old.html"])
def test_an_error_page_in_the_place_of_a_document_is_named(tmp_path: Path, name: str) -> None:
    """It is no article."""
    if name.startswith("uni"):
        at = (paragraphs := uni()).index(REPORTS[1].title, 20)
        end = paragraphs.index(f"\n{'End of Document'}", at)
        paragraphs[at:end] = [SORRY, ""]
        data: bytes | str = (word if name.endswith("docx") else rtf)(paragraphs)
    elif name == "old.txt":
        first, second, third = old_nexis().partition("3 of 3 DOCUMENTS")[0], SORRY, old_nexis()
        data = (
            f"{first.partition('2 of 3')[0]}2 of 3 DOCUMENTS\n\n{second}\n\n3 of 3 DOCUMENTS"
            + (third.partition("3 of 3 DOCUMENTS")[2])
        )
    else:
        parts = old_page().split("<DOC NUMBER=")
        parts[2] = f"2>\n<DOCFULL> --><DIV><P>{SORRY}</P></DIV><!-- x\n</DOCFULL>\n</DOC> -->"
        data = "<DOC NUMBER=".join(parts)
    got = read(tmp_path, data, name)
    assert [one.title for one in got.articles] == [REPORTS[0].title, REPORTS[2].title]
    assert [(one.key, "error page" in one.reason) for one in got.receipt.skipped] == [("2", True)]


def test_an_error_page_between_documents_of_proquest_is_named(tmp_path: Path) -> None:
    """A part without fields is in the place of a document."""
    parts = proquest().split("_" * 60)
    parts[2] = f"\n\n{SORRY}\n\n"
    got = read(tmp_path, ("_" * 60).join(parts))
    assert [one.title for one in got.articles] == [REPORTS[0].title, REPORTS[2].title]
    assert [(one.key, "error page" in one.reason) for one in got.receipt.skipped] == [("2", True)]


def test_an_error_page_of_factiva_is_named(tmp_path: Path) -> None:
    """An article's element with a message in it."""
    page = factiva_page(coded=False)
    at = page.index('<div class="article', page.index('<div class="article') + 1)
    end = page.index('<div class="article', at + 1)
    error = f'<div class="article enArticle"><p>{SORRY}</p></div>'
    got = read(tmp_path, page[:at] + error + page[end:], "a.html")
    assert len(got.articles) == 2
    assert [(one.key, "error page" in one.reason) for one in got.receipt.skipped] == [("2", True)]


@pytest.mark.parametrize("name", MADE)
def test_two_empty_lines_inside_an_article_end_nothing(tmp_path: Path, name: str) -> None:
    """Scripts that people use lose what follows."""
    gap = replace(REPORTS[0], paragraphs=("First half.", "", "", "", "Second half."))
    got = read(tmp_path, MADE[name]((gap, *REPORTS[1:])), name)
    assert got.articles[0].text == "First half.\n\nSecond half."
    assert len(got.articles) == 3


CUT: dict[str, Callable[[], str]] = {
    "old.txt": old_nexis,
    "coded.txt": factiva_coded,
    "plain.txt": lambda: "\n\n".join(factiva_plain()),
    "proquest.txt": proquest,
    "old.html": old_page,
    "factiva.html": factiva_page,
    "plain.html": lambda: factiva_page(coded=False),
    "new.html": europresse,
    "first.html": lambda: europresse(old=True),
}


@pytest.mark.parametrize("name", [*CUT, "uni.docx", "uni.rtf", "uni.txt"])
def test_a_last_article_that_is_cut_off_is_read_and_said(tmp_path: Path, name: str) -> None:
    """What there is of it is not lost, and not passed off as whole."""
    if name.startswith("uni"):
        paragraphs = uni(breaks=name != "uni.txt")
        at = paragraphs.index(REPORTS[2].paragraphs[0])
        paragraphs = [*paragraphs[:at], REPORTS[2].paragraphs[0] + " It was late, and"]
        data: bytes | str = "\n".join(paragraphs)
        if name != "uni.txt":
            data = (word if name.endswith("docx") else rtf)(paragraphs)
    else:
        text = CUT[name]()
        data = text[: text.index("They gave no") + 6]
    got = read(tmp_path, data, name)
    assert [one.title for one in got.articles] == [one.title for one in REPORTS]
    assert [one for one in got.receipt.warnings if "may not be whole" in one]
    assert got.articles[2].text.startswith("The owners said on Tuesday")


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_word_file_that_is_cut_off_is_refused(tmp_path: Path, keep: float) -> None:
    """By what it is; a part of a zip file cannot be trusted."""
    data = word(uni(), uni_links())
    got = read(tmp_path, data[: int(len(data) * keep)], "a.docx")
    assert got.articles == []
    assert got.receipt.failed


def test_a_first_document_that_is_lost_is_missed(tmp_path: Path) -> None:
    """The marks, the cover or the page say how many there should be."""
    text = old_nexis()
    lost = read(tmp_path, text[text.index("2 of 3 DOCUMENTS") - 30 :])
    assert (lost.receipt.announced, lost.receipt.read, lost.receipt.is_short) == (3, 2, True)
    cover = uni_cover(REPORTS)
    lost = read(tmp_path, word([*cover, BREAK, *uni(REPORTS[1:], cover=False)]), "a.docx")
    assert (lost.receipt.announced, lost.receipt.read, lost.receipt.is_short) == (3, 2, True)
    assert [one.title for one in lost.articles] == [one.title for one in REPORTS[1:]]
    page = old_page()
    cut = page[: page.index("<A NAME='DOC_ID_0_1'")] + page[page.index("<A NAME='DOC_ID_0_2'") :]
    assert read(tmp_path, cut, "a.html").receipt.is_short


def test_a_document_missing_in_the_middle_is_named(tmp_path: Path) -> None:
    """By its number."""
    text = old_nexis()
    at, end = text.index("2 of 3 DOCUMENTS"), text.index("3 of 3 DOCUMENTS")
    got = read(tmp_path, text[:at] + text[end:])
    assert any("numbered 2" in one for one in got.receipt.warnings)
    assert got.receipt.is_short


def test_a_piece_of_a_long_list_is_whole(tmp_path: Path) -> None:
    """Documents 201 to 203 of 203."""
    text = old_nexis()
    for at in (1, 2, 3):
        text = text.replace(f"{at} of 3 DOCUMENTS", f"{200 + at} of 203 DOCUMENTS")
    got = read(tmp_path, text)
    assert (got.receipt.announced, got.receipt.is_complete) == (3, True)
    assert got.keys == ["201", "202", "203"]


@pytest.mark.parametrize(
    ("service", "text"),
    [
        ("Nexis", "\n\n".join(f"{n} of 3 DOCUMENTS\n\nqq ww\n\nzz yy xx." for n in (1, 2, 3))),
        ("ProQuest", "\n\n".join(["_" * 60, "qq: ww\n\nzz: xx\n\nwww.proquest.com ProQuest"] * 3)),
    ],
)
def test_what_is_not_understood_is_refused_by_the_name_of_its_service(
    tmp_path: Path, service: str, text: str
) -> None:
    """Never read as sentences."""
    got = read(tmp_path, text)
    assert got.articles == []
    assert service in got.receipt.failed


def test_an_unknown_interface_with_links_is_refused_by_name(tmp_path: Path) -> None:
    """Links lead to the service, whatever its words are."""
    paragraphs = [f"{at}. {one.title}" for at, one in enumerate(REPORTS, 1)]
    paragraphs += ["qq ww", "Some text of an article, in a layout of tomorrow."]
    got = read(tmp_path, word(paragraphs, uni_links()), "a.docx")
    assert got.articles == []
    assert "Nexis" in got.receipt.failed


PROSE = (
    "He read 1 of 2 DOCUMENTS that night.\n\nShe wrote “End of Document” below it.",
    "End of Document\n\nis a play about a clerk, and it opened on Monday.",
    "The list went on.\n\n1 of 2 DOCUMENTS\n\nThe clerk stopped there, and said no more.",
    "The form said BYLINE: and LENGTH: in capitals.\n\nBody\n\nThen it ended.",
    "_" * 60 + "\n\nA rule stands above this report.\n\nTitle: a word that it uses.",
    "HD was on the label.\n\nThe shop sold it for 85 words.\n\nPD is no word.",
    "Full text: the minister’s speech\n\nTitle: Hope\n\nHe spoke for an hour.",
    "“Document 1 of 3,” he read.\n\nDocument 1 of 3\n\nIt was blank.",
    "Smith:\xa0I was there.\n\nJones:\xa0So was I.\n\nPoe:\xa0Nobody saw us.",
)


@pytest.mark.parametrize("text", PROSE)
def test_an_article_that_mentions_the_words_of_services_is_one(tmp_path: Path, text: str) -> None:
    """They are words of it, kept to the letter."""
    got = read(tmp_path, text, "a.txt")
    assert got.receipt.format == "plain text"
    assert [one.text for one in got.articles] == [text]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("made", ["old", "proquest", "factiva"])
def test_any_encoding(tmp_path: Path, encoding: str, made: str) -> None:
    """Quotes and dashes come out right."""
    text = {"old": old_nexis(), "proquest": proquest(), "factiva": factiva_coded()}[made]
    got = read(tmp_path, text.encode(encoding))
    assert "“We were not warned,”" in got.articles[0].text
    assert len(got.articles) == 3


def test_a_page_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    """Europresse wrote ISO-8859-1."""
    page = europresse(old=True).replace("utf-8", "ISO-8859-1").replace("“", '"').replace("”", '"')
    page = page.replace("—", "-").replace("quay", "café du quai")
    got = read(tmp_path, page.encode("latin-1"), "a.html")
    assert "café du quai" in got.articles[0].text
