"""Words as the index keeps and looks for them.

A text is folded as a search folds it (`annotations.language.search_text`), then cut into runs of
letters and digits. SQLite gets them with blanks between them, and is told to cut at nothing else,
so that it and every scan agree on what a word is.
"""

from __future__ import annotations

import re
from typing import Final

from annotations.language.search_text import search_text

_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
"""Scripts that put no blanks between words; kept letter by letter, so that a word is a phrase."""

SPACED: Final = f"[^\\W_{_UNSPACED}]"
"""A letter or digit of the others, as a regular expression."""

_PLAIN: Final = re.compile("[a-z0-9]+")
_SPACED: Final = re.compile(r"[^\W_]+")
_HAS_UNSPACED: Final = re.compile(f"[{_UNSPACED}]")
_MIXED: Final = re.compile(f"[{_UNSPACED}]|{SPACED}+")


def tokens(text: str) -> list[str]:
    """The words of a text, in order, folded."""
    if text.isascii():
        return _PLAIN.findall(text.lower())
    return cut(search_text(text).letters)


def cut(letters: str) -> list[str]:
    """The words of a text that is folded already."""
    return (_MIXED if _HAS_UNSPACED.search(letters) else _SPACED).findall(letters)


def is_unspaced(word: str) -> bool:
    """Whether a word is a letter of a script that puts no blanks between words."""
    return bool(_HAS_UNSPACED.match(word))
