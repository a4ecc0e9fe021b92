"""Factiva: fields of two or three capitals (`HD` headline, `AN` accession number), or none.

With "Full Article plus Indexing" every field has its code; the text is `LP` and `TD`. Without it,
paragraphs follow each other: headline, author, `85 words`, date, time, source, its code, language,
copyright, the text, and `Document` with the accession number. Both come as pages, Word, RTF, text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from annotations.articles.batches.draft import CUT_OFF, Draft, is_copyright
from annotations.articles.batches.lines import (
    BREAK,
    Block,
    Line,
    blocks_of,
    paragraphs_in,
    width_of,
)
from annotations.articles.dates_in_words import is_date_line
from annotations.articles.declared import language_tag
from annotations.articles.document import Document, Item, Unread, one_by_one
from annotations.articles.lazy_patterns import lazily
from annotations.errors import ArticleError

SERVICE: Final = "Factiva"
_CODES: Final = {
    **{"HD": "title", "BY": "byline", "WC": "length", "PD": "date", "ET": "time", "SN": "source"},
    **{"SE": "section", "LA": "language", "CY": "copyright", "LP": "body", "TD": "body"},
    **{"AN": "key", "DLN": "dateline", "CR": "credit", "ART": "graphic", "CX": "correction"},
    **{"SC": "index", "NS": "index", "RE": "index", "IN": "index", "CO": "index", "IPC": "index"},
    **{"IPD": "index", "PUB": "index", "ED": "index", "PG": "index", "VOL": "index"},
    **{"CLM": "index", "RF": "index", "RST": "index", "NGC": "index", "GC": "index"},
    **{"CT": "index", "SNF": "index", "DJIC": "index"},
}
"""What each code means."""
ACCESSION: Final = lazily(
    r"(?:[^\W\d_]{2,12}\s+)?([A-Z][A-Z0-9]{3,9}(?:19|20)\d{6}[a-z0-9]{5,14})\s*$"
)
_CODED: Final = lazily(r"([A-Z]{2,4})(?:\s*[|\t]\s*|:\s+|\s{2,}|[ \xa0]|$)(.*)$", re.DOTALL)
_SUMMARY: Final = lazily(
    r"(?:Search Summary|Zusammenfassung der Suche|Suchübersicht|Résumé de la recherche"
    r"|Resumen de (?:la )?búsqueda|Riepilogo (?:della )?ricerca|Resumo da pesquisa"
    r"|Zoekoverzicht)$",
    re.IGNORECASE,
)
LENGTH: Final = lazily(r"\d[\d.,\s]{0,9}\s?[^\W\d_]{1,14}$")
_CLOCK: Final = lazily(r"\d{1,2}:\d\d(?:\s*(?:[AP]M|GMT|Uhr))?$", re.IGNORECASE)
_SOURCE_CODE: Final = lazily(r"[A-Z][A-Z0-9]{1,9}$")
_PAGES: Final = lazily(
    r"(?:Page|Seite|Página|Pagina)\s+\d+\s+(?:of|von|de|sur|di|van)\s+\d+\b|"
    r"(?:©|\(c\)) ?\d{4} Factiva|Page \d+ © \d{4} Factiva",
    re.IGNORECASE,
)
_BYLINE: Final = lazily(r"(?:By|Von|Par|Por|Di|Da|Door)\s+\S", re.IGNORECASE)


class Field(NamedTuple):
    """A field of an article with codes, and the blocks of its value."""

    code: str
    blocks: tuple[Block, ...]


def accession_of(text: str) -> str:
    """The number in `Document COUR000020240301ek3300001`; empty if the line is no such one."""
    found = ACCESSION.match(text.strip()) if len(text) < 120 else None
    return found[1] if found else ""


def has_codes(lines: Sequence[Line]) -> bool:
    """Whether fields with codes stand in the lines."""
    seen = {found for line in lines if (found := _code(line.text.strip()))}
    return "HD" in seen and len(seen & {"WC", "PD", "SN", "SC", "LP", "AN"}) >= 3


def read_lines(lines: Sequence[Line]) -> Iterator[Item]:
    """What is in a file of lines.

    Raises:
        ArticleError: If nothing of it is understood.
    """
    lines = [line for line in lines if not _PAGES.match(line.text.strip())]
    end = next((n for n, line in enumerate(lines) if _SUMMARY.match(line.text.strip())), None)
    lines = lines[:end]
    width = width_of(lines)
    coded = has_codes(lines)
    parts = list(_parts(lines, coded=coded))
    if not parts:
        raise ArticleError(
            "is a download of Factiva that is not understood: download it again with the interface"
            " in English, or it may be cut off"
        )
    read = _read_coded if coded else _read_plain
    yield from one_by_one(
        (key or str(at), partial(read, part, width, key or str(at), is_whole=bool(key)))
        for at, (key, part) in enumerate(parts, 1)
    )


def _parts(lines: Sequence[Line], *, coded: bool) -> Iterator[tuple[str, list[Line]]]:
    """The documents, each with its accession number; empty for one that is cut off."""
    held: list[Line] = []
    for line in lines:
        text = line.text.strip()
        bare = _CODED.match(text)
        key = accession_of(text) or (
            accession_of(bare[2]) if coded and bare and bare[1] == "AN" else ""
        )
        if key:
            yield key, held
            held = []
        else:
            held.append(line)
    said = " ".join(line.text for line in held if line.text != BREAK).split()
    begins = has_codes(held) if coded else any(LENGTH.match(line.text.strip()) for line in held)
    if len(said) > 40 or begins:
        yield "", held


def _code(text: str) -> str:
    found = _CODED.match(text[:60])
    return found[1] if found and found[1] in _CODES else ""


def _fields(lines: Sequence[Line]) -> Iterator[Field]:
    """The fields of an article, by the codes that begin a block or stand alone on a line."""
    code = ""
    held: list[Line] = []
    for line in lines:
        found = _CODED.match(line.text.strip())
        if found and found[1] in _CODES and _is_field(found, code):
            if code:
                yield Field(code, tuple(blocks_of(held)))
            code, held = found[1], [Line(found[2].strip().removesuffix("|").rstrip())]
        else:
            held.append(line)
    if code:
        yield Field(code, tuple(blocks_of(held)))


def _is_field(found: re.Match[str], inside: str) -> bool:
    """Whether a code begins a field; in the text a sentence may begin with such capitals."""
    if not found[2]:
        return True
    between = found[0][len(found[1]) : found.start(2)]
    if between != " " or "|" in between:
        return True
    if inside in ("", "HD") or _CODES[inside or "HD"] != "body":
        return True
    value = found[2]
    return found[1] in ("LP", "TD", "AN") or bool(re.match(r"[a-z0-9]+ ?: \S|[A-Z]+ \| ", value))


def _read_coded(
    lines: Sequence[Line], width: int, key: str, *, is_whole: bool
) -> Document | Unread:
    fields = [(one.code, one.blocks) for one in _fields(lines)]
    draft = draft_of(
        (code, " ".join(block.text for block in blocks), _paragraphs(blocks, width))
        for code, blocks in fields
    )
    if not is_whole:
        draft.warnings.append(CUT_OFF)
    return draft.finish(key, SERVICE)


def _paragraphs(blocks: Sequence[Block], width: int) -> list[str]:
    return [one for block in blocks for one in paragraphs_in(block, width)]


def draft_of(fields: Iterator[tuple[str, str, list[str]]]) -> Draft:
    """An article of fields with codes: the code, its value, the value in paragraphs."""
    draft = Draft()
    clock = ""
    for code, value, paragraphs in fields:
        name = _CODES.get(code, "")
        if name == "body":
            draft.paragraphs += paragraphs
            draft.has_fields = True
        elif name == "date":
            draft.date, draft.has_fields = value, True
        elif name == "time":
            clock = value
        elif name == "source":
            draft.source, draft.has_fields = draft.source or value, True
        elif name != "key":
            draft.take(name, value)
    if clock and draft.date:
        draft.date = f"{draft.date} {clock}"
    return draft


def _read_plain(
    lines: Sequence[Line], width: int, key: str, *, is_whole: bool
) -> Document | Unread:
    blocks = _single(list(blocks_of(lines)))
    at = next((n for n, block in enumerate(blocks) if _is_length(blocks, n)), -1)
    draft = Draft()
    if at < 0:
        draft.paragraphs += _paragraphs(blocks, width)
        return draft.finish(key, SERVICE)
    body = _plain_head(draft, blocks, at)
    draft.paragraphs += _paragraphs(blocks[body:], width)
    if not is_whole:
        draft.warnings.append(CUT_OFF)
    return draft.finish(key, SERVICE)


def _single(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those of the head a line each: some carriers write it without empty lines."""
    single: list[Block] = []
    for block in blocks:
        if any(map(LENGTH.match, block.lines)) and any(map(is_date_line, block.lines)):
            single += (Block((line,), block.link) for line in block.lines)
        else:
            single.append(block)
    return single


