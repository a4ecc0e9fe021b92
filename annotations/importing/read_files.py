"""What a file of labels says, or the folder of an export.

A file that an export wrote is asked for its hash, and refused where it is damaged: labels that
are missing are not noticed later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from annotations.dataset.clusters import Place
from annotations.errors import LabelFileError
from annotations.importing.file_records import KNOWN, Records, form_of, records_of
from annotations.importing.record_formats import SHAPES, Shape
from annotations.importing.records import Item, Unread
from annotations.labels import Label

ANNOTATIONS_KIND = "annotations"
_TABLES = {"csv": "a table", "workbook": "a table", "fasttext": "fastText"}
"""What files of text and label are called that need not be doccano's."""


class Told(NamedTuple):
    """What a file or folder says."""

    kind: str
    """What it is: `annotations`, `rows`, `votes`, `Prodigy`, `doccano`, `Label Studio`, …"""
    items: tuple[Item, ...]
    labels: tuple[Label, ...] = ()
    """The label scheme that an export was made under; empty if the file does not tell."""
    notices: tuple[str, ...] = ()
    places: Mapping[str, Place] = {}
    """Where an export has put articles, by article id; empty if it had everything for training."""
    edited: tuple[str, ...] = ()
    """Files that are not as they were exported, though they have all of their rows."""

    @property
    def own(self) -> bool:
        """Whether it holds all that was said here, so that nothing need be made of it."""
        return self.kind == ANNOTATIONS_KIND

    def holds_label(self, slug: str) -> bool:
        """Whether the export knew a label, under this slug or as a former one."""
        return not self.labels or any(
            slug == label.slug or slug in label.formerly for label in self.labels
        )


def read(path: Path, *, partial: bool = False) -> Told:
    """Everything that a file of labels, or the folder of an export, says.

    Args:
        path: The file or folder.
        partial: Take what is whole of something damaged; what is not stands among the items.

    Raises:
        LabelFileError: If it is not there, cannot be read, is damaged, or is nothing known.
    """
    from annotations.importing.export_folder import is_export, missing_of, read_folder

    try:
        if path.is_dir():
            if not is_export(path):
                from annotations.importing.brat import read_brat

                return sound(path, read_brat(path), partial=partial)
            return read_folder(path, partial=partial)
        told = read_file(path, partial=partial)
        cut = missing_of(path, len(told.items))
    except OSError as error:
        raise LabelFileError(f"{path} cannot be read: {error.strerror or error}.") from error
    if cut:
        told = told._replace(items=(*told.items, Unread("the end", cut, damaged=True)))
    return sound(path, told, partial=partial)


def sound(path: Path, told: Told, *, partial: bool) -> Told:
    """The same, if nothing of it is damaged, or what is whole was asked for.

    Raises:
        LabelFileError: If something is.
    """
    broken = [one for one in told.items if isinstance(one, Unread) and one.damaged]
    if broken and not partial:
        first, more = broken[0], len(broken) - 1
        others = f" ({more:,} more such)" if more else ""
        raise LabelFileError(
            f"{path} is damaged: {first.where} {first.reason}{others}. Nothing was imported. Get "
            "it again from where it came from, or take what is whole with --partial."
        )
    return told


def read_file(path: Path, *, partial: bool = False) -> Told:
    """What one file says, damaged or not.

    Raises:
        LabelFileError: If it is damaged as a whole, or of no known kind.
        OSError: If it cannot be read.
    """
    if path.suffix == ".ann":
        from annotations.importing.brat import read_brat

        return read_brat(path)
    if path.suffix == ".spacy":
        from annotations.importing.docbin import read_docbin

        return read_docbin(path)
    first, broken = None, None
    for one in records_of(path, partial=partial):
        if not isinstance(one, Unread):
            first = one
            break
        broken = broken or one
    if first is None and broken is not None:
        raise LabelFileError(
            f"{path} is damaged, or of no known kind: {broken.where} {broken.reason}, and it "
            f"holds no record. Known are {KNOWN}."
        )
    if first is None:
        raise LabelFileError(f"{path} holds no record. Known are {KNOWN}.")
    shape = next((shape for shape in SHAPES if shape.fits(first[1])), None)
    if shape is None:
        keys = ", ".join(map(str, list(first[1])[:8]))
        raise LabelFileError(
            f"{path}: records with the keys {keys} are not known. Known are {KNOWN}."
        )
    kind = _TABLES.get(form_of(path), shape.name) if shape.name == "doccano" else shape.name
    return Told(kind, tuple(_items(shape, records_of(path, partial=partial))))


def _items(shape: Shape, records: Records) -> Iterator[Item]:
    alike = [other for other in SHAPES if other.name == shape.name]
    for one in records:
        if isinstance(one, Unread):
            yield one
            continue
        where, record = one
        fitting = next((other for other in (shape, *alike) if other.fits(record)), None)
        if fitting:
            yield from fitting.read(record, where)
        else:
            what = f"is not like the first record, which is of {shape.name}"
            yield Unread(where, what, damaged=True)


def damages(items: Iterable[Item]) -> list[Unread]:
    """Those of items that are damage."""
    return [one for one in items if isinstance(one, Unread) and one.damaged]
