"""Nexis as it was until 2019, text and pages: `1 of 20 DOCUMENTS`, fields in capitals.

An article is: its number, the source, the date and edition (centred), the headline, fields such
as `BYLINE:` up to `LENGTH:`, the text, fields such as `LOAD-DATE:`, the copyright (which older
ones have at the top). Labels are in the language of the interface, always in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from annotations.articles.batches import labels
from annotations.articles.batches.draft import (
    CUT_OFF,
    Draft,
    copyright_of,
    is_copyright,
    looks_dated,
    take_text,
)
from annotations.articles.batches.lines import Block, Line, blocks_of, width_of
from annotations.articles.dates_in_words import is_date_line
from annotations.articles.document import Announced, Document, Item, Remark, Unread, one_by_one
from annotations.articles.lazy_patterns import lazily
from annotations.errors import ArticleError

SERVICE: Final = "Nexis"
MARK: Final = lazily(
    r"(?:[^\W\d_]{6,12}\s)?(\d{1,6})\s[^\W\d_]{1,4}\s(\d{1,6})(?:\s[^\W\d_]{6,14})?\.?$"
)
_OTHERS: Final = lazily(r"Document \d+ of")
_SELECTED: Final = lazily(
    r"(?:[^:\n]{3,40}:\s*){1,2}(?:[^\W\d_]+\s)?(\d{1,5}(?:\s?[-,]\s?\d{1,5})*)$"
)
_COVER: Final = lazily(
    r"(?:Download Request|Time Of Request|Ausgabeauftrag|Ausgabedatum|Send To|Terms|Source|"
    r"Project ID|Print Request|Demande de|Solicitud de|Richiesta di)\b"
)
_STRONG: Final = frozenset({"load-date", "language", "graphic", "publication-type", "subject"})
_CERTAIN: Final = frozenset(
    {"byline", "section", "length", "dateline", "load-date", "language", "publication-type"}
)
_HEAD: Final = frozenset(
    {"byline", "section", "length", "dateline", "highlight", "title", "body", ""}
)
_BEHIND: Final = _STRONG | {"index", "correction", "note", "url", "copyright", "classification"}
_PAGE: Final = 50
"""Nexis hands out long lists in pieces whose sizes are multiples of this."""


class Part(NamedTuple):
    """One document of a file."""

    key: str
    lines: Sequence[Line]


def is_mark(text: str) -> re.Match[str] | None:
    """The number and total of a line such as `1 of 20 DOCUMENTS`."""
    if len(text) > 120:
        return None
    text = text.strip()
    found = MARK.match(text)
    # `Document 1 of 20` is how others count.
    return found if found and "UMEN" in text.upper() and not _OTHERS.match(text) else None


def read_lines(lines: Sequence[Line]) -> Iterator[Item]:
    """What is in a file whose documents begin with their numbers.

    Raises:
        ArticleError: If it is of Nexis and nothing of its headings is understood.
    """
    marks = [(at, found) for at, line in enumerate(lines) if (found := is_mark(line.text))]
    parts = [
        Part(found[1], lines[at + 1 : end])
        for (at, found), end in zip(marks, [*(at for at, _ in marks[1:]), len(lines)], strict=True)
    ]
    cover = lines[: marks[0][0]] if marks else lines
    numbers = [int(found[1]) for _, found in marks]
    if marks:
        yield Announced(_announced(cover, numbers, int(marks[-1][1][2])))
    yield from _remarks(cover, numbers)
    yield from read_parts(parts, width_of([line for part in parts for line in part.lines]))


def read_parts(parts: Sequence[Part], width: int) -> Iterator[Document | Unread]:
    """The documents of a file.

    Args:
        parts: Each with its lines, those behind the line of its number.
        width: At which the text was wrapped; 0 if it was not.
    """
    items = list(one_by_one((part.key, partial(_read, part, width)) for part in parts))
    read = sum(isinstance(item, Document) for item in items)
    if not read and len(items) > 1 and all("heading" in str(item) for item in items):
        raise ArticleError(
            "is a download of Nexis whose fields are not understood: download it again with the"
            " interface in English"
        )
    if len(items) > 1 and isinstance(last := items[-1], Document) and _is_cut(parts):
        items[-1] = _warned(last)
    yield from items


def _announced(cover: Sequence[Line], numbers: Sequence[int], total: int) -> int:
    """How many documents there should be: what was asked for, else what the marks say."""
    asked = next((line.text.strip() for line in cover if line.text.strip()), "")
    if (found := _SELECTED.match(asked)) and (count := _count(found[1])):
        return count
    first = numbers[0] if (numbers[0] - 1) % _PAGE == 0 else 1
    return max(total - first + 1, 0) or len(numbers)


def _count(ranges: str) -> int:
    """How many numbers `1-10, 12` names; 0 if it names none."""
    total = 0
    for one in filter(None, (part.strip() for part in ranges.split(","))):
        first, dash, last = (piece.strip() for piece in one.partition("-"))
        if not first.isdigit() or (dash and not last.isdigit()):
            return 0
        total += int(last) - int(first) + 1 if dash else 1
    return total if 0 < total < 100_000 else 0


def _remarks(cover: Sequence[Line], numbers: Sequence[int]) -> Iterator[Remark]:
    missing = sorted(set(range(min(numbers, default=0), max(numbers, default=0))) - set(numbers))
    if missing and len(missing) < 1000:
        named = ", ".join(map(str, missing[:5])) + (", …" if len(missing) > 5 else "")
        yield Remark(f"the documents numbered {named} are not in the file")
    words = sum(len(line.text) for line in cover if not _COVER.match(line.text.strip()))
    if words > 600 and not any(_COVER.match(line.text.strip()) for line in cover):
        yield Remark("text before the first document's number was left out: it may be cut off")


def _is_cut(parts: Sequence[Part]) -> bool:
    """Whether the last document has none of the fields that end all others."""
    ends = [_has_end(part) for part in parts]
    return not ends[-1] and all(ends[:-1])


def _has_end(part: Part) -> bool:
    """Whether a document ends with its copyright, or with fields that stand behind a text."""
    tail = [block.text for block in blocks_of(part.lines)][-4:]
    fields = filter(None, map(labels.field_in_capitals, tail))
    return any(map(is_copyright, tail)) or any(one.name not in _HEAD for one in fields)


def _warned(document: Document) -> Document:
    import msgspec

    return msgspec.structs.replace(document, warnings=(*document.warnings, CUT_OFF))


def _read(part: Part, width: int) -> Document | Unread:
    blocks = list(blocks_of(_apart(part.lines)))
    draft = Draft()
    body = _head(draft, blocks)
    end = _tail(draft, blocks, body)
    take_text(draft, blocks[body:end], width)
    if draft.paragraphs and body and (said := _value(blocks[body - 1], "body")):
        draft.paragraphs.insert(0, said)
    return draft.finish(part.key, SERVICE)


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, an empty one before each that begins with one of the certain labels."""
    for line in lines:
        found = labels.field_in_capitals(line.text.strip())
        if found and found.name in _CERTAIN:
            yield Line("")
        yield line


