"""Shorter colour sequences: what a terminal is told of a style is only what differs.

Rich writes every piece of text with its whole style before it and a reset behind it, in true
colours some 45 bytes; of a screen that scrolls three quarters are that. The picture is the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_STYLE = re.compile(r"(?:\x1b\[0m((?:\r\n)?(?:\x1b\[\d+;\d+H)?))?\x1b\[([0-9;]+)m")
"""A style; before it perhaps the reset of another, and where the cursor goes in between."""

_RESET = "0"

_OFF = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "21": "24",
    "53": "55",
}
"""What takes back an attribute; any other is taken back by a reset."""


class _Look(NamedTuple):
    """A style: colours as their codes, attributes such as bold."""

    ink: str = ""
    paper: str = ""
    attributes: tuple[str, ...] = ()


def shortened(data: str) -> str:
    """Output for a terminal, its styles told by what differs from the one before.

    Args:
        data: As Rich writes it: each style from the default one, and reset behind its text.
    """
    before = ""

    def tell(match: re.Match[str]) -> str:
        nonlocal before
        between, style = match.groups()
        known, before = before, "" if style == _RESET else style
        if between is None:
            return match[0]
        if style == _RESET:
            return f"\x1b[0m{between}"
        return f"{between}{_difference(known, style)}"

    return _STYLE.sub(tell, data)


@lru_cache(maxsize=4096)
def _difference(before: str, after: str) -> str:
    """The sequence that makes one style of another, the shorter of two ways."""
    old, new = _parsed(before), _parsed(after)
    whole = f"\x1b[0;{after}m"
    gone = [one for one in old.attributes if one not in new.attributes]
    if not before or any(one not in _OFF for one in gone):
        return whole
    off = dict.fromkeys(_OFF[one] for one in gone)
    codes = [*off]
    # What takes one attribute back takes its like back too: bold and dim share a code.
    codes += [
        one for one in new.attributes if one not in old.attributes or _OFF.get(one, "") in off
    ]
    if new.ink != old.ink:
        codes.append(new.ink or "39")
    if new.paper != old.paper:
        codes.append(new.paper or "49")
    found = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(found, whole, key=len)


@lru_cache(maxsize=1024)
def _parsed(style: str) -> _Look:
    """The parts of a style's codes."""
    ink = paper = ""
    attributes: list[str] = []
    codes = iter(style.split(";") if style else ())
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes, "")
            more = [next(codes, "") for _ in range(3 if kind == "2" else 1)]
            colour = ";".join((code, kind, *more))
            ink, paper = (colour, paper) if code == "38" else (ink, colour)
        elif len(code) > 1 and code[:-1] in ("3", "9"):
            ink = "" if code == "39" else code
        elif len(code) > 1 and code[:-1] in ("4", "10"):
            paper = "" if code == "49" else code
        else:
            attributes.append(code)
    return _Look(ink, paper, tuple(attributes))
