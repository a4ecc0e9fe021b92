"""The lines of a Word document (DOCX), read with the standard library behind limits.

Converters that make pages of it take a hundred times as long, and lose where links lead.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Final
from xml.parsers import expat

from annotations.articles.batches.lines import BREAK, MOST, TOO_MANY, Line
from annotations.errors import ArticleError

_EXPANDED: Final = 256 * 1024 * 1024
"""Bytes of XML that a document may unpack to; a thousand long articles take a tenth."""
_LINKS: Final = 16 * 1024 * 1024
_SURE: Final = 64 * 1024 * 1024
_RATIO: Final = 100
"""How many times as large as its packed form XML of more than `_SURE` bytes may be."""
_DEEPEST: Final = 256
_CHUNK: Final = 64 * 1024
_ENTRIES: Final = 10_000
_BODY: Final = "word/document.xml"
_URL: Final = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')


def is_word(data: bytes) -> bool:
    """Whether a file that begins so may be a Word document."""
    return data.startswith(b"PK\x03\x04")


def word_lines(data: bytes, *, first: int = 0) -> list[Line]:
    """The lines of a Word document, an empty one behind each paragraph.

    Args:
        data: The file.
        first: Give no more than the lines of so many bytes of its XML; 0: all.

    Raises:
        ArticleError: If it is none, is broken, or unpacks to more than a document does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _ENTRIES:
                raise ArticleError("is a Word document of too many parts")
            links = _links(archive)
            with archive.open(_member(archive, _BODY)) as file:
                return _Body(links).read(_limited(file, len(data)), first)
    except KeyError:
        raise ArticleError("is a zip file without a Word document in it") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error) as error:
        raise ArticleError(f"is a Word document that is broken or not whole: {error}") from error
    except (NotImplementedError, RuntimeError) as error:
        raise ArticleError("is a Word document that is locked, or packed in an unknown way") from (
            error
        )


def first_lines(data: bytes) -> list[Line]:
    """What can be read of the beginning of a Word document, also of one that is cut off."""
    try:
        return word_lines(data, first=2 * 1024 * 1024)
    except ArticleError:
        pass
    at = data.find(_BODY.encode())
    if at < 30 or data[at - 30 : at - 26] != b"PK\x03\x04":
        return []
    method, extra = struct.unpack_from("<H", data, at - 22)[0], data[at - 2 : at]
    start = at + len(_BODY) + int.from_bytes(extra, "little")
    try:
        packed = data[start:]
        xml = zlib.decompressobj(-15).decompress(packed, _EXPANDED // 32) if method else packed
        return _Body({}).read(iter([xml]), len(xml))
    except (zlib.error, ArticleError):
        return []


def has_body(archive: zipfile.ZipFile) -> bool:
    """Whether a zip file is a Word document."""
    return _BODY in archive.namelist()


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    return archive.getinfo(name)


def _limited(file: IO[bytes], packed: int) -> Iterator[bytes]:
    """The bytes of a part, up to what a document can be."""
    total, most = 0, max(_SURE, min(_EXPANDED, packed * _RATIO))
    while chunk := file.read(_CHUNK):
        total += len(chunk)
        if total > most:
            raise ArticleError("is a Word document that unpacks to more than a document does")
        yield chunk


def _links(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Where the links of the document lead to, by their id in it."""
    try:
        info = archive.getinfo("word/_rels/document.xml.rels")
    except KeyError:
        return {}
    with archive.open(info) as file:
        data = file.read(_LINKS)
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Relationship") and attributes.get("TargetMode") == "External":
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    parser = _parser()
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return found
    return found


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ArticleError("is a Word document with a DOCTYPE, which none has")

    parser.StartDoctypeDeclHandler = refuse
    return parser


class _Body:
    """Follows the elements of a document; a paragraph may stand inside another one."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self._links = links
        self.lines: list[Line] = []
        self._open: list[list[str]] = []
        self._link = ""
        self._field = ""
        self._depth = self._unread = 0
        self._in_text = self._in_field = self._ends_section = False

    def read(self, chunks: Iterator[bytes], first: int) -> list[Line]:
        """The lines of the XML that `chunks` make, of the first bytes only if that is not 0."""
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        done = 0
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
                done += len(chunk)
                if first and done >= first:
                    return self.lines
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            if first:
                return self.lines
            raise ArticleError(f"is a Word document whose text is broken: {error}") from error
        return self.lines

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ArticleError("is nested too deeply")
        local = name.rpartition(" ")[2]
        if local == "Fallback":
            self._unread += 1
        elif local == "p":
            self._open.append([])
            self._link = ""
        elif local == "t":
            self._in_text = True
        elif local == "tab":
            self._add("\t")
        elif local in ("br", "cr"):
            kinds = [value for key, value in attributes.items() if key.endswith("type")]
            self._add(BREAK if kinds == ["page"] else "\n")
        elif local == "noBreakHyphen":
            self._add("-")
        elif local == "sectPr":
            self._ends_section = True
        elif local == "hyperlink":
            ids = [value for key, value in attributes.items() if key.endswith(" id")]
            self._link = next((self._links[one] for one in ids if one in self._links), self._link)
        elif local == "instrText":
            self._in_field, self._field = True, ""

    def _end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(" ")[2]
        if local == "t":
            self._in_text = False
        elif local == "Fallback":
            self._unread -= 1
        elif local == "instrText":
            self._in_field = False
            if found := _URL.search(self._field):
                self._link = found[1]
        elif local == "p" and self._open:
            self._close("".join(self._open.pop()))

    def _text(self, text: str) -> None:
        if self._in_text:
            self._add(text)
        elif self._in_field and len(self._field) < 4000:
            self._field += text[:4000]

    def _add(self, text: str) -> None:
        if self._open and not self._unread:
            self._open[-1].append(text)

    def _close(self, text: str) -> None:
        if len(self.lines) > MOST:
            raise ArticleError(TOO_MANY)
        for page, part in enumerate(text.split(BREAK)):
            if page:
                self.lines.append(Line(BREAK))
            self.lines += (Line(line, self._link) for line in part.split("\n"))
            self.lines.append(Line(""))
        if self._ends_section:
            self.lines.append(Line(BREAK))
            self._ends_section = False
