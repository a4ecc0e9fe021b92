"""The labelled sentences of one article, with what all of its rows have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import compress
from typing import Any, NamedTuple, Protocol

import msgspec

from annotations.articles.article import Article, Sentences, Span
from annotations.articles.canonical import canonical
from annotations.dataset.row import SCHEMA, Row, Vote
from annotations.gold import GoldSource, Reason
from annotations.store import FrozenArticle
from annotations.store.rows import Row as Kept


class Placed(Protocol):
    """Where an article belongs."""

    @property
    def split(self) -> str:
        """The split that all of its sentences belong to."""

    @property
    def cluster_id(self) -> str:
        """`c-` and 16 hex digits: articles that must stay in one split share it."""


Said = tuple[str, Kept]
"""A person's id, and what they say."""


class Outcome(msgspec.Struct, frozen=True, eq=False):
    """What a sentence's row says of its label; sentences whose votes are alike share one."""

    label: str
    share: float
    source: GoldSource
    soft: dict[str, float]
    votes: int
    by: str = ""
    """`ann-1` and so on; empty if the votes alone decided."""
    at: str = ""
    reason: Reason = ""
    left_out: str = ""
    """Why there is no row; empty if there is one."""
    stale: bool = False


class Labelled(NamedTuple):
    """A sentence that carries a label."""

    number: int
    """Its position in the article."""
    id: str
    said: Sequence[Said]
    """What each person who labelled it says, in the order of joining."""
    outcome: Outcome


class Terms(NamedTuple):
    """What names and numbers stand for in an export."""

    labels: tuple[str, ...]
    """The label set, in the order of `label_id`."""
    people: Mapping[str, str]
    """`ann-1` and so on by person id."""
    slugs: Mapping[str, str]
    """Present slugs by slugs as given."""
    ids: Mapping[str, int]
    """Positions in the label set by present slug."""

    def vote(self, said: Said) -> Vote:
        """What somebody said, as a row has it."""
        person, kept = said
        return Vote(self.people[person], self.slugs[kept.label], kept.at, kept.guideline)


class Facts(NamedTuple):
    """What all rows of an article have in common, in the order of the columns."""

    split: str
    article_id: str
    cluster_id: str
    title: str
    source: str
    url: str
    published_at: str
    lang: str
    license: str

    @classmethod
    def of(cls, article: Article, place: Placed | None, license_: str) -> Facts:
        """Those of an article; without a place it is for training and alone in its cluster."""
        return cls(
            place.split if place else "train",
            article.id,
            place.cluster_id if place else "c-" + article.id.removeprefix("a-"),
            one_line(article.title),
            one_line(article.source),
            one_line(article.url),
            instant(article.published_at),
            one_line(article.lang) or "und",
            license_,
        )


class Cut(NamedTuple):
    """All sentences of an article."""

    spans: Sequence[tuple[int, int]]
    """Where each stands."""
    texts: Sequence[str]
    """How each reads."""

    @classmethod
    def of(cls, kept: FrozenArticle) -> Cut:
        """Those of an article."""
        text, spans = kept.article.text, list(kept.sentences.offsets)
        return cls(spans, [text[start:end] for start, end in spans])


class Sheet(NamedTuple):
    """The labelled sentences of one article, in reading order, column by column."""

    terms: Terms
    facts: Facts
    article: Article
    sentences: Sentences
    cut: Cut
    numbers: Sequence[int]
    ids: Sequence[str]
    said: Sequence[Sequence[Said]]
    outcomes: Sequence[Outcome]

    def in_parts(self, size: int) -> Iterator[Sheet]:
        """The same in sheets of that many labelled sentences at most."""
        if len(self.numbers) <= size:
            yield self
            return
        for at in range(0, len(self.numbers), size):
            part = slice(at, at + size)
            yield self._replace(
                numbers=self.numbers[part],
                ids=self.ids[part],
                said=self.said[part],
                outcomes=self.outcomes[part],
            )

    def without_left_out(self) -> Sheet:
        """The same with only those that become rows."""
        kept = [not outcome.left_out for outcome in self.outcomes]
        if False not in kept:
            return self
        return self._replace(
            numbers=list(compress(self.numbers, kept)),
            ids=list(compress(self.ids, kept)),
            said=list(compress(self.said, kept)),
            outcomes=list(compress(self.outcomes, kept)),
        )

    @property
    def labelled(self) -> Iterator[Labelled]:
        """Every labelled sentence, also those that are left out."""
        return map(Labelled, self.numbers, self.ids, self.said, self.outcomes)

    @property
    def kept(self) -> Iterator[Labelled]:
        """Those that become rows."""
        return (one for one in self.labelled if not one.outcome.left_out)

    def text(self, number: int) -> str:
        """The text of a sentence."""
        return self.cut.texts[number]

    def near(self, number: int) -> Span | None:
        """Where the sentence with that number stands, if there is one."""
        return self.sentences.span(number) if 0 <= number < len(self.sentences) else None

    def rows(self) -> Iterator[Row]:
        """A row for every sentence kept."""
        return map(self.row, self.kept)

    def row(self, one: Labelled) -> Row:
        """The row of a sentence."""
        return Row(SCHEMA, *self.values(one))

    def values(self, one: Labelled) -> tuple[Any, ...]:
        """The columns of a sentence's row, all but the schema."""
        facts, outcome, number = self.facts, one.outcome, one.number
        spans, texts = self.cut
        start, end = spans[number]
        votes = [self.terms.vote(said) for said in one.said]
        return (
            one.id,
            texts[number],
            outcome.label,
            self.terms.ids[outcome.label],
            facts.split,
            facts.article_id,
            facts.cluster_id,
            number,
            start,
            end,
            texts[number - 1] if number else "",
            texts[number + 1] if number + 1 < len(texts) else "",
            facts.title,
            facts.source,
            facts.url,
            facts.published_at,
            facts.lang,
            votes,
            outcome.soft,
            outcome.votes,
            outcome.share,
            outcome.source,
            outcome.by,
            outcome.at,
            outcome.reason,
            guideline(one.said, outcome.label, self.terms),
            facts.license,
        )


def guideline(said: Sequence[Said], label: str, terms: Terms) -> str:
    """The version that the newest vote for a label was given under, or the newest of all."""
    version = said[0][1].guideline
    if all(kept.guideline == version for _, kept in said):
        return version
    agreeing = [kept for _, kept in said if terms.slugs[kept.label] == label]
    return max(agreeing or [kept for _, kept in said], key=_at).guideline


def _at(kept: Kept) -> str:
    return kept.at


def instant(when: str) -> str:
    """An ISO 8601 date or time as `YYYY-MM-DDTHH:MM:SS.sssZ`; empty if it is less than a day.

    A time without a zone is taken for UTC, a date for its first moment.
    """
    if not when:
        return ""
    try:
        time = datetime.fromisoformat(when)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return time.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def one_line(text: str) -> str:
    """`text` as rows may hold it: NFC, without controls, on one line."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return " ".join(canonical(text).text.split("\n")).strip()
