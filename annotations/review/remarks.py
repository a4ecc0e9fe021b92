"""What reviews say to annotators: comments on sentences, rules, labels that were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from annotations.review.statements import Comment
    from annotations.store.protocol import Store


class Remarks(NamedTuple):
    """Everything of the project that is shown beside sentences."""

    rules: tuple[Rule, ...] = ()
    comments: Mapping[str, tuple[Comment, ...]] = {}
    """By sentence, the oldest first."""
    names: Mapping[str, str] = {}
    overruled: int = 0
    """Labels of the annotator that were decided otherwise."""

    def comments_on(self, sentence_id: str) -> Iterator[str]:
        """What reviewers wrote on a sentence, each with its name, the newest first."""
        for comment in reversed(self.comments.get(sentence_id, ())):
            yield f"{self.names.get(comment.person, '')}: {comment.text}"

    def rules_on(self, label: str, proposed: str) -> Iterator[str]:
        """The rules that tell a label from others.

        Args:
            label: What the annotator calls a sentence; empty for nothing yet.
            proposed: What it is proposed to be, or empty.
        """
        from annotations.review.clarifications import rules_for

        for rule in rules_for(self.rules, label, proposed):
            yield f"{rule.name}: {rule.text}"


NOTHING = Remarks()

KINDS = ("gold", "comment", "rule")
"""Kinds of statement that change what is shown beside sentences."""


def read_remarks(store: Store, scheme: LabelScheme, me: str) -> Remarks:
    """Read them all; for a worker.

    Raises:
        StoreError: If the project cannot be read.
    """
    if not any(store.statements(kind) for kind in KINDS):
        return NOTHING  # without importing what reads them, which every start would pay for
    from annotations.review.clarifications import rules_of
    from annotations.review.statements import COMMENT, comment_from

    comments: dict[str, list[Comment]] = {}
    for heads in store.statements(COMMENT).values():
        for one in map(comment_from, heads):
            comments.setdefault(one.sentence_id, []).append(one)
    for said in comments.values():
        said.sort(key=lambda one: (one.at, one.id))
    return Remarks(
        rules_of(store),
        {sentence: tuple(said) for sentence, said in comments.items()},
        store.people(),
        _overruled(store, scheme, me),
    )


def _overruled(store: Store, scheme: LabelScheme, me: str) -> int:
    """How many labels of a person were decided otherwise."""
    from annotations.review.model import Ballot
    from annotations.review.overruled import is_overruled
    from annotations.review.statements import GOLD, gold_from

    stated = store.statements(GOLD)
    if not stated or not me:
        return 0

    def slug(label: str) -> str:
        return scheme.find(label).slug

    count = 0
    for said in store.annotations(person=me):
        heads = stated.get(said.sentence_id)
        gold = gold_from(heads, (), slug) if heads else None
        if gold is not None and said.label:
            count += is_overruled(Ballot(me, slug(said.label)), gold)
    return count
