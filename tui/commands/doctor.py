"""`slugline doctor`: what of this machine and terminal matters, and what to do where it hurts."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, Literal, NamedTuple

import click

from tui import local_state, notifications
from tui.commands.common import at_terminal
from tui.sanitize import safe
from tui.settings import Settings, settings_options, settle

Verdict = Literal["ok", "note", "bad"]

LOW_DISK: Final = 200 << 20
"""Bytes that should be free where the project lies."""

NARROWEST: Final = 60, 16
"""Columns and rows below which little can be read."""

PACKAGES: Final = ("textual", "rich", "tinydb", "msgspec", "click", "pyyaml", "charset-normalizer")
EXTRAS: Final = {"pyarrow": "parquet", "spacy": "spacy", "textual-serve": "serve"}
"""Optional packages, by the extra that brings them."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    about: str
    verdict: Verdict
    text: str


@click.command("doctor")
@settings_options
def command(config_file: Path | None, project: Path | None) -> int:
    """Look at terminal, colours, clipboard, locale, disk and versions, and say what to do.

    Exits with 1 if something keeps Slugline from working here.
    """
    settings = settle(config_file, project)
    worst = 0
    for check in CHECKS:
        for found in check(settings):
            mark = {"ok": "ok  ", "note": "note", "bad": "BAD "}[found.verdict]
            click.echo(safe(f"{mark}  {found.about:<10} {found.text}"))
            worst = max(worst, found.verdict == "bad")
    return int(worst)


def _versions(_: Settings) -> Iterator[Finding]:
    own = [f"{name} {version(name)}" for name in PACKAGES]
    text = f"slugline {version('slugline')}, Python {platform.python_version()}, "
    yield Finding("versions", "ok", f"{text}{platform.system()} {platform.release()}")
    yield Finding("versions", "ok", ", ".join(own))
    for package, extra in EXTRAS.items():
        try:
            yield Finding("extras", "ok", f"{package} {version(package)}")
        except PackageNotFoundError:
            text = f"{package} is not installed; pip install 'slugline[{extra}]' brings it"
            yield Finding("extras", "note", text)


def _terminal(_: Settings) -> Iterator[Finding]:
    term = os.environ.get("TERM", "")
    if not at_terminal():
        yield Finding("terminal", "note", "the output is no terminal; run this in the one you use")
    elif term in ("", "dumb"):
        text = f"TERM is {term or 'not set'}: the reader cannot draw. Use a terminal that can."
        yield Finding("terminal", "bad", text)
    else:
        size = shutil.get_terminal_size()
        small = size.columns < NARROWEST[0] or size.lines < NARROWEST[1]
        advice = f"; the reader needs {NARROWEST[0]}x{NARROWEST[1]}" if small else ""
        text = f"{term}, {size.columns}x{size.lines}{advice}"
        yield Finding("terminal", "bad" if small else "ok", text)
    through = [name for name, key in (("tmux", "TMUX"), ("screen", "STY")) if os.environ.get(key)]
    through += ["ssh"] if os.environ.get("SSH_CONNECTION") else []
    if through:
        yield Finding("terminal", "ok", f"through {' and '.join(through)}")


def _colours(settings: Settings) -> Iterator[Finding]:
    theme = settings.config.reader.theme
    if os.environ.get("NO_COLOR"):
        yield Finding("colours", "note", "NO_COLOR is set: labels are told by letters alone")
    elif os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        yield Finding("colours", "ok", f"24 bit; theme {theme}")
    elif "256" in os.environ.get("TERM", ""):
        yield Finding("colours", "ok", f"256 colours; theme {theme}. COLORTERM=truecolor has more")
    else:
        text = f"perhaps 16 only; theme {theme}. `reader.theme: ansi` uses the terminal's own"
        yield Finding("colours", "note", text)


def _background(settings: Settings) -> Iterator[Finding]:
    from tui import terminal_background as background

    if not background.can_ask():
        return
    with background.question() as question:
        colour = question.answer()
    known = background.shade_by_environment(os.environ)
    shade = colour.shade if colour else known or "dark"
    theme = local_state.read(settings.project).theme or settings.config.reader.theme
    then = f"theme auto is {shade}" if theme == "auto" else f"theme {theme} is fixed"
    if colour:
        text = f"{colour.code} (luminance {colour.luminance:.2f}), {shade}; {then}"
        yield Finding("background", "ok", text)
    elif known:
        yield Finding("background", "ok", f"{known}, as COLORFGBG says; {then}")
    else:
        text = f"not said within {background.LIMIT * 1000:.0f} ms; {then}. `reader.theme` fixes it"
        if os.environ.get("TMUX"):
            text += "; tmux before 3.4 needs `set -g allow-passthrough on`"
        yield Finding("background", "note", text)


