"""The columns of a row and their types, in the words of other programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgspec

Kind = Any
"""`string`, `int64`, `float64`, `bool`; a list of one kind; or names with their kinds."""

_SCALARS: Final[Mapping[type, str]] = {
    str: "string",
    bool: "bool",
    int: "int64",
    float: "float64",
}


def kinds(struct: type[msgspec.Struct], labels: Sequence[str]) -> dict[str, Kind]:
    """The kind of every column, in order; shares by label have one for each label."""
    hints = get_type_hints(struct)
    return {name: _kind(hints[name], labels) for name in struct.__struct_fields__}


def _kind(hint: Any, labels: Sequence[str]) -> Kind:
    outer = get_origin(hint) or hint
    if outer is list:
        return [_kind(get_args(hint)[0], labels)]
    if outer is dict:
        return dict.fromkeys(labels, _kind(get_args(hint)[1], labels))
    if isinstance(outer, type) and issubclass(outer, msgspec.Struct):
        return kinds(outer, labels)
    # A choice of strings is a string.
    return _SCALARS.get(outer, "string")


def features(struct: type[msgspec.Struct], labels: Sequence[str]) -> dict[str, Any]:
    """The columns as `datasets` has them in the schema of a Parquet file.

    There a class is a number, so it is `label_id` that brings the names; `label` is one of them.
    """
    found = {name: _feature(kind) for name, kind in kinds(struct, labels).items()}
    if "label_id" in found:
        found["label_id"] = {"names": list(labels), "_type": "ClassLabel"}
    return found


def _feature(kind: Kind) -> Any:
    if isinstance(kind, list):
        return {"feature": _feature(kind[0]), "_type": "List"}
    if isinstance(kind, dict):
        return {name: _feature(inner) for name, inner in kind.items()}
    return {"dtype": kind, "_type": "Value"}
