"""How far a project is."""

from __future__ import annotations

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
