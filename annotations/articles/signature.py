"""What makes an article be about one event, in a few words: enough to find others about it."""

from __future__ import annotations

import re
import sys
from collections import Counter
from heapq import nsmallest
from typing import NamedTuple

WORDS = 40
"""How many words a signature has at most."""
READ = 6000
"""How many characters of an article it is made of: what happened is said near the top."""
_LEDE = 600

_TOKEN = re.compile(r"\d[\d.,:]*\d|[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff]{2}")

STOP = frozenset(
    (
        """about above accord according across added adding after again against ago all almost along
        already also although always amid among and announced another any anyone appeared are around
        article asked associated back based because been before began behind being below between
        both but called came can cannot could day days described despite did does doing done down
        due during each early earlier either end ended enough even ever every everyone expected few
        first five following for found four from full gave get give given going good got group had
        half has have having held her here hers herself him himself his how however hundreds
        including indeed into its itself just keep kept kind know known last late later least less
        let like likely little long made make makes making many may mean means might month months
        more morning most mostly much must near nearly never new news next night nine none nor not
        nothing now number off office official officials often once one ones only onto open other
        others our ours out over own part people per percent perhaps place point post put quite
        rather read recent regarding reported reporter reporting reporters reports result right said
        same saw say saying says second see seemed seen set seven several shall she should show
        showed since six small some something soon spoke spokesman spokeswoman spokesperson started
        statement still story such take taken taking ten than that the their theirs them themselves
        then there these they thing things third this those though thousands three through thursday
        friday saturday sunday monday tuesday wednesday thus time times today told tomorrow too took
        toward towards tried try two under until upon use used using usually very via want wanted
        was way week weeks well went were what when where whether which while who whole whom whose
        why will with within without work would year years yes yesterday yet you your mrs
        january february march april june july august september october november december
        jan feb mar apr jun jul aug sept sep oct nov dec million billion evening afternoon"""
    ).split()
)
"""Words that say nothing of what an article is about."""


class Signature(NamedTuple):
    """An article's heaviest words, and how heavy each is (1 to 255)."""

    words: tuple[str, ...] = ()
    weights: bytes = b""


def signature_of(text: str, title: str = "") -> Signature:
    """The signature of an article.

    A word weighs what it occurs; more as a name or a figure, in the title, and at the beginning.
    """
    text = text[:READ]
    spoken = Counter(_TOKEN.findall(text))
    weights: dict[str, int] = {}
    for word, count in spoken.items():
        lower = word.lower()
        if lower in STOP:
            continue
        # A capital is a name's unless the word occurs without it too: then it began a sentence.
        is_name = word != lower and lower not in spoken
        count = count * (3 if is_name else 2) + (word[0] <= "9" and _is_figure(word))
        lower = stem(lower)
        weights[lower] = weights.get(lower, 0) + count
    for part, more in ((title, 4), (text[:_LEDE], 2)):
        for word in {stem(word) for word in _TOKEN.findall(part.lower())} - STOP:
            weights[word] = weights.get(word, 0) + more
    heaviest = nsmallest(WORDS, [(-weight, word) for word, weight in weights.items()])
    return Signature(
        tuple(sys.intern(word) for _, word in heaviest),
        bytes(min(-weight, 255) for weight, _ in heaviest),
    )


def stem(word: str) -> str:
    """`word` without the ending of a plural; the same for all forms is enough."""
    return word[:-1] if word.endswith("s") and len(word) > 4 and word[-2] != "s" else word


def _is_figure(word: str) -> bool:
    """Whether a number tells something: it has three digits or signs, and is no year."""
    is_year = len(word) == 4 and word.isdigit() and word.startswith(("19", "20"))
    return len(word) > 2 and not is_year
