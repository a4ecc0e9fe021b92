"""Labels that go to the same sentence of other articles: by themselves, accepted, or rejected."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.workflow.label_transfer import Edit
from tui.keys import readable
from tui.reader import finding
from tui.reader.navigation import MovingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.workflow.open_article import Sheet


REJECTION = "rejection"
"""The kind of statement that a proposal is not to be made again."""


class CarryingScreen(MovingScreen):
    """A moving screen that keeps labels of the same sentences together."""

    _caught_up: frozenset[tuple[int, int]] = frozenset()
    """Pairs of shown sheets whose labels were carried since they are shown."""
    _proposed_for: tuple[object, ...] = ()
    """What the proposals were found for."""

    def refuses(self) -> bool:
        """Whether nothing can be changed; if so, the annotator is told why."""
        if self.store is not None and self.store.read_only:
            self.say(self.store.read_only_reason, "Read-only", "warning")
            return True
        return False

    def chosen(self, sheet: Sheet) -> list[int] | None:
        """The sentences that a key is about, which ends the range or count that chose them.

        None where some of them are folded away: they are shown, and the key waits.
        """
        counted, count = bool(self.count), self.count
        where = finding.counted(sheet, self.take_count()) if counted else list(sheet.selection)
        if self.refuses_hidden(sheet, where):
            self.count = count
            self.show_state()
            return None
        was_range, sheet.anchor = sheet.anchor is not None, None
        if was_range or counted:
            where = [index for index in where if sheet.is_work(index)]
            if pane := self.pane_of(sheet):
                pane.refresh()
        return where

    def record(self, edits: Iterable[Edit]) -> list[Edit]:
        """Record edits, and what copies of these labels say then, as one action."""
        wanted = list(edits)
        return self.recorder.record([*wanted, *self.carrier.copies(wanted)])

    def carry_labels(self) -> None:
        """Propose what may be carried between the articles shown; carry what was labelled alone."""
        self.prepare()
        seen = tuple(map(id, self.carrier.sources.shown)), self.study.comparisons.made, self.opened
        if seen != self._proposed_for:
            self._proposed_for = seen
            self.propose()
        if self.opened and self.me and self.store is not None and not self.store.read_only:
            self._catch_up()

    def prepare(self) -> None:
        """Tell the carrier what is shown, and of which sentences something was said."""
        self.carrier.sources.person = self.me
        self.carrier.sources.shown = tuple(self.side_by_side)
        for sheet in self.carrier.sources.shown if self.store is not None else ():
            if not self.carrier.sources.knows(sheet.article.id):
                self.remember(sheet.article.id)

    def remember(self, article_id: str) -> None:
        """Find out of which sentences of an article anything was ever said."""
        if self.store is None:
            return
        try:
            said = list(self.store.annotations(article_id=article_id, cleared=True))
        except StoreError:
            return  # nothing comes by itself where that is not known; the next write says why
        self.carrier.sources.remember(article_id, said)

    def propose(self) -> None:
        """Find every proposal for the articles shown."""
        for sheet in self.carrier.sources.shown:
            self.carrier.propose(sheet)
        for pane in self.every_pane:
            pane.refresh()

    def _catch_up(self) -> None:
        view = self.study.comparisons.view
        shown = [
            (sheet, source)
            for sheet, source in permutations(self.carrier.sources.shown, 2)
            if view(sheet, source) is not None
        ]
        known = self._caught_up
        self._caught_up = frozenset((id(sheet), id(source)) for sheet, source in shown)
        new = [(one, other) for one, other in shown if (id(one), id(other)) not in known]
        edits = self.carrier.catch_up(new) if new else []
        if edits:
            self.tell_carried(self.record(edits))

    def tell_carried(self, edits: Sequence[Edit]) -> None:
        """Say what was carried, and how it is taken back."""
        ids = dict.fromkeys(edit.tag.origin.article for edit in edits if edit.tag.origin)
        names = " and ".join(map(self.naming.letter_of, ids))
        self.touch((edit.sheet.article.id, edit.at) for edit in edits)
        undo = readable(self.keys["reader.undo"].split(",")[0])
        labels = "1 label" if len(edits) == 1 else f"{len(edits)} labels"
        them = "it" if len(edits) == 1 else "them"
        self.say(f"{labels} carried from {names}: same sentences. {undo} takes {them} back.")

    def read_rejections(self) -> None:
        """Find out what this annotator rejected."""
        if self.store is None:
            return
        try:
            said = self.store.statements(REJECTION)
        except StoreError:
            return  # proposed once more, which harms nothing
        before, self.carrier.rejected = self.carrier.rejected, frozenset(said)
        if before != self.carrier.rejected:
            self.propose()
            self.show_state()

    # Keys

    def action_accept(self) -> None:
        """Take over what is proposed here, or agree to what was carried here, and move on.

        In a range or with a count, all of that as one action.
        """
        sheet = self.desk.current
        if sheet is None or self.refuses():
            return
        where = self.chosen(sheet)
        if where is None:
            return
        edits = self._acceptable(sheet, where)
        if not edits:
            these = "this sentence" if len(where) == 1 else "these sentences"
            self.say(f"Nothing is proposed for {these}.")
            return
        if not self._accept(edits):
            return
        if self.advances:
            self.go_to(sheet, sheet.next_work(where[-1], 1))
        if len(where) > 1:
            self._say_accepted(len(edits))

    def action_accept_all(self) -> None:
        """Take over every proposed label whose sentence has the very words of its counterpart."""
        sheet = self.desk.current
        if sheet is None:
            return
        same = [i for i, one in sorted(sheet.proposals.items()) if one.offer.carry.verbatim]
        edits = self._acceptable(sheet, same)
        if not edits:
            self.say("No label is proposed for sentences of the same words.")
        elif self._accept(edits):
            self._say_accepted(len(edits))

    def _acceptable(self, sheet: Sheet, where: Iterable[int]) -> list[Edit]:
        """What the sentences say once what is proposed or was carried there is accepted."""
        tags = ((index, self.carrier.accepted(sheet, index)) for index in where)
        return [Edit(sheet, index, tag) for index, tag in tags if tag is not None]

    def _say_accepted(self, count: int) -> None:
        labels = "1 label" if count == 1 else f"{count} labels"
        self.say(f"{labels} carried over; one undo takes all of them back.")

    def _accept(self, edits: Sequence[Edit]) -> bool:
        sheet = edits[0].sheet
        if self.refuses() or self.refuses_hidden(sheet, [edit.at for edit in edits]):
            return False
        self.touch((edit.sheet.article.id, edit.at) for edit in self.record(edits))
        return True

    def action_reject(self) -> None:
        """Never propose this label for this text again, and move on."""
        from annotations.store.events import Statement

        sheet = self.desk.current
        proposal = sheet.proposals.get(sheet.cursor) if sheet else None
        if sheet is None or proposal is None:
            carried = sheet is not None and sheet.tag(sheet.cursor).source == "carried"
            clear = readable(self.keys["reader.clear"].split(",")[0])
            self.say(
                f"This label was carried: {clear} clears it."
                if carried
                else "Nothing is proposed for this sentence."
            )
            return
        if self.refuses() or self.refuses_hidden(sheet, [sheet.cursor]):
            return
        article, source = sheet.article, proposal.source
        value = {
            "label": proposal.label,
            "article": article.id,
            "sentence": article.sentence_id(sheet.sentences.span(sheet.cursor)),
            "index": sheet.cursor,
            "from": source.article.sentence_id(source.sentences.span(proposal.offer.carry.a)),
        }
        self.carrier.rejected |= {proposal.offer.rejection}
        self.recorder.state([Statement(REJECTION, proposal.offer.rejection, value)])
        self.touch([(article.id, sheet.cursor)])
        if self.advances:
            self.go_to(sheet, sheet.next_work(sheet.cursor, 1))
