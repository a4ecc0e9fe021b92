"""A project's votes, with the story of each article, and what each person said over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from operator import itemgetter

import msgspec

from annotations.agreement.annotators import GoldLabel
from annotations.agreement.self_agreement import DEPENDENT, Labelling
from annotations.agreement.vote_matrix import Vote
from annotations.articles.corpus import card_of
from annotations.articles.stories import group
from annotations.labels import LabelScheme
from annotations.store import Event, Store
from annotations.store.stories_by_hand import read_by_hand


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
    # Each text once, however many votes have it: of a million votes that is half the memory.
    one_of: dict[str, str] = {}
    for said in store.annotations():
        if not said.label:
            continue
        if said.label not in slugs:
            slugs[said.label] = scheme.find(said.label).slug
        yield Vote(
            one_of.setdefault(said.sentence_id, said.sentence_id),
            stories.get(said.article_id, said.article_id),
            said.person,
            slugs[said.label],
            one_of.setdefault(said.at, said.at),
            one_of.setdefault(said.guideline, said.guideline),
            said.source != "imported",
        )


def stories_of(store: Store) -> Mapping[str, str]:
    """The story of each kept article, by article id: by hand, as declared, or by likeness of words.

    Reads every article: half a second for a thousand.

    Raises:
        StoreError: If the project cannot be read.
    """
    cards = []
    for kept in store.articles():
        card = card_of(kept.article)
        # Articles are told apart by path there, and here two may come from one, or from none.
        cards.append(msgspec.structs.replace(card, path=kept.article.id))
    stories = group(cards, read_by_hand(store))
    return {card.article_id: story.key for story in stories for card in story.cards}


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


def labellings_of(
    store: Store, scheme: LabelScheme, advance: Callable[[int], object] = lambda _: None
) -> list[Labelling]:
    """What tells whether people agree with themselves, oldest first.

    Labels that somebody gave on their own judgement and did not undo, of sentences that they
    labelled in several passes, or whose words occur twice: others have nothing to be compared
    with, and a project has a million of them. Events are read as a stream, and none is kept.

    Args:
        store: The project.
        scheme: Gives the present slug of a label.
        advance: Told how many events more were read, every thousand.

    Raises:
        StoreError: If the project cannot be read.
    """
    texts = _texts_that_occur_twice(store)
    passes: dict[int, tuple[str, str]] = {}
    several: set[int] = set()
    given: list[tuple[str, Labelling]] = []
    for event in _judged(store, advance):
        key = hash((event.person, event.sentence))
        if passes.setdefault(key, (event.guideline, event.source)) != (
            event.guideline,
            event.source,
        ):
            several.add(key)
        if event.sentence in texts:
            given.append((event.hlc, _labelling(event, scheme, texts[event.sentence])))
    for event in _judged(store, lambda _: None) if several else ():
        if hash((event.person, event.sentence)) in several and event.sentence not in texts:
            given.append((event.hlc, _labelling(event, scheme, "")))
    return [one for _, one in sorted(given, key=itemgetter(0))]


def _judged(store: Store, advance: Callable[[int], object]) -> Iterator[Event]:
    """Labels given on somebody's own judgement that were not undone, newest first."""
    undone: set[str] = set()
    for number, event in enumerate(store.history(), start=1):
        if number % 1_000 == 0:
            advance(1_000)
        if event.type != "annotate":
            continue
        if event.undoes:
            # An action is met after what took it back: this goes backwards.
            undone.add(event.undoes)
        elif event.label and event.action not in undone and event.source not in DEPENDENT:
            yield event


def _labelling(event: Event, scheme: LabelScheme, text: str) -> Labelling:
    return Labelling(
        event.sentence,
        event.person,
        scheme.find(event.label).slug,
        event.at,
        event.guideline,
        event.source,
        text,
    )


def _texts_that_occur_twice(store: Store) -> Mapping[str, str]:
    """A name for the words of sentences, by id, alike where only case and spaces differ."""
    places: dict[str, list[str]] = {}
    for kept in store.articles():
        for span in kept.sentences.spans:
            words = " ".join(span.of(kept.article.text).casefold().split())
            digest = blake2b(words.encode(), digest_size=8).hexdigest()
            places.setdefault(digest, []).append(kept.article.sentence_id(span))
    return {
        sentence: digest
        for digest, sentences in places.items()
        if len(sentences) > 1
        for sentence in sentences
    }
