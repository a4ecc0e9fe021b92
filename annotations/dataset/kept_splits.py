"""Which split every exported article is in, kept in the project so that it stays there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from annotations.dataset.clusters import STRENGTH, Place
from annotations.store import Statement, Store

KIND: Final = "split"
"""The kind of the statements: about an article, with `split` and `cluster`."""


def exported(store: Store) -> dict[str, Place]:
    """Where articles have been put by earlier exports, by article id.

    Where people exported without knowing of each other, the stronger split counts.

    Raises:
        StoreError: If the project cannot be read.
    """
    places = {}
    for article_id, heads in store.statements(KIND).items():
        said = [
            Place(str(head.value["split"]), str(head.value["cluster"]))
            for head in heads
            if head.value.get("split") in STRENGTH and head.value.get("cluster")
        ]
        if said:
            places[article_id] = max(said, key=lambda one: (STRENGTH[one.split], one.cluster_id))
    return places


def stated(fresh: Mapping[str, Place]) -> list[Statement]:
    """What the project has to keep of places that are new, as `Splits.fresh`."""
    return [
        Statement(KIND, article_id, {"split": place.split, "cluster": place.cluster_id})
        for article_id, place in sorted(fresh.items())
    ]


def keep(store: Store, person: str, fresh: Mapping[str, Place]) -> None:
    """Keep where articles were put, for good, once their rows are written.

    Args:
        store: The project.
        person: Whoever exported; has joined.
        fresh: The places that are new, as `Splits.fresh`; nothing happens without any.

    Raises:
        StoreError: If they could not be kept.
    """
    if fresh:
        store.state(person, stated(fresh), for_good=True)
