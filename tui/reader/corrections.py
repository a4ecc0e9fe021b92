"""Keys that put right what the rules got wrong: highlights everywhere, cuts before labelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import ArticleError, StoreError
from annotations.workflow.open_article import Sheet
from tui.reader.changes import NOTHING, Changes, ask, say
from tui.reader.state import reveal
from tui.reader.transfer import wait_for

if TYPE_CHECKING:
    from annotations.articles.article import Span
    from annotations.language.corrections import Correction
    from annotations.language.resegmentation import Boundaries
    from tui.dialogs.highlight_editor import Found, Option, Readings
    from tui.reader.articles import Articles
    from tui.reader.background import Study
    from tui.reader.look import Look
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder


class Corrections:
    """Says what the annotator knows better than the rules.

    Args:
        state: What keys act on.
        look: How lists look.
        study: What was found in the open articles.
        recorder: Takes corrections and cuts to the store.
        transfer: Knows whether anything may be changed.
        articles: Has articles open.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        study: Study,
        recorder: Recorder,
        transfer: Transfer,
        articles: Articles,
    ) -> None:
        self._state = state
        self._look = look
        self._study = study
        self._recorder = recorder
        self._transfer = transfer
        self._articles = articles

    # Highlights

    def correct(self) -> Changes:
        """Say what a highlight of the sentence is, in every article of the project."""
        from tui.dialogs.highlight_editor import Highlighted, found_in

        sheet = self._state.current
        if (refused := self._refused(sheet)) is not None or sheet is None:
            return refused or NOTHING
        analysis = self._study.analyses.get(sheet.article.id)
        if analysis is None:
            return say("Names and figures of this article are still being looked for.")
        sentence = sheet.sentences.span(sheet.cursor)
        found = found_in(analysis, sheet.article.running_text, sentence)

        def take(chosen: Found) -> Changes:
            if chosen.span is None:
                return self._ask_words(sheet, sentence, found, "")
            return self._ask_reading(sheet, sentence, found, chosen)

        return ask(Highlighted(self._look.palette, self._look.glyphs, found), take)

    def _ask_reading(
        self, sheet: Sheet, sentence: Span, found: list[Found], chosen: Found
    ) -> Changes:
        from annotations.language.corrections import Corrections, correction

        assert chosen.span is not None
        known = self._study.corrections or Corrections()
        behind = known.behind(sheet.article.running_text, chosen.span)

        def take(option: Option) -> Changes:
            if option.asks:
                return self._ask_words(sheet, sentence, found, chosen.words)
            surface, words = chosen.words, ""
            if behind is not None:
                surface, words = behind.surface, behind.words
            return self._record([correction(surface, option.reading, words)])

        screen = self._readings(chosen.words, chosen.is_now, behind is not None, has_place=True)
        return ask(screen, take)

    def _readings(
        self, words: str, is_now: str, is_corrected: bool = False, *, has_place: bool = False
    ) -> Readings:
        from tui.dialogs.highlight_editor import Readings

        look = self._look
        return Readings(
            look.palette,
            look.glyphs,
            words,
            is_now,
            is_corrected=is_corrected,
            has_place=has_place,
        )

    def _ask_words(self, sheet: Sheet, sentence: Span, found: list[Found], words: str) -> Changes:
        """Ask for the words that are a name, and then of which type."""
        from annotations.language.corrections import Corrections, correction
        from tui.dialogs.highlight_editor import about, place_of
        from tui.dialogs.prompt import Prompt

        text = sheet.article.running_text
        known = self._study.corrections or Corrections()

        def take(typed: str) -> Changes:
            if not typed:
                return NOTHING
            span = place_of(typed, text, sentence)
            if span is None:
                return say(f"“{typed}” does not stand in this sentence as whole words.")
            *dropped, item = about(text, span, found, known)

            def take_reading(option: Option) -> Changes:
                made = correction(item.surface, option.reading, item.words)
                return self._record([*dropped, made])

            return ask(self._readings(span.of(text), ""), take_reading)

        return ask(Prompt("The words of this sentence that are one name", words), take)

    def _record(self, corrections: list[Correction]) -> Changes:
        self._recorder.correct(corrections)
        return NOTHING

    # Cuts

    def split(self) -> Changes:
        """Cut the sentence in two, where its article carries no labels yet."""
        from annotations.language import resegmentation
        from tui.dialogs.split_sentence import Splitting

        sheet = self._state.current
        if (refused := self._cut_refused(sheet)) is not None or sheet is None:
            return refused or NOTHING
        index = sheet.cursor
        if not resegmentation.places(sheet.article, sheet.sentences, index):
            return say("This sentence is one word.")

        def take(at: int) -> Changes:
            moved = resegmentation.split(sheet.article, sheet.sentences, index, at)
            return self._recut(sheet, moved)

        drawn = self._look.palette, self._look.glyphs
        return ask(Splitting(sheet.article, sheet.sentences, index, *drawn), take)

    def join(self) -> Changes:
        """Make the sentence and the next one, where their article carries no labels yet."""
        from annotations.language import resegmentation

        sheet = self._state.current
        if (refused := self._cut_refused(sheet)) is not None or sheet is None:
            return refused or NOTHING
        try:
            joined = resegmentation.join(sheet.article, sheet.sentences, sheet.cursor)
        except ArticleError as error:
            return say(str(error), "Not joined", "warning")
        return self._recut(sheet, joined)

    def _recut(self, sheet: Sheet, moved: Boundaries) -> Changes:
        from annotations.language.resegmentation import with_boundaries

        sentences = with_boundaries(sheet.article, sheet.sentences, moved)
        self._recorder.recut(sheet, sentences)
        self._articles.put(Sheet(sheet.article, sentences))
        return Changes(panes=True)

    # What may be changed

    def _refused(self, sheet: Sheet | None) -> Changes | None:
        """Why nothing may be changed at the cursor; None if it may."""
        if sheet is None or not len(sheet.sentences):
            return NOTHING
        if (refused := self._transfer.refused()) is not None:
            return refused
        if unfolded := reveal(sheet, [sheet.cursor]):
            return wait_for(unfolded)
        if self._state.store is None:
            return say("The project is not open.", "Not possible", "warning")
        return None

    def _cut_refused(self, sheet: Sheet | None) -> Changes | None:
        """Why an article may not be cut otherwise; None as long as nobody said anything of it."""
        refused, store = self._refused(sheet), self._state.store
        if refused is not None or sheet is None or store is None:
            return refused
        try:
            said = {one.person for one in store.annotations(article_id=sheet.article.id)}
        except StoreError as error:
            return say(str(error), "Not possible", "warning")
        names = store.people()
        who = {names.get(person, person) for person in said}
        if sheet.tags:
            who.add("you")
            who.discard(names.get(self._state.me, ""))
        if not who:
            return None
        clear, undo = self._look.key("reader.clear"), self._look.key("reader.undo")
        return say(
            f"This article carries labels or notes of {', '.join(sorted(who))}. They belong to its "
            f"sentences as they are cut: take them back first ({clear} clears, {undo} undoes).",
            "Not cut otherwise",
            "warning",
        )
