"""Labels from files into a project: planned as a whole, then written, person by person.

Nothing is guessed and nothing is overwritten: what is not certain, and what somebody here has
said otherwise, is reported. So the same file imported twice changes nothing the second time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from annotations import gold
from annotations.comparison.provenance import Origin
from annotations.dataset.clusters import Place
from annotations.dataset.kept_splits import exported, keep
from annotations.importing.annotator_names import Voices
from annotations.importing.fit_cuts import fitting
from annotations.importing.label_names import Renaming
from annotations.importing.read_files import Told
from annotations.importing.records import Decided, Said, Unread
from annotations.importing.report import (
    CONFLICT,
    EXAMPLES,
    IMPORTED,
    KNOWN,
    OUTCOMES,
    TWICE,
    UNKNOWN_LABEL,
    UNREAD,
    Example,
    Report,
    Wishes,
    described,
    short,
)
from annotations.importing.sentence_matching import Match, Sentences
from annotations.labels import LabelScheme
from annotations.store import Annotation, Change, FrozenArticle, Mark, Statement, Store

Advance = Callable[[int], object]
"""Told how many more things that a file says have been dealt with."""

GOLD: Final = "gold"
"""The kind of statements that settle a label."""
NOBODY: Final = "adjudicator"
"""Who settled a label where a file does not say."""


class _Vote(NamedTuple):
    """What one person says of a sentence that was found."""

    person: str
    article_id: str
    number: int
    """The sentence, from 0."""
    said: Said


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
        self._counts = Counter(dict.fromkeys(OUTCOMES, 0))
        self._examples: list[Example] = []
        self._labels = Renaming(scheme, wishes.labels)
        kept = set(store.frozen_ids())
        self._new = fitting((one for one in articles if one.article.id not in kept), told.items)
        self._voices = Voices(told, wishes, store.people())
        self._changes: dict[tuple[str, str], list[Change]] = {}
        self._decided: list[tuple[str, Match, Decided]] = []
        self._plan(advance)
        self._places = self._plan_places(kept | self._touched())
        self.report = self._report()
        """What becomes of everything."""

    @property
    def steps(self) -> int:
        """How many steps writing takes."""
        return sum(map(len, self._changes.values())) + len(self._decided)

    def write(self, advance: Advance = lambda steps: None) -> None:
        """Take it in: an action for each person and article, so that undoing is.

        Raises:
            StoreError: If something could not be saved; what was written before that stays, and
                importing again does the rest.
        """
        ids = {name: self._store.join(name) for name in self._joining()}
        self._voices = Voices(self._told, self._wishes, self._store.people())
        for (name, article_id), changes in self._changes.items():
            self._keep(article_id)
            self._store.annotate(ids[name], changes, source="imported")
            advance(len(changes))
        by: dict[str, list[Statement]] = {}
        for name, match, decided in self._decided:
            self._keep(match.article_id)
            by.setdefault(name, []).append(self._statement(ids[name], match, decided))
        for name, statements in by.items():
            self._store.state(ids[name], statements)
            advance(len(statements))
        if self._places:
            keep(self._store, next(iter(self._store.people())), self._places)

    def _touched(self) -> set[str]:
        """The articles of which something is written."""
        touched = {article_id for _, article_id in self._changes}
        return touched | {match.article_id for _, match, _ in self._decided}

    def _report(self) -> Report:
        return Report(
            dict(self._counts),
            tuple(self._examples),
            tuple(sorted(self._touched() & self._new.keys())),
            tuple(self._voices.strangers(self._joining())),
            (
                *self._told.notices,
                *self._labels.notices(kept=self._told.own),
            ),
            len(self._places),
        )

    def _joining(self) -> list[str]:
        """Everybody who says something that is written, in the order of joining."""
        names = {name for name, _ in self._changes} | {name for name, _, _ in self._decided}
        return self._voices.in_order(names)

    # What becomes of each

    def _plan(self, advance: Advance) -> None:
        sentences = Sentences(self._known(), self._article)
        votes: list[_Vote] = []
        decided: list[tuple[Match, Decided]] = []
        for item in self._told.items:
            advance(1)
            if isinstance(item, Unread):
                self._not(UNREAD, item.where, item.reason)
                continue
            label = self._label(item)
            if label is None:
                continue
            match = sentences.find(item.quote)
            if match.problem:
                self._not(match.problem, item.where, f"{short(item.quote.text)}: {match.detail}")
            elif isinstance(item, Decided):
                decided.append((match, msgspec.structs.replace(item, label=label)))
            else:
                said = msgspec.structs.replace(item, label=label)
                votes.append(
                    _Vote(self._voices.name(item.person), match.article_id, match.number, said)
                )
        votes.sort(key=lambda vote: (vote.article_id, vote.person, vote.number))
        self._plan_votes(votes)
        self._plan_decisions(decided)

    def _plan_votes(self, votes: Sequence[_Vote]) -> None:
        article_id, here = "", dict[tuple[str, int], Annotation]()
        for vote, others in _by_place(votes):
            if vote.article_id != article_id:
                article_id = vote.article_id
                said = self._store.annotations(article_id=article_id)
                here = {(one.person, one.index): one for one in said}
            if any(_mark(other.said) != _mark(vote.said) for other in others):
                labels = ", ".join(dict.fromkeys(one.said.label for one in (vote, *others)))
                self._not(TWICE, vote.said.where, f"{vote.person} says {labels} of one sentence")
                continue
            self._counts[KNOWN] += len(others)
            self._plan_vote(vote, here.get((self._voices.person(vote.person), vote.number)))

    def _plan_vote(self, vote: _Vote, known: Annotation | None) -> None:
        said = vote.said
        mark = _mark(said)
        if known is not None and not said.marked:
            # What the file cannot hold stays as it is here.
            mark = Mark(said.label, known.unsure, known.note)
        if known is not None and known.mark == mark:
            self._counts[KNOWN] += 1
            return
        differs = known is not None and (known.label if not said.marked else bool(known.mark))
        if differs and not self._wishes.overwrite:
            assert known is not None
            detail = (
                f"{vote.person} says {described(known.mark)} here, {described(mark)} in the file"
            )
            self._not(CONFLICT, said.where, f"{short(said.quote.text)}: {detail}")
            return
        self._counts[IMPORTED] += 1
        kept = self._article(vote.article_id)
        change = Change(
            vote.article_id,
            kept.article.sentence_id(kept.sentences.span(vote.number)),
            vote.number,
            mark,
            said.source,
            _origin(said.origin),
            said.guideline,
            said.at,
        )
        self._changes.setdefault((vote.person, vote.article_id), []).append(change)

    def _plan_decisions(self, decided: Iterable[tuple[Match, Decided]]) -> None:
        stated = self._store.statements(GOLD)
        decided = list(decided)
        ways: dict[str, set[tuple[str, str]]] = {}
        for match, one in decided:
            ways.setdefault(self._sentence_id(match), set()).add((one.decision, one.label))
        for match, one in decided:
            sentence_id = self._sentence_id(match)
            here = {gold.said(head) for head in stated.get(sentence_id, ()) if head.value}
            if len(ways[sentence_id]) > 1:
                detail = f"{one.person} and others have settled it differently in the file"
                self._not(CONFLICT, one.where, f"{short(one.quote.text)}: {detail}")
            elif (one.decision, one.label) in here:
                self._counts[KNOWN] += 1
            elif here and not self._wishes.overwrite:
                detail = "it has been settled otherwise here"
                self._not(CONFLICT, one.where, f"{short(one.quote.text)}: {detail}")
            else:
                self._counts[IMPORTED] += 1
                self._decided.append((self._voices.name(one.person) or NOBODY, match, one))

    def _plan_places(self, having: Container[str]) -> dict[str, Place]:
        """Where articles of the project were exported to, of those that have no split here."""
        here, fresh = exported(self._store), dict[str, Place]()
        anybody = self._joining() or self._store.people()
        for article_id, place in sorted(self._told.places.items()):
            known = here.get(article_id)
            if known is not None and known.split != place.split:
                detail = f"{article_id} is in {known.split} here, in {place.split} in the file"
                self._not(CONFLICT, "split", detail)
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
        return Statement(GOLD, self._sentence_id(match), value)

    def _label(self, item: Said | Decided) -> str | None:
        """The label as it is called here; None if there is none, which is reported."""
        if isinstance(item, Decided) and not item.label and item.decision != "label":
            return ""
        if isinstance(item, Said) and not item.label:
            if not item.marked:
                self._not(UNREAD, item.where, "carries no label")
            return "" if item.marked else None
        found = self._labels.find(item.label)
        if found:
            return found
        given = self._labels.asked(item.label)
        if self._told.own:
            # A label that has left the scheme stays what it was.
            return given
        detail = f"“{given}” is no label here{self._labels.nearest(given)}"
        self._not(UNKNOWN_LABEL, item.where, detail)
        return None

    # Articles

    def _known(self) -> Iterator[FrozenArticle]:
        """The articles of the project, then those that it may keep."""
        yield from self._store.articles()
        yield from self._new.values()

    def _article(self, article_id: str) -> FrozenArticle:
        found = self._new.get(article_id) or self._store.frozen(article_id)
        assert found is not None, "found among the known ones"
        return found

    def _sentence_id(self, match: Match) -> str:
        kept = self._article(match.article_id)
        return kept.article.sentence_id(kept.sentences.span(match.number))

    def _keep(self, article_id: str) -> None:
        if article_id in self._new:
            one = self._new.pop(article_id)
            self._store.freeze(one.article, one.sentences)

    def _not(self, outcome: str, where: str, detail: str) -> None:
        self._counts[outcome] += 1
        if sum(one.outcome == outcome for one in self._examples) < EXAMPLES:
            self._examples.append(Example(outcome, where, detail))


def _by_place(votes: Sequence[_Vote]) -> Iterator[tuple[_Vote, list[_Vote]]]:
    """Each first vote of a person on a sentence, and further ones."""
    at = 0
    while at < len(votes):
        until = at + 1
        while until < len(votes) and votes[until][:3] == votes[at][:3]:
            until += 1
        yield votes[at], list(votes[at + 1 : until])
        at = until


def _mark(said: Said) -> Mark:
    return Mark(said.label, said.unsure, said.note)


def _origin(told: str) -> Origin | None:
    try:
        return msgspec.json.decode(told, type=Origin) if told else None
    except msgspec.MsgspecError:
        return None
