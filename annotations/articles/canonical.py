"""The one form in which an article's text is kept, counted and hashed.

Offsets and ids are over this text, so the rules never change: line ends become LF, control
characters go, NFC. What a reader could see, or an analyst call evidence, stays: curly quotes,
no-break and zero-width characters, bidirectional controls.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_CONTROLS = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
"""C0 and DEL without TAB, LF and CR."""
_C1 = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")

# A terminal's escape sequence goes as a whole, or `[31m` would litter the text. Strings such as
# OSC only where their end stands on the same line: an ESC by chance must not swallow an article.
_REMOVED = re.compile(
    r"\x1b\[[0-?]*+[ -/]*+[@-~]"  # CSI: colours, cursor
    r"|\x9b[0-?]++[ -/]*+[@-~]"  # the same in C1
    r"|\x1b[\]PX^_][^\x00-\x08\x0a-\x1f\x7f-\x9f]*+(?:\x07|\x1b\\|\x9c)"  # OSC, DCS and kin
    r"|\x1b[()*+][0-9A-Za-z]"  # character sets
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff]"
)


class Canonical(NamedTuple):
    """Canonical text, and how many controls, escape sequences and byte order marks it lost."""

    text: str
    removed: int


def canonical(text: str) -> Canonical:
    """The canonical form of `text`; applied to its own result it changes nothing.

    An escape sequence counts once. Half of a surrogate pair is removed like a control, so the
    result can always be written as UTF-8.
    """
    removed = 0
    if _has_removable(text):
        text, removed = _REMOVED.subn("", text)
    for line_end in _LINE_ENDS:
        text = text.replace(line_end, "\n")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return Canonical(text, removed)


def _has_removable(text: str) -> bool:
    """Whether `_REMOVED` finds anything: asked of bytes, a tenth of the time for a long text."""
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return True
    return (
        len(data.translate(None, _CONTROLS)) != len(data)
        or "\ufeff" in text
        or _C1.search(data) is not None
    )
