"""Rows into a file, which appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotations.dataset.builder import Advance, TrainingSet
from annotations.dataset.formats import Format
from annotations.dataset.summary import Summary
from annotations.errors import ExportError
from annotations.store.engine import disk


def export(
    training_set: TrainingSet,
    form: Format,
    out: BinaryIO,
    advance: Advance = lambda votes: None,
) -> Summary:
    """Write a training set to an open file or pipe.

    Raises:
        ExportError: If the format takes several files, there is nothing to write (then nothing
            was), the text of a sentence is not the one that was labelled, or not everything could
            be written.
        StoreError: If the project cannot be read.
        BrokenPipeError: If nobody reads on, which is theirs to decide.
    """
    try:
        for piece in _pieces(training_set, form, advance):
            out.write(piece)
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"Not everything was written: {error.strerror or error}.") from error
    return training_set.summary


def export_file(
    training_set: TrainingSet,
    form: Format,
    path: Path,
    advance: Advance = lambda votes: None,
) -> Summary:
    """Write a training set to a file, which appears whole or stays as it was.

    Raises:
        ExportError: As for `export`, and if the file cannot be written.
        StoreError: If the project cannot be read.
    """
    try:
        with folder_for(path):
            _replace(path, _pieces(training_set, form, advance))
    except OSError as error:
        raise ExportError(f"{path} was not written: {error.strerror or error}.") from error
    return training_set.summary


def nothing(summary: Summary) -> str:
    """Why there is nothing to export, and what to do."""
    reasons = ", ".join(f"{count} with {reason}" for reason, count in summary.left_out.items())
    if reasons:
        return f"Nothing to export: every labelled sentence was left out ({reasons})."
    return "Nothing to export: no sentence is labelled. Label one first."


@contextmanager
def folder_for(target: Path) -> Iterator[None]:
    """The folder that the target stands in; those that were made for nothing go again.

    Raises:
        ExportError: If it cannot be made.
    """
    made = []
    for parent in (target.parent, *target.parent.parents):
        if parent.exists():
            break
        made.append(parent)
    try:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = error.strerror or error
            raise ExportError(f"{target.parent} could not be made: {why}.") from error
        yield
    except BaseException:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _pieces(training_set: TrainingSet, form: Format, advance: Advance) -> Iterator[bytes]:
    written = False
    for piece in form.pieces(training_set, None, advance):
        written = True
        yield piece
    if not written:
        # An empty file would be valid, and every library that trains would stumble over it.
        raise ExportError(nothing(training_set.summary))


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    """Give `path` new content in one step; whatever ends it early leaves the old one alone.

    A symbolic link stays one. A pipe or device has no old content: it is written as it comes.
    """
    if path.is_dir():
        raise ExportError(f"{path} is a folder. Name a file.")
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            out.writelines(pieces)
        return
    target = path.resolve()
    beside = disk.write_beside(target, pieces, ahead=True)
    try:
        with suppress(FileNotFoundError):
            beside.chmod(target.stat().st_mode & 0o7777)
        disk.take_place(beside, target)
    except BaseException:
        disk.remove(beside)
        raise
