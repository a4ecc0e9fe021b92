"""spaCy's training files (`.spacy`): texts with their categories."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from annotations import outside
from annotations.errors import LabelFileError
from annotations.importing.other_programs import doccano
from annotations.importing.read_files import Told
from annotations.importing.records import Item


def read_docbin(path: Path) -> Told:
    """The category of every text.

    Raises:
        LabelFileError: If spaCy is not installed, or the file is damaged.
        OSError: If it cannot be read.
    """
    if find_spec("spacy") is None:
        raise LabelFileError(
            f"{path} is read with spaCy, which is not installed: pip install 'slugline[spacy]'."
        )
    import spacy
    from spacy.tokens import DocBin

    data = outside.read_whole(path)
    try:
        docs = list(DocBin().from_bytes(data).get_docs(spacy.blank("en").vocab))
    except Exception as error:
        # zlib, msgpack and numpy each have their own words for a file that was cut.
        raise LabelFileError(f"{path} is damaged: spaCy cannot read it ({error}).") from error

    def items() -> Iterator[Item]:
        for number, doc in enumerate(docs, start=1):
            record = {"text": doc.text, "cats": dict(doc.cats), "sid": doc.user_data.get("id", "")}
            yield from doccano(record, f"text {number}")

    return Told("spaCy", tuple(items()))
