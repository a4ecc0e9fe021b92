"""From what annotators said to rows: who is counted, what the label is, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple

from annotations.articles.article import Article, Span, article_id_of, sentence_id_of
from annotations.articles.canonical import canonical
from annotations.config import Config
from annotations.errors import ExportError
from annotations.labels import LabelScheme
from annotations.store import Annotation, FrozenArticle, Store
from annotations.training.row import SCHEMA, GoldSource, Heading, Row, Vote

Advance = Callable[[int], object]
"""Told how many votes have been dealt with since it was last told."""

NO_MAJORITY: Final = "no majority"
"""Why a sentence is left out: no label has more than half of its votes."""


class Summary(NamedTuple):
    """What became rows, and what did not."""

    labels: Counter[str]
    """Rows by label."""
    articles: Counter[str]
    """Rows by article id."""
    left_out: Counter[str]
    """Sentences that carry a label and are not rows, by reason."""

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.labels.total()


class Verdict(NamedTuple):
    """What several votes amount to."""

    label: str
    share: float
    source: GoldSource


_Decided = tuple[Verdict | None, dict[str, float]]


class TrainingSet:
    """The labelled sentences of a project as rows.

    Args:
        store: The project.
        config: Gives the label scheme and the licence of the texts.
        annotator: Count this person only: a display name or a person's id; empty = everyone.

    Raises:
        ExportError: If nobody, or more than one person, goes by the name.
        StoreError: If the project cannot be read.
    """

    def __init__(self, store: Store, config: Config, *, annotator: str = "") -> None:
        self._store = store
        self._license = _line(config.articles.license) or "unknown"
        everyone = store.people()
        self._names = {person: f"ann-{number}" for number, person in enumerate(everyone, start=1)}
        self._only = find_person(everyone, annotator) if annotator else None
        progress = {person: store.progress(person) for person in everyone}
        slugs = {slug for by in progress.values() for one in by.values() for slug in one.labels}
        self._present = {slug: config.scheme.find(slug).slug for slug in slugs}
        self.labels = label_set(config.scheme, slugs)
        """The label set: the same whoever is counted, so that `label_id` is too."""
        self._ids = {label: number for number, label in enumerate(self.labels)}
        self._known: dict[tuple[str, ...], _Decided] = {}
        counted = [progress[person] for person in everyone if self._only in (None, person)]
        self._articles = sorted({key for by in counted for key, one in by.items() if one.labels})
        self.votes = sum(one.labelled for by in counted for one in by.values())
        """How many votes there are to deal with."""
        self.at_least = sum(
            max(by[key].labelled for by in counted if key in by) for key in self._articles
        )
        """A number of labelled sentences known without reading them; exact for one person."""
        self.summary = Summary(Counter(), Counter(), Counter())
        """Of the rows given so far by the last `rows()`."""

    @property
    def heading(self) -> Heading:
        """What is true of all rows. Splits are not drawn yet: every row is for training."""
        return Heading(self.labels, "train")

    def rows(self, advance: Advance = lambda votes: None) -> Iterator[Row]:
        """Every row, by article id and position, one article in memory at a time.

        Raises:
            ExportError: If a label does not stand on the text that it was given to.
            StoreError: If the project cannot be read.
        """
        self.summary = Summary(Counter(), Counter(), Counter())
        for article_id in self._articles:
            votes = self._votes(article_id)
            kept = self._store.frozen(article_id)
            if kept is None or article_id_of(kept.article.text) != article_id:
                raise ExportError(
                    f"The text of {article_id} is not the one that was annotated. "
                    "Run `slugline check`."
                )
            yield from self._rows_of(kept, votes)
            advance(sum(map(len, votes.values())))

    def _votes(self, article_id: str) -> Mapping[int, list[Annotation]]:
        """The labels of an article's sentences, by sentence, in the order of joining."""
        votes: dict[int, list[Annotation]] = {}
        for said in self._store.annotations(person=self._only, article_id=article_id):
            if not said.label:
                continue
            if said.label not in self._present or said.person not in self._names:
                raise ExportError("The project changed while it was read. Export it again.")
            votes.setdefault(said.index, []).append(said)
        return votes

    def _rows_of(
        self, kept: FrozenArticle, votes: Mapping[int, Sequence[Annotation]]
    ) -> Iterator[Row]:
        article, sentences = kept.article, kept.sentences
        facts = _Facts.of(article)
        spans = tuple(sentences.spans)
        for index in sorted(votes):
            said = votes[index]
            text = _checked(article, spans, index, said)
            start, end = spans[index]
            ballots = [
                Vote(self._names[one.person], self._present[one.label], one.at, one.guideline)
                for one in said
            ]
            verdict, soft = self._decided(tuple(sorted([vote.label for vote in ballots])))
            if verdict is None:
                self.summary.left_out[NO_MAJORITY] += 1
                continue
            label, share, gold_source = verdict
            self.summary.labels[label] += 1
            self.summary.articles[article.id] += 1
            yield Row(
                SCHEMA,
                said[0].sentence_id,
                text,
                label,
                self._ids[label],
                "train",
                article.id,
                facts.cluster_id,
                index,
                start,
                end,
                spans[index - 1].of(article.text) if index else "",
                spans[index + 1].of(article.text) if index + 1 < len(spans) else "",
                facts.title,
                facts.source,
                facts.url,
                facts.published_at,
                facts.lang,
                ballots,
                soft,
                len(ballots),
                share,
                gold_source,
                "",
                "",
                "",
                _guideline(ballots, label),
                self._license,
            )

    def _decided(self, labels: tuple[str, ...]) -> _Decided:
        """What votes amount to, and each label's share of them; rows that are alike share it."""
        known = self._known.get(labels)
        if known is None:
            soft = {label: round(labels.count(label) / len(labels), 6) for label in self.labels}
            known = self._known[labels] = decide(labels), soft
        return known


