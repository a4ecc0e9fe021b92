"""spaCy: a `DocBin` with `doc.cats`, as `spacy train` reads it for a text categoriser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import TrainingSet
from annotations.dataset.row import Heading
from annotations.errors import ExportError

if TYPE_CHECKING:
    from spacy.language import Language


def stream(training_set: TrainingSet, heading: Heading, sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """The rows as one `DocBin`: every label in every `cats`, one of them 1.0.

    The format is one compressed piece, so all rows of the file are held in memory.

    Raises:
        ExportError: If there is one label only, which spaCy refuses to train.
    """
    from spacy.tokens import DocBin

    if len(heading.labels) < 2:
        raise ExportError("spaCy trains with two labels or more; the scheme has one.")
    pipelines: dict[str, Language] = {}
    found = DocBin(attrs=["ORTH", "SPACY"], store_user_data=True)
    for sheet in sheets:
        lang = sheet.facts.lang.split("-")[0]
        if lang not in pipelines:
            pipelines[lang] = _blank(lang)
        for one in sheet.kept:
            doc = pipelines[lang].make_doc(sheet.text(one.number))
            doc.cats = {label: float(label == one.outcome.label) for label in heading.labels}
            doc.user_data["id"] = one.id
            found.add(doc)
    if len(found):
        yield found.to_bytes()


def _blank(lang: str) -> Language:
    """A tokeniser for a language; the one for any language where spaCy does not know it."""
    import spacy

    try:
        return spacy.blank(lang)
    except ImportError:
        return spacy.blank("xx")
