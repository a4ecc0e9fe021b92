"""The articles of a corpus as a stream of cards, with a receipt of every file."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple, Protocol

import msgspec

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
_AT_ONCE: Final = 500
"""Files that a memory is told of before they come."""
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


class Remembered(NamedTuple):
    """What a file gave when it was read, whatever other files hold."""

    cards: tuple[Card, ...]
    receipt: Receipt
    is_unknown: bool = False
    """Whether no format recognised it."""


class Keeping(Protocol):
    """Takes in what a file gives while it is read."""

    def add(self, article: Article, card: Card) -> None:
        """One of its articles, which may stand in another file too."""

    def close(self, receipt: Receipt, *, is_unknown: bool) -> None:
        """It was read to its end."""


class Memory(Protocol):
    """What files gave when they were read before, so that they need not be read again."""

    def expect(self, files: Sequence[File]) -> None:
        """These are asked for next."""

    def recall(self, file: File) -> Remembered | None:
        """What a file gave; None if that is not known, or if the file is another by now."""

    def begin(self, file: File) -> Keeping | None:
        """A file is read: what to tell of it, if anything wants to know."""


def read_corpus(
    files: Iterable[File],
    *,
    max_bytes: int = MAX_BYTES,
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> Iterator[Batch]:
    """Read files in their order, in batches small at first so that a screen can open.

    A text that was read before at another place is skipped, naming that place. A file of a folder
    that holds no articles, though others of its kind do, is passed over.

    Args:
        files: The files.
        max_bytes: The size of text above which it, or a document of it, is refused.
        encoding: What bytes are believed to be, if known.
        columns: Which column of a table holds what; see `ArticlesConfig.columns`.
        memory: Knows files that were read before, and is told of the others.
    """
    run = _Run(max_bytes, encoding, columns, memory)
    size, told = 16, time.monotonic()
    for file in files if memory is None else _expected(files, memory):
        for _ in run.read(file):
            now = time.monotonic()
            if run.waiting >= size or now - told > _PATIENCE:
                yield run.batch()
                size, told = min(size * 2, 512), now
    if run.waiting:
        yield run.batch()


def _expected(files: Iterable[File], memory: Memory) -> Iterator[File]:
    """The files, the memory told of some hundred at once before they come."""
    every = iter(files)
    while some := list(islice(every, _AT_ONCE)):
        memory.expect(some)
        yield from some


class _Run:
    """One reading of a corpus: what was read and is not told yet."""

    def __init__(
        self,
        max_bytes: int,
        encoding: str,
        columns: Mapping[str, str] | None,
        memory: Memory | None,
    ) -> None:
        self._max_bytes = max_bytes
        self._encoding = encoding
        self._columns = columns
        self._memory = memory
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
        elif (known := self._recalled(file)) is not None:
            self._take_known(file, known)
        else:
            yield from self._read(file)
        self._done, self._share = self._done + 1, 0.0
        self._untold += 1
        yield None

    def _kept(self, file: File) -> None:
        try:
            self._take(card_of(load(file.path), file))
        except ArticleError as error:
            self._skipped.append(Skipped(file.path, str(error)))

    def _recalled(self, file: File) -> Remembered | None:
        return self._memory.recall(file) if self._memory and not file.key else None

    def _take_known(self, file: File, known: Remembered) -> None:
        """What reading the file would give."""
        twice = []
        for card in known.cards:
            if first := self._take(card):
                twice.append((card.path.removeprefix(file.path).removeprefix("#"), first))
        receipt = known.receipt
        if twice:
            read = receipt.read - len(twice)
            receipt = msgspec.structs.replace(receipt, read=read, twice=tuple(twice))
        if file.is_article or not known.is_unknown:
            self._receipts.append(receipt)
            self._skipped += skipped_of(receipt)

    def _read(self, file: File) -> Iterator[None]:
        keeping = self._memory.begin(file) if self._memory and not file.key else None
        reading = FileReading(
            file.path,
            max_bytes=self._max_bytes,
            encoding=self._encoding,
            columns=self._columns,
        )
        twice = 0
        for article in _asked_for(reading, file):
            card = card_of(article, file, reading.format.name if reading.format else "")
            if keeping is not None:
                keeping.add(article, card)
            if first := self._take(card):
                twice += 1
                reading.twice(article, first)
            self._share = reading.source.share
            yield None
        if keeping is not None:
            alone = reading.receipt
            alone = msgspec.structs.replace(alone, read=alone.read + twice, twice=())
            keeping.close(alone, is_unknown=reading.is_unknown)
        self._close(file, reading)

    def _take(self, card: Card) -> str:
        """Take a card in; where its text was read before, nothing but that place."""
        first = self._seen.setdefault(card.article_id, card.path)
        if first != card.path:
            self._skipped.append(Skipped(card.path, f"holds the same text as {first}"))
            return first
        self._cards.append(card)
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
