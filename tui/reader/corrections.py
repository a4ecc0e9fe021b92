"""Keys that put right what the rules got wrong: highlights everywhere, cuts before labelling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import ArticleError, StoreError
from annotations.workflow.open_article import Sheet
from tui.keys import readable
from tui.reader.labelling import LabellingScreen

if TYPE_CHECKING:
    from annotations.articles.article import Sentences, Span
    from annotations.language.corrections import Correction
    from tui.dialogs.highlight_editor import Found


class MendingScreen(LabellingScreen):
    """A labelling screen whose annotator knows better than the rules."""

    def action_correct(self) -> None:
        """Say what a highlight of the sentence is, in every article of the project."""
        from tui.dialogs.highlight_editor import Highlighted, found_in

        sheet = self._mendable()
        if sheet is None:
            return
        analysis = self.study.analyses.get(sheet.article.id)
        if analysis is None:
            self.say("Names and figures of this article are still being looked for.")
            return
        sentence = sheet.sentences.span(sheet.cursor)
        found = found_in(analysis, sheet.article.text, sentence)

        def take(chosen: Found | None) -> None:
            if chosen is None:
                return
            if chosen.span is None:
                self._ask_words(sheet, sentence, found, "")
            else:
                self._ask_reading(sheet, sentence, found, chosen)

        self.app.push_screen(Highlighted(self.palette, self.glyphs, found), take)

    def _ask_reading(self, sheet: Sheet, sentence: Span, found: list[Found], chosen: Found) -> None:
        from annotations.language.corrections import Corrections, correction
        from tui.dialogs.highlight_editor import Option, Readings

        assert chosen.span is not None
        known = self.study.corrections or Corrections()
        behind = known.behind(sheet.article.text, chosen.span)

        def take(option: Option | None) -> None:
            if option is None:
                return
            if option.asks:
                self._ask_words(sheet, sentence, found, chosen.words)
                return
            surface, words = chosen.words, ""
            if behind is not None:
                surface, words = behind.surface, behind.words
            self._correct([correction(surface, option.reading, words)])

        screen = Readings(
            self.palette,
            self.glyphs,
            chosen.words,
            chosen.is_now,
            is_corrected=behind is not None,
            has_place=True,
        )
        self.app.push_screen(screen, take)

    def _ask_words(self, sheet: Sheet, sentence: Span, found: list[Found], words: str) -> None:
        """Ask for the words that are a name, and then of which type."""
        from annotations.language.corrections import Corrections, correction
        from tui.dialogs.highlight_editor import Option, Readings, about, place_of
        from tui.dialogs.prompt import Prompt

        text = sheet.article.text
        known = self.study.corrections or Corrections()

        def take(typed: str | None) -> None:
            if not typed:
                return
            span = place_of(typed, text, sentence)
            if span is None:
                self.say(f"“{typed}” does not stand in this sentence as whole words.")
                return
            *dropped, item = about(text, span, found, known)

            def take_reading(option: Option | None) -> None:
                if option is not None:
                    self._correct([*dropped, correction(item.surface, option.reading, item.words)])

            screen = Readings(
                self.palette,
                self.glyphs,
                span.of(text),
                "",
                is_corrected=False,
                has_place=False,
            )
            self.app.push_screen(screen, take_reading)

        self.app.push_screen(Prompt("The words of this sentence that are one name", words), take)

    def _correct(self, corrections: list[Correction]) -> None:
        self.recorder.correct(corrections)
        self.show_state()

    # Cuts

    def action_split(self) -> None:
        """Cut the sentence in two, where its article carries no labels yet."""
        from annotations.language import resegmentation
        from tui.dialogs.split_sentence import Splitting

        sheet = self._cuttable()
        if sheet is None:
            return
        index = sheet.cursor
        if not resegmentation.places(sheet.article, sheet.sentences, index):
            self.say("This sentence is one word.")
            return

        def take(at: int | None) -> None:
            if at is not None:
                self._recut(
                    sheet,
                    resegmentation.with_boundaries(
                        sheet.article,
                        sheet.sentences,
                        resegmentation.split(sheet.article, sheet.sentences, index, at),
                    ),
                )

        self.app.push_screen(
            Splitting(sheet.article, sheet.sentences, index, self.palette, self.glyphs), take
        )

    def action_join(self) -> None:
        """Make the sentence and the next one, where their article carries no labels yet."""
        from annotations.language import resegmentation

        sheet = self._cuttable()
        if sheet is None:
            return
        try:
            joined = resegmentation.join(sheet.article, sheet.sentences, sheet.cursor)
        except ArticleError as error:
            self.say(str(error), "Not joined", "warning")
        else:
            self._recut(
                sheet, resegmentation.with_boundaries(sheet.article, sheet.sentences, joined)
            )

    def _recut(self, sheet: Sheet, sentences: Sentences) -> None:
        index = sheet.cursor
        self.recorder.recut(sheet, sentences)
        self.put_sheet(Sheet(sheet.article, sentences))
        self.lay_out()
        if (current := self.desk.current) is not None:
            self.go_to(current, index)

    def _mendable(self) -> Sheet | None:
        """The sheet in focus if something may be changed; if not, the annotator is told why."""
        sheet = self.desk.current
        if sheet is None or not len(sheet.sentences) or self.refuses():
            return None
        if self.refuses_hidden(sheet, [sheet.cursor]):
            return None
        if self.store is None:
            self.say("The project is not open.", "Not possible", "warning")
            return None
        return sheet

    def _cuttable(self) -> Sheet | None:
        """The same, if nobody has said anything of its sentences."""
        sheet = self._mendable()
        if sheet is None or self.store is None:
            return None
        try:
            said = {one.person for one in self.store.annotations(article_id=sheet.article.id)}
        except StoreError as error:
            self.say(str(error), "Not possible", "warning")
            return None
        names = self.store.people()
        who = {names.get(person, person) for person in said}
        if sheet.tags:
            who.add("you")
            who.discard(names.get(self.me, ""))
        if not who:
            return sheet
        clear, undo = (readable(self.keys[f"reader.{key}"]) for key in ("clear", "undo"))
        self.say(
            f"This article carries labels or notes of {', '.join(sorted(who))}. They belong to its "
            f"sentences as they are cut: take them back first ({clear} clears, {undo} undoes).",
            "Not cut otherwise",
            "warning",
        )
        return None
