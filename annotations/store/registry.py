"""The small tables of a project, at hand: who is who, what number which article has."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotations.store.annotation_rules import nobody
from annotations.store.boundary_rules import BOUNDARY, by_article
from annotations.store.engine.journal import Op
from annotations.store.engine.tinydb_adapter import JournalDB
from annotations.store.event_fold import in_order
from annotations.store.events import Progress
from annotations.store.rows import (
    ARTICLES,
    DEVICES,
    META,
    PEOPLE,
    PROGRESS,
    STATED,
    ArticleRow,
    DeviceRow,
    Meta,
    PersonRow,
    encode,
    stated_of,
)
from annotations.store.statement_rules import Heads

_KNOWN = (META, DEVICES, PEOPLE, ARTICLES)
_progress_of = msgspec.json.Decoder(Progress).decode


def place_of(folder: Path) -> str:
    """A hash of this machine and the folder's path.

    Two copies of a folder are two devices: if they went on with one stream, their events would
    have the same numbers.
    """
    try:
        machine = Path("/etc/machine-id").read_text().strip()
    except OSError:
        machine = ""
    text = f"{machine}\0{os.uname().nodename}\0{folder.resolve()}"
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:16]


class Registry:
    """Kept up to date by the engine, which tells it of each change.

    The dicts are read from any thread; only a thread that writes changes them.
    """

    def __init__(self, db: JournalDB, folder: Path) -> None:
        self._db = db
        self._place = place_of(folder)
        self.meta: Meta | None = None
        self.people: dict[str, int] = {}
        """Numbers by person id."""
        self.names: dict[str, str] = {}
        """Display names by person id, in the order of joining."""
        self.articles: dict[str, int] = {}
        """Numbers by article id, in the order of freezing."""
        self.kept: dict[int, ArticleRow] = {}
        self.since: dict[str, str] = {}
        """When people first joined, by person id."""
        self.here: list[str] = []
        """Those who joined here, in that order."""
        self.devices: set[str] = set()
        """Those that this folder wrote as, here or where it was copied from."""
        self.device = ""
        """This folder's device; empty until it writes for the first time."""
        self._progress: dict[str, dict[str, Progress]] = {}
        """By table and article id, of those tables that were asked for."""
        self._boundaries: dict[str, dict[int, bool]] | None = None
        """By article, where people moved them; None until it is asked for."""
        self._stated: dict[str, dict[str, tuple[int, Heads]]] = {}
        """By table and what it is about, of those tables that were asked for."""
        self.learn(None)
        db.engine.listeners.append(self.learn)

    def learn(self, ops: Sequence[Op] | None) -> None:
        """Take in a change; None: read everything anew."""
        if ops is None:
            self._progress, self._stated, self._boundaries = {}, {}, None
            for name in _KNOWN:
                for doc_id, row in self._db.engine.table(name).items():
                    self._learn(name, doc_id, row)
            return
        for name, doc_id, document in ops:
            if name == STATED + BOUNDARY:
                self._boundaries = None
            if name in self._progress:
                if document is not None:
                    self._progress[name][self.kept[doc_id].id] = _progress_of(document)
            elif name in self._stated:
                if document is not None:
                    stated = stated_of(document)
                    self._stated[name][stated.about] = doc_id, stated.heads
            elif name in _KNOWN and document is not None:
                self._learn(name, doc_id, document)

    def _learn(self, name: str, doc_id: int, document: bytes) -> None:
        if name == ARTICLES:
            article = msgspec.json.decode(document, type=ArticleRow)
            self.articles[article.id] = doc_id
            self.kept[doc_id] = article
        elif name == PEOPLE:
            person = msgspec.json.decode(document, type=PersonRow)
            self.people[person.id] = doc_id
            self.names[person.id] = person.name
            self.since[person.id] = person.since
            if not person.elsewhere and person.id not in self.here:
                self.here.append(person.id)
        elif name == DEVICES:
            device = msgspec.json.decode(document, type=DeviceRow)
            self.devices.add(device.id)
            if device.place == self._place:
                self.device = device.id
        elif name == META and doc_id == 1:
            self.meta = msgspec.json.decode(document, type=Meta)

    def progress(self, person: str) -> dict[str, Progress]:
        """A person's progress by article id; belongs to the registry."""
        name = PROGRESS + person
        known = self._progress.get(name)
        if known is None:
            engine = self._db.engine
            with engine.still():
                rows = engine.table(name).items()
                known = {self.kept[number].id: _progress_of(row) for number, row in rows}
                self._progress[name] = known
        return known

    def stated(self, kind: str) -> dict[str, tuple[int, Heads]]:
        """The registers of a kind by what they are about, each with the number of its row.

        Belongs to the registry.
        """
        name = STATED + kind
        known = self._stated.get(name)
        if known is None:
            engine = self._db.engine
            with engine.still():
                rows = ((number, stated_of(raw)) for number, raw in engine.table(name).items())
                known = {row.about: (number, row.heads) for number, row in rows}
                self._stated[name] = known
        return known

    def boundaries(self, article_id: str) -> dict[int, bool]:
        """The boundaries of an article that people moved; belongs to the registry."""
        if self._boundaries is None:
            registers = ((about, heads) for about, (_, heads) in self.stated(BOUNDARY).items())
            self._boundaries = by_article(registers)
        return self._boundaries.get(article_id, {})

    def own_device(self) -> tuple[str, list[Op]]:
        """This folder's device, and what has to be written if it is a new one."""
        if self.device:
            return self.device, []
        device = DeviceRow("d-" + secrets.token_hex(6), self._place)
        number = self._db.engine.last(DEVICES) + 1
        return device.id, [(DEVICES, number, encode(device))]

    def everybody(self) -> list[str]:
        """Everybody's id, in an order that is the same on every machine."""
        return in_order(self.people, self.since)

    def newcomer(self, person: str = "") -> str:
        """The id of somebody who joins here, a new one unless there is one elsewhere.

        Raises:
            StoreError: If the id is nobody's.
        """
        if person and person not in self.people:
            raise nobody(person)
        return person or "u-" + secrets.token_hex(8)

    def joining(self, person: str, name: str, now: str) -> Op:
        """The row to be written when somebody joins here under a name."""
        row = PersonRow(person, name, since=self.since.get(person) or now)
        return PEOPLE, self.people.get(person) or self._db.engine.last(PEOPLE) + 1, encode(row)
