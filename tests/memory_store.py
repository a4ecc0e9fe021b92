"""A store in dicts and lists: the rules said plainly, as a model to hold the real one against."""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from annotations.articles.article import Article, Sentences
from annotations.errors import ReadOnlyError
from annotations.language.corrections import Correction
from annotations.language.resegmentation import Boundaries
from annotations.store import (
    annotation_rules,
    boundary_rules,
    correction_rules,
    incoming_events,
    statement_rules,
)
from annotations.store.annotation_rules import Wanted
from annotations.store.boundary_rules import Stale
from annotations.store.engine.hybrid_clock import Milliseconds, Moment, wall_clock
from annotations.store.event_fold import Added, Spot, add_up, in_order
from annotations.store.events import (
    EVENT_VERSION,
    Annotation,
    Change,
    Event,
    FrozenArticle,
    Mark,
    Progress,
    Stated,
    Statement,
    canonical_of,
    clean,
    sealed,
)
from annotations.store.incoming_events import Merged, Stream
from annotations.store.protocol import Cursor
from annotations.store.redating import (
    NOTICED,
    REDATE,
    Redated,
    dated,
    redated_by,
    redating,
)
from annotations.store.rows import Link, Row, link_of
from annotations.store.statement_rules import Heads, Register
from annotations.store.tails import Tail


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
        self.device = "d-" + secrets.token_hex(6)
        self.private: Path | None = None
        self._devices = {self.device}
        """Those that it wrote as."""
        self._vouchers: tuple[bytes, ...] = ()
        self._clock = clock
        self._moment = Moment()
        self._lock = threading.RLock()
        self._people: dict[str, str] = {}
        self._since: dict[str, str] = {}
        """When people first joined, by hybrid clock."""
        self._here: dict[str, None] = {}
        """Those who joined here, in that order."""
        self._received: dict[str, bytes] = {}
        """Events from elsewhere as they came, by id."""
        self._rivals: dict[str, tuple[str, ...]] = {}
        """By the event that counts, others of the same person that nobody has replaced."""
        self._seq = 0
        self._frozen: dict[str, FrozenArticle] = {}
        self._events: list[Event] = []
        self._current: dict[Spot, Event] = {}
        self._before: dict[str, Event | None] = {}
        self._stated: dict[Register, Heads] = {}
        self._replaced: dict[str, Heads] = {}
        self._done: dict[str, list[str]] = {}
        self._undone: dict[str, list[str]] = {}

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return bool(self.read_only_reason)

    def people(self) -> Mapping[str, str]:
        """Display names by person id, in the order of joining."""
        return {one: self._people[one] for one in in_order(self._people, self._since)}

    def join(self, name: str, person: str = "") -> str:
        """The id of the person of that display name who joined here, made at the first time."""
        name = clean(name)
        with self._lock:
            for one in self._here:
                if self._people[one] == name and person in ("", one):
                    return one
            self._may_write()
            if person and person not in self._people:
                raise annotation_rules.nobody(person)
            person = person or "u-" + secrets.token_hex(8)
            self._people[person] = name
            self._here[person] = None
            self._events.append(self._event(person, type="person", note=name))
            self._since.setdefault(person, self._events[-1].hlc)
            return person

    def joined(self) -> tuple[str, ...]:
        """Ids of those who joined here."""
        return tuple(self._here)

    def freeze(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep an article's text and cuts, unless it is kept already."""
        with self._lock:
            if article.id not in self._frozen:
                self._may_write()
                self._frozen[article.id] = FrozenArticle(article, sentences)
                if self._received:
                    self._add_up()
            kept = self.frozen(article.id)
            assert kept is not None
            return kept.sentences

    def recut(self, article: Article, sentences: Sentences) -> Sentences:
        """Keep other cuts of an article from now on, as long as nobody has said anything of it."""
        with self._lock:
            self._may_write()
            correction_rules.check_cuts(article, sentences)
            said = self.annotations(article_id=article.id)
            correction_rules.refuse_labelled(article, (one.person for one in said), self._people)
            kept = self._frozen.get(article.id)
            self._frozen[article.id] = FrozenArticle(kept.article if kept else article, sentences)
            for spot in [spot for spot in self._current if spot[1] == article.id]:
                del self._current[spot]  # cleared, and about sentences that are no more
            if any(one.kind == boundary_rules.BOUNDARY for one in self._stated):
                self._add_up()
            now = self.frozen(article.id)
            assert now is not None
            return now.sentences

    def resegment(
        self,
        person: str,
        article_id: str,
        boundaries: Boundaries,
        changes: Sequence[Change] = (),
        *,
        guideline: str = "",
    ) -> FrozenArticle:
        """Move sentence boundaries of a kept article, and label what comes of it, as one action."""
        with self._lock:
            self._may_write()
            if person not in self._people:
                raise annotation_rules.nobody(person)
            first = self._frozen.get(article_id)
            boundary_rules.refuse_unknown(article_id, first, boundaries)
            assert first is not None
            moved = self._boundaries().get(article_id, {}) | dict(boundaries)
            now = boundary_rules.edited(first, moved)
            wanted = annotation_rules.asked_for(
                person, changes, "own", guideline, people=self._people, frozen=lambda _: now
            )
            stated = boundary_rules.statements(article_id, boundaries)
            if action := self._do_state(person, stated):
                self._add_up()
                self._do(person, wanted, action=action)
                self._was_done(person, action)
            return now

    def stale(self, article_id: str, *, person: str | None = None) -> tuple[Stale, ...]:
        """What is said of sentences of an article that are cut otherwise now."""
        with self._lock:
            events = [event for event in self._events if event.article == article_id]
            abouts = [one.about for one in self._stated if one.kind == boundary_rules.BOUNDARY]
        first, now = self._frozen.get(article_id), self.frozen(article_id)
        return boundary_rules.stale(first, now, events, abouts, person)

    def _boundaries(self) -> dict[str, dict[int, bool]]:
        kind = boundary_rules.BOUNDARY
        return boundary_rules.by_article(
            (one.about, heads) for one, heads in self._stated.items() if one.kind == kind
        )

    def frozen(self, article_id: str, *, first_cut: bool = False) -> FrozenArticle | None:
        """An article as it is cut now, or as it was cut first."""
        with self._lock:
            kept = self._frozen.get(article_id)
            if kept is None or first_cut:
                return kept
            return boundary_rules.edited(kept, self._boundaries().get(article_id))

    def frozen_ids(self) -> tuple[str, ...]:
        """Ids of the kept articles, in the order they were first kept."""
        return tuple(self._frozen)

    def articles(self, *, first_cut: bool = False) -> Iterator[FrozenArticle]:
        """Every kept article."""
        found = (self.frozen(one, first_cut=first_cut) for one in tuple(self._frozen))
        return filter(None, found)

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
            wanted = annotation_rules.asked_for(
                person, changes, source, guideline, people=self._people, frozen=self.frozen
            )
            said, action = self._do(person, wanted)
            self._was_done(person, action)
            return said

    def state(
        self, person: str, statements: Sequence[Statement], *, for_good: bool = False
    ) -> None:
        """Record statements as one action of a person."""
        with self._lock:
            self._may_write()
            wanted = statement_rules.asked_for(person, statements, self._people)
            action = self._do_state(person, wanted)
            self._was_done(person, "" if for_good else action)

    def statements(self, kind: str) -> Mapping[str, tuple[Stated, ...]]:
        """What holds of a kind, by what it is about, in the order of the first statements."""
        with self._lock:
            found = {one.about: heads for one, heads in self._stated.items() if one.kind == kind}
        return statement_rules.holding(found)

    def correct(self, person: str, corrections: Sequence[Correction]) -> None:
        """Record what words are wherever they stand in the project, as one action of a person."""
        self.state(person, correction_rules.statements(corrections))

    def corrections(self) -> tuple[Correction, ...]:
        """The corrections that hold, in the order in which their surfaces were first corrected."""
        return correction_rules.corrections(self.statements(correction_rules.CORRECTION))

    def undo(self, person: str) -> tuple[Annotation, ...]:
        """Take back a person's last action that still stands."""
        with self._lock:
            self._may_write()
            action, events = self._last(self._done.get(person, []))
            if not events:
                return ()
            self._undone.setdefault(person, []).append(action)
            if states := [one for one in events if one.type == "state"]:
                self._do_state(person, [self._put_back(one) for one in states], undoes=action)
                self._add_up_boundaries(states)
                return ()
            wanted = [annotation_rules.restored(event, self._before[event.id]) for event in events]
            return self._do(person, wanted, undoes=action)[0]

    def next_undo(self, person: str) -> tuple[Event, ...]:
        """The events of the action that `undo` would take back."""
        with self._lock:
            return tuple(self._last(list(self._done.get(person, [])))[1])

    def redo(self, person: str) -> tuple[Annotation, ...]:
        """Repeat the action undone last, if nothing new was done since."""
        with self._lock:
            self._may_write()
            action, events = self._last(self._undone.get(person, []))
            if not events:
                return ()
            said: tuple[Annotation, ...] = ()
            if states := [one for one in events if one.type == "state"]:
                said_again = [Statement(one.kind, one.about, one.value) for one in states]
                again = self._do_state(person, said_again, redoes=action)
                self._add_up_boundaries(states)
            else:
                wanted = [annotation_rules.repeated(event) for event in events]
                said, again = self._do(person, wanted, redoes=action)
            self._done[person].append(again)
            return said

    def annotations(
        self,
        *,
        person: str | None = None,
        article_id: str | None = None,
        cleared: bool = False,
    ) -> Iterator[Annotation]:
        """What is said now, by person, article and sentence."""
        with self._lock:
            people = {known: number for number, known in enumerate(self.people())}
            articles = {known: number for number, known in enumerate(self._frozen)}
            chosen = [
                ((people[spot[0]], articles[spot[1]], spot[2]), self._annotation(spot))
                for spot, event in self._current.items()
                if (event.mark or cleared)
                and person in (None, spot[0])
                and article_id in (None, spot[1])
            ]
        return (annotation for _, annotation in sorted(chosen, key=lambda pair: pair[0]))

    def said(
        self, article_id: str, *, person: str | None = None
    ) -> Mapping[str, Mapping[int, Row]]:
        """What is said now of an article's sentences, by person and by sentence."""
        people = list(self.people()) if person is None else [person]
        return {
            one: {
                said.index: Row(
                    sentence=said.sentence_id,
                    event=said.event_id,
                    hlc="",
                    label=said.label,
                    unsure=said.unsure,
                    note=said.note,
                    guideline=said.guideline,
                    source=said.source,
                    origin=said.origin,
                    said=said.at,
                    rivals=said.rivals,
                )
                for said in self.annotations(person=one, article_id=article_id)
            }
            for one in people
        }

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
            redated = self._redated()
            chosen = [
                dated(event, redated)
                for event in reversed(self._events)
                if sentence_id in (None, event.sentence) and person in (None, event.person)
            ]
        return iter(chosen[:limit])

    def streams(self) -> tuple[Stream, ...]:
        """Whose events are here, by device."""
        with self._lock:
            counts = Counter(event.device for event in self._events)
        return tuple(
            Stream(device, device in self._devices, count)
            for device, count in sorted(counts.items())
        )

    def lines(self, device: str, after: int = 0) -> Iterator[bytes]:
        """The events of a device as they are exchanged."""
        with self._lock:
            events = [one for one in self._events if one.device == device and one.seq > after]
        return (self._received.get(event.id) or canonical_of(event) for event in events)

    def links(self, device: str) -> Iterator[Link]:
        """The events of a device, as far as they say how they hang together."""
        return map(link_of, self.lines(device))

    def tail(self, device: str) -> Tail | None:
        """Where the stream of another device ends, if it is here in one line."""
        links = sorted(self.links(device), key=lambda one: one.seq)
        if not links or device in self._devices:
            return None
        before = ["", *(one.id for one in links)]
        if any((one.seq, one.prev) != (n, before[n - 1]) for n, one in enumerate(links, start=1)):
            return None
        return Tail(links[-1].id, len(links), frozenset(one.person for one in links))

    def vouchers(self) -> tuple[bytes, ...]:
        """What devices signed, as JSON."""
        return self._vouchers

    def keep_vouchers(self, vouchers: Iterable[bytes]) -> None:
        """Keep these from now on, and no others."""
        with self._lock:
            self._may_write()
            self._vouchers = tuple(dict.fromkeys(vouchers))

    def ahead(self) -> int:
        """How many of the last events of this store's own stream are of the future."""
        return len(self._ahead())

    def _ahead(self) -> list[Event]:
        with self._lock:
            now, found = self._clock(), list[Event]()
            for event in reversed([one for one in self._events if one.device == self.device]):
                if Moment.of(dated(event, self._redated()).hlc).ms <= now + NOTICED:
                    break
                found.append(event)
            return found[::-1]

    def _redated(self) -> Redated:
        return redated_by(one for one in self._events if one.type == REDATE)

    def redate(self) -> int:
        """Date those events anew; how many they were."""
        with self._lock:
            self._may_write()
            ahead = self._ahead()
            if ahead:
                now = self._clock()
                dates = [dated(ahead[at], self._redated()) for at in (0, -1)]
                self._moment = Moment()
                value = redating(dates[0], dates[1], now)
                self._events.append(self._event(ahead[-1].person, type=REDATE, value=value))
                self._add_up()
            return len(ahead)

    def merge(self, lines: Iterable[bytes], articles: Iterable[FrozenArticle] = ()) -> Merged:
        """Take in events and articles from elsewhere, as a union of sets."""
        with self._lock:
            self._may_write()
            redated = self._redated()
            news = incoming_events.incoming(lines, self._ids, self._clock(), redated)
            added, recut = self._take(articles)
            fresh = [one for ours in news.new.values() for one in ours]
            for one in fresh:
                self._received[one.event.id] = one.document
                self._events.append(one.event)
                self._moment = max(self._moment, Moment.of(dated(one.event, news.redated).hlc))
            if self.device in news.new:
                # Our own stream went on elsewhere: going on with it here would be a fork.
                self.device, self._seq = "d-" + secrets.token_hex(6), 0
                self._devices.add(self.device)
            found = self._add_up() if fresh or added or recut else None
            ids = news.fresh
            orphaned, stale = (
                sum(event.id in ids for event in events)
                for events in ((found.orphans, found.stale) if found else ((), ()))
            )
            counts = (len(fresh), news.known, orphaned, stale)
            return Merged(*counts, news.refused, added, recut, news.refused_lines)

    def adopt(self, project_id: str) -> None:
        """Become a copy of another project, as long as nobody has done anything here."""
        with self._lock:
            self._may_write()
            if project_id != self.project_id:
                incoming_events.check_adoption(project_id, bool(self._events))
                self.project_id = project_id

    def _ids(self, device: str) -> frozenset[str]:
        return frozenset(event.id for event in self._events if event.device == device)

    def _take(self, articles: Iterable[FrozenArticle]) -> tuple[int, int]:
        """Keep articles; how many were not here, and how many are cut otherwise now."""
        added = recut = 0
        for one in articles:
            correction_rules.check_cuts(one.article, one.sentences)
            here = self._frozen.get(one.article.id)
            if here is not None and (
                here.sentences == one.sentences
                or any(True for _ in self.annotations(article_id=one.article.id))
            ):
                continue
            added, recut = added + (here is None), recut + (here is not None)
            self._frozen[one.article.id] = one
        return added, recut

    def _add_up_boundaries(self, states: Sequence[Event]) -> None:
        if states[0].kind == boundary_rules.BOUNDARY:
            self._add_up()

    def _add_up(self) -> Added:
        """Make everything that is said now what the events add up to."""
        redated = self._redated()
        folded = add_up(
            ((dated(event, redated), event.id in self._received) for event in self._events),
            self._frozen.get,
        )
        self._current = {spot: heads[0] for spot, heads in folded.labels.items()}
        self._rivals = {
            heads[0].id: tuple(rival.id for rival in heads[1:]) for heads in folded.labels.values()
        }
        self._stated = {
            register: tuple(map(statement_rules.stated, heads))
            for register, heads in folded.stated.items()
        }
        for person in sorted(folded.people):
            self._people[person] = folded.names.get(person) or self._people.get(person, person)
        self._since |= folded.since
        return folded

    def cursor(self) -> Cursor:
        """A point in the feed: everything up to now."""
        return {"": len(self._events)}

    def changes(self, since: Cursor) -> Iterator[Event]:
        """Events after `since`, in order."""
        with self._lock:
            return iter(self._events[since.get("", 0) :])

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
            if events := [event for event in done if correction_rules.stands(event, self.frozen)]:
                del actions[at:]
                return action, events
        return "", []

    def _annotation(self, spot: Spot) -> Annotation:
        event = self._current[spot]
        return msgspec.structs.replace(
            Annotation.of(event), index=spot[2], rivals=self._rivals.get(event.id, ())
        )

    def _heads(self, event: Event | None) -> tuple[str, ...]:
        return (event.id, *self._rivals.get(event.id, ())) if event else ()

    def _event(self, person: str, **fields: object) -> Event:
        self._moment = self._moment.after(self._clock())
        self._seq += 1
        event = Event(
            v=EVENT_VERSION,
            id="",
            project=self.project_id,
            person=person,
            device=self.device,
            seq=self._seq,
            prev=next((one.id for one in reversed(self._events) if one.device == self.device), ""),
            hlc=self._moment.stamp(self.device),
            **fields,  # type: ignore[arg-type]
        )
        return sealed(event)

    def _do(
        self,
        person: str,
        wanted: Sequence[Wanted],
        undoes: str = "",
        redoes: str = "",
        action: str = "",
    ) -> tuple[tuple[Annotation, ...], str]:
        """Turn what is wanted into events; also gives the action's id, empty if none was needed."""
        action = action or annotation_rules.action_id(self.device, self._seq + 1)
        spots = [(person, one.article_id, one.index) for one in wanted]
        needed = False
        for spot, one in zip(spots, wanted, strict=True):
            before = self._current.get(spot)
            if one.is_said_by(before) and not (undoes or redoes):
                continue
            event = self._event(
                person,
                **annotation_rules.fields(one, self._heads(before)),
                action=action,
                undoes=undoes,
                redoes=redoes,
            )
            self._events.append(event)
            self._before[event.id] = before
            self._current[spot] = event
            needed = True
        said = tuple(
            self._annotation(spot)
            if spot in self._current
            else annotation_rules.nothing(person, one)
            for spot, one in zip(spots, wanted, strict=True)
        )
        return said, action if needed else ""

    def _put_back(self, event: Event) -> Statement:
        before = self._replaced[event.id]
        now = self._stated.get(Register(event.kind, event.about), ())
        return statement_rules.put_back(event, before[0].value if before else None, now)

    def _do_state(
        self, person: str, wanted: Sequence[Statement], undoes: str = "", redoes: str = ""
    ) -> str:
        """Turn statements into events; the action's id, empty if none was needed."""
        action = annotation_rules.action_id(self.device, self._seq + 1)
        needed = False
        for one in wanted:
            register = Register(one.kind, one.about)
            before = self._stated.get(register, ())
            if not (undoes or redoes) and statement_rules.says(before, one.value):
                continue
            event = self._event(
                person,
                **statement_rules.fields(one, before),
                action=action,
                undoes=undoes,
                redoes=redoes,
            )
            self._events.append(event)
            self._replaced[event.id] = before
            self._stated[register] = (statement_rules.stated(event),)
            needed = True
        return action if needed else ""
