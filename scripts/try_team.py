"""A team on this machine, to be tried out: a server, a lead's articles, two annotators."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.postgres_server import Server  # noqa: E402

LEAD, WRITERS = "lea", ("ana", "ben")


def slugline(*words: str, folder: Path) -> None:
    """Run a command, and stop where it fails."""
    command = [sys.executable, "-m", "tui", *words]
    done = subprocess.run(
        command, cwd=folder, env={**_environment()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr or done.stdout)


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def prepare(server: Server, folder: Path) -> None:
    """Make a team's database, let a lead hand out the samples, and make a folder for each."""
    owner = server.make("team")
    writers = [word for name in WRITERS for word in ("--writer", name)]
    slugline("team", "init", owner, *writers, "--lead", LEAD, folder=folder)
    for name in (LEAD, *WRITERS):
        (folder / name).mkdir()
        address = server.address("team", name)
        config = f"annotator: {name.title()}\nteam:\n  url: {address}\n"
        (folder / name / "config.yaml").write_text(config)
    shutil.copytree(ROOT / "seeds", folder / LEAD / "articles")
    words = ("bundle", "push", server.address("team", LEAD), "--articles", "articles")
    slugline(*words, folder=folder / LEAD)
    for name in WRITERS:
        slugline("bundle", "pull", server.address("team", name), folder=folder / name)


def main() -> None:
    """Start it, say what to type, and end it with ctrl+c."""
    folder = Path(tempfile.mkdtemp(prefix="slugline-team-"))
    program = Path(sys.executable).with_name("slugline")
    try:
        with Server() as server:
            prepare(server, folder)
            print(f"A PostgreSQL of your own on 127.0.0.1:{server.port}, without passwords.\n")
            for name in WRITERS:
                print(f"In a terminal, as {name.title()}:\n")
                print(f"  cd {folder / name}")
                print(f"  {program} .\n")
            print("What one labels, the other has within a second; F8 says who is here.\n")
            print("How it stands, from anywhere:\n")
            print(f"  {program} team members {server.address('team', LEAD)}")
            print(f"  {program} team status {server.address('team', LEAD)}\n")
            print("ctrl+c ends the server and removes all of it.", flush=True)
            # Ended by a signal it removes what it made, too.
            for one in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(one, lambda *_: sys.exit(0))
            signal.pause()
    except KeyboardInterrupt:
        print()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
