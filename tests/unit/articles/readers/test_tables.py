"""CSV, JSON and JSON Lines of articles, crawls and lists: what is read, and what is none of it."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.articles.address_lists import addresses
from annotations.articles.column_advice import columns_of, config_lines
from annotations.articles.corpus import find
from annotations.articles.document import NO_BODY
from annotations.articles.read_corpus import read_corpus
from annotations.articles.reading import FileReading
from annotations.articles.receipts import summary
from annotations.config import Config, parse_config
from annotations.dataset import FORMATS, TrainingSet, export, export_file
from annotations.dataset.write_folder import export_folder
from annotations.workflow.add import addresses_in
from tests.unit.articles.generators.tables import (
    RIS,
    csl,
    event_registry,
    fundus,
    gdelt,
    media_cloud,
    news_please,
    row,
    table,
)
from tests.unit.articles.generators.wires import FERRY, RATES, REPORTS, TALKS, as_json, as_lines
from tests.unit.articles.readers.reading import read
from tests.unit.dataset.material import hard_project

ROWS = [row(one) for one in REPORTS]
TEXTS = [one.text for one in REPORTS]

NAMES: tuple[dict[str, str], ...] = (
    {},
    {"title": "Headline", "text": "Article Text", "date": "pubDate", "source": "Outlet"},
    {"title": "Titel", "text": "Volltext", "date": "Datum", "source": "Quelle", "author": "Autor"},
    {"title": "titre", "text": "texte", "date": "Date de publication", "author": "Auteur"},
    {"title": "Título", "text": "Contenido", "date": "Fecha", "source": "Medio"},
    {"title": "заголовок", "text": "текст", "date": "дата", "source": "источник"},
    {"title": "标题", "text": "正文", "date": "日期", "source": "来源"},
    {"title": "article_title", "text": "article_body", "date": "PUBLISH_DATE", "id": "docID"},
    {"title": "Überschrift", "text": "Inhalt", "date": "Veröffentlicht am", "source": "Verlag"},
)


@pytest.mark.parametrize("names", NAMES)
def test_columns_by_their_usual_names(names: dict[str, str], tmp_path: Path) -> None:
    """In many languages and spellings."""
    got = read(tmp_path, "a.csv", table(ROWS, names=names))
    assert [one.text for one in got.articles] == TEXTS
    assert [one.title for one in got.articles] == [one.title for one in REPORTS]
    assert {one.published_at for one in got.articles} == {FERRY.published}
    assert {one.source for one in got.articles} == {"Harbour Wire"}
    assert [one.byline for one in got.articles] == [one.author for one in REPORTS]
    assert got.keys == ["ferry", "rates", "talks"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_manners_of_writing_tables(separator: str, encoding: str, tmp_path: Path) -> None:
    """Each separator, with Excel's mark, in UTF-16, in an old encoding."""
    name = "a.tsv" if separator == "\t" else "a.csv"
    got = read(tmp_path, name, table(ROWS, separator=separator, encoding=encoding))
    assert [one.text for one in got.articles] == TEXTS
    assert [one.title for one in got.articles] == [one.title for one in REPORTS]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_excels_first_line(line_end: str, tmp_path: Path) -> None:
    """`sep=;` is no row, and line ends are any."""
    data = table(ROWS, separator=";", first="sep=;" + line_end, line_end=line_end)
    assert [one.text for one in read(tmp_path, "a.csv", data).articles] == TEXTS


def test_a_table_that_is_called_a_text(tmp_path: Path) -> None:
    """Excel's “Unicode text” is `.txt`, with TABs, in UTF-16."""
    got = read(tmp_path, "a.txt", table(ROWS, separator="\t", encoding="utf-16"))
    assert [one.text for one in got.articles] == TEXTS
    prose = "Title, text and date\nThe harbour, the office said, is open.\n"
    assert read(tmp_path, "b.txt", prose.encode()).receipt.format == "plain text"


