"""`slugline align A B`: which sentence belongs to which, one line a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotations.articles.read_corpus import SECONDS
from annotations.comparison.alignment import Alignment, align
from annotations.errors import ArticleError
from annotations.outside import TooLongError, within
from annotations.workflow.article_files import cut_article, read_article
from tui.sanitize import safe
from tui.settings import config_option, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.articles.article import Article, Sentences
    from annotations.config import Config


@click.command("align")
@click.argument("a", metavar="A", type=click.Path())
@click.argument("b", metavar="B", type=click.Path())
@click.option(
    "--format",
    "name",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="How to print it: one JSON object to a line.",
)
@click.option("--loose", is_flag=True, help="Pair on little between sure pairs: full rewriting.")
@click.option(
    "--all", "everything", is_flag=True, help="Also print sentences that only one article has."
)
@config_option
def command(
    a: str, b: str, name: str, loose: bool, everything: bool, config_file: Path | None
) -> None:
    """Align two articles and print the pairs of sentences, in the order of A.

    A sentence that was split, or merged, is on one line for each part. Offsets are code points
    of the canonical texts. With --all, a sentence that only A has is a line with the relation
    `removed` and no b_start and b_end; one that only B has, a line with `added`.
    """
    config = settle(config_file, None).config
    (first, cut_a), (second, cut_b) = open_article(a, config), open_article(b, config)
    alignment = align(first, second, cut_a, cut_b, loose=loose)
    encoder = msgspec.json.Encoder()
    for line in lines(alignment, cut_a, cut_b, everything=everything):
        click.echo(encoder.encode(line))
    if alignment.simplified:
        click.echo("Simplified: too long to look at everything in the time given.", err=True)


def open_article(path: str, config: Config) -> tuple[Article, Sentences]:
    """The article in the file, cut; if it cannot be read, the command ends and says why."""
    try:
        with within(SECONDS):
            article = read_article(path, config)
    except (ArticleError, TooLongError) as error:
        raise click.ClickException(f"{safe(path)} {error}.") from error
    return article, cut_article(article, config)


def lines(
    alignment: Alignment, cut_a: Sentences, cut_b: Sentences, *, everything: bool = False
) -> Iterator[dict[str, Any]]:
    """What is printed: pairs first, then what has none."""
    for pair in alignment.pairs:
        one, other = cut_a.span(pair.a), cut_b.span(pair.b)
        yield {
            "a_start": one.start,
            "a_end": one.end,
            "b_start": other.start,
            "b_end": other.end,
            "relation": pair.relation,
            "moved": pair.moved,
            "score": pair.score,
            "change": pair.change,
            "confidence": pair.confidence,
            "a": pair.a,
            "b": pair.b,
            "parts": pair.parts._asdict(),
            "aligner": alignment.aligner,
        }
    if everything:
        for index in alignment.removed:
            start, end = cut_a.span(index)
            yield {"a_start": start, "a_end": end, "relation": "removed", "a": index}
        for index in alignment.added:
            start, end = cut_b.span(index)
            yield {"b_start": start, "b_end": end, "relation": "added", "b": index}
