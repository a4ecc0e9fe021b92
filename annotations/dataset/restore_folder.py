"""A folder that was exported without the text, with its text again: rows, metadata, manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple, TypeVar

import msgspec

from annotations.articles.article import Article, Span, sentence_id_of
from annotations.dataset.builder import SPLITS
from annotations.dataset.decision_rows import DECISIONS, DecisionRow
from annotations.dataset.formats import FORMATS
from annotations.dataset.formats.jsonl import to_jsonl
from annotations.dataset.formats.yaml import to_yaml
from annotations.dataset.manifest import ANNOTATIONS, MANIFEST, FilePart, Manifest, encoded
from annotations.dataset.restore_text import fill, filled, none_lacking, read_offsets
from annotations.dataset.row import SCHEMA, Heading
from annotations.dataset.row_variants import AnnotationRow, OffsetsRow, VoteRow
from annotations.dataset.write_folder import replacing
from annotations.errors import ExportError
from annotations.outside import NOT_JSON, OutsideError, load_yaml, open_file, read_whole

FILLED: Final = ("jsonl", "yaml", "hf", "votes")
"""The formats whose folders can be filled."""

_Long = TypeVar("_Long", AnnotationRow, DecisionRow)


class _Place(NamedTuple):
    """Where a sentence stands."""

    article_id: str
    span: Span


def restore(folder: Path, articles: Mapping[str, Article], output: Path) -> Manifest:
    """Write an export without text as the export with text, into a folder, whole or not at all.

    Args:
        folder: The export; each of its files is checked by its hash.
        articles: Copies at hand, by id; all that the export says something of.
        output: Where to; may be `folder` itself.

    Raises:
        ExportError: If the folder is no export without text, or of a format that cannot be filled,
            a copy is missing or is not the text that was labelled, or something cannot be written.
    """
    made = _manifest(folder)
    form = FORMATS[made.format]
    beside = form.beside or (lambda made: {})
    described = beside(made)
    told = [one for one in made.files if one.path not in described]
    for one in told:
        _check(folder, one)
    places = dict(_places(folder / ANNOTATIONS))
    none_lacking(sorted({place.article_id for place in places.values()}), articles)
    options = msgspec.structs.replace(made.options, no_text=False, notes=False)
    with replacing(output) as writing:
        for one in sorted(told, key=_order):
            writing.write(one.path, _filled(folder / one.path, articles, places))
        made = msgspec.structs.replace(
            made, options=options, rows_schema=SCHEMA, files=tuple(writing.files)
        )
        for path, data in beside(made).items():
            writing.write(path, [data])
        made = msgspec.structs.replace(
            made, files=tuple(sorted(writing.files, key=lambda one: one.path))
        )
        writing.write(MANIFEST, [encoded(made)])
    return made


def _manifest(folder: Path) -> Manifest:
    """The manifest of an export that can be filled."""
    path = folder / MANIFEST
    try:
        made = msgspec.json.decode(read_whole(path), type=Manifest)
    except OSError as error:
        raise ExportError(f"{folder} is no export: {path} cannot be read.") from error
    except NOT_JSON as error:
        raise ExportError(f"{path} is not the manifest of an export: {error}.") from error
    if not made.options.no_text:
        raise ExportError(f"{folder} was not exported with --no-text: it has its text.")
    if made.format not in FILLED:
        raise ExportError(
            f"{folder} is of the format {made.format}. Folders that can be filled are "
            f"{', '.join(FILLED)}: export it as one of them."
        )
    return made


def _check(folder: Path, file: FilePart) -> None:
    """Refuse a file that is not the one that was exported, or not in the folder."""
    path = folder / file.path
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ExportError(f"{folder / MANIFEST} names {file.path}, which is not in its folder.")
    digest = sha256()
    try:
        with open_file(path) as content:
            while piece := content.read(1 << 20):
                digest.update(piece)
    except OSError as error:
        raise ExportError(f"{path} cannot be read: {error.strerror}.") from error
    if digest.hexdigest() != file.sha256:
        raise ExportError(f"{path} is not the file that was exported. Export it again.")


def _order(file: FilePart) -> int:
    """As an export writes them, which decides how metadata list them."""
    stem = PurePosixPath(file.path).stem
    return SPLITS.index(stem) if stem in SPLITS else len(SPLITS)


def _places(path: Path) -> Iterator[tuple[str, _Place]]:
    """Where every sentence stands of which somebody said something, by its id."""
    for row in _lines(path, AnnotationRow):
        yield row.id, _Place(row.article_id, Span(row.start, row.end))


_Struct = TypeVar("_Struct", bound=msgspec.Struct)


def _lines(path: Path, struct: type[_Struct]) -> Iterator[_Struct]:
    decoder = msgspec.json.Decoder(struct)
    with open_file(path) as file:
        for number, line in enumerate(file, 1):
            try:
                yield decoder.decode(line)
            except NOT_JSON as error:
                raise ExportError(f"{path}:{number}: this is no such row: {error}.") from error


_Articles = Mapping[str, Article]
_Places = Mapping[str, _Place]
_Maker = Callable[[Path, _Articles, _Places], Iterator[bytes]]


def _filled(path: Path, articles: _Articles, places: _Places) -> Iterator[bytes]:
    """The bytes that a file has with its text."""
    make = _BY_NAME.get(path.name) or _BY_SUFFIX.get(path.suffix)
    if make is None:
        raise ExportError(f"{path}: nothing is known of such a file. Export the folder again.")
    return make(path, articles, places)


def _rows(path: Path, articles: _Articles, places: _Places) -> Iterator[bytes]:
    return fill(read_offsets(path), articles)


def _yaml(path: Path, articles: _Articles, places: _Places) -> Iterator[bytes]:
    try:
        found = load_yaml(read_whole(path))
        heading = Heading(tuple(found["labels"]), found["split"])
        rows = msgspec.convert(found["rows"], list[OffsetsRow])
    except (OutsideError, msgspec.ValidationError, KeyError, TypeError) as error:
        raise ExportError(f"{path} has no rows without text: {error}.") from error
    none_lacking(sorted({row.article_id for row in rows}), articles)
    return to_yaml(heading, (filled(row, articles[row.article_id]) for row in rows))


def _votes(path: Path, articles: _Articles, places: _Places) -> Iterator[bytes]:
    def complete() -> Iterator[VoteRow]:
        for row in _lines(path, VoteRow):
            if row.id not in places:
                raise ExportError(f"{path}: nobody says where the sentence {row.id} stands.")
            yield msgspec.structs.replace(row, text=_text(row.id, *places[row.id], articles))

    return to_jsonl(complete())


def _long(struct: type[_Long]) -> _Maker:
    """Of rows that say themselves where they stand."""

    def make(path: Path, articles: _Articles, places: _Places) -> Iterator[bytes]:
        return to_jsonl(
            msgspec.structs.replace(
                row, text=_text(row.id, row.article_id, Span(row.start, row.end), articles)
            )
            for row in _lines(path, struct)
        )

    return make


def _text(sentence_id: str, article_id: str, span: Span, articles: _Articles) -> str:
    none_lacking([article_id], articles)
    text = span.of(articles[article_id].text)
    if sentence_id_of(article_id, span, text) != sentence_id:
        raise ExportError(f"{sentence_id}: the text at hand is not the one that was labelled.")
    return text


_BY_NAME: Final[Mapping[str, _Maker]] = {
    ANNOTATIONS: _long(AnnotationRow),
    DECISIONS: _long(DecisionRow),
    "votes.jsonl": _votes,
}
_BY_SUFFIX: Final[Mapping[str, _Maker]] = {".jsonl": _rows, ".yaml": _yaml}
