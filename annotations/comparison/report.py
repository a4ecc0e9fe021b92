"""What an analyst asks of two articles: where figures conflict, and what only one of them says."""

from __future__ import annotations

from typing import Literal

import msgspec

from annotations.articles.article import Article, Sentences, Span
from annotations.comparison.alignment import Alignment, align
from annotations.comparison.conflict_order import in_order
from annotations.comparison.entity_links import Names, link_names
from annotations.comparison.quantity_frames import Side
from annotations.comparison.quantity_links import (
    FigureLink,
    FigureRelation,
    Figures,
    link_figures,
)
from annotations.comparison.quotation_links import (
    QuotationLink,
    QuotationRelation,
    link_quotations,
)
from annotations.comparison.summary import Summary, summarise
from annotations.language.analysis import analyse


class Quote(msgspec.Struct, frozen=True):
    """A sentence as it stands, by index."""

    sentence: int
    span: Span
    text: str


class FigureLine(msgspec.Struct, frozen=True, kw_only=True):
    """Two figures about one thing, each in its sentence."""

    relation: FigureRelation
    a: str
    """As written."""
    b: str
    a_span: Span
    b_span: Span
    a_sentence: Quote
    b_sentence: Quote
    measures: str = ""
    """What both are quantities of: `killed`, `price`; empty where neither text says it."""
    ratio: int | None = None
    larger: Literal["a", "b", ""] = ""
    aligned: bool = False


class QuotationLine(msgspec.Struct, frozen=True, kw_only=True):
    """Two quotations that differ in words or in their speaker."""

    relation: QuotationRelation
    a: Quote
    """The quotation, with the index of its sentence."""
    b: Quote
    a_speaker: str = ""
    b_speaker: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two articles compared."""

    a: Side
    b: Side
    alignment: Alignment
    summary: Summary
    figures: Figures
    names: Names
    quotations: tuple[QuotationLink, ...] = ()

    @property
    def conflicts(self) -> tuple[FigureLine, ...]:
        """The quantities that differ or are updated: people, money and shares first."""
        return tuple(self.line(link) for link in in_order(self.figures, self.a, self.b))

    @property
    def quotation_conflicts(self) -> tuple[QuotationLine, ...]:
        """The quotations whose words or speakers differ, in the order of A."""
        links = (link for link in self.quotations if link.relation != "same")
        return tuple(self._quotation(link) for link in links)

    def _quotation(self, link: QuotationLink) -> QuotationLine:
        first = self.a.analysis.quotations[link.a]
        second = self.b.analysis.quotations[link.b]
        return QuotationLine(
            relation=link.relation,
            a=_quote_at(self.a, first.span),
            b=_quote_at(self.b, second.span),
            a_speaker=first.speaker,
            b_speaker=second.speaker,
        )

    @property
    def only_a(self) -> tuple[Quote, ...]:
        """Sentences of the report that only A has; boilerplate is left out."""
        return _only(self.a, self.alignment.removed)

    @property
    def only_b(self) -> tuple[Quote, ...]:
        """Sentences of the report that only B has; boilerplate is left out."""
        return _only(self.b, self.alignment.added)

    def line(self, link: FigureLink) -> FigureLine:
        """A link with its words."""
        first = self.a.analysis.quantities[link.a]
        second = self.b.analysis.quantities[link.b]
        return FigureLine(
            relation=link.relation,
            a=first.span.of(self.a.article.running_text),
            b=second.span.of(self.b.article.running_text),
            a_span=first.span,
            b_span=second.span,
            a_sentence=_quote(self.a, self.a.sentences.at(first.span.start)),
            b_sentence=_quote(self.b, self.b.sentences.at(second.span.start)),
            measures=first.measures or second.measures,
            ratio=link.ratio,
            larger=link.larger,
            aligned=link.aligned,
        )


def compare(a: Article, b: Article, cut_a: Sentences, cut_b: Sentences) -> Comparison:
    """Analyse and align two articles as they are cut, and link what they say."""
    return compare_sides(side_of(a, cut_a), side_of(b, cut_b))


def side_of(article: Article, sentences: Sentences) -> Side:
    """The article with everything that is derived from it."""
    return Side(article, sentences, analyse(article, sentences))


def compare_sides(a: Side, b: Side) -> Comparison:
    """Compare two articles that are cut and analysed already."""
    alignment = align(a.article, b.article, a.sentences, b.sentences)
    return Comparison(
        a=a,
        b=b,
        alignment=alignment,
        summary=summarise(alignment),
        figures=link_figures(a, b, alignment),
        names=link_names(a.analysis, b.analysis),
        quotations=link_quotations(a, b, alignment),
    )


def _only(side: Side, indices: tuple[int, ...]) -> tuple[Quote, ...]:
    return tuple(_quote(side, i) for i in indices if not side.sentences.is_boilerplate(i))


def _quote_at(side: Side, span: Span) -> Quote:
    return Quote(side.sentences.at(span.start), span, span.of(side.article.text))


def _quote(side: Side, index: int) -> Quote:
    span = side.sentences.span(index)
    return Quote(index, span, span.of(side.article.running_text))