def _value(block: Block, name: str) -> str:
    """What stands behind the label of a block, if the label means `name`."""
    found = labels.field_in_capitals(block.text)
    return found.value if found and found.name == name else ""


def _head(draft: Draft, blocks: Sequence[Block]) -> int:
    """Take what stands before the text; the number of the first block of the text."""
    fields = [labels.field_in_capitals(block.text) for block in blocks]
    first = next((at for at, one in enumerate(fields) if one), len(blocks))
    dated = next((at for at in range(min(first, 8)) if _date_in(blocks[at])), -1)
    if dated < 0:
        dated = next((at for at in range(1, min(first, 5)) if _written_date(blocks[at])), -1)
    named = fields[first] if 0 <= dated == first - 1 and first < len(blocks) else None
    if named is not None and named.name not in _HEAD - {""}:
        # A headline may begin like a field: `EXCLUSIVE: Minister resigns`.
        fields[first] = None
        first = next((at for at, field in enumerate(fields) if field), len(blocks))
    body = _text_start(fields, first)
    if first == len(blocks) or _ends_only(fields, first):
        # No field before the text: the headline is what follows the date.
        body = min(dated + 2, len(blocks)) if dated >= 0 else 0
        first = body
    titles = _publication(draft, blocks[: first if dated >= 0 else min(first, 2)], dated)
    draft.title = " ".join(titles[:2] if sum(map(len, titles[:2])) < 250 else titles[:1])
    for one in fields[first:body]:
        if one is None:
            draft.drop("highlight")
        elif one.name != "body":
            draft.take(one.name, one.value)
    return body


