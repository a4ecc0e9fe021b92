"""Event Registry (newsapi.ai): an answer of its service; the event of an article is its story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec.structs import replace

from annotations.articles.columns import Columns
from annotations.articles.declared import published
from annotations.articles.document import Document, Item, Remark, keyed
from annotations.articles.json_glimpse import glimpse
from annotations.articles.record_files import json_items
from annotations.articles.records import Reading, Row, document, told
from annotations.articles.source_file import Head, SourceFile

_OWN: Final = frozenset(
    "dateTimePub eventUri isDuplicate sim wgt dataType dateTime storyUri concepts".split()
)
_READING: Final = Reading(
    Columns(
        {
            "text": ("body",),
            "title": ("title",),
            "source": ("source.title", "source.uri"),
            "url": ("url",),
            "published_at": ("dateTimePub", "dateTime", "date"),
            "byline": ("authors",),
            "lang": ("lang",),
            "story": ("eventUri",),
            "id": ("uri",),
        }
    ),
    "uri",
)
_LANGUAGES: Final = {
    "eng": "en",
    "deu": "de",
    "fra": "fr",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "nld": "nl",
    "rus": "ru",
    "zho": "zh",
    "ara": "ar",
    "tur": "tr",
    "pol": "pl",
    "ces": "cs",
    "swe": "sv",
    "dan": "da",
    "fin": "fi",
    "nob": "nb",
    "ell": "el",
    "ukr": "uk",
    "hun": "hu",
    "ron": "ro",
    "jpn": "ja",
    "kor": "ko",
    "cat": "ca",
    "hrv": "hr",
    "srp": "sr",
    "slv": "sl",
    "slk": "sk",
    "bul": "bg",
    "heb": "he",
    "fas": "fa",
    "hin": "hi",
    "ind": "id",
    "vie": "vi",
}
"""Its codes of languages, which are ISO 639-3."""


def recognises(head: Head) -> bool:
    """Whether its first record is an article of this service."""
    first = glimpse(head).raw
    own = _OWN & set(first)
    return "uri" in first and (len(own) >= 3 or {"eventUri", "dateTimePub"} <= own)


def read(source: SourceFile) -> Iterator[Item]:
    """Its articles, and which page of an answer they are."""
    seen = glimpse(source.head)
    yield from keyed(json_items(source, _READING, _document))
    for remark in _pages(seen.top, seen.path):
        yield Remark(remark)


def _document(row: Row, key: str) -> Document:
    made = document(row, _READING, key)
    made = replace(made, lang=_LANGUAGES.get(str(row.get("lang")), made.lang))
    if not made.published_at and row.get("date"):
        time = told(row.get("time"))
        made = replace(made, published_at=published(f"{told(row['date'])}T{time}" if time else ""))
    if made.text.rstrip().endswith(("...", "…")):
        warning = "may be cut off by the plan of the service: it ends with dots"
        return replace(made, warnings=(*made.warnings, warning))
    return made


def _pages(top: Any, path: tuple[str, ...] | None) -> Iterator[str]:
    """What an answer says of the pages that it is one of."""
    if not path:
        return
    for step in path[:-1]:
        top = top[step]
    if isinstance(top, Mapping) and isinstance(top.get("pages"), int) and top["pages"] > 1:
        page, pages, total = (told(top.get(name)) for name in ("page", "pages", "totalResults"))
        yield f"is page {page} of {pages} of an answer with {total} results"
