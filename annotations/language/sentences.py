"""Where the sentences of an article are.

A line end is always a boundary. Inside a line one pattern finds every stop that could be one (so
that the common case stays in C), and a ladder of small rules looks at the doubtful ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from annotations.articles.article import Article, Sentences
from annotations.language import abbreviations as known
from annotations.language.lexicon import lazily

CUTTER: Final = "slugline-rules/1"
"""Name and version of the rules, kept with every article that was cut by them."""

_CLOSERS = r"\"”’'»›)\]}"
_OPENERS = r"\"“‘'«‹(\[{¿¡„‚"

_TAIL = rf"[.!?…‽{_CLOSERS}\[0-9]*[^\S\n]+(?=[^a-z\s]|[a-z]\w?[A-Z])"
_CANDIDATE: Final = lazily(
    r"[.!?…‽؟۔։॥।。！？｡\n\u2028\u2029\x85](?<![.!?…‽][.!?…‽])"
    r"(?:[ ](?=[A-Z“])|(?<=[\n\u2028\u2029\x85])\s*|"
    + _TAIL
    + r"|(?<=[。！？｡])[」』”’）》〉】]*(?=[^\s。！？])"
    r"|(?<=[a-z]{3}[.!?])[”’)]?(?=[“‘]?(?:The|In|He|She|It|They|We|But|And|This|That|A|An|On|At"
    r"|For|As|If|There|When|I|You|Mr)\b[. ]))"
)
"""Every place that may be a boundary: a line end, or a stop before what no stop ends with.

It starts with one set of characters, which is what lets the search run at memory speed.
"""

_WORD: Final = lazily(r"[^\s(\[{“‘\"«—–/]*$")
_NEXT: Final = lazily(rf"[{_OPENERS}\s—–•*-]*([\w’'.]+)")
_NAME_SPEAKS: Final = lazily(
    r"(?:(?:[A-Z][\w’'-]*\.?|de|van|von|of|the|bin|al)\s+){1,6}(?:" + known.SPEECH + r")\b"
)
_ENUMERATOR: Final = lazily(
    r"(?:^|(?<=\s))[(]?(\d{1,2}|[a-zA-Z])[.)][.)]?\s+(?=\S)"
    r"|[•⁃▪◦]\s*(?:\d{1,2}[.)]\s*)?(?=\S)"
)
_SECOND_ITEMS: Final = ("2. ", "2) ", "b. ", "b) ", "2.) ", "•", "⁃", "▪", "◦")
_LIST_LINE: Final = lazily(r"\s*(?:[(]?(?:1|a|A|i)[.)]|[•⁃▪◦])")
_MONTH_OPENING: Final = lazily(
    r"\s*[“\"]?(?:In|On|By|Since|Until|Before|After|During|Late|Early)(?: early| late| mid)?"
    r"[ \u00a0](?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_CLOCK_OPENING: Final = lazily(
    r"(?:At|By|Around|About|Until|Before|After|Shortly|From|Since)[ \u00a0](?:about "
    r"|around )?\d{1,2}(?::\d\d)?[ \u00a0]?[ap]\.m$",
    re.IGNORECASE,
)


def cut(article: Article) -> Sentences:
    """The article's sentences, which cover everything in it that is not white space."""
    return Sentences(cut_text(article.text), article.boilerplate, CUTTER)


def cut_text(text: str) -> list[tuple[int, int]]:
    """The sentences of any text as (start, end)."""
    spans: list[tuple[int, int]] = []
    abbreviated, listing = known.ALL, _inline_lists(text)
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
            resume == at + 2 or (resume == at + 3 and text[at + 1] in '”"' and text[at + 2] == " ")
        ):
            # The usual end: a plain word before, one space and a capital after.
            word = text[at - 16 if at > 16 else 0 : at].rpartition(" ")[2]
            if (
                len(word) > 1
                and word.isalpha()
                and word.lower() not in abbreviated
                and text.rfind("(", start, at) < 0
            ) or _ends_at_stop(text, start, match):
                spans.append((start, resume - 1))
                start = resume
        elif _ends(text, start, match):
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
    if start < end:
        spans.append((start, end))


