"""Where a sentence is to be split: a marker that goes from word to word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from annotations.language.resegmentation import likely_place, places
from tui.sanitize import safe

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from annotations.articles.article import Article, Sentences
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs


class Splitting(ModalScreen[int | None]):
    """Dismissed with the offset that the second sentence begins at; with None when it was left."""

    DEFAULT_CSS = """
    Splitting { align: center bottom; background: transparent; }
    Splitting > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    Splitting > #sentence { max-height: 60%; padding: 1 1; }
    """
    BINDINGS = [
        Binding("l,right,w,space", "step(1)", show=False),
        Binding("h,left,b,backspace", "step(-1)", show=False),
        Binding("home,0", "step(-1000000)", show=False),
        Binding("end,dollar_sign", "step(1000000)", show=False),
        Binding("enter", "take", show=False),
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+q", "app.quit", show=False),
    ]

    def __init__(
        self, article: Article, sentences: Sentences, index: int, palette: Palette, glyphs: Glyphs
    ) -> None:
        super().__init__()
        self._text = article.running_text
        self._span = sentences.span(index)
        self._places = places(article, sentences, index)
        self._at = likely_place(article, sentences, index)
        self._palette = palette
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """What the keys do, and the sentence."""
        keys = "h l move the cut, enter saves, esc cancels"
        yield Static(f"Split this sentence ({keys})", markup=False)
        yield Static(self._drawn(), id="sentence", markup=False)

    def _drawn(self) -> Text:
        start, at, end = self._span.start, self._places[self._at], self._span.end
        text = Text(safe(self._text[start:at].rstrip()))
        text.append(f" {self._glyphs.thumb} ", self._palette.accent)
        text.append(safe(self._text[at:end]), self._palette.accent)
        return text

    def action_step(self, step: int) -> None:
        """Move the cut by words."""
        self._at = min(max(self._at + step, 0), len(self._places) - 1)
        self.query_one("#sentence", Static).update(self._drawn())

    def action_take(self) -> None:
        """Cut here."""
        self.dismiss(self._places[self._at])
