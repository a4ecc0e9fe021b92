"""What was done to stories, in words: when it was done, taken back, or looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from annotations.plurals import count
from annotations.store.stories_by_hand import KINDS, STORY, STORY_NAME

if TYPE_CHECKING:
    from annotations.store.events import Event, Value


class Said(Protocol):
    """A statement, or the event that it became."""

    @property
    def kind(self) -> str:
        """One of `KINDS`, or another."""

    @property
    def about(self) -> str:
        """An article's id, or a story's key."""

    @property
    def value(self) -> Value:
        """What is said; empty to withdraw it."""


Titled = Callable[[str], str]
"""Gives the title of an article by its id; empty where it is not known."""

_MOST = 3
"""Stories or articles that are named."""


def is_about_stories(events: Sequence[Event]) -> bool:
    """Whether an action changed stories."""
    return bool(events) and events[0].kind in KINDS


def done(said: Sequence[Said], titled: Titled) -> str:
    """What is so now, as a sentence: “A” and “B” are one story now."""
    if (named := _naming(said)) is not None:
        return f"“{_text(named, 'was')}” is called “{_text(named, 'name')}” now."
    gone = _done(said)
    how = {_text(one, "how") for one in gone}
    if how == {"merge"}:
        return f"{_stories(gone)} are one story now."
    if gone and "" not in {_text(one, "into") for one in gone}:
        merging = [one for one in gone if _text(one, "how") == "merge"]
        also = f"; {_stories(merging)} are one story now" if merging else ""
        moving = [one for one in gone if _text(one, "how") == "move"]
        verb = "is" if len(moving) == 1 else "are"
        return f"{_articles(moving, titled)} {verb} in “{_text(gone[0], 'into')}” now{also}."
    if gone:
        verb = "is a story of its own" if len(gone) == 1 else "are a story of their own"
        return f"{_articles(gone, titled)} {verb} now."
    placed = [one for one in said if one.kind == STORY]
    if placed:
        verb = "is where it is" if len(placed) == 1 else "are where they are"
        return f"{_articles(placed, titled)} {verb} found to belong."
    return "The story has its own name again."


def did(events: Sequence[Said], titled: Titled) -> str:
    """What an action did: `merging of “A” and “B”`."""
    if (named := _naming(events)) is not None:
        return f"the name “{_text(named, 'name')}” of the story “{_text(named, 'was')}”"
    done = _done(events)
    how = _text(done[0], "how") if done else ""
    if how == "merge":
        return f"the merging of {_stories(done)}"
    if how == "move":
        return f"the move of {_articles(done, titled)} to “{_text(done[0], 'into')}”"
    if how == "split":
        return f"making a story of {_articles(done, titled)}"
    placed = [event for event in events if event.kind == STORY]
    if placed:
        return f"leaving {_articles(placed, titled)} where it is found to belong"
    return "taking back the name of a story"


def again(events: Sequence[Said], titled: Titled) -> str:
    """What is so again after an action was undone: `“A” and “B” are two stories again`."""
    if (named := _naming(events)) is not None:
        return f"“{_text(named, 'name')}” is called “{_text(named, 'was')}” again"
    done = _done(events)
    how = _text(done[0], "how") if done else ""
    if how == "merge":
        number = max(len(_names(done)), 2)
        return f"{_stories(done)} are {_SMALL.get(number, number)} stories again"
    if how in ("move", "split"):
        places = list(dict.fromkeys(_text(event, "was") for event in done))
        where = f"“{places[0]}”" if len(places) == 1 else "their stories"
        verb = "is" if len(done) == 1 else "are"
        return f"{_articles(done, titled)} {verb} in {where} again"
    placed = [event for event in events if event.kind == STORY]
    if placed:
        return f"{_articles(placed, titled)}: where somebody put it, again"
    return "a story has the name again that somebody gave it"


_SMALL = {2: "two", 3: "three", 4: "four", 5: "five"}


def _naming(events: Sequence[Said]) -> Said | None:
    """The event by which a story got another name."""
    found = (event for event in events if event.kind == STORY_NAME and "was" in event.value)
    return next(found, None)


def _done(events: Sequence[Said]) -> list[Said]:
    """The events that put an article elsewhere."""
    return [
        event
        for event in events
        if event.kind == STORY and _text(event, "how") in ("merge", "move", "split")
    ]


def _text(event: Said, name: str) -> str:
    return str(event.value.get(name, ""))


def _names(done: Sequence[Said]) -> list[str]:
    # Two stories may have one title: they are told apart by where their articles went from.
    return list(dict.fromkeys([_text(done[0], "into"), *(_text(one, "was") for one in done)]))


def _stories(done: Sequence[Said]) -> str:
    names = [f"“{name}”" for name in _names(done)]
    if len(names) == 1:
        return f"{names[0]} and another of that title"
    if len(names) > _MOST:
        names = [*names[:_MOST], f"{len(names) - _MOST} more"]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _articles(events: Sequence[Said], titled: Titled) -> str:
    if len(events) > 1:
        return count(len(events), "article")
    event = events[0]
    return f"“{titled(event.about) or _text(event, 'title') or event.about}”"


def line(event: Said) -> str:
    """One event of a history: `story: “Ships came in” from “Harbour” to “Port”`."""
    if event.kind == STORY_NAME:
        if not event.value:
            return f"story {event.about}: name taken back"
        was = _text(event, "was")
        return f"story {f'“{was}”' if was else event.about}: named “{_text(event, 'name')}”"
    title = _text(event, "title") or event.about
    if not event.value:
        return f"story: {event.about} where it is found to belong"
    was, into, how = _text(event, "was"), _text(event, "into"), _text(event, "how")
    if how == "keep":
        return f"story: “{title}” stays in “{into}”"
    return f"story: “{title}” from “{was}” to " + (f"“{into}”" if into else "a story of its own")
