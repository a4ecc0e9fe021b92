"""What becomes of what a file of labels says, and what may be asked to become of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Final, Literal, NamedTuple

import msgspec
from msgspec import Meta

from annotations.store import Mark

EXAMPLES: Final = 5
"""Things that a report names for each reason why they were not imported."""
CHANGES: Final = 20
"""Changes that it names."""

IMPORTED, CHANGED, KNOWN, CONFLICT = "imported", "changed", "known", "conflict"
AMBIGUOUS, NOT_FOUND = "ambiguous", "not found"
UNKNOWN_LABEL, UNREAD, TWICE, DAMAGED = "unknown label", "without a label", "said twice", "damaged"
OUTCOMES: Final = (
    IMPORTED, CHANGED, KNOWN, CONFLICT, AMBIGUOUS, NOT_FOUND, UNKNOWN_LABEL, TWICE, UNREAD, DAMAGED,
)  # fmt: skip
_LEFT: Final = (CONFLICT, AMBIGUOUS, NOT_FOUND, UNKNOWN_LABEL, TWICE, DAMAGED)
"""What should have become something else."""


class Wishes(NamedTuple):
    """What whoever imports wants to be done otherwise."""

    people: Mapping[str, str] = {}
    """Display names here, by names in the file."""
    everything_by: str = ""
    """Whose labels they are where the file does not say."""
    labels: Mapping[str, str] = {}
    """Slugs here, by labels in the file."""
    overwrite: bool = False
    """Replace what somebody has said here otherwise, whatever is newer."""
    edits: bool = False
    """Take in what was changed in the file since it was exported."""
    me: str = ""
    """Who settles what was changed by hand, where the file does not say: whoever imports."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of one thing that a file says: a line of `slugline import --report`."""

    schema: Annotated[Literal["import-report/1"], Meta(description="Each row says it.")]
    where: Annotated[str, Meta(description="In the file: line, record or row.")]
    outcome: Annotated[str, Meta(description="`imported`, `changed`, `known`, `conflict`, …")]
    article_id: Annotated[str, Meta(description="The article; empty if none was found.")]
    sentence: Annotated[int, Meta(description="The sentence, from 1; 0 if none was found.")]
    person: Annotated[str, Meta(description="Whose it is, by their name here.")]
    label: Annotated[str, Meta(description="The label in the file, as it is called here.")]
    before: Annotated[str, Meta(description="What was said here before, or empty.")]
    text: Annotated[str, Meta(description="The sentence, 60 characters of it.")]
    detail: Annotated[str, Meta(description="Why, for people.")]


class Example(NamedTuple):
    """Something that was changed, or not imported."""

    outcome: str
    where: str
    detail: str


class Report(NamedTuple):
    """What becomes of what a file says."""

    counts: Mapping[str, int]
    """By outcome; every outcome is there."""
    examples: tuple[Example, ...]
    """Some of each outcome but what was imported or known."""
    articles: tuple[str, ...]
    """Ids of articles that are kept from now on."""
    people: tuple[str, ...]
    """Names of those who join."""
    notices: tuple[str, ...]
    placed: int
    """Articles that stay in the split that they were exported to."""
    outcomes: tuple[Outcome, ...] = ()
    """What became of every single thing, in the order of the file as far as it has one."""
    edits: int = 0
    """Conflicts that would be changes if edits were taken in."""

    @property
    def complete(self) -> bool:
        """Whether everything that is a label of a sentence is in the project now."""
        return not any(self.counts[outcome] for outcome in _LEFT)


def examples_of(outcomes: Iterable[Outcome]) -> Iterator[Example]:
    """Some of each outcome but what was imported or known."""
    named: dict[str, int] = {}
    for one in outcomes:
        if one.outcome in (IMPORTED, KNOWN):
            continue
        count = named[one.outcome] = named.get(one.outcome, 0) + 1
        if count <= (CHANGES if one.outcome == CHANGED else EXAMPLES):
            said = f"{one.text}: {one.detail}" if one.text else one.detail
            yield Example(one.outcome, one.where, said)


def written(outcomes: Iterable[Outcome], *, as_csv: bool) -> bytes:
    """Outcomes as JSON Lines, or as CSV for a spreadsheet."""
    if not as_csv:
        encode = msgspec.json.Encoder().encode
        return b"".join(encode(one) + b"\n" for one in outcomes)
    import csv
    from io import StringIO

    from annotations.dataset.formats.csv import BOM, guarded

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Outcome.__struct_fields__)
    for one in outcomes:
        writer.writerow(
            guarded(cell) if isinstance(cell, str) else cell
            for cell in msgspec.structs.astuple(one)
        )
    return BOM + out.getvalue().encode()


def described(mark: Mark) -> str:
    """What is said of a sentence, in words."""
    said = [mark.label or "no label"]
    said += ["unsure"] if mark.unsure else []
    said += [f"note “{short(mark.note)}”"] if mark.note else []
    return ", ".join(said)


def short(text: str) -> str:
    """A text on one line of 60 characters at most."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
