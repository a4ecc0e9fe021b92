"""Where text breaks into rows: by terminal cells, at spaces, never inside a grapheme."""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

from tui.sanitize import safe

_SPACE = " \t\n\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"
_WORD = re.compile(f"[^{_SPACE}]+[{_SPACE}]*|[{_SPACE}]+")
"""A word and the spaces behind it; a no-break space is part of its word."""


_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02af‐-‧‰-⁞€]*")
"""What is one cell a code point, and breaks at plain spaces only."""


def wrap(text: str, start: int, end: int, width: int, indent: int = 0) -> list[tuple[int, int]]:
    """Break `text[start:end]` into rows of at most `width` cells.

    Args:
        text: The canonical text.
        start: First code point.
        end: Behind the last code point.
        width: Cells a row has; at least 2.
        indent: Cells of the first row that are taken already.

    Returns:
        Half-open code point ranges that follow each other from `start` to `end`. Spaces at a
        break hang over the end of their row: whoever draws it cuts them off.
    """
    if _PLAIN.fullmatch(text, start, end):
        return _wrap_plain(text, start, end, width, indent)
    rows: list[tuple[int, int]] = []
    row_start, used = start, indent
    for match in _WORD.finditer(text, start, end):
        word_start = match.start()
        word = match.group()
        ink = cells(word.rstrip(_SPACE))
        if used + ink > width and word_start > row_start:
            rows.append((row_start, word_start))
            row_start, used = word_start, 0
        elif used + ink > width and used and ink <= width:
            rows.append((row_start, row_start))
            used = 0
        while used + ink > width:
            cut = _cut(word, width - used)
            row_end = word_start + cut
            rows.append((row_start, row_end))
            word, word_start, row_start, used = word[cut:], row_end, row_end, 0
            ink = cells(word.rstrip(_SPACE))
        used += cells(word)
    rows.append((row_start, end))
    return rows


def _wrap_plain(text: str, start: int, end: int, width: int, indent: int) -> list[tuple[int, int]]:
    """`wrap` where every code point takes one cell: a search a row instead of a sum a word."""
    rows: list[tuple[int, int]] = []
    ink_end = start + len(text[start:end].rstrip(" "))
    room = width - indent
    while ink_end - start > room:
        # The space may hang over the edge, so it is looked for one cell further.
        at = text.rfind(" ", start, start + room + 1)
        if at > start:
            cut = at + 1
            while cut < end and text[cut] == " ":
                cut += 1
        elif room < width and _word_end(text, start, end) - start <= width:
            cut = start
        else:
            cut = start + max(room, 1)
        rows.append((start, cut))
        start, room = cut, width
    rows.append((start, end))
    return rows


def _word_end(text: str, start: int, end: int) -> int:
    at = text.find(" ", start, end)
    return end if at < 0 else at


def cells(text: str) -> int:
    """How many cells `text` takes on a terminal."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(safe(text))


def _cut(word: str, room: int) -> int:
    """How many code points of a word that is too long fit into `room` cells; at least one."""
    spans, _ = split_graphemes(word)
    fitting = 0
    for _start, end, _width in spans:
        if cells(word[:end]) > room:
            break
        fitting = end
    return fitting or spans[0][1]
