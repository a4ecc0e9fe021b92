"""`slugline compare A B`: what two reports of one event say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotations.comparison.report import Comparison, FigureLine, QuotationLine, Quote, compare
from annotations.outside import path_text
from tui.commands.align import open_article
from tui.sanitize import safe, title
from tui.settings import config_option, settle

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.comparison.quantity_frames import Side

_WIDTH = 78
_CONFLICTS = {
    "Quantities that conflict": "differs",
    "Quantities updated by the same outlet": "updated",
}


@click.command("compare")
@click.argument("a", metavar="A", type=click.Path())
@click.argument("b", metavar="B", type=click.Path())
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@config_option
def command(a: str, b: str, name: str, config_file: Path | None) -> None:
    """Compare two articles: counts, conflicting quantities, and what only one of them says.

    Quantities that conflict are not errors: a total and a part of it differ, too.
    """
    config = settle(config_file, None).config
    (first, cut_a), (second, cut_b) = open_article(a, config), open_article(b, config)
    found = compare(first, second, cut_a, cut_b)
    if name == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(as_json(found)), indent=2))
        return
    for line in as_text(found):
        click.echo(line)


def as_text(found: Comparison) -> list[str]:
    """The report, line by line."""
    lines = [
        f"A  {_head(found.a)}",
        f"B  {_head(found.b)}",
        "",
        found.summary.line,
    ]
    for heading, relation in _CONFLICTS.items():
        conflicts = [line for line in found.conflicts if line.relation == relation]
        if conflicts or relation == "differs":
            lines += ["", f"{heading}: {len(conflicts)}"]
        for figure in conflicts:
            lines += _figure(figure)
    quotations = found.quotation_conflicts
    if quotations:
        lines += ["", f"Quotations that differ: {len(quotations)}"]
    for quotation in quotations:
        lines += _quotation(quotation)
    for letter, quotes in (("A", found.only_a), ("B", found.only_b)):
        lines += ["", f"Only in {letter}: {len(quotes)}"]
        lines += [_wrapped(f"{letter}{quote.sentence + 1}", quote.text) for quote in quotes]
    return lines


def _head(side: Side) -> str:
    head = title(side.article.title)
    return f"{head} ({safe(side.article.source)})" if side.article.source else head


def _figure(figure: FigureLine) -> list[str]:
    note = ""
    if figure.ratio is not None:
        big, small = (figure.a, figure.b) if figure.larger == "a" else (figure.b, figure.a)
        note = f"  ({safe(big)} = {figure.ratio} × {safe(small)})"
    return [
        f"  {safe(figure.a)} ≠ {safe(figure.b)}{note}",
        _wrapped(f"A{figure.a_sentence.sentence + 1}", figure.a_sentence.text),
        _wrapped(f"B{figure.b_sentence.sentence + 1}", figure.b_sentence.text),
    ]


def _quotation(line: QuotationLine) -> list[str]:
    """What differs, and both quotations with their speakers."""
    if line.relation == "speaker":
        head = f"  {safe(line.a_speaker)} ≠ {safe(line.b_speaker)}"
    else:
        head = f"  {safe(line.a_speaker or line.b_speaker or 'other words')}"
    return [
        head,
        _wrapped(f"A{line.a.sentence + 1}", line.a.text),
        _wrapped(f"B{line.b.sentence + 1}", line.b.text),
    ]


def _wrapped(head: str, text: str) -> str:
    """A sentence behind its number, folded to the width of a page."""
    return click.wrap_text(
        safe(text), _WIDTH, initial_indent=f"  {head:5} ", subsequent_indent=" " * 8
    )


def as_json(found: Comparison) -> dict[str, Any]:
    """The report for programs; sentences by index, text and span."""
    return {
        "a": _side(found.a),
        "b": _side(found.b),
        "summary": {"line": found.summary.line, **found.summary.counts},
        "simplified": found.summary.simplified,
        "figures": [_figure_json(found.line(link)) for link in found.figures.links],
        "quotations": [_quotation_json(line) for line in found.quotation_conflicts],
        "only_a": [_quote_json(quote) for quote in found.only_a],
        "only_b": [_quote_json(quote) for quote in found.only_b],
        "names": {
            "shared": [{"a": link.a.name, "b": link.b.name} for link in found.names.links],
            "only_a": [entity.name for entity in found.names.only_a],
            "only_b": [entity.name for entity in found.names.only_b],
        },
    }


def _side(side: Side) -> dict[str, Any]:
    article = side.article
    return {
        "article_id": article.id,
        "title": article.title,
        "source": article.source,
        "path": path_text(article.path),
        "sentences": len(side.sentences),
    }


def _quote_json(quote: Quote) -> dict[str, Any]:
    start, end = quote.span
    return {"sentence": quote.sentence, "start": start, "end": end, "text": quote.text}


def _quotation_json(line: QuotationLine) -> dict[str, Any]:
    return {
        "relation": line.relation,
        "a": _quote_json(line.a) | {"speaker": line.a_speaker or None},
        "b": _quote_json(line.b) | {"speaker": line.b_speaker or None},
    }


def _figure_json(figure: FigureLine) -> dict[str, Any]:
    return {
        "relation": figure.relation,
        "measures": figure.measures or None,
        "ratio": figure.ratio,
        "larger": figure.larger or None,
        "aligned": figure.aligned,
        "a": {"text": figure.a, "start": figure.a_span.start, "end": figure.a_span.end}
        | {"sentence": figure.a_sentence.sentence},
        "b": {"text": figure.b, "start": figure.b_span.start, "end": figure.b_span.end}
        | {"sentence": figure.b_sentence.sentence},
    }
