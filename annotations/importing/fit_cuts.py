"""Articles cut as a file of labels has cut them, so that labels come back to the same sentences."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.articles.article import Article, Sentences
from annotations.importing.records import Decided, Item, Said
from annotations.language.resegmentation import EDITED
from annotations.store import FrozenArticle


def fitting(articles: Iterable[FrozenArticle], items: Iterable[Item]) -> dict[str, FrozenArticle]:
    """The articles by id, with every span that a file names as a sentence being one."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for one in items:
        if isinstance(one, Said | Decided) and 0 <= one.quote.start < one.quote.end:
            spans.setdefault(one.quote.article_id, set()).add((one.quote.start, one.quote.end))
    return {
        one.article.id: FrozenArticle(
            one.article, fitted(one.article, one.sentences, spans.get(one.article.id, set()))
        )
        for one in articles
    }


def fitted(article: Article, cuts: Sentences, spans: set[tuple[int, int]]) -> Sentences:
    """Cuts in which all of these spans are sentences, as far as they do not overlap each other."""
    wanted: list[tuple[int, int]] = []
    for start, end in sorted(spans - set(cuts.spans)):
        if end <= len(article.text) and (not wanted or wanted[-1][1] <= start):
            wanted.append((start, end))
    if not wanted:
        return cuts
    found = list(wanted)
    for span in cuts.spans:
        start = span.start
        for first, last in [one for one in wanted if span.start < one[1] and one[0] < span.end]:
            found.append((start, first))
            start = last
        found.append((start, span.end))
    trimmed = (_trimmed(article.text, start, end) for start, end in found if start < end)
    return Sentences(
        sorted({(start, end) for start, end in trimmed if start < end}),
        article.boilerplate,
        cuts.cutter.removesuffix(EDITED) + EDITED,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
