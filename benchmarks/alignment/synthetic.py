"""Revisions made by rule: edits, splits, mergers, moves, additions and removals, all of them known.

Deterministic: the same seed makes the same texts on every machine.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.alignment.cases import Case, Link, seed_paths, text_of

_SPLITS = re.compile(r"; (?=\w)|, (?:and|but) (?=(?:the|it|he|she|they|we|that|a)\b)|, which ")
_SWAPS = {
    "said": "stated",
    "people": "persons",
    "about": "around",
    "big": "large",
    "large": "sizable",
    "began": "started",
    "expected": "due",
    "ended": "finished",
    "told": "informed",
    "according to": "in the words of",
    "killed": "left dead",
    "called": "described as",
    "because": "since",
    "although": "even though",
    "many": "a number of",
    "show": "indicate",
    "help": "assist",
    "early": "at an early hour",
    "last": "past",
}
_FILLERS = ("reportedly", "in the end", "for now", "at least", "as before", "once more")


class Plan(NamedTuple):
    """How likely each thing is to happen to a sentence, and how many blocks move."""

    edited: float = 0.2
    rewritten: float = 0.0
    """Edited three times over."""
    split: float = 0.05
    merged: float = 0.05
    added: float = 0.1
    removed: float = 0.05
    moved: float = 0.01
    blocks: int = 0


PLANS = {
    "light": Plan(),
    "heavy": Plan(0.4, 0.2, 0.12, 0.1, 0.3, 0.2, 0.02),
    "blocks": Plan(0.3, 0.05, 0.05, 0.05, 0.1, 0.1, 0.0, 3),
    "expanded": Plan(0.3, 0.1, 0.1, 0.05, 1.0, 0.1, 0.02),
}


def synthetic(name: str, seeds: int = 3) -> Iterator[Case]:
    """Every sample article beside revisions of it, by the plan called `name`."""
    paths = seed_paths()
    for path in paths:
        others = [p for p in paths if p.parent != path.parent]
        for seed in range(seeds):
            chance = random.Random(f"{name} {path.name} {path.parent.name} {seed}")
            strangers = text_of(chance.choice(others)).sentences
            yield revision(f"{name}/{path.stem}/{seed}", text_of(path).sentences, strangers, chance)


def blocks_moved(cases: Iterable[Case], seeds: int = 5) -> Iterator[Case]:
    """The cases again, with up to three blocks of the second text standing elsewhere."""
    for case in cases:
        for seed in range(seeds):
            chance = random.Random(f"moved {case.name} {seed}")
            order = [
                sources[0]
                for sources, _ in _moved(
                    [([j], "") for j in range(len(case.b))], Plan(moved=0.0, blocks=3), chance
                )
            ]
            place = {old: new for new, old in enumerate(order)}
            yield Case(
                f"{case.name}/{seed}",
                case.a,
                [case.b[old] for old in order],
                frozenset((i, place[j]) for i, j in case.gold),
                frozenset((i, place[j]) for i, j in case.optional),
                case.boilerplate_a,
                frozenset(place[j] for j in case.boilerplate_b),
            )


def revision(name: str, a: list[str], strangers: list[str], chance: random.Random) -> Case:
    """A revision of `a`, with additions taken from `strangers`."""
    plan = PLANS[name.partition("/")[0]]
    pieces = [([i], text) for i, text in enumerate(a) if chance.random() >= plan.removed]
    pieces = list(_split_and_merged(pieces, plan, chance))
    for number, (sources, text) in enumerate(pieces):
        if chance.random() < plan.edited:
            pieces[number] = sources, edit(text, chance)
        elif chance.random() < plan.rewritten:
            for _ in range(3):
                text = edit(text, chance)
            pieces[number] = sources, text
    pieces = _moved(pieces, plan, chance)
    out: list[tuple[list[int], str]] = []
    pool = [text for text in strangers if len(text) > 30]
    for piece in pieces:
        out.append(piece)
        if pool and chance.random() < plan.added:
            out.append(([], pool.pop(chance.randrange(len(pool)))))
    gold: set[Link] = {(i, j) for j, (sources, _) in enumerate(out) for i in sources}
    return Case(name, a, [text for _, text in out], frozenset(gold))


def _split_and_merged(
    pieces: list[tuple[list[int], str]], plan: Plan, chance: random.Random
) -> Iterator[tuple[list[int], str]]:
    number = 0
    while number < len(pieces):
        sources, text = pieces[number]
        number += 1
        places = [found for found in _SPLITS.finditer(text) if 25 < found.start() < len(text) - 25]
        if places and chance.random() < 3 * plan.split:
            place = chance.choice(places)
            yield sources, text[: place.start()] + "."
            rest = text[place.end() :]
            rest = f"It {rest}" if "which" in place.group() else rest[0].upper() + rest[1:]
            yield sources, rest
        elif number < len(pieces) and chance.random() < plan.merged:
            more, other = pieces[number]
            number += 1
            joint = chance.choice((", and ", "; ", ", while "))
            yield sources + more, text.rstrip(".") + joint + other[:1].lower() + other[1:]
        else:
            yield sources, text


def _moved(
    pieces: list[tuple[list[int], str]], plan: Plan, chance: random.Random
) -> list[tuple[list[int], str]]:
    for _ in range(plan.blocks):
        length = chance.randint(2, 6)
        if len(pieces) > 2 * length:
            start = chance.randrange(len(pieces) - length)
            block = pieces[start : start + length]
            del pieces[start : start + length]
            at = chance.randrange(len(pieces))
            pieces[at:at] = block
    for piece in list(pieces):
        if chance.random() < plan.moved:
            pieces.remove(piece)
            pieces.insert(chance.randrange(len(pieces) + 1), piece)
    return pieces


def edit(text: str, chance: random.Random) -> str:
    """Change a few words, a figure, a phrase or the order of two clauses."""
    kinds = [_swap, _figure, _drop, _fill, _turn, _shorten]
    chance.shuffle(kinds)
    for kind in kinds[:2]:
        text = kind(text, chance)
    return text


def _swap(text: str, chance: random.Random) -> str:
    known = [word for word in _SWAPS if re.search(rf"\b{word}\b", text)]
    for word in known[:3]:
        text = re.sub(rf"\b{word}\b", _SWAPS[word], text, count=1)
    return text


def _figure(text: str, chance: random.Random) -> str:
    return re.sub(
        r"\b\d+\b", lambda found: str(int(found[0]) + chance.randint(1, 9)), text, count=1
    )


def _drop(text: str, chance: random.Random) -> str:
    """Leave out what stands between two commas."""
    return re.sub(r", [^,;“”\"]{4,60},", "", text, count=1)


def _fill(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    words.insert(chance.randrange(1, len(words) + 1), chance.choice(_FILLERS))
    return " ".join(words)


def _turn(text: str, chance: random.Random) -> str:
    """Put what stands after the last comma in front."""
    body, mark = (text[:-1], text[-1]) if text[-1:] in ".!?" else (text, "")
    front, comma, back = body.rpartition(", ")
    if not comma or "“" in body or len(back) < 12:
        return text
    return f"{back[:1].upper()}{back[1:]}, {front[:1].lower()}{front[1:]}{mark}"


def _shorten(text: str, chance: random.Random) -> str:
    """Leave out a few words in a row."""
    words = text.split(" ")
    if len(words) < 12:
        return text
    at = chance.randrange(2, len(words) - 5)
    del words[at : at + chance.randint(2, 4)]
    return " ".join(words)
