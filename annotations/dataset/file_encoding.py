"""Whether a file is in UTF-8 at all, before it is taken for damaged line by line."""

from __future__ import annotations

from typing import Final

_BOM: Final = b"\xef\xbb\xbf"
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, and UTF-32."""

SAVE_AS_UTF_8: Final = (
    "Save it in UTF-8; in a spreadsheet that is “CSV UTF-8”, or .xlsx; on a command line "
    "`iconv -f UTF-16 -t UTF-8`."
)


def is_wide(start: bytes) -> bool:
    """Whether what a file begins with is UTF-16 or UTF-32, as far as can be told."""
    return start.startswith(_WIDE) or b"\0" in start[:64].removeprefix(_BOM)
