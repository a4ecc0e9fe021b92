"""TinyDB over the journal: its tables and queries, at the cost of what is asked for.

Stock TinyDB rebuilds every document of a table on each call, and writes all of them. Here a table
decodes what is looked at, and a change writes what changed: one line, synced.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from annotations.errors import StoreError
from annotations.store.engine.engine import Engine
from annotations.store.engine.journal import ALL, Op
from annotations.store.engine.overlay_table import Layered
from annotations.store.engine.recovery import OWN_TABLE

Documents = dict[str, Any]


def decoded(document: bytes) -> Documents:
    """A document from its JSON."""
    try:
        found: Documents = msgspec.json.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError):
        # Another program may have written what msgspec refuses, such as lone surrogates.
        found = json.loads(document)
    return found


def encoded(document: Mapping[str, Any]) -> bytes:
    """A document as JSON on one line.

    Raises:
        ValueError: If it would not come back as it is; msgspec writes NaN as null and a set as a
            list without a word.
    """
    _refuse_lossy(document)
    try:
        return msgspec.json.encode(document)
    except (OverflowError, UnicodeEncodeError) as error:
        raise ValueError(f"It cannot be kept as JSON: {error}") from error


_PLAIN = frozenset({str, int, bool, type(None)})
"""What most values are, and JSON keeps as it is."""


def _refuse_lossy(value: object) -> None:
    if type(value) in _PLAIN:
        return
    if type(value) is dict or isinstance(value, Mapping):
        for key, part in value.items():
            if not isinstance(key, str):
                raise ValueError(f"The key {key!r} of a document is not text.")
            if type(part) not in _PLAIN:
                _refuse_lossy(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_lossy(part)
    elif isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value} cannot be kept as JSON.")
    elif value is not None and not isinstance(value, str | int | float):
        raise ValueError(f"A {type(value).__name__} cannot be kept as JSON.")


class LazyTable(Mapping[str, Documents]):
    """A table as TinyDB reads it: numbers as text, documents decoded when they are looked at."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    def __getitem__(self, key: str) -> Documents:
        document = self._engine.get(self._name, int(key))
        if document is None:
            raise KeyError(key)
        return decoded(document)

    def __iter__(self) -> Iterator[str]:
        return (str(doc_id) for doc_id, _ in self._engine.view(self._name).items())

    def __len__(self) -> int:
        return len(self._engine.view(self._name))

    def items(self) -> Any:
        """Pairs of number and document, decoded one by one."""
        view = self._engine.view(self._name)
        return ((str(doc_id), decoded(document)) for doc_id, document in view.items())


