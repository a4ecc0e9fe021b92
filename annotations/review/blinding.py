"""Who is A, who is B: people's votes without their names, in an order that tells nothing."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from string import ascii_uppercase

from annotations.review.model import Ballot


def shuffled(salt: str, sentence_id: str, ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """The ballots in an order of their own for each sentence, always the same.

    Args:
        salt: Another one, another order: that of one project says nothing of another.
        sentence_id: The sentence.
        ballots: In any order.
    """
    return tuple(sorted(ballots, key=lambda one: draw(salt, sentence_id, one.person)))


def letter(place: int) -> str:
    """The letter of a place: A, B, … Z, A2, B2 and so on."""
    round_, at = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[at] + (str(round_ + 1) if round_ else "")


def draw(*parts: str) -> int:
    """A number from 0 to 2^64 - 1 that depends on the texts alone, as if drawn by lot."""
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=8).digest())


DRAWN = 1 << 64
"""How many numbers `draw` may give."""
