"""What a file says of sentences, in whatever format it says it."""

from __future__ import annotations

import msgspec


class Quote(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A sentence as a file names it; what it does not say is empty or -1."""

    text: str = ""
    id: str = ""
    """`s-` and hex digits."""
    article_id: str = ""
    start: int = -1
    """Where it starts in its article, in code points."""
    end: int = -1
    before: str = ""
    """The sentence before it."""
    after: str = ""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What one person says of one sentence."""

    where: str
    """In the file: `line 12`."""
    quote: Quote
    person: str = ""
    """Their name; empty if the file does not say."""
    label: str = ""
    also: str = ""
    """The label's other name in the file, for people."""
    marked: bool = False
    """Whether the file also keeps doubts and notes, so that their absence means something."""
    unsure: bool = False
    note: str = ""
    source: str = "imported"
    at: str = ""
    """ISO 8601 in UTC with milliseconds and `Z`, or empty."""
    guideline: str = ""
    origin: str = ""
    """Where a carried label came from, as JSON."""


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody settled a disagreement with."""

    where: str
    quote: Quote
    label: str = ""
    """Empty where the sentence has none."""
    person: str = ""
    at: str = ""
    reason: str = ""
    decision: str = "label"
    """`label`, `ambiguous` or `segmentation`."""
    rule: str = ""
    knew: tuple[str, ...] | None = None
    """Those whose votes it rests on; None where the file does not say: everyone's."""
    by_voter: bool | None = None
    """Whether whoever decided had voted; None where the file does not say."""
    revealed: bool = False


class Relabelled(msgspec.Struct, frozen=True, kw_only=True):
    """The label of a row that was changed after its export: what it rests on says another."""

    where: str
    quote: Quote
    label: str
    was: str = ""
    """What the row said before; empty where that is not known."""


class Unread(msgspec.Struct, frozen=True):
    """A piece of a file that says nothing that could be taken in."""

    where: str
    reason: str
    damaged: bool = False
    """Whether it should have said something: the file is not as it was written."""


Item = Said | Decided | Relabelled | Unread
