"""Panes that belong together: comparing what they show, and moving one with the other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from annotations.workflow.open_articles import SMALL_ANALYSIS
from annotations.workflow.pair_view import Beside, Comparing
from tui.reader.state import counterpart_by_position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.language.corrections import Corrections
    from annotations.workflow.open_article import Sheet
    from tui.widgets.pane import ArticlePane


def compare_sheets(a: Sheet, b: Sheet, corrections: Corrections | None) -> Comparing:
    """Align two sheets and link their quantities as corrected; of very long ones, only align.

    For a worker: two articles of 60 sentences take some 30 ms, most of it their analysis.
    """
    from annotations.comparison.alignment import align
    from annotations.comparison.label_transfer import carries
    from annotations.comparison.quantity_frames import Side
    from annotations.comparison.quantity_links import link_figures
    from annotations.language.analysis import analyse

    alignment = align(a.article, b.article, a.sentences, b.sentences)
    sides = a.article, a.sentences, b.article, b.sentences
    to_b = carries(alignment, *sides)
    to_a = carries(alignment.flipped(), *sides[2:], *sides[:2])
    if max(len(a.sentences), len(b.sentences)) > SMALL_ANALYSIS:
        return Comparing(a.article.id, b.article.id, alignment, None, None, to_a, to_b)
    analyses = analyse(a.article, a.sentences), analyse(b.article, b.sentences)
    if corrections is not None:
        from annotations.language.corrections import apply

        analyses = (
            apply(analyses[0], a.article.running_text, corrections),
            apply(analyses[1], b.article.running_text, corrections),
        )
    figures = link_figures(
        Side(a.article, a.sentences, analyses[0]),
        Side(b.article, b.sentences, analyses[1]),
        alignment,
    )
    return Comparing(a.article.id, b.article.id, alignment, figures, analyses, to_a, to_b)


def tie(master: ArticlePane, follower: ArticlePane, beside: Beside) -> None:
    """Let one pane follow another: counterparts on one row, a rule where there is none.

    Only pairs of the crossing-free chain lead, so that a moved sentence makes no pane jump.

    Args:
        master: The pane that the annotator moves.
        follower: The pane that follows.
        beside: The master's sheet in the light of the follower's.
    """
    lead = master.lead
    if lead is None:
        return
    sentence, y = lead
    place = beside.place(sentence)
    follower.place(place.first, y, gap=place.is_gap)


def counterpart(comparisons: Comparisons, index: int, sheet: Sheet, other: Sheet) -> int:
    """The sentence of `other` that reports what `index` does, or stands where it would."""
    beside = comparisons.view(sheet, other)
    if beside is None:
        return counterpart_by_position(index, sheet, other)
    if found := beside.counterparts(index):
        return found[0]
    return min(beside.place(index).first, len(other.sentences) - 1)


class Comparisons:
    """Which sheets were compared, and each seen beside the other."""

    def __init__(self) -> None:
        self._made: dict[frozenset[str], Comparing | None] = {}
        self._outdated: set[frozenset[str]] = set()
        self._views: dict[tuple[int, int], Beside] = {}
        self.made = 0
        """How often what is known changed."""

    def missing(self, sheets: Sequence[Sheet]) -> list[tuple[Sheet, Sheet]]:
        """The pairs of sheets that nobody compares yet; from now on somebody does."""
        found = []
        for a, b in combinations(sheets, 2):
            key = frozenset((a.article.id, b.article.id))
            if len(key) == 2 and (key not in self._made or key in self._outdated):
                self._made.setdefault(key, None)
                self._outdated.discard(key)
                found.append((a, b))
        return found

    def take(self, comparing: Comparing) -> None:
        """Keep what a worker found."""
        self._made[frozenset((comparing.a, comparing.b))] = comparing
        self._views.clear()
        self.made += 1

    def outdate(self, article_id: str) -> None:
        """Names or quantities were corrected: what is shown of an article stands till redone."""
        self._outdated |= {ids for ids in self._made if article_id in ids}

    def forget(self, sheet: Sheet) -> None:
        """The sheet was cut anew: what was found of it no longer holds."""
        self._made = {ids: c for ids, c in self._made.items() if sheet.article.id not in ids}
        self._views.clear()
        self.made += 1

    def view(self, mine: Sheet | None, other: Sheet | None) -> Beside | None:
        """A sheet in the light of another, once they are compared."""
        if mine is None or other is None:
            return None
        key = id(mine), id(other)
        if key not in self._views:
            made = self._made.get(frozenset((mine.article.id, other.article.id)))
            if made is None:
                return None
            self._views[key] = made.view(mine, other)
        return self._views[key]
