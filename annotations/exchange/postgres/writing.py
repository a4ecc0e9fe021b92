"""Writing one push into a team's tables: rows that are there already are left alone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from annotations.errors import ExchangeError
from annotations.exchange.carrier import Added, Tail
from annotations.exchange.layout import (
    ARTICLE_FILE,
    EVENT_FILE,
    GUIDELINE,
    PROJECT,
    SIGNATURE_FILE,
    project_of,
)

if TYPE_CHECKING:
    import psycopg

BATCH: Final = 1_000
"""Rows of one statement."""


class Row(msgspec.Struct, frozen=True):
    """An event, as far as its columns say it again."""

    id: str
    seq: int


class _Kind(msgspec.Struct, frozen=True):
    kind: str = ""


_kind_of = msgspec.json.Decoder(_Kind).decode


def _assigns(line: bytes) -> bool:
    # Decoded only where it may be: a day offline has thousands of lines.
    return b'"assign' in line and _kind_of(line).kind.startswith("assign")


row_of = msgspec.json.Decoder(Row).decode


class Writing:
    """The rows of one push, in one transaction."""

    def __init__(
        self,
        cursor: psycopg.Cursor[Any],
        project: str,
        where: str,
        known: Collection[tuple[str, str]],
    ) -> None:
        self._cursor = cursor
        self._known = known
        self._project = project
        self._where = where

    def put(self, added: Added) -> None:
        """Add all of it; what is there already is left alone."""
        tails = [tail for tail in added.tails if tail.new]
        self._see_who_assigns(tails)
        signed = [SIGNATURE_FILE.fullmatch(name) for name, _ in added.signatures]
        streams = [
            found.groups() for tail in added.tails if (found := EVENT_FILE.fullmatch(tail.name))
        ]
        new = [one for one in streams if one not in self._known]
        if new:
            self._claim("devices", "device", sorted({device for _, device in new}))
            self._claim("people", "person", sorted({person for person, _ in new}))
            self._add("streams (project, person, device)", new)
        for name, data in added.articles:
            if found := ARTICLE_FILE.fullmatch(name):
                row = (found[1], digest_of(data), data.decode())
                self._add("articles (project, id, digest, body)", [row])
        for tail in tails:
            self._append(tail)
        for (_, data), found in zip(added.signatures, signed, strict=True):
            if found:
                self._sign(found[1], data)

    def _see_who_assigns(self, tails: Sequence[Tail]) -> None:
        """See that assignments come from a lead, as row security will: it only says no.

        Raises:
            ExchangeError: If not.
        """
        if not any(_assigns(line) for tail in tails for line in tail.new):
            return
        self._cursor.execute(
            b"select session_user, pg_has_role(session_user, 'slugline_lead', 'member')"
        )
        login, leads = self._cursor.fetchone() or ("", False)
        if not leads:
            raise ExchangeError(
                f"{self._where}: here somebody assigned articles, which a database takes from "
                f"leads alone, and “{login}” is none. Nothing was sent, and nothing is lost. "
                "Whoever keeps the database makes one: `slugline team init URL --lead "
                f"{login}`; then push again."
            )

    def _claim(self, table: str, column: str, ids: Sequence[str]) -> None:
        """Say that streams are ours; the first login to say so has them for good.

        Raises:
            ExchangeError: If another login has them.
        """
        for one in ids:
            lead = ", lead" if table == "people" else ""
            value = ", pg_has_role(session_user, 'slugline_lead', 'member')" if lead else ""
            self._cursor.execute(
                f"insert into slugline.{table} (project, {column}, role{lead}) "
                f"values (%s, %s, session_user{value}) on conflict do nothing".encode(),
                [self._project, one],
            )
            self._cursor.execute(
                f"select role, session_user from slugline.{table} "
                f"where project = %s and {column} = %s".encode(),
                [self._project, one],
            )
            row = self._cursor.fetchone()
            if row and row[0] != row[1]:
                raise ExchangeError(
                    f"{self._where}: {one} writes there as “{row[0]}”, and you are connected as "
                    f"“{row[1]}”. Connect as that login, as whom this person began."
                )

    def _append(self, tail: Tail) -> None:
        found = EVENT_FILE.fullmatch(tail.name)
        assert found
        person, device = found.groups()
        rows = []
        for line in tail.new:
            head = row_of(line)
            rows.append((device, head.seq, head.id, person, line.decode()))
        columns = "(project, device, seq, id, person, body)"
        added = self._add(f"events {columns}", rows)
        if added == len(rows):
            return
        # Some were there: by an answer that was lost; or the stream was written twice.
        self._cursor.execute(
            b"select id from slugline.events where project = %s and device = %s and seq >= %s",
            [self._project, device, min(row[1] for row in rows)],
        )
        there = {row[0] for row in self._cursor.fetchall()}
        self._add(f"forks {columns}", [row for row in rows if row[2] not in there])

    def _sign(self, device: str, data: bytes) -> None:
        seq = max((_seq_of(line) for line in data.splitlines()), default=0)
        # Of two windows on one project the later state counts, whichever comes last.
        self._cursor.execute(
            b"insert into slugline.signatures (project, device, seq, lines) "
            b"values (%s, %s, %s, %s) on conflict (project, device) do update "
            b"set lines = excluded.lines, seq = excluded.seq, seen = now() "
            b"where signatures.seq <= excluded.seq",
            [self._project, device, seq, data.decode()],
        )

    def _add(self, columns: str, rows: Sequence[tuple[object, ...]]) -> int:
        """Insert rows that are not there; how many were not."""
        count = 0
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            places = ", ".join(["(" + ", ".join(["%s"] * (1 + len(batch[0]))) + ")"] * len(batch))
            values = [value for row in batch for value in (self._project, *row)]
            self._cursor.execute(
                f"insert into slugline.{columns} values {places} on conflict do nothing".encode(),
                values,
            )
            count += self._cursor.rowcount
        return count


class _Signed(msgspec.Struct, frozen=True):
    seq: int = 0


def _seq_of(line: bytes) -> int:
    return msgspec.json.decode(line, type=_Signed).seq


def put_project(cursor: psycopg.Cursor[Any], about: Mapping[str, bytes], *, is_new: bool) -> None:
    """Write project file and guideline."""
    file = project_of(about[PROJECT], "the project")
    values = [about[PROJECT].decode(), about.get(GUIDELINE, b"").decode(), file.project]
    query = "update slugline.projects set file = %s, guideline = %s where project = %s"
    if is_new:
        query = (
            "insert into slugline.projects (file, guideline, project) values (%s, %s, %s) "
            "on conflict do nothing"
        )
    cursor.execute(query.encode(), values)


def digest_of(data: bytes) -> str:
    """What an article there is compared with one here by."""
    return hashlib.sha256(data.strip()).hexdigest()
