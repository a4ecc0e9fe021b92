"""Where an article is: a file, or a document in a file, `file#key`."""

from __future__ import annotations

import os
from typing import NamedTuple
from urllib.parse import quote, unquote


class Place(NamedTuple):
    """A file, and the key of a document in it; empty where the file is one article."""

    path: str
    key: str = ""

    def __str__(self) -> str:
        # Neither `#` nor `/` may stand in a key: it could not be told from the path.
        return f"{self.path}#{quote(self.key, safe=_PLAIN)}" if self.key else self.path


_PLAIN = " !$&'()*+,:;=?@[]^_`{|}~-."


def place_of(text: str | os.PathLike[str]) -> Place:
    """The place that a text names. A file whose name holds `#` is that file."""
    text = os.fspath(text)
    path, mark, key = text.rpartition("#")
    if not mark or not path or "/" in key or os.path.lexists(text):
        return Place(text)
    return Place(path, unquote(key))
