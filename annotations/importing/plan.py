"""Labels from files into a project: planned as a whole, then written, person by person.

Nothing is guessed and nothing is overwritten unasked: what is not certain, and what somebody here
has said otherwise, is reported. So the same file imported twice changes nothing the second time.
What was edited in a file since its export is a change, which is shown before it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from annotations import gold
from annotations.dataset.clusters import Place
from annotations.dataset.kept_splits import exported, keep
from annotations.importing.annotator_names import Voices, recognised
from annotations.importing.edited_labels import Edited, EditedLabels
from annotations.importing.fit_cuts import fitting
from annotations.importing.label_names import Renaming
from annotations.importing.outcomes import Outcomes, Vote
from annotations.importing.planned_changes import Planned
from annotations.importing.read_files import Told
from annotations.importing.reading_order import Entry, resolved
from annotations.importing.records import Decided, Item, Relabelled, Said, Unread
from annotations.importing.report import (
    CHANGED,
    CONFLICT,
    DAMAGED,
    IMPORTED,
    KNOWN,
    OUTCOMES,
    TWICE,
    UNKNOWN_LABEL,
    UNREAD,
    Report,
    Wishes,
    described,
    examples_of,
)
from annotations.importing.sentence_matching import Match, Sentences
from annotations.labels import LabelScheme
from annotations.store import Annotation, FrozenArticle, Mark, Statement, Store

Advance = Callable[[int], object]
"""Told how many more things that a file says have been dealt with."""

GOLD: Final = "gold"
"""The kind of statements that settle a label."""
NOBODY: Final = "adjudicator"
"""Who settled a label where a file does not say."""


class Import:
    """What a file says, and what of it a project can take.

    Args:
        store: The project; not changed before `write`.
        told: What the file says.
        articles: Articles that the project need not keep yet, with their cuts.
        scheme: The labels of the project.
        wishes: What is to be done otherwise.
        advance: Told of each thing that has been looked at.

    Raises:
        LabelFileError: If the file does not say whose labels they are, and nobody else did.
        StoreError: If the project cannot be read.
    """

    def __init__(
        self,
        store: Store,
        told: Told,
        articles: Iterable[FrozenArticle] = (),
        *,
        scheme: LabelScheme,
        wishes: Wishes = Wishes(),  # noqa: B008  # holds nothing that changes
        advance: Advance = lambda items: None,
    ) -> None:
        self._store = store
        self._told = told
        self._wishes = wishes
        self._outcomes = Outcomes()
        self._planned = Planned(self._article)
        self._edited: set[tuple[str, int, str]] = set()
        self._labels = Renaming(scheme, wishes.labels)
        kept = set(store.frozen_ids())
        self._new = fitting((one for one in articles if one.article.id not in kept), told.items)
        names = recognised(store, told, wishes)
        self._wishes = wishes = wishes._replace(people={**names, **wishes.people})
        self._same = [f"{old} in the file is {name} here." for old, name in names.items()]
        self._voices = Voices(told, wishes, store.people())
        self.written = 0
        """Labels and decisions that `write` has made durable so far."""
        self._plan(advance)
        self._places = self._plan_places(kept | self._planned.articles())
        self.report = self._report()
        """What becomes of everything."""

    @property
    def steps(self) -> int:
        """How many steps writing takes."""
        return len(self._planned)

    def write(self, advance: Advance = lambda steps: None) -> None:
        """Take it in: an action for each person and article, so that undoing is.

        Raises:
            StoreError: If something could not be saved; what was written before that stays, and
                importing again does the rest.
        """
        ids = {name: self._store.join(name) for name in self._joining()}
        self._voices = Voices(self._told, self._wishes, self._store.people())
        for name, article_id, changes in self._planned.changes():
            self._keep(article_id)
            self._store.annotate(ids[name], changes, source="imported")
            self.written += len(changes)
            advance(len(changes))
        by: dict[str, list[Statement]] = {}
        for name, match, decided in self._planned.decisions():
            self._keep(match.article_id)
            by.setdefault(name, []).append(self._statement(ids[name], match, decided))
        for name, statements in by.items():
            self._store.state(ids[name], statements)
            self.written += len(statements)
            advance(len(statements))
        if self._places:
            keep(self._store, next(iter(self._store.people())), self._places)

    def _report(self) -> Report:
        counts = Counter(dict.fromkeys(OUTCOMES, 0))
        counts.update(one.outcome for one in self._outcomes)
        return Report(
            dict(counts),
            tuple(examples_of(self._outcomes)),
            tuple(sorted(self._planned.articles() & self._new.keys())),
            tuple(self._voices.strangers(self._joining())),
            (
                *self._told.notices,
                *self._same,
                *self._labels.notices(kept=self._told.own),
            ),
            len(self._places),
            tuple(self._outcomes),
            self._outcomes.edits,
        )

    def _joining(self) -> list[str]:
        """Everybody who says something that is written, in the order of joining."""
        return self._voices.in_order(self._planned.names())

    # What becomes of each

    def _plan(self, advance: Advance) -> None:
        sentences = Sentences(self._known(), self._article)
        said: list[tuple[Item, str]] = []
        entries: list[Entry] = []
        for item in self._told.items:
            advance(1)
            if isinstance(item, Unread):
                self._outcomes.became(DAMAGED if item.damaged else UNREAD, item.where, item.reason)
                continue
            label = self._label(item)
            if label is None:
                continue
            whose = (type(item).__name__, "" if isinstance(item, Relabelled) else item.person)
            said.append((item, label))
            entries.append(Entry(whose, sentences.find(item.quote), label))
        votes: list[Vote] = []
        decided: list[tuple[Match, Decided]] = []
        relabelled: list[Edited] = []
        for (item, label), match in zip(said, resolved(entries), strict=True):
            assert not isinstance(item, Unread)
            if match.problem:
                self._outcomes.became(
                    match.problem, item.where, match.detail, quote=item.quote.text
                )
                continue
            if isinstance(item, Decided):
                decided.append((match, msgspec.structs.replace(item, label=label)))
            elif isinstance(item, Relabelled):
                relabelled.append((match, msgspec.structs.replace(item, label=label)))
            else:
                told = msgspec.structs.replace(item, label=label)
                votes.append(
                    Vote(self._voices.name(item.person), match.article_id, match.number, told)
                )
        votes.sort(key=lambda vote: (vote.article_id, vote.person, vote.number))
        self._edited = {(*match[:2], one.label) for match, one in relabelled}
        self._plan_votes(votes)
        relabelled += self._plan_decisions(decided)
        EditedLabels(self._store, self._labels, self._wishes, self._planned, self._outcomes).take(
            relabelled
        )

    def _plan_votes(self, votes: Sequence[Vote]) -> None:
        article_id, here = "", dict[tuple[str, int], Annotation]()
        for vote, others in _by_place(votes):
            if vote.article_id != article_id:
                article_id = vote.article_id
                said = self._store.annotations(article_id=article_id)
                here = {(one.person, one.index): one for one in said}
            if any(self._mark(other.said) != self._mark(vote.said) for other in others):
                labels = ", ".join(dict.fromkeys(one.said.label for one in (vote, *others)))
                self._outcomes.vote(TWICE, vote, f"{vote.person} says {labels} of one sentence")
                continue
            for other in others:
                self._outcomes.vote(KNOWN, other)
            self._plan_vote(vote, here.get((self._voices.person(vote.person), vote.number)))

    def _plan_vote(self, vote: Vote, known: Annotation | None) -> None:
        said = vote.said
        mark = Mark(said.label, said.unsure, said.note)
        if known is not None and not said.marked:
            # What the file cannot hold stays as it is here.
            mark = Mark(said.label, known.unsure, known.note)
        if (
            known is not None
            and (
                self._alike(known.mark, mark)
                # An edit of the same file has taken its place already.
                or (*vote[1:3], self._labels.present(known.label)) in self._edited
            )
        ):
            self._outcomes.vote(KNOWN, vote)
            return
        differs = known is not None and (known.label if not said.marked else bool(known.mark))
        outcome, before, at = IMPORTED, "", said.at
        if differs:
            assert known is not None
            before = described(known.mark)
            detail = f"{vote.person} says {before} here, {described(mark)} in the file"
            # The same moment under another label was edited; no moment, no telling: it is asked.
            edited = not said.at or said.at == known.at
            if edited and (self._wishes.edits and not self._wishes.overwrite):
                outcome, at = CHANGED, ""
            elif not self._wishes.overwrite:
                self._outcomes.edits += edited
                self._outcomes.vote(CONFLICT, vote, detail, before)
                return
            self._outcomes.vote(outcome, vote, detail, before)
        else:
            self._outcomes.vote(outcome, vote)
        self._planned.say(vote.person, Match(vote.article_id, vote.number), mark, said, at)

    def _plan_decisions(self, decided: Iterable[tuple[Match, Decided]]) -> list[Edited]:
        """Those that are new; returned are those whose label was edited."""
        stated = self._store.statements(GOLD)
        decided = list(decided)
        ways: dict[str, set[tuple[str, str]]] = {}
        for match, one in decided:
            ways.setdefault(self._planned.sentence_id(match), set()).add(
                self._way(one.decision, one.label)
            )
        edited: list[Edited] = []
        for match, one in decided:
            sentence_id = self._planned.sentence_id(match)
            heads = [head for head in stated.get(sentence_id, ()) if head.value]
            here = {self._way(*gold.said(head)) for head in heads}
            name = self._voices.name(one.person) or NOBODY
            placed = (match, name, one)
            if len(ways[sentence_id]) > 1:
                detail = f"{one.person} and others have adjudicated it differently in the file"
                self._outcomes.decision(CONFLICT, *placed, detail)
            elif self._way(one.decision, one.label) in here:
                self._outcomes.decision(KNOWN, *placed)
            elif here and self._is_edit(one, heads):
                was = next(iter(here))[1]
                item = Relabelled(where=one.where, quote=one.quote, label=one.label, was=was)
                edited.append((match, item))
            elif here and not self._wishes.overwrite:
                self._outcomes.decision(
                    CONFLICT, *placed, "it has been adjudicated differently here"
                )
            else:
                self._outcomes.decision(IMPORTED, *placed)
                self._planned.decide(name, match, one)
        return edited

    def _is_edit(self, one: Decided, heads: Sequence[gold.Head]) -> bool:
        """Whether a decision is one of those here, at the same moment, under another label."""
        return (
            not self._wishes.overwrite
            and one.decision == "label"
            and bool(one.at)
            and any(gold.decided_at(head) == one.at for head in heads)
        )

    def _plan_places(self, having: Container[str]) -> dict[str, Place]:
        """Where articles of the project were exported to, of those that have no split here."""
        here, fresh = exported(self._store), dict[str, Place]()
        anybody = self._joining() or self._store.people()
        for article_id, place in sorted(self._told.places.items()):
            known = here.get(article_id)
            if known is not None and known.split != place.split:
                detail = f"{article_id} is in {known.split} here, in {place.split} in the file"
                self._outcomes.became(CONFLICT, "split", detail)
            elif known is None and article_id in having and anybody:
                fresh[article_id] = place
        return fresh

    def _statement(self, person: str, match: Match, decided: Decided) -> Statement:
        votes = [
            one
            for one in self._store.annotations(article_id=match.article_id)
            if one.index == match.number and one.label
        ]
        known = None
        if decided.knew is not None:
            known = {self._voices.person(self._voices.name(one)) for one in decided.knew}
        value: dict[str, Any] = {
            "article": match.article_id,
            "index": match.number,
            "decision": decided.decision,
            "basis": sorted(one.event_id for one in votes if known is None or one.person in known),
            "by_voter": any(one.person == person for one in votes)
            if decided.by_voter is None
            else decided.by_voter,
        }
        for key in ("label", "reason", "rule", "at", "revealed"):
            if told := getattr(decided, key):
                value[key] = told
        return Statement(GOLD, self._planned.sentence_id(match), value)

    def _label(self, item: Said | Decided | Relabelled) -> str | None:
        """The label as it is called here; None if there is none, which is reported."""
        if isinstance(item, Decided) and not item.label and item.decision != "label":
            return ""
        if not item.label and isinstance(item, Relabelled | Said):
            if isinstance(item, Said) and item.marked:
                return ""
            self._outcomes.became(UNREAD, item.where, "carries no label", quote=item.quote.text)
            return None
        also = item.also if isinstance(item, Said) else ""
        if found := self._labels.find(item.label, also):
            return self._labels.present(found) if isinstance(item, Relabelled) else found
        given = self._labels.asked(item.label)
        if self._told.own and self._told.holds_label(given) and not isinstance(item, Relabelled):
            # A label that has left the scheme stays what it was.
            return given
        detail = f"“{given}” is no label here{self._labels.nearest(given)}"
        self._outcomes.became(UNKNOWN_LABEL, item.where, detail, quote=item.quote.text, label=given)
        return None

    def _mark(self, said: Said) -> Mark:
        return Mark(self._labels.present(said.label), said.unsure, said.note)

    def _alike(self, one: Mark, other: Mark) -> bool:
        """Whether two say the same, under whatever name the label went."""
        return one == other or (
            self._labels.present(one.label) == self._labels.present(other.label)
            and (one.unsure, one.note) == (other.unsure, other.note)
        )

    def _way(self, decision: str, label: str) -> tuple[str, str]:
        return decision, self._labels.present(label)

    # Articles

    def _known(self) -> Iterator[FrozenArticle]:
        """The articles of the project, then those that it may keep."""
        yield from self._store.articles()
        yield from self._new.values()

    def _article(self, article_id: str) -> FrozenArticle:
        found = self._new.get(article_id) or self._store.frozen(article_id)
        assert found is not None, "found among the known ones"
        return found

    def _keep(self, article_id: str) -> None:
        if article_id in self._new:
            one = self._new.pop(article_id)
            self._store.freeze(one.article, one.sentences)


def _by_place(votes: Sequence[Vote]) -> Iterator[tuple[Vote, list[Vote]]]:
    """Each first vote of a person on a sentence, and further ones."""
    at = 0
    while at < len(votes):
        until = at + 1
        while until < len(votes) and votes[until][:3] == votes[at][:3]:
            until += 1
        yield votes[at], list(votes[at + 1 : until])
        at = until
