"""What becomes of everything that a file says, written down thing by thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotations.importing.records import Decided, Relabelled, Said
from annotations.importing.report import Outcome, short
from annotations.importing.sentence_matching import Match


class Vote(NamedTuple):
    """What one person says of a sentence that was found."""

    person: str
    article_id: str
    number: int
    """The sentence, from 0."""
    said: Said


class Outcomes:
    """Every outcome so far, in the order in which they were found."""

    def __init__(self) -> None:
        self._found: list[Outcome] = []
        self.edits = 0
        """Conflicts that would be changes if edits were taken in."""

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self._found)

    def became(
        self,
        outcome: str,
        where: str,
        detail: str = "",
        *,
        match: Match | None = None,
        person: str = "",
        label: str = "",
        before: str = "",
        quote: str = "",
    ) -> None:
        """Note what became of one thing."""
        self._found.append(
            Outcome(
                "import-report/1",
                where,
                outcome,
                match.article_id if match else "",
                match.number + 1 if match else 0,
                person,
                label,
                before,
                short(quote),
                detail,
            )
        )

    def vote(self, outcome: str, vote: Vote, detail: str = "", before: str = "") -> None:
        """Note what became of a vote."""
        said = vote.said
        self.became(
            outcome, said.where, detail, match=Match(vote.article_id, vote.number),
            person=vote.person, label=said.label, before=before, quote=said.quote.text,
        )  # fmt: skip

    def decision(
        self, outcome: str, match: Match, name: str, one: Decided, detail: str = ""
    ) -> None:
        """Note what became of a decision."""
        self.became(
            outcome, one.where, detail, match=match, person=name, label=one.label or one.decision,
            quote=one.quote.text,
        )  # fmt: skip

    def edit(
        self, outcome: str, match: Match, name: str, one: Relabelled, before: str, detail: str = ""
    ) -> None:
        """Note what became of an edited label."""
        self.became(
            outcome, one.where, detail, match=match, person=name, label=one.label, before=before,
            quote=one.quote.text,
        )  # fmt: skip
