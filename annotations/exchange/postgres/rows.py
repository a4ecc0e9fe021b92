"""Rows of a team's tables as the files of an exchange, and back."""

from __future__ import annotations

import re
from typing import Final

_ESCAPE: Final = re.compile(rb"\\(.)", re.DOTALL)
_MEANING: Final = {b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}

NOT_THE_ROW: Final = b'{"row":"is of another event than its columns say"}'
"""Stands for a row whose columns say otherwise than its body; no event, so it is refused."""


def plain(field: bytes) -> bytes:
    """A field as it was before `COPY` wrote it as text."""
    if b"\\" not in field:
        return field
    return _ESCAPE.sub(lambda found: _MEANING.get(found[1], found[1]), field)


def event_line(seq: bytes, event_id: bytes, body: bytes) -> bytes:
    """The event of a row, if it is the one that the columns say.

    Cursors go by the columns: a row that hides another number would be seen by some, and by
    others not.
    """
    # Of whatever else the body holds, this cannot be a part: quotes in its texts are escaped.
    is_so = b'"id":"%b"' % event_id in body and b'"seq":%b,' % seq in body
    return body if is_so and b"\n" not in body else NOT_THE_ROW
