"""The other rows that an export may be asked for: shorter, longer, or without the text.

Each is a schema of its own, because training libraries refuse files whose columns differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Annotated, Final, Literal, NamedTuple, get_args, get_type_hints

import msgspec
from msgspec import Meta

from annotations.config import Config
from annotations.dataset.article_rows import Sheet, one_line
from annotations.dataset.options import Options
from annotations.dataset.row import TIME, Row, Split, Vote
from annotations.gold import GoldSource, Reason
from annotations.store import Store

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class MinimalRow(msgspec.Struct, frozen=True, gc=False):
    """What most people who train need; written with `--minimal`."""

    id: Annotated[str, Meta(pattern="^s-[0-9a-f]{16}$", description="As in the row.")]
    text: Annotated[str, Meta(min_length=1, description="As in the row.")]
    label: Annotated[str, Meta(description="As in the row.")]


class NameSpan(msgspec.Struct, frozen=True, gc=False):
    """A name, date or time in the sentence."""

    start: Annotated[int, Meta(ge=0, description="Where it starts in `text`, in code points.")]
    end: Annotated[int, Meta(ge=1, description="Where it ends.")]
    type: Annotated[str, Meta(description="`person`, `organisation`, `place`, `date`, …")]
    name: Annotated[str, Meta(description="The fullest name that the article gives.")]


class FigureSpan(msgspec.Struct, frozen=True, gc=False):
    """A figure in the sentence. Numbers are text, since a figure may have none of them."""

    start: Annotated[int, Meta(ge=0, description="Where it starts in `text`, in code points.")]
    end: Annotated[int, Meta(ge=1, description="Where it ends.")]
    type: Annotated[str, Meta(description="`count`, `money`, `percent`, `duration`, …")]
    value: Annotated[str, Meta(description="The number, or a date as TIMEX; empty for a range.")]
    low: Annotated[str, Meta(description="The lower end of a range or bound, or empty.")]
    high: Annotated[str, Meta(description="The upper end of a range or bound, or empty.")]
    unit: Annotated[str, Meta(description="`hour`, `percent`, a currency, the noun counted.")]
    bound: Annotated[str, Meta(description="`>`, `>=`, `<`, `<=`, or empty.")]
    approximate: Annotated[bool, Meta(description="Whether the text says so.")]


class QuotationSpan(msgspec.Struct, frozen=True, gc=False):
    """The part of a quotation that stands in the sentence."""

    start: Annotated[int, Meta(ge=0, description="Where it starts in `text`, in code points.")]
    end: Annotated[int, Meta(ge=1, description="Where it ends.")]
    kind: Annotated[str, Meta(description="`direct` or `partial`.")]
    speaker: Annotated[str, Meta(description="Who said it, or empty.")]
    cue: Annotated[str, Meta(description="The reporting verb, or empty.")]


class SpansRow(Row, frozen=True, gc=False):
    """A row with what the analysis found in its sentence; written with `--spans`."""

    schema: Annotated[Literal["sentence-spans/1"], Meta(description="Each row says it.")]  # type: ignore[assignment]
    mentions: Annotated[list[NameSpan], Meta(description="Names, dates and times, in order.")]
    quantities: Annotated[list[FigureSpan], Meta(description="Figures, in order.")]
    quotations: Annotated[list[QuotationSpan], Meta(description="Words between marks, in order.")]


class OriginRow(Row, frozen=True, gc=False):
    """A row with more of where its article came from; written with `--origin`."""

    schema: Annotated[Literal["sentence-origin/1"], Meta(description="Each row says it.")]  # type: ignore[assignment]
    published_as: Annotated[
        str, Meta(description="ISO 8601, only as precise as the source said: `2026-03`; or empty.")
    ]
    byline: Annotated[str, Meta(description="Who wrote the article, or empty.")]
    section: Annotated[str, Meta(description="The part of the publication, or empty.")]
    wire: Annotated[str, Meta(description="The news agency that it came from, or empty.")]


class OffsetsRow(msgspec.Struct, frozen=True, gc=False):
    """A row without its text; written with `--no-text`, completed by `slugline fill`."""

    schema: Annotated[Literal["sentence-offsets/1"], Meta(description="Each row says it.")]
    id: Annotated[str, Meta(pattern="^s-[0-9a-f]{16}$", description="As in the row.")]
    text_sha256: Annotated[Sha256, Meta(description="SHA-256 of the sentence in UTF-8.")]
    label: Annotated[str, Meta(description="As in the row, and so are all further ones.")]
    label_id: Annotated[int, Meta(ge=0)]
    split: Split
    article_id: Annotated[str, Meta(pattern="^a-[0-9a-f]{16}$")]
    cluster_id: Annotated[str, Meta(pattern="^c-[0-9a-f]{16}$")]
    sentence_index: Annotated[int, Meta(ge=0)]
    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=1)]
    before_start: Annotated[int, Meta(ge=0, description="Where the sentence before it stands;")]
    before_end: Annotated[int, Meta(ge=0, description="0 and 0 if there is none.")]
    after_start: Annotated[int, Meta(ge=0, description="Where the sentence after it stands;")]
    after_end: Annotated[int, Meta(ge=0, description="0 and 0 if there is none.")]
    title: str
    source: str
    url: str
    published_at: Annotated[str, Meta(pattern=TIME)]
    lang: Annotated[str, Meta(min_length=1)]
    votes: Annotated[list[Vote], Meta(min_length=1)]
    soft: dict[str, float]
    n_votes: Annotated[int, Meta(ge=1)]
    agreement: Annotated[float, Meta(gt=0, le=1)]
    gold_source: GoldSource
    gold_by: str
    gold_at: Annotated[str, Meta(pattern=TIME)]
    gold_reason: Reason
    guideline: str
    license: Annotated[str, Meta(min_length=1)]


class VoteRow(msgspec.Struct, frozen=True, gc=False):
    """One person's label of one sentence, whether or not the sentence has a gold label."""

    id: Annotated[str, Meta(pattern="^s-[0-9a-f]{16}$", description="The sentence.")]
    text: Annotated[str, Meta(description="The sentence; empty with `--no-text`.")]
    article_id: Annotated[str, Meta(pattern="^a-[0-9a-f]{16}$", description="The article.")]
    annotator: Annotated[str, Meta(description="`ann-1`, `ann-2`, … in the order of joining.")]
    label: Annotated[str, Meta(description="The label given, under its present slug.")]
    at: Annotated[str, Meta(pattern=TIME, description="When it was given.")]
    guideline: Annotated[str, Meta(description="Version of the guidelines it was given under.")]


