"""The formats of a training set: name, writer, and what to know before choosing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

from annotations.dataset import card, metadata
from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import Advance, Files, TrainingSet
from annotations.dataset.formats import (
    brat,
    csv,
    doccano,
    fasttext,
    hf,
    jsonl,
    labelstudio,
    lewidi,
    parquet,
    prodigy,
    spacy,
    votes,
    webannotation,
    yaml,
)
from annotations.dataset.manifest import Manifest
from annotations.dataset.options import Options
from annotations.dataset.row import Heading
from annotations.dataset.two_processes import divided
from annotations.errors import ExportError

Stream = Callable[[TrainingSet, Heading, Iterable[Sheet]], Iterator[bytes]]
"""The bytes of one file, in pieces, holding few rows at a time; none if there is no row."""


class Format(NamedTuple):
    """One way to write a training set."""

    about: str
    """Whom it is for, in a few words."""
    stream: Stream | None
    """Writes everything, or one split, to one file; None where that takes several."""
    suffixes: tuple[str, ...] = ()
    """Of files that are taken to be of this format, the usual one first."""
    by_suffix: bool = True
    """Whether a file is taken to be of this format because of its suffix alone."""
    files: Callable[[TrainingSet, Advance], Files] | None = None
    """Writes a folder; None where that is one file a split."""
    whole: str = ""
    """The one file of a folder, where splits do not part it."""
    comfortable: int | None = None
    """Rows above which reading it back takes long; None if it never does."""
    shapes: bool = False
    """Whether rows may have other columns: `--minimal`, `--no-text`, `--spans`, `--origin`."""
    without_text: bool = False
    """Whether it can be written without the text, if not by other columns."""
    passes: int = 1
    """How often a folder of it reads the labels."""
    beside: Callable[[Manifest], dict[str, bytes]] | None = None
    """Further files of a folder that say what is in it: a card, metadata."""
    divisible: bool = False
    """Whether what it writes of some articles and of others may be put together."""
    needs: str = ""
    """The library it is written with, which the extra of the same name brings."""

    def in_folder(self, training_set: TrainingSet, advance: Advance) -> Files:
        """The files of a folder."""
        if self.files is not None:
            yield from self.files(training_set, advance)
            return
        assert self.stream is not None
        if self.whole:
            yield self.whole, self.pieces(training_set, None, advance)
            return
        for split in training_set.splits:
            yield split + self.suffixes[0], self.pieces(training_set, split, advance)

    def pieces(
        self, training_set: TrainingSet, split: str | None, advance: Advance
    ) -> Iterator[bytes]:
        """The bytes of one file, of everything or of one split.

        Raises:
            ExportError: As `TrainingSet.sheets`, and if the format takes several files.
            StoreError: As `TrainingSet.sheets`.
        """
        if self.stream is None:
            raise ExportError("This format takes a folder of several files. Name one with -o.")
        make = partial(self.stream, training_set, training_set.heading(split))
        if self.divisible:
            return divided(training_set, make, split, advance)
        return make(training_set.sheets(split, advance))


FORMATS: Final[dict[str, Format]] = {
    "jsonl": Format(
        "training libraries, scripts, large projects",
        jsonl.stream,
        (".jsonl", ".ndjson"),
        shapes=True,
        divisible=True,
        beside=metadata.files,
    ),
    "yaml": Format(
        "people who read or review the file, small projects",
        yaml.stream,
        (".yaml", ".yml"),
        comfortable=20_000,
        shapes=True,
    ),
    "hf": Format(
        "Hugging Face `datasets`: a folder with a card",
        None,
        files=hf.files,
        beside=card.files,
        passes=2,
        shapes=True,
    ),
    "votes": Format(
        "studies of disagreement: one line a sentence and person",
        votes.stream,
        whole="votes.jsonl",
        without_text=True,
    ),
    "csv": Format("spreadsheets, pandas", csv.stream, (".csv",), shapes=True),
    "prodigy": Format("Prodigy, `db-in`", prodigy.stream, whole="prodigy.jsonl"),
    "doccano": Format("doccano, document classification", doccano.stream, (".jsonl",)),
    "labelstudio": Format("Label Studio: interface and tasks", None, files=labelstudio.files),
    "spacy": Format("`spacy train`, text categoriser", spacy.stream, (".spacy",), needs="spacy"),
    "fasttext": Format(
        "fastText, `supervised`: a line a row",
        fasttext.stream,
        (".txt",),
        by_suffix=False,
        divisible=True,
    ),
    "parquet": Format(
        "large sets, `datasets`, data frames",
        parquet.stream,
        (".parquet",),
        shapes=True,
        needs="pyarrow",
    ),
    "brat": Format("brat, span editors: text and standoff", None, files=brat.files),
    "webannotation": Format(
        "the W3C's annotation model",
        webannotation.stream,
        (".jsonld",),
        whole="annotations.jsonld",
        without_text=True,
    ),
    "lewidi": Format("learning from disagreement, as in Le-Wi-Di", None, files=lewidi.files),
}


def format_named(name: str, options: Options = Options()) -> Format:  # noqa: B008  # frozen
    """The format of that name, which can be written as `options` ask.

    Raises:
        ExportError: If there is none; it lists those there are. If it has columns of its own and
            others are asked for, or what it is written with is not installed.
    """
    if name not in FORMATS:
        raise ExportError(f"There is no format “{name}”. Choose one of {', '.join(FORMATS)}.")
    form = FORMATS[name]
    asked = [one for one in ("minimal", "spans", "origin", "no_text") if getattr(options, one)]
    if asked and not form.shapes and not (asked == ["no_text"] and form.without_text):
        able = [
            known
            for known, one in FORMATS.items()
            if one.shapes or (asked == ["no_text"] and one.without_text)
        ]
        raise ExportError(
            f"{name} has columns of its own, so --{asked[0].replace('_', '-')} does not go with "
            f"it. It goes with {', '.join(able)}."
        )
    if options.excel and name != "csv":
        raise ExportError(f"--for excel goes with the format csv, not with {name}.")
    if options.completed_by and name != "labelstudio":
        raise ExportError(f"--completed-by goes with the format labelstudio, not with {name}.")
    if form.needs and find_spec(form.needs) is None:
        raise ExportError(
            f"{name} is written with {form.needs}, which is not installed: "
            f"pip install 'slugline[{name}]'."
        )
    return form


def format_for(path: Path) -> str:
    """The name of the format that a file's name asks for; `jsonl` where it asks for none."""
    for name, form in FORMATS.items():
        if form.by_suffix and path.suffix.lower() in form.suffixes:
            return name
    return "jsonl"
