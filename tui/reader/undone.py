"""What an undo took back, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from annotations.errors import StoreError
from annotations.workflow import assignment_words
from annotations.workflow.label_words import did_to
from annotations.workflow.story_words import again, did, is_about_stories
from tui.reader.navigation import story_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.labels import LabelScheme
    from annotations.store.events import Event
    from tui.reader.state import ReaderState

_LETTERS: Final = 40
"""Letters of a sentence that are quoted."""

_STATED: Final = {
    "rejection": "the rejection of a proposal",
    "gold": "a decision of the review",
    "deferred": "leaving a sentence of the review for later",
    "comment": "a comment",
    "rule": "a rule",
    "objection": "an objection",
    "done": "the mark that an article is done",
    "boundary": "a change of sentence boundaries",
}


def words(events: Sequence[Event], state: ReaderState, scheme: LabelScheme) -> str:
    """What an action did: `quote on “The minister spoke…”`, and in which story, if not this one."""
    first = events[0]
    if first.kind == "correction":
        return f"what “{first.about}” is"
    if is_about_stories(events):
        return did(events, lambda one: _title(one, state))
    if assignment_words.is_about_assignments(events) and state.store is not None:
        return assignment_words.did(events, _called(state))
    if first.type != "annotate":
        return _STATED.get(first.kind, "something that is no label")
    here = state.story is not None and any(c.article_id == first.article for c in state.cards)
    story = None if here else story_of(state.stories, first.article)
    where = "" if here else f", in “{story.title}”" if story else ", in an article not open here"
    if len(events) > 1:
        return f"{len(events):,} sentences from “{quoted(first, state)}” on{where}"
    return f"{did_to(first, scheme)} “{quoted(first, state)}”{where}"


def undone(events: Sequence[Event], state: ReaderState, scheme: LabelScheme) -> str:
    """What to say of an action that was taken back: what it was, or what is so again."""
    if is_about_stories(events):
        return again(events, lambda one: _title(one, state))
    if assignment_words.is_about_assignments(events) and state.store is not None:
        return assignment_words.again(events, _called(state))
    return words(events, state, scheme)


def _called(state: ReaderState) -> assignment_words.Called:
    assert state.store is not None
    return assignment_words.called_in(state.store, lambda one: _title(one, state))


def _title(article_id: str, state: ReaderState) -> str:
    story = story_of(state.stories, article_id)
    cards = story.cards if story else ()
    return next((card.title for card in cards if card.article_id == article_id), "")


def quoted(event: Event, state: ReaderState) -> str:
    """The beginning of an event's sentence."""
    sheet = state.sheets.get(event.article)
    article, sentences = (sheet.article, sheet.sentences) if sheet else (None, None)
    if article is None and state.store is not None:
        try:
            kept = state.store.frozen(event.article)
        except StoreError:
            kept = None  # damaged; `slugline check` says so
        article, sentences = (kept.article, kept.sentences) if kept else (None, None)
    if article is None or sentences is None or event.index >= len(sentences):
        return "…"
    text = " ".join(sentences.span(event.index).of(article.running_text).split())
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"


def earlier(events: Sequence[Event]) -> str:
    """When an action of an earlier session was done, in local time."""
    at = datetime.fromisoformat(events[0].hlc[:24]).astimezone()
    return f"of an earlier session, {at:%d %b %H:%M}"
