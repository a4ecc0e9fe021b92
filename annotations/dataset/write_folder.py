"""An export as a folder: every file, then the manifest that vouches for them."""

from __future__ import annotations

import secrets
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import msgspec

from annotations.dataset.builder import Advance, TrainingSet
from annotations.dataset.decision_rows import DECISIONS, decisions
from annotations.dataset.formats import FORMATS
from annotations.dataset.formats.jsonl import to_jsonl
from annotations.dataset.manifest import (
    ANNOTATIONS,
    MANIFEST,
    Census,
    FilePart,
    Manifest,
    Reports,
    encoded,
    manifest,
)
from annotations.dataset.write_file import folder_for, nothing
from annotations.errors import ExportError
from annotations.outside import read_whole
from annotations.store.engine import disk

NO_REPORTS = Reports()


def export_folder(
    training_set: TrainingSet,
    name: str,
    folder: Path,
    reports: Reports = NO_REPORTS,
    advance: Advance = lambda votes: None,
) -> Manifest:
    """Write a training set to a folder, which then holds this export, or stays as it was.

    Everything is written and synced in a folder beside it. If there is none yet, that one takes its
    place in one step. Otherwise file after file is moved, the manifest last, and what an earlier
    export had besides is removed; an error on the way moves everything back. A power cut on the
    way leaves files of both exports and a manifest that does not fit them, which `slugline
    validate` says; exporting again mends it.

    Args:
        training_set: What to write.
        name: The format.
        folder: Where to; files there that no export wrote are left alone.
        reports: What the manifest says besides.
        advance: Told of votes as they are dealt with; all of them, `passes(name)` times.

    Raises:
        ExportError: If there is nothing to write, the text of a sentence is not the one that was
            labelled, the project changed meanwhile, or the folder cannot be written.
        StoreError: If the project cannot be read.
    """
    with replacing(folder) as writing:
        return _written(training_set, name, reports, advance, writing)


@contextmanager
def replacing(folder: Path) -> Iterator[Writing]:
    """What is written takes the place of the export in a folder, as `export_folder` says.

    Args:
        folder: Where to.

    Yields:
        Writes files, the manifest too.

    Raises:
        ExportError: If the folder cannot be written, or holds what no export wrote.
    """
    target = folder.resolve()
    if target.exists() and not target.is_dir():
        raise ExportError(f"{folder} is a file. Name a folder.")
    beside = target.with_name(f"{target.name}.tmp-{secrets.token_hex(4)}")
    with folder_for(target):
        try:
            beside.mkdir()
            writing = Writing(beside)
            yield writing
            _take_place(beside, target, [one.path for one in writing.files if one.path != MANIFEST])
        except OSError as error:
            raise ExportError(f"{folder} was not written: {error.strerror or error}.") from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def passes(name: str) -> int:
    """How often the labels are read for a folder in a format: once more for all that was said."""
    return FORMATS[name].passes + 1


def _written(
    training_set: TrainingSet, name: str, reports: Reports, advance: Advance, writing: Writing
) -> Manifest:
    form = FORMATS[name]
    before = training_set.store.cursor()
    for path, pieces in form.in_folder(training_set, advance):
        writing.write(path, pieces)
    if not training_set.summary.rows and not writing.files:
        raise ExportError(nothing(training_set.summary))
    census = Census(training_set)
    writing.write(ANNOTATIONS, to_jsonl(census.rows(advance)))
    writing.write(DECISIONS, to_jsonl(decisions(training_set)))
    if training_set.store.cursor() != before:
        raise ExportError("The project changed while it was read. Export it again.")
    made = manifest(training_set, census, name, reports, writing.files)
    for path, data in form.beside(made).items() if form.beside else ():
        writing.write(path, [data])
    made = msgspec.structs.replace(made, files=tuple(sorted(writing.files, key=_path)))
    writing.write(MANIFEST, [encoded(made)])
    return made


class Writing:
    """Writes files into a folder, and notes the hash of each.

    Args:
        folder: Is there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[FilePart] = []
        """Those written so far, in that order."""

    def write(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write and sync a file; without any bytes there will be none."""
        digest, size, lines = sha256(), 0, 0

        def hashed() -> Iterator[bytes]:
            nonlocal size, lines
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                lines += piece.count(b"\n")
                yield piece

        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = disk.write_beside(target, hashed())
        if not size:
            disk.remove(beside)
            return
        disk.take_place(beside, target)
        self.files.append(FilePart(path, size, digest.hexdigest(), lines))


def _path(file: FilePart) -> str:
    return file.path


def _take_place(beside: Path, target: Path, files: Sequence[str]) -> None:
    """Move the files of `beside`, and its manifest last, to `target`; all of them, or none."""
    if not target.exists():
        disk.move(beside, target)
        disk.sync_folder(target.parent)
        return
    earlier = _earlier(target)
    for path in (*files, MANIFEST):
        if (target / path).exists() and path not in earlier:
            raise ExportError(
                f"{target / path} is there, and no export wrote it. Name another folder."
            )
    gone = sorted(earlier.difference(files) - {MANIFEST})
    old = beside / ".old"
    moved: list[tuple[Path, Path]] = []

    def move(this: Path, there: Path) -> None:
        there.parent.mkdir(parents=True, exist_ok=True)
        disk.move(this, there)
        moved.append((this, there))

    with _undisturbed():
        try:
            for path in (*gone, *files, MANIFEST):
                if (target / path).exists():
                    move(target / path, old / path)
                if path not in gone:
                    move(beside / path, target / path)
        except BaseException:
            for this, there in reversed(moved):
                disk.move(there, this)
            raise
        for parent in {(target / path).parent for path in (*files, *gone, MANIFEST)}:
            disk.sync_folder(parent)
            if parent != target and not any(parent.iterdir()):
                parent.rmdir()


def _earlier(folder: Path) -> set[str]:
    """The files that the last export wrote there, by its manifest."""
    try:
        known = msgspec.json.decode(read_whole(folder / MANIFEST), type=_Known)
    except (OSError, msgspec.MsgspecError):
        return set()
    if not known.schema.startswith("training-set/"):
        return set()
    # A manifest may come from anywhere: what it names outside its folder is not touched.
    names = [file.path for file in known.files]
    inside = [name for name in names if (folder / name).resolve().is_relative_to(folder)]
    return {MANIFEST, *inside}


class _File(msgspec.Struct):
    path: str


class _Known(msgspec.Struct):
    schema: str
    files: tuple[_File, ...]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl+C waits until this is over; it takes a moment."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, waiting)
