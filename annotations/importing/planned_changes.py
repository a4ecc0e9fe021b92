"""What an import will write: labels by person and article, and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import msgspec

from annotations.comparison.provenance import Origin
from annotations.importing.records import Decided, Said
from annotations.importing.sentence_matching import Match
from annotations.store import Change, FrozenArticle, Mark


class Planned:
    """What will be written.

    Args:
        article: Gives an article, whether the project keeps it yet or not.
    """

    def __init__(self, article: Callable[[str], FrozenArticle]) -> None:
        self._article = article
        self._changes: dict[str, dict[str, dict[int, Change]]] = {}
        """By person, article and sentence."""
        self._decided: dict[str, list[tuple[str, Match, Decided]]] = {}
        """By sentence id: who decides, where, and what."""

    def __len__(self) -> int:
        return sum(len(changes) for _, _, changes in self.changes()) + sum(
            map(len, self._decided.values())
        )

    def changes(self) -> Iterator[tuple[str, str, list[Change]]]:
        """Person, article id, and what they say of its sentences."""
        for name, articles in self._changes.items():
            for article_id, changes in articles.items():
                yield name, article_id, list(changes.values())

    def decisions(self) -> Iterator[tuple[str, Match, Decided]]:
        """Who decides what of which sentence."""
        return chain.from_iterable(self._decided.values())

    def names(self) -> set[str]:
        """Everybody who says something."""
        return {*self._changes, *(name for name, _, _ in self.decisions())}

    def articles(self) -> set[str]:
        """The articles of which something is said."""
        touched = {article_id for _, article_id, _ in self.changes()}
        return touched | {match.article_id for _, match, _ in self.decisions()}

    def sentence_id(self, match: Match) -> str:
        """The id of a sentence that was found."""
        kept = self._article(match.article_id)
        return kept.article.sentence_id(kept.sentences.span(match.number))

    def say(self, name: str, match: Match, mark: Mark, said: Said, at: str) -> None:
        """Let somebody say something of a sentence, in place of what they were to say."""
        change = Change(
            match.article_id,
            self.sentence_id(match),
            match.number,
            mark,
            said.source,
            _origin(said.origin),
            said.guideline,
            at,
        )
        articles = self._changes.setdefault(name, {})
        articles.setdefault(match.article_id, {})[match.number] = change

    def decide(self, name: str, match: Match, one: Decided, *, alone: bool = False) -> None:
        """Let somebody settle a sentence; `alone`, in place of whoever was to."""
        several = self._decided.setdefault(self.sentence_id(match), [])
        if alone:
            several.clear()
        several.append((name, match, one))

    def said_of(self, match: Match) -> Iterator[tuple[str, Mark]]:
        """Who will say what of a sentence."""
        for name, articles in self._changes.items():
            change = articles.get(match.article_id, {}).get(match.number)
            if change:
                yield name, change.mark

    def decision_on(self, sentence_id: str) -> Decided | None:
        """How a sentence will be settled."""
        found = self._decided.get(sentence_id)
        return found[-1][2] if found else None


def _origin(told: str) -> Origin | None:
    try:
        return msgspec.json.decode(told, type=Origin) if told else None
    except msgspec.MsgspecError:
        return None
