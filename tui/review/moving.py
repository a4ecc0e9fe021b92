"""Keys that choose what is looked at: the next case, another article beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.review.model import Filter
from tui.review.state import Changed, NotPossible, Outcome

if TYPE_CHECKING:
    from tui.review.state import ReviewState


def step(state: ReviewState, direction: int) -> Outcome:
    """Go to the next (1) or the previous (-1) case of the list, decided or not.

    Raises:
        NotPossible: If there is no further one.
    """
    if state.queue is None or state.case is None:
        return Outcome()
    state.last = None
    found = state.queue.after(state.case) if direction > 0 else state.queue.before(state.case)
    case = state.case_of(found)
    if case is None:
        where = "below" if direction > 0 else "above"
        raise NotPossible(f"No further sentence {where} in the list.")
    state.case = case
    return Outcome(Changed.ALL)


def to_edge(state: ReviewState, direction: int) -> Outcome:
    """Go to the first (-1) or the last (1) case of the list."""
    if state.queue is None:
        return Outcome()
    state.last = None
    case = state.case_of(state.queue.at(0 if direction < 0 else len(state.queue)))
    if case is None:
        return Outcome()
    state.case = case
    return Outcome(Changed.ALL)


def turn(state: ReviewState) -> Outcome:
    """Put the next article of the story beside.

    Raises:
        NotPossible: If there is no further one.
    """
    others = state.articles.others(state.case.article_id) if state.articles and state.case else ()
    if state.case is None or len(others) < 2:
        raise NotPossible("There is no further article of this story.")
    article_id = state.case.article_id
    state.turned[article_id] = state.turned.get(article_id, 0) + 1
    return Outcome(Changed.CASE)


def narrow(state: ReviewState, only: Filter) -> Outcome:
    """Look at some cases only."""
    state.narrow(only)
    return Outcome(Changed.ALL)


def widen(state: ReviewState) -> Outcome | None:
    """Look at everything that is open again; None where that is looked at already."""
    if state.only == Filter() or state.review is None:
        return None
    state.narrow(Filter(), state.case.sentence_id if state.case else "")
    return Outcome(Changed.ALL)
