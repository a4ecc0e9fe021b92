"""Fetching one address: limits, robots.txt, redirects, against a real server on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from annotations import fetching
from annotations.fetching import Fetched, Fetcher, FetchError, Limits

PAGE = b"<html><title>Harbour</title><p>The harbour reopened.</p></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on loopback; `pages` say what it answers, `asked` what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers["User-Agent"]))
                if self.path in site.pages:
                    site.pages[self.path](self)
                else:
                    self.send_error(404)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"http://127.0.0.1:{self.server.server_port}{path}"


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that ends with the test."""
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def page(data: bytes = PAGE, status: int = 200, **headers: str) -> Answer:
    """An answer with this body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    return answer


def fetch(url: str, **limits: float) -> Fetched:
    """What an address gives, without a pause."""
    return Fetcher(Limits(**{"delay": 0.0, **limits})).fetch(url)  # type: ignore[arg-type]


def why_not(url: str, **limits: float) -> str:
    """Why an address is not fetched."""
    with pytest.raises(FetchError) as caught:
        fetch(url, **limits)
    return str(caught.value)


def test_a_page_comes_as_its_server_gave_it(site: Site) -> None:
    """Byte for byte, with what the server said of it; robots.txt is asked first, by our name."""
    site.pages["/a?b=1"] = page(Content_Type="text/html; charset=utf-8")
    assert fetch(site.url("/a?b=1#part")) == (site.url("/a?b=1"), PAGE, "text/html; charset=utf-8")
    assert site.asked == [("/robots.txt", "slugline"), ("/a?b=1", "slugline")]


def test_what_is_packed_is_unpacked(site: Site) -> None:
    """As far as the limit goes: a small answer may stand for gigabytes."""
    site.pages["/a"] = page(gzip.compress(PAGE), Content_Encoding="gzip")
    site.pages["/bomb"] = page(gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip")
    assert fetch(site.url("/a")).data == PAGE
    assert why_not(site.url("/bomb"), max_bytes=1_000_000) == "is over the limit of 1 MB"


def test_robots_txt_is_respected(site: Site) -> None:
    """What it forbids is not asked for; a host that cannot say is left alone; none allows all."""
    site.pages["/robots.txt"] = page(b"User-agent: *\nDisallow: /no\nCrawl-delay: 7\n")
    site.pages["/yes"] = page()
    waited: list[float] = []
    fetcher = Fetcher(Limits(delay=1.0), sleep=waited.append, now=lambda: 100.0)
    fetcher.fetch(site.url("/yes"))
    with pytest.raises(FetchError, match=r"robots\.txt of its host forbids it"):
        fetcher.fetch(site.url("/no/page"))
    fetcher.fetch(site.url("/yes"))
    assert waited == [7.0]
    assert [path for path, _ in site.asked] == ["/robots.txt", "/yes", "/yes"]
    site.pages["/robots.txt"] = page(b"", 503)
    assert "robots.txt of its host answers 503" in why_not(site.url("/yes"))


def test_one_host_is_not_asked_twice_at_once(site: Site) -> None:
    """Between two requests to it there is a pause; another host is asked at once."""
    site.pages["/a"] = page()
    waited: list[float] = []
    fetcher = Fetcher(Limits(delay=2.0), sleep=waited.append, now=lambda: 5.0)
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/a"))
    assert waited == [2.0]


def test_redirects_are_followed_on_the_same_host_and_end(site: Site) -> None:
    """The last address counts; a circle ends."""
    site.pages["/old"] = page(b"", 301, Location="/new")
    site.pages["/new"] = page()
    site.pages["/round"] = page(b"", 302, Location="/round")
    assert fetch(site.url("/old")).url == site.url("/new")
    assert why_not(site.url("/round")) == "leads elsewhere more than 5 times"


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:9/x", "http://[::1]:9/", "http://localhost:9"]
)
def test_a_redirect_into_a_private_network_is_refused(site: Site, target: str) -> None:
    """A page must not make the program knock at what only this machine can reach."""
    site.pages["/a"] = page(b"", 302, Location=target)
    assert "private network" in why_not(site.url("/a"))


@pytest.mark.parametrize(
    ("address", "is_public"),
    [("93.184.216.34", True), ("10.0.0.1", False), ("169.254.169.254", False), ("::1", False),
     ("::ffff:127.0.0.1", False), ("fe80::1%eth0", False), ("2002:7f00:1::", False),
     ("224.0.0.1", False), ("100.64.0.1", False), ("2606:4700::1111", True)],
)  # fmt: skip
def test_which_addresses_are_public(address: str, is_public: bool) -> None:
    """Also those that are written so that they look public."""
    assert fetching._is_public(address) is is_public


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://x.example/a", "gopher://x/", "data:,x"]
)
def test_a_redirect_to_another_kind_of_address_is_refused(site: Site, target: str) -> None:
    """Only the web is asked."""
    site.pages["/a"] = page(b"", 302, Location=target)
    assert "no address of the web" in why_not(site.url("/a"))


@pytest.mark.parametrize(
    ("url", "reason"),
    [("x.example", "no address of the web"), ("http://", "no address"),
     ("http://a:b/", "no address"),
     ("http://me:secret@x.example/", "name or password"), ("http://[::1/", "no address"),
     ("http://x.example/a b", "space"), ("http://127.0.0.1:9/\r\nX: y", "control")],
)  # fmt: skip
def test_what_is_no_address_is_said(url: str, reason: str) -> None:
    """Before anything is asked; no password is ever sent, or said."""
    said = why_not(url)
    assert reason in said
    assert "secret" not in said


def test_what_a_server_refuses_is_said(site: Site) -> None:
    """By its number; and an empty answer is none."""
    site.pages["/empty"] = page(b"")
    assert why_not(site.url("/none")) == "answers 404 Not Found"
    assert why_not(site.url("/empty")) == "answers with nothing"


def test_what_is_too_large_is_refused(site: Site) -> None:
    """Whatever length the server announces."""
    site.pages["/a"] = page(b"x" * 3_000_000)
    assert why_not(site.url("/a"), max_bytes=2_000_000) == "is over the limit of 2 MB"


def test_a_server_that_never_ends_is_left() -> None:
    """Neither a header that drips nor silence holds the program beyond the limit."""
    stop = threading.Event()

    def drip(listening: socket.socket) -> None:
        while not stop.is_set():
            try:
                line, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=feed, args=(line,), daemon=True).start()

    def feed(line: socket.socket) -> None:
        with line:
            while not stop.wait(0.02):
                try:
                    line.send(b"HTTP/1.1 200 OK\r\nX: "[:1])
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, args=(listening,), daemon=True).start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        begun = time.monotonic()
        assert "took longer than 0.3 seconds" in why_not(url, seconds=0.3)
        assert time.monotonic() - begun < 10
        stop.set()


def test_a_host_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """In words; the tests ask no name server."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert why_not("http://nowhere.example/") == "cannot be fetched: its host is not known"
