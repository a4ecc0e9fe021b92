"""From what annotators said to rows: who is counted, what the label is, what is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, get_args

import msgspec

from annotations.config import Config
from annotations.errors import ExportError
from annotations.labels import LabelScheme
from annotations.store import FrozenArticle, Store
from annotations.training.checks import check, frozen
from annotations.training.gold import Head, Settled, gold_label, settle
from annotations.training.options import Options
from annotations.training.row import Heading, Split
from annotations.training.shapes import Shape, shape_for
from annotations.training.sheets import Facts, Outcome, Placed, Said, Sheet, Terms, one_line
from annotations.training.summary import Summary

Advance = Callable[[int], object]
"""Told how many votes have been dealt with since it was last told."""

Files = Iterator[tuple[str, Iterator[bytes]]]
"""Paths in the folder of an export, and the bytes of each; one without any is not written."""

SPLITS: tuple[str, ...] = get_args(Split)

SINGLE = "one vote only"
"""Why `--gold-only` leaves a sentence out; so do the following."""
NOT_ADJUDICATED = "a majority that nobody adjudicated"
STALE = "gold older than its votes"


class Sample(NamedTuple):
    """What has to be known of a sentence to say whether its split may have it."""

    article_id: str
    text: str
    label: str
    n_votes: int
    gold_source: str


class TrainingSet:
    """The labelled sentences of a project as rows.

    Args:
        store: The project.
        config: Gives the label scheme, the licence of the texts and what analyses them.
        options: Who is counted, what is left out, which columns rows have.
        places: Split and cluster by article id; an article without one is for training.
        leave_out: Says why a sentence may not be written where its article is, or nothing.

    Raises:
        ExportError: If nobody, or more than one person, goes by `options.annotator`.
        StoreError: If the project cannot be read.
    """

    def __init__(
        self,
        store: Store,
        config: Config,
        options: Options = Options(),  # noqa: B008  # frozen
        places: Mapping[str, Placed] | None = None,
        leave_out: Callable[[Sample], str] | None = None,
    ) -> None:
        self.store = store
        self.config = config
        self.options = options
        self.license = one_line(config.articles.license) or "unknown"
        self._places = places or {}
        self._leave_out = leave_out
        everyone = store.people()
        self._only = find_person(everyone, options.annotator) if options.annotator else None
        progress = {person: store.progress(person) for person in everyone}
        self._gold: Mapping[str, Sequence[Head]] = store.statements("gold")
        slugs = {slug for by in progress.values() for one in by.values() for slug in one.labels}
        slugs.update(label for heads in self._gold.values() for label in map(gold_label, heads))
        slugs.discard("")
        labels = label_set(config.scheme, slugs)
        self.terms = Terms(
            labels,
            {person: f"ann-{number}" for number, person in enumerate(everyone, start=1)},
            {slug: config.scheme.find(slug).slug for slug in slugs},
            {label: number for number, label in enumerate(labels)},
        )
        self.shape: Shape = shape_for(options, config, store)
        """Which columns rows have."""
        self._known: dict[str | tuple[str, ...], Outcome] = {}
        counted = [progress[person] for person in everyone if self._only in (None, person)]
        self._articles = sorted({key for by in counted for key, one in by.items() if one.labels})
        self.votes = sum(one.labelled for by in counted for one in by.values())
        """How many votes there are to deal with."""
        self.at_least = sum(
            max(by[key].labelled for by in counted if key in by) for key in self._articles
        )
        """A number of labelled sentences known without reading them; exact for one person."""
        self._read: dict[str, Summary] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The label set: the same whoever is counted, so that `label_id` is too."""
        return self.terms.labels

    @property
    def splits(self) -> tuple[str, ...]:
        """The splits that labelled articles belong to."""
        found = {self._split(article_id) for article_id in self._articles}
        return tuple(split for split in SPLITS if split in found)

    @property
    def summaries(self) -> Mapping[str, Summary]:
        """Of what was read last, by split."""
        return self._read

    @property
    def summary(self) -> Summary:
        """Of what was read last."""
        return reduce(Summary.plus, self._read.values(), Summary.empty())

    def heading(self, split: str | None = None) -> Heading:
        """What is true of all rows, or of those of one split."""
        only = (split,) if split else self.splits
        return Heading(self.labels, only[0] if len(only) == 1 else "all")

    def rows(
        self, split: str | None = None, advance: Advance = lambda votes: None
    ) -> Iterator[msgspec.Struct]:
        """Every row, or those of one split, in the shape that was asked for.

        By article id and position, one article in memory at a time.

        Raises:
            ExportError: If a label does not stand on the text that it was given to.
            StoreError: If the project cannot be read.
        """
        return chain.from_iterable(map(self.shape.rows, self.sheets(split, advance)))

    def sheets(
        self, split: str | None = None, advance: Advance = lambda votes: None
    ) -> Iterator[Sheet]:
        """The labelled sentences, article by article; also those that are left out.

        Raises:
            ExportError: If a label does not stand on the text that it was given to.
            StoreError: If the project cannot be read.
        """
        read = {one: Summary.empty() for one in self.splits if split in (None, one)}
        self._read.update(read)
        for article_id in self._articles:
            belongs = self._split(article_id)
            if belongs not in read:
                continue
            sheet = self._sheet(frozen(self.store, article_id), self._votes(article_id))
            self._read[belongs] = self._read[belongs].with_sheet(sheet)
            yield sheet
            advance(sum(map(len, sheet.said)))

    def said(self, article_id: str) -> list[tuple[int, Said]]:
        """All that those who are counted say of an article, doubts and notes too, in order."""
        return sorted(
            (
                (number, (person, kept))
                for person, by_number in self.store.said(article_id, person=self._only).items()
                for number, kept in by_number.items()
            ),
            key=itemgetter(0),
        )

    def annotated(self) -> Iterator[str]:
        """The ids of articles of which somebody who is counted says something, sorted."""
        people = [self._only] if self._only else list(self.terms.people)
        return iter(sorted({key for person in people for key in self.store.progress(person)}))

    def _split(self, article_id: str) -> str:
        place = self._places.get(article_id)
        return place.split if place else "train"

    def _votes(self, article_id: str) -> dict[int, list[Said]]:
        """The labels of an article's sentences, by sentence, in the order of joining."""
        votes: dict[int, list[Said]] = {}
        slugs, people = self.terms.slugs, self.terms.people
        for person, by_number in self.store.said(article_id, person=self._only).items():
            if by_number and person not in people:
                raise ExportError("The project changed while it was read. Export it again.")
            for number, kept in by_number.items():
                label = kept.label
                if not label:
                    continue
                if label not in slugs:
                    raise ExportError("The project changed while it was read. Export it again.")
                if number in votes:
                    votes[number].append((person, kept))
                else:
                    votes[number] = [(person, kept)]
        return votes

    def _sheet(self, kept: FrozenArticle, votes: Mapping[int, list[Said]]) -> Sheet:
        article = kept.article
        facts = Facts.of(article, self._places.get(article.id), self.license)
        numbers = sorted(votes)
        said = [votes[number] for number in numbers]
        ids = check(kept, numbers, said)
        outcomes = list(map(self._outcome, ids, said))
        if self._leave_out:
            outcomes = [
                outcome if outcome.left_out else self._placed(outcome, kept, number)
                for outcome, number in zip(outcomes, numbers, strict=True)
            ]
        return Sheet(self.terms, facts, article, kept.sentences, numbers, ids, said, outcomes)

    def _outcome(self, sentence_id: str, said: Sequence[Said]) -> Outcome:
        """What votes and gold amount to; sentences that are alike share it."""
        given = said[0][1].label if len(said) == 1 else tuple([one.label for _, one in said])
        heads = self._gold.get(sentence_id) if self._gold else None
        known = None if heads else self._known.get(given)
        if known:
            return known
        labels = [self.terms.slugs[one.label] for _, one in said]
        labels.sort(key=self.terms.ids.__getitem__)
        events = [one.event for _, one in said]
        keep = "ambiguous" in self.options.include
        outcome = self._of(settle(labels, events, heads or (), ambiguous=keep), labels)
        if not heads:
            self._known[given] = outcome
        return outcome

    def _placed(self, outcome: Outcome, kept: FrozenArticle, number: int) -> Outcome:
        """The same, or left out where its split may not have it."""
        article = kept.article
        text = kept.sentences.span(number).of(article.text)
        sample = Sample(article.id, text, outcome.label, outcome.votes, outcome.source)
        left_out = self._leave_out(sample) if self._leave_out else ""
        return msgspec.structs.replace(outcome, left_out=left_out) if left_out else outcome

    def _of(self, settled: Settled, labels: Sequence[str]) -> Outcome:
        left_out = settled.left_out
        label = self.terms.slugs.get(settled.label, settled.label)
        if not left_out and self.options.gold_only:
            left_out = {"single": SINGLE, "majority": NOT_ADJUDICATED}.get(settled.source, "")
            left_out = left_out or (STALE if settled.stale else "")
        soft = {one: round(labels.count(one) / len(labels), 6) for one in self.labels}
        by = self.terms.people.get(settled.by, "") if settled.by else ""
        return Outcome(
            label, settled.share, settled.source, soft, len(labels), by, settled.at,
            settled.reason, left_out, settled.stale,
        )  # fmt: skip


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
