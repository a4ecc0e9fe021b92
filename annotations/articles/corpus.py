"""A corpus: which files there are, and what is known of an article without its text."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.articles.article import Article
from annotations.articles.formats import INDEPENDENT, SUFFIXES
from annotations.articles.kept import is_kept
from annotations.articles.origins import SUFFIX as ORIGIN
from annotations.articles.places import place_of
from annotations.articles.signature import READ, Signature, signature_of
from annotations.articles.source_file import suffix_of
from annotations.outside import why_not

_PAGES = (".htm", ".html", ".xhtml")
_BESIDE = frozenset(
    "_files .files -files -Dateien _fichiers _archivos _arquivos _ficheiros _file _bestanden "
    "-filer _tiedostot _pliki _soubory _elemei _fájlok _datoteke _dosyalar".split()
)
"""What browsers put behind a page's name for the folder of what it shows."""
_UNREAD = ("readme", "license", "licence", "changelog")
"""Beginnings of names of files that speak about a folder instead of being in its corpus."""


class File(NamedTuple):
    """A file that may be an article."""

    path: str
    folder: str = ""
    """Its folder below the corpus folder, or empty at the top and for a file that was named."""
    named: bool = False
    """Whether it was named itself, not found in a folder."""
    key: str = ""
    """Of the only document of it that is asked for, or empty."""

    @property
    def is_article(self) -> bool:
        """Whether it is an article whatever it holds: text, or what somebody named."""
        return self.named or suffix_of(self.path) in INDEPENDENT


class Skipped(NamedTuple):
    """A file or folder that is not in the corpus, and why."""

    path: str
    reason: str


class Found(NamedTuple):
    """What a search for articles came upon."""

    files: tuple[File, ...]
    problems: tuple[Skipped, ...] = ()
    ignored: Mapping[str, int] = {}
    """How many files in folders are of no format that is read, by the suffix of their names."""
    more_at: tuple[str, ...] = ()
    """Where there are more files, if the search ended early: `find` finds all of them there."""


class Card(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the library needs of an article, without its text."""

    article_id: str
    path: str
    folder: str = ""
    named: bool = False
    format: str = ""
    """Of its file, by its name in the table of formats."""
    of_several: bool = False
    """Whether its file holds other articles too."""
    title: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    wire: str = ""
    """The news agency that it came from, or empty."""
    story: str = ""
    """The story it declares, or empty."""
    lang: str = "en"
    chars: int = 0
    encoding: str = "utf-8"
    removed: int = 0
    signature: Signature = Signature()
    """What grouping compares."""


def card_of(article: Article, file: File | None = None, format_: str = "") -> Card:
    """The card of an article, which came from `file`, of that format."""
    return Card(
        article_id=article.id,
        path=article.path,
        format=format_,
        of_several=bool(article.path) and bool(place_of(article.path).key),
        folder=file.folder if file else "",
        named=file.named if file else False,
        title=article.title,
        source=article.source,
        url=article.url,
        published_at=article.published_at,
        wire=article.wire,
        story=article.story,
        lang=article.lang,
        chars=len(article.text),
        encoding=article.encoding,
        removed=article.removed,
        signature=signature_of(_body(article), article.title),
    )


def _body(article: Article) -> str:
    """The beginning of an article's report: an outlet's own words would link all it publishes."""
    text = article.running_text
    for span in reversed(article.boilerplate):
        if span.start < READ:
            text = text[: span.start] + text[span.end :]
    return text[:READ]


def find(paths: Iterable[str | os.PathLike[str]], most: int = 0) -> Found:
    """The files that may be articles, at these paths and in the folders among them.

    Hidden files and folders, readmes, licences and change logs are passed over in a folder; so are
    other formats, which are counted. What was named itself is read whatever its name, and if it
    cannot be, that is a problem with its reason. Each file comes once, in natural order below
    each path.

    Args:
        paths: Files and folders.
        most: Files after which no further folder is looked into; 0 for no such end.
    """
    search = _Search(most)
    named = [os.path.normpath(os.fspath(path)) for path in paths]
    for path in named:
        search.add(path)
    if search.ended:
        # What a part of the corpus holds that is not read says nothing yet.
        return Found(tuple(search.files), more_at=tuple(named))
    return Found(tuple(search.files), tuple(search.problems), dict(search.ignored))


def file_below(path: str, roots: Iterable[str]) -> File | None:
    """A file as `find` gives it that looks into these folders; None if it lies in none of them."""
    wanted = os.path.abspath(path)  # noqa: PTH100
    for root in roots:
        top = os.path.abspath(root).rstrip("/") + "/"  # noqa: PTH100
        if wanted.startswith(top) and os.path.isfile(wanted):  # noqa: PTH113
            rest = wanted[len(top) :]
            return File(f"{root.rstrip('/')}/{rest}", rest.rpartition("/")[0])
    return None


def find_or_kept(paths: Iterable[str | os.PathLike[str]], project: Path, most: int = 0) -> Found:
    """What `find` finds; where that is nothing, the articles that the project keeps.

    So whoever took a project from a colleague reads it without the files.

    Args:
        paths: Files and folders.
        project: The project's folder.
        most: As of `find`.
    """
    paths = list(paths)
    found = find(paths, most)
    if found.files or not all(Path(path).is_dir() for path in paths):
        return found
    folder = project / "articles"
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    kept = tuple(File(f"{folder}/{name}") for name in names if is_kept(f"{folder}/{name}"))
    return found._replace(files=kept)


class _Search:
    """One run of `find`."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.ended = False
        """Whether there may be more."""
        self.files: list[File] = []
        self.problems: list[Skipped] = []
        self.ignored: Counter[str] = Counter()
        self._taken: set[tuple[object, ...]] = set()
        """Paths and keys."""
        self._folders: set[tuple[int, int]] = set()

    def add(self, path: str) -> None:
        """Take what was named on the command line."""
        path, key = place_of(path)
        place = Path(path)
        if place.is_dir():
            self._walk(path)
        elif not place.exists():
            reason = "is a link to nothing" if place.is_symlink() else "does not exist"
            self.problems.append(Skipped(path, reason))
        else:
            self._take(File(path, named=True, key=key))

    def _take(self, file: File) -> None:
        if file[::3] not in self._taken:
            self._taken.add(file[::3])
            self.files.append(file)

    def _walk(self, root: str) -> None:
        # Depth first with a stack of its own: folders may be nested deeper than Python's calls.
        waiting = [(root, "")]
        while waiting:
            if self._most and len(self.files) >= self._most:
                self.ended = True
                return
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
                    if name.startswith(".") or name.endswith(ORIGIN):
                        continue
                    if _is_folder(entry):
                        folders.append(name)
                    elif suffix_of(name) not in SUFFIXES:
                        self.ignored[suffix_of(name)] += 1
                    elif not name.lower().startswith(_UNREAD):
                        names.append(name)
        except OSError as error:
            self.problems.append(Skipped(path, why_not(error)))
            return []
        pages = [name.rpartition(".")[0] for name in names if suffix_of(name) in _PAGES]
        folders = [name for name in folders if not _is_of_a_page(name, pages)]
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


def _is_of_a_page(folder: str, pages: Iterable[str]) -> bool:
    """Whether a browser saved a folder beside a page, with its pictures and frames."""
    return any(folder.startswith(page) and folder[len(page) :] in _BESIDE for page in pages)


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
