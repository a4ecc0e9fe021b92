"""A store that keeps nothing: for tests, previews and as the plain statement of the rules."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence

from annotations.articles.article import Article, Sentences
from annotations.errors import ReadOnlyError
from annotations.language.corrections import Correction
from annotations.store import correcting, rules
from annotations.store.clock import Milliseconds, Moment, wall_clock
from annotations.store.events import (
    EVENT_VERSION,
    Annotation,
    Change,
    Event,
    FrozenArticle,
    Mark,
    Progress,
    clean,
    sealed,
)
from annotations.store.protocol import Cursor
from annotations.store.rules import Wanted

Spot = tuple[str, str, int]
"""Person, article id, sentence index."""


class MemoryStore:
    """The whole `Store` in dicts and lists.

    Args:
        clock: Gives the time.
        read_only_reason: Refuse every change, for this reason.
    """

    def __init__(self, clock: Milliseconds = wall_clock, *, read_only_reason: str = "") -> None:
        self.project_id = "p-" + secrets.token_hex(8)
        self.read_only_reason = read_only_reason
        self.notices: tuple[str, ...] = ()
        self._device = "d-" + secrets.token_hex(6)
        self._clock = clock
        self._moment = Moment()
        self._lock = threading.RLock()
        self._people: dict[str, str] = {}
        self._frozen: dict[str, FrozenArticle] = {}
        self._events: list[Event] = []
        self._current: dict[Spot, Annotation] = {}
        self._before: dict[str, Annotation | None] = {}
        self._corrected: dict[str, Event] = {}
        self._replaced: dict[str, Event | None] = {}
        self._done: dict[str, list[str]] = {}
        self._undone: dict[str, list[str]] = {}

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return bool(self.read_only_reason)

    def people(self) -> Mapping[str, str]:
        """Display names by person id, in the order of joining."""
        return dict(self._people)

    def join(self, name: str) -> str:
        """The id of the person of that display name, made at the first time."""
        name = clean(name)
        with self._lock:
            for person, known in self._people.items():
                if known == name:
                    return person
            self._may_write()
            person = "u-" + secrets.token_hex(8)
            self._people[person] = name
            self._events.append(self._event(person, type="person", note=name))
            return person

    def freeze(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep an article's text and cuts, unless it is kept already."""
        with self._lock:
            if article.id not in self._frozen:
                self._may_write()
                self._frozen[article.id] = FrozenArticle(article, sentences)
            return self._frozen[article.id].sentences

    def recut(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep other cuts of an article from now on, as long as nobody has said anything of it."""
        with self._lock:
            self._may_write()
            correcting.check_cuts(article, sentences)
            said = self.annotations(article_id=article.id)
            correcting.refuse_labelled(article, (one.person for one in said), self._people)
            kept = self._frozen.get(article.id)
            self._frozen[article.id] = FrozenArticle(kept.article if kept else article, sentences)
            for spot in [spot for spot in self._current if spot[1] == article.id]:
                del self._current[spot]  # cleared, and about sentences that are no more
            return sentences

    def frozen(self, article_id: str) -> FrozenArticle | None:
        """An article as kept."""
        return self._frozen.get(article_id)

    def frozen_ids(self) -> tuple[str, ...]:
        """Ids of the kept articles, in the order they were first kept."""
        return tuple(self._frozen)

    def articles(self) -> Iterator[FrozenArticle]:
        """Every kept article."""
        return iter(tuple(self._frozen.values()))

    def annotate(
        self,
        person: str,
        changes: Sequence[Change],
        *,
        source: str = "own",
        guideline: str = "",
    ) -> tuple[Annotation, ...]:
        """Record one action of a person: all of its changes, or none."""
        with self._lock:
            self._may_write()
            wanted = rules.asked_for(
                person, changes, source, guideline, people=self._people, frozen=self.frozen
            )
            said, action = self._do(person, wanted)
            self._was_done(person, action)
            return said

    def correct(self, person: str, corrections: Sequence[Correction]) -> None:
        """Record what words are wherever they stand in the project, as one action of a person."""
        with self._lock:
            self._may_write()
            wanted = correcting.asked_for(person, corrections, self._people)
            self._was_done(person, self._put_right(person, wanted))

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that hold, in the order in which their surfaces were first corrected."""
        with self._lock:
            return tuple(event.correction for event in self._corrected.values() if event.reading)

    def undo(self, person: str) -> tuple[Annotation, ...]:
        """Take back a person's last action that still stands."""
        with self._lock:
            self._may_write()
            action, events = self._last(self._done.get(person, []))
            if not events:
                return ()
            self._undone.setdefault(person, []).append(action)
            if events[0].type == "correct":
                self._put_right(person, [self._put_back(one) for one in events], undoes=action)
                return ()
            wanted = [rules.restored(event, self._before[event.id]) for event in events]
            return self._do(person, wanted, undoes=action)[0]

    def redo(self, person: str) -> tuple[Annotation, ...]:
        """Repeat the action undone last, if nothing new was done since."""
        with self._lock:
            self._may_write()
            action, events = self._last(self._undone.get(person, []))
            if not events:
                return ()
            said: tuple[Annotation, ...] = ()
            if events[0].type == "correct":
                again = self._put_right(person, [one.correction for one in events], redoes=action)
            else:
                wanted = [rules.repeated(event) for event in events]
                said, again = self._do(person, wanted, redoes=action)
            self._done[person].append(again)
            return said

    def annotations(
        self, *, person: str | None = None, article_id: str | None = None
    ) -> Iterator[Annotation]:
        """What is said now, by person, article and sentence."""
        with self._lock:
            people = {known: number for number, known in enumerate(self._people)}
            articles = {known: number for number, known in enumerate(self._frozen)}
            chosen = [
                ((people[spot[0]], articles[spot[1]], spot[2]), annotation)
                for spot, annotation in self._current.items()
                if annotation.mark
                and person in (None, spot[0])
                and article_id in (None, annotation.article_id)
            ]
        return (annotation for _, annotation in sorted(chosen, key=lambda pair: pair[0]))

    def progress(self, person: str) -> Mapping[str, Progress]:
        """How far a person is, by article id."""
        progress: dict[str, Progress] = {}
        for annotation in self.annotations(person=person):
            known = progress.get(annotation.article_id, Progress())
            progress[annotation.article_id] = known.moved(Mark(), annotation.mark)
        return progress

    def history(
        self,
        *,
        sentence_id: str | None = None,
        person: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Event]:
        """What happened, newest first."""
        with self._lock:
            chosen = [
                event
                for event in reversed(self._events)
                if sentence_id in (None, event.sentence) and person in (None, event.person)
            ]
        return iter(chosen[:limit])

    def cursor(self) -> Cursor:
        """A point in the feed: everything up to now."""
        return {self._device: len(self._events)}

    def changes(self, since: Cursor) -> Iterator[Event]:
        """Events after `since`, in order."""
        with self._lock:
            return iter(self._events[since.get(self._device, 0) :])

    def close(self) -> None:
        """Nothing to let go of."""

    def _may_write(self) -> None:
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)

    def _was_done(self, person: str, action: str) -> None:
        if action:
            self._done.setdefault(person, []).append(action)
            self._undone[person] = []

    def _last(self, actions: list[str]) -> tuple[str, list[Event]]:
        """Take the last action off the list that is still about something, with its events."""
        for at, action in reversed(list(enumerate(actions))):
            done = (event for event in self._events if event.action == action)
            if events := [event for event in done if correcting.stands(event, self.frozen)]:
                del actions[at:]
                return action, events
        return "", []

    def _event(self, person: str, **fields: object) -> Event:
        self._moment = self._moment.after(self._clock())
        event = Event(
            v=EVENT_VERSION,
            id="",
            project=self.project_id,
            person=person,
            device=self._device,
            seq=len(self._events) + 1,
            hlc=self._moment.stamp(self._device),
            **fields,  # type: ignore[arg-type]
        )
        return sealed(event)

    def _do(
        self, person: str, wanted: Sequence[Wanted], undoes: str = "", redoes: str = ""
    ) -> tuple[tuple[Annotation, ...], str]:
        """Turn what is wanted into events; also gives the action's id, empty if none was needed."""
        action = rules.action_id(self._device, len(self._events) + 1)
        spots = [(person, one.article_id, one.index) for one in wanted]
        needed = False
        for spot, one in zip(spots, wanted, strict=True):
            before = self._current.get(spot)
            if one.is_said_by(before) and not (undoes or redoes):
                continue
            event = self._event(
                person,
                **rules.fields(one, before.event_id if before else ""),
                action=action,
                undoes=undoes,
                redoes=redoes,
            )
            self._events.append(event)
            self._before[event.id] = before
            self._current[spot] = Annotation.of(event)
            needed = True
        said = tuple(
            self._current.get(spot) or rules.nothing(person, one)
            for spot, one in zip(spots, wanted, strict=True)
        )
        return said, action if needed else ""

    def _put_back(self, event: Event) -> Correction:
        before, now = self._replaced[event.id], self._corrected.get(event.surface)
        return correcting.put_back(
            event, before.correction if before else None, now.correction if now else None
        )

    def _put_right(
        self, person: str, wanted: Sequence[Correction], undoes: str = "", redoes: str = ""
    ) -> str:
        """Turn corrections into events; the action's id, empty if none was needed."""
        action = rules.action_id(self._device, len(self._events) + 1)
        needed = False
        for item in wanted:
            before = self._corrected.get(item.surface)
            if not (undoes or redoes) and item == (
                before.correction if before else Correction(item.surface)
            ):
                continue
            event = self._event(
                person,
                **correcting.fields(item, before.id if before else ""),
                action=action,
                undoes=undoes,
                redoes=redoes,
            )
            self._events.append(event)
            self._replaced[event.id] = before
            self._corrected[item.surface] = event
            needed = True
        return action if needed else ""
