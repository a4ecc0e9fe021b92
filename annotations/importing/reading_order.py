"""Identical sentences told apart by their order in the file.

Where nothing else tells which of several identical sentences a record means, the file may: if it
has as many records of the text as there are such sentences, they follow each other in the same
order; and a record between two others whose sentences are known stands between those.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from annotations.importing.sentence_matching import Match


class Entry(NamedTuple):
    """A record of one person, in the order of the file."""

    whose: Hashable
    """Records of one person follow each other."""
    match: Match
    label: str


def resolved(entries: Sequence[Entry]) -> list[Match]:
    """The matches of entries, with those that their order tells apart."""
    found = [entry.match for entry in entries]
    by: dict[Hashable, list[int]] = {}
    for at, entry in enumerate(entries):
        by.setdefault(entry.whose, []).append(at)
    for several in by.values():
        if any(found[at].among for at in several):
            _resolve(entries, several, found)
    return found


def _resolve(entries: Sequence[Entry], own: Sequence[int], found: list[Match]) -> None:
    """Tell the records of one person apart."""
    disordered = _disordered([found[at] for at in own])
    between = _between([found[at] for at in own], disordered)
    taken = {(found[at].article_id, found[at].number) for at in own if not found[at].problem}
    groups: dict[tuple[tuple[str, int], ...], list[int]] = {}
    for at, narrowed in zip(own, between, strict=True):
        if found[at].among:
            left = tuple(place for place in narrowed if place not in taken)
            groups.setdefault(left, []).append(at)
    for places, several in groups.items():
        if len(places) != len(several):
            continue
        alike = len({entries[at].label for at in several}) == 1
        articles = {article_id for article_id, _ in places}
        if alike or (len(articles) == 1 and not articles & disordered):
            for at, (article_id, number) in zip(several, sorted(places), strict=True):
                found[at] = Match(article_id, number)


def _disordered(matches: Sequence[Match]) -> set[str]:
    """The articles whose sentences do not stand in the file in reading order."""
    last: dict[str, int] = {}
    found = set()
    for match in matches:
        if not match.problem:
            if match.number < last.get(match.article_id, -1):
                found.add(match.article_id)
            last[match.article_id] = match.number
    return found


def _between(matches: Sequence[Match], disordered: set[str]) -> list[tuple[tuple[str, int], ...]]:
    """Of each match that is not certain, the sentences between its neighbours' ones."""
    following: list[Match | None] = []
    after: Match | None = None
    for match in reversed(matches):
        following.append(after)
        after = after if match.problem else match
    following.reverse()
    before: Match | None = None
    found = []
    for match, after in zip(matches, following, strict=True):
        places = match.among
        sides = [one for one in (before, after) if one]
        articles = {one.article_id for one in sides}
        if places and len(articles) == 1 and not articles & disordered:
            [article_id] = articles
            low = before.number if before else -1
            high = after.number if after else 1 << 30
            here = tuple(
                (one, number) for one, number in places if one == article_id and low < number < high
            )
            # A neighbour on one side alone does not say that the article is the same.
            places = here if len(sides) == 2 or len({one for one, _ in places}) == 1 else places
        found.append(places or match.among)
        before = before if match.problem else match
    return found
