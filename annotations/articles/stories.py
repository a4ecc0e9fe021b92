"""Articles about one event, put together as stories."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import combinations

import msgspec

from annotations.articles.corpus import Card, natural
from annotations.articles.stories_by_hand import NOTHING_SAID, ByHand, Placement, placed
from annotations.articles.story_clustering import clusters

FOLDER = range(2, 21)
"""A folder, or files named together, of so many articles is one story; a larger one is a pile."""


class Story(msgspec.Struct, frozen=True):
    """The articles about one event, from the earliest to the latest."""

    key: str
    """Stable while the corpus is: from the declared name, the folder, or the first article. That
    of a story made by hand is stable for good."""
    title: str
    cards: tuple[Card, ...]


def group(cards: Iterable[Card], by_hand: ByHand = NOTHING_SAID) -> tuple[Story, ...]:
    """Put articles about one event together.

    An article belongs to the story that somebody put it into; else to the one that it declares;
    else to that of the files it was named with, or of its folder; else to articles that are close
    to it in their words, theirs if they have one. The same cards give the same stories in whatever
    order they come. Stories of several articles come first, then by their latest date, the newest
    first, then by title.

    Args:
        cards: The articles.
        by_hand: What people said of stories; see `arranged`.
    """
    return arranged(_found(cards), by_hand)


def arranged(found: Sequence[Story], by_hand: ByHand) -> tuple[Story, ...]:
    """Stories as people want them.

    Articles that somebody put into a story are in that one. The others of the story in which they
    were found stay there; they follow where all that was put elsewhere as a whole went to one
    story. Names given by hand replace the others.

    Args:
        found: The stories as `group` finds them without what people said, in its order.
        by_hand: What people said.
    """
    if not by_hand:
        return tuple(found)
    where = placed([card for story in found for card in story.cards], by_hand)
    targets = {one.story for one in where.values()}
    kept: list[Story] = []
    touched: dict[str, Story] = {}
    made: dict[str, list[Card]] = {}
    named = targets | by_hand.names.keys()
    for story in found:
        ids = [card.article_id for card in story.cards]
        if where.keys().isdisjoint(ids) and story.key not in named:
            kept.append(story)
            continue
        touched[story.key] = story
        rest = _rest_of(story, where)
        for card in story.cards:
            one = where.get(card.article_id)
            made.setdefault(one.story if one else rest, []).append(card)
    for key, cards in made.items():
        ordered = _early_to_late(cards)
        own = touched[key].title if key in touched else _title_of(key, ordered, touched.values())
        story = Story(key, by_hand.names.get(key) or own, tuple(ordered))
        insort(kept, story, key=_rank)
    return tuple(kept)


def _rest_of(story: Story, where: dict[str, Placement]) -> str:
    """Where those articles of a story belong that nobody put anywhere."""
    placements = [where[one.article_id] for one in story.cards if one.article_id in where]
    whole = {one.story for one in placements if one.whole}
    return whole.pop() if len(whole) == 1 else story.key


def _title_of(key: str, cards: Sequence[Card], found: Iterable[Story]) -> str:
    """What a story is called that has no name: as the one found that is all of it, if one is."""
    kind, _, name = key.partition("/")
    if kind == "story":
        return titled(name)
    ids = {card.article_id for card in cards}
    same = (story.title for story in found if {card.article_id for card in story.cards} == ids)
    return next(same, cards[0].title)


def _found(cards: Iterable[Card]) -> tuple[Story, ...]:
    """The stories as files have them."""
    ordered = sorted(cards, key=lambda card: natural(card.path))
    stories = {story.key: story for story in _declared_or_filed(ordered)}
    home = {card.path: key for key, story in stories.items() for card in story.cards}
    if len(home) < len(ordered):
        for cluster in clusters([(card.signature, _day(card)) for card in ordered]):
            cards = [ordered[index] for index in cluster]
            loose = [card for card in cards if card.path not in home]
            if not loose:
                continue
            # What is close to the articles of one story that was made on purpose joins it.
            near = {home[card.path] for card in cards if card.path in home}
            if len(near) == 1:
                joined = stories[near.pop()]
                grown = tuple(_early_to_late([*joined.cards, *loose]))
                stories[joined.key] = Story(joined.key, joined.title, grown)
            else:
                story = _near(loose)
                stories[story.key] = story
    return tuple(sorted(stories.values(), key=_rank))


def _declared_or_filed(ordered: list[Card]) -> Iterable[Story]:
    """Stories that someone made: in front matter, on the command line, in folders."""
    declared: dict[str, list[Card]] = {}
    filed: dict[str, list[Card]] = {}
    for card in ordered:
        place = "named" if card.named else f"folder/{_root(card)}" if card.folder else ""
        if card.of_several:
            place = ""  # what was downloaded together need not be of one event
        if card.story:
            declared.setdefault(slug(card.story), []).append(card)
        if place:
            filed.setdefault(place, []).append(card)
    for place, cards in filed.items():
        rest = [card for card in cards if not card.story]
        if len(cards) not in FOLDER or not rest:
            continue
        said = {slug(card.story) for card in cards if card.story}
        folder = slug(cards[0].folder.rpartition("/")[2])
        if len(said) == 1 or folder in said:
            # The folder is that story's, so what is silent in it belongs to it too.
            declared[said.pop() if len(said) == 1 else folder] += rest
        elif len(rest) in FOLDER:
            cards = _early_to_late(rest)
            title = cards[0].title if place == "named" else titled(cards[0].folder)
            yield Story(place, title, tuple(cards))
    for name, cards in declared.items():
        title = next(card.story for card in cards if card.story)
        ordered = _early_to_late(cards)
        called = ordered[0].title if _CODE.fullmatch(title) else titled(title)
        yield Story(f"story/{name}", called, tuple(ordered))


_CODE = re.compile(r"[a-zA-Z]{0,4}[-_:]?\d{3,}|[0-9a-fA-F-]{24,}")
"""A number of a service, which tells stories apart and says nothing."""


_COPIED = 0.8
"""The part of their heaviest words that two copies of one wire report share; a report that was
written on from it shares less."""
_COMPARED = 300
"""Wire reports of a story that are compared with each other; a larger one is a pile."""


def wire_copies(cards: Sequence[Card]) -> frozenset[str]:
    """The ids of articles that are the same report of one agency, printed by several outlets."""
    found: set[str] = set()
    wired = [card for card in cards if card.wire and card.signature.words][:_COMPARED]
    words = {card.article_id: frozenset(card.signature.words) for card in wired}
    for one, other in combinations(wired, 2):
        if one.wire != other.wire:
            continue
        a, b = words[one.article_id], words[other.article_id]
        if len(a & b) >= _COPIED * min(len(a), len(b)):
            found |= {one.article_id, other.article_id}
    return frozenset(found)


def slug(name: str) -> str:
    """A story's name as far as it tells stories apart."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or name


