"""Keys that mend where a sentence begins, at any time: labels of sentences that stay stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import ArticleError, StoreError
from annotations.plurals import count
from annotations.workflow.open_article import NO_TAG, Sheet, Tag, resegmented
from tui.reader.changes import NOTHING, Changes, ask, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.config import Config
    from annotations.language.resegmentation import Boundaries
    from annotations.store.events import Event
    from tui.reader.articles import Articles
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder


class Segmentation:
    """Splits and joins sentences, and follows those who did so elsewhere.

    Args:
        state: What keys act on.
        look: How dialogs look.
        config: Who cuts articles.
        recorder: Takes moved boundaries to the store.
        transfer: Knows whether anything may be changed.
        articles: Has articles open.
        navigation: Goes to where something was taken back.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        config: Config,
        recorder: Recorder,
        transfer: Transfer,
        articles: Articles,
        navigation: Navigation,
    ) -> None:
        self._state = state
        self._look = look
        self._config = config
        self._recorder = recorder
        self._transfer = transfer
        self._articles = articles
        self._navigation = navigation

    def split(self) -> Changes:
        """Make two of the sentence; a label that it has is proposed for both."""
        from annotations.language import resegmentation
        from tui.dialogs.split_sentence import Splitting

        sheet = self._state.current
        if (refused := self._refused(sheet)) is not None or sheet is None:
            return refused or NOTHING
        index = sheet.cursor
        if not resegmentation.places(sheet.article, sheet.sentences, index):
            return say("This sentence is one word.")

        def take(at: int) -> Changes:
            moved = resegmentation.split(sheet.article, sheet.sentences, index, at)
            return self._move(sheet, moved, {})

        drawn = self._look.palette, self._look.glyphs
        return ask(Splitting(sheet.article, sheet.sentences, index, *drawn), take)

    def join(self) -> Changes:
        """Make one of the sentence and the next; asks which label holds where they differ."""
        from annotations.language import resegmentation
        from tui.dialogs.choose_label import ChooseLabel

        sheet = self._state.current
        if (refused := self._refused(sheet)) is not None or sheet is None:
            return refused or NOTHING
        index = sheet.cursor
        try:
            moved = resegmentation.join(sheet.article, sheet.sentences, index)
        except ArticleError as error:
            return say(str(error), "Not joined", "warning")
        first, second = sheet.tag(index), sheet.tag(index + 1)
        labels = [one for one in dict.fromkeys((first.label, second.label)) if one]
        both = _both(first, second)
        if len(labels) < 2:
            return self._move(sheet, moved, {index: both._replace(label="".join(labels))})

        def take(label: str) -> Changes:
            return self._move(sheet, moved, {index: both._replace(label=label)})

        scheme = self._look.scheme
        return ask(ChooseLabel([scheme.find(slug) for slug in labels]), take)

    def cut_anew(self) -> Changes:
        """Cut an article that nobody has labelled by the rules as they are now."""
        from annotations.workflow.article_files import cut_article

        sheet = self._state.current
        if (refused := self._refused(sheet)) is not None or sheet is None:
            return refused or NOTHING
        store = self._state.store
        try:
            said = store is not None and any(store.annotations(article_id=sheet.article.id))
        except StoreError as error:
            return say(str(error), "Not possible", "warning")
        if said:
            split, join = self._look.key("reader.split"), self._look.key("reader.join")
            return say(
                f"This article carries labels: {split} splits and {join} joins single sentences.",
                "Not cut anew",
                "warning",
            )
        sentences = cut_article(sheet.article, self._config)
        if sentences == sheet.sentences:
            return say("The rules cut it just so.")
        self._recorder.recut(sheet, sentences)
        self._articles.put(Sheet(sheet.article, sentences))
        return Changes(panes=True).plus(say(f"Cut anew: {count(len(sentences), 'sentence')}."))

    def _move(self, sheet: Sheet, moved: Boundaries, tags: Mapping[int, Tag]) -> Changes:
        """Record moved boundaries, with what is said of sentences that come of them."""
        tags = {index: tag for index, tag in tags.items() if not tag.is_empty}
        after = resegmented(sheet, moved, tags)
        self._recorder.resegment(sheet, after, moved, tags)
        self._articles.put(after)
        return Changes(panes=True).plus(self._transfer.propose())

    def _refused(self, sheet: Sheet | None) -> Changes | None:
        """Why no boundary can be moved at the cursor; None if one can."""
        if (refused := self._transfer.refused_at(sheet)) is not None or sheet is None:
            return refused
        if any(tag.saving != "saved" for tag in sheet.tags.values()):
            return say("Labels of this article are still being saved.", "Wait a moment", "warning")
        return None

    # Taken back, or moved elsewhere

    def follow(self, events: Sequence[Event], how: str = "") -> Changes:
        """Show articles as they are cut now, where boundaries were moved.

        Args:
            events: What was recorded.
            how: `undo` or `redo` if the annotator did it just now and is to be told.
        """
        from annotations.store.boundary_rules import BOUNDARY, article_of, place_of

        store, changes = self._state.store, NOTHING
        places = [
            (article_of(one.about), place_of(one.about)) for one in events if one.kind == BOUNDARY
        ]
        for article_id, at in dict(places).items():
            sheet = self._state.sheets.get(article_id)
            if store is None or sheet is None:
                continue
            try:
                kept = store.frozen(article_id)
            except StoreError:
                continue  # the next write says what is wrong
            if kept is None or kept.sentences == sheet.sentences:
                continue
            after = resegmented(sheet, kept.sentences, {})
            self._articles.put(after)
            self._articles.load_tags(after)
            changes = changes.plus(Changes(panes=True), self._transfer.propose())
            if how:
                went = self._navigation.visit(article_id, max(after.sentences.at(at - 1), 0))
                changes = changes.plus(went or NOTHING, say(_what(sheet, after, at, how)))
        if how and places and changes is NOTHING:
            return say("A sentence boundary of an article not open here.", how.capitalize())
        return changes


def _both(first: Tag, second: Tag) -> Tag:
    """What is said of two sentences together, but for their labels."""
    notes = dict.fromkeys(note for note in (first.note, second.note) if note)
    return NO_TAG._replace(unsure=first.unsure or second.unsure, note=" / ".join(notes))


def _what(before: Sheet, after: Sheet, at: int, how: str) -> str:
    """What was taken back or repeated, in words."""
    done = {"undo": "Undone", "redo": "Done again"}[how]
    was_joined = len(after.sentences) > len(before.sentences)
    number = after.sentences.at(at - 1) + 1
    if was_joined == (how == "undo"):
        return f"{done}: join of sentences {number} and {number + 1}."
    return f"{done}: split of sentence {number}."
