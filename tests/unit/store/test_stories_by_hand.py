"""Stories made by hand as statements: what is said, kept, undone; the same over every store."""

from __future__ import annotations

from collections.abc import Callable

from annotations.articles.corpus import Card
from annotations.articles.stories import Story, group
from annotations.articles.stories_by_hand import ByHand
from annotations.store import Statement, Store
from annotations.store.article_versions import succession
from annotations.store.stories_by_hand import (
    MOST_LETTERS,
    STORY,
    STORY_NAME,
    as_of,
    given_back,
    merged,
    moved,
    read_by_hand,
    renamed,
    said_too,
    taken_out,
)
from annotations.workflow.story_words import again, did, done, line

CORPUS = [
    Card(article_id=f"a-{name}", path=f"/c/{name}", folder=name[0], title=name.upper())
    for name in ("a/1", "a/2", "b/1", "b/2", "c/1", "c/2")
]
"""Three folders of two articles; their stories are A, B, C."""


def titled(article_id: str) -> str:
    """The title of an article of the corpus."""
    return next((card.title for card in CORPUS if card.article_id == article_id), "")


def stories(store: Store) -> dict[str, list[str]]:
    """The articles of each story as the project has it, by title."""
    found = group(CORPUS, read_by_hand(store))
    return {story.title: [card.article_id for card in story.cards] for story in found}


def story(store: Store, title: str) -> Story:
    """The story of that title."""
    return next(one for one in group(CORPUS, read_by_hand(store)) if one.title == title)


def known(store: Store) -> ByHand:
    """What people said."""
    return as_of(group(CORPUS), read_by_hand(store))


A, B, C = ["a-a/1", "a-a/2"], ["a-b/1", "a-b/2"], ["a-c/1", "a-c/2"]
AS_FOUND = {"A": A, "B": B, "C": C}


def test_merging_is_one_action_and_undone_in_one_step(store: Store, ana: str) -> None:
    """Of any number of articles, in words at every step."""
    said = merged(story(store, "A"), [story(store, "B"), story(store, "C")], known(store))
    assert done(said, titled) == "“A”, “B” and “C” are one story now."
    store.state(ana, said)
    assert stories(store) == {"A": [*A, *B, *C]}
    taken = store.next_undo(ana)
    assert did(taken, titled) == "the merging of “A”, “B” and “C”"
    store.undo(ana)
    assert again(taken, titled) == "“A”, “B” and “C” are three stories again"
    assert stories(store) == AS_FOUND
    assert read_by_hand(store) == ByHand()
    store.redo(ana)
    assert stories(store) == {"A": [*A, *B, *C]}


def test_a_name_is_given_and_taken_back(store: Store, ana: str) -> None:
    """The story keeps its articles; without a name it has its own again."""
    said = renamed(story(store, "A"), "  The\n harbour ", known(store))
    assert done(said, titled) == "“A” is called “The harbour” now."
    store.state(ana, said)
    assert stories(store) == {"The harbour": A, "B": B, "C": C}
    assert renamed(story(store, "The harbour"), "The harbour", known(store)) == []
    assert renamed(story(store, "B"), "", known(store)) == []
    store.state(ana, renamed(story(store, "The harbour"), "", known(store)))
    assert stories(store) == AS_FOUND
    store.undo(ana)
    store.undo(ana)
    assert stories(store) == AS_FOUND
    long = renamed(story(store, "A"), "x" * 999, known(store))
    assert len(long[-1].value["name"]) == MOST_LETTERS


def test_articles_move_are_taken_out_and_go_back(store: Store, ana: str) -> None:
    """Single ones; what they leave stays together."""
    a, b = story(store, "A"), story(store, "B")
    said = moved([(a, a.cards[1])], b, known(store))
    assert done(said, titled) == "“A/2” is in “B” now."
    store.state(ana, said)
    assert stories(store) == {"B": ["a-a/2", *B], "C": C, "A": ["a-a/1"]}
    assert again(store.next_undo(ana), titled) == "“A/2” is in “A” again"

    b = story(store, "B")
    out = taken_out([(b, b.cards[0]), (b, b.cards[1])], known(store))
    assert done(out, titled) == "2 articles are a story of their own now."
    store.state(ana, out)
    assert stories(store)["A/2"] == ["a-a/2", "a-b/1"]
    assert stories(store)["B"] == ["a-b/2"]
    assert taken_out([(one := story(store, "B"), one.cards[0])], known(store)) == []

    back = given_back([CORPUS[1], CORPUS[4]], known(store))
    assert done(back, titled) == "“A/2” is where it is found to belong."
    store.state(ana, back)
    assert stories(store)["A"] == A


