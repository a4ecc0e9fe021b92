"""The row as a JSON Schema, for whoever checks rows without this program."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from annotations.dataset.row import SCHEMA, Row

SCHEMA_FILE: Final = Path(__file__).with_name("sentence-labels-1.schema.json")
"""The schema as it ships with the package."""


def row_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the row: every field, and no other."""
    made = msgspec.json.schema(Row)
    for part in made["$defs"].values():
        part["additionalProperties"] = False
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:slugline:{SCHEMA}",
        "title": "One labelled sentence of a news report",
        **made,
    }
