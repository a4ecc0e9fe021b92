"""What a training set is made of: counts, rules, what was left out; and a hash of each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta

from annotations.dataset.article_rows import Cut, Facts, Terms
from annotations.dataset.builder import Advance, TrainingSet
from annotations.dataset.integrity import check, frozen
from annotations.dataset.options import Options
from annotations.dataset.row_variants import AnnotationRow
from annotations.store import FrozenArticle
from annotations.store.rows import Row as Kept

MANIFEST: Final = "manifest.json"
ANNOTATIONS: Final = "annotations.jsonl"


class AppPart(msgspec.Struct, frozen=True):
    """What wrote the export."""

    name: str
    version: str


class LabelPart(msgspec.Struct, frozen=True):
    """A label of the set."""

    slug: str
    name: str
    key: str
    colour: str
    definition: str
    examples: tuple[str, ...]
    formerly: tuple[str, ...]
    retired: bool


class GuidelinePart(msgspec.Struct, frozen=True):
    """A version of the guidelines that labels were given under."""

    version: str
    labels: Annotated[int, Meta(description="Labels given under it.")]
    first: Annotated[str, Meta(description="When the first was given.")]
    last: str


class SplitPart(msgspec.Struct, frozen=True):
    """The rows of a split."""

    rows: int
    articles: int
    labels: Annotated[dict[str, int], Meta(description="Rows by label; every label is there.")]


class AnnotatorPart(msgspec.Struct, frozen=True):
    """What one person said, also where it is no row."""

    annotator: str
    labels: dict[str, int]
    unsure: int
    notes: int


class ArticlesPart(msgspec.Struct, frozen=True):
    """The articles that somebody said something of."""

    count: int
    sources: Annotated[dict[str, int], Meta(description="Articles by publisher, or empty.")]
    languages: dict[str, int]
    first: Annotated[str, Meta(description="When the earliest was published, or empty.")]
    last: str
    license: Annotated[str, Meta(description="SPDX id of their licence, or `unknown`.")]


class FilePart(msgspec.Struct, frozen=True):
    """A file of the export."""

    path: str
    bytes: int
    sha256: str
    lines: int = 0
    """Line ends in it: tells a file that was cut from one that was edited."""


class Manifest(msgspec.Struct, frozen=True):
    """The manifest of an export; what it says of people, it says of `ann-1` and so on."""

    schema: Annotated[Literal["training-set/1"], Meta(description="The shape of this object.")]
    app: Annotated[AppPart, Meta(description="What wrote it: name and version.")]
    format: Annotated[str, Meta(description="The format of the rows.")]
    rows_schema: Annotated[str, Meta(description="The schema of the rows; empty for `--minimal`.")]
    options: Annotated[Options, Meta(description="What was asked for.")]
    labels: Annotated[tuple[LabelPart, ...], Meta(description="In the order of `label_id`.")]
    guideline: Annotated[str, Meta(description="The present version of the guidelines.")]
    guideline_text: Annotated[str, Meta(description="Its text; empty if there is none.")]
    guidelines: Annotated[tuple[GuidelinePart, ...], Meta(description="All versions followed.")]
    rows: Annotated[int, Meta(description="How many rows there are.")]
    splits: Annotated[dict[str, SplitPart], Meta(description="Those that have rows.")]
    gold: Annotated[
        dict[str, int], Meta(description="Rows by `gold_source`: what their label rests on.")
    ]
    stale: Annotated[int, Meta(description="Rows decided before one of their votes was given.")]
    left_out: Annotated[
        dict[str, int], Meta(description="Labelled sentences that are no rows, by reason.")
    ]
    annotators: Annotated[
        tuple[AnnotatorPart, ...], Meta(description="What each person said, rows or not.")
    ]
    sources: Annotated[
        dict[str, int], Meta(description="Labels given: `own`, `carried`, `imported`, `suggested`.")
    ]
    articles: Annotated[ArticlesPart, Meta(description="Publishers, languages, dates, licence.")]
    agreement: Annotated[
        dict[str, Any], Meta(description="`agreement/1`; empty where it was not computed.")
    ]
    leaks: Annotated[
        dict[str, Any], Meta(description="What splits have in common; empty without splits.")
    ]
    files: Annotated[
        tuple[FilePart, ...], Meta(description="Every other file: path, bytes, SHA-256, line ends.")
    ]


class Reports(NamedTuple):
    """What is known of a training set from elsewhere, for its manifest; plain values."""

    agreement: Mapping[str, Any] = {}
    leaks: Mapping[str, Any] = {}


class Census:
    """Everything that annotators said, row by row, counted on the way.

    Args:
        training_set: Whose rows have been read already.
    """

    def __init__(self, training_set: TrainingSet) -> None:
        self._set = training_set
        self._origin = msgspec.json.Encoder().encode
        self.labels: dict[str, Counter[str]] = {}
        self.unsure: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        self.guidelines: dict[str, list[Any]] = {}
        self.publishers: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.dates: set[str] = set()

    def rows(self, advance: Advance) -> Iterator[AnnotationRow]:
        """All that is said, by article, sentence and person.

        Raises:
            ExportError: If something was said of another sentence than the one that is there.
            StoreError: If the project cannot be read.
        """
        for article_id in self._set.annotated():
            kept = frozen(self._set.store, article_id)
            facts = Facts.of(kept.article, None, "")
            self.publishers[facts.source] += 1
            self.languages[facts.lang] += 1
            self.dates.update(filter(None, [facts.published_at]))
            said = self._set.said(article_id)
            numbers = [number for number, _ in said]
            check(kept.article, Cut.of(kept), numbers, [[one] for _, one in said])
            for number, (person, one) in said:
                self._count(person, one)
                yield self._row(kept, number, person, one)
            advance(sum(1 for _, (_, one) in said if one.label))

    def _count(self, person: str, one: Kept) -> None:
        annotator = self._set.terms.people[person]
        labels = self.labels.setdefault(annotator, Counter())
        self.unsure[annotator] += one.unsure
        self.notes[annotator] += bool(one.note)
        if one.label:
            labels[self._set.terms.slugs[one.label]] += 1
            self.sources[one.source] += 1
            known = self.guidelines.setdefault(one.guideline, [0, one.at, one.at])
            known[:] = known[0] + 1, min(known[1], one.at), max(known[2], one.at)

    def _row(self, kept: FrozenArticle, number: int, person: str, one: Kept) -> AnnotationRow:
        span = kept.sentences.span(number)
        options = self._set.options
        text = "" if options.no_text else span.of(kept.article.text)
        note = "" if options.no_text and not options.notes else one.note
        origin = self._origin(one.origin).decode() if one.origin else ""
        return AnnotationRow(
            "annotations/1",
            one.sentence,
            kept.article.id,
            number,
            span.start,
            span.end,
            text,
            self._set.terms.people[person],
            one.label,
            one.unsure,
            note,
            one.source,
            one.at,
            one.guideline,
            origin,
        )


def manifest(
    training_set: TrainingSet,
    census: Census,
    name: str,
    reports: Reports,
    files: Sequence[FilePart],
) -> Manifest:
    """The manifest of what was read last.

    Args:
        training_set: All of its rows were read.
        census: All that was said was read.
        name: The format.
        reports: What is known from elsewhere.
        files: Those that were written.
    """
    terms, config, options = training_set.terms, training_set.config, training_set.options
    summary = training_set.summary
    if options.annotator:
        only = next(iter(census.labels), "")
        options = msgspec.structs.replace(options, annotator=only)
    return Manifest(
        schema="training-set/1",
        app=AppPart("slugline", app_version()),
        format=name,
        rows_schema=training_set.shape.schema,
        options=options,
        labels=tuple(_label(training_set, slug) for slug in terms.labels),
        guideline=config.guidelines.version,
        guideline_text=config.guidelines.text,
        guidelines=tuple(
            GuidelinePart(key, *census.guidelines[key]) for key in sorted(census.guidelines)
        ),
        rows=summary.rows,
        splits={
            split: SplitPart(one.rows, len(one.articles), _by_label(one.labels, terms))
            for split, one in training_set.summaries.items()
            if one.rows
        },
        gold=_sorted(summary.gold),
        stale=summary.stale,
        left_out=_sorted(summary.left_out),
        annotators=tuple(
            AnnotatorPart(
                one,
                _by_label(census.labels[one], terms),
                census.unsure[one],
                census.notes[one],
            )
            for one in terms.people.values()
            if one in census.labels
        ),
        sources=_sorted(census.sources),
        articles=ArticlesPart(
            census.publishers.total(),
            _sorted(census.publishers),
            _sorted(census.languages),
            min(census.dates, default=""),
            max(census.dates, default=""),
            training_set.license,
        ),
        agreement=dict(reports.agreement),
        leaks=dict(reports.leaks),
        files=tuple(files),
    )


def app_version() -> str:
    """The version of this program; empty where it runs from a checkout that is not installed."""
    try:
        return version("slugline")
    except PackageNotFoundError:
        return ""


def encoded(value: msgspec.Struct | Mapping[str, Any]) -> bytes:
    """JSON for people: indented, with a last line end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _label(training_set: TrainingSet, slug: str) -> LabelPart:
    label = training_set.config.scheme.find(slug)
    return LabelPart(
        slug,
        label.title,
        label.key,
        label.colour,
        label.definition,
        label.examples,
        label.formerly,
        label.retired,
    )


def _by_label(counts: Mapping[str, int], terms: Terms) -> dict[str, int]:
    return {label: counts.get(label, 0) for label in terms.labels}


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
