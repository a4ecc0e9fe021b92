"""Who is here now: a heartbeat by device, which may be lost and is never more than advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import psycopg

    from annotations.exchange.postgres.carrier import PostgresCarrier

BEAT: Final = 5.0
"""Seconds between two heartbeats."""
GONE_AFTER: Final = 20
"""Seconds without one after which somebody is not here any more."""
_MOST: Final = 1_000


class Present(NamedTuple):
    """Somebody who has the project open."""

    person: str
    device: str
    article: str
    """Where they are; empty if they do not say."""


def beat(carrier: PostgresCarrier, device: str, person: str, article: str) -> tuple[Present, ...]:
    """Say that somebody is here, and ask who else is, by the server's clock.

    Args:
        carrier: The database.
        device: Of whoever asks; one that never pushed is not known there, and not shown.
        person: Who it is; empty to say nothing, and only ask.
        article: Where they are.

    Raises:
        ExchangeError: If the server is gone, or refuses.
    """
    project = carrier.project

    def work(cursor: psycopg.Cursor[Any]) -> tuple[Present, ...]:
        if person:
            cursor.execute(
                b"insert into slugline.presence as p (project, device, person, article, at) "
                b"select d.project, d.device, %s, %s, now() from slugline.devices d "
                b"where d.project = %s and d.device = %s and d.role = session_user "
                b"on conflict (project, device) do update "
                b"set person = excluded.person, article = excluded.article, at = excluded.at",
                [person, article, project, device],
            )
        cursor.execute(
            b"select p.person, p.device, p.article from slugline.presence p "
            # Nobody says it of somebody else: only their own logins write as them.
            b"join slugline.streams s on s.project = p.project and s.person = p.person "
            b"and s.device = p.device where p.project = %s "
            b"and p.at > now() - make_interval(secs => %s) order by p.person, p.device limit %s",
            [project, GONE_AFTER, _MOST],
        )
        return tuple(Present(*map(str, row)) for row in cursor.fetchall())

    return carrier.connection.run(work)


def leave(carrier: PostgresCarrier, device: str) -> None:
    """Say that one is not here any more."""
    carrier.connection.run(
        lambda cursor: cursor.execute(
            b"update slugline.presence set at = at - interval '1 hour' "
            b"where project = %s and device = %s and at > now() - interval '1 minute'",
            [carrier.project, device],
        )
    )
