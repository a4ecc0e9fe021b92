"""The text as the finders see it: its sentences, its language, its date."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from annotations.articles.article import Span
from annotations.language.language_id import NAMES, NOTE, recognise
from annotations.language.lexicon import lazily

_WORD: Final = lazily(r"[A-Za-z’']+")


class View:
    """An article's text, or a part of it, with what every finder needs to know."""

    def __init__(self, text: str, spans: Sequence[Span], lang: str = "en", date: str = "") -> None:
        self.text = text
        self.spans = spans
        self.lang = lang
        self.date = date[:10]
        """When the article was published, as an ISO date, or empty."""

    @cached_property
    def language(self) -> str:
        """BCP 47: what the words show, or what is declared where they show nothing."""
        first = self.spans[0].start if self.spans else 0
        return recognise(self.text[first : first + 4000], self.lang)

    @cached_property
    def words(self) -> list[tuple[int, str]]:
        """Where each word of the sentences begins, and the word; apostrophes are letters."""
        if not self.spans:
            return []
        found = _WORD.finditer(self.text, self.spans[0].start, self.spans[-1].end)
        return [(match.start(), match.group()) for match in found]

    @property
    def english(self) -> bool:
        """Whether the rules know its words."""
        return self.language.partition("-")[0] == "en"

    @property
    def note(self) -> str:
        """What the reader is told about a language that the rules do not know."""
        return (
            ""
            if self.english or not self.spans
            else NOTE.format(language=NAMES.get(self.language, self.language))
        )
