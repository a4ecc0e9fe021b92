"""Keys that say more than a label: comments, rules, names revealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.review.decisions import amended, said_again
from tui.review.state import Changed, Note, NotPossible, Outcome

if TYPE_CHECKING:
    from annotations.review.model import Case, Pair
    from annotations.store.events import Statement
    from tui.review.state import ReviewState


def write_comment(case: Case, text: str) -> Outcome:
    """Write a line to everyone; nothing where there is no text."""
    from annotations.review.decisions import comment

    return Outcome(Changed.STATUS, [comment(case, text)] if text.strip() else ())


def pair_of(case: Case) -> Pair | None:
    """The labels that a rule for a case would tell apart."""
    return case.pair if case.is_disagreement else None


def write_rule(state: ReviewState, case: Case, pair: Pair, text: str) -> Outcome:
    """Write a rule that tells two labels apart, and let the case follow it."""
    from annotations.review.clarifications import new_rule

    if not text.strip():
        return Outcome()
    rule = new_rule(state.rules, case, pair, text, state.text_of(case), state.guideline)
    return link_rule(state, case, rule.about, rule)


def link_rule(state: ReviewState, case: Case, rule: str, *more: Statement) -> Outcome:
    """Let a decision follow a rule, now or when it is made.

    Args:
        state: The review.
        case: What is decided.
        rule: The rule's id.
        more: What is recorded in the same action: the rule, if it is a new one.
    """
    assert state.review is not None
    if state.last is not None and state.last.case.sentence_id == case.sentence_id:
        state.last = state.last._replace(rule=rule)
        said = said_again(state, state.review, state.last)
        return Outcome(Changed.STATUS, [*more, *said])
    if case.gold is not None:
        changes = [*more, *amended(state.review, case, case.gold, rule=rule)]
        return Outcome(Changed.STATUS, changes)
    state.linked[case.sentence_id] = rule
    note = Note(f"{rule} goes with the decision on this sentence.")
    return Outcome(Changed.STATUS, more, note=note)


def reveal_names(state: ReviewState) -> Outcome:
    """Show who said what, and record that it was shown.

    Raises:
        NotPossible: If there is no case, or the names are shown already.
    """
    from annotations.review.decisions import reveal

    review, case = state.wanted()
    if not review.is_blind or review.is_revealed(case.sentence_id):
        raise NotPossible("The names are shown already.")
    return Outcome(Changed.STATUS, [reveal(review, case)], for_good=True)


def vote_first(state: ReviewState) -> Outcome:
    """Hide the votes until the reviewer has said their own label, or no longer."""
    import msgspec

    if state.review is None:
        return Outcome()
    after = not state.review.options.votes_after
    state.review.options = msgspec.structs.replace(state.review.options, votes_after=after)
    text = (
        "Your label first: the votes are shown once you have decided."
        if after
        else "The votes are shown at once."
    )
    return Outcome(Changed.BARS, note=Note(text))
