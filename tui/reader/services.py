"""What the review and the export screen have of the reader: its project, settings, recorder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.reader.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from annotations.articles.stories import Story
    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from annotations.review.review import Review
    from annotations.store.protocol import Store
    from annotations.workflow.label_transfer import Edit
    from annotations.workflow.open_article import Sheet
    from tui import messages
    from tui.reader.background import Study
    from tui.reader.changes import Spot
    from tui.reader.parts import Parts
    from tui.reader.state import ReaderState
    from tui.recorder import Recorder
    from tui.settings import Settings
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs


class ReaderServices:
    """The part of the reader that screens above it may use.

    Args:
        parts: What the reader consists of.
        apply: Lets the reader show what changed.
    """

    def __init__(self, parts: Parts, apply: Callable[[Changes], None]) -> None:
        self._parts = parts
        self._apply = apply
        self.settings: Settings = parts.settings
        self.keys: Mapping[str, str] = parts.look.keys
        self.scheme: LabelScheme = parts.look.scheme
        self.glyphs: Glyphs = parts.look.glyphs
        self.recorder: Recorder = parts.recorder
        self.study: Study = parts.study
        self.desk: ReaderState = parts.state

    @property
    def palette(self) -> Palette:
        """The styles of the theme as it is now."""
        return self._parts.look.palette

    @property
    def store(self) -> Store | None:
        """The project, once it is open."""
        return self.desk.store

    @property
    def me(self) -> str:
        """The annotator's person id, once the project is open."""
        return self.desk.me

    @property
    def opened(self) -> bool:
        """Whether it was tried to open the project."""
        return self.desk.opened

    @property
    def stories(self) -> Sequence[Story]:
        """The corpus, as far as it is read."""
        return self.desk.stories

    @property
    def kinds(self) -> Mapping[str, bool]:
        """Which highlights are switched on."""
        return self.desk.kinds

    @property
    def shown_kinds(self) -> frozenset[str]:
        """Kinds of highlight that are drawn."""
        return self._parts.panes.shown_kinds

    @property
    def rules(self) -> Sequence[Rule]:
        """Clarifications of the guidelines."""
        return self._parts.colleagues.remarks.rules

    @property
    def review_people(self) -> Sequence[str]:
        """Names or ids of the people whose votes count; empty for everyone."""
        return self._parts.colleagues.review_people

    @property
    def reviewed(self) -> messages.ReviewRead | None:
        """The review of before."""
        return self._parts.colleagues.reviewed

    @reviewed.setter
    def reviewed(self, read: messages.ReviewRead | None) -> None:
        self._parts.colleagues.reviewed = read

    # Doing what keys of the reader do

    def record(self, edits: Iterable[Edit]) -> list[Edit]:
        """Record labels, and what copies of them say then, as one action; what it changed."""
        return self._parts.transfer.recorded(edits)

    def touch(self, spots: Iterable[Spot]) -> None:
        """Labels changed there."""
        self._apply(self._parts.transfer.changed(spots))

    def load_tags(self, sheet: Sheet) -> None:
        """Let a sheet say what the store says of it."""
        self._apply(self._parts.labelling.load_tags([sheet.article.id]))

    def action_undo(self) -> None:
        """Take the last action back."""
        self._apply(self._parts.labelling.undo())

    def action_redo(self) -> None:
        """Repeat what was undone last."""
        self._apply(self._parts.labelling.redo())

    def show_overruled(
        self, review: Review, rules: Sequence[Rule], go: Callable[[Spot], object]
    ) -> None:
        """List the annotator's labels that were changed; `go` takes the one to read, if any."""
        self._apply(self._parts.colleagues.overruled(review, rules, _only(go)))

    def open_export(self, go: Callable[[Spot], object]) -> None:
        """Open the screen of training sets; `go` takes the sentence to read, if any."""
        self._apply(self._parts.colleagues.export(_only(go)))


def _only(go: Callable[[Spot], Any]) -> Callable[[Spot], Changes | None]:
    """For what changes nothing of the reader's."""

    def take(chosen: Spot) -> None:
        go(chosen)

    return take
