"""A team's database as a carrier: the files of `layout` are what its tables hold.

Events are read by a cursor for each stream, `{device: seq}`, in which nothing can be skipped: a
stream has one writer, and what it writes at once is there at once. One database is one exchange.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from annotations.errors import ExchangeError
from annotations.exchange.archive import Budget
from annotations.exchange.carrier import Added
from annotations.exchange.layout import (
    ARTICLE_FILE,
    EVENT_FILE,
    GUIDELINE,
    LONGEST_STREAM,
    MOST_BYTES,
    MOST_FILES,
    PROJECT,
    SIGNATURE_FILE,
    article_file,
    event_file,
    limit_of,
    project_of,
    signature_file,
)
from annotations.exchange.postgres.connection import PATIENCE, Connection
from annotations.exchange.postgres.rows import event_line, plain
from annotations.exchange.postgres.schema import check_columns, check_version, version_of
from annotations.exchange.postgres.writing import Writing, digest_of, put_project, row_of

if TYPE_CHECKING:
    import psycopg

AT_ONCE: Final = 20_000
"""Events that are asked for in one question; more of them come stream by stream."""
MOST: Final = MOST_FILES + 1
"""Rows that are asked for where each is a file: one more than there may be."""


class End(NamedTuple):
    """Where a device's stream ends."""

    seq: int
    id: str


class State(msgspec.Struct, frozen=True):
    """What there is in a database, in as much as tells whether anything is new."""

    ends: Mapping[str, End]
    """By device."""
    forks: int
    """Events beside the streams; see `forks` in docs/team.md."""
    articles: int
    signatures: int
    """Another one once a device has signed something else."""


class _Seen(NamedTuple):
    project: str
    state: State
    streams: Mapping[tuple[str, str], int | None]
    """By person and device the number after which nothing counts, where the person has left."""
    signed: Mapping[str, bytes]
    """What stands in the file of signatures, by device."""


@contextmanager
def connected(
    address: str, *, plain: bool = False, patience: float = PATIENCE
) -> Iterator[PostgresCarrier]:
    """A team's database, for as long as it is needed.

    Args:
        address: `postgresql://…`.
        plain: Whether a server elsewhere may be spoken to without TLS.
        patience: Seconds for which a server that is gone is tried again.

    Raises:
        ExchangeError: If it may not be used, or cannot be reached, or has other tables.
    """
    connection = Connection(address, plain=plain, patience=patience)
    try:
        yield PostgresCarrier(connection)
    finally:
        connection.close()


