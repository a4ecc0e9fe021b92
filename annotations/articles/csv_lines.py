"""The lines of a table, also once more: those that a row which is not closed has swallowed."""

from __future__ import annotations

import codecs
import re
from collections import deque
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from typing import Final

from annotations.articles.json_records import encoding_of
from annotations.articles.source_file import SourceFile
from annotations.errors import ArticleError

_PIECE: Final = 1 << 20
_LINE_END: Final = re.compile(r"\r\n|\n|\r")


class TooLongRowError(Exception):
    """A row goes on beyond the size of a document."""


class Lines:
    """The lines of a table, with those of the row that is being read at hand.

    Args:
        open_: Gives all lines from the first.
        limit: Characters that a row may have.
    """

    def __init__(self, open_: Callable[[], Iterator[str]], limit: int) -> None:
        self._open = open_
        self._lines = open_()
        self._limit = limit
        self._again: deque[str] = deque()
        self._given = 0
        """How many lines were given, without those that will be once more."""
        self.row: list[str] = []
        """The lines of the row that is being read."""
        self._held = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self.take()
        self.row.append(line)
        self._held += len(line)
        if self._held > self._limit and (len(self.row) > 1 or len(line) > self._limit):
            raise TooLongRowError
        return line

    def take(self) -> str:
        """The next line, which is not counted as one of the row."""
        line = self._again.popleft() if self._again else next(self._lines)
        self._given += 1
        return line

    def begin(self) -> None:
        """A new row begins."""
        self.row, self._held = [], 0

    def back(self, *lines: str) -> None:
        """Give these lines once more, which were the last."""
        self._again.extendleft(reversed(lines))
        self._given -= len(lines)
        self.begin()

    @property
    def beginning(self) -> int:
        """The number of the first line of the row, from 0."""
        return self._given - len(self.row)

    def rewind(self, number: int) -> None:
        """Go on with the line of a number, from 0."""
        self._lines = self._open()
        self._again.clear()
        for _ in islice(self._lines, number):
            pass
        self._given = number
        self.begin()


def text_lines(source: SourceFile) -> Iterator[str]:
    """The lines of a file as text, none longer than one that is over the limit."""
    encoding = encoding_of(source)
    source.encoding = encoding
    decoder = codecs.getincrementaldecoder(encoding)()
    limit = source.document_bytes + 1
    rest, at = "", 0
    marks = (b"\xef\xbb\xbf",) if encoding == "utf-8" else (b"\xff\xfe", b"\xfe\xff")
    with source.open() as file:
        while piece := file.read(_PIECE):
            if not at and (mark := next((one for one in marks if piece.startswith(one)), b"")):
                piece = piece[len(mark) :]
                at += len(mark)
            at += len(piece)
            source.advance(at)
            rest = yield from _split(rest, _decoded(decoder, piece), limit)
        rest = yield from _split(rest, _decoded(decoder, b"", final=True), limit)
    if rest:
        yield rest


def _decoded(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> str:
    try:
        return decoder.decode(piece, final)
    except UnicodeDecodeError as error:
        raise ArticleError(f"is not in the encoding it seemed to be in: {error.reason}") from error


def _split(rest: str, text: str, limit: int) -> Generator[str, None, str]:
    """Give the whole lines of a text; what is left is returned, cut to just over the limit."""
    if "\n" not in text and "\r" not in text:
        return (rest + text) if len(rest) <= limit else rest
    text = rest + text
    if text.endswith("\r"):
        # Its LF may come with the next piece.
        text, held = text[:-1], "\r"
    else:
        held = ""
    start = 0
    for found in _LINE_END.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    return text[start:] + held
