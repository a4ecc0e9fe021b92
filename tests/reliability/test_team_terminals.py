"""Two programs in two terminals, and a script, on one story over one server that comes and goes."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from annotations.exchange import pull, push
from annotations.exchange.postgres.connection import Connection
from annotations.exchange.postgres.schema import init
from annotations.store import Store, open_store
from benchmarks.terminal import Terminal
from tests.conftest import team_database
from tests.memory_store import MemoryStore
from tests.postgres_server import Server
from tests.reliability.failing_disk import FULL
from tests.unit.exchange.colleagues import CONFIG, everything, label

ROOT = Path(__file__).parents[2]
ROUNDS = 8 if FULL else 1
OFFLINE = 100
"""Labels while the server is stopped."""
_ANSI = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z$]|\x1b\][^\x07]*\x07")


def shown(terminal: Terminal, text: str, timeout: float = 30.0) -> None:
    """Wait until a picture says something."""
    terminal.until(lambda out: text in _ANSI.sub(b"", out).decode("utf-8", "ignore"), timeout)


def said(folder: Path) -> tuple[object, ...]:
    """All that a project holds, read beside the program that has it open."""
    store = open_store(folder, read_only=True)
    try:
        return everything(store)
    finally:
        store.close()


def until_equal(*folders: Path) -> None:
    """Wait until the projects hold the same."""
    deadline = time.monotonic() + 60
    while True:
        states = [said(one) for one in folders]
        if all(state == states[0] for state in states):
            return
        assert time.monotonic() < deadline, [len(state[-1]) for state in states]  # type: ignore[arg-type]
        time.sleep(0.1)


def count(store: Store, person: str) -> int:
    """Labels that somebody gave."""
    names = {one for one, name in store.people().items() if name == person}
    return sum(1 for one in store.annotations() if one.person in names and one.label)


def begun(server: Server, folder: Path) -> None:
    """Lea begins; Ana and Ben have projects and configurations, and a story of two articles."""
    owner = team_database(server)
    connection = Connection(owner)
    init(connection, ["ana", "ben"], ["lea"])
    connection.close()
    lead = MemoryStore()
    label(lead, lead.join("Lea"), 0, "claim")
    push(lead, server.address("team", "lea"), CONFIG)
    story = folder / "story"
    story.mkdir()
    for number in range(2):
        text = "\n".join(
            f"Officials of district {number} counted {n} lorries on day {n}." for n in range(200)
        )
        (story / f"report-{number}.txt").write_text(text + "\n", encoding="utf-8")
    for name in ("ana", "ben", "cy"):
        address = server.address("team", "ana" if name == "cy" else name)
        store = open_store(folder / name)
        pull(store, address, CONFIG)
        store.close()
        (folder / f"{name}.yaml").write_text(
            f"annotator: {name}\nreader: {{panes: 1, carry: never}}\nteam: {{url: '{address}'}}\n",
            encoding="utf-8",
        )


def reader(folder: Path, name: str) -> Terminal:
    """The program, as somebody opens it."""
    return Terminal(
        sys.executable, "-m", "tui", "--config", str(folder / f"{name}.yaml"),
        "--project", str(folder / name), str(folder / "story"), cwd=ROOT, columns=140,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(1800 if FULL else 150)
def test_two_label_a_story_and_one_server_is_stopped_and_killed(tmp_path: Path) -> None:
    """A hundred labels offline; both end equal, and see each other in the review."""
    with Server(syncs=True) as server:
        begun(server, tmp_path)
        with reader(tmp_path, "ana") as ana, reader(tmp_path, "ben") as ben:
            for one in (ana, ben):
                shown(one, "team: ")
            for _ in range(ROUNDS):
                for one, key in ((ana, b"c"), (ben, b"q")):
                    one.send(key * 5)
                until_equal(tmp_path / "ana", tmp_path / "ben")
                server.kill()
                ana.send(b"c" * OFFLINE)
                shown(ana, "offline, ")
                ben.send(b"q" * 10)
                shown(ben, "offline, ")
                ana.take(1.0)
                server.start()
                until_equal(tmp_path / "ana", tmp_path / "ben")
                for one in (ana, ben):
                    one.send(b"\x1b[H")
            for one in (ana, ben):
                one.take(0.5)
                one.send(b"r")
                shown(one, "claim ↔ quote")
        store = open_store(tmp_path / "ben", read_only=True)
        assert count(store, "ana") >= OFFLINE
        assert count(store, "ben") >= 15
        store.close()
        rows = server.run(server.address("team"), "select count(*) from slugline.forks")
        assert rows == [(0,)]


_SCRIPT = """
import sys
from pathlib import Path
from annotations.config import load_config
from annotations.exchange.live import Live
from annotations.store import open_store
from tests.unit.exchange.colleagues import label
folder, config, name, number = sys.argv[1:]
store = open_store(Path(folder))
me = store.join(name)
live = Live(load_config(Path(config)), store=lambda: store, write=lambda step: step(),
            tell=lambda now: None, where=lambda: (me, ""))
live.start()
for at in range(int(number)):
    label(store, me, at % 3, ("claim", "quote", "speculation")[at // 3 % 3], at % 2)
    live.changed()
left = live.close(60)
store.close()
sys.exit(left)
"""


@pytest.mark.slow
@pytest.mark.timeout(1800 if FULL else 150)
def test_three_label_at_once_by_script(tmp_path: Path) -> None:
    """Everything that each of them did is with all of them."""
    labels = 2_000 if FULL else 120
    with Server() as server:
        begun(server, tmp_path)
        init_third = Connection(server.address("team"))
        init(init_third, ["cy"], [])
        init_third.close()
        config = (tmp_path / "cy.yaml").read_text(encoding="utf-8")
        (tmp_path / "cy.yaml").write_text(config.replace("//ana@", "//cy@"), encoding="utf-8")
        names = ("ana", "ben", "cy")
        running = [
            subprocess.Popen(
                [sys.executable, "-c", _SCRIPT, str(tmp_path / name),
                 str(tmp_path / f"{name}.yaml"), name, str(labels)],
                cwd=ROOT, stderr=subprocess.PIPE, text=True,
            )
            for name in names
        ]  # fmt: skip
        for one in running:
            _, error = one.communicate(timeout=120 if not FULL else 1200)
            assert one.returncode == 0, error
        stores = [open_store(tmp_path / name) for name in names]
        for name, store in zip(names, stores, strict=True):
            pull(store, server.address("team", name), CONFIG)
        states = [everything(store) for store in stores]
        assert all(state == states[0] for state in states)
        assert len(states[0][-1]) == 2 + 3 * (1 + labels)  # type: ignore[arg-type]
        for store in stores:
            store.close()
