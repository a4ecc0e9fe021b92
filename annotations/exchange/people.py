"""What people are called where others may go by the same name, and finding one by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from annotations.errors import ExchangeError

_SHORTEST = len("u-") + 4


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
    for length in range(_SHORTEST, len(person)):
        if not any(one.startswith(person[:length]) for one in rivals):
            return person[:length]
    return person


def person_called(wanted: str, people: Mapping[str, str]) -> str:
    """The id of the one person who goes by a name, an id, or the beginning of an id.

    Args:
        wanted: As somebody typed it.
        people: Display names by id.

    Raises:
        ExchangeError: If nobody goes by it, or several do.
    """
    if wanted in people:
        return wanted
    found = [person for person, name in people.items() if name == wanted]
    if not found and wanted.startswith("u-") and len(wanted) >= _SHORTEST:
        found = [person for person in people if person.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ExchangeError(
            f"{len(found)} people go by “{wanted}”. Name one by id: {', '.join(sorted(found))}."
        )
    known = ", ".join(f"{name} ({person})" for person, name in people.items()) or "nobody"
    raise ExchangeError(f"Nobody there goes by “{wanted}”. There are: {known}.")
