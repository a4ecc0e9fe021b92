"""An article seen beside another: what became of each sentence, which words and figures differ."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from annotations.articles.article import Span

if TYPE_CHECKING:  # comparing starts once the first picture stands: so do its imports
    from collections.abc import Sequence

    from annotations.comparison.alignment import Alignment
    from annotations.comparison.label_transfer import Carry
    from annotations.comparison.model import Pair, Place
    from annotations.comparison.quantity_links import Figures
    from annotations.language.model import Analysis
    from annotations.workflow.open_article import Sheet

Relation = Literal["split", "rewritten", "edited", "same", "possible", "conflict"]
Fate = Literal[Relation, "only", "moved"]
"""What became of a sentence in the other article."""

Sign = Literal[Relation, "removed", "added", "up", "down"]
"""The names of the signs that tell it; a screen has a glyph for each."""

WORST: tuple[Fate, ...] = ("conflict", "only", "moved", "split", "rewritten", "edited", "same")
"""Classes of sentences, the most telling first: what an overview shows of several."""


_LOOKED_AT = 200
"""Sentences of a slice that an overview looks at; more tell no more."""


class Conflict(NamedTuple):
    """A figure that the other article gives differently."""

    here: Span
    there: Span
    ratio: int | None
    """How many times the smaller goes into the larger, if that is a small whole number."""
    rank: int = 3
    """0 for people, 1 for money, 2 for shares, 3 for the rest."""
    relation: str = "differs"
    """`differs`, or `updated` if one outlet said both, one after the other."""


class Beside:
    """One sheet in the light of another.

    Args:
        mine: The sheet that is looked at.
        other: The sheet beside it.
        alignment: Of mine (A) and other (B).
        figures: Their linked figures, or None where they were not looked for.
        analyses: Of mine and other, for the places of the figures.
        carries: What may happen to labels of the other's sentences in mine; A is the other.
        is_earlier: Whether mine is the earlier article of the two.
    """

    def __init__(
        self,
        mine: Sheet,
        other: Sheet,
        alignment: Alignment,
        figures: Figures | None,
        analyses: tuple[Analysis, Analysis] | None,
        carries: Sequence[Carry] = (),
        *,
        is_earlier: bool,
    ) -> None:
        self.mine = mine
        self.other = other
        self.alignment = alignment
        self.carries = carries
        self.is_earlier = is_earlier
        self._words: dict[int, tuple[Span, ...]] = {}
        self._signs: dict[int, Sign] = {}
        self._overviews: dict[int, tuple[int | None, ...]] = {}
        self.conflicts = _conflicts(mine, figures, analyses)
        """Conflicting figures by sentence."""

    def pairs(self, index: int) -> tuple[Pair, ...]:
        """The pairs of a sentence, best first; A is mine."""
        return self.alignment.of_a(index)

    def counterparts(self, index: int) -> list[int]:
        """The sentences of the other article that report the same, best first."""
        return [pair.b for pair in self.pairs(index)]

    def place(self, index: int) -> Place:
        """Where the sentence is in the other article, or the gap that it falls into."""
        return self.alignment.across_a(index)

    def class_of(self, index: int) -> Fate:
        """What became of a sentence, the most telling."""
        if index in self.conflicts:
            return "conflict"
        pairs = self.pairs(index)
        if not pairs:
            return "only"
        pair = pairs[0]
        if pair.moved and not pair.slight:
            return "moved"
        if pair.relation == "split" or pair.relation == "merged":
            return "split"
        return "possible" if pair.confidence == "possible" else pair.relation

    def sign(self, index: int) -> Sign:
        """The sentence's class as its sign tells it: with the side, or the way it moved."""
        sign = self._signs.get(index)
        if sign is None:
            sign = self._signs[index] = self._sign_of(index)
        return sign

    def _sign_of(self, index: int) -> Sign:
        found = self.class_of(index)
        if found == "only":
            return "removed" if self.is_earlier else "added"
        if found == "moved":
            return "down" if self.pairs(index)[0].moved > 0 else "up"
        return found

    def overview(self, rows: int) -> tuple[int | None, ...]:
        """For each of `rows` slices of the article the sentence that differs most, if any does."""
        found = self._overviews.get(rows)
        if found is None:
            found = self._overviews[rows] = tuple(self._worst_of(row, rows) for row in range(rows))
        return found

    def _worst_of(self, row: int, rows: int) -> int | None:
        sentences = self.mine.sentences
        first = row * len(sentences) // rows
        last = max((row + 1) * len(sentences) // rows, first + 1)
        worst = WORST.index("same"), -1
        for index in range(first, min(last, len(sentences), first + _LOOKED_AT)):
            if not sentences.is_boilerplate(index):
                found = self.class_of(index)
                worst = min(worst, (WORST.index(found), index)) if found in WORST else worst
        return worst[1] if worst[1] >= 0 and worst[0] < WORST.index("same") else None

    def marked_words(self, index: int) -> tuple[Span, ...]:
        """Words of an edited sentence that its counterpart lacks, in offsets of my article.

        Of a rewritten one, the runs of words that both have: marking what differs would mark all.
        """
        words = self._words.get(index)
        if words is None:
            words = self._words[index] = self._mark(index)
        return words

    def _mark(self, index: int) -> tuple[Span, ...]:
        from annotations.comparison.word_diff import shared_runs, word_differences

        pairs = [pair for pair in self.pairs(index) if pair.confidence != "possible"]
        if not pairs or pairs[0].change == "same":
            return ()
        start = self.mine.sentences.span(index).start
        text = self._text(self.mine, index)
        others = " ".join(self._text(self.other, b) for b in sorted(pair.b for pair in pairs))
        if pairs[0].change == "rewritten" and len(pairs) == 1:
            spans = [mine for mine, _ in shared_runs(text, others)]
        else:
            found = word_differences(text, others)
            spans = [d.a for d in found if d.operation in ("delete", "replace")]
        return tuple(Span(start + s, start + e) for s, e in spans if e > s)

    def is_edited(self, index: int) -> bool:
        """Whether `marked_words` are words that differ, not words that are shared."""
        pairs = self.pairs(index)
        return bool(pairs) and (pairs[0].change == "edited" or len(pairs) > 1)

    @staticmethod
    def _text(sheet: Sheet, index: int) -> str:
        return sheet.sentences.span(index).of(sheet.article.running_text)

    @cached_property
    def differences(self) -> tuple[int, ...]:
        """Sentences of the body that are not the same in the other article."""
        sentences = self.mine.sentences
        return tuple(
            index
            for index in range(len(sentences))
            if not sentences.is_boilerplate(index) and self.class_of(index) != "same"
        )

    @cached_property
    def _carries(self) -> tuple[dict[int, list[Carry]], dict[int, list[Carry]]]:
        """What may be carried from the other article to mine: by my index, and by its own."""
        to: dict[int, list[Carry]] = {}
        out: dict[int, list[Carry]] = {}
        for carry in self.carries:
            to.setdefault(carry.b, []).append(carry)
            out.setdefault(carry.a, []).append(carry)
        return to, out

    def carries_to(self, index: int) -> Sequence[Carry]:
        """From where a label may be carried to my sentence; those that never are included."""
        return self._carries[0].get(index, ())

    def carries_from(self, index: int) -> Sequence[Carry]:
        """Where a label of the other article's sentence may be carried in mine; likewise."""
        return self._carries[1].get(index, ())


def _conflicts(
    mine: Sheet, figures: Figures | None, analyses: tuple[Analysis, Analysis] | None
) -> dict[int, tuple[Conflict, ...]]:
    if figures is None or analyses is None:
        return {}
    from annotations.comparison.conflict_order import rank_of

    here, there = analyses
    found: dict[int, tuple[Conflict, ...]] = {}
    for link in figures.differing:
        one, other = here.quantities[link.a], there.quantities[link.b]
        rank = min(rank_of(one), rank_of(other))
        conflict = Conflict(one.span, other.span, link.ratio, rank, link.relation)
        index = mine.sentences.at(one.span.start)
        found[index] = (*found.get(index, ()), conflict)
    return found


class Comparing(NamedTuple):
    """Two articles compared: what a worker gives the screen."""

    a: str
    b: str
    alignment: Alignment
    figures: Figures | None
    analyses: tuple[Analysis, Analysis] | None
    to_a: Sequence[Carry] = ()
    """What may happen to labels of B's sentences in A."""
    to_b: Sequence[Carry] = ()
    """And to those of A's in B."""

    def view(self, mine: Sheet, other: Sheet) -> Beside:
        """The one in the light of the other."""
        if mine.article.id == self.a:
            return Beside(
                mine,
                other,
                self.alignment,
                self.figures,
                self.analyses,
                self.to_a,
                is_earlier=True,
            )
        return Beside(
            mine,
            other,
            self.alignment.flipped(),
            _flipped(self.figures),
            self.analyses and (self.analyses[1], self.analyses[0]),
            self.to_b,
            is_earlier=False,
        )


def _flipped(figures: Figures | None) -> Figures | None:
    if figures is None:
        return None
    import msgspec

    from annotations.comparison.quantity_links import Figures

    links = sorted(
        (msgspec.structs.replace(link, a=link.b, b=link.a) for link in figures.links),
        key=lambda link: link.a,
    )
    return Figures(links=tuple(links), only_a=figures.only_b, only_b=figures.only_a)
