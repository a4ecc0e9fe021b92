"""From files to sheets: what workers do before the reader can show something."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.articles.article import Article, Sentences, Span
from annotations.articles.corpus import Card, File, Found, Skipped, read_corpus
from annotations.articles.load import load
from annotations.articles.stories import Story, group
from annotations.language.sentences import cut
from annotations.workflow.open_article import Sheet, Tag
from tui.messages import Analysed, CorpusRead
from tui.recorder import tag_of
from tui.widgets.highlights import Highlights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.config import ArticlesConfig, Config, LanguageConfig
    from annotations.language.engines import Engine
    from annotations.store.protocol import Store

AT_ONCE = 24
"""Files of a corpus that is read before the screen opens; a larger one is read behind it."""

SMALL_TEXT = 400_000
"""Characters of an article that is read without a worker: it takes some 20 ms."""

SMALL_ANALYSIS = 2_000
"""Sentences of an article that is analysed whole; of a longer one, what is visible."""

_FIRST_GROUPING = 2_000
"""Articles of a large corpus that are shown as stories first; then at every doubling."""


@dataclass(frozen=True)
class Corpus:
    """What was found to read, and as much of it as is grouped into stories."""

    files: tuple[File, ...]
    stories: tuple[Story, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=())
    complete: bool = True


def open_corpus(found: Found, limits: ArticlesConfig) -> Corpus:
    """A small corpus whole; of a large one, what stands beside its first file."""
    files = found.files
    complete = len(files) <= AT_ONCE
    if not complete:
        first = Path(files[0].path).parent
        files = tuple(file for file in files[:64] if Path(file.path).parent == first)[:3]
    cards: list[Card] = []
    skipped = list(found.problems)
    for batch in read_corpus(files, max_bytes=max_bytes(limits), encoding=limits.encoding):
        cards += batch.cards
        skipped += batch.skipped
    return Corpus(found.files, group(cards), tuple(skipped), complete)


def read_on(
    files: Sequence[File], problems: Sequence[Skipped], limits: ArticlesConfig
) -> Iterator[CorpusRead]:
    """Read a large corpus, telling of stories now and then and of all of them at the end."""
    cards: list[Card] = []
    skipped = list(problems)
    due = _FIRST_GROUPING
    for batch in read_corpus(files, max_bytes=max_bytes(limits), encoding=limits.encoding):
        cards += batch.cards
        skipped += batch.skipped
        if batch.done == len(files):
            break
        stories: tuple[Story, ...] = ()
        if len(cards) >= due:
            stories, due = group(cards), 2 * len(cards)
        yield CorpusRead(stories, (), batch.done, len(files))
    yield CorpusRead(group(cards), tuple(skipped), len(files), len(files))


def max_bytes(limits: ArticlesConfig) -> int:
    """The configured size limit in bytes."""
    return int(limits.max_megabytes * 1_000_000)


def read_sheet(card: Card, config: Config, store: Store | None, me: str) -> Sheet:
    """Read an article again, cut as it was when it was first annotated, with the tags of `me`.

    Raises:
        ArticleError: If its file cannot be read any more.
        StoreError: If what was kept of it is damaged.
    """
    limits = config.articles
    article = load(card.path, max_bytes=max_bytes(limits), encoding=limits.encoding)
    frozen = store.frozen(article.id) if store else None
    sheet = Sheet(article, frozen.sentences if frozen else _cut(article, config.language))
    if store and frozen:
        sheet.load(tags_of(store, me, article.id))
    return sheet


def frozen_sheet(store: Store, article_id: str, me: str) -> Sheet | None:
    """An article as it was annotated, with the tags of `me`; None if the project has it not.

    Raises:
        StoreError: If what was kept of it is damaged.
    """
    kept = store.frozen(article_id)
    if kept is None:
        return None
    sheet = Sheet(kept.article, kept.sentences)
    sheet.load(tags_of(store, me, article_id))
    return sheet


@cache
def engine_of(name: str) -> Engine:
    """The engine of that name, loaded once: a pipeline takes a second."""
    from annotations.language.engines import engine

    return engine(name)


def _cut(article: Article, language: LanguageConfig) -> Sentences:
    if language.sentences == "engine" and language.engine != "rules":
        return engine_of(language.engine).cut(article)
    return cut(article)


def tags_of(store: Store, me: str, article_id: str) -> dict[int, Tag]:
    """What the annotator has said of an article so far."""
    if not me:
        return {}
    found = store.annotations(person=me, article_id=article_id)
    return {annotation.index: tag_of(annotation) for annotation in found}


def cut_elsewhere(store: Store, article: Article, sentences: Sentences | None) -> Sheet | None:
    """The article as another window has cut it since; None where nobody has."""
    kept = store.frozen(article.id)
    if kept is None or kept.sentences == sentences:
        return None
    return Sheet(article, kept.sentences)


def analyse_sheet(sheet: Sheet, visible: range, engine: str) -> Analysed:
    """What to colour in an article, or in the part of a long one around what is visible."""
    from annotations.language.analysis import analyse_range

    total, within = len(sheet.sentences), None
    if total <= SMALL_ANALYSIS:
        part = range(total)
        analysis = engine_of(engine).analyse(sheet.article, sheet.sentences)
    else:
        part = range(max(visible.start - 60, 0), min(visible.stop + 60, total))
        analysis = analyse_range(sheet.article, sheet.sentences, part.start, part.stop)
        first, last = sheet.sentences.span(part.start), sheet.sentences.span(part.stop - 1)
        within = Span(first.start, last.end)
    return Analysed(sheet.article, analysis, Highlights.of(analysis), part, within)
