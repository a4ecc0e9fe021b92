"""Telling somebody who looks elsewhere that long work has ended: a notification, or the bell.

Which terminal takes which sequence is as far as is known of them: iTerm2, WezTerm, kitty and
Ghostty show OSC 9; those of GNOME (VTE), foot and rxvt-unicode OSC 777. Any other rings.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from tui.output import drawing
from tui.sanitize import title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotations.config import Notify

LONG: Final = 10.0
"""Seconds of work after which somebody looks elsewhere."""

BELL: Final = "\a"

_NAME: Final = "Slugline"
_KEY: Final = "tui.notifications"
"""In a click context's `meta`: the `_Run` of the command."""


def sequence(kind: Notify, text: str, environ: Mapping[str, str]) -> str:
    """What a terminal is sent so that it tells of `text`; empty where nobody wants that.

    Args:
        kind: As configured.
        text: Any text: it is cleaned, and one line of it is said.
        environ: Says which terminal it is.
    """
    codes, rings = _ways(kind, environ)
    said = title(text)
    # With its name before it no text is taken for one of the commands that OSC 9 has as well.
    shown = {"9": f"9;{_NAME}: {said}", "777": f"777;notify;{_NAME};{said}"}
    found = "".join(_through(f"\x1b]{shown[code]}\a", environ) for code in codes)
    return found + BELL if rings else found


def describe(kind: Notify, environ: Mapping[str, str]) -> str:
    """How somebody is told, in words."""
    codes, rings = _ways(kind, environ)
    ways = [f"OSC {code}" for code in codes] + ["the bell"] * rings
    return " and ".join(ways) or "nothing"


def _ways(kind: Notify, environ: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """Which sequences are sent, and whether the bell is rung."""
    if kind == "off" or environ.get("TERM", "dumb") in ("", "dumb"):
        return (), False
    known = _known(environ)
    if kind == "bell" or (kind == "auto" and not known):
        return (), True
    # tmux and screen pass a notification on only if they are told to, but always the bell.
    wrapped = bool(environ.get("TMUX") or environ.get("STY"))
    return (known,) if known else ("9", "777"), kind == "auto" and wrapped


def _known(environ: Mapping[str, str]) -> str:
    """The sequence that this terminal is known to show; empty if none is."""
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if (
        program in ("iTerm.app", "WezTerm", "ghostty")
        or environ.get("LC_TERMINAL") == "iTerm2"
        or term in ("xterm-kitty", "xterm-ghostty", "wezterm")
        or any(environ.get(name) for name in ("KITTY_WINDOW_ID", "WEZTERM_PANE"))
    ):
        return "9"
    if environ.get("VTE_VERSION") or term.partition("-")[0] in ("foot", "rxvt"):
        return "777"
    return ""


def _through(said: str, environ: Mapping[str, str]) -> str:
    """A sequence as a multiplexer passes it on to the terminal outside."""
    if environ.get("TMUX"):
        doubled = said.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\"
    return f"\x1bP{said}\x1b\\" if environ.get("STY") else said


class _Run:
    """A command that runs: since when, and how its end is told."""

    def __init__(self) -> None:
        self.began: float | None = time.monotonic()
        """None where somebody works with it, who need not be told."""
        self.kind: Notify = "auto"


@contextmanager
def told(context: click.Context) -> Iterator[None]:
    """Run a command in this; its end is told at a terminal if it worked for long.

    Nobody is told who ended it.
    """
    run = context.meta.setdefault(_KEY, _Run())
    outcome = "failed"
    try:
        yield
        outcome = "has ended"
    except (click.exceptions.Exit, SystemExit):
        outcome = "has ended"  # an exit code says what was found, too
        raise
    except (click.Abort, KeyboardInterrupt, BrokenPipeError):
        run.began = None
        raise
    finally:
        seconds = 0.0 if run.began is None else time.monotonic() - run.began
        if seconds > LONG and sys.stderr.isatty():
            name = context.invoked_subcommand or "the command"
            tell(run.kind, f"{name} {outcome} after {lasted(seconds)}")


def lasted(seconds: float) -> str:
    """A time of work, in words."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"


def tell(kind: Notify, text: str) -> None:
    """Tell of `text` on stderr, which must be a terminal."""
    with drawing(sys.stderr) as terminal:
        terminal.write(sequence(kind, text, os.environ))
        terminal.flush()


def configured(kind: Notify) -> None:
    """The end of the command that runs is told in this way."""
    if (run := _run()) is not None:
        run.kind = kind


def answered() -> None:
    """Somebody answered a question: only what is done after it counts as work."""
    if (run := _run()) is not None and run.began is not None:
        run.began = time.monotonic()


def attended() -> None:
    """Somebody works with the command that runs, and is told nothing at its end."""
    if (run := _run()) is not None:
        run.began = None


def _run() -> _Run | None:
    context = click.get_current_context(silent=True)
    return context.meta.get(_KEY) if context is not None else None
