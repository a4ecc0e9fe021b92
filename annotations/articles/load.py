"""One file to one article."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import msgspec

from annotations.articles.article import Article, Span, article_id_of
from annotations.articles.boilerplate import boilerplate, tail_of
from annotations.articles.canonical import canonical
from annotations.articles.decoding import decode
from annotations.articles.readers import READERS, Draft, headline_of, opening_of, suffix_of
from annotations.errors import ArticleError

MAX_BYTES = 32 * 1024 * 1024
"""A larger file is not read: 100,000 sentences take a third of it."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Should the file turn into a pipe between looking and opening, opening it must still not wait.
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


def load(path: str | Path, *, max_bytes: int = MAX_BYTES, encoding: str = "") -> Article:
    """Read the article in the file at `path`.

    Args:
        path: The file; its suffix says its format.
        max_bytes: The size above which a file is refused.
        encoding: What its bytes are believed to be, if known; tried first.

    Raises:
        ArticleError: If it cannot be read as an article; its text is the reason, without the path.
    """
    path = os.fspath(path)
    reader = READERS.get(suffix_of(path))
    if reader is None:
        raise ArticleError(unknown_format(suffix_of(path)))
    decoded = decode(read_bytes(path, max_bytes), encoding)
    clean = canonical(decoded.text)
    return _article(reader(clean.text), path, decoded.encoding, clean.removed)


def make_article(
    draft: Draft, *, path: str = "", encoding: str = "utf-8", removed: int = 0
) -> Article:
    """The article of a draft: canonical text, id, boilerplate; title and source if it has none.

    Raises:
        ArticleError: If there is nothing to read in it.
    """
    text, more = canonical(draft.text)
    draft = msgspec.structs.replace(draft, text=text)
    return _article(draft, path, encoding, removed + more)


def _article(draft: Draft, path: str, encoding: str, removed: int) -> Article:
    """The article of a draft whose text is canonical."""
    text = draft.text
    if not text or text.isspace():
        raise ArticleError("holds no text")
    tail = tail_of(text)
    parts = boilerplate(text)
    report = _report(text, parts)
    return Article(
        id=article_id_of(text),
        text=text,
        title=draft.title or tail.title or headline_of(report) or opening_of(report),
        source=draft.source or tail.source,
        url=draft.url,
        published_at=draft.published_at,
        story=draft.story,
        path=path,
        lang=draft.lang or "en",
        encoding=encoding,
        removed=removed,
        boilerplate=parts,
    )


def _report(text: str, parts: tuple[Span, ...]) -> str:
    """The beginning of `text` without the bylines that stand before anything else."""
    start = 0
    for part in parts:
        if text[start : part.start].strip():
            break
        start = part.end
    return text[start:].lstrip()[:4000]


def unknown_format(suffix: str) -> str:
    """Why a file with this suffix is not read."""
    known = ", ".join(sorted(READERS))
    if not suffix:
        return f"has no suffix that says its format (known: {known})"
    return f"is of a format that is not read ({suffix}; known: {known})"


def why_not(error: OSError | ValueError) -> str:
    """Why the system did not open something, in a few words."""
    reason = getattr(error, "strerror", None) or str(error)
    return f"cannot be read: {reason[:1].lower()}{reason[1:]}"


def read_bytes(path: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file; anything else is refused without waiting for it.

    Raises:
        ArticleError: If it is not a file, is empty or too large, or cannot be read.
    """
    try:
        _refuse(Path(path).stat(), max_bytes)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            _refuse(os.fstat(file.fileno()), max_bytes)
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise ArticleError(why_not(error)) from error
    if len(data) > max_bytes:
        raise ArticleError(f"is over the limit of {_size(max_bytes)}")
    if not data:
        raise ArticleError("is empty")
    return data


def _refuse(status: os.stat_result, max_bytes: int) -> None:
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise ArticleError(f"is {name}, not a file")
    if status.st_size > max_bytes:
        raise ArticleError(f"is {_size(status.st_size)}, over the limit of {_size(max_bytes)}")


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"
