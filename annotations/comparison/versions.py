"""What became of labels when the article that they stand on was replaced by a new version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

import msgspec

from annotations.articles.article import Article, Sentences
from annotations.comparison.alignment import Alignment
from annotations.comparison.label_transfer import Carry, carries, to_new_version

Outcome = Literal["kept", "moved", "asks", "lost"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("kept", "moved", "asks", "lost")

ALIKE: Final = 0.2
"""Share of the shorter article's sentences that both must have, edited at most: else the new text
is no version of the old one, but another article."""


class LabelFate(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one label."""

    a: int
    """Its sentence in the old version, from 0."""
    label: str
    outcome: Outcome
    """`kept` and `moved` are carried; `asks` is proposed; `lost` stays with the old version."""
    b: int | None = None
    """The sentence in the new version; of a lost label, what is nearest to it, if anything is."""
    reason: str = ""
    """Of one that asks or is lost: `edited .82, number differs`."""
    text: str = ""
    new_text: str = ""


class VersionReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one person's labels."""

    old: str
    """The articles' ids."""
    new: str
    title: str
    fates: tuple[LabelFate, ...]

    def count(self, outcome: Outcome) -> int:
        """How many labels became that."""
        return sum(fate.outcome == outcome for fate in self.fates)

    @property
    def counts(self) -> str:
        """`12 kept, 1 moved, 2 ask, 1 lost`, without those that there are none of."""
        numbers = {outcome: self.count(outcome) for outcome in OUTCOMES}
        said = (
            f"{number} {'ask' if outcome == 'asks' and number != 1 else outcome}"
            for outcome, number in numbers.items()
            if number
        )
        return ", ".join(said) or "no labels"


def are_versions(alignment: Alignment) -> bool:
    """Whether two texts are so much alike that one can be a version of the other."""
    shorter = min(alignment.count_a, alignment.count_b)
    close = [pair for pair in alignment.pairs if pair.change != "rewritten"]
    shared = min(len({pair.a for pair in close}), len({pair.b for pair in close}))
    return shorter > 0 and shared >= ALIKE * shorter


def version_report(
    alignment: Alignment,
    old: Article,
    old_sentences: Sentences,
    new: Article,
    new_sentences: Sentences,
    labels: Mapping[int, str],
) -> VersionReport:
    """What becomes of labels when `new` takes the place of `old`; each label has one fate.

    Args:
        alignment: Of the two; A is the old one.
        old: The article as it was annotated.
        old_sentences: As it was cut then.
        new: What stands in its place.
        new_sentences: How that is cut.
        labels: Labels by sentence of the old one.
    """
    found = carries(alignment, old, old_sentences, new, new_sentences)
    best = _best(map(to_new_version, found))
    fates = tuple(
        _fate(index, labels[index], best.get(index), old, old_sentences, new, new_sentences)
        for index in sorted(labels)
    )
    return VersionReport(old=old.id, new=new.id, title=new.title or old.title, fates=fates)


def _best(found: Iterable[Carry]) -> dict[int, Carry]:
    """Of each old sentence the counterpart that is nearest to it."""
    best: dict[int, Carry] = {}
    for carry in found:
        known = best.get(carry.a)
        if known is None or _nearness(carry) > _nearness(known):
            best[carry.a] = carry
    return best


def _nearness(carry: Carry) -> tuple[bool, bool, float]:
    return carry.mode != "never", carry.verbatim, carry.score


def _fate(
    index: int,
    label: str,
    carry: Carry | None,
    old: Article,
    old_sentences: Sentences,
    new: Article,
    new_sentences: Sentences,
) -> LabelFate:
    outcome: Outcome = "lost"
    reason = "no such sentence"
    if carry is not None:
        reason = carry.reason
        if carry.mode == "auto":
            outcome, reason = ("moved", f"moved {carry.moved:+d}") if carry.moved else ("kept", "")
        elif carry.mode == "propose":
            outcome = "asks"
    return LabelFate(
        a=index,
        label=label,
        outcome=outcome,
        b=carry.b if carry else None,
        reason=reason,
        text=old_sentences.span(index).of(old.text),
        new_text=new_sentences.span(carry.b).of(new.text) if carry else "",
    )
