"""A file that is being read: its beginning, its bytes, its text, each when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import BinaryIO, Final, NamedTuple, TypeVar

from annotations import outside
from annotations.articles.canonical import Canonical, canonical
from annotations.articles.decoding import decode
from annotations.errors import ArticleError

T = TypeVar("T")

HEAD: Final = 64 * 1024
"""Bytes by which a format is recognised."""
MAX_BYTES: Final = 32 * 1024 * 1024
"""A larger text is not read: 100,000 sentences take a third of it."""


class Head(NamedTuple):
    """What a format is recognised by."""

    data: bytes
    """The first bytes of the file, `HEAD` at most."""
    suffix: str
    """In lower case with its dot, or empty. Never enough by itself."""
    name: str = ""
    """The name of the file, for formats that come with a fixed one."""
    columns: Mapping[str, str] = MappingProxyType({})
    """What the user said that columns of tables are, by their names."""
    path: str = ""
    """Where it is, for formats that are packed and show what they are further on; may be empty."""

    @property
    def probe(self) -> bytes:
        """The same bytes, but UTF-8 where they were UTF-16: what words are looked for in."""
        start = self.data[:4]
        is_marked = start[:2] in (b"\xff\xfe", b"\xfe\xff")
        # Every second byte: a gzip's header has one among others.
        nul = (b"\0", b"\0")
        is_wide = is_marked or nul in ((start[0:1], start[2:3]), (start[1:2], start[3:4]))
        return self.text.encode() if is_wide else self.data

    @property
    def text(self) -> str:
        """The beginning as text, good enough to look for words: what is not ASCII may be wrong."""
        for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            if self.data.startswith(mark):
                return self.data[2:].decode(encoding, errors="ignore")
        data = self.data.removeprefix(b"\xef\xbb\xbf")
        for at, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if data[at : at + 1] == b"\0" and data[at + 2 : at + 3] == b"\0":
                return data.decode(encoding, errors="ignore")
        return data.decode("utf-8", errors="replace")


class SourceFile:
    """A file on its way to documents.

    Args:
        path: Where it is.
        max_bytes: The size above which it is refused, or a document of it where it is streamed.
        encoding: What its bytes are believed to be, if known.
        columns: What the user said that columns of tables are, by their names.

    Raises:
        ArticleError: If it is not a file, is empty, or cannot be read; at every call.
    """

    def __init__(
        self,
        path: str,
        *,
        max_bytes: int = MAX_BYTES,
        encoding: str = "",
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self.path = path
        self.columns: Mapping[str, str] = columns or {}
        self.max_bytes = max_bytes
        self.document_bytes = max_bytes
        """The size above which one document of it is refused, however large the file may be."""
        self.encoding = encoding
        """What was said, or, once text was read, what it was decoded with."""
        self.share = 0.0
        """How much of it has been read, from 0 to 1, as far as its reader tells."""

    @cached_property
    def head(self) -> Head:
        """Its beginning."""
        with self.open() as file:
            data = _tried(lambda: file.read(HEAD))
        if not data:
            raise ArticleError("is empty")
        name = os.path.basename(self.path)  # noqa: PTH119
        return Head(data, suffix_of(self.path), name, self.columns, self.path)

    def open(self) -> BinaryIO:
        """The file, opened for reading bytes; for readers that stream."""
        return _tried(lambda: outside.open_file(self.path))

    @cached_property
    def size(self) -> int:
        """Its size in bytes, 0 if that is not known."""
        return _tried(lambda: os.stat(self.path).st_size)  # noqa: PTH116

    def advance(self, position: int) -> None:
        """Say that a streamed file was read up to a position in bytes."""
        self.share = min(position / self.size, 1.0) if self.size else 0.0

    @cached_property
    def data(self) -> bytes:
        """All of its bytes."""
        try:
            data = outside.read_bytes(self.path, self.max_bytes)
        except outside.OutsideError as error:
            raise ArticleError(str(error)) from error
        if not data:
            raise ArticleError("is empty")
        return data

    def text(self, declared: str = "") -> Canonical:
        """Its canonical text.

        Args:
            declared: The encoding that the file itself declares, if its format has a place for
                that; what the user said comes before.
        """
        decoded = decode(self.data, self.encoding or declared)
        self.encoding = decoded.encoding
        return canonical(decoded.text)


def suffix_of(path: str) -> str:
    """The suffix of a path in lower case; empty for a name such as `.txt`."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def _tried(read: Callable[[], T]) -> T:
    try:
        return read()
    except outside.NotAFileError as error:
        raise ArticleError(str(error.strerror)) from error
    except (OSError, ValueError) as error:
        raise ArticleError(outside.why_not(error)) from error
