"""Articles whose file changed after they were labelled, and what became of each label."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.articles.corpus import Card
    from annotations.comparison.alignment import Alignment
    from annotations.comparison.versions import VersionReport
    from annotations.store.protocol import Store
    from annotations.workflow.open_article import Sheet


class Replaced(NamedTuple):
    """Articles of the corpus that took the place of annotated ones."""

    earlier: Mapping[str, tuple[str, ...]]
    """Ids of the former versions by the new one's id, the latest first."""
    successors: Mapping[str, str]
    """By the id of each article that is known to be replaced, what replaced it."""


def find_replaced(store: Store, cards: Sequence[Card], person: str) -> Replaced:
    """Which articles of the corpus took the place of some that a person annotated; for a worker.

    Raises:
        StoreError: If the project cannot be read.
    """
    from annotations.store.article_versions import replaced, successors

    found: dict[str, list[str]] = {}
    for kept, card in replaced(store, cards, person):
        found.setdefault(card.article_id, []).append(kept.article.id)
    # What was kept last was annotated last, and comes first.
    earlier = {new: tuple(reversed(old)) for new, old in found.items()}
    return Replaced(earlier, successors(store))


def report_of(old: Sheet, new: Sheet, alignment: Alignment) -> VersionReport | None:
    """What became of the labels of the old version; None if the texts are no versions."""
    from annotations.comparison.versions import are_versions, version_report

    if not are_versions(alignment):
        return None
    labels = {index: tag.label for index, tag in old.tags.items() if tag.label}
    return version_report(alignment, old.article, old.sentences, new.article, new.sentences, labels)
