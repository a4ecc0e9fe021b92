"""What the store holds of each sentence, put together and kept up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from annotations.review.model import Ballot
from annotations.review.statements import (
    COMMENT,
    DEFERRED,
    GOLD,
    OBJECTION,
    REVEAL,
    Comment,
    Objection,
    comment_from,
    number,
    objection_from,
)
from annotations.review.triage import Facts
from annotations.store import Annotation, Event, Mark, Stated

KINDS = (GOLD, DEFERRED, COMMENT, OBJECTION, REVEAL)
"""The statements that a review rests on."""

_NONE: tuple[Stated, ...] = ()


class Book:
    """Facts by sentence.

    Args:
        slug: Gives the present slug of a label.
    """

    def __init__(self, slug: Callable[[str], str]) -> None:
        self.facts: dict[str, Facts] = {}
        self.voters: Counter[str] = Counter()
        """Sentences that each person says something of."""
        self.joined: Mapping[str, int] = {}
        """People in the order of joining."""
        self.places: Mapping[str, int] = {}
        """Articles in the order in which they were kept."""
        self._slug = slug
        self._heads: dict[tuple[str, str], tuple[Stated, ...]] = {}
        self._parts: dict[tuple[str, str], dict[str, None]] = {}
        """Of a kind and a sentence, what the statements are about that belong to it."""

    def comments(self, sentence_id: str) -> tuple[Comment, ...]:
        """What was said about a sentence for everyone, the oldest first."""
        found = map(comment_from, self._of(COMMENT, sentence_id))
        return tuple(sorted(found, key=lambda one: (one.at, one.id)))

    def objections(self, sentence_id: str) -> tuple[Objection, ...]:
        """Who does not agree with what was decided about a sentence, now or before."""
        return tuple(map(objection_from, self._of(OBJECTION, sentence_id)))

    def is_revealed(self, sentence_id: str, person: str) -> bool:
        """Whether a person had the names shown."""
        return (REVEAL, f"{sentence_id}/{person}") in self._heads

    def vote(self, said: Annotation) -> str:
        """Keep what a person says of a sentence now; the sentence."""
        facts = self._at(said.sentence_id, said.article_id, said.index)
        kept = [one for one in facts.ballots if one.person != said.person]
        self.voters[said.person] -= len(facts.ballots) - len(kept)
        if said.mark:
            self.voters[said.person] += 1
            kept.append(
                Ballot(
                    said.person,
                    Mark(self._slug(said.label), said.mark.unsure, said.mark.note),
                    said.at,
                    said.guideline,
                    said.event_id,
                    said.source,
                )
            )
            if len(kept) > 1:
                kept.sort(key=self._when_joined)
        facts.ballots = tuple(kept)
        return said.sentence_id

    def state(self, event: Event) -> str:
        """Keep what an event of this project folder states; the sentence, or nothing."""
        before = self._heads.get((event.kind, event.about), _NONE)
        replaced = {*event.supersedes, event.id}
        new = Stated(event.about, event.id, event.person, event.hlc, event.value)
        left = tuple(one for one in before if one.event_id not in replaced)
        return self.hold(event.kind, event.about, (new, *left) if event.value else left)

    def hold(self, kind: str, about: str, heads: tuple[Stated, ...]) -> str:
        """Keep what stands of a register; the sentence it is about, or nothing."""
        sentence_id = about.partition("/")[0]
        before = self._heads.pop((kind, about), _NONE)
        parts = self._parts.setdefault((kind, sentence_id), {})
        parts.pop(about, None)
        if heads:
            self._heads[kind, about] = heads
            parts[about] = None
        value = (heads or before)[0].value if heads or before else {}
        if sentence_id not in self.facts and not value.get("article"):
            return ""
        facts = self._at(sentence_id, str(value.get("article", "")), number(value, "index"))
        if kind == GOLD:
            facts.gold = heads
        elif kind == DEFERRED:
            facts.deferred = heads
        elif kind == COMMENT:
            facts.comments = len(parts)
        elif kind == OBJECTION:
            facts.objections = self.objections(sentence_id)
        return sentence_id

    def _of(self, kind: str, sentence_id: str) -> Iterator[Stated]:
        for about in self._parts.get((kind, sentence_id), ()):
            yield from self._heads[kind, about]

    def _at(self, sentence_id: str, article_id: str, index: int) -> Facts:
        facts = self.facts.get(sentence_id)
        if facts is None:
            place = self.places.get(article_id, len(self.places))
            facts = self.facts[sentence_id] = Facts(article_id, place, index)
        return facts

    def _when_joined(self, ballot: Ballot) -> int:
        return self.joined.get(ballot.person, len(self.joined))