def test_bodies_in_html(tmp_path: Path) -> None:
    """Become paragraphs; captions and what is in the code are no text."""
    body = (
        "<div><p>The ferry ran aground &amp; stayed.</p><script>x()</script><figure><img>"
        "<figcaption>Aground.</figcaption></figure><p>Nobody<br>was hurt, all said.</p></div>"
    )
    rows = [{"headline": "A &amp; B <i>c</i>", "html": body}] * 2
    got = read(tmp_path, "a.csv", table(rows))
    assert got.articles[0].text == "The ferry ran aground & stayed.\n\nNobody\nwas hurt, all said."
    assert got.articles[0].title == "A & B c"
    assert got.receipt.dropped == {"script": 2, "caption": 2}


def test_rows_with_too_few_or_too_many_fields(tmp_path: Path) -> None:
    """A short row is read if its text is there; a long one only if its last column is the text."""
    data = b"title,text,date\nOne,The ferry ran aground at five.\nTwo,\nThree,A, b, c,2026\n\n"
    got = read(tmp_path, "a.csv", data)
    assert [one.title for one in got.articles] == ["One"]
    assert got.receipt.warnings == ("1: has 2 fields, the first line 3",)
    assert got.reasons[0] == ("2", NO_BODY)
    assert got.reasons[1][1].startswith("has 5 fields, the first line 3: a text with the separator")
    data = b"title;text\nOne;The ferry ran aground at five; nobody was hurt; all said so.\n"
    [article] = read(tmp_path, "b.csv", data).articles
    assert article.text == "The ferry ran aground at five; nobody was hurt; all said so."


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    """Its row is named, and the rows behind it are read."""
    lines = [f'{n},Title {n},"The ferry number {n} ran aground at five."\n' for n in range(1, 200)]
    lines[3] = '4,Title 4,"The ferry number 4 ran aground at five.\n'
    data = ("id,title,text\n" + "".join(lines)).encode()
    for limit in (4_000_000, 2_000):
        got = read(tmp_path, "a.csv", data, max_bytes=limit)
        assert len(got.articles) == 198
        [(_, reason)] = got.reasons
        assert "not closed" in reason or "over the limit" in reason


def test_a_field_that_is_too_long(tmp_path: Path) -> None:
    """Ends by the limit of a document, in one line or in many; the others come."""
    for long in ("word " * 1_000_000, "A line of it.\n" * 300_000):
        rows = [ROWS[0], {**ROWS[1], "text": long}, ROWS[2]]
        got = read(tmp_path, "a.csv", table(rows), max_bytes=1_000_000)
        assert [one.title for one in got.articles] == [FERRY.title, TALKS.title]
        assert [reason for _, reason in got.reasons] == ["is over the limit of 1.0 MB"]


def test_marks_behind_a_backslash(tmp_path: Path) -> None:
    """As databases write them, instead of doubling them."""
    data = (
        'title,text,url\nOne,"The \\"ferry\\" ran aground, and stayed.",https://a.example/1\n'
        'Two,"The ferry was \\"afloat\\", all said.\nAgain.",https://a.example/2\n'
    )
    got = read(tmp_path, "a.csv", data.encode())
    assert [one.text for one in got.articles] == [
        'The "ferry" ran aground, and stayed.',
        'The ferry was "afloat", all said.\nAgain.',
    ]


def test_a_table_without_names(tmp_path: Path) -> None:
    """Says what to do, if its rows look like articles."""
    data = table([{"x": f"{n}", "y": f"Title {n}", "z": LONG} for n in range(5)])
    got = read(tmp_path, "a.csv", data[data.index(b"\n") + 1 :])
    assert got.receipt.failed.startswith("has no first line with the names of its columns")


