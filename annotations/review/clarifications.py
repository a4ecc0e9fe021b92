"""Clarifications of the guidelines: numbered, each with its label pair, one sentence and its case.

Each makes the guidelines a little newer: of version 3, the first makes 3.1. Two people who write
one without knowing of each other may take the same number; both stand then, told apart by a
letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from annotations.review.model import Pair, Spot
from annotations.review.statements import RULE, number
from annotations.store import Stated, Statement, Store

_ID: Final = re.compile(r"GC-(\d+)")


class Rule(msgspec.Struct, frozen=True):
    """A clarification of the guidelines."""

    id: str
    """`GC-4`, under which decisions follow it."""
    twin: str
    """`a`, `b` … where several people took the same number; empty otherwise."""
    labels: Pair
    """What it tells apart."""
    text: str
    """One sentence."""
    example: str
    """The words of the sentence that it was written for; empty for none."""
    sentence_id: str
    article_id: str
    index: int
    version: str
    """The guidelines that it made."""
    by: str
    at: str
    event_id: str

    @property
    def name(self) -> str:
        """What it is called: `GC-4`, or `GC-4a` where there are several."""
        return self.id + self.twin


def rules_of(store: Store) -> tuple[Rule, ...]:
    """Every clarification that stands, by number.

    Raises:
        StoreError: If the project cannot be read.
    """
    return rules_from(store.statements(RULE))


def rules_from(stated: Mapping[str, tuple[Stated, ...]]) -> tuple[Rule, ...]:
    """Clarifications as statements keep them, by number; those of one number the oldest first."""
    found: list[Rule] = []
    for about in sorted(stated, key=lambda one: (_number(one), one)):
        heads = sorted(stated[about], key=lambda one: (one.at, one.event_id))
        for place, head in enumerate(heads):
            found.append(_rule(head, chr(ord("a") + place) if len(heads) > 1 else ""))
    return tuple(found)


def rules_for(rules: Iterable[Rule], *labels: str) -> tuple[Rule, ...]:
    """The clarifications to show beside a sentence.

    Args:
        rules: All of them.
        labels: What the sentence is called, and what it is proposed to be. Of two different ones,
            those that tell the two apart; of one, all those that it takes part in.
    """
    wanted = {label for label in labels if label}
    return tuple(one for one in rules if wanted and wanted <= {*one.labels})


def rules_named(rules: Iterable[Rule], id_: str) -> tuple[Rule, ...]:
    """The clarifications that go by an id or a name (`GC-4`, `GC-4b`)."""
    return tuple(one for one in rules if id_ in (one.id, one.name))


def next_rule(rules: Iterable[Rule]) -> str:
    """The id of a further clarification."""
    return f"GC-{max((_number(one.id) for one in rules), default=0) + 1}"


def guideline_version(version: str, rules: Iterable[Rule]) -> str:
    """The version of the guidelines with the clarifications that were made to it.

    Args:
        version: As configured. Clarifications of other versions do not count: who raised it has
            written them into the guidelines.
        rules: All of them.
    """
    own = [one for one in rules if one.version.rpartition(".")[0] == version]
    minors = [one.version.rpartition(".")[2] for one in own]
    # Numbers that two people took at once make one step each; a rule taken back makes none.
    minor = max([len(own), *(int(one) for one in minors if one.isdecimal())])
    return f"{version}.{minor}" if minor else version


def new_rule(
    rules: Iterable[Rule], spot: Spot, labels: Pair, text: str, example: str, version: str
) -> Statement:
    """The statement of a clarification.

    Args:
        rules: Those there are.
        spot: The sentence that it is written for.
        labels: What it tells apart.
        text: One sentence.
        example: The words of the sentence.
        version: Of the guidelines, as configured.
    """
    known = tuple(rules)
    id_ = next_rule(known)
    before = guideline_version(version, known)
    minor = int(before.removeprefix(version).lstrip(".") or 0) + 1
    return Statement(
        RULE,
        id_,
        {
            "a": labels[0],
            "b": labels[1],
            "text": one_line(text),
            "example": one_line(example),
            "sentence": spot.sentence_id,
            "article": spot.article_id,
            "index": spot.index,
            "version": f"{version}.{minor}",
        },
    )


def one_line(text: str) -> str:
    """A text on one line, without what surrounds it."""
    return " ".join(text.split())


def _number(id_: str) -> int:
    found = _ID.fullmatch(id_)
    return int(found[1]) if found else 0


def _rule(head: Stated, twin: str) -> Rule:
    value = head.value
    return Rule(
        id=head.about,
        twin=twin,
        labels=(str(value.get("a", "")), str(value.get("b", ""))),
        text=str(value.get("text", "")),
        example=str(value.get("example", "")),
        sentence_id=str(value.get("sentence", "")),
        article_id=str(value.get("article", "")),
        index=number(value, "index"),
        version=str(value.get("version", "")),
        by=head.person,
        at=head.at,
        event_id=head.event_id,
    )
