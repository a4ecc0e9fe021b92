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
    kept: Mapping[str, int] = {}
    """Articles that stay in a split because an earlier export put them there, by split."""

    def frozen(self) -> str:
        """What is for good, whatever shares are asked for; empty if nothing is."""
        if not (count := sum(self.kept.values())):
            return ""
        several = "article stays" if count == 1 else "articles stay"
        where = ", ".join(
            f"{split} {self.kept[split]:,}" for split in SPLITS if self.kept.get(split)
        )
        return (
            f"{count:,} {several} in the split that an earlier export put them in ({where}), "
            "whatever shares are asked for. --redraw gives them out anew."
        )

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
    redraw: bool = False,
    settled_only: bool | None = None,
    grouped: Callable[[Sequence[Card]], Iterable[Sequence[int]]] = stories,
) -> Splits:
    """Give every article with labelled sentences a split.

    Args:
        samples: The sentences that could be written, those of one article together; `Row`s do.
        article: The article of an id.
        targets: The share of each split.
        exported: Where articles have been put by earlier exports.
        redraw: Give them out anew all the same; notices say what that costs.
        settled_only: Whether the test set has only what people agreed on or settled; left out,
            it has as soon as there is any such sentence.
        grouped: Tells stories apart, by number.
    """
    exported = exported or {}
    before = {} if redraw else exported
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
    found, boilerplate = clusters(articles, before, grouped)
    pool = _Pool(counts, targets, settled_only=settled_only)
    places, notices = _places(found, before, pool)
    held = _held(articles, places, settled_only=settled_only)
    return Splits(
        places,
        {one: place for one, place in places.items() if exported.get(one) != place},
        held,
        settled_only,
        tuple(boilerplate),
        (
            *notices,
            *_redrawn(places, exported if redraw else {}),
            *pool.warnings(
                len(found), sum(1 for one in found if before.keys() & set(one.articles))
            ),
        ),
        Counter(before[one].split for one in places if one in before),
    )


def _held(articles: Articles, places: Mapping[str, Place], *, settled_only: bool) -> dict[int, str]:
    """The one split that may have a text, by hash of key, where several have it or one near it."""
    split_of = [places[one].split for one in articles.ids]

    def splits_of(having: set[int], settling: set[int]) -> set[str]:
        found = {split_of[number] for number in having}
        if settled_only and all(split_of[number] != "test" for number in settling):
            found.discard("test")  # it is left out there
        return found

    held = {}
    for shared in articles.shared:
        found = splits_of(shared.numbers, shared.settled)
        if len(found) > 1:
            held[hash(shared.key)] = _strongest(found)
    keys = articles.texts.keys
    shown: dict[int, set[str]] = {}
    for text in {one for pair in articles.near for one in pair}:
        known = held.get(keys[text])
        shown[text] = (
            {known} if known else splits_of(articles.having(text), articles.settling(text))
        )
    for pair in articles.near:
        both = set().union(*(shown[one] for one in pair))
        if len(both) < 2:
            continue
        for text in pair:
            # Whoever stands in a weaker split goes; whoever stands in the strongest stays.
            known = held.get(keys[text])
            held[keys[text]] = _strongest({*both, known} if known else both)
    return held


