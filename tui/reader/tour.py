"""A tour of the keys: one hint at a time, and the next once the thing was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from textual.widgets import Static

if TYPE_CHECKING:
    from tui.reader.look import Look
    from tui.reader.state import ReaderState


class Seen(NamedTuple):
    """What can be told of somebody's doing."""

    place: tuple[str, int] = ("", 0)
    """The article in focus, and its sentence under the cursor."""
    labels: int = 0
    """Sentences that have one."""
    did: frozenset[str] = frozenset()
    """Ids of the keys that were pressed since the hint came up."""

    @property
    def article(self) -> str:
        """The article in focus."""
        return self.place[0]


class Step(NamedTuple):
    """A hint, and what must have happened for the next one."""

    text: Callable[[Callable[[str], str]], str]
    """Gets what says how the key of an id is called."""
    happened: Callable[[Seen, Seen], bool]
    """Gets what was seen when the hint came up, and what is seen now."""


def _did(*ids: str) -> Callable[[Seen, Seen], bool]:
    return lambda _, now: not now.did.isdisjoint(ids)


_MOVES = (
    *("reader.next", "reader.previous", "reader.next_paragraph", "reader.previous_paragraph"),
    *("reader.page_down", "reader.page_up", "reader.first", "reader.last"),
)

STEPS = (
    Step(
        lambda key: (
            f"The bar on the left marks a sentence. Say what it is: {key('label')}. "
            "The label is saved at once, and the next sentence is marked."
        ),
        lambda before, now: now.labels > before.labels,
    ),
    Step(
        lambda key: (
            f"{key('reader.next')} and {key('reader.previous')}, or the arrows, move "
            f"without a label. Press {key('reader.next')}."
        ),
        lambda before, now: now.place != before.place and not now.did.isdisjoint(_MOVES),
    ),
    Step(
        lambda key: (
            "Another report of the same event stands beside this one, or in the strip "
            f"below it. {key('reader.other_pane')} goes there."
        ),
        lambda before, now: now.article != before.article,
    ),
    Step(
        lambda key: (
            "Words that differ are marked, quantities in conflict stand out. "
            f"{key('reader.next_difference')} goes to the next difference, "
            f"{key('reader.next_conflict')} to the next conflict."
        ),
        _did("reader.next_difference", "reader.next_conflict"),
    ),
    Step(
        lambda key: (
            f"Nothing is lost by trying: {key('reader.undo')} takes back what was done "
            f"last, goes there, and says what it was. Press {key('reader.undo')}."
        ),
        lambda before, now: now.labels < before.labels,
    ),
    Step(
        lambda key: (
            f"{key('reader.legend')} names every sign, colour and number on the screen. "
            f"Look at it; {key('reader.cancel')} comes back."
        ),
        _did("reader.legend"),
    ),
    Step(
        lambda key: (
            f"{key('reader.help')} lists every key, those of a day first; / searches it. "
            f"Look at it; {key('reader.cancel')} comes back."
        ),
        _did("reader.help"),
    ),
    Step(
        lambda key: (
            f"{key('reader.next_unlabelled')} goes to the next sentence without a label, "
            f"on into further articles and stories. Press {key('reader.next_unlabelled')}."
        ),
        _did("reader.next_unlabelled"),
    ),
)
"""In their order."""


class Tour:
    """Shows the hint that is due, in rows of its own, until the last or until it is left.

    Args:
        state: What somebody does shows in it.
        look: What keys are called.
    """

    def __init__(self, state: ReaderState, look: Look) -> None:
        self._state = state
        self._look = look
        self._at = 0
        self._did: frozenset[str] = frozenset()
        self._since = Seen()
        self._has_begun = False
        self.is_left = False
        """Whether somebody had enough of it."""
        self.row = Static(id="tour", markup=False)

    def did(self, id_: str) -> None:
        """A key is pressed; the one that drops things leaves the tour where there is nothing."""
        self._did |= {id_}
        if id_ == "reader.cancel" and not self._state.can_drop:
            self.is_left = True

    def look(self) -> None:
        """Say the next hint if what this one asks for has happened."""
        now = self._seen()
        if not self._has_begun:
            self._has_begun, self._since = self._state.current is not None, now
        elif not self.is_over and STEPS[self._at].happened(self._since, now):
            self._at, self._did = self._at + 1, frozenset()
            self._since = self._seen()
        if self.text != self.row.content:
            self.row.update(self.text)

    @property
    def is_over(self) -> bool:
        """Whether there is no further hint."""
        return self.is_left or self._at == len(STEPS)

    @property
    def text(self) -> str:
        """What is said now."""
        leaves = self._name("reader.quit")
        if self.is_over:
            done = "You have left the tour." if self.is_left else "That is what a day needs."
            return (
                f"{done} Try on: nothing here is kept. {leaves} leaves; then `slugline FOLDER` "
                "opens your own articles."
            )
        hint = STEPS[self._at].text(self._name)
        number = f"Tour {self._at + 1} of {len(STEPS)}"
        return f"{number}: {hint} ({self._name('reader.cancel')} leaves the tour)"

    def _seen(self) -> Seen:
        sheets, current = self._state.sheets.values(), self._state.current
        place = (current.article.id, current.cursor) if current is not None else ("", 0)
        return Seen(place, sum(sheet.labelled for sheet in sheets), self._did)

    def _name(self, id_: str) -> str:
        """How a key is called; of `label` the labels', with what they give."""
        look = self._look
        if id_ != "label":
            return "esc" if look.key(id_) == "escape" else look.key(id_)
        keyed = [one for one in look.scheme.active if f"label.{one.slug}" in look.keys][:3]
        ways = [f"{look.key(f'label.{one.slug}')} {one.title}" for one in keyed]
        return ", ".join(ways) or f"{look.key('reader.by_name')} and its name"