def _ends(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a candidate is a boundary, by its first mark."""
    mark = text[match.start()]
    if mark == ".":
        return _ends_at_stop(text, opened, match)
    return mark not in "!?…‽" or _ends_at_mark(text, opened, match)


def _word_before(text: str, at: int) -> str:
    found = _WORD.search(text, max(0, at - 24), at)
    return found.group() if found else ""


def _ends_at_mark(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a question mark, a shout or an ellipsis ends the sentence."""
    stop, closers = _parts(match)
    following = _NEXT.match(text, match.end())
    word = following.group(1) if following else ""
    if stop in ("…", "..."):
        return _ends_at_ellipsis(text, match, word)
    if (
        closers
        and word not in known.PRONOUNS
        and following is not None
        and following.start(1) == match.end()
    ):
        return not _NAME_SPEAKS.match(text, match.end())
    return not _inside_brackets(text, opened, match)


def _parts(match: re.Match[str]) -> tuple[str, str]:
    """The stops of a candidate, and the marks that close after them."""
    whole = match.group().rstrip()
    stop = whole.rstrip("\"”’'»›)]}0123456789[")
    return stop, whole[len(stop) :]


def _ends_at_ellipsis(text: str, match: re.Match[str], word: str) -> bool:
    """Dots trail off at the end of a sentence, or stand for words left out inside one."""
    if _parts(match)[1]:
        return True
    spaced = match.start() > 0 and text[match.start() - 1].isspace()
    if word in ("I", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve"):
        return False
    return not spaced or word in known.STARTERS


def _inside_brackets(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a bracket that this sentence opened is still open after its first words."""
    end = match.end()
    at = text.rfind("(", opened, end)
    return at > opened and ")" not in text[at:end] and ")" in text[end : end + 200].split("\n")[0]


def _ends_at_stop(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence, by the words on both sides of it."""
    if text[match.end() : match.end() + 1] in (".", "…"):
        return False
    stop, closers = _parts(match)
    following = _NEXT.match(text, match.end())
    after = following.group(1) if following else ""
    if len(stop) > 1:
        return _after_dots(text, match, stop, after)
    if _inside_brackets(text, opened, match):
        return False
    word = _word_before(text, match.start())
    if closers and closers[0] not in "])":
        return not (len(word) == 1 and word.isupper()) or after in known.STARTERS
    return _ends_after_word(text, opened, match, word, after)


def _after_dots(text: str, match: re.Match[str], stop: str, after: str) -> bool:
    if match.start() and text[match.start() - 1] in "[(":
        # `[...]` marks what a quotation leaves out.
        return False
    if len(stop) == 3:
        return _ends_at_ellipsis(text, match, after)
    return len(stop) > 3 or after[:1].isupper()


def _ends_after_word(text: str, opened: int, match: re.Match[str], word: str, after: str) -> bool:
    first = after[:1]
    if not word:
        return _spaced_dots(text, match, after)
    bare = word.strip(".,’'-").replace("’", "'")
    low = bare.lower()
    starts = after.partition("’")[0].partition("'")[0].rstrip(".") in known.STARTERS
    if first.isdigit():
        return not (
            (
                low in known.BEFORE_NUMBER
                and (bare[:1].isupper() or low in known.LOWER_BEFORE_NUMBER)
            )
            or low in known.NEVER
        )
    for table, rule in _RULES:
        if low in table:
            return rule(text, opened, match, starts, after)
    if len(bare) == 1 and bare.isalpha():
        return _ends_after_letter(text, opened, match, bare, starts)
    if bare.isdigit() and text[opened : match.start() - len(word)].rstrip().endswith(":"):
        return False
    if bare.isdigit():
        return not _enumerates(text, opened, match.start() - len(word))
    if "." in bare and bare.replace(".", "").isupper() and len(bare) < 12:
        return starts
    return True


def _never(*_: object) -> bool:
    return False


def _if_starts(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    return starts and not (after and _MONTH_OPENING.fullmatch(text, opened, match.start()))


def _after_state(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    """A state ends the sentence, unless a bracket or another abbreviation follows it."""
    del opened, after
    if text[match.end()] in "(—–":
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    return starts or ", " in before


def _after_time(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    """After "5 p.m." a day or a zone goes on; so does "At 5 a.m. Mr. Smith went"."""
    day = after.rstrip(".")
    if (
        day in known.AFTER_TIME
        or day.removesuffix("s") in known.AFTER_TIME
        or text[match.end()] in "(—–"
    ):
        return False
    return not _CLOCK_OPENING.match(text[opened : match.start()].lstrip())


def _after_title(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    """A title before an article or a pronoun was a word of its own ("the gen. The")."""
    del opened
    return (
        starts
        and after.rstrip(".") not in ("A", "Will", "Mr", "Mrs", "Ms")
        and (not text[match.start() - 2 : match.start() - 1].isupper())
    )


_Rule = Callable[[str, int, re.Match[str], bool, str], bool]
_RULES: Final[tuple[tuple[frozenset[str], _Rule], ...]] = (
    (known.TIMES, _after_time),
    (known.NEVER, _never),
    (known.TITLES, _after_title),
    (known.STATES - known.MAY_END, _after_state),
    (known.MAY_END, _if_starts),
)


def _ends_after_letter(
    text: str, opened: int, match: re.Match[str], letter: str, starts: bool
) -> bool:
    """An initial ("V. Putin") is no end; "than I. He" and "Plan B. It" are."""
    before = _word_before(text, match.start() - 2).strip(",") if match.start() > 1 else ""
    if letter.islower():
        return not _enumerates(text, opened, match.start() - 1)
    if not before or match.start() - 1 <= opened:
        return False
    if letter == "I" and before[:1].islower():
        return True
    return starts and (before[:1].islower() or before in known.LETTERED)


def _enumerates(text: str, opened: int, at: int) -> bool:
    """Whether what stands at `at` is the number of a list item that opens the sentence."""
    return not text[opened:at].strip(" \t(•⁃▪◦*-")


def _spaced_dots(text: str, match: re.Match[str], after: str) -> bool:
    """`. . .` is an ellipsis: four dots end a sentence, three before a capital may."""
    dots = 1
    at = match.start()
    while at >= 2 and text[at - 2 : at] in (". ", ".\u00a0"):
        dots += 1
        at -= 2
    if text[match.end() : match.end() + 1] == ".":
        return False
    if dots == 1:
        return True
    attached = at > 0 and not text[at - 1].isspace()
    return dots > 3 or attached or (after in known.STARTERS and after != "I")


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
