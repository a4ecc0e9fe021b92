"""What is sent of a project: its events by writer, and an account of what was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from annotations.review.layout import Difference


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was written."""

    schema: str = "exchange-sent/1"
    target: str
    project: str
    events: int
    """That are there now, of those that this project writes."""
    new: int
    """Of them: were not there before."""
    articles: int
    """That were written; a folder gets those that it lacks."""
    people: int
    """Whose events were written."""
    differences: tuple[Difference, ...] = ()
    """Of the labels and the guideline."""
    notes: tuple[str, ...] = ()


class _Line(msgspec.Struct, frozen=True):
    id: str
    person: str
    seq: int


def by_person(lines: Iterable[bytes]) -> dict[str, dict[str, bytes]]:
    """The events of a device by person and id, in the order in which they were written."""
    decode = msgspec.json.Decoder(_Line).decode
    read = sorted(((decode(line), line) for line in lines), key=lambda one: (one[0].seq, one[0].id))
    found: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for head, line in read:
        found[head.person][head.id] = line
    return found
