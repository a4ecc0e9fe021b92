"""Articles whose files are gone: listed, read and labelled from what the project keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import SluglineError
from annotations.workflow.open_articles import Progress
from tui import messages
from tui.reader.changes import NOTHING, Changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotations.articles.stories import Story
    from annotations.workflow.deleted_files import Whole
    from tui.reader.articles import Articles
    from tui.reader.background import Behind
    from tui.reader.state import ReaderState


class DeletedFiles:
    """Puts articles without a file among the stories.

    Args:
        state: The corpus, and the project once it is open.
        project: The project's folder.
        behind: Starts workers.
        articles: Takes the stories.
    """

    def __init__(
        self, state: ReaderState, project: Path, behind: Behind, articles: Articles
    ) -> None:
        self._state = state
        self._project = project
        self._behind = behind
        self._articles = articles

    def complete(self, stories: Sequence[Story]) -> Whole | None:
        """The stories of a corpus that was just read, with what only the project has; for a worker.

        None where the project is not open yet, or cannot be read.
        """
        store = self._state.store
        if store is None:
            return None
        from annotations.workflow.deleted_files import with_deleted

        try:
            return with_deleted(store, stories, self._state.me, self._project)
        except SluglineError:
            return None  # what is damaged is said by what needs it, and by `slugline check`

    def look_for(self) -> None:
        """Corpus and project are read, whichever came last: look for what only the project has."""
        state = self._state
        if state.store is None or state.reading:
            return
        known = {card.article_id for story in state.stories for card in story.cards}
        if known.issuperset(state.store.frozen_ids()):
            return
        stories = state.stories
        self._behind.run(
            "deleted",
            lambda: messages.DeletedFound(stories, self.complete(stories)),
            lambda error: messages.StudyFailed(f"Looking for deleted files: {error}"),
        )

    def take(self, stories: Sequence[Story], whole: Whole | None) -> Changes:
        """List them, if the corpus is still the same."""
        if whole is None or not whole.deleted or stories is not self._state.stories:
            return NOTHING
        self._state.deleted = whole.deleted
        taken = self._articles.take_progress(
            Progress(whole.stories, self._state.skipped, 0, 0, receipts=self._state.receipts)
        )
        return taken._replace(panes=True)
