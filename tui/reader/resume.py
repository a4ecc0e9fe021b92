"""Where an annotator was when they left the project: kept beside it, and gone back to at start."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from annotations.articles.corpus import file_below
from annotations.articles.places import place_of
from annotations.workflow.folds import Folds
from tui import local_state
from tui.reader.navigation import story_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.articles.corpus import Card, File
    from annotations.articles.stories import Story
    from annotations.workflow.open_article import Sheet
    from tui.reader.articles import Articles
    from tui.reader.background import Behind
    from tui.reader.state import ReaderState
    from tui.settings import Settings

_PATIENCE = 10
"""Looks after which a place is kept although it still changes."""

_RECENT = 20
"""Labels that are remembered as given last."""

_SWITCHES = ("as_table", "flow", "tied", "advances", "hides_done")
"""What is switched on or off, by its name in the reader's state."""


class Left(msgspec.Struct, frozen=True, omit_defaults=True):
    """How an article was left."""

    article: str
    path: str = ""
    """Absolute: where the text is another by now, the article is still known by its file."""
    at: int = 0
    """Where the sentence under the cursor begins, in code points."""
    folds: tuple[tuple[int, int], ...] = ()
    """The folded runs of sentences, half-open."""
    boilerplate: bool = False
    """Whether the cursor stopped at boilerplate."""

    def restore(self, sheet: Sheet) -> None:
        """Put cursor and folds where they were, as far as the sheet has such places."""
        total = len(sheet.sentences)
        if not total:
            return
        sheet.with_boilerplate = self.boilerplate
        sheet.cursor = max(sheet.sentences.at(self.at), 0)
        if not sheet.is_work(sheet.cursor):
            sheet.cursor = sheet.next_work(sheet.cursor - 1, 1)
        sheet.folds = Folds(_apart(self.folds, total))


def _apart(runs: Iterable[tuple[int, int]], total: int) -> Iterator[range]:
    """The runs that can be folded together: in the article, not empty, not overlapping."""
    end = 0
    for first, stop in sorted(runs):
        if end <= first < stop <= total:
            yield range(first, stop)
            end = stop


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where somebody was: articles side by side, how each was left, what was switched."""

    slots: tuple[str, ...] = ()
    """Ids of the articles side by side."""
    focus: str = ""
    """The id of the one that keys acted on."""
    articles: tuple[Left, ...] = ()
    """Opened articles of the story."""
    switches: dict[str, bool] = {}
    """What stood otherwise than the configuration has it, by its name."""
    widths: tuple[tuple[int, ...], ...] = ()
    """How wide panes were made side by side, in cells: two, and three."""
    recent: tuple[str, ...] = ()
    """Slugs of the labels that were given last, the latest first."""
    whose: str = ""
    """Whether the library listed only what was `mine`, or what was `nobody`'s."""

    def first_of(self, files: Sequence[File], roots: Sequence[str] = ()) -> tuple[File, ...]:
        """The files of the articles that stood side by side, as a search for articles names them.

        So those of a large corpus can be read before the rest of it.

        Args:
            files: What was found so far.
            roots: Where there are more.
        """
        left = [one for one in self.articles if one.article in self.slots and one.path]
        beside = [place_of(one.path).path for one in left]
        names = {*beside, *map(_from_here, beside)}
        found = [file for file in files if file.path in names]
        if not found and roots:
            below = (file_below(path, roots) for path in dict.fromkeys(beside))
            found = [file for file in below if file is not None]
        return tuple(found)


def _from_here(path: str) -> str:
    try:
        return os.path.relpath(path)
    except (ValueError, OSError):  # another drive, or a working folder that is gone
        return path


def _absolute(path: str) -> str:
    # Not what links lead to: it is the name by which the file was found.
    return os.path.normpath(Path(path).absolute())


def _holds(story: Story, paths: set[str]) -> bool:
    return any(_absolute(card.path) in paths for card in story.cards)


def remembered(project: Path, annotator: str) -> Place | None:
    """Where an annotator was last; None where that is not known, or cannot be read."""
    found = local_state.read(project).places.get(annotator)
    try:
        return msgspec.convert(found, Place) if found else None
    except msgspec.ValidationError:
        return None


