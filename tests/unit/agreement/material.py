"""Votes for tests: published tables of ratings, and random ones."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from annotations.agreement import Ballots, Vote

KRIPPENDORFF_A = ("0100000010", "1110010000")
KRIPPENDORFF_B = ("aabbdcccedda", "babbbccceddd")
KRIPPENDORFF_C = ("12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251.")
"""Rows are people, columns sentences; `.` is no vote (blanks are for the eye)."""

THREE_CODERS = ("*****3412113 3*3", "1*21334 3*******", "**2134 4*211 33*4")

COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
COHEN_PROPORTIONS = ((25, 13, 12), (12, 2, 16), (3, 15, 2))
GWET_PARADOX = ((118, 5), (2, 0))

FLEISS_1971 = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
"""Thirty patients, six people: how often each of five labels was given."""

FLEISS_TEXTBOOK = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)


def by_person(rows: Sequence[str]) -> Ballots:
    """Ballots of people's labels in a row each, a character a sentence."""
    return Ballots(
        Vote(f"s-{at}", "a-1", f"u-{person}", label)
        for person, row in enumerate(rows)
        for at, label in enumerate(row.replace(" ", ""))
        if label not in ".*"
    )


def from_matrix(matrix: Sequence[Sequence[int]]) -> Ballots:
    """Ballots of two people who gave these labels (named by position) so often."""

    def votes() -> Iterator[Vote]:
        number = 0
        for one, row in enumerate(matrix):
            for other, count in enumerate(row):
                for _ in range(count):
                    yield Vote(f"s-{number}", "a-1", "u-a", str(one))
                    yield Vote(f"s-{number}", "a-1", "u-b", str(other))
                    number += 1

    return Ballots(votes())


def from_counts(rows: Sequence[Sequence[int]]) -> Ballots:
    """Ballots of sentences on which each label was given so often, by whomever."""

    def votes() -> Iterator[Vote]:
        for number, row in enumerate(rows):
            given = [str(label) for label, count in enumerate(row) for _ in range(count)]
            for person, label in enumerate(given):
                yield Vote(f"s-{number}", "a-1", f"u-{person}", label)

    return Ballots(votes())


def fleiss_1971() -> Ballots:
    """The thirty patients."""
    return from_counts([[int(digit) for digit in row] for row in FLEISS_1971.split()])


LABELS = ("claim", "quote", "speculation")


def random_votes(
    seed: int, *, people: int, sentences: int, missing: float, noise: float
) -> list[Vote]:
    """Votes of people who see the same thing, but for some noise; in any order."""
    source = random.Random(seed)
    votes = []
    for number in range(sentences):
        truth = source.choice(LABELS)
        for person in range(people):
            label = source.choice(LABELS) if source.random() < noise else truth
            if source.random() >= missing:
                votes.append(Vote(f"s-{number}", f"a-{number // 5}", f"u-{person}", label))
    source.shuffle(votes)
    return votes


def said(ballots: Ballots) -> Mapping[str, Mapping[str, str]]:
    """Label by sentence and person."""
    return {
        sentence: {person: vote.label for person, vote in ballot.items()}
        for sentence, ballot in ballots.by_sentence()
    }
