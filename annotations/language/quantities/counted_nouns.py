"""What a number counts: the noun behind it, in the singular."""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import lazily, words
from annotations.language.quantities.numerals import ONES, TEENS, TENS
from annotations.language.quantities.units import IRREGULAR_PLURALS, singular

_NEXT_WORD: Final = lazily(r"[ \u00a0-]([A-Za-zÀ-ž][\w’'-]*)")

_COMPOUND: Final = lazily(r"[-\u2010\u2011]([a-z]+)(?![\w-])")
_ODD: Final = lazily(r"[-\u2010\u2011](?:odd|plus|some|ish|strong)(?![\w-])|\+(?!\w)")
_NUMBERS: Final = frozenset((*ONES, *TEENS, *TENS))

STOP: Final = words(
    """
    a about above according across after against all along already also although am amid among an
    and any are around as at away back be became because been before behind being below beside
    between beyond both but by came can could despite did do does down during each either even
    ever every except far for from further gave get go got had has have he her here hers him his
    how however i if in including inside into is it its itself just later least less like made many
    may me might mine more most much must my near neither never no nor not now of off on once only
    onto or other others our out outside over own per rather said saw she should since so some such
    than that the their them then there these they this those though through throughout till to
    together too took toward towards under unless until up upon us very via was we went were what
    when where whether which while who whom whose why will with within without would yet you your
    says say told took last next ago earlier today yesterday tomorrow tonight
    met one held began came won lost left led reached appeared became started fell broke stood
        died rose spoke sat
    ran drove flew threw caught escaped survived
    """
)
"""Words that end the noun phrase behind a number."""

_NOT_PLURAL: Final = ("ss", "us", "is", "’s", "'s")
_NO_NOUN: Final = ("ed", "ing", "ly", "wn", "ght")


def _looks_plural(word: str) -> bool:
    low = word.lower()
    if low in IRREGULAR_PLURALS:
        return True
    return low.endswith("s") and len(low) > 3 and not low.endswith(_NOT_PLURAL)


def _superlative(word: str) -> bool:
    return word.endswith("est") and len(word) > 5 and word not in _EST_NOUNS


_EST_NOUNS: Final = words("forest interest protest request contest harvest conquest arrest")


def counted_noun(text: str, at: int, limit: int, *, one: bool = False) -> str:
    """The noun that a number ending at `at` counts, or "".

    Args:
        text: The article's.
        at: Where the number ends.
        limit: Where its sentence ends.
        one: Whether a singular is expected: after "one" and after a rank.
    """
    if odd := _ODD.match(text, at, limit):
        at = odd.end()
    if compound := _COMPOUND.match(text, at, limit):
        return singular(compound.group(1))
    run: list[str] = []
    found = ""
    while len(run) < 6 and (match := _NEXT_WORD.match(text, at, limit)):
        word = match.group(1)
        if one and not run and word.lower() in ("other", "more", "further", "such", "own"):
            at = match.end()
            continue
        if word.lower() in STOP:
            break
        if one and run and word.endswith("ed"):
            break
        at = match.end()
        run.append(word)
        if not one and _looks_plural(word):
            found = word
        elif found:
            break
    if found:
        return singular(found)
    if not one:
        return ""
    while run and (
        run[-1].lower().endswith(_NO_NOUN) or _superlative(run[-1]) or run[-1] in _NUMBERS
    ):
        run.pop()
    return singular(run[-1]) if run and len(run) <= 4 else ""


PERSONS: Final = words(
    """
    person people man woman child boy girl passenger victim prisoner captive detainee hostage
    patient worker employee resident civilian survivor protester protestor demonstrator migrant
    refugee student pupil soldier troop officer policeman firefighter fireman villager member
    customer staff inmate suspect fighter militant rebel voter candidate teacher miner sailor
    tourist visitor guest farmer household family crew fan spectator marcher adult teenager doctor
    nurse journalist lawmaker councillor player rescuer volunteer evacuee striker official guard
    gunman attacker pilgrim parent mother father baby infant elderly citizen national candidate
    policemen servant trader shopper driver commuter scientist engineer participant attendee
    inhabitant soul casualty fatality body dead supporter user follower subscriber viewer
    """
)
"""Nouns for people, in the singular."""
