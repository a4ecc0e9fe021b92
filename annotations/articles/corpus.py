"""A corpus: which files there are, and a card of each article, read as a stream."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.articles.article import Article
from annotations.articles.load import MAX_BYTES, load, unknown_format, why_not
from annotations.articles.readers import READERS, suffix_of
from annotations.articles.signature import READ, Signature, signature_of
from annotations.errors import ArticleError

_UNREAD = ("readme", "license", "licence", "changelog")
"""Beginnings of names of files that speak about a folder instead of being in its corpus."""


class File(NamedTuple):
    """A file that may be an article."""

    path: str
    folder: str = ""
    """Its folder below the corpus folder, or empty at the top and for a file that was named."""
    named: bool = False
    """Whether it was named itself, not found in a folder."""


class Skipped(NamedTuple):
    """A file or folder that is not in the corpus, and why."""

    path: str
    reason: str


class Found(NamedTuple):
    """What a search for articles came upon."""

    files: tuple[File, ...]
    problems: tuple[Skipped, ...] = ()
    ignored: int = 0
    """Files in folders that are of no format that is read."""


class Card(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the library needs of an article, without its text."""

    article_id: str
    path: str
    folder: str = ""
    named: bool = False
    title: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    story: str = ""
    """The story it declares, or empty."""
    lang: str = "en"
    chars: int = 0
    encoding: str = "utf-8"
    removed: int = 0
    signature: Signature = Signature()
    """What grouping compares."""


class Batch(NamedTuple):
    """The next few files of a corpus, read."""

    cards: tuple[Card, ...]
    skipped: tuple[Skipped, ...]
    done: int
    """How many files have been read, this batch included."""


def card_of(article: Article, file: File | None = None) -> Card:
    """The card of an article, which came from `file`."""
    return Card(
        article_id=article.id,
        path=article.path,
        folder=file.folder if file else "",
        named=file.named if file else False,
        title=article.title,
        source=article.source,
        url=article.url,
        published_at=article.published_at,
        story=article.story,
        lang=article.lang,
        chars=len(article.text),
        encoding=article.encoding,
        removed=article.removed,
        signature=signature_of(_body(article), article.title),
    )


def _body(article: Article) -> str:
    """The beginning of an article's report: an outlet's own words would link all it publishes."""
    text = article.text
    for span in reversed(article.boilerplate):
        if span.start < READ:
            text = text[: span.start] + text[span.end :]
    return text[:READ]


def read_corpus(
    files: Iterable[File], *, max_bytes: int = MAX_BYTES, encoding: str = ""
) -> Iterator[Batch]:
    """Read files in their order, in batches small at first so that a screen can open.

    A text that was read before under another path is skipped, naming that path.
    """
    seen: dict[str, str] = {}
    waiting, size, done = iter(files), 16, 0
    while batch := tuple(islice(waiting, size)):
        cards: list[Card] = []
        skipped: list[Skipped] = []
        for file in batch:
            try:
                article = load(file.path, max_bytes=max_bytes, encoding=encoding)
            except ArticleError as error:
                skipped.append(Skipped(file.path, str(error)))
                continue
            first = seen.setdefault(article.id, file.path)
            if first == file.path:
                cards.append(card_of(article, file))
            else:
                skipped.append(Skipped(file.path, f"holds the same text as {first}"))
        done += len(batch)
        yield Batch(tuple(cards), tuple(skipped), done)
        size = min(size * 2, 512)


def find(paths: Iterable[str | os.PathLike[str]]) -> Found:
    """The files that may be articles, at these paths and in the folders among them.

    Hidden files and folders, readmes, licences and change logs are passed over in a folder; so are
    other formats, which are counted. What was named itself is read whatever its name, and if it
    cannot be, that is a problem with its reason. Each file comes once, in natural order below
    each path.
    """
    search = _Search()
    for path in paths:
        search.add(os.path.normpath(os.fspath(path)))
    return Found(tuple(search.files), tuple(search.problems), search.ignored)


class _Search:
    """One run of `find`."""

    def __init__(self) -> None:
        self.files: list[File] = []
        self.problems: list[Skipped] = []
        self.ignored = 0
        self._paths: set[str] = set()
        self._folders: set[tuple[int, int]] = set()

    def add(self, path: str) -> None:
        """Take what was named on the command line."""
        place = Path(path)
        if place.is_dir():
            self._walk(path)
        elif not place.exists():
            reason = "is a link to nothing" if place.is_symlink() else "does not exist"
            self.problems.append(Skipped(path, reason))
        elif suffix_of(path) not in READERS:
            self.problems.append(Skipped(path, unknown_format(suffix_of(path))))
        else:
            self._take(File(path, named=True))

    def _take(self, file: File) -> None:
        if file.path not in self._paths:
            self._paths.add(file.path)
            self.files.append(file)

    def _walk(self, root: str) -> None:
        # Depth first with a stack of its own: folders may be nested deeper than Python's calls.
        waiting = [(root, "")]
        while waiting:
            path, folder = waiting.pop()
            below = self._list(path, folder)
            waiting += [
                (f"{path.rstrip('/')}/{name}", f"{folder}/{name}" if folder else name)
                for name in reversed(below)
            ]

    def _list(self, path: str, folder: str) -> list[str]:
        """Take a folder's files; its folders, in order."""
        folders: list[str] = []
        names: list[str] = []
        try:
            if not self._is_new(path):
                return []
            with os.scandir(path) as entries:
                for entry in entries:
                    name = entry.name
                    if name.startswith("."):
                        continue
                    if _is_folder(entry):
                        folders.append(name)
                    elif suffix_of(name) not in READERS:
                        self.ignored += 1
                    elif not name.lower().startswith(_UNREAD):
                        names.append(name)
        except OSError as error:
            self.problems.append(Skipped(path, why_not(error)))
            return []
        for name in sorted(names, key=natural):
            self._take(File(f"{path.rstrip('/')}/{name}", folder))
        return sorted(folders, key=natural)

    def _is_new(self, path: str) -> bool:
        """Whether this folder was not walked yet: links may lead in circles."""
        status = Path(path).stat()
        key = status.st_dev, status.st_ino
        if key in self._folders:
            return False
        self._folders.add(key)
        return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself: as a file it will be a problem, if its name asks for it
        return False


_DIGITS = re.compile(r"(\d+)")


def natural(text: str) -> tuple[object, ...]:
    """A key that sorts `part 2` before `part 10`, without regard to case, and is total."""
    pieces: list[object] = [*_DIGITS.split(text.casefold())]
    for index, digits in enumerate(pieces[1::2]):
        # By length, then by digit: int() refuses to read thousands of them.
        bare = str(digits).lstrip("0")
        pieces[2 * index + 1] = (len(bare), bare)
    return tuple(pieces), text
