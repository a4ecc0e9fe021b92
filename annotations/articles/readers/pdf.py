"""A PDF: the paragraphs of its pages, without running heads and page numbers.

Columns come in their order (pdfminer.six groups boxes by their place). A line that stands in the
same place on most pages is a running head; hyphens at the end of lines are taken out where the
word is written without elsewhere, or its second half begins in lower case.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from annotations.articles.document import NO_BODY, Document, Item, Paragraph, Unread, compose
from annotations.articles.isolated import isolated
from annotations.articles.source_file import Head, SourceFile

_EDGE: Final = 0.12
"""The part of a page's height, above and below, where running heads and feet stand."""
_NUMBER: Final = re.compile(
    r"(?:page|seite|pagina|página|p\.)?\s*[-–—]?\s*\d{1,4}"
    r"(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\s*[-–—]?",
    re.IGNORECASE,
)
"""A line that is a page number."""
_PRINTED: Final = re.compile(
    r"(?P<url>(?:https?|file):///?\S+)(?:\s+\d+\s?/\s?\d+)?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[:.]\d{2}(?:\s?[AP]M)?(?:\s+\S.{0,200})?",
    re.IGNORECASE,
)
"""What browsers print at the edges of a page: its address, or when it was printed and its title."""
_HYPHEN: Final = re.compile(r"(\w+)[-\u2010\u00ad]$")
_WORD: Final = re.compile(r"\w+(?:-\w+)*")
_ENDS: Final = re.compile(r"[.!?:;…][\"”’»)\]]*$")
_BY_PROGRAM: Final = re.compile(
    r"microsoft word|untitled|document\d*$|layout \d|.*\.(?:docx?|pdf|indd|qxd|rtf|html?)$",
    re.IGNORECASE,
)
"""Titles that programs make up."""


class _Box(NamedTuple):
    page: int
    top: float
    bottom: float
    size: float
    lines: Sequence[str]


def recognises(head: Head) -> bool:
    """Whether it begins as a PDF; up to a kilobyte of something else may stand before."""
    return b"%PDF-" in head.data[:1024]


def read(source: SourceFile) -> Iterator[Item]:
    """The one article of the file."""
    _ = source.data  # in its limits, and a file
    answers = isolated("pdf", source.path)
    facts: dict[str, Any] = next(answers)[0]
    boxes: list[_Box] = []
    heights: list[float] = []
    for number, page in enumerate(answers):
        heights.append(max((one[3] for one in page), default=0.0))
        boxes += [_Box(number, one[1], one[3], one[4], one[5]) for one in page]
        source.share = (number + 1) / max(facts["pages"], 1)
    if not any(line.strip() for box in boxes for line in box.lines):
        yield Unread("", f"{NO_BODY}: its pages are pictures, or empty", facts.get("title", ""))
        return
    kept, dropped = _without_heads(boxes, heights)
    title = _title(facts, kept)
    composed = compose(Paragraph(text) for text in _paragraphs(kept, title))
    yield Document(
        url=_address(boxes),
        text=composed.text,
        title=title,
        removed=composed.removed,
        dropped={"running head": dropped} if dropped else {},
    )


def _without_heads(boxes: list[_Box], heights: list[float]) -> tuple[list[_Box], int]:
    """The boxes without lines that repeat at the edge of pages, and how many lines went."""
    height = max(heights, default=0.0)

    def at_edge(box: _Box) -> bool:
        return box.top < height * _EDGE or box.bottom > height * (1 - _EDGE)

    said = Counter(
        {(box.page, _shape(line)): 1 for box in boxes if at_edge(box) for line in box.lines}
    )
    pages = Counter(shape for _, shape in said)
    often = max(2, len(heights) // 2)
    kept, dropped = [], 0
    for box in boxes:
        edge = at_edge(box)
        lines = [
            line
            for line in box.lines
            if not (edge and (_is_printed(line) or pages[_shape(line)] >= often))
        ]
        dropped += len(box.lines) - len(lines)
        if any(line.strip() for line in lines):
            kept.append(box._replace(lines=lines))
    return kept, dropped


def _is_printed(line: str) -> bool:
    """Whether it is a page number, or what a browser printed at the edge."""
    line = unicodedata.normalize("NFKC", line.strip())
    return bool(_NUMBER.fullmatch(line) or _PRINTED.fullmatch(line))


def _address(boxes: list[_Box]) -> str:
    """The address of the page that a browser printed; empty if it does not stand there whole."""
    for box in boxes:
        for line in box.lines if box.page == 0 else ():
            found = _PRINTED.fullmatch(unicodedata.normalize("NFKC", line.strip()))
            url = (found["url"] or "") if found else ""
            if url.startswith("http") and not url.endswith(("…", "...")):
                return url
    return ""


def _shape(line: str) -> str:
    """A line as far as it is the same on every page: its numbers count up."""
    return re.sub(r"\d+", "0", " ".join(line.split())).casefold()


def _title(facts: dict[str, Any], boxes: list[_Box]) -> str:
    """What the file declares, unless a program made it up; else what is set largest on page 1."""
    declared = " ".join(str(facts.get("title", "")).split())
    if declared and not _BY_PROGRAM.match(declared):
        return declared
    first = [box for box in boxes if box.page == 0]
    sizes = sorted(box.size for box in boxes)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    largest = max(first, key=lambda box: box.size, default=None)
    if largest is None or largest.size < usual * 1.15 or len(largest.lines) > 4:
        return ""
    return " ".join(" ".join(largest.lines).split())[:300]


def _paragraphs(boxes: list[_Box], title: str) -> Iterator[str]:
    """The paragraphs: lines of a box joined, and with the next box where a sentence goes on."""
    words = Counter(word for box in boxes for line in box.lines for word in _WORD.findall(line))
    open_ = ""
    for box in boxes:
        text = _joined(box.lines, words)
        if title and " ".join(text.split()).casefold() == title.casefold():
            continue
        if open_ and not _ENDS.search(open_) and text[:1].islower():
            open_ = _joined([open_, text], words)
            continue
        if open_:
            yield open_
        open_ = text
    if open_:
        yield open_


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    text = ""
    for line in lines:
        line = " ".join(line.split())
        found = _HYPHEN.search(text)
        first = _WORD.match(line)
        if found and first and line[:1].islower():
            # `long-\nterm` keeps its hyphen where the text writes it with one elsewhere.
            whole = found[1] + first[0]
            keeps = not words[whole] and words[f"{found[1]}-{first[0]}"] > 0
            text = text[: found.end(1)] + ("-" if keeps else "") + line
        else:
            text = f"{text} {line}" if text else line
    return text
