"""A review of 100,000 sentences by two people: making it, deciding, moving on.

python -m benchmarks.review [--sentences N]
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.labels import LabelScheme
from annotations.review.decisions import batch, gold_for
from annotations.review.gold import gold_in
from annotations.review.model import Case, Filter
from annotations.review.precedents import precedents_of
from annotations.review.review import Review
from annotations.review.summary import summary
from annotations.store import Change, Mark, Store, open_store

PER_ARTICLE = 100
DIFFERENT = 0.2
"""Share of the sentences that the second person labels at random."""
DECISIONS = 300
LABELS = LabelScheme().slugs
WORDS = "harbour council rate storm may said minister closed figure bridge vote might".split()


def fill(store: Store, sentences: int) -> tuple[str, str]:
    """Two people's labels of so many sentences; their ids."""
    source = random.Random(7)
    one, other = store.join("One"), store.join("Other")
    for number in range(sentences // PER_ARTICLE):
        texts = [
            f"{' '.join(source.choices(WORDS, k=8))} {number} {index}."
            for index in range(PER_ARTICLE)
        ]
        text = " ".join(texts)
        spans, at = [], 0
        for part in texts:
            spans.append((at, at + len(part)))
            at += len(part) + 1
        cuts = Sentences(spans, cutter="bench/1")
        article = Article(id=article_id_of(text), text=text)
        store.freeze(article, cuts)
        ids = [article.sentence_id(span) for span in cuts.spans]
        first = [source.choice(LABELS) for _ in ids]
        second = [
            source.choice(LABELS) if source.random() < DIFFERENT else label for label in first
        ]
        for person, labels in ((one, first), (other, second)):
            store.annotate(
                person,
                [
                    Change(article.id, sentence_id, index, Mark(label))
                    for index, (sentence_id, label) in enumerate(zip(ids, labels, strict=True))
                ],
            )
    return one, other


def line(name: str, value: str) -> None:
    """One row of the table."""
    print(f"{name:<60}{value:>16}", flush=True)


def timed(do: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def measure(store: Store, reviewer: str) -> None:
    """Print what each step of a review takes."""
    scheme = LabelScheme()
    made: list[Review] = []
    line(
        "make the review (s)",
        f"{timed(lambda: made.append(Review.of(store, scheme, reviewer))):.2f}",
    )
    review = made[0]
    queue = review.queue()
    counts = review.counts()
    line("cases open / unanimous", f"{counts.open:,} / {counts.unanimous:,}")
    line(
        "open another queue: one label pair (ms)",
        f"{1000 * timed(lambda: review.queue(Filter(labels=('claim', 'quote')))):.1f}",
    )
    saving, moving = [], []
    source = random.Random(3)
    for _ in range(min(DECISIONS, len(queue))):
        case = review.case(queue.at(source.randrange(len(queue))))
        assert isinstance(case, Case)
        statements = gold_for(review, case, "label", label=case.pair[0] or LABELS[0])
        saving.append(timed(lambda: store.state(reviewer, statements)))  # noqa: B023
        start = time.perf_counter()
        review.follow(store)
        queue.after(case)
        moving.append(1000 * (time.perf_counter() - start))
    line("save a decision (ms, median / slowest)", both([1000 * one for one in saving]))
    line("take it in and find the next case (ms, median / slowest)", both(moving))
    whole = batch(review, queue, reviewer)
    line("preview a batch (ms)", f"{1000 * timed(lambda: batch(review, queue, reviewer)):.1f}")
    line("sentences in it", f"{whole.total:,}")
    line("save it (s)", f"{timed(lambda: store.state(reviewer, whole.statements)):.2f}")
    line("take it in (s)", f"{timed(lambda: review.follow(store)):.2f}")
    line("take it back (s)", f"{timed(lambda: (store.undo(reviewer), review.follow(store))):.2f}")
    line("gold of every sentence (s)", f"{timed(lambda: gold_in(review)):.2f}")
    line("summary (s)", f"{timed(lambda: summary(review)):.2f}")
    known = precedents_of(store, review)
    text = " ".join(source.choices(WORDS, k=8))
    seen = [1000 * timed(lambda: known.similar(text, ("claim", "quote"))) for _ in range(50)]
    line(f"similar among {len(known):,} decided (ms, median / slowest)", both(seen))


def both(values: list[float]) -> str:
    """Median and slowest."""
    return f"{statistics.median(values):.2f} / {max(values):.2f}"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=100_000)
    sentences = parser.parse_args().sentences
    print(f"review of {sentences:,} sentences by two people")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = open_store(Path(folder) / "project")
        reviewer, _ = fill(store, sentences)
        measure(store, reviewer)
        store.close()


if __name__ == "__main__":
    main()
