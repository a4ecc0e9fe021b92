"""What a review looks at, in which order: the laws of its queue."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from annotations.review.decisions import objection
from annotations.review.model import Filter, Options
from annotations.review.review import Review
from tests.unit.review.room import IDS, LETTERS, Room, case_at, places

NO_AUDIT = Options(audit=0)


def queued(review: Review, only: Filter | None = None) -> list[int]:
    """The numbers of the sentences of a queue."""
    return places(list(review.queue(only)))


def test_only_what_people_disagree_about_is_looked_at() -> None:
    """What two people say alike needs no decision."""
    room = Room("Ana", "Ben")
    room.says("Ana", "ccqs")
    room.says("Ben", "cqqc")
    review = room.review("Ana", NO_AUDIT)
    assert sorted(queued(review)) == [1, 3]
    assert review.case(IDS[0]) is None
    assert review.counts().unanimous == 2


def test_one_vote_is_no_disagreement_and_is_not_enough() -> None:
    """A sentence with one vote waits for another."""
    room = Room("Ana", "Ben")
    room.says("Ana", "cc")
    room.says("Ben", "c")
    review = room.review("Ana", NO_AUDIT)
    assert queued(review) == []
    counts = review.counts()
    assert (counts.disagreements, counts.unanimous, counts.waiting) == (0, 1, 1)


def test_how_many_votes_are_enough_can_be_said() -> None:
    """A project may ask for more than two equal votes."""
    room = Room("Ana", "Ben", "Cyd")
    for name in room.ids:
        room.says(name, "c")
    assert room.review("Ana", Options(enough=3)).counts().unanimous == 1
    assert room.review("Ana", Options(enough=4)).counts().waiting == 1


def test_the_most_even_split_comes_first_then_the_label_pair_then_the_article() -> None:
    """So that like questions follow one another, the hardest first."""
    room = Room("Ana", "Ben", "Cyd")
    room.says("Ana", "qcc.cc")
    room.says("Ben", "scs.qq")
    room.says("Cyd", "qqc..s")
    review = room.review("Ana", NO_AUDIT)
    # 5 is split in three, 4 in halves; 1 is claim or quote, 2 claim or speculation, 0 the rest.
    assert queued(review) == [5, 4, 1, 2, 0]


def test_doubts_and_comments_come_after_disagreements_and_the_audit_last() -> None:
    """Reasons other than disagreement, in their order."""
    room = Room("Ana", "Ben")
    room.says("Ana", "ccccc", unsure="x", notes=".x")
    room.says("Ben", "ccccq")
    review = room.review("Ana", Options(audit=1.0))
    assert queued(review) == [4, 0, 1, 2, 3]
    assert [case_at(review, place).why for place in (4, 0, 1, 2)] == [
        ("disagreement",),
        ("unsure", "audit"),
        ("commented", "audit"),
        ("audit",),
    ]


def test_stale_gold_comes_before_everything_else() -> None:
    """A vote that changed opens its sentence again; the decision stays visible."""
    room = Room("Ana", "Ben")
    room.says("Ana", "cccc")
    room.says("Ben", "qqqq")
    review = room.review("Ana", NO_AUDIT)
    room.decide(review, 3, "quote")
    assert queued(review) == [0, 1, 2]
    room.mark("Ben", 3, "speculation")
    review.follow(room.store)
    assert queued(review) == [3, 0, 1, 2]
    case = case_at(review, 3)
    assert case.why[0] == "stale"
    assert case.gold is not None
    assert case.gold.label == "quote", "stale gold is kept"


def test_an_objection_opens_a_decision_until_it_is_answered() -> None:
    """Whoever was overruled can ask again."""
    room = Room("Ana", "Ben")
    room.says("Ana", "cc")
    room.says("Ben", "qq")
    review = room.review("Ana", NO_AUDIT)
    case = room.decide(review, 1, "claim")
    room.state("Ben", [objection(case, room.ids["Ben"], "It is in quotation marks.")])
    review.follow(room.store)
    assert queued(review) == [1, 0]
    assert case_at(review, 1).objections == (room.ids["Ben"],)
    # The same decision again is an answer too.
    assert room.decide(review, 1, "claim").state == "resolved"
    assert queued(review) == [0]
    # Without the answer it is open, although undoing makes the old decision anew.
    room.store.undo(review.reviewer)
    review.follow(room.store)
    assert queued(review) == [1, 0]
    assert room.decide(review, 1, "quote").state == "resolved"


def test_the_audit_is_a_share_drawn_for_the_project_and_stays() -> None:
    """The lot falls the same way for everyone, and a larger share has the smaller in it."""
    room = Room("Ana", "Ben")
    for name in room.ids:
        room.says(name, "c" * len(IDS))
    some = queued(room.review("Ana", Options(audit=0.5)))
    assert 0 < len(some) < len(IDS)
    assert some == queued(room.review("Ben", Options(audit=0.5)))
    assert set(queued(room.review("Ana", Options(audit=0.1)))) <= set(some)


def test_filters() -> None:
    """Each filter alone, and some together."""
    room = Room("Ana", "Ben", "Cyd")
    room.says("Ana", "ccqc..c")
    room.says("Ben", "qcsq..q")
    room.says("Cyd", ".sss")
    review = room.review("Cyd", NO_AUDIT)
    ana, ben, cyd = room.ids.values()

    def found(**only: object) -> list[int]:
        return sorted(queued(review, Filter(**only)))  # type: ignore[arg-type]

    assert found() == [0, 1, 2, 3, 6]
    assert found(labels=("claim", "quote")) == [0, 3, 6]
    assert found(labels=("speculation", "speculation")) == [2]
    assert found(people=(ana, ben)) == [0, 2, 3, 6]
    assert found(people=(ana, ben), labels=("claim", "quote")) == [0, 3, 6]
    assert found(people=(ben, ana), labels=("claim", "quote")) == []
    assert found(both=(ana, cyd)) == [1, 2, 3]
    assert found(person=cyd) == [1, 2, 3]
    assert found(article_id=case_at(review, 6).article_id) == [6]
    assert found(why=("stale",)) == []
    assert found(sentences=frozenset([IDS[2]])) == [2]
    room.decide(review, 0, "claim")
    assert found() == [1, 2, 3, 6]
    assert found(states=("resolved",)) == [0]


def test_whose_votes_count_can_be_chosen() -> None:
    """Other people's votes are as if they were not there."""
    room = Room("Ana", "Ben", "Cyd")
    room.says("Ana", "cc")
    room.says("Ben", "cq")
    room.says("Cyd", "qc")
    chosen = Options(people=(room.ids["Ana"], room.ids["Ben"]), audit=0)
    review = room.review("Ana", chosen)
    assert queued(review) == [1]
    assert review.people == chosen.people
    assert review.colleague == room.ids["Ben"]


