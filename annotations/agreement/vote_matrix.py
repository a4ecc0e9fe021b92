"""Votes put together by sentence, and counted by what they look like.

Every statistic depends on two things only: how many sentences show the same *pattern* (who said
what), and how these are spread over articles. With three labels and five people there are at most
1,024 patterns, so that a statistic takes the same time whatever the number of sentences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from annotations.agreement.coefficients import Matrix, Tally, Vector

Pattern = tuple[str, ...]
"""The label of each person, in the order of `Ballots.people`; empty for who did not vote."""


class Vote(NamedTuple):
    """What one person said of one sentence."""

    sentence: str
    """The sentence's id."""
    cluster: str
    """What its article is resampled with: the story where known, else the article."""
    person: str
    label: str
    """Empty when the person took it back."""
    at: str = ""
    """When, in a form that sorts as text: ISO 8601 in UTC."""
    guideline: str = ""
    timed: bool = True
    """Whether that was when they labelled it, not when somebody imported it."""


Votes = Mapping[str, Vote]
"""The votes on one sentence that count, by person."""


class Ballots:
    """The votes of several people; one of each person counts a sentence, the newest.

    Args:
        votes: In any order. Among those of one person on one sentence with the same time, the
            last counts.
        labels: The label set, in order; labels that occur beside it follow, sorted.
        guideline: Count only votes under this version; None for all. Who has voted anew under
            another one does not count on that sentence.
        people: Count only these, in this order; None for everyone, in the order of appearance.
    """

    def __init__(
        self,
        votes: Iterable[Vote],
        *,
        labels: Iterable[str] = (),
        guideline: str | None = None,
        people: Collection[str] | None = None,
    ) -> None:
        self.guideline = guideline
        self.elsewhere: Counter[str] = Counter()
        """Votes that were not counted because of their guideline version, by person."""
        self._only = None if people is None else tuple(dict.fromkeys(people))
        self._scheme = tuple(dict.fromkeys(labels))
        self._ballots: dict[str, dict[str, Vote]] = {}
        self._left_out: dict[tuple[str, str], Vote] = {}
        self._shown: dict[str, Pattern] = {}
        self._patterns: Counter[Pattern] = Counter()
        self._spread: dict[str, Counter[Pattern]] = {}
        self.people: tuple[str, ...] = self._only or ()
        """Everyone who may occur, those whose votes are all left out included."""
        self.labels: tuple[str, ...] = self._scheme
        self._group(votes)
        self._count()

    def __len__(self) -> int:
        """How many sentences have a vote."""
        return len(self._ballots)

    @property
    def patterns(self) -> Mapping[Pattern, int]:
        """How many sentences have each pattern."""
        return self._patterns

    @property
    def votes(self) -> int:
        """How many votes count."""
        return sum(count * size(pattern) for pattern, count in self._patterns.items())

    @property
    def compared(self) -> int:
        """How many sentences have two votes or more."""
        return sum(count for pattern, count in self._patterns.items() if size(pattern) > 1)

    def votes_on(self, sentence: str) -> Votes:
        """The votes on a sentence that count, by person."""
        return self._ballots.get(sentence, {})

    def by_sentence(self) -> Iterator[tuple[str, Votes]]:
        """Every sentence with a vote, and its votes."""
        return iter(self._ballots.items())

    def tally(self) -> Tally:
        """How many sentences have so many votes for each label."""
        return self._tallied(self._patterns)

    def clusters(self) -> Mapping[str, Tally]:
        """The tally of each article or story that has a sentence with two votes."""
        vectors = {pattern: self._vector(pattern) for pattern in self._patterns}
        shared = {pattern for pattern in self._patterns if size(pattern) > 1}
        tallies: dict[str, Tally] = {}
        for cluster, patterns in self._spread.items():
            if shared.isdisjoint(patterns):
                continue
            tally: dict[Vector, int] = {}
            for pattern, count in patterns.items():
                vector = vectors[pattern]
                tally[vector] = tally.get(vector, 0) + count
            tallies[cluster] = tally
        return tallies

    @property
    def compared_in(self) -> int:
        """How many articles or stories have a sentence with two votes."""
        shared = {pattern for pattern in self._patterns if size(pattern) > 1}
        return sum(not shared.isdisjoint(patterns) for patterns in self._spread.values())

    def tally_of(self, sentences: Iterable[str]) -> Tally:
        """The tally of these sentences alone."""
        return self._tallied(Counter(self._shown[one] for one in sentences))

    def matrix(self, first: str, second: str) -> Matrix:
        """Common sentences of two people by label: rows the first's, columns the second's.

        A person whom nobody knows has no sentences.
        """
        matrix = [[0] * len(self.labels) for _ in self.labels]
        if first in self.people and second in self.people:
            one, other = self.people.index(first), self.people.index(second)
            place = {label: at for at, label in enumerate(self.labels)}
            for pattern, count in self._patterns.items():
                if pattern[one] and pattern[other]:
                    matrix[place[pattern[one]]][place[pattern[other]]] += count
        return matrix

    def sentences_of(
        self, label: str, other: str, people: tuple[str, str] | None = None
    ) -> tuple[str, ...]:
        """The sentences behind a cell of a matrix, in the order in which they were first seen.

        With `people`, those that the first gave `label` and the second `other`. Without, those
        with a vote for each; where both labels are the same, with two votes for it.
        """
        wanted = {
            pattern for pattern in self._patterns if self._shows(pattern, label, other, people)
        }
        return self._showing(wanted)

    def disagreements(self) -> tuple[str, ...]:
        """The sentences that were given two labels or more, in the same order."""
        wanted = {pattern for pattern in self._patterns if len({*filter(None, pattern)}) > 1}
        return self._showing(wanted)

    def cast(self, vote: Vote) -> None:
        """Count another vote, in place of an older one of the same person; quick.

        One without a label takes the person's vote back. An older one than what counts is ignored.
        """
        sentence, person, key = vote.sentence, vote.person, (vote.sentence, vote.person)
        if self._only is not None and person not in self._only:
            return
        ballot = self._ballots.get(sentence, {})
        before = ballot.get(person) or self._left_out.get(key)
        if before is not None and before.at > vote.at:
            return
        self._move(sentence, ballot, -1)
        ballot.pop(person, None)
        if self._left_out.pop(key, None):
            self.elsewhere[person] -= 1
        if vote.label and self.guideline not in (None, vote.guideline):
            self._left_out[key] = vote
            self.elsewhere[person] += 1
        elif vote.label:
            self._ballots.setdefault(sentence, ballot)[person] = vote
        if not ballot:
            self._ballots.pop(sentence, None)
            self._shown.pop(sentence, None)
        if person not in self.people or vote.label not in ("", *self.labels):
            self.people = tuple(dict.fromkeys((*self.people, person)))
            self._count()
        else:
            self._move(sentence, ballot, 1)

    def _group(self, votes: Iterable[Vote]) -> None:
        ballots = self._ballots
        guideline = self.guideline
        only = None if self._only is None else set(self._only)
        unlike: set[str] = set()
        seen = dict.fromkeys(self.people)
        for vote in votes:
            sentence, _, person, label, at, version, _ = vote
            if only is not None and person not in only:
                continue
            seen[person] = None
            if not label or (guideline is not None and version != guideline):
                unlike.add(sentence)
            ballot = ballots.get(sentence)
            if ballot is None:
                ballots[sentence] = {person: vote}
            elif person not in ballot or ballot[person].at <= at:
                ballot[person] = vote
        self.people = tuple(seen)
        for sentence in unlike:
            self._drop(sentence)

    def _drop(self, sentence: str) -> None:
        """Take out of a sentence's votes what was taken back or is under another version."""
        ballot = self._ballots.pop(sentence)
        kept = {}
        for person, vote in ballot.items():
            if vote.label and self.guideline not in (None, vote.guideline):
                self._left_out[sentence, person] = vote
                self.elsewhere[person] += 1
            elif vote.label:
                kept[person] = vote
        if kept:
            self._ballots[sentence] = kept

    def _count(self) -> None:
        """Count every pattern anew: who there is, or which labels, has changed."""
        self._shown, self._patterns, self._spread = {}, Counter(), {}
        known: dict[Pattern, Pattern] = {}
        for sentence, ballot in self._ballots.items():
            pattern = tuple([ballot[one].label if one in ballot else "" for one in self.people])
            # One object for all that look alike: comparing two is then comparing two addresses.
            self._shown[sentence] = pattern = known.setdefault(pattern, pattern)
            self._spread_of(ballot)[pattern] += 1
        for patterns in self._spread.values():
            self._patterns.update(patterns)
        used = {label for pattern in known for label in pattern if label}
        self.labels = (*self._scheme, *sorted(used.difference(self._scheme)))

    def _move(self, sentence: str, ballot: Votes, step: int) -> None:
        """Count a sentence with these votes once more, or once less."""
        if not ballot:
            return
        pattern = tuple([ballot[one].label if one in ballot else "" for one in self.people])
        for counted in (self._patterns, self._spread_of(ballot)):
            counted[pattern] += step
            if not counted[pattern]:
                del counted[pattern]
        if step > 0:
            self._shown[sentence] = pattern

    def _spread_of(self, ballot: Votes) -> Counter[Pattern]:
        """The patterns of the article or story that a sentence belongs to."""
        cluster = next(iter(ballot.values())).cluster
        if cluster not in self._spread:
            self._spread[cluster] = Counter()
        return self._spread[cluster]

    def _showing(self, wanted: Collection[Pattern]) -> tuple[str, ...]:
        return tuple([one for one, pattern in self._shown.items() if pattern in wanted])

    def _tallied(self, patterns: Mapping[Pattern, int]) -> Tally:
        tally: Counter[Vector] = Counter()
        for pattern, count in patterns.items():
            tally[self._vector(pattern)] += count
        return tally

    def _vector(self, pattern: Pattern) -> Vector:
        return tuple([pattern.count(label) for label in self.labels])

    def _shows(
        self, pattern: Pattern, label: str, other: str, people: tuple[str, str] | None
    ) -> bool:
        if people is None:
            return pattern.count(label) > (label == other) and other in pattern
        if not {*people} <= {*self.people}:
            return False
        first, second = map(self.people.index, people)
        return (pattern[first], pattern[second]) == (label, other)


def size(pattern: Pattern) -> int:
    """How many people voted."""
    return len(pattern) - pattern.count("")
