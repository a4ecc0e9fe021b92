"""The articles of one file, one after the other, and the receipt of what became of the others."""

from __future__ import annotations

import os
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

import msgspec

from annotations.articles.article import Article, Span, article_id_of
from annotations.articles.boilerplate import boilerplate, tail_of
from annotations.articles.canonical import canonical
from annotations.articles.document import NO_BODY, Announced, Document, Item, Unread
from annotations.articles.formats import Format, reader_of, recognise, unknown_format
from annotations.articles.origins import Origin, origin_of
from annotations.articles.paragraphs import running_text
from annotations.articles.places import Place
from annotations.articles.receipts import Receipt
from annotations.articles.source_file import MAX_BYTES, SourceFile
from annotations.articles.titles import headline_of, opening_of
from annotations.articles.twice_encoded import twice_encoded
from annotations.articles.wires import agency_of
from annotations.errors import ArticleError
from annotations.outside import TooLongError

_WHOLE: Final = 64 * 1024 * 1024
"""A file of several articles up to this size is read at once when one of them is asked for."""
_NAMED: Final = 3
"""How many articles of a file are named to somebody who did not say which."""
_AT_HAND: Final = 4
"""Such files of which the articles are kept at hand."""


class FileReading:
    """Reads a file: iterate over it for the articles, then ask for the receipt.

    Args:
        path: The file.
        max_bytes: The size of text above which it, or a document of it, is refused.
        encoding: What its bytes are believed to be, if known.
        columns: What columns of tables are, by their names.
    """

    def __init__(
        self,
        path: str,
        *,
        max_bytes: int = MAX_BYTES,
        encoding: str = "",
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self.source = SourceFile(path, max_bytes=max_bytes, encoding=encoding, columns=columns)
        self.format: Format | None = None
        self.is_unknown = False
        """Whether no format recognised it."""
        self._announced: int | None = None
        self._read = self._removed = 0
        self._skipped: list[Unread] = []
        self._twice: list[tuple[str, str]] = []
        self._dropped: Counter[str] = Counter()
        self._warnings: dict[str, None] = {}
        self._failed = ""
        self._origin: Origin | None = None
        self._keys: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Article]:
        """The articles. Whatever ends them early is said in the receipt; nothing is raised."""
        try:
            self.is_unknown = self.source.size == 0
            self.format = recognise(self.source.head)
            if self.format is None:
                self.is_unknown = True
                raise ArticleError(unknown_format(self.source.head))
            self.source.max_bytes *= self.format.bulk
            self._origin = origin_of(self.source.path)
            if self._origin and not self.source.encoding:
                self.source.encoding = self._origin.charset
            for item in reader_of(self.format).read(self.source):
                yield from self._take(item)
            self.source.share = 1.0
        except (ArticleError, TooLongError) as error:
            self._failed = str(error)
        except (MemoryError, RecursionError):
            self._failed = "is nested too deeply, or needs too much memory"
        except Exception as error:
            # Whatever is wrong with one file, or with the rules for it, the others are read.
            self._failed = f"cannot be read ({type(error).__name__})"

    def gave(self, key: str) -> bool:
        """Whether it gave an article, or something that is none, of that key."""
        return self._keys[key] > 0

    def give_up(self, reason: str) -> None:
        """Say why it was not read to its end."""
        self._failed = reason

    def twice(self, article: Article, first: str) -> None:
        """Say that an article's text was read before, at the place `first`."""
        key = article.path.removeprefix(self.source.path).removeprefix("#")
        self._read -= 1
        self._twice.append((key, first))

    @property
    def receipt(self) -> Receipt:
        """What became of the file so far."""
        return Receipt(
            path=self.source.path,
            format=self.format.name if self.format else "",
            encoding=self.source.encoding,
            announced=self._announced,
            read=self._read,
            skipped=tuple(self._skipped),
            twice=tuple(self._twice),
            dropped=dict(self._dropped),
            removed=self._removed,
            warnings=tuple(self._warnings),
            failed=self._failed,
        )

    def _take(self, item: Item) -> Iterator[Article]:
        if isinstance(item, Announced):
            self._announced = item.count
        elif isinstance(item, Unread):
            self._skipped.append(item)
        elif isinstance(item, Document):
            place = str(Place(self.source.path, self._own(item.key)))
            try:
                article = make_article(
                    self._with_address(item), path=place, encoding=self.source.encoding or "utf-8"
                )
            except ArticleError as error:
                self._skipped.append(Unread(item.key, str(error), item.title))
                return
            self._read += 1
            self._removed += item.removed
            self._dropped.update(item.dropped)
            named = f"{item.key}: " if item.key else ""
            warnings = [*item.warnings, *_said_of(article.text)]
            self._warnings.update(dict.fromkeys(named + one for one in warnings))
            yield article
        else:
            self._warnings[item.text] = None

    def _with_address(self, document: Document) -> Document:
        """A document with the address that its file was fetched from, if it says none itself."""
        if self._origin is None or document.url or document.key:
            return document
        return msgspec.structs.replace(document, url=self._origin.url)

    def _own(self, key: str) -> str:
        """A key that no document before had: of several of one key the first has it."""
        self._keys[key] += 1
        if self._keys[key] == 1:
            return key
        return self._own(f"{key}~{self._keys[key]}" if key else str(self._keys[key]))


