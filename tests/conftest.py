"""What every test has in common: no user's configuration, no colours of this terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.postgres_server import Server

# Where a machine is busy a deadline fails for reasons that are not the code's.
settings.register_profile("slugline", deadline=None, max_examples=60, print_blob=True)
settings.load_profile("slugline")

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _nobodys_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither the user's configuration nor the terminal's settings reach a test."""
    for name in ("NO_COLOR", "COLORTERM", "TEXTUAL", "TEXTUAL_THEME", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "no-state"))
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def seeds() -> Path:
    """The sample articles."""
    return ROOT / "seeds"


def team_database(server: Server, name: str = "team") -> str:
    """A database with the tables of a team, and nothing in them; its address."""
    from annotations.exchange.postgres.connection import Connection
    from annotations.exchange.postgres.schema import init

    address = server.make(name)
    server.run(address, "drop schema if exists slugline cascade")
    connection = Connection(address)
    init(connection, [], [])
    connection.close()
    return address


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL, for as long as the tests run."""
    from tests.postgres_server import Server

    with Server() as server:
        yield server


@pytest.fixture
def database(postgres: Server) -> str:
    """The address of a new database with the tables of a team."""
    return team_database(postgres)
