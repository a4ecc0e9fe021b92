"""What votes and decisions amount to, and what becomes of it in an export."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.config import Config
from annotations.dataset import Options, Row, TrainingSet, settle
from annotations.store import Statement
from tests.unit.dataset.material import Project


class Head:
    """A decision."""

    def __init__(self, decision: str, label: str = "", at: str = "1", **more: Any) -> None:
        self.person, self.at = f"u-{at}", at
        self.value = {"decision": decision, "label": label, "basis": ["e-1", "e-2"], **more}


VOTES, EVENTS = ["claim", "quote"], ["e-1", "e-2"]


@pytest.mark.parametrize(
    ("heads", "label", "left_out"),
    [
        ([], "", "no majority"),
        ([Head("label", "quote")], "quote", ""),
        ([Head("label", "speculation", reason="slip")], "speculation", ""),
        ([Head("ambiguous")], "", "ambiguous"),
        ([Head("segmentation")], "", "segmentation"),
        ([Head("deferred")], "", "deferred"),
        ([Head("label", "quote"), Head("label", "quote", at="2")], "quote", ""),
        ([Head("label", "quote"), Head("label", "claim", at="2")], "", "disputed gold"),
        ([Head("label", "quote"), Head("ambiguous", at="2")], "", "disputed gold"),
    ],
)
def test_a_decision_stands_over_the_votes(heads: list[Head], label: str, left_out: str) -> None:
    """Unless two people decided differently, or that there is no label."""
    settled = settle(VOTES, EVENTS, heads)
    assert (settled.label, settled.left_out) == (label, left_out)
    assert settled.share == 0.5
    if label:
        assert (settled.source, settled.by) == ("adjudicated", heads[-1].person)
        assert settled.reason == heads[-1].value.get("reason", "")


def test_a_vote_that_came_later_makes_a_decision_stale() -> None:
    """It still stands, and says so."""
    assert not settle(VOTES, EVENTS, [Head("label", "quote")]).stale
    assert settle([*VOTES, "claim"], [*EVENTS, "e-3"], [Head("label", "quote")]).stale


def test_a_withdrawn_decision_is_none() -> None:
    """An empty value says nothing any more."""
    head = Head("label", "quote")
    head.value = {}
    assert settle(["claim"], ["e-1"], [head]).source == "single"


def project_with(value: dict[str, Any], basis: bool = True) -> Project:
    """Two people differ on one sentence, agree on the next, one alone labels the third."""
    project = Project()
    article = project.add(["One.", "Two.", "Three."])
    project.say("ana", article, {0: "claim", 1: "claim", 2: "quote"})
    project.say("ben", article, {0: "quote", 1: "claim"})
    votes = [one for one in project.store.annotations() if one.index == 0]
    known = [one.event_id for one in votes] if basis else [votes[0].event_id]
    judge = project.store.join("Čeněk")
    statement = Statement("gold", votes[0].sentence_id, {**value, "basis": known})
    project.store.state(judge, [statement])
    return project


def read(project: Project, **options: Any) -> tuple[list[Row], TrainingSet]:
    """The rows, and the set that counted them."""
    training_set = TrainingSet(project.store, Config(), Options(**options))
    return [row for row in training_set.rows() if isinstance(row, Row)], training_set


def test_what_was_adjudicated_says_by_whom() -> None:
    """By number, with time and reason; the votes stay beside it."""
    rows, training_set = read(
        project_with({"decision": "label", "label": "quote", "reason": "guideline"})
    )
    first = rows[0]
    assert (first.label, first.gold_source, first.gold_by) == ("quote", "adjudicated", "ann-3")
    assert (first.gold_reason, first.agreement, first.n_votes) == ("guideline", 0.5, 2)
    assert first.gold_at.startswith("2024-05-01T10:00:")
    assert training_set.summary.gold == {"adjudicated": 1, "unanimous": 1, "single": 1}


def test_gold_only_keeps_what_two_agree_on_or_somebody_decided() -> None:
    """One vote is not enough, nor a decision that does not know of all votes."""
    value = {"decision": "label", "label": "quote"}
    rows, training_set = read(project_with(value), gold_only=True)
    assert [row.sentence_index for row in rows] == [0, 1]
    assert training_set.summary.left_out == {"one vote only": 1}
    rows, training_set = read(project_with(value, basis=False), gold_only=True)
    assert [row.sentence_index for row in rows] == [1]
    assert training_set.summary.left_out == {"gold older than its votes": 1, "one vote only": 1}
    _, training_set = read(project_with(value, basis=False))
    assert training_set.summary.stale == 1


def test_ambiguous_sentences_are_kept_when_asked_for() -> None:
    """With the label most voted for, in the order of the label set, and their shares."""
    project = project_with({"decision": "ambiguous"})
    rows, training_set = read(project)
    assert len(rows) == 2
    assert training_set.summary.left_out == {"ambiguous": 1}
    rows, _ = read(project, include=("ambiguous",))
    assert (rows[0].label, rows[0].gold_reason) == ("claim", "ambiguous")
    assert rows[0].soft == {"claim": 0.5, "quote": 0.5, "speculation": 0.0}


def test_a_decision_for_a_label_that_nobody_gave_is_in_the_label_set() -> None:
    """Even one that the scheme does not know."""
    rows, training_set = read(project_with({"decision": "label", "label": "rumour"}))
    assert training_set.labels[-1] == rows[0].label == "rumour"
    assert rows[0].label_id == 3


def test_decisions_that_agree_count_as_one() -> None:
    """Each knew of votes that the other one had not seen; together they knew of all."""
    heads = [
        Head("label", "quote", at="1", basis=["e-1"]),
        Head("label", "quote", at="2", basis=["e-2"]),
    ]
    settled = settle(VOTES, EVENTS, heads)
    assert (settled.label, settled.by, settled.stale) == ("quote", "u-2", False)


def test_an_imported_decision_keeps_its_time() -> None:
    """It was made where it comes from, not when it was imported."""
    head = Head("label", "quote", at="2", basis=EVENTS)
    head.value["at"] = "1"
    assert settle(VOTES, EVENTS, [head]).at == "1"
