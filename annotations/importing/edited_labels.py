"""Labels of rows that somebody edited after their export: who says so, and over what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from annotations import gold
from annotations.errors import LabelFileError
from annotations.importing.label_names import Renaming
from annotations.importing.outcomes import Outcomes
from annotations.importing.planned_changes import Planned
from annotations.importing.records import Decided, Relabelled, Said
from annotations.importing.report import CHANGED, CONFLICT, IMPORTED, KNOWN, TWICE, Wishes
from annotations.importing.sentence_matching import Match
from annotations.store import Annotation, Mark, Store

Edited = tuple[Match, Relabelled]


class EditedLabels:
    """Takes edited labels in: as the label of whoever imports, or as a decision of theirs.

    Args:
        store: The project.
        labels: What labels are called here.
        wishes: Whether edits are taken in, and by whom.
        planned: What will be written; edits go there, and over what is there.
        outcomes: Told what becomes of each.
    """

    def __init__(
        self, store: Store, labels: Renaming, wishes: Wishes, planned: Planned, outcomes: Outcomes
    ) -> None:
        self._store = store
        self._labels = labels
        self._wishes = wishes
        self._planned = planned
        self._outcomes = outcomes
        self._me = wishes.everything_by or wishes.me
        self._names = store.people()
        self._heads: Mapping[str, Sequence[gold.Head]] = {}
        self._article = "", list[Annotation]()

    def take(self, items: Iterable[Edited]) -> None:
        """Plan what becomes of them.

        Raises:
            LabelFileError: If nobody is there whose labels they could be.
            StoreError: If the project cannot be read.
        """
        several = sorted(items, key=lambda pair: (pair[0].article_id, pair[0].number))
        if not several:
            return
        self._heads = self._store.statements("gold")
        ways: dict[str, set[str]] = {}
        for match, one in several:
            ways.setdefault(self._planned.sentence_id(match), set()).add(one.label)
        done: set[str] = set()
        for match, one in several:
            sentence_id = self._planned.sentence_id(match)
            if len(ways[sentence_id]) > 1:
                said = f"the file says {', '.join(sorted(ways[sentence_id]))}"
                self._outcomes.edit(TWICE, match, self._me, one, "", said)
            elif sentence_id in done:
                self._outcomes.edit(KNOWN, match, self._me, one, one.label)
            else:
                done.add(sentence_id)
                self._take(match, one, sentence_id)

    def _take(self, match: Match, one: Relabelled, sentence_id: str) -> None:
        voters = self._voters(match)
        now = self._label(voters, sentence_id)
        was, me = self._labels.present(one.was), self._me
        if now == one.label:
            self._outcomes.edit(KNOWN, match, me, one, now)
        elif now and was and now != was:
            detail = f"it was {was} when it was exported, and has become {now} here"
            self._outcomes.edit(CONFLICT, match, me, one, now, detail)
        elif now and not self._wishes.edits and not self._wishes.overwrite:
            self._outcomes.edits += 1
            self._outcomes.edit(
                CONFLICT, match, me, one, now, f"{now} here, {one.label} in the file"
            )
        elif not me:
            raise LabelFileError("Labels were edited in the file. Say by whom with --as NAME.")
        else:
            settled = self._heads_of(sentence_id) or self._planned.decision_on(sentence_id)
            alone = voters.keys() <= {me} and not settled
            how = f"which {me} {'says' if alone else 'settles'}"
            detail = f"{now or 'nothing'} here, {one.label} in the file, {how}"
            self._outcomes.edit(CHANGED if now else IMPORTED, match, me, one, now, detail)
            if alone:
                known = voters.get(me, Mark())
                mark = Mark(one.label, known.unsure, known.note)
                self._planned.say(me, match, mark, Said(where=one.where, quote=one.quote), "")
            else:
                told = Decided(where=one.where, quote=one.quote, label=one.label, person=me)
                self._planned.decide(me, match, told, alone=True)

    def _heads_of(self, sentence_id: str) -> list[gold.Head]:
        return [head for head in self._heads.get(sentence_id, ()) if head.value]

    def _label(self, voters: Mapping[str, Mark], sentence_id: str) -> str:
        """What a sentence is once the rest of the file is imported, under its present slug."""
        planned = self._planned.decision_on(sentence_id)
        if planned:
            return self._labels.present(planned.label)
        heads = self._heads_of(sentence_id)
        if voters:
            labels = [mark.label for mark in voters.values()]
            return self._labels.present(gold.settle(labels, heads=heads).label)
        head = gold.latest(heads)
        return self._labels.present(gold.said(head)[1]) if head else ""

    def _voters(self, match: Match) -> dict[str, Mark]:
        """What people say of a sentence once votes are imported, by name, under present slugs."""
        if self._article[0] != match.article_id:
            said = self._store.annotations(article_id=match.article_id)
            self._article = match.article_id, list(said)
        found = {
            self._names[one.person]: one.mark
            for one in self._article[1]
            if one.index == match.number
        }
        found.update(self._planned.said_of(match))
        return {
            name: Mark(self._labels.present(mark.label), mark.unsure, mark.note)
            for name, mark in found.items()
            if mark.label
        }
