"""What a run of capitalised words names: runs cut into names, each with the evidence for a type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.language.model import MentionType
from annotations.language.names import patterns
from annotations.language.names.classification import Judge
from annotations.language.names.gazetteer import Gazetteer
from annotations.language.names.joining import Joiner
from annotations.language.names.runs import Run, Token

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

    def __init__(self, judge: Judge) -> None:
        self.text = judge.text
        self.lists: Gazetteer = judge.lists
        self.judge = judge
        self.joiner = Joiner(judge.text, judge.lists)

    def names(self, runs: list[Run]) -> Iterator[Name]:
        """The names in consecutive runs of one sentence."""
        for run in self.joiner.joined(runs):
            yield from self._cut(run)

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
            body = not (opening or run.shouted) and tokens[-1].word in lists.tails
            return 0 if body and len(tokens) > 1 else 1
        if not (opening or run.shouted) or len(tokens) == 1:
            return 0
        return 1 if self._is_plain(tokens) else 0

    def _is_plain(self, tokens: list[Token]) -> bool:
        """Whether a word has its capital only from where it stands."""
        word, lists = tokens[0].word, self.lists
        low = word.lower()
        if word.isupper() and f"{word} {tokens[1].word}" in lists.upper:
            return False
        if not (low in lists.common or low in lists.roles or low.endswith(("ing", "ed", "ly"))):
            return False
        if word in lists.first_names or word in lists.titles or word in lists.groups:
            return False
        pair = f"{word} {tokens[1].word}"
        if lists.find(word) or lists.find(pair) or pair in lists.groups:
            return False
        if word in lists.of_heads:
            return tokens[1].word in lists.first_names
        return tokens[1].word[0].isupper() and not any(
            token.word in lists.tails or token.word in lists.of_heads for token in tokens[1:]
        )

    def _title_at(self, tokens: list[Token]) -> int:
        lists = self.lists
        if tokens[0].word not in lists.title_fronts:
            return 0
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
                and not (phrase.endswith(".") or phrase in patterns.PERSONAL)
                and (size == 1 and rest[-1].word not in ("Bank", "Young", "Park", "Hall", "Banks"))
            ):
                return 0
            if lists.find(" ".join(token.word for token in tokens)):
                return 0
            if size == 1 and rest and lists.find(f"{phrase} {rest[0].word}"):
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
        size = kept = self._extent(tokens, title)
        while kept > 2 and tokens[kept - 1].word in self.lists.post_nominals:
            kept -= 1
        if kept < size and any(token.word in self.lists.tails for token in tokens[:kept]):
            kept = size
        words = tuple(token.word for token in tokens[:kept])
        kind, weight = self.judge.type_of(tokens[:kept], run, opening, title)
        if kind is None:
            return size, None
        end = tokens[kept - 1].end
        return size, Name(tokens[0].start, end, words, kind, weight, opening, run.shouted, title)

    def _extent(self, tokens: list[Token], title: str) -> int:
        """Where the name at the front ends: before a title, a people or another name."""
        lists = self.lists
        words = [token.word for token in tokens]
        for at, word in enumerate(words):
            # "Cardiff-based Admiral", "Mother-of-two Ann Holt", "Pratt & Whitney PW4077"
            if word.isalpha():
                continue
            if patterns.JOINED.search(word) or (at and patterns.CODE.match(word)):
                return max(at, 1)
        if words[-1] in lists.tails and not any(
            self._breaks(words[at:]) and words[at - 1] not in ("of", "and", "for", "the")
            for at in range(1, len(words))
        ):
            return len(words)
        for size in range(len(words), 0, -1):
            joined = " ".join(words[:size])
            if size > 1 and (lists.find(joined) or (joined.isupper() and joined in lists.upper)):
                return size
        if len(words) > 1 and " ".join(words[:2]) in lists.groups:
            return 2
        if words[0] in lists.groups and not self._is_first_name(words):
            return 1
        for at in range(1, len(words)):
            inside = words[at - 1] in ("of", "and", "for", "the")
            if (self._breaks(words[at:]) and not inside) or self._body_ends(words, at):
                return at
        if words[0] in lists.countries and len(words) > 2 and (patterns.INITIAL.match(words[1])):
            return 1
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

    def _body_ends(self, words: list[str], at: int) -> bool:
        """Whether a person follows a body: "Refugee Council Jane Holt", "BBC Jane Holt"."""
        lists = self.lists
        if len(words) - at < 2 or words[at] not in lists.first_names:
            return False
        body = lists.tails.get(words[at - 1]) == "organisation" and at > 1
        return (body and words[at - 1] not in patterns.TAIL_SURNAMES) or (
            at == 1 and len(words[0]) > 2 and bool(patterns.ACRONYM.match(words[0]))
        )

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
            if words[-1] in lists.tails and self.joiner.is_trade(word):
                # "the Kurdistan Workers Party"
                return False
            return len(words) > 1 or word not in lists.tails
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
            elif kind is None and token.word.endswith(patterns.SEATED):
                kind, weight = "place", 1.5
            elif kind is None and part[:1].isupper() and part.isalpha() and len(part) > 3:
                # Perhaps the rest of the article knows it: "Trump-backed".
                kind, weight = "person", _UNSURE
            if (
                token.word[1:2] == "-"
                and token.word[0] in "DRI"
                and f"{part}." in self.lists.states
            ):
                yield Name(at, at + len(part) + 1, (f"{part}.",), "place", 2.0, False, False)
            elif kind and part[:1].isupper() and len(part) > 1 and part not in patterns.PREFIXES:
                yield Name(at, at + len(part), (part,), kind, weight, opening, run.shouted)
            at += len(part) + 1
