"""What stands around a figure and says how exactly it is meant: "almost", "at least", "or so"."""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import lazily, spellings, words
from annotations.language.model import Bound
from annotations.language.quantities.numerals import SP, SPACES

_BOUNDS: Final = spellings(
    """
    >=: at_least no_fewer_than no_less_than not_less_than not_fewer_than minimum_of
    <=: at_most up_to no_more_than not_more_than as_many_as as_much_as maximum_of as_high_as
        as_few_as as_little_as as_long_as as_far_as
    >: more_than over above in_excess_of exceeding exceeded exceeds upward_of upwards_of
        greater_than better_than well_over just_over north_of topping topped longer_than
        larger_than higher_than older_than surpassing surpassed
    <: less_than fewer_than under below just_under well_under shy_of just_shy_of short_of
        lower_than younger_than smaller_than shorter_than
    """
)
_SIGNS: Final[dict[str, Bound]] = {"≥": ">=", "≤": "<=", "<": "<", ">": ">"}
_APPROXIMATE: Final = words(
    """
    about around approximately approx. roughly nearly almost close_to some an_estimated estimated
    circa ca. virtually practically the_region_of maybe perhaps order_of just_about reported
    more_or_less some_estimated
    """
)
_FILLERS: Final = words("a an another additional extra total of")
_BOUND_OF: Final[dict[str, Bound]] = {">=": ">=", "<=": "<=", ">": ">", "<": "<"}
_AFTER: Final = lazily(
    rf"(?i:{SP}(?P<more>or{SP}(?:more|over|above|greater|longer|older|higher)|at{SP}least"
    rf"|and{SP}(?:over|up|older))|(?P<plus>\+|-plus(?!\w))"
    rf"|{SP}(?P<less>or{SP}(?:less|fewer|under|below|younger)|at{SP}most)"
    rf"|(?P<so>{SP}or{SP}so|-odd|-some|-ish))(?!\w)"
)


def around(before: str, after: str, at: int, *, lasting: bool = False) -> tuple[bool, Bound]:
    """Whether the words around a figure make it approximate, and on which side they bound it.

    Args:
        before: The words of its sentence just before it.
        after: The text that it stands in.
        at: Where in that text the figure ends.
        lasting: Whether it is a duration: "over two days" means during them.
    """
    approximate, bound = _before(before, lasting=lasting)
    behind = _AFTER.match(after, at)
    if behind and behind.lastgroup == "so":
        return True, bound
    if behind:
        return approximate, "<=" if behind.lastgroup == "less" else ">="
    return approximate, bound


def _before(before: str, *, lasting: bool) -> tuple[bool, Bound]:
    if before.endswith(("~", "≈")):
        return True, ""
    if (sign := before.rstrip(SPACES)[-1:]) in _SIGNS and sign:
        return False, _SIGNS[sign]
    tail = before.lower().split()[-6:] if before[-1:].isspace() else []
    approximate, bound = False, ""
    while tail:
        for length in (3, 2, 1):
            phrase = " ".join(tail[-length:])
            if phrase in _APPROXIMATE:
                approximate = True
                break
            if phrase in _BOUNDS and not (phrase == "over" and lasting and tail[-2:-1] != ["for"]):
                bound = _BOUNDS[phrase]
                break
        else:
            if tail[-1] not in _FILLERS or len(tail) == 1:
                break
            length = 1
        del tail[-length:]
    return approximate, _BOUND_OF.get(bound, "")
