"""A project in memory, with people who label it, for tests of reviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.labels import LabelScheme
from annotations.review.decisions import gold_for
from annotations.review.model import Case, Options
from annotations.review.review import Review
from annotations.store import Change, FrozenArticle, Mark, Statement, Store
from tests.memory_store import MemoryStore

SCHEME = LabelScheme()
LETTERS = {"c": "claim", "q": "quote", "s": "speculation"}

TEXTS = (
    "The harbour opened again on Monday. Boats may leave next week. “We are ready,” she said. "
    "Prices fell. Nobody was hurt. A second storm might follow.",
    "The council met at noon. “It was close,” a member said. A new vote may follow. Rain fell. "
    "The bridge stayed shut. Repairs could take a year.",
)


def _cuts(text: str) -> Sentences:
    spans, at = [], 0
    for part in text.replace(".” ", ".”\0").replace(". ", ".\0").split("\0"):
        spans.append(Span(at, at + len(part)))
        at += len(part) + 1
    return Sentences(spans, cutter="test/1")


ARTICLES = tuple(
    FrozenArticle(Article(id=article_id_of(text), text=text), _cuts(text)) for text in TEXTS
)
PLACES = tuple(
    (kept.article.id, index, kept.article.sentence_id(span))
    for kept in ARTICLES
    for index, span in enumerate(kept.sentences.spans)
)
"""Every sentence of both articles: article, index, id; twelve of them."""
IDS = tuple(sentence_id for _, _, sentence_id in PLACES)

PROJECT = "p-0000000000000001"
"""By a project's id it is drawn what is audited: of these sentences none in twenty."""


def clock(offset: int) -> Callable[[], int]:
    """Another second each time it is asked; in milliseconds."""
    return count(1_700_000_000_000 + offset, 1000).__next__


class Room:
    """A store in memory with both articles kept, and people by name."""

    def __init__(self, *names: str, store: Store | None = None) -> None:
        self.store: Store = store or MemoryStore(clock(len(names)))
        self.store.adopt(PROJECT)
        for kept in ARTICLES:
            self.store.freeze(kept.article, kept.sentences)
        self.ids: Mapping[str, str] = {name: self.store.join(name) for name in names}

    def says(self, name: str, labels: str, *, unsure: str = "", notes: str = "") -> None:
        """One person labels sentences from the first on: a letter each, `.` for none.

        `unsure` and `notes` are such rows too: what is not a `.` is unsure, or has a note.
        """
        for place, letter in enumerate(labels):
            if letter != ".":
                self.mark(
                    name,
                    place,
                    LETTERS.get(letter, ""),
                    unsure=unsure[place : place + 1] not in ("", "."),
                    note="see the figure" if notes[place : place + 1] not in ("", ".") else "",
                )

    def mark(
        self, name: str, place: int, label: str, *, unsure: bool = False, note: str = ""
    ) -> None:
        """One person says something of one sentence."""
        article_id, index, sentence_id = PLACES[place]
        change = Change(article_id, sentence_id, index, Mark(label, unsure, note))
        self.store.annotate(self.ids[name], [change])

    def review(self, reviewer: str, options: Options | None = None) -> Review:
        """A review as one of them."""
        return Review.of(self.store, SCHEME, self.ids[reviewer], options)

    def state(self, name: str, statements: Sequence[Statement]) -> None:
        """One person records statements."""
        self.store.state(self.ids[name], statements)

    def decide(self, review: Review, place: int, label: str) -> Case:
        """The reviewer decides on a label; the case as it is then."""
        case = case_at(review, place)
        self.store.state(review.reviewer, gold_for(review, case, "label", label=label))
        review.follow(self.store)
        return case_at(review, place)


def case_at(review: Review, place: int) -> Case:
    """The case of a sentence, which there has to be."""
    case = review.case(IDS[place])
    assert case is not None
    return case


def places(sentences: Sequence[str]) -> list[int]:
    """Which sentences these are, by number."""
    return [IDS.index(one) for one in sentences]


def meet(one: Room, other: Room) -> None:
    """Both take in what the other one did."""
    for here, there in ((one, other), (other, one)):
        lines = [
            line for stream in there.store.streams() for line in there.store.lines(stream.device)
        ]
        here.store.merge(lines, ARTICLES)
