"""The interval: the same each time, around the statistic, and as wide as articles make it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest

from annotations.agreement import Ballots, Interval, Vote, interval_of, overall
from annotations.agreement.bootstrap import MAX_BAGS, interval
from annotations.agreement.coefficients import Tally, krippendorff_alpha
from annotations.agreement.statistic import RARE_LABELS
from tests.unit.agreement.material import LABELS, random_votes


def article(source: random.Random, sentences: int = 25) -> Tally:
    """Two people on one article, whose difficulty all of its sentences share."""
    noise = source.betavariate(2, 5)
    tally: Counter[tuple[int, ...]] = Counter()
    for _ in range(sentences):
        truth, vector = source.randrange(3), [0, 0, 0]
        for _ in range(2):
            vector[source.randrange(3) if source.random() < noise else truth] += 1
        tally[tuple(vector)] += 1
    return tally


def together(articles: Sequence[Tally]) -> float:
    """Alpha over all."""
    total: Counter[tuple[int, ...]] = Counter()
    for one in articles:
        total.update(one)
    alpha = krippendorff_alpha(total).value
    assert alpha is not None
    return alpha


def ends(between: Interval) -> tuple[float, float]:
    """Of an interval that must be there."""
    assert between.low is not None
    assert between.high is not None
    return between.low, between.high


def test_it_is_the_same_each_time_and_holds_the_statistic() -> None:
    """No flicker on a screen."""
    votes = random_votes(5, people=3, sentences=150, missing=0.2, noise=0.4)
    ballots = Ballots(votes, labels=LABELS)
    between = interval_of(ballots)
    assert between == interval_of(Ballots(votes, labels=LABELS))
    low, high = ends(between)
    alpha = overall(ballots).krippendorff_alpha.value
    assert alpha is not None
    assert low < alpha < high
    assert between.clusters == 30


@pytest.mark.parametrize(("articles", "at_least"), [(8, 0.88), (40, 0.88)])
def test_it_covers_what_it_promises(articles: int, at_least: float) -> None:
    """The true alpha lies within about 95 times in a hundred, with few articles too.

    Resampling sentences would cover it about two times in three.
    """
    source = random.Random(17)
    truth = together([article(source) for _ in range(4_000)])
    covered = 0
    for _ in range(100):
        low, high = ends(interval([article(source) for _ in range(articles)], replicates=200))
        covered += low <= truth <= high
    assert covered / 100 >= at_least


def test_many_articles_are_as_sure_in_bags() -> None:
    """The width stays what it would be one by one: with twice the articles, 1 / √2 of it."""
    source = random.Random(23)
    many = [article(source, 10) for _ in range(2 * MAX_BAGS)]
    low, high = ends(interval(many))
    few_low, few_high = ends(interval(many[:MAX_BAGS]))
    assert low < together(many) < high
    assert (few_high - few_low) / (high - low) == pytest.approx(2**0.5, rel=0.2)


def test_stories_are_resampled_where_they_are_known() -> None:
    """Articles of one story that are alike make the interval wider, as they should."""
    source = random.Random(29)
    stories = {story: article(source) for story in range(12)}
    alone = [tally for tally in stories.values() for _ in range(4)]
    joined = [{vector: 4 * count for vector, count in tally.items()} for tally in stories.values()]
    assert together(alone) == pytest.approx(together(joined))
    narrow, wide = ends(interval(alone)), ends(interval(joined))
    assert wide[1] - wide[0] > 1.5 * (narrow[1] - narrow[0])


def test_a_label_in_one_article_only_is_too_rare() -> None:
    """Resamples without it have no alpha, so that no percentile can be told."""
    votes = [
        Vote(f"s-{at}", f"a-{at}", person, "quote" if at == 0 else "claim")
        for at in range(9)
        for person in ("u-1", "u-2")
    ]
    assert interval_of(Ballots(votes)).why == RARE_LABELS
