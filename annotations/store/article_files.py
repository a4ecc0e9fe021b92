"""Articles as they were when they were first annotated, one file each.

The name is the hash of the text, so a file changes only when sentences are cut otherwise; its own
hash stands in the project's tables, so that provenance and cuts are vouched for too.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.errors import DamagedError, StoreError
from annotations.outside import read_whole
from annotations.store.engine import disk
from annotations.store.events import FrozenArticle, clean

_AT_ONCE = 1 << 16
"""Characters that are encoded at once: a tenth of a millisecond."""

AT_HAND = 32
"""Articles that are kept in memory after reading."""


_SCHEMA = 1


class _File(msgspec.Struct, frozen=True):
    article: Article
    cutter: str
    sentences: tuple[tuple[int, int], ...]
    schema: int = _SCHEMA


class Shelf:
    """The folder of frozen articles."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._at_hand: OrderedDict[str, FrozenArticle] = OrderedDict()

    def path(self, article_id: str) -> Path:
        """Where an article is kept."""
        return self.folder / f"{article_id}.json"

    def put(self, article: Article, sentences: Sentences) -> str:
        """Keep an article, unless its file is there already; the hash of the file.

        Raises:
            StoreError: If the article's id is not that of its text.
            OSError: If the disk refused.
        """
        if article.id != article_id_of(article.text):
            raise StoreError(f"{article.id} is not the id of the article's text.")
        path = self.path(article.id)
        if path.exists():
            # A crash came between file and table, or the article travelled without the table.
            data = read_whole(path)
            kept_from(data, path)
            return hashlib.sha256(data).hexdigest()
        return self._write(path, article, sentences)

    def put_beside(self, article: Article, sentences: Sentences, sha256: str) -> str:
        """Write an article with other cuts beside its file, which is as it was until `settle`.

        Between the two, the hash in the project's tables says which of the files counts: so a
        crash leaves the old cuts or the new, whole.

        Args:
            article: As kept.
            sentences: The other cuts.
            sha256: The hash of what is kept now; what an earlier crash left beside takes its
                place first, if it is that.

        Returns:
            The hash of the new file.
        """
        self.settle(article.id, sha256)
        return self._write(_beside(self.path(article.id)), article, sentences)

    def settle(self, article_id: str, sha256: str) -> None:
        """Let what stands beside an article's file take its place, if it has that hash."""
        path = self.path(article_id)
        beside = _beside(path)
        if beside.exists() and _is(beside, sha256):
            disk.take_place(beside, path)

    def _write(self, path: Path, article: Article, sentences: Sentences) -> str:
        if not self.folder.is_dir():
            disk.make_folder(self.folder)
            disk.sync_folder(self.folder.parent)
        article, hashed = _cleaned(article), hashlib.sha256()
        pieces = _hashing(_encoded(article, sentences), hashed.update)
        disk.replace(path, pieces, mode=disk.mode_in(self.folder.parent))
        sha256 = hashed.hexdigest()
        # It was written a moment ago: reading it back would only take time.
        cuts = Sentences(sentences.offsets, article.boilerplate, sentences.cutter)
        self._keep(sha256, FrozenArticle(article, cuts))
        return sha256

    def _keep(self, sha256: str, found: FrozenArticle) -> FrozenArticle:
        """Have an article at hand, the one that was looked at longest ago no longer."""
        self._at_hand[sha256] = found
        while len(self._at_hand) > AT_HAND:
            self._at_hand.popitem(last=False)
        return found

    def put_back(self, article_id: str, sha256: str) -> bool:
        """Write an article again whose file somebody removed; whether that was needed.

        Raises:
            OSError: If the disk refused.
        """
        path = self.path(article_id)
        known = self._at_hand.get(sha256)
        if known is None or path.exists() or _beside(path).exists():
            return False
        self._write(path, known.article, known.sentences)
        return True

    def get(self, article_id: str, sha256: str) -> FrozenArticle:
        """An article as kept.

        Raises:
            DamagedError: If its file is missing, or not what was kept.
        """
        known = self._at_hand.get(sha256)
        if known is not None:
            return known
        path = self.path(article_id)
        try:
            data = read_whole(path)
            whole = hashlib.sha256(data).hexdigest() == sha256
            if not whole:
                # A crash may have come before cuts that were changed took their place.
                data = read_whole(_beside(path))
                whole = hashlib.sha256(data).hexdigest() == sha256
        except FileNotFoundError as error:
            missing = "is not what was kept" if path.exists() else "is missing"
            raise DamagedError(f"{path} {missing}: put a copy of it back.") from error
        except OSError as error:
            raise DamagedError(f"{path} cannot be read: {error.strerror}.") from error
        if not whole:
            raise DamagedError(f"{path} is not what was kept: put a copy of it back.")
        # The hash of the file vouches for the text in it, too.
        return self._keep(sha256, kept_from(data, path, hashed=True))


def _encoded(article: Article, sentences: Sentences) -> Iterator[bytes]:
    """The file of an article as `_File` is encoded, in small pieces.

    One call for all of a long article would hold the interpreter for 50 ms, and with it the
    screen that shows the label for whose sake the article is kept.
    """
    text, encode = article.text, msgspec.json.encode
    rest = [one for one in msgspec.structs.fields(article) if _is_said(article, one.name)]
    yield b'{"article":{"id":%b,"text":"' % encode(article.id)
    for at in range(0, len(text), _AT_ONCE):
        yield encode(text[at : at + _AT_ONCE])[1:-1]
    yield b'",' + encode({one.encode_name: getattr(article, one.name) for one in rest})[1:]
    yield b',"cutter":%b,"sentences":[' % encode(sentences.cutter)
    offsets, comma = iter(sentences.offsets), b""
    while part := list(islice(offsets, _AT_ONCE // 16)):
        yield comma + encode(part)[1:-1]
        comma = b","
    yield b'],"schema":%d}' % _SCHEMA


_LATER = ("byline", "section", "wire")
"""Facts that stand in a file only where something is known: older programs wrote none of them."""


def _is_said(article: Article, name: str) -> bool:
    return name not in ("id", "text") and (name not in _LATER or bool(getattr(article, name)))


def _hashing(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    """The pieces, each told to a hash on its way."""
    for piece in pieces:
        update(piece)
        yield piece


def data_of(article: Article, sentences: Sentences) -> bytes:
    """What is kept of an article, as JSON."""
    return b"".join(_encoded(_cleaned(article), sentences))


def _cleaned(article: Article) -> Article:
    """The article with nothing in what is known of it that no file can hold."""
    names = ("title", "source", "url", "published_at", "story", "path", "lang", "encoding", *_LATER)
    return msgspec.structs.replace(
        article, **{name: clean(getattr(article, name)) for name in names}
    )


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.next")


def _is(path: Path, sha256: str) -> bool:
    return hashlib.sha256(read_whole(path)).hexdigest() == sha256


def kept_from(data: bytes, path: Path, *, hashed: bool = False) -> FrozenArticle:
    """An article from what was kept of it.

    Args:
        data: As of `data_of`.
        path: Where it is kept.
        hashed: Whether a hash has vouched for it, its text included.

    Raises:
        DamagedError: If it is none.
    """
    try:
        file = msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedError(f"{path} is not a kept article: {error}.") from error
    whole = hashed or article_id_of(file.article.text) == file.article.id
    if not whole or path.stem != file.article.id:
        raise DamagedError(f"{path} does not hold the text that its name says.")
    cuts = Sentences(file.sentences, file.article.boilerplate, file.cutter)
    return FrozenArticle(file.article, cuts)
