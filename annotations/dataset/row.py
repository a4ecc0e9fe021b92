"""The row `sentence-labels/1`: what every export says of one labelled sentence.

The Struct is the contract. Its fields, their order and their descriptions are what
`docs/formats.md` shows; a field more or less is another schema, because training libraries refuse
files whose columns differ. Neither Struct can be part of a cycle, so the garbage collector need
not look at millions of them.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta

from annotations.gold import GoldSource, Reason

SCHEMA: Final = "sentence-labels/1"

Split = Literal["train", "validation", "test"]

TIME: Final = r"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)?$"
"""Always with milliseconds: without them, some libraries rewrite the text as another type."""


class Vote(msgspec.Struct, frozen=True, gc=False):
    """What one person said of the sentence."""

    annotator: Annotated[str, Meta(description="`ann-1`, `ann-2`, … in the order of joining.")]
    label: Annotated[str, Meta(description="The label given, under its present slug.")]
    at: Annotated[str, Meta(pattern=TIME, description="When, as `published_at`.")]
    guideline: Annotated[str, Meta(description="Version of the guidelines it was given under.")]


class Row(msgspec.Struct, frozen=True, gc=False):
    """One labelled sentence, with where it stands and who said what. No value is ever null."""

    schema: Annotated[
        Literal["sentence-labels/1"],
        Meta(description="Each row says it: no header line is needed."),
    ]
    id: Annotated[
        str, Meta(pattern="^s-[0-9a-f]{16}$", description="The sentence: `s-` and 16 hex digits.")
    ]
    text: Annotated[str, Meta(min_length=1, description="The sentence, exactly as in its article.")]
    label: Annotated[str, Meta(description="What it is: one of the label set.")]
    label_id: Annotated[int, Meta(ge=0, description="Position of the label in the label set.")]
    split: Annotated[Split, Meta(description="`train`, `validation` or `test`.")]
    article_id: Annotated[
        str, Meta(pattern="^a-[0-9a-f]{16}$", description="The article: `a-` and 16 hex digits.")
    ]
    cluster_id: Annotated[
        str,
        Meta(
            pattern="^c-[0-9a-f]{16}$",
            description="Articles that must stay in one split: `c-` and 16 hex digits.",
        ),
    ]
    sentence_index: Annotated[
        int, Meta(ge=0, description="Position of the sentence in its article, from 0.")
    ]
    start: Annotated[
        int, Meta(ge=0, description="Where it starts in the article's text, in code points.")
    ]
    end: Annotated[int, Meta(ge=1, description="Where it ends; `end - start == len(text)`.")]
    context_before: Annotated[
        str, Meta(description="The sentence before it in the article, or empty.")
    ]
    context_after: Annotated[
        str, Meta(description="The sentence after it in the article, or empty.")
    ]
    title: Annotated[str, Meta(description="The article's title, or empty.")]
    source: Annotated[str, Meta(description="Its publisher, or empty.")]
    url: Annotated[str, Meta(description="Where it was published, or empty.")]
    published_at: Annotated[
        str, Meta(pattern=TIME, description="`YYYY-MM-DDTHH:MM:SS.sssZ`, in UTC, or empty.")
    ]
    lang: Annotated[str, Meta(min_length=1, description="Its language, BCP 47.")]
    votes: Annotated[
        list[Vote], Meta(min_length=1, description="What each person said, in order of joining.")
    ]
    soft: Annotated[
        dict[str, float],
        Meta(description="Every label of the set, with its share of the votes (6 places)."),
    ]
    n_votes: Annotated[int, Meta(ge=1, description="How many votes there are.")]
    agreement: Annotated[
        float, Meta(gt=0, le=1, description="Share of the label that most voted for (6 places).")
    ]
    gold_source: Annotated[
        GoldSource,
        Meta(
            description="Why it is the label: `unanimous`, `adjudicated`, `majority` or `single`."
        ),
    ]
    gold_by: Annotated[str, Meta(description="Who adjudicated a disagreement, or empty.")]
    gold_at: Annotated[
        str, Meta(pattern=TIME, description="When it was adjudicated, as `published_at`.")
    ]
    gold_reason: Annotated[
        Reason,
        Meta(
            description="Why people differed: `slip`, `guideline`, `ambiguous`, `segmentation`, "
            "`context`, or empty."
        ),
    ]
    guideline: Annotated[
        str, Meta(description="Version of the guidelines that the label follows, or empty.")
    ]
    license: Annotated[
        str, Meta(min_length=1, description="SPDX id of the text's licence, or `unknown`.")
    ]


class Heading(NamedTuple):
    """What a file says once, where its format has a place for it."""

    labels: tuple[str, ...]
    """The label set, in the order of `label_id`."""
    split: str
    """The split that every row belongs to, or `all`."""
