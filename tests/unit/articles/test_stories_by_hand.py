"""Stories as people want them: what was said by hand wins, and everything has its place once."""

from __future__ import annotations

import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.corpus import Card
from annotations.articles.signature import signature_of
from annotations.articles.stories import Story, group
from annotations.articles.stories_by_hand import ByHand, Placement, new_key, placed, places_of
from tests.unit.articles.test_stories import STORM, STORM_LATER, VOTE, card, shape

TEXTS = ("", STORM, STORM_LATER, VOTE)
FILES = [f"{folder}/{number}.txt" for folder in "abc" for number in range(3)] + ["0.txt", "9.txt"]
KEYS = ("made/1", "made/2", "story/storm", "folder//corpus/a", "near/a-9.txt", "\x1b[2J", "a/b/c")


@st.composite
def cards(draw: st.DrawFn) -> list[Card]:
    """Articles in folders, some declared, some alike."""
    chosen = draw(st.lists(st.sampled_from(FILES), unique=True, max_size=8))
    return [
        card(
            path,
            draw(st.sampled_from(TEXTS)),
            story=draw(st.sampled_from(["", "", "storm", "Vote in Velmar"])),
            published_at=draw(st.sampled_from(["", "2026-01-02", "2026-03-01T10:00:00+02:00"])),
        )
        for path in chosen
    ]


PLACEMENTS = st.dictionaries(
    st.sampled_from([f"a-{path}" for path in [*FILES, "gone"]]),
    st.builds(Placement, st.sampled_from(KEYS), st.booleans()),
    max_size=6,
)
BY_HAND = st.builds(
    ByHand, PLACEMENTS, st.dictionaries(st.sampled_from(KEYS), st.text(min_size=1), max_size=3)
)


@given(cards(), BY_HAND, st.randoms(use_true_random=False))
def test_every_article_is_in_one_story_and_the_order_of_files_makes_no_difference(
    corpus: list[Card], by_hand: ByHand, order: random.Random
) -> None:
    """Whatever people said, of articles that are here or not."""
    stories = group(corpus, by_hand)
    ids = [one.article_id for story in stories for one in story.cards]
    assert sorted(ids) == sorted(one.article_id for one in corpus)
    assert all(story.cards for story in stories)
    assert len({story.key for story in stories}) == len(stories)
    shuffled = list(corpus)
    order.shuffle(shuffled)
    assert group(shuffled, by_hand) == stories


@given(cards(), BY_HAND)
def test_what_was_said_by_hand_wins(corpus: list[Card], by_hand: ByHand) -> None:
    """An article is where it was put, and a story is called as somebody called it."""
    for story in group(corpus, by_hand):
        for one in story.cards:
            if (placement := by_hand.placements.get(one.article_id)) is not None:
                assert story.key == placement.story
        assert story.title == by_hand.names.get(story.key, story.title)


@given(cards(), st.dictionaries(st.sampled_from(KEYS), st.text(min_size=1)))
def test_names_move_no_article(corpus: list[Card], names: dict[str, str]) -> None:
    """Only titles are others, and with them the order."""
    assert shape(group(corpus, ByHand(names=names))) == shape(group(corpus))


@given(cards())
def test_without_a_word_stories_are_as_found(corpus: list[Card]) -> None:
    """What was said of articles that are not here says nothing."""
    elsewhere = ByHand({"a-gone": Placement("made/1", True)})
    assert group(corpus, ByHand()) == group(corpus) == group(corpus, elsewhere)


def test_what_comes_to_a_story_follows_it_only_where_it_went_as_a_whole() -> None:
    """A folder that was merged takes its next file along; one article that left takes none."""
    folder = [card("a/1"), card("a/2"), card("a/3")]
    went = Placement("made/1", True)
    whole = ByHand({"a-a/1": went, "a-a/2": went})
    assert shape(group(folder, whole)) == {frozenset({"a/1", "a/2", "a/3"})}
    alone = ByHand({"a-a/1": Placement("made/1")})
    assert shape(group(folder, alone)) == {frozenset({"a/1"}), frozenset({"a/2", "a/3"})}
    parted = ByHand({"a-a/1": went, "a-a/2": Placement("made/2", True)})
    assert shape(group(folder, parted)) == {frozenset({one}) for one in ("a/1", "a/2", "a/3")}


