"""Where a carried label came from, and how its place is found again."""

from __future__ import annotations

import hashlib
from typing import Final, Literal

import msgspec

from annotations.articles.article import Span
from annotations.comparison.model import Change, Relation

CONTEXT: Final = 32
"""How many characters before and after a quote are kept to find it again."""
_WORSE: Final[dict[Change | None, int]] = {"same": 0, "edited": 1, "rewritten": 2, None: 3}


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a carried label came from, so that it can be told from a person's own.

    Kept with the label. Its own place is the sentence that it stands on, whose text is frozen:
    `quoted` of that finds it again in another text.
    """

    article: str
    """The article that it came from, and there the sentence, in code points of its text."""
    start: int
    end: int
    mark: str = ""
    """Whose label it was and of which sentence, as `mark_of` names it."""
    relation: Relation
    change: Change
    score: int
    """Of the pair, in thousandths: what is hashed holds no fractions."""
    mode: Literal["auto", "proposed"]
    """Whether it was carried by itself, or proposed, and accepted by the annotator."""
    guards: tuple[str, ...] = ()
    aligner: str = ""

    @property
    def may_go_on(self) -> bool:
        """Whether the label may be carried on from here.

        Accepted by a person, or the same all the way: only the same is carried by itself.
        """
        return self.mode == "proposed" or self.change == "same"

    @property
    def accepted(self) -> bool:
        """Whether a person has looked at it and agreed."""
        return self.mode == "proposed"


def mark_of(person: str, sentence_id: str, label: str) -> str:
    """What a label is known by where it comes from, whether it was undone and redone or not."""
    return f"{person} {sentence_id} {label}"


def rejection_key(source_mark: str, target_text: str) -> str:
    """What a rejection is remembered by: the same mark is not offered for the same text again."""
    from annotations.comparison.features import fold

    return hashlib.sha256(f"{source_mark}\0{fold(target_text)}".encode()).hexdigest()[:16]


def is_stale(before: Change, after: Change | None) -> bool:
    """Whether a carried mark must be looked at again, now that a new text or aligner says `after`.

    It is marked, not deleted.
    """
    return _WORSE[after] > _WORSE[before]


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
