"""Splits and statistics go by stories as people want them; a name moves nothing."""

from __future__ import annotations

import random
from itertools import pairwise

import msgspec
import pytest

from annotations.agreement import stories_of
from annotations.articles.corpus import Card, card_of
from annotations.articles.stories import Story, group
from annotations.config import Config
from annotations.dataset import TrainingSet, prepare
from annotations.dataset.clusters import Place
from annotations.dataset.kept_splits import exported, keep
from annotations.dataset.splits import Targets
from annotations.store import Change, Mark
from annotations.store.stories_by_hand import merged, moved, read_by_hand, renamed, taken_out
from tests.memory_store import MemoryStore
from tests.unit.dataset.material import article_of

FOLDERS = "abcdef"


def _sentence(number: int) -> str:
    """One of words that no other has."""
    draw = random.Random(number)
    words = ["".join(draw.choices("aeioulmnrstdk", k=7)) for _ in range(9)]
    return " ".join(words).capitalize() + "."


class Project:
    """Six folders of two articles of sentences of their own, labelled by two people."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.ana, ben = self.store.join("Ana"), self.store.join("Ben")
        self.cards: list[Card] = []
        for number, folder in enumerate(folder for folder in FOLDERS for _ in range(2)):
            texts = [_sentence(number * 10 + at) for at in range(3)]
            one, cuts = article_of(texts, title=f"{folder}{number}", published_at="")
            one = msgspec.structs.replace(one, url="", path=f"/c/{folder}/{number}.txt")
            self.store.freeze(one, cuts)
            for person in (self.ana, ben):
                self.store.annotate(
                    person,
                    [
                        Change(one.id, one.sentence_id(cuts.span(at)), at, Mark(label))
                        for at, label in enumerate(("claim", "quote", "speculation"))
                    ],
                )
            card = card_of(one)
            self.cards.append(msgspec.structs.replace(card, folder=folder))

    def stories(self) -> tuple[Story, ...]:
        """As the library shows them."""
        return group(self.cards, read_by_hand(self.store))

    def story(self, folder: str) -> Story:
        """The one that holds the first article of a folder."""
        first = self.cards[2 * FOLDERS.index(folder)]
        return next(story for story in self.stories() if first in story.cards)

    def places(self) -> dict[str, Place]:
        """Where an export would put each article."""
        prepared = prepare(TrainingSet(self.store, Config()), Targets())
        assert prepared.splits is not None
        return dict(prepared.splits.places)


@pytest.fixture
def project() -> Project:
    """A new one."""
    return Project()


def test_a_name_moves_no_article_exported_or_not(project: Project) -> None:
    """Neither its split nor its cluster."""
    before = project.places()
    store = project.store
    store.state(project.ana, renamed(project.story("a"), "First", read_by_hand(store)))
    assert project.places() == before
    keep(store, project.ana, before)
    for folder in FOLDERS:
        store.state(project.ana, renamed(project.story(folder), f"{folder}!", read_by_hand(store)))
    assert project.places() == before == exported(store)


def test_what_is_one_story_by_hand_is_in_one_split(project: Project) -> None:
    """Merged, and by a single article that was moved."""
    store = project.store
    for one, other in pairwise(FOLDERS[:3]):
        said = merged(project.story(one), [project.story(other)], read_by_hand(store))
        store.state(project.ana, said)
    d = project.story("d")
    said = moved([(d, d.cards[0])], project.story("a"), read_by_hand(store))
    store.state(project.ana, said)
    places = project.places()
    ids = [card.article_id for card in project.cards[:7]]
    assert len({places[one] for one in ids}) == 1
    assert places[project.cards[7].article_id].cluster_id != places[ids[0]].cluster_id


def test_what_was_exported_stays_although_it_is_parted_by_hand(project: Project) -> None:
    """A cluster of an earlier export does not dissolve."""
    store = project.store
    before = project.places()
    keep(store, project.ana, before)
    a = project.story("a")
    store.state(project.ana, taken_out([(a, a.cards[0])], read_by_hand(store)))
    assert project.places() == before


def test_an_article_that_was_taken_out_is_a_cluster_of_its_own(project: Project) -> None:
    """As long as nothing was exported, and nothing in it stands in another."""
    a = project.story("a")
    said = taken_out([(a, a.cards[0])], read_by_hand(project.store))
    project.store.state(project.ana, said)
    places = project.places()
    one, other = (places[card.article_id].cluster_id for card in a.cards)
    assert one != other


def test_statistics_of_agreement_count_stories_as_they_are_now(project: Project) -> None:
    """They are what the interval is drawn over."""
    store = project.store
    ids = [card.article_id for card in project.cards]
    random.Random(1).shuffle(ids)
    before = stories_of(store)
    assert len(set(before.values())) == len(ids)
    said = merged(project.story("a"), [project.story("b")], read_by_hand(store))
    store.state(project.ana, said)
    after = stories_of(store)
    assert len({after[card.article_id] for card in project.cards[:4]}) == 1
    assert {one: after[one] for one in ids if one not in after or after[one] == before[one]} == {
        card.article_id: before[card.article_id] for card in project.cards[4:]
    }
