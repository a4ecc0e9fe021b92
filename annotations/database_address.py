"""Addresses of databases: what may stand in one, and what of it may be shown.

A password never stands in an address: it would be in the shell's history, in the list of
processes and in messages. libpq finds it in its own places: `~/.pgpass`, a service file, or the
environment.
"""

from __future__ import annotations

import os
import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from annotations.errors import ExchangeError

SCHEMES: Final = ("postgresql://", "postgres://")

_SECRET: Final = re.compile(r"(?i)(password|sslpassword|oauth_client_secret)")
_SEEN: Final = "it would stand in the shell's history and in the list of processes"
_ELSEWHERE: Final = (
    "Leave it out, and put it where libpq looks for it: ~/.pgpass (mode 0600), a service file "
    "(postgresql:///?service=NAME), or the environment (PGPASSWORD)"
)


def is_address(place: object) -> bool:
    """Whether somebody named a database."""
    return isinstance(place, str) and place.lower().startswith(SCHEMES)


def shown(address: str) -> str:
    """An address as it may be shown: who, where and which database; never a secret."""
    try:
        parts = urlsplit(address)
        user, _, host = parts.netloc.rpartition("@")
        name = user.partition(":")[0]
        # A host has none of these; where an address is mistyped, part of a password may have.
        host = host if re.fullmatch(r"[A-Za-z0-9.,:_\[\]%/-]*", host) else "…"
        path = parts.path if re.fullmatch(r"/?[A-Za-z0-9._-]*", parts.path) else "/…"
        kept = ("host", "port", "service", "dbname", "user")
        query = "&".join(f"{key}={value}" for key, value in parse_qsl(parts.query) if key in kept)
    except ValueError:
        return "postgresql://…"
    return f"postgresql://{name}{'@' if name else ''}{host}{path}{'?' if query else ''}{query}"


def scrubbed(text: str, address: str = "") -> str:
    """A message without any secret that this program can know of."""
    secrets = [os.environ.get("PGPASSWORD", ""), os.environ.get("PGSSLPASSWORD", "")]
    secrets += _secrets_in(address)
    if address:
        text = text.replace(address, shown(address))
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    return text


def _secrets_in(address: str) -> list[str]:
    raw = re.findall(r"://[^/?#]*?:([^@/?#]*)@", address)
    raw += re.findall(r"(?i)[?&][a-z_]*(?:password|secret)=([^&#]*)", address)
    return [form for one in raw for form in (one, unquote(one)) if form]


def refuse_secrets(address: str, why: str = _SEEN) -> None:
    """See that no secret stands in an address.

    Args:
        address: `postgresql://…`.
        why: What would become of one.

    Raises:
        ExchangeError: If one does; it does not say which.
    """
    try:
        parts = urlsplit(address)
        # Up to the last @: a password that was not escaped may hold / or ? itself.
        rest = address.partition("://")[2]
        has_colon = ":" in rest.rpartition("@")[0]
        in_query = any(_SECRET.fullmatch(unquote(key)) for key, _ in parse_qsl(parts.query, True))
    except ValueError:
        has_colon = in_query = True
    if has_colon or in_query:
        raise ExchangeError(
            f"A password does not belong into the address of a database: {why}. {_ELSEWHERE}."
        )
