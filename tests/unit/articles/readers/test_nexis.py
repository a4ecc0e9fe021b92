"""Nexis, of before and after 2019, in all its carriers and languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.articles.generators.carriers import rtf, word, zipped
from tests.unit.articles.generators.downloads import (
    REPORTS,
    UNI_WORDS,
    longer,
    old_nexis,
    old_page,
    uni,
    uni_article,
    uni_cover,
    uni_links,
)
from tests.unit.articles.readers.downloads_read import assert_same, read

MARKS = (
    "{} of {} DOCUMENTS",
    "Dokument {} von {}",
    "{} von {} DOKUMENTEN",
    "Document {} de {}",
    "{} de {} DOCUMENTOS",
    "{} di {} DOCUMENTI",
    "{} van {} DOCUMENTEN",
)


@pytest.mark.parametrize("language", UNI_WORDS)
@pytest.mark.parametrize("carrier", ["docx", "rtf", "txt"])
def test_a_download_is_read_in_every_carrier_and_language(
    tmp_path: Path, language: str, carrier: str
) -> None:
    """Its count is the cover's; of Polish, which is not known, the shape is enough."""
    paragraphs = uni(language=language, breaks=carrier != "txt")
    data = "\n".join(paragraphs).encode()
    if carrier != "txt":
        data = (word if carrier == "docx" else rtf)(paragraphs, uni_links())
    got = read(tmp_path, data, f"Files(3).{carrier}")
    assert got.receipt.format == "Nexis download"
    assert (got.receipt.announced, got.receipt.read, got.receipt.is_complete) == (3, 3, True)
    is_known = language != "pl"
    assert_same(got.articles, [replace(one, byline=one.byline * is_known) for one in REPORTS])
    assert [one.section for one in got.articles] == [one.section * is_known for one in REPORTS]


def test_fields_are_metadata_and_what_was_dropped_is_counted(tmp_path: Path) -> None:
    """Copyright, load date, classification and captions are in no text."""
    got = read(tmp_path, word(uni(), uni_links()), "Files(3).docx")
    first, _, third = got.articles
    assert got.keys[0] == "5WG2-7T11-F021-636K-00001-00"
    assert first.url.startswith("https://advance.lexis.com/")
    assert (first.section, first.lang, first.wire) == ("NEWS; Pg. 1", "en", "")
    assert (third.wire, third.published_at) == ("AFP", "2024-03-05T16:07:00+00:00")
    dropped = got.receipt.dropped
    assert {"copyright", "load-date", "classification", "length", "caption"} <= set(dropped)
    assert dropped["load-date"] == 3
    assert not any("Load-Date" in one.text or "PHOTO" in one.text for one in got.articles)


@pytest.mark.parametrize("breaks", [True, False])
@pytest.mark.parametrize("blanks", [True, False])
@pytest.mark.parametrize("cover", [True, False])
def test_the_first_article_is_never_lost(
    tmp_path: Path, breaks: bool, blanks: bool, cover: bool
) -> None:
    """Wherever it begins: behind the cover at once, or without one."""
    made = word(uni(breaks=breaks, blanks=blanks, cover=cover))
    got = read(tmp_path, made, "a.docx")
    assert_same(got.articles, REPORTS)
    assert got.keys == ["1", "2", "3"]


def test_a_document_of_one_article(tmp_path: Path) -> None:
    """Downloads one by one have no cover."""
    got = read(tmp_path, word(uni_article(REPORTS[0])), "Ferry fire.docx")
    assert_same(got.articles, REPORTS[:1])


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("cover", [True, False])
def test_text_of_before_2019(tmp_path: Path, mark: str, cover: bool) -> None:
    """Numbers in seven ways; wrapped paragraphs are whole again."""
    got = read(tmp_path, old_nexis(mark=mark, cover=cover))
    assert_same(got.articles, REPORTS)
    assert [len(one.text.split("\n\n")) for one in got.articles] == [3, 2, 2]
    assert "\n" not in got.articles[0].text.split("\n\n")[0]
    assert (got.receipt.announced, got.keys) == (3, ["1", "2", "3"])
    assert got.articles[2].wire == "AFP"


