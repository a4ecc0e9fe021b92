"""Which votes count, what is behind a cell, and counting one vote more."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from annotations.agreement import Ballots, Vote, confusion, overall, pair_rows, person_rows
from tests.unit.agreement.material import LABELS, random_votes, said

ANY_VOTE = st.builds(
    Vote,
    sentence=st.sampled_from(["s-1", "s-2", "s-3", "s-4"]),
    cluster=st.just("a-1"),
    person=st.sampled_from(["u-1", "u-2", "u-3"]),
    label=st.sampled_from(["", "claim", "quote", "other"]),
    at=st.sampled_from(["1", "2", "3", "4"]),
    guideline=st.sampled_from(["1", "2"]),
)


def test_the_newest_vote_of_a_person_counts_in_whatever_order_they_come() -> None:
    """Once a sentence."""
    old = Vote("s-1", "a-1", "u-1", "claim", "2024-05-01T10:00:00.000Z")
    new = Vote("s-1", "a-1", "u-1", "quote", "2024-05-02T10:00:00.000Z")
    for votes in ([old, new], [new, old]):
        assert said(Ballots(votes)) == {"s-1": {"u-1": "quote"}}


def test_a_vote_that_was_taken_back_does_not_count() -> None:
    """Nor does what was said before it."""
    votes = [Vote("s-1", "a-1", "u-1", "claim", "1"), Vote("s-1", "a-1", "u-1", "", "2")]
    assert len(Ballots(votes)) == 0


def test_filters_leave_votes_out_and_say_so() -> None:
    """By guideline version and by person."""
    votes = [
        Vote("s-1", "a-1", "u-1", "claim", "1", "3"),
        Vote("s-1", "a-1", "u-2", "claim", "1", "2"),
        Vote("s-1", "a-1", "u-3", "quote", "1", "3"),
    ]
    ballots = Ballots(votes, guideline="3")
    assert said(ballots) == {"s-1": {"u-1": "claim", "u-3": "quote"}}
    assert ballots.elsewhere == {"u-2": 1}
    assert ballots.people == ("u-1", "u-2", "u-3")
    assert said(Ballots(votes, people=["u-3", "u-2"])) == {"s-1": {"u-2": "claim", "u-3": "quote"}}


def test_a_vote_under_another_version_takes_the_place_of_an_older_one() -> None:
    """What a person meant under the old version is not what they say now."""
    votes = [
        Vote("s-1", "a-1", "u-1", "claim", "1", "1"),
        Vote("s-1", "a-1", "u-1", "claim", "2", "2"),
    ]
    ballots = Ballots(votes, guideline="1")
    assert (len(ballots), ballots.elsewhere["u-1"]) == (0, 1)
    ballots.cast(votes[0]._replace(at="3"))
    assert (len(ballots), ballots.elsewhere["u-1"]) == (1, 0)


def test_labels_keep_the_order_of_the_scheme_and_unknown_ones_follow() -> None:
    """Every matrix is in this order."""
    votes = [Vote("s-1", "a-1", "u-1", label) for label in ("zeta", "alpha", "claim")]
    votes = [vote._replace(person=f"u-{at}") for at, vote in enumerate(votes)]
    assert Ballots(votes, labels=LABELS).labels == (*LABELS, "alpha", "zeta")


def test_a_cell_lists_the_sentences_that_it_counts() -> None:
    """Of everyone, and of two people one way round."""
    votes = random_votes(3, people=4, sentences=80, missing=0.3, noise=0.5)
    ballots = Ballots(votes, labels=LABELS)
    table = confusion(ballots)
    for row, one in enumerate(LABELS):
        for column, other in enumerate(LABELS):
            assert len(ballots.sentences_of(one, other)) == table.sentences[row][column]
            for pair in pair_rows(ballots):
                cell = ballots.sentences_of(one, other, (pair.a, pair.b))
                assert len(cell) == pair.matrix[row][column]
                for sentence in cell:
                    ballot = ballots.votes_on(sentence)
                    assert (ballot[pair.a].label, ballot[pair.b].label) == (one, other)
    assert ballots.sentences_of("claim", "quote", ("u-0", "nobody")) == ()
    several = [one for one, by in said(ballots).items() if len({*by.values()}) > 1]
    assert list(ballots.disagreements()) == several


@given(
    st.lists(ANY_VOTE, max_size=25),
    st.lists(ANY_VOTE, max_size=8),
    st.sampled_from([None, "1"]),
)
def test_casting_is_counting_anew(
    first: Sequence[Vote], later: Sequence[Vote], guideline: str | None
) -> None:
    """Votes that come one by one, newer than those before, give what all of them give."""
    later = [vote._replace(at=f"5{number}") for number, vote in enumerate(later)]
    ballots = Ballots(first, labels=LABELS, guideline=guideline)
    for vote in later:
        ballots.cast(vote)
    anew = Ballots([*first, *later], labels=LABELS, guideline=guideline)
    assert said(ballots) == said(anew)
    assert +ballots.elsewhere == +anew.elsewhere
    assert overall(ballots).votes == sum(map(len, said(anew).values()))
    same = set(ballots.people) == set(anew.people) and ballots.labels == anew.labels
    if same:
        assert overall(ballots) == overall(anew)
        assert set(ballots.sentences_of("claim", "quote")) == set(
            anew.sentences_of("claim", "quote")
        )
        assert ballots.clusters() == anew.clusters()


@given(st.lists(ANY_VOTE, max_size=25))
def test_a_late_delivery_of_an_old_vote_changes_nothing(votes: Sequence[Vote]) -> None:
    """`cast` keeps what is newer."""
    ballots = Ballots(votes)
    before = said(ballots)
    for ballot in [dict(ballot) for _, ballot in ballots.by_sentence()]:
        for vote in ballot.values():
            ballots.cast(vote._replace(label="claim", at="0"))
    assert said(ballots) == before


@given(st.lists(ANY_VOTE, max_size=30), st.randoms())
def test_the_order_of_votes_is_of_no_account(votes: list[Vote], source: object) -> None:
    """Nor are the names of people; not in the last digit."""
    votes = list({(vote.sentence, vote.person): vote for vote in votes}.values())
    shuffled = votes.copy()
    source.shuffle(shuffled)  # type: ignore[attr-defined]
    renamed = [vote._replace(person={"u-1": "z"}.get(vote.person, vote.person)) for vote in votes]
    statistics = overall(Ballots(votes, labels=LABELS))
    for others in (shuffled, renamed):
        again = overall(Ballots(others, labels=LABELS))
        assert again == statistics


def test_people_are_measured_over_the_votes_that_count() -> None:
    """A filter by guideline reaches every table."""
    votes = [
        Vote(f"s-{at}", "a-1", person, "claim", "1", version)
        for at in range(3)
        for person, version in (("u-1", "3"), ("u-2", "3"), ("u-3", "2"))
    ]
    rows = {row.person: row for row in person_rows(Ballots(votes, guideline="3"))}
    assert [rows[person].votes for person in ("u-1", "u-2", "u-3")] == [3, 3, 0]
    assert rows["u-3"].elsewhere == 3
