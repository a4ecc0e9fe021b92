"""Where text breaks into rows: by terminal cells, at spaces, never inside a grapheme."""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

from tui.safe import safe

_SPACE = " \t\n\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u3000"
_WORD = re.compile(f"[^{_SPACE}]+[{_SPACE}]*|[{_SPACE}]+")
"""A word and the spaces behind it; a no-break space is part of its word."""


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
