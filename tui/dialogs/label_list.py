"""What was said of the story's sentences, as a list to go through again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style

from annotations.plurals import count
from tui.dialogs.list_screen import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from annotations.labels import LabelScheme
    from annotations.workflow.open_article import Sheet, Tag
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Entry(NamedTuple):
    """A sentence and what was said of it."""

    article_id: str
    number: int
    """Its place among the sentences of the article, from 0."""
    tag: Tag
    text: str
    words: str


class Labelled(Listing[tuple[str, int]]):
    """Choose a sentence; dismissed with its article and index.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        scheme: The labels.
        sheets: The articles of the story.
    """

    def __init__(
        self, palette: Palette, glyphs: Glyphs, scheme: LabelScheme, sheets: Iterable[Sheet]
    ) -> None:
        super().__init__(palette, glyphs)
        self._scheme = scheme
        self._entries = list(_entries(sheets, scheme))
        self._shown: list[Entry] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter."""
        words = self.query_text.casefold().split()
        self._shown = [e for e in self._entries if all(word in e.words for word in words)]
        self.rows.show(len(self._shown))
        unsure = sum(entry.tag.unsure for entry in self._entries)
        notes = sum(bool(entry.tag.note) for entry in self._entries)
        carried = sum(entry.tag.is_copy for entry in self._entries)
        came = f", {carried} carried" if carried else ""
        total = (
            f"{count(len(self._entries), 'sentence')}{came}, {unsure} unsure, {notes} with a note"
        )
        self.heading.show("Your labels in this story", total)
        hint = f"{len(self._shown)} found: {self.query_text}" if self.query_text else ""
        self.footing.show(
            hint or "type to filter: words, a label, unsure, note, carried, stale",
            "enter goes there   esc back",
        )

    def draw(self, row: int, line: Line) -> None:
        """Label, marks, sentence, note."""
        entry, palette, scheme = self._shown[row], self.palette, self._scheme
        label = scheme.find(entry.tag.label) if entry.tag.label else None
        line.add(
            f" {label.title if label else '':<12}"[:13], palette.label(label) if label else None
        )
        came = self.glyphs.carried if entry.tag.is_copy else " "
        line.add(f"{came}? " if entry.tag.unsure else f"{came}  ", palette.warning)
        if entry.tag.note:
            line.right(
                f" {self.glyphs.note} {' / '.join(entry.tag.note.splitlines())[:40]} ",
                Style(italic=True),
            )
        line.add(" ".join(entry.text.split()))

    def choice(self, row: int) -> tuple[str, int]:
        """Where the sentence is."""
        return self._shown[row].article_id, self._shown[row].number


def _entries(sheets: Iterable[Sheet], scheme: LabelScheme) -> Iterator[Entry]:
    for sheet in sheets:
        for index, tag in sorted(sheet.tags.items()):
            if tag.is_empty:
                continue
            text = sheet.sentences.span(index).of(sheet.article.running_text)
            title = scheme.find(tag.label).title if tag.label else "no label"
            came = "carried" if tag.is_copy else "accepted" if tag.origin else ""
            stale = "stale" if index in sheet.stale else ""
            marks = f"{'unsure' if tag.unsure else ''} {'note' if tag.note else ''} {came} {stale}"
            words = f"{title} {marks} {text} {tag.note}".casefold()
            yield Entry(sheet.article.id, index, tag, text, words)
