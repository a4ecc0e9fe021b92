"""What a run of capitalised words names: runs cut into names, each with the evidence for a type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

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


_OF_PERSON: Final = re.compile(
    r"[ \u00a0](?:administration|campaign|government|presidency|trial|case|era|years|family|team"
    r"|camp|cabinet|regime|estate|scandal|affair|investigation|memo|speech|doctrine|plan|trade"
    r"|brothers|sisters|Foundation|memorial|transition|White)(?!\w)"
)
_GAP_OF: Final = re.compile(r"[ \u00a0](of|for|and|on|in)[ \u00a0](?:the[ \u00a0])?")
_AGE: Final = re.compile(r",[ \u00a0]\d{1,3}(?:,|\b(?![,.]\d))")
_SPEAKS: Final = re.compile(
    r"[ \u00a0](?:said|says|told|added|wrote|who|insisted|argued|asked|replied|tweeted|recalled"
    r"|himself|herself|resigned|died|was born|testified|pleaded|retired|grew up)(?!\w)"
    r"|,[ \u00a0](?:who|whose|aged|a former|the former|his|her)(?!\w)|[ \u00a0]\([DR]-"
)
_SAID_BEFORE: Final = re.compile(r"(?:said|says|added|asked|according to|told)[ \u00a0]$")
_PLACE_BEFORE: Final = re.compile(
    r"\b(?:(?:bank|government|parliament|people|capital|president|king|queen|coast|army) of"
    r"|in|In|at|from|From|near|Near|outside|Outside|across|around|throughout|toward|towards"
    r"|visit(?:ed|ing)? to|trip to|to|into|inside|leave|left|north of|south of|east of|west of"
    r"|city of|town of|island of"
    r"|village of|capital of|region of|state of|province of|visited|visiting"
    r"|via)[ \u00a0](?:the[ \u00a0])?"
    r"(?:northern|southern|eastern|western|central|nearby|downtown)?[ \u00a0]?$"
)
_LOCATED: Final = re.compile(
    r"\b(?:in|In|near|Near|throughout|outside|north of|south of|east of|west of|city of|town of"
    r"|village of|capital of|province of)[ \u00a0](?:the[ \u00a0])?$"
)
_PLACE_NOUN_AFTER: Final = re.compile(
    r"[ \u00a0](?:region|province|district|city|town|village|county|river|peninsula|area|suburb"
    r"|neighborhood|coast|border|airport|port|valley|island|islands|prefecture|oblast"
    r"|countryside)(?!\w|[ \u00a0](?:said))"
)
_ORG_AFTER: Final = re.compile(
    r"[ \u00a0](?:shares|shareholders|stock|spokesman|spokeswoman|spokesperson|employees|executives"
    r"|subsidiary|headquarters|chairman|CEO|airline|newspaper|magazine|party|group|officials"
    r"|movement|lawmakers|fighters|militants|guerrillas|forces|board)(?!\w)|[ \u00a0]\([A-Z]{2,6}\)"
)
_ORG_BEFORE: Final = re.compile(
    r"\b(?:company|group|agency|newspaper|firm|party|maker|giant|airline|bank|bureau|outlet"
    r"|carrier|site"
    r"|website|magazine|station|network|organization|organisation|union|club|team|charity|startup"
    r"|automaker|retailer|manufacturer|broadcaster|publisher|insurer|lender|brokerage)[ \u00a0]$"
)
_PERSON_END: Final = re.compile(
    r"\w(?:ov|ova|ev|eva|enko|sky|skyi|ski|ska|skaya|ovich|evich|ovych|vili|dze|ian|yan|sson"
    r"|ström|berg|stein|mann|ovic|ević|ović|evic|escu|poulos|akis|idis|oğlu|oglu|chuk|czyk|uk|ko)$"
)
_PLACE_END: Final = re.compile(
    r"\w(?:stan|burg|ville|shire|borough|ford|grad|abad|pur|polis|ia|land|istan|haven|bury"
    r"|mouth|holm|stad|dorf|furt|hausen)$"
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Z&]{1,5}$|(?:[A-Z]\.){2,}$|[A-Z]{2,5}-\w{1,4}$")
_COMPOUND: Final = re.compile(r"[-‐–]")
_INITIAL: Final = re.compile(r"[A-Z]\.?$|(?:[A-Z]\.){2,}$")


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
            return left.tokens[-1].word in _OWNERS and right.tokens[-1].word in self.lists.tails
        match = _GAP_OF.fullmatch(gap)
        if match is None:
            return False
        words = [token.word for token in left.tokens]
        first = right.tokens[0].word
        if " ".join(words[-2:]) + gap + first in self.lists.known or (
            words[-1] + gap + " ".join(token.word for token in right.tokens) in self.lists.known
        ):
            return True
        if match.group(1) == "of":
            if words[-1] in ("Secretary", "Chief") and first in _OFFICES:
                return True
            return (
                words[-1] in self.lists.of_heads
                and (len(words) == 1 or not self._is_title(words[-1]))
                and not (left.opening and len(words) == 1 and words[-1] in _NOT_ALONE)
            )
        inside = any(word in self.lists.of_heads for word in words) and "of" in words
        return (match.group(1) in ("and", "for") and inside and first in _AND_AFTER) or (
            match.group(1) == "for" and words[-1] in _FOR_HEADS
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
                yield from (
                    Name(*token[:2], (token.word,), "person", _UNSURE, opening, True)
                    for token in tokens[:size]
                    if token.word.isalpha()
                )
            elif size == 1 and not opening and tokens[0].word in self.lists.tails:
                yield Name(*tokens[0][:2], (tokens[0].word,), "organisation", SHORT, False, False)
            elif len(tokens) == size == 1 or "-" in tokens[0].word or "–" in tokens[0].word:
                yield from self._parts(tokens[0], run, opening)
            tokens, opening, title = tokens[max(size, 1) :], False, ""

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
        low = word.lower()
        plain = low in lists.common or low in lists.roles or low.endswith(("ing", "ed", "ly"))
        if (
            plain
            and word not in lists.first_names
            and word not in lists.titles
            and (
                not lists.find(word)
                and word not in lists.groups
                and word not in lists.of_heads
                and tokens[1].word[0].isupper()
                and tokens[-1].word not in lists.tails
            )
        ):
            return 1
        return 0

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
        return len(words) > 1 and words[-1] not in lists.tails and word not in _NOT_BREAKING

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
        placed = known is not None and known.type == "place" and title in _PLACE_TITLES
        tailed = words[-1] in lists.tails and not title.endswith(".")
        if title and len(words) < 5 and not placed and not tailed:
            return "person", 3
        if joined in lists.groups and not (len(words) == 1 and joined in _ALSO_NAMES and opening):
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
        if len(words) == 1 and words[0] in _DOUBTFUL:
            return None, 0
        if (
            kind == "place"
            and len(words) == 1
            and words[0] not in self.lists.countries
            and (words[0] in self.lists.surnames or words[0] in self.lists.first_names)
        ):
            if _AGE.match(self.text, end) or _SPEAKS.match(self.text, end):
                return "person", 1.5
            if _PLACE_BEFORE.search(self.text[max(start - 24, 0) : start]) or (
                self.text[end : end + 2] == ", "
            ):
                return "place", 1.5
            return "place", 0.6
        if kind == "place" and self._is_score(run, tokens) and words[0] not in self.lists.countries:
            return "organisation", 1.5
        return kind, 2

    def _is_score(self, run: Run, tokens: list[Token]) -> bool:
        """Whether a city stands for its team: a table of results has figures after names."""
        if " ".join(token.word for token in tokens) in self.lists.countries:
            return False
        after = self.text[tokens[-1].end : tokens[-1].end + 6]
        if not re.match(r"[ \u00a0]\d{1,3}(?!\d|[,.]\d|[ \u00a0]?%|st|nd|rd|th)", after):
            return False
        line = self.text[run.sentence.start : run.sentence.end]
        return len(re.findall(r"[A-Za-z.] \d{1,3}\b", line)) > 1 and len(line) < 60

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
        if words[-1] in lists.tails and not (person and words[-1] in _TAIL_SURNAMES):
            return lists.tails[words[-1]], 2
        if words[0] in lists.place_heads and len(words) < 4 and words[0] not in lists.first_names:
            return "place", 1.2
        if person:
            return "person", person
        if any(word == "&" for word in words):
            return "organisation", 1.5
        context = self._context(tokens)
        if context is not None and context[1] >= 1:
            return context
        if lists.find(words[0]) and lists.find(words[0]).type == "place":  # type: ignore[union-attr]
            return "organisation", 0.8
        if self.text.endswith(("the ", "The "), 0, tokens[0].start):
            return "organisation", 0.3
        if run.shouted or any(word.lower() in lists.common for word in words):
            return (None, 0) if run.shouted or opening else ("organisation", 0.4)
        if len(words) <= 4 and not any(map(str.isdigit, words[-1])) and not words[-1].isupper():
            return "person", 0.9
        return context or ("organisation", 0.5)

    def _has_article(self, tokens: list[Token]) -> bool:
        """Whether "the" stands before a name, and no noun behind that it could belong to."""
        if not self.text.endswith(("the ", "The "), 0, tokens[0].start):
            return False
        return not _OF_PERSON.match(self.text, tokens[-1].end)

    def _looks_like_person(self, words: list[str]) -> float:
        """How much a run of several words looks like a person's name."""
        lists = self.lists
        initials = any(_INITIAL.match(word) for word in words[:-1]) and len(words) < 5
        if initials and words[0] not in _DOTTED_PLACES and words[-1] not in lists.tails:
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
        ends = words[-1] in lists.surnames or _PERSON_END.search(words[-1])
        if len(words) < 4 and ends and not any(word.lower() in lists.common for word in words):
            return 1.5
        return 0

    def _single(self, token: Token, run: Run, opening: bool) -> tuple[MentionType | None, float]:
        lists, word = self.lists, token.word
        bare = word.rstrip(".")
        if _COMPOUND.search(word) and not _ACRONYM.match(word):
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
        if _ACRONYM.match(word):
            return (
                ("organisation", 0.9) if not run.shouted and low not in lists.common else (None, 0)
            )
        context = self._context([token])
        if low in lists.common or low in lists.roles or word in lists.titles:
            return None, 0
        if word in lists.tails or word in lists.of_heads:
            return None, 0
        strength = 0.6 if run.shouted else 0.3 if opening else 0.0
        if context is not None:
            return context[0], context[1] - strength
        if word in lists.first_names or word in lists.surnames or _PERSON_END.search(word):
            return "person", 0.7 - strength * 1.5
        if re.search(r"[a-z][A-Z]", word) and not word.startswith(("Mc", "Mac", "De", "La", "Le")):
            return "organisation", 0.9
        if _PLACE_END.search(word):
            return "place", 0.5 - strength
        return ("person" if not word.endswith(("s", "x")) else "organisation"), 0.35 - strength

    def _compound(self, token: Token, run: Run, opening: bool) -> tuple[MentionType | None, float]:
        """A word with a hyphen that is one name: "Jean-Marie", "Coca-Cola"."""
        parts = _COMPOUND.split(token.word)
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
        if not _COMPOUND.search(token.word):
            return
        at = token.start
        for part in _COMPOUND.split(token.word):
            known = self.lists.find(part)
            kind: MentionType | None = known.type if known else None
            weight = 2.0
            if part in self.lists.groups:
                kind = "group"
            elif kind is None and part[:1].isupper() and part.isalpha() and len(part) > 3:
                # Perhaps the rest of the article knows it: "Trump-backed".
                kind, weight = "person", _UNSURE
            if kind and part[:1].isupper() and len(part) > 1 and part not in _PREFIXES:
                yield Name(at, at + len(part), (part,), kind, weight, opening, run.shouted)
            at += len(part) + 1

    def _context(self, tokens: list[Token]) -> tuple[MentionType, float] | None:
        """What the words around a name say of its type."""
        start, end = tokens[0].start, tokens[-1].end
        before = self.text[max(start - 28, 0) : start].rpartition("\n")[2]
        if _AGE.match(self.text, end):
            return "person", 1.5
        if _PLACE_NOUN_AFTER.match(self.text, end):
            return "place", 1.2
        if _ORG_BEFORE.search(before):
            return "organisation", 1.2
        previous = before.split()[-1:] or [""]
        if previous[0].lower() in self.lists.roles:
            return "person", 1.3
        if _ORG_AFTER.match(self.text, end):
            return "organisation", 1
        if _SPEAKS.match(self.text, end) or _SAID_BEFORE.search(before):
            return "person", 1.1
        if self.text.startswith(("-based", "‐based"), end):
            return "place", 1.5
        if _LOCATED.search(before):
            return "place", 1
        if _PLACE_BEFORE.search(before):
            return "place", 0.7
        return None


