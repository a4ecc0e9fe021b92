"""brat's standoff files: a label on a part of a text, which is a sentence here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotations import outside
from annotations.importing.read_files import Told
from annotations.importing.records import Item, Quote, Said, Unread

_ANNOTATION: Final = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_NOTE: Final = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(s-[0-9a-f]{16})")
_PERSON: Final = re.compile(r"ann-\d+")


def read_brat(path: Path) -> Told:
    """What the `.ann` files of a folder say, or one of them.

    A folder is somebody's where it is called `ann-1`, as exports call them; else nobody's.

    Raises:
        OSError: If something cannot be read.
    """
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    return Told("brat", tuple(item for file in files for item in _items(file)))


def _items(file: Path) -> Iterator[Item]:
    try:
        lines = outside.read_whole(file).decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        yield Unread(file.name, "is not in UTF-8", damaged=True)
        return
    ids = {found[1]: found[2] for line in lines if (found := _NOTE.match(line))}
    person = file.parent.name if _PERSON.fullmatch(file.parent.name) else ""
    for number, line in enumerate(lines, start=1):
        if not line.startswith("T"):
            continue  # relations, events, attributes and notes are no labels
        where = f"{file.name}, line {number}"
        found = _ANNOTATION.fullmatch(line)
        if found is None:
            yield Unread(where, "is no annotation of brat", damaged=True)
            continue
        key, label, _, text = found.groups()
        quote = Quote(text=text, id=ids.get(key, ""))
        yield Said(where=where, quote=quote, person=person, label=label)
