"""What the index keeps of an article, and how the values of a row are encoded."""

from __future__ import annotations

import sys
import zlib
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from annotations.articles.corpus import Card
from annotations.articles.receipts import Receipt
from annotations.articles.signature import Signature
from annotations.index.terms import Term, terms_of
from annotations.index.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.articles.article import Article

_LETTERS: Final = {
    "person": "p",
    "place": "l",
    "organisation": "o",
    "name": "n",
    "value": "v",
    "title": "t",
}
_SEPARATOR: Final = "·"
"""SQLite's `ascii` cuts at no letter that is not ASCII, and no folded word holds this one."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What became of a file."""

    receipt: Receipt
    is_unknown: bool = False
    """Whether no format recognised it."""


class Row(NamedTuple):
    """What is kept of an article."""

    article_id: str
    published: str
    day: int | None
    source: str
    card: bytes
    terms: bytes
    body: bytes
    title_words: str
    body_words: str
    source_words: str
    marks: str


_card_decoder = msgspec.msgpack.Decoder(Card)
_terms_decoder = msgspec.msgpack.Decoder(tuple[Term, ...])
entry_decoder = msgspec.msgpack.Decoder(Entry)
encode = msgspec.msgpack.Encoder().encode


def row_of(article: Article, card: Card, file: str) -> Row:
    """What is kept of an article that was read from `file`."""
    text = article.running_text
    terms = terms_of(_report(article), article.title)
    key = article.path.removeprefix(file).removeprefix("#")
    bare = msgspec.structs.replace(card, path=key, folder="", named=False)
    return Row(
        article.id,
        article.published_at,
        day_of(article.published_at),
        article.source,
        checked(encode(bare)),
        encode(terms),
        zlib.compress(text.encode(errors="surrogatepass"), 1),
        *words_of(article.title, text, article.source),
        marks_of(terms),
    )


def _report(article: Article) -> str:
    """An article's own words: names of its outlet would link all that it publishes."""
    text = article.running_text
    for span in reversed(article.boilerplate):
        text = f"{text[: span.start]}\n{text[span.end :]}"
    return text


def words_of(title: str, text: str, source: str) -> tuple[str, str, str]:
    """What SQLite is given to find an article by its words."""
    return " ".join(tokens(title)), " ".join(tokens(text)), " ".join(tokens(source))


def marks_of(terms: Iterable[Term]) -> str:
    """What SQLite is given to find an article by its terms: each whole, and the words of names."""
    found: dict[str, None] = {}
    for term in terms:
        found[mark_of(term)] = None
        if term.kind not in ("value", "title"):
            found.update(dict.fromkeys(word_marks(term.kind, term.text.split())))
    return " ".join(found)


def mark_of(term: Term) -> str:
    """A term as one word."""
    return f"{_LETTERS[term.kind]}{_SEPARATOR * 2}{_plain(term.text)}"


def word_marks(kind: str, words: Sequence[str]) -> list[str]:
    """The words of a name, each with what the name is of."""
    return [f"{_LETTERS[kind]}{_SEPARATOR}{word}" for word in words]


def _plain(text: str) -> str:
    """A value or a name without what SQLite would cut it at."""
    return "".join(one if one.isalnum() or one > "\x7f" else _SEPARATOR for one in text)


def text_of(body: bytes) -> str:
    """The running text of a row.

    Raises:
        ValueError: If it is damaged.
    """
    try:
        return zlib.decompress(body).decode(errors="surrogatepass")
    except zlib.error as error:
        raise ValueError(str(error)) from error


def card_of_row(blob: bytes, path: str, folder: str = "", *, named: bool = False) -> Card:
    """The card of a row, of the file that is at `path`.

    Raises:
        ValueError: If it is damaged.
    """
    card = _card_decoder.decode(unchecked(blob))
    if card.path:  # the key of a document
        path = f"{path}#{card.path}"
    words, weights = card.signature
    # Of many articles the same words are kept once, as when they are read from files.
    return msgspec.structs.replace(
        card,
        path=path,
        folder=folder,
        named=named,
        source=sys.intern(card.source),
        format=sys.intern(card.format),
        lang=sys.intern(card.lang),
        encoding=sys.intern(card.encoding),
        signature=Signature(tuple(map(sys.intern, words)), weights),
    )


def terms_of_row(blob: bytes) -> tuple[Term, ...]:
    """The terms of a row.

    Raises:
        ValueError: If they are damaged.
    """
    return _terms_decoder.decode(blob)


def checked(data: bytes) -> bytes:
    """`data` behind its check sum."""
    return zlib.crc32(data).to_bytes(4, "big") + data


def unchecked(data: bytes) -> bytes:
    """What `checked` was given.

    Raises:
        ValueError: If it is another by now.
    """
    if zlib.crc32(data[4:]).to_bytes(4, "big") != data[:4]:
        raise ValueError("the check sum does not hold")
    return data[4:]


def day_of(published: str) -> int | None:
    """The day of a date that is known to the day."""
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None
