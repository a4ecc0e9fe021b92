"""From what annotators said to rows: who is counted, what the label is, what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import reduce
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, get_args

import msgspec

from annotations.config import Config
from annotations.dataset.article_rows import (
    Cut,
    Facts,
    Outcome,
    Placed,
    Said,
    Sheet,
    Terms,
    one_line,
)
from annotations.dataset.integrity import check, frozen
from annotations.dataset.options import Options
from annotations.dataset.row import Heading, Split
from annotations.dataset.row_variants import Shape, shape_for
from annotations.dataset.summary import Summary
from annotations.errors import ExportError
from annotations.gold import NO_MAJORITY, Head, Settled, gold_label, majority_of, settle
from annotations.labels import label_set
from annotations.store import FrozenArticle, Store
from annotations.store.article_versions import newest, successors, told
from annotations.store.people import find_person

Advance = Callable[[int], object]
"""Told how many votes have been dealt with since it was last told."""

Files = Iterator[tuple[str, Iterator[bytes]]]
"""Paths in the folder of an export, and the bytes of each; one without any is not written."""

SPLITS: tuple[str, ...] = get_args(Split)

REPLACED = "a newer version of the article"
"""Why a sentence is left out whose labels went over to the text that took its article's place."""

SINGLE = "one vote only"
"""Why `--gold-only` leaves a sentence out; so do the following."""
NOT_ADJUDICATED = "a majority that nobody adjudicated"
STALE = "gold older than its votes"

SKIPPED = "no sentence of the report"
"""Why a sentence is left out that some labelled and that most, or a decision, put aside."""


class Sample(NamedTuple):
    """What has to be known of a sentence to say whether its split may have it."""

    article_id: str
    text: str
    label: str
    n_votes: int
    gold_source: str


