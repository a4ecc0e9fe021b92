"""How a file becomes an article and its sentences, as the configuration says.

Commands and screens read and cut by these functions alone, so that the same file is the same
article with the same sentences wherever it is opened.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from annotations.articles import read_corpus as corpus
from annotations.articles.load import load
from annotations.errors import ArticleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annotations.articles.article import Article, Sentences
    from annotations.articles.corpus import Card, File, Skipped
    from annotations.articles.read_corpus import Batch
    from annotations.config import Config
    from annotations.language.engines import Engine


def read_article(path: str | Path, config: Config) -> Article:
    """The article in a file, decoded and limited in size as configured.

    Raises:
        ArticleError: If it cannot be read as an article; its text is the reason, without the path.
    """
    limits = config.articles
    return load(path, max_bytes=max_bytes(config), encoding=limits.encoding, columns=limits.columns)


def article_of(card: Card, config: Config) -> Article:
    """The article of a card, read again.

    Raises:
        ArticleError: If its file cannot be read any more, or holds another text by now.
    """
    article = read_article(card.path, config)
    if article.id != card.article_id:
        raise ArticleError("holds another text by now")
    return article


def read_articles(files: Iterable[File], config: Config) -> Iterator[Article | Skipped]:
    """Every article of files, also of those that hold several, and what is none; likewise."""
    limits = config.articles
    return corpus.read_articles(
        files, max_bytes=max_bytes(config), encoding=limits.encoding, columns=limits.columns
    )


def read_cards(
    files: Iterable[File], config: Config, memory: corpus.Memory | None = None
) -> Iterator[Batch]:
    """What the library needs of the articles in files, in batches; likewise.

    Args:
        files: The files.
        config: How they are read.
        memory: Knows files that were read before, and is told of the others.
    """
    limits = config.articles
    return corpus.read_corpus(
        files,
        max_bytes=max_bytes(config),
        encoding=limits.encoding,
        columns=limits.columns,
        memory=memory,
    )


def max_bytes(config: Config) -> int:
    """The configured size limit in bytes."""
    return int(config.articles.max_megabytes * 1_000_000)


def cut_article(article: Article, config: Config) -> Sentences:
    """The article's sentences, cut by the rules or by the engine that is configured for it.

    Raises:
        ConfigError: If the engine is not installed.
    """
    language = config.language
    if language.sentences == "engine" and language.engine != "rules":
        return engine_of(language.engine).cut(article)
    from annotations.language.sentences import cut

    return cut(article)


@cache
def engine_of(name: str) -> Engine:
    """The engine of that name, loaded once: a pipeline takes a second.

    Raises:
        ConfigError: If there is none of that name, or it is not installed.
    """
    from annotations.language.engines import engine

    return engine(name)
