"""The reader in a browser: pages of textual-serve, each with a process of its own behind it.

A page of any other site can reach a server on this machine through the browser that shows it. So
a page or a socket is given only where the address that was asked for is this server's, and where
what asks is a page of this server.
"""

from __future__ import annotations

import errno
import ipaddress
import logging
import socket
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server, to_int

_HEADERS: Final = {
    # The page names a font of another site: nothing is fetched from anywhere else.
    "Content-Security-Policy": "default-src 'self' 'unsafe-inline' data:; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at an address.

    Raises:
        OSError: If the address is none of this machine's, or the port is taken.
    """
    try:
        [family, kind, number, _, where], *_ = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except UnicodeError as error:
        raise OSError(errno.EADDRNOTAVAIL, "this is no name of a machine") from error
    found = socket.socket(family, kind, number)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(where)
        found.listen()
    except BaseException:
        found.close()
        raise
    return found


def address(host: str, listener: socket.socket) -> str:
    """Where a browser finds it."""
    port = listener.getsockname()[1]
    if host in ("0.0.0.0", "::"):
        host = socket.gethostname()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


class _Pages(Server):
    """Pages whose addresses are those that the browser asked for; says nothing of its own."""

    async def on_startup(self, app: web.Application) -> None:
        """Nothing to print: the command has said where it is."""

    async def handle_index(self, request: web.Request) -> Any:
        """The page, with a terminal in it."""
        context = {
            "font_size": to_int(request.query.get("fontsize", "16"), 16),
            "app_websocket_url": f"ws://{request.host}/ws",
            "config": {"static": {"url": "/static/"}},
            "application": {"name": self.title},
        }
        return aiohttp_jinja2.render_template("app_index.html", request, context)

    async def application(self, *, local: bool) -> web.Application:
        """What answers requests."""
        app = await self._make_app()
        app.middlewares.append(_guard(local=local))
        return app


def _guard(*, local: bool) -> Any:
    """Turns away what no page of this server asks; `local`: and what is asked by another name."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if local and not is_loopback(_host_of(f"//{request.host}")):
            raise web.HTTPForbidden(text="This is served under a name of this machine only.")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != request.host.lower():
            raise web.HTTPForbidden(text="Another site asks.")
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(_HEADERS)
        return answer

    return guard


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def serve(command: str, listener: socket.socket, *, local: bool) -> None:
    """Serve until ctrl+c.

    Args:
        command: The shell's command line that each page runs.
        listener: Where it listens.
        local: Whether that is reached from this machine alone.
    """
    logging.getLogger("aiohttp").setLevel(logging.ERROR)
    pages = _Pages(command, title="Slugline")
    web.run_app(pages.application(local=local), sock=listener, print=None, access_log=None)