class Part(NamedTuple):
    """The labelled sentences of an article, or those of one of its halves."""

    article_id: str
    votes: int
    """How many there are to deal with, about."""
    half: int | None = None

    def halves(self) -> tuple[Part, Part]:
        """The same in two."""
        return (
            self._replace(votes=self.votes // 2, half=0),
            self._replace(votes=self.votes - self.votes // 2, half=1),
        )

    def of(self, votes: dict[int, list[Said]], kept: FrozenArticle) -> dict[int, list[Said]]:
        """What of an article's votes belongs to it."""
        if self.half is None:
            return votes
        middle = len(kept.sentences) // 2
        return {n: said for n, said in votes.items() if (n >= middle) == self.half}


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
        wanted = options.annotator
        self._only = find_person(wanted, everyone, ExportError) if wanted else None
        progress = {person: store.progress(person) for person in everyone}
        self._gold: Mapping[str, Sequence[Head]] = store.statements("gold")
        slugs = {slug for by in progress.values() for one in by.values() for slug in one.labels}
        slugs.update(label for heads in self._gold.values() for label in map(gold_label, heads))
        slugs.discard("")
        scheme = config.scheme
        skips = scheme.skips & slugs
        self._skips = frozenset() if "skip" in options.include else skips
        """Labels of what is put aside; who put a sentence aside gave it no label."""
        labels = label_set(scheme, slugs)
        if not self._skips:
            put_aside = {scheme.find(slug).slug for slug in skips}
            labels += tuple(one.slug for one in scheme.dispositions if one.slug in put_aside)
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
        self._sizes = Counter[str]()
        for by in counted:
            sizes = {key: one.labelled_but(self._skips) for key, one in by.items()}
            self._sizes.update({key: size for key, size in sizes.items() if size})
        self._articles = sorted(self._sizes)
        self.votes = self._sizes.total()
        """How many votes there are to deal with."""
        self.at_least = sum(
            max(by[key].labelled_but(self._skips) for by in counted if key in by)
            for key in self._articles
        )
        """A number of labelled sentences known without reading them; exact for one person."""
        self._read: dict[str, Summary] = {}
        self._gone = {} if "replaced" in options.include else self._replaced()

    def _replaced(self) -> dict[str, frozenset[str]]:
        """By article that was replaced, those whose labels went over to the newer version.

        Only where that is labelled too: else nothing of the story would be left.
        """
        newer = successors(self.store)
        return {
            old: told(self.store, old, new)
            for old, new in newer.items()
            if newest(old, newer) in self._sizes
        }

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

    def in_splits(
        self, places: Mapping[str, Placed], leave_out: Callable[[Sample], str]
    ) -> TrainingSet:
        """The same labels with articles put into splits; nothing of the project is read again.

        Args:
            places: As for the class.
            leave_out: As for the class.
        """
        made = copy(self)
        made._places, made._leave_out, made._read = places, leave_out, {}
        return made

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
        self.start(split)
        yield from self.some(self.parts(split), advance)

    def start(self, split: str | None = None) -> None:
        """Forget what was read, of all splits or of one."""
        self._read.update({one: Summary.empty() for one in self.splits if split in (None, one)})

    def parts(self, split: str | None = None) -> Iterator[Part]:
        """The labelled articles, or those of one split, in the order of `sheets`."""
        for article_id in self._articles:
            if split in (None, self._split(article_id)):
                yield Part(article_id, self._sizes[article_id])

    def some(self, parts: Iterable[Part], advance: Advance) -> Iterator[Sheet]:
        """The sheets of some articles; counted with those that were read since `start`."""
        for part in parts:
            belongs = self._split(part.article_id)
            kept = frozen(self.store, part.article_id)
            votes, put_aside = self._apart(part.of(self._votes(part.article_id), kept))
            sheet = self._sheet(kept, votes, put_aside)
            self._read[belongs] = self._read[belongs].with_sheet(sheet)
            yield sheet
            advance(sum(map(len, sheet.said)))

    def add(self, read: Mapping[str, Summary]) -> None:
        """Count what somebody else has read since `start`, by split."""
        for split, summary in read.items():
            self._read[split] = self._read[split].plus(summary)

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
        """The labels of an article's sentences, by sentence, in the order of joining.

        Also those of people who put a sentence aside.
        """
        votes: dict[int, list[Said]] = {}
        slugs, people = self.terms.slugs, self.terms.people
        for person, by_number in self.store.said(article_id, person=self._only).items():
            if not by_number:
                continue
            if person not in people:
                raise ExportError("The project changed while it was read. Export it again.")
            if not slugs.keys() >= {kept.label for kept in by_number.values() if kept.label}:
                raise ExportError("The project changed while it was read. Export it again.")
            if not votes:
                votes = {n: [(person, kept)] for n, kept in by_number.items() if kept.label}
                continue
            for number, kept in by_number.items():
                if not kept.label:
                    continue
                if number in votes:
                    votes[number].append((person, kept))
                else:
                    votes[number] = [(person, kept)]
        return votes

    def _apart(
        self, votes: dict[int, list[Said]]
    ) -> tuple[dict[int, list[Said]], dict[int, list[str]]]:
        """The sentences that somebody labelled, and what others put some of them aside as.

        What everybody who saw it put aside is in neither.
        """
        if not self._skips:
            return votes, {}
        labelled, put_aside = {}, {}
        for number, said in votes.items():
            given = [one for one in said if one[1].label not in self._skips]
            if given:
                labelled[number] = given
            if given and len(given) < len(said):
                put_aside[number] = [one.label for _, one in said if one.label in self._skips]
        return labelled, put_aside

    def _sheet(
        self,
        kept: FrozenArticle,
        votes: Mapping[int, list[Said]],
        put_aside: Mapping[int, Sequence[str]],
    ) -> Sheet:
        article, cut = kept.article, Cut.of(kept)
        facts = Facts.of(article, self._places.get(article.id), self.license)
        numbers = sorted(votes)
        said = [votes[number] for number in numbers]
        ids = check(article, cut, numbers, said)
        if self._gold:
            outcomes = list(map(self._outcome, ids, said))
        else:
            known = self._known
            outcomes = [
                known.get(several[0][1].label if len(several) == 1 else "")
                or self._outcome(one, several)
                for one, several in zip(ids, said, strict=True)
            ]
        if put_aside:
            outcomes = [
                self._against(outcome, several, put_aside.get(number, ()))
                for number, outcome, several in zip(numbers, outcomes, said, strict=True)
            ]
        if (gone := self._gone.get(article.id)) is not None:
            outcomes = [
                outcome
                if outcome.left_out or not gone.issuperset(person for person, _ in several)
                else msgspec.structs.replace(outcome, left_out=REPLACED)
                for outcome, several in zip(outcomes, said, strict=True)
            ]
        if self._leave_out:
            outcomes = [
                outcome if outcome.left_out else self._placed(outcome, article.id, text)
                for outcome, text in zip(outcomes, map(cut.texts.__getitem__, numbers), strict=True)
            ]
        return Sheet(self.terms, facts, article, kept.sentences, cut, numbers, ids, said, outcomes)

    def _against(self, outcome: Outcome, said: Sequence[Said], put_aside: Sequence[str]) -> Outcome:
        """The same where some put the sentence aside: they are outvoted, or it is left out."""
        if not put_aside or outcome.left_out or outcome.source == "adjudicated":
            return outcome
        given = [*(one.label for _, one in said), *put_aside]
        most = majority_of([self.terms.slugs[label] for label in given])
        if most is not None and most.label == outcome.label:
            return msgspec.structs.replace(outcome, source="majority")
        is_put_aside = most is not None and most.label in self._skips
        return msgspec.structs.replace(outcome, left_out=SKIPPED if is_put_aside else NO_MAJORITY)

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

    def _placed(self, outcome: Outcome, article_id: str, text: str) -> Outcome:
        """The same, or left out where its split may not have it."""
        sample = Sample(article_id, text, outcome.label, outcome.votes, outcome.source)
        left_out = self._leave_out(sample) if self._leave_out else ""
        return msgspec.structs.replace(outcome, left_out=left_out) if left_out else outcome

    def _of(self, settled: Settled, labels: Sequence[str]) -> Outcome:
        left_out = settled.left_out
        label = self.terms.slugs.get(settled.label, settled.label)
        if label in self._skips:
            left_out = left_out or SKIPPED
        if not left_out and self.options.gold_only:
            left_out = {"single": SINGLE, "majority": NOT_ADJUDICATED}.get(settled.source, "")
            left_out = left_out or (STALE if settled.stale else "")
        soft = {one: round(labels.count(one) / len(labels), 6) for one in self.labels}
        by = self.terms.people.get(settled.by, "") if settled.by else ""
        return Outcome(
            label, settled.share, settled.source, soft, len(labels), by, settled.at,
            settled.reason, left_out, settled.stale,
        )  # fmt: skip
