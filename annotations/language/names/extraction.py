"""What a run of capitalised words names: runs cut into names, each with the evidence for a type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.language.model import MentionType
from annotations.language.names import patterns
from annotations.language.names.classification import Judge
from annotations.language.names.gazetteer import Gazetteer, gazetteer
from annotations.language.names.runs import Run, Token

_LONGEST: Final = 14
"""No name has more words."""
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
        self.judge = Judge(text)

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
                    for match in re.finditer(r"[^ ,\u00a0]+", gap)
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
                left.tokens[-1].word in patterns.OWNERS
                and right.tokens[-1].word in self.lists.tails
            )
        if gap == ", " and right.tokens[0].word in patterns.GENERATIONS:
            return len(left.tokens) > 1
        match = patterns.GAP_OF.fullmatch(gap)
        if match is None or len(left.tokens) > _LONGEST:
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
            if words[-1] in ("Secretary", "Chief") and first in patterns.OFFICES:
                return True
            return (
                words[-1] in self.lists.of_heads
                and (len(words) == 1 or not self._is_title(words[-1]))
                and not (left.opening and len(words) == 1 and words[-1] in patterns.NOT_ALONE)
            )
        tail = right.tokens[-1].word in self.lists.tails and len(right.tokens) > 1
        wide = words[0] in patterns.WIDE or (
            words[0] == "The" and words[1:2] and words[1] in patterns.WIDE
        )
        if wide and words[-1] not in self.lists.tails and len(words) > 1 and tail:
            return True
        inside = any(word in self.lists.of_heads for word in words) and {"of", "for"} & set(words)
        return (match.group(1) in ("and", "for") and inside and first in patterns.AND_AFTER) or (
            match.group(1) == "for" and words[-1] in patterns.FOR_HEADS
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
        kind, weight = self.judge.type_of(tokens[:size], run, opening, title)
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
            and words[0] in patterns.ALSO_NAMES
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
        return len(words) > 1 and words[-1] not in lists.tails and word not in patterns.NOT_BREAKING

    def _parts(self, token: Token, run: Run, opening: bool) -> Iterator[Name]:
        """The names inside "Russia-Ukraine" and "Ukrainian-controlled"."""
        if not patterns.COMPOUND.search(token.word):
            return
        at = token.start
        for part in patterns.COMPOUND.split(token.word):
            known = self.lists.find(part)
            kind: MentionType | None = known.type if known else None
            weight = 2.0
            if part in self.lists.groups:
                kind = "group"
            elif kind is None and part[:1].isupper() and part.isalpha() and len(part) > 3:
                # Perhaps the rest of the article knows it: "Trump-backed".
                kind, weight = "person", _UNSURE
            if kind and part[:1].isupper() and len(part) > 1 and part not in patterns.PREFIXES:
                yield Name(at, at + len(part), (part,), kind, weight, opening, run.shouted)
            at += len(part) + 1
