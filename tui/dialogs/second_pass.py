"""A second pass: articles that others have labelled, and how one's own labels compare with theirs.

Nobody's labels are shown to anybody else while they annotate; here they are shown once an article
is finished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.articles.article import Article, Sentences
    from annotations.labels import LabelScheme
    from annotations.review.second_pass import Compared, SecondPass
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Passes(Listing[str]):
    """Choose an article that others have finished; dismissed with its id."""

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        passes: Sequence[SecondPass],
        titles: Mapping[str, str],
        names: Mapping[str, str],
    ) -> None:
        super().__init__(palette, glyphs)
        self._passes = passes
        self._titles = titles
        self._names = names
        self._shown: list[SecondPass] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        self._shown = [
            one
            for one in self._passes
            if all(word in self._titles.get(one.article_id, "").casefold() for word in words)
        ]
        self.rows.show(len(self._shown))
        self.heading.show(
            "Second pass: finished by others", "their labels are shown once yours are given"
        )
        self.footing.show(self.query_text or "type to filter", "enter opens   esc back")

    def draw(self, row: int, line: Line) -> None:
        """The article, who has finished it, and how far the annotator is."""
        one = self._shown[row]
        done = "compare" if one.is_finished else f"{one.labelled}/{one.work}"
        line.right(f" {done} ", self.palette.accent if one.is_finished else None)
        others = ", ".join(self._names.get(other, other) for other in one.others)
        line.right(f"  {others} ", self.palette.faint)
        line.add(f" {self._titles.get(one.article_id) or one.article_id}")

    def choice(self, row: int) -> str:
        """The article."""
        return self._shown[row].article_id


class Beside(Listing[tuple[str, int]]):
    """Where others labelled differently; dismissed with the article and sentence to go to."""

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        found: Compared,
        article: Article,
        sentences: Sentences,
        names: Mapping[str, str],
    ) -> None:
        super().__init__(palette, glyphs)
        self._scheme = scheme
        self._found = found
        self._names = names
        self._texts = {
            one.index: sentences.span(one.index).of(article.running_text) for one in found.lines
        }
        self._shown = list(found.lines)

    def filtered(self) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        self._shown = [
            one
            for one in self._found.lines
            if all(word in self._texts[one.index].casefold() for word in words)
        ]
        self.rows.show(len(self._shown))
        alike = self._found.agreeing
        agreed = ", ".join(
            f"{self._names.get(other, other)}: {alike.get(other, 0)} of {common} alike"
            for other, common in self._found.common.items()
        )
        self.heading.show("Your labels beside theirs", agreed)
        self.footing.show(self.query_text or "type to filter", "enter goes there   esc back")

    def draw(self, row: int, line: Line) -> None:
        """Own label, the others', the sentence."""
        one, palette = self._shown[row], self.palette
        mine = self._scheme.find(one.mine)
        line.add(f" you {mine.title}", palette.label(mine))
        for person, slug in one.others.items():
            label = self._scheme.find(slug)
            line.add(f"  {self._names.get(person, person)} ", palette.faint)
            line.add(label.title, palette.label(label))
        line.add("   " + " ".join(self._texts[one.index].split()))

    def choice(self, row: int) -> tuple[str, int]:
        """Where the sentence is."""
        return self._found.article_id, self._shown[row].index