class Changes(MutableMapping[int, Documents]):
    """A table as TinyDB changes it; remembers what was handed out, and so may have changed."""

    __slots__ = ("_cleared", "_gone", "_out", "_table")

    def __init__(self, table: Layered) -> None:
        self._table = table
        self._out: dict[int, Documents] = {}
        self._gone: set[int] = set()
        self._cleared = False

    def ops(self, name: str) -> list[Op]:
        """What has to be written."""
        ops: list[Op] = [(name, ALL, None)] if self._cleared else []
        if self._gone:
            ops += [(name, doc_id, None) for doc_id in sorted(self._gone)]
        for doc_id, document in self._out.items():
            raw = encoded(document)
            if self._cleared or raw != self._table.get(doc_id):
                ops.append((name, doc_id, raw))
        return ops

    def __getitem__(self, doc_id: int) -> Documents:
        found = self._out.get(doc_id)
        if found is None:
            document = self._stored(doc_id)
            if document is None:
                raise KeyError(doc_id)
            found = self._out[doc_id] = decoded(document)
        return found

    def __setitem__(self, doc_id: int, document: Mapping[str, Any]) -> None:
        self._gone.discard(doc_id)
        self._out[doc_id] = dict(document)

    def __delitem__(self, doc_id: int) -> None:
        stored = self._stored(doc_id) is not None
        if self._out.pop(doc_id, None) is None and not stored:
            raise KeyError(doc_id)
        if stored:
            self._gone.add(doc_id)

    def __contains__(self, doc_id: object) -> bool:
        if not isinstance(doc_id, int):
            return False
        return doc_id in self._out or self._stored(doc_id) is not None

    def __iter__(self) -> Iterator[int]:
        stored = [] if self._cleared else [doc_id for doc_id, _ in self._table.items()]
        yield from (doc_id for doc_id in stored if doc_id not in self._gone)
        known = set(stored)
        yield from (doc_id for doc_id in list(self._out) if doc_id not in known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document."""
        self._out, self._gone, self._cleared = {}, set(), True

    def _stored(self, doc_id: int) -> bytes | None:
        if self._cleared or doc_id in self._gone:
            return None
        return self._table.get(doc_id)


class JournalStorage(Storage):
    """TinyDB's storage, which is the journal.

    Args:
        path: The file that stock TinyDB can open after a clean close.
        read_only: Why nothing may be changed; empty if it may.
        owned: Beginnings of the names of tables that are changed through `engine` only.
        engine: Other tables than those at `path`.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: str = "",
        owned: tuple[str, ...] = (),
        engine: Engine | None = None,
    ) -> None:
        self.engine = engine or Engine(Path(path), read_only=read_only)
        self.owned = owned

    def read(self) -> dict[str, Any]:
        """Every table that holds something."""
        self.engine.refresh()
        tables = ((name, LazyTable(self.engine, name)) for name in self.engine.names())
        return {name: table for name, table in tables if len(table)}

    def write(self, data: Mapping[str, Any]) -> None:
        """Make the tables those of `data`; what `read` gave is known not to have changed."""

        def build() -> tuple[list[Op], None]:
            ops: list[Op] = [(name, ALL, None) for name in self.engine.names() if name not in data]
            for name, documents in data.items():
                if not isinstance(documents, LazyTable):
                    ops.append((name, ALL, None))
                    ops += [(name, int(key), encoded(one)) for key, one in documents.items()]
            self.refuse_owned(ops)
            return ops, None

        self.engine.write(build)

    def refuse_owned(self, ops: list[Op]) -> None:
        """Raise `StoreError` if one of the changes would go past the rules of the store."""
        for name, _, _ in ops:
            if name.startswith(self.owned) or name == OWN_TABLE:
                raise StoreError(
                    f"Table {name} is kept by the store itself; it changes by annotating, "
                    "undoing and redoing only."
                )

    def close(self) -> None:
        """Fold the journal and let go of the files."""
        self.engine.close()


class JournalTable(Table):
    """A TinyDB table whose calls cost what they touch."""

    _storage: JournalStorage
    _next_id: int | None  # type: ignore[assignment]
    default_query_cache_capacity = 0

    def __init__(
        self,
        storage: JournalStorage,
        name: str,
        cache_size: int = 0,
        persist_empty: bool = False,
    ) -> None:
        # Stock TinyDB empties a table that is opened with `persist_empty`, and its query cache
        # answers with what other processes have changed since: neither is passed on.
        super().__init__(storage, name, cache_size=0)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; its number is chosen with the lock held, so no process reuses it."""
        [doc_id] = self.insert_multiple([document])
        if isinstance(document, self.document_class):
            self._next_id = None  # as stock TinyDB does: the number was not its choice
        return doc_id

    def _read_table(self) -> Any:
        self._storage.engine.refresh()
        return LazyTable(self._storage.engine, self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        storage = self._storage

        def build() -> tuple[list[Op], None]:
            changes = Changes(storage.engine.table(self.name))
            updater(changes)
            ops = changes.ops(self.name)
            storage.refuse_owned(ops)
            return ops, None

        storage.engine.write(build)

    def _get_next_id(self) -> int:
        # Never a number kept from before: another process may have used it meanwhile. One call
        # may add several, which are not in the table yet.
        free = self._storage.engine.last(self.name) + 1
        if self._next_id is None or self._next_id < free:
            self._next_id = free
        self._next_id += 1
        return self._next_id - 1


class JournalDB(TinyDB):
    """A TinyDB whose changes are journalled."""

    table_class = JournalTable  # type: ignore[assignment]
    default_storage_class = JournalStorage  # type: ignore[assignment]

    @property
    def engine(self) -> Engine:
        """The tables beneath, as JSON bytes."""
        storage: JournalStorage = self.storage  # type: ignore[assignment]
        return storage.engine
