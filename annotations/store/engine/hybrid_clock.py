"""A hybrid logical clock: wall time that never runs backwards within a project."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

Milliseconds = Callable[[], int]
"""Gives the wall time, in milliseconds since 1970 UTC."""


def wall_clock() -> int:
    """The machine's time, in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


@lru_cache(maxsize=64)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


class Moment(NamedTuple):
    """A point of the clock; later ones compare greater."""

    ms: int = 0
    step: int = 0

    def after(self, now: int) -> Moment:
        """The next moment when the wall clock says `now`, however wrong it is."""
        if now > self.ms:
            return Moment(now, 0)
        if self.step < 9999:
            return Moment(self.ms, self.step + 1)
        return Moment(self.ms + 1, 0)

    def stamp(self, device: str) -> str:
        """As text that sorts like the moments: `2024-05-01T10:00:00.000Z-0001-d7f0`."""
        seconds, ms = divmod(self.ms, 1000)
        return f"{_second(seconds)}.{ms:03d}Z-{self.step:04d}-{device[2:6]}"

    @classmethod
    def of(cls, stamp: str) -> Moment:
        """The moment that `stamp` was made from; the beginning of time if it is none."""
        try:
            second = datetime.strptime(stamp[:19] + "+0000", "%Y-%m-%dT%H:%M:%S%z")
            return cls(int(second.timestamp()) * 1000 + int(stamp[20:23]), int(stamp[25:29]))
        except ValueError:
            return cls()