def test_neighbours_are_found_from_a_case_that_has_left_the_queue() -> None:
    """What comes next stays next when a case is decided."""
    room = Room("Ana", "Ben")
    room.says("Ana", "ccc")
    room.says("Ben", "qqq")
    review = room.review("Ana", NO_AUDIT)
    queue = review.queue()
    middle = case_at(review, 1)
    assert queue.place(middle) == 1
    room.decide(review, 1, "claim")
    assert middle not in queue
    assert (queue.before(middle), queue.after(middle)) == (IDS[0], IDS[2])
    assert queue.after(case_at(review, 2)) == ""
    assert queue.before(case_at(review, 0)) == ""
    assert [queue.at(0), queue.at(9), len(queue)] == [IDS[0], IDS[2], 2]


votes = st.lists(st.text("cqs.", min_size=12, max_size=12), min_size=1, max_size=4)


@given(votes, st.sampled_from([2, 3]), st.sampled_from([0.0, 0.4]))
def test_laws_of_the_queue(rows: Sequence[str], enough: int, audit: float) -> None:
    """Each disagreement once, nothing unanimous but the audit, one order whoever looks."""
    names = [f"person {number}" for number in range(len(rows))]
    room = Room(*names)
    for name, row in zip(names, rows, strict=True):
        room.says(name, row)
    options = Options(enough=enough, audit=audit)
    review = room.review(names[0], options)
    queue = list(review.queue())
    assert len(queue) == len({*queue})
    said = [[row[place] for row in rows if row[place] != "."] for place in range(len(IDS))]
    for place, given_ in enumerate(said):
        case = review.case(IDS[place])
        if len({*given_}) > 1:
            assert IDS[place] in queue
            assert case is not None
            assert {*case.pair} <= {LETTERS[one] for one in given_}
        elif case is not None:
            assert case.why == ("audit",)
            assert len(given_) >= enough
    assert queue == list(room.review(names[-1], options).queue())
    assert [case_at(review, place).order for place in places(queue)] == sorted(
        case.order for case in review.cases()
    )
    counts = review.counts()
    assert counts.disagreements == sum(len({*one}) > 1 for one in said)
    assert counts.unanimous == sum(len({*one}) == 1 and len(one) >= enough for one in said)
    assert counts.waiting == sum(len({*one}) == 1 and len(one) < enough for one in said)
