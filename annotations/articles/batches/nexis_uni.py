"""Nexis Uni and Nexis since 2017, in Word, RTF and text: `End of Document` behind each article.

A cover comes first, with `Documents (10)` and their titles, each a link. An article is: headline,
source, date, copyright, fields such as `Section:` and `Length:` (a no-break space behind each),
`Body` alone on a line, the text, `Classification` or `Load-Date:`, the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from annotations.articles.batches import labels
from annotations.articles.batches.draft import (
    CUT_OFF,
    Draft,
    copyright_of,
    is_copyright,
    looks_dated,
    take_text,
)
from annotations.articles.batches.lines import (
    BREAK,
    Block,
    Line,
    blocks_of,
    width_of,
)
from annotations.articles.batches.nexis_cover import (
    ANNOUNCED,
    Cover,
    apart,
    cover_of,
    is_body,
    key_of,
    link_of,
    unknown_ends,
)
from annotations.articles.batches.nexis_old import SERVICE
from annotations.articles.dates_in_words import is_date_line
from annotations.articles.document import Announced, Document, Item, Unread, one_by_one
from annotations.articles.lazy_patterns import lazily
from annotations.errors import ArticleError

_PAGE: Final = lazily(
    r"(?:Page|Seite|Página|Pagina|Strona)\s+\d+\s+(?:of|von|de|sur|di|van|z)\s+\d+$", re.IGNORECASE
)
_OPENING: Final = frozenset({"section", "length", "byline", "dateline", "highlight"})
_ENDING: Final = frozenset({"load-date", "publication-type", "journal-code", "subject"})


def read_lines(lines: Sequence[Line]) -> Iterator[Item]:
    """What is in a file whose documents end with `End of Document`.

    Raises:
        ArticleError: If nothing of it is understood.
    """
    lines = apart([line for line in lines if not _PAGE.match(line.text.strip())])
    ends = [at for at, line in enumerate(lines) if labels.is_end(line.text)] or unknown_ends(lines)
    cover = cover_of(lines[: ends[0]] if ends else lines)
    if not ends and not any(is_body(block) for block in blocks_of(lines)):
        raise ArticleError(
            "is a download of Nexis that is not understood: download it again with the interface"
            " in English, or it may be cut off"
        )
    if cover.announced is not None:
        yield Announced(cover.announced)
    width = width_of(lines)
    starts = [0, *(at + 1 for at in ends)]
    parts = [lines[start:end] for start, end in zip(starts, [*ends, len(lines)], strict=True)]
    rest = parts.pop()
    whole = len(parts)
    if _is_article(rest):
        parts.append(rest)
    yield from one_by_one(
        (key_of(part, cover, at, len(parts)), partial(_read, part, cover, at, whole, width, parts))
        for at, part in enumerate(parts)
    )


def _is_article(lines: Sequence[Line]) -> bool:
    """Whether what stands behind the last end is the beginning of one more article."""
    blocks = list(blocks_of(lines))
    return sum(len(block.text) for block in blocks) > 200 or any(map(is_body, blocks))


def _read(
    part: Sequence[Line],
    cover: Cover,
    at: int,
    whole: int,
    width: int,
    parts: Sequence[Sequence[Line]],
) -> Document | Unread:
    draft = Draft()
    draft.url = link_of(part, cover, at, len(parts))
    blocks = list(blocks_of(part))
    body = _body_start(blocks)
    if body < 0:
        return _without_body(draft, blocks, cover, key_of(part, cover, at, len(parts)), at)
    _head(draft, _own(part, blocks, body, at))
    end = _tail(draft, blocks, body + 1)
    take_text(draft, blocks[body + 1 : end], width)
    if at >= whole:
        draft.warnings.append(CUT_OFF)
    return draft.finish(key_of(part, cover, at, len(parts)), SERVICE)


def _without_body(
    draft: Draft, blocks: Sequence[Block], cover: Cover, key: str, at: int
) -> Document | Unread:
    """What becomes of an article in which no text begins."""
    titles = [block.text for block in blocks if len(block.text) < 200]
    draft.title = cover.titles.get(str(at + 1)) or next(iter(titles), "")
    said = " ".join(block.text for block in blocks)
    if len(said) > 600:
        return Unread(key, f"has no heading of {SERVICE} that is understood", draft.title)
    if not any(labels.field_named(block.text) for block in blocks):
        draft.paragraphs.append(said)
    return draft.finish(key, SERVICE)


def _body_start(blocks: Sequence[Block]) -> int:
    """The number of the block `Body`; -1 if there is none.

    In a language that is not known it is the short line alone behind the fields of the head.
    """
    at = next((at for at, block in enumerate(blocks) if is_body(block)), -1)
    if at >= 0:
        return at
    fields = [at for at, block in enumerate(blocks) if _has_nbsp_field(block)]
    for at in fields:
        if at + 2 < len(blocks) and at + 1 not in fields:
            text = blocks[at + 1].text
            if len(text) < 24 and len(text.split()) < 4 and text[-1].isalpha():
                return at + 1
            break
    return _last_of_head(blocks)


def _last_of_head(blocks: Sequence[Block]) -> int:
    """The last field of the head, where the line before the text is missing; -1 without fields."""
    named = [labels.field_named(block.text) for block in blocks]
    names = [one.name if one else "" for one in named]
    first = next((at for at, name in enumerate(names) if name in _OPENING), -1)
    if first < 0 or first > 400:
        return -1
    while first + 1 < len(blocks) and names[first + 1] in _OPENING:
        first += 1
    return first


def _has_nbsp_field(block: Block) -> bool:
    return "\xa0" in block.text[:40] and labels.field_named(block.text) is not None


def _own(part: Sequence[Line], blocks: list[Block], body: int, at: int) -> list[Block]:
    """The blocks of the head; of the first article those behind the last page of the cover."""
    if at:
        return blocks[: body + 1]
    body_line = blocks[body].lines[0]
    end = next(n for n, line in enumerate(part) if line.text.strip() == body_line)
    breaks = [n for n, line in enumerate(part[:end]) if line.text == BREAK]
    behind = list(blocks_of(part[breaks[-1] : end + 1])) if breaks else []
    return behind if any(_dated(block) for block in behind) else blocks[: body + 1]


def _dated(block: Block) -> str:
    return next((line for line in block.lines if is_date_line(line)), "")


def _head(draft: Draft, blocks: Sequence[Block]) -> None:
    """Take headline, source, date and fields, from the fields upwards.

    The first article of a file may have the cover before it, so nothing is counted from the top.
    """
    lines = [(line, number) for number, block in enumerate(blocks) for line in block.lines]
    dates = [n for n, (line, _) in enumerate(lines) if is_date_line(line)]
    dated = dates[-1] if dates else -1
    first_field = next(
        (n for n, (line, _) in enumerate(lines) if n > dated and labels.field_named(line)),
        len(lines),
    )
    for line, _ in lines[max(dated + 1, 0) : first_field] if dated >= 0 else []:
        if labels.COPYRIGHT.match(line):
            draft.take("copyright", line)
        else:
            draft.drop("edition", not is_copyright(line))
    for line, _ in lines[first_field:]:
        if found := labels.field_named(line):
            draft.take(found.name, found.value)
        elif is_copyright(line):
            draft.take("copyright", line)
    if dated >= 0:
        draft.date, draft.has_fields = lines[dated][0], True
    above = lines[: dated if dated >= 0 else first_field]
    above = [one for one in above if not is_copyright(one[0])] or above
    if dated < 0 and len(above) > 2 and looks_dated(above[-1][0]):
        draft.date, draft.has_fields = above.pop()[0], True
    _name(draft, [line for line, _ in above], has_cover=bool(_cover_end(above)))


def _cover_end(lines: Sequence[tuple[str, int]]) -> int:
    """How many lines at the top are of the cover."""
    return next((n + 1 for n in range(len(lines) - 1, -1, -1) if _is_cover(lines[n][0])), 0)


def _is_cover(line: str) -> bool:
    return bool(ANNOUNCED.match(line)) or line.startswith(
        (
            "Client/Matter",
            "Search Terms",
            "Search Type",
            "Narrowed by",
            "Content Type",
            "Job Number",
        )
    )


def _name(draft: Draft, above: Sequence[str], *, has_cover: bool) -> None:
    """Take headline and source: the source is the line before the date."""
    if len(above) == 1:
        draft.title = above[0]
    elif above:
        draft.source = above[-1]
        draft.title = above[-2] if has_cover else " ".join(above[:-1][:3])


def _tail(draft: Draft, blocks: Sequence[Block], body: int) -> int:
    """Take what stands behind the text; the number of the block that ends it."""
    end = len(blocks)
    for at in range(len(blocks) - 1, body - 1, -1):
        name = _tail_name(blocks[at])
        # A label without a no-break space is one only among others.
        is_sure = "\xa0" in blocks[at].text[:40] or labels.field_named(blocks[at].text) is None
        if (name and (is_sure or at == end - 1)) or is_copyright(blocks[at].text):
            end = at
        elif end - at > 12 and end < len(blocks):
            break
    if end > body and end < len(blocks) and _is_unknown(blocks[end - 1], blocks[end]):
        end -= 1
    open_field = ""
    for block in blocks[end:]:
        found = labels.field_named(block.text)
        name = _tail_name(block)
        if found and name and found.value:
            open_field = found.name
            draft.take(found.name, found.value)
        elif name:
            open_field = name
            draft.drop(name, name == "classification")
        elif is_copyright(block.text):
            draft.take("copyright", copyright_of(block.lines) or block.text)
        else:
            draft.drop("caption" if open_field == "graphic" else open_field or "field")
    return end


def _is_unknown(block: Block, field: Block) -> bool:
    """Whether a short line is the title of the fields behind it, in an unknown language."""
    one, text = labels.field_named(field.text), block.text
    return (
        one is not None
        and not one.name
        and len(text) < 24
        and len(text.split()) < 3
        and text.replace(" ", "").isalpha()
    )


def _tail_name(block: Block) -> str:
    """What a block behind the text is; empty if it may be of the text."""
    text = block.text
    if len(text) < 30 and (name := labels.meaning(text.rstrip(": "))) in (
        *("classification", "graphic"),
    ):
        return name
    found = labels.field_named(text)
    if found is None or (found.name in ("", "note", "body", "title") and "\xa0" not in text[:40]):
        return ""
    if "\xa0" in text[:40]:
        return found.name or "field"
    return found.name if found.name in _ENDING or found.name == "language" else ""