def _strongest(splits: set[str]) -> str:
    return max(splits, key=lambda split: STRENGTH[split])


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

    def choice(self, cluster: Cluster, left: int, testing: int) -> str:
        """The split that lacks most of what a cluster brings, if all can still get something.

        Args:
            cluster: The one to be given out.
            left: How many are given out after it. No choice may leave a split without any
                cluster that could have one: training first, then the test, then validation.
            testing: How many of those would show something in the test set.
        """
        brings = {split: self.brings(cluster, split) for split in self.wanted}
        may = [split for split in self.wanted if brings[split]]

        def worth(split: str) -> tuple[list[bool], float]:
            filled = {one for one in self.wanted if self.shown[one]} | {split}
            for one in self.wanted:
                spare = left - len(filled - self._filled() - {split})
                if one not in filled and spare > 0 and (one != "test" or testing):
                    filled.add(one)
            return [one in filled for one in self.wanted], self._lacks(split, brings[split])

        return max(may, key=worth)

    def _filled(self) -> set[str]:
        """The splits that have something to show."""
        return {split for split in self.wanted if self.shown[split]}

    def _lacks(self, split: str, brought: Counter[str]) -> float:
        """How much of what is brought a split lacks: of each label its part of all."""
        share, have = self.targets[split], self.have[split]
        return sum(
            count * (share - have[label] / self.total[label]) for label, count in brought.items()
        )

    def warnings(self, clusters: int, kept: int) -> Iterator[str]:
        """What makes the splits poor.

        Args:
            clusters: How many there are.
            kept: How many of them were exported before.
        """
        missing = [split for split in self.wanted if not self.shown[split]]
        if missing:
            yield f"Nothing is for {' or '.join(missing)}: {self._why(missing, clusters, kept)}"
        for split in self.wanted:
            absent = [label for label in self.total if not self.shown[split][label]]
            if absent and split not in missing:
                yield f"No sentence for {split} is labelled {' or '.join(sorted(absent))}."
        share = self.shown["test"].total() / max(sum(map(Counter.total, self.shown.values())), 1)
        if share > max(0.5, self.targets["test"]):
            yield (
                f"The test has {share:.0%} of all rows: only its articles have sentences that "
                "people agree on, or that were adjudicated. Let somebody else label more of them."
            )

    def _why(self, missing: Sequence[str], clusters: int, kept: int) -> str:
        if clusters < len(self.wanted):
            several = "is only 1 cluster" if clusters == 1 else f"are only {clusters} clusters"
            return f"there {several} of articles. Label articles of other stories."
        if kept:
            return (
                f"{kept:,} of {clusters:,} clusters stay where an earlier export put them. Label "
                "articles of other stories, or give all of them out anew with --redraw."
            )
        if "test" in missing and self._settled_only:
            return (
                "no other article has a sentence that two people agree on, or that was "
                "adjudicated. Let somebody else label more of them."
            )
        return "its sentences stand in a stronger split too. Label articles of other stories."


def _redrawn(places: Mapping[str, Place], exported: Mapping[str, Place]) -> Iterator[str]:
    """What it costs that articles do not stay where earlier exports put them."""
    moved = Counter(
        (exported[one].split, place.split) for one, place in places.items() if one in exported
    )
    changed = {pair: count for pair, count in moved.items() if pair[0] != pair[1]}
    if not moved:
        return
    if not changed:
        yield "Given out anew, every article is where it was."
        return
    pairs = ", ".join(
        f"{count:,} from {old} to {new}" for (old, new), count in sorted(changed.items())
    )
    yield (
        f"Given out anew, {sum(changed.values()):,} of {moved.total():,} exported articles change "
        f"their split: {pairs}."
    )
    seen = sum(count for (old, new), count in changed.items() if new == "test" != old)
    if seen:
        yield (
            f"Models trained or tuned on an earlier export have seen {seen:,} of the articles that "
            "are now for the test: train them again before they are measured on it."
        )
    gone = sum(count for (old, _), count in changed.items() if old == "test")
    if gone:
        yield (
            f"{gone:,} articles of the earlier test set are in it no more: figures measured on it "
            "do not compare with those to come."
        )


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
    tests = [bool(pool.brings(cluster, "test")) for cluster in new]
    testing = sum(tests)
    for number, cluster in enumerate(new):
        testing -= tests[number]
        splits[cluster.id] = split = pool.choice(cluster, len(new) - number - 1, testing)
        pool.put(cluster, split)
    return {
        one: Place(splits[cluster.id], cluster.id) for cluster in found for one in cluster.articles
    }, notices
