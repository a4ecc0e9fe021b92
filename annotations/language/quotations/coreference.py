"""Whom "he", "she" and "the spokesman" stand for, by what the article said before.

The subject of the sentence just before comes first, then who spoke last. Sex, where title, first
name or description tell it, has to agree. Where the nearest subject and the last speaker differ
and neither stands in the sentence just before, nobody is named: no speaker is better than a wrong
one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from annotations.articles.article import Span
from annotations.language.lexicon import lazily, words
from annotations.language.model import Entity, Mention
from annotations.language.names.gazetteer import gazetteer

_APPOSITION: Final = lazily(
    r",[ \u00a0](?:the|a|an|who (?:is|was|serves as)(?: the| a)?"
    r"|[\w’. ]{0,24}’s)?[ \u00a0]?([^,.;:“”]{3,70})[,.]"
)
_MALE: Final = words(
    "Mr. Mr Sir Lord King Prince Sheikh Father Brother Alhaji Mallam Shri Imam Rabbi Pope Cardinal"
    " Bishop Archbishop Duke Baron spokesman chairman congressman businessman policeman fisherman"
    " gunman husband father son brother uncle actor king prince widower fireman craftsman cameraman"
)
_FEMALE: Final = words(
    "Mrs. Mrs Ms. Ms Miss Dame Lady Queen Princess Sister Smt Smt. Hajiya Alhaja Duchess Baroness"
    " spokeswoman chairwoman congresswoman businesswoman policewoman wife mother daughter sister"
    " aunt actress queen princess widow midwife waitress"
)
_SELF_SEX: Final = lazily(
    r"(?:,[^,\0]{2,60},)?[ \u00a0](?:said|says|added|thought|believed|insisted|told [\w ]{2,30}?)"
    r"[ \u00a0](?:that[ \u00a0])?(?P<who>he|she)(?!\w)"
)
_INTRODUCTION: Final = lazily(
    r"(?:[A-Z]\w*ing|[A-Z]\w*ed|On|In|At|After|During|Before|By|From|With|For|Since|As|Under|Over"
    r"|Near|Outside|Inside|Across|Behind|Despite|Like|Unlike|Once|When|While|If|Although|Though"
    r"|Later|Earlier|Meanwhile|Still|Yet|However|Instead|Then|Now|Yesterday|Today|Last|This|But"
    r"|And|Also|To|Of)(?!\w)[^\0]*,[ \u00a0]"
)
_VERB: Final = lazily(
    r"\b(?:is|was|were|are|be|been|has|had|have|will|would|could|can|may|might|must|should|did"
    r"|does|do|said|says|told|tells|met|saw|gave|took|made|got|went|came|left|sent|held|led|won"
    r"|lost|beat|ran|wrote|found|knew|thought|put|set|[a-z]{2,}ed|[a-z]{3,}ing)(?!\w)"
)
_PREPOSITION: Final = lazily(
    r"\b(?:of|for|in|at|from|on|with|to|by|under|near|about|against|into|over|as|between|behind"
    r"|after|before|like|than|including)(?!\w)"
)
_JOINED: Final = lazily(
    r"[ ,\u00a0]*and[ \u00a0](?:(?:the|an?|his|her|its|their)[ \u00a0][^,.;:\0]{2,40},?[ \u00a0])?"
)
_PRONOUN: Final = lazily(r"(?:But |And |Then |Still, |Yet |Later,? )?(?P<who>He|She)(?!\w)")
_AGED: Final = lazily(r"(?:the[ \u00a0])?(\d{1,3})[- ]year[- ]old(?!\w)")
_FAR: Final = 1500
"""Further back nobody is remembered as the last speaker."""
_BACK: Final = 3
"""So many sentences before the one just before are looked at."""


class People:
    """The persons of one article, in the order in which it mentions them.

    Args:
        text: The article's.
        masked: The same with its quotations blanked out.
        spans: Its sentences.
        mentions: Its persons; those inside of quotations are nobody's antecedents.
    """

    def __init__(
        self, text: str, masked: str, spans: Sequence[Span], mentions: Sequence[Mention]
    ) -> None:
        self.text, self.masked, self.spans = text, masked, spans
        self.sentences = [span.start for span in spans]
        self.mentions = [m for m in mentions if masked[m.span.start] != "\0"]
        self.starts = [mention.span.start for mention in self.mentions]
        self._sexes: dict[str, str] | None = None
        self._roles: dict[str, list[tuple[int, Mention]]] | None = None
        self._subjects: dict[int, list[Mention]] = {}

    @property
    def sexes(self) -> dict[str, str]:
        """`m` or `f` for those whose title, description or first name says it."""
        if self._sexes is None:
            self._sexes = self._find_sexes()
        return self._sexes

    def _find_sexes(self) -> dict[str, str]:
        known: dict[str, str] = {}
        lists = gazetteer()
        for mention in self.mentions:
            key = mention.entity.key
            if key in known:
                continue
            start, end = mention.span
            before = self.text[max(start - 24, 0) : start].rpartition("\n")[2].split()[-1:]
            apposed = _APPOSITION.match(self.text, end, end + 110)
            described = {*before, *(apposed.group(1).split() if apposed else ())}
            first = mention.entity.name.partition(" ")[0]
            told = _SELF_SEX.match(self.masked, end)
            if described & _MALE:
                known[key] = "m"
            elif described & _FEMALE:
                known[key] = "f"
            elif first in lists.male:
                known[key] = "m"
            elif first in lists.female:
                known[key] = "f"
            elif told:
                known[key] = "m" if told.group("who") == "he" else "f"
        return known

    def pronoun(self, word: str, at: int, favourite: Entity | None, spoke: Span) -> Mention | None:
        """The person whom "he" or "she" at `at` stands for.

        Args:
            word: In lower case; anything but "he" and "she" is of either sex.
            at: Where it is.
            favourite: Who spoke last.
            spoke: The words that were spoken last.
        """
        sex = {"he": "m", "she": "f"}.get(word, "")
        index = self._sentence(at)
        if self.text[max(at - 2, 0) : at] != ", ":
            for mention in self._between(self.spans[index].start, at):
                if self._fits(mention, sex) and not self._owned(mention):
                    return mention
        index = self._quoted_from(index)
        last = self._last(favourite, self.spans[index].start, sex)
        if index == 0:
            return last
        before = self.spans[index - 1]
        if last and spoke.end > before.start:
            return last
        subjects = [m for m in self.subjects(index - 1) if self._fits(m, sex)]
        if len(subjects) == 1:
            return subjects[0]
        return self._agreed(index - 1, sex, last, spoke)

    def _agreed(self, index: int, sex: str, last: Mention | None, spoke: Span) -> Mention | None:
        """Whom the sentences up to `index` and the last speaker agree on."""
        for at in range(index, max(index - _BACK, -1), -1):
            if last and spoke.end > self.spans[at].start:
                return last
            fitting = {m.entity: m for m in self._between(*self.spans[at]) if self._fits(m, sex)}
            if not fitting:
                continue
            if last and last.entity in fitting:
                return fitting[last.entity]
            named = [m for m in fitting.values() if self.sexes.get(m.entity.key)]
            if last and sex and self.sexes.get(last.entity.key) and not named:
                return last
            if last or len(fitting) > 1:
                subject = [m for m in self.subjects(at) if m.entity in fitting]
                return subject[0] if not last and len(subject) == 1 else None
            return next(iter(fitting.values()))
        return last

    def subjects(self, index: int) -> list[Mention]:
        """The persons whom the sentence is about: its first one, and who is joined by "and"."""
        known = self._subjects.get(index)
        if known is None:
            known = self._subjects[index] = self._find_subjects(index)
        return known

    def _find_subjects(self, index: int) -> list[Mention]:
        start, end = self.spans[index]
        opening = _PRONOUN.match(self.masked, start, end)
        if opening and index and self.masked[start - 1] != "\0":
            sex = "m" if opening.group("who") == "He" else "f"
            # One step back is enough: who goes on as "he" was named in the sentence before.
            before = self._subjects.get(index - 1) or self._named(index - 1)
            return [m for m in before if self._fits(m, sex)]
        return self._named(index)

    def _named(self, index: int) -> list[Mention]:
        """The persons named as subject of the sentence."""
        start, end = self.spans[index]
        found: list[Mention] = []
        for mention in self._between(start, end)[:3]:
            if found:
                gap = self.masked[found[-1].span.end : mention.span.start]
                if not _JOINED.fullmatch(gap) or _VERB.search(gap):
                    break
                found.append(mention)
            elif self._is_subject(mention, start):
                found.append(mention)
            elif _VERB.search(self.masked, start, mention.span.start):
                break
        return found

    def _is_subject(self, mention: Mention, start: int) -> bool:
        """Whether nothing but an introduction, a title or a noun in apposition stands before."""
        if self._owned(mention):
            return False
        begin = max(start, mention.span.start - 200)
        introduction = _INTRODUCTION.match(self.masked, begin, mention.span.start)
        prefix = self.masked[introduction.end() if introduction else begin : mention.span.start]
        if "\0" in prefix or _VERB.search(prefix):
            return False
        if "," in prefix[-28:]:
            return True
        small = [word for word in prefix.split() if word.islower()]
        described = not small or small[-1] in gazetteer().roles
        return described and not _PREPOSITION.search(prefix)

    def _between(self, start: int, end: int) -> Sequence[Mention]:
        first = bisect_left(self.starts, start)
        return self.mentions[first : min(bisect_left(self.starts, end), first + 12)]

    def _sentence(self, at: int) -> int:
        return max(bisect_right(self.sentences, at) - 1, 0)

    def _quoted_from(self, index: int) -> int:
        """The sentence in which a quotation began that goes on at the start of this one."""
        while index and self.masked[self.spans[index].start - 1] == "\0":
            index -= 1
        return index

    def _last(self, favourite: Entity | None, at: int, sex: str) -> Mention | None:
        """Where who spoke last was named last, if it is not too far and may be "he" or "she"."""
        if favourite is None or favourite.type != "person":
            return None
        for mention in reversed(self.mentions[: bisect_left(self.starts, at)][-60:]):
            if mention.entity == favourite:
                near = at - mention.span.end < _FAR
                return mention if near and self._fits(mention, sex) else None
        return None

    def _fits(self, mention: Mention, sex: str) -> bool:
        return not sex or self.sexes.get(mention.entity.key, sex) == sex

    def _owned(self, mention: Mention) -> bool:
        return self.text.startswith(("’s", "'s", "’ ", "' "), mention.span.end)

    def aged(self, age: str, at: int) -> Mention | None:
        """The person whom "the 34-year-old" stands for, if an age was told."""
        for mention in reversed(self.mentions[: bisect_left(self.starts, at)][-40:]):
            if self.text.startswith(
                (f", {age},", f", {age} ", f", {age}.", f" ({age})"), mention.span.end
            ):
                return mention
        return None

    def role(self, described: str, at: int) -> Mention | None:
        """The person whom "the spokesman" stands for, if the article said who that is."""
        if self._roles is None:
            self._roles = self._find_roles()
        known = self._roles.get(described.split()[-1], [])
        named = {mention.entity for place, mention in known if place < at}
        last = bisect_left(self.starts, at)
        recent = (m for m in reversed(self.mentions[max(last - 80, 0) : last]) if m.entity in named)
        return next(recent, None)

    def _find_roles(self) -> dict[str, list[tuple[int, Mention]]]:
        roles: dict[str, list[tuple[int, Mention]]] = {}
        listed = gazetteer().roles
        for mention in self.mentions:
            start, end = mention.span
            before = self.text[max(start - 60, 0) : start].rpartition("\n")[2]
            before = before.rpartition(". ")[2].lower()
            apposed = _APPOSITION.match(self.text, end, end + 110)
            after = apposed.group(1).lower().split() if apposed else []
            named = before.replace(",", " ").split()[-7:]
            if "," not in before and " of " not in before:
                named = named[-2:]
            for word in {*named, *after} & listed:
                roles.setdefault(word, []).append((start, mention))
        return roles


def age_in(described: str) -> str:
    """The number in "the 34-year-old", or nothing."""
    match = _AGED.match(described)
    return match.group(1) if match else ""
