"""Tables in memory, read by any thread while one changes them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from annotations.store.engine.journal import Op
from annotations.store.engine.overlay_table import EVERY, Layered, Tables, apply

Listener = Callable[[Sequence[Op] | None], None]
"""Told of each change that is now in memory; None when everything was read anew."""

_EMPTY = Layered()


class Held:
    """The tables, and the number of the last change that is in them."""

    def __init__(self) -> None:
        self.listeners: list[Listener] = []
        self.tables: Tables = {}
        """The tables themselves, for whoever may change them."""
        self.seq = 0
        """The number of the last change."""
        self._state = threading.Lock()

    def get(self, table: str, doc_id: int) -> bytes | None:
        """A document, as JSON."""
        return self.tables.get(table, _EMPTY).get(doc_id)

    def last(self, table: str) -> int:
        """The highest number used in a table; 0 if none was."""
        return self.tables.get(table, _EMPTY).last

    def table(self, name: str) -> Layered:
        """A table itself, for a `build` that `Engine.write` has called, or within `still`."""
        return self.tables.get(name, _EMPTY)

    def still(self) -> threading.Lock:
        """To be held in a `with`, shortly: nothing changes in memory meanwhile."""
        return self._state

    def view(self, table: str, low: int = 0, high: int = EVERY) -> Layered:
        """A table, or a part of it, as it is now; what happens later does not change it."""
        with self._state:
            return self.tables.get(table, _EMPTY).copy(low, high)

    def names(self) -> list[str]:
        """The tables that hold or held something."""
        with self._state:
            return sorted(self.tables)

    def take(self, tables: Tables, seq: int) -> None:
        """Hold other tables from now on."""
        with self._state:
            self.tables, self.seq = tables, seq
            for listener in self.listeners:
                listener(None)

    def change(self, ops: Sequence[Op], seq: int) -> None:
        """Make the changes of one record: no reader sees a part of them."""
        with self._state:
            apply(self.tables, ops)
            self.seq = seq
            for listener in self.listeners:
                listener(ops)
