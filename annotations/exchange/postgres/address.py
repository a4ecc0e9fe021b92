"""Addresses of databases as libpq takes them, with TLS where it must be."""

from __future__ import annotations

import configparser
import ipaddress
import os
from pathlib import Path
from typing import Any, Final

from annotations.database_address import is_address, refuse_secrets, scrubbed, shown
from annotations.errors import ExchangeError

__all__ = ["SAFE_MODES", "checked", "is_address", "refuse_secrets", "scrubbed", "shown"]

SAFE_MODES: Final = ("require", "verify-ca", "verify-full")
"""Values of `sslmode` with which nothing goes over the wire unencrypted."""


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
