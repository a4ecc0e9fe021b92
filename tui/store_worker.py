"""The thread that writes: jobs in order, each durable before it is called saved.

The screen never waits for the disk: it shows a tag as "saving" and goes on. "Saved" is shown when
the store has returned, which it does when the change is durable. Whatever goes wrong meanwhile, on
purpose or not, becomes "not saved" with the reason; the next job opens the project anew.
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import msgspec

from annotations.errors import NotSavedError, StoreDeadError, StoreError
from tui.messages import (
    ChangedElsewhere,
    Corrected,
    Kept,
    Noticed,
    NotKept,
    StoreFailed,
    StoreOpened,
    UndoAsked,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.message import Message

    from annotations.articles.article import Article, Sentences
    from annotations.language.corrections import Correction
    from annotations.store.events import Annotation, Change, Event
    from annotations.store.protocol import Cursor, Store
    from tui.store_jobs import Job

T = TypeVar("T")

_TELLING = ("state", "correct", "resegment", "undo", "redo")
"""Kinds of job whose events the screen is told: they say which sentences were meant."""

_LOOK_AROUND = 0.5
"""Seconds between looks for what other processes recorded."""


class _Call:
    """A step that is done on the thread that writes, for another thread that waits."""

    def __init__(self, step: Callable[[Store], object]) -> None:
        self.step = step
        self.result: object = None
        self.error: Exception | None = None
        self.over = threading.Event()

    def fail(self, error: Exception) -> None:
        """It was not done."""
        self.error = error
        self.over.set()


class Writer:
    """Owns every write to the store, on one thread.

    Args:
        open_store: Opens the project; called on the thread, so that nothing waits for it.
        name: The annotator's display name.
        guideline: The version of the guidelines that annotations are made under.
        post: Takes messages, from that thread.
    """

    def __init__(
        self,
        open_store: Callable[[], Store],
        *,
        name: str,
        guideline: str,
        post: Callable[[Message], object],
    ) -> None:
        self._open_store = open_store
        self._name = name
        self._guideline = guideline
        self._post = post
        self._jobs: queue.SimpleQueue[Job | _Call | None] = queue.SimpleQueue()
        self._store: Store | None = None
        self._me = ""
        self._cursor: Cursor = {}
        self._mine: set[str] = set()
        """Events of this thread that the next look around will meet again."""
        self._own: set[str] = set()
        """Ids of every event of this thread: what undoing takes back unasked."""
        self._since = ""
        """When the project was opened first."""
        self._corrections: tuple[Correction, ...] = ()
        """As the screen knows them."""
        self._told = 0
        """How many of the store's notices were passed on."""
        self._lost: dict[int, Job] = {}
        self._thread = self._made()

    def _made(self) -> threading.Thread:
        return threading.Thread(target=self._run, name="slugline-writer", daemon=True)

    @property
    def not_kept(self) -> tuple[Job, ...]:
        """Jobs that failed and were not done since, whether or not the screen has heard of it."""
        return tuple(self._lost.values())

    def start(self) -> None:
        """Open the project and take jobs."""
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Do a job after those submitted before it."""
        self._jobs.put(job)
        if not self._thread.is_alive() and self._thread.ident is not None:
            self._thread = self._made()
            self._thread.start()

    def call(self, step: Callable[[Store], T]) -> T:
        """Have something written after the jobs of before, and wait for it; from another thread.

        Raises:
            StoreError: If the project is not open, or cannot be written.
        """
        call = _Call(step)
        self._jobs.put(call)
        while not call.over.wait(0.2):
            if not self._thread.is_alive() and not call.over.wait(0.2):
                raise StoreError("The project was closed.")
        if call.error is not None:
            raise call.error
        return call.result  # type: ignore[return-value]

    def drain(self, timeout: float) -> bool:
        """Wait until every job so far is done; whether that was within `timeout` s."""
        call = _Call(lambda _: None)
        self._jobs.put(call)
        return call.over.wait(timeout)

    def close(self, timeout: float | None = None) -> bool:
        """Finish every job, then close the project; whether that was done within `timeout` s."""
        if not self._thread.is_alive():
            return True
        self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._work()
        finally:
            # Where the interpreter itself is ending the thread, what waits is not saved.
            closed = StoreError("The project was closed before it was saved.")
            while not self._jobs.empty():
                job = self._jobs.get()
                if isinstance(job, _Call):
                    job.fail(closed)
                elif job is not None:
                    self._fail(job, closed)

    def _work(self) -> None:
        self._open()
        while True:
            try:
                job = self._jobs.get(timeout=_LOOK_AROUND)
            except queue.Empty:
                self._look_around()
                continue
            if job is None:
                break
            if isinstance(job, _Call):
                self._step(job)
            else:
                self._do(job)
        self._let_go()

    def _open(self) -> None:
        try:
            store = self._open_store()
            me = _me(store, self._name)
            self._cursor = store.cursor()
        except Exception as error:
            self._post(StoreFailed(_as_store_error(error)))
            return
        self._store, self._me = store, me
        self._since = self._since or _now()
        self._told = 0
        self._post(StoreOpened(store, me))
        self._pass_on_corrections(store)
        self._pass_on_notices(store)

    def _pass_on_corrections(self, store: Store) -> bool:
        """Tell of corrections that the screen does not know; whether there are any."""
        before, self._corrections = self._corrections, store.corrections()
        if before == self._corrections:
            return False
        from annotations.language.corrections import Corrections

        self._post(Corrected(Corrections(self._corrections)))
        return True

    def _pass_on_notices(self, store: Store) -> None:
        notices = store.notices
        for text in notices[self._told :]:
            self._post(Noticed(text))
        self._told = len(notices)

    def _let_go(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            # What was saved is saved; a fold that fails at the end loses nothing.
            with contextlib.suppress(Exception):
                store.close()

    def _step(self, call: _Call) -> None:
        """What came is on the screen at once, not with the next look around."""
        if self._store is None:
            call.fail(StoreError("The project is not open."))
            return
        try:
            call.result = call.step(self._store)
        except Exception as error:
            if isinstance(error, StoreDeadError):
                self._let_go()
            call.fail(error)
        else:
            self._look_around()
            call.over.set()

    def _do(self, job: Job) -> None:
        if self._store is None:
            self._open()
        if self._store is None:
            self._fail(job, StoreError("The project is not open."))
            return
        try:
            taken = self._store.next_undo(self._me) if job.kind == "undo" else ()
            is_earlier = bool(taken) and taken[0].hlc[:24] < self._since
            if taken and not self._may_take_back(job, taken):
                self._post(UndoAsked(job, taken))
                return
            before = self._store.cursor() if job.kind in _TELLING else None
            annotations = self._write(self._store, job)
            events = () if before is None else self._added(self._store, before)
            # Only then: reading them takes the longer, the more there are.
            concerned = job.kind == "correct" or any(one.kind == "correction" for one in events)
            corrected = concerned and self._pass_on_corrections(self._store)
        except Exception as error:
            if isinstance(error, StoreDeadError) or not isinstance(error, StoreError):
                # Never again on this handle: the next job opens the project anew.
                self._let_go()
            self._fail(job, _as_store_error(error))
        else:
            self._lost.pop(job.number, None)
            self._mine.update(annotation.event_id for annotation in annotations)
            self._mine.update(event.id for event in events)
            self._own.update(annotation.event_id for annotation in annotations)
            self._own.update(event.id for event in events)
            self._post(Kept(job, annotations, corrected, events, taken, is_earlier))
            self._pass_on_notices(self._store)

    def _may_take_back(self, job: Job, events: Sequence[Event]) -> bool:
        """Whether an action is of this window or an earlier session, or was asked for.

        Raises:
            StoreError: If another one was asked for.
        """
        ids = {event.id for event in events}
        if job.expects:
            if job.expects != ids:
                raise NotSavedError("Something else was done meanwhile; nothing was taken back.")
            return True
        return bool(ids & self._own) or events[0].hlc[:24] < self._since

    def _fail(self, job: Job, error: StoreError) -> None:
        self._lost[job.number] = job
        self._post(NotKept(job, error))

    def _write(self, store: Store, job: Job) -> tuple[Annotation, ...]:
        if job.kind == "undo":
            return store.undo(self._me)
        if job.kind == "redo":
            return store.redo(self._me)
        if job.kind == "correct":
            store.correct(self._me, job.corrections)
            return ()
        if job.kind == "state":
            store.state(self._me, job.statements, for_good=job.for_good)
            return ()
        assert job.article is not None
        assert job.sentences is not None
        if job.kind == "recut":
            store.recut(job.article, job.sentences)
            return ()
        if job.kind == "resegment":
            return self._resegment(store, job)
        changes = job.changes
        for article, sentences in ((job.article, job.sentences), *job.also):
            kept = store.freeze(article, sentences)  # known: is its file still there?
            if kept is not sentences:
                changes = tuple(_placed(one, article, sentences, kept) for one in changes)
        return store.annotate(self._me, changes, guideline=self._guideline)

    def _resegment(self, store: Store, job: Job) -> tuple[Annotation, ...]:
        assert job.article is not None
        assert job.before is not None
        store.freeze(job.article, job.before)
        store.resegment(
            self._me, job.article.id, job.boundaries, job.changes, guideline=self._guideline
        )
        wanted = {change.sentence_id for change in job.changes}
        said = store.annotations(person=self._me, article_id=job.article.id) if wanted else ()
        return tuple(one for one in said if one.sentence_id in wanted)

    def _added(self, store: Store, before: Cursor) -> tuple[Event, ...]:
        """What this annotator has added since; others may have written meanwhile."""
        return tuple(event for event in store.changes(before) if event.person == self._me)

    def _look_around(self) -> None:
        """Tell of what others recorded, or this annotator in another window."""
        if self._store is None:
            return
        try:
            events = list(self._store.changes(self._cursor))
            self._cursor = self._store.cursor()
            if any(event.kind == "correction" for event in events):
                self._pass_on_corrections(self._store)
        except Exception:
            return  # the next write says what is wrong
        theirs = tuple(event for event in events if event.id not in self._mine)
        self._mine.clear()
        if theirs:
            articles = frozenset(event.article for event in theirs)
            self._post(ChangedElsewhere(articles - {""}, theirs))


def _as_store_error(error: Exception) -> StoreError:
    """What to tell of an error, also of one that nobody foresaw."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, OSError):
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return NotSavedError(f"Not saved: {where}{error.strerror or error}. Try again.")
    what = " ".join(str(error).split())[:200]
    return NotSavedError(f"Not saved: {type(error).__name__}: {what}. Try again.")


def _placed(change: Change, article: Article, sentences: Sentences, kept: Sentences) -> Change:
    """A change that was made before the project was open, at its sentence as the project cuts.

    Where the project has no such sentence it stays as it is, for the store to refuse.
    """
    if change.article_id != article.id:
        return change
    span = sentences.span(change.index)
    if change.index < len(kept) and kept.span(change.index) == span:
        return change
    found = kept.at(span.start)
    is_same = found >= 0 and kept.span(found) == span
    return msgspec.structs.replace(change, index=found) if is_same else change


def _now() -> str:
    """ISO 8601 in UTC with milliseconds and `Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _me(store: Store, name: str) -> str:
    """The person of that name; nobody where the project cannot take a new one."""
    if not store.read_only:
        return store.join(name)
    return next((id_ for id_, known in store.people().items() if known == name), "")
