"""Web archives, built for tests with pages in our own words."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from tests.unit.articles.generators.binary import BODY, TITLE

PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    + "".join(f"<p>{one}</p>" for one in BODY)
    + "</article></body></html>"
)


def record(
    url: str, body: bytes, *, kind: str = "response", status: str = "200 OK", media: str = ""
) -> bytes:
    """A record of an archive."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media or 'text/html; charset=utf-8'}\r\n\r\n"
    content = http.encode() + body if kind == "response" else body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2026-03-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{hash(url):x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def archive(records: Sequence[bytes], *, packed: bool = False) -> bytes:
    """An archive; packed, each record by itself, as crawlers do."""
    return b"".join(gzip.compress(one) if packed else one for one in records)
