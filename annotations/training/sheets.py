"""The labelled sentences of one article, with what all of its rows have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

import msgspec

from annotations.articles.article import Article, Sentences, Span
from annotations.articles.canonical import canonical
from annotations.store.rows import Row as Kept
from annotations.training.row import SCHEMA, GoldSource, Reason, Row, Vote


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


class Sheet(NamedTuple):
    """The labelled sentences of one article, in reading order, column by column."""

    terms: Terms
    facts: Facts
    article: Article
    sentences: Sentences
    numbers: Sequence[int]
    ids: Sequence[str]
    said: Sequence[Sequence[Said]]
    outcomes: Sequence[Outcome]

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
        return self.sentences.span(number).of(self.article.text)

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
        facts, text, outcome = self.facts, self.article.text, one.outcome
        span = self.sentences.span(one.number)
        before, after = self.near(one.number - 1), self.near(one.number + 1)
        votes = [self.terms.vote(said) for said in one.said]
        return (
            one.id,
            span.of(text),
            outcome.label,
            self.terms.ids[outcome.label],
            facts.split,
            facts.article_id,
            facts.cluster_id,
            one.number,
            span.start,
            span.end,
            before.of(text) if before else "",
            after.of(text) if after else "",
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
    versions = {kept.guideline for _, kept in said}
    if len(versions) == 1:
        return versions.pop()
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
    return " ".join(canonical(text).text.split("\n")).strip()
