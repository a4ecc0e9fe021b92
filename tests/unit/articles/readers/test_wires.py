"""NewsML-G2, NewsML 1, NITF and ninjs: what is read of each, and what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.articles.document import NO_BODY
from annotations.articles.receipts import summary
from annotations.articles.xml_items import DOCTYPE
from tests.unit.articles.generators.wires import (
    FERRY,
    RATES,
    REPORTS,
    TALKS,
    as_json,
    as_lines,
    declared,
    news_item,
    news_message,
    newsml_1,
    ninjs,
    nitf,
)
from tests.unit.articles.readers.reading import read

FORMS = ("xhtml", "nitf", "div", "plain")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("prefix", ["", "g2"])
def test_a_news_item(form: str, prefix: str, tmp_path: Path) -> None:
    """Whatever its body is in and whatever prefix its names have."""
    got = read(tmp_path, "a.xml", declared(news_item(FERRY, form=form, prefix=prefix)))
    [article] = got.articles
    body = article.text.removesuffix("\n\n(With material of the harbour office.)")
    assert body == FERRY.text
    assert (article.title, article.source, article.wire) == (FERRY.title, FERRY.source, "Reuters")
    assert (article.published_at, article.byline) == (FERRY.published, FERRY.author)
    assert (article.lang, article.story, article.path) == ("en", "", str(tmp_path / "a.xml"))
    assert got.receipt.format == "NewsML-G2"
    if form == "nitf":
        [aside] = article.boilerplate
        assert aside.of(article.text) == "(With material of the harbour office.)"
        assert got.receipt.dropped == {"caption": 1}
    if form == "xhtml":
        assert got.receipt.dropped == {"caption": 1, "headline": 1}


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252"])
def test_bytes_say_what_they_are_in(encoding: str, tmp_path: Path) -> None:
    """Through the declaration, or the mark at the beginning."""
    got = read(tmp_path, "a.xml", declared(news_item(TALKS, form="div"), encoding))
    assert [one.text for one in got.articles] == [TALKS.text]
    assert got.articles[0].byline == "Jörg Weiß"


def test_a_declaration_that_lies(tmp_path: Path) -> None:
    """UTF-8 is declared, and it is not: the bytes themselves tell."""
    text = '<?xml version="1.0" encoding="UTF-8"?>' + news_item(TALKS, form="div")
    got = read(tmp_path, "a.xml", text.encode("cp1252"))
    assert [one.text for one in got.articles] == [TALKS.text]


def test_a_message_of_several(tmp_path: Path) -> None:
    """Keys are guid and version; the package beside them is their list of contents."""
    got = read(tmp_path, "a.xml", news_message([news_item(one) for one in REPORTS]))
    assert [one.text for one in got.articles] == [one.text for one in REPORTS]
    assert got.keys == [f"{one.guid}:{one.version}" for one in REPORTS]
    assert [one.lang for one in got.articles] == ["en", "en", "de"]
    assert summary(got.receipt) == "3 articles read"


def test_documents_one_behind_the_other(tmp_path: Path) -> None:
    """As when files were put together; with a declaration each, or without."""
    for declaration in ('<?xml version="1.0"?>\n', ""):
        text = "\n".join(declaration + news_item(one) for one in REPORTS)
        got = read(tmp_path, "a.xml", text.encode())
        assert [one.title for one in got.articles] == [one.title for one in REPORTS]
        assert not got.receipt.failed


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("firstCreated", "contentCreated"), True),
        (("contentCreated",), True),
        ((), False),
    ],
)
def test_dates_that_are_missing(dates: tuple[str, ...], expected: bool, tmp_path: Path) -> None:
    """The next one counts; none is none."""
    got = read(tmp_path, "a.xml", declared(news_item(FERRY, dates=dates)))
    assert got.articles[0].published_at == (FERRY.published if expected else "")


def test_items_that_are_no_text(tmp_path: Path) -> None:
    """Are named as what they are, and the others come."""
    items = [
        news_item(FERRY),
        news_item(RATES, kind="ninat:picture", body="<remoteContent href='a.jpg'/>"),
        news_item(TALKS, body="<inlineXML><concept><name>Harbours</name></concept></inlineXML>"),
        news_item(TALKS, body="<inlineXML/>"),
    ]
    got = read(tmp_path, "a.xml", news_message(items))
    assert [one.title for one in got.articles] == [FERRY.title]
    assert [reason for _, reason in got.reasons] == ["is a picture", NO_BODY, NO_BODY]
    assert got.receipt.skipped[2].title == ""
    alone = read(
        tmp_path, "b.xml", declared("<packageItem guid='p'><itemRef/><itemRef/></packageItem>")
    )
    assert alone.reasons == [("p", "is a package: it lists 2 items and holds no text")]


def test_what_was_withdrawn_says_so(tmp_path: Path) -> None:
    """It is read: labels may be there."""
    item = news_item(FERRY).replace("stat:usable", "stat:canceled")
    got = read(tmp_path, "a.xml", declared(item))
    assert got.receipt.warnings == ("was withdrawn by its publisher (status canceled)",)


def test_a_message_that_is_cut_off(tmp_path: Path) -> None:
    """What is whole is read; what is not is named, and so is the file."""
    whole = news_message([news_item(one) for one in REPORTS])
    got = read(tmp_path, "a.xml", whole[: whole.index(b"Gespr")])
    assert [one.title for one in got.articles] == [FERRY.title, RATES.title]
    assert got.reasons == [(f"{TALKS.guid}:3", "is cut off")]
    assert "is cut off" in got.receipt.failed


def test_broken_xml(tmp_path: Path) -> None:
    """Says where."""
    data = declared(news_item(FERRY).replace("</html>", "</htm>"))
    got = read(tmp_path, "a.xml", data)
    assert got.receipt.failed.startswith("is not well-formed XML: mismatched tag, line ")


def test_nitf(tmp_path: Path) -> None:
    """An archive's document, with what it says in its head."""
    head = (
        '<docdata><doc-id id-string="4711"/><date.issue norm="20260304T093000Z"/>'
        '</docdata><pubdata name="The Caller" position.section="Harbours"'
        ' ex-ref="https://caller.example/a"/>'
    )
    got = read(tmp_path, "a.xml", declared(nitf(FERRY, head=head)))
    [article] = got.articles
    assert article.text == FERRY.text + "\n\n(With material of the harbour office.)"
    assert (article.title, article.byline, article.source) == (
        FERRY.title,
        FERRY.author,
        "The Caller",
    )
    assert article.published_at == "2026-03-04T09:30:00+00:00"
    assert (article.section, article.url) == ("Harbours", "https://caller.example/a")


