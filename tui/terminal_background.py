"""What colour a terminal's background has: asked once, before the screen is drawn (OSC 11).

The terminal is asked first and read from later, so that it answers while the program loads. What
else was typed meanwhile is kept, and a reply that comes when nobody waits any more is taken out of
what is read as keys.
"""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

LIMIT: Final = 0.15
"""Seconds that a terminal has to answer."""

_QUESTION: Final = b"\x1b]11;?\x1b\\"

_HOLD: Final = 0.1
"""Seconds that what may be the beginning of a reply waits for the rest: as long as an esc may."""

_GRACE: Final = 3.0
"""Seconds after which a lone esc is a key at once again; what is clearly a reply never is one."""

# Eight bit controls are no UTF-8 and reach us as what `surrogateescape` makes of them.
_OSC: Final = "(?:\x1b\\]|[\x9d\udc9d])"
_BODY: Final = "11;([ -~]{0,80}"
_REPLY: Final = re.compile(f"{_OSC}{_BODY}?)(?:\x07|\x1b\\\\|[\x9c\udc9c])")
_SURELY_BEGUN: Final = re.compile(f"{_OSC}{_BODY}\x1b?)\\Z")
_BEGUN: Final = re.compile(f"(?:{_OSC}(?:{_BODY}\x1b?)|11?)?|\x1b)\\Z")
_NO_TEXT: Final = re.compile("[\udc80-\udcff]")
_CHANNELS: Final = re.compile("rgba?:" + "/".join(["([0-9a-f]{1,4})"] * 3) + "(?:/.*)?", re.I)
_HASH: Final = re.compile("#((?:[0-9a-f]{3}){1,4})", re.I)

Shade = Literal["dark", "light"]


class Colour(NamedTuple):
    """A colour, each channel from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def code(self) -> str:
        """As `#rrggbb`."""
        return "#" + "".join(f"{round(channel * 255):02x}" for channel in self)

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1 (WCAG 2.2)."""
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in self
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def shade(self) -> Shade:
        """`light` where black stands out more than white does (WCAG 2.2, contrast ratio)."""
        with_black = (self.luminance + 0.05) / 0.05
        with_white = 1.05 / (self.luminance + 0.05)
        return "light" if with_black > with_white else "dark"


def colour_of(said: str) -> Colour | None:
    """The colour that a reply names, `rgb:ffff/ffff/ffff` or the like; None for anything else."""
    if found := _CHANNELS.fullmatch(said):
        return Colour(*(int(part, 16) / (16 ** len(part) - 1) for part in found.groups()))
    if found := _HASH.fullmatch(said):
        digits = len(found[1]) // 3
        parts = (found[1][at : at + digits] for at in range(0, len(found[1]), digits))
        return Colour(*(int(part, 16) / (16**digits - 1) for part in parts))
    return None


def shade_by_environment(environ: Mapping[str, str]) -> Shade | None:
    """What `COLORFGBG` says ("15;0": white on black); None where it says nothing.

    Of the sixteen colours 7 and 9 to 15 are taken for light ones, as Vim does.
    """
    last = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not (last.isascii() and last.isdigit()) or int(last) > 15:
        return None
    return "light" if int(last) in (7, *range(9, 16)) else "dark"


class Replies:
    """Takes replies out of what a terminal sends, however it comes in pieces; the rest are keys.

    Args:
        begun: What was read before.
        now: Seconds on any clock.
    """

    def __init__(self, begun: bytes = b"", now: float | None = None) -> None:
        self._held = self._first = ""
        self._started = self._since = time.monotonic() if now is None else now
        self._first = self.take(begun.decode("utf-8", "surrogateescape"), self._started)

    def take(self, text: str, now: float | None = None) -> str:
        """What of `text`, and of what was held back before, are keys."""
        now = time.monotonic() if now is None else now
        text = _REPLY.sub("", self._held + text)
        begun = _BEGUN if now - self._started < _GRACE else _SURELY_BEGUN
        found = begun.search(text)
        self._held, self._since = found[0] if found else "", now
        # What is no UTF-8 is no key either.
        keys = self._first + _NO_TEXT.sub("", text[: len(text) - len(self._held)])
        self._first = ""
        return keys

    def late(self, now: float | None = None) -> str:
        """What was held back and turns out to be keys; the half of a reply never does."""
        now = time.monotonic() if now is None else now
        first, self._first = self._first, ""
        if not self._held or now - self._since < _HOLD:
            return first
        held, self._held = self._held, ""
        return first if _SURELY_BEGUN.match(held) else first + _NO_TEXT.sub("", held)


class Question:
    """A terminal that is asked for its background; used as a context, which puts it right again.

    Args:
        source: Where its keys are read.
        target: Where it is written to.
        environ: Says through what it is reached.
    """

    def __init__(self, source: int, target: int, environ: Mapping[str, str]) -> None:
        self._source = source
        self._target = target
        self._environ = environ
        self._before: list[Any] | None = None
        self._asked = 0.0
        self.read = b""
        """Everything that was read: replies, and keys that were typed meanwhile."""

    def __enter__(self) -> Question:
        try:
            self._before = termios.tcgetattr(self._source)
            mode = termios.tcgetattr(self._source)
            # Neither shown nor kept back until Enter; ctrl+c goes on to interrupt.
            mode[0] &= ~termios.ICRNL
            mode[3] &= ~(termios.ECHO | termios.ICANON)
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            termios.tcsetattr(self._source, termios.TCSANOW, mode)
            os.write(self._target, _through(self._environ))
        except (termios.error, OSError):
            self._put_right()
        self._asked = time.monotonic()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._put_right()

    def _put_right(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._source, termios.TCSANOW, before)

    def answer(self) -> Colour | None:
        """The background; None if it is not said within `LIMIT` seconds after the question."""
        while self._before is not None:
            left = max(self._asked + LIMIT - time.monotonic(), 0)
            try:
                if not select.select([self._source], [], [], left)[0]:
                    return None
                more = os.read(self._source, 4096)
            except OSError:
                return None
            if not more:
                return None
            self.read += more
            for found in _REPLY.finditer(self.read.decode("utf-8", "surrogateescape")):
                if (colour := colour_of(found[1])) is not None:
                    return colour
        return None


def _through(environ: Mapping[str, str]) -> bytes:
    """The question; where a multiplexer stands between, also as it passes it on."""
    if environ.get("TMUX"):
        inner = _QUESTION.replace(b"\x1b", b"\x1b\x1b")
        return _QUESTION + b"\x1bPtmux;" + inner + b"\x1b\\"
    if environ.get("STY"):
        return _QUESTION + b"\x1bP\x1b]11;?\x07\x1b\\"
    return _QUESTION


def can_ask() -> bool:
    """Whether there is a terminal to ask, and it is ours to ask."""
    if os.environ.get("TERM", "dumb") in ("", "dumb", "linux"):
        return False  # the console of Linux would show the question
    streams = sys.__stdin__, sys.__stdout__
    try:
        if not all(stream is not None and stream.isatty() for stream in streams):
            return False
    except ValueError:  # closed
        return False
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:  # no terminal that controls jobs, so that none can be in the background
        return True


def question() -> Question:
    """A question to the terminal of this process; ask it only if `can_ask`."""
    assert sys.__stdin__ is not None
    assert sys.__stdout__ is not None
    sys.__stdout__.flush()
    return Question(sys.__stdin__.fileno(), sys.__stdout__.fileno(), os.environ)
