"""Articles for the tests, from text alone."""

from __future__ import annotations

from annotations.articles.article import Article, article_id_of
from annotations.language.analysis import Analysis, analyse
from annotations.language.sentences import cut


def article(text: str, **more: str) -> Article:
    """The article with this text."""
    return Article(id=article_id_of(text), text=text, **more)  # type: ignore[arg-type]


def analysis(text: str, **more: str) -> Analysis:
    """What the rules find in it."""
    return analyse(article(text, **more))


def sentences(text: str) -> list[str]:
    """Its sentences."""
    return [span.of(text) for span in cut(article(text)).spans]


def mentions(text: str) -> list[tuple[str, str]]:
    """Its names with their types, dates and times aside."""
    return [
        (mention.span.of(text), mention.type)
        for mention in analysis(text).mentions
        if mention.type not in ("date", "time")
    ]


def quotations(text: str) -> list[tuple[str, str]]:
    """Its quotations with their speakers."""
    return [(q.span.of(text), q.speaker) for q in analysis(text).quotations]
