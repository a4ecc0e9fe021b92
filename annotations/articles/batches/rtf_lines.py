r"""The lines of a rich text file (RTF), in one pass over its words.

Services write a hundred articles into one. Only what carries text is read: groups that a reader
may pass over (`\\*`), tables of fonts and styles, pictures, heads and feet of pages are.
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from annotations.articles.batches.lines import BREAK, MOST, TOO_MANY, Line
from annotations.errors import ArticleError

_DEEPEST: Final = 10_000
_TOKEN: Final = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
_PASSED: Final = frozenset(
    (
        "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl"
        " footerr footerf footnote annotation listtable listoverridetable rsidtbl generator"
        " themedata datastore latentstyles xmlnstbl bkmkstart bkmkend shp shpinst nonshppict"
        " revtbl private"
    ).split()
)
_CHARACTERS: Final = {
    **{"par": "\n\n", "line": "\n", "tab": "\t", "cell": "\n\n", "nestcell": "\n\n"},
    **{"row": "\n\n", "nestrow": "\n\n", "page": f"\n\n{BREAK}\n", "sect": f"\n\n{BREAK}\n"},
    **{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“"},
    **{"rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002"},
}
_SYMBOLS: Final = {"~": "\xa0", "-": "\xad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_URL: Final = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')


class _Group(NamedTuple):
    """What holds inside a pair of braces."""

    is_passed: bool
    skip: int
    """How many characters stand for those who cannot read the Unicode one before them."""
    is_field: bool


def is_rtf(data: bytes) -> bool:
    """Whether a file that begins so is rich text, whatever its name says."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def rtf_lines(data: bytes) -> list[Line]:
    """The lines of rich text, an empty one behind each paragraph and cell of a table.

    Raises:
        ArticleError: If it is nested deeper than any document.
    """
    return _Reading().read(data.decode("latin-1"))


class _Reading:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._group = _Group(False, 1, False)
        self._stack: list[_Group] = []
        self._encoding = "cp1252"
        self._bytes = bytearray()
        self._left = 0
        self._field = ""
        self._surrogate = 0
        self._links: list[tuple[int, str]] = []

    def read(self, text: str) -> list[Line]:
        for match in _TOKEN.finditer(text):
            word, number, code, symbol, brace, run = match.groups()
            if code is not None:
                self._byte(int(code, 16))
                continue
            self._flush()
            if run is not None:
                self._run(run)
            elif word is not None:
                self._word(word, number)
            elif brace is not None:
                if not self._brace(brace):
                    break
            elif symbol == "*":
                self._group = self._group._replace(is_passed=True)
            else:
                self._add(_SYMBOLS.get(symbol, "\n\n" if symbol in "\r\n" else ""))
        self._flush()
        return self._lines()

    def _brace(self, brace: str) -> bool:
        """Open or close a group; false at the end of the document."""
        self._left = 0
        if brace == "{":
            if len(self._stack) >= _DEEPEST:
                raise ArticleError("is nested too deeply")
            self._stack.append(self._group)
            return True
        if self._group.is_field and (found := _URL.search(self._field)):
            self._links.append((len(self._out), found[1]))
            self._field = ""
        if not self._stack:
            return False
        self._group = self._stack.pop()
        return bool(self._stack)

    def _word(self, word: str, number: str | None) -> None:
        self._left = 0
        if word in _PASSED:
            self._group = self._group._replace(is_passed=True)
        elif word == "fldinst":
            self._group = self._group._replace(is_passed=True, is_field=True)
            self._field = ""
        elif word == "u" and number:
            self._unicode(int(number) % 0x10000)
        elif word == "uc":
            self._group = self._group._replace(skip=max(int(number or 1), 0))
        elif word == "ansicpg":
            self._code_page(f"cp{number}")
        else:
            self._add(_CHARACTERS.get(word, ""))

    def _code_page(self, name: str) -> None:
        try:
            codecs.lookup(name)
            self._encoding = name
        except LookupError:
            self._encoding = "cp1252"

    def _unicode(self, code: int) -> None:
        self._left = self._group.skip
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
            return
        if 0xDC00 <= code < 0xE000 and self._surrogate:
            code = 0x10000 + ((self._surrogate - 0xD800) << 10) + (code - 0xDC00)
        self._surrogate = 0
        self._add(chr(code))

    def _byte(self, value: int) -> None:
        if self._left:
            self._left -= 1
        else:
            self._bytes.append(value)

    def _flush(self) -> None:
        if self._bytes:
            text = bytes(self._bytes).decode(self._encoding, errors="replace")
            self._bytes.clear()
            self._add(text)

    def _run(self, run: str) -> None:
        if self._left:
            run, self._left = run[self._left :], max(self._left - len(run), 0)
        if self._group.is_field and len(self._field) < 4000:
            self._field += run
        # Raw bytes, which some programs write, are in the code page too.
        if not run.isascii():
            run = run.encode("latin-1").decode(self._encoding, errors="replace")
        self._add(run)

    def _add(self, text: str) -> None:
        if text and not self._group.is_passed:
            self._out.append(text)
            if len(self._out) > MOST:
                raise ArticleError(TOO_MANY)

    def _lines(self) -> list[Line]:
        """The lines of what was put out, each with the first link that begins in it."""
        lines: list[Line] = []
        held: list[str] = []
        link, links = "", iter([*self._links, (-1, "")])
        at, url = next(links)
        for number, piece in enumerate(self._out):
            while at == number:
                link = link or url
                at, url = next(links)
            first, *more = piece.split("\n")
            held.append(first)
            for part in more:
                lines.append(Line("".join(held), link))
                held, link = [part], ""
        lines.append(Line("".join(held), link))
        return lines
