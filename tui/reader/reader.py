"""The reader's keys: moving, labelling, finding, showing, going elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from tui.keys import COUNT, READER
from tui.reader.seconding import SecondingScreen
from tui.widgets.bars import StatusBar
from tui.widgets.pane import ArticlePane

if TYPE_CHECKING:
    from annotations.labels import LabelScheme


def bindings(keys: dict[str, str], scheme: LabelScheme) -> list[Binding]:
    """Every key of the reader as Textual takes it."""
    labels = [
        Binding(
            keys[f"label.{label.slug}"],
            f"label('{label.slug}')",
            label.title,
            id=f"label.{label.slug}",
            show=False,
        )
        for label in scheme.active
    ]
    counts = [Binding(digit, f"count('{digit}')", "count", show=False) for digit in COUNT]
    own = [Binding(keys[key.id], key.action, key.does, id=key.id, show=False) for key in READER]
    return labels + counts + own


class ReaderScreen(SecondingScreen):
    """A reader that shows and opens other things; `bound_reader` gives it its keys."""

    table = READER
    """Its own keys, for the palette of commands."""

    def action_show(self, what: str) -> None:
        """Switch a class of highlights on or off."""
        self.kinds[what] = not self.kinds[what]
        self.lay_out()

    def action_tie(self) -> None:
        """Let panes move together, from the sentence under the cursor on, or each alone."""
        if self.as_table:
            self.say("The panes of a table always move together.")
            return
        self.tied = not self.tied
        self.tie_panes()
        self.say("Panes move together." if self.tied else "Every pane moves alone.")

    def action_boilerplate(self) -> None:
        """Let the cursor stop at boilerplate, or pass it by."""
        sheet = self.desk.current
        if sheet is not None:
            sheet.with_boilerplate = not sheet.with_boilerplate
            state = "can be tagged" if sheet.with_boilerplate else "is passed by"
            self.say(f"Boilerplate of this article {state}.")

    def action_flow(self) -> None:
        """Show sentences in rows of their own, or running on."""
        if self.as_table:
            self.say("In a table every sentence has rows of its own.")
            return
        self.flow = not self.flow
        for pane in self.every_pane:
            pane.flow = self.flow
            pane.relay()

    def action_advance(self) -> None:
        """Let a label key move on, or stay."""
        self.advances = not self.advances
        self.say("A label key moves on." if self.advances else "A label key stays.")

    def action_copy(self) -> None:
        """Copy the sentence, or the range, as it is kept."""
        sheet = self.desk.current
        if sheet is None or not len(sheet.sentences):
            return
        spans = [sheet.sentences.span(index) for index in sheet.selection]
        self.app.copy_to_clipboard(sheet.article.text[spans[0].start : spans[-1].end])
        self.say("Copied." if len(spans) == 1 else f"Copied {len(spans)} sentences.")

    # Going elsewhere

    def action_article(self, step: int) -> None:
        """Show another article of the story in this pane."""
        if len(self.desk.cards) <= len(self.desk.slots):
            self.say("Every article of the story is shown.")
            return
        self.desk.turn(step)
        self.lay_out()

    def action_story(self, step: int) -> None:
        """Open the next story."""
        if self.desk.story is None or not self.stories:
            return
        keys = [story.key for story in self.stories]
        at = keys.index(self.desk.story.key) if self.desk.story.key in keys else 0
        target = at + step * self.take_count()
        if not 0 <= target < len(keys):
            self.say("There is no further story.")
            return
        self.open_story(self.stories[target])

    def action_library(self) -> None:
        """Choose among stories and articles."""
        from tui.dialogs.library import Library

        def take(chosen: tuple[str, str] | None) -> None:
            if chosen is not None:
                self.open_chosen(*chosen)

        self.app.push_screen(Library(self), take)

    def open_chosen(self, key: str, article_id: str) -> None:
        """Open a story, with one of its articles in focus."""
        story = next((story for story in self.stories if story.key == key), None)
        if story is None:
            return
        if story != self.desk.story:
            self.open_story(story)
        if article_id and (slot := self.desk.slot_of(article_id)) is not None:
            self.desk.focus = slot
            self.lay_out()

    def action_names(self) -> None:
        """Count names and figures, and go to one."""
        from tui.dialogs.entity_list import Names

        def take(chosen: tuple[str, str, int] | None) -> None:
            if chosen is not None:
                entity, article_id, index = chosen
                self.light(entity)
                self.visit(article_id, index)

        self.app.push_screen(Names(self), take)

    def action_compare(self) -> None:
        """List conflicting figures and what only one of the two articles has."""
        from tui.dialogs.difference_list import Compared

        beside = self.view()
        if beside is None:
            self.say("There is no other article beside this one, or it is still being compared.")
            return

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                self.visit(*chosen)

        self.app.push_screen(Compared(self, beside), take)

    def action_guidelines(self) -> None:
        """Show what the labels mean."""
        from tui.dialogs.pages import guidelines_page

        self.app.push_screen(guidelines_page(self))

    def action_help(self) -> None:
        """Show every key."""
        from tui.dialogs.pages import help_page

        self.app.push_screen(help_page(self))

    # Pointing

    @on(ArticlePane.Pointed)
    def _pointed(self, message: ArticlePane.Pointed) -> None:
        if message.pane is self.strip:
            self.action_counterpart()
            return
        shown = self.desk.shown(self.pane_count)
        number = self.panes.index(message.pane)
        if number < len(shown):
            self.focus_slot(shown[number])
        sheet = message.pane.sheet
        if sheet is not None and message.sentence is not None:
            self.jump_to(sheet, message.sentence)

    @on(StatusBar.LabelPointed)
    def _label_pointed(self, message: StatusBar.LabelPointed) -> None:
        self.action_label(message.slug)


def bound_reader(keys: dict[str, str], scheme: LabelScheme) -> type[ReaderScreen]:
    """The reader with the keys of a configuration."""
    return type("Reader", (ReaderScreen,), {"BINDINGS": bindings(keys, scheme)})