class Resume:
    """Goes back to where the annotator was, and keeps where they are.

    Args:
        state: Where they are.
        settings: Whose project it is.
        articles: Has articles open.
        behind: Starts workers: nothing is written while a key waits.
    """

    def __init__(
        self, state: ReaderState, settings: Settings, articles: Articles, behind: Behind
    ) -> None:
        self._state = state
        self._project, self._annotator = settings.project, settings.annotator
        self._articles = articles
        self._behind = behind
        self._configured = self._switched()
        self._begun: Place | None = None
        """The place before anybody did anything, while another is waited for."""
        self._seen: Place | None = None
        self._kept: Place | None = None
        self._looks = 0
        self._writing = Lock()
        self._opened: tuple[Place, tuple[str, ...]] | None = None
        """The place that was gone back to, and what stood side by side then."""
        self.place: Place | None = None
        """Where to go back to, until that is done."""

    # Going back

    def open(self) -> bool:
        """Open the story of last time as it was left; whether it is there."""
        place, state = self.place, self._state
        if place is None:
            return False
        for name, on in place.switches.items():
            if name in self._configured:
                self._switch(name, on)
        state.recent = place.recent
        state.whose = place.whose if place.whose in ("mine", "nobody") else ""
        state.widths = {len(one): one for one in place.widths if one and min(one) > 0}
        story, cards = self._find(place)
        if story is None:
            self.place = place if state.reading else None
            return False
        self.place = None
        for left in place.articles:
            if (card := cards.get(left.article)) is not None:
                self._begin(card.article_id, left)
        self._put(story, cards, place)
        return True

    def opened_lately(self) -> Place | None:
        """The place that was gone back to, if the annotator has gone nowhere else since."""
        if self._opened is None:
            return None
        place, beside = self._opened
        self._opened = None
        return place if beside == self._beside() else None

    def open_again(self, place: Place) -> None:
        """Stories are others now: have the same articles side by side, as far as they are there."""
        story, cards = self._find(place)
        if story is None:
            return
        for left in place.articles:
            card = cards.get(left.article)
            if card is not None and card.article_id not in self._state.sheets:
                self._begin(card.article_id, left)
        self._put(story, cards, place)

    def _put(self, story: Story, cards: dict[str, Card], place: Place) -> None:
        ids = [cards[one].article_id for one in place.slots if one in cards]
        focus = cards.get(place.focus)
        self._state.put_side_by_side(story, ids, focus.article_id if focus else "")
        self._opened = place, self._beside()

    def _beside(self) -> tuple[str, ...]:
        """What stands side by side, that in focus first."""
        state = self._state
        ids = [state.card(slot).article_id for slot in range(len(state.slots))]
        return (*ids[state.focus : state.focus + 1], *ids)

    def open_late(self) -> bool:
        """More of the corpus is read: go back now, unless the annotator has begun elsewhere."""
        if self.place is None:
            return False
        now = self.now()
        if self._begun is not None and now != self._begun:
            self.place = None
            return False
        if self.open():
            return True
        self._begun = now
        if not self._state.reading:
            self.place = None
        return False

    def stay(self) -> bool:
        """The corpus was read again: where texts of the story are others, stay in their files."""
        state = self._state
        known = {card.article_id for story in state.stories for card in story.cards}
        if not state.slots or state.card(state.focus).article_id in known:
            return False
        self.place = self.now()
        found = self.open()
        self.place = None
        return found

    def _begin(self, article_id: str, left: Left) -> None:
        self._state.folds_left |= {article_id}
        if (sheet := self._state.sheets.get(article_id)) is not None:
            left.restore(sheet)
        else:
            self._articles.begins[article_id] = left.restore

    def _find(self, place: Place) -> tuple[Story | None, dict[str, Card]]:
        """The story, and its cards by the ids that their articles had."""
        stories = self._state.stories
        story = story_of(stories, place.focus)
        for left in place.articles:
            story = story or story_of(stories, left.article)
        if story is None:
            # Texts that are others now, known by their files.
            paths = {left.path for left in place.articles if left.article == place.focus} - {""}
            story = next((one for one in stories if paths and _holds(one, paths)), None)
        if story is None:
            return None, {}
        cards = {card.article_id: card for card in story.cards}
        by_path = {_absolute(card.path): card for card in story.cards}
        for left in place.articles:
            if left.article not in cards and left.path in by_path:
                cards[left.article] = by_path[left.path]
        return story, cards

    # Keeping

    def now(self) -> Place:
        """Where the annotator is."""
        state = self._state
        left = tuple(
            self._left(card, sheet)
            for card in state.cards
            if (sheet := state.sheets.get(card.article_id)) is not None
        )
        ids = tuple(state.card(slot).article_id for slot in range(len(state.slots)))
        focus = ids[state.focus] if state.focus < len(ids) else ""
        switched = self._switched().items()
        others = {name: on for name, on in switched if on != self._configured[name]}
        widths = tuple(state.widths.values())
        return Place(ids, focus, left, others, widths, state.recent[:_RECENT], state.whose)

    def _left(self, card: Card, sheet: Sheet) -> Left:
        at = sheet.sentences.span(sheet.cursor).start if len(sheet.sentences) else 0
        folds = tuple((run.start, run.stop) for run in sheet.folds.runs)
        path = _absolute(card.path)
        return Left(card.article_id, path, at, folds, sheet.with_boilerplate)

    def look(self) -> None:
        """Keep the place behind the screen, once it stays the same, or has changed for long."""
        now = self.now()
        if now == self._kept:
            self._looks = 0
            return
        self._looks += 1
        rests, self._seen = now == self._seen, now
        if (rests or self._looks >= _PATIENCE) and self._may_keep():
            self._looks, self._kept = 0, now
            self._behind.quietly("place", lambda: self._write(now))

    def keep(self) -> None:
        """Keep the place at the end."""
        if self._may_keep():
            self._write(self.now())

    def _may_keep(self) -> bool:
        """Whether there is a place of this project's, and a project that may be written to."""
        store = self._state.store
        if store is None or store.read_only or not self._state.slots or self.place is not None:
            return False
        return self._project.is_dir()

    def _write(self, place: Place) -> None:
        with self._writing:
            before = local_state.read(self._project)
            places = {**before.places, self._annotator: msgspec.to_builtins(place)}
            try:
                local_state.write(self._project, msgspec.structs.replace(before, places=places))
            except OSError:
                return  # it is a convenience: what matters is in the project, and is said there

    # What is switched on

    def _switched(self) -> dict[str, bool]:
        state = self._state
        switches: dict[str, Any] = {name: getattr(state, name) for name in _SWITCHES}
        return switches | state.kinds

    def _switch(self, name: str, on: bool) -> None:
        if name in self._state.kinds:
            self._state.kinds[name] = on
        else:
            setattr(self._state, name, on)
