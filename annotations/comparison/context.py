"""How alike any two sentences of two articles are, aligned or not."""

from __future__ import annotations

from annotations.articles.article import Article, Sentences
from annotations.comparison.features import Text, features, fold, overlap


class Context:
    """The words around figures."""

    def __init__(self, a: Article, sentences_a: Sentences, b: Article, sentences_b: Sentences):
        self._look = features(
            Text([fold(span.of(a.text)) for span in sentences_a.spans]),
            Text([fold(span.of(b.text)) for span in sentences_b.spans]),
        )
        self._known: dict[tuple[int, int], float] = {}

    def alike(self, index_a: int, index_b: int) -> float:
        """Shared weight beside that of the lighter sentence, stop words included: 0 to 1."""
        key = index_a, index_b
        if key not in self._known:
            first, second = self._look.a[index_a], self._look.b[index_b]
            shared = overlap(first, second, first.words & second.words, self._look.weights)
            lighter = min(first.weight, second.weight)
            self._known[key] = min(shared / lighter, 1.0) if lighter > 0 else 0.0
        return self._known[key]