def read_at(
    place: Place,
    *,
    max_bytes: int = MAX_BYTES,
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
) -> Article:
    """The article at a place.

    Raises:
        ArticleError: If there is none, if the file holds several and no key says which, or if it
            cannot be read; its text is the reason, without the path.
    """
    if place.key:
        return _keyed(place, max_bytes, encoding, columns or {})
    reading = FileReading(place.path, max_bytes=max_bytes, encoding=encoding, columns=columns)
    articles = iter(reading)
    found = list(islice(articles, _NAMED))
    if not found:
        raise ArticleError(why_none(reading.receipt))
    if len(found) > 1:
        *keys, last = (one.path.removeprefix(place.path) for one in found)
        raise ArticleError(
            f"holds several articles: name one behind the file, such as {', '.join(keys)} or {last}"
        )
    return found[0]


def why_none(receipt: Receipt) -> str:
    """Why a file gave no article at all."""
    if receipt.failed:
        return receipt.failed
    reasons = Counter(one.reason for one in receipt.skipped)
    if len(receipt.skipped) == 1:
        return receipt.skipped[0].reason
    if reasons:
        counted = ", ".join(f"{number} × {reason}" for reason, number in reasons.most_common(3))
        return f"holds no article that can be read: {counted}"
    return "holds no article"


_Known = tuple[str, int, int, int, str, tuple[tuple[str, str], ...]]
_at_hand: OrderedDict[_Known, Mapping[str, Article]] = OrderedDict()


def _keyed(place: Place, max_bytes: int, encoding: str, columns: Mapping[str, str]) -> Article:
    """The article of that key; its file is kept at hand, as others of it will be asked for."""
    reading = FileReading(place.path, max_bytes=max_bytes, encoding=encoding, columns=columns)
    source, wanted = reading.source, str(place)
    found = None
    if (one := _alone(reading, place)) is not None:
        return one
    if source.size > _WHOLE:
        found = next((one for one in reading if one.path == wanted), None)
    else:
        status = os.stat(place.path)  # noqa: PTH116
        changed = status.st_mtime_ns, status.st_size
        known = (place.path, *changed, max_bytes, encoding, tuple(columns.items()))
        if known not in _at_hand:
            _at_hand[known] = {one.path: one for one in reading}
            while len(_at_hand) > _AT_HAND:
                _at_hand.popitem(last=False)
        found = _at_hand[known].get(wanted)
    if found is None:
        failed = reading.receipt.failed
        raise ArticleError(failed or f"holds no article {place.key} any more")
    return found


def _alone(reading: FileReading, place: Place) -> Article | None:
    """An article read without the others of its file, where the format can; else None."""
    source = reading.source
    known = recognise(source.head)
    read_one = getattr(reader_of(known), "read_at", None) if known else None
    if read_one is None:
        return None
    document: Document = read_one(source, place.key)
    return make_article(document, path=str(place), encoding=source.encoding or "utf-8")


def _said_of(text: str) -> Iterator[str]:
    """What may be wrong with a text, whatever it came from."""
    if repairs := twice_encoded(text):
        example = next((word for word in repairs[0].before.split() if not word.isascii()), "")
        yield f"was encoded twice in places ({example[:30]}): `slugline convert` mends it"


def make_article(document: Document, *, path: str = "", encoding: str = "utf-8") -> Article:
    """The article of a document: canonical text, id, boilerplate; title and source if it has none.

    Raises:
        ArticleError: If there is nothing to read in it.
    """
    text, more = canonical(document.text)
    if not text or text.isspace():
        raise ArticleError("holds no text" if not document.key else NO_BODY)
    read = running_text(text)
    tail = tail_of(read)
    parts = _united(boilerplate(read), document.aside)
    report = _report(read, parts)
    return Article(
        id=article_id_of(text),
        text=text,
        title=document.title or tail.title or headline_of(report) or opening_of(report),
        source=document.source or tail.source,
        url=document.url,
        published_at=document.published_at,
        byline=document.byline,
        section=document.section,
        wire=document.wire or agency_of(read, document.byline, source=document.source),
        story=document.story,
        path=path,
        lang=document.lang or "en",
        encoding=encoding,
        removed=document.removed + more,
        boilerplate=parts,
    )


def _united(parts: tuple[Span, ...], aside: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of both, in order, those that overlap made one."""
    if not aside:
        return parts
    united: list[Span] = []
    for span in sorted({*parts, *aside}):
        if united and span.start < united[-1].end:
            united[-1] = Span(united[-1].start, max(united[-1].end, span.end))
        else:
            united.append(span)
    return tuple(united)


def _report(text: str, parts: tuple[Span, ...]) -> str:
    """The beginning of `text` without what stands before the report, such as bylines."""
    start = 0
    for part in parts:
        if text[start : part.start].strip():
            break
        start = part.end
    return text[start:].lstrip()[:4000]
