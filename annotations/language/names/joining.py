"""Runs of capitalised words that small words, possessives and nicknames make one name."""

from __future__ import annotations

import re
from typing import Final

from annotations.language.names import patterns
from annotations.language.names.context import before_region
from annotations.language.names.gazetteer import Gazetteer
from annotations.language.names.runs import Run, Token

_LONGEST: Final = 14
"""No name has more words."""
_WIDEST: Final = 9
"""No gap inside of a name is wider: " and the "."""


class Joiner:
    """Joins the runs of one article."""

    def __init__(self, text: str, lists: Gazetteer) -> None:
        self.text = text
        self.lists = lists

    def joined(self, runs: list[Run]) -> list[Run]:
        """Runs that a small word joins into one name: "Ministry of Defense"."""
        joined: list[Run] = []
        skip = False
        for at, run in enumerate(runs):
            if skip:
                # A nickname: inside the name, but none of its words.
                skip = False
                joined[-1] = joined[-1]._replace(tokens=[*joined[-1].tokens, *run.tokens])
            elif joined and self._is_nickname(joined[-1], run, runs[at + 1 : at + 2]):
                skip = True
            elif joined and self._joins(joined[-1], run):
                gap = self.text[joined[-1].tokens[-1].end : run.tokens[0].start]
                at = joined[-1].tokens[-1].end
                if gap[0] in "’'":
                    # "St Aidan’s School": the possessive belongs to the word before it.
                    last = joined[-1].tokens.pop()
                    at = last.end + len(gap.rstrip())
                    joined[-1].tokens.append(Token(last.start, at, last.word + gap.rstrip()))
                    gap = ""
                small = [
                    Token(at + match.start(), at + match.end(), match.group())
                    for match in re.finditer(r"[^ ,\u00a0]+", gap)
                ]
                tokens = [*joined[-1].tokens, *small, *run.tokens]
                joined[-1] = joined[-1]._replace(tokens=tokens)
            else:
                joined.append(run)
        return joined

    def _is_nickname(self, left: Run, run: Run, after: list[Run]) -> bool:
        """Whether `run` is the middle of `William “Bill” Marsh`."""
        if not after or len(run.tokens) > 2 or len(left.tokens) > 3:
            return False
        gaps = (
            self.text[left.tokens[-1].end : run.tokens[0].start],
            self.text[run.tokens[-1].end : after[0].tokens[0].start],
        )
        return gaps in patterns.NICKNAMED and left.tokens[-1].word[:1].isupper()

    def _joins(self, left: Run, right: Run) -> bool:
        if right.tokens[0].start - left.tokens[-1].end > _WIDEST:
            return False
        gap = self.text[left.tokens[-1].end : right.tokens[0].start]
        if gap in ("’s ", "'s ", "’ ", "' "):
            owner = left.tokens[-1].word in patterns.OWNERS or (
                left.tokens[0].word in patterns.SAINTS and len(left.tokens) == 2
            )
            if owner:
                return right.tokens[-1].word in self.lists.tails
            at = left.tokens[0].start
            local = patterns.LOCAL.search(self.text[max(at - 9, 0) : at])
            return right.tokens[0].word in patterns.LANDMARKS and (
                local is not None or before_region(self.text, right.tokens[0].end, self.lists)
            )
        if gap == ", " and right.tokens[0].word in patterns.GENERATIONS:
            return len(left.tokens) > 1
        if gap == " the ":
            words = [token.word for token in (*left.tokens, *right.tokens)]
            words.insert(len(left.tokens), "the")
            return self.lists.find(" ".join(words)) is not None
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
            ) or (
                "of" in words[1:]
                and any(word in self.lists.of_heads for word in words)
                and self.is_trade(words[-1])
            )
        if match.group(1) == "on":
            return words[-1] in patterns.ON_HEADS
        if match.group(1) == "for":
            return words[-1] in patterns.FOR_HEADS or (
                words[-1] == "Court" and first in patterns.DIRECTIONS
            )
        return match.group(1) == "and" and self._coordinates(words, right)

    def _coordinates(self, words: list[str], right: Run) -> bool:
        """Whether "and" is inside of one name: "Machinists and Aerospace Workers"."""
        lists = self.lists
        others = [token.word for token in right.tokens]
        inside = {"of", "for"} & set(words) and any(word in lists.of_heads for word in words)
        if inside and (others[0] in patterns.AND_AFTER or self.is_trade(others[-1])):
            return True
        if lists.tails.get(others[-1]) != "organisation":
            return False
        if words[-1] in lists.tails and not self.is_trade(words[-1]):
            return False
        if len(others) == 1:
            # "the Food and Drug Administration" has two words behind "and" at least.
            return False
        if words[0] == "The":
            words = words[1:]
        if len(words) == 1 and words[0] in lists.counties and others[0] in lists.counties:
            return True
        if not words or lists.find(" ".join(words)) or words[0] in lists.groups:
            return False
        return (
            words[0] in patterns.WIDE
            or self.is_trade(words[-1])
            or (words[-1].lower() in lists.common and others[0].lower() in lists.common)
        )

    def is_trade(self, word: str) -> bool:
        """Whether a plural is of people at work: "Manufacturers", "Workers", "Journalists"."""
        return word.endswith(("ers", "ors", "ists", "ians", "ees", "ants", "smen")) and (
            word not in self.lists.surnames and not self.lists.find(word)
        )

    def _is_title(self, word: str) -> bool:
        return word in self.lists.titles