def titled(name: str) -> str:
    """The name of a story or folder as a title: `abu-dhabi-talks` is `Abu dhabi talks`."""
    name = name.rpartition("/")[2] if " " not in name else name
    if " " not in name:
        name = re.sub(r"(?<!\d)[-_]|[-_](?!\d)", " ", name).strip() or name
    return name[:1].upper() + name[1:]


def _root(card: Card) -> str:
    """The folder of a card, told from one of the same name in another corpus folder."""
    return card.path.rpartition("/")[0]


def _near(cards: list[Card]) -> Story:
    cards = _early_to_late(cards)
    return Story(f"near/{cards[0].article_id}", cards[0].title, tuple(cards))


def _early_to_late(cards: list[Card]) -> list[Card]:
    """By date, then path; by path alone if one has no date, as `1-early` may stand for one."""
    ordered = sorted(cards, key=lambda card: natural(card.path))
    if all(card.published_at for card in cards):
        ordered.sort(key=lambda card: _utc(card.published_at))
    return ordered


def _utc(moment: str) -> str:
    """An ISO 8601 date or time so that text order is order in time."""
    if "T" not in moment:
        return moment
    at = datetime.fromisoformat(moment)
    return (at.astimezone(UTC) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M:%S.%f")


def _day(card: Card) -> int | None:
    """The day of publication as a number, if a whole date is known."""
    try:
        return datetime.fromisoformat(card.published_at).toordinal()
    except ValueError:
        return None


def _rank(story: Story) -> tuple[object, ...]:
    newest = max(_utc(card.published_at) for card in story.cards)
    # Later first: the digits count downwards, and no date sorts behind every date.
    backwards = newest[:19].translate(str.maketrans("0123456789", "9876543210")) or "~"
    return len(story.cards) == 1, backwards, natural(story.title), story.key
