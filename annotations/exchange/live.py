"""Keeping a project and a team's database alike while somebody works, in a thread of its own.

What is done here is durable here first; it goes up shortly after, and what others did comes down
with the next look. A server that is gone is asked for again, ever less often, and nothing waits
for it.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import msgspec

from annotations.config import Config
from annotations.errors import ExchangeError, ServerGoneError, SluglineError
from annotations.exchange.sync import Seen, Synced, Write, sync
from annotations.store import Store
from annotations.store.people import told_apart

if TYPE_CHECKING:
    from annotations.exchange.postgres.carrier import PostgresCarrier
    from annotations.exchange.postgres.presence import Present

GATHER: Final = 0.1
"""Seconds from a change here to its way up: a label key is drawn first, and several go together."""
LONGEST: Final = 15.0
"""Seconds between two tries to reach a server that is gone, at most."""
REFUSED: Final = 30.0
"""Seconds after which a server that refused is asked again: somebody may have set it right."""

Contact = Literal["reaching", "level", "gone", "refused"]

_MOST: Final = 20
"""Reasons that are told."""
_MUCH: Final = 100
"""Events that take long enough to say so before they are taken in."""


class Colleague(NamedTuple):
    """Somebody who has the project open now, on another device."""

    name: str
    article: str
    """Where they are; empty if they do not say."""


class Standing(NamedTuple):
    """How a project and a team's database stand to each other, as far as that is known."""

    contact: Contact = "reaching"
    where: str = ""
    """The database, without any secret."""
    unsent: int = 0
    """Own events that are not there yet."""
    behind: int = 0
    """Events of others that are there, and not here yet."""
    why: str = ""
    """What is wrong, where something is."""
    since: float = 0.0
    """When the server was last heard of, in seconds since 1970; 0 for never."""
    here: tuple[Colleague, ...] = ()
    """Who else is here now, as far as they say."""
    sent: int = 0
    """Events that went up since the beginning."""
    taken: int = 0
    """Events of others that came down since the beginning."""
    waiting: tuple[str, ...] = ()
    """What was not taken, and why, in words."""


