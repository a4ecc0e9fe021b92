"""How far a project is."""

from __future__ import annotations

import pytest

from annotations.config import Config
from annotations.labels import Label, LabelScheme
from annotations.statistics import tally
from tests.unit.dataset.material import HARD, Project, hard_project


def test_people_labels_and_articles_are_counted() -> None:
    """Each person by label, each article by person, boilerplate apart."""
    project = hard_project()
    told: list[int] = []
    counts = tally(project.store, Config().scheme, told.append)
    assert counts.labels == ("claim", "quote", "speculation", "retracted")
    assert [
        (one.name, one.labelled, one.unsure, one.notes, one.articles) for one in counts.people
    ] == [
        ("ana", 11, 1, 0, 1),
        ("ben", 4, 0, 0, 1),
        ("Čeněk", 6, 0, 3, 2),
    ]
    assert counts.people[2].labels == {"claim": 2, "quote": 2, "speculation": 1, "retracted": 1}
    hard, easy = counts.articles
    assert (hard.sentences, hard.labelled) == (len(HARD), len(HARD)), "the tail does not count"
    assert list(hard.by.values()) == [10, 4, 4]
    assert (easy.sentences, easy.labelled, list(easy.by.values())) == (3, 2, [0, 0, 2])
    assert (counts.sentences, counts.labelled) == (13, 12)
    assert sum(told) == 2


def test_a_former_slug_counts_as_the_present_one() -> None:
    """A renamed label is one label."""
    project = Project()
    article = project.add(["One.", "Two."])
    project.say("ana", article, {0: "claim", 1: "assertion"})
    scheme = LabelScheme((Label(slug="assertion", key="a", formerly=("claim",)),))
    assert tally(project.store, scheme).people[0].labels == {"assertion": 2}


def test_an_empty_project_can_be_counted() -> None:
    """Nobody, nothing."""
    counts = tally(Project().store, Config().scheme)
    assert (counts.people, counts.articles, counts.sentences) == ((), (), 0)


def test_the_pace_counts_work_and_leaves_out_pauses() -> None:
    """Sentences once, by what they say last; gaps of more than five minutes are none of work."""
    from datetime import timedelta

    from annotations.statistics import pace_of
    from annotations.store import Event

    def event(at: str, sentence: str, label: str) -> Event:
        return Event(
            v=1,
            id="e-1",
            type="annotate",
            project="p-1",
            person="u-1",
            device="d-1",
            seq=1,
            hlc=f"2026-05-01T{at}.000Z-0000-d",
            article="a-1",
            sentence=sentence,
            label=label,
        )

    first = [event(f"10:0{n}:00", f"s{n}", "claim") for n in range(5)]
    later = [
        event("11:00:00", "s9", "quote"),
        event("11:02:00", "s0", ""),
        event("11:03:00", "s1", "quote"),
    ]
    pace = pace_of(reversed([*first, *later]))
    assert pace.labels == 5  # s0 was cleared, s9 came, s1 counts once
    assert pace.worked == timedelta(minutes=4 + 3)
    assert pace.per_hour == pytest.approx(5 / (7 / 60))
    assert pace_of([]).per_hour is None
