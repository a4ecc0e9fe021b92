"""What the reader is about: the open story, which article each pane shows, what is switched on.

No Textual: keys change it through the reader's collaborators, the screen shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from annotations.articles.stories import Story, arranged
from annotations.articles.stories_by_hand import NOTHING_SAID, ByHand
from annotations.workflow.progress import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from annotations.articles.corpus import Card, Skipped
    from annotations.articles.receipts import Receipt
    from annotations.index.query import Wanted
    from annotations.store.protocol import Store
    from annotations.workflow.deleted_files import Deleted
    from annotations.workflow.open_article import Sheet

WIDE, MIDDLE = 132, 88
"""Columns from which three and two panes stand side by side."""

LEAST_COLUMNS, LEAST_ROWS = 60, 20
"""The smallest terminal that the reader works in."""

MOST_COUNT = 9_999
"""The largest count that a key takes."""

LEAST_PANE = 24
"""Columns below which no border is moved: a gutter, and words beside it."""

_NARROWEST = 36
"""Columns that a pane needs however many were asked for."""


def panes_for(columns: int, wanted: int = 0) -> int:
    """How many articles stand side by side in a terminal of that width.

    Args:
        columns: The terminal's width in cells.
        wanted: How many were configured; 0 lets the width decide.
    """
    if wanted:
        return max(min(wanted, columns // _NARROWEST), 1)
    return 3 if columns >= WIDE else 2 if columns >= MIDDLE else 1


def shared_out(columns: int, wanted: Sequence[int]) -> tuple[int, ...]:
    """Widths of panes side by side: in those proportions, each wide enough to be read.

    Args:
        columns: What there is, in cells.
        wanted: The widths that they had in a terminal of any width, in cells.
    """
    least = min(LEAST_PANE, columns // len(wanted))
    ends = [columns * end // sum(wanted) for end in accumulate(wanted)]
    found = [max(end - start, least) for start, end in zip([0, *ends], ends, strict=False)]
    while (over := sum(found) - columns) > 0:
        widest = found.index(max(found))
        found[widest] -= min(over, found[widest] - least)
    return tuple(found)


class Chosen(NamedTuple):
    """The sentences that a key is about."""

    indices: Sequence[int] = ()
    unfolded: int = 0
    """How many of them were folded away: they are shown now, and the key has to wait."""
    is_range: bool = False
    """Whether a range or a count chose them, which is used up."""


@dataclass(repr=False, eq=False)
class ReaderState:
    """Everything that keys of the reader change, besides labels.

    A slot is a place for an article of the open story, whether a pane shows it or not.
    """

    stories: Sequence[Story] = ()
    """The corpus, as far as it is read, in stories as people want them."""
    found: Sequence[Story] = ()
    """The same in stories as files have them."""
    by_hand: ByHand = NOTHING_SAID
    """What people said of stories."""
    skipped: Sequence[Skipped] = ()
    receipts: Sequence[Receipt] = ()
    """What became of the files that are read."""
    told: set[str] = field(default_factory=set)
    """What was said of files that are not whole."""
    not_read: str = ""
    """How many files are of kinds that are not read, in words; said once."""
    deleted: Mapping[str, Deleted] = field(default_factory=dict)
    """Articles without a file, read from what the project keeps."""
    reading: str = ""
    """How far a large corpus is read, or empty."""

    store: Store | None = None
    """The project, once it is open."""
    me: str = ""
    """The annotator's person id, once the project is open."""
    opened: bool = False
    """Whether it was tried to open the project."""

    story: Story | None = None
    guests: tuple[Card, ...] = ()
    """Articles of other stories that were put beside those of this one; the story ends with
    them until another is opened."""
    slots: list[int] = field(default_factory=list)
    """Which card of the story each slot holds."""
    focus: int = 0
    """The slot that keys act on."""
    sheets: dict[str, Sheet] = field(default_factory=dict)
    """Opened articles by id."""
    back: tuple[str, int] | None = None
    """Article and sentence that a jump to a counterpart came from."""

    columns: int = MIDDLE
    """The terminal's width in cells."""
    panes_wanted: int = 0
    """How many panes were configured; 0 lets the width decide."""
    widths: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """By the number of panes how wide they were made, where they are not equally wide."""
    kinds: dict[str, bool] = field(
        default_factory=lambda: {"entities": True, "figures": True, "differences": True}
    )
    """Which highlights are switched on."""
    tied: bool = True
    """Whether panes move together."""
    as_table: bool = False
    """Whether the panes shall be one table, as soon as that is possible."""
    flow: bool = False
    """Whether sentences run on instead of standing in rows of their own."""
    advances: bool = True
    """Whether a label key moves on."""
    mine: frozenset[str] = frozenset()
    """Articles that are the annotator's to label: assigned to them, or claimed."""
    assigned: Collection[str] = frozenset()
    """Articles that are anybody's."""
    holders: Mapping[str, str] = field(default_factory=dict)
    """By article what those are called whose it is."""
    whose: str = ""
    """What the library lists: `mine`, `nobody`, or everything."""
    done: frozenset[str] = frozenset()
    """Articles that the annotator marked as done."""
    standings: dict[str, Standing] = field(default_factory=dict)
    """How far articles are that are not open, as far as that was counted."""
    counting: bool = False
    """Whether articles that were never opened are being counted."""

    folds_left: frozenset[str] = frozenset()
    """Articles whose folds are as they were left: a table that opens does not fold more."""
    hides_done: bool = False
    """Whether the library lists only what is not finished."""
    count: str = ""
    """Digits typed so far: a count for the next key."""
    recent: tuple[str, ...] = ()
    """Slugs of the labels that were given last, the latest first."""
    lit: str = ""
    """The entity whose mentions stand out."""
    query: str = ""
    """What was searched for last."""
    hits: str | tuple[Wanted, ...] = ""
    """The words whose places are marked, as long as they are: as typed, or those of a query."""
    search_counts: str = ""
    """How many hits there are of them, and which one was gone to."""

    # How far articles are

    def standing(self, article_id: str) -> Standing | None:
        """How far an article is, as far as that is known."""
        sheet = self.sheets.get(article_id)
        if sheet is not None:
            return Standing(sheet.labelled, sheet.work)
        return self.standings.get(article_id)

    def is_finished(self, article_id: str) -> bool:
        """Whether nothing is left to label: marked as done, or known to be labelled throughout."""
        if article_id in self.done:
            return True
        found = self.standing(article_id)
        return found is not None and found.is_finished

    # Which articles

    @property
    def panes(self) -> int:
        """How many articles fit side by side."""
        return panes_for(self.columns, self.panes_wanted)

    @property
    def pane_widths(self) -> tuple[int, ...]:
        """How wide the panes that are shown are, in cells."""
        number = max(len(self.shown), 1)
        return shared_out(self.columns, self.widths.get(number) or (1,) * number)

    @property
    def cards(self) -> Sequence[Card]:
        """The articles of the story."""
        return self.story.cards if self.story else ()

    def open(self, story: Story) -> None:
        """Open a story, its first articles in the slots."""
        self.story, self.guests = story, ()
        self.slots = list(range(min(len(story.cards), max(self.panes, 2))))
        self.focus, self.back, self.lit = 0, None, ""

    def arrange(
        self,
        found: Sequence[Story] | None = None,
        by_hand: ByHand | None = None,
        stories: Sequence[Story] | None = None,
    ) -> bool:
        """Have other stories; whether the open one is another now.

        Args:
            found: Those that files have now; None if they are as they were.
            by_hand: What people said of them; None if that is what it was.
            stories: What comes of both, where that is known already.
        """
        self.found = self.found if found is None else found
        self.by_hand = self.by_hand if by_hand is None else by_hand
        self.stories = arranged(self.found, self.by_hand) if stories is None else stories
        if not self.cards:
            if self.stories:
                self.open(self.stories[0])
            return bool(self.stories)
        wanted = self.card(self.focus).article_id
        among = {card.article_id for card in self.guests}
        own = next((c.article_id for c in self.cards if c.article_id not in among), wanted)
        home = own if wanted in among else wanted
        for story in self.stories:
            if any(card.article_id == home for card in story.cards):
                story = self._with_guests(story)
                if story == self.story:
                    return False
                self.grow(story)
                self.focus = self.slot_of(wanted) or 0
                return True
        return False

    def _with_guests(self, story: Story) -> Story:
        """A story with the guests that are not its own by now and still in the corpus."""
        if not self.guests:
            return story
        own = {card.article_id for card in story.cards}
        wanted = {card.article_id for card in self.guests} - own
        every = (card for one in self.stories for card in one.cards)
        here = {card.article_id: card for card in every if card.article_id in wanted}
        ids = [card.article_id for card in self.guests if card.article_id in here]
        self.guests = tuple(here[id_] for id_ in ids)
        return Story(story.key, story.title, (*story.cards, *self.guests))

    def put_beside(self, card: Card) -> None:
        """Show an article beside the one in focus, as a guest if it is of another story."""
        if self.story is None:
            return
        ids = [one.article_id for one in self.cards]
        if card.article_id not in ids:
            self.guests = (*self.guests, card)
            cards = (*self.story.cards, card)
            self.story = Story(self.story.key, self.story.title, cards)
            ids.append(card.article_id)
        number = ids.index(card.article_id)
        if number in self.slots:
            return
        if self.beside is None or len(self.slots) < self.panes:
            self.slots.append(number)
        else:
            self.slots[self.beside] = number

    def put_side_by_side(self, story: Story, article_ids: Sequence[str], focus: str) -> None:
        """Open a story with these of its articles in the slots as far as they fit, one in focus."""
        self.open(story)
        ids = [card.article_id for card in story.cards]
        wanted = [ids.index(id_) for id_ in dict.fromkeys(article_ids)]
        at = ids.index(focus) if focus in ids else wanted[0] if wanted else 0
        wanted = wanted if at in wanted else [at, *wanted]
        first = max(wanted.index(at) - len(self.slots) + 1, 0)
        free = [number for number in self.slots if number not in wanted]
        free += [number for number in range(len(ids)) if number not in (*wanted, *free)]
        self.slots = (wanted[first:] + free)[: len(self.slots)]
        self.focus = self.slots.index(at)

    def grow(self, story: Story) -> None:
        """The story has other articles now: each slot keeps its own where it still has it."""
        ids = [card.article_id for card in story.cards]
        held = [self.cards[slot].article_id for slot in self.slots]
        at = held[self.focus] if self.focus < len(held) else ""
        self.story = story
        kept = [ids.index(id_) for id_ in held if id_ in ids]
        free = [number for number in range(len(ids)) if number not in kept]
        self.slots = (kept + free)[: min(len(ids), max(self.panes, 2))]
        read = ids.index(at) if at in ids else -1
        if read in self.slots:
            self.focus = self.slots.index(read)
        else:
            self.focus = min(self.focus, max(len(self.slots) - 1, 0))

    def resize(self, columns: int) -> None:
        """Have at least as many slots as panes, and two where the story has two articles."""
        self.columns = columns
        if self.story is not None:
            self.grow(self.story)

    @property
    def shown(self) -> list[int]:
        """The slots that panes show: with one pane, the one in focus."""
        if self.panes == 1:
            return [self.focus] if self.slots else []
        return list(range(min(self.panes, len(self.slots))))

    @property
    def beside(self) -> int | None:
        """The slot beside the one in focus: where counterparts are looked for."""
        return (self.focus + 1) % len(self.slots) if len(self.slots) > 1 else None

    @property
    def is_narrow(self) -> bool:
        """Whether the article beside the one in focus is in the strip below it."""
        return self.panes == 1 and self.beside is not None

    def beside_of(self, slot: int | None) -> int | None:
        """The slot that one is seen in the light of: the one in focus, or the one beside it."""
        return self.beside if slot == self.focus else self.focus

    def card(self, slot: int) -> Card:
        """The card in a slot."""
        return self.cards[self.slots[slot]]

    def sheet(self, slot: int | None) -> Sheet | None:
        """The sheet in a slot, once it is read."""
        if slot is None or not 0 <= slot < len(self.slots):
            return None
        return self.sheets.get(self.card(slot).article_id)

    @property
    def current(self) -> Sheet | None:
        """The sheet in focus."""
        return self.sheet(self.focus)

    @property
    def in_slots(self) -> list[Sheet]:
        """The opened articles of all slots."""
        return [sheet for slot in range(len(self.slots)) if (sheet := self.sheet(slot))]

    @property
    def in_view(self) -> list[int]:
        """The slots that are shown, the strip's too, the earlier article of the story first."""
        slots = self.shown
        if len(slots) == 1 and self.beside is not None:
            slots = [slots[0], self.beside]
        return sorted(slots, key=self.slots.__getitem__)

    @property
    def side_by_side(self) -> list[Sheet]:
        """The articles in view, as far as they are read."""
        return [sheet for slot in self.in_view if (sheet := self.sheet(slot))]

    def turn(self, step: int) -> None:
        """Put the next article of the story that no other slot holds into the slot in focus."""
        others = {slot for number, slot in enumerate(self.slots) if number != self.focus}
        free = [number for number in range(len(self.cards)) if number not in others]
        at = free.index(self.slots[self.focus])
        self.slots[self.focus] = free[(at + step) % len(free)]

    def slot_of(self, article_id: str) -> int | None:
        """The slot that holds an article, after putting it into the one in focus if none does."""
        ids = [card.article_id for card in self.cards]
        if article_id not in ids:
            return None
        number = ids.index(article_id)
        if number not in self.slots:
            self.slots[self.focus] = number
        return self.slots.index(number)

    # What a key is about

    @property
    def refusal(self) -> str:
        """Why nothing can be changed; empty if it can, or if that is not known yet."""
        return self.store.read_only_reason if self.store is not None else ""

    @property
    def can_drop(self) -> bool:
        """Whether there is a count, a range, a search or a lit name to drop."""
        has_range = any(sheet.anchor is not None for sheet in self.sheets.values())
        return bool(self.count or self.lit or self.hits or has_range)

    def type_digit(self, digit: str) -> None:
        """Add a digit to the count for the next key; a leading 0 is none."""
        if digit != "0" or self.count:
            self.count = str(min(int(self.count + digit), MOST_COUNT))

    def take_count(self) -> int:
        """The count typed so far, or 1; it is used up."""
        count, self.count = int(self.count or 1), ""
        return count

    def choose(self, sheet: Sheet) -> Chosen:
        """The sentences that a key is about, which uses up the range or count that chose them.

        Where some of them are folded away they are shown, and nothing is used up.
        """
        counted = bool(self.count)
        indices = sheet.stops(int(self.count)) if counted else list(sheet.selection)
        if unfolded := reveal(sheet, indices):
            return Chosen(unfolded=unfolded)
        is_range = counted or sheet.anchor is not None
        self.count, sheet.anchor = "", None
        if is_range:
            indices = [index for index in indices if sheet.is_work(index)]
        return Chosen(indices, is_range=is_range)


def reveal(sheet: Sheet, indices: Iterable[int]) -> int:
    """Unfold the runs that hide some sentences; how many came to light."""
    runs = sheet.hiding(indices)
    if runs:
        sheet.folds = sheet.folds.without(*runs)
    return sum(map(len, runs))


def counterpart_by_position(index: int, sheet: Sheet, other: Sheet) -> int:
    """The sentence of `other` at the same share of its body."""
    share = index / max(sheet.sentences.body - 1, 1)
    found = round(share * max(other.sentences.body - 1, 0))
    return min(found, max(len(other.sentences) - 1, 0))
