"""Whose labels those of a file are, by the names that people have here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from annotations.errors import LabelFileError
from annotations.training.outcomes import Wishes
from annotations.training.reading import Told
from annotations.training.said import Said

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
        # Of several who go by one name, whoever joined first.
        self._ids = {name: person for person, name in reversed([*people.items()])}
        names = {one.person for one in told.items if isinstance(one, Said)}
        if "" in names and not wishes.everything_by:
            raise LabelFileError(
                f"The {told.kind} file does not say whose labels they are. Say it with --as NAME."
            )
        unknown = sorted(wishes.people.keys() - names)
        if unknown:
            known = ", ".join(sorted(filter(None, names))) or "nobody by name"
            raise LabelFileError(f"“{unknown[0]}” labels nothing in this file. Who does: {known}.")
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

    def strangers(self, names: Sequence[str]) -> list[str]:
        """Those who are not here yet."""
        return [name for name in names if name not in self._ids]
