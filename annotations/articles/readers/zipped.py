"""A zip file of a service's downloads, a file each, as `Files(100).zip` of Nexis is."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

import msgspec

from annotations.articles.batches import sniffing
from annotations.articles.document import Announced, Document, Item, Remark, Unread
from annotations.articles.source_file import HEAD, MAX_BYTES, Head, SourceFile, suffix_of
from annotations.errors import ArticleError

_MOST: Final = 5_000
"""Files in one; services give a thousand at most."""
_EXPANDED: Final = 1024 * 1024 * 1024
_SUFFIXES: Final = frozenset({".doc", ".docx", ".htm", ".html", ".rtf", ".text", ".txt"})
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError),
    *(KeyError, ValueError),
)


def recognises(head: Head) -> bool:
    """Whether it is a zip file whose first file is the download of a service."""
    if not head.path or not head.data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(head.path) as archive:
            members = _members(archive)
            if not members:
                return False
            with archive.open(members[0]) as file:
                data = file.read(MAX_BYTES)
    except _BROKEN:
        return False
    return sniffing.kind_of(Head(data, suffix_of(members[0].filename))) is not None


def read(source: SourceFile) -> Iterator[Item]:
    """The articles of all files in it, in their order; the name of its file is before each key.

    Raises:
        ArticleError: If it is broken, or unpacks to more than downloads do.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except _BROKEN as error:
        raise ArticleError(f"is a zip file that is broken or not whole: {error}") from error
    with archive:
        members = _members(archive)
        if len(members) > _MOST or sum(one.file_size for one in members) > _EXPANDED:
            raise ArticleError("is a zip file that unpacks to more than downloads do")
        total = 0
        for member in members:
            for item in _read_member(archive, member, source):
                total += item.count if isinstance(item, Announced) else 0
                if not isinstance(item, Announced):
                    yield item
        if total:
            yield Announced(total)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Its files; none if one of them is of another kind, as in a document or a book."""
    members = [
        one
        for one in archive.infolist()
        if not one.is_dir() and not one.filename.startswith(("__MACOSX/", "."))
    ]
    is_ours = all(suffix_of(one.filename) in _SUFFIXES for one in members)
    return sorted(members, key=lambda one: one.filename) if is_ours else []


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: SourceFile
) -> Iterator[Item]:
    from annotations.articles.formats import reader_of, recognise  # it imports this module

    name, most = member.filename, min(source.max_bytes, MAX_BYTES)
    try:
        with archive.open(member) as file:
            data = file.read(most + 1)
    except _BROKEN as error:
        yield Unread(name, f"is broken in the zip file: {error}")
        return
    if len(data) > most:
        yield Unread(name, "is too large")
        return
    inner = SourceFile(name, max_bytes=most, encoding=source.encoding)
    inner.head, inner.data = Head(data[:HEAD], suffix_of(name), name), data
    if data.startswith((b"PK", b"{\\rtf")):
        inner.head = inner.head._replace(data=data)
    try:
        found = recognise(inner.head) if data else None
        if found is None or found.module == "zipped":
            yield Unread(name, "is empty" if not data else "is of no format that is read")
            return
        for item in reader_of(found).read(inner):
            yield _named(item, name)
    except ArticleError as error:
        yield Unread(name, str(error))


def _named(item: Item, name: str) -> Item:
    """An item with the name of its file before its key."""
    if isinstance(item, Document):
        return msgspec.structs.replace(item, key=f"{name}:{item.key}" if item.key else name)
    if isinstance(item, Unread):
        return item._replace(key=f"{name}:{item.key}" if item.key else name)
    return Remark(f"{name}: {item.text}") if isinstance(item, Remark) else item
