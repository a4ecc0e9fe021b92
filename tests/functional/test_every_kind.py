"""A folder with one file of each kind: opened as stories, labelled, exported, taken in again."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotations.articles.formats import FORMATS
from annotations.store import open_store
from tests.functional.app import close, reader_app, rest
from tests.unit.articles.generators import (
    archives,
    binary,
    carriers,
    downloads,
    downloads_others,
    pages,
    tables,
    wires,
)
from tui.cli import cli

NO_ARTICLES = {"a list of addresses", "CSL-JSON", "RIS"}
"""Kinds that list articles and hold no text of them."""


def _wired(number: int) -> wires.Report:
    """The report on the ferry as one outlet has it: each has words of its own."""
    told = f"This was told by outlet {number}, whose reporter saw {number * 7} boats."
    base = wires.FERRY
    return base._replace(
        paragraphs=(*base.paragraphs, told),
        guid=f"{base.guid}-{number}",
        source=f"Outlet {number}",
    )


def _downloaded(number: int) -> tuple[downloads.Report, ...]:
    told = f"This was told by outlet {number}, whose reporter saw {number * 7} boats."
    return tuple(
        dataclasses.replace(one, paragraphs=(*one.paragraphs, told), number=f"{one.number}{number}")
        for one in downloads.REPORTS
    )


def every_kind() -> dict[str, bytes]:
    """A file of each kind that holds articles."""
    page = pages.page(body=pages.paragraphs([*wires.FERRY.paragraphs, *pages.PARAGRAPHS]))
    texts = [*wires.FERRY.paragraphs, "The last word was the harbour master's, as ever."]
    made = {
        "plain.txt": "\n\n".join(texts).encode(),
        "marked.md": ("# Ferry runs aground\n\n" + "\n\n".join(texts[:2])).encode(),
        "nexis.txt": downloads.old_nexis(_downloaded(1)).encode(),
        "nexis.docx": carriers.word(downloads.uni(_downloaded(2))),
        "factiva.html": downloads_others.factiva_page(_downloaded(3)).encode(),
        "proquest.txt": downloads_others.proquest(_downloaded(4)).encode(),
        "europresse.html": downloads_others.europresse(_downloaded(5)).encode(),
        "zipped.zip": carriers.zipped({"a.txt": downloads.old_nexis(_downloaded(6)).encode()}),
        "g2.xml": wires.news_message([wires.news_item(_wired(7))]),
        "one.xml": wires.newsml_1(_wired(8)),
        "nitf.xml": wires.declared(wires.nitf(_wired(9))),
        "ninjs.json": wires.as_json(wires.ninjs(_wired(10))),
        "er.json": wires.as_json(tables.event_registry([_wired(11)])),
        "crawl.json": wires.as_json(tables.news_please(_wired(12))),
        "fundus.json": wires.as_json([tables.fundus(_wired(13))]),
        "articles.jsonl": wires.as_lines([tables.row(_wired(14)), tables.row(_wired(15))]),
        "table.csv": tables.table([tables.row(_wired(16))], separator=";", encoding="utf-8-sig"),
        "page.html": page.encode(),
        "page.mhtml": pages.mhtml(page.replace("dry by noon", "dry by one")),
        "mail.eml": pages.mail(plain="\n\n".join(_wired(17).paragraphs)),
        "report.pdf": binary.pdf(
            [[(60, 770, 20, binary.TITLE), *binary.column(60, 700, list(_wired(18).paragraphs))]]
        ),
        "report.docx": binary.docx("".join(map(binary.w_paragraph, _wired(19).paragraphs))),
        "report.odt": binary.odt(
            "".join(f"<text:p>{text.replace('&', '&amp;')}</text:p>" for text in texts[1:])
        ),
        "report.rtf": binary.rtf(_wired(20).paragraphs),
        "feed.xml": binary.rss(
            [binary.rss_item("one", "Ferry aground", f"<p>{' '.join(texts)} So far.</p>")]
        ),
        "crawl.warc": archives.archive(
            [archives.record("https://x.example/a", archives.PAGE.encode())]
        ),
    }
    return made


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of articles, in a folder of its own that is worked in."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, data in every_kind().items():
        (folder / name).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    return folder


def run(*words: str) -> str:
    """What a command prints on stdout; it must succeed."""
    done = CliRunner().invoke(cli, list(words), standalone_mode=False)
    assert not done.exception, done.exception
    assert (done.return_value or 0) == 0, done.output
    return done.stdout


def test_every_kind_is_among_them(corpus: Path) -> None:
    """A new row of the table of formats asks for a file here; every document of all is read."""
    receipts = json.loads(run("sources", "corpus", "--strict", "--format", "json"))
    assert {one["format"] for one in receipts} == {one.name for one in FORMATS} - NO_ARTICLES
    assert all(one["complete"] and one["read"] for one in receipts)


async def test_it_is_labelled_exported_and_taken_in_again(corpus: Path) -> None:
    """Keys label a sentence of every article; another project knows all of them by their ids."""
    receipts = json.loads(run("sources", "corpus", "--format", "json"))
    articles = sum(one["read"] for one in receipts)
    app = reader_app([Path("corpus")], project=Path("project"))
    async with app.run_test(size=(140, 40)) as pilot:
        await rest(pilot)
        stories = app.reader.state.stories
        assert sum(len(story.cards) for story in stories) == articles
        assert len(stories[0].cards) > 1
        assert len(app.reader.state.in_view) > 1
        for _ in range(articles):
            await pilot.press("c", "M", "]")
            await rest(pilot)
    close(app)
    run("export", "--project", "project", "--format", "jsonl", "--origin", "-o", "rows.jsonl")
    rows = [json.loads(line) for line in Path("rows.jsonl").read_text().splitlines()]
    assert len({row["article_id"] for row in rows}) == articles
    assert {"2026-03-04T09:30:00+01:00"} <= {row["published_as"] for row in rows}
    run("import", "rows.jsonl", "corpus", "--project", "again", "--as", "ana")
    for name in ("project", "again"):
        store = open_store(Path(name), read_only=True)
        assert len(store.frozen_ids()) == articles
        store.close()
