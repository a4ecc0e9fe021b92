"""Quotations linked across two articles: the same words, other words, or another speaker.

A report may quote a part, leave something out behind an ellipsis, add a word in brackets, spell or
punctuate otherwise: that is the same quotation. Other words inside it are a conflict, and so are
the same words of somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

import msgspec

from annotations.comparison.alignment import Alignment
from annotations.comparison.entity_links import plain
from annotations.comparison.features import STOP, fold, tokens
from annotations.comparison.quantity_frames import Side
from annotations.language.model import Quotation

ALIKE: Final = 0.72
"""Share of the shorter quotation's words that both have in order, to be one quotation."""
SHORT: Final = 5
"""Quotations of fewer words must stand in sentences that are a pair."""
FEWEST: Final = 3
LONGEST: Final = 200
"""Words of a quotation that are looked at."""
MOST: Final = 60
"""Quotations that may share a word without that word being no evidence."""

QuotationRelation = Literal["same", "words", "speaker"]
"""`words`: other words of one speaker; `speaker`: the same words of another speaker."""


class QuotationLink(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation of one article and one of the other; indices into each analysis."""

    a: int
    b: int
    relation: QuotationRelation
    aligned: bool = False
    score: float = 0.0
    """Share of words that both have in order."""


class _Quote(NamedTuple):
    number: int
    sentence: int
    words: tuple[str, ...]
    raw: str
    speaker: str
    """Folded; empty if the text does not name a person or an organisation."""


def link_quotations(a: Side, b: Side, alignment: Alignment) -> tuple[QuotationLink, ...]:
    """Link the quotations of two articles, the most alike first; each has one counterpart."""
    ours, theirs = _quotes(a), _quotes(b)
    pairs = {(pair.a, pair.b) for pair in alignment.pairs}
    found = []
    by = _index(theirs)
    for one in ours:
        near: dict[int, int] = {}
        for word in set(one.words) - STOP:
            places = by.get(word, ())
            for at in places if len(places) <= MOST else ():
                near[at] = near.get(at, 0) + 1
        for at in sorted(near):
            other = theirs[at]
            link = _link(one, other, aligned=_together(one, other, pairs))
            if link is not None:
                found.append(link)
    found.sort(key=lambda link: (link.relation != "same", -link.score, not link.aligned, link.a))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    links = []
    for link in found:
        if link.a not in taken_a and link.b not in taken_b:
            taken_a.add(link.a)
            taken_b.add(link.b)
            links.append(link)
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _together(one: _Quote, other: _Quote, pairs: set[tuple[int, int]]) -> bool:
    return (one.sentence, other.sentence) in pairs


def _quotes(side: Side) -> list[_Quote]:
    text = side.article.running_text
    made = []
    for number, quotation in enumerate(side.analysis.quotations):
        sentence = side.sentences.at(quotation.span.start)
        raw = quotation.span.of(text)
        words = tuple(_words(raw))[:LONGEST]
        if sentence >= 0 and len(words) >= FEWEST and not side.sentences.is_boilerplate(sentence):
            made.append(_Quote(number, sentence, words, raw, _speaker(quotation)))
    return made


def _speaker(quotation: Quotation) -> str:
    return plain(quotation.entity.name) if quotation.entity is not None else ""


_BRACKETS: Final = re.compile(r"[\[(][^\])]{0,60}[\])]")
_SHORTENED: Final = {
    "won't": "will not",
    "can't": "can not",
    "cannot": "can not",
    "n't": " not",
    "'re": " are",
    "'ve": " have",
    "'ll": " will",
    "'m": " am",
    "it's": "it is",
    "that's": "that is",
    "there's": "there is",
    "he's": "he is",
    "she's": "she is",
    "what's": "what is",
    "gonna": "going to",
}
_SPELT: Final = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("our", "or"),
    ("tre", "ter"),
    ("ence", "ense"),
    ("programm", "program"),
)


def _words(raw: str) -> list[str]:
    """The words as they are compared: without brackets, contractions and spellings."""
    low = _BRACKETS.sub(" ", fold(raw)).lower()
    for short, long in _SHORTENED.items():
        if short in low:
            low = low.replace(short, long)
    return [_spelt(word) for word in tokens(low)]


def _spelt(word: str) -> str:
    for british, american in _SPELT:
        if len(word) > 5 and word.endswith(british):
            return word.removesuffix(british) + american
    return word


def _index(quotes: Sequence[_Quote]) -> dict[str, list[int]]:
    by: dict[str, list[int]] = {}
    for at, quote in enumerate(quotes):
        for word in set(quote.words) - STOP:
            by.setdefault(word, []).append(at)
    return by


def _link(one: _Quote, other: _Quote, *, aligned: bool) -> QuotationLink | None:
    short, long = sorted((one, other), key=lambda quote: len(quote.words))
    blocks = [
        block
        for block in SequenceMatcher(None, short.words, long.words, False).get_matching_blocks()
        if block.size
    ]
    shared = sum(block.size for block in blocks)
    score = shared / len(short.words)
    if score < ALIKE and not (aligned and score >= 0.6 and _speakers(one, other) != "two"):
        return None
    content = sum(
        word not in STOP for block in blocks for word in short.words[block.a : block.a + block.size]
    )
    if content < 2 or (len(short.words) < SHORT and not aligned and score < 1.0):
        return None
    equal = score == 1.0 and _contiguous(blocks, short, long)
    speakers = _speakers(one, other)
    relation: QuotationRelation
    if equal:
        relation = "speaker" if speakers == "two" and len(short.words) >= FEWEST + 1 else "same"
    elif speakers == "two" and not aligned:
        return None
    else:
        relation = "words"
    return QuotationLink(
        a=one.number, b=other.number, relation=relation, aligned=aligned, score=round(score, 4)
    )


def _contiguous(blocks: Sequence[object], short: _Quote, long: _Quote) -> bool:
    """Whether nothing is left out within, or an ellipsis says so."""
    return len(blocks) <= 1 or "..." in fold(short.raw) or "..." in fold(long.raw)


def _speakers(one: _Quote, other: _Quote) -> Literal["one", "two", "unknown"]:
    """Whether two quotations are of one speaker, as far as both texts name them."""
    x, y = one.speaker, other.speaker
    if not x or not y:
        return "unknown"
    if x == y or x.split()[-1] == y.split()[-1] or x in y or y in x:
        return "one"
    short = min(x, y, key=len).replace(" ", "")
    initials = "".join(word[0] for word in max(x, y, key=len).split())
    return "one" if short == initials else "two"
