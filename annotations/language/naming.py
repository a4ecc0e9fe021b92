"""What a run of capitalised words names: runs cut into names, each with the evidence for a type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.language import clues
from annotations.language.gazetteer import Gazetteer, gazetteer
from annotations.language.runs import Run, Token
from annotations.language.values import MentionType

_UNSURE: Final = -1.0
"""The weight of what is a name only if the article knows it from elsewhere."""
SHORT: Final = -2.0
"""The weight of "the Dispatch", if the article has a "Northshore Dispatch"."""


class Name(NamedTuple):
    """A name in the text and what speaks for its type."""

    start: int
    end: int
    words: tuple[str, ...]
    type: MentionType
    weight: float
    """2 and more: certain; 1: good; under .5: a guess that the rest of the article may overrule."""
    opening: bool
    shouted: bool
    title: str = ""
    """The title before a person's name."""

    @property
    def surface(self) -> str:
        """The name as one string, apostrophes made equal."""
        return " ".join(self.words).replace("'", "’")


class Namer:
    """Cuts the runs of one article into names."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lists: Gazetteer = gazetteer()

    def names(self, runs: list[Run]) -> Iterator[Name]:
        """The names in consecutive runs of one sentence."""
        for run in self._joined(runs):
            yield from self._cut(run)

    def _joined(self, runs: list[Run]) -> list[Run]:
        """Runs that a small word joins into one name: "Ministry of Defense"."""
        joined: list[Run] = []
        for run in runs:
            if joined and self._joins(joined[-1], run):
                gap = self.text[joined[-1].tokens[-1].end : run.tokens[0].start]
                at = joined[-1].tokens[-1].end
                small = [
                    Token(at + match.start(), at + match.end(), match.group())
                    for match in re.finditer(r"[^ \u00a0]+", gap)
                ]
                tokens = [*joined[-1].tokens, *small, *run.tokens]
                joined[-1] = joined[-1]._replace(tokens=tokens)
            else:
                joined.append(run)
        return joined

    def _joins(self, left: Run, right: Run) -> bool:
        gap = self.text[left.tokens[-1].end : right.tokens[0].start]
        if gap in ("’s ", "'s ", "’ ", "' "):
            return (
                left.tokens[-1].word in clues.OWNERS and right.tokens[-1].word in self.lists.tails
            )
        match = clues.GAP_OF.fullmatch(gap)
        if match is None:
            return False
        words = [token.word for token in left.tokens]
        first = right.tokens[0].word
        whole = " ".join(words).removeprefix("The ") + gap
        if self.lists.find(whole + " ".join(token.word for token in right.tokens)):
            return True
        if " ".join(words[-2:]) + gap + first in self.lists.known or (
            words[-1] + gap + " ".join(token.word for token in right.tokens) in self.lists.known
        ):
            return True
        if match.group(1) == "of":
            if words[-1] in ("Secretary", "Chief") and first in clues.OFFICES:
                return True
            return (
                words[-1] in self.lists.of_heads
                and (len(words) == 1 or not self._is_title(words[-1]))
                and not (left.opening and len(words) == 1 and words[-1] in clues.NOT_ALONE)
            )
        tail = right.tokens[-1].word in self.lists.tails and len(right.tokens) > 1
        wide = words[0] in clues.WIDE or (
            words[0] == "The" and words[1:2] and words[1] in clues.WIDE
        )
        if wide and words[-1] not in self.lists.tails and len(words) > 1 and tail:
            return True
        inside = any(word in self.lists.of_heads for word in words) and {"of", "for"} & set(words)
        return (match.group(1) in ("and", "for") and inside and first in clues.AND_AFTER) or (
            match.group(1) == "for" and words[-1] in clues.FOR_HEADS
        )

    def _is_title(self, word: str) -> bool:
        return word in self.lists.titles

    def _cut(self, run: Run) -> Iterator[Name]:
        """The names of a run, once titles, peoples and words that are none are cut out of it."""
        tokens, title, opening = run.tokens, "", run.opening
        while tokens:
            size = self._stops(tokens, run, opening)
            if size:
                tokens, opening, title = tokens[size:], False, ""
                continue
            size = self._title_at(tokens)
            if size:
                title = " ".join(token.word for token in tokens[:size])
                tokens, opening = tokens[size:], False
                continue
            size, name = self._name_at(tokens, run, opening, title)
            if name is not None:
                yield name
            elif run.shouted and size > 1:
                # A headline: only what the article knows from elsewhere.
                for token in tokens[:size]:
                    yield from self._parts(token, run, opening)
                    if token.word.isalpha():
                        yield self._shouted(token)
            elif size == 1 and not opening and tokens[0].word in self.lists.tails:
                yield Name(*tokens[0][:2], (tokens[0].word,), "organisation", SHORT, False, False)
            elif len(tokens) == size == 1 or "-" in tokens[0].word or "–" in tokens[0].word:
                yield from self._parts(tokens[0], run, opening)
            tokens, opening, title = tokens[max(size, 1) :], False, ""

    def _shouted(self, token: Token) -> Name:
        """A word of a headline: a listed name in capitals, or what the article may know."""
        name = self.lists.upper.get(token.word) if len(token.word) > 3 else None
        if name is not None:
            kind = "group" if name in self.lists.groups else self.lists.known[name].type
            return Name(*token[:2], (name,), kind, 1.0, False, True)
        word = token.word.capitalize() if token.word.isupper() else token.word
        return Name(*token[:2], (word,), "person", _UNSURE, False, True)

    def _stops(self, tokens: list[Token], run: Run, opening: bool) -> int:
        """How many words at the front are no part of a name."""
        word = tokens[0].word
        lists = self.lists
        if word[0].islower():
            return 1
        if word in lists.stop:
            joined = " ".join(token.word for token in tokens)
            if lists.find(joined) or (word == "New" and len(tokens) > 1):
                return 0
            if (
                word == "The"
                and not opening
                and len(tokens) > 1
                and (tokens[-1].word in lists.tails)
            ):
                return 0
            return 1
        if not (opening or run.shouted) or len(tokens) == 1:
            return 0
        return 1 if self._is_plain(tokens) else 0

    def _is_plain(self, tokens: list[Token]) -> bool:
        """Whether a word has its capital only from where it stands."""
        word, lists = tokens[0].word, self.lists
        low = word.lower()
        if not (low in lists.common or low in lists.roles or low.endswith(("ing", "ed", "ly"))):
            return False
        if word in lists.first_names or word in lists.titles or word in lists.groups:
            return False
        pair = f"{word} {tokens[1].word}"
        if lists.find(word) or word in lists.of_heads or lists.find(pair) or pair in lists.groups:
            return False
        return tokens[1].word[0].isupper() and not any(
            token.word in lists.tails or token.word in lists.of_heads for token in tokens[1:]
        )

    def _title_at(self, tokens: list[Token]) -> int:
        lists = self.lists
        for size in (4, 3, 2, 1):
            if size > len(tokens):
                continue
            phrase = " ".join(token.word for token in tokens[:size])
            if phrase not in lists.titles:
                continue
            rest = tokens[size:]
            if (
                rest
                and rest[-1].word in lists.tails
                and not phrase.endswith(".")
                and (size == 1 and rest[-1].word not in ("Bank", "Young", "Park", "Hall", "Banks"))
            ):
                return 0
            if lists.find(" ".join(token.word for token in tokens)):
                return 0
            if (
                size == 1
                and phrase in lists.first_names
                and len(rest) == 1
                and (phrase in ("Prince", "Duke", "Earl", "Major", "Dean", "Judge", "Justice"))
            ):
                return 0
            return size
        return 0

    def _name_at(
        self, tokens: list[Token], run: Run, opening: bool, title: str
    ) -> tuple[int, Name | None]:
        """The name at the front: how many words it takes, and what it is."""
        size = self._extent(tokens, title)
        words = tuple(token.word for token in tokens[:size])
        kind, weight = self._evidence(tokens[:size], run, opening, title)
        if kind is None:
            return size, None
        end = tokens[size - 1].end
        return size, Name(tokens[0].start, end, words, kind, weight, opening, run.shouted, title)

    def _extent(self, tokens: list[Token], title: str) -> int:
        """Where the name at the front ends: before a title, a people or another name."""
        lists = self.lists
        words = [token.word for token in tokens]
        if words[-1] in lists.tails and not any(
            self._breaks(words[at:]) for at in range(1, len(words))
        ):
            return len(words)
        for size in range(len(words), 0, -1):
            if size > 1 and lists.find(" ".join(words[:size])):
                return size
        if len(words) > 1 and " ".join(words[:2]) in lists.groups:
            return 2
        if words[0] in lists.groups and not self._is_first_name(words):
            return 1
        for at in range(1, len(words)):
            if self._breaks(words[at:]):
                return at
        if (
            not title
            and (lists.find(words[0]) or words[0] in lists.states)
            and len(words) > 1
            and (
                words[0] not in lists.first_names
                and words[0] not in lists.surnames
                and words[1] not in lists.person_suffixes
            )
        ):
            return self._after_known(words)
        return len(words)

    def _after_known(self, words: list[str]) -> int:
        """A place and a person in a row are two names; a place and a club's name are one."""
        if " ".join(words[1:]) in self.lists.teams or words[-1] in self.lists.teams:
            return len(words)
        if words[1] in self.lists.first_names or self.lists.find(words[1]):
            return 1
        return len(words)

    def _is_first_name(self, words: list[str]) -> bool:
        return (
            len(words) > 1
            and words[0] in clues.ALSO_NAMES
            and words[0] in self.lists.first_names
            and (words[1] not in self.lists.tails and words[1] not in self.lists.titles)
        )

    def _breaks(self, words: list[str]) -> bool:
        """Whether a new name starts here: a title, or a word that no name has."""
        lists = self.lists
        word = words[0]
        if word in lists.stop and word not in ("Of", "And", "The", "New", "One", "First", "Two"):
            return True
        if word in lists.groups and len(words) > 1 and words[1] in lists.titles:
            return True
        if word not in lists.titles and " ".join(words[:2]) not in lists.titles:
            return False
        return len(words) > 1 and words[-1] not in lists.tails and word not in clues.NOT_BREAKING

    def _evidence(
        self, tokens: list[Token], run: Run, opening: bool, title: str
    ) -> tuple[MentionType | None, float]:
        """The type that speaks loudest, and how loud; none if it is no name."""
        words = [token.word for token in tokens]
        joined = " ".join(words)
        lists = self.lists
        known = lists.find(joined)
        if any(word.endswith(".") and word in lists.titles for word in words[1:]):
            return None, 0
        placed = known is not None and known.type == "place" and title in clues.PLACE_TITLES
        tailed = words[-1] in lists.tails and not title.endswith(".")
        if title and len(words) < 5 and not placed and not tailed:
            return "person", 3
        if joined in lists.groups and not (
            len(words) == 1 and joined in clues.ALSO_NAMES and opening
        ):
            return "group", 2
        if known is not None:
            return self._known(tokens, known.type, run)
        if len(words) == 1:
            return self._single(tokens[0], run, opening)
        return self._several(tokens, words, run, opening)

    def _known(
        self, tokens: list[Token], kind: MentionType, run: Run
    ) -> tuple[MentionType | None, float]:
        """A listed name, unless the context makes a person of a city."""
        words = [token.word for token in tokens]
        start, end = tokens[0].start, tokens[-1].end
        if len(words) == 1 and words[0] in clues.DOUBTFUL:
            return None, 0
        if (
            kind == "place"
            and len(words) == 1
            and words[0] not in self.lists.countries
            and (words[0] in self.lists.surnames or words[0] in self.lists.first_names)
        ):
            if clues.AGE.match(self.text, end):
                return "person", 2.5
            if clues.SPEAKS.match(self.text, end):
                return "person", 1.5
            if self._before_region(end):
                return "place", 2.5
            if clues.PLACE_BEFORE.search(self.text[max(start - 24, 0) : start]):
                return "place", 1.5
            return "place", 0.6
        if kind == "place" and self._is_score(run, tokens) and words[0] not in self.lists.countries:
            return "organisation", 1.5
        return kind, 2

    def _before_region(self, end: int) -> bool:
        """Whether ", Miss." or ", Nigeria" follows, as it does after cities."""
        match = clues.REGION.match(self.text, end)
        if match is None:
            return False
        region = match.group(1)
        return region in self.lists.states or region in self.lists.countries

    def _is_score(self, run: Run, tokens: list[Token]) -> bool:
        """Whether a city stands for its team: a table of results has figures after names."""
        if " ".join(token.word for token in tokens) in self.lists.countries:
            return False
        after = self.text[tokens[-1].end : tokens[-1].end + 6]
        if not re.match(r"[ \u00a0]\d{1,3}(?!\d|[,.]\d|[ \u00a0]?%|st|nd|rd|th)", after):
            return False
        line = self.text[run.sentence.start : run.sentence.end]
        return len(re.findall(r"[A-Za-z.] \d{1,3}\b", line)) > 1 and len(line) < 110

    def _several(
        self, tokens: list[Token], words: list[str], run: Run, opening: bool
    ) -> tuple[MentionType | None, float]:
        lists = self.lists
        if words[-1] in lists.person_suffixes and words[0] not in lists.groups:
            return "person", 2.5
        if words[0] in lists.of_heads and "of" in words[1:3]:
            return lists.of_heads[words[0]], 2
        for at, word in enumerate(words[:-1]):
            if word in lists.of_heads and words[at + 1] == "of":
                return lists.of_heads[word], 2
        if words[-1] in lists.teams and (lists.find(" ".join(words[:-1])) or len(words) == 2):
            return "organisation", 2
        person = self._looks_like_person(words)
        if person and self._has_article(tokens):
            # Ships, bands and teams have an article, people have none.
            return None, 0
        if words[-1] in lists.tails and not (person and words[-1] in clues.TAIL_SURNAMES):
            return lists.tails[words[-1]], 2
        if words[0] in lists.place_heads and len(words) < 4 and words[0] not in lists.first_names:
            return "place", 1.2
        if person:
            sure = not run.shouted or person >= 2
            return ("person", person) if sure else (None, 0)
        if any(word == "&" for word in words):
            return "organisation", 1.5
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
        if len(words) <= 4 and not any(map(str.isdigit, words[-1])) and not words[-1].isupper():
            return "person", 0.9
        return context or ("organisation", 0.5)

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
        return not clues.OF_PERSON.match(self.text, tokens[-1].end)

    def _looks_like_person(self, words: list[str]) -> float:
        """How much a run of several words looks like a person's name."""
        lists = self.lists
        initials = any(clues.INITIAL.match(word) for word in words[:-1]) and len(words) < 5
        if initials and words[0] not in clues.DOTTED_PLACES and words[-1] not in lists.tails:
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
        ends = words[-1] in lists.surnames or clues.PERSON_END.search(words[-1])
        if len(words) < 4 and ends and not any(word.lower() in lists.common for word in words):
            return 1.5
        return 0

    def _single(self, token: Token, run: Run, opening: bool) -> tuple[MentionType | None, float]:
        lists, word = self.lists, token.word
        bare = word.rstrip(".")
        if clues.COMPOUND.search(word) and not clues.ACRONYM.match(word):
            return self._compound(token, run, opening)
        if (
            word.isupper()
            and len(word) > 1
            and word.upper() in lists.upper
            and (run.shouted or len(word) > 4)
        ):
            name = lists.upper[word]
            return ("group" if name in lists.groups else lists.known[name].type), 1
        if len(bare) < 2 or bare.isdigit():
            return None, 0
        if run.shouted and word.isupper():
            return None, 0
        low = word.lower()
        if word in lists.small_organisations and not opening:
            return "organisation", 0.8
        if clues.ACRONYM.match(word):
            return (
                ("organisation", 0.9) if not run.shouted and low not in lists.common else (None, 0)
            )
        context = self._context([token])
        if low in lists.common or low in lists.roles or word in lists.titles:
            return None, 0
        if word in lists.tails or word in lists.of_heads:
            return None, 0
        strength = 0.6 if run.shouted else 0.3 if opening else 0.0
        if clues.ORG_END.search(word):
            return "organisation", 0.8 - strength
        if context is not None:
            return context[0], context[1] - strength
        if kind := self._after_article(token):
            return kind
        if opening and word in lists.surnames and clues.VERB_AFTER.match(self.text, token.end):
            return "person", 0.4
        if word in lists.first_names or word in lists.surnames or clues.PERSON_END.search(word):
            return "person", 0.7 - strength * 1.5
        if re.search(r"[a-z][A-Z]", word) and not word.startswith(("Mc", "Mac", "De", "La", "Le")):
            return "organisation", 0.9
        if clues.PLACE_END.search(word):
            return "place", 0.5 - strength
        return ("person" if not word.endswith(("s", "x")) else "organisation"), 0.35 - strength

    def _after_article(self, token: Token) -> tuple[MentionType | None, float] | None:
        """What an article before a single unknown word says of it: people have none."""
        before = self.text[max(token.start - 4, 0) : token.start].lower()
        if clues.OF_PERSON.match(self.text, token.end):
            return None
        if before.endswith((" a ", "an ")):
            return None, 0
        if before.endswith("the ") and token.word not in self.lists.surnames:
            noun = clues.NOUN_AFTER.match(self.text, token.end)
            return "organisation", 0.25 if noun else 0.36
        return None

    def _compound(self, token: Token, run: Run, opening: bool) -> tuple[MentionType | None, float]:
        """A word with a hyphen that is one name: "Jean-Marie", "Coca-Cola"."""
        parts = clues.COMPOUND.split(token.word)
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

    def _parts(self, token: Token, run: Run, opening: bool) -> Iterator[Name]:
        """The names inside "Russia-Ukraine" and "Ukrainian-controlled"."""
        if not clues.COMPOUND.search(token.word):
            return
        at = token.start
        for part in clues.COMPOUND.split(token.word):
            known = self.lists.find(part)
            kind: MentionType | None = known.type if known else None
            weight = 2.0
            if part in self.lists.groups:
                kind = "group"
            elif kind is None and part[:1].isupper() and part.isalpha() and len(part) > 3:
                # Perhaps the rest of the article knows it: "Trump-backed".
                kind, weight = "person", _UNSURE
            if kind and part[:1].isupper() and len(part) > 1 and part not in clues.PREFIXES:
                yield Name(at, at + len(part), (part,), kind, weight, opening, run.shouted)
            at += len(part) + 1

    def _context(self, tokens: list[Token]) -> tuple[MentionType, float] | None:
        """What the words around a name say of its type."""
        start, end = tokens[0].start, tokens[-1].end
        before = self.text[max(start - 28, 0) : start].rpartition("\n")[2]
        if clues.AGE.match(self.text, end):
            return "person", 2.5
        if self._before_region(end):
            return "place", 2.5
        if clues.PLACE_NOUN_AFTER.match(self.text, end):
            return "place", 1.2
        if clues.ORG_BEFORE.search(before):
            return "organisation", 1.2
        previous = before.split()[-1:] or [""]
        if previous[0].lower() in self.lists.roles:
            return "person", 1.3
        if clues.ORG_AFTER.match(self.text, end):
            return "organisation", 1
        if clues.SPEAKS.match(self.text, end) or clues.SAID_BEFORE.search(before):
            return "person", 1.1
        if self.text.startswith(("-based", "‐based"), end):
            return "place", 1.5
        if clues.LOCATED.search(before):
            return "place", 1
        if clues.PLACE_BEFORE.search(before):
            return "place", 0.7
        return None