ANSWERS: dict[str, Any] = {
    "a service of news": {
        "articles": [
            {
                "source": {"id": None, "name": "Courier"},
                "title": FERRY.title,
                "publishedAt": "2026-03-04",
                "content": FERRY.text,
            }
        ]
    },
    "a newspaper's own": {
        "response": {
            "results": [
                {
                    "webTitle": "x",
                    "webPublicationDate": "2026-03-04",
                    "fields": {"headline": FERRY.title, "bodyText": FERRY.text},
                    "source": "Courier",
                }
            ]
        }
    },
    "pages of a blog": [
        {
            "date": "2026-03-04",
            "title": {"rendered": FERRY.title},
            "content": {"rendered": "".join(f"<p>{one}</p>" for one in FERRY.paragraphs)},
            "author": 5,
            "categories": [3],
            "site": "Courier",
        }
    ],
    "JSON-LD": {
        "@type": "NewsArticle",
        "headline": FERRY.title,
        "articleBody": FERRY.text,
        "datePublished": "2026-03-04",
        "publisher": {"@type": "Organization", "name": "Courier"},
    },
    "an extractor": {
        "title": FERRY.title,
        "hostname": "courier.example",
        "date": "2026-03-04",
        "fingerprint": "ab",
        "raw_text": "x",
        "text": FERRY.text,
        "source": "https://courier.example/a",
        "source-hostname": "Courier",
        "excerpt": "The ferry",
    },
    "another": {
        "url": "https://courier.example/a",
        "title": FERRY.title,
        "authors": [],
        "publish_date": "2026-03-04",
        "meta_site_name": "Courier",
        "summary": "",
        "text": FERRY.text,
    },
    "a search engine": {
        "hits": {
            "hits": [
                {
                    "_id": "x",
                    "_source": {
                        "headline": FERRY.title,
                        "body": FERRY.text,
                        "publish_date": "2026-03-04",
                        "outlet": "Courier",
                        "entities": ["a"],
                    },
                }
            ]
        }
    },
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_programs_and_services_write(kind: str, tmp_path: Path) -> None:
    """Title, text, date and source, whatever they are called and wherever they stand."""
    [article] = read(tmp_path, "a.json", as_json(ANSWERS[kind])).articles
    assert article.text == FERRY.text
    assert article.published_at == "2026-03-04"
    assert article.source == "Courier"
    assert article.byline == article.section == ""
    assert article.title == FERRY.title


@pytest.mark.parametrize("said", ["shift_jis", "latin-1", "utf-16", "none-such", "cp1252"])
def test_an_encoding_that_was_said(said: str, tmp_path: Path) -> None:
    """Holds for the files that are in it; the others are read as they are."""
    for encoding in ("utf-8", "cp1252"):
        for name, data in (
            ("a.csv", table(ROWS, encoding=encoding)),
            ("a.jsonl", as_lines(ROWS).decode().encode(encoding)),
            ("a.json", as_json(ROWS).decode().encode(encoding)),
        ):
            (tmp_path / name).write_bytes(data)
            reading = FileReading(str(tmp_path / name), encoding=said)
            texts = [one.text for one in reading]
            if (said, encoding) == ("cp1252", "utf-8"):
                assert len(texts) == 3  # nearly any bytes are in it: who says so is believed
            else:
                assert texts == TEXTS, (said, encoding, name)


def test_nul_bytes(tmp_path: Path) -> None:
    """Are taken out and counted, as everywhere."""
    got = read(tmp_path, "a.csv", table(ROWS).replace(b"aground", b"a\0ground"))
    assert got.articles[0].text == TEXTS[0]
    assert got.receipt.removed == 1


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("03/04/2026", "25/12/2026"), ("2026-04-03", "2026-12-25")),
        (("03/04/2026", "12/25/2026"), ("2026-03-04", "2026-12-25")),
        (("03.04.2026", "05.06.2026 10:30"), ("2026-04-03", "2026-06-05T10:30:00")),
        (("03/04/2026", "05/06/2026"), ("", "")),
        (("2026", "2026-03"), ("2026", "2026-03")),
        (("3/14/2026 9:30 PM", "2026/3/4 9:30"), ("2026-03-14T21:30:00", "2026-03-04T09:30:00")),
        (("2026年3月4日", "2026. 3. 4"), ("2026-03-04", "2026-03-04")),
        (("1772614800", "1772614800.0"), ("2026-03-04T09:00:00+00:00",) * 2),
    ],
)
def test_dates(dates: tuple[str, ...], expected: tuple[str, ...], tmp_path: Path) -> None:
    """Day or month first is told by the other dates of the file, else by nobody."""
    rows = [
        {**one, "date": date} for one, date in zip([*ROWS, *ROWS], (*dates, dates[0]), strict=False)
    ]
    got = read(tmp_path, "a.csv", table(rows))
    assert tuple(one.published_at for one in got.articles[:2]) == expected
    assert ("has a date that is not read" in str(got.receipt.warnings)) == (not expected[0])


