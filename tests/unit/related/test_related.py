"""Other reports of an event: what is shown as such, what is not, and with which reasons."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Article, Span
from annotations.plurals import count
from annotations.related.door import Cards
from annotations.related.find import CANDIDATES, candidates, judged, related
from annotations.related.profile import Profile, day_of, profile_of, runs_of
from annotations.related.scoring import COPIED, score
from annotations.related.wording import why
from benchmarks.related_quality import SETS, ours, read_set, rival, tf_idf, true_pairs
from tests.unit.related.reports import (
    ALL,
    ELSEWHERE,
    FERRY,
    FERRY_COPY,
    FERRY_TOO,
    LATER,
    door_of,
    report,
)


def found(article: Article, *corpus: Article, days: int = 3) -> dict[str, bool]:
    """The articles that are shown, each with whether it is a copy."""
    profiles = {one.id: profile_of(one) for one in corpus}
    shown = related(profile_of(article), door_of(*corpus), profiles.get, days)
    return {one.article_id: one.score.is_copy for one in shown}


def test_other_reports_are_found_and_near_misses_are_not() -> None:
    """Other words of the same event; not the same kind of event elsewhere, nor what came of it."""
    assert found(FERRY, *ALL) == {FERRY_TOO.id: False, FERRY_COPY.id: True}
    assert found(FERRY_TOO, *ALL) == {FERRY.id: False, FERRY_COPY.id: False}
    assert found(ELSEWHERE, *ALL) == {}
    assert found(LATER, *ALL) == {}


def test_days_are_a_setting() -> None:
    """A report of a week later is one only if somebody asks for so many days."""
    late = msgspec.structs.replace(FERRY_COPY, published_at="2024-03-11")
    assert found(FERRY, FERRY, late) == {}
    assert found(FERRY, FERRY, late, days=6) == {late.id: True}


def test_an_article_without_a_date_needs_more_and_is_not_left_out() -> None:
    """A copy of it is found all the same; so is a report that shares much."""
    undated = msgspec.structs.replace(FERRY_COPY, published_at="")
    assert found(FERRY, FERRY, undated) == {undated.id: True}
    assert found(undated, FERRY, undated) == {FERRY.id: True}
    assert found(msgspec.structs.replace(FERRY, published_at="2024"), FERRY_TOO)


def test_reasons_are_data_and_words() -> None:
    """Names in full, numbers as they are written, the day; the rarest first."""
    profile = profile_of(FERRY)
    got = score(profile, profile_of(FERRY_TOO), door_of(*ALL))
    kinds = {reason.kind: reason for reason in got.reasons}
    assert {"tarrand", "marigold", "vaskel"} <= set(kinds["names"].items)
    assert kinds["quantities"].items[0] == "count 214"
    assert kinds["dates"].items == ("2024-03-04",)
    words = why(profile, got)
    assert "Ivo Tarrand" in words
    assert "quantities 214" in words
    assert "the same day 2024-03-04" in words
    assert round(sum(reason.weight for reason in got.reasons), 4) == round(got.value, 4)


def test_what_an_outlet_adds_is_no_reason() -> None:
    """Boilerplate is not compared: neither its names, nor its numbers, nor its phrases."""
    tail = "\n\nThe Vaskel Courier, 48 Ostry Street, tells you more about Hallin for 7,450 crowns."
    one, two = (report(f"{text}{tail}") for text in ("Apples were sold.", "Roads were closed."))
    for plain in (one, two):
        start = plain.text.index("The Vaskel")
        article = msgspec.structs.replace(plain, boilerplate=(Span(start, len(plain.text)),))
        profile = profile_of(article)
        assert not profile.names
        assert not profile.quantities
        assert not profile.runs & set(runs_of(tail))
        assert profile_of(plain).quantities


@pytest.mark.parametrize("order", list(permutations(range(5)))[::17])
def test_the_order_of_the_corpus_does_not_count(order: tuple[int, ...]) -> None:
    """The same answer, in the same order."""
    profiles = {one.id: profile_of(one) for one in ALL}
    expected = related(profiles[FERRY.id], door_of(*ALL), profiles.get)
    shuffled = door_of(*(ALL[number] for number in order))
    assert related(profiles[FERRY.id], shuffled, profiles.get) == expected


_WORDS = st.sampled_from(["ivo", "vaskel", "marigold", "ferry", "fire", "sewa", "bridge", "talk"])
_NAMES = st.dictionaries(
    _WORDS, st.sampled_from(["person", "place", "group", "organisation", "name"]), max_size=6
)
_PROFILES = st.builds(
    Profile,
    article_id=st.sampled_from(["a", "b", "c"]),
    day=st.none() | st.integers(738_000, 738_006),
    names=_NAMES,
    quantities=st.dictionaries(
        st.sampled_from(["count 214", "money 340 USD", "percent 3.25", "count 2 killed"]),
        st.just("so many"),
        max_size=3,
    ),
    title=st.frozensets(_WORDS, max_size=4),
    words=st.dictionaries(_WORDS, st.floats(1, 255), max_size=8),
    days=st.lists(st.integers(738_000, 738_006), max_size=3, unique=True).map(tuple),
    only_said=st.booleans(),
    lead=st.frozensets(_WORDS, max_size=3),
    runs=st.frozensets(st.integers(0, 40), max_size=40),
    lead_runs=st.frozensets(st.integers(0, 20), max_size=20),
)


@given(_PROFILES, _PROFILES)
def test_it_does_not_count_which_of_two_articles_is_asked_about(a: Profile, b: Profile) -> None:
    """The same score, the same reasons; a part is never more than the whole."""
    door = door_of(*ALL)
    one, other = score(a, b, door), score(b, a, door)
    assert one == other
    assert 0 <= one.contained <= 1
    assert one.is_copy is (one.contained >= COPIED)


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=12))
def test_any_text_has_a_profile(text: str, title: str, date: str) -> None:
    """Whatever it is, and it is close to itself if it is long enough to be copied."""
    article = report(text, date, title)
    profile = profile_of(article)
    got = score(profile, profile, door_of(article))
    assert got.is_copy is (len(profile.runs) >= 10 and len(profile.lead_runs) >= 10)


def test_no_more_articles_are_read_than_can_be_shown_in_time() -> None:
    """A name that everybody has leads to so many candidates, and to the likeliest ones."""
    crowd = [report(f"{FERRY.text} Number {n} of many.") for n in range(CANDIDATES * 3)]
    near = candidates(profile_of(FERRY), door_of(*crowd))
    assert len(near) == CANDIDATES
    assert candidates(profile_of(ELSEWHERE), door_of(FERRY, LATER)) in ([], [FERRY.id])


def test_days_are_read_from_dates_and_times_alone() -> None:
    """A year or a month is no day."""
    assert day_of("2024-03-04") == day_of("2024-03-04T23:59:00+02:00")
    assert day_of("2024-03-05") == (day_of("2024-03-04") or 0) + 1
    assert [day_of(one) for one in ("", "2024", "2024-03", "soon")] == [None] * 4


def test_an_article_that_cannot_be_read_is_passed_by() -> None:
    """The others are shown."""
    profiles = {FERRY_TOO.id: profile_of(FERRY_TOO)}
    shown = related(profile_of(FERRY), door_of(*ALL), profiles.get)
    assert [one.article_id for one in shown] == [FERRY_TOO.id]


def test_a_corpus_that_holds_an_article_twice_holds_it_once() -> None:
    """Copies of a file are one article."""
    door = door_of(FERRY, FERRY)
    assert door.total == 1
    assert door.frequency("marigold") == 1
    assert door.having("marigold", None, None) == [FERRY.id]
    assert door.having("marigold", 0, 1) == []
    assert Cards([]).frequency("marigold") == 0


def test_the_practice_events_are_told_better_than_by_words_alone() -> None:
    """Of the set that the rules were made with: what they reach there must not get lost."""
    reports = read_set(SETS / "practice.txt")
    got, told, copies, right = ours(reports, verbose=False)
    best, _ = rival(reports, tf_idf(reports))
    assert len(true_pairs(reports)) >= 40
    assert got.precision >= 0.95
    assert got.f1 >= 0.85 > best.f1
    assert got.recall_10 >= 0.98
    assert told == copies == right


def test_a_report_is_known_through_others_and_says_so() -> None:
    """Of the practice set: never without those others, whose own likeness is enough."""
    every = [one.article for one in read_set(SETS / "practice.txt")]
    profiles, door = {one.id: profile_of(one) for one in every}, door_of(*every)
    seen = 0
    for asked in profiles.values():
        shown = related(asked, door, profiles.get)
        direct = {one.article_id for one in shown if not one.through}
        for one in (one for one in shown if one.through):
            seen += 1
            assert set(one.through) <= direct
            words = why(asked, one.score, len(one.through))
            assert words.endswith(f"close to {count(len(one.through), 'other')} of these reports")
            assert judged(asked, [profiles[one.article_id]], door) == []
    assert seen
