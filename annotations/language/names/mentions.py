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
from annotations.language.names.extraction import SHORT, Name, Namer
from annotations.language.names.gazetteer import gazetteer
from annotations.language.names.runs import Run, Token, find_runs


def find_mentions(view: View, quantities: Sequence[Quantity]) -> list[Mention]:
    """Every mention in the text, in reading order; dates and times among them."""
    dated = [quantity for quantity in quantities if quantity.type in ("date", "time")]
    found = [_date(view.text, quantity) for quantity in dated]
    if view.english:
        taken = [q.span for q in quantities if q.type in ("date", "time", "money", "measure")]
        names = _names(view, taken)
        found.extend(_Memory(view.text, names).mentions())
    return sorted(found, key=lambda mention: mention.span)


def _date(text: str, quantity: Quantity) -> Mention:
    kind: MentionType = "time" if quantity.type == "time" else "date"
    key = f"{kind}:{quantity.resolved or quantity.timex}"
    return Mention(quantity.span, kind, Entity(key, quantity.span.of(text), kind))


def _names(view: View, dates: list[Span]) -> list[Name]:
    namer = Namer(view.text)
    starts = [span.start for span in dates]
    names: list[Name] = []
    for sentence in view.spans:
        runs = [
            part for run in find_runs(view.text, sentence) for part in _without(run, dates, starts)
        ]
        names.extend(namer.names(runs))
    return names


def _without(run: Run, dates: list[Span], starts: list[int]) -> Iterable[Run]:
    """What dates leave of a run."""
    first, last = run.tokens[0].start, run.tokens[-1].end
    at = bisect_left(starts, first)
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

    def __init__(self, text: str, names: list[Name]) -> None:
        self.text = text
        self.names = names
        self.lists = gazetteer()
        self._lower: frozenset[str] | None = None
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
        self.long_forms = self._long_forms()
        self.ends = self._ends()

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

    def _type(self, name: Name) -> MentionType | None:
        surface = name.surface
        single = len(name.words) == 1
        if name.weight >= _LOCAL and name.type != self.types.get(surface):
            return name.type
        if single and surface in self.full and not self._certain(surface, "person"):
            return "person"
        kind = self.types.get(surface)
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
        if self._lower is None:
            self._lower = frozenset(_LOWER.findall(self.text))
        return surface.lower() in self._lower

    def _told(self, name: Name, kind: MentionType) -> tuple[Span, MentionType, Entity]:
        span = Span(name.start, name.end)
        if kind == "person":
            after = _ADMINISTRATION.match(self.text, name.end)
            if after:
                whole = Span(name.start, after.end())
                return whole, "organisation", _entity("organisation", whole.of(self.text))
            return span, kind, _entity(kind, self._person(name))
        surface = name.surface
        if kind == "group":
            return span, kind, _entity(kind, self.lists.groups.get(surface, surface))
        known = self.lists.find(surface)
        full = known.name if known else self._longest(surface, kind)
        return span, kind, _entity(kind, full.removeprefix("The ").removeprefix("the "))

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


_LOWER: Final = lazily(r"(?<![\w’'-])[a-z]\w+")
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
