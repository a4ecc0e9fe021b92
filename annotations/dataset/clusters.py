"""Articles that must stay in one split, because one would give away what the other is to test.

Articles of one story, near-duplicates of each other, articles published under one address, and
articles with a sentence in common form one cluster. A sentence that many clusters have is
boilerplate: it joins nothing, and its rows are kept to one split by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from annotations.articles.article import Article
from annotations.articles.corpus import Card, card_of
from annotations.dataset import near_duplicates
from annotations.dataset.clusters_by_origin import address, stories
from annotations.dataset.near_duplicates import Sketch

MANY: Final = 3
"""Clusters that may have a sentence in common before it is boilerplate."""
CHAIN: Final = 16
"""Clusters that sentences may chain together: generic ones would make one cluster of them all."""


class Sample(Protocol):
    """What splitting needs of a labelled sentence; a `Row` has it all."""

    @property
    def article_id(self) -> str:
        """Its article."""

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def label(self) -> str:
        """What it is."""

    @property
    def n_votes(self) -> int:
        """How many people voted on it."""

    @property
    def gold_source(self) -> str:
        """Why it is the label."""


def is_settled(sample: Sample) -> bool:
    """Whether a label may judge others: adjudicated, or given by two people or more, all alike."""
    return sample.gold_source == "adjudicated" or (
        sample.gold_source == "unanimous" and sample.n_votes >= 2
    )


class Known(NamedTuple):
    """What is kept of an article while clusters are formed; not its text."""

    id: str
    card: Card
    address: str
    whole: Sketch[int]
    """Of the article without its boilerplate."""
    said: Sketch[int]
    """Of its labelled sentences, which are all that a training run sees."""


class Cluster(NamedTuple):
    """Articles that stay together."""

    id: str
    """`c-` and 16 hex digits: those of its smallest article id, or what it was exported under."""
    articles: tuple[str, ...]
    """Their ids, sorted."""


class Boilerplate(NamedTuple):
    """A sentence that joins nothing, though several clusters have it."""

    words: str
    """Its words, folded."""
    articles: tuple[str, ...]
    """Ids of the articles that have it, sorted."""


class Place(NamedTuple):
    """Where an article stands in a training set."""

    split: str
    """`train`, `validation` or `test`."""
    cluster_id: str


STRENGTH: Final = {"train": 0, "validation": 1, "test": 2}
"""Which split wins where one must: what has been a test stays one."""


class Shared(NamedTuple):
    """A sentence that several articles have."""

    key: str
    """Its words, folded; the text itself if there is none."""
    telling: bool
    """Whether it is long enough to be no accident."""
    numbers: set[int]
    """The articles, by number."""
    settled: set[int]
    """Those of them where people have agreed on its label, or settled it."""


class Articles:
    """The articles that take part, and the sentences that several of them have."""

    def __init__(self) -> None:
        self.known: list[Known] = []
        self._first: dict[int, int] = {}
        """By hash of key: twice the article's number, and 1 if it is settled there."""
        self._here = 0
        self._shared: dict[int, Shared] = {}

    def add(self, article: Article, samples: Iterable[Sample]) -> None:
        """Take in an article with its labelled sentences; each article once."""
        number = len(self.known)
        self._here = 2 * number
        hashes: list[int] = []
        for sample in samples:
            said = near_duplicates.words(sample.text)
            hashes += near_duplicates.runs(said)
            key = near_duplicates.key_of(said, sample.text)
            self._meet(
                number,
                key,
                telling=len(said) >= near_duplicates.TELLING,
                settled=is_settled(sample),
            )
        body = article.text
        for span in reversed(article.boilerplate):
            body = f"{body[: span.start]}\n{body[span.end :]}"
        whole = near_duplicates.sketch(near_duplicates.runs(near_duplicates.words(body)))
        self.known.append(
            Known(
                article.id,
                card_of(article),
                address(article.url),
                whole,
                near_duplicates.sketch(hashes),
            )
        )

    def _meet(self, number: int, key: str, *, telling: bool, settled: bool) -> None:
        """Note that an article has a sentence; most have it alone, which costs one number."""
        shared = self._shared.get(hash(key))
        if shared is None:
            first, known = divmod(self._first.setdefault(hash(key), self._here), 2)
            if first == number:
                if settled and not known:
                    self._first[hash(key)] = self._here + 1
                return
            shared = Shared(key, telling, {first}, {first} if known else set())
            self._shared[hash(key)] = shared
        shared.numbers.add(number)
        if settled:
            shared.settled.add(number)

    def finish(self) -> None:
        """Let go of what only adding needs."""
        self._first.clear()

    @property
    def ids(self) -> list[str]:
        """The articles, in the order in which they were added."""
        return [one.id for one in self.known]

    @property
    def shared(self) -> Iterable[Shared]:
        """The sentences that several articles have."""
        return self._shared.values()