class _Facts(NamedTuple):
    """What all rows of an article have in common."""

    cluster_id: str
    title: str
    source: str
    url: str
    published_at: str
    lang: str

    @classmethod
    def of(cls, article: Article) -> _Facts:
        return cls(
            # Alone in its cluster until stories are told apart.
            "c-" + article.id.removeprefix("a-"),
            _line(article.title),
            _line(article.source),
            _line(article.url),
            instant(article.published_at),
            _line(article.lang) or "und",
        )


def find_person(people: Mapping[str, str], wanted: str) -> str:
    """The id of the person who goes by a display name or an id.

    Raises:
        ExportError: If it is nobody's, or the name of several.
    """
    if wanted in people:
        return wanted
    found = [person for person, name in people.items() if name == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise ExportError(
            f"{len(found)} people go by “{wanted}”. Name one by id: {', '.join(found)}."
        )
    known = ", ".join(people.values()) or "nobody yet"
    raise ExportError(f"Nobody here goes by “{wanted}”. Annotators of this project: {known}.")


def label_set(scheme: LabelScheme, used: Iterable[str]) -> tuple[str, ...]:
    """The scheme's labels in its order, then those it no longer knows, sorted."""
    present = {scheme.find(slug).slug for slug in used}
    return (*scheme.slugs, *sorted(present.difference(scheme.slugs)))


def decide(labels: Sequence[str]) -> Verdict | None:
    """The label that the votes amount to: more than half of them, or none.

    Args:
        labels: One vote or more.
    """
    if len(labels) == 1:
        return Verdict(labels[0], 1.0, "single")
    [(label, count)] = Counter(labels).most_common(1)
    if count == len(labels):
        return Verdict(label, 1.0, "unanimous")
    if 2 * count > len(labels):
        return Verdict(label, round(count / len(labels), 6), "majority")
    return None


def instant(when: str) -> str:
    """An ISO 8601 date or time as `YYYY-MM-DDTHH:MM:SS.sssZ`; empty if it is less than a day.

    A time without a zone is taken for UTC, a date for its first moment.
    """
    try:
        time = datetime.fromisoformat(when)
        time = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return time.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _checked(
    article: Article, spans: Sequence[Span], index: int, said: Sequence[Annotation]
) -> str:
    """The text of a sentence, which is the one that everybody meant.

    A sentence's id is a hash over its place and its text: where the id fits, so do both.
    """
    if not 0 <= index < len(spans):
        raise ExportError(f"{article.id} has no sentence {index}. Run `slugline check`.")
    span = spans[index]
    text = span.of(article.text)
    expected = sentence_id_of(article.id, span, text)
    wrong = [one.sentence_id for one in said if one.sentence_id != expected]
    if wrong or not text or len(text) != span.end - span.start:
        raise ExportError(
            f"{(wrong or [expected])[0]}, sentence {index} of {article.id}, does not read as it "
            "did when it was labelled. Run `slugline check`."
        )
    return text


def _guideline(ballots: Sequence[Vote], label: str) -> str:
    """The version that the newest vote for the label was given under."""
    if len(ballots) == 1:
        return ballots[0].guideline
    return max((vote for vote in ballots if vote.label == label), key=_at).guideline


def _at(vote: Vote) -> str:
    return vote.at


def _line(text: str) -> str:
    """`text` as rows may hold it: NFC, without controls, on one line."""
    return " ".join(canonical(text).text.split("\n")).strip()
