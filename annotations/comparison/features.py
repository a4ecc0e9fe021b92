"""Sentences as the aligner sees them: weighed words and pairs of neighbouring words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from annotations.comparison.vocabulary import NUMBERS, REPORTING_WORDS, ROOTS, STOP_WORDS

_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        "…": "...",
    }
)
_TOKEN: Final = re.compile(
    r"\d+(?:[.,:]\d+)*"  # a number, as it is grouped
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]"  # scripts without spaces
    r"|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+(?:'[^\W\d_]+)*"
)
_ASIDE: Final = re.compile(
    r"(?:[A-Z][\w'.-]*\s)?[A-Z][\w'-]*, "
    r"((?:the|a|an|who|his|her|its|one|[A-Z][\w'-]*'s)\b[^,;:\"]{3,90}), "
)
"""What stands between commas after a name: who somebody is, which many sentences repeat."""

LESS: Final = 0.5
"""What a stop word, and a word in an apposition, weighs beside another word."""
REPORTING: Final = 0.55
COMMON: Final = 6
"""A word in more than a COMMONth of all sentences does not make two of them candidates."""


def fold(text: str) -> str:
    """`text` without what publishers vary: shapes of quotes and dashes, kinds of space."""
    return " ".join(text.translate(_FOLD).split())


def tokens(folded: str) -> list[str]:
    """The words and numbers of a folded text, in lower case, without endings."""
    return [_root(word) for word in _TOKEN.findall(folded.lower())]


@lru_cache(maxsize=1 << 15)
def _root(word: str) -> str:
    """The word without its ending, so that "talks" meets "talk" and "ended" meets "ending"."""
    if word[0].isdigit():
        return word.replace(",", "")
    word = word.partition("'")[0] if word.endswith(("'s", "'")) else word
    word = NUMBERS.get(word) or ROOTS.get(word, word)
    for ending, rest in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("ly", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + rest
            break
    else:
        if len(word) > 3 and word.endswith("s") and word[-2] not in "suia'":
            word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


STOP: Final = frozenset(map(_root, STOP_WORDS))
_REPORTING: Final = frozenset(map(_root, REPORTING_WORDS))


class Feature(NamedTuple):
    """One sentence."""

    words: frozenset[int]
    """Its words, by number."""
    aside: frozenset[int]
    """Those of them that only stand in an apposition."""
    keys: tuple[int, ...]
    """Those that make it a candidate: neither stop words nor everywhere."""
    bigrams: frozenset[int]
    weight: float
    length: int
    """How many words and numbers it has."""


class Features(NamedTuple):
    """The sentences of both articles over one vocabulary."""

    a: list[Feature]
    b: list[Feature]
    weights: list[float]
    """What each word weighs: the rarer in these two articles, the more."""


def features(folded_a: Sequence[str], folded_b: Sequence[str]) -> Features:
    """Look at every sentence of both articles, given as folded text."""
    numbers: dict[str, int] = {}
    both = [[numbers.setdefault(word, len(numbers)) for word in tokens(text)] for text in folded_a]
    both += [[numbers.setdefault(word, len(numbers)) for word in tokens(text)] for text in folded_b]
    frequency = Counter(word for words in both for word in set(words))
    count = len(both)
    weights = [
        _factor(word) * log(1 + count / max(frequency[number], 2))
        for word, number in numbers.items()
    ]
    often = max(count / COMMON, 4)
    telling = [word not in STOP and frequency[number] <= often for word, number in numbers.items()]
    asides = [_aside(text, numbers) for text in (*folded_a, *folded_b)]
    made = [
        _feature(words, aside, weights, telling, len(numbers))
        for words, aside in zip(both, asides, strict=True)
    ]
    return Features(made[: len(folded_a)], made[len(folded_a) :], weights)


def _factor(word: str) -> float:
    if word in STOP:
        return LESS
    return REPORTING if word in _REPORTING else 1.0


def _aside(folded: str, numbers: dict[str, int]) -> Iterable[int]:
    if ", " not in folded:
        return ()
    return [numbers[word] for part in _ASIDE.findall(folded) for word in tokens(part)]


def _feature(
    words: list[int],
    aside: Iterable[int],
    weights: list[float],
    telling: list[bool],
    size: int,
) -> Feature:
    unique = frozenset(words)
    beside = frozenset(aside)
    weight = sum([weights[word] for word in unique])
    if beside:
        weight -= LESS * sum([weights[word] for word in beside])
    return Feature(
        unique,
        beside,
        tuple(sorted(word for word in unique if telling[word])),
        frozenset([left * size + right for left, right in pairwise(words)]),
        weight,
        len(words),
    )


def overlap(first: Feature, second: Feature, common: frozenset[int], weights: list[float]) -> float:
    """What `common` words weigh, halved where they stand in an apposition."""
    total = sum([weights[word] for word in common])
    if first.aside or second.aside:
        total -= LESS * sum([weights[word] for word in common & (first.aside | second.aside)])
    return total
