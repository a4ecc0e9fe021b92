"""What makes an article be about one event, in a few words: enough to find others about it."""

from __future__ import annotations

from typing import NamedTuple


class Signature(NamedTuple):
    """An article's heaviest words, and how heavy each is (1 to 255)."""

    words: tuple[str, ...] = ()
    weights: bytes = b""


def signature_of(text: str, title: str = "") -> Signature:
    """The signature of an article."""
    return Signature()