def test_a_lead_that_stands_twice(tmp_path: Path) -> None:
    """Some archives give the first paragraphs in a block of their own once more."""
    text = nitf(FERRY)
    start, end = text.index("<p>"), text.index("<media>")
    lead = f"<block class='lead_paragraph'>{text[start : text.index('</p>') + 4]}</block>"
    whole = f"<block class='full_text'>{text[start:end]}</block>"
    got = read(tmp_path, "a.xml", declared(text[:start] + lead + whole + text[end:]))
    assert got.articles[0].text.startswith(FERRY.text)
    assert got.receipt.dropped["lead"] == 1


def test_newsml_1(tmp_path: Path) -> None:
    """The report without its press contact; one article for each language."""
    got = read(tmp_path, "a.xml", newsml_1(FERRY))
    [article] = got.articles
    assert (article.text, article.title) == (FERRY.text, FERRY.title)
    assert article.published_at == FERRY.published
    got = read(tmp_path, "a.xml", newsml_1(FERRY, TALKS))
    assert [(one.title, one.lang) for one in got.articles] == [
        (FERRY.title, "en"),
        (TALKS.title, "de"),
    ]
    assert got.keys == [f"{FERRY.guid}:1:en", f"{FERRY.guid}:1:de"]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_ninjs(version: int, tmp_path: Path) -> None:
    """Alone, as a list, as lines, in each version."""
    got = read(tmp_path, "a.json", as_json(ninjs(FERRY, version)))
    [article] = got.articles
    assert got.receipt.format == "ninjs"
    assert (article.text, article.title) == (FERRY.text, FERRY.title)
    assert (article.published_at, article.byline, article.source) == (
        FERRY.published,
        FERRY.author,
        FERRY.source,
    )
    many = [ninjs(one, version) for one in REPORTS]
    for name, data in (("b.json", as_json(many)), ("b.jsonl", as_lines(many))):
        got = read(tmp_path, name, data)
        assert [one.text for one in got.articles] == [one.text for one in REPORTS]
        assert got.keys == [one.guid for one in REPORTS]


