"""What an exchange holds: read whole and checked before the project hears of any of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from annotations.errors import ExchangeError
from annotations.exchange.article_file import frozen_of
from annotations.exchange.carrier import Source
from annotations.exchange.layout import (
    ARTICLE_FILE,
    EVENT_FILE,
    PROJECT,
    SIGNATURE_FILE,
    ProjectFile,
    misplaced,
    project_of,
)
from annotations.exchange.vouchers import Voucher, vouchers_of
from annotations.store import FrozenArticle
from annotations.store.rows import Link

LONGEST_LINE: Final = 1 << 20
"""Bytes of an event."""
MOST_EVENTS: Final = 2_000_000
MOST_NONSENSE: Final = 10_000
"""Lines that are no events: with more of them it is no exchange."""


class Writer(NamedTuple):
    """Somebody, on one device: the only one who writes that stream."""

    person: str
    device: str


class Place(NamedTuple):
    """A line of a file, counted from 1."""

    name: str
    line: int

    def __str__(self) -> str:
        return f"{self.name}, line {self.line:,}"


class Arrived(NamedTuple):
    """What an exchange holds."""

    where: str
    project: ProjectFile
    lines: list[bytes]
    """Events, as they came."""
    places: list[Place]
    """Where each of them stands."""
    writers: list[Writer]
    """Who each of them is said to be of."""
    links: list[Link]
    """How each of them hangs together with others, as it says."""
    names: dict[str, str]
    """Display names by person, as far as they are said; the last one in each stream."""
    articles: list[FrozenArticle]
    refused: tuple[str, ...]
    """What was not taken, and why."""
    notes: tuple[str, ...]
    """What somebody should know, and that is nobody's fault."""
    vouchers: list[Voucher]
    """What devices are said to have signed."""

    def by_writer(self) -> Counter[Writer]:
        """How many events each writer has here."""
        return Counter(self.writers)


class Head(msgspec.Struct, frozen=True):
    """Who an event is of; the rest is looked at by the store."""

    id: str
    person: str
    device: str
    type: str = ""
    note: str = ""
    seq: int = 0
    prev: str = ""
    hlc: str = ""

    @property
    def link(self) -> Link:
        """It as a part of its stream."""
        return Link(self.id, self.person, self.seq, self.prev, self.hlc)


class Line(NamedTuple):
    """A line of an event file that is not blank."""

    number: int
    """From 1."""
    data: bytes
    head: Head | None
    """None if it is no event."""
    is_cut_off: bool
    """Whether it is the beginning of one: the last line, and nothing ends it."""


_head_of = msgspec.json.Decoder(Head).decode


def lines_of(data: bytes, where: str) -> Iterator[Line]:
    """Take an event file apart.

    Raises:
        ExchangeError: If a line is longer than any event.
    """
    at, number = len(b"\xef\xbb\xbf") if data.startswith(b"\xef\xbb\xbf") else 0, 0
    while at < len(data):
        end = data.find(b"\n", at)
        is_last = end < 0
        line = data[at : len(data) if is_last else end]
        at, number = at + len(line) + 1, number + 1
        if len(line) > LONGEST_LINE:
            raise ExchangeError(
                f"{where}, line {number:,} is longer than {LONGEST_LINE:,} bytes: no event is."
            )
        if line.strip():
            head = _head(line)
            yield Line(number, line.rstrip(b"\r"), head, is_last and head is None)


def _head(line: bytes) -> Head | None:
    try:
        return _head_of(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def read_from(
    source: Source,
    where: str,
    since: Mapping[str, int] | None = None,
    without: Collection[str] = (),
) -> Arrived:
    """Read an exchange whole, or what is new in it.

    What is wrong with one event or one article is said in `refused`, and the rest stands; what is
    wrong with the exchange itself ends it.

    Args:
        source: The exchange.
        where: What it is called.
        since: By device, up to which number its events may be left out: they are known here.
        without: Names in the layout that are left out.

    Raises:
        ExchangeError: If it is no exchange, of a later version, cannot be read, or holds what may
            harm: links, paths that lead out, files that are too large, much that is no event.
    """
    return _Reading(source, where, since or {}).whole(without)


class _Reading:
    def __init__(self, source: Source, where: str, since: Mapping[str, int]) -> None:
        self._source = source
        self._since = since
        self._where = where
        self._found = Arrived(
            where, ProjectFile(project="", salt=""), [], [], [], [], {}, [], (), (), []
        )
        self._refused: list[str] = []
        self._notes: list[str] = []
        self._nonsense = 0

    def whole(self, without: Collection[str]) -> Arrived:
        names = self._source.names()
        if PROJECT not in names:
            raise ExchangeError(
                f"{self._where} is no exchange: there is no {PROJECT}. "
                "`slugline bundle push` makes one."
            )
        project = project_of(self._source.read(PROJECT), self._where)
        self._notes += [f"{name}: not looked at." for name in misplaced(names)[:20]]
        for name in names:
            if name in without:
                continue
            if found := EVENT_FILE.fullmatch(name):
                self._take_events(name, Writer(found[1], found[2]))
            elif found := ARTICLE_FILE.fullmatch(name):
                self._take_article(name, found[1])
            elif found := SIGNATURE_FILE.fullmatch(name):
                self._found.vouchers.extend(vouchers_of(self._source.read(name), found[1]))
        return self._found._replace(
            project=project, refused=tuple(self._refused), notes=tuple(self._notes)
        )

    def _take_article(self, name: str, article_id: str) -> None:
        try:
            self._found.articles.append(frozen_of(self._source.read(name), article_id))
        except ValueError as error:
            self._refused.append(f"{name}: {error}")

    def _take_events(self, name: str, writer: Writer) -> None:
        data = self._source.read(name, self._since.get(writer.device, 0))
        if b"\r\n" in data:
            self._notes.append(f"{name}: something changed its line ends; that does no harm.")
        for line in lines_of(data, f"{self._where}: {name}"):
            place = Place(name, line.number)
            if line.is_cut_off:
                self._notes.append(f"{place} was cut off, and is left to the next pull.")
            elif line.head is None:
                self._refuse(place, "no event.")
            elif (line.head.person, line.head.device) != writer:
                self._refuse(place, f"{line.head.id[:34]} is of another stream.")
            else:
                self._take(place, line.data, line.head, writer)

    def _refuse(self, place: Place, why: str) -> None:
        self._nonsense += 1
        if self._nonsense > MOST_NONSENSE:
            raise ExchangeError(
                f"{self._where}: {place.name} and others hold more than {MOST_NONSENSE:,} lines "
                "that are no events of their streams. Nothing was taken."
            )
        self._refused.append(f"{place}: {why}")

    def _take(self, place: Place, line: bytes, head: Head, writer: Writer) -> None:
        found = self._found
        if len(found.lines) == MOST_EVENTS:
            raise ExchangeError(f"{self._where} holds more than {MOST_EVENTS:,} events.")
        found.lines.append(line)
        found.places.append(place)
        found.writers.append(writer)
        found.links.append(head.link)
        if head.type == "person":
            found.names[head.person] = head.note


def only(arrived: Arrived, wanted: Iterator[bool]) -> Arrived:
    """The same with those events only for which `wanted` is true, one by one."""
    kept = [at for at, is_wanted in enumerate(wanted) if is_wanted]
    return arrived._replace(
        lines=[arrived.lines[at] for at in kept],
        places=[arrived.places[at] for at in kept],
        writers=[arrived.writers[at] for at in kept],
        links=[arrived.links[at] for at in kept],
    )
