"""Assigning by rule: everything to somebody, doubles as asked, evenly, always the same."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.errors import StoryError
from annotations.workflow.assignment_rule import Plan, Rule, Together, Work, by_hand, planned

TOGETHER: tuple[Together, ...] = ("article", "story", "source", "date")


def works(number: int, seed: int = 0) -> list[Work]:
    """Articles of some stories, publishers and days, of any size."""
    drawn = random.Random(seed)
    return [
        Work(f"a-{at:04}", f"Title {at}", drawn.randint(0, 60), f"story/{at // 3}",
             f"source {drawn.randint(0, 3)}", f"2026-02-{drawn.randint(1, 9):02}")
        for at in range(number)
    ]  # fmt: skip


WORKS = st.builds(works, st.integers(0, 40), st.integers(0, 1_000))
PEOPLE = st.lists(st.sampled_from("u-a u-b u-c u-d u-e".split()), min_size=2, unique=True)


def part(one: Work, together: Together) -> str:
    """What an article stays together with."""
    return {"article": one.article_id, "story": one.story, "source": one.source, "date": one.date}[
        together
    ]


@settings(deadline=None)
@given(WORKS, PEOPLE, st.data())
def test_laws_of_a_plan(work: Sequence[Work], people: Sequence[str], data: st.DataObject) -> None:
    """Everything at least so often; doubles to the nearest; balanced; parts stay together."""
    overlap = data.draw(st.integers(1, len(people) - 1))
    double = data.draw(st.floats(0, 1))
    together = data.draw(st.sampled_from(TOGETHER))
    rule = Rule(overlap=overlap, double=double, together=together)
    plan = planned(work, people, rule, "p-1")
    assert set(plan.people) == {one.article_id for one in work}
    parts: dict[str, list[Work]] = {}
    for one in work:
        parts.setdefault(part(one, together), []).append(one)
    for members in parts.values():
        assert len({plan.people[one.article_id] for one in members}) == 1
    sizes = [len(plan.people[members[0].article_id]) for members in parts.values()]
    assert set(sizes) <= {overlap, overlap + 1}
    assert abs(sizes.count(overlap + 1) - double * len(parts)) <= 0.5 + 1e-9
    loads = {one.person: one.sentences for one in plan.shares}
    assert set(loads) == set(people)
    largest = max((sum(one.sentences for one in members) for members in parts.values()), default=0)
    assert max(loads.values()) - min(loads.values()) <= largest
    check_shares(plan, work)


def check_shares(plan: Plan, work: Sequence[Work]) -> None:
    """What the table says is what was planned."""
    sizes = {one.article_id: one.sentences for one in work}
    for person, articles, sentences, doubles in plan.shares:
        mine = [id_ for id_, who in plan.people.items() if person in who]
        assert (articles, sentences) == (len(mine), sum(sizes[id_] for id_ in mine))
        assert doubles == sum(len(plan.people[id_]) > 1 for id_ in mine)
    assert plan.doubled == sum(len(who) > 1 for who in plan.people.values())


@given(WORKS, PEOPLE, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(
    work: list[Work], people: list[str], order: random.Random
) -> None:
    """Two leads on two machines come to the same; another project to its own."""
    rule = Rule(double=0.3, together="article")
    before = planned(work, people, rule, "p-1")
    again = [*work, *work[:3]]
    order.shuffle(again)
    order.shuffle(people)
    assert planned(again, people, rule, "p-1") == before
    everything = [planned(works(30), ["u-a", "u-b"], rule, f"p-{n}").people for n in range(4)]
    assert any(one != everything[0] for one in everything)


@given(WORKS, PEOPLE, st.data())
def test_whoever_has_something_keeps_it(
    work: list[Work], people: list[str], data: st.DataObject
) -> None:
    """And planning what is assigned already changes nothing."""
    rule = Rule(double=0.5, together=data.draw(st.sampled_from(TOGETHER)))
    has = data.draw(
        st.dictionaries(
            st.sampled_from([one.article_id for one in work] or ["a-none"]),
            st.lists(st.sampled_from([*people, "u-left"]), max_size=3),
        )
    )
    plan = planned(work, people, rule, "p-1", has)
    for id_, who in plan.people.items():
        assert {one for one in has.get(id_, ()) if one in people} <= set(who)
        assert "u-left" not in who
    assert planned(work, people, rule, "p-1", plan.people).people == plan.people
    check_shares(plan, work)


def test_doubles_bring_every_two_people_together() -> None:
    """So that agreement is told of all of them, not of one pair."""
    work = [one._replace(sentences=10) for one in works(40)]
    plan = planned(work, ["u-a", "u-b", "u-c", "u-d"], Rule(double=0.5, together="article"), "p-1")
    pairs = [who for who in plan.people.values() if len(who) == 2]
    assert len(pairs) == 20
    assert len(set(pairs)) == 6


@pytest.mark.parametrize(
    ("people", "rule", "says"),
    [
        ([], Rule(), "nobody to assign"),
        (["u-a"], Rule(overlap=2), "more than there are"),
        (["u-a", "u-b"], Rule(overlap=2, double=0.1), "more than there are"),
        (["u-a"], Rule(overlap=0), "one person or more"),
        (["u-a"], Rule(double=1.5), "from 0 to 1"),
        (["u-a"], Rule(double=float("nan")), "from 0 to 1"),
    ],
)
def test_rules_that_cannot_be_kept(people: list[str], rule: Rule, says: str) -> None:
    """Are refused, with what to do."""
    with pytest.raises(StoryError, match=says):
        planned(works(3), people, rule, "p-1")


def test_by_hand_everybody_has_everything() -> None:
    """As the table tells it."""
    work = works(3)
    plan = by_hand([*work, work[0]], ["u-b", "u-a"])
    assert set(plan.people.values()) == {("u-a", "u-b")}
    check_shares(plan, work)
    assert plan.doubled == 3
    assert by_hand(work, ["u-a"]).doubled == 0
