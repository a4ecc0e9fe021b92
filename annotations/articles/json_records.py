"""The records of a JSON file, one after the other, each decoded by itself.

A file of lines is streamed. Another one is cut into its records without making anything of them;
where it is broken, nested too deeply or cut off, a scan that knows only strings and brackets finds
those that are whole.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from annotations import outside
from annotations.articles.decoding import decode
from annotations.articles.json_glimpse import Path, glimpse
from annotations.articles.source_file import SourceFile
from annotations.errors import ArticleError

DEPTH: Final = 100
_PIECE: Final = 1 << 20
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


class JsonRecord(NamedTuple):
    """A record, or why it could not be read."""

    number: int
    """From 1."""
    value: Any
    fault: str = ""
    warning: str = ""
    """What may be wrong with one that was read."""


def records(source: SourceFile) -> Iterator[JsonRecord]:
    """The records of a JSON file in their order.

    Raises:
        ArticleError: If it is not JSON, or not to its end; what was whole was given before.
    """
    seen = glimpse(source.head)
    if seen.is_lines:
        yield from _lines(source)
        return
    data = _utf8(source)
    number = 0
    parts = _joined(data) if seen.is_joined else _whole(data, seen.path)
    for number, raw in enumerate(parts, 1):
        yield _record(number, raw, source.document_bytes)


def _utf8(source: SourceFile) -> bytes:
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError:
        data = b"\xff"
    if b"\0" in data[:4] or data == b"\xff":
        decoded = decode(source.data, source.encoding)
        source.encoding = decoded.encoding
        return decoded.text.encode("utf-8", errors="surrogatepass")
    source.encoding = "utf-8"
    return data


def _whole(data: bytes, path: Path | None) -> Iterator[bytes]:
    """The bytes of each record of a whole file."""
    if path is None:
        yield data
        return
    try:
        raw = msgspec.Raw(data)
        for step in path:
            raw = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])[step]
        if bytes(raw).lstrip()[:1] == b"{":
            parts: Sequence[msgspec.Raw] = list(
                msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).values()
            )
        else:
            parts = msgspec.json.decode(raw, type=list[msgspec.Raw])
    except (*outside.NOT_JSON, KeyError, ValueError):
        yield from _salvaged(data, path)
        return
    for part in parts:
        yield bytes(part)


def _joined(data: bytes) -> Iterator[bytes]:
    """The objects that follow each other, by their brackets; one that is cut off is the last."""
    depth = start = 0
    for token in _TOKEN.finditer(data):
        sign = data[token.start()]
        if sign in b"{[":
            start = start if depth else token.start()
            depth += 1
        elif sign in b"}]" and depth:
            depth -= 1
            if not depth:
                yield data[start : token.end()]
    if depth:
        yield data[start:]


def _salvaged(data: bytes, path: Path) -> Iterator[bytes]:
    """The records that are whole in a list that is not, by their brackets."""
    at = 0
    for step in path:
        found = re.compile(re.escape(json.dumps(step).encode()) + rb"\s*:\s*").search(data, at)
        at = found.end() if found else at
    opened = re.compile(rb"\s*[\[{]").match(data, at)
    if opened is None:
        raise ArticleError("is not whole JSON")
    depth, start = 0, -1
    for token in _TOKEN.finditer(data, opened.end()):
        sign = data[token.start()]
        if sign in b"{[":
            if depth == 0:
                start = token.start()
            depth += 1
        elif sign in b"}]":
            depth -= 1
            if depth == 0 and start >= 0:
                yield data[start : token.end()]
                start = -1
            if depth < 0:
                _refuse_rest(data, token.end())
                return
    if start >= 0:
        yield data[start:]
    raise ArticleError("is cut off: its list of articles is not closed")


def _refuse_rest(data: bytes, at: int) -> None:
    """Nothing but closing brackets and other facts may follow; what does is not looked at."""


def _lines(source: SourceFile) -> Iterator[JsonRecord]:
    encoding = encoding_of(source)
    source.encoding = encoding
    if encoding.startswith(("utf-16", "utf-32")):
        lines: Iterator[bytes | None] = iter(
            line.encode("utf-8", errors="surrogatepass")
            for line in decode(source.data, encoding).text.split("\n")
        )
    else:
        lines = bounded_lines(source)
    number = 0
    for line in lines:
        if line is None:
            number += 1
            limit = outside.size(source.document_bytes)
            yield JsonRecord(number, None, f"is over the limit of {limit}")
            continue
        bare = line.strip(b" \t\r\n\0\x1e")
        if not bare or bare in (b"[", b"]"):
            continue
        number += 1
        if encoding not in ("utf-8", "ascii") and not encoding.startswith("utf-"):
            bare = bare.decode(encoding, errors="replace").encode()
        yield _record(number, bare.removesuffix(b","), source.document_bytes)


def bounded_lines(source: SourceFile) -> Iterator[bytes | None]:
    """The lines of a file, None for one that is longer than a document may be."""
    limit = source.document_bytes
    with source.open() as file:
        if file.peek(3)[:3] == b"\xef\xbb\xbf":  # type: ignore[attr-defined]
            file.read(3)
        at = 0
        while line := file.readline(limit + 1):
            at += len(line)
            if len(line) > limit and not line.endswith(b"\n"):
                while (more := file.readline(_PIECE)) and not more.endswith(b"\n"):
                    at += len(more)
                at += len(more)
                source.advance(at)
                yield None
                continue
            source.advance(at)
            yield line


def encoding_of(source: SourceFile) -> str:
    """What a file that is streamed is in: as was said, if all of it is, or UTF-8, or as it shows.

    Raises:
        ArticleError: If that cannot be told.
    """
    head = source.head.data
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]:
        return decode(head[: len(head) // 4 * 4]).encoding
    said = _known(source.encoding)
    for encoding in dict.fromkeys((said, "utf-8") if said else ("utf-8",)):
        sample = _undecodable(source, encoding)
        if sample is None:
            return encoding
    assert sample is not None
    return decode(sample).encoding


def _known(name: str) -> str:
    """The name of an encoding; empty if it is none, or one that accepts whatever it is given."""
    try:
        name = codecs.lookup(name).name
    except LookupError:
        return ""
    return "" if name in ("iso8859-1", "ascii") or name.startswith(("utf-16", "utf-32")) else name


def _undecodable(source: SourceFile, encoding: str) -> bytes | None:
    """What stands around the first bytes that are not in an encoding; None if all is."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open() as file:
        before = b""
        while piece := file.read(_PIECE):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                around = before[-_PIECE // 4 :] + piece
                return around[_start_of_line(around) :] or around
            before = piece
    return None


def _start_of_line(data: bytes) -> int:
    return data.find(b"\n") + 1


def _record(number: int, raw: bytes, most: int) -> JsonRecord:
    if len(raw) > most:
        return JsonRecord(number, None, f"is over the limit of {outside.size(most)}")
    try:
        return JsonRecord(number, msgspec.json.decode(raw))
    except outside.NOT_JSON:
        pass
    except (ValueError, OverflowError):
        pass
    try:
        return JsonRecord(number, _leniently(raw))
    except ArticleError as error:
        return JsonRecord(number, None, str(error))


def _leniently(raw: bytes) -> Any:
    """What Python's own reader makes of JSON that is not quite: NaN, half of a surrogate pair.

    Raises:
        ArticleError: If it is nested too deeply, or no JSON; says where.
    """
    deepest = depth = 0
    for token in _TOKEN.finditer(raw):
        sign = raw[token.start()]
        depth += sign in b"{["
        depth -= sign in b"}]"
        deepest = max(deepest, depth)
        if deepest > DEPTH:
            raise ArticleError("is nested too deeply")
    try:
        return json.loads(
            raw.decode("utf-8", errors="surrogatepass"),
            strict=False,
            parse_constant=lambda _: None,
            parse_int=_integer,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        if depth > 0:
            raise ArticleError("is cut off") from error
        raise ArticleError(f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError("is not JSON in UTF-8") from error


def _integer(text: str) -> int | None:
    return int(text) if len(text) < 400 else None


def _number(text: str) -> float | None:
    value = float(text[:400])
    return value if math.isfinite(value) else None
