"""Keys that say more than a label: comments, rules, names revealed, many sentences at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.review.decisions import DecidingScreen

if TYPE_CHECKING:
    from annotations.review.decisions import Batch
    from annotations.review.model import Case, Pair
    from annotations.store.events import Statement


class SayingScreen(DecidingScreen):
    """A deciding screen that says why, to whom, and of how many."""

    def action_comment(self) -> None:
        """Write a line to everyone."""
        from annotations.review.decisions import comment
        from tui.dialogs.prompt import Prompt

        case = self.wanted()
        if case is None:
            return

        def take(text: str | None) -> None:
            if text and text.strip():
                self.state([comment(case, text)])

        self.app.push_screen(Prompt("Comment, for everyone", ""), take)

    def action_rule(self) -> None:
        """Link a rule to this sentence, or write one."""
        from tui.review.ask_reason import Rules

        case = self.wanted()
        if case is None:
            return
        pair = case.pair if case.is_disagreement else None

        def take(chosen: str | None) -> None:
            if chosen is None:
                return
            if chosen:
                self._link(case, chosen)
            else:
                self._write_rule(case, pair)

        self.app.push_screen(Rules(self.palette, self.glyphs, self.scheme, self.rules, pair), take)

    def _write_rule(self, case: Case, pair: Pair | None) -> None:
        from annotations.review.clarifications import new_rule
        from tui.dialogs.prompt import Prompt

        if pair is None:
            self.say("A rule tells two labels apart: write it where two were given.")
            return
        titles = " or ".join(self.scheme.find(one).title for one in pair)

        def take(text: str | None) -> None:
            if text and text.strip():
                version = self.reader.settings.config.guidelines.version
                rule = new_rule(self.rules, case, pair, text, self.text_of(case), version)
                self._link(case, rule.about, rule)

        self.app.push_screen(Prompt(f"When {titles}? One sentence", ""), take)

    def _link(self, case: Case, rule: str, *more: Statement) -> None:
        """Let a decision follow a rule, now or when it is made."""
        if self.last == case.sentence_id and self._said is not None:
            self._said = (*self._said[:3], rule)
        gold = case.gold
        if gold is None:
            self._ruled[case.sentence_id] = rule
            if more:
                self.state(more)
            self.say(f"{rule} goes with the decision on this sentence.")
            return
        self.state([*more, *self._amended(case, gold, rule=rule)])

    def action_reveal(self) -> None:
        """Show who said what, and record that it was shown."""
        from annotations.review.decisions import reveal

        case = self.wanted()
        if case is not None and self.review is not None:
            if not self.review.is_blind or self.review.is_revealed(case.sentence_id):
                self.say("The names are shown already.")
            else:
                self.state([reveal(self.review, case)], for_good=True)

    def action_vote_first(self) -> None:
        """Hide the votes until the reviewer has said their own label, or no longer."""
        import msgspec

        if self.review is not None:
            after = not self.review.options.votes_after
            self.review.options = msgspec.structs.replace(self.review.options, votes_after=after)
            self.say(
                "Your label first: the votes are shown once you have decided."
                if after
                else "The votes are shown at once."
            )
            self.show_bars()

    # Many at once

    def action_batch(self) -> None:
        """Decide everything listed at once, after a look."""
        from tui.review.batch import Sides

        if self.wanted() is None or self.review is None or self.queue is None:
            return

        def take(whose: str | None) -> None:
            if whose is not None:
                self._preview(whose)

        self.app.push_screen(Sides(self.palette, self.glyphs, self.review, self.queue), take)

    def _preview(self, whose: str) -> None:
        from annotations.review.decisions import batch
        from tui.review.batch import Preview

        assert self.review is not None
        assert self.queue is not None
        made = batch(self.review, list(self.queue), whose)
        if not made.total:
            self.say("None of these sentences has such a label.")
            return

        def take(confirmed: str | None) -> None:
            if confirmed:
                self._decide_all(made, by_name=whose != "majority")

        texts = []
        for case, _ in made.examples:
            self.sheet(case.article_id)
            texts.append(self.text_of(case))
        self.app.push_screen(Preview(self.palette, self.glyphs, self.scheme, made, texts), take)

    def _decide_all(self, made: Batch, *, by_name: bool) -> None:
        self.last = ""
        self.decided.update(one.about for one in made.statements if one.kind == "gold")
        self.state(self.knowing(made.statements, by_name=by_name))
        self.say(f"{made.total:,} sentences decided; one undo takes all of them back.")
        if self.case is not None:
            self.advance(self.case)