def test_ninjs_without_text(tmp_path: Path) -> None:
    """A picture is one, and an item with a summary only has no body."""
    picture = {**ninjs(FERRY, 2), "type": "picture", "bodies": []}
    bare = {**ninjs(RATES, 2), "bodies": [], "descriptions": [{"value": "Short."}]}
    got = read(tmp_path, "a.json", as_json([picture, bare, ninjs(TALKS, 2)]))
    assert [reason for _, reason in got.reasons] == ["is of type picture, not text", NO_BODY]
    assert got.receipt.skipped[1].title == RATES.title
    assert [one.title for one in got.articles] == [TALKS.title]


BOMB = '<!DOCTYPE nitf [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("doctype", ["<!DOCTYPE nitf>", '<!DOCTYPE nitf SYSTEM "a.dtd">', BOMB])
@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "UTF-16-BE"])
def test_a_document_type_is_refused(doctype: str, encoding: str, tmp_path: Path) -> None:
    """Whatever it is for and whatever it is in."""
    got = read(tmp_path, "a.xml", declared(doctype + nitf(FERRY), encoding))
    assert (got.articles, got.receipt.failed) == ([], DOCTYPE)


def test_depth_and_size_are_limited(tmp_path: Path) -> None:
    """The item that goes too far is named; the others come."""
    deep = "<div>" * 100_000 + "</div>" * 100_000
    long = f"<div><p>{'word ' * 300_000}</p></div>"
    items = [
        news_item(RATES, body=f"<inlineXML>{deep}</inlineXML>"),
        news_item(TALKS, body=f"<inlineXML>{long}</inlineXML>"),
        news_item(FERRY),
    ]
    got = read(tmp_path, "a.xml", news_message(items), max_bytes=1_300_000)
    assert [one.title for one in got.articles] == [FERRY.title]
    assert [reason for _, reason in got.reasons] == [
        "is nested too deeply",
        "is over the limit of 1.3 MB",
    ]


def test_other_xml_is_none_of_these(tmp_path: Path) -> None:
    """Also where it speaks of news items."""
    for text in (
        "<rss><channel><item>newsItem nitf NewsML</item></channel></rss>",
        "<conceptItem><newsItem/></conceptItem>",
        "<!-- <newsItem> --><library/>",
    ):
        assert read(tmp_path, "a.xml", declared(text)).receipt.format in ("", "feed")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_broken_is_said(data: st.DataObject, tmp_path: Path) -> None:
    """Bytes that are lost, doubled or replaced: nothing is raised, and articles or reasons come."""
    whole = data.draw(
        st.sampled_from(
            [
                news_message([news_item(one) for one in REPORTS]),
                declared(nitf(FERRY)),
                newsml_1(FERRY, TALKS),
                as_json([ninjs(one) for one in REPORTS]),
                as_lines([ninjs(one, 1) for one in REPORTS]),
            ]
        )
    )
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 200, len(whole))))
    broken = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    name = "a.xml" if whole.startswith(b"<") else "a.json"
    got = read(tmp_path, name, broken or b" ")
    receipt = got.receipt
    assert len(got.articles) == receipt.read
    assert receipt.read or receipt.skipped or receipt.failed
    assert not any("Error)" in one.reason for one in receipt.skipped)
    assert "Error)" not in receipt.failed


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<docdata><date.issue norm="20230412T101500Z"/></docdata>', "2023-04-12T10:15:00+00:00"),
        ('<docdata><date.issue norm="20230412T000000"/></docdata>', "2023-04-12"),
        ('<docdata><date.issue norm="202304"/></docdata>', "2023-04"),
        ("<docdata><date.issue>April 12, 2023</date.issue></docdata>", "2023-04-12"),
        ('<docdata><date.issue norm=""/><date.release norm="20230412"/></docdata>', "2023-04-12"),
        ('<pubdata type="print"/><pubdata date.publication="20230412T000000"/>', "2023-04-12"),
        ('<revision-history norm="20230412T101500"/>', "2023-04-12T10:15:00"),
        (
            '<meta name="publication_day_of_month" content="4"/>'
            '<meta name="publication_month" content="3"/>'
            '<meta name="publication_year" content="2003"/>',
            "2003-03-04",
        ),
        ('<docdata><date.expire norm="20301231"/></docdata>', ""),
    ],
)
def test_the_date_of_nitf_wherever_it_stands(head: str, date: str, tmp_path: Path) -> None:
    """In an attribute, in words, or in parts; a midnight that fills up a day is none."""
    got = read(tmp_path, "a.xml", nitf(FERRY, head=head).encode())
    assert [one.published_at for one in got.articles] == [date]
