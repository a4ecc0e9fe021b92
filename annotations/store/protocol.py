"""What every store can do, whatever keeps it: memory, a TinyDB folder, one day a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from annotations.articles.article import Article, Sentences
from annotations.language.corrections import Correction
from annotations.language.resegmentation import Boundaries
from annotations.store.boundary_rules import Stale
from annotations.store.events import (
    Annotation,
    Change,
    Event,
    FrozenArticle,
    Progress,
    Stated,
    Statement,
)
from annotations.store.incoming_events import Merged, Stream
from annotations.store.rows import Link, Row
from annotations.store.tails import Tail

Cursor = Mapping[str, int]
"""How much of each device's stream was seen: device id to number of events."""


@runtime_checkable
class Store(Protocol):
    """Events in; current annotations, history and a feed of changes out.

    One thread writes (`join`, `freeze`, `recut`, `annotate`, `state`, `correct`, `undo`, `redo`,
    `merge`, `adopt`, `keep_vouchers`, `redate`), any thread reads at the same time; a reader never
    waits for the disk. What a writing method returned is durable.

    Every method may raise `StoreError`. The writing ones raise

    * `ReadOnlyError` when the project may only be read;
    * `NotSavedError` when nothing was written: try the same again;
    * `StoreDeadError` when a sync failed: this store takes nothing any more, open a new one.
    """

    @property
    def project_id(self) -> str:
        """`p-` and hex; the same in every copy of the project."""

    @property
    def device(self) -> str:
        """The stream that this folder writes; empty until it writes for the first time."""

    @property
    def private(self) -> Path | None:
        """Where this folder keeps what nobody else may have; None if it has no such place."""

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
        """Display names by person id, in the order of joining: the same on every machine."""

    def join(self, name: str, person: str = "") -> str:
        """The id of the person of that display name who joined here.

        It is made (`u-` and hex) at the first time, also where somebody of that name works
        elsewhere: two people of one name stay two.

        Args:
            name: The display name.
            person: The id that the same person has on another machine, whose events were merged.

        Raises:
            StoreError: If nobody has that id.
        """

    def joined(self) -> tuple[str, ...]:
        """Ids of those who joined here; whoever else is known only worked elsewhere."""

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

    def resegment(
        self,
        person: str,
        article_id: str,
        boundaries: Boundaries,
        changes: Sequence[Change] = (),
        *,
        guideline: str = "",
    ) -> FrozenArticle:
        """Move sentence boundaries of a kept article, as one action of a person.

        What is said of sentences that stay, by anybody, stays. What was said of sentences that
        are no more does not count until they are there again: see `stale`. Undoing puts the
        boundaries back, and with them what was said.

        Args:
            person: Whoever does it.
            article_id: The article.
            boundaries: By offset whether a sentence begins there.
            changes: What this person says of the sentences that come of it.
            guideline: As of `annotate`.

        Returns:
            The article as it is cut now.

        Raises:
            StoreError: If the article is not kept, no sentence can begin there, a change is not
                about a sentence that comes of it, or the person has not joined.
        """

    def stale(self, article_id: str, *, person: str | None = None) -> tuple[Stale, ...]:
        """What is said of sentences of an article that are cut otherwise now.

        It does not count, and stands for whoever said it to say it of the new sentences.
        """

    def frozen(self, article_id: str, *, first_cut: bool = False) -> FrozenArticle | None:
        """An article as it is cut now.

        Args:
            article_id: The article.
            first_cut: As it was cut when it was first kept, without the boundaries that people
                moved: as it is exchanged.

        Raises:
            DamagedError: If its file is not what was kept.
        """

    def frozen_ids(self) -> tuple[str, ...]:
        """Ids of the kept articles, in the order they were first kept."""

    def articles(self, *, first_cut: bool = False) -> Iterator[FrozenArticle]:
        """Every kept article, in that order, read one at a time; see `frozen`."""

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
        source, origin and guideline, is left alone.

        Returns:
            What the sentences say now, in the order of `changes`.

        Raises:
            StoreError: If a sentence is not one of a frozen article, or the person has not joined.
        """

    def state(
        self, person: str, statements: Sequence[Statement], *, for_good: bool = False
    ) -> None:
        """Record statements, as one action of a person.

        Each replaces what held; one that says what holds already is left alone.

        Args:
            person: Whoever says it.
            statements: What is said; of several about one thing the last.
            for_good: Undoing passes over it: it is the program's bookkeeping, no decision of the
                person's.

        Raises:
            StoreError: If one is about nothing or says what JSON cannot hold, or the person has
                not joined.
        """

    def statements(self, kind: str) -> Mapping[str, tuple[Stated, ...]]:
        """What holds of a kind, by what it is about, in the order of the first statements.

        Several for one: people who did not know of each other's; the latest comes first. What was
        withdrawn is left out.
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
        """Take back a person's last action that still stands, labels or statements.

        A statement that somebody has replaced since stays as it is; what was said of sentences
        that were cut otherwise since is passed over.

        Returns:
            What the sentences it touched say now, with an empty `mark` where that is nothing;
            empty when there is nothing to undo, or when statements were taken back.
        """

    def next_undo(self, person: str) -> tuple[Event, ...]:
        """The events of the action that `undo` would take back; empty if there is none."""

    def redo(self, person: str) -> tuple[Annotation, ...]:
        """Repeat the action undone last, if the person has done nothing new since.

        Returns:
            As `undo`.
        """

    def annotations(
        self,
        *,
        person: str | None = None,
        article_id: str | None = None,
        cleared: bool = False,
    ) -> Iterator[Annotation]:
        """What is said now, by person, article and sentence.

        Args:
            person: Of this person only.
            article_id: Of this article only.
            cleared: Also sentences of which something was said, and nothing is now.
        """

    def said(
        self, article_id: str, *, person: str | None = None
    ) -> Mapping[str, Mapping[int, Row]]:
        """What `annotations` says of an article, as it is kept: by person, then by sentence.

        For those who read every label of a project: in half the time.
        """

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

    def streams(self) -> tuple[Stream, ...]:
        """Whose events are here, by device."""

    def lines(self, device: str, after: int = 0) -> Iterator[bytes]:
        """The events of a device as they are exchanged: one JSON object each, without line end.

        Args:
            device: The device.
            after: Only events with a higher number in the stream.
        """

    def links(self, device: str) -> Iterator[Link]:
        """The events of a device, as far as they say how they hang together."""

    def tail(self, device: str) -> Tail | None:
        """Where the stream of another device ends.

        None if it is of this folder, or not all of its events are here, each on the one before.
        """

    def vouchers(self) -> tuple[bytes, ...]:
        """What devices signed, as JSON objects; whoever keeps them has verified them."""

    def keep_vouchers(self, vouchers: Iterable[bytes]) -> None:
        """Keep these from now on, and no others."""

    def ahead(self) -> int:
        """How many of the last events of this folder's own stream are of the future.

        More than ten minutes ahead of the machine's clock: it was wrong when they were written.
        """

    def redate(self) -> int:
        """Date those events anew, by an event that says so; how many they were.

        They keep their order, and are over now; everything that is decided by time is decided
        by the new one, here and wherever the event comes.
        """

    def merge(self, lines: Iterable[bytes], articles: Iterable[FrozenArticle] = ()) -> Merged:
        """Take in events and articles from elsewhere: all of them, or none if that fails.

        A union of sets by id: what comes twice, or in another order, changes nothing. Of several
        events of one person about one sentence those count that no other supersedes, and of these
        the latest. Events of articles that are not kept wait for them; kinds that only later
        versions know are kept and passed on. An article that nobody here has annotated takes the
        cuts that come; else the ones here stay.

        Returns:
            What became of them, with the reasons why some were refused.

        Raises:
            StoreError: If an article's text is not that of its id, or its cuts are none.
        """

    def adopt(self, project_id: str) -> None:
        """Become a copy of another project, as long as nobody has done anything here.

        Raises:
            StoreError: If somebody has, or it is no project's id.
        """

    def cursor(self) -> Cursor:
        """A point in the feed: everything up to now."""

    def changes(self, since: Cursor) -> Iterator[Event]:
        """Events after `since`, whoever wrote them, without gaps and in order of each device."""

    def close(self) -> None:
        """Let go of everything; nothing is lost without it. May be called twice."""
