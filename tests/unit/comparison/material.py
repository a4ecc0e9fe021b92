"""Small articles, and analyses made by hand, for tests of comparing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.comparison.alignment import Alignment, align
from annotations.comparison.quantity_frames import Side
from annotations.language.model import Analysis, Entity, Mention, MentionType, Quantity

REPORT = (
    "The harbor bridge will be closed for eleven weeks from Monday, the city said.",
    "Engineers found cracks in four of the steel cables during a routine inspection in May.",
    "Nobody was hurt.",
    "The closing will send 30,000 cars a day through the old tunnel, according to the police.",
    "“We cannot wait for a second opinion,” the city engineer told reporters.",
    "Shop owners on the northern bank fear that customers will stay away until the fall.",
    "The bridge was opened in 1958 and was painted for the last time nine years ago.",
    "Repairs are expected to cost $14 million, of which the state will pay half.",
    "A ferry will carry pedestrians across the river every twenty minutes.",
    "The mayor, who is running for another term, has promised to inspect the work every week.",
)


class Cut(NamedTuple):
    """An article and its sentences."""

    article: Article
    sentences: Sentences

    def text(self, index: int) -> str:
        """One sentence."""
        return self.sentences.span(index).of(self.article.text)


def cut_of(texts: Iterable[str], furniture: Iterable[int] = ()) -> Cut:
    """An article of these sentences, one to a line."""
    spans, start = [], 0
    lines = list(texts)
    for line in lines:
        spans.append((start, start + len(line)))
        start += len(line) + 1
    text = "\n".join(lines)
    parts = [Span(*spans[index]) for index in furniture]
    return Cut(Article(id=article_id_of(text), text=text), Sentences(spans, parts, "lines"))


def aligned(a: Cut, b: Cut, **options: Any) -> Alignment:
    """The alignment of two."""
    return align(a.article, b.article, a.sentences, b.sentences, **options)


def links(alignment: Alignment) -> set[tuple[int, int]]:
    """Which sentences belong together."""
    return {(pair.a, pair.b) for pair in alignment.pairs}


def figure(cut: Cut, surface: str, **values: Any) -> Quantity:
    """The quantity written as `surface`."""
    start = cut.article.text.index(surface)
    return Quantity(span=Span(start, start + len(surface)), **values)


def name(cut: Cut, surface: str, full: str = "", kind: MentionType = "person") -> Mention:
    """The mention written as `surface`, of the entity called `full`."""
    start = cut.article.text.index(surface)
    entity = Entity(f"{kind}:{(full or surface).lower()}", full or surface, kind)
    return Mention(Span(start, start + len(surface)), kind, entity)


def analysis(
    cut: Cut, quantities: Iterable[Quantity] = (), mentions: Iterable[Mention] = ()
) -> Analysis:
    """What would have been found in the article."""
    return Analysis(
        article_id=cut.article.id,
        version="by hand",
        quantities=tuple(quantities),
        mentions=tuple(mentions),
    )


def side(cut: Cut, *quantities: Quantity) -> Side:
    """The article with these figures."""
    return Side(cut.article, cut.sentences, analysis(cut, quantities))
