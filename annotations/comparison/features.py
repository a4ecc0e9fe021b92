"""Sentences as the aligner sees them: weighed words and pairs of neighbouring words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from math import log
from typing import Final, NamedTuple

from annotations.articles.article import Article, Sentences
from annotations.comparison.vocabulary import NUMBERS, REPORTING_WORDS, ROOTS, STOP_WORDS


class Context:
    """The words around figures."""

    def __init__(self, a: Article, sentences_a: Sentences, b: Article, sentences_b: Sentences):
        self._look = features(
            Text([fold(span.of(a.text)) for span in sentences_a.spans]),
            Text([fold(span.of(b.text)) for span in sentences_b.spans]),
        )
        self._known: dict[tuple[int, int], float] = {}

    def alike(self, index_a: int, index_b: int) -> float:
        """Shared weight beside that of the lighter sentence, stop words included: 0 to 1."""
        key = index_a, index_b
        if key not in self._known:
            first, second = self._look.a[index_a], self._look.b[index_b]
            shared = overlap(first, second, first.words & second.words, self._look.weights)
            lighter = min(first.weight, second.weight)
            self._known[key] = min(shared / lighter, 1.0) if lighter > 0 else 0.0
        return self._known[key]


_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        "…": "...",
    }
)
_NUMBER: Final = r"\d+(?:[.,:]\d+)*"
_TOKEN: Final = re.compile(_NUMBER + r"|[^\W\d_]+(?:'[^\W\d_]+)*")
_UNSPACED: Final = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts that set no space between words; each of their letters counts as a word."""
LESS: Final = 0.5
"""What a stop word weighs beside another word."""
BESIDE: Final = 0.7
"""What a word loses that only stands in an apposition."""
REPORTING: Final = 0.55
COMMON: Final = 6
"""A word in more than a COMMONth of all sentences does not make two of them candidates."""


def fold(text: str) -> str:
    """`text` without what publishers vary: shapes of quotes and dashes, kinds of space."""
    return " ".join(text.translate(_FOLD).split())


def tokens(folded: str) -> list[str]:
    """The words and numbers of a folded text, in lower case, without endings."""
    return [_root(word) for word in _pattern(folded).findall(folded.lower())]


def _pattern(folded: str) -> re.Pattern[str]:
    return _TOKEN if folded.isascii() or max(folded) < "\u0e00" else _any_script()


@lru_cache(maxsize=1)
def _any_script() -> re.Pattern[str]:
    word = rf"[^\W\d_{_UNSPACED}]+(?:'[^\W\d_]+)*"
    return re.compile(rf"{_NUMBER}|[{_UNSPACED}]|{word}")


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
    boilerplate: bool
    """Whether it is a credit or the like, which strangers share, too."""


class Features(NamedTuple):
    """The sentences of both articles over one vocabulary."""

    a: list[Feature]
    b: list[Feature]
    weights: list[float]
    """What each word weighs: the rarer in these two articles, the more."""
    content: list[bool]
    """Which words are not stop words."""
    unit: float
    """What the rarest word weighs."""
    kinship: float
    """How many of the phrases (two content words in a row) of one article the other has, too."""

    def evidence(self, first: Feature, second: Feature, common: Iterable[int]) -> float:
        """How many of the rarest words these are worth; stop words and appositions are not."""
        beside = first.aside | second.aside
        return (
            sum([self.weights[w] for w in common if self.content[w] and w not in beside])
            / self.unit
        )


class Text(NamedTuple):
    """The sentences of an article, folded, and which of them are boilerplate."""

    sentences: Sequence[str]
    boilerplate: Collection[int] = ()


