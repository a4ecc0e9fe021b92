"""What speaks for the type of a name: lists, its own words, and the words around it."""

from __future__ import annotations

import re
from functools import cached_property

from annotations.language.model import MentionType
from annotations.language.names import patterns
from annotations.language.names.context import Evidence, around, before_region, employs, team
from annotations.language.names.gazetteer import Gazetteer, gazetteer
from annotations.language.names.runs import Run, Token


class Judge:
    """Judges the names of one article where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lists: Gazetteer = gazetteer()

    def type_of(
        self, tokens: list[Token], run: Run, opening: bool, title: str
    ) -> tuple[MentionType | None, float]:
        """The type that speaks loudest, and how loud; none if it is no name."""
        words = [token.word for token in tokens]
        joined = " ".join(words)
        lists = self.lists
        if lists.person_suffixes.issuperset(words):
            return None, 0
        if joined.isupper() and (len(words) > 1 or not run.shouted):
            if self._is_dateline(tokens):
                return "place", 2.2
            if len(words) > 1 and joined in lists.upper:
                name = lists.upper[joined]
                return ("group" if name in lists.groups else lists.known[name].type), 2
        known = lists.find(joined)
        if any(word.endswith(".") and word in lists.titles for word in words[1:]):
            return None, 0
        placed = known is not None and known.type == "place" and title in patterns.PLACE_TITLES
        personal = title.endswith(".") or title in patterns.PERSONAL
        tailed = words[-1] in lists.tails and not personal
        if title and len(words) < 5 and not placed and not tailed:
            return "person", 3
        if joined in lists.groups and not (
            len(words) == 1 and joined in patterns.ALSO_NAMES and opening
        ):
            return "group", 2
        if known is not None:
            return self._known(tokens, known.type, run)
        if len(words) == 1:
            return self._single(tokens[0], run, opening)
        return self._several(tokens, words, run, opening)

    def _is_dateline(self, tokens: list[Token]) -> bool:
        """Whether "KUALA LUMPUR:" opens a line."""
        start, end = tokens[0].start, tokens[-1].end
        if self.text[max(start - 1, 0) : start] not in ("", "\n"):
            return False
        match = patterns.DATELINE.match(self.text, end)
        known = " ".join(token.word for token in tokens) in self.lists.upper
        return match is not None and (known or match.group() != ":")

    def _known(
        self, tokens: list[Token], kind: MentionType, run: Run
    ) -> tuple[MentionType | None, float]:
        """A listed name, unless the context makes a person of a city."""
        words = [token.word for token in tokens]
        start, end = tokens[0].start, tokens[-1].end
        if len(words) == 1 and words[0] in patterns.DOUBTFUL:
            article = self.text.endswith("the ", 0, start)
            if article and (self.sports or words[0] == "Guardian"):
                return "organisation", 1.2
            return ("organisation", 1.2) if employs(self.text, end) else (None, 0)
        if (
            kind == "place"
            and len(words) == 1
            and words[0] not in self.lists.countries
            and (words[0] in self.lists.surnames or words[0] in self.lists.first_names)
            and not self._plays(run, tokens)
        ):
            if patterns.AGE.match(self.text, end):
                return "person", 2.5
            if patterns.SPEAKS.match(self.text, end):
                return "person", 1.5
            if before_region(self.text, end, self.lists):
                return "place", 2.5
            if patterns.PLACE_BEFORE.search(self.text[max(start - 24, 0) : start]):
                return "place", 1.5
            return "place", 0.6
        if kind == "place" and self._plays(run, tokens):
            return "organisation", 2.2
        local = patterns.LOCATED.search(self.text[max(start - 12, 0) : start])
        return kind, 2.2 if kind == "place" and local else 2

    def _plays(self, run: Run, tokens: list[Token]) -> bool:
        """Whether a city stands for its team."""
        if " ".join(token.word for token in tokens) in self.lists.countries:
            return False
        if self._is_score(run, tokens):
            return True
        start, end = tokens[0].start, tokens[-1].end
        return self.sports and (team(self.text, start, end) or employs(self.text, end))

    def _scores(self, run: Run, start: int, end: int) -> bool:
        """Whether a name plays in "beat Nalchik 2-1", which is no sets as in tennis."""
        if not team(self.text, start, end):
            return False
        stop = min(run.sentence.end, end + 90)
        begin = max(run.sentence.start, start - 90)
        scored = patterns.SCORE.search(self.text, begin, stop)
        return scored is not None and not patterns.SETS.search(self.text, begin, stop)

    @cached_property
    def sports(self) -> bool:
        """Whether the article is a report of a match."""
        told = sum(self.text.count(f" {word}") for word in patterns.SPORTS)
        return told * 400 > len(self.text) + 400

    def is_word(self, word: str) -> bool:
        """Whether the article has it in lower case too."""
        low = word.lower()
        return any(low + stop in self._vocabulary for stop in ("", ",", ".", "s", "s,", "s."))

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self.text.split())

    def _is_score(self, run: Run, tokens: list[Token]) -> bool:
        """Whether a city stands for its team: a table of results has figures after names."""
        after = self.text[tokens[-1].end : tokens[-1].end + 6]
        if not re.match(r"[ \u00a0]\d{1,3}(?!\d|[-,.]\d|[ \u00a0]?%|st|nd|rd|th)", after):
            return False
        if run.sentence.end - run.sentence.start >= 110:
            return False
        line = self.text[run.sentence.start : run.sentence.end]
        return len(re.findall(r"(?<=[A-Za-z.\d]) \d{1,3}\b", line)) > 1

    def _several(
        self, tokens: list[Token], words: list[str], run: Run, opening: bool
    ) -> tuple[MentionType | None, float]:
        lists = self.lists
        if words[-1] in lists.person_suffixes and words[0] not in lists.groups:
            return "person", 2.5
        if words[0] in lists.of_heads and "of" in words[1:3]:
            return lists.of_heads[words[0]], 2
        for at, word in enumerate(words[:-1]):
            if word in lists.of_heads and words[at + 1] in ("of", "for"):
                return lists.of_heads[word], 2
        if words[-1] in lists.teams and (lists.find(" ".join(words[:-1])) or len(words) == 2):
            return "organisation", 2
        if any(word == "&" for word in words):
            return "organisation", 1.5
        if words[-1] in lists.of_heads and words[-1] not in lists.tails and len(words) > 1:
            return lists.of_heads[words[-1]], 1.2
        person = self._looks_like_person(words)
        if words[-1] in lists.tails and not (
            person
            and words[-1] in patterns.TAIL_SURNAMES
            and not self._is_spot(tokens)
            and not (lists.find(words[0]) and words[0] not in lists.first_names)
        ):
            saintly = words[-1] == "Church" and words[0] in patterns.SAINTS
            return ("facility" if saintly else lists.tails[words[-1]]), 2
        if person and self._has_article(tokens):
            # Ships, bands and teams have an article, people have none.
            return None, 0
        if words[-1] in patterns.LANDMARKS and words[0].endswith(("’s", "'s")):
            return "place", 1.5
        if words[0] in lists.place_heads and len(words) < 4 and words[0] not in lists.first_names:
            return "place", 1.2
        if person:
            sure = not run.shouted or person >= 2
            return ("person", person) if sure else (None, 0)
        known = lists.find(words[-1])
        acronym = patterns.ACRONYM.match(words[0]) and (
            (known and known.type == "place") or (len(words[0]) > 2 and not run.shouted)
        )
        front = lists.find(words[0])
        if words[0] in lists.org_fronts or acronym:
            return "organisation", 1.0
        if front and front.type == "organisation" and len(words) < 4 and not run.shouted:
            return "organisation", 1.0
        context = self._context(tokens)
        if context is not None and context[1] >= 1:
            return context
        if lists.find(words[0]) and lists.find(words[0]).type == "place":  # type: ignore[union-attr]
            return "organisation", 0.8
        if self.text.endswith(("the ", "The "), 0, tokens[0].start):
            return "organisation", 0.3
        if self._in_marks(tokens):
            return None, 0
        if run.shouted or any(word.lower() in lists.common for word in words):
            return (None, 0) if run.shouted or opening else ("organisation", 0.4)
        rest = lists.find(" ".join(words[1:]))
        if rest and rest.type == "place" and words[0] not in lists.place_heads and not opening:
            # "Maccabi Tel Aviv": clubs have their city behind them.
            return "organisation", 0.95
        if any(len(word) > 3 and self.is_word(word) for word in words):
            return "organisation", 0.5
        start, end = tokens[0].start, tokens[-1].end
        if patterns.TRADE_NAME.search(words[-1]) or self._scores(run, start, end):
            return "organisation", 0.8
        if len(words) <= 4 and not any(map(str.isdigit, words[-1])) and not words[-1].isupper():
            return context if context and context.weight >= 0.8 else ("person", 0.9)
        return context or ("organisation", 0.5)

    def _is_spot(self, tokens: list[Token]) -> bool:
        """Whether "at Kasturchand Park" is no person: a place's preposition, no first name."""
        before = self.text[max(tokens[0].start - 9, 0) : tokens[0].start]
        return tokens[0].word not in self.lists.first_names and bool(
            tokens[0].word == "The" or patterns.SPOT.search(before)
        )

    def _in_marks(self, tokens: list[Token]) -> bool:
        """Whether a name alone stands between marks, as titles do."""
        start, end = tokens[0].start, tokens[-1].end
        return self.text[max(start - 1, 0) : start] in ("“", '"', "‘") and (
            self.text[end : end + 2].lstrip(",.")[:1] in ("”", '"', "’")
        )

    def _has_article(self, tokens: list[Token]) -> bool:
        """Whether "the" stands before a name, and no noun behind that it could belong to."""
        if not self.text.endswith(("the ", "The "), 0, tokens[0].start):
            return False
        return not patterns.OF_PERSON.match(self.text, tokens[-1].end)

    def _looks_like_person(self, words: list[str]) -> float:
        """How much a run of several words looks like a person's name."""
        lists = self.lists
        initials = any(patterns.INITIAL.match(word) for word in words[:-1]) and len(words) < 5
        if initials and words[0] not in patterns.DOTTED_PLACES and words[-1] not in lists.tails:
            return 2
        particles = [word for word in words[1:-1] if word in lists.particles]
        first = words[0].partition("-")[0]
        if (words[0] in lists.first_names or first in lists.first_names) and len(words) < 5 + len(
            particles
        ):
            return 2 if len(words) < 4 + len(particles) else 1
        if any(word.lower().startswith(("al-", "el-", "bin-", "abu-")) for word in words[1:]):
            return 2
        if particles and words[-1][0].isupper() and words[0] not in lists.of_heads:
            return 1.2
        listed = words[-1] in lists.surnames and words[-1] not in lists.countries
        ends = listed or patterns.PERSON_END.search(words[-1])
        if len(words) < 4 and ends and not any(word.lower() in lists.common for word in words):
            return 1.5
        return 0

    def _single(self, token: Token, run: Run, opening: bool) -> tuple[MentionType | None, float]:
        lists, word = self.lists, token.word
        bare = word.rstrip(".")
        if patterns.PARTY.match(word):
            return None, 0
        if patterns.COMPOUND.search(word) and not patterns.ACRONYM.match(word):
            return self._compound(token, run, opening)
        if (
            word.isupper()
            and len(word) > 1
            and word.upper() in lists.upper
            and (run.shouted or len(word) > 4)
        ):
            name = lists.upper[word]
            return ("group" if name in lists.groups else lists.known[name].type), 1
        if len(bare) < 2 or bare.isdigit() or patterns.CODE.match(word):
            return None, 0
        if run.shouted and word.isupper():
            return None, 0
        low = word.lower()
        if word in lists.small_organisations and not opening:
            return "organisation", 0.8
        if patterns.ACRONYM.match(word):
            return (
                ("organisation", 0.9) if not run.shouted and low not in lists.common else (None, 0)
            )
        context = self._context([token])
        if low in lists.common or low in lists.roles or word in lists.titles:
            return None, 0
        if opening and low.endswith("s") and (low[:-1] in lists.common or low[:-1] in lists.roles):
            return None, 0
        if word in lists.tails or word in lists.of_heads:
            return None, 0
        strength = 0.6 if run.shouted else 0.3 if opening else 0.0
        if patterns.ORG_END.search(word):
            return "organisation", 0.8 - strength
        if context is not None:
            return context[0], context[1] - strength
        if kind := self._after_article(token):
            return kind
        if opening and word in lists.surnames and patterns.VERB_AFTER.match(self.text, token.end):
            return "person", 0.4
        if word in lists.first_names or word in lists.surnames or patterns.PERSON_END.search(word):
            return "person", 0.7 - strength * 1.5
        plays = self.sports and team(self.text, token.start, token.end)
        if plays or self._scores(run, token.start, token.end):
            return "organisation", 1.2
        listed = opening or word in lists.surnames or word in lists.first_names
        if not listed and self._is_score(run, [token]):
            return "organisation", 0.6
        if re.search(r"[a-z]\d?[A-Z]", word) and not word.startswith(
            ("Mc", "Mac", "De", "La", "Le")
        ):
            return "organisation", 0.9
        if patterns.PLACE_END.search(word):
            return "place", 0.5 - strength
        return ("person" if not word.endswith(("s", "x")) else "organisation"), 0.35 - strength

    def _after_article(self, token: Token) -> tuple[MentionType | None, float] | None:
        """What an article before a single unknown word says of it: people have none."""
        before = self.text[max(token.start - 4, 0) : token.start].lower()
        if patterns.OF_PERSON.match(self.text, token.end):
            return None
        if before.endswith((" a ", "an ")):
            return None, 0
        if before.endswith("the ") and token.word not in self.lists.surnames:
            noun = patterns.NOUN_AFTER.match(self.text, token.end)
            return "organisation", 0.25 if noun else 0.36
        return None

    def _compound(self, token: Token, run: Run, opening: bool) -> tuple[MentionType | None, float]:
        """A word with a hyphen that is one name: "Jean-Marie", "Coca-Cola"."""
        parts = patterns.COMPOUND.split(token.word)
        lists = self.lists
        if any(part[:1].islower() for part in parts) or any(
            lists.find(part) or part in lists.groups for part in parts
        ):
            return None, 0
        if run.shouted or opening or any(part.lower() in lists.common for part in parts):
            return None, 0
        if parts[0] in lists.first_names or parts[-1] in lists.surnames or parts[0] in ("Al", "El"):
            return "person", 0.9
        return self._context([token]) or ("person", 0.35)

    def _context(self, tokens: list[Token]) -> Evidence | None:
        """What the words around a name say of its type."""
        return around(self.text, tokens[0].start, tokens[-1].end, self.lists)
