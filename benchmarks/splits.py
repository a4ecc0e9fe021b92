"""Near-duplicate articles, splits, leaks and contradictions, beside comparing every pair.

python -m benchmarks.splits [--articles N] [--sentences N]
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).parents[1]))

from annotations.articles.article import Article, article_id_of
from annotations.dataset import near_duplicates
from annotations.dataset.contradictions import Labelling, contradictions
from annotations.dataset.leaks import leaks
from annotations.dataset.row import SCHEMA, Row, Vote
from annotations.dataset.splits import assign

LABELS = ("claim", "quote", "speculation")
VOCABULARY = 20_000
WORDS = 500
"""Words of an article."""
SAMPLE = 120
"""Articles of which every pair is compared for comparison."""


class Writer:
    """Writes sentences of made-up words, some of which are much more frequent than others."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        letters = "abcdefghiklmnoprstuw"
        self._words = sorted(
            {"".join(self.chance.choices(letters, k=3 + n % 7)) for n in range(VOCABULARY)}
        )
        self.chance.shuffle(self._words)
        weights = [1 / (rank + 3) for rank in range(len(self._words))]
        self._weights = [sum(weights[:1])]
        for weight in weights[1:]:
            self._weights.append(self._weights[-1] + weight)

    def words(self, count: int) -> list[str]:
        """So many words."""
        return self.chance.choices(self._words, cum_weights=self._weights, k=count)

    def sentence(self) -> str:
        """Eight to thirty words."""
        return " ".join(self.words(self.chance.randint(8, 30))).capitalize() + "."

    def article(self) -> list[str]:
        """Sentences of some five hundred words."""
        found: list[str] = []
        while sum(sentence.count(" ") + 1 for sentence in found) < WORDS:
            found.append(self.sentence())
        return found

    def copy(self, sentences: list[str]) -> list[str]:
        """The same report elsewhere: parts cut, lines added, some words changed."""
        found = list(sentences)
        if self.chance.random() < 0.5:
            cut = self.chance.randrange(len(found) // 2)
            del found[cut : cut + len(found) // 3]
        if self.chance.random() < 0.5:
            found = [self.sentence(), *found, *(self.sentence() for _ in range(len(found) // 3))]
        for number in self.chance.sample(range(len(found)), k=len(found) // 10):
            words = found[number].split()
            words[self.chance.randrange(len(words))] = self.words(1)[0]
            found[number] = " ".join(words)
        return found


def corpus(articles: int) -> tuple[list[list[str]], set[tuple[int, int]]]:
    """Articles, a fifth of them copies of others; and which pairs those are."""
    writer = Writer(1)
    copies = articles // 5
    found = [writer.article() for _ in range(articles - copies)]
    originals = writer.chance.sample(range(len(found)), k=copies)
    planted = {(one, len(found) + number) for number, one in enumerate(originals)}
    found += [writer.copy(found[one]) for one in originals]
    return found, planted


def rows(articles: list[list[str]]) -> tuple[list[Row], dict[str, Article]]:
    """Every sentence labelled by two people."""
    chance = random.Random(2)
    by_id: dict[str, Article] = {}
    found = []
    for sentences in articles:
        text = "\n\n".join(sentences)
        article = Article(id=article_id_of(text), text=text)
        by_id[article.id] = article
        start = 0
        for index, sentence in enumerate(sentences):
            label = chance.choice(LABELS)
            found.append(_row(article.id, index, start, sentence, label))
            start += len(sentence) + 2
    return sorted(found, key=lambda row: (row.article_id, row.start)), by_id


def _row(article_id: str, index: int, start: int, text: str, label: str) -> Row:
    return Row(
        SCHEMA,
        "s-0123456789abcdef",
        text,
        label,
        LABELS.index(label),
        "train",
        article_id,
        "c-" + article_id.removeprefix("a-"),
        index,
        start,
        start + len(text),
        "",
        "",
        "",
        "",
        "",
        "",
        "en",
        [Vote("ann-1", label, "", "1"), Vote("ann-2", label, "", "1")],
        {one: float(one == label) for one in LABELS},
        2,
        1.0,
        "unanimous",
        "",
        "",
        "",
        "1",
        "unknown",
    )


def index_pairs(articles: list[list[str]]) -> set[tuple[int, int]]:
    """What clusters use."""
    sketches = [
        near_duplicates.sketch(near_duplicates.runs(near_duplicates.words(" ".join(sentences))))
        for sentences in articles
    ]
    return set(near_duplicates.near_pairs(sketches))


def jaccard_pairs(articles: list[list[str]]) -> set[tuple[int, int]]:
    """Every pair of sets of runs, as half of their union."""
    runs = []
    for sentences in articles:
        words = near_duplicates.words(" ".join(sentences))
        runs.append({tuple(words[at : at + 5]) for at in range(len(words) - 4)})
    return {
        (a, b)
        for (a, one), (b, other) in combinations(enumerate(runs), 2)
        if len(one & other) >= 0.5 * len(one | other)
    }


def difflib_pairs(articles: list[list[str]]) -> set[tuple[int, int]]:
    """Every pair of lists of words, by the standard library's matcher, after its quick look."""
    words = [near_duplicates.words(" ".join(sentences)) for sentences in articles]
    found = set()
    for (a, one), (b, other) in combinations(enumerate(words), 2):
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.quick_ratio() >= 0.5 and matcher.ratio() >= 0.5:
            found.add((a, b))
    return found


def labelled(sentences: int) -> Iterator[Labelling]:
    """Sentences of which some are nearly the same, one in a hundred of those labelled otherwise."""
    writer = Writer(3)
    earlier: list[tuple[str, str]] = []
    for number in range(sentences):
        if earlier and number % 10 == 0:
            text, label = writer.chance.choice(earlier)
            words = text.split()
            words[writer.chance.randrange(len(words))] = writer.words(1)[0]
            text = " ".join(words)
            if number % 100 == 0:
                label = LABELS[(LABELS.index(label) + 1) % 3]
        else:
            text, label = writer.sentence(), writer.chance.choice(LABELS)
            earlier.append((text, label))
        yield Labelling(f"a-{number // 25:016}", number % 25, f"s-{number:016}", text, "u-1", label)


def show(name: str, seconds: float, what: str) -> None:
    """One line of the table."""
    print(f"{name:<52}{seconds:>9.2f} s   {what}")


def compare(articles: list[list[str]], planted: set[tuple[int, int]]) -> None:
    """Recall and time of finding planted copies, beside comparing every pair of a sample."""
    for name, method, several in (
        ("index of runs", index_pairs, articles),
        ("index of runs, sample", index_pairs, None),
        ("Jaccard of every pair, sample", jaccard_pairs, None),
        ("difflib of every pair, sample", difflib_pairs, None),
    ):
        known = planted
        if several is None:
            chosen = [number for pair in sorted(planted)[: SAMPLE // 2] for number in pair]
            several = [articles[number] for number in chosen]
            known = {(at, at + 1) for at in range(0, len(several), 2)}
        started = time.perf_counter()
        found = method(several)
        seconds = time.perf_counter() - started
        show(
            f"{len(several):,} articles: {name}",
            seconds,
            f"{len(known & found)} of {len(known)} copies, {len(found - known)} others",
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--sentences", type=int, default=100_000)
    options = parser.parse_args()

    articles, planted = corpus(options.articles)
    compare(articles, planted)

    several, by_id = rows(articles)
    started = time.perf_counter()
    splits = assign(several, by_id.__getitem__)
    show(
        f"{len(several):,} rows: splits",
        time.perf_counter() - started,
        f"{len({place.cluster_id for place in splits.places.values()}):,} clusters",
    )
    written = []
    for row in several:
        if not splits.left_out(row):
            split, cluster = splits.places[row.article_id]
            written.append(msgspec.structs.replace(row, split=split, cluster_id=cluster))
    started = time.perf_counter()
    report = leaks(written)
    show(
        f"{len(written):,} rows: leak report",
        time.perf_counter() - started,
        f"{sum(report.leaks.values())} leaks, mix off by {report.mix:.1%} at most",
    )

    said = list(labelled(options.sentences))
    started = time.perf_counter()
    found = contradictions(said)
    show(
        f"{len(said):,} labels: contradictions",
        time.perf_counter() - started,
        f"{len(found):,} found",
    )


if __name__ == "__main__":
    main()