def test_a_near_copy_that_comes_later_follows_its_story() -> None:
    """Likeness puts it into the story that was found; that one went elsewhere as a whole."""
    one, other = card("1", STORM), card("2", STORM_LATER)
    by_hand = ByHand({"a-1": Placement("made/1", True)}, {"made/1": "The storm"})
    [story] = group([one, other], by_hand)
    assert (story.title, len(story.cards)) == ("The storm", 2)


def version(old: Card, text: str) -> Card:
    """Another text in the same file."""
    new = signature_of(text)
    return msgspec.structs.replace(old, article_id=f"{old.article_id}+", signature=new)


def test_a_new_version_follows_its_old_one_by_file_or_address() -> None:
    """The file may have moved with its folder; without the old text nothing else says so."""
    old = card("a/1")
    by_hand = ByHand({"a-a/1": Placement("made/1", False, places_of(old), "1", "a-a/1")})
    new = version(old, VOTE)
    moved = msgspec.structs.replace(new, path="/elsewhere/a/1")
    for follower in (new, moved):
        where = placed([follower, card("a/2")], by_hand)
        assert {id_: one.article for id_, one in where.items()} == {"a-a/1+": "a-a/1"}
    # As long as the old one is here, it is its own.
    assert placed([old, moved], by_hand).keys() == {"a-a/1"}
    # Two files of that name: nobody knows which.
    twin = msgspec.structs.replace(moved, article_id="a-twin", path="/third/a/1")
    assert placed([new, twin], by_hand) == {}


def test_an_address_says_nothing_of_this_machine_or_of_passwords() -> None:
    """What goes to colleagues are hashes; names and passwords are not even in them."""
    with_password = msgspec.structs.replace(card("a/1"), url="https://ana:x@example.org/report/")
    plain = msgspec.structs.replace(card("b/2"), url="http://example.org/report")
    assert places_of(with_password)[1] == places_of(plain)[1]
    assert places_of(card("a/1")) != places_of(card("b/1"))
    assert all(len(one) == 24 for one in places_of(plain))
    assert len(places_of(card("a/1"))) == 1
    front = msgspec.structs.replace(card("a/1"), url="https://example.org/")
    assert places_of(front) == places_of(card("a/1"))
    at = [
        msgspec.structs.replace(card("a/1"), url=f"https://{host}/@ana/1")
        for host in ("one.example", "two.example")
    ]
    assert places_of(at[0])[1] != places_of(at[1])[1]


def test_two_people_who_make_the_same_story_make_one() -> None:
    """The key is made of its articles; one in use by others is not taken."""
    assert new_key(["a-2", "a-1"], {}) == new_key(["a-1", "a-2"], {})
    key = new_key(["a-1"], {})
    assert new_key(["a-1"], {"a-1": Placement(key)}) == key
    assert new_key(["a-1"], {"a-9": Placement(key)}) == f"{key}-2"


def test_a_story_keeps_its_place_by_date_when_it_is_made_by_hand() -> None:
    """The newest first, as all."""
    corpus = [
        card("a/1", published_at="2026-01-01"),
        card("a/2", published_at="2026-01-02"),
        card("b/1", published_at="2026-02-01"),
        card("b/2", published_at="2026-02-02"),
    ]
    by_hand = ByHand({"a-a/2": Placement("made/1"), "a-b/1": Placement("made/1")})
    titles: list[Story] = list(group(corpus, by_hand))
    assert [[one.path[-3:] for one in story.cards] for story in titles] == [
        ["a/2", "b/1"],
        ["b/2"],
        ["a/1"],
    ]