class PostgresCarrier:
    """A team's database.

    Args:
        connection: To it.

    Raises:
        ExchangeError: If its tables are not those that are known here.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._project = ""
        self._streams: set[tuple[str, str]] = set()
        """Persons and devices that are known to be there; none of them ever goes."""
        version = connection.run(version_of, read_only=True)
        check_version(version, connection.where)
        connection.run(lambda cursor: check_columns(cursor, connection.where), read_only=True)
        self.refresh()

    def refresh(self) -> None:
        """Forget what was there: what is asked from now on is answered as of now."""
        self._budget = Budget(self.where, MOST_BYTES)
        self._digests: dict[str, str] | None = None
        self._bodies: dict[str, bytes] = {}
        self._seen: _Seen | None = None
        self._ahead: dict[tuple[str, str], list[tuple[int, bytes]]] | None = None
        """What is new in all streams, by person and device, where it was asked for at once."""
        self.skip_articles = False
        """Whether `names` is without them: whoever asks knows that none is new."""

    @property
    def where(self) -> str:
        """The address, without any secret."""
        return self.connection.where

    def check(self) -> tuple[str, ...]:
        """A database that has the tables may be written to."""
        self.refresh()
        return ()

    @property
    def signed(self) -> Mapping[str, bytes]:
        """What devices have signed, by device, as of the moment that is read."""
        return self._now().signed

    @property
    def project(self) -> str:
        """The id of the project that is exchanged here; empty if nobody has begun."""
        # Once begun, it is the same for good.
        self._project = self._project or self._now().project
        return self._project

    def state(self) -> State:
        """What is there now; a question of a millisecond or two, whatever there is."""
        self.refresh()
        self._project, state = self.connection.run(
            lambda cursor: _state(cursor, self.where), read_only=True
        )
        return state

    def _now(self) -> _Seen:
        """What is there, all of one moment, so that signatures and events belong together."""

        def work(cursor: psycopg.Cursor[Any]) -> _Seen:
            project, state = _state(cursor, self.where)
            cursor.execute(
                b"select s.person, s.device, x.seq from slugline.streams s "
                b"left join slugline.departures x on x.project = s.project "
                b"and x.person = s.person and x.device = s.device where s.project = %s limit %s",
                [project, MOST],
            )
            streams = {(person, device): last for person, device, last in cursor.fetchall()}
            cursor.execute(
                b"select device, lines from slugline.signatures where project = %s", [project]
            )
            signed = {device: lines.encode() for device, lines in cursor.fetchall()}
            self._streams.update(streams)
            return _Seen(project, state, streams, signed)

        if self._seen is None:
            self._seen = self.connection.run(work, read_only=True)
        return self._seen

    def names(self) -> tuple[str, ...]:
        """What there is, by its name in the layout."""
        if not self.project:
            return ()
        now = self._now()
        found = [
            PROJECT,
            *(map(article_file, self._articles()) if not self.skip_articles else ()),
            *(event_file(person, device) for person, device in now.streams),
            *map(signature_file, now.signed),
        ]
        if len(found) > MOST_FILES:
            raise ExchangeError(
                f"{self.where} holds more than {MOST_FILES:,} articles and streams."
            )
        return tuple(sorted(found))

    def has(self, name: str) -> bool:
        """Whether something stands under a name."""
        if name in (PROJECT, GUIDELINE):
            return bool(self.project)
        if found := ARTICLE_FILE.fullmatch(name):
            return found[1] in self._articles()
        return name in self.names()

    def holds(self, name: str, data: bytes) -> bool:
        """Whether this article is there as it is here; streams are never changed."""
        found = ARTICLE_FILE.fullmatch(name)
        return not found or self._articles().get(found[1]) == digest_of(data)

    def read(self, name: str, after: int = 0) -> bytes:
        """What stands under a name."""
        if found := EVENT_FILE.fullmatch(name):
            return b"".join(self._events(name, found[1], found[2], after))
        if found := ARTICLE_FILE.fullmatch(name):
            return self._article(name, found[1])
        if found := SIGNATURE_FILE.fullmatch(name):
            return self._now().signed[found[1]]
        column = "guideline" if name == GUIDELINE else "file"
        return self._field(f"select {column} from slugline.projects where true", name)

    def ids(self, name: str, ours: Mapping[str, bytes]) -> Sequence[str]:
        """The events of a stream that are there; by its last one, if that is one of ours.

        Each event names the one before it, so whoever has the last one has all.
        """
        found = EVENT_FILE.fullmatch(name)
        if not found or not self.project:
            return ()
        person, device = found.groups()
        state = self._now().state
        end = state.ends.get(device)
        if end is None:
            return ()
        if not state.forks and end.id in ours and _is_chain(ours):
            return [one for one, line in ours.items() if row_of(line).seq <= end.seq]
        where = [self.project, device, person]
        query = "select seq, id from slugline.{} where project = %s and device = %s and person = %s"
        rows = [
            row for table in ("events", "forks") for row in self._rows(query.format(table), where)
        ]
        return [event_id for _, event_id in sorted(rows)]

    def write(self, added: Added) -> None:
        """Write all of it in one transaction, which has one effect however often it is tried."""
        about = dict(added.about)
        known = self.project
        project = known or project_of(about[PROJECT], self.where).project

        def work(cursor: psycopg.Cursor[Any]) -> None:
            if PROJECT in about:
                put_project(cursor, about, is_new=not known)
            Writing(cursor, project, self.where, self._streams).put(added)

        self.connection.run(work)
        self.refresh()

    def signed_by(self, device: str) -> bytes:
        """What a device has signed, as it is now; empty if it has not."""
        query = "select lines from slugline.signatures where project = %s and device = %s"
        found = self._rows(query, [self.project, device])
        return str(found[0][0]).encode() if found else b""

    def _articles(self) -> Mapping[str, str]:
        """Digests of the articles by id."""
        if self._digests is None:
            query = f"select id, digest from slugline.articles where project = %s limit {MOST}"
            self._digests = dict(self._rows(query, [self.project]))
        return self._digests

    def _article(self, name: str, article_id: str) -> bytes:
        if article_id not in self._bodies:
            # They are asked for in this order, and each question costs a way to the server.
            found = self._rows(
                "select id, body from slugline.articles where project = %s and id >= %s "
                "and (id = %s or octet_length(body) < 1048576) order by id limit 50",
                [self.project, article_id, article_id],
            )
            self._bodies = {one: body.encode() for one, body in found}
        data = self._bodies.get(article_id)
        if data is None:
            raise ExchangeError(f"{self.where} holds no {name}.")
        self._budget.count(len(data), len(data), name, limit_of(name))
        return data

    def _events(self, name: str, person: str, device: str, after: int) -> Iterator[bytes]:
        now = self._now()
        left, last = now.streams.get((person, device)), now.state.ends.get(device, End(0, "")).seq
        last = last if left is None else min(last, left)
        starts = [("events", after)] if after < last else []
        size = 0
        if self._ahead is not None and starts:
            yield from (
                line for seq, line in self._ahead.get((person, device), ()) if after < seq <= last
            )
            starts = []
        for table, start in [*starts, ("forks", 0)] if now.state.forks else starts:
            query = (
                f"copy (select seq, id, body from slugline.{table} where project = %s "
                "and device = %s and person = %s and seq > %s and seq <= %s order by seq) to stdout"
            )
            bounds = [self.project, device, person, start, last]
            for seq, event_id, body in self._copied(name, query, bounds):
                line = event_line(seq, event_id, plain(body)) + b"\n"
                size += len(line)
                self._budget.count(len(line), size, name, LONGEST_STREAM)
                yield line

    def look_ahead(self, since: Mapping[str, int]) -> None:
        """Ask for what is new in all streams at once, if that is not much, before it is read.

        Fifty people who label give fifty streams with something new, and each question costs a way
        to the server.

        Args:
            since: By device, up to which number its events are known; the same as is read with.
        """
        ends = self._now().state.ends
        tails = [(one, since.get(one, 0), end.seq) for one, end in ends.items()]
        tails = [tail for tail in tails if tail[1] < tail[2]]
        if sum(last - after for _, after, last in tails) > AT_ONCE or len(tails) < 2:
            return
        places = ", ".join(["(%s, %s::bigint, %s::bigint)"] * len(tails))
        query = (
            "copy (select e.person, e.device, e.seq, e.id, e.body "
            f"from (values {places}) as w (device, after, last) join slugline.events e "
            "on e.device = w.device and e.seq > w.after and e.seq <= w.last "
            "where e.project = %s order by e.device, e.seq) to stdout"
        )
        values = [value for tail in tails for value in tail]
        found: dict[tuple[str, str], list[tuple[int, bytes]]] = {}
        for row in self._copied("what is new", query, [*values, self.project]):
            person, device = (plain(field).decode() for field in row[:2])
            line = event_line(row[2], row[3], plain(row[4])) + b"\n"
            self._budget.count(len(line), len(line), "what is new", LONGEST_STREAM)
            found.setdefault((person, device), []).append((int(row[2]), line))
        self._ahead = found

    def _copied(self, name: str, query: str, values: Sequence[object]) -> list[list[bytes]]:
        """The rows of a `COPY`, each its fields as they were written."""

        def work(cursor: psycopg.Cursor[Any]) -> list[list[bytes]]:
            data, size = [], 0
            with cursor.copy(query.encode(), values) as copy:
                for chunk in copy:
                    size += len(chunk)
                    if size > 2 * LONGEST_STREAM:  # every backslash of it comes as two
                        raise ExchangeError(
                            f"{self.where}: {name} is larger than {LONGEST_STREAM:,} bytes."
                        )
                    data.append(bytes(chunk))
            return [row.split(b"\t") for row in b"".join(data).split(b"\n")[:-1]]

        return self.connection.run(work, read_only=True)

    def _field(self, query: str, name: str, *values: str) -> bytes:
        found = self._rows(f"{query} and project = %s", [*values, self.project])
        if not found:
            raise ExchangeError(f"{self.where} holds no {name}.")
        data = str(found[0][0]).encode()
        self._budget.count(len(data), len(data), name, MOST_BYTES)
        return data

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        def work(cursor: psycopg.Cursor[Any]) -> list[tuple[Any, ...]]:
            return cursor.execute(query.encode(), values).fetchall()

        return self.connection.run(work, read_only=True)


def _state(cursor: psycopg.Cursor[Any], where: str) -> tuple[str, State]:
    """The project's id, and what there is of it."""
    cursor.execute(b"select project from slugline.projects order by project limit 2")
    found = cursor.fetchall()
    if len(found) > 1:
        raise ExchangeError(
            f"{where} holds several projects. A database is one exchange: give each project one "
            "of its own."
        )
    project = str(found[0][0]) if found else ""
    cursor.execute(
        b"select d.device, e.seq, e.id from slugline.devices d "
        b"join slugline.events e on e.project = d.project and e.device = d.device "
        b"and e.seq = (select max(l.seq) from slugline.events l "
        b"where l.project = d.project and l.device = d.device) where d.project = %s",
        [project],
    )
    ends = {str(one): End(int(seq), str(event_id)) for one, seq, event_id in cursor.fetchall()}
    cursor.execute(
        b"select (select count(*) from slugline.forks where project = %s), "
        b"(select count(*) from slugline.articles where project = %s), "
        b"(select coalesce(sum(seq + octet_length(lines)), 0) from slugline.signatures "
        b"where project = %s)",
        [project] * 3,
    )
    counts = cursor.fetchone() or (0, 0, 0)
    return project, State(ends, *map(int, counts))


class _Chained(msgspec.Struct, frozen=True):
    id: str
    prev: str = ""


_chained = msgspec.json.Decoder(_Chained).decode


def _is_chain(ours: Mapping[str, bytes]) -> bool:
    """Whether each event follows on the one before, from the first on."""
    before: str | None = ""
    for line in ours.values():
        one = _chained(line)
        if one.prev != before:
            return False
        before = one.id
    return True
