"""Whom "he", "she" and "the spokesman" stand for, by what the article said before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from annotations.language.lexicon import lazily
from annotations.language.model import Entity, Mention
from annotations.language.names.gazetteer import gazetteer

_APPOSITION: Final = lazily(
    r",[ \u00a0](?:the|a|an|who (?:is|was|serves as)(?: the| a)?"
    r"|[\w’. ]{0,24}’s)[ \u00a0]([^,.;:“”]{3,70})[,.]"
)
_STOP: Final = lazily(r"(?<=[a-z0-9)]{2})[.!?][”\"’]?[ \u00a0](?=[A-Z“\"])(?<!Mr\. )(?<!Dr\. )|\n")
_MALE: Final = frozenset(["Mr.", "Sir", "Lord", "King", "Prince", "Sheikh", "Father", "Brother"])
_FEMALE: Final = frozenset(["Mrs.", "Ms.", "Miss", "Dame", "Lady", "Queen", "Princess", "Sister"])


class People:
    """The persons of one article, in the order in which it mentions them."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self.starts = [mention.span.start for mention in mentions]
        self.sexes = self._sexes()
        self._roles: dict[str, list[tuple[int, Mention]]] | None = None

    def _sexes(self) -> dict[str, str]:
        """`m` or `f` for those whose title or relative pronoun says it."""
        known: dict[str, str] = {}
        for mention in self.mentions:
            title = self.text[max(mention.span.start - 12, 0) : mention.span.start].split()[-1:]
            if title and title[0] in _MALE:
                known[mention.entity.key] = "m"
            elif title and title[0] in _FEMALE:
                known[mention.entity.key] = "f"
        return known

    def pronoun(
        self, word: str, at: int, sentence: int, favourite: Entity | None
    ) -> Mention | None:
        """The person whom "he" or "she" at `at` stands for.

        Args:
            word: In lower case.
            at: Where it is.
            sentence: Where its sentence starts.
            favourite: Who spoke last, who is likely to go on.
        """
        sex = {"he": "m", "she": "f"}.get(word, "")
        last = bisect_left(self.starts, at)
        if not last or word == "they":
            return None
        told = self.text[at - 2 : at] != ", "
        recent = self.mentions[max(last - 10, 0) : last]
        inside = [m for m in recent if m.span.start >= sentence]
        for mention in inside if told else ():
            if self._fits(mention, sex) and not self._owned(mention):
                return mention
        before = [m for m in recent if m.span.start < sentence]
        stop = self._previous(sentence - 1)
        return (
            self._subject([m for m in before if m.span.start >= stop], sex, favourite)
            or self._favourite(before, sex, favourite)
            or self._subject(before[-2:], sex, favourite)
        )

    def _favourite(
        self, recent: Sequence[Mention], sex: str, favourite: Entity | None
    ) -> Mention | None:
        fitting = (m for m in reversed(recent) if m.entity == favourite and self._fits(m, sex))
        return next(fitting, None)

    def _subject(
        self, recent: Sequence[Mention], sex: str, favourite: Entity | None
    ) -> Mention | None:
        """Of the persons of one sentence the first, unless who spoke last is among them."""
        fitting = [m for m in recent if self._fits(m, sex) and not self._owned(m)]
        spoke = (m for m in fitting if m.entity == favourite)
        return next(spoke, fitting[0] if fitting else None)

    def _previous(self, at: int) -> int:
        """Where the sentence around `at` starts, roughly."""
        stops = [match.end() for match in _STOP.finditer(self.text, max(at - 500, 0), at)]
        return stops[-1] if stops else max(at - 500, 0)

    def _fits(self, mention: Mention, sex: str) -> bool:
        return not sex or self.sexes.get(mention.entity.key, sex) == sex

    def _owned(self, mention: Mention) -> bool:
        return self.text.startswith(("’s", "'s", "’ ", "' "), mention.span.end)

    def role(self, words: str, at: int) -> Mention | None:
        """The person whom "the spokesman" stands for, if the article said who that is."""
        if self._roles is None:
            self._roles = self._find_roles()
        known = self._roles.get(words.split()[-1], [])
        named = {mention.entity for place, mention in known if place < at}
        last = bisect_left(self.starts, at)
        recent = (m for m in reversed(self.mentions[:last]) if m.entity in named)
        return next(recent, None)

    def _find_roles(self) -> dict[str, list[tuple[int, Mention]]]:
        roles: dict[str, list[tuple[int, Mention]]] = {}
        listed = gazetteer().roles
        for mention in self.mentions:
            start, end = mention.span
            before = self.text[max(start - 40, 0) : start].rpartition("\n")[2].lower().split()[-3:]
            apposed = _APPOSITION.match(self.text, end, end + 110)
            after = apposed.group(1).lower().split() if apposed else []
            for word in {*before[-1:], *after} & listed:
                roles.setdefault(word, []).append((start, mention))
        return roles