LABELS = {
    "de": {"BYLINE": "AUTOR", "SECTION": "RUBRIK", "LENGTH": "LÄNGE", "LANGUAGE": "SPRACHE",
           "LOAD-DATE": "UPDATE", "GRAPHIC": "GRAFIK"},
    "fr": {"BYLINE": "AUTEUR", "SECTION": "RUBRIQUE", "LENGTH": "LONGUEUR", "LANGUAGE": "LANGUE",
           "LOAD-DATE": "DATE-CHARGEMENT", "GRAPHIC": "GRAPHIQUE"},
    "es": {"BYLINE": "AUTOR", "SECTION": "SECCIÓN", "LENGTH": "LONGITUD", "LANGUAGE": "IDIOMA",
           "LOAD-DATE": "FECHA-CARGA", "GRAPHIC": "GRÁFICO"},
    "it": {"BYLINE": "AUTORE", "SECTION": "SEZIONE", "LENGTH": "LUNGHEZZA", "LANGUAGE": "LINGUA",
           "LOAD-DATE": "DATA-CARICAMENTO", "GRAPHIC": "GRAFICO"},
    "pt": {"BYLINE": "AUTOR", "SECTION": "SEÇÃO", "LENGTH": "COMPRIMENTO", "LANGUAGE": "IDIOMA",
           "LOAD-DATE": "DATA-CARREGAMENTO", "GRAPHIC": "GRÁFICO"},
    "nl": {"BYLINE": "AUTEUR", "SECTION": "SECTIE", "LENGTH": "LENGTE", "LANGUAGE": "TAAL",
           "LOAD-DATE": "LAADDATUM", "GRAPHIC": "GRAFIEK"},
}  # fmt: skip


@pytest.mark.parametrize("language", LABELS)
def test_text_of_before_2019_with_labels_in_six_languages(tmp_path: Path, language: str) -> None:
    """The interface's language changes them, not the order."""
    text = old_nexis()
    for english, other in LABELS[language].items():
        text = text.replace(f"{english}:", f"{other}:")
    got = read(tmp_path, text.encode("cp1252"))
    assert_same(got.articles, REPORTS)
    assert got.articles[0].section == "NEWS; Pg. 1"


def test_older_text_with_the_copyright_at_the_top(tmp_path: Path) -> None:
    """The headline and the text have labels of their own there."""
    one = (
        "                    1 of 1 DOCUMENT\n\n          Copyright 1999 The Courier\n"
        "                      The Courier\n\n           June 1, 1999, Tuesday, Late Edition\n\n"
        "SECTION: Section A; Page 1\n\nLENGTH: 9 words\n\nHEADLINE: Storm Closes the Port\n\n"
        "BYLINE: By ANN POE\n\nDATELINE: CALDER, June 1\n\nBODY:\n   The port closed at noon.\n\n"
        "   It opens again on Friday.\n\nLOAD-DATE: June 1, 1999\n"
    )
    got = read(tmp_path, one)
    (article,) = got.articles
    assert article.text == "The port closed at noon.\n\nIt opens again on Friday."
    assert (article.title, article.source) == ("Storm Closes the Port", "The Courier")
    assert (article.published_at, article.byline) == ("1999-06-01", "ANN POE")


def test_pages_of_before_2019(tmp_path: Path) -> None:
    """Terms that were searched for are words like others."""
    got = read(tmp_path, old_page(), "a.html")
    assert_same(got.articles, tuple(replace(one, section="") for one in REPORTS))
    assert got.receipt.announced == 3


def test_tables_in_pages_keep_their_rows(tmp_path: Path) -> None:
    """A cell is no paragraph."""
    row = "<TABLE><TR><TD><P>Calder</P></TD><TD><P>12</P></TD><TD><P>3</P></TD></TR></TABLE>"
    page = old_page(REPORTS[:1]).replace(
        "</DIV><BR><DIV><P CLASS='c6'><SPAN", f"{row}</DIV><BR><DIV><P><SPAN", 1
    )
    (article,) = read(tmp_path, page, "a.html").articles
    assert article.text.endswith("Calder\t12\t3")


@pytest.mark.parametrize("name", ["a.doc", "a.docx", "a.txt", "a.rtf", "download"])
def test_rich_text_under_any_name(tmp_path: Path, name: str) -> None:
    """The contents decide."""
    got = read(tmp_path, rtf(uni(), uni_links()), name)
    assert_same(got.articles, REPORTS)


def test_links_of_rich_text_are_the_keys(tmp_path: Path) -> None:
    """As in Word."""
    got = read(tmp_path, rtf(uni(), uni_links()), "a.rtf")
    assert got.keys[2] == "5WG2-7T11-F021-636K-00003-00"


def test_headings_of_pages_are_no_text(tmp_path: Path) -> None:
    """Converters leave them between paragraphs."""
    paragraphs = uni(REPORTS[:1], breaks=False)
    at = paragraphs.index(REPORTS[0].paragraphs[1])
    paragraphs[at:at] = ["Page 2 of 3", REPORTS[0].title]
    got = read(tmp_path, "\n".join(paragraphs))
    assert_same(got.articles, REPORTS[:1])
    assert got.receipt.dropped["page heading"] == 1


def test_a_zip_of_single_files(tmp_path: Path) -> None:
    """Each in its own; the name of its file is before the key, and announced counts add up."""
    files = {
        f"{at} {one.title}.docx": word(uni_cover([one]) + uni_article(one))
        for at, one in enumerate(REPORTS)
    }
    got = read(tmp_path, zipped(files), "Files(3).zip")
    assert_same(got.articles, REPORTS)
    assert (got.receipt.announced, got.receipt.read) == (3, 3)
    assert got.keys[0] == f"0 {REPORTS[0].title}.docx:1"


