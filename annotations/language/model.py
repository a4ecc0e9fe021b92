"""What the analysis of an article is made of: spans with what they mean.

Every value is frozen and holds no text of its own beyond names; `text[start:end]` is the surface.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from annotations.articles.article import Span

MentionType = Literal[
    "person", "organisation", "place", "group", "event", "facility", "date", "time"
]
"""`group` is a nationality, a people, a religion or the members of a party."""

QuantityType = Literal[
    "count", "money", "percent", "duration", "ordinal", "fraction", "measure", "date", "time"
]

Bound = Literal["", ">", ">=", "<", "<="]
"""Which side of the value the text leaves open: "at least six" is `>=`, "under 10" is `<`."""

QuotationKind = Literal["direct", "partial", "indirect"]
"""`direct`: whole sentences between marks; `partial`: a part of the reporter's own sentence
between marks; `indirect`: what someone said in the reporter's words, without marks."""

CueKind = Literal["modal", "hedge", "conditional", "expectation", "unknown", "attribution"]
"""`modal`: may, could; `hedge`: apparently, perhaps; `conditional`: if, unless; `expectation`:
expected to, likely to; `unknown`: unclear whether; `attribution`: said, according to."""


class Entity(msgspec.Struct, frozen=True):
    """Whom or what the mentions of one article stand for."""

    key: str
    """Type and folded name, equal across articles when the names are: `person:steve witkoff`."""
    name: str
    """The fullest name that the article gives."""
    type: MentionType


class Mention(msgspec.Struct, frozen=True):
    """A place in the text that names an entity; without title, possessive or apposition."""

    span: Span
    type: MentionType
    entity: Entity


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: what it counts or measures, and how exactly the text commits itself."""

    span: Span
    type: QuantityType
    value: int | float | None = None
    """In `unit`; none for a date, a time, a range and a vague figure ("several days")."""
    low: int | float | None = None
    high: int | float | None = None
    """Ends of a range, or the closed end of a bound."""
    unit: str = ""
    """Singular: `hour`, `percent`, an ISO 4217 code for money, the counted noun for a count."""
    approximate: bool = False
    bound: Bound = ""
    timex: str = ""
    """A date or time as `XXXX-01-23`, `XXXX-WXX-4`, `P-1M`; a duration as `PT5H30M`."""
    resolved: str = ""
    """The calendar date that `timex` means, where the article's own date is known."""
    measures: str = ""
    """What it is a quantity of: `killed`, `evacuated`, `price`, `rate`, or the counted noun."""


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """What someone is reported to have said, marks included, and who it was."""

    span: Span
    kind: QuotationKind = "direct"
    speaker: str = ""
    """The speaker's fullest name, or the words that the text has for them; empty if unknown."""
    speaker_span: Span | None = None
    """The mention that names the speaker: for "he", the one that "he" stands for."""
    entity: Entity | None = None
    cue: str = ""
    """The reporting verb as written, in lower case: `said`, `described`, `according to`."""
    cue_span: Span | None = None
    continued: bool = False
    """Whether it goes on with the quotation before it (in the next paragraph, after "he said")."""


class Cue(msgspec.Struct, frozen=True):
    """Words that show that something is supposed, expected or reported rather than stated."""

    span: Span
    kind: CueKind


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the analysis of one article found, each list in reading order."""

    article_id: str
    version: str
    """Name and version of what made it; the cache's second key."""
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    """Those between quotation marks."""
    indirect: tuple[Quotation, ...] = ()
    """Reported speech without marks."""
    cues: tuple[Cue, ...] = ()
    language: str = "en"
    """BCP 47, as declared or recognised; `und` if the rules do not recognise it."""
    note: str = ""
    """What a reader should know: that the rules do not know the language, for instance."""
