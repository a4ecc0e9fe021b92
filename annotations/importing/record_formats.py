"""Records of other programs, and of our own exports, as what they say; told apart by their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from annotations.dataset.article_rows import instant
from annotations.importing.records import Decided, Item, Quote, Said, Unread

Record = Mapping[str, Any]
Reader = Callable[[Record, str], Iterator[Item]]
"""What a record says; told where in the file it stands."""


class Shape(NamedTuple):
    """A kind of record."""

    name: str
    fits: Callable[[Record], bool]
    read: Reader


def _says(*schemas: str) -> Callable[[Record], bool]:
    return lambda record: record.get("schema") in schemas


def _has(*keys: str) -> Callable[[Record], bool]:
    return lambda record: all(key in record for key in keys)


def _text(record: Record, *keys: str) -> str:
    """The first of these that is text and not empty."""
    for key in keys:
        if isinstance(found := record.get(key), str) and found:
            return found
    return ""


def _number(record: Record, key: str) -> int:
    found = record.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else -1


def _part(record: Record, key: str) -> Record:
    found = record.get(key)
    return found if isinstance(found, Mapping) else {}


def _list(record: Record, key: str) -> list[Any]:
    found = record.get(key)
    return found if isinstance(found, list) else []


def _quote(record: Record, text: str, ids: Record) -> Quote:
    """The sentence of a record, whose ids may stand in a part of it."""
    named = _text(ids, "sid", "id")
    return Quote(
        text=text,
        id=named if named.startswith("s-") else "",
        article_id=_text(ids, "article_id"),
        start=_number(record, "start"),
        end=_number(record, "end"),
        before=_text(record, "context_before"),
        after=_text(record, "context_after"),
    )


def _annotation(record: Record, where: str) -> Iterator[Item]:
    yield Said(
        where=where,
        quote=_quote(record, _text(record, "text"), record),
        person=_text(record, "annotator"),
        label=_text(record, "label"),
        marked=True,
        unsure=record.get("unsure") is True,
        note=_text(record, "note"),
        source=_text(record, "source") or "own",
        at=instant(_text(record, "at")),
        guideline=_text(record, "guideline"),
        origin=_text(record, "origin"),
    )


def _row(record: Record, where: str) -> Iterator[Item]:
    quote = _quote(record, _text(record, "text"), record)
    for vote in _list(record, "votes"):
        if isinstance(vote, Mapping):
            yield _vote_of(vote, quote, where)
    if record.get("gold_source") == "adjudicated":
        yield Decided(
            where=where,
            quote=quote,
            label=_text(record, "label"),
            person=_text(record, "gold_by"),
            at=instant(_text(record, "gold_at")),
            reason=_text(record, "gold_reason"),
        )


def _decision(record: Record, where: str) -> Iterator[Item]:
    yield Decided(
        where=where,
        quote=_quote(record, _text(record, "text"), record),
        label=_text(record, "label"),
        person=_text(record, "annotator"),
        at=instant(_text(record, "at")),
        reason=_text(record, "reason"),
        decision=_text(record, "decision") or "label",
        rule=_text(record, "rule"),
        knew=tuple(one for one in _list(record, "knew") if isinstance(one, str)),
        by_voter=record.get("by_voter") is True,
        revealed=record.get("revealed") is True,
    )


def _vote(record: Record, where: str) -> Iterator[Item]:
    yield _vote_of(record, _quote(record, _text(record, "text"), record), where)


def _vote_of(record: Record, quote: Quote, where: str) -> Said:
    return Said(
        where=where,
        quote=quote,
        person=_text(record, "annotator"),
        label=_text(record, "label"),
        at=instant(_text(record, "at")),
        guideline=_text(record, "guideline"),
    )


def _prodigy(record: Record, where: str) -> Iterator[Item]:
    answer = record.get("answer", "accept")
    if answer != "accept":
        yield Unread(where, f"was answered with {answer}, not accepted")
        return
    chosen = _list(record, "accept") or [_text(record, "label")]
    label = _only(chosen)
    if not label:
        yield Unread(where, _which(chosen))
        return
    session = _text(record, "_annotator_id", "_session_id")
    seconds = record.get("_timestamp")
    yield Said(
        where=where,
        quote=_quote({}, _text(record, "text"), {**record, **_part(record, "meta")}),
        # Prodigy puts the name of the data set before that of the person.
        person=session.partition("-")[2] or session,
        label=label,
        at=_moment(seconds) if isinstance(seconds, int | float) else "",
    )


def _moment(seconds: float) -> str:
    try:
        return instant(datetime.fromtimestamp(seconds, UTC).isoformat())
    except (ValueError, OverflowError, OSError):
        return ""


def _doccano(record: Record, where: str) -> Iterator[Item]:
    given = record.get("label", record.get("labels"))
    chosen = given if isinstance(given, list) else [given]
    label = _only(chosen)
    if not label:
        yield Unread(where, _which(chosen))
        return
    person = record.get("annotator", "")
    yield Said(
        where=where,
        quote=_quote({}, _text(record, "text"), {**_part(record, "meta"), **record}),
        person=person if isinstance(person, str) else f"annotator-{person}",
        label=label,
        at=instant(_text(record, "at", "updated_at", "created_at")),
    )


def _label_studio(record: Record, where: str) -> Iterator[Item]:
    data = _part(record, "data")
    # Whatever the project calls its text: the longest is the sentence, not an id.
    texts = sorted((one for one in data.values() if isinstance(one, str)), key=len)
    text = _text(data, "text") or (texts[-1] if texts else "")
    quote = _quote(data, text, data)
    several = _list(record, "annotations") or _list(record, "completions")
    for number, one in enumerate(several, start=1):
        if isinstance(one, Mapping) and not (one.get("was_cancelled") or _is_sum(one)):
            yield _label_studio_one(one, quote, f"{where}, annotation {number}")


def _is_sum(one: Record) -> bool:
    """Whether it is what our own export makes of votes, where nobody settled anything."""
    return _text(_part(one, "completed_by"), "email") == "gold@annotators.invalid"


def _label_studio_one(one: Record, quote: Quote, where: str) -> Item:
    chosen = [
        choice
        for result in _list(one, "result")
        if isinstance(result, Mapping)
        for choice in _list(_part(result, "value"), "choices")
    ]
    label = _only(chosen)
    if not label:
        return Unread(where, _which(chosen))
    person, at = _completed_by(one.get("completed_by")), instant(_text(one, "created_at"))
    if one.get("ground_truth"):
        return Decided(where=where, quote=quote, label=label, person=person, at=at)
    return Said(where=where, quote=quote, person=person, label=label, at=at)


def _completed_by(who: object) -> str:
    """The name of who is given as a number, an address, or an account."""
    if isinstance(who, Mapping):
        name = " ".join(filter(None, (_text(who, "first_name"), _text(who, "last_name"))))
        who = name or _text(who, "email", "username") or who.get("id", "")
    if isinstance(who, int) and not isinstance(who, bool):
        return f"annotator-{who}"
    # Our own addresses are made of names, because none were to be given away.
    return who.removesuffix("@annotators.invalid") if isinstance(who, str) else ""


def _only(chosen: list[Any]) -> str:
    """The one label that was chosen, if it is one."""
    return chosen[0] if len(chosen) == 1 and isinstance(chosen[0], str) else ""


def _which(chosen: list[Any]) -> str:
    """Why what was chosen is not a label."""
    given = [one for one in chosen if one not in ("", None)]
    if not given:
        return "carries no label"
    if any(not isinstance(one, str) for one in given):
        return "labels parts of a text, or by number: neither names a label of a sentence"
    return f"carries {len(given)} labels: {', '.join(map(str, given))}"


def _is_minimal(record: Record) -> bool:
    return record.keys() == {"id", "text", "label"} and _text(record, "id").startswith("s-")


ROWS: Final = ("sentence-labels/1", "sentence-spans/1", "sentence-offsets/1")
"""The schemas of rows that say where their article was put."""

SHAPES: Final = (
    Shape("annotations", _says("annotations/1"), _annotation),
    Shape("decisions", _says("decisions/1"), _decision),
    Shape("rows", _says(*ROWS), _row),
    Shape("votes", _has("id", "text", "article_id", "annotator", "label", "guideline"), _vote),
    Shape("Label Studio", _has("data", "annotations"), _label_studio),
    Shape("Label Studio", _has("data", "completions"), _label_studio),
    Shape("Prodigy", _has("text", "answer"), _prodigy),
    Shape("Prodigy", _has("text", "accept"), _prodigy),
    Shape("Prodigy", _has("text", "_input_hash"), _prodigy),
    Shape("rows without votes", _is_minimal, _doccano),
    Shape("doccano", _has("text", "label"), _doccano),
    Shape("doccano", _has("text", "labels"), _doccano),
)
"""The first that fits the first record of a file is the file's."""
