"""What was decided about sentences like this one: so that like cases are decided alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from math import log
from typing import Final, NamedTuple

from annotations.comparison.vocabulary import ATTRIBUTIONS, MODALS, STOP_WORDS
from annotations.review.model import NO_PAIR, Case, Pair
from annotations.review.review import Review
from annotations.store import FrozenArticle, Store

ALIKE: Final = 0.7
"""Shared weight of words, of that of both together, from which two sentences say the same."""

RELATED: Final = 0.15
"""The same, from which two sentences of one label pair may be the same question."""

_FOLLOWED: Final = 1500
"""Occurrences of words that are followed: bounds the time in a large project."""

_MAY, _SAYS, _QUOTED = "?", ":", "“"
"""Stand for any word of doubt, any word of saying, any quotation marks."""

_CUES: Final = frozenset((_MAY, _SAYS, _QUOTED))
"""What labels hang on: sentences of one label pair that share one may be the same question."""

# Words that say how sure a writer is are stop words elsewhere, and here the heart of the matter.
_UNTELLING: Final = STOP_WORDS - MODALS
_MARKS: Final = re.compile(r"[“”„«»\"]")
_WORD: Final = re.compile(r"\w+(?:['’]\w+)?")


class Precedent(NamedTuple):
    """A sentence that was decided."""

    sentence_id: str
    article_id: str
    index: int  # type: ignore[assignment]  # tuple.index is of no use here
    text: str
    label: str
    """Empty where the decision was not a label."""
    decision: str
    reason: str
    rule: str
    pair: Pair


class Similar(NamedTuple):
    """Precedents that were decided alike."""

    label: str
    """The label, or the name of a decision without one."""
    rules: tuple[str, ...]
    """The clarifications that they follow."""
    precedents: tuple[Precedent, ...]
    """The closest first."""


class Precedents:
    """Decided sentences, found by their words within a few milliseconds."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Precedent, frozenset[str]]] = {}
        self._by_word: dict[str, dict[str, None]] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._kept)

    def set(self, sentence_id: str, case: Case | None, text: str = "") -> None:
        """Keep what was decided about a sentence, or forget it where nothing stands."""
        _, words = self._kept.pop(sentence_id, (None, frozenset[str]()))
        for word in words:
            del self._by_word[word][sentence_id]
            if not self._by_word[word]:
                del self._by_word[word]
        gold = case.gold if case and case.state == "resolved" else None
        if case is None or gold is None:
            return
        precedent = Precedent(
            sentence_id,
            case.article_id,
            case.index,
            text,
            gold.label,
            gold.decision,
            gold.reason,
            gold.rule,
            case.pair,
        )
        words = telling(text)
        self._kept[sentence_id] = precedent, words
        for word in words:
            self._by_word.setdefault(word, {})[sentence_id] = None

    def similar(
        self, text: str, pair: Pair = NO_PAIR, *, skip: str = "", most: int = 10
    ) -> tuple[Similar, ...]:
        """What was decided about sentences like one, the commonest decision first.

        Args:
            text: The sentence.
            pair: The labels that people are divided over; sentences over which they were divided
                in the same way need to have less in common.
            skip: A sentence to leave out: itself.
            most: Precedents at most, the closest ones.
        """
        words = telling(text)
        weights = {word: self._weight(word) for word in words}
        shared: dict[str, None] = {}
        left = _FOLLOWED
        for word in sorted(words, key=lambda one: (-weights[one], one)):
            found = self._by_word.get(word, {})
            # Of a common word the latest decisions.
            shared.update(dict.fromkeys(islice(reversed(found), left)))
            left = max(left - len(found), 0)
        own = sum(weights.values())
        scored = []
        for sentence_id in shared:
            if sentence_id == skip:
                continue
            precedent, others = self._kept[sentence_id]
            common = sum(weights[word] for word in words & others)
            whole = own + sum(self._weight(word) for word in others) - common
            score = common / whole if whole else 0.0
            same = pair != NO_PAIR and pair == precedent.pair
            if score >= (RELATED if same else ALIKE) or (same and words & others & _CUES):
                scored.append((-round(score, 6), sentence_id, precedent))
        return _grouped([one for _, _, one in sorted(scored)[:most]])

    def _weight(self, word: str) -> float:
        """What a word tells: the more, the rarer it is among what was decided."""
        return log(2 + len(self._kept)) - log(1 + len(self._by_word.get(word, ())))


def telling(text: str) -> frozenset[str]:
    """The words of a sentence that say what kind it is, and of what."""
    words = frozenset(_WORD.findall(text.casefold())) - _UNTELLING
    cues = ((_MAY, words & MODALS), (_SAYS, words & ATTRIBUTIONS), (_QUOTED, _MARKS.search(text)))
    return words | {cue for cue, is_there in cues if is_there}


def precedents_of(store: Store, review: Review) -> Precedents:
    """Everything that was decided; reads the articles in question, so not on a screen's thread.

    Raises:
        StoreError: If the project cannot be read.
    """
    found = Precedents()
    by_article: dict[str, list[Case]] = {}
    for case in review.cases():
        if case.gold is not None and case.state == "resolved":
            by_article.setdefault(case.article_id, []).append(case)
    for article_id, cases in by_article.items():
        texts = texts_of(store, article_id, [case.index for case in cases])
        for case in cases:
            found.set(case.sentence_id, case, texts.get(case.index, ""))
    return found


def texts_of(store: Store, article_id: str, indexes: Iterable[int]) -> Mapping[int, str]:
    """The words of an article's sentences, by index; none of an article that is not kept.

    Raises:
        StoreError: If the project cannot be read.
    """
    return texts_in(store.frozen(article_id), indexes)


def texts_in(kept: FrozenArticle | None, indexes: Iterable[int]) -> Mapping[int, str]:
    """The words of an article's sentences, by index; none where there is no article."""
    if kept is None:
        return {}
    known = len(kept.sentences)
    return {
        index: kept.sentences.span(index).of(kept.article.running_text)
        for index in indexes
        if 0 <= index < known
    }


def _grouped(precedents: Iterable[Precedent]) -> tuple[Similar, ...]:
    groups: dict[str, list[Precedent]] = {}
    for one in precedents:
        groups.setdefault(one.label or one.decision, []).append(one)
    ranked = sorted(groups.items(), key=lambda group: -len(group[1]))
    return tuple(
        Similar(label, tuple(dict.fromkeys(one.rule for one in group if one.rule)), tuple(group))
        for label, group in ranked
    )
