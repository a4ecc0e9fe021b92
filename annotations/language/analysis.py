"""Article -> Analysis: what the text says, found by rules, cached by article and version."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Final

from annotations.articles.article import Article, Sentences, Span
from annotations.language.document import View
from annotations.language.hedges import find_cues
from annotations.language.model import (
    Analysis,
    Bound,
    Cue,
    CueKind,
    Entity,
    Mention,
    MentionType,
    Quantity,
    QuantityType,
    Quotation,
    QuotationKind,
)
from annotations.language.names.mentions import find_mentions
from annotations.language.quantities.finder import find_quantities
from annotations.language.quotations.finder import find_quotations
from annotations.language.sentences import cut

__all__ = [
    "ANALYSER_VERSION",
    "Analysis",
    "Bound",
    "Cue",
    "CueKind",
    "Entity",
    "Mention",
    "MentionType",
    "Quantity",
    "QuantityType",
    "Quotation",
    "QuotationKind",
    "analyse",
    "analyse_range",
    "analyse_spans",
]

ANALYSER_VERSION: Final = "slugline-rules/2"
"""Changes whenever the same text may be analysed differently."""

_CACHED: Final = 64
"""How many analyses are kept; a story has some ten articles."""

_LONGEST: Final = 1_200
"""Characters of what the finders take for one sentence; a longer one is a table or an attack."""

Key = tuple[str, str, str, str, int]
"""Article, version, date, language, and the hash of the sentences."""
_cache: OrderedDict[Key, Analysis] = OrderedDict()
_lock = threading.Lock()


def analyse(article: Article, sentences: Sentences | None = None) -> Analysis:
    """Everything the rules find in the article, from the cache if it was asked before.

    Args:
        article: Its text, and its date, against which dates are resolved.
        sentences: Those that it was annotated with; cut afresh by default.
    """
    spans = tuple((cut(article) if sentences is None else sentences).spans)
    key = (article.id, ANALYSER_VERSION, article.published_at, article.lang, hash(spans))
    return cached(key, lambda: analyse_spans(article, spans))


def cached(key: Key, make: Callable[[], Analysis]) -> Analysis:
    """The analysis kept under `key`, made if it is not there; the oldest ones are forgotten."""
    with _lock:
        found = _cache.get(key)
        if found is not None:
            _cache.move_to_end(key)
            return found
    found = make()
    with _lock:
        _cache[key] = found
        while len(_cache) > _CACHED:
            _cache.popitem(last=False)
    return found


def analyse_range(article: Article, sentences: Sentences, first: int, last: int) -> Analysis:
    """Provisional findings in the sentences from `first` up to `last`, not included.

    For what is on screen while a worker analyses the whole: names are read without what the
    rest of the article says about them, so types and entities may change afterwards.
    """
    first, last = max(first, 0), min(last, len(sentences))
    return analyse_spans(article, [sentences.span(index) for index in range(first, last)])


def pieces(spans: Sequence[Span]) -> Sequence[Span]:
    """`spans`, those that no writer wrote cut: rules may read a sentence once for each word."""
    if all(span.end - span.start <= _LONGEST for span in spans):
        return spans
    return [
        Span(at, min(at + _LONGEST, end))
        for start, end in spans
        for at in range(start, end, _LONGEST)
    ]


def analyse_spans(article: Article, spans: Sequence[Span]) -> Analysis:
    """Everything the rules find in these sentences of the article, computed afresh."""
    view = View(article.running_text, pieces(spans), article.lang, article.published_at)
    quantities = find_quantities(view)
    mentions = find_mentions(view, quantities)
    quotations, indirect = find_quotations(view, mentions)
    return Analysis(
        article_id=article.id,
        version=ANALYSER_VERSION,
        mentions=tuple(mentions),
        quantities=tuple(quantities),
        quotations=tuple(quotations),
        indirect=tuple(indirect),
        cues=tuple(find_cues(view)),
        language=view.language,
        note=view.note,
    )
