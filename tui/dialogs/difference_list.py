"""What two articles say differently: quantities, lone, changed and moved sentences, proposals.

One digit, or a click on a count, shows one class alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.message import Message

from annotations.comparison.summary import summarise
from annotations.workflow.open_article import Former
from tui.dialogs.list_screen import Listing
from tui.widgets.bars import Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.strip import Strip

    from annotations.labels import LabelScheme
    from annotations.workflow.open_article import Proposal, Sheet
    from annotations.workflow.pair_view import Beside
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

CLASSES = {
    "differs": "Conflicting quantities",
    "removed": "",
    "added": "",
    "moved": "Moved",
    "split": "Split or merged",
    "rewritten": "Rewritten",
    "edited": "Edited",
    "same": "Same",
    "proposed": "Labels proposed or to be looked at again",
}
"""Classes of sentences in the order of their digits, and their headings."""

DIGITS = dict(zip("123456789", CLASSES, strict=True))


class Entry(NamedTuple):
    """A row: a heading, or a sentence to go to."""

    sign: str
    text: str
    kind: str
    article_id: str = ""
    sentence: int = 0


class Counts(Bar):
    """Every class with its digit and how many it has; a click shows it alone."""

    @dataclass
    class Pointed(Message):
        """Somebody pointed at a class."""

        kind: str

    def __init__(
        self, palette: Palette, glyphs: Glyphs, counts: dict[str, int], names: dict[str, str]
    ) -> None:
        super().__init__(palette, glyphs)
        self.counts = counts
        self._names = names
        self.chosen = ""
        self._kinds_at: list[tuple[int, int, str]] = []

    def choose(self, kind: str) -> None:
        """Let a class stand out, or none."""
        self.chosen = kind
        self.refresh()

    def draw(self, line: Line) -> Strip:
        """The classes in the order of their digits; where names do not fit, with their signs."""
        names = {kind: self._names.get(kind, kind) for kind in self.counts}
        needed = sum(len(names[kind]) + 8 + len(str(n)) for kind, n in self.counts.items())
        names = names if needed < line.width else _signs(self.glyphs)
        self._kinds_at.clear()
        for digit, kind in DIGITS.items():
            count, start = self.counts[kind], line.at
            line.add(f" [{digit}] ", self.palette.bar_bold)
            chosen = self.palette.range if kind == self.chosen else None
            style = chosen or (None if count else self.palette.bar_faint)
            line.add(f"{names[kind]} ({count})", style)
            line.add(" ")
            self._kinds_at.append((start, line.at, kind))
        return line.strip()

    def on_click(self, event: events.Click) -> None:
        """Say which class was pointed at."""
        for start, end, kind in self._kinds_at:
            if start <= event.x < end:
                self.post_message(self.Pointed(kind))


def _signs(glyphs: Glyphs) -> dict[str, str]:
    """What stands for a class in the gutter."""
    others = {"differs": glyphs.conflict, "moved": glyphs.down}
    return {kind: others.get(kind) or getattr(glyphs, kind) for kind in CLASSES}


class Compared(Listing[tuple[str, int]]):
    """Choose a sentence; dismissed with its article and index.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        scheme: The labels.
        beside: One article in the light of the other.
        letter_of: What an article is called, by its id.
    """

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        beside: Beside,
        letter_of: Callable[[str], str],
    ) -> None:
        super().__init__(palette, glyphs)
        letters = letter_of(beside.mine.article.id), letter_of(beside.other.article.id)
        self._line = summarise(beside.alignment).line_of(*letters)
        self._entries = _Entries(glyphs, scheme, letter_of).of(beside)
        self._shown: list[Entry] = []
        counts = {
            kind: sum(entry.kind == kind and bool(entry.article_id) for entry in self._entries)
            for kind in CLASSES
        }
        earlier, later = letters if beside.is_earlier else letters[::-1]
        names = {
            "differs": "conflicts",
            "removed": f"only in {earlier}",
            "added": f"only in {later}",
        }
        self.counts = Counts(palette, glyphs, counts, names)

    def compose(self) -> ComposeResult:
        """Heading, counts, rows, footing."""
        yield self.heading
        yield self.counts
        yield self.rows
        yield self.footing

    def on_key(self, event: events.Key) -> None:
        """A digit shows one class alone, as long as nothing is typed; letters narrow the list."""
        if not self.query_text and (kind := DIGITS.get(event.character or "")):
            event.stop()
            event.prevent_default()
            self.show_only(kind)
        else:
            super().on_key(event)

    @on(Counts.Pointed)
    def _pointed(self, message: Counts.Pointed) -> None:
        self.show_only(message.kind)

    def show_only(self, kind: str) -> None:
        """Show one class alone; everything if that is what is shown."""
        self.counts.choose("" if kind == self.counts.chosen else kind)
        self.filtered()

    def action_leave(self) -> None:
        """Take the filter back, then the class, then leave."""
        if not self.query_text and self.counts.chosen:
            self.show_only(self.counts.chosen)
        else:
            super().action_leave()

    def filtered(self) -> None:
        """Show what holds every word of the filter, and the headings."""
        words, chosen = self.query_text.casefold().split(), self.counts.chosen
        self._shown = [
            entry
            for entry in self._entries
            if chosen in ("", entry.kind)
            and (
                not entry.article_id
                or all(word in f"{entry.kind} {entry.text}".casefold() for word in words)
            )
        ]
        self.rows.show(len(self._shown), 1)
        self.heading.show("Compared", self._line)
        hint = self.query_text or "digit: one class   letters: filter"
        self.footing.show(hint, "enter goes there   esc back")

    def draw(self, row: int, line: Line) -> None:
        """Headings stand out; a sentence is one row."""
        entry = self._shown[row]
        if not entry.article_id:
            line.add(f" {entry.text}", self.palette.accent)
            return
        line.add(f"  {entry.sign} ", self.palette.error)
        line.add(" ".join(entry.text.split()))

    def choice(self, row: int) -> tuple[str, int] | None:
        """Where the sentence is."""
        entry = self._shown[row]
        return (entry.article_id, entry.sentence) if entry.article_id else None


_CHANGED = ("moved", "split", "rewritten", "edited", "same")


class _Entries(NamedTuple):
    """Finds the rows: every class with its heading; a sentence stands in each that it is of."""

    glyphs: Glyphs
    scheme: LabelScheme
    letter_of: Callable[[str], str]

    def of(self, beside: Beside) -> list[Entry]:
        """The rows of two articles."""
        earlier, later = beside.mine, beside.other
        if not beside.is_earlier:
            earlier, later = later, earlier
        removed = beside.alignment.removed if beside.is_earlier else beside.alignment.added
        added = beside.alignment.added if beside.is_earlier else beside.alignment.removed
        found = {
            "differs": list(self._figures(beside)),
            "removed": _only(earlier, removed, "removed", self.glyphs.removed),
            "added": _only(later, added, "added", self.glyphs.added),
            **{kind: list(self._changed(beside, kind)) for kind in CLASSES if kind in _CHANGED},
            "proposed": [*self._proposed(earlier), *self._proposed(later)],
        }
        headings = {
            **CLASSES,
            "removed": f"Only in {self._called(earlier)}",
            "added": f"Only in {self._called(later)}",
        }
        entries: list[Entry] = []
        for kind, members in found.items():
            if members or kind in ("differs", "removed", "added"):
                entries.append(Entry("", f"{headings[kind]}: {len(members)}", kind))
            entries += members
        return entries

    def _called(self, sheet: Sheet) -> str:
        return f"{self.letter_of(sheet.article.id)}, “{sheet.article.title}”"

    def _figures(self, beside: Beside) -> Iterator[Entry]:
        """Both sides of each conflict: people first, then money, shares and the rest."""
        from annotations.comparison.conflict_order import side_text

        mine, other = beside.mine, beside.other
        letters = [self.letter_of(sheet.article.id) for sheet in (mine, other)]
        found = [(one.rank, index, one) for index, ones in beside.conflicts.items() for one in ones]
        for _, index, conflict in sorted(found):
            here = side_text(mine.article, mine.sentences, conflict.here)
            there = side_text(other.article, other.sentences, conflict.there)
            ratio = f" ({conflict.ratio}×)" if conflict.ratio else ""
            updated = ", updated" if conflict.relation == "updated" else ""
            values = f"{here.value} {self.glyphs.conflict} {there.value}{ratio}{updated}"
            text = f"{values}: {letters[0]} {here.excerpt} | {letters[1]} {there.excerpt}"
            yield Entry(self.glyphs.conflict, text, "differs", mine.article.id, index)

    def _changed(self, beside: Beside, kind: str) -> Iterator[Entry]:
        """Sentences that both articles have, of one class."""
        mine = beside.mine
        for index in range(len(mine.sentences)):
            if not mine.sentences.is_boilerplate(index) and kind in _kinds(beside, index):
                sign = self.glyphs.of(beside.sign(index))
                yield Entry(sign, _sentence(mine, index), kind, mine.article.id, index)

    def _proposed(self, sheet: Sheet) -> Iterator[Entry]:
        """Proposals, and carried labels whose sentences are less alike than they were."""
        for index in sorted(sheet.proposals.keys() | sheet.stale):
            proposal = sheet.proposals.get(index)
            if proposal is not None:
                title = self.scheme.find(proposal.label).title
                about = f"suggested: {title} ({_why(proposal)}): "
                sign = self.glyphs.proposed
            else:
                title = self.scheme.find(sheet.tag(index).label).title
                about, sign = f"{title}, stale: ", self.glyphs.stale
            text = f"{self.letter_of(sheet.article.id)} {about}{_sentence(sheet, index)}"
            yield Entry(sign, text, "proposed", sheet.article.id, index)


def _only(sheet: Sheet, indices: Sequence[int], kind: str, sign: str) -> list[Entry]:
    return [
        Entry(sign, _sentence(sheet, index), kind, sheet.article.id, index)
        for index in indices
        if not sheet.sentences.is_boilerplate(index)
    ]


def _kinds(beside: Beside, index: int) -> tuple[str, ...]:
    """The classes of a sentence's pair: how close it is, and whether it moved."""
    pairs = beside.pairs(index)
    if not pairs:
        return ()
    relation = "split" if pairs[0].relation == "merged" else pairs[0].relation
    return (relation, "moved") if pairs[0].moved and not pairs[0].slight else (relation,)


def _why(proposal: Proposal | Former) -> str:
    """Why a label is proposed."""
    if isinstance(proposal, Former):
        return "your label from before the sentence boundary moved"
    return proposal.offer.carry.reason


def _sentence(sheet: Sheet, index: int) -> str:
    return sheet.sentences.span(index).of(sheet.article.running_text)
