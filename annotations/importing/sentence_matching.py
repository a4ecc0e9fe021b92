"""The sentence that a file means: by id, by its text, by what stands around it; never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from annotations.articles.article import Span
from annotations.comparison.provenance import CONTEXT, Quoted, reanchor
from annotations.dataset import near_duplicates
from annotations.importing.records import Quote
from annotations.store import FrozenArticle

_BITS: Final = 20
"""Of a place, for the sentence's number; the rest is the article's."""
_CLOSE: Final = 0.9
"""How alike two texts are at least for one to be named as what may be meant."""


class Match(NamedTuple):
    """Where a sentence is, or why that is not known."""

    article_id: str = ""
    number: int = -1
    """The sentence, from 0."""
    problem: str = ""
    """`ambiguous` or `not found`; empty if it was found."""
    detail: str = ""
    """What may be meant, for people."""
    among: tuple[tuple[str, int], ...] = ()
    """The sentences that may be meant, as article and number, if it is ambiguous."""


class Sentences:
    """The sentences of articles, to be found again.

    Args:
        articles: Every article whose sentences may be meant, with its cuts; read once.
        article: Gives one of them again.
    """

    def __init__(
        self, articles: Iterable[FrozenArticle], article: Callable[[str], FrozenArticle]
    ) -> None:
        self._article = article
        self._ids: list[str] = []
        self._number: dict[str, int] = {}
        self._by_id: dict[str, int] = {}
        self._by_words: dict[int, list[int]] = {}
        for number, kept in enumerate(articles):
            self._ids.append(kept.article.id)
            self._number[kept.article.id] = number
            for index, span in enumerate(kept.sentences.spans):
                place = number << _BITS | index
                text = span.of(kept.article.text)
                self._by_id[kept.article.sentence_id(span)] = place
                self._by_words.setdefault(_key(text), []).append(place)

    def find(self, quote: Quote) -> Match:
        """The sentence that is meant."""
        place = self._by_id.get(quote.id)
        if place is not None and (not quote.text or _key(quote.text) == _key(self._text(place))):
            return self._match(place)
        if not quote.text:
            return Match(problem="not found", detail="no sentence has its id, and it has no text")
        places = self._by_words.get(_key(quote.text), [])
        own = self._number.get(quote.article_id)
        if own is not None:
            places = [place for place in places if place >> _BITS == own] or places
        exact = [place for place in places if self._text(place) == quote.text]
        places = exact or [place for place in places if _same(self._text(place), quote.text)]
        if len(places) > 1:
            places = self._told_apart(quote, places)
        if len(places) == 1:
            return self._match(places[0])
        if places:
            meant = [self._match(place) for place in places]
            return Match(
                problem="ambiguous",
                detail=self._named(places),
                among=tuple((one.article_id, one.number) for one in meant),
            )
        return Match(problem="not found", detail=self._nearly(quote))

    def _told_apart(self, quote: Quote, places: Sequence[int]) -> list[int]:
        """Those of several sentences with one text that its place, or what is around it, fits."""
        for place in places:
            kept = self._kept(place)
            if kept.article.id == quote.article_id and self._span(place).start == quote.start:
                return [place]
        around = {place: self._around(quote, place) for place in places}
        best = max(around.values())
        return [place for place in places if around[place] == best] if best else list(places)

    def _around(self, quote: Quote, place: int) -> int:
        """How many of a quote's neighbours stand beside a sentence."""
        sentences = self._kept(place).sentences
        index = place & ((1 << _BITS) - 1)
        count = 0
        for text, beside in ((quote.before, index - 1), (quote.after, index + 1)):
            if text and 0 <= beside < len(sentences):
                count += _same(self._text(place - index + beside), text)
        return count

    def _nearly(self, quote: Quote) -> str:
        """Where a text is that is no sentence here, or what is most like it; for people."""
        number = self._number.get(quote.article_id)
        if number is None:
            return "no article here has it"
        kept = self._article(self._ids[number])
        prefix, suffix = quote.before[-CONTEXT:], quote.after[:CONTEXT]
        place = Quoted(
            exact=quote.text,
            prefix=f"{prefix} " if prefix else "",
            suffix=f" {suffix}" if suffix else "",
            start=max(quote.start, 0),
            end=max(quote.end, 0),
        )
        span = reanchor(place, kept.article.text)
        if span is not None:
            index = max(kept.sentences.at(span.start), 0)
            return f"it is cut otherwise here: see {kept.article.id}:{index + 1}"
        words = near_duplicates.words(quote.text)
        best, nearest = 0.0, -1
        for index, one in enumerate(kept.sentences.spans):
            matcher = SequenceMatcher(
                None, words, near_duplicates.words(one.of(kept.article.text)), False
            )
            if matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
                best, nearest = ratio, index
        if best >= _CLOSE:
            return f"{kept.article.id}:{nearest + 1} is nearly the same"
        return f"{kept.article.id} does not hold it"

    def _named(self, places: Sequence[int]) -> str:
        """Sentences as people name them, the first few of them."""
        names = [f"{self._ids[one >> _BITS]}:{(one & (1 << _BITS) - 1) + 1}" for one in places[:3]]
        more = f" and {len(places) - 3} more" if len(places) > 3 else ""
        return f"{', '.join(names)}{more} have this text"

    def _match(self, place: int) -> Match:
        return Match(self._ids[place >> _BITS], place & ((1 << _BITS) - 1))

    def _kept(self, place: int) -> FrozenArticle:
        return self._article(self._ids[place >> _BITS])

    def _span(self, place: int) -> Span:
        return self._kept(place).sentences.span(place & ((1 << _BITS) - 1))

    def _text(self, place: int) -> str:
        return self._span(place).of(self._kept(place).article.text)


def _words(text: str) -> str:
    return near_duplicates.key_of(near_duplicates.words(text), text.strip())


def _key(text: str) -> int:
    return hash(_words(text))


def _same(one: str, other: str) -> bool:
    """Whether two texts have the same words: programs change quotes, spaces and case."""
    return one == other or _words(one) == _words(other)
