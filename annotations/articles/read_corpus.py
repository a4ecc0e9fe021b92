"""The articles of a corpus as a stream of cards, with a receipt of every file."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from annotations.articles.article import Article
from annotations.articles.corpus import Card, File, Skipped, card_of
from annotations.articles.kept import is_kept
from annotations.articles.load import load
from annotations.articles.places import Place
from annotations.articles.reading import FileReading, why_none
from annotations.articles.receipts import Receipt
from annotations.articles.source_file import MAX_BYTES
from annotations.errors import ArticleError
from annotations.outside import TooLongError, within

SECONDS: Final = 30.0
"""What one article may take; the largest that is read takes three."""
_PATIENCE: Final = 0.5
"""Seconds after which what is read is told, however little it is."""


class Batch(NamedTuple):
    """The next few articles of a corpus."""

    cards: tuple[Card, ...]
    skipped: tuple[Skipped, ...]
    """Files and documents that are no articles, and why."""
    done: int
    """How many files have been read to their end, this batch included."""
    share: float = 0.0
    """How much of the next one has been read, from 0 to 1."""
    receipts: tuple[Receipt, ...] = ()
    """Of the files that were read to their end in this batch."""


def read_articles(
    files: Iterable[File],
    *,
    max_bytes: int = MAX_BYTES,
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Article | Skipped]:
    """Every article of files, in their order, and what is none, with the reason.

    A file gives its articles one at a time; its documents that are none come behind them.
    """
    for file in files:
        if is_kept(file.path):
            try:
                yield load(file.path)
            except ArticleError as error:
                yield Skipped(file.path, str(error))
            continue
        reading = FileReading(file.path, max_bytes=max_bytes, encoding=encoding, columns=columns)
        yield from _asked_for(reading, file)
        yield from _others(reading, file)


def _asked_for(reading: FileReading, file: File) -> Iterator[Article]:
    """The articles of a file, or the only one of it that is asked for, each within its time."""
    wanted = str(Place(file.path, file.key)) if file.key else ""
    articles = iter(reading)
    while (article := _next(articles, reading)) is not None:
        if not wanted or article.path == wanted:
            yield article


def _others(reading: FileReading, file: File) -> Iterator[Skipped]:
    """What of a file is no article, as far as anybody wants to know."""
    receipt = reading.receipt
    if file.key and not reading.gave(file.key):
        why = receipt.failed or "is not in the file any more"
        yield Skipped(str(Place(file.path, file.key)), why)
    elif not file.key and (file.is_article or not reading.is_unknown):
        yield from skipped_of(receipt)


def skipped_of(receipt: Receipt) -> Iterator[Skipped]:
    """The file of a receipt, or documents of it, that are no articles, and why."""
    if not (receipt.read or receipt.twice):
        yield Skipped(receipt.path, why_none(receipt))
        return
    if receipt.failed:
        yield Skipped(receipt.path, f"was not read to its end: it {receipt.failed}")
    for one in receipt.skipped:
        yield Skipped(str(Place(receipt.path, one.key)), one.reason)


def read_corpus(
    files: Iterable[File],
    *,
    max_bytes: int = MAX_BYTES,
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
) -> Iterator[Batch]:
    """Read files in their order, in batches small at first so that a screen can open.

    A text that was read before at another place is skipped, naming that place. A file of a folder
    that holds no articles, though others of its kind do, is passed over.
    """
    run = _Run(max_bytes, encoding, columns)
    size, told = 16, time.monotonic()
    for file in files:
        for _ in run.read(file):
            now = time.monotonic()
            if run.waiting >= size or now - told > _PATIENCE:
                yield run.batch()
                size, told = min(size * 2, 512), now
    if run.waiting:
        yield run.batch()


class _Run:
    """One reading of a corpus: what was read and is not told yet."""

    def __init__(self, max_bytes: int, encoding: str, columns: Mapping[str, str] | None) -> None:
        self._max_bytes = max_bytes
        self._encoding = encoding
        self._columns = columns
        self._seen: dict[str, str] = {}
        self._cards: list[Card] = []
        self._skipped: list[Skipped] = []
        self._receipts: list[Receipt] = []
        self._untold = 0
        self._done = 0
        self._share = 0.0

    @property
    def waiting(self) -> int:
        """How many articles and files are to be told."""
        return max(len(self._cards) + len(self._skipped), self._untold)

    def batch(self) -> Batch:
        """What is to be told, which it is with this."""
        told = Batch(
            tuple(self._cards),
            tuple(self._skipped),
            self._done,
            self._share,
            tuple(self._receipts),
        )
        self._cards, self._skipped, self._receipts, self._untold = [], [], [], 0
        return told

    def read(self, file: File) -> Iterator[None]:
        """Read a file, stopping at every article and at its end."""
        if is_kept(file.path):
            self._kept(file)
        else:
            yield from self._read(file)
        self._done, self._share = self._done + 1, 0.0
        self._untold += 1
        yield None

    def _kept(self, file: File) -> None:
        try:
            self._take(load(file.path), file, "")
        except ArticleError as error:
            self._skipped.append(Skipped(file.path, str(error)))

    def _read(self, file: File) -> Iterator[None]:
        reading = FileReading(
            file.path,
            max_bytes=self._max_bytes,
            encoding=self._encoding,
            columns=self._columns,
        )
        for article in _asked_for(reading, file):
            name = reading.format.name if reading.format else ""
            first = self._take(article, file, name)
            if first:
                reading.twice(article, first)
            self._share = reading.source.share
            yield None
        self._close(file, reading)

    def _take(self, article: Article, file: File, format_: str) -> str:
        """Make a card of an article; where its text was read before, nothing but that place."""
        first = self._seen.setdefault(article.id, article.path)
        if first != article.path:
            self._skipped.append(Skipped(article.path, f"holds the same text as {first}"))
            return first
        self._cards.append(card_of(article, file, format_))
        return ""

    def _close(self, file: File, reading: FileReading) -> None:
        if file.is_article or not reading.is_unknown:
            self._receipts.append(reading.receipt)
        self._skipped += _others(reading, file)


def _next(articles: Iterator[Article], reading: FileReading) -> Article | None:
    try:
        with within(SECONDS):
            return next(articles, None)
    except TooLongError as error:
        reading.give_up(str(error))
        return None
