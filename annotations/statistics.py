"""How far a project is: counts by person, by label and by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Annotated, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta

from annotations.articles.corpus import Card
from annotations.labels import LabelScheme, label_set
from annotations.store import Annotation, Event, FrozenArticle, Progress, Store
from annotations.store.article_versions import successors

STATS_SCHEMA: Final = "project-stats/1"


class PersonTally(msgspec.Struct, frozen=True):
    """What one person has done."""

    person: Annotated[str, Meta(description="Their id.")]
    name: Annotated[str, Meta(description="Their display name.")]
    articles: Annotated[int, Meta(description="Articles they labelled, marked or noted in.")]
    labelled: Annotated[int, Meta(description="Sentences they labelled, boilerplate included.")]
    labels: Annotated[dict[str, int], Meta(description="The same by label; every label is there.")]
    unsure: Annotated[int, Meta(description="Sentences they are unsure of.")]
    notes: Annotated[int, Meta(description="Sentences they wrote a note on.")]
    carried: Annotated[
        int, Meta(description="Labels that came by themselves, from the same sentence elsewhere.")
    ]
    accepted: Annotated[int, Meta(description="Labels that were carried and that they accepted.")]
    skipped: Annotated[int, Meta(description="Sentences they skipped: none of the report.")]


class ArticleTally(msgspec.Struct, frozen=True):
    """How far an article is."""

    article_id: Annotated[str, Meta(description="Its id.")]
    title: Annotated[str, Meta(description="Its title, or empty.")]
    source: Annotated[str, Meta(description="Its publisher, or empty.")]
    sentences: Annotated[
        int, Meta(description="Its sentences, neither boilerplate nor skipped ones counted.")
    ]
    labelled: Annotated[int, Meta(description="Those of them that anybody labelled.")]
    by: Annotated[
        dict[str, int], Meta(description="Those that each person labelled; every person is there.")
    ]
    replaced_by: Annotated[
        str, Meta(description="The article that took its place when its file changed, or empty.")
    ]
    skipped: Annotated[
        int, Meta(description="Sentences that somebody skipped and nobody labelled.")
    ]
    begun: Annotated[bool, Meta(description="Whether somebody said something of a sentence of it.")]


class Tally(msgspec.Struct, frozen=True):
    """How far a project is."""

    schema: Annotated[Literal["project-stats/1"], Meta(description="The shape of this object.")]
    project: Annotated[str, Meta(description="The project's id.")]
    labels: Annotated[
        tuple[str, ...], Meta(description="The label set, as in exports of the project.")
    ]
    sentences: Annotated[
        int,
        Meta(description="Sentences of its articles, neither boilerplate nor skipped ones."),
    ]
    labelled: Annotated[int, Meta(description="Those of them that anybody labelled.")]
    people: Annotated[tuple[PersonTally, ...], Meta(description="In the order of joining.")]
    articles: Annotated[
        tuple[ArticleTally, ...],
        Meta(
            description="Every article that the project has in the order of coming, then the "
            "others of the named paths."
        ),
    ]
    skipped: Annotated[
        int, Meta(description="Sentences that somebody skipped and nobody labelled.")
    ]
    not_begun: Annotated[
        int, Meta(description="Articles that nobody has begun, handed out ones among them.")
    ]


def tally(
    store: Store,
    scheme: LabelScheme,
    advance: Callable[[int], object] = lambda articles: None,
    not_begun: Iterable[tuple[Card, int]] = (),
) -> Tally:
    """Count a project, and what of a corpus is not in it yet.

    Args:
        store: The project.
        scheme: The labels.
        advance: Told of each article that was counted.
        not_begun: Articles that the project has not, and how many sentences each has.

    Raises:
        StoreError: If the project cannot be read.
    """
    names = store.people()
    progress = {person: store.progress(person) for person in names}
    slugs = {slug for by in progress.values() for one in by.values() for slug in one.labels}
    labels = label_set(scheme, slugs)
    replaced = successors(store)
    carried: dict[str, Counter[bool]] = {person: Counter() for person in names}
    articles: list[ArticleTally] = []
    for kept in store.articles():
        touched = any(kept.article.id in by for by in progress.values())
        said = list(store.annotations(article_id=kept.article.id)) if touched else []
        for one in said:
            if one.label and one.label not in scheme.skips and one.origin is not None:
                carried.setdefault(one.person, Counter())[one.origin.accepted] += 1
        newer = replaced.get(kept.article.id, "")
        articles.append(_article(kept, said, tuple(names), newer, scheme.skips))
        advance(1)
    articles += [_untouched(card, body, tuple(names)) for card, body in not_begun]
    people = tuple(
        _person(person, name, progress[person], scheme, labels, carried[person])
        for person, name in names.items()
    )
    return Tally(
        STATS_SCHEMA,
        store.project_id,
        labels,
        sum(article.sentences for article in articles),
        sum(article.labelled for article in articles),
        people,
        tuple(articles),
        sum(article.skipped for article in articles),
        sum(not article.begun for article in articles),
    )


def _untouched(card: Card, body: int, people: tuple[str, ...]) -> ArticleTally:
    by = dict.fromkeys(people, 0)
    return ArticleTally(card.article_id, card.title, card.source, body, 0, by, "", 0, begun=False)


def _person(
    person: str,
    name: str,
    progress: Mapping[str, Progress],
    scheme: LabelScheme,
    labels: tuple[str, ...],
    carried: Mapping[bool, int],
) -> PersonTally:
    counts = Counter(dict.fromkeys(labels, 0))
    for one in progress.values():
        for slug, count in one.labels.items():
            if slug not in scheme.skips:
                counts[scheme.find(slug).slug] += count
    return PersonTally(
        person,
        name,
        len(progress),
        counts.total(),
        dict(counts),
        sum(one.unsure for one in progress.values()),
        sum(one.notes for one in progress.values()),
        carried.get(False, 0),
        carried.get(True, 0),
        sum(one.labelled for one in progress.values()) - counts.total(),
    )


def _article(
    kept: FrozenArticle,
    annotations: Iterable[Annotation],
    people: tuple[str, ...],
    replaced: str,
    skips: frozenset[str],
) -> ArticleTally:
    article, sentences = kept.article, kept.sentences
    by = dict.fromkeys(people, 0)
    labelled: set[int] = set()
    put_aside: set[int] = set()
    is_begun = False
    for said in annotations:
        is_begun = True
        if not said.label or sentences.is_boilerplate(said.index):
            continue
        if said.label in skips:
            put_aside.add(said.index)
        else:
            by[said.person] = by.get(said.person, 0) + 1
            labelled.add(said.index)
    skipped = len(put_aside - labelled)
    return ArticleTally(
        article.id,
        article.title,
        article.source,
        sentences.body - skipped,
        len(labelled),
        by,
        replaced,
        skipped,
        begun=is_begun,
    )


PAUSE: Final = timedelta(minutes=5)
"""A longer gap between two actions is no work."""


class Pace(NamedTuple):
    """What one person labelled in some time, and how long they were at it."""

    labels: int
    """Sentences that were given a label; those that came by themselves do not count."""
    worked: timedelta
    """The gaps between actions, without those that are longer than `PAUSE`."""

    @property
    def per_hour(self) -> float | None:
        """Labels per hour of work; None where there is too little to say."""
        hours = self.worked / timedelta(hours=1)
        return self.labels / hours if self.labels >= 5 and hours > 0 else None


def pace_since(store: Store, person: str, since: str) -> Pace:
    """What a person labelled since a moment (ISO 8601 in UTC with milliseconds and `Z`).

    Raises:
        StoreError: If the project cannot be read.
    """
    return pace_of(takewhile(lambda e: e.hlc[:24] >= since, store.history(person=person)))


def pace_of(events: Iterable[Event]) -> Pace:
    """What events of one person, the newest first, add up to."""
    labelled: dict[tuple[str, str], bool] = {}
    worked, later = timedelta(), None
    for event in events:
        at = datetime.fromisoformat(event.hlc[:24])
        if later is not None and later - at <= PAUSE:
            worked += max(later - at, timedelta())
        later = at
        if event.type == "annotate":
            came = event.origin is not None and not event.origin.accepted
            # The newest of a sentence says whether it carries a label.
            labelled.setdefault((event.article, event.sentence), bool(event.label) and not came)
    return Pace(sum(labelled.values()), worked)
