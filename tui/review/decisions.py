"""Keys that decide: each one action that is recorded, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.plurals import count
from tui.review.state import Changed, Decided, Note, NotPossible, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.gold import Reason
    from annotations.review.decisions import Batch, Side
    from annotations.review.model import Case, Decision, Gold
    from annotations.review.review import Review
    from annotations.store.events import Event, Statement
    from tui.review.state import ReviewState

_MEANT = {
    "gold": "a decision",
    "comment": "a comment",
    "rule": "a rule",
    "objection": "an objection",
    "correction": "a correction",
    "done": "the mark that an article is done",
    "story": "a change of stories",
    "story-name": "the name of a story",
}
"""What an undo took back, by kind of statement."""


def decide(
    state: ReviewState, decision: Decision, *, label: str = "", reason: Reason = ""
) -> Outcome:
    """Make a decision hold and go on to the next sentence.

    Raises:
        NotPossible: If there is nothing to decide.
        RefusedError: If the decision is not a whole one.
    """
    from annotations.review.decisions import gold_for

    review, case = state.wanted()
    is_hidden = review.options.votes_after and not review.lettered(case)
    rule = state.linked.get(case.sentence_id, "") or (case.gold.rule if case.gold else "")
    statements = gold_for(review, case, decision, label=label, reason=reason, rule=rule)
    state.linked.pop(case.sentence_id, None)
    state.last = Decided(case, decision, label, rule, reason)
    state.decided.add(case.sentence_id)
    changed = Changed.BARS if is_hidden else advance(state, case)
    return Outcome(changed, as_seen(state, statements))


def take_side(state: ReviewState, side: Side) -> Outcome:
    """Decide on the label of the majority, of the reviewer, or of the other of two.

    Raises:
        NotPossible: If there is nothing to decide.
        RefusedError: If there is no such label.
    """
    from annotations.review.decisions import side_of

    return decide(state, "label", label=side_of(*state.wanted(), side))


def defer(state: ReviewState) -> Outcome:
    """Leave the case for later.

    Raises:
        NotPossible: If there is none.
    """
    from annotations.review.decisions import deferral

    review, case = state.wanted()
    state.last = None
    state.decided.add(case.sentence_id)
    statement = deferral(review, case)
    return Outcome(advance(state, case), [statement])


def give_reason(state: ReviewState, reason: Reason) -> Outcome:
    """Say why people differed over what was decided just now, or over what is shown.

    Raises:
        NotPossible: If nothing is decided.
    """
    review, case = state.target()
    if state.last is not None:
        state.last = state.last._replace(reason=reason)
        return Outcome(Changed.STATUS, said_again(state, review, state.last))
    if case.gold is None:
        raise NotPossible("Decide first, then say why people differed.")
    return Outcome(Changed.STATUS, amended(review, case, case.gold, reason=reason))


def said_again(state: ReviewState, review: Review, last: Decided) -> list[Statement]:
    """What was decided just now, with what was said of it since."""
    from annotations.review.decisions import gold_for

    case, decision, label, rule, reason = last
    said = gold_for(review, case, decision, label=label, reason=reason, rule=rule)
    return as_seen(state, said)


def decide_all(state: ReviewState, made: Batch, *, by_name: bool) -> Outcome:
    """Make many decisions hold as one action.

    Args:
        state: The review.
        made: The decisions.
        by_name: Whether they are one person's votes.
    """
    state.last = None
    state.decided.update(one.about for one in made.statements if one.kind == "gold")
    changed = advance(state, state.case) if state.case is not None else Changed.BARS
    total = count(made.total, "sentence")
    text = f"{total} adjudicated; one undo takes all of it back."
    return Outcome(changed, as_seen(state, made.statements, by_name=by_name), note=Note(text))


def advance(state: ReviewState, case: Case) -> Changed:
    """Go to the next sentence that is not decided; without one, the review ends."""
    state.case = state.next_open(case)
    state.ends = state.case is None
    return Changed.ALL


def as_seen(
    state: ReviewState, statements: Iterable[Statement], *, by_name: bool = False
) -> list[Statement]:
    """Decisions as they are made here: a list of two people's differences tells who said what.

    That is recorded with the decision, as names that were shown are; so is `by_name`, which
    says that they were made like one person's votes.
    """
    is_told = by_name or state.only.people is not None
    return _with_value(statements, {"revealed": True} if is_told else {})


def amended(
    review: Review, case: Case, gold: Gold, *, reason: Reason = "", rule: str = ""
) -> list[Statement]:
    """A decision that stands, with more said about it; what it rests on stays what it was."""
    from annotations.review.decisions import gold_for

    why, which = reason or gold.reason, rule or gold.rule
    said = gold_for(review, case, gold.decision, label=gold.label, reason=why, rule=which)
    return _with_value(said, {"basis": list(gold.basis), "revealed": gold.revealed})


def _with_value(statements: Iterable[Statement], value: dict[str, object]) -> list[Statement]:
    """Statements, the decisions among them with these values."""
    import msgspec

    from annotations.review.statements import GOLD

    return [
        msgspec.structs.replace(one, value={**one.value, **value})
        if value and one.kind == GOLD
        else one
        for one in statements
    ]


# Taking back


def after_undo(state: ReviewState, kind: str, events: Sequence[Event]) -> Outcome:
    """Go to what an undo or redo changed, and say what it was.

    Args:
        state: The review, which has followed already.
        kind: `undo` or `redo`.
        events: What it added to the project.
    """
    if not events:
        return Outcome(note=Note(f"Nothing to {kind}."))
    abouts = [one.sentence or one.about for one in events]
    if kind == "undo":
        state.decided.difference_update(abouts)
    else:
        state.decided.update(one.about for one in events if one.kind == "gold")
    text = _undone(kind, events)
    return Outcome(go_back(state, abouts), note=Note(text) if text else None)


def _undone(kind: str, events: Sequence[Event]) -> str:
    """What an undo or redo changed, where the screen does not show it."""
    kinds = {one.kind or "label" for one in events}
    lead, other = kind.capitalize(), next(iter(kinds - {"gold", "deferred"}), "")
    if "label" in kinds:
        return f"{lead}: a label of your own, not a decision."
    if other:
        return f"{lead}: {_MEANT.get(other, other)}."
    if len(events) > 2:
        return f"{lead}: {len({one.sentence or one.about for one in events}):,} decisions."
    return ""


def go_back(state: ReviewState, abouts: Sequence[str]) -> Changed:
    """Look at the first of these that is a case."""
    found = map(state.case_of, (about.partition("/")[0] for about in abouts))
    case = next((one for one in found if one is not None), None)
    if case is None:
        return Changed.BARS
    state.case = case
    return Changed.ALL
