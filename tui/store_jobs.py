"""What the reader asks the store to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.articles.article import Article, Sentences
    from annotations.language.corrections import Correction
    from annotations.store.events import Change, Statement

_numbers = count(1)


@dataclass(frozen=True)
class Job:
    """One action of the annotator on its way to the disk."""

    kind: Literal["annotate", "correct", "recut", "resegment", "state", "undo", "redo"]
    article: Article | None = None
    sentences: Sentences | None = None
    """The cuts that labels refer to, or that shall be."""
    changes: tuple[Change, ...] = ()
    also: tuple[tuple[Article, Sentences], ...] = ()
    """Other articles that changes are of, each with its cuts."""
    corrections: tuple[Correction, ...] = ()
    statements: tuple[Statement, ...] = ()
    """Anything that is no label: gold, comments, rules, a proposal that was rejected."""
    for_good: bool = False
    """Whether undoing passes over the statements."""
    boundaries: Mapping[int, bool] = field(default_factory=dict)
    """By offset whether a sentence begins there from now on."""
    expects: frozenset[str] = frozenset()
    """Of an undo that was asked for: the ids of the events that it takes back, and no others."""
    before: Sentences | None = None
    """The cuts as they were, to go back to if the others cannot be kept."""
    number: int = field(default_factory=lambda: next(_numbers))