def _ends_only(fields: Sequence[labels.Field | None], first: int) -> bool:
    """Whether the first field is one of those behind the text."""
    field = fields[first]
    return field is not None and field.name in _STRONG and first > 2


def _text_start(fields: Sequence[labels.Field | None], first: int) -> int:
    """The first block behind the fields of the head, of which the length is the last but few."""
    at = first
    length = next(
        (n for n, one in enumerate(fields[: first + 14]) if one and one.name == "length"), -1
    )
    body = next((n for n, one in enumerate(fields[: first + 20]) if one and one.name == "body"), -1)
    if body >= 0 and sum(one is None for one in fields[first:body]) <= 3:
        return body + 1
    if length >= 0 and sum(one is None for one in fields[first:length]) <= 2:
        at = length
    while at < len(fields) and (one := fields[at]) is not None and _is_of_head(one):
        at += 1
    return at


def _is_of_head(field: labels.Field) -> bool:
    """Whether a field may stand before the text; a text may begin with `NEW DELHI: The`."""
    if field.name:
        return field.name not in _STRONG
    return len(field.value) <= 60 and field.value[-1:] not in ".!?"


def _date_in(block: Block) -> str:
    """The line of a block that is a date."""
    return next((line for line in block.lines[:3] if is_date_line(line)), "")


def _written_date(block: Block) -> str:
    """The line of a block that seems to be a date in a language that is not known."""
    return next((line for line in block.lines[:2] if looks_dated(line)), "")


def _publication(draft: Draft, blocks: Sequence[Block], dated: int) -> list[str]:
    """Take source, date, copyright; what is left is the headline."""
    titles: list[str] = []
    for at, block in enumerate(blocks):
        lines = list(block.lines)
        if at <= max(dated, 0) and (said := copyright_of(lines)):
            draft.take("copyright", said)
            lines = [line for line in lines if line != said and not labels.RIGHTS.search(line)]
        if at == dated:
            draft.date = _date_in(block) or _written_date(block)
            before = lines[: lines.index(draft.date)] if draft.date in lines else []
            draft.source = draft.source or " ".join(before)
            draft.drop("edition", len(lines) > len(before) + 1)
            draft.has_fields = True
        elif at < dated or (dated < 0 and at == 0 and len(blocks) > 1):
            draft.source = draft.source or " ".join(lines)
        else:
            titles.append(" ".join(lines))
    return titles


def _begins_tail(
    fields: Sequence[labels.Field | None], blocks: Sequence[Block], at: int, end: int
) -> bool:
    """Whether a block is a field behind the text, and no more than fields follow it."""
    one = fields[at]
    if one is None or one.name not in _STRONG:
        return False
    plain = sum(len(blocks[n].text) for n in range(at, end) if fields[n] is None)
    return plain <= max(800, sum(len(block.text) for block in blocks[:at]) // 4)


def _unknown_tail(fields: Sequence[labels.Field | None], body: int, end: int) -> int:
    """Where two or more fields end a document in a language that is not known."""
    at = end
    while at > body and fields[at - 1] is not None:
        at -= 1
    return at if end - at > 1 and at > body else end


def _tail(draft: Draft, blocks: Sequence[Block], body: int) -> int:
    """Take what stands behind the text; the number of the block that ends the text."""
    fields = [labels.field_in_capitals(block.text) for block in blocks]
    end = len(blocks)
    while end > body and is_copyright(blocks[end - 1].text):
        end -= 1
        draft.take("copyright", copyright_of(blocks[end].lines) or blocks[end].text)
    strong = next((at for at in range(body, end) if _begins_tail(fields, blocks, at, end)), end)
    if strong == end:
        strong = _unknown_tail(fields, body, end)
    while strong > body and (one := fields[strong - 1]) and one.name in _BEHIND:
        strong -= 1
    open_field = ""
    for at in range(strong, end):
        one = fields[at]
        if one is not None:
            open_field = one.name
            draft.take(one.name, one.value)
        else:
            draft.drop("caption" if open_field == "graphic" else open_field or "field")
    return strong
