"""What makes an article be about one event, in a few words: enough to find others about it."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import NamedTuple

WORDS = 40
"""How many words a signature has at most."""
READ = 8000
"""How many characters of an article it is made of: what happened is said near the top."""
_LEDE = 600

_TOKEN = re.compile(r"\d[\d.,:]*\d|[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff]{2}")

_STOP = frozenset(
    re.findall(
        r"\w+",
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
        jan feb mar apr jun jul aug sept sep oct nov dec million billion evening afternoon""",
    )
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
    weights: Counter[str] = Counter()
    for word, count in spoken.items():
        lower = word.lower()
        if lower in _STOP:
            continue
        # A capital is a name's unless the word occurs without it too: then it began a sentence.
        is_name = word[0] != lower[0] and lower not in spoken
        is_figure = word[0].isdigit() and len(word) > 2 and not _is_year(word)
        weights[stem(lower)] += count * (3 if is_name else 2) + (1 if is_figure else 0)
    for word in set(_TOKEN.findall(title)):
        if word.lower() not in _STOP:
            weights[stem(word.lower())] += 4
    for word in {stem(word.lower()) for word in _TOKEN.findall(text[:_LEDE])}:
        if word in weights:
            weights[word] += 2
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:WORDS]
    return Signature(
        tuple(sys.intern(word) for word, _ in heaviest),
        bytes(min(weight, 255) for _, weight in heaviest),
    )


def stem(word: str) -> str:
    """`word` without the ending of a plural; the same for all forms is enough."""
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] != "s" else word


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")
