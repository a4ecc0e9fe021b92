"""Names and values of an article, found fast: a tenth of the time that its analysis takes.

They tell which articles may speak of one thing, and serve `person:` and `place:` in a search.
What a reader is shown comes from the analysis, never from here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, NamedTuple

from annotations.index.tokens import tokens
from annotations.language.names.gazetteer import Gazetteer

Kind = Literal["person", "place", "organisation", "name", "value", "title"]
"""`name` is a name of which the rules cannot tell what it is; `title` a word of the title."""

READ: Final = 20_000
"""Characters of an article that names and values are taken from."""

MOST: Final = 120
"""Names and values that are kept of an article; the first ones."""

_KINDS: Final[dict[str, Kind]] = {
    "person": "person",
    "place": "place",
    "facility": "place",
    "organisation": "organisation",
}

_RUN: Final = re.compile(
    r"[^\W\d_a-zß-ÿ][\w’'-]*"
    r"(?:[ \u00a0](?:[A-Z]\.[ \u00a0]"
    r"|(?:of|de|del|della|di|da|dos|du|van|von|der|den|bin|ibn|al|el|la|le)[ \u00a0])?"
    r"[^\W\d_a-zß-ÿ][\w’'-]*){0,4}"
)
_VALUE: Final = re.compile(
    r"(?<![\w.,])([$€£¥]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
    r"(?:[ \u00a0-]?(%|percent\b|per cent\b|million\b|billion\b|trillion\b|bn\b|m\b))?"
)
_SCALE: Final = {"million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}


class Term(NamedTuple):
    """A name, a value or a word of the title, folded."""

    kind: Kind
    text: str


def terms_of(text: str, title: str = "") -> tuple[Term, ...]:
    """The names and values of an article's text and the words of its title, each once, in order.

    Args:
        text: Its running text.
        title: Its title.
    """
    text = text[:READ]
    found: dict[Term, None] = {}
    for word in tokens(title):
        if len(word) > 2 and word not in _lists().stop:
            found[Term("title", word)] = None
    body = dict.fromkeys(_names(text))
    body |= dict.fromkeys(_values(text))
    return (*found, *list(body)[:MOST])


def name_of(text: str) -> str:
    """A name as the index keeps it."""
    return " ".join(tokens(text))


class _Lists(NamedTuple):
    gazetteer: Gazetteer
    stop: frozenset[str]
    """Words that are no name at the beginning of one, in lower case."""
    titles: frozenset[str]


@cache
def _lists() -> _Lists:
    known = Gazetteer()
    stop = frozenset(word.lower() for word in known.stop if word.isalpha())
    titles = frozenset(word for title in known.titles for word in title.split())
    return _Lists(known, stop, titles)


def _names(text: str) -> list[Term]:
    found, lists = [], _lists()
    for run in _RUN.finditer(text):
        words = run[0].replace("’s", "").replace("'s", "").split()
        at = run.start()
        begins = at == 0 or text[at - 1] in '\n“"‘' or text[max(at - 2, 0)] in '.?!:\n”"'
        titled = False
        while words and (words[0].lower() in lists.stop or words[0] in lists.titles):
            titled = titled or words[0] in lists.titles
            begins = False if titled else begins
            words.pop(0)
        while words and words[-1].islower():
            words.pop()
        if not words or (len(words) == 1 and len(words[0]) < 3 and not words[0].isupper()):
            continue
        if begins and len(words) == 1 and _is_common(words[0], text):
            continue
        name = name_of(" ".join(words))
        if name:
            found.append(Term(_kind_of(words, titled, lists), name))
    return found


def _is_common(word: str, text: str) -> bool:
    """Whether a word that begins a sentence is no name: it is known as none, or stands small."""
    lower = word.lower()
    return lower in _lists().gazetteer.common or f" {lower} " in text


def _kind_of(words: list[str], titled: bool, lists: _Lists) -> Kind:
    known = lists.gazetteer
    listed = known.find(" ".join(words))
    if listed is not None:
        return _KINDS.get(listed.type, "name")
    if titled or (len(words) > 1 and words[0] in known.first_names):
        return "person"
    tail = known.tails.get(words[-1])
    if tail is not None and len(words) > 1:
        return _KINDS.get(tail, "name")
    if len(words) == 1 and words[0] in known.surnames:
        return "person"
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return "organisation"
    return "name"


def _values(text: str) -> list[Term]:
    found = []
    for sign, whole, part, unit in _VALUE.findall(text):
        number = whole.replace(",", "")
        if len(number) > 18:
            continue
        value = number + (part or "")
        if unit in _SCALE:
            value = f"{float(value) * 10 ** _SCALE[unit]:.0f}"
        elif not sign and not unit and not part and _is_usual(number):
            continue
        unit = "%" if unit.startswith(("%", "per")) else ""
        found.append(Term("value", f"{sign}{value}{unit}"))
    return found


def _is_usual(number: str) -> bool:
    """Whether a number says nothing of what an article is about: a small one, or a year."""
    return len(number) < 2 or (len(number) == 4 and number.startswith(("19", "20")))
