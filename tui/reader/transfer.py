"""Labels that go to the same sentence of other articles: by themselves, accepted, or rejected."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.plurals import count
from annotations.workflow.label_transfer import Edit
from annotations.workflow.open_article import Former, Proposal
from tui.reader.changes import NOTHING, Changes, say
from tui.reader.state import reveal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from annotations.store.events import Annotation
    from annotations.workflow.label_transfer import Carrier
    from annotations.workflow.open_article import Sheet
    from tui.reader.changes import Spot
    from tui.reader.comparisons import Comparisons
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState
    from tui.recorder import Recorder

REJECTION = "rejection"
"""The kind of statement that a proposal is not to be made again."""


class Transfer:
    """Keeps labels of the same sentences together; records what labels amount to.

    Args:
        state: Which articles stand side by side.
        look: What keys are called.
        carrier: Knows what may be carried where.
        comparisons: Articles in the light of one another.
        recorder: Takes labels to the store.
        navigation: Moves on.
        letter_of: What an article is called, by its id.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        carrier: Carrier,
        comparisons: Comparisons,
        recorder: Recorder,
        navigation: Navigation,
        letter_of: Callable[[str], str],
    ) -> None:
        self._state = state
        self._look = look
        self._carrier = carrier
        self._comparisons = comparisons
        self._recorder = recorder
        self._navigation = navigation
        self._letter_of = letter_of
        self._caught_up: frozenset[tuple[int, int]] = frozenset()
        """Pairs of shown sheets whose labels were carried since they are shown."""
        self._proposed_for: tuple[object, ...] = ()
        """What the proposals were found for."""

    # Recording

    def record(self, edits: Iterable[Edit]) -> Changes:
        """Record edits, and what copies of these labels say then, as one action."""
        return self.changed((e.sheet.article.id, e.at) for e in self.recorded(edits))

    def recorded(self, edits: Iterable[Edit]) -> list[Edit]:
        """The same; what was thereby changed."""
        wanted = list(edits)
        return self._recorder.record([*wanted, *self._carrier.copies(wanted)])

    def changed(self, spots: Iterable[Spot]) -> Changes:
        """Labels changed there: so may what is proposed elsewhere."""
        return Changes(spots=tuple(self._carrier.propose_again(spots)))

    def happened(self, annotations: Iterable[Annotation], *, undone: bool) -> None:
        """Learn what the store says now of some sentences, after an undo or anything else."""
        self._carrier.sources.happened(annotations, undone=undone)

    def refused(self) -> Changes | None:
        """Why nothing can be changed; None if it can."""
        reason = self._state.refusal
        return say(reason, "Read-only", "warning") if reason else None

    def refused_at(self, sheet: Sheet | None) -> Changes | None:
        """Why nothing that is stated can be changed at the cursor of `sheet`; None if it can."""
        if sheet is None or not len(sheet.sentences):
            return NOTHING
        if (refused := self.refused()) is not None:
            return refused
        if unfolded := reveal(sheet, [sheet.cursor]):
            return wait_for(unfolded)
        if self._state.store is None:
            return say("The project is not open.", "Not possible", "warning")
        return None

    # What may be carried

    def carry(self) -> Changes:
        """Propose what may be carried between the articles shown; carry what was labelled alone."""
        self.prepare()
        state, sources = self._state, self._carrier.sources
        seen = tuple(map(id, sources.shown)), self._comparisons.made, state.opened
        proposed = NOTHING
        if seen != self._proposed_for:
            self._proposed_for = seen
            proposed = self.propose()
        if not state.me or state.store is None or state.store.read_only:
            return proposed
        return proposed.plus(self._catch_up())

    def prepare(self) -> None:
        """Tell the carrier what is shown, and of which sentences something was said."""
        sources = self._carrier.sources
        sources.person, sources.shown = self._state.me, tuple(self._state.side_by_side)
        for sheet in sources.shown if self._state.store is not None else ():
            if not sources.knows(sheet.article.id):
                self.remember(sheet.article.id)

    def remember(self, article_id: str) -> None:
        """Find out of which sentences of an article anything was ever said."""
        if self._state.store is None:
            return
        try:
            said = list(self._state.store.annotations(article_id=article_id, cleared=True))
        except StoreError:
            return  # nothing comes by itself where that is not known; the next write says why
        self._carrier.sources.remember(article_id, said)

    def propose(self) -> Changes:
        """Find every proposal for the articles shown."""
        for sheet in self._carrier.sources.shown:
            self._carrier.propose(sheet)
        return Changes(redrawn=self._carrier.sources.shown)

    def _catch_up(self) -> Changes:
        view = self._comparisons.view
        shown = [
            (sheet, source)
            for sheet, source in permutations(self._carrier.sources.shown, 2)
            if view(sheet, source) is not None
        ]
        known = self._caught_up
        self._caught_up = frozenset((id(sheet), id(source)) for sheet, source in shown)
        new = [(one, other) for one, other in shown if (id(one), id(other)) not in known]
        edits = self._carrier.catch_up(new) if new else []
        return self._record_carried(edits) if edits else NOTHING

    def _record_carried(self, edits: Sequence[Edit]) -> Changes:
        """Say what was carried, and how it is taken back."""
        recorded = self.recorded(edits)
        ids = dict.fromkeys(edit.tag.origin.article for edit in recorded if edit.tag.origin)
        names = " and ".join(map(self._letter_of, ids))
        count = len(recorded)
        labels, them = ("1 label", "it") if count == 1 else (f"{count} labels", "them")
        undo = self._look.key("reader.undo")
        return self.changed((edit.sheet.article.id, edit.at) for edit in recorded).plus(
            say(f"{labels} carried from {names}: same sentences. {undo} takes {them} back.")
        )

    def read_rejections(self) -> Changes:
        """Find out what this annotator rejected."""
        if self._state.store is None:
            return NOTHING
        try:
            said = self._state.store.statements(REJECTION)
        except StoreError:
            return NOTHING  # proposed once more, which harms nothing
        before, self._carrier.rejected = self._carrier.rejected, frozenset(said)
        return self.propose() if before != self._carrier.rejected else NOTHING

    # Keys

    def accept(self) -> Changes:
        """Take over what is proposed here, or agree to what was carried here, and move on.

        In a range or with a count, all of that as one action.
        """
        sheet = self._state.current
        if sheet is None:
            return NOTHING
        if (refused := self.refused()) is not None:
            return refused
        chosen = self._state.choose(sheet)
        if chosen.unfolded:
            return wait_for(chosen.unfolded)
        where = chosen.indices
        drawn = Changes(redrawn=(sheet,)) if chosen.is_range else NOTHING
        edits = self._acceptable(sheet, where)
        if not edits:
            these = "this sentence" if len(where) == 1 else "these sentences"
            return drawn.plus(say(f"Nothing is proposed for {these}."))
        changes = drawn.plus(self.record(edits))
        if self._state.advances:
            target = sheet.next_work(where[-1], 1)
            changes = changes.plus(self._navigation.go_to(sheet, target))
        return changes.plus(_accepted(len(edits))) if len(where) > 1 else changes

    def accept_all(self) -> Changes:
        """Take over every proposed label whose sentence has the very words of its counterpart."""
        sheet = self._state.current
        if sheet is None:
            return NOTHING
        same = [i for i, one in sorted(sheet.proposals.items()) if one.verbatim]
        edits = self._acceptable(sheet, same)
        if not edits:
            return say("No suggestion here with identical wording.")
        if (refused := self.refused()) is not None:
            return refused
        if unfolded := reveal(sheet, [edit.at for edit in edits]):
            return wait_for(unfolded)
        return self.record(edits).plus(_accepted(len(edits)))

    def _acceptable(self, sheet: Sheet, where: Iterable[int]) -> list[Edit]:
        """What the sentences say once what is proposed or was carried there is accepted."""
        tags = ((index, self._carrier.accepted(sheet, index)) for index in where)
        return [Edit(sheet, index, tag) for index, tag in tags if tag is not None]

    def reject(self) -> Changes:
        """Never propose this label for this text again, and move on."""
        from annotations.store.events import Statement

        sheet = self._state.current
        proposal = sheet.proposals.get(sheet.cursor) if sheet else None
        if sheet is None or proposal is None:
            if sheet is not None and sheet.tag(sheet.cursor).source == "carried":
                return say(f"This label was carried: {self._look.key('reader.clear')} clears it.")
            return say("Nothing is proposed for this sentence.")
        if (refused := self.refused()) is not None:
            return refused
        if unfolded := reveal(sheet, [sheet.cursor]):
            return wait_for(unfolded)
        article = sheet.article
        value = {
            "label": proposal.label,
            "article": article.id,
            "sentence": article.sentence_id(sheet.sentences.span(sheet.cursor)),
            "index": sheet.cursor,
            "from": _origin_of(proposal),
        }
        self._carrier.rejected |= {proposal.key}
        self._recorder.state([Statement(REJECTION, proposal.key, value)])
        changes = self.changed([(article.id, sheet.cursor)])
        if self._state.advances:
            target = sheet.next_work(sheet.cursor, 1)
            changes = changes.plus(self._navigation.go_to(sheet, target))
        return changes


def _origin_of(proposal: Proposal | Former) -> str:
    """The id of the sentence whose label is proposed."""
    if isinstance(proposal, Former):
        return proposal.sentence_id
    source = proposal.source
    return source.article.sentence_id(source.sentences.span(proposal.offer.carry.a))


def wait_for(unfolded: int) -> Changes:
    """Sentences were folded away: they are shown, nothing is done."""
    return Changes(folds=True).plus(
        say(
            f"{count(unfolded, 'sentence')} {'was' if unfolded == 1 else 'were'} folded away. "
            "Now that all is shown, press it again.",
            "Nothing was changed",
            "warning",
        )
    )


def _accepted(count: int) -> Changes:
    labels = "1 label" if count == 1 else f"{count} labels"
    return say(f"{labels} carried over; one undo takes all of them back.")