def test_a_broken_file_in_a_zip_does_not_stop_the_others(tmp_path: Path) -> None:
    """It is named."""
    files = {f"{at}.docx": word(uni_article(one)) for at, one in enumerate(REPORTS)}
    files["1.docx"] = files["1.docx"][:500]
    got = read(tmp_path, zipped(files), "a.zip")
    assert len(got.articles) == 2
    assert [one.key for one in got.receipt.skipped] == ["1.docx"]


def test_a_hundred_articles_keep_their_order_and_keys(tmp_path: Path) -> None:
    """And read again they are at the same places."""
    reports = longer(100)
    data = word(uni(reports))
    first, second = read(tmp_path, data, "a.docx"), read(tmp_path, data, "a.docx")
    assert [one.title for one in first.articles] == [one.title for one in reports]
    assert [one.path for one in first.articles] == [one.path for one in second.articles]
    assert first.receipt.announced == first.receipt.read == 100


def test_lines_of_a_page(tmp_path: Path) -> None:
    """Some save a download as a page, also under the name of a document."""
    page = "".join(f"<p>{text}</p>" for text in uni(breaks=False))
    for name in ("a.html", "a.docx"):
        assert_same(read(tmp_path, f"<html><body>{page}</body></html>", name).articles, REPORTS)
    kept = read(tmp_path, f"<html><body><pre>{old_nexis()}</pre></body></html>", "a.html")
    assert_same(kept.articles, REPORTS)


def test_a_text_may_begin_with_capitals_and_a_colon(tmp_path: Path) -> None:
    """As a field does."""
    one = replace(REPORTS[0], paragraphs=("NEW DELHI: The minister resigned on Monday.",))
    got = read(tmp_path, old_nexis([one, REPORTS[1]]))
    assert got.articles[0].text == one.paragraphs[0]


def test_a_date_in_an_unknown_language_is_no_headline(tmp_path: Path) -> None:
    """It is said that it was not understood."""
    for data, name in (
        (old_nexis().encode(), "a.txt"),
        ("\n".join(uni(breaks=False)).encode(), "b.txt"),
    ):
        got = read(tmp_path, data.replace(b"March 3, 2024 Sunday", b"3 kwietnia 2024"), name)
        first = got.articles[0]
        assert (first.title, first.source) == (REPORTS[0].title, REPORTS[0].source)
        assert first.published_at == ""
        assert any("3 kwietnia 2024" in one for one in got.receipt.warnings)


def test_the_line_before_the_text_may_be_missing(tmp_path: Path) -> None:
    """Then the text begins behind the fields."""
    got = read(tmp_path, word([text for text in uni() if text != "Body"]), "a.docx")
    assert_same(got.articles, REPORTS)


@pytest.mark.parametrize("title", ["EXCLUSIVE: Minister resigns", "UPDATE: Ferry fire kills two"])
def test_a_headline_may_begin_with_capitals_and_a_colon(tmp_path: Path, title: str) -> None:
    """As a field does."""
    reports = (replace(REPORTS[0], title=title, caption=""), REPORTS[1])
    assert_same(read(tmp_path, old_nexis(reports)).articles, reports)
    assert_same(read(tmp_path, word(uni(reports)), "a.docx").articles, reports)


@pytest.mark.parametrize("last", ["Subject: none of your business.", "Language: the clerk’s."])
def test_a_paragraph_like_a_field_is_text(tmp_path: Path, last: str) -> None:
    """Near the end too; also where the service writes no no-break spaces."""
    reports = (replace(REPORTS[0], paragraphs=(*REPORTS[0].paragraphs, last, "He left.")),)
    for paragraphs in (uni(reports), [text.replace("\xa0", " ") for text in uni(reports)]):
        assert_same(read(tmp_path, word(paragraphs), "a.docx").articles, reports)


def test_lines_without_empty_ones_between(tmp_path: Path) -> None:
    """Converters drop them."""
    tight = [text.strip() for text in uni(breaks=False, blanks=False)]
    short = [replace(one, paragraphs=("It burnt.", "It sank.")) for one in REPORTS]
    assert_same(read(tmp_path, "\n".join(tight)).articles, REPORTS)
    brief = [text.strip() for text in uni(short, breaks=False, blanks=False)]
    assert_same(read(tmp_path, "\n".join(brief)).articles, short)
    text = old_nexis()
    for label in ("BYLINE", "SECTION", "LENGTH", "LANGUAGE"):
        text = text.replace(f"\n\n{label}:", f"\n{label}:")
    assert_same(read(tmp_path, text).articles, REPORTS)
