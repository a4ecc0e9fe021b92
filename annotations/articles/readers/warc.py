"""A web archive (WARC, ISO 28500), packed or not: the pages that were answered with 200.

It is streamed: a gigabyte takes no more memory than its longest page. An article's key is the
place of its record in the file, in bytes, so that one is read again without the others.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

import msgspec

from annotations.articles.decoding import decode
from annotations.articles.document import Document, Item, Remark, Unread
from annotations.articles.formats import needing
from annotations.articles.origins import charset_of
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError

_PACKED: Final = b"\x1f\x8b"
_PAGES: Final = ("text/html", "application/xhtml+xml")
_MIXED: Final = "was sent in parts whose lengths are wrong: figures of theirs may stand in its text"
_GLIMPSE: Final = 64


def recognises(head: Head) -> bool:
    """Whether the first record of an archive stands at its beginning."""
    data = head.data
    if data.startswith(_PACKED):
        try:
            data = zlib.decompressobj(31).decompress(data, _GLIMPSE)
        except zlib.error:
            return False
    return data.startswith((b"WARC/", b"filedesc://"))


def read(source: SourceFile) -> Iterator[Item]:
    """Every page of the archive, in its order."""
    others: Counter[str] = Counter()
    with source.open() as file, _records(file) as records:
        for record in records:
            offset = records.offset
            source.advance(file.tell())
            kind = _kind(record)
            page = None if kind else _page(record, str(offset), source.max_bytes)
            if _is_cut(record):
                if page is not None:
                    yield Unread(str(offset), "is cut off: the file ends within it")
                raise ArticleError("ends within a record: it was not saved to its end")
            if page is not None:
                yield page
            else:
                others[kind] += 1
        # Of a packed record that is cut off nothing comes, and nothing is said.
        if records.offset < source.size:
            raise ArticleError("is damaged, or was not saved to its end")
    if others:
        told = ", ".join(f"{number:,} {kind}" for kind, number in others.most_common())
        yield Remark(f"not pages, and passed over: {told}")


def read_at(source: SourceFile, key: str) -> Document:
    """The page whose record begins at a place.

    Raises:
        ArticleError: If there is none, or it cannot be read.
    """
    if not key.isdecimal() or int(key) >= source.size:
        raise ArticleError(f"holds no article {key} any more")
    with source.open() as file:
        file.seek(int(key))
        with _records(file) as records:
            for record in records:
                page = _page(record, key, source.max_bytes) if not _kind(record) else None
                if isinstance(page, Document):
                    return page
                break
    raise ArticleError(f"holds no article {key} any more")


@contextmanager
def _records(file: BinaryIO) -> Iterator[Any]:
    with needing("warc", "a web archive"):
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    try:
        yield ArchiveIterator(file, arc2warc=True)
    except (ArchiveLoadFailed, EOFError, zlib.error) as error:
        if "uncompressed" in str(error) or "non-chunked" in str(error):
            raise ArticleError(
                "is packed as a whole, not a record at a time: unpack it, such as with gunzip"
            ) from error
        raise ArticleError("is damaged, or was not saved to its end") from error


def _is_cut(record: Any) -> bool:
    """Whether the file ends before a record does; reads it to its end."""
    while record.raw_stream.read(1 << 20):
        pass
    return bool(getattr(record.raw_stream, "limit", 0))


def _kind(record: Any) -> str:
    """What a record is that is no page; empty for a page."""
    if record.rec_type not in ("response", "resource"):
        return f"{record.rec_type} records"
    if record.rec_type == "response":
        if record.http_headers is None:
            return "records without HTTP"
        if record.http_headers.get_statuscode() != "200":
            return "answers other than 200"
    return "" if _media(record).startswith(_PAGES) else "files of other kinds"


def _media(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").strip().lower()


def _page(record: Any, key: str, most: int) -> Document | Unread:
    from annotations.articles.pages.markup import declared_encoding
    from annotations.articles.pages.page import read_page

    try:
        stream = record.content_stream()
        data = stream.read(1)
        was_whole = getattr(stream, "not_chunked", True)
        data += stream.read(most + 1)
        # Sent in chunks of which a later one has not the length that it says.
        is_mixed = not was_whole and stream.not_chunked
        if len(data) > most:
            return Unread(key, f"is over the limit of {most / 1e6:.0f} MB")
        declared = charset_of(_media(record)) or declared_encoding(data)
        decoded = decode(data, declared)
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        page = read_page(decoded.text, url=url, key=key)
    except ArticleError as error:
        return Unread(key, str(error))
    except Exception as error:
        # One page of thousands; the archive goes on behind it.
        return Unread(key, f"cannot be read ({type(error).__name__})")
    if is_mixed:
        page = msgspec.structs.replace(page, warnings=(*page.warnings, _MIXED))
    return page if page.url else msgspec.structs.replace(page, url=url)
