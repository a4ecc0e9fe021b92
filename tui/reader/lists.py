"""Lists and pages that keys open: library, names, differences, labels, guidelines, all keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reader.changes import NOTHING, Changes, ask, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.review.clarifications import Rule
    from tui.dialogs.library_rows import Choice, Contents, Edits, Index
    from tui.reader.articles import Articles
    from tui.reader.assigned import Assigned
    from tui.reader.background import Study
    from tui.reader.indexing import Indexing
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.next_work import NextWork
    from tui.reader.state import ReaderState
    from tui.reader.stories import Stories
    from tui.reader.work_list import WorkList


class Lists:
    """Opens lists of what is open, and goes to what is chosen there.

    Args:
        state: What is open.
        look: How lists look.
        study: What was found in the open articles.
        articles: Opens the rest of a story.
        navigation: Goes to what is chosen.
        letter_of: What an article is called, by its id.
        next_work: Counts what the library shows.
        stories: Renames, merges and parts stories.
        indexing: Searches the texts.
        work_list: Goes to what was found there.
        searches: Searches of the configuration, by name.
        assigned: Knows whose articles are.
        apply: Shows what that changed.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        study: Study,
        articles: Articles,
        navigation: Navigation,
        letter_of: Callable[[str], str],
        next_work: NextWork,
        stories: Stories,
        indexing: Indexing,
        work_list: WorkList,
        searches: Mapping[str, str],
        assigned: Assigned,
        apply: Callable[[Changes], None],
    ) -> None:
        self._state = state
        self._look = look
        self._study = study
        self._articles = articles
        self._navigation = navigation
        self._letter_of = letter_of
        self._next_work = next_work
        self._stories = stories
        self._indexing = indexing
        self._work_list = work_list
        self._searches = searches
        self._assigned = assigned
        self._apply = apply
        self._index: Index | None = None
        """The library's rows, once it was opened."""

    def library(self, export: Callable[[], Changes]) -> Changes:
        """Choose a story or an article; or, from there, to write a training set."""
        from tui.dialogs.library import Library, library_bindings
        from tui.dialogs.library_rows import Sources

        def take(choice: Choice) -> Changes:
            if choice.writes:
                return export()
            if choice.as_work:
                return self._work_list.open(choice.query)
            if choice.start >= 0:
                return self._work_list.light(choice.query, choice.article_id, choice.start)
            return self._navigation.open_story(choice.story, choice.article_id)

        look = self._look
        current = self._state.current
        open_now = current.article.id if current else ""
        bound = {"BINDINGS": library_bindings(look.keys)}
        # Textual reads a screen's keys from its class, and ours are configured.
        screen: Library = type("BoundLibrary", (Library,), bound)(
            look.palette,
            look.glyphs,
            look.keys,
            Sources(
                self._contents,
                self._hide_done,
                self._edits(),
                self._turn,
                self._claim,
                self._indexing.search,
                self._searches,
            ),
            open_now,
        )
        self._stories.arranged = self._assigned.changed = screen.rearranged
        return ask(screen, take)

    def _edits(self) -> Edits:
        """What the library can do to stories, shown by the reader."""
        from tui.dialogs.library_rows import Edits

        stories, apply = self._stories, self._apply
        return Edits(
            lambda *what: apply(stories.rename(*what)),
            lambda *what: apply(stories.merge(*what)),
            lambda *what: apply(stories.move(*what)),
            lambda what: apply(stories.take_out(what)),
            lambda: apply(stories.undo()),
            lambda: apply(stories.redo()),
            lambda: self._state.by_hand,
        )

    def _contents(self) -> Contents:
        """What the library lists now."""
        from annotations.articles.corpus import Skipped
        from tui.dialogs.library_rows import Contents, Index

        state, index = self._state, self._index
        skipped = list(state.skipped)
        if state.not_read:
            skipped.append(Skipped(state.not_read, ""))
        if index is None or index.stories is not state.stories or index.skipped != skipped:
            index = self._index = Index(state.stories, skipped)
        self._next_work.count_unread()
        known = {id_: state.standing(id_) for id_ in (*state.standings, *state.sheets)}
        standings = {id_: standing for id_, standing in known.items() if standing is not None}
        finished = {id_ for id_, standing in standings.items() if standing.is_finished}
        return Contents(
            index,
            state.reading,
            standings,
            state.done,
            state.done | finished,
            state.counting,
            state.hides_done,
            state.receipts,
            state.deleted,
            state.mine,
            state.assigned,
            state.holders,
            state.whose,
        )

    def _turn(self) -> None:
        """Let the library list what is mine, then what is nobody's, then everything."""
        state = self._state
        state.whose = {"": "mine", "mine": "nobody"}.get(state.whose, "")

    def _claim(self, articles: Sequence[tuple[Story, Card]]) -> None:
        """Take articles, or give them back."""
        self._apply(self._assigned.claim(articles))

    def _hide_done(self) -> None:
        """Let the library list only what is not finished, or everything."""
        self._state.hides_done = not self._state.hides_done

    def label_by_name(
        self, refused: Callable[[], Changes | None], give: Callable[[str], Changes]
    ) -> Changes:
        """Choose a label by its name, and give it; `refused` says why nothing can be changed."""
        from tui.dialogs.label_picker import LabelPicker

        state, look, sheet = self._state, self._look, self._state.current
        if sheet is None or not len(sheet.sentences):
            return NOTHING
        if (why := refused()) is not None:
            return why
        number = len(sheet.stops(int(state.count))) if state.count else len(sheet.selection)
        text = sheet.sentences.span(sheet.cursor).of(sheet.article.running_text)
        what = f"{number} sentences" if number > 1 else f"“{' '.join(text.split())}”"
        screen = LabelPicker(
            look.palette, look.glyphs, look.scheme, look.keys, "Label", what, state.recent
        )
        return ask(screen, give)

    def names(self) -> Changes:
        """Count names and quantities, and go to one."""
        from tui.dialogs.entity_list import Names

        state, look = self._state, self._look
        screen = Names(
            look.palette, look.glyphs, state.in_slots, self._study.highlights, state.current
        )
        return ask(screen, self._navigation.visit_mention)

    def differences(self) -> Changes:
        """List conflicting quantities and what only one of the two articles has."""
        from tui.dialogs.difference_list import Compared

        state, look = self._state, self._look
        beside = self._study.comparisons.view(state.current, state.sheet(state.beside))
        if beside is None:
            return say("There is no other article beside this one, or it is still being compared.")
        screen = Compared(look.palette, look.glyphs, look.scheme, beside, self._letter_of)
        return ask(screen, self._navigation.visit_chosen)

    def labels(self) -> Changes:
        """List what was said of the story's sentences."""
        from tui.dialogs.label_list import Labelled

        look = self._look
        sheets, said = self._articles.all_of_story()
        screen = Labelled(look.palette, look.glyphs, look.scheme, sheets)
        return said.plus(ask(screen, self._navigation.visit_chosen))

    def about(self) -> Changes:
        """Show what is known of the article."""
        from tui.dialogs.about import about_page

        state, look = self._state, self._look
        sheet = state.current
        if sheet is None:
            return say("No article is open.")
        card = state.card(state.focus)
        page = about_page(look.palette, look.glyphs, card, sheet, state.receipts)
        return ask(page, lambda _: None)

    def guidelines(self, config: Config, rules: Sequence[Rule]) -> Changes:
        """Show what the labels mean."""
        from tui.dialogs.pages import guidelines_page

        look = self._look
        page = guidelines_page(look.palette, look.glyphs, config, look.keys, rules)
        return ask(page, lambda _: None)

    def legend(self) -> Changes:
        """Show what every sign, colour and number means."""
        from tui.dialogs.pages import legend_page

        look = self._look
        return ask(legend_page(look.palette, look.glyphs, look.scheme), lambda _: None)

    def help(self) -> Changes:
        """Show every key."""
        from tui.dialogs.pages import help_page

        look = self._look
        page = help_page(look.palette, look.glyphs, look.scheme, look.keys)
        return ask(page, lambda _: None)
