"""The reader with a team's database: what it says of it, and what it leaves alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from annotations.errors import ConfigError
from annotations.exchange import pull, push
from annotations.store import open_store
from tests.conftest import team_database
from tests.functional.app import close, reader_app, rest
from tests.memory_store import MemoryStore
from tests.postgres_server import Server
from tests.unit.exchange.colleagues import CONFIG, everything, label
from tui.app import SluglineApp
from tui.cli import cli
from tui.dialogs.pages import Page

ROOT = Path(__file__).parents[2]


async def until(pilot: Pilot[None], is_so: Callable[[], bool]) -> None:
    """Wait for what a thread says."""
    for _ in range(2_000):
        if is_so():
            return
        await pilot.pause(0.01)
    raise AssertionError("it does not come")


def status(app: SluglineApp) -> str:
    """What the line of labels says of the team."""
    return app.reader.status_bar.value.team[0]


def page_text(app: SluglineApp) -> str:
    """What the page on the top says."""
    page = app.screen
    assert isinstance(page, Page)
    return "\n".join(f"{part.lead} {part.text}" for part in page._parts)


def team_app(seeds: Path, project: Path, address: str, **more: str) -> SluglineApp:
    """The reader, with a team's database in its configuration."""
    extra = "".join(f", {name}: {value}" for name, value in more.items())
    config = f"reader: {{glyphs: unicode}}\nteam: {{url: '{address}', pause: 0.1{extra}}}\n"
    return reader_app([seeds / "estmark-rate-cut"], project=project, config=config)


def begun(address: str, project: Path) -> MemoryStore:
    """A lead has begun, and the project began with that."""
    lead = MemoryStore()
    label(lead, lead.join("Lea"), 0, "claim")
    push(lead, address, CONFIG)
    store = open_store(project)
    pull(store, address, CONFIG)
    store.close()
    return lead


async def test_labels_go_up_and_a_server_that_is_gone_is_said_once(
    seeds: Path, tmp_path: Path
) -> None:
    """The line of labels says it while it lasts; a page says more; nothing is lost."""
    with Server() as server:
        address = team_database(server)
        lead = begun(address, tmp_path / "p")
        app = team_app(seeds, tmp_path / "p", address)
        said: list[str] = []
        app.reader.say = lambda text, *_: said.append(text)  # type: ignore[method-assign]
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: status(app) == "team: all sent")
            await pilot.press("c", "q")
            await rest(pilot)
            team = app.reader.parts.team
            await until(pilot, lambda: team._live is not None and team._live.standing.sent >= 3)
            server.kill()
            await until(pilot, lambda: status(app) == "team: offline")
            await pilot.press("s", "c")
            await until(pilot, lambda: status(app) == "team: offline, 2 to send")
            await pilot.press("f8")
            page = page_text(app)
            assert "cannot be reached" in page
            assert "2 changes" in page
            assert "What leaves this machine" in page
            await pilot.press("escape")
            gone = [text for text in said if "does not answer" in text]
            assert len(gone) == 1
            assert "saved here" in gone[0]
            server.start()
            await until(pilot, lambda: status(app) == "team: all sent")
            assert "The team's server is back: everything is sent." in said
            drawn = app.reader.status_bar.render_line(0).text
            assert "team: all sent  ✓ saved" in drawn
        assert app.reader.parts.team.close(5) == ""
        close(app)
        pull(lead, address, CONFIG)
        assert everything(lead) == everything(open_store(tmp_path / "p", read_only=True))


async def test_quitting_says_what_is_not_sent_yet(seeds: Path, tmp_path: Path) -> None:
    """And does not wait for the server."""
    with Server() as server:
        address = team_database(server)
        begun(address, tmp_path / "p")
        server.kill()
        app = team_app(seeds, tmp_path / "p", address)
        async with app.run_test() as pilot:
            await until(pilot, lambda: status(app).startswith("team: offline"))
            await pilot.press("c", "q")
            await until(pilot, lambda: status(app) == "team: offline, 3 to send")
        assert app.reader.parts.team.close(1.0).startswith("3 changes not sent")
        close(app)


@pytest.mark.parametrize("config", ["", "team: {live: false, url: 'postgresql://x@127.0.0.1/y'}"])
async def test_without_a_database_the_page_says_how_to_name_one(seeds: Path, config: str) -> None:
    """And nothing stands in the line of labels."""
    app = reader_app([seeds], config=f"reader: {{glyphs: unicode}}\n{config}")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert status(app) == ""
        await pilot.press("f8")
        await pilot.pause()
        [told] = [one.message for one in app._notifications]
        assert "`team:` in config.yaml" in told
        assert ("`team.live` is off" in told) == bool(config)
    close(app)


@pytest.mark.parametrize(
    ("team", "parts"),
    [
        ("", ["sends nothing anywhere"]),
        ("team: {service: estmark, live: false}", ["sends nothing anywhere", "team.live is off"]),
        (
            "team: {url: 'postgresql://ana@127.0.0.1/estmark'}",
            ["to postgresql://ana@127.0.0.1/estmark: labels", "that you are here", "psycopg"],
        ),
        (
            "team: {url: 'postgresql://ana@db.example.org/x?sslmode=disable', presence: false}",
            ["articles that they are about\n", "BAD", "sslmode=disable"],
        ),
    ],
)
def test_doctor_says_what_leaves_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, team: str, parts: list[str]
) -> None:
    """What, and where to; and what is wrong with that."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text(team, encoding="utf-8")
    printed = CliRunner().invoke(cli, ["doctor"]).output
    for part in parts:
        assert part in printed


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana:hunter2@db.example.org/x",
        "postgresql://db.example.org/x?password=hunter2",
        "postgresql://ana:hun/ter2@db/x",
        "mysql://ana@db/hunter2",
        "hunter2",
    ],
)
def test_an_address_with_a_secret_is_refused_without_showing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """With where to put it instead, or what an address looks like."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text(f"team: {{url: '{url}'}}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        CliRunner().invoke(cli, ["config", "check"], catch_exceptions=False, standalone_mode=False)
    assert "config.yaml: team: " in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "ter2" not in str(caught.value)
    assert "~/.pgpass" in str(caught.value) or "postgresql://USER@HOST" in str(caught.value)


@pytest.mark.parametrize("team", ["", "team: {live: false, url: 'postgresql://x@127.0.0.1/y'}"])
def test_nothing_of_a_team_is_loaded_without_one(tmp_path: Path, team: str) -> None:
    """Read from `sys.modules` of a fresh process that opened, labelled and closed the reader."""
    program = f"""
import asyncio, sys
from pathlib import Path
from tests.functional.app import close, reader_app, rest
app = reader_app([Path("seeds")], project=Path({str(tmp_path / "p")!r}), config={team!r})
async def main():
    async with app.run_test() as pilot:
        await rest(pilot)
        await pilot.press("c")
        await rest(pilot)
asyncio.run(main())
app.reader.parts.team.close(1)
close(app)
bad = [n for n in sys.modules if n.startswith(("annotations.exchange", "psycopg"))]
sys.exit(str(bad) if bad else 0)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
