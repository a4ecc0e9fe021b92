"""Text from outside, made harmless for a terminal.

Articles, file names and colleagues' notes are hostile until proven otherwise: a control sequence
can rewrite the screen, a bidirectional override can reorder a line so that it reads as something
else. What is shown differs from what is kept; offsets always refer to what is kept.
"""

from __future__ import annotations

import re
import unicodedata

REORDERING = range(0x202A, 0x202F), range(0x2066, 0x206A)
"""Embeddings, overrides and isolates: shown as a sign, since they change what a line says."""

SIGN = "↔"

_HIDDEN = (
    *range(0x200B, 0x2010),  # zero-width space, joiners, direction marks
    *range(0x2060, 0x2066),
    *range(0x206A, 0x2070),
    *range(0xFE00, 0xFE10),  # variation selectors: terminals disagree on their width
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),  # tags: text that nobody sees
    0x00AD,
    0x034F,
    0x061C,
    0x180E,
    0xFEFF,
)
_SPACES = (0x0009, 0x000A, 0x00A0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F)

TABLE: dict[int, str] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "�"),
    **dict.fromkeys(_HIDDEN, ""),
    **dict.fromkeys((*_SPACES, 0x3000), " "),
    **{code: SIGN for codes in REORDERING for code in codes},
    **dict.fromkeys(range(0xD800, 0xE000), "�"),
}
"""For `str.translate`: each code point that must not reach a terminal, and what is shown."""


_ON_LINES: dict[int, str] = {
    code: shown
    for code, shown in TABLE.items()
    if code not in (0x09, 0x0A) and (code not in _SPACES or code in (0x2028, 0x2029))
}
"""The same for a stream: it has lines and columns, and white space that stays what it is."""

_CONTROLLING = re.compile(
    "[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
"""What a cell of a screen must never hold, whoever drew it."""


def on_lines(text: str) -> str:
    """Any text as a terminal may show it: lines and tabs stay, nothing controls or reorders."""
    return text.translate(_ON_LINES)


def controls(text: str) -> bool:
    """Whether `text` holds anything that would control a terminal, or reorder what it shows."""
    return not (text.isascii() and text.isprintable()) and _CONTROLLING.search(text) is not None


def safe(text: str) -> str:
    """One line of `text` as a terminal may show it: no control, no reordering, no markup sense."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(TABLE)


def title(text: str, limit: int = 120) -> str:
    """`text` for a window title: safe, one line, at most `limit` characters."""
    line = " ".join(safe(unicodedata.normalize("NFC", text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def is_address(url: str) -> bool:
    """Whether a text is the web address of a page, and nothing that a program would run."""
    return url.startswith(("http://", "https://")) and not controls(url) and not url.split()[1:]
