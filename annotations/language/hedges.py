"""Words that show doubt, condition, expectation or hearsay."""

from __future__ import annotations

from functools import cache
from typing import Final

from annotations.articles.article import Span
from annotations.language.document import View
from annotations.language.lexicon import spellings
from annotations.language.model import Cue, CueKind
from annotations.language.quotations.reporting_verbs import REPORTING

_KINDS: Final[dict[str, CueKind]] = {
    "modal": "modal",
    "hedge": "hedge",
    "conditional": "conditional",
    "expectation": "expectation",
    "unknown": "unknown",
    "attribution": "attribution",
}
_PHRASES: Final = spellings(
    """
    modal: may might could would should may_have might_have could_have would_have should_have
    hedge: apparently perhaps maybe possibly probably likely unlikely reportedly allegedly seemingly
        presumably supposedly purportedly conceivably potentially arguably appears_to appeared_to
        appear_to seems_to seemed_to seem_to appears seems seemed believed_to thought_to said_to
        understood_to rumored_to rumoured_to alleged_to suspected_to suspected speculated
        speculation speculate rumors rumours a_sign_of signs_of hints_of hint_at hints_at hinted
        it_is_possible it’s_possible in_theory at_risk_of risk_of fears_of fears_that in_doubt
        suggests_that suggest_that suggested_that
    conditional: if unless provided_that assuming as_long_as in_case in_the_event even_if
        only_if otherwise
    expectation: expected_to expects_to expect_to expected expects is_likely_to are_likely_to
    set_to due_to_begin due_to_start scheduled_to scheduled_for planned_to plans_to planning_to
    poised_to
        slated_to on_track_to intends_to intend_to hopes_to hoped_to hope_to aims_to anticipated
        anticipates anticipate forecast forecasts projected_to projected predicted predicts predict
        foresaw foresees bound_to about_to prepared_to likely_to unlikely_to
    unknown: unclear unclear_whether unclear_if unclear_how not_clear not_immediately_clear
        uncertain unknown not_known remains_to_be_seen remained_to_be_seen no_indication
        no_evidence no_sign yet_to_be too_early_to too_soon_to whether open_question
        not_certain not_been_confirmed not_yet_clear
    attribution: according_to
    """
)


@cache
def _by_first() -> dict[str, list[tuple[str, CueKind]]]:
    """First word -> what may follow it and the kind, the longest first."""
    known: dict[str, list[tuple[str, CueKind]]] = {}
    for phrase, kind in _PHRASES.items():
        known.setdefault(phrase.partition(" ")[0], []).append((phrase, _KINDS[kind]))
    for verb in REPORTING:
        known.setdefault(verb, []).append((verb, "attribution"))
    for listed in known.values():
        listed.sort(key=lambda each: -len(each[0]))
    for word in list(known):
        if word != "may":
            known[word.capitalize()] = known[word]
    return known


def find_cues(view: View) -> list[Cue]:
    """Every cue in the text, in reading order, the longest where several start."""
    if not view.spans or not view.english:
        return []
    text, by_first, found, end = view.text, _by_first(), [], 0
    for start, word in view.words:
        listed = by_first.get(word)
        if listed is None or start < end:
            continue
        for phrase, kind in listed:
            end = start + len(phrase)
            if text[start:end].lower() == phrase and not text[end : end + 1].isalnum():
                found.append(Cue(Span(start, end), kind))
                break
        else:
            end = start + len(word)
    return found
