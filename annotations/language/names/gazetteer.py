"""The names that the rules know from the start: short lists, read on first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from annotations.language.model import MentionType

_DATA: Final = Path(__file__).parents[1] / "data"


class Known(NamedTuple):
    """What a list says of a name."""

    type: MentionType
    name: str
    """The one name of the thing: `United States` for `U.S.`"""


_TYPE_OF: Final[dict[str, MentionType]] = {
    "organisations": "organisation",
    "teams": "organisation",
    "events": "event",
    "facilities": "facility",
    "regions": "place",
    "states": "place",
    "capitals": "place",
    "countries": "place",
}


class Gazetteer:
    """Every list, with the look-ups that the finders need."""

    def __init__(self) -> None:
        sections = _sections((_DATA / "gazetteer.txt").read_text(encoding="utf-8"))
        self.known: dict[str, Known] = {name: Known("place", name) for name in _list("cities.txt")}
        for section, kind in _TYPE_OF.items():
            self.known.update({name: Known(kind, name) for name in sections[section]})
        self._add_aliases(sections["aliases"])
        self.countries = frozenset(
            name for name in sections["countries"] if self.known[name].type == "place"
        ) | {"United States", "United Kingdom", "Soviet Union", "U.S.", "Britain"}
        self.states = frozenset(sections["states"])
        self.groups = _groups(sections["groups"], frozenset(sections["not_plural"]))
        self.teams = frozenset(sections["teams"])
        self.titles = frozenset(sections["titles"])
        self.title_fronts = frozenset(title.partition(" ")[0] for title in self.titles)
        self.roles = frozenset(sections["roles"])
        self.stop = frozenset(sections["stop"])
        self.alone = frozenset(
            word
            for word in self.stop
            if word not in self.known and word.isalpha() and not word.isupper()
        )
        """Words that are no name where they stand alone."""
        self.particles = frozenset(sections["particles"])
        self.person_suffixes = frozenset(sections["suffix_person"])
        self.counties = frozenset(sections["counties"])
        self.post_nominals = frozenset(sections["post_nominals"])
        self.org_fronts = frozenset(sections["org_fronts"])
        self.small_organisations = frozenset(sections["small_orgs"])
        self.of_heads: dict[str, MentionType] = {
            **dict.fromkeys(sections["place_of_heads"], "place"),
            **dict.fromkeys(sections["of_heads"], "organisation"),
        }
        self.place_heads = frozenset(sections["place_heads"])
        tails: tuple[tuple[str, MentionType], ...] = (
            ("place_tails", "place"),
            ("facility_tails", "facility"),
            ("event_tails", "event"),
            ("org_tails", "organisation"),
        )
        self.tails: dict[str, MentionType] = {
            word: kind for section, kind in tails for word in sections[section]
        }
        self.male = frozenset(_list("first_names_male.txt"))
        self.female = frozenset(_list("first_names_female.txt"))
        self.first_names = self.male | self.female | frozenset(_list("first_names.txt"))
        self.surnames = frozenset(_list("surnames.txt"))
        self.common = frozenset(_list("common.txt"))
        listed = (name for name in (*self.known, *self.groups) if name not in self.teams)
        self.upper = {name.upper(): name for name in listed}

    def _add_aliases(self, lines: list[str]) -> None:
        for line in lines:
            name, _, others = line.partition(" = ")
            kind = self.known[name].type if name in self.known else _ALIASED.get(name, "place")
            for other in (name, *others.split()):
                self.known[other.replace("_", " ")] = Known(kind, name)

    def find(self, name: str) -> Known | None:
        """What the lists say of `name`, whichever apostrophe it has."""
        return self.known.get(name) or (
            self.known.get(name.replace("'", "’")) if "'" in name else None
        )


_ALIASED: Final[dict[str, MentionType]] = dict.fromkeys(
    (
        "European Union",
        "United Nations",
        "NATO",
        "World Health Organization",
        "International Monetary Fund",
        "Federal Bureau of Investigation",
        "Central Intelligence Agency",
        "Federal Reserve",
        "Associated Press",
        "Republican Party",
        "International Atomic Energy Agency",
        "Organization for Security and Cooperation in Europe",
        "African Union",
        "European Central Bank",
        "Islamic State",
        "International Olympic Committee",
        "Securities and Exchange Commission",
        "Environmental Protection Agency",
        "Department of Homeland Security",
        "Red Cross",
    ),
    "organisation",
)


def _sections(text: str) -> dict[str, list[str]]:
    """`[section]`, then words; the aliases stay lines."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[]"), [])
        elif " = " in line:
            name, _, others = line.partition(" = ")
            words.append(f"{name.replace('_', ' ')} = {others}")
        elif not line.startswith("# "):
            words.extend(word.replace("_", " ") for word in line.split())
    return sections


def _list(file: str) -> list[str]:
    text = (_DATA / file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("# ")]
    return [word.replace("_", " ") for word in " ".join(lines).split()]


def _groups(singular: list[str], fixed: frozenset[str]) -> dict[str, str]:
    """Every form of a people's name -> its plain form."""
    known: dict[str, str] = {}
    for name in singular:
        known[name] = name
        if name in fixed or name.endswith(("ese", "ss")):
            continue
        known[name[:-1] + "ies" if name.endswith("y") and name != "Tory" else name + "s"] = name
        if name.endswith("man"):
            known[name[:-3] + "men"] = name
    return known


@cache
def gazetteer() -> Gazetteer:
    """The lists, read once."""
    return Gazetteer()
