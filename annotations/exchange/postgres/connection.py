"""A connection that is made anew when it is lost, and transactions that are tried again.

What is tried again has one effect however often it arrives: every row has a key of its own, and
one that is there already is left alone. So it does not matter whether an answer was lost before
or after the server had committed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from annotations.errors import ExchangeError, ServerGoneError
from annotations.exchange.postgres.address import checked, scrubbed, shown

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

PATIENCE: Final = 30.0
"""Seconds for which a server that is gone, or busy, is tried again."""
BUSY: Final = 3.0
"""Seconds for which what others kept from being done is tried again, if only for that."""
AT_FIRST: Final = 3.0
"""As long as it was not reached at all: then it is somebody who is offline."""
_AGAIN: Final = ("40001", "40P01", "55P03", "57014", "CR000")
"""States after which the same transaction may succeed: serialization, deadlock, locks."""
_COMING: Final = ("57P01", "57P02", "57P03", "53300", "08")
"""States of a server that is going, or comes up, or has no place left."""

_WAYS: Final[dict[str, Any]] = {
    "connect_timeout": 10,
    "application_name": "slugline",
    # A way that is cut without a word is noticed, too.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}

INSTALL: Final = (
    "A database needs psycopg, which is not installed. Install it: "
    "pip install 'slugline[team]' (or: pip install 'psycopg[binary]')."
)


class Connection:
    """A connection to a database.

    Args:
        address: `postgresql://…`.
        plain: Whether a server elsewhere may be spoken to without TLS.
        patience: Seconds for which it is tried again.

    Raises:
        ExchangeError: If psycopg is missing, or the address may not be used.
    """

    def __init__(self, address: str, *, plain: bool = False, patience: float = PATIENCE) -> None:
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise ExchangeError(INSTALL) from error
        self._address = address
        self._parts = checked(address, plain=plain)
        self._plain = plain
        self._patience = patience
        self._open: psycopg.Connection[Any] | None = None
        self._was_there = False
        self.where = shown(address)
        """What it is called in messages."""
        self.retries = 0
        """How often something was tried again."""

    def close(self) -> None:
        """Let go of the server."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def run(self, work: Callable[[psycopg.Cursor[Any]], T], *, read_only: bool = False) -> T:
        """Do something in a transaction of its own, until it is done.

        Args:
            work: Does it; may be called several times.
            read_only: Whether it only reads: all of it sees one moment then.

        Raises:
            ExchangeError: If the server refuses it, or cannot be reached for long.
        """
        import psycopg

        patience = self._patience if self._was_there else min(self._patience, AT_FIRST)
        began, tries = time.monotonic(), 0
        while True:
            try:
                return self._once(work, read_only)
            except psycopg.Error as error:
                longest = max(patience, BUSY) if error.sqlstate in _AGAIN else patience
                if not self._is_passing(error) or time.monotonic() - began > longest:
                    raise self._told(error) from error
            tries += 1
            self.retries += 1
            # Full jitter: many who were cut off at once do not come back at once.
            time.sleep(random.uniform(0, min(0.02 * 2**tries, 1.0)))

    def _once(self, work: Callable[[psycopg.Cursor[Any]], T], read_only: bool) -> T:
        import psycopg

        if self._open is None or self._open.closed:
            self._open = self._connected()
            self._was_there = True
        connection = self._open
        try:
            if connection.read_only != read_only:
                connection.read_only = read_only
                connection.isolation_level = (
                    psycopg.IsolationLevel.REPEATABLE_READ if read_only else None
                )
            with connection.transaction(), connection.cursor() as cursor:
                return self._answered(work, cursor)
        except psycopg.Error:
            if connection.broken:
                self.close()
            raise

    def _answered(self, work: Callable[[psycopg.Cursor[Any]], T], cursor: psycopg.Cursor[Any]) -> T:
        try:
            return work(cursor)
        except (TypeError, ValueError, AttributeError, LookupError) as error:
            # Rows are taken as the tables have them; a server may change these at any time.
            raise ExchangeError(
                f"{self.where} answers with something else than its tables hold: somebody changed "
                "them. Nothing of it was taken. See `slugline team status`."
            ) from error

    def _connected(self) -> psycopg.Connection[Any]:
        import psycopg

        made = psycopg.connect(
            **(_WAYS | self._parts), client_encoding="UTF8", prepare_threshold=None
        )
        # Where a service file says what could not be known before.
        if not (self._plain or made.pgconn.ssl_in_use or _is_local(made)):
            made.close()
            raise ExchangeError(
                f"{self.where} is on another machine and does not use TLS, so others could read "
                "along. Say sslmode=verify-full (or require); in a network that you trust: "
                "--without-tls."
            )
        return made

    def _is_passing(self, error: psycopg.Error) -> bool:
        """Whether the same may succeed in a while."""
        import psycopg

        state = error.sqlstate
        if state is None:
            # The server is gone, or was never there; a wrong password is said without a state.
            gone = isinstance(error, psycopg.OperationalError)
            return gone and not any(word in str(error) for word in _FINAL)
        return state in _AGAIN or state.startswith(_COMING)

    def _told(self, error: psycopg.Error) -> ExchangeError:
        state = error.sqlstate or ""
        said = error.diag.message_primary or " ".join(str(error).split())
        text = scrubbed(said, self._address).rstrip(".")
        if state == "42501":
            advice = (
                "You may not do that there: you are no member yet, have left, or write as another "
                "login than before. `slugline team status` says who you are, `members` who left."
            )
        elif state in ("3F000", "42P01"):
            advice = "It has no tables of Slugline yet: `slugline team init` makes them."
        elif state.startswith("28") or "password" in text or "authentication" in text:
            advice = "See that ~/.pgpass or the service file has the password (docs/team.md)."
        else:
            advice = "What you did is safe in your project folder; try again later."
        # By what it is, not by how often it was tried: whoever can wait asks again.
        kind = ServerGoneError if self._is_passing(error) else ExchangeError
        return kind(f"{self.where}: {text}. {advice}")


_FINAL: Final = (
    "password", "authentication", "does not exist", "no pg_hba.conf", "SSL", "certificate",
    "not permitted", "could not translate", "Name or service", "invalid", "service file",
)  # fmt: skip
"""In messages of libpq: what will be the same in a second."""


def _is_local(made: psycopg.Connection[Any]) -> bool:
    address = made.info.hostaddr
    return not address or address.startswith("127.") or address == "::1"
