"""Where the sentences of an article are.

The end of a paragraph is always a boundary. Inside one a single pattern finds every stop that could
be one (so that the common case stays in C), and `sentence_ends` looks at the doubtful ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from annotations.articles.article import Article, Sentences
from annotations.articles.credit_lines import glued
from annotations.language import abbreviations as known
from annotations.language import foreign_abbreviations as foreign
from annotations.language import full_width_stops
from annotations.language import sentence_ends as ends
from annotations.language.lexicon import lazily

CUTTER: Final = "slugline-rules/2"
"""Name and version of the rules, kept with every article that was cut by them."""

_CLOSERS = r"\"”’'»›)\]}“‘«"
_LOWER = "a-zß-öø-ÿа-џąćęłńśźżčďěňřšťůžğışőűăâîșțāēīūģķļņ"

_TAIL = (
    rf"(?:(?<=[a-z]{{2}}[.!?])\d{{1,3}}(?=\s))?[.!?…‽{_CLOSERS}]*+(?:\[\d{{1,3}}\])*+"
    rf"(?:[ \u00a0\u202f]»(?=\s))?[^\S\n]++(?=[^{_LOWER}\s]|[a-z]\w?[A-Z])"
)
_WEB = r"[.!?]*[ ](?=[a-z])"
_CANDIDATE: Final = lazily(
    r"[.!?…‽؟۔։॥।。！？｡:;\n\u2028\u2029\x85](?<![.!?…‽][.!?…‽])"
    r"(?:(?<=[:;])-?(?:[(D)]+)[ ]+(?=[A-Z])|(?<![:;])(?:[ ](?=[A-Z])|(?<=[\n\u2028\u2029\x85])\s*|"
    + _TAIL
    + r"|(?<=[。！？｡])(?<![。！？｡][。！？｡])[」』”’»）》〉】！？]{0,9}+(?=[^\s。！？])"
    r"|(?<=[a-z]{3}[.!?])[”’)]?(?=[“‘]?(?:The|In|He|She|It|They|We|But|And|This|That|A|An|On|At"
    r"|For|As|If|There|When|I|You|Mr)\b[. ])|(?<=[a-z]{3}[!?])(?=[A-Z][a-z])|(?<=[a-z0-9)][.!?])"
    + _WEB
    + r"))"
)
"""Every place that may be a boundary: a line end, or a stop before what no stop ends with.

It starts with one set of characters, which is what lets the search run at memory speed.
"""

_ENUMERATOR: Final = lazily(
    r"(?:^|(?<=\s))[(]?(\d{1,2}|[a-zA-Z])[.)][.)]?\s+(?=\S)"
    r"|[•⁃▪◦]\s*(?:\d{1,2}[.)]\s*)?(?=\S)"
)
_SECOND_ITEMS: Final = ("2. ", "2) ", "b. ", "b) ", "2.) ", "•", "⁃", "▪", "◦")
_LIST_LINE: Final = lazily(r"\s*(?:[(]?(?:1|a|A|i)[.)]|[•⁃▪◦])")


_NO_WORD: Final = 9
_LINE_END: Final = lazily(r"[\n\u2028\u2029\x85]")
_ABBREVIATED: Final = known.ALL | foreign.NEVER_ANYWHERE | foreign.MAY_END
_FULL_WIDTH: Final = "。！？｡"
_GOES_ON: Final = "&%/+=°»"


def cut(article: Article) -> Sentences:
    """The article's sentences, which cover everything in it that is not white space.

    None lies across the edge of boilerplate, such as a credit in front of the report's first line.
    """
    text = article.running_text
    edges = {edge for span in (*article.boilerplate, *glued(text)) for edge in span}
    return Sentences(_split(text, cut_text(text), sorted(edges)), article.boilerplate, CUTTER)


def _split(text: str, spans: list[tuple[int, int]], edges: Sequence[int]) -> list[tuple[int, int]]:
    """The spans, in order, split where an edge lies inside one."""
    if not edges:
        return spans
    parts: list[tuple[int, int]] = []
    at = 0
    for start, end in spans:
        while at < len(edges) and edges[at] <= start:
            at += 1
        while at < len(edges) and edges[at] < end:
            _add(parts, text, start, edges[at])
            start = edges[at]
            at += 1
        _add(parts, text, start, end)
    return parts


def cut_text(text: str) -> list[tuple[int, int]]:
    """The sentences of any text as (start, end)."""
    spans: list[tuple[int, int]] = []
    listing = _inline_lists(text)
    item = next(listing, -1)
    start = len(text) - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        at, resume = match.span()
        while 0 <= item < resume:
            if item > start:
                _add(spans, text, start, item)
                start = item
            item = next(listing, -1)
        mark = text[at]
        if mark == "\n":
            if start < at:
                if text[at - 1].isspace():
                    _add(spans, text, start, at)
                else:
                    spans.append((start, at))
            start = resume
        elif mark == "." and (
            (resume == at + 2 and text[at + 1].isspace())
            or (resume == at + 3 and text[at + 1] in '”"' and text[at + 2] == " ")
        ):
            # The usual end: a plain word before, one space and a capital after.
            word = text[at - 16 if at > 16 else 0 : at].rpartition(" ")[2]
            if (
                start + 6 < at
                and (len(word) > 4 or (len(word) > 1 and not ends.is_short_for(word)))
                and word.isalpha()
                and word.lower() not in _ABBREVIATED
                and not "a" <= text[resume] <= "z"
                and not text[resume].isdigit()
                and text[resume] not in _GOES_ON
                and text.rfind("(", start if start + 1000 > at else at - 1000, at) < 0
            ) or ends.ends(text, start, match):
                spans.append((start, resume - 1))
                start = resume
        elif mark in _FULL_WIDTH:
            resume = full_width_stops.next_sentence(text, start, match)
            if resume > 0:
                _add(spans, text, start, resume)
                start = resume
        elif ends.ends(text, start, match):
            _add(spans, text, start, resume)
            start = resume
    for at in (item, *listing):
        if at > start:
            _add(spans, text, start, at)
            start = at
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add what is between the two, without the white space around it, unless nothing is left."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    if start >= end:
        return
    if (
        end - start < _NO_WORD
        and spans
        and not any(map(str.isalnum, text[start:end]))
        and not _LINE_END.search(text, spans[-1][1], start)
    ):
        # Marks without a word are no sentence: they close the one before.
        spans[-1] = spans[-1][0], end
        return
    spans.append((start, end))


def _inline_lists(text: str) -> Iterator[int]:
    """Where the second and later items of a list on one line start: `1. Milk 2. Eggs`."""
    if not any(mark in text for mark in _SECOND_ITEMS):
        return
    offset = 0
    for line in text.split("\n"):
        if _LIST_LINE.match(line):
            yield from (offset + at for at in _items(line))
        offset += len(line) + 1


def _items(line: str) -> Iterator[int]:
    wanted = ""
    for match in _ENUMERATOR.finditer(line):
        label = match.group(1)
        if label is None:
            if not wanted and line[: match.start()].strip():
                yield match.start()
        elif not wanted or label == wanted:
            if wanted:
                yield match.start()
            wanted = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
