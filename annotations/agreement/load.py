"""A project's votes, with the story of each article, and what each person said over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from annotations.agreement.annotators import GoldLabel
from annotations.agreement.self_agreement import DEPENDENT, Labelling
from annotations.agreement.vote_matrix import Vote
from annotations.articles.corpus import card_of
from annotations.articles.stories import group
from annotations.labels import LabelScheme
from annotations.store import Event, Store


def votes_of(
    store: Store, scheme: LabelScheme, clusters: Mapping[str, str] | None = None
) -> Iterator[Vote]:
    """What everybody says now, under the present slugs; sentences without a label are left out.

    Args:
        store: The project.
        scheme: Gives the present slug of a label.
        clusters: The story of each article, as of `stories_of`; without one an article is alone.

    Raises:
        StoreError: If the project cannot be read.
    """
    stories = clusters or {}
    slugs: dict[str, str] = {}
    for said in store.annotations():
        if not said.label:
            continue
        if said.label not in slugs:
            slugs[said.label] = scheme.find(said.label).slug
        yield Vote(
            said.sentence_id,
            stories.get(said.article_id, said.article_id),
            said.person,
            slugs[said.label],
            said.at,
            said.guideline,
            said.source != "imported",
        )


def stories_of(store: Store) -> Mapping[str, str]:
    """The story of each kept article, by article id: as declared, else by likeness of words.

    Reads every article: half a second for a thousand.

    Raises:
        StoreError: If the project cannot be read.
    """
    cards = []
    for kept in store.articles():
        card = card_of(kept.article)
        # Articles are told apart by path there, and here two may come from one, or from none.
        cards.append(msgspec.structs.replace(card, path=kept.article.id))
    return {card.article_id: story.key for story in group(cards) for card in story.cards}


def gold_of(store: Store, scheme: LabelScheme) -> Mapping[str, GoldLabel]:
    """The label that was decided for each sentence, and who decided; see `person_rows`.

    Where several decided differently without knowing of each other there is none.

    Raises:
        StoreError: If the project cannot be read.
    """
    gold: dict[str, GoldLabel] = {}
    for sentence, heads in store.statements("gold").items():
        said = {str(head.value.get("decision", "label")) for head in heads}
        labels = {str(head.value.get("label", "")) for head in heads}
        if said == {"label"} and len(labels) == 1 and all(labels):
            by = max(heads, key=lambda head: (head.at, head.person)).person
            gold[sentence] = GoldLabel(scheme.find(labels.pop()).slug, by)
    return gold


def labellings_of(store: Store, scheme: LabelScheme) -> Iterator[Labelling]:
    """Every label that somebody gave on their own judgement and did not undo, oldest first.

    Raises:
        StoreError: If the project cannot be read.
    """
    events = [event for event in store.history() if event.type == "annotate"]
    undone = {event.undoes for event in events if event.undoes}
    judged = [
        event
        for event in reversed(events)
        if event.label
        and not event.undoes
        and event.action not in undone
        and event.source not in DEPENDENT
    ]
    texts = _texts(store, judged)
    judged.sort(key=lambda event: event.hlc)
    for event in judged:
        yield Labelling(
            event.sentence,
            event.person,
            scheme.find(event.label).slug,
            event.at,
            event.guideline,
            event.source,
            texts.get(event.sentence, ""),
        )


def _texts(store: Store, events: list[Event]) -> Mapping[str, str]:
    """The words of sentences, by id, alike where only case and spaces differ."""
    wanted = {event.sentence for event in events}
    articles = {event.article for event in events}
    texts: dict[str, str] = {}
    for article_id in articles:
        kept = store.frozen(article_id)
        if kept is None:
            continue
        for span in kept.sentences.spans:
            sentence = kept.article.sentence_id(span)
            if sentence in wanted:
                texts[sentence] = " ".join(span.of(kept.article.text).casefold().split())
    return texts
