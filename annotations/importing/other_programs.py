"""Records of Prodigy, doccano, Label Studio and of tables made by hand, as what they say.

Releases differ in the names of their keys, so each idea is looked for under every name that it
has had.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any, Final, NamedTuple

from annotations.dataset import near_duplicates
from annotations.dataset.article_rows import instant
from annotations.importing.fields import Record, list_of, part_of, quote_of, text_of
from annotations.importing.records import Decided, Item, Quote, Said, Unread

TEXTS: Final = ("text", "data", "sentence")
"""Names of the text: doccano has written `data` and `text` by turns."""
LABELS: Final = ("label", "labels", "cats", "annotations", "entities", "spans")
"""Names of what was chosen."""


class Choice(NamedTuple):
    """A label that was chosen."""

    label: str
    also: str = ""
    """Its other name in the file, as it was shown."""
    person: str = ""
    start: int = -1
    """Of the part of the text that it is on; -1 for all of it."""
    end: int = -1


def prodigy(record: Record, where: str) -> Iterator[Item]:
    """An answer of Prodigy: what was accepted, by whom and when."""
    answer = record.get("answer", "accept")
    if answer != "accept":
        yield Unread(where, f"was answered with {answer}, not accepted")
        return
    shown = {
        one.get("id"): text_of(one, "text", "label")
        for one in list_of(record, "options")
        if isinstance(one, Mapping) and isinstance(one.get("id"), str | int)
    }
    accepted = record.get("accept")
    if isinstance(accepted, list) and (accepted or shown):
        chosen = [_accepted(one, shown) for one in accepted]
    else:
        chosen = list(_chosen(record))
    session = text_of(record, "_annotator_id", "_session_id")
    seconds = record.get("_timestamp")
    at = _moment(seconds) if isinstance(seconds, int | float) else ""
    quote = quote_of({}, text_of(record, *TEXTS), {**record, **part_of(record, "meta")})
    # Prodigy puts the name of the data set before that of the person.
    person = session.partition("-")[2] or session
    yield from _said(where, quote, chosen, person, at)


def _accepted(one: object, shown: Mapping[Any, str]) -> Choice | None:
    also = shown.get(one, "") if isinstance(one, str | int) else ""
    if isinstance(one, str):
        return Choice(one, also)
    return Choice(also) if also else None


def _moment(seconds: float) -> str:
    try:
        return instant(datetime.fromtimestamp(seconds, UTC).isoformat())
    except (ValueError, OverflowError, OSError):
        return ""


def doccano(record: Record, where: str) -> Iterator[Item]:
    """An example of doccano, or a row of a table: a text, and what it was given."""
    person = record.get("annotator", "")
    if not isinstance(person, str):
        person = "" if person is None else f"annotator-{person}"
    at = instant(text_of(record, "at", "updated_at", "created_at"))
    ids = {**part_of(record, "meta"), **part_of(record, "metadata"), **record}
    quote = quote_of({}, text_of(record, *TEXTS), ids)
    yield from _said(where, quote, list(_chosen(record)), person, at)


def _said(
    where: str, quote: Quote, chosen: list[Choice | None], person: str, at: str
) -> Iterator[Item]:
    """What was chosen for a text by each person: one label of all of it, or one of each part."""
    whole = [_on_all(one, quote.text) for one in chosen]
    by: dict[str, list[Choice | None]] = {}
    for one in whole:
        by.setdefault(one.person if one else "", []).append(one)
    for name, several in by.items() or [("", [])]:
        parts = [one for one in several if one and one.start >= 0]
        if parts and len(parts) == len(several):
            for one in parts:
                part = quote.text[one.start : one.end].strip()
                if len(near_duplicates.words(part)) >= near_duplicates.TELLING:
                    named = Quote(text=part, article_id=quote.article_id)
                    yield _vote(where, named, one, name or person, at)
                else:
                    yield Unread(where, "labels parts of a text, which are no sentences")
        elif len(several) == 1 and several[0] and several[0].label:
            yield _vote(where, quote, several[0], name or person, at)
        else:
            yield Unread(where, _which(several))


def _vote(where: str, quote: Quote, one: Choice, person: str, at: str) -> Said:
    return Said(where=where, quote=quote, person=person, label=one.label, also=one.also, at=at)


def _on_all(one: Choice | None, text: str) -> Choice | None:
    """The same, without a place where it is on the whole text."""
    if one and one.start >= 0 and text[one.start : one.end].strip() == text.strip():
        return one._replace(start=-1, end=-1)
    return one


def _chosen(record: Record) -> Iterator[Choice | None]:
    """Everything that a record chooses; None for what names no label."""
    for key in LABELS:
        found = record.get(key)
        if isinstance(found, Mapping):
            # spaCy and Prodigy: every label with its share.
            yield from (Choice(str(one)) for one, share in found.items() if share in (1, True))
            return
        if isinstance(found, str) and found:
            yield Choice(found)
            return
        if isinstance(found, list) and found:
            yield from map(_one_of, found)
            return
        if isinstance(found, int | float):
            yield None
            return


def _one_of(one: object) -> Choice | None:
    """A label of a list: its name, a part `[start, end, label]`, or an object that says all."""
    if isinstance(one, str):
        return Choice(one)
    if isinstance(one, list) and len(one) == 3 and isinstance(one[2], str):
        start, end = one[:2]
        return Choice(one[2], start=start, end=end) if _are_places(start, end) else None
    if isinstance(one, Mapping):
        several = [label for label in list_of(one, "labels") if isinstance(label, str)]
        label = text_of(one, "label", "name") or (several[0] if len(several) == 1 else "")
        start, end = (
            one.get(long, one.get(short))
            for long, short in (("start_offset", "start"), ("end_offset", "end"))
        )
        user = one.get("user", "")
        person = f"annotator-{user}" if isinstance(user, int) else str(user or "")
        if label and _are_places(start, end):
            return Choice(label, "", person, int(str(start)), int(str(end)))
        return Choice(label, person=person) if label and start is None else None
    return None


def _are_places(start: object, end: object) -> bool:
    return (
        isinstance(start, int)
        and isinstance(end, int)
        and not isinstance(start, bool)
        and 0 <= start < end
    )


def _which(chosen: list[Choice | None]) -> str:
    """Why what was chosen is not a label."""
    given = [one for one in chosen if one is None or one.label]
    if not given:
        return "carries no label"
    if any(one is None or one.start >= 0 for one in given):
        return "labels parts of a text, or by number: neither names a label of a sentence"
    return f"carries {len(given)} labels: {', '.join(one.label for one in given if one)}"


def label_studio(record: Record, where: str) -> Iterator[Item]:
    """A task of Label Studio with its annotations, which were called completions once."""
    data = part_of(record, "data")
    # Whatever the project calls its text: the longest is the sentence, not an id.
    texts = sorted((one for one in data.values() if isinstance(one, str)), key=len)
    text = text_of(data, "text") or (texts[-1] if texts else "")
    quote = quote_of(data, text, data)
    several = list_of(record, "annotations") or list_of(record, "completions")
    for number, one in enumerate(several, start=1):
        if isinstance(one, Mapping) and not (one.get("was_cancelled") or _is_sum(one)):
            yield from _label_studio_one(one, quote, f"{where}, annotation {number}")


def _is_sum(one: Record) -> bool:
    """Whether it is what our own export makes of votes, where nobody settled anything."""
    email = text_of(part_of(one, "completed_by"), "email")
    return "gold" in (text_of(_meta(one), "annotator"), email.removesuffix("@annotators.invalid"))


def _meta(one: Record) -> Record:
    """What our own export says of an annotation, where Label Studio keeps it."""
    results = [result for result in list_of(one, "result") if isinstance(result, Mapping)]
    return part_of(results[0], "meta") if results else {}


def _label_studio_one(one: Record, quote: Quote, where: str) -> Iterator[Item]:
    chosen = [
        choice
        for result in list_of(one, "result")
        if isinstance(result, Mapping)
        for choice in _of_result(result)
    ]
    meta = _meta(one)
    person = text_of(meta, "annotator") or _completed_by(one.get("completed_by"))
    at = instant(text_of(meta, "at") or text_of(one, "created_at"))
    for item in _said(where, quote, chosen, person, at):
        if one.get("ground_truth") and isinstance(item, Said):
            yield Decided(
                where=where, quote=item.quote, label=item.label, person=item.person, at=at
            )
        else:
            yield item


def _of_result(result: Record) -> Iterator[Choice | None]:
    """What one control of the interface says: a choice of the text, or a label of a part of it."""
    value = part_of(result, "value")
    for one in list_of(value, "choices"):
        yield Choice(one) if isinstance(one, str) else None
    for path in list_of(value, "taxonomy"):
        yield (
            Choice(path[-1])
            if isinstance(path, list) and path and isinstance(path[-1], str)
            else None
        )
    for one in list_of(value, "labels"):
        start, end = value.get("start"), value.get("end")
        if isinstance(one, str) and _are_places(start, end):
            yield Choice(one, start=int(str(start)), end=int(str(end)))
        else:
            yield None


_AROUND: Final = (
    "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement",
)  # fmt: skip
"""What Label Studio writes behind the labels of a flat row."""
_CONTROLS: Final = (
    "label", "labels", "choice", "choices", "class", "category", "sentiment", "topic", "type",
)  # fmt: skip
"""What its templates call what one chooses."""


def label_studio_flat(record: Record, where: str) -> Iterator[Item]:
    """A row of Label Studio's JSON_MIN, CSV or TSV: the task's data, `id`, the labels, who."""
    names = [name for name in record if name not in _AROUND]
    # JSON_MIN has the labels behind `id`; CSV has its columns sorted, so usual names come first.
    behind = names[names.index("id") + 1 :] if "id" in names else names
    named = [name for name in (*_CONTROLS, *behind) if name in record and name not in TEXTS]
    before = list(takewhile(lambda name: name != "id", names))
    texts = sorted((text_of(record, name) for name in before), key=len)
    text = text_of(record, *TEXTS) or (texts[-1] if texts else "")
    chosen: list[Choice | None] = []
    for name in dict.fromkeys(named):
        value = record[name]
        if isinstance(value, Mapping):
            value = list_of(value, "choices")
        chosen += _chosen({"label": value} if value != text else {})
        if chosen:
            break
    person = _completed_by(record.get("annotator"))
    yield from _said(
        where,
        quote_of({}, text, {**record, "id": ""}),
        chosen,
        person,
        instant(text_of(record, "created_at")),
    )


def _completed_by(who: object) -> str:
    """The name of who is given as a number, an address, or an account."""
    if isinstance(who, Mapping):
        name = " ".join(filter(None, (text_of(who, "first_name"), text_of(who, "last_name"))))
        who = name or text_of(who, "email", "username") or who.get("id", "")
    if isinstance(who, str) and who.isdecimal():
        who = int(who)
    if isinstance(who, int) and not isinstance(who, bool):
        return f"annotator-{who}"
    # Our own addresses are made of names, because none were to be given away.
    return who.removesuffix("@annotators.invalid") if isinstance(who, str) else ""