_DOTTED_PLACES: Final = frozenset(["U.S.", "U.N.", "U.K.", "E.U."])
_OWNERS: Final = frozenset(
    [
        "People",
        "Women",
        "Men",
        "Children",
        "Workers",
        "King",
        "Queen",
        "Teachers",
        "Farmers",
        "Veterans",
        "Writers",
        "Girls",
        "Boys",
        "Lloyd",
        "Mary",
        "John",
        "Peter",
        "Thomas",
        "Patrick",
    ]
)
_OFFICES: Final = frozenset(
    [
        "State",
        "Defense",
        "Defence",
        "Staff",
        "War",
        "Commerce",
        "Energy",
        "Education",
        "Labor",
        "Agriculture",
        "Transportation",
        "Homeland",
    ]
)
_AND_AFTER: Final = frozenset(
    [
        "Human",
        "Urban",
        "Cooperation",
        "Development",
        "Security",
        "Technology",
        "Immigration",
        "Prevention",
        "Sports",
        "Industry",
        "Sport",
        "Culture",
        "Sciences",
        "Science",
        "Trade",
        "Welfare",
        "Commerce",
        "Border",
        "Exchange",
        "Rural",
        "Food",
        "Fisheries",
        "Forestry",
        "Social",
        "Health",
        "Education",
        "Research",
        "Energy",
        "Policy",
        "Communications",
        "Control",
        "Families",
        "Media",
        "Tourism",
        "Labor",
        "Labour",
        "Recreation",
        "Budget",
        "Statistics",
        "Political",
        "Strategic",
        "International",
        "Economic",
        "Peace",
        "Medicine",
        "Arts",
        "Foreign",
        "Democracy",
        "Naturalization",
        "Customs",
        "Explosives",
        "Atmospheric",
        "Defense",
        "Defence",
    ]
)
_FOR_HEADS: Final = frozenset(
    [
        "Center",
        "Centre",
        "Institute",
        "Committee",
        "Campaign",
        "Commission",
        "Agency",
        "Council",
        "Foundation",
        "Movement",
        "Organization",
        "Centers",
        "Union",
        "Fund",
        "Coalition",
        "Party",
    ]
)
_NOT_ALONE: Final = frozenset(
    [
        "Friends",
        "Sons",
        "Daughters",
        "Order",
        "House",
        "City",
        "State",
        "Islands",
        "Sea",
        "Mountains",
        "Valley",
        "Coast",
        "Mount",
        "Region",
    ]
)
_NOT_BREAKING: Final = frozenset(
    [
        "General",
        "Major",
        "Private",
        "Premier",
        "Prince",
        "Princess",
        "King",
        "Queen",
        "Duke",
        "Saint",
        "Justice",
        "Manager",
        "Cardinal",
        "Coach",
        "Author",
        "Leader",
        "Count",
        "Marshal",
        "Judge",
        "Director",
        "Chief",
        "Sister",
        "Father",
        "Brother",
        "Lord",
        "Lady",
        "Captain",
    ]
)
_PLACE_TITLES: Final = frozenset(
    ["Saint", "Lake", "Mount", "General", "Former", "Private", "Chief"]
)
_ALSO_NAMES: Final = frozenset(["Christian", "Roma", "Pole", "Orthodox", "Liberal", "Conservative"])
_DOUBTFUL: Final = frozenset(
    [
        "Target",
        "Total",
        "Shell",
        "Visa",
        "Meta",
        "Gulf",
        "Heat",
        "Magic",
        "Thunder",
        "Jazz",
        "Nets",
        "Stars",
        "Wild",
        "Blues",
        "Flames",
        "Kings",
        "Saints",
        "Giants",
        "Angels",
        "Royals",
        "Twins",
        "Devils",
        "Capitals",
        "Lions",
        "Bears",
        "Eagles",
        "Rangers",
        "Pirates",
        "Rockets",
        "Suns",
        "Bills",
        "Jets",
        "Lightning",
        "Avalanche",
        "Hurricanes",
        "Ducks",
        "Sharks",
        "Masters",
        "Indians",
        "Solidarity",
        "Greens",
        "Commonwealth",
        "Enlightenment",
        "Cardinals",
        "Tigers",
        "Dolphins",
        "Panthers",
        "Falcons",
        "Senators",
        "Bath",
        "Split",
        "Nice",
        "Guardian",
        "Intel",
        "Chiefs",
        "Vikings",
        "Nationals",
        "Rays",
        "IS",
    ]
)
_TAIL_SURNAMES: Final = frozenset(
    [
        "Young",
        "Bank",
        "Banks",
        "Park",
        "Hall",
        "Lane",
        "Hill",
        "Wall",
        "Front",
        "Point",
        "Church",
        "Gates",
        "Marsh",
        "Rivers",
        "Service",
        "Falls",
        "Forest",
        "Garden",
        "Temple",
        "Sound",
        "Town",
        "Village",
        "Road",
        "Office",
        "Court",
        "Power",
        "Force",
        "Post",
        "Field",
        "Oil",
        "Steel",
        "Pierce",
        "Parks",
        "Guard",
        "Fund",
        "Sun",
        "Star",
        "Cliff",
        "Pier",
        "Base",
        "Masters",
        "Club",
        "Wire",
        "Mission",
        "Peak",
    ]
)
_PREFIXES: Final = frozenset(
    [
        "Anti",
        "Pro",
        "Post",
        "Pre",
        "Mid",
        "Non",
        "Ex",
        "Neo",
        "Trans",
        "Inter",
        "Semi",
        "Multi",
        "Self",
        "Vice",
        "Co",
        "Re",
        "Un",
        "Sub",
        "Ultra",
        "All",
        "Cross",
        "Sino",
        "Franco",
        "Russo",
        "Anglo",
        "Afro",
        "Euro",
        "Indo",
        "North",
        "South",
    ]
)
