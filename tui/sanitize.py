"""Text from outside, made harmless for a terminal.

Articles, file names and colleagues' notes are hostile until proven otherwise: a control sequence
can rewrite the screen, a bidirectional override can reorder a line so that it reads as something
else. What is shown differs from what is kept; offsets always refer to what is kept.
"""

from __future__ import annotations

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


def safe(text: str) -> str:
    """One line of `text` as a terminal may show it: no control, no reordering, no markup sense."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(TABLE)


def title(text: str, limit: int = 120) -> str:
    """`text` for a window title: safe, one line, at most `limit` characters."""
    line = " ".join(safe(unicodedata.normalize("NFC", text)).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
