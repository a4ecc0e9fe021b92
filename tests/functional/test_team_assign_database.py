"""Assigning over a real server: by leads alone, and it reaches the writer with the articles."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from annotations.errors import ExchangeError
from annotations.store import Statement, open_store
from annotations.store.assignments import CLAIM, assigned, claimed, read_assignments
from tests.functional.test_team_database import Run, Site, run, site

__all__ = ["run", "site"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two articles that nobody has labelled."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "1.txt").write_text("The harbour opened. Ships came in.")
    (folder / "2.txt").write_text("Apples were picked. They were sold.")
    return folder


def test_a_lead_assigns_and_the_writer_has_it(site: Site, run: Run, corpus: Path) -> None:
    """The articles travel with it, claims go back; the status tells both, and how far it is."""
    site.begin()
    run("bundle", "pull", site.of("lea"), "--project", "lea")
    words = ("--in", str(corpus), "--project", "lea", "--annotator", "Lea")
    said = run("team", "assign", site.of("lea"), "--rule", "--to", "Ana", "--to", "Ben", *words)
    assert said.exit_code == 0, said.output
    assert "2 articles are assigned to" in said.stdout
    assert "Pushed: " in said.stdout
    assert ", 2 articles." in said.stdout
    assert run("bundle", "pull", site.of("ana"), "--project", "ana").exit_code == 0
    store = open_store(Path("ana"))
    ana = store.join("Ana")
    known = read_assignments(store)
    assert len(known.held) == 2
    assert known.of(ana)
    assert set(known.held) <= set(store.frozen_ids())
    free = next(id_ for id_ in known.held if ana not in known.people(id_))
    store.state(ana, claimed({free: ""}, ana, known))
    store.close()
    assert run("bundle", "push", site.of("ana"), "--project", "ana").exit_code == 0
    run("bundle", "pull", site.of("lea"), "--project", "lea")
    found = json.loads(
        run("team", "status", site.of("lea"), "--project", "lea", "--format", "json").stdout
    )
    assert found["schema"] == "team-status/1"
    by_name = {one["name"]: one["assigned"] for one in found["progress"]["people"]}
    assert (by_name["Ana"]["articles"], by_name["Ana"]["claimed"]) == (2, 1)
    text = run("team", "status", site.of("lea"), "--project", "lea").stdout
    assert "Both sides have the same." in text
    assert "Agreement so far" in text


def test_a_writer_may_not_assign_and_is_told_so_first(site: Site, run: Run, corpus: Path) -> None:
    """By the command before anything is said; by the push where it was said offline."""
    site.begin()
    words = ("--in", str(corpus), "--project", "ben", "--annotator", "Ben")
    with pytest.raises(ExchangeError, match="only leads may"):
        run("team", "assign", site.of("ben"), "--rule", "--to", "Ben", *words)
    store = open_store(Path("ben"))
    assert not read_assignments(store).held
    ben = store.join("Ben")
    store.state(ben, [Statement(CLAIM, f"a-0001 {ben}", {"how": "hand"})])
    store.close()
    assert run("bundle", "push", site.of("ben"), "--project", "ben").exit_code == 0
    store = open_store(Path("ben"))
    store.state(ben, assigned({"a-0001": ""}, [ben], read_assignments(store)))
    store.close()
    with pytest.raises(ExchangeError, match="--lead ben"):
        run("bundle", "push", site.of("ben"), "--project", "ben")
    run("team", "init", site.owner, "--lead", "ben")
    try:
        assert run("bundle", "push", site.of("ben"), "--project", "ben").exit_code == 0
    finally:
        # Logins and roles belong to the server, and other tests have a Ben who is no lead.
        with psycopg.connect(site.owner) as connection:
            connection.execute("revoke slugline_lead from ben")