def _is_length(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is `85 words`, with the date behind it."""
    return bool(LENGTH.match(blocks[at].text)) and any(
        is_date_line(block.text) for block in blocks[at + 1 : at + 3]
    )


def _plain_head(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """Take what stands around the length at `at`; the number of the first block of the text."""
    above = [block.text for block in blocks[:at]]
    if len(above) > 1 and (_BYLINE.match(above[-1]) or _is_name(above[-1], above[-2])):
        draft.byline = above.pop()
    if above:
        draft.title = above.pop()
    if above and len(above[-1]) < 60 and len(above) == 1:
        draft.section = above.pop()
    draft.has_fields = True
    draft.drop("length")
    return plain_fields(draft, blocks, at + 1)


def plain_fields(draft: Draft, blocks: Sequence[Block], at: int) -> int:
    """Take date, time, source, code, language and copyright; where the text begins."""
    last = min(at + 10, len(blocks))
    for number in range(at, last):
        text = blocks[number].text
        if is_copyright(text):
            for block in blocks[at:number]:
                plain_field(draft, block.text)
            draft.take("copyright", text)
            return number + 1
    end = at
    for number in range(at, last):
        text = blocks[number].text
        if draft.lang and not is_copyright(text):
            break
        if not plain_field(draft, text):
            break
        end = number + 1
    return end


def _is_name(text: str, title: str) -> bool:
    """Whether a line is the names of people below the headline, without the word `by`."""
    words = text.split()
    return (
        2 <= len(words) <= 8
        and len(title.split()) > 3
        and len(title) > len(text)
        and not any(one.isdigit() for one in text)
        and all(word[0].isupper() or word in ("and", "de", "van", "von", "und") for word in words)
        and not all(word[0].isupper() for word in title.split())
    )


def plain_field(draft: Draft, text: str) -> bool:
    """Take one paragraph of the head; false if it is none."""
    if not draft.date and is_date_line(text):
        draft.date = text
    elif _CLOCK.match(text):
        draft.date = f"{draft.date} {text}"
    elif not draft.source:
        draft.source = text
    elif _SOURCE_CODE.match(text) and len(text) < 12:
        draft.drop("index")
    elif len(text) < 24 and len(text.split()) < 4 and language_tag(text):
        draft.lang = text
    elif len(text) < 24:
        draft.drop("index")
    else:
        return False
    return True
