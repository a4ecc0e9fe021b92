"""Whose labels those of a file are, by the names that people have here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from annotations import gold
from annotations.articles.corpus import natural
from annotations.errors import LabelFileError
from annotations.importing.read_files import Told
from annotations.importing.records import Decided, Said
from annotations.importing.report import Wishes
from annotations.store import Store

_SILENT: Final = 100
"""Of so many people it is believed that they joined and said nothing."""

_NUMBERED: Final = re.compile(r"ann-\d+")
"""How exports call people."""


class Voices:
    """The people of a file as people of a project.

    Args:
        told: What the file says.
        wishes: Who is who.
        people: Display names here, by person id, in the order of joining.

    Raises:
        LabelFileError: If the file does not say whose labels they are, or who of this project its
            numbered people are, and nobody did; or if somebody was named who is not in it.
    """

    def __init__(self, told: Told, wishes: Wishes, people: Mapping[str, str]) -> None:
        self._wishes = wishes
        self._own = told.own
        # Of several who go by one name, whoever joined first.
        self._ids = {name: person for person, name in reversed([*people.items()])}
        names = {one.person for one in told.items if isinstance(one, Said)}
        decided = {one.person for one in told.items if isinstance(one, Decided)} - {""}
        if "" in names and not wishes.everything_by:
            raise LabelFileError(
                f"The file ({told.kind}) does not say whose labels they are. Say it with --as NAME."
            )
        names |= decided
        unknown = sorted(wishes.people.keys() - names)
        if unknown:
            known = ", ".join(sorted(filter(None, names))) or "nobody by name"
            raise LabelFileError(f"“{unknown[0]}” labels nothing in this file. Who does: {known}.")
        self._names = names
        exported = [
            name for name in sorted(names - wishes.people.keys()) if _NUMBERED.fullmatch(name)
        ]
        strangers = self.strangers(exported)
        if people and strangers:
            # They may be people of this project, whose votes would count twice.
            raise LabelFileError(
                f"The file does not tell who {', '.join(strangers)} is, and this project has "
                f"people already: {', '.join(people.values())}. Say who it is with "
                f"--as {strangers[0]}=NAME, or --as {strangers[0]}={strangers[0]} for somebody new."
            )

    def name(self, person: str) -> str:
        """The display name here of somebody in the file."""
        return self._wishes.people.get(person, person) or self._wishes.everything_by

    def person(self, name: str) -> str:
        """The id of whoever goes by a name here, or nothing."""
        return self._ids.get(name, "")

    def in_order(self, names: Iterable[str]) -> list[str]:
        """People by display name as the file counts them: ann-2 before ann-10.

        Of the export of a whole project, an empty one also gets those who had joined and said
        nothing: otherwise everybody behind them would have another number in its exports.
        """
        order = {self.name(person): (not person, natural(person)) for person in self._names}
        found = sorted(names, key=lambda name: order.get(name, (False, natural(name))))
        numbers = [int(one[4:]) for one in self._names if _NUMBERED.fullmatch(one)]
        if self._ids or not self._own or len(numbers) < len(self._names):
            return found
        most = max(numbers, default=0)
        if most > len(found) + _SILENT:
            return found
        everybody = [self.name(f"ann-{number}") for number in range(1, most + 1)]
        # Whoever imports may say something too: what was edited.
        return [*everybody, *(name for name in found if name not in everybody)]

    def strangers(self, names: Sequence[str]) -> list[str]:
        """Those who are not here yet."""
        return [name for name in names if name not in self._ids]


def recognised(store: Store, told: Told, wishes: Wishes) -> dict[str, str]:
    """Numbered people of a file who are people here, because they said the same then.

    Whoever said something of a sentence here in the very millisecond in which somebody in the
    file said it, is the same person: an export came back to its own project. All that a name
    shares with people here must be with one of them, and of two names not with the same.

    Returns:
        Display names here, by names in the file.
    """
    people = store.people()
    taken = {*people.values(), *wishes.people}
    moments: dict[tuple[str, str], set[str]] = {}
    for one in told.items:
        if (
            isinstance(one, Said | Decided)
            and one.at
            and one.quote.id
            and one.person not in taken
            and _NUMBERED.fullmatch(one.person)
        ):
            moments.setdefault((one.quote.id, one.at), set()).add(one.person)
    if not (moments and people):
        return {}
    found: dict[str, set[str]] = {}
    for sentence_id, at, person in _said_here(store):
        names = moments.get((sentence_id, at), set())
        if len(names) == 1:
            found.setdefault(next(iter(names)), set()).add(person)
    sure = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
    several = [person for person in sure.values() if [*sure.values()].count(person) > 1]
    several += [one for one in people if [*people.values()].count(people[one]) > 1]
    return {name: people[one] for name, one in sorted(sure.items()) if one not in several}


def _said_here(store: Store) -> Iterator[tuple[str, str, str]]:
    """Of everything that is said here: the sentence, when, and by whom."""
    for said in store.annotations():
        yield said.sentence_id, said.at, said.person
    for about, heads in store.statements("gold").items():
        for head in heads:
            yield about, gold.decided_at(head), head.person
