"""Who and what is named: names with their types, and the entities behind them.

Each name is first judged where it stands; then the whole article votes, so that a bare "Umerov"
is the person whom an earlier sentence introduced in full.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from annotations.articles.article import Span
from annotations.language.document import View
from annotations.language.lexicon import lazily
from annotations.language.model import Entity, Mention, MentionType, Quantity
from annotations.language.names.classification import Judge
from annotations.language.names.extraction import SHORT, Name, Namer
from annotations.language.names.gazetteer import gazetteer
from annotations.language.names.runs import Run, Token, find_runs


def find_mentions(view: View, quantities: Sequence[Quantity]) -> list[Mention]:
    """Every mention in the text, in reading order; dates and times among them."""
    dated = [quantity for quantity in quantities if quantity.type in ("date", "time")]
    found = [_date(view.text, quantity) for quantity in dated]
    if view.english:
        found.extend(_memory(view, quantities).mentions())
    return sorted(found, key=lambda mention: mention.span)


def find_open(view: View, quantities: Sequence[Quantity]) -> list[Span]:
    """Where names may stand whose type the rules leave open or guess from little, in order."""
    return _memory(view, quantities).open() if view.english else []


def _memory(view: View, quantities: Sequence[Quantity]) -> _Memory:
    taken = [q.span for q in quantities if q.type in ("date", "time", "money", "measure")]
    judge = Judge(view.text)
    return _Memory(judge, _names(view, taken, judge))


def _date(text: str, quantity: Quantity) -> Mention:
    kind: MentionType = "time" if quantity.type == "time" else "date"
    key = f"{kind}:{quantity.resolved or quantity.timex}"
    return Mention(quantity.span, kind, Entity(key, quantity.span.of(text), kind))


def _names(view: View, dates: list[Span], judge: Judge) -> list[Name]:
    namer = Namer(judge)
    starts = [span.start for span in dates]
    names: list[Name] = []
    for sentence in view.spans:
        runs = [
            part for run in find_runs(view.text, sentence) for part in _without(run, dates, starts)
        ]
        names.extend(namer.names(runs))
    return _coordinated(view.text, names)


def _coordinated(text: str, names: list[Name]) -> list[Name]:
    """Let a name of which little is known have the type of what "and" joins it with."""
    told = list(names)
    for order in (range(1, len(told)), range(len(told) - 2, -1, -1)):
        for at in order:
            name, other = told[at], told[at - 1 if order.step > 0 else at + 1]
            if not 0 < name.weight < 0.95 or other.weight < 0.8 or name.shouted:
                continue
            first, last = sorted((name, other), key=lambda each: each.start)
            gap = text[first.end : last.start]
            if other is last and text.startswith(("’", "'"), other.end):
                # "Naftogaz and Poland’s Orlen": it is Orlen that is joined.
                continue
            listed = gap == ", " and name.weight < 0.6 and len(name.words) == 1
            if listed and other.type != "place":
                listed = text.startswith((", ", " and "), name.end) and name.start > other.start
            if (gap in _COORDINATES or listed) and other.type in _COORDINATED:
                told[at] = name._replace(type=other.type, weight=max(name.weight, 0.8))
    return told


def _without(run: Run, dates: list[Span], starts: list[int]) -> Iterable[Run]:
    """What dates leave of a run."""
    first, last = run.tokens[0].start, run.tokens[-1].end
    at = bisect_left(starts, first)
    if (at == 0 or dates[at - 1].end <= first) and (at == len(dates) or starts[at] >= last):
        return (run,)
    near = [
        span for span in dates[max(at - 1, 0) : at + 8] if span.start < last and first < span.end
    ]
    if not near:
        return (run,)
    parts: list[Run] = []
    tokens: list[Token] = []
    for token in run.tokens:
        if any(span.start < token.end and token.start < span.end for span in near):
            if tokens:
                parts.append(run._replace(tokens=tokens))
            tokens = []
        else:
            tokens.append(token)
    if tokens:
        opening = run.opening and tokens[0] is run.tokens[0]
        parts.append(run._replace(tokens=tokens, opening=opening))
    return parts


class _Memory:
    """What one article says of its names."""

    def __init__(self, judge: Judge, names: list[Name]) -> None:
        self.judge = judge
        self.text = judge.text
        self.names = names
        self.lists = gazetteer()
        self.votes: dict[str, dict[MentionType, float]] = defaultdict(lambda: defaultdict(float))
        for name in names:
            if name.weight > 0:
                self.votes[name.surface][name.type] += name.weight
        self.types = {
            surface: max(votes, key=lambda kind: votes[kind])
            for surface, votes in self.votes.items()
        }
        self.full: dict[str, dict[str, None]] = defaultdict(dict)
        self._longer: dict[tuple[MentionType, str], list[str]] | None = None
        self.given: dict[str, set[str]] = defaultdict(set)
        self._introduce()
        self.names = [self._lowered(name) for name in names]
        self.long_forms = self._long_forms()
        self.ends = self._ends()
        self.starts = self._starts()

    def _lowered(self, name: Name) -> Name:
        """A surname in capitals, as transcripts have it, in the letters of its introduction."""
        plain = name.surface.capitalize()
        if len(name.words) == 1 and name.surface.isupper() and plain in self.full:
            return name._replace(words=(plain,), type="person", weight=1.0)
        return name

    def _introduce(self) -> None:
        """Note whom a last or a first name alone stands for."""
        for name in self.names:
            if name.type != "person" or self.types.get(name.surface) != "person":
                continue
            words = [word for word in name.words if word not in self.lists.person_suffixes]
            if len(words) < 2:
                continue
            keys = {words[-1], _ARTICLE.sub("", words[-1])}
            if words[-2] in self.lists.particles:
                keys.add(" ".join(words[-2:]))
            for key in keys:
                if len(self.full[key]) < _NAMESAKES:
                    self.full[key][name.surface] = None
            self.given[words[0]].add(name.surface)

    def _long_forms(self) -> dict[str, str]:
        """Acronyms that the article explains -> the name they stand for."""
        forms: dict[str, str] = {}
        for surface, kind in self.types.items():
            if kind not in ("organisation", "place", "event") or " " not in surface:
                continue
            letters = "".join(word[0] for word in re.split(r"[ -]", surface) if word[:1].isupper())
            if len(letters) > 1:
                forms.setdefault(letters, surface)
        return forms

    def _ends(self) -> dict[str, str]:
        """The last words of organisations -> their full names, where only one has it."""
        ends: dict[str, list[str]] = defaultdict(list)
        for surface, kind in self.types.items():
            if kind == "organisation" and " " in surface:
                ends[surface.rpartition(" ")[2]].append(surface.removeprefix("The "))
        return {word: names[0] for word, names in ends.items() if len(set(names)) == 1}

    def _starts(self) -> dict[str, str]:
        """The first words of companies -> their full names: "Garner" for Garner Building Corp."""
        starts: dict[str, set[str]] = defaultdict(set)
        for surface, kind in self.types.items():
            first, *rest = surface.removeprefix("The ").split()
            if kind == "organisation" and rest and not self._means_more(first):
                starts[first].add(surface.removeprefix("The "))
        return {word: min(names, key=len) for word, names in starts.items() if len(names) < 3}

    def _means_more(self, word: str) -> bool:
        lists = self.lists
        return (
            word in lists.first_names
            or word in lists.groups
            or word in lists.of_heads
            or word in lists.tails
            or word in lists.org_fronts
            or word.lower() in lists.common
            or lists.find(word) is not None
        )

    def mentions(self) -> list[Mention]:
        """Every name that the article as a whole supports."""
        found: list[Mention] = []
        for name in self.names:
            kind = self._type(name)
            if kind is None:
                continue
            span, kind, entity = self._told(name, kind)
            found.append(Mention(span, kind, entity))
        return found

    def open(self) -> list[Span]:
        """The names without a type, and those whose type is a guess that nothing supports."""
        return [
            Span(name.start, name.end)
            for name in self.names
            if self._type(name) is None
            or max(name.weight, self.votes[name.surface].get(name.type, 0)) < _GUESSED
        ]

    def _type(self, name: Name) -> MentionType | None:
        surface = name.surface
        single = len(name.words) == 1
        if name.weight >= _LOCAL and name.type != self.types.get(surface):
            return name.type
        if single and surface in self.full and not self._certain(surface, "person"):
            return "person"
        kind = self.types.get(surface)
        if single and surface in self.starts and kind in (None, "person", "organisation"):
            return "organisation"
        if name.weight == SHORT:
            return "organisation" if surface in self.ends else None
        if kind is None:
            given = single and len(self.given.get(surface, ())) == 1 and name.weight > -1
            return "person" if given else None
        total = self.votes[surface][kind]
        if single and name.weight < 0.6 and self._is_word(surface):
            return None
        if name.weight >= _ENOUGH or total >= _SUPPORT:
            return kind
        if single and len(self.given.get(surface, ())) == 1:
            return "person"
        return None

    def _certain(self, surface: str, but: MentionType) -> bool:
        """Whether the article is sure of another type."""
        votes = self.votes.get(surface, {})
        others = max((weight for kind, weight in votes.items() if kind != but), default=0)
        return others >= 2 and others > votes.get(but, 0)

    def _is_word(self, surface: str) -> bool:
        """Whether the article has it in lower case too."""
        return self.judge.is_word(surface)

    def _told(self, name: Name, kind: MentionType) -> tuple[Span, MentionType, Entity]:
        span = Span(name.start, name.end)
        if kind == "person":
            after = _ADMINISTRATION.match(self.text, name.end)
            if after:
                whole = Span(name.start, after.end())
                return whole, "organisation", _entity("organisation", whole.of(self.text))
            longer = self._with_particle(name)
            if longer is not None:
                key = longer.of(self.text)
                return longer, kind, _entity(kind, [*self.full[key[:1].lower() + key[1:]]][-1])
            return span, kind, _entity(kind, self._person(name))
        surface = name.surface
        if kind == "group":
            return span, kind, _entity(kind, self.lists.groups.get(surface, surface))
        known = self.lists.find(surface)
        full = known.name if known else self._longest(surface, kind)
        return span, kind, _entity(kind, full.removeprefix("The ").removeprefix("the "))

    def _with_particle(self, name: Name) -> Span | None:
        """The span with "Ten" before "Hove", where the article has a Bas ten Hove."""
        before = self.text[max(name.start - 12, 0) : name.start]
        particle = before.split()[-1:] if before.endswith(" ") else []
        if not particle or len(name.words) > 1 or not particle[0][:1].isupper():
            return None
        full = f"{particle[0].lower()} {name.surface}"
        if particle[0].lower() not in self.lists.particles or full not in self.full:
            return None
        return Span(name.start - len(particle[0]) - 1, name.end)

    def _person(self, name: Name) -> str:
        """The fullest name of a person: the one that was introduced last."""
        words = [word for word in name.words if word not in self.lists.person_suffixes]
        if not words:  # "Jr." alone is nobody's name, whatever stands around it
            return name.surface
        bare = _ARTICLE.sub("", words[-1])
        known = self.full
        candidates = list(known.get(" ".join(words)) or known.get(words[-1]) or known[bare])
        if len(words) == 1:
            if not candidates and len(self.given.get(words[0], ())) == 1:
                candidates = list(self.given[words[0]])
            return self._fullest(candidates) if candidates else name.surface
        same = [each for each in candidates if each.split()[0][0] == words[0][0]]
        return self._fullest([each for each in same if _agree(each.split(), words)]) or name.surface

    def _fullest(self, surfaces: list[str]) -> str:
        """The one with most letters among the names of one person."""
        if not surfaces:
            return ""
        last = surfaces[0]
        return max((each for each in surfaces if _agree(each.split(), last.split())), key=len)

    def _longest(self, surface: str, kind: MentionType) -> str:
        if kind == "organisation" and surface in self.starts:
            return self.starts[surface]
        if kind == "organisation" and surface in self.ends and not self.lists.find(surface):
            return self.ends[surface]
        letters = surface.replace(".", "")
        if letters.isupper() and letters in self.long_forms:
            return self.long_forms[letters]
        if kind in ("organisation", "facility", "event"):
            longer = self._longer_names().get((kind, surface), ())
            if len(longer) == 1:
                return longer[0]
        return surface

    def _longer_names(self) -> dict[tuple[MentionType, str], list[str]]:
        """Type and beginning of a name -> the names of that type that begin so."""
        if self._longer is None:
            self._longer = defaultdict(list)
            for name, kind in self.types.items():
                for gap in re.finditer(" ", name):
                    self._longer[kind, name[: gap.start()]].append(name)
        return self._longer


_GUESSED: Final = 0.95
"""The weight below which a type is a guess: that of two unknown words with capitals."""
_COORDINATES: Final = (" and ", " or ", ", and ", " & ")
_COORDINATED: Final = ("person", "organisation", "place")
_ENOUGH: Final = 0.35
"""The weight from which a name is shown for what it says where it stands."""
_LOCAL: Final = 2.1
"""The weight from which the place of a name says more than the rest of the article."""
_NAMESAKES: Final = 100
"""Persons of one last name that are told apart; no article has as many."""
_SUPPORT: Final = 0.65
"""The sum of weights from which the rest of the article supports it."""
_ARTICLE: Final = lazily(r"^(?:[Aa]l|[Ee]l|as|ash|ad|an|ar|at|az|ul)[-‐](?=[A-Z])")
_ADMINISTRATION: Final = lazily(r"[ \u00a0][Aa]dministration(?!\w)")


def _agree(one: list[str], other: list[str]) -> bool:
    """Whether two names may be one person's: equal but for middle names and initials."""
    if one[-1] != other[-1]:
        return False
    return one[0] == other[0] or (
        (len(one[0].rstrip(".")) == 1 or len(other[0].rstrip(".")) == 1)
        and one[0][0] == other[0][0]
    )


def _entity(kind: MentionType, name: str) -> Entity:
    return Entity(f"{kind}:{name.lower()}", name, kind)
