"""What a sentence's highlights are said to be: two short lists, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from annotations.articles.article import Span
from annotations.language.corrections import (
    NAME_TYPES,
    Correction,
    Corrections,
    Reading,
    correction,
)
from tui.dialogs.list_screen import Listing
from tui.widgets.highlights import MENTION_KINDS

if TYPE_CHECKING:
    from annotations.language.model import Analysis
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

OTHER_WORDS = "other words …"


class Found(NamedTuple):
    """Words of a sentence and what they pass for."""

    words: str
    is_now: str
    """Their type, in words."""
    kind: str = ""
    """Whose colour they have."""
    span: Span | None = None
    """None for words that are still to be named."""


class Option(NamedTuple):
    """What words can be said to be."""

    does: str
    reading: Reading = ""
    asks: bool = False
    """Whether other words are asked for."""
    kind: str = ""


def found_in(analysis: Analysis, text: str, sentence: Span) -> list[Found]:
    """The names and quantities of a sentence, in order, each place once."""
    found: dict[Span, Found] = {}
    for mention in analysis.mentions:
        if mention.span.overlaps(sentence):
            words, kind = mention.span.of(text), MENTION_KINDS.get(mention.type, "other")
            found[mention.span] = Found(words, mention.type, kind, mention.span)
    for quantity in analysis.quantities:
        if quantity.span.overlaps(sentence):
            dated = quantity.type in ("date", "time")
            kind, is_now = (
                ("time", quantity.type) if dated else ("quantity", f"quantity, {quantity.type}")
            )
            words = quantity.span.of(text)
            found.setdefault(quantity.span, Found(words, is_now, kind, quantity.span))
    return [found[span] for span in sorted(found)]


def place_of(words: str, text: str, sentence: Span) -> Span | None:
    """Where whole words first stand in a sentence."""
    try:
        wanted = Corrections([correction(words, "nothing")])
    except ValueError:
        return None
    return next((match.span for match in wanted.matches(text, sentence)), None)


def about(text: str, span: Span, found: list[Found], corrections: Corrections) -> list[Correction]:
    """What has to be corrected so that the words at `span` are a name, which one left open.

    The last one is about these words; those before it drop what would stand in their way. Inside
    a longer highlight the correction is about that one's words, so that it does not touch names
    that merely contain the same word.
    """
    words, dropped = span.of(text), []
    line = Span(text.rfind("\n", 0, span.start) + 1, span.end)
    for match in corrections.matches(text, line):
        if match.span.start <= span.start and span.end <= match.span.end:
            return [correction(match.correction.surface, "person", words)]
        if match.span.overlaps(span):
            dropped.append(Correction(match.correction.surface))
    for one in found:
        start, end = one.span or span
        if (start, end) != span and start <= span.start and span.end <= end:
            return [correction(one.words, "person", words)]
    return [*dropped, correction(words, "person")]


class Highlighted(Listing[Found]):
    """Choose one of the highlights of a sentence, or to name other words of it."""

    def __init__(self, palette: Palette, glyphs: Glyphs, found: list[Found]) -> None:
        super().__init__(palette, glyphs)
        self._every = [*found, Found(OTHER_WORDS, "")]
        self._shown: list[Found] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        self._shown = [
            one
            for one in self._every
            if all(word in f"{one.words} {one.is_now}".casefold() for word in words)
        ]
        self.rows.show(len(self._shown))
        self.heading.show("Correct a highlight of this sentence", "in every article")
        self.footing.show(self.query_text or "type to filter", "enter chooses   esc back")

    def draw(self, row: int, line: Line) -> None:
        """The words in their colour, and what they pass for."""
        one = self._shown[row]
        line.right(f" {one.is_now} ", self.palette.faint)
        style = self.palette.kinds[one.kind] if one.kind else self.palette.accent
        line.add(" " + " ".join(one.words.split()), style)

    def choice(self, row: int) -> Found:
        """The highlight."""
        return self._shown[row]


class Readings(Listing[Option]):
    """Choose what words are.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        words: What it is about.
        is_now: What they pass for.
        is_corrected: Whether that was corrected, so that it can be dropped.
        has_place: Whether a span is known that may be wrong.
    """

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        words: str,
        is_now: str,
        *,
        is_corrected: bool,
        has_place: bool,
    ) -> None:
        super().__init__(palette, glyphs)
        self._words, self._is_now = " ".join(words.split()), is_now
        self._every = [
            *(
                Option(f"{kind}", kind, kind=MENTION_KINDS.get(kind, "other"))
                for kind in NAME_TYPES
            ),
            Option("not a name or quantity", "nothing"),
        ]
        if has_place:
            self._every.append(Option(f"wrong words: the name is {OTHER_WORDS}", asks=True))
        if is_corrected:
            self._every.append(Option("as the rules have it: drop the correction"))
        self._shown: list[Option] = []

    def filtered(self) -> None:
        """Show what begins with the filter, or holds its words."""
        words = self.query_text.casefold().split()
        self._shown = [one for one in self._every if all(word in one.does for word in words)]
        self.rows.show(len(self._shown))
        self.heading.show(f"“{self._words}” is …", "in every article")
        self.footing.show(self.query_text or "type to filter", "enter chooses   esc back")

    def draw(self, row: int, line: Line) -> None:
        """What it would be; what it is now is marked."""
        one = self._shown[row]
        sign = self.glyphs.current if one.does == self._is_now else " "
        line.add(f" {sign} ", self.palette.accent)
        line.add(one.does, self.palette.kinds[one.kind] if one.kind else None)

    def choice(self, row: int) -> Option:
        """What the words are."""
        return self._shown[row]
