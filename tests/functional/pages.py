"""Runs the commands that stand on a page of the documentation, as a reader would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]

_BLOCK = re.compile(r"(?ms)^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$")


class Command(NamedTuple):
    """A command of a page, and what the page says it prints."""

    text: str
    shown: tuple[str, ...]
    """Lines that are printed in this order; what the page leaves out (`...`) is not among them."""


class File(NamedTuple):
    """A file that the page tells its reader to write."""

    name: str
    text: str


def steps(page: Path) -> list[Command | File]:
    """What a page tells its reader to do: `console` blocks, and blocks that have a title."""
    found: list[Command | File] = []
    for language, title, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if title:
            found.append(File(title, text))
        elif language == "console":
            found += _commands(text)
    return found


def _commands(block: str) -> list[Command]:
    parts = re.split(r"(?m)^\$ ", block.replace("\\\n", ""))
    assert not parts[0].strip(), parts[0]
    found = []
    for part in parts[1:]:
        command, _, shown = part.partition("\n")
        lines = (line.strip() for line in shown.splitlines())
        found.append(Command(command, tuple(one for one in lines if one not in ("", "..."))))
    return found


def follow(page: Path, folder: Path) -> list[str]:
    """Do everything that a page says, in a folder, and see that it shows what is printed.

    Returns:
        What each command printed, on stdout and stderr together.
    """
    programs = folder / "bin"
    programs.mkdir()
    for name, words in (("slugline", "-m tui"), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n')
        (programs / name).chmod(0o755)
    place = folder / "place"
    place.write_text(str(folder))
    environment = {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PLACE": str(place),
    }
    printed = []
    for step in steps(page):
        here = Path(place.read_text().strip())
        if isinstance(step, File):
            (here / step.name).write_text(step.text, encoding="utf-8")
            continue
        done = subprocess.run(
            ["bash", "-c", f'set -euo pipefail\n{step.text}\npwd > "$PLACE"\n'],
            cwd=here,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"$ {step.text}\n{done.stdout}"
        _see(step, done.stdout)
        printed.append(done.stdout)
    return printed


def _see(step: Command, printed: str) -> None:
    """See that a command printed what the page shows, in that order."""
    lines = iter(" ".join(line.split()) for line in printed.splitlines())
    for shown in step.shown:
        wanted = " ".join(shown.split())
        assert any(line == wanted for line in lines), f"$ {step.text}\n{shown}\nnot in\n{printed}"
