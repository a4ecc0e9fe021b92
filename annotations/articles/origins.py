"""Where a file came from, in a file beside it: `page.html.origin.json`.

What was fetched is kept as its server gave it, byte for byte; the address and what the server said
of it stand beside.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from annotations import outside

SUFFIX: Final = ".origin.json"
_MOST: Final = 64 * 1024
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Where a file was fetched from."""

    url: str
    """Where it was at last."""
    asked: str = ""
    """The address that was named, if that is another."""
    fetched_at: str = ""
    """ISO 8601, UTC."""
    content_type: str = ""
    sha256: str = ""
    """Of the file, in hex."""

    @property
    def charset(self) -> str:
        """The encoding that the server declared, or empty."""
        return charset_of(self.content_type)


def charset_of(content_type: str) -> str:
    """The encoding that a media type declares, or empty."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def origin_of(path: str) -> Origin | None:
    """What stands beside a file, or None; what cannot be read counts as nothing."""
    try:
        data = outside.read_bytes(path + SUFFIX, _MOST)
        return msgspec.json.decode(data, type=Origin)
    except (outside.OutsideError, *outside.NOT_JSON):
        return None


def encoded(origin: Origin) -> bytes:
    """The file that stands beside."""
    return msgspec.json.format(msgspec.json.encode(origin), indent=2) + b"\n"
