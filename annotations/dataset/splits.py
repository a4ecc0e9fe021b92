"""Which article is for training, which for validation, which for the test: by cluster, for good.

Whole clusters are given out, the largest first, each to the split that lacks most of the labels
that the cluster has. What an export has once given out stays where it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from annotations.articles.article import Article
from annotations.articles.corpus import Card
from annotations.dataset import near_duplicates
from annotations.dataset.clusters import (
    STRENGTH,
    Articles,
    Boilerplate,
    Cluster,
    Place,
    Sample,
    clusters,
    is_settled,
)
from annotations.dataset.clusters_by_origin import stories
from annotations.errors import ExportError

SPLITS: Final = ("train", "validation", "test")
_FIRST: Final = ("train", "test", "validation")
"""Which splits get a cluster where there are fewer clusters than splits."""

ELSEWHERE: Final = "a text that a stronger split holds"
"""Why a sentence is left out: the test set, or for training the validation set, holds its words."""
UNSETTLED: Final = "too few votes for the test set"
"""Why a sentence of a test article is left out: people have not agreed on it, nor settled it."""


class Targets(NamedTuple):
    """The share of each split, adding up to 1."""

    train: float = 0.8
    validation: float = 0.1
    test: float = 0.1

    @classmethod
    def of(cls, text: str) -> Targets:
        """The targets that are written `80/10/10`, as train, validation, test.

        Raises:
            ExportError: If they are not three numbers, or leave nothing for training.
        """
        try:
            train, validation, test = (float(part) for part in text.split("/"))
        except ValueError:
            train = validation = test = -1.0
        total = train + validation + test
        if not (train > 0 and validation >= 0 and test >= 0 and total < float("inf")):
            raise ExportError(
                f"“{text}” are no splits. Write train/validation/test, such as 80/10/10."
            )
        return cls(train / total, validation / total, test / total)


USUAL: Final = Targets()


class Splits(NamedTuple):
    """Every article in its place, and what must be left out for nothing to leak."""

    places: Mapping[str, Place]
    """By article id."""
    fresh: Mapping[str, Place]
    """Those of them that are new, or not where they were: to be kept once they are written."""
    held: Mapping[int, str]
    """The one split that may have a text, by the hash of its words, where several would."""
    settled_only: bool
    """Whether the test set has only what people agreed on or settled."""
    boilerplate: tuple[Boilerplate, ...]
    notices: tuple[str, ...]
    """What whoever exports should know, each a sentence."""

    def left_out(self, sample: Sample) -> str:
        """Why a sentence of these articles must not be written, or nothing."""
        split = self.places[sample.article_id].split
        if split == "test" and self.settled_only and not is_settled(sample):
            return UNSETTLED
        if self.held and self.held.get(_key(sample.text), split) != split:
            return ELSEWHERE
        return ""


def assign(
    samples: Iterable[Sample],
    article: Callable[[str], Article],
    *,
    targets: Targets = USUAL,
    exported: Mapping[str, Place] | None = None,
    settled_only: bool | None = None,
    grouped: Callable[[Sequence[Card]], Iterable[Sequence[int]]] = stories,
) -> Splits:
    """Give every article with labelled sentences a split.

    Args:
        samples: The sentences that could be written, those of one article together; `Row`s do.
        article: The article of an id.
        targets: The share of each split.
        exported: Where articles have been put by earlier exports.
        settled_only: Whether the test set has only what people agreed on or settled; left out,
            it has as soon as there is any such sentence.
        grouped: Tells stories apart, by number.
    """
    exported = exported or {}
    articles, counts = Articles(), {}
    for article_id, several in groupby(samples, lambda sample: sample.article_id):
        own = list(several)
        articles.add(article(article_id), own)
        counts[article_id] = _Counts(
            Counter(sample.label for sample in own),
            Counter(sample.label for sample in own if is_settled(sample)),
        )
    articles.finish()
    if settled_only is None:
        settled_only = any(one.settled for one in counts.values())
    found, boilerplate = clusters(articles, exported, grouped)
    pool = _Pool(counts, targets, settled_only=settled_only)
    places, notices = _places(found, exported, pool)
    ids = articles.ids
    held = {}
    for shared in articles.shared:
        having = {places[ids[number]].split for number in shared.numbers}
        if settled_only and all(places[ids[number]].split != "test" for number in shared.settled):
            having.discard("test")  # it is left out there
        if len(having) > 1:
            held[hash(shared.key)] = max(having, key=lambda split: STRENGTH[split])
    return Splits(
        places,
        {one: place for one, place in places.items() if exported.get(one) != place},
        held,
        settled_only,
        tuple(boilerplate),
        (*notices, *pool.warnings(len(found))),
    )


def _key(text: str) -> int:
    return hash(near_duplicates.key_of(near_duplicates.words(text), text))


class _Counts(NamedTuple):
    """The labelled sentences of an article or cluster, by label."""

    every: Counter[str]
    settled: Counter[str]


class _Pool:
    """What each split has, and what it lacks."""

    def __init__(
        self, counts: Mapping[str, _Counts], targets: Targets, *, settled_only: bool
    ) -> None:
        self._counts = counts
        self._settled_only = settled_only
        self.total: Counter[str] = Counter()
        for one in counts.values():
            self.total.update(one.every)
        self.targets = dict(zip(SPLITS, targets, strict=True))
        self.wanted = [split for split in _FIRST if self.targets[split] > 0]
        self.have: dict[str, Counter[str]] = {split: Counter() for split in SPLITS}
        self.shown: dict[str, Counter[str]] = {split: Counter() for split in SPLITS}
        self.clusters: Counter[str] = Counter()

    def every(self, cluster: Cluster) -> Counter[str]:
        """The labelled sentences of a cluster."""
        found: Counter[str] = Counter()
        for one in cluster.articles:
            found.update(self._counts[one].every)
        return found

    def brings(self, cluster: Cluster, split: str) -> Counter[str]:
        """Those of them that a split would show."""
        if split != "test" or not self._settled_only:
            return self.every(cluster)
        found: Counter[str] = Counter()
        for one in cluster.articles:
            found.update(self._counts[one].settled)
        return found

    def put(self, cluster: Cluster, split: str) -> None:
        """Give a cluster to a split."""
        self.have[split].update(self.every(cluster))
        self.shown[split].update(self.brings(cluster, split))
        self.clusters[split] += 1

    def choice(self, cluster: Cluster, left: int) -> str:
        """The split that lacks most of what a cluster brings.

        Args:
            cluster: The one to be given out.
            left: How many are still to be given out, this one too: the last ones go to splits
                that have none.
        """
        brings = {split: self.brings(cluster, split) for split in self.wanted}
        may = [split for split in self.wanted if brings[split]]
        empty = [split for split in self.wanted if not self.clusters[split]]
        if left <= len(empty):
            may = [split for split in empty if brings[split]][:left] or may
        return max(may, key=lambda split: self._lacks(split, brings[split]))

    def _lacks(self, split: str, brought: Counter[str]) -> float:
        """How much of what is brought a split lacks: of each label its part of all."""
        share, have = self.targets[split], self.have[split]
        return sum(
            count * (share - have[label] / self.total[label]) for label, count in brought.items()
        )

    def warnings(self, clusters: int) -> Iterator[str]:
        """What makes the splits poor."""
        missing = [split for split in self.wanted if not self.clusters[split]]
        if missing:
            yield (
                f"There {'is' if clusters == 1 else 'are'} only {clusters} "
                f"{'cluster' if clusters == 1 else 'clusters'} of articles, so nothing is for "
                f"{' or '.join(missing)}. Label articles of other stories."
            )
        for split in self.wanted:
            absent = [label for label in self.total if not self.shown[split][label]]
            if absent and split not in missing:
                yield f"No sentence for {split} is labelled {' or '.join(sorted(absent))}."


def _places(
    found: Sequence[Cluster], exported: Mapping[str, Place], pool: _Pool
) -> tuple[dict[str, Place], list[str]]:
    """Every article in its place, and what had to be moved."""
    splits: dict[str, str] = {}
    notices = []
    for cluster in found:
        kept = [exported[one] for one in cluster.articles if one in exported]
        if not kept:
            continue
        split = max((one.split for one in kept), key=lambda split: STRENGTH[split])
        splits[cluster.id] = split
        pool.put(cluster, split)
        for other in sorted({one.split for one in kept} - {split}):
            moved = sum(one.split == other for one in kept)
            notices.append(
                f"{moved} exported {'article moves' if moved == 1 else 'articles move'} from "
                f"{other} to {split}: cluster {cluster.id} has become one."
            )
    new = [cluster for cluster in found if cluster.id not in splits]
    new.sort(key=lambda cluster: (-pool.every(cluster).total(), cluster.id))
    for number, cluster in enumerate(new):
        splits[cluster.id] = split = pool.choice(cluster, len(new) - number)
        pool.put(cluster, split)
    return {
        one: Place(splits[cluster.id], cluster.id) for cluster in found for one in cluster.articles
    }, notices
