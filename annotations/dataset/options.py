"""What an export may be asked for, checked before anything is read."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from annotations.errors import ExportError

Included = Literal["ambiguous", "replaced", "skip"]

SCHEMA_MAJOR: Final = 1
"""The version of the rows that is written unless an older one is asked for."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a training set is made; also stands in its manifest.

    Raises:
        ExportError: If what is asked for contradicts itself.
    """

    annotator: Annotated[str, Meta(description="Whose labels alone count; empty: everyone's.")] = ""
    gold_only: Annotated[
        bool, Meta(description="Only sentences that were adjudicated or are unanimous by two.")
    ] = False
    minimal: Annotated[bool, Meta(description="Rows have `id`, `text` and `label` only.")] = False
    no_text: Annotated[
        bool, Meta(description="Rows have offsets and a hash in place of the text.")
    ] = False
    notes: Annotated[
        bool, Meta(description="Notes stay where the text goes, though they may quote it.")
    ] = False
    include: Annotated[
        tuple[Included, ...], Meta(description="What is kept that is left out otherwise.")
    ] = ()
    spans: Annotated[
        bool, Meta(description="Rows have the sentence's names, quantities and quotations.")
    ] = False
    origin: Annotated[
        bool, Meta(description="Rows have the article's byline, section and agency.")
    ] = False
    excel: Annotated[
        bool, Meta(description="CSV begins with a byte order mark, and no cell is a formula.")
    ] = False
    completed_by: Annotated[
        bool, Meta(description="Label Studio's tasks name members, who have to be made first.")
    ] = False
    schema: Annotated[int, Meta(description="The version of the rows.")] = SCHEMA_MAJOR
    license: Annotated[
        str, Meta(description="SPDX id of the annotations' licence; empty: none was given.")
    ] = ""

    def __post_init__(self) -> None:
        if self.schema != SCHEMA_MAJOR:
            raise ExportError(
                f"Rows of version {self.schema} are not known. There is {SCHEMA_MAJOR}."
            )
        if self.notes and not self.no_text:
            raise ExportError("--notes goes with --no-text: all other exports have them.")
        asked = [name for name in ("minimal", "no_text", "spans", "origin") if getattr(self, name)]
        if len(asked) > 1:
            names = " and ".join("--" + name.replace("_", "-") for name in asked)
            raise ExportError(
                f"{names} exclude each other: each is another set of columns. Choose one."
            )
