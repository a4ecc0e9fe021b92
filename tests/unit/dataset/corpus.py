"""Articles of made-up sentences, and rows of them, for everything that divides a training set."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotations.articles.article import Article, Span
from annotations.dataset import Row, Vote
from annotations.dataset.row import SCHEMA
from tests.unit.dataset.material import article_of

WORDS = (
    "amber anchor basin beacon birch bridge canal cedar chapel cliff clover copper coral crane "
    "delta dune ember falcon fern ferry flint foundry gable garnet glacier granite grove harbour "
    "hazel heron hollow iron island ivory jetty juniper kiln lagoon lantern larch ledge linen "
    "lock maple marsh meadow mill mortar nettle oak orchard otter pebble pier pine plover quarry "
    "raven reed ridge river rowan saddle sandstone sluice spruce stone tide timber tower valley "
    "wharf willow"
).split()
LABELS = ("claim", "quote", "speculation")


def sentence(number: int, length: int = 9) -> str:
    """The sentence of a number: the same words every time, others than those of other numbers."""
    return " ".join(random.Random(number).choices(WORDS, k=length)).capitalize() + "."


def article(numbers: Sequence[int], *, url: str = "", path: str = "", story: str = "") -> Article:
    """An article of these sentences."""
    made, _ = article_of([sentence(number) for number in numbers], title="", published_at="")
    return msgspec.structs.replace(made, url=url, path=path, story=story)


def rows_of(
    one: Article,
    labels: Mapping[int, str] | Sequence[str],
    *,
    votes: int = 2,
    source: str = "unanimous",
) -> Iterator[Row]:
    """A row for each labelled sentence of an article, as if for training, alone in its cluster."""
    texts = one.text.split("\n\n")
    for index, label in labels.items() if isinstance(labels, Mapping) else enumerate(labels):
        start = len("\n\n".join(texts[:index])) + (2 if index else 0)
        yield Row(
            SCHEMA,
            one.sentence_id(Span(start, start + len(texts[index]))),
            texts[index],
            label,
            LABELS.index(label),
            "train",
            one.id,
            "c-" + one.id.removeprefix("a-"),
            index,
            start,
            start + len(texts[index]),
            "",
            "",
            "",
            "",
            one.url,
            "",
            "en",
            [Vote(f"ann-{number + 1}", label, "", "1") for number in range(votes)],
            {name: float(name == label) for name in LABELS},
            votes,
            1.0,
            source,  # type: ignore[arg-type]
            "",
            "",
            "",
            "1",
            "unknown",
        )
