"""Stories made by hand, as statements: about an article where it belongs, about a story its name.

Of kind `story`, about an article's id: `story` (the key of the story), `whole`, `places` (see
`Placement`), and for people: `how` (what was done, see `How`), `title` (the article's), `was` and
`into` (the titles of the stories). Without a value the article is where it is found to belong.
Of kind `story-name`, about a story's key: `name`, and `was` if it was called otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from annotations.articles.corpus import Card
from annotations.articles.stories import Story
from annotations.articles.stories_by_hand import (
    LASTING,
    ByHand,
    Placement,
    new_key,
    placed,
    places_of,
)
from annotations.store.article_versions import newest, successors
from annotations.store.events import Stated, Statement
from annotations.store.protocol import Store

STORY: Final = "story"
STORY_NAME: Final = "story-name"
KINDS: Final = frozenset({STORY, STORY_NAME})

How = Literal["merge", "move", "split", "keep"]
"""`keep`: it stays where it was found, and that is said because another comes to it."""

MOST_LETTERS: Final = 200
"""Of a story's name."""


def read_by_hand(store: Store) -> ByHand:
    """What people said of stories; the next version of an article is where that one was put.

    What no version could have written is left out.

    Raises:
        StoreError: If the project cannot be read.
    """
    placements: dict[str, Placement] = {}
    disputed: dict[str, tuple[str, ...]] = {}
    for article_id, heads in store.statements(STORY).items():
        said = [one for head in heads if (one := _placement(article_id, head)) is not None]
        if not said:
            continue
        placements[article_id] = said[0]
        others = dict.fromkeys(one.story for one in said if one.story != said[0].story)
        if others:
            disputed[article_id] = tuple(others)
    names = {}
    for key, heads in store.statements(STORY_NAME).items():
        if name := cleaned(_text(heads[0], "name")):
            names[key] = name
    return ByHand(_followed(placements, successors(store)) if placements else {}, names, disputed)


def _placement(article_id: str, said: Stated) -> Placement | None:
    if not (story := _text(said, "story")):
        return None
    places = said.value.get("places", ())
    known = tuple(map(str, places)) if isinstance(places, list | tuple) else ()
    return Placement(story, said.value.get("whole") is True, known, said.hlc, article_id)


def _text(said: Stated, name: str) -> str:
    found = said.value.get(name, "")
    return found if isinstance(found, str) else ""


def as_of(stories: Iterable[Story], by_hand: ByHand) -> ByHand:
    """What people said, new versions of articles included: as what follows here wants it."""
    where = placed((card for story in stories for card in story.cards), by_hand)
    return msgspec.structs.replace(by_hand, placements={**by_hand.placements, **where})


def cleaned(name: str) -> str:
    """A story's name as it is kept: on one line, not too long."""
    return " ".join(name.split())[:MOST_LETTERS].strip()


def _followed(
    placements: dict[str, Placement], successors: Mapping[str, str]
) -> dict[str, Placement]:
    found = dict(placements)
    for old, placement in sorted(placements.items(), key=lambda pair: pair[1].at):
        new = newest(old, successors)
        if new not in placements:
            found[new] = placement
    return found


def said_too(by_hand: ByHand, statements: Iterable[Statement]) -> ByHand:
    """What people said once these statements hold too, as the store will read it."""
    placements, names = dict(by_hand.placements), dict(by_hand.names)
    disputed = dict(by_hand.disputed)
    for one in statements:
        if one.kind == STORY_NAME:
            names.pop(one.about, None)
            if one.value:
                names[one.about] = one.value["name"]
            continue
        disputed.pop(one.about, None)
        for id_ in [id_ for id_, other in placements.items() if other.article == one.about]:
            del placements[id_]
        if one.value:
            value, latest = one.value, "~"
            placements[one.about] = Placement(
                value["story"], value.get("whole", False), tuple(value["places"]), latest, one.about
            )
    return ByHand(placements, names, disputed)


# What somebody says


def renamed(story: Story, name: str, by_hand: ByHand) -> list[Statement]:
    """What gives a story a name; none takes it back. Nothing where it is called so already."""
    name = cleaned(name)
    if name == story.title or not (name or story.key in by_hand.names):
        return []
    if not name:
        return [Statement(STORY_NAME, story.key)]
    key, said = _lasting(story, by_hand)
    said = [one for one in said if one.kind != STORY_NAME]
    return [*said, Statement(STORY_NAME, key, {"name": name, "was": story.title})]


def merged(into: Story, others: Sequence[Story], by_hand: ByHand) -> list[Statement]:
    """What makes one story of several, under the key and the title of `into`."""
    others = [story for story in others if story.key != into.key]
    if not others:
        return []
    key, said = _lasting(into, by_hand)
    return said + [
        _put("merge", card, story, key, into.title, _is_whole(card, by_hand))
        for story in others
        for card in story.cards
    ]


def moved(articles: Iterable[tuple[Story, Card]], into: Story, by_hand: ByHand) -> list[Statement]:
    """What puts articles, each with the story that it is in, into another story."""
    going = [(story, card) for story, card in articles if story.key != into.key]
    if not going:
        return []
    key, said = _lasting(into, by_hand)
    return said + [_put("move", card, story, key, into.title, False) for story, card in going]


def taken_out(articles: Sequence[tuple[Story, Card]], by_hand: ByHand) -> list[Statement]:
    """What makes a story of its own of some articles, each with the story that it is in.

    Nothing where they are one already.
    """
    ids = {card.article_id for _, card in articles}
    keys = {story.key for story, _ in articles}
    if not ids or (len(keys) == 1 and len(ids) == len(articles[0][0].cards)):
        return []
    key = new_key(ids, by_hand.placements)
    said = [_put("split", card, story, key, "", False) for story, card in articles]
    # What an earlier story of just these articles was called is over.
    return said + ([Statement(STORY_NAME, key)] if key in by_hand.names else [])


def given_back(cards: Iterable[Card], by_hand: ByHand) -> list[Statement]:
    """What lets articles be where they are found to belong."""
    placements = (by_hand.placements.get(card.article_id) for card in cards)
    known = [one for one in placements if one is not None]
    ids = dict.fromkeys(id_ for one in known for id_ in (one.article, *one.earlier))
    return [Statement(STORY, article_id) for article_id in ids]


def _lasting(story: Story, by_hand: ByHand) -> tuple[str, list[Statement]]:
    """A key of a story that holds on every machine, and what must be said for that."""
    if story.key.startswith(LASTING):
        return story.key, []
    key = new_key((card.article_id for card in story.cards), by_hand.placements)
    said = [
        _put("keep", card, story, key, story.title, _is_whole(card, by_hand))
        for card in story.cards
    ]
    return key, [*said, Statement(STORY_NAME, key, {"name": cleaned(story.title)})]


def _is_whole(card: Card, by_hand: ByHand) -> bool:
    """Whether an article is in its story as it was found, or as that was put there."""
    before = by_hand.placements.get(card.article_id)
    return before is None or before.whole


def _put(how: How, card: Card, story: Story, key: str, into: str, whole: bool) -> Statement:
    value = {
        "story": key,
        "whole": whole,
        "places": list(places_of(card)),
        "how": how,
        "title": card.title,
        "was": story.title,
        "into": into,
    }
    return Statement(STORY, card.article_id, {name: part for name, part in value.items() if part})
