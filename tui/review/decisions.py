"""The keys that decide: each one action that is recorded, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from annotations.errors import StoreError
from tui import messages
from tui.review.background import FollowingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from annotations.gold import Reason
    from annotations.review.decisions import Side
    from annotations.review.model import Case, Decision, Gold
    from annotations.store.events import Event, Statement

_MEANT = {
    "gold": "a decision",
    "comment": "a comment",
    "rule": "a rule",
    "objection": "an objection",
    "correction": "a correction",
}
"""What an undo took back, by kind of statement."""


class DecidingScreen(FollowingScreen):
    """A review that records what the reviewer says."""

    def on_mount(self) -> None:
        """Nothing is ruled yet."""
        self._ruled: dict[str, str] = {}
        """The rule that was linked to a sentence before it is decided."""
        self._said: tuple[Case, Decision, str, str] | None = None
        """The last decision: its case as it was shown, and what was decided."""
        super().on_mount()

    # Recording

    def state(self, statements: Sequence[Statement], *, for_good: bool = False) -> None:
        """Record statements as one action; `for_good`: undo passes over it."""
        self.reader.recorder.state(statements, for_good=for_good)
        self.show_status()

    def wanted(self) -> Case | None:
        """The case under the cursor, if it can be decided; if not, the reviewer is told why."""
        store = self.reader.store
        if store is not None and store.read_only:
            self.say(store.read_only_reason, "Read-only", "warning")
            return None
        if self.case is None:
            reading = "The votes are still being read."
            self.say(reading if self.review is None else "There is no sentence to decide here.")
        return self.case

    def decide(self, decision: Decision, *, label: str = "", reason: Reason = "") -> None:
        """Make a decision hold and go on to the next sentence."""
        from annotations.review.decisions import gold_for

        case = self.wanted()
        if case is None or self.review is None:
            return
        hidden = self.review.options.votes_after and not self.review.lettered(case)
        rule = self._ruled.pop(case.sentence_id, "") or (case.gold.rule if case.gold else "")
        try:
            statements = gold_for(
                self.review, case, decision, label=label, reason=reason, rule=rule
            )
        except StoreError as error:
            self.say(str(error), "Not decided", "warning")
            return
        self.last, self._said = case.sentence_id, (case, decision, label, rule)
        self.decided.add(case.sentence_id)
        self.state(self.knowing(statements))
        if hidden:
            self.show_bars()
        else:
            self.advance(case)

    def knowing(self, statements: Iterable[Statement], *, by_name: bool = False) -> list[Statement]:
        """Decisions as they are made here: a list of two people's differences tells who said what.

        That is recorded with the decision, as names that were shown are; so is `by_name`, which
        says that they were made like one person's votes.
        """
        import msgspec

        from annotations.review.statements import GOLD

        told = {"revealed": True} if by_name or self.only.people else {}
        return [
            msgspec.structs.replace(one, value={**one.value, **told}) if one.kind == GOLD else one
            for one in statements
        ]

    def advance(self, case: Case) -> None:
        """Go to the next sentence that is not decided, from the top again after the last."""
        target = self._next_open(case)
        self.show_case(target)
        self.ends = target is None

    def _next_open(self, case: Case) -> Case | None:
        assert self.queue is not None
        found: Case | None = case
        while found is not None:
            found = self.case_of(self.queue.after(found))
            if found is not None and found.sentence_id not in self.decided:
                return found
        firsts = (one for one in self.queue if one not in self.decided and one != case.sentence_id)
        return self.case_of(next(firsts, ""))

    ends = False
    """Whether the summary shall be shown once the last decision is on disk."""

    def kept(self, message: messages.Kept) -> None:
        """A job is on disk; after the last decision of the list the review ends."""
        super().kept(message)
        if self.ends and not self.reader.recorder.saving and not self.reader.recorder.unsaved:
            self.ends = False
            self.action_summary()

    def action_summary(self) -> None:
        """Say what was done and what is left."""
        raise NotImplementedError

    # Deciding

    def action_label(self, slug: str) -> None:
        """Decide on a label."""
        self.decide("label", label=slug)

    def action_majority(self) -> None:
        """Decide on what more than half say."""
        self._side("majority")

    def action_mine(self) -> None:
        """Decide on the reviewer's own label."""
        self._side("mine")

    def action_theirs(self) -> None:
        """Decide on the label of the other of two."""
        self._side("theirs")

    def _side(self, side: Side) -> None:
        from annotations.review.decisions import side_of

        case = self.wanted()
        if case is None or self.review is None:
            return
        try:
            label = side_of(self.review, case, side)
        except StoreError as error:
            self.say(str(error), "Not decided", "warning")
        else:
            self.decide("label", label=label)

    def action_ambiguous(self) -> None:
        """Decide that there is no one label, once it is said why."""
        from tui.review.ask_reason import Why

        def take(reason: str | None) -> None:
            if reason:
                self.decide("ambiguous", reason=cast("Reason", reason))

        if self.wanted() is not None:
            self.app.push_screen(Why(self.keys, "Ambiguous, because"), take)

    def action_segmentation(self) -> None:
        """Decide that the text is no one sentence."""
        self.decide("segmentation", reason="segmentation")

    def action_defer(self) -> None:
        """Leave it for later."""
        from annotations.review.decisions import deferral

        case = self.wanted()
        if case is not None and self.review is not None:
            self.last = ""
            self.decided.add(case.sentence_id)
            self.state([deferral(self.review, case)])
            self.advance(case)

    def action_reason(self, reason: str) -> None:
        """Say why people differed over what was decided just now, or over what is shown."""
        from annotations.review.decisions import gold_for

        case, why = self.wanted(), cast("Reason", reason)
        if self.review is None or case is None:
            return
        if self.last and self._said is not None:
            case, decision, label, rule = self._said
            said = gold_for(self.review, case, decision, label=label, reason=why, rule=rule)
            self.state(self.knowing(said))
        elif case.gold is None:
            self.say("Decide first, then say why people differed.")
        else:
            self.state(self._amended(case, case.gold, reason=why))

    def _amended(
        self, case: Case, gold: Gold, *, reason: Reason = "", rule: str = ""
    ) -> list[Statement]:
        """A decision that stands, with more said about it; what it rests on stays what it was."""
        import msgspec

        from annotations.review.decisions import gold_for
        from annotations.review.statements import GOLD

        assert self.review is not None
        why, which = reason or gold.reason, rule or gold.rule
        said = gold_for(self.review, case, gold.decision, label=gold.label, reason=why, rule=which)
        kept = {"basis": list(gold.basis), "revealed": gold.revealed}
        return [
            msgspec.structs.replace(one, value={**one.value, **kept}) if one.kind == GOLD else one
            for one in said
        ]

    # Taking back

    def action_undo(self) -> None:
        """Take the last action back; what was not saved first."""
        self.last = ""
        dropped = self.reader.recorder.drop_unsaved()
        if dropped is None:
            self.reader.recorder.undo()
        else:
            for article_id in {change.article_id for change in dropped.changes}:
                if (sheet := self.reader.desk.sheets.get(article_id)) is not None:
                    self.reader.load_tags(sheet)
            abouts = [one.about for one in dropped.statements]
            self.say("What was not saved is given up.")
            self._go_back(abouts)
        self.show_bars()

    def action_redo(self) -> None:
        """Repeat what was undone last."""
        self.last = ""
        self.reader.recorder.redo()
        self.show_bars()

    def action_retry(self) -> None:
        """Save again what was not saved."""
        jobs = self.reader.recorder.retry()
        for job in jobs:
            self.decided.update(one.about for one in job.statements if one.kind == "gold")
        if not jobs:
            self.say("Everything is saved.")
        self.show_bars()

    def show_undone(self, kind: str, events: Sequence[Event]) -> None:
        """Go to what an undo or redo changed, and say what it was."""
        if not events:
            self.say(f"Nothing to {kind}.")
            return
        abouts = [one.sentence or one.about for one in events]
        kinds = {one.kind or "label" for one in events}
        if kind == "undo":
            self.decided.difference_update(abouts)
        else:
            self.decided.update(one.about for one in events if one.kind == "gold")
        first = next(iter(kinds - {"gold", "deferred"}), "")
        if "label" in kinds:
            self.say(f"{kind.capitalize()}: a label of your own, not a decision.")
        elif first:
            self.say(f"{kind.capitalize()}: {_MEANT.get(first, first)}.")
        elif len(kinds) and len(abouts) > 2:
            self.say(f"{kind.capitalize()}: {len(set(abouts)):,} decisions.")
        self._go_back(abouts)

    def _go_back(self, abouts: Sequence[str]) -> None:
        found = map(self.case_of, (about.partition("/")[0] for about in abouts))
        case = next((one for one in found if one is not None), None)
        if case is not None:
            self.show_case(case)
