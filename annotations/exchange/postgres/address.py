"""Addresses of databases: which are allowed, and what of them may be shown.

A password never stands in an address: it would be in the shell's history, in the list of
processes and in messages. libpq finds it in its own places: `~/.pgpass`, a service file, or the
environment.
"""

from __future__ import annotations

import configparser
import ipaddress
import os
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from annotations.errors import ExchangeError

SCHEMES: Final = ("postgresql://", "postgres://")
SAFE_MODES: Final = ("require", "verify-ca", "verify-full")
"""Values of `sslmode` with which nothing goes over the wire unencrypted."""

_SECRET: Final = re.compile(r"(?i)(password|sslpassword|oauth_client_secret)")
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


def checked(address: str, *, plain: bool = False) -> dict[str, Any]:
    """An address taken apart, with TLS where it must be.

    Args:
        address: `postgresql://…`.
        plain: Whether a server elsewhere may be spoken to without TLS.

    Returns:
        What libpq connects with.

    Raises:
        ExchangeError: If it is none, holds a secret, or leads elsewhere without TLS.
    """
    refuse_secrets(address)
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        found = conninfo_to_dict(address)
    except (ProgrammingError, UnicodeError) as error:
        raise ExchangeError(
            f"{shown(address)} is no address of a database. It looks like "
            "postgresql://USER@HOST/DATABASE, or postgresql:///?service=NAME."
        ) from error
    service = _service(str(found.get("service") or os.environ.get("PGSERVICE", "")))
    mode = str(found.get("sslmode") or service.get("sslmode") or os.environ.get("PGSSLMODE", ""))
    hosts = ",".join(
        str(found.get(key) or service.get(key) or os.environ.get(f"PG{key.upper()}", ""))
        for key in ("host", "hostaddr")
    )
    if plain or all(_is_here(one.strip()) for one in hosts.split(",")):
        return found
    if mode and mode not in SAFE_MODES:
        raise ExchangeError(
            f"{shown(address)} is on another machine, and sslmode={mode} does not keep others "
            "from reading along. Use sslmode=verify-full (or require); in a network that you "
            "trust: --without-tls."
        )
    return found if mode else found | {"sslmode": "require"}


def refuse_secrets(address: str) -> None:
    """See that no secret stands in an address.

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
            "A password does not belong into the address of a database: it would stand in the "
            f"shell's history and in the list of processes. {_ELSEWHERE}."
        )


def _is_here(host: str) -> bool:
    """Whether a host is this machine: a socket, or a loopback address."""
    if not host or host.startswith(("/", "@")) or host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _service(name: str) -> dict[str, str]:
    """What a service file says of a service; libpq itself reads it again, and knows better."""
    if not name:
        return {}
    own = os.environ.get("PGSERVICEFILE") or Path("~/.pg_service.conf").expanduser()
    folder = os.environ.get("PGSYSCONFDIR")
    for path in (Path(own), Path(folder or "/etc/postgresql-common") / "pg_service.conf"):
        parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
        try:
            parser.read_string(path.read_text(encoding="utf-8", errors="replace"))
        except (OSError, configparser.Error):
            continue
        if parser.has_section(name):
            return dict(parser.items(name))
    return {}
