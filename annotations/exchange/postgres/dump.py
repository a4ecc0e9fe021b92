"""A dump of a team's database as an exchange: what `pg_dump` writes as plain SQL, without a server.

Only the plain format is read: it is text that has stayed the same for decades, and `pg_restore -f`
turns every other one into it without a server. Nothing in it is run; rows of the tables that are
known are taken from its `COPY` blocks, and go through the same checks as the files of a folder.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

from annotations.errors import ExchangeError
from annotations.exchange.archive import Budget, regular
from annotations.exchange.layout import (
    LONGEST_ARTICLE,
    MOST_BYTES,
    MOST_FILES,
    PROJECT,
    article_file,
    event_file,
    signature_file,
)
from annotations.exchange.postgres.rows import event_line, plain

_COPY: Final = re.compile(
    rb"COPY (?:\"?slugline\"?\.)\"?([a-z]+)\"? \(([a-z_, ]+)\) FROM stdin;\s*"
)
_LONGEST: Final = 2 * LONGEST_ARTICLE
"""Bytes of a row: an article, with its backslashes doubled."""
_PLAIN: Final = "Make a plain one: pg_dump --schema=slugline -f dump.sql DATABASE"

Row = dict[bytes, bytes]
"""Fields by column."""


def dump_in(path: Path) -> Path | None:
    """The dump that a path names: a file `.sql`, or a folder that holds one; None if it does not.

    Raises:
        ExchangeError: If it is a dump of another format, or a folder with several.
    """
    if path.is_dir():
        if (path / "toc.dat").exists():
            raise ExchangeError(
                f"{path} is a dump in pg_dump's directory format. Turn it into a plain one, which "
                f"needs no server: pg_restore -f dump.sql {path}"
            )
        found = sorted(path.glob("*.sql")) if not (path / PROJECT).exists() else []
        if len(found) > 1:
            raise ExchangeError(f"{path} holds {len(found)} dumps. Name one of them.")
        return found[0] if found else None
    return path if path.suffix in (".sql", ".dump") and path.exists() else None


class Dump:
    """A dump, read whole.

    Args:
        path: The file.

    Raises:
        ExchangeError: If it is none, or larger than an exchange is.
        OSError: If it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._where = str(path)
        self._budget = Budget(self._where, MOST_BYTES)
        self._files: dict[str, bytes] = {}
        self._events: defaultdict[str, list[tuple[int, bytes]]] = defaultdict(list)
        self._left: dict[str, int] = {}
        self._projects: set[bytes] = set()
        with regular(path.resolve(), self._where) as file:
            self._take(file)
        if len(self._projects) != 1:
            many = f"holds {len(self._projects)} projects" if self._projects else "holds no project"
            raise ExchangeError(f"{self._where} {many} of Slugline, and not one. {_PLAIN}")
        for name, rows in self._events.items():
            last = self._left.get(name)
            kept = (line for seq, line in sorted(rows) if last is None or seq <= last)
            self._files[name] = b"".join(kept)

    def names(self) -> tuple[str, ...]:
        """What the tables hold, by its name in the layout."""
        return tuple(sorted(self._files))

    def read(self, name: str, after: int = 0) -> bytes:
        """What stands under a name."""
        return self._files[name]

    def _take(self, file: IO[bytes]) -> None:
        begun = self._line(file)
        if begun.startswith(b"PGDMP"):
            raise ExchangeError(
                f"{self._where} is a dump in pg_dump's custom format. Turn it into a plain one, "
                f"which needs no server: pg_restore -f dump.sql {self._where}"
            )
        while begun:
            if found := _COPY.fullmatch(begun):
                columns = found[2].split(b", ")
                keep = self._KEEPERS.get(found[1])
                for row in self._rows(file, columns):
                    if keep:
                        keep(self, row)
                        if len(self._files) + len(self._events) > MOST_FILES:
                            raise ExchangeError(
                                f"{self._where} holds more than {MOST_FILES:,} files."
                            )
            elif b"slugline" in begun and begun.startswith(b"INSERT INTO"):
                raise ExchangeError(
                    f"{self._where} was made with --inserts, which is not read. {_PLAIN}"
                )
            begun = self._line(file)

    def _line(self, file: IO[bytes]) -> bytes:
        line = file.readline(_LONGEST)
        self._budget.count(len(line), len(line), "a line", _LONGEST - 1)
        return line

    def _rows(self, file: IO[bytes], columns: list[bytes]) -> Iterator[Row]:
        while (line := self._line(file)) and line.rstrip(b"\r\n") != b"\\.":
            fields = line.rstrip(b"\r\n").split(b"\t")
            if len(fields) == len(columns):
                yield dict(zip(columns, map(plain, fields), strict=True))
        if not line:
            raise ExchangeError(
                f"{self._where} ends amid a table: it is only half here. Copy it again."
            )

    def _project(self, row: Row) -> None:
        self._projects.add(row.get(b"project", b""))
        self._files[PROJECT] = row.get(b"file", b"")

    def _article(self, row: Row) -> None:
        self._files[article_file(_text(row, b"id"))] = row.get(b"body", b"")

    def _signature(self, row: Row) -> None:
        self._files[signature_file(_text(row, b"device"))] = row.get(b"lines", b"")

    def _event(self, row: Row) -> None:
        name = event_file(_text(row, b"person"), _text(row, b"device"))
        line = event_line(row.get(b"seq", b""), row.get(b"id", b""), row.get(b"body", b""))
        self._events[name].append((_number(row), line + b"\n"))

    def _departure(self, row: Row) -> None:
        self._left[event_file(_text(row, b"person"), _text(row, b"device"))] = _number(row)

    _KEEPERS: Final[dict[bytes, Callable[[Dump, Row], None]]] = {
        b"projects": _project,
        b"articles": _article,
        b"signatures": _signature,
        b"events": _event,
        b"forks": _event,
        b"departures": _departure,
    }


def _text(row: Row, column: bytes) -> str:
    return row.get(column, b"").decode(errors="replace")


def _number(row: Row) -> int:
    digits = row.get(b"seq", b"")
    return int(digits) if digits.isdigit() and len(digits) < 19 else 0
