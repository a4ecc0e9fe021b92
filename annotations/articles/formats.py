"""The formats that are read, in one table: the first that recognises a file reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from annotations.articles.document import Item
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError


class Format(NamedTuple):
    """A kind of file."""

    name: str
    """As users read it, in a sentence: `a PDF document` without its article."""
    module: str
    """In `annotations.articles.readers`."""
    suffixes: tuple[str, ...]
    """By which it is looked for in folders."""
    hints: tuple[bytes, ...] = ()
    """Bytes of which one occurs in the head of every such file; none: every file is looked at."""
    extra: str = ""
    """The optional part of Slugline that brings what reads it."""
    bulk: int = 1
    """How many times as large as a text its files may be: pictures and markup are no text."""


class Reader(Protocol):
    """What a module of a format offers; some have `read_at(source, key)` besides."""

    def recognises(self, head: Head) -> bool:
        """Whether a file that begins so is of this format."""

    def read(self, source: SourceFile) -> Iterator[Item]:
        """What is in the file, in its order.

        Raises:
            ArticleError: If it cannot be read, or not to its end; what was given before stays.
        """


_JSON: Final = (".json", ".jsonl", ".ndjson")
_G2: Final = (b"newsItem", b"newsMessage", b"packageItem")
_TABLES: Final = (".csv", ".tsv", ".tab", ".psv")
_PACKED: Final = (b"PK\x03\x04", b"{\\rtf")
_PAGES: Final = (".htm", ".html")
_TEXTS: Final = (".doc", ".docx", ".rtf", ".text", ".txt")
_DOCUMENT: Final = (
    *(b"ocumen", b"OCUMEN", b"okumen", b"OKUMEN", b"DOC NUMBER"),
    "окумент".encode(),
)
"""The word, in the languages of interfaces."""

_ARCHIVES: Final = (b"WARC/", b"filedesc:", b"\x1f\x8b")

FORMATS: Final = (
    Format("web archive", "warc", (".arc", ".gz", ".warc"), _ARCHIVES, "warc"),
    Format("PDF", "pdf", (".pdf",), (b"%PDF-",), "pdf", 16),
    Format("zip of downloads", "zipped", (".zip",), (b"PK\x03\x04",), bulk=4),
    Format("Nexis download", "nexis", (*_PAGES, *_TEXTS), (*_DOCUMENT, *_PACKED)),
    Format(
        "Factiva download",
        "factiva",
        (*_PAGES, *_TEXTS, ".xml"),
        (b"activa", b"HD", *_DOCUMENT, *_PACKED),
    ),
    Format(
        "ProQuest download",
        "proquest",
        (*_PAGES, *_TEXTS),
        (b"_" * 58, b"ProQuest", b"itleAuthor", *_PACKED),
    ),
    Format("Europresse download", "europresse", _PAGES, (b"DocPublicationName", b"rticleVisu")),
    Format("rich text", "rtf", (".rtf",), (b"{\\rtf",), bulk=16),
    Format("LibreOffice document", "odt", (".odt",), (b"opendocument.text",), "", 16),
    Format("Word document", "docx", (".docx",), (b"PK\x03\x04",), "office", 16),
    Format("NewsML-G2", "newsml_g2", (".xml",), _G2, bulk=8),
    Format("NewsML 1", "newsml_1", (".xml",), (b"NewsML",), bulk=8),
    Format("NITF", "nitf", (".nitf", ".xml"), (b"nitf",), bulk=8),
    Format(
        "feed", "feed", (".atom", ".rss", ".xml"), (b"rss", b"feed", b"<rdf", b"<RDF"), "feeds", 4
    ),
    Format("ninjs", "ninjs", _JSON, (b'"uri"',), bulk=8),
    Format("Event Registry", "event_registry", _JSON, (b'"uri"',), bulk=8),
    Format("news-please", "news_please", _JSON, (b'"maintext"',), bulk=8),
    Format("Fundus", "fundus", _JSON, (b'"body"', b'"plaintext"'), bulk=8),
    Format("CSL-JSON", "csl_json", _JSON, (b'"type"',), bulk=8),
    Format("RIS", "ris", (".ris",), (b"TY  - ",)),
    Format("JSON of articles", "json_articles", _JSON, (b"{",), bulk=8),
    Format("a list of addresses", "address_list", (*_JSON, *_TABLES), (b"http",), bulk=8),
    Format("saved page (MHTML)", "mhtml", (".mht", ".mhtml"), (b"ultipart/related",), bulk=4),
    Format("mail", "mail", (".eml",), (b"From:", b"Subject:", b"Message-"), bulk=2),
    Format("saved page", "html", (".htm", ".html", ".xhtml"), (b"<",), bulk=4),
    Format("a table of articles", "csv_articles", _TABLES),
    Format("Markdown", "markdown", (".markdown", ".md")),
    Format("plain text", "plain", (".text", ".txt")),
)
"""From the most particular to the most general."""

SUFFIXES: Final = frozenset(suffix for one in FORMATS for suffix in one.suffixes)
"""What is looked for in folders."""

INDEPENDENT: Final = frozenset({".markdown", ".md", ".text", ".txt"})
"""Suffixes of files that are articles whatever they hold. Another file that no format recognises
is passed over in a folder: a table or a page need not be an article."""


def reader_of(one: Format) -> Reader:
    """The module of a format."""
    return cast(Reader, import_module(f"annotations.articles.readers.{one.module}"))


def recognise(head: Head) -> Format | None:
    """The format of a file that begins so; None if none recognises it."""
    probe = head.probe
    for one in FORMATS:
        if one.hints and not any(hint in probe for hint in one.hints):
            continue
        if reader_of(one).recognises(head):
            return one
    return None


def unknown_format(head: Head) -> str:
    """Why a file that no format recognises is not read."""
    known = ", ".join(sorted(SUFFIXES))
    if not head.suffix:
        return f"is of no format that is read (known: {known})"
    if head.suffix in SUFFIXES:
        advice = ""
        if head.suffix in (*_JSON, *_TABLES):
            advice = "; if it does, `slugline sources --map FILE` says how to tell its columns"
        return f"has the suffix {head.suffix}, but holds no articles that can be told{advice}"
    return f"is of a format that is not read ({head.suffix}; known: {known})"


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Say what to install where a library is missing that `what` needs.

    Raises:
        ArticleError: If something that is imported meanwhile is not installed.
    """
    try:
        yield
    except ImportError as error:
        command = f"pip install 'slugline[{extra}]'"
        raise ArticleError(f"is {what}, which is read after: {command}") from error