def clusters(
    articles: Articles,
    exported: Mapping[str, Place],
    grouped: Callable[[Sequence[Card]], Iterable[Sequence[int]]] = stories,
) -> tuple[list[Cluster], list[Boilerplate]]:
    """The articles in clusters, each article in one; the order of articles makes no difference.

    Args:
        articles: Those with labelled sentences.
        exported: Splits and clusters of articles that were exported before: a cluster does not
            dissolve, and one shared sentence does not join clusters of different splits.
        grouped: Tells stories apart, by number.

    Returns:
        The clusters by id, and the boilerplate by text.
    """
    order = sorted(range(len(articles.known)), key=lambda number: articles.known[number].id)
    place = {number: at for at, number in enumerate(order)}
    known = [articles.known[number] for number in order]
    shared = [
        (one.key, frozenset(place[number] for number in one.numbers))
        for one in articles.shared
        if one.telling
    ]
    union = _Union(len(known))
    for group in (
        *grouped([one.card for one in known]),
        *_alike(known, lambda one: one.address),
        *_alike(known, lambda one: one.id in exported and exported[one.id].cluster_id),
        *near_duplicates.near_pairs([one.whole for one in known]),
        # What training sees may be alike where the articles are not.
        *near_duplicates.near_pairs([one.said for one in known]),
    ):
        union.join(group)
    boilerplate = _join_by_sentence(union, [one.id for one in known], shared, exported)
    found = [
        _cluster([known[number].id for number in members], exported) for members in union.groups()
    ]
    return sorted(found), sorted(boilerplate)


def _alike(known: Sequence[Known], what: Callable[[Known], Hashable]) -> Iterable[list[int]]:
    """Numbers of the articles that have the same of something."""
    having: dict[Hashable, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        if key := what(one):
            having[key].append(number)
    return having.values()


def _join_by_sentence(
    union: _Union,
    ids: Sequence[str],
    shared: Sequence[tuple[str, frozenset[int]]],
    exported: Mapping[str, Place],
) -> list[Boilerplate]:
    """Join clusters that have a sentence in common; the sentences that did not join any."""
    splits: dict[int, set[str]] = defaultdict(set)
    for number, article_id in enumerate(ids):
        if article_id in exported:
            splits[union.find(number)].add(exported[article_id].split)
    chained = dict.fromkeys(map(union.find, range(len(ids))), 1)
    having = [(frozenset(map(union.find, numbers)), words) for words, numbers in shared]
    # The rarest and longest first: what is more telling joins before a chain is too long.
    having.sort(key=lambda pair: (len(pair[0]), -len(pair[1]), pair[1]))
    flagged = set()
    for clusters, words in having:
        roots = sorted(set(map(union.find, clusters)))
        stays = set().union(*(splits[root] for root in roots))
        many = sum(chained[root] for root in roots)
        if len(roots) == 1:
            continue
        if len(clusters) > MANY or many > CHAIN or len(stays) > 1:
            flagged.add(words)
            continue
        union.join(roots)
        splits[roots[0]], chained[roots[0]] = stays, many
    return [
        Boilerplate(words, tuple(ids[number] for number in sorted(numbers)))
        for words, numbers in shared
        if words in flagged and len(set(map(union.find, numbers))) > 1
    ]


def _cluster(ids: Sequence[str], exported: Mapping[str, Place]) -> Cluster:
    """The cluster of these articles under the id that it has been exported with, if it was."""
    kept = [exported[one] for one in ids if one in exported]
    strongest = max((one.split for one in kept), key=lambda split: STRENGTH[split], default="")
    names = [one.cluster_id for one in kept if one.split == strongest]
    own = "c-" + min(ids).removeprefix("a-")
    return Cluster(min(names, default=own), tuple(sorted(ids)))


class _Union:
    """Numbers in sets that can be joined."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, number: int) -> int:
        """The smallest number of the set that a number is in."""
        while (parent := self._parent[number]) != number:
            self._parent[number] = self._parent[parent]
            number = self._parent[number]
        return number

    def join(self, numbers: Sequence[int]) -> None:
        """Make one set of those that these are in."""
        roots = sorted({self.find(number) for number in numbers})
        for root in roots[1:]:
            self._parent[root] = roots[0]

    def groups(self) -> Iterable[list[int]]:
        """Every set."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parent)):
            found[self.find(number)].append(number)
        return found.values()