class AnnotationRow(msgspec.Struct, frozen=True, gc=False):
    """All that one person says of one sentence: what importing back needs to lose nothing."""

    schema: Annotated[Literal["annotations/1"], Meta(description="Each row says it.")]
    id: Annotated[str, Meta(pattern="^s-[0-9a-f]{16}$", description="The sentence.")]
    article_id: Annotated[str, Meta(pattern="^a-[0-9a-f]{16}$", description="The article.")]
    sentence_index: Annotated[int, Meta(ge=0, description="Its position in the article, from 0.")]
    start: Annotated[int, Meta(ge=0, description="Where it starts, in code points.")]
    end: Annotated[int, Meta(ge=1, description="Where it ends.")]
    text: Annotated[str, Meta(description="The sentence; empty with `--no-text`.")]
    annotator: Annotated[str, Meta(description="`ann-1`, `ann-2`, … in the order of joining.")]
    label: Annotated[str, Meta(description="The label as it was given; empty if none was.")]
    unsure: Annotated[bool, Meta(description="Whether they marked themselves unsure.")]
    note: Annotated[
        str, Meta(description="Their note, or empty; `--no-text` empties it without `--notes`.")
    ]
    source: Annotated[str, Meta(description="`own`, `carried`, `imported` or `suggested`.")]
    at: Annotated[str, Meta(pattern=TIME, description="When they said it.")]
    guideline: Annotated[str, Meta(description="Version of the guidelines they followed.")]
    origin: Annotated[
        str, Meta(description="Where a carried label came from, as JSON; empty for all others.")
    ]


class Shape(NamedTuple):
    """One set of columns."""

    struct: type[msgspec.Struct]
    rows: Callable[[Sheet], Iterator[msgspec.Struct]]

    @property
    def schema(self) -> str:
        """What every row says it is; empty where a row has no place for it."""
        hints = get_type_hints(self.struct)
        return str(get_args(hints["schema"])[0]) if "schema" in hints else ""


def struct_for(options: Options) -> type[msgspec.Struct]:
    """The columns that were asked for."""
    asked: dict[type[msgspec.Struct], bool] = {
        MinimalRow: options.minimal,
        OffsetsRow: options.no_text,
        SpansRow: options.spans,
        OriginRow: options.origin,
    }
    return next((struct for struct, wanted in asked.items() if wanted), Row)


def shape_for(options: Options, config: Config, store: Store) -> Shape:
    """How to make rows with the columns that were asked for."""
    struct = struct_for(options)
    if struct is SpansRow:
        from annotations.dataset.analysis_columns import Finder

        return Shape(struct, Finder(config.language.engine, store.corrections()).rows)
    return Shape(struct, _MAKERS[struct])


def _minimal(sheet: Sheet) -> Iterator[MinimalRow]:
    return (MinimalRow(one.id, sheet.text(one.number), one.outcome.label) for one in sheet.kept)


def _origin(sheet: Sheet) -> Iterator[OriginRow]:
    article = sheet.article
    told = (article.published_at, article.byline, article.section, article.wire)
    more = tuple(map(one_line, told))
    return (OriginRow("sentence-origin/1", *sheet.values(one), *more) for one in sheet.kept)


def _offsets(sheet: Sheet) -> Iterator[OffsetsRow]:
    for one in sheet.kept:
        row = sheet.row(one)
        before, after = sheet.near(one.number - 1), sheet.near(one.number + 1)
        fields = {name: getattr(row, name) for name in SHARED}
        yield OffsetsRow(
            schema="sentence-offsets/1",
            text_sha256=sha256(row.text.encode()).hexdigest(),
            before_start=before.start if before else 0,
            before_end=before.end if before else 0,
            after_start=after.start if after else 0,
            after_end=after.end if after else 0,
            **fields,
        )


SHARED: Final = tuple(
    name
    for name in OffsetsRow.__struct_fields__
    if name in Row.__struct_fields__ and name != "schema"
)
"""Columns that are the same with and without text."""


_MAKERS: Final[dict[type[msgspec.Struct], Callable[[Sheet], Iterator[msgspec.Struct]]]] = {
    Row: Sheet.rows,
    MinimalRow: _minimal,
    OffsetsRow: _offsets,
    OriginRow: _origin,
}
