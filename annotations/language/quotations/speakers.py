"""Words of reporting, and whose they are: the subject of "said" in all its places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from annotations.articles.article import Span
from annotations.language.lexicon import lazily, words
from annotations.language.model import Mention
from annotations.language.quotations.reporting_verbs import PARTICIPLES, ROLES

PRONOUNS: Final = words("he she they we i it He She They We I It who")
_NOBODY: Final = words("it It there There which that what")
_AUXILIARY: Final = (
    r"(?:(?:has|had|have|also|later|then|again|repeatedly|once|often|previously|recently|reportedly"
    r"|simply|publicly|privately|only|still|even|first|both|is|was|were|are|would|did|do|does|will"
    r"|further|now|never|always|earlier|quickly|angrily|bluntly|flatly|cheerfully|himself|herself"
    r"|\w+ly|not)[ \u00a0]+)*"
)
_AUXILIARIES: Final = words(
    """
    has had have also later then again repeatedly once often previously recently reportedly simply
    publicly privately only still even first both is was were are would did do does will further
    now never always earlier quickly angrily bluntly flatly cheerfully himself herself not
    """
)
_SPEAKING: Final = words("he she they we i")
_BEFORE_PRONOUN: Final = " \u00a0\n,;:—–(\0"
_NOUN_WITHIN: Final = 260
"""So far before its verb the words of a subject are looked for."""
_DETERMINERS: Final = words(
    "the a an one another his her its their our my some several many most two three both this that"
)
_PREPOSITIONS: Final = words("of for in at from on with to by under near about against into over")
_CLAUSE: Final = lazily(
    r"[,;:—–(\0]|(?<![\w’'-])(?:that|and|but|as|when|while|because|after|before|if|so|though"
    r"|although"
    r"|where|what|which|who|whom|But|And|As|When|While|If|Still)(?![\w’'-])"
)
_OWN_NOUN: Final = lazily(rf"[’']s?[ \u00a0](?:[a-z][\w-]*[ \u00a0]){{1,4}}{_AUXILIARY}$")
_OF_GAP: Final = lazily(r"[ \u00a0](?:of|from|at|for|with|in)[ \u00a0](?:the[ \u00a0])?")
_RIGHT_NOUN: Final = lazily(
    r"[ \u00a0](?P<who>(?:the|an?|one|another|his|her|their|its|our|my)[ \u00a0][^,.;:—–\0]{2,90}?)"
    r"(?=[,.;:—–\0]|$|[ \u00a0](?:who|that|which|when|after|before|as|while|in[ \u00a0]an?"
    r"|on[ \u00a0][A-Z]"
    r"|at[ \u00a0]a|during|by)(?!\w))"
)
_WHO_CLAUSE: Final = lazily(
    r"(?:^|[,;][ \u00a0])(?P<who>(?:\w+[ \u00a0]){0,4}\w+)[ \u00a0](?:who|whose"
    r"|which)[ \u00a0][^,;]+$"
)
_DASH: Final = lazily(r"\s{0,3}[-–—]{1,2}[ \u00a0]?(?:(?:Mr|Mrs|Ms|Dr)\.?[ \u00a0])?")
_SIGNED: Final = lazily(r"[ \u00a0]*(?:$|\n|\.(?:\n|$)|,[ \u00a0][A-Z]|\()")
_TITLED: Final = lazily(
    r"(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Capt|Maj|Sgt|Adm|Prof|Rev)\.|[A-Z][\w-]+|[a-z]+"
    r"|the|of|U\.S\.|’s)"
)


_FAR: Final = 600
"""Characters to the left of a verb among which its subject is looked for."""


class Cued(NamedTuple):
    """A reporting verb and where it is."""

    start: int
    end: int
    word: str


class Speaker(NamedTuple):
    """Who speaks: a mention, a pronoun or a noun."""

    start: int
    end: int
    mention: Mention | None = None

    @property
    def span(self) -> Span:
        """Where the words for the speaker are."""
        return Span(self.start, self.end)


class Subjects:
    """Finds whose a reporting verb is, in text with its quotations blanked out."""

    def __init__(self, masked: str, mentions: Sequence[Mention]) -> None:
        self.masked = masked
        self.speaking = [
            m
            for m in mentions
            # What is blanked out of the text is an aside: "(D-Mo.)".
            if m.type not in ("date", "time", "event") and masked[m.span.start] != " "
        ]
        self.starts = [mention.span.start for mention in self.speaking]
        self.people = [m for m in self.speaking if m.type == "person"]
        self.people_starts = [mention.span.start for mention in self.people]

    def before(self, cue: Cued, start: int) -> Speaker | None:
        """The subject to the left of a verb in the sentence that starts at `start`."""
        start = max(start, cue.start - _FAR)
        if cue.word in PARTICIPLES:
            return None
        left = self.masked[start : cue.start]
        trimmed = _without_auxiliaries(left)
        stop = start + len(trimmed)
        word = trimmed[-5:].rpartition(" ")[2].lstrip(_BEFORE_PRONOUN)
        free = len(word) == len(trimmed) or trimmed[-len(word) - 1] in _BEFORE_PRONOUN
        if word.lower() in _SPEAKING and stop < cue.start and free:
            return Speaker(stop - len(word), stop)
        mention = self._last(start, cue.start)
        gap = self.masked[mention.span.end : cue.start] if mention else ""
        near = mention and stop - mention.span.end < 4
        if mention and near and self.masked[mention.span.end : stop].strip() in ("", "’s", "'s"):
            if not self._governed(mention, start):
                return Speaker(*mention.span, mention)
            if (head := self._head(mention, start)) is not None:
                return Speaker(*head.span, head)
        if mention and _OWN_NOUN.match(gap):
            return Speaker(mention.span.start, stop)
        if trimmed.endswith(",") or trimmed.endswith(" who"):
            at = start + len(trimmed.removesuffix("who").rstrip(" \u00a0,"))
            plain = trimmed.endswith(" who") and self.masked.find(",", start, at) < 0
            noun = self._noun(start, self.masked[start:at]) if plain else None
            return noun or self._apposed(start, at, whose=trimmed.endswith(" who"))
        if trimmed.endswith((" and", " but")):
            return self._of_clause(start, cue.start)
        return self._noun(start, trimmed)

    def _noun(self, start: int, left: str) -> Speaker | None:
        """The noun at the end of `left`: "a spokesman for the ministry", "officials"."""
        if found := _WHO_CLAUSE.search(left):
            return Speaker(start + found.start("who"), start + found.end("who"))
        base = max(len(left) - _NOUN_WITHIN, 0)
        for match in _CLAUSE.finditer(left, base):
            base = match.end()
        found_words = list(re.finditer(r"[^ \u00a0]+", left[base:]))
        listed = [match.group().lower() for match in found_words]
        first = None
        for at, word in enumerate(listed):
            if word in _DETERMINERS and (at == 0 or listed[at - 1] not in _PREPOSITIONS):
                first = at
        if first is None:
            plain = [at for at, word in enumerate(listed[:6]) if word in ROLES]
            if not plain or any(word in _PREPOSITIONS for word in listed[: plain[0]]):
                return None
            first = 0
        size = len(listed) - first
        if size > 12 or (size == 1 and listed[first] not in ROLES):
            return None
        return Speaker(start + base + found_words[first].start(), start + len(left))

    def _governed(self, mention: Mention, start: int) -> bool:
        """Whether a preposition stands before a mention: "one in Kyiv said"."""
        before = self.masked[start : mention.span.start].split()[-12:]
        size = len(before)
        while before and _TITLED.fullmatch(before[-1]) and not before[-1].islower():
            before.pop()
        if before and before[-1] == "the":
            before.pop()
        titled = before[-1:] == ["of"] and before[-2:-1] and before[-2][:1].isupper()
        if titled and size > len(before) and mention.type == "person":
            # "Leader of Opposition Ann Holt": the name is no part of what "of" governs.
            return False
        return bool(before) and before[-1].lower() in _PREPOSITIONS

    def _head(self, mention: Mention, start: int) -> Mention | None:
        """The person or body that "of Norway" belongs to."""
        at = bisect_left(self.starts, mention.span.start) - 1
        if at < 0 or self.starts[at] < start:
            return None
        head = self.speaking[at]
        gap = self.masked[head.span.end : mention.span.start]
        fits = head.type in ("person", "organisation") and _OF_GAP.fullmatch(gap)
        return head if fits else None

    def after(self, cue: Cued, end: int) -> Speaker | None:
        """The subject to the right of a verb that stands before it: `said the mayor`."""
        right = self.masked[cue.end : end]
        mention = self._first(cue.end, end)
        if found := re.match(r"[ \u00a0](he|she|they|we|I)(?!\w)", right):
            return Speaker(cue.end + found.start(1), cue.end + found.end(1))
        if mention is not None:
            gap = self.masked[cue.end : mention.span.start].split()
            plain = len(gap) < 7 and all(_TITLED.fullmatch(word) for word in gap)
            if plain and not any(word in _PREPOSITIONS for word in gap):
                named = self._name_behind(mention, end)
                lower = any(word.islower() and word not in ("the", "a", "an") for word in gap)
                if named or not lower:
                    mention = named or mention
                    return Speaker(*mention.span, mention)
        if found := _RIGHT_NOUN.match(right):
            named = self._apposed_behind(cue.end + found.end("who"), end)
            if named is not None:
                return Speaker(*named.span, named)
            return Speaker(cue.end + found.start("who"), cue.end + found.end("who"))
        if found := re.match(r"[ \u00a0](\w+)", right):
            at = cue.end + found.start(1)
            if found.group(1) in ROLES:
                return Speaker(at, at + len(found.group(1)))
        return None

    def absolute(self, cue: Cued, start: int) -> Speaker | None:
        """The subject that a participle brings along: "with its head, Jo Lamb, stating"."""
        at = bisect_left(self.people_starts, cue.start) - 1
        if at < 0 or self.people_starts[at] < start:
            return None
        person = self.people[at]
        gap = self.masked[person.span.end : cue.start]
        if not gap.strip(" \u00a0"):
            return Speaker(*person.span, person)
        before = self.masked[max(start, person.span.start - 90) : person.span.start]
        brought = re.search(r"(?:^|[ \u00a0,])with[ \u00a0][^;:\0]*$", before)
        return Speaker(*person.span, person) if brought and len(gap) < 90 else None

    def at(self, place: int) -> Speaker | None:
        """The person who is named right behind `place`, titles aside."""
        index = bisect_left(self.people_starts, place)
        if index == len(self.people) or self.people_starts[index] > place + 40:
            return None
        person = self.people[index]
        gap = self.masked[place : person.span.start]
        fits = gap[:1] in (" ", "\u00a0") and _only_titles(gap)
        return Speaker(*person.span, person) if fits else None

    def signature(self, place: int) -> Speaker | None:
        """The name in `“Bring back the trams.” - Ann Holt, Dublin`, on its line or the next."""
        index = bisect_left(self.people_starts, place)
        if index == len(self.people) or self.people_starts[index] > place + 12:
            return None
        person = self.people[index]
        dashed = _DASH.fullmatch(self.masked, place, person.span.start)
        signs = dashed and _SIGNED.match(self.masked, person.span.end)
        return Speaker(*person.span, person) if signs else None

    def _apposed_behind(self, at: int, end: int) -> Mention | None:
        """The person in "her rival, Sen. Tom Reed", whose noun ends at `at`."""
        index = bisect_left(self.people_starts, at)
        if index == len(self.people) or self.people_starts[index] >= end:
            return None
        gap = self.masked[at : self.people_starts[index]]
        fits = gap.startswith(", ") and len(gap) < 40 and _only_titles(gap[2:])
        return self.people[index] if fits else None

    def named(self, start: int, end: int) -> Speaker:
        """The speaker whose words are known: the mention in them, or they themselves."""
        mention = self._first(start, end)
        if mention is not None and mention.type in ("person", "organisation"):
            return Speaker(*mention.span, mention)
        return Speaker(start, end)

    def first_person(self, start: int, end: int) -> bool:
        """Whether a person is named between the two."""
        at = bisect_left(self.people_starts, start)
        return at < len(self.people) and self.people_starts[at] < end

    def _name_behind(self, mention: Mention, end: int) -> Mention | None:
        """The person in "said NATO Secretary-General Mark Rutte" and "said Kyiv's mayor, X"."""
        if mention.type == "person" and not self.masked.startswith(("’s", "'s"), mention.span.end):
            return mention
        at = bisect_left(self.people_starts, mention.span.end)
        if at == len(self.people):
            return None
        person = self.people[at]
        gap = self.masked[mention.span.end : person.span.start]
        return (
            person
            if person.span.start < end
            and len(gap) < 60
            and not re.search(
                r"[;:.](?!\w)|\b(?:that|who|and|in|on|at)\b",
                gap.replace("Mr.", "").replace("Gen.", ""),
            )
            else None
        )

    def _last(self, start: int, end: int) -> Mention | None:
        at = bisect_left(self.starts, end) - 1
        return self.speaking[at] if at >= 0 and self.starts[at] >= start else None

    def _first(self, start: int, end: int) -> Mention | None:
        at = bisect_left(self.starts, start)
        return self.speaking[at] if at < len(self.starts) and self.starts[at] < end else None

    def _apposed(self, start: int, at: int, *, whose: bool) -> Speaker | None:
        """The name that a description between commas belongs to; `at` is where that ends.

        Whose words "who said" brings is the one who is named last.
        """
        comma = self.masked.rfind(",", start, at)
        inside = self._last(max(comma, start), at)
        fits = _only_titles if whose else _apposes
        if (
            inside
            and inside.span.end == at
            and inside.type == "person"
            and (comma < 0 or fits(self.masked[comma + 1 : inside.span.start]))
        ):
            return Speaker(*inside.span, inside)
        while comma > start:
            mention = self._last(start, comma)
            if mention and mention.span.end == comma and mention.type in ("person", "organisation"):
                return Speaker(*mention.span, mention)
            comma = self.masked.rfind(",", start, comma)
        return self._noun_apposed(start, at) or self._of_clause(start, at)

    def _noun_apposed(self, start: int, at: int) -> Speaker | None:
        """Of "The minister, who is preparing a budget, called": the noun before the first comma."""
        comma = self.masked.find(",", start, at)
        if comma < 0:
            return None
        if re.match(r"(?:On|In|At|After|During|Before|By)[ \u00a0]", self.masked[start:comma]):
            comma, start = self.masked.find(",", comma + 1, at), comma + 1
        noun = self._noun(start, self.masked[start:comma]) if comma > 0 else None
        inside = noun and self._first(noun.start, noun.end)
        return None if inside and inside.type == "person" else noun

    def _of_clause(self, start: int, at: int) -> Speaker | None:
        """The subject of the whole sentence: its first person, or whom "who" stands for."""
        who = max(self.masked.rfind(" who ", start, at), -1)
        if who > 0 and self.masked[who - 1] == ",":
            return self._apposed(start, who - 1, whose=True)
        clause = max(self.masked.rfind("; ", start, at), start)
        index = bisect_left(self.people_starts, clause)
        if index < len(self.people) and self.people[index].span.end <= at:
            person = self.people[index]
            if not self.masked.startswith(("’s", "'s"), person.span.end):
                return Speaker(*person.span, person)
        opening = re.match(
            r"(?:But |And |Then |Still, )?(He|She|They)(?!\w)", self.masked[start:at]
        )
        if opening:
            return Speaker(start + opening.start(1), start + opening.end(1))
        mention = self._first(start, at)
        return (
            Speaker(*mention.span, mention) if mention and mention.type == "organisation" else None
        )

    def of_clause(self, start: int, at: int) -> Speaker | None:
        """The subject that a participle at `at` borrows."""
        return self._of_clause(start, at)


def _without_auxiliaries(left: str) -> str:
    """What stands before "has also", "later", "angrily" at the end of `left`."""
    end = len(left)
    while True:
        while end and left[end - 1] in " \u00a0":
            end -= 1
        begin = max(left.rfind(" ", 0, end), left.rfind("\u00a0", 0, end)) + 1
        word = left[begin:end]
        if not begin or not (word in _AUXILIARIES or (word.endswith("ly") and word.isalpha())):
            return left[:end]
        end = begin


_RELATIVE: Final = (_PREPOSITIONS - {"of"}) | words(
    "who whose whom which where when while as than like and or beside behind between"
)
"""Words that a name behind a comma is governed by: "Reed, who met Holt, said"."""


def _apposes(gap: str) -> bool:
    """Whether what stands between a comma and a name describes the name, not whom it met."""
    inside = gap.lower().split()
    if not _only_titles(gap) or inside[-1:] == ["of"]:
        return False
    return not any(word in _RELATIVE or word.endswith("ing") for word in inside)


def _only_titles(words_between: str) -> bool:
    return all(
        _TITLED.fullmatch(word) and word.lower() not in _DETERMINERS | _PREPOSITIONS
        for word in words_between.split()
    )