def _notification(settings: Settings) -> Iterator[Finding]:
    if not at_terminal():
        return
    kind = settings.config.notify
    text = f"long work ends with {notifications.describe(kind, os.environ)} (notify: {kind})"
    passed = os.environ.get("TMUX") and "OSC" in text
    more = "; in tmux it needs `set -g allow-passthrough on`" if passed else ""
    yield Finding("notify", "note" if passed else "ok", f"{text}{more}")


def _clipboard(_: Settings) -> Iterator[Finding]:
    text = "copied through the terminal (OSC 52)"
    if os.environ.get("TMUX"):
        text += "; in tmux it needs `set -g set-clipboard on`"
        yield Finding("clipboard", "note", text)
    elif os.environ.get("STY") or os.environ.get("TERM_PROGRAM") == "Apple_Terminal":
        yield Finding("clipboard", "note", "this terminal does not take what programs copy")
    else:
        yield Finding("clipboard", "ok", f"{text}, where the terminal allows it")


def _locale(_: Settings) -> Iterator[Finding]:
    encoding = locale.getpreferredencoding(False)
    if encoding.replace("-", "").lower() == "utf8":
        yield Finding("locale", "ok", f"{encoding}: signs are drawn as they are")
    else:
        text = f"{encoding}: signs are drawn in ASCII. LANG=C.UTF-8 or another UTF-8 locale helps"
        yield Finding("locale", "note", text)


def _team(settings: Settings) -> Iterator[Finding]:
    """What leaves this machine while the reader is open, and where to."""
    team = settings.config.team
    if not team.is_on:
        off = " (team.live is off)" if team.address else ""
        yield Finding("team", "ok", f"the reader sends nothing anywhere{off}")
        return
    from annotations.database_address import shown

    here = ", and that you are here and in which article" if team.presence else ""
    text = f"to {shown(team.address)}: labels, notes, comments and decisions with your name, "
    yield Finding("team", "ok", f"{text}the articles that they are about{here}")
    try:
        yield Finding("team", "ok", f"psycopg {version('psycopg')}")
    except PackageNotFoundError:
        text = "psycopg is not installed; pip install 'slugline[team]' brings it"
        yield Finding("team", "bad", text)
        return
    from annotations.errors import ExchangeError
    from annotations.exchange.postgres.address import checked

    try:
        checked(team.address, plain=team.without_tls)
    except ExchangeError as error:
        yield Finding("team", "bad", str(error))


def _disk(settings: Settings) -> Iterator[Finding]:
    from annotations.store.engine import disk

    project = settings.project.absolute()
    there = next(folder for folder in (project, *project.parents) if folder.is_dir())
    state = "" if there == project else " (to be made)"
    yield Finding("project", "ok", f"{project}{state}")
    if not os.access(there, os.W_OK):
        yield Finding("disk", "bad", f"{there} cannot be written; --project names another folder")
        return
    if kind := disk.network_file_system(there):
        text = f"{there} lies on {kind}, where locks and syncs may not hold: use a local disk"
        yield Finding("disk", "bad", text)
    free = shutil.disk_usage(there).free
    yield Finding("disk", "ok" if free > LOW_DISK else "bad", f"{free / 1e9:.1f} GB free")
    yield Finding("disk", "ok", f"a synced write takes {_sync_time(there) * 1000:.1f} ms")


def _sync_time(folder: Path) -> float:
    """Seconds that a small write takes until it is on the disk; the best of three."""
    from tempfile import TemporaryFile

    best = float("inf")
    with TemporaryFile(dir=folder) as file:
        for _ in range(3):
            start = time.perf_counter()
            file.write(b"." * 512)
            file.flush()
            os.fsync(file.fileno())
            best = min(best, time.perf_counter() - start)
    return best


CHECKS: Final[tuple[Callable[[Settings], Iterator[Finding]], ...]] = (
    _versions,
    _terminal,
    _colours,
    _background,
    _notification,
    _clipboard,
    _locale,
    _disk,
    _team,
)
