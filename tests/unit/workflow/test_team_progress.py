"""How far a team is: the same numbers as the statistics, the agreement and the review."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotations.agreement import Ballots, report, stories_of, votes_of
from annotations.labels import LabelScheme
from annotations.review.model import Options
from annotations.review.review import Review
from annotations.statistics import tally
from annotations.store import Change, Mark, Statement
from annotations.store.article_versions import succession
from annotations.store.assignments import assigned, claimed, read_assignments
from annotations.workflow.progress import done_mark, kept_standing
from annotations.workflow.team_progress import Assigned, team_progress
from tests.functional.team import team_store
from tests.memory_store import MemoryStore

SCHEME = LabelScheme()


@pytest.fixture
def store(seeds: Path) -> MemoryStore:
    """A project that three people labelled throughout."""
    return team_store([seeds], "ana", "ben", "cy")


def test_counts_are_those_of_the_other_commands(store: MemoryStore) -> None:
    """By person and label, in all; agreement with its interval; what waits."""
    done, counts = team_progress(store, SCHEME), tally(store, SCHEME)
    assert (done.sentences, done.labelled) == (counts.sentences, counts.labelled)
    for one, other in zip(done.people, counts.people, strict=True):
        assert (one.person, one.labels, one.labelled, one.unsure) == (
            other.person,
            other.labels,
            other.labelled,
            other.unsure,
        )
        assert sum(one.days.values()) == one.labelled > 0
    assert sum(done.days.values()) == sum(done.by_label.values()) > 900
    ballots = Ballots(votes_of(store, SCHEME, stories_of(store)), labels=SCHEME.slugs)
    said, found = report(ballots), done.agreement
    assert (found.sentences, found.observed, found.krippendorff_alpha) == (
        said.sentences,
        said.observed,
        said.krippendorff_alpha,
    )
    assert found.interval == said.interval
    assert found.interval is not None
    assert found.verdict == said.verdict
    review = Review.of(store, SCHEME, "u-somebody", Options()).counts()
    assert (done.queues.to_adjudicate, done.queues.put_off) == (review.open, review.deferred)
    assert review.open > 20


def test_a_project_without_anything() -> None:
    """Says why there is no number."""
    done = team_progress(MemoryStore(), SCHEME)
    assert done.people == ()
    assert done.agreement.observed is None
    assert set(done.agreement.why) >= {"observed", "krippendorff_alpha", "interval"}
    assert done.days == {}


def test_assigned_against_done(store: MemoryStore) -> None:
    """By what each person labelled of theirs; marks of done, claims and versions count."""
    people = list(store.people())
    ids = store.frozen_ids()
    ana, ben = people[:2]
    store.state(ana, assigned(dict.fromkeys(ids[:4], ""), [ana, ben], read_assignments(store)))
    store.state(ben, claimed({ids[5]: "", "a-not-here": ""}, ben, read_assignments(store)))
    kept = store.frozen(ids[0])
    assert kept is not None
    cleared = [
        Change(ids[0], kept.article.sentence_id(kept.sentences.span(at)), at, Mark())
        for at in range(3)
        if not kept.sentences.is_boilerplate(at)
    ]
    store.annotate(ana, cleared)
    done = {one.person: one.assigned for one in team_progress(store, SCHEME).people}
    assert done[people[2]] == Assigned()
    standing = kept_standing(store, ana, ids[0], SCHEME.skips)
    assert standing is not None
    assert standing.body - standing.labelled == len(cleared) > 0
    assert (done[ana].articles, done[ana].finished, done[ana].left) == (4, 3, 1)
    assert done[ana].sentences - done[ana].labelled == len(cleared)
    assert (done[ben].articles, done[ben].claimed, done[ben].finished) == (6, 2, 5)
    whole = team_progress(store, SCHEME)
    assert (whole.doubled, whole.nobodys) == (4, len(ids) - 5)
    store.state(ana, [done_mark(ids[0], ana, done=True)])
    store.state(ana, [succession(store, ids[1], ids[2], ana)])
    done = {one.person: one.assigned for one in team_progress(store, SCHEME).people}
    assert (done[ana].articles, done[ana].finished) == (3, 3)


def test_pace_is_of_the_last_days_and_of_real_work(store: MemoryStore) -> None:
    """A label a second for minutes is a pace; of a month ago, or from a pipe, it is none."""
    last = max(one.last for one in team_progress(store, SCHEME).people)
    at = datetime.fromisoformat(last)
    now = team_progress(store, SCHEME, now=at + timedelta(days=1))
    later = team_progress(store, SCHEME, now=at + timedelta(days=30))
    assert all(one.lately == one.labelled for one in now.people)
    assert all(one.lately == 0 and one.per_hour is None for one in later.people)
    quick = MemoryStore(lambda: 1_750_000_000_000)
    person = quick.join("x")
    kept = store.frozen(store.frozen_ids()[0])
    assert kept is not None
    quick.freeze(kept.article, kept.sentences)
    for index in range(8):
        sentence = kept.article.sentence_id(kept.sentences.span(index))
        quick.annotate(person, [Change(kept.article.id, sentence, index, Mark("claim"))])
    moment = datetime.fromtimestamp(1_750_000_001, UTC)
    [found] = team_progress(quick, SCHEME, now=moment).people
    assert (found.lately, found.per_hour) == (8, None)


def test_what_is_put_off_and_disputed_is_counted(store: MemoryStore) -> None:
    """As the review counts it."""
    ana = next(iter(store.people()))
    review = Review.of(store, SCHEME, ana, Options())
    case = min(
        (one for one in review.cases() if one.state == "open"), key=lambda one: one.sentence_id
    )
    basis = [one.event_id for one in case.ballots]
    store.state(ana, [Statement("deferred", case.sentence_id, {"basis": basis})])
    done = team_progress(store, SCHEME)
    again = Review.of(store, SCHEME, ana, Options()).counts()
    assert done.queues.put_off == again.deferred == 1
    assert done.queues.disputed == again.why.get("objection", 0) + again.why.get("conflict", 0)
