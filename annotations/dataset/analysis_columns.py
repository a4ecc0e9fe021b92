"""What the analysis finds in a sentence, as columns of its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from annotations.articles.article import Sentences, Span
from annotations.dataset.article_rows import Sheet
from annotations.dataset.row_variants import FigureSpan, NameSpan, QuotationSpan, SpansRow
from annotations.language.corrections import Correction, Corrections, apply
from annotations.language.engines import engine
from annotations.language.model import Mention, Quantity, Quotation

Found = TypeVar("Found", Mention, Quantity, Quotation)


class Finder:
    """Analyses articles and puts right what annotators said of it.

    Args:
        name: Of the engine, as the configuration has it.
        corrections: Of the project.

    Raises:
        ConfigError: If there is no such engine, or it is not installed.
    """

    def __init__(self, name: str, corrections: Iterable[Correction]) -> None:
        self._engine = engine(name)
        self._corrections = Corrections(corrections)

    def rows(self, sheet: Sheet) -> Iterator[SpansRow]:
        """A row for every sentence kept, with what stands in it."""
        if all(outcome.left_out for outcome in sheet.outcomes):
            return
        article = sheet.article
        analysis = self._engine.analyse(article, sheet.sentences)
        analysis = apply(analysis, article.running_text, self._corrections)
        names = _by_sentence(analysis.mentions, sheet.sentences)
        figures = _by_sentence(analysis.quantities, sheet.sentences)
        quotations = _by_sentence(analysis.quotations, sheet.sentences)
        for one in sheet.kept:
            values = (
                "sentence-spans/1",
                *sheet.values(one),
                [
                    NameSpan(at.start, at.end, found.type, found.entity.name)
                    for at, found in names.get(one.number, ())
                ],
                [_figure(at, found) for at, found in figures.get(one.number, ())],
                [
                    QuotationSpan(at.start, at.end, found.kind, found.speaker, found.cue)
                    for at, found in quotations.get(one.number, ())
                ],
            )
            yield SpansRow(*values)


def _by_sentence(
    found: Iterable[Found], sentences: Sentences
) -> dict[int, list[tuple[Span, Found]]]:
    """What stands in each sentence, with the part of it that does, from the sentence's start."""
    by: dict[int, list[tuple[Span, Found]]] = {}
    for one in found:
        number = max(sentences.at(one.span.start), 0)
        while number < len(sentences):
            within = sentences.span(number)
            if within.start >= one.span.end:
                break
            start, end = max(one.span.start, within.start), min(one.span.end, within.end)
            if start < end:
                part = Span(start - within.start, end - within.start)
                by.setdefault(number, []).append((part, one))
            number += 1
    return by


def _figure(at: Span, found: Quantity) -> FigureSpan:
    value = found.resolved or found.timex if found.type in ("date", "time") else found.value
    return FigureSpan(
        at.start,
        at.end,
        found.type,
        _number(value),
        _number(found.low),
        _number(found.high),
        found.unit,
        found.bound,
        found.approximate,
    )


def _number(value: float | str | None) -> str:
    """A number without an exponent and without a needless point; empty for none."""
    if value is None or isinstance(value, str):
        return value or ""
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
