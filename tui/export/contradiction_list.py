"""Sentences that say nearly the same under different labels, side by side, to put one right."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from textual import on
from textual.binding import Binding

from annotations.errors import StoreError
from annotations.workflow import open_articles
from annotations.workflow.label_transfer import Edit
from annotations.workflow.open_article import Sheet
from tui.dialogs.list_screen import Heading, Listing
from tui.dialogs.pages import Part
from tui.export.prose import Prose
from tui.export.status_text import many
from tui.sanitize import safe
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from annotations.dataset.contradictions import Contradiction, Labelling
    from annotations.labels import Label
    from tui.reader.services import ReaderServices
    from tui.widgets.row_builder import Line


class Consistency(Listing[tuple[str, int]]):
    """Choose a sentence to go to; or give one the label of the other, here."""

    filters = False
    DEFAULT_CSS = """
    Consistency Prose { height: 45%; max-height: 14; }
    """
    BINDINGS = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("1", "take(0)", show=False),
        Binding("2", "take(1)", show=False),
        Binding("u", "undo", show=False),
        Binding("ctrl+r", "redo", show=False),
    ]

    def __init__(self, reader: ReaderServices, found: Sequence[Contradiction]) -> None:
        super().__init__(reader.palette, reader.glyphs)
        self.reader = reader
        self._found = found
        self.detail = Prose(self.palette, self.glyphs)
        self.between = Heading(self.palette, self.glyphs)
        self._people = dict(reader.store.people()) if reader.store else {}
        self._labels: dict[tuple[str, str], dict[int, str]] = {}
        self._titles: dict[str, str] = {}
        self._seen: object = None

    def compose(self) -> ComposeResult:
        """Heading, pairs, the pair under the cursor in full, footing."""
        yield self.heading
        yield self.rows
        yield self.between
        yield self.detail
        yield self.footing

    def on_mount(self) -> None:
        """List the pairs; look now and then what their labels are."""
        super().on_mount()
        self.set_interval(0.2, self.follow)

    def follow(self) -> None:
        """Show what the labels are by now, if anything happened."""
        store = self.reader.store
        if store is not None and store.cursor() != self._seen:
            self._seen = store.cursor()
            self._labels.clear()
            self._show()

    def filtered(self) -> None:
        """Show every pair: two rows, and one between them and the next."""
        self.rows.show(3 * len(self._found) - 1, self.rows.cursor)
        self._show()

    def _show(self) -> None:
        open_ = sum(not self._settled(one) for one in self._found)
        pairs = many(len(self._found), "pair")
        self.heading.show("Nearly the same, labelled differently", f"{open_:,} open of {pairs}")
        self.footing.show(
            "1 or 2 takes the other's label   u undo",
            "enter goes there   esc back",
        )
        self.between.show("In full", f"{self.rows.cursor // 3 + 1:,} of {len(self._found):,}")
        self.rows.refresh()
        self.detail.say(list(self._parts()))

    # What is said now

    def label_of(self, one: Labelling) -> str:
        """What the person says of the sentence now; empty if nothing."""
        key = one.person, one.article_id
        store = self.reader.store
        if key not in self._labels and store is not None:
            said = store.annotations(person=one.person, article_id=one.article_id)
            self._labels[key] = {now.index: now.mark.label for now in said if now.mark.label}
        label = self._labels.get(key, {}).get(one.index, "")
        return self.reader.scheme.find(label).slug if label else ""

    def _settled(self, pair: Contradiction) -> bool:
        return self.label_of(pair.one) == self.label_of(pair.other)

    def _label(self, one: Labelling) -> Label | None:
        slug = self.label_of(one)
        return self.reader.scheme.find(slug) if slug else None

    def _who(self, one: Labelling) -> str:
        return "you" if one.person == self.reader.me else self._people.get(one.person, one.person)

    @property
    def pair(self) -> Contradiction:
        """The pair under the cursor."""
        return self._found[self.rows.cursor // 3]

    @property
    def side(self) -> Labelling:
        """The sentence under the cursor."""
        return (self.pair.one, self.pair.other)[min(self.rows.cursor % 3, 1)]

    # Drawing

    def draw(self, row: int, line: Line) -> None:
        """Which of the two, its label, who gave it, and the sentence."""
        if row % 3 == 2:
            return
        pair = self._found[row // 3]
        one = (pair.one, pair.other)[row % 3]
        label, settled = self._label(one), self._settled(pair)
        sign = self.glyphs.saved if settled else str(row % 3 + 1)
        line.add(f"{sign} ", self.palette.accent if settled else self.palette.faint)
        title = label.title if label else "no label"
        line.add(f"{title:<12} "[:13], self.palette.label(label) if label else None)
        line.add(f"{self._who(one):<8} "[:9], self.palette.faint)
        line.add(" ".join(one.text.split()), self.palette.faint if settled else None)

    def _parts(self) -> list[Part]:
        """The pair under the cursor, in full."""
        pair, parts = self.pair, []
        for number, one in enumerate((pair.one, pair.other), start=1):
            label = self._label(one)
            head = f"{label.title if label else 'no label'}, {self._who(one)}"
            where = f"sentence {one.index + 1} of {self._title(one.article_id)}"
            style = self.palette.label(label) if label else self.palette.faint
            parts.append(Part(f"{head}: {where}", style, f"{number}", self.palette.accent, 3))
            parts.append(Part(" ".join(one.text.split()), None, "", None, 3))
        parts.append(Part(_difference(pair), self.palette.faint, "", None, 3))
        return parts

    def _title(self, article_id: str) -> str:
        if article_id not in self._titles and self.reader.store is not None:
            try:
                kept = self.reader.store.frozen(article_id)
            except StoreError:
                kept = None  # whoever opens the article is told
            self._titles[article_id] = kept.article.title if kept else ""
        return self._titles.get(article_id) or article_id

    # Keys

    def action_move(self, rows: int) -> None:
        """Go some sentences on, past the rows between pairs."""
        cursor = self.rows.cursor
        at = cursor // 3 * 2 + min(cursor % 3, 1) + rows
        at = min(max(at, 0), 2 * len(self._found) - 1)
        self.rows.move(at // 2 * 3 + at % 2 - cursor)
        self._show()

    def action_page(self, direction: int) -> None:
        """Go one screen on."""
        self.action_move(direction * max(self.rows.size.height // 3 * 2, 1))

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        self.action_move(0)

    def choice(self, row: int) -> tuple[str, int]:
        """Where the sentence is."""
        return self.side.article_id, self.side.index

    def action_take(self, number: int) -> None:
        """Give the upper (0) or the lower (1) sentence the label of the other."""
        sides = (self.pair.one, self.pair.other)
        one, label = sides[number], self.label_of(sides[1 - number])
        if not label or label == self.label_of(one):
            self._say("Both say the same already.")
        elif one.person != self.reader.me:
            self._say(f"That label is {self._who(one)}'s: only they change it, or a review does.")
        else:
            self._record(one, label)

    def _record(self, one: Labelling, label: str) -> None:
        reader, store = self.reader, self.reader.store
        if store is None or store.read_only:
            self._say(store.read_only_reason if store else "The project is not open.")
            return
        try:
            sheet = reader.desk.sheets.get(one.article_id) or self._sheet(one.article_id)
        except StoreError as error:
            self._say(str(error), severity="error")
            return
        if sheet is not None:
            tag = sheet.tag(one.index)._replace(label=label, source="own", origin=None)
            changed = reader.record([Edit(sheet, one.index, tag)])
            reader.touch((edit.sheet.article.id, edit.at) for edit in changed)

    def _sheet(self, article_id: str) -> Sheet | None:
        """An article that is not on the desk, with what this annotator says of it."""
        store = self.reader.store
        kept = store.frozen(article_id) if store else None
        if store is None or kept is None:
            return None
        sheet = Sheet(kept.article, kept.sentences)
        sheet.load(open_articles.tags_of(store, self.reader.me, article_id))
        return sheet

    def action_undo(self) -> None:
        """Take the last action back."""
        self.reader.action_undo()

    def action_redo(self) -> None:
        """Repeat what was undone last."""
        self.reader.action_redo()

    def _say(self, text: str, **how: Any) -> None:
        self.notify(safe(text), markup=False, **how)


def _difference(pair: Contradiction) -> str:
    """Which words differ, so that nobody has to look for them."""
    if pair.same_words:
        return "The same words."
    one, other = pair.one.text.split(), pair.other.text.split()
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            here, there = " ".join(one[a:b]), " ".join(other[c:d])
            found.append(f"1 {_quoted(here)}, 2 {_quoted(there)}")
    return "Differs: " + "; ".join(found)


def _quoted(words: str) -> str:
    return f'"{words}"' if words else "nothing"
