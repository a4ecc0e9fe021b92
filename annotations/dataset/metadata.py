"""Metadata beside the rows, for programs: a Frictionless data package, and Croissant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from annotations.dataset.builder import SPLITS
from annotations.dataset.column_types import kinds
from annotations.dataset.manifest import FilePart, Manifest, encoded
from annotations.dataset.row_variants import struct_for
from annotations.plurals import count

PACKAGE: Final = "datapackage.json"
CROISSANT: Final = "croissant.json"

VERSION: Final = "1.0.0"
"""Of what is described: the major one is that of the rows."""


def files(made: Manifest) -> dict[str, bytes]:
    """Both, for the rows of an export as JSON Lines."""
    rows = [file for file in made.files if file.path.removesuffix(".jsonl") in SPLITS]
    return {
        PACKAGE: encoded(data_package(made, rows)),
        CROISSANT: encoded(croissant(made, rows)),
    }


def data_package(made: Manifest, rows: list[FilePart]) -> dict[str, Any]:
    """`datapackage.json`: where the files are, their hashes, and the type of every column."""
    return {
        "profile": "data-package",
        "name": "labelled-sentences",
        "title": "Labelled sentences of news reports",
        "licenses": [{"name": _license(made)}],
        "resources": [
            {
                "name": file.path.removesuffix(".jsonl"),
                "path": file.path,
                "profile": "data-resource",
                "format": "jsonl",
                "mediatype": "application/jsonl",
                "encoding": "utf-8",
                "bytes": file.bytes,
                "hash": f"sha256:{file.sha256}",
                "schema": {"fields": _fields(made), "primaryKey": ["id"]},
            }
            for file in rows
        ],
    }


def _fields(made: Manifest) -> list[dict[str, Any]]:
    labels = [label.slug for label in made.labels]
    fields = []
    for name, kind in kinds(struct_for(made.options), labels).items():
        field: dict[str, Any] = {"name": name, "type": _type(kind)}
        if name == "label":
            field["constraints"] = {"required": True, "enum": labels}
        fields.append(field)
    return fields


_TYPES: Final = {
    "string": ("string", "sc:Text"),
    "int64": ("integer", "sc:Integer"),
    "float64": ("number", "sc:Float"),
    "bool": ("boolean", "sc:Boolean"),
}
"""Of single values: for data packages, and for Croissant."""


def _type(kind: Any) -> str:
    if isinstance(kind, list | dict):
        return "array" if isinstance(kind, list) else "object"
    return _TYPES[kind][0]


def croissant(made: Manifest, rows: list[FilePart]) -> dict[str, Any]:
    """`croissant.json`: the files with their hashes, and the columns that are single values."""
    agreement = made.agreement.get("krippendorff_alpha")
    people = [one.annotator for one in made.annotators]
    left_out = ", ".join(f"{count} with {why}" for why, count in made.left_out.items())
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "labelled-sentences",
        "description": f"{count(made.rows, 'sentence')} of news reports, each labelled "
        + " or ".join(label.slug for label in made.labels)
        + ".",
        "license": _license(made),
        "url": f"urn:sha256:{rows[0].sha256}" if rows else "",
        "version": VERSION,
        # No clock: the same labels give the same bytes.
        "datePublished": max((one.last for one in made.guidelines), default="")[:10],
        "creator": [{"@type": "Person", "name": name} for name in people],
        "citeAs": _citation(made),
        "rai:dataAnnotationProtocol": made.guideline_text or f"Guidelines {made.guideline}",
        "rai:annotationsPerItem": f"{_per_item(made):.2f} on average",
        "rai:dataAnnotationAnalysis": (
            "Agreement was not computed."
            if agreement is None
            else f"Krippendorff's alpha (nominal) {agreement}"
        ),
        "rai:dataLimitations": f"Left out: {left_out}." if left_out else "Nothing was left out.",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": file.path,
                "name": file.path,
                "contentUrl": file.path,
                "contentSize": f"{file.bytes} B",
                "encodingFormat": "application/jsonlines",
                "sha256": file.sha256,
            }
            for file in rows
        ],
        "recordSet": [_records(made, file) for file in rows],
    }


def _citation(made: Manifest) -> str:
    """How to cite the data, as BibTeX: who they are stands in the project, so they go by number."""
    year = max((one.last for one in made.guidelines), default="")[:4]
    people = " and ".join(one.annotator for one in made.annotators)
    title = f"Labelled sentences of news reports ({count(made.rows, 'row')})"
    fields = {"title": title, "author": people, "year": year, "version": VERSION}
    told = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{labelled-sentences, {told}}}"


def _records(made: Manifest, file: FilePart) -> dict[str, Any]:
    name = file.path.removesuffix(".jsonl")
    columns = kinds(struct_for(made.options), [label.slug for label in made.labels])
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column}",
                "name": column,
                # Readers take columns of such a name for times, whatever they are told.
                "dataType": "sc:DateTime" if column.endswith("_at") else _TYPES[kind][1],
                "source": {"fileObject": {"@id": file.path}, "extract": {"column": column}},
            }
            for column, kind in columns.items()
            if isinstance(kind, str)
        ],
    }


def _per_item(made: Manifest) -> float:
    votes = sum(sum(one.labels.values()) for one in made.annotators)
    return votes / max(made.rows + sum(made.left_out.values()), 1)


def _license(made: Manifest) -> str:
    return made.options.license or made.articles.license


CONTEXT: Final[Mapping[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that Croissant 1.0 wants to be there in full."""
