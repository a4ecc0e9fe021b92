"""An exchange folder, to be written to: what git, a synced drive or a stick carries.

Each file of events has one writer, so nothing that carries the folder has to merge text. What is
written is written beside its place and moved there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotations.errors import ExchangeError
from annotations.exchange.archive import Folder, check_no_link
from annotations.exchange.carrier import Added
from annotations.exchange.layout import (
    ATTRIBUTES,
    CORPUS,
    EVENTS,
    GIT_ATTRIBUTES,
    PROJECT,
    SIGNATURES,
)
from annotations.exchange.read import lines_of
from annotations.outside import read_whole
from annotations.store.engine import disk


class FolderCarrier:
    """An exchange folder; it is made when something is written.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._files = Folder(path)

    @property
    def where(self) -> str:
        """The folder."""
        return str(self._path)

    def check(self) -> tuple[str, ...]:
        """See that it is a folder, and no project's; whether git could change bytes in it."""
        if (self._path / "annotations.json").exists():
            raise ExchangeError(
                f"{self._path} is a project folder. Colleagues never share one: name a folder "
                "beside it."
            )
        if not self._path.is_dir():
            if self._path.exists():
                raise ExchangeError(f"{self._path} is no folder, and does not end in .zip.")
            return ()
        for name in (PROJECT, EVENTS, CORPUS):
            check_no_link(self._path / name, self._path)
        attributes = self._path / ATTRIBUTES
        if not attributes.exists():
            return ()
        lines = read_whole(attributes).decode(errors="replace").splitlines()
        missing = "; ".join(sorted(set(GIT_ATTRIBUTES).difference(lines)))
        if not missing:
            return ()
        return (f"{ATTRIBUTES} lacks, which keeps git from changing bytes: {missing}",)

    def names(self) -> tuple[str, ...]:
        """The files of the exchange that are there, and what else stands among them."""
        return self._files.names()

    def has(self, name: str) -> bool:
        """Whether a file is there; a link in its place is refused."""
        for part in (name.partition("/")[0], name.rpartition("/")[0], name):
            check_no_link(self._path / part, self._path)
        return (self._path / name).exists()

    def read(self, name: str, after: int = 0) -> bytes:
        """The whole of a file."""
        return self._files.read(name, after)

    def holds(self, name: str, data: bytes) -> bool:
        """Whether a file is there and says this."""
        return self.has(name) and Folder(self._path).read(name).strip() == data.strip()

    def ids(self, name: str, ours: Mapping[str, bytes]) -> tuple[str, ...]:
        """The ids of the events in a stream's file, in order."""
        if not self.has(name):
            return ()
        where = f"{self._path}: {name}"
        found: dict[str, None] = {}
        for line in lines_of(Folder(self._path).read(name), where):
            if line.head is not None:
                found[line.head.id] = None
            elif not line.is_cut_off:
                raise ExchangeError(
                    f"{where}, line {line.number:,} is no event: something else wrote there. Look "
                    "at it, delete the file, and push again: all of yours is written anew."
                )
        return tuple(found)

    def write(self, added: Added) -> None:
        """Write what is not there as it shall be."""
        for folder in (CORPUS, EVENTS):
            self._make(folder)
        for name, data in added.about:
            self._write(name, data)
        if not (self._path / ATTRIBUTES).exists():
            self._write(ATTRIBUTES, "\n".join((*GIT_ATTRIBUTES, "")).encode())
        # Before the events: a signature over what is not there yet does no harm to who reads now.
        for name, data in added.signatures:
            self._make(SIGNATURES)
            self._write(name, data)
        for name, data in added.articles:
            self._write(name, data)
        for tail in added.tails:
            data = b"".join(b"%b\n" % line for line in (*tail.there, *tail.new))
            # What was there may have other ends of lines, or a last line that was cut off.
            if not self.has(tail.name) or Folder(self._path).read(tail.name) != data:
                self._make(tail.name.rpartition("/")[0])
                self._write(tail.name, data)

    def _make(self, folder: str) -> None:
        place = self._path / folder
        check_no_link(place, self._path)
        place.mkdir(parents=True, exist_ok=True)

    def _write(self, name: str, data: bytes) -> None:
        check_no_link(self._path / name, self._path)
        disk.replace(self._path / name, [data])
