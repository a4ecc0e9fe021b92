"""Putting the text back into rows that were exported without it, from copies at hand."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from annotations.articles.article import Article, Span, sentence_id_of
from annotations.dataset.file_encoding import SAVE_AS_UTF_8, is_wide
from annotations.dataset.formats.jsonl import to_jsonl
from annotations.dataset.row import SCHEMA, Row
from annotations.dataset.row_variants import SHARED, OffsetsRow
from annotations.errors import ExportError
from annotations.outside import NOT_JSON, open_file

_TOLD: Final = 5
"""Articles that a message names."""


def read_offsets(path: Path) -> Iterator[OffsetsRow]:
    """The rows of a file that was exported with `--no-text`.

    Raises:
        ExportError: If it cannot be read, or has other rows; it names the line.
    """
    decoder = msgspec.json.Decoder(OffsetsRow)
    try:
        with open_file(path) as file:
            if is_wide(file.read(64)):
                raise ExportError(
                    f"{path} is not in UTF-8 but, it seems, in UTF-16. {SAVE_AS_UTF_8}"
                )
            file.seek(0)
            for number, line in enumerate(file, 1):
                try:
                    yield decoder.decode(line)
                except NOT_JSON as error:
                    raise ExportError(
                        f"{path}:{number}: this is no row without text: {error}. "
                        "Export it with --no-text."
                    ) from error
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}.") from error


def filled(row: OffsetsRow, article: Article) -> Row:
    """The row with its text.

    Raises:
        ExportError: If the article's text there is not the one that was labelled.
    """
    text, span = article.text, Span(row.start, row.end)
    sentence = span.of(text)
    if (
        article.id != row.article_id
        or sha256(sentence.encode()).hexdigest() != row.text_sha256
        or sentence_id_of(article.id, span, sentence) != row.id
    ):
        raise ExportError(f"{row.id}: the text at hand is not the one that was labelled.")
    return Row(
        schema=SCHEMA,
        text=sentence,
        context_before=text[row.before_start : row.before_end],
        context_after=text[row.after_start : row.after_end],
        **{name: getattr(row, name) for name in SHARED},
    )


def fill(
    rows: Iterable[OffsetsRow],
    articles: Mapping[str, Article],
    missing: Callable[[str], object] | None = None,
) -> Iterator[bytes]:
    """The rows with their text, as JSON Lines: the bytes of an export with text.

    Args:
        rows: Those without.
        articles: Copies at hand, by id.
        missing: Told of the article of each row that has no copy, which is then left out.

    Raises:
        ExportError: If a text is not the one that was labelled, or an article has no copy and
            nobody wants to be told.
    """
    lacking: dict[str, None] = {}

    def complete() -> Iterator[Row]:
        for row in rows:
            article = articles.get(row.article_id)
            if article is not None:
                yield filled(row, article)
            elif missing is not None:
                missing(row.article_id)
            else:
                lacking.setdefault(row.article_id)

    yield from to_jsonl(complete())
    none_lacking(lacking, {}, "Name more files or folders, or leave their rows out with --partial.")


def none_lacking(
    wanted: Iterable[str],
    articles: Container[str],
    advice: str = "Name more files or folders.",
) -> None:
    """Refuse to go on where an article has no copy.

    Raises:
        ExportError: With the first of those that have none, and the advice.
    """
    lacking = [one for one in wanted if one not in articles]
    if lacking:
        some = ", ".join([*lacking[:_TOLD], *(["…"] if len(lacking) > _TOLD else [])])
        raise ExportError(
            f"There is no copy of {len(lacking):,} of the articles ({some}). {advice}"
        )
