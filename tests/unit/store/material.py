"""An article and changes to it, for tests of stores."""

from __future__ import annotations

import os

from annotations.articles.article import Article, Sentences, article_id_of
from annotations.store import Change, Mark

IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where files cost no disk, for tests that make thousands."""

TEXT = (
    "Rates may fall in May. “We will not be rushed,” the governor said. "
    "Inflation fell. Nobody knew."
)
CUTS = ((0, 22), (23, 66), (67, 82), (83, 95))


def article(text: str = TEXT) -> Article:
    """An article with four sentences, if `text` is not given."""
    return Article(id=article_id_of(text), text=text, title="Rates", source="The Daily Example")


def cuts(spans: tuple[tuple[int, int], ...] = CUTS) -> Sentences:
    """Its sentences."""
    return Sentences(spans, cutter="rules/1")


def change(index: int, label: str = "claim", *, unsure: bool = False, note: str = "") -> Change:
    """What is said of one of its sentences."""
    one = article()
    sentence = one.sentence_id(cuts().span(index))
    return Change(one.id, sentence, index, Mark(label, unsure, note))


def clear(index: int) -> Change:
    """Nothing is said of one of its sentences any more."""
    return change(index, "")
