"""XML of news services, an item at a time: what is whole is read, whatever comes behind it.

A document type is refused before anything of it is looked at: it is what entities, and with them
every known trick, are declared in. Names are local ones, in whatever namespace: services differ
in prefixes and years, not in names. Always from bytes, which say themselves what they are in.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from annotations.articles.decoding import decode
from annotations.articles.source_file import Head
from annotations.errors import ArticleError
from annotations.outside import size

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DEPTH: Final = 200
"""Levels of nesting; news has under thirty."""
_PIECE: Final = 4 << 20
"""Bytes given to the parser at once; it looks at a token again with every piece of it."""
_LONGEST: Final = 2_000
"""Characters of an attribute that are kept."""
_JUNK: Final = 9
"""Expat's number for something behind the root, such as the next document of the file."""
_ROOT: Final = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*"
                          r"<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL)  # fmt: skip
_DECLARED: Final = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)[\"']")

DOCTYPE: Final = (
    "declares a document type (DOCTYPE), which is not read: remove that declaration from its"
    " beginning"
)


class XmlItem(NamedTuple):
    """An element that was asked for, or why it could not be taken."""

    element: Element | None
    attributes: dict[str, str]
    """Of it, by local name."""
    fault: str = ""


def root_of(head: Head) -> str:
    """The local name of the root of an XML file that begins so; empty if it is none."""
    text = head.text
    if text.lstrip()[:1] != "<":
        return ""
    found = _ROOT.match(text)
    return found[1] if found else ""


def items(data: bytes, wanted: frozenset[str], most: int) -> Iterator[XmlItem]:
    """The outermost elements of these names, in all the documents that follow each other.

    Args:
        data: The file.
        wanted: Local names.
        most: Characters that one of them may hold.

    Raises:
        ArticleError: If it is not XML or not to its end; what was whole was given before.
    """
    given = 0
    try:
        for item in _parsed(data, wanted, most, ""):
            given += 1
            yield item
    except _EncodingError as error:
        # Not what it declares: the bytes themselves say what they are in.
        text = decode(data).text
        again = _parsed(text.encode(errors="replace"), wanted, most, "utf-8")
        try:
            for number, item in enumerate(again):
                if number >= given:
                    yield item
        except _EncodingError:
            raise ArticleError(str(error)) from error


def declared_encoding(data: bytes) -> str:
    """The encoding that an XML declaration names, in lower case, or empty."""
    found = _DECLARED.search(Head(data[:400], "").text)
    return found[1].lower() if found else ""


class _EncodingError(Exception):
    """The bytes are not in the encoding that is declared."""


def _parsed(data: bytes, wanted: frozenset[str], most: int, encoding: str) -> Iterator[XmlItem]:
    at = len(data) - len(data.lstrip()) if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else 0
    while at < len(data):
        gathering = _Gathering(wanted, most)
        end = yield from _document(data, at, gathering, encoding)
        if end is None:
            return
        at = end


def _document(
    data: bytes, start: int, gathering: _Gathering, encoding: str
) -> Generator[XmlItem, None, int | None]:
    """The items of one document; gives where the next one begins, or None."""
    from xml.parsers import expat

    parser = gathering.parser(encoding)
    try:
        for at in range(start, len(data), _PIECE):
            parser.Parse(data[at : at + _PIECE], False)
            while gathering.done:
                yield gathering.done.popleft()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield from gathering.done
        if error.code == _JUNK and gathering.closed and parser.ErrorByteIndex > 0:
            behind = start + int(parser.ErrorByteIndex)
            if data[behind : behind + 40].lstrip(b"\0").startswith(b"<"):
                return behind
        reason = _why(error)
        if isinstance(reason, ArticleError):
            yield from gathering.cut_off()
        raise reason from error
    except (LookupError, ValueError) as error:
        raise _EncodingError("is in an encoding that cannot be read") from error
    yield from gathering.done
    return None


def _why(error: Any) -> Exception:
    from xml.parsers.expat import errors

    message = errors.messages.get(error.code, "")
    where = f"line {error.lineno}"
    if message in (errors.XML_ERROR_NO_ELEMENTS, errors.XML_ERROR_UNCLOSED_TOKEN) or (
        message in (errors.XML_ERROR_UNCLOSED_CDATA_SECTION, errors.XML_ERROR_PARTIAL_CHAR)
    ):
        return ArticleError(f"is cut off: its XML ends in {where} without being closed")
    if message in (
        errors.XML_ERROR_INVALID_TOKEN,
        errors.XML_ERROR_UNKNOWN_ENCODING,
        errors.XML_ERROR_INCORRECT_ENCODING,
    ):
        return _EncodingError(f"is not well-formed XML: {message}, {where}")
    return ArticleError(f"is not well-formed XML: {message}, {where}")


class _Gathering:
    """Builds the wanted elements of one document and forgets the rest."""

    def __init__(self, wanted: frozenset[str], most: int) -> None:
        self.done: deque[XmlItem] = deque()
        self.closed = False
        """Whether the root was closed."""
        self._wanted = wanted
        self._most = most
        self._too_long = f"is over the limit of {size(most)}"
        self._depth = self._began = self._held = 0
        self._builder: Any = None
        self._attributes: dict[str, str] = {}
        self._fault = ""

    def parser(self, encoding: str) -> Any:
        """What calls the methods of this."""
        from xml.parsers import expat

        parser = expat.ParserCreate(encoding or None)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        return parser

    def cut_off(self) -> Iterator[XmlItem]:
        """The element that was not closed, if there is one."""
        if self._began:
            yield XmlItem(None, self._attributes, "is cut off")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local = name.rpartition(":")[2]
        if not self._began and local in self._wanted:
            from xml.etree.ElementTree import TreeBuilder

            self._builder, self._began = TreeBuilder(), self._depth
            self._attributes, self._fault, self._held = _local(attributes), "", 0
        if self._began and not self._fault:
            self._builder.start(local, _local(attributes))
            self._held += len(name) + sum(map(len, attributes.values()))
            if self._depth - self._began > DEPTH:
                self._give_up("is nested too deeply")
            elif self._held > self._most:
                self._give_up(self._too_long)

    def _end(self, name: str) -> None:
        if self._began:
            if not self._fault:
                self._builder.end(name.rpartition(":")[2])
            if self._depth == self._began:
                whole = None if self._fault else self._builder.close()
                self.done.append(XmlItem(whole, self._attributes, self._fault))
                self._builder, self._began = None, 0
        self._depth -= 1
        self.closed = not self._depth

    def _data(self, text: str) -> None:
        if self._began and not self._fault:
            self._builder.data(text)
            self._held += len(text)
            if self._held > self._most:
                self._give_up(self._too_long)

    def _give_up(self, reason: str) -> None:
        self._fault, self._builder = reason, None


def _refuse(*_: object) -> None:
    raise ArticleError(DOCTYPE)


def _local(attributes: dict[str, str]) -> dict[str, str]:
    return {
        name.rpartition(":")[2]: value[:_LONGEST]
        for name, value in attributes.items()
        if not name.startswith("xmlns")
    }


def text_of(element: Element | None) -> str:
    """All text in an element, spaces and line ends made one space."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def first(element: Element, *paths: str) -> Element | None:
    """The first element that one of the paths leads to and that holds text."""
    for path in paths:
        for found in element.iterfind(path):
            if text_of(found):
                return found
    return None
