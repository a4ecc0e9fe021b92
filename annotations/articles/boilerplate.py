"""What is no part of a report: bylines, credits, notes on the authors, syndication tails.

Most is looked for only near the ends, a paragraph at a time (`interruptions` has what may stand
anywhere). Anything doubtful is left to the report: boilerplate that is read costs a second, a
sentence of the report that is not read may be lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from annotations.articles import boilerplate_patterns as shapes
from annotations.articles import interruptions
from annotations.articles.article import Span
from annotations.articles.credit_lines import glued, is_credit
from annotations.articles.lazy_patterns import lazily

HEAD = 6
"""How many paragraphs from the top may be a byline, a date line or a photo credit."""
TAIL = 40
"""How many paragraphs from the end are looked at."""
LONGEST = 500
"""No boilerplate is longer than this many characters."""

_JOINING = frozenset(
    (
        "and & in from at for of the de del della di da dos van von der den ter la le el al bin "
        "ibn with also staff writer writers reporter reporters correspondent correspondents "
        "journalist journalists researcher researchers producer producers editor editors by "
        "photographs photography photos pictures illustrations video words text"
    ).split()
)
"""Words in lower case that may stand among names."""
_TIMES = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may "
        "june july august september october november december"
    ).split()
)


_SAID = lazily(r", (?:\w+ )?(?:said|says|told)\b|\b(?:said|says)(?: \w+){0,3}\.?$")


class Tail(NamedTuple):
    """What the end of an article says about its origin."""

    title: str = ""
    source: str = ""


def boilerplate(text: str) -> tuple[Span, ...]:
    """The parts of an article's running text that are no report, in order.

    An article is never boilerplate altogether: then nothing is.
    """
    head = [span for span in _first(text) if _opens(span.of(text))]
    tail = _closing_run(text)
    spans = sorted({*head, *tail, *_between(text)})
    lines = [(span.start, span.end) for span in spans]
    inside = [
        span
        for span in glued(text)
        if not (at := bisect_right(lines, (span.end, 0))) or lines[at - 1][1] <= span.start
    ]
    spans = sorted([*spans, *inside])
    return tuple(spans) if _is_more(text, spans) else ()


def _between(text: str) -> Iterator[Span]:
    """The paragraphs that interrupt the report."""
    start, first = 0, True
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > 2 * interruptions.LONGEST:
            first = False
        elif span := _trimmed(text, start, end):
            paragraph = span.of(text)
            if interruptions.interrupts(paragraph, first=first) or (
                paragraph[0] in "C©(" and _match(shapes.COPYRIGHT, _has_source, paragraph)
            ):
                yield span
            else:
                first = False
        start = end + 1


def _is_more(text: str, spans: list[Span]) -> bool:
    """Whether `text` holds anything beside these spans."""
    start = 0
    for span in [*spans, Span(len(text), len(text))]:
        if not (between := text[start : span.start]).isspace() and between:
            return True
        start = span.end
    return False


def tail_of(text: str) -> Tail:
    """The title and publisher that the boilerplate at the end of `text` names."""
    title = source = owner = ""
    for span in _closing_run(text):
        paragraph = span.of(text)
        if found := _match(shapes.POST, _is_post, paragraph):
            title, source = found["title"].strip("“”\"' "), source or found["source"]
        elif found := _match(shapes.ORIGINAL, _has_source, paragraph):
            source = source or found["source"]
        elif found := _match(shapes.COPYRIGHT, _has_source, paragraph):
            owner = owner or found["source"]
        elif found := shapes.DESK.fullmatch(paragraph):
            owner = owner or found["source"] or ""
    if "&" not in title + source + owner:
        return Tail(title, (source or owner).strip())
    import html  # its table of names is 6 ms of a start

    return Tail(html.unescape(title), html.unescape(source or owner).strip())


def _first(text: str) -> Iterator[Span]:
    """The first paragraphs of `text`."""
    start = count = 0
    while start < len(text) and count < HEAD:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if span := _trimmed(text, start, end):
            count += 1
            yield span
        start = end + 1


def _last(text: str) -> Iterator[Span]:
    """The last paragraphs of `text`, from the end."""
    end, count = len(text), 0
    while end > 0 and count < TAIL:
        start = text.rfind("\n", 0, end) + 1
        if span := _trimmed(text, start, end):
            count += 1
            yield span
        end = start - 1


def _trimmed(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    stripped = line.strip()
    if not stripped:
        return None
    start += len(line) - len(line.lstrip())
    return Span(start, start + len(stripped))


@lru_cache(maxsize=1)
def _closing_run(text: str) -> tuple[Span, ...]:
    """The unbroken run of boilerplate at the end of `text`.

    Its first paragraph is unmistakable: rules and weak signs (`X covers Y`) count only below one.
    """
    run: list[tuple[Span, int]] = []
    for span in _last(text):
        strength = _strength(span.of(text))
        if strength == 0:
            break
        run.append((span, strength))
    while run and run[-1][1] != _STRONG:
        run.pop()
    return tuple(span for span, _ in reversed(run))


_WEAK, _STRONG = 1, 2


def _strength(paragraph: str) -> int:
    """How surely a paragraph at the end is boilerplate; 0 if it is not."""
    if len(paragraph) > LONGEST:
        return 0
    if shapes.RULE.fullmatch(paragraph):
        return _WEAK
    if (
        any(pattern.fullmatch(paragraph) for pattern in shapes.CLOSING)
        or interruptions.interrupts(paragraph)
        or any(_match(*known, paragraph) for known in _STRONG_SHAPES)
    ):
        return _STRONG
    return _WEAK if any(_match(*known, paragraph) for known in _WEAK_SHAPES) else 0


def _opens(paragraph: str) -> bool:
    """Whether a paragraph near the top is a byline, a date line or a photo credit."""
    return len(paragraph) <= 160 and bool(
        _match(shapes.BYLINE, _has_person, paragraph)
        or shapes.DATE_LINE.fullmatch(paragraph)
        or _match(shapes.PHOTO, _has_names, paragraph)
        or is_credit(paragraph)
    )


def _match(
    pattern: shapes.Pattern, holds: Callable[[re.Match[str]], bool], paragraph: str
) -> re.Match[str] | None:
    found = pattern.fullmatch(paragraph)
    return found if found and holds(found) else None


def _is_post(found: re.Match[str]) -> bool:
    """Whether a title and a publisher stand where the tail has them, not `the post office`."""
    title = found["title"].lstrip("“\"‘'(")
    begins = not title[:1].islower() or title[1:2].isupper()  # iPhone
    return begins and " " in title and _has_source(found)


def _has_source(found: re.Match[str]) -> bool:
    """Whether what is called the publisher is a name: capitals or a domain, no time."""
    words = found["source"].split()
    if not words or len(words) > 9 or words[0].lower().strip(",.") in _TIMES:
        return False
    named = (word[0].isupper() or word[0].isdigit() or "." in word[:-1] for word in words)
    return any(named) and all(
        len(word) < 4 or word in _JOINING or not word[0].islower() or "." in word for word in words
    )


def _has_names(found: re.Match[str]) -> bool:
    """Whether the words are names, with only such words between them as join names."""
    words = found["names"].replace(",", " ").split()
    return (
        0 < len(words) <= 60
        and words[0][0].isupper()
        and all(word[0].isupper() or word in _JOINING or not word[0].isalpha() for word in words)
    )


def _has_bio(found: re.Match[str]) -> bool:
    """Whether a note on an author is meant, not a report of what somebody says of one."""
    return _has_person(found) and not _SAID.search(found.group())


def _has_person(found: re.Match[str]) -> bool:
    """Whether the words name a person: two capitals at least, no article, no day or month."""
    words = [word for word in found["names"].replace(",", " ").split() if word[0].isupper()]
    return (
        len(words) >= 2
        and words[0] not in {"The", "A", "An"}
        and not _TIMES & {word.lower() for word in words}
        and _has_names(found)
    )


_STRONG_SHAPES = (
    (shapes.POST, _is_post),
    (shapes.ORIGINAL, _has_source),
    (shapes.COPYRIGHT, _has_source),
    (shapes.NAMES_THEN, _has_names),
    (shapes.BIO, _has_bio),
    (shapes.PHOTO, _has_names),
)
_WEAK_SHAPES = ((shapes.REPORTED_FROM, _has_person), (shapes.BEAT, _has_person))
