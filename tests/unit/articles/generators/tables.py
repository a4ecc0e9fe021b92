"""Tables and crawls of articles: CSV in many manners, JSON of crawlers and services."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from tests.unit.articles.generators.wires import REPORTS, Report


def row(report: Report) -> dict[str, str]:
    """A report as columns whose names nobody needs to be told."""
    return {
        "id": report.guid.rpartition(":")[2],
        "title": report.title,
        "text": report.text,
        "date": report.published,
        "source": report.source,
        "author": report.author,
        "lang": report.lang,
    }


def table(
    rows: Sequence[Mapping[str, str]],
    *,
    separator: str = ",",
    encoding: str = "utf-8",
    names: Mapping[str, str] | None = None,
    first: str = "",
    line_end: str = "\r\n",
) -> bytes:
    """Rows as a table.

    Args:
        rows: By name of the column.
        separator: Between fields.
        encoding: Of the file; with `utf-8-sig` or `utf-16` it gets a mark.
        names: What the columns are called instead.
        first: A line before the names.
        line_end: Of each row.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator=line_end)
    if line_end == "\r":
        # The module would leave LF inside of a field without quotes.
        writer = csv.writer(out, delimiter=separator, lineterminator="\r", quoting=csv.QUOTE_ALL)
    writer.writerow([(names or {}).get(name, name) for name in rows[0]])
    writer.writerows(one.values() for one in rows)
    return (first + out.getvalue()).encode(encoding)


def news_please(report: Report) -> dict[str, Any]:
    """A record of news-please."""
    return {
        "authors": [report.author],
        "date_download": "2026-03-05 10:00:00",
        "date_modify": None,
        "date_publish": "2026-03-04 09:30:00",
        "description": report.paragraphs[0],
        "filename": "x.json",
        "image_url": None,
        "language": report.lang,
        "localpath": None,
        "maintext": "\n".join(report.paragraphs),
        "source_domain": "www.harbourwire.example",
        "title": report.title,
        "title_page": None,
        "url": "https://www.harbourwire.example/a",
    }


def fundus(report: Report, *, is_free: bool = True) -> dict[str, Any]:
    """An article of Fundus."""
    first, *rest = report.paragraphs
    return {
        "title": report.title,
        "authors": [report.author],
        "publishing_date": "2026-03-04 09:30:00+01:00",
        "topics": ["harbours"],
        "free_access": is_free,
        "body": {
            "summary": [first],
            "sections": [{"headline": [], "paragraphs": rest[:1]}]
            + [{"headline": ["What comes next"], "paragraphs": rest[1:]}] * bool(rest[1:]),
        },
        "images": [{"caption": "The ferry.", "versions": []}],
    }


def event_registry(reports: Sequence[Report] = REPORTS, pages: int = 1) -> dict[str, Any]:
    """An answer of Event Registry."""
    results = [
        {
            "uri": f"89{number}",
            "lang": "deu" if one.lang == "de" else "eng",
            "isDuplicate": False,
            "date": "2026-03-04",
            "time": "08:30:00",
            "dateTime": "2026-03-04T08:30:00Z",
            "dateTimePub": "2026-03-04T08:29:00Z",
            "dataType": "news",
            "sim": 0.6,
            "url": f"https://harbourwire.example/{number}",
            "title": one.title,
            "body": one.text,
            "source": {"uri": "harbourwire.example", "dataType": "news", "title": one.source},
            "authors": [{"uri": "a@x.example", "name": one.author, "type": "author"}],
            "image": None,
            "eventUri": "eng-4711",
            "sentiment": 0.1,
            "wgt": 1,
            "relevance": 1,
        }
        for number, one in enumerate(reports)
    ]
    page = {"results": results, "totalResults": 480, "page": 1, "count": 100, "pages": pages}
    return {"articles": page}


def media_cloud(reports: Sequence[Report] = REPORTS) -> list[dict[str, str]]:
    """What Media Cloud lets one download: no text."""
    return [
        {
            "id": f"{number:064x}",
            "indexed_date": "2026-03-05 10:00:00.1",
            "language": one.lang,
            "media_name": "harbourwire.example",
            "media_url": "harbourwire.example",
            "publish_date": "2026-03-04",
            "title": one.title,
            "url": f"https://harbourwire.example/{number}",
        }
        for number, one in enumerate(reports)
    ]


def gdelt(reports: Sequence[Report] = REPORTS) -> dict[str, Any]:
    """A list of articles of GDELT: no text."""
    return {
        "articles": [
            {
                "url": f"https://harbourwire.example/{number}",
                "url_mobile": "",
                "title": one.title,
                "seendate": "20260304T093000Z",
                "socialimage": "https://harbourwire.example/a.jpg",
                "domain": "harbourwire.example",
                "language": "English",
                "sourcecountry": "Estmark",
            }
            for number, one in enumerate(reports)
        ]
    }


def csl() -> list[dict[str, Any]]:
    """A library of two works."""
    return [
        {
            "id": "http://zotero.org/users/1/items/AB",
            "type": "article-newspaper",
            "title": "Ferry runs aground",
            "container-title": "Harbour Wire",
            "author": [{"family": "Caldera", "given": "Ines"}],
            "issued": {"date-parts": [["2026", 3, 4]]},
            "URL": "https://harbourwire.example/a",
        },
        {"id": "x2", "type": "webpage", "title": "A page", "issued": {"date-parts": [["2026"]]}},
    ]


RIS = (
    b"TY  - NEWS\r\nTI  - Ferry runs aground\r\nAU  - Caldera, Ines\r\nL1  - files/1/a.pdf\r\n"
    b"ID  - caldera2026\r\nER  - \r\n\r\nTY  - NEWS\r\nTI  - Bank keeps its rate\r\nER  - \r\n"
)