class Live:
    """The thread.

    Args:
        config: With the database that is meant.
        store: Gives the project, once it is open; None until then.
        write: Has the project written to.
        tell: Is told how it stands, whenever that is other than before; from that thread.
        where: Gives the person who works here and the article that they are in.
        memory: A file that remembers how much was sent, for when the server is gone at the start.
    """

    def __init__(
        self,
        config: Config,
        *,
        store: Callable[[], Store | None],
        write: Write,
        tell: Callable[[Standing], object],
        where: Callable[[], tuple[str, str]],
        memory: Path | None = None,
    ) -> None:
        self._config = config
        self._store = store
        self._write = write
        self._tell = tell
        self._where = where
        self._memory = memory
        self._standing = Standing()
        self._carrier: PostgresCarrier | None = None
        self._seen: Seen | None = None
        self._waits: dict[str, str] = {}
        """By device what was not taken, in words."""
        self._beaten = 0.0
        """When the last heartbeat was, by the monotonic clock."""
        self._present: tuple[Present, ...] = ()
        self._failures = 0
        self._again = 0.0
        """When the server is to be asked again, by the monotonic clock."""
        self._changed = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="slugline-team", daemon=True)

    @property
    def standing(self) -> Standing:
        """How it stands, with what is counted and not told."""
        return self._standing

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def changed(self) -> None:
        """Something was recorded here, durably: it may go up."""
        self._changed.set()

    def close(self, timeout: float) -> int:
        """Send what is not sent yet, as far as that is possible in some seconds; what is left."""
        self._over.set()
        self._changed.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        store = self._store()
        try:
            return self._unsent(store) if store is not None else 0
        except SluglineError:
            return 0  # damaged, or gone: that is said elsewhere

    def _run(self) -> None:
        while not self._over.is_set():
            self._round()
            if self._changed.wait(self._config.team.pause):
                self._over.wait(GATHER)
        # Once more: what was done last. A server that is gone is not waited for.
        if self._standing.contact == "level":
            self._round()
        self._remember()
        self._leave()

    def _round(self) -> None:
        self._changed.clear()
        store = self._store()
        if store is None or store.read_only:
            return
        try:
            if time.monotonic() >= self._again:
                self._sync(store)
        except ServerGoneError as error:
            self._failed("gone", error, min(0.5 * 2**self._failures, LONGEST))
        except SluglineError as error:
            self._failed("refused", error, REFUSED)
        except Exception as error:  # an error of ours: labelling goes on, and it is shown
            what = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            self._failed("refused", SluglineError(what), REFUSED)
        if self._standing.contact in ("gone", "refused"):
            self._say(unsent=self._unsent(store))

    def _failed(self, contact: Contact, error: SluglineError, pause: float) -> None:
        if not self._failures:
            self._remember()
        self._failures += 1
        # Full jitter: many who were cut off at once do not come back at once.
        self._again = time.monotonic() + random.uniform(pause / 2, pause)
        self._present = ()
        self._say(contact=contact, why=str(error), here=())

    def _sync(self, store: Store) -> None:
        carrier = self._connected()
        if not carrier.project:
            carrier.refresh()
        self._check_project(carrier)
        done = sync(
            store, carrier, self._config, self._seen, write=self._write, behind=self._is_behind
        )
        self._seen = done.seen
        self._failures, self._again = 0, 0.0
        self._say(
            contact="level",
            why="",
            unsent=0,
            behind=self._behind(done),
            since=time.time(),
            sent=self._standing.sent + done.sent,
            taken=self._standing.taken + (done.report.new if done.report else 0),
            waiting=self._waiting(done),
        )
        self._beat(store, carrier)

    def _is_behind(self, events: int) -> None:
        if events > _MUCH:
            self._say(behind=events)

    def _connected(self) -> PostgresCarrier:
        if self._carrier is None:
            from annotations.exchange.postgres.carrier import PostgresCarrier
            from annotations.exchange.postgres.connection import Connection

            team = self._config.team
            connection = Connection(team.address, plain=team.without_tls, patience=0)
            self._say(where=connection.where)
            try:
                self._carrier = PostgresCarrier(connection)
            except BaseException:
                connection.close()
                raise
        return self._carrier

    def _check_project(self, carrier: PostgresCarrier) -> None:
        wanted = self._config.team.project
        if not carrier.project:
            raise ExchangeError(
                f"{carrier.where}: nobody has begun. A lead pushes first, with `slugline bundle "
                "push` and the address; what is done here goes up then."
            )
        if wanted and carrier.project != wanted:
            raise ExchangeError(
                f"{carrier.where} holds project {carrier.project}, and `team.project` in the "
                f"configuration expects {wanted}. Nothing was sent or taken."
            )

    def _behind(self, done: Synced) -> int:
        ends, waiting = done.seen.state.ends, done.seen.waiting
        return sum(
            max(end.seq - done.seen.cursor.get(one, 0), 0)
            for one, end in ends.items()
            if one in waiting
        )

    def _unsent(self, store: Store) -> int:
        """Events of our own that are not there, as far as we know."""
        device = store.device
        if self._seen is None:
            there = self._remembered(device)
        else:
            ends = self._seen.state.ends
            there = ends[device].seq if device in ends else 0
        return max(store.cursor().get(device, 0) - there, 0)

    def _remembered(self, device: str) -> int:
        """Up to which number our stream was there when we last saw it."""
        try:
            data = self._memory.read_bytes() if self._memory else b"{}"
            return int(msgspec.json.decode(data, type=dict[str, int]).get(device, 0))
        except (OSError, msgspec.MsgspecError):
            return 0

    def _remember(self) -> None:
        store = self._store()
        if self._memory is None or self._seen is None or store is None:
            return
        ends = self._seen.state.ends
        there = {store.device: ends[store.device].seq} if store.device in ends else {}
        with contextlib.suppress(OSError):
            self._memory.write_bytes(msgspec.json.encode(there))

    def _beat(self, store: Store, carrier: PostgresCarrier) -> None:
        from annotations.exchange.postgres import presence

        if time.monotonic() - self._beaten < presence.BEAT:
            return
        self._beaten = time.monotonic()
        person, article = self._where() if self._config.team.presence else ("", "")
        self._present = presence.beat(carrier, store.device, person, article)
        names = told_apart(store.people())
        self._say(
            here=tuple(
                Colleague(names.get(one.person, one.person), one.article)
                for one in self._present
                if one.device != store.device
            )
        )

    def _leave(self) -> None:
        carrier, store = self._carrier, self._store()
        if carrier is None:
            return
        from annotations.exchange.postgres import presence

        try:
            if self._standing.contact == "level" and store is not None:
                presence.leave(carrier, store.device)
            carrier.connection.close()
        except Exception:
            return  # colleagues see it in a while all the same

    def _waiting(self, done: Synced) -> tuple[str, ...]:
        """What was not taken, in words, as long as it is so."""
        if done.report is not None:
            said = {
                one.device: f"{one.events:,} of {one.name} on {one.device}: somebody has to say "
                "whose they are"
                for one in done.report.held
            }
            rest = (*done.report.refused[:_MOST], *done.report.problems[:_MOST])
            others = done.seen.waiting.keys() - said.keys() - self._waits.keys()
            said |= dict(zip(sorted(others), rest, strict=False))
            self._waits |= said
        self._waits = {one: why for one, why in self._waits.items() if one in done.seen.waiting}
        return tuple(self._waits.values())

    def _say(self, **news: object) -> None:
        now = self._standing._replace(**news)  # type: ignore[arg-type]
        before, self._standing = self._standing, now
        # Each label is counted, and none of these counts is worth drawing the screen for.
        if _told(now) != _told(before):
            self._tell(now)


def _told(standing: Standing) -> Standing:
    return standing._replace(since=0.0, sent=0, taken=0)
