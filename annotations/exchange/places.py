"""From what somebody types to the carrier that it names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.errors import ExchangeError
from annotations.exchange.archive import Bundle, Folder, packed_at
from annotations.exchange.carrier import Carrier, Source
from annotations.exchange.folder import FolderCarrier
from annotations.exchange.postgres.address import is_address, shown
from annotations.exchange.postgres.dump import Dump, dump_in

Place = Path | str
"""A path, or the address of a database, `postgresql://…`."""

__all__ = ["Place", "is_address", "named", "readable", "writable"]


def named(place: Place) -> str:
    """What a place is called in messages, without any secret."""
    return shown(str(place)) if is_address(place) else str(place)


@contextmanager
def readable(place: Place, *, plain: bool = False) -> Iterator[Source]:
    """An exchange folder, a bundle, a database, or a dump of one.

    Args:
        place: Where it is.
        plain: Read from a database elsewhere without TLS, too.

    Raises:
        ExchangeError: If it is none of them, or cannot be read, or is not safe to read.
    """
    if is_address(place):
        from annotations.exchange.postgres.carrier import connected

        with connected(str(place), plain=plain) as carrier:
            yield carrier
        return
    path = Path(place)
    try:
        if dump := dump_in(path):
            yield Dump(dump)
        elif path.is_dir():
            yield Folder(path)
        else:
            with packed_at(path) as packed:
                yield Bundle(packed, path)
    except OSError as error:
        raise ExchangeError(f"{path} cannot be read: {error.strerror or error}.") from error


@contextmanager
def writable(place: Place, *, plain: bool = False) -> Iterator[Carrier]:
    """A folder or a database, to be written to; see `readable`."""
    if is_address(place):
        from annotations.exchange.postgres.carrier import connected

        with connected(str(place), plain=plain) as carrier:
            yield carrier
    else:
        yield FolderCarrier(Path(place))
