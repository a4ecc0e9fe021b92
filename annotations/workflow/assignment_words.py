"""Who was given which articles, in words: when it was done, taken back, or looked up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotations.plurals import count
from annotations.store.assignments import CLAIM, KINDS, parsed
from annotations.workflow.story_words import Said

if TYPE_CHECKING:
    from annotations.store.protocol import Store


class Called(NamedTuple):
    """What people and articles are called, by their ids."""

    person: Callable[[str], str]
    article: Callable[[str], str]
    """Empty where it is not known."""


def called_in(store: Store, titled: Callable[[str], str] | None = None) -> Called:
    """What people and articles are called in a project.

    Args:
        store: The project.
        titled: Gives titles of articles; without it those that the project keeps are asked.
    """
    from annotations.store.people import told_apart

    names = told_apart(store.people())

    def kept(article_id: str) -> str:
        found = store.frozen(article_id)
        return found.article.title if found is not None else ""

    return Called(lambda one: names.get(one, one), titled or kept)


_MOST = 3
"""People who are named."""


def is_about_assignments(events: Sequence[Said]) -> bool:
    """Whether an action said who labels what."""
    return bool(events) and events[0].kind in KINDS


def done(said: Sequence[Said], called: Called) -> str:
    """What is so now, as a sentence: “A” is assigned to Ana now."""
    what, verb = _articles(said, called), _is(said)
    if said[0].kind == CLAIM:
        return f"{what} {verb} yours now." if said[0].value else f"{what}: no longer claimed."
    people = _people(said, called)
    if all(one.value for one in said):
        return f"{what} {verb} assigned to {people} now."
    if not any(one.value for one in said):
        return f"{what} {verb} no longer assigned to {people}."
    given = [one for one in said if one.value]
    return f"{what}: assigned to {_people(given, called)} now."


def did(events: Sequence[Said], called: Called) -> str:
    """What an action did: assigning “A” to Ana."""
    what = _articles(events, called)
    if events[0].kind == CLAIM:
        return f"claiming {what}" if events[0].value else f"giving back {what}"
    given = [one for one in events if one.value]
    if not given:
        return f"taking {what} from {_people(events, called)}"
    return f"assigning {what} to {_people(given, called)}"


def again(events: Sequence[Said], called: Called) -> str:
    """What is so again after an action was undone: “A” is no longer assigned to Ana."""
    what, verb = _articles(events, called), _is(events)
    if events[0].kind == CLAIM:
        return f"{what}: not claimed" if events[0].value else f"{what} {verb} yours again"
    given = [one for one in events if one.value]
    if not given:
        return f"{what} {verb} assigned to {_people(events, called)} again"
    return f"{what}: no longer assigned to {_people(given, called)}"


def line(event: Said, called: Called) -> str:
    """One event of a history: `assigned: “Ships came in” to Ana`."""
    what = _articles([event], called)
    if event.kind == CLAIM:
        return f"claimed: {what}" if event.value else f"given back: {what}"
    by_rule = " by rule" if event.value.get("how") == "rule" else ""
    who = _people([event], called)
    return f"assigned{by_rule}: {what} to {who}" if event.value else f"taken: {what} from {who}"


def _about(event: Said) -> tuple[str, str]:
    return parsed(event.about) or (event.about, "")


def _is(said: Sequence[Said]) -> str:
    return "is" if len({_about(one)[0] for one in said}) == 1 else "are"


def _articles(said: Sequence[Said], called: Called) -> str:
    ids = {_about(one)[0] for one in said}
    if len(ids) > 1:
        return count(len(ids), "article")
    id_ = ids.pop()
    titles = (one.value.get("title", "") for one in said)
    title = next((one for one in titles if isinstance(one, str) and one), "")
    return f"“{called.article(id_) or title or id_}”"


def _people(said: Sequence[Said], called: Called) -> str:
    names = [called.person(one) for one in dict.fromkeys(_about(one)[1] for one in said)]
    if len(names) > _MOST:
        names = [*names[:_MOST], f"{len(names) - _MOST} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
