"""`slugline analyse FILE...`: what the rules find in articles, one line an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotations.articles.corpus import File, Skipped
from annotations.articles.places import place_of
from annotations.errors import ArticleError, ConfigError
from annotations.language.engines import engine
from annotations.outside import path_text, within
from annotations.plurals import count
from tui.commands.common import budget, reason, say
from tui.settings import config_option, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.articles.article import Article, Sentences, Span
    from annotations.config import Config
    from annotations.language.analysis import Analysis, Quantity, Quotation
    from annotations.language.engines import Engine

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
@config_option
def command(
    files: tuple[str, ...],
    name: str,
    everything: bool,
    engine_name: str,
    config_file: Path | None,
) -> None:
    """Print the sentences, mentions, quantities and quotations of articles.

    Offsets are code points of the canonical text. A file that cannot be read is named on
    stderr, the others are still printed, and the exit code is 1.
    """
    config = settle(config_file, None).config
    del name  # one format so far, and click has checked it
    try:
        chosen = engine(engine_name)
    except ConfigError as error:
        raise click.BadParameter(str(error), param_hint="--engine") from error
    encoder = msgspec.json.Encoder()
    failed = 0
    for file in files:
        whole = True
        for one in _articles(file, config):
            try:
                if isinstance(one, Skipped):
                    raise ArticleError(one.reason)
                lines, note = _analysed(one, chosen, config, everything=everything)
            except Exception as error:
                # Whatever is wrong with one, or with the rules for it, the others are printed.
                say(f"{one.path}: {reason(error)}")
                whole = False
                continue
            for line in lines:
                click.echo(encoder.encode(line))
            if note:
                say(f"{one.path}: {note}")
        failed += not whole
    if failed:
        say(f"{failed} of {count(len(files), 'file')} could not be read.")
        raise SystemExit(1)


def _articles(file: str, config: Config) -> Iterator[Article | Skipped]:
    """The articles of a file, or the one of it that is named."""
    from annotations.workflow.article_files import read_articles

    path, key = place_of(file)
    return read_articles([File(path, named=True, key=key)], config)


def _analysed(
    article: Article, chosen: Engine, config: Config, *, everything: bool
) -> tuple[list[_Item], str]:
    """What is printed of an article, and what its reader must know."""
    from annotations.workflow.article_files import cut_article

    with within(budget(place_of(article.path).path)):
        sentences = cut_article(article, config)
        analysis = chosen.analyse(article, sentences)
        doc = path_text(article.path)
        return list(items(doc, article, sentences, analysis, everything=everything)), analysis.note


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
        return {**place, "text": span.of(article.running_text), **more}

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
