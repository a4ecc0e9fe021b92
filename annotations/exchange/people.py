"""What people are called where others may go by the same name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotations.store.people import SHORTEST_ID


def told_apart(people: Mapping[str, str]) -> Mapping[str, str]:
    """Display names by person id; those of one name with as much of their ids as tells them apart.

    No numbers: who is the first Ana on one machine may be the second on another, and the two
    machines' people talk to each other.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for person, name in people.items():
        alike[" ".join(name.split()).casefold()].append(person)
    shown = {}
    for person, name in people.items():
        same = alike[" ".join(name.split()).casefold()]
        shown[person] = f"{name} ({_short(person, same)})" if len(same) > 1 else name
    return shown


def _short(person: str, others: Iterable[str]) -> str:
    """The shortest beginning of an id that no other one has."""
    rivals = [one for one in others if one != person]
    for length in range(SHORTEST_ID, len(person)):
        if not any(one.startswith(person[:length]) for one in rivals):
            return person[:length]
    return person
