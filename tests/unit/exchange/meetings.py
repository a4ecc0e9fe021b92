"""What an exchange may travel over, each with the same few things that people do with it."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import Any, Protocol

from annotations.exchange import Report, Sent, pull, push
from annotations.exchange.layout import event_file
from annotations.exchange.push_bundle import zipped
from annotations.exchange.sync import Seen, Synced, sync
from annotations.store import Store
from annotations.store.rows import link_of
from tests.postgres_server import Server
from tests.unit.exchange.colleagues import CONFIG


class Meeting(Protocol):
    """An exchange that several projects take part in."""

    def push(self, store: Store, **options: Any) -> Sent:
        """Let a project push."""

    def pull(self, store: Store, **options: Any) -> Report:
        """Let a project pull."""

    def forge(self, person: str, device: str, line: bytes) -> None:
        """Add to somebody's stream what they did not write, past every rule of the carrier."""


class FolderMeeting:
    """A folder that all of them see."""

    def __init__(self, root: Path) -> None:
        self.path = root / "exchange"

    def push(self, store: Store, **options: Any) -> Sent:
        """Let a project push."""
        return push(store, self.path, CONFIG, **options)

    def pull(self, store: Store, **options: Any) -> Report:
        """Let a project pull."""
        return pull(store, self.path, CONFIG, **options)

    def forge(self, person: str, device: str, line: bytes) -> None:
        """Append to a file."""
        path = self.path / event_file(person, device)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((path.read_bytes() if path.exists() else b"") + line + b"\n")


class ZipMeeting:
    """Mails: everybody sends one file, and passes on what they know."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._last = root / "none.zip"

    def push(self, store: Store, **options: Any) -> Sent:
        """Take in the mail that came last, as whoever answers it has, and send another."""
        if self._last.exists() and self._last.name != self._name(store):
            pull(store, self._last, CONFIG, trusted=self._all())
        self._last = self._root / self._name(store)
        return push(store, self._last, CONFIG, **options)

    def _name(self, store: Store) -> str:
        return f"{id(store)}.zip"

    def _all(self) -> list[str]:
        with zipfile.ZipFile(self._last) as packed:
            return [Path(one).stem for one in packed.namelist() if one.endswith(".jsonl")]

    def pull(self, store: Store, **options: Any) -> Report:
        """Let a project pull."""
        return pull(store, self._last, CONFIG, **options)

    def forge(self, person: str, device: str, line: bytes) -> None:
        """Pack it anew."""
        name = event_file(person, device)
        with zipfile.ZipFile(self._last) as packed:
            files = {one: packed.read(one) for one in packed.namelist()}
        files[name] = files.get(name, b"") + line + b"\n"
        self._last.write_bytes(zipped(files.items()))


class GitMeeting:
    """A repository, of which everybody has a clone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(exist_ok=True)
        self._git(root, "init", "-q", "--bare", "-b", "main", "hub.git")
        self._clones: dict[int, Path] = {}

    def _git(self, folder: Path, *words: str) -> None:
        options = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
        done = subprocess.run(
            ["git", *options, *words], cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def _clone(self, key: int) -> Path:
        if key not in self._clones:
            clone = self._root / f"clone-{len(self._clones)}"
            self._git(self._root, "clone", "-q", "hub.git", clone.name)
            self._clones[key] = clone
        return self._clones[key]

    def _publish(self, clone: Path) -> None:
        self._git(clone, "add", "-A")
        self._git(clone, "commit", "-q", "--allow-empty", "-m", "Labels")
        self._git(clone, "push", "-q", "origin", "HEAD:main")

    def _fetch(self, clone: Path) -> None:
        self._git(clone, "fetch", "-q")
        done = subprocess.run(
            ["git", "rev-parse", "-q", "--verify", "origin/main"],
            cwd=clone, capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode == 0:
            self._git(clone, "reset", "-q", "--hard", "origin/main")

    def push(self, store: Store, **options: Any) -> Sent:
        """Let a project push, and its clone."""
        clone = self._clone(id(store))
        self._fetch(clone)
        sent = push(store, clone, CONFIG, **options)
        self._publish(clone)
        return sent

    def pull(self, store: Store, **options: Any) -> Report:
        """Fetch, and let a project pull."""
        clone = self._clone(id(store))
        self._fetch(clone)
        return pull(store, clone, CONFIG, **options)

    def forge(self, person: str, device: str, line: bytes) -> None:
        """Commit it, as anybody may who has a clone."""
        clone = self._clone(0)
        self._fetch(clone)
        path = clone / event_file(person, device)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((path.read_bytes() if path.exists() else b"") + line + b"\n")
        self._publish(clone)


class PostgresMeeting:
    """A database."""

    def __init__(self, server: Server, address: str) -> None:
        self.server = server
        self.address = address

    def push(self, store: Store, **options: Any) -> Sent:
        """Let a project push."""
        return push(store, self.address, CONFIG, **options)

    def pull(self, store: Store, **options: Any) -> Report:
        """Let a project pull."""
        return pull(store, self.address, CONFIG, **options)

    def forge(self, person: str, device: str, line: bytes) -> None:
        """Insert rows as somebody whom row security does not hold."""
        import psycopg

        link = link_of(line)
        with psycopg.connect(self.address, autocommit=True) as connection:
            [(project,)] = connection.execute("select project from slugline.projects").fetchall()
            connection.execute(
                "insert into slugline.people (project, person, role, lead) "
                "values (%s, %s, 'mallory', false) on conflict do nothing",
                [project, person],
            )
            connection.execute(
                "insert into slugline.devices (project, device, role) "
                "values (%s, %s, 'mallory') on conflict do nothing",
                [project, device],
            )
            connection.execute(
                "insert into slugline.streams values (%s, %s, %s) on conflict do nothing",
                [project, person, device],
            )
            connection.execute(
                "insert into slugline.events values (%s, %s, %s, %s, %s, %s)",
                [project, device, link.seq, link.id, person, line.decode()],
            )

    def empty(self) -> None:
        """Begin again."""
        self.server.run(
            self.address,
            "truncate slugline.projects, slugline.people, slugline.devices, slugline.streams, "
            "slugline.events, slugline.forks, slugline.signatures, slugline.articles, "
            "slugline.departures",
        )


class SyncMeeting(PostgresMeeting):
    """A database, over which projects are kept alike by what was seen before."""

    def __init__(self, server: Server, address: str) -> None:
        super().__init__(server, address)
        self._seen: dict[int, Seen] = {}

    def _sync(self, store: Store, trusted: Any = ()) -> Synced:
        from annotations.exchange.postgres.carrier import connected

        with connected(self.address) as carrier:
            done = sync(store, carrier, CONFIG, self._seen.get(id(store)), trusted=trusted)
        self._seen[id(store)] = done.seen
        return done

    def push(self, store: Store, **options: Any) -> Sent:
        """Keep a project alike, or push it where that needs more to be said."""
        if options or id(store) not in self._seen:
            return super().push(store, **options)
        done = self._sync(store)
        return Sent(
            target="", project=store.project_id, events=0, new=done.sent, articles=0, people=0
        )

    def pull(self, store: Store, **options: Any) -> Report:
        """Keep a project alike; its first pull is whole."""
        if set(options) - {"trusted"} or id(store) not in self._seen:
            report = super().pull(store, **options)
            if not report.held and "join_project" not in options:
                self._sync(store, options.get("trusted", ()))
            return report
        done = self._sync(store, options.get("trusted", ()))
        return done.report or super().pull(store, **options)