def test_what_left_a_story_by_hand_drags_nothing_along_when_that_is_merged(
    store: Store, ana: str
) -> None:
    """An article of A is moved to B, then B is merged into C: the rest of A stays."""
    a = story(store, "A")
    store.state(ana, moved([(a, a.cards[0])], story(store, "B"), known(store)))
    store.state(ana, merged(story(store, "C"), [story(store, "B")], known(store)))
    assert stories(store) == {"C": ["a-a/1", *B, *C], "A": ["a-a/2"]}


def test_the_screen_knows_before_the_disk_what_the_store_will_read(store: Store, ana: str) -> None:
    """Applied to what was known, statements give what the store reads back."""
    steps: list[Callable[[], list[Statement]]] = [
        lambda: merged(story(store, "A"), [story(store, "B")], known(store)),
        lambda: renamed(story(store, "A"), "X", known(store)),
        lambda: taken_out([(story(store, "X"), story(store, "X").cards[0])], known(store)),
        lambda: given_back(CORPUS[:3], known(store)),
        lambda: renamed(story(store, "X"), "", known(store)),
    ]
    for step in steps:
        statements = step()
        assert statements
        ahead = said_too(read_by_hand(store), statements)
        expected = group(CORPUS, ahead)
        store.state(ana, statements)
        assert group(CORPUS, read_by_hand(store)) == expected


def test_a_new_version_follows_where_the_project_knows_it(store: Store, ana: str) -> None:
    """Also where its file is elsewhere: the statement of versions says so."""
    a = story(store, "A")
    store.state(ana, moved([(a, a.cards[0])], story(store, "B"), known(store)))
    store.state(ana, [succession(store, "a-a/1", "a-new", ana)], for_good=True)
    new = Card(article_id="a-new", path="/c/other/9", title="NEW")
    found = group([new, *CORPUS[1:]], read_by_hand(store))
    [b] = [one for one in found if one.title == "B"]
    assert {card.article_id for card in b.cards} == {"a-new", *B}
    # It is given back by what was said of the old one.
    by_hand = as_of(found, read_by_hand(store))
    assert given_back([new], by_hand) == [Statement(STORY, "a-a/1")]


def test_what_no_version_could_have_said_is_left_out(store: Store, ana: str) -> None:
    """Statements of colleagues may say anything; nothing of that is shown or fails."""
    store.state(
        ana,
        [
            Statement(STORY, "a-a/1", {"story": 7}),
            Statement(STORY, "a-a/2", {"story": ""}),
            Statement(STORY, "a-b/1", {"story": ["x"], "whole": "yes"}),
            Statement(STORY, "a-b/2", {"story": "made/x", "places": "here", "whole": 1}),
            Statement(STORY_NAME, "folder//c/a", {"name": 5}),
            Statement(STORY_NAME, "made/x", {"name": "  \n "}),
        ],
    )
    by_hand = read_by_hand(store)
    assert by_hand.placements.keys() == {"a-b/2"}
    assert by_hand.placements["a-b/2"].places == ()
    assert not by_hand.placements["a-b/2"].whole
    assert by_hand.names == {}
    assert sorted(map(len, stories(store).values())) == [1, 1, 2, 2]


def test_history_has_each_step_in_words(store: Store, ana: str) -> None:
    """Line by line, also what was withdrawn."""
    store.state(ana, merged(story(store, "A"), [story(store, "B")], known(store)))
    store.state(ana, renamed(story(store, "A"), "X", known(store)))
    a = story(store, "X")
    store.state(ana, taken_out([(a, a.cards[0])], known(store)))
    store.state(ana, given_back(CORPUS[:1], known(store)))
    lines = [line(event) for event in store.history() if event.type == "state"]
    assert lines[0] == "story: a-a/1 where it is found to belong"
    assert lines[1] == "story: “A/1” from “X” to a story of its own"
    assert lines[2] == "story “A”: named “X”"
    assert "story: “A/1” stays in “A”" in lines
    assert "story: “B/2” from “B” to “A”" in lines