def features(a: Text, b: Text) -> Features:
    """Look at every sentence of both articles."""
    numbers: dict[str, int] = {}
    texts = [*a.sentences, *b.sentences]
    size = len(a.sentences)
    beside = {*a.boilerplate, *(size + j for j in b.boilerplate)}
    both = [[numbers.setdefault(word, len(numbers)) for word in tokens(text)] for text in texts]
    frequency = Counter(word for words in both for word in set(words))
    count = len(both)
    weights = [
        _factor(word) * log(1 + count / max(frequency[number], 2))
        for word, number in numbers.items()
    ]
    often = max(count / COMMON, 4)
    telling = [word not in STOP and frequency[number] <= often for word, number in numbers.items()]
    made = [
        _feature(words, _asides(texts[i]), weights, telling, i in beside)
        for i, words in enumerate(both)
    ]
    content = [word not in STOP for word in numbers]
    phrases = [_phrases(words, content) if i not in beside else () for i, words in enumerate(both)]
    kinship = _kinship(set(chain(*phrases[:size])), set(chain(*phrases[size:])))
    return Features(made[:size], made[size:], weights, content, log(1 + count / 2), kinship)


def _phrases(words: list[int], content: list[bool]) -> list[tuple[int, int]]:
    return [pair for pair in pairwise(words) if content[pair[0]] and content[pair[1]]]


def _kinship(phrases_a: set[tuple[int, int]], phrases_b: set[tuple[int, int]]) -> float:
    """Between 0 and 1; for texts of a few words a benefit of the doubt."""
    return (len(phrases_a & phrases_b) + 1) / (min(len(phrases_a), len(phrases_b)) + 10)


def _factor(word: str) -> float:
    if word in STOP:
        return LESS
    return REPORTING if word in _REPORTING else 1.0


@lru_cache(maxsize=1)
def _aside() -> re.Pattern[str]:
    """What stands between commas after a name: who somebody is, which many sentences repeat."""
    who = r"(?:the|a|an|who|whose|his|her|its|one|[A-Z][\w'-]*'s)\b[^,;:\"]{3,90}"
    return re.compile(
        r"\b(?:((?:in|at|on|from|near|outside)\s)?([A-Z][\w'.-]{0,30}\s)?"
        rf"[A-Z][\w'-]{{1,30}}, ({who})([,;.]))"
    )


def _asides(folded: str) -> list[tuple[int, int]]:
    """Which of the sentence's words stand in appositions, as ranges."""
    if ", " not in folded:
        return []
    ranges = []
    starts: list[int] = []
    for found in _aside().finditer(folded):
        where, given, _, end = found.groups()
        # "However, a study found" and "In Rome, the mayor said" are not about who somebody is.
        named = given and given.strip().lower() not in STOP_WORDS and not where
        if not named and (end != "," or not found.start()):
            continue
        starts = starts or [word.start() for word in _pattern(folded).finditer(folded)]
        ranges.append((bisect_left(starts, found.start(3)), bisect_left(starts, found.end(3))))
    return ranges


def _feature(
    words: list[int],
    asides: list[tuple[int, int]],
    weights: list[float],
    telling: list[bool],
    boilerplate: bool,
) -> Feature:
    unique = frozenset(words)
    size = len(weights)
    bigrams = [left * size + right for left, right in pairwise(words)]
    beside: frozenset[int] = frozenset()
    if asides:
        inside = {at for first, last in asides for at in range(first, last)}
        main = {word for at, word in enumerate(words) if at not in inside}
        beside = unique - main
        bigrams = [pair for at, pair in enumerate(bigrams) if at not in inside]
    weight = sum([weights[word] for word in unique])
    if beside:
        weight -= BESIDE * sum([weights[word] for word in beside])
    return Feature(
        unique,
        beside,
        tuple(sorted(word for word in unique if telling[word])),
        frozenset(bigrams),
        weight,
        len(words),
        boilerplate,
    )


def overlap(first: Feature, second: Feature, common: frozenset[int], weights: list[float]) -> float:
    """What `common` words weigh, halved where they stand in an apposition."""
    total = sum([weights[word] for word in common])
    if first.aside or second.aside:
        total -= BESIDE * sum([weights[word] for word in common & (first.aside | second.aside)])
    return total
