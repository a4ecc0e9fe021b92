"""What an exchange travels over: a folder, a bundle, a database, a dump of one.

All of them hold the same things under the same names, those of `layout`. Whatever is read from one
goes through the same checks (`read`, `trust`), and whatever is written was decided by the same
rules (`push`): a carrier only keeps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol


class Tail(NamedTuple):
    """A stream of ours, as it goes on in an exchange."""

    name: str
    """Its name in the layout."""
    there: tuple[bytes, ...]
    """What is there already, as we have it."""
    new: tuple[bytes, ...]
    """What follows on that."""


class Added(NamedTuple):
    """What one push writes; what comes first may be read without what follows."""

    about: Sequence[tuple[str, bytes]]
    """Project file and guideline, where they are to be written."""
    signatures: Sequence[tuple[str, bytes]]
    articles: Sequence[tuple[str, bytes]]
    tails: Sequence[Tail]


class Source(Protocol):
    """An exchange that can be read."""

    def names(self) -> tuple[str, ...]:
        """What is there, by its names in the layout, sorted; other names may be among them.

        Raises:
            ExchangeError: If it holds what no exchange does.
        """

    def read(self, name: str, after: int = 0) -> bytes:
        """All that stands under a name.

        Args:
            name: In the layout.
            after: Of a stream, events up to this number may be left out.

        Raises:
            ExchangeError: If it is not what it should be, or larger than it may be.
        """


class Carrier(Source, Protocol):
    """An exchange that can be written to, by everybody at once."""

    @property
    def where(self) -> str:
        """What it is called in messages; no secret is in it."""

    def check(self) -> tuple[str, ...]:
        """See that it may be written to; what somebody should know of it.

        Raises:
            ExchangeError: If it is something else than an exchange.
        """

    def has(self, name: str) -> bool:
        """Whether something stands under a name."""

    def holds(self, name: str, data: bytes) -> bool:
        """Whether exactly this stands under a name; space at its ends aside."""

    def ids(self, name: str, ours: Mapping[str, bytes]) -> Sequence[str]:
        """The events of a stream that are there, in order.

        Args:
            name: Of the stream.
            ours: What the project has of it, by id, in order.

        Raises:
            ExchangeError: If something else stands there.
        """

    def write(self, added: Added) -> None:
        """Write what a push adds; after an error the same may be written again.

        Raises:
            ExchangeError: If it cannot be written.
        """
