"""Finding the people of a project by what somebody typed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from annotations.errors import SluglineError, StoreError

SHORTEST_ID: Final = len("u-") + 4
"""Letters of an id that may stand for it."""


def find_people(
    wanted: str, people: Mapping[str, str], error: type[SluglineError] = StoreError
) -> list[str]:
    """The ids of everyone who goes by a display name, an id, or the beginning of an id.

    Args:
        wanted: As somebody typed it.
        people: Display names by id.
        error: What is raised.

    Raises:
        SluglineError: As `error`, if nobody goes by it.
    """
    if wanted in people:
        return [wanted]
    found = [person for person, name in people.items() if name == wanted]
    if not found and wanted.startswith("u-") and len(wanted) >= SHORTEST_ID:
        found = [person for person in people if person.startswith(wanted)]
    if not found:
        raise error(f"Nobody there goes by “{wanted}”. There are: {_everyone(people)}.")
    return found


def _everyone(people: Mapping[str, str]) -> str:
    """Their names; with their ids where several go by one."""
    counts = Counter(people.values())
    shown = (f"{name} ({one})" if counts[name] > 1 else name for one, name in people.items())
    return ", ".join(shown) or "nobody yet"


def find_person(
    wanted: str, people: Mapping[str, str], error: type[SluglineError] = StoreError
) -> str:
    """The id of the one person who goes by a display name, an id, or the beginning of an id.

    Args:
        wanted: As somebody typed it.
        people: Display names by id.
        error: What is raised.

    Raises:
        SluglineError: As `error`, if nobody goes by it, or several do.
    """
    found = find_people(wanted, people, error)
    if len(found) > 1:
        ids = ", ".join(sorted(found))
        raise error(f"{len(found)} people go by “{wanted}”. Name one by id: {ids}.")
    return found[0]


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
