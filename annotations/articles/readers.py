"""Text of a file, by its format, to a draft of an article."""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found in a file: text as it should be read, and what the file declares."""

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    """ISO 8601, or empty."""
    story: str = ""
    lang: str = ""


Reader = Callable[[str], Draft]


def read_text(text: str) -> Draft:
    """Plain text: one paragraph a line."""
    return Draft(text=text)


READERS: dict[str, Reader] = {
    ".markdown": read_text,
    ".md": read_text,
    ".txt": read_text,
}
"""Suffix, in lower case, to the reader of that format."""


def suffix_of(path: str) -> str:
    """The suffix by which `READERS` knows a path; empty for a name such as `.txt`."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""
