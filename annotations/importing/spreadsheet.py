"""The first sheet of a workbook (`.xlsx`) as rows of text, with the standard library alone.

A workbook is a zip of XML files. Reading cells takes three of them, so that no library need be
installed for it; and what arrives by mail is read within limits: so many bytes unpacked, however
small they were packed; no document type, so no entities; so many rows and columns.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from annotations.errors import LabelFileError

MOST_BYTES: Final = 200_000_000
"""Of a part of the workbook, unpacked."""
MOST_COLUMNS: Final = 500
_PIECE: Final = 1 << 16
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet, from its first; a cell that is empty is empty text.

    Raises:
        LabelFileError: If it is no workbook, holds no sheet, or is larger than what is read.
        OSError: If it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as book:
            name = _first(path, book)
            shared: list[str] = []
            if "xl/sharedStrings.xml" in book.namelist():
                shared = list(_Strings().read(path, book, "xl/sharedStrings.xml"))
            yield from _Rows(shared).read(path, book, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise LabelFileError(f"{path} is not a whole workbook: {error}. Save it again.") from error
    except expat.ExpatError as error:
        raise LabelFileError(f"{path} is not a workbook that can be read: {error}.") from error


def _first(path: Path, book: zipfile.ZipFile) -> str:
    """The part that holds the first sheet."""
    if "xl/workbook.xml" not in book.namelist():
        raise LabelFileError(f"{path} is no workbook. Save it as .xlsx or as CSV in UTF-8.")
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def opened(tag: str, values: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "sheet":
            sheets.append(values.get(f"{_RELATION} id", ""))
        elif tag.rpartition(" ")[2] == "Relationship":
            targets[values.get("Id", "")] = values.get("Target", "")

    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        if part in book.namelist():
            for _ in _parsed(path, book, part, opened, lambda tag: None, lambda text: None):
                pass
    target = targets.get(sheets[0], "") if sheets else ""
    name = posixpath.normpath(posixpath.join("xl", target)).lstrip("/") if target else ""
    if name not in book.namelist():
        raise LabelFileError(f"{path} has no sheet.")
    return name


class _Strings:
    """Gathers the texts that cells refer to by number."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._text: list[str] = []
        self._inside = self._reading = False

    def read(self, path: Path, book: zipfile.ZipFile, part: str) -> Iterator[str]:
        """Each text, in order."""
        for _ in _parsed(path, book, part, self._open, self._close, self._hear):
            yield from self._done
            self._done.clear()

    def _open(self, tag: str, values: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "si":
            self._text = []
        self._inside = self._inside or name == "rPh"  # how a text is read aloud is no text
        self._reading = name == "t" and not self._inside

    def _close(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._inside = self._inside and name != "rPh"
        self._reading = False
        if name == "si":
            self._done.append(_plain("".join(self._text)))

    def _hear(self, text: str) -> None:
        if self._reading:
            self._text.append(text)


class _Rows:
    """Gathers the cells of a sheet."""

    def __init__(self, shared: list[str]) -> None:
        self._shared = shared
        self._done: list[list[str]] = []
        self._row: list[str] = []
        self._text: list[str] = []
        self._kind = ""
        self._column = -1
        self._reading = False

    def read(self, path: Path, book: zipfile.ZipFile, part: str) -> Iterator[list[str]]:
        """Each row, in order."""
        for _ in _parsed(path, book, part, self._open, self._close, self._hear):
            yield from self._done
            self._done.clear()

    def _open(self, tag: str, values: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name == "row":
            self._row, self._column = [], -1
        elif name == "c":
            self._kind, self._text = values.get("t", "n"), []
            self._column = _column(values.get("r", ""), self._column + 1)
        self._reading = name in ("v", "t")

    def _close(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._reading = False
        if name == "c" and self._column < MOST_COLUMNS:
            self._row += [""] * (self._column + 1 - len(self._row))
            self._row[self._column] = self._value("".join(self._text))
        elif name == "row":
            self._done.append(self._row)

    def _hear(self, text: str) -> None:
        if self._reading:
            self._text.append(text)

    def _value(self, text: str) -> str:
        if self._kind == "s":
            number = int(text) if text.isdecimal() else -1
            return self._shared[number] if 0 <= number < len(self._shared) else ""
        if self._kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return _plain(text)


def _column(reference: str, following: int) -> int:
    """The column of a cell such as `AB12`, from 0; cells need not say where they are."""
    found = _LETTERS.match(reference)
    if not found:
        return following
    number = 0
    for letter in found[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _plain(text: str) -> str:
    """A text without the escapes of characters that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _parsed(
    path: Path,
    book: zipfile.ZipFile,
    part: str,
    opened: Callable[[str, dict[str, str]], None],
    closed: Callable[[str], None],
    heard: Callable[[str], None],
) -> Iterator[None]:
    """Parse a part, a piece at a time; what handlers gathered can be taken after each."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*declared: object) -> None:
        raise LabelFileError(f"{path} declares a document type, which no workbook does.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = heard
    read = 0
    with book.open(part) as file:
        while piece := file.read(_PIECE):
            read += len(piece)
            if read > MOST_BYTES:
                raise LabelFileError(
                    f"{path} unpacks to more than {MOST_BYTES // 1_000_000} MB. Save it as CSV."
                )
            parser.Parse(piece, False)
            yield
    parser.Parse(b"", True)
    yield
