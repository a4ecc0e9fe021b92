"""What can make a carried label wrong although the sentences look alike."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, Literal, get_args

from annotations.articles.article import Article, Sentences
from annotations.comparison.alignment import Alignment, Pair
from annotations.comparison.features import STOP, fold, tokens
from annotations.comparison.vocabulary import (
    ATTRIBUTIONS,
    DATES,
    MODALS,
    NEGATIONS,
    NUMBER_WORDS,
    NUMBERS,
)

Guard = Literal[
    "number",
    "date",
    "name",
    "negation",
    "modal",
    "attribution",
    "opening",
    "repeated",
    "short",
    "boilerplate",
]
"""Why a label is only proposed. `opening`: it begins with a pronoun or "But", and what that refers
to is not the same; `repeated`: its text stands twice in an article; `short`: under five content
words; `boilerplate`: credits and the like."""

CONTENT_WORDS: Final = 5

_NUMBER: Final = re.compile(r"\d+(?:[.,:]\d+)*")
_OPENING: Final = re.compile(
    r"[\"'(\[]*(?:but|and|he|she|it|they|this|that|these|those|his|her|its|their|him|them|such|"
    r"both|neither|so|yet|then|there|others?|here)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?<=[^.!?:\"'(\s] )\(?([A-Z][\w'-]*)")


def changed(text_a: str, text_b: str) -> tuple[Guard, ...]:
    """Which kinds of telling words the two texts do not have in common."""
    folded_a, folded_b = fold(text_a), fold(text_b)
    words_a, words_b = _words(folded_a), _words(folded_b)
    found: list[Guard] = []
    if _numbers(folded_a, words_a) != _numbers(folded_b, words_b):
        found.append("number")
    for guard, words in _SETS:
        if _among(words_a, words) != _among(words_b, words):
            found.append(guard)
    if not _same_names(folded_a, folded_b):
        found.append("name")
    return tuple(guard for guard in GUARDS if guard in found)


def other_figures(text_a: str, text_b: str) -> bool:
    """Whether each text has figures that the other has not: 314 here, 157 there."""
    folded_a, folded_b = fold(text_a), fold(text_b)
    a, b = set(_NUMBER.findall(folded_a)), set(_NUMBER.findall(folded_b))
    return bool(a - b) and bool(b - a)


GUARDS: Final[tuple[Guard, ...]] = get_args(Guard)
_SETS: Final[tuple[tuple[Guard, frozenset[str]], ...]] = (
    ("date", DATES),
    ("negation", NEGATIONS),
    ("modal", MODALS),
    ("attribution", ATTRIBUTIONS),
)


def _words(folded: str) -> Counter[str]:
    words = re.findall(r"[^\W\d_]+", folded.lower().replace("n't", " not"))
    return Counter(words)


def _numbers(folded: str, words: Counter[str]) -> Counter[str]:
    figures = Counter(found.replace(",", "") for found in _NUMBER.findall(folded))
    figures.update({NUMBERS.get(w, w): n for w, n in words.items() if w in NUMBER_WORDS})
    return figures


def _among(words: Counter[str], those: frozenset[str]) -> dict[str, int]:
    return {word: number for word, number in words.items() if word in those}


def _same_names(folded_a: str, folded_b: str) -> bool:
    """Whether every name inside one sentence is somewhere in the other."""
    return _named(folded_a) <= _capitals(folded_b) and _named(folded_b) <= _capitals(folded_a)


def _named(folded: str) -> set[str]:
    names = {name.removesuffix("'s").strip("'-") for name in _NAME.findall(folded)}
    return {name for name in names if len(name) > 1 and name.lower() not in DATES}


def _capitals(folded: str) -> set[str]:
    words = re.findall(r"[A-Z][\w'-]*", folded)
    return {word.removesuffix("'s").strip("'-") for word in words}


class Surroundings:
    """What must be known of two articles to guard a carry from one to the other."""

    def __init__(
        self,
        alignment: Alignment,
        a: Article,
        sentences_a: Sentences,
        b: Article,
        sentences_b: Sentences,
    ) -> None:
        self.alignment = alignment
        self._sentences = sentences_a, sentences_b
        self.texts_a = [span.of(a.text) for span in sentences_a.spans]
        self.texts_b = [span.of(b.text) for span in sentences_b.spans]
        self._folded_a = list(map(fold, self.texts_a))
        self._folded_b = list(map(fold, self.texts_b))
        self._copies_a = Counter(self._folded_a)
        self._copies_b = Counter(self._folded_b)

    def guards(self, pair: Pair) -> tuple[Guard, ...]:
        """Every guard that trips for the pair, in a fixed order."""
        folded_a, folded_b = self._folded_a[pair.a], self._folded_b[pair.b]
        found: list[Guard] = []
        if pair.change != "same":
            found += changed(self.texts_a[pair.a], self.texts_b[pair.b])
        if _OPENING.match(folded_b) and not self._follows_same(pair):
            found.append("opening")
        if self._copies_a[folded_a] > 1 or self._copies_b[folded_b] > 1:
            found.append("repeated")
        if sum(word not in STOP for word in tokens(folded_b)) < CONTENT_WORDS:
            found.append("short")
        a, b = self._sentences
        if a.is_boilerplate(pair.a) or b.is_boilerplate(pair.b):
            found.append("boilerplate")
        return tuple(found)

    def _follows_same(self, pair: Pair) -> bool:
        """Whether the sentences before are the same, too."""
        return any(
            other.b == pair.b - 1 and other.change == "same"
            for other in self.alignment.of_a(pair.a - 1)
        )
