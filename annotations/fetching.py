"""One address over HTTP, carefully: limits of size and time, robots.txt, no private redirect.

Nothing else in Slugline opens a connection on its own; this is called for addresses that a person
named, one after the other.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT: Final = "slugline"
"""How requests name the program, also to robots.txt."""
_REDIRECTS: Final = 5
_PIECE: Final = 64 * 1024
_ROBOTS: Final = 500_000
"""Bytes of a robots.txt that are read (RFC 9309 asks for 500 KiB at least)."""
_ACCEPT: Final = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
_LONGEST_DELAY: Final = 30.0
"""Seconds between two requests, however many a robots.txt asks for."""


class FetchError(Exception):
    """Why an address was not fetched: `str(error)` goes on behind it."""


class Fetched(NamedTuple):
    """What an address gave."""

    url: str
    """Where it was at last, redirects followed."""
    data: bytes
    content_type: str
    """As the server said, or empty."""


class Limits(NamedTuple):
    """What one address may take."""

    max_bytes: int = 64 * 1024 * 1024
    seconds: float = 30.0
    delay: float = 1.0
    """Seconds between two requests to one host."""


LIMITS: Final = Limits()


class _Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    data: bytes


class Fetcher:
    """Fetches addresses, one at a time, with a pause between two of one host.

    Args:
        limits: What one address may take.
        agent: How requests name the program.
        sleep: Waits; given by tests.
        now: Seconds of a clock that only goes forward; likewise.
    """

    def __init__(
        self,
        limits: Limits = LIMITS,
        agent: str = AGENT,
        sleep: Callable[[float], object] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._agent = agent
        self._sleep = sleep
        self._now = now
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        """What an address gives, redirects followed.

        Raises:
            FetchError: If it is no web address, robots.txt forbids it, it leads to a private
                network, is too large, takes too long, or the server refuses.
        """
        deadline = self._now() + self._limits.seconds
        first = _split(url)
        at = first
        for _ in range(_REDIRECTS + 1):
            # Who names a private address means it; what a page names is the page's idea.
            private = _origin(at) == _origin(first)
            self._allowed(at, deadline, private)
            answer = self._ask(at, deadline, self._limits.max_bytes, private)
            if answer.status not in (301, 302, 303, 307, 308):
                return _fetched(at, answer)
            target = answer.headers.get("location", "")
            if not target:
                raise FetchError("leads elsewhere, but not where")
            at = _split(urljoin(at.geturl(), target))
        raise FetchError(f"leads elsewhere more than {_REDIRECTS} times")

    def _allowed(self, url: SplitResult, deadline: float, private: bool) -> None:
        """Ask the host's robots.txt, once, and wait as long as it wants (RFC 9309)."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._rules(url, deadline, private)
        rules = self._robots[origin]
        if not rules.can_fetch(self._agent, url.geturl()):
            raise FetchError("is not for programs: the robots.txt of its host forbids it")
        wished = float(rules.crawl_delay(self._agent) or 0)
        delay = min(max(wished, self._limits.delay), _LONGEST_DELAY)
        wait = self._asked.get(origin, float("-inf")) + delay - self._now()
        if wait > 0:
            self._sleep(wait)
        self._asked[origin] = self._now()

    def _rules(self, url: SplitResult, deadline: float, private: bool) -> RobotFileParser:
        rules = RobotFileParser()
        place = _split(f"{url.scheme}://{url.netloc}/robots.txt")
        answer = self._ask(place, deadline, _ROBOTS, private, cut=True)
        if answer.status >= 500:
            raise FetchError(f"is not fetched: robots.txt of its host answers {answer.status}")
        # None there (4xx): everything is allowed.
        text = answer.data.decode(errors="replace") if answer.status == 200 else ""
        rules.parse(text.splitlines())
        return rules

    def _ask(
        self, url: SplitResult, deadline: float, most: int, private: bool, cut: bool = False
    ) -> _Answer:
        """One request.

        Args:
            url: What is asked for.
            deadline: When it must be over.
            most: Bytes that are taken.
            private: Whether the address may be of a private network.
            cut: Whether what is longer is cut, not refused.
        """
        address = _address(url, private)
        connection = _connection(url, address, max(deadline - self._now(), 0.01))
        path = f"{url.path or '/'}{f'?{url.query}' if url.query else ''}"
        headers = {"User-Agent": self._agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        # A server may send a byte now and then for ever: at the deadline the line is cut.
        watch = threading.Timer(max(deadline - self._now(), 0.01), partial(_hang_up, connection))
        watch.daemon = True
        watch.start()
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            said = {name.lower(): value for name, value in response.getheaders()}
            is_packed = said.get("content-encoding", "").lower() in ("gzip", "x-gzip")
            data = self._body(response, deadline, most, cut, is_packed)
            return _Answer(response.status, said, data)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            if isinstance(error, TimeoutError) or self._now() >= deadline:
                seconds = f"{self._limits.seconds:g}"
                raise FetchError(f"took longer than {seconds} seconds") from error
            raise FetchError(f"cannot be fetched: {str(error) or type(error).__name__}") from error
        finally:
            watch.cancel()
            connection.close()

    def _body(
        self,
        response: http.client.HTTPResponse,
        deadline: float,
        most: int,
        cut: bool,
        is_packed: bool,
    ) -> bytes:
        """The body, unpacked; what is packed may stand for any length."""
        unpack = zlib.decompressobj(31) if is_packed else None
        data = bytearray()
        while piece := response.read1(_PIECE):
            if self._now() > deadline:
                raise TimeoutError
            data += unpack.decompress(piece, most + 1 - len(data)) if unpack else piece
            if len(data) > most:
                if cut:
                    break
                raise FetchError(f"is over the limit of {most / 1_000_000:.0f} MB")
        return bytes(data[:most])


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError as error:
        raise FetchError(f"is no address: {error}") from error
    if not known:
        raise FetchError("is no address of the web: it must begin with http:// or https://")
    if parts.username is not None:
        raise FetchError("holds a name or password, which Slugline does not send")
    if any(char <= " " or char == "\x7f" for char in parts.geturl()):
        raise FetchError("is no address: a space or control character is in it")
    return parts._replace(fragment="")


def _origin(url: SplitResult) -> str:
    return f"{url.scheme}://{url.netloc.lower()}"


def _address(url: SplitResult, private: bool) -> str:
    """The network address to connect to; looked up once, so that it stays the one that is checked.

    Raises:
        FetchError: If there is none, or one is of a private network that nobody named.
    """
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("cannot be fetched: its host is not known") from error
    addresses = [str(one[4][0]) for one in found]
    if not private and not all(map(_is_public, addresses)):
        raise FetchError("leads to an address in a private network, which was not asked for")
    return addresses[0]


def _is_public(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(known, "ipv4_mapped", None) or getattr(known, "sixtofour", None)
    return known.is_global and not known.is_multicast and (inner is None or inner.is_global)


def _connection(url: SplitResult, address: str, seconds: float) -> http.client.HTTPConnection:
    """A connection that goes to `address` and speaks of the host that was named."""
    host, port = str(url.hostname), url.port
    connection: http.client.HTTPConnection
    if url.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, port, timeout=seconds, context=context)
    else:
        connection = http.client.HTTPConnection(host, port, timeout=seconds)
    # http.client makes its sockets by this; there is no public way to choose the address.
    connect = partial(_connect, address)
    connection._create_connection = connect  # type: ignore[attr-defined]
    return connection


def _hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _connect(
    address: str, place: tuple[str, int], timeout: float, source: tuple[str, int] | None = None
) -> socket.socket:
    return socket.create_connection((address, place[1]), timeout, source)


def _fetched(at: SplitResult, answer: _Answer) -> Fetched:
    if answer.status != 200:
        reason = http.client.responses.get(answer.status, "")
        raise FetchError(f"answers {answer.status} {reason}".rstrip())
    if not answer.data:
        raise FetchError("answers with nothing")
    return Fetched(at.geturl(), answer.data, answer.headers.get("content-type", ""))
