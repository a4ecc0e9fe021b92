"""Writing an exchange: our own streams over a carrier, or everything into a bundle.

All is looked at before anything is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.config import Config
from annotations.errors import ExchangeError
from annotations.exchange.article_file import corpus_json
from annotations.exchange.carrier import Added, Carrier, Tail
from annotations.exchange.layout import (
    GUIDELINE,
    PROJECT,
    ProjectFile,
    Sent,
    article_file,
    by_person,
    differences,
    event_file,
    guideline_md,
    project_file,
    project_json,
    project_of,
    signature_file,
)
from annotations.exchange.places import Place, is_address, writable
from annotations.exchange.push_bundle import push_bundle
from annotations.exchange.signing import by_device, own_vouchers, with_earlier
from annotations.exchange.vouchers import vouchers_of
from annotations.store import Store


def push(
    store: Store,
    target: Place | Carrier,
    config: Config,
    *,
    own: bool = False,
    articles: bool = True,
    lead: bool = False,
    join_project: bool = False,
    plain: bool = False,
) -> Sent:
    """Write an exchange: a bundle if `target` ends in `.zip`, else over a carrier.

    Args:
        store: The project.
        target: A folder, which is made if it is missing, a file, or the address of a database.
        config: That of the project.
        own: Into a bundle, too, only what this project wrote; a carrier takes nothing else.
        articles: Whether the articles go along.
        lead: Write labels and guideline anew: for the one person who keeps them.
        join_project: Write into the exchange of another project all the same.
        plain: Write to a database elsewhere without TLS, too.

    Raises:
        ExchangeError: If something is there that others wrote, or it is of another project, or it
            cannot be written. What was moved to its place before is whole, and stays.
    """
    if not isinstance(target, Path | str):
        return Push(store, target, config).push(
            articles=articles, lead=lead, join_project=join_project
        )
    try:
        if not is_address(target) and Path(target).suffix == ".zip":
            return push_bundle(store, Path(target), config, own=own, articles=articles)
        with writable(target, plain=plain) as carrier:
            return Push(store, carrier, config).push(
                articles=articles, lead=lead, join_project=join_project
            )
    except OSError as error:
        raise ExchangeError(f"{target} was not written: {error.strerror or error}.") from error


class _Planned(NamedTuple):
    """A stream of ours, as the exchange shall hold it."""

    tail: Tail | None
    """None if it is ahead of us, and stays."""
    events: int
    new: int
    """Of them: are not there yet."""


class Push:
    """One push over a carrier.

    Args:
        store: The project.
        carrier: What is written to.
        config: That of the project.
    """

    def __init__(self, store: Store, carrier: Carrier, config: Config) -> None:
        self._store = store
        self._carrier = carrier
        self._config = config
        self._notes: list[str] = []

    def push(self, *, articles: bool, lead: bool, join_project: bool) -> Sent:
        """Write what the exchange lacks of ours; nothing if anything is wrong with it."""
        self._notes += self._carrier.check()
        file = self._project(lead=lead, join_project=join_project)
        planned = list(self._planned())
        added = list(self._articles()) if articles else []
        self._carrier.write(
            Added(
                list(self._about(file, lead=lead)),
                list(self._signatures()),
                added,
                [one.tail for one in planned if one.tail],
            )
        )
        return Sent(
            target=self._carrier.where,
            project=file.project,
            events=sum(one.events for one in planned),
            new=sum(one.new for one in planned),
            articles=len(added),
            people=len(self._people),
            differences=differences(file, self._config),
            notes=tuple(self._notes),
        )

    def _project(self, *, lead: bool, join_project: bool) -> ProjectFile:
        """What the exchange is of; ours if it is new."""
        ours = project_file(self._store.project_id, self._config)
        where = self._carrier.where
        if not self._carrier.has(PROJECT):
            return ours
        there = project_of(self._carrier.read(PROJECT), where)
        if there.project != ours.project and not join_project:
            raise ExchangeError(
                f"{where} is the exchange of project {there.project}, and this is "
                f"{ours.project}. Begin with `slugline bundle pull {where}` in a new "
                "project folder, or name the right one with --project. To write into it all the "
                "same: --join-project."
            )
        if lead:
            return msgspec.structs.replace(ours, project=there.project, salt=there.salt)
        return there

    def _about(self, file: ProjectFile, *, lead: bool) -> Iterator[tuple[str, bytes]]:
        for name, data in ((PROJECT, project_json(file)), (GUIDELINE, guideline_md(self._config))):
            if lead or not self._carrier.has(name):
                yield name, data

    def _planned(self) -> Iterator[_Planned]:
        self._people: set[str] = set()
        for stream in self._store.streams():
            if stream.is_ours:
                for person, lines in by_person(self._store.lines(stream.device)).items():
                    self._people.add(person)
                    yield self._continued(event_file(person, stream.device), lines)

    def _continued(self, name: str, ours: dict[str, bytes]) -> _Planned:
        """A stream as it goes on: what is there, then what it lacks of ours.

        Raises:
            ExchangeError: If somebody else wrote in it.
        """
        there = self._carrier.ids(name, ours)
        known: Collection[str] = set(there)
        new = tuple(line for one, line in ours.items() if one not in known)
        foreign = [one for one in there if one not in ours]
        where = self._carrier.where
        if foreign and new:
            raise ExchangeError(
                f"{where}: {name} holds {len(foreign):,} events that this project does not "
                f"have ({foreign[0][:34]}), and only this project writes it. If the project is an "
                f"older copy, `slugline bundle pull {where}` first, which asks whether they "
                "are yours (in a script: --my-device); then push again. Nothing was written."
            )
        if foreign:
            self._notes.append(f"{name} is ahead of this project: pull to have all of it here.")
            return _Planned(None, len(there), 0)
        tail = Tail(name, tuple(ours[one] for one in there), new)
        if not new and not self._carrier.holds(name, b"\n".join(tail.there)):
            self._notes.append(f"{name} was changed by something, and is whole again.")
        return _Planned(tail, len(ours), len(new))

    def _articles(self) -> Iterator[tuple[str, bytes]]:
        """The articles that the exchange lacks; those that are there are never changed."""
        for kept in self._store.articles(first_cut=True):
            name, data = article_file(kept.article.id), corpus_json(kept)
            if not self._carrier.has(name):
                yield name, data
            elif not self._carrier.holds(name, data):
                self._notes.append(
                    f"{name} is there with other cuts or facts, and stays so: labels of sentences "
                    "that are cut otherwise there do not count for others."
                )

    def _signatures(self) -> Iterator[tuple[str, bytes]]:
        vouchers, why_not = own_vouchers(self._store)
        if why_not:
            self._notes.append(why_not)
        for device, ours in by_device(vouchers).items():
            name = signature_file(device)
            before = self._carrier.read(name) if self._carrier.has(name) else b""
            lines = with_earlier(ours, vouchers_of(before, device))
            data = b"".join(one.line() + b"\n" for one in lines)
            if data != before:
                yield name, data
