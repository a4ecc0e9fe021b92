"""`slugline analyse FILE...`: what the rules find in articles, one line an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotations.errors import ConfigError, SluglineError
from annotations.language.engines import engine
from annotations.language.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.articles.article import Article, Sentences, Span
    from annotations.language.analysis import Analysis, Quantity, Quotation

_Item = dict[str, Any]


@click.command("analyse")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option(
    "--format",
    "name",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="How to print it: one JSON object to a line.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also print reported speech without marks (kind indirect) and cues of doubt (kind cue).",
)
@click.option(
    "--engine",
    "engine_name",
    default="rules",
    show_default=True,
    metavar="rules|spacy:NAME",
    help="Who finds the names: the rules, or an installed spaCy pipeline.",
)
def command(files: tuple[str, ...], name: str, everything: bool, engine_name: str) -> None:
    """Print the sentences, mentions, quantities and quotations of articles.

    Offsets are code points of the canonical text. A file that cannot be read is named on
    stderr, the others are still printed, and the exit code is 1.
    """
    from annotations.articles.load import load

    del name  # one format so far, and click has checked it
    try:
        chosen = engine(engine_name)
    except ConfigError as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error
    encoder = msgspec.json.Encoder()
    failed = 0
    for file in files:
        try:
            article = load(file)
        except (SluglineError, OSError) as error:
            click.echo(f"{file}: {error}", err=True)
            failed += 1
            continue
        sentences = cut(article)
        analysis = chosen.analyse(article, sentences)
        for item in items(file, article, sentences, analysis, everything=everything):
            click.echo(encoder.encode(item))
        if analysis.note:
            click.echo(f"{file}: {analysis.note}", err=True)
    if failed:
        click.echo(f"{failed} of {len(files)} files could not be read.", err=True)
        raise SystemExit(1)


def items(
    doc: str,
    article: Article,
    sentences: Sentences,
    analysis: Analysis,
    *,
    everything: bool = False,
) -> Iterator[_Item]:
    """What is printed for one article, kind after kind, each in reading order."""

    def item(kind: str, span: Span, **more: object) -> _Item:
        place = {"doc": doc, "kind": kind, "start": span.start, "end": span.end}
        return {**place, "text": span.of(article.text), **more}

    for sentence in sentences:
        yield item("sentence", sentence.span, zone=sentence.zone)
    for mention in analysis.mentions:
        yield item("mention", mention.span, type=mention.type, entity=mention.entity.name)
    for quantity in analysis.quantities:
        yield item("quantity", quantity.span, **_figure(quantity))
    for quotation in analysis.quotations:
        yield item("quotation", quotation.span, **_speech(quotation))
    if everything:
        for quotation in analysis.indirect:
            yield item("indirect", quotation.span, **_speech(quotation))
        for cue in analysis.cues:
            yield item("cue", cue.span, type=cue.kind)


def _figure(quantity: Quantity) -> _Item:
    value = quantity.timex if quantity.type in ("date", "time") else quantity.value
    more = {
        "low": quantity.low,
        "high": quantity.high,
        "bound": quantity.bound,
        "timex": quantity.timex,
        "resolved": quantity.resolved,
        "measures": quantity.measures,
    }
    return {
        "type": quantity.type,
        "value": value,
        "unit": quantity.unit,
        "approximate": quantity.approximate,
        **{key: known for key, known in more.items() if known not in (None, "")},
    }


def _speech(quotation: Quotation) -> _Item:
    where = quotation.speaker_span
    return {
        "type": quotation.kind,
        "speaker_start": where.start if where else None,
        "speaker_end": where.end if where else None,
        "speaker": quotation.speaker,
        "cue": quotation.cue,
        "continued": quotation.continued,
    }