HOLDERS = (
    lambda rows: rows,
    lambda rows: {"articles": rows},
    lambda rows: {"status": "ok", "totalResults": 3, "articles": rows},
    lambda rows: {"data": {"items": rows}},
    lambda rows: {"response": {"results": rows, "pages": 1}},
    lambda rows: {"hits": {"total": 3, "hits": [{"_id": "x", "_source": one} for one in rows]}},
    lambda rows: {f"key-{number}": one for number, one in enumerate(rows)},
    lambda rows: {"export": rows},
    lambda rows: [{"article": one, "meta": {"n": 1}} for one in rows],
)


@pytest.mark.parametrize("hold", HOLDERS)
def test_lists_in_json(hold, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Wherever the list stands in an answer."""
    got = read(tmp_path, "a.json", as_json(hold(ROWS)))
    assert [one.text for one in got.articles] == TEXTS
    assert [one.title for one in got.articles] == [one.title for one in REPORTS]


def test_json_lines(tmp_path: Path) -> None:
    """Bad lines are named with their number; the others come."""
    data = as_lines(ROWS[:2]) + b'{"title": "x", "text": \n[1, 2]\n\n' + as_lines(ROWS[2:])
    got = read(tmp_path, "a.jsonl", data)
    assert [one.text for one in got.articles] == TEXTS
    assert [key for key, _ in got.reasons] == ["3", "4"]
    assert got.reasons[1][1] == "is no record of an article"
    assert summary(got.receipt) == "3 of 5 articles read, 2 not read"


@pytest.mark.parametrize("between", ["", "\n", "\r\n\r\n", ",\n", " "])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_objects_that_follow_each_other(
    between: str, indent: int | None, tmp_path: Path
) -> None:
    """On one line, or each over several; one that is cut off is named."""
    text = between.join(json.dumps(row, indent=indent) for row in ROWS)
    got = read(tmp_path, "a.json", text.encode())
    assert [one.text for one in got.articles] == TEXTS
    got = read(tmp_path, "b.json", text[:-20].encode())
    assert [one.text for one in got.articles] == TEXTS[:2]
    assert got.reasons == [("3", "is cut off")]


def test_one_record_is_one_article(tmp_path: Path) -> None:
    """Its place is its file."""
    got = read(tmp_path, "a.json", as_json(ROWS[0]))
    assert [one.path for one in got.articles] == [str(tmp_path / "a.json")]


def test_json_that_is_not_quite(tmp_path: Path) -> None:
    """NaN, half of a surrogate pair, endless numbers, keys twice: what can be read is."""
    text = "The ferry ran aground at five. Nobody was hurt."
    lines = [
        '{"title": "One", "date": NaN, "text": "TEXT"}',
        '{"title": "Two", "text": "TEXT \\ud800 cut"}',
        f'{{"title": "Three", "n": 1{"0" * 1_000_000}, "text": "TEXT"}}',
        f'{{"title": "Four", "n": 1e{"9" * 1_000}, "text": "TEXT"}}',
        '{"title": "wrong", "title": "Five", "text": "TEXT"}',
        f'{{"title": "Six", "n": {"[" * 100_000}{"]" * 100_000}, "text": "TEXT"}}',
        '{"title": "Seven", "text": "TEXT"}',
    ]
    lines = [line.replace("TEXT", text) for line in lines]
    for name, data in (("a.jsonl", "\n".join(lines)), ("a.json", "[" + ",\n".join(lines) + "]")):
        got = read(tmp_path, name, data.encode())
        titles = [one.title for one in got.articles]
        assert titles == ["One", "Two", "Three", "Four", "Five", "Seven"]
        assert got.reasons == [("6", "is nested too deeply")]
        assert got.articles[1].text == f"{text}  cut"


def test_json_that_is_cut_off(tmp_path: Path) -> None:
    """What is whole is read; what is not is named, and so is the file."""
    whole = as_json({"status": "ok", "articles": ROWS})
    got = read(tmp_path, "a.json", whole[: whole.index(b"Das teilte")])
    assert [one.title for one in got.articles] == [FERRY.title, RATES.title]
    assert got.reasons == [("3", "is cut off")]
    assert got.receipt.failed == "is cut off: its list of articles is not closed"
    alone = as_json(ROWS[0])
    got = read(tmp_path, "b.json", alone[:-20])
    assert got.reasons == [("1", "is cut off")]


def test_crawlers(tmp_path: Path) -> None:
    """news-please, Fundus, and what a crawler found no text of."""
    please = [news_please(one) for one in REPORTS]
    got = read(tmp_path, "a.json", as_json(please[0]))
    [article] = got.articles
    assert got.receipt.format == "news-please"
    assert (article.text, article.source) == (
        FERRY.text.replace("\n\n", "\n"),
        "harbourwire.example",
    )
    assert (article.published_at, article.byline) == ("2026-03-04T09:30:00", FERRY.author)
    please[1]["maintext"] = None
    got = read(tmp_path, "a.jsonl", as_lines(please))
    assert (len(got.articles), got.receipt.without_body) == (2, 1)
    assert got.receipt.skipped[0].title == RATES.title
    articles = [fundus(FERRY), fundus(RATES, is_free=False)]
    got = read(tmp_path, "b.json", as_json(articles))
    assert got.receipt.format == "Fundus"
    first, second, third = FERRY.paragraphs
    assert got.articles[0].text == f"{first}\n\n{second}\n\nWhat comes next\n\n{third}"
    assert got.articles[0].published_at == FERRY.published
    [warning] = got.receipt.warnings
    assert warning.startswith("2: is not free to read")
    got = read(tmp_path, "c.json", as_json({"V1": fundus(FERRY)}))
    assert len(got.articles) == 1


def test_event_registry(tmp_path: Path) -> None:
    """The event is the story; a page of an answer says which."""
    answer = event_registry(pages=5)
    got = read(tmp_path, "a.json", as_json(answer))
    assert got.receipt.format == "Event Registry"
    assert {one.story for one in got.articles} == {"eng-4711"}
    assert got.keys == ["890", "891", "892"]
    assert [one.lang for one in got.articles] == ["en", "en", "de"]
    assert {one.source for one in got.articles} == {"Harbour Wire"}
    assert got.receipt.warnings == ("is page 1 of 5 of an answer with 480 results",)
    answer["articles"]["results"][0]["body"] = "The ferry ran aground at five, and nobody..."
    got = read(tmp_path, "b.json", as_json(answer))
    assert "890: may be cut off by the plan" in str(got.receipt.warnings)
    for article in answer["articles"]["results"]:
        for name in set(article) - set("uri title body url dateTimePub source eventUri".split()):
            del article[name]
    assert read(tmp_path, "c.json", as_json(answer)).receipt.format == "Event Registry"


def test_answers_that_are_cut(tmp_path: Path) -> None:
    """News services give the beginning and count the rest."""
    rows = [{**one, "content": one["text"] + "… [+1234 chars]"} for one in ROWS]
    for one in rows:
        del one["text"]
    got = read(tmp_path, "a.json", as_json({"articles": rows}))
    assert got.receipt.warnings[0] == "ferry: was cut off by the service that it came from"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", table(media_cloud())),
        ("a.json", as_json(media_cloud())),
        ("a.jsonl", as_lines(media_cloud())),
        ("b.json", as_json(gdelt())),
        ("b.csv", table([dict(list(one.items())[:5]) for one in gdelt()["articles"]])),
    ],
)
def test_lists_of_addresses(name: str, data: bytes, tmp_path: Path) -> None:
    """Have no text: said, with what fetches them; their addresses are given."""
    got = read(tmp_path, name, data)
    assert (got.articles, got.receipt.without_body) == ([], 3)
    assert f"`slugline add {name}` fetches them" in got.receipt.warnings[0]
    listed = list(addresses(str(tmp_path / name)))
    assert [one.url for one in listed] == [f"https://harbourwire.example/{n}" for n in range(3)]
    assert [one.title for one in listed] == [one.title for one in REPORTS]
    assert listed[0].published_at.startswith("2026-03-04")
    assert addresses_in(tmp_path / name) == [one.url for one in listed]


def test_libraries(tmp_path: Path) -> None:
    """Say what they know of works, and that they do not hold them."""
    for name, data in (("a.json", as_json(csl())), ("a.ris", RIS)):
        got = read(tmp_path, name, data)
        assert (got.articles, got.receipt.without_body) == ([], 2)
        assert "not their text" in got.receipt.warnings[0]
        assert got.receipt.skipped[0].title == "Ferry runs aground"


LONG = " ".join(f"The ferry number {n} ran aground at five." for n in range(12))


def test_columns_that_nobody_can_tell(tmp_path: Path) -> None:
    """Are named, with the lines of the configuration, which then hold."""
    rows = [{"Nr": str(n), "Kürzel": "ab", "Wortlaut": f"{n} {LONG}"} for n in range(1, 4)]
    for name, data in (("a.csv", table(rows)), ("a.json", as_json(rows))):
        got = read(tmp_path, name, data)
        assert got.articles == []
        assert "columns: Nr, Kürzel, Wortlaut" in got.receipt.failed
        line = got.receipt.failed.partition("config.yaml: ")[2]
        told = parse_config(line).articles.columns
        assert told == {"Wortlaut": "text"}
        assert parse_config(config_lines(columns_of(str(tmp_path / name)))).articles.columns == told
        got = read(tmp_path, name, data, columns={**told, "Kürzel": "source"})
        assert [one.text for one in got.articles] == [one["Wortlaut"] for one in rows]
        assert {one.source for one in got.articles} == {"ab"}


def test_what_columns_seem_to_be(tmp_path: Path) -> None:
    """By their names, else by what is in them."""
    rows = [
        {
            "id": str(n),
            "Kopf": f"Ferry number {n} has run aground today",
            "Tag": f"2026-03-0{n}",
            "Netz": f"https://a.example/{n}",
            "Wortlaut": f"{n} {LONG}",
            "rest": "x",
        }
        for n in range(1, 6)
    ]
    (tmp_path / "a.csv").write_bytes(table(rows))
    found = columns_of(str(tmp_path / "a.csv"))
    assert [(one.name, one.fact or one.guess) for one in found] == [
        ("id", "id"),
        ("Kopf", "title"),
        ("Tag", "published_at"),
        ("Netz", "url"),
        ("Wortlaut", "text"),
        ("rest", ""),
    ]
    told = parse_config(config_lines(found)).articles.columns
    got = read(tmp_path, "a.csv", table(rows), columns=told)
    assert [one.title for one in got.articles] == [one["Kopf"] for one in rows]
    assert [one.published_at for one in got.articles] == [one["Tag"] for one in rows]


def test_what_was_said_of_columns_comes_first(tmp_path: Path) -> None:
    """Before their names; and a column can be left alone."""
    rows = [{**one, "text": "Short.", "note": one["text"]} for one in ROWS]
    got = read(tmp_path, "a.csv", table(rows), columns={"note": "text", "source": "ignored"})
    assert [one.text for one in got.articles] == TEXTS
    assert {one.source for one in got.articles} == {""}


NONE = {
    "package.json": {
        "name": "x",
        "version": "1",
        "description": "A tool. " * 80,
        "url": "https://x.example",
    },
    "datapackage.json": {"name": "x", "title": "X", "resources": [{"name": "a", "path": "a.csv"}]},
    "config.json": {"title": "Reader", "content": {"width": 80}, "items": [{"text": "Open"}]},
    "labels.json": [{"text": "A sentence of five words here.", "label": "claim"}] * 3,
    "tasks.json": [{"id": 1, "data": {"text": "A sentence of five words."}, "annotations": []}],
    "numbers.csv": b"date,value,text\n2026-01-01,3,a\n2026-01-02,4,b\n",
    "names.csv": b"title,url\nCalder Point,https://a.example\n",
    "prices.csv": b"1,2,3\n4,5,6\n",
    "people.csv": b"name,title,address\nInes,Dr,Harbour Road 5\nJorg,Mr,Harbour Road 6\n",
    "map.json": {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}}]},
    "chat.jsonl": b'{"messages": [{"role": "user", "content": "Hi"}]}\n' * 3,
    "broken.json": b"{",
    "empty.json": b"[]",
    "null.json": b"null",
    "one.csv": b"text\n",
    "void.json": b"",
}


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_articles(name: str, tmp_path: Path) -> None:
    """Is passed over in a folder without a word."""
    said = NONE[name]
    data = said if isinstance(said, bytes) else as_json(said)
    assert read(tmp_path, name, data).receipt.format == ""
    (tmp_path / "report.txt").write_text(FERRY.text)
    batches = list(read_corpus(find([tmp_path]).files))
    assert [one for batch in batches for one in batch.skipped] == []


def test_our_own_exports_are_no_articles(tmp_path: Path) -> None:
    """In every format, of every kind, beside articles: nothing is read of them, or said."""
    training_set = TrainingSet(hard_project().store, Config())
    for name, form in FORMATS.items():
        if form.stream:
            out = BytesIO()
            export(training_set, form, out)
            for suffix in (".json", ".jsonl", ".csv", ".tsv"):
                (tmp_path / f"{name}{suffix}").write_bytes(out.getvalue())
    export_file(training_set, FORMATS["jsonl"], tmp_path / "train.jsonl")
    export_folder(TrainingSet(hard_project().store, Config()), "jsonl", tmp_path / "set")
    (tmp_path / "report.txt").write_text(FERRY.text)
    batches = list(read_corpus(find([tmp_path]).files))
    assert [card.path for batch in batches for card in batch.cards] == [
        str(tmp_path / "report.txt")
    ]
    assert [one for batch in batches for one in batch.skipped] == []
    assert [one.path for batch in batches for one in batch.receipts] == [
        str(tmp_path / "report.txt")
    ]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_broken_is_said(data: st.DataObject, tmp_path: Path) -> None:
    """Bytes that are lost or replaced anywhere: nothing is raised, and what is left is said."""
    name, whole = data.draw(
        st.sampled_from(
            [
                ("a.csv", table(ROWS)),
                ("a.csv", table(ROWS, separator=";", encoding="utf-16")),
                ("a.json", as_json({"articles": ROWS})),
                ("a.json", as_json(event_registry())),
                ("a.jsonl", as_lines([news_please(one) for one in REPORTS])),
                ("a.json", as_json([fundus(one) for one in REPORTS])),
                ("a.json", as_json(csl())),
                ("a.ris", RIS),
            ]
        )
    )
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 200, len(whole))))
    broken = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    got = read(tmp_path, name, broken or b" ")
    receipt = got.receipt
    assert len(got.articles) == receipt.read
    assert receipt.read or receipt.skipped or receipt.failed
    assert not any("Error)" in one.reason for one in receipt.skipped)
    assert "Error)" not in receipt.failed


def test_a_long_file_is_streamed(tmp_path: Path) -> None:
    """A record at a time, telling how far it is; nothing of it is kept."""
    import tracemalloc

    line = json.dumps({**ROWS[0], "text": LONG * 20}).encode() + b"\n"
    (tmp_path / "a.jsonl").write_bytes(line * 3_000)
    rows = table([{**ROWS[0], "text": LONG * 20}] * 3_000)
    (tmp_path / "a.csv").write_bytes(rows)
    for name in ("a.jsonl", "a.csv"):
        reading = FileReading(str(tmp_path / name), max_bytes=100_000)
        shares = []
        tracemalloc.start()
        for number, _ in enumerate(reading):
            if number % 1000 == 500:
                shares.append(reading.source.share)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert reading.receipt.read == 3_000
        assert shares == sorted(shares)
        assert 0 < shares[0] < 0.7
        assert peak < 12_000_000 < reading.source.size


def test_nothing_heavy_is_imported_to_recognise() -> None:
    """A folder may hold thousands of files that are none of ours."""
    import subprocess

    code = (
        "import sys; from annotations.articles.formats import recognise;"
        "from annotations.articles.source_file import Head;"
        "recognise(Head(b'{\"a\": 1}', '.json'));"
        "recognise(Head(b'<a/>', '.xml')); recognise(Head(b'a,b\\n1,2\\n', '.csv'));"
        "print([n for n in ('xml.parsers.expat', 'html.parser', 'xml.etree.ElementTree')"
        " if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_table_that_is_cut_off_in_its_last_field(tmp_path: Path) -> None:
    """Whether that field has one line or several, its row is named; the others come."""
    rows = "".join(f'"{n}","The ferry ran aground at five; nobody was hurt."\n' for n in "ABC")
    got = read(tmp_path, "a.csv", f"title,text\n{rows[:-12]}".encode())
    assert [one.title for one in got.articles] == ["A", "B"]
    assert got.reasons == [("3", "has a quotation mark that is not closed")]
