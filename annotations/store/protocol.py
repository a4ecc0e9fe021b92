"""What every store can do, whatever keeps it: memory, a TinyDB folder, one day a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from annotations.articles.article import Article, Sentences
from annotations.language.corrections import Correction
from annotations.store.events import Annotation, Change, Event, FrozenArticle, Progress

Cursor = Mapping[str, int]
"""How much of each device's stream was seen: device id to number of events."""


@runtime_checkable
class Store(Protocol):
    """Events in; current annotations, history and a feed of changes out.

    One thread writes (`join`, `freeze`, `recut`, `annotate`, `correct`, `undo`, `redo`), any thread
    reads at the same time; a reader never waits for the disk. What a writing method returned is
    durable.

    Every method may raise `StoreError`. The writing ones raise

    * `ReadOnlyError` when the project may only be read;
    * `NotSavedError` when nothing was written: try the same again;
    * `StoreDeadError` when a sync failed: this store takes nothing any more, open a new one.
    """

    @property
    def project_id(self) -> str:
        """`p-` and hex; the same in every copy of the project."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""

    @property
    def read_only_reason(self) -> str:
        """Why, as a sentence for the user; empty when it can be changed."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of how the project was found or is doing, oldest first."""

    def people(self) -> Mapping[str, str]:
        """Display names by person id, in the order of joining."""

    def join(self, name: str) -> str:
        """The id of the person of that display name, made (`u-` and hex) at the first time."""

    def freeze(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep an article's text and cuts; nothing happens when it is kept already.

        Returns:
            The cuts as kept: the first ones, whatever a later cutter says.
        """

    def recut(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep other cuts of an article from now on, as long as nobody has said anything of it.

        An article that is not kept yet is kept with these.

        Returns:
            The cuts as kept.

        Raises:
            StoreError: If a sentence carries a label, doubt or note of anybody, or the cuts are
                not spans of the text in order.
        """

    def frozen(self, article_id: str) -> FrozenArticle | None:
        """An article as kept.

        Raises:
            DamagedError: If its file is not what was kept.
        """

    def frozen_ids(self) -> tuple[str, ...]:
        """Ids of the kept articles, in the order they were first kept."""

    def articles(self) -> Iterator[FrozenArticle]:
        """Every kept article, in that order, read one at a time."""

    def annotate(
        self,
        person: str,
        changes: Sequence[Change],
        *,
        source: str = "own",
        guideline: str = "",
    ) -> tuple[Annotation, ...]:
        """Record one action of a person: all of its changes, or none.

        A sentence named twice gets the last mark; one that says the same already, by the same
        source and guideline, is left alone.

        Returns:
            What the sentences say now, in the order of `changes`.

        Raises:
            StoreError: If a sentence is not one of a frozen article, or the person has not joined.
        """

    def correct(self, person: str, corrections: Sequence[Correction]) -> None:
        """Record, as one action of a person, what words are wherever they stand in the project.

        The last correction of a surface counts, whoever made it; one without a reading drops it.
        One that says what is said already is left alone.

        Raises:
            StoreError: If a correction has no surface, or the person has not joined.
        """

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that hold, in the order in which their surfaces were first corrected."""

    def undo(self, person: str) -> tuple[Annotation, ...]:
        """Take back a person's last action that still stands, labels or corrections.

        A correction that somebody has replaced since stays as it is; what was said of sentences
        that were cut otherwise since is passed over.

        Returns:
            What the sentences it touched say now, with an empty `mark` where that is nothing;
            empty when there is nothing to undo, or when corrections were taken back.
        """

    def redo(self, person: str) -> tuple[Annotation, ...]:
        """Repeat the action undone last, if the person has done nothing new since.

        Returns:
            As `undo`.
        """

    def annotations(
        self, *, person: str | None = None, article_id: str | None = None
    ) -> Iterator[Annotation]:
        """What is said now, by person, article and sentence; cleared sentences are left out."""

    def progress(self, person: str) -> Mapping[str, Progress]:
        """How far a person is, by article id; untouched articles are left out."""

    def history(
        self,
        *,
        sentence_id: str | None = None,
        person: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Event]:
        """What happened, newest first."""

    def cursor(self) -> Cursor:
        """A point in the feed: everything up to now."""

    def changes(self, since: Cursor) -> Iterator[Event]:
        """Events after `since`, whoever wrote them, without gaps and in order of each device."""

    def close(self) -> None:
        """Let go of everything; nothing is lost without it. May be called twice."""
