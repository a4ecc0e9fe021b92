"""Keys that correct what the rules found: names and quantities, in every article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.workflow.open_article import Sheet
from tui.reader.changes import NOTHING, Changes, ask, say

if TYPE_CHECKING:
    from annotations.articles.article import Span
    from annotations.language.corrections import Correction
    from tui.dialogs.highlight_editor import Found, Option, Readings
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
        recorder: Takes corrections to the store.
        transfer: Knows whether anything may be changed.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        study: Study,
        recorder: Recorder,
        transfer: Transfer,
    ) -> None:
        self._state = state
        self._look = look
        self._study = study
        self._recorder = recorder
        self._transfer = transfer

    # Highlights

    def correct(self) -> Changes:
        """Say what a highlight of the sentence is, in every article of the project."""
        from tui.dialogs.highlight_editor import Highlighted, found_in

        sheet = self._state.current
        if (refused := self._transfer.refused_at(sheet)) is not None or sheet is None:
            return refused or NOTHING
        analysis = self._study.analyses.get(sheet.article.id)
        if analysis is None:
            return say("Names and quantities of this article are still being looked for.")
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

    # What may be changed
