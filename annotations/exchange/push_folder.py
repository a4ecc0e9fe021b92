"""Writing into an exchange folder: our own streams, and what nobody has written yet.

Each file of events has one writer, so nothing that carries the folder has to merge text. All is
looked at before anything is written; what is written is written beside its place and moved there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from annotations.config import Config
from annotations.errors import ExchangeError
from annotations.exchange.archive import Folder, check_no_link
from annotations.exchange.article_file import corpus_json
from annotations.exchange.layout import (
    ATTRIBUTES,
    CORPUS,
    EVENTS,
    GIT_ATTRIBUTES,
    GUIDELINE,
    PROJECT,
    SIGNATURES,
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
from annotations.exchange.read import lines_of
from annotations.exchange.signing import by_device, own_vouchers, with_earlier
from annotations.exchange.vouchers import vouchers_of
from annotations.outside import read_whole
from annotations.store import Store
from annotations.store.engine import disk


class _Planned(NamedTuple):
    """A stream of ours, as the folder shall hold it."""

    name: str
    data: bytes
    events: int
    new: int
    """Of them: are not there yet."""
    is_changed: bool


class FolderPush:
    """One push into an exchange folder.

    Args:
        store: The project.
        target: The folder.
        config: That of the project.
    """

    def __init__(self, store: Store, target: Path, config: Config) -> None:
        self._store = store
        self._target = target
        self._config = config
        self._notes: list[str] = []

    def push(self, *, articles: bool, lead: bool, join_project: bool) -> Sent:
        """Write what the folder lacks of ours; nothing if anything is wrong with it."""
        file = self._project(lead=lead, join_project=join_project)
        planned = list(self._planned())
        added = list(self._articles()) if articles else []
        for folder in (CORPUS, EVENTS):
            self._make(folder)
        self._write_about(lead=lead)
        # Before the events: a signature over what is not there yet does no harm to who reads now.
        self._write_signatures()
        for name, data in added:
            self._write(name, data)
        for one in planned:
            if one.is_changed:
                self._make(one.name.rpartition("/")[0])
                self._write(one.name, one.data)
        return Sent(
            target=str(self._target),
            project=file.project,
            events=sum(one.events for one in planned),
            new=sum(one.new for one in planned),
            articles=len(added),
            people=len({one.name.split("/")[1] for one in planned}),
            differences=differences(file, self._config),
            notes=tuple(self._notes),
        )

    def _project(self, *, lead: bool, join_project: bool) -> ProjectFile:
        """What the exchange is of; ours if it is new."""
        ours = project_file(self._store.project_id, self._config)
        if (self._target / "annotations.json").exists():
            raise ExchangeError(
                f"{self._target} is a project folder. Colleagues never share one: name a folder "
                "beside it."
            )
        if not self._target.is_dir():
            if self._target.exists():
                raise ExchangeError(f"{self._target} is no folder, and does not end in .zip.")
            return ours
        check_no_link(self._target / PROJECT, self._target)
        if not (self._target / PROJECT).exists():
            return ours
        there = project_of(Folder(self._target).read(PROJECT), str(self._target))
        if there.project != ours.project and not join_project:
            raise ExchangeError(
                f"{self._target} is the exchange of project {there.project}, and this is "
                f"{ours.project}. Begin with `slugline bundle pull {self._target}` in a new "
                "project folder, or name the right one with --project. To write into it all the "
                "same: --join-project."
            )
        if lead:
            return msgspec.structs.replace(ours, project=there.project, salt=there.salt)
        return there

    def _write_about(self, *, lead: bool) -> None:
        file = self._project(lead=lead, join_project=True)
        for name, data in ((PROJECT, project_json(file)), (GUIDELINE, guideline_md(self._config))):
            if lead or not (self._target / name).exists():
                self._write(name, data)
        attributes = self._target / ATTRIBUTES
        if not attributes.exists():
            self._write(ATTRIBUTES, "\n".join((*GIT_ATTRIBUTES, "")).encode())
        elif missing := set(GIT_ATTRIBUTES).difference(
            read_whole(attributes).decode(errors="replace").splitlines()
        ):
            self._notes.append(
                f"{ATTRIBUTES} lacks, which keeps git from changing bytes: "
                f"{'; '.join(sorted(missing))}"
            )

    def _planned(self) -> Iterator[_Planned]:
        for stream in self._store.streams():
            if stream.is_ours:
                for person, lines in by_person(self._store.lines(stream.device)).items():
                    yield self._continued(event_file(person, stream.device), lines)

    def _continued(self, name: str, ours: dict[str, bytes]) -> _Planned:
        """A stream as it goes on: what is there, then what it lacks of ours.

        Raises:
            ExchangeError: If somebody else wrote in it.
        """
        raw, there = self._there(name)
        new = [line for one, line in ours.items() if one not in there]
        foreign = [one for one in there if one not in ours]
        if foreign and new:
            raise ExchangeError(
                f"{self._target}: {name} holds {len(foreign):,} events that this project does not "
                f"have ({foreign[0][:34]}), and only this project writes it. If the project is an "
                f"older copy, `slugline bundle pull {self._target}` first, which asks whether they "
                "are yours (in a script: --my-device); then push again. Nothing was written."
            )
        if foreign:
            self._notes.append(f"{name} is ahead of this project: pull to have all of it here.")
            return _Planned(name, raw, len(there), 0, is_changed=False)
        data = b"".join(ours[one] + b"\n" for one in there) + b"".join(b"%b\n" % one for one in new)
        if not new and data != raw:
            self._notes.append(f"{name} was changed by something, and is whole again.")
        return _Planned(name, data, len(ours), len(new), is_changed=data != raw)

    def _there(self, name: str) -> tuple[bytes, dict[str, None]]:
        """A stream that is there, and the ids of its events, in order.

        Raises:
            ExchangeError: If there is something else.
        """
        for part in (EVENTS, name.rpartition("/")[0], name):
            check_no_link(self._target / part, self._target)
        if not (self._target / name).exists():
            return b"", {}
        where = f"{self._target}: {name}"
        raw = Folder(self._target).read(name)
        found: dict[str, None] = {}
        for line in lines_of(raw, where):
            if line.head is not None:
                found[line.head.id] = None
            elif not line.is_cut_off:
                raise ExchangeError(
                    f"{where}, line {line.number:,} is no event: something else wrote there. Look "
                    "at it, delete the file, and push again: all of yours is written anew."
                )
        return raw, found

    def _articles(self) -> Iterator[tuple[str, bytes]]:
        """The articles that the exchange lacks; those that are there are never changed."""
        check_no_link(self._target / CORPUS, self._target)
        for kept in self._store.articles(first_cut=True):
            name = article_file(kept.article.id)
            place = self._target / name
            check_no_link(place, self._target)
            if not place.exists():
                yield name, corpus_json(kept)
            elif Folder(self._target).read(name).strip() != corpus_json(kept).strip():
                self._notes.append(
                    f"{name} is there with other cuts or facts, and stays so: labels of sentences "
                    "that are cut otherwise there do not count for others."
                )

    def _write_signatures(self) -> None:
        vouchers, why_not = own_vouchers(self._store)
        if why_not:
            self._notes.append(why_not)
        for device, ours in by_device(vouchers).items():
            name = signature_file(device)
            self._make(SIGNATURES)
            check_no_link(self._target / name, self._target)
            is_there = (self._target / name).exists()
            before = Folder(self._target).read(name) if is_there else b""
            lines = with_earlier(ours, vouchers_of(before, device))
            data = b"".join(one.line() + b"\n" for one in lines)
            if data != before:
                self._write(name, data)

    def _make(self, folder: str) -> None:
        place = self._target / folder
        check_no_link(place, self._target)
        place.mkdir(parents=True, exist_ok=True)

    def _write(self, name: str, data: bytes) -> None:
        check_no_link(self._target / name, self._target)
        disk.replace(self._target / name, [data])
