"""What may become of a label when its sentence turns up in another article.

    same, no guard trips                  -> auto
    same, a guard trips; or it moved      -> propose
    edited, split, merged                 -> propose, with the guards that trip
    rewritten, or merely possible         -> never: only a link to the counterpart
    no counterpart                        -> not carried

Pure functions: who accepts, and what is recorded, is for the store and the screens.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final, Literal

import msgspec

from annotations.articles.article import Article, Sentences, Span
from annotations.comparison.alignment import Alignment, Pair, Relation
from annotations.comparison.features import fold
from annotations.comparison.guards import Guard, Surroundings

__all__ = ["Carry", "Fate", "Guard", "Mode", "Quoted", "carries", "fates", "reanchor"]

Mode = Literal["auto", "propose", "never"]
SpanMatch = Literal["verbatim", "partial", "none"]
State = Literal["carried", "accepted", "rejected", "stale"]
Kind = Literal["kept", "moved", "changed", "lost"]

CONTEXT: Final = 32
"""How many characters before and after a quote are kept to find it again."""
VERBATIM_WORDS: Final = 5


class Carry(msgspec.Struct, frozen=True, kw_only=True):
    """What may be done with a label of A's sentence on a sentence of B, and why."""

    a: int
    b: int
    mode: Mode
    guards: tuple[Guard, ...] = ()
    """Why it is only proposed, besides what the relation says."""
    relation: Relation
    change: str
    moved: int
    score: float
    verbatim: bool
    """Whether the text is the same: such proposals can be accepted all at once."""
    aligner: str

    @property
    def reason(self) -> str:
        """For the detail line: `edited .82, number differs`."""
        parts = [self.relation if self.verbatim else f"{self.relation} {_short(self.score)}"]
        if self.moved:
            parts.append(f"moved {self.moved:+d}")
        parts += [_SAYS[guard] for guard in self.guards]
        return ", ".join(parts)


_SAYS: Final[dict[Guard, str]] = {
    "number": "number differs",
    "date": "date differs",
    "name": "name differs",
    "negation": "negation differs",
    "modal": "modal differs",
    "attribution": "attribution differs",
    "opening": "refers to what stands before it",
    "repeated": "stands there more than once",
    "short": "short",
    "furniture": "not part of the report",
}


def _short(score: float) -> str:
    return f"{score:.2f}".removeprefix("0")


def carries(
    alignment: Alignment, a: Article, sentences_a: Sentences, b: Article, sentences_b: Sentences
) -> tuple[Carry, ...]:
    """For every pair what may happen to a label of A's sentence, in the order of the pairs."""
    around = Surroundings(alignment, a, sentences_a, b, sentences_b)
    return tuple(_carry(pair, around) for pair in alignment.pairs)


def _carry(pair: Pair, around: Surroundings) -> Carry:
    guards = around.guards(pair)
    return Carry(
        a=pair.a,
        b=pair.b,
        mode=mode_of(pair, guards),
        guards=guards,
        relation=pair.relation,
        change=pair.change,
        moved=pair.moved,
        score=pair.score,
        verbatim=pair.change == "same",
        aligner=around.alignment.aligner,
    )


def mode_of(pair: Pair, guards: Iterable[Guard] = ()) -> Mode:
    """The table at the top of this module."""
    if pair.change == "rewritten" or pair.confidence == "possible":
        return "never"
    plain = pair.relation == "same" and not pair.moved
    return "auto" if plain and not any(True for _ in guards) else "propose"


def may_be_source(state: State | None, hops: Sequence[Relation] = ()) -> bool:
    """Whether a mark may be carried on: a person's own, accepted, or the same all the way.

    Args:
        state: Of a carried mark; none for a mark that a person made.
        hops: The relations over which it came here.
    """
    if state is None or state == "accepted":
        return True
    return state == "carried" and all(hop == "same" for hop in hops)


def rejection_key(source_mark: str, target_text: str) -> str:
    """What a rejection is remembered by: the same mark is not offered for the same text again."""
    return hashlib.sha256(f"{source_mark}\0{fold(target_text)}".encode()).hexdigest()[:16]


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a text that can be found again: the words, those around them, the position."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def quoted(text: str, span: Span) -> Quoted:
    """How to find `span` of `text` again."""
    return Quoted(
        exact=span.of(text),
        prefix=text[max(span.start - CONTEXT, 0) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
    )


def reanchor(place: Quoted, text: str) -> Span | None:
    """Where the quote is in another text: the copy with most of its surroundings, then nearest."""
    best: tuple[int, int] | None = None
    found: Span | None = None
    at = text.find(place.exact) if place.exact else -1
    while at >= 0:
        end = at + len(place.exact)
        around = _common(place.prefix[::-1], text[max(at - CONTEXT, 0) : at][::-1])
        around += _common(place.suffix, text[end : end + CONTEXT])
        rank = around, -abs(at - place.start)
        if best is None or rank > best:
            best, found = rank, Span(at, end)
        at = text.find(place.exact, at + 1)
    return found


def _common(one: str, other: str) -> int:
    count = 0
    for x, y in zip(one, other, strict=False):
        if x != y:
            break
        count += 1
    return count


def span_match(quote: str, sentence: str, same_speaker: bool = True) -> SpanMatch:
    """How a marked part of a sentence is found in the counterpart.

    `verbatim`: at least five words, there once, said by the same; `partial`: there, but not so.
    """
    found, text = fold(quote), fold(sentence)
    if not found or found not in text:
        return "none"
    once = text.count(found) == 1
    return (
        "verbatim" if once and same_speaker and len(found.split()) >= VERBATIM_WORDS else "partial"
    )


class Fate(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of the labels of a sentence when its article is replaced by a new version."""

    a: int
    kind: Kind
    """`kept`: same text, same place; `moved`: same text, elsewhere; `changed`: asks; `lost`."""
    b: int | None = None
    mode: Mode = "never"
    guards: tuple[Guard, ...] = ()


def fates(
    alignment: Alignment, a: Article, sentences_a: Sentences, b: Article, sentences_b: Sentences
) -> tuple[Fate, ...]:
    """One fate for every sentence of the old version A, so that nothing disappears silently."""
    best: dict[int, Carry] = {}
    for carry in carries(alignment, a, sentences_a, b, sentences_b):
        known = best.get(carry.a)
        if known is None or (carry.verbatim, carry.score) > (known.verbatim, known.score):
            best[carry.a] = carry
    return tuple(_fate(index, best.get(index)) for index in range(len(sentences_a)))


def _fate(index: int, carry: Carry | None) -> Fate:
    if carry is None or carry.mode == "never":
        return Fate(a=index, kind="lost", b=None if carry is None else carry.b)
    kind: Kind = "changed"
    if carry.verbatim:
        kind = "moved" if carry.moved else "kept"
    return Fate(a=index, kind=kind, b=carry.b, mode=carry.mode, guards=carry.guards)
