"""What surrounds a report: bylines, credits, notes on the authors, syndication tails.

Looked for only near the ends, a paragraph at a time, and anything doubtful is left to the report:
boilerplate that is read costs a second, a sentence of the report that is not read may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from annotations.articles.article import Span

HEAD = 4
"""How many paragraphs from the top may be a byline, a date line or a photo credit."""
TAIL = 40
"""How many paragraphs from the end are looked at."""
LONGEST = 500
"""No boilerplate is longer than this many characters."""

_JOINING = frozenset(
    (
        "and & in from at for of the de del della di da dos van von der den ter la le el al bin "
        "ibn with also staff writer writers reporter reporters correspondent correspondents "
        "journalist journalists researcher researchers producer producers editor editors"
    ).split()
)
"""Words in lower case that may stand among names."""
_TIMES = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may "
        "june july august september october november december"
    ).split()
)
_ROLE = (
    r"(?:reporter|correspondent|columnist|journalist|editor|writer|photographer|researcher|"
    r"contributor|critic|bureau chief|fellow|producer|anchor|analyst)s?"
)


class _Pattern:
    """A regular expression that is compiled when a paragraph first holds one of its words.

    Compiling all of them costs 10 ms of every start, and most articles need none.
    """

    def __init__(self, pattern: str, *words: str, flags: int = 0) -> None:
        self._pattern = pattern
        self._words = words
        self._flags = flags

    def fullmatch(self, paragraph: str) -> re.Match[str] | None:
        """The match of the whole paragraph, if it is one."""
        lower = paragraph.lower()
        if not any(word in lower for word in self._words):
            return None
        return re.compile(self._pattern, self._flags).fullmatch(paragraph)


_POST = _Pattern(
    r"(?:The post|This post) (?P<title>.+?) "
    r"(?:appeared first|first appeared) on (?P<source>.+?)\.?",
    "appeared first",
    "first appeared",
)
_ORIGINAL = _Pattern(
    r"(?:This|The) (?:article|story|report|post|piece) (?:was |is )?(?:originally |first )+"
    r"(?:appeared|published|posted|ran)(?: first)? (?:in|on|at|by) (?P<source>[^,;]+?)"
    r"(?: (?:and is|under) .*)?\.?",
    "originally",
    "first ",
)
_COPYRIGHT = _Pattern(
    r"(?:(?:Copyright|©|\([cC]\)) ?)+,?(?:\d{4}(?:[-–]\d{4})?,? )?(?P<source>[^.]*?)"
    r"(?:\. .*|[.,;]? ?All rights reserved\.?.*|\.)?",
    "copyright",
    "©",
    "(c)",
)

_NAMES_THEN = _Pattern(
    r"(?P<names>.+?) (?:also )?(?:contributed (?:(?:additional )?(?:reporting|research|writing)|"
    r"to (?:this|the) (?:report|article|story|dispatch))|(?:assisted|helped) with reporting)"
    r"(?:\.|(?: (?:from|in|for) |, and ).{1,150})?",
    "contributed",
    "with reporting",
)
_REPORTED_FROM = _Pattern(
    r"(?P<names>.+?) reported from [^.]*(?:, and .+ from [^.]*)?\.?", " reported from "
)
_BIO = _Pattern(
    rf"(?P<names>.+?),? (?:is|are) .{{0,60}}?\b{_ROLE}\b.{{0,30}}?\b(?:for|at|in|on|of|with|based|"
    r"cover(?:s|ing)|writ(?:es|ing)|report(?:s|ing)|who (?:covers|writes|reports)|"
    r"specializ\w+)\b.*",
    "reporter",
    "correspondent",
    "columnist",
    "journalist",
    "editor",
    "writer",
    "photographer",
    "researcher",
    "contributor",
    "critic",
    "bureau",
    "fellow",
    "producer",
    "anchor",
    "analyst",
)
_BEAT = _Pattern(
    r"(?P<names>.+?) (?:covers|writes about|reports on|leads coverage of|is based in)\b.*",
    "covers",
    "writes about",
    "reports on",
    "leads coverage",
    "based in",
)
_DESK = _Pattern(
    r"The (?:[A-Z][\w&’'-]* ){1,4}(?:[Dd]esk|Team|Bureau|Unit) (?:covers|reports on|writes about) "
    r".+?(?: for (?:the )?(?P<source>[A-Z][\w&’' -]*))?\.?",
    "covers",
    "reports on",
    "writes about",
)

_CLOSING = (
    _DESK,
    _Pattern(
        r"\(?(?:(?:Additional |Further |With )?reporting by|With reporting from|(?:Writing|Edited|"
        r"Editing|Compiled|Translated|Translation|Research|Graphics?|Produced) by|Compiled from)\b"
        r":? .+",
        " by",
        "from",
        flags=re.IGNORECASE,
    ),
    _Pattern(
        r"(?:\(|\[)?(?:Sign up|Subscribe|Get|Follow|Join|Download|Click here|Listen to)\b"
        r".*\b(?:newsletters?|inbox|alerts?|podcasts?|our app|on (?:Twitter|X|Facebook|Instagram|"
        r"WhatsApp|Telegram|YouTube)|subscri\w+|channels?)\b.*",
        *("sign up", "subscribe", "get", "follow", "join", "download", "click", "listen"),
    ),
    _Pattern(
        r"(?:Read (?:more|next|also|the full (?:story|article))|More (?:on this story|from \w+)|"
        r"Related(?: (?:articles?|stories|coverage))?|See also|Watch|Listen)"
        r"\s*(?::.*|here\.?|»|→)?",
        *("read", "more", "related", "see also", "watch", "listen"),
    ),
    _Pattern(
        r"(?:Follow|Contact|Email|E-mail|Reach|Write to) [A-Z].*(?:@|\bon (?:X|Twitter)\b).*",
        *("@", "on x", "on twitter"),
    ),
    _Pattern(r"(?:This|The) (?:story|article|report) (?:has been|was) updated\b.*", "updated"),
    _Pattern(r"This is a developing story\b.*", "developing story"),
    _Pattern(r".{0,80}\ball rights reserved\b.*", "all rights reserved", flags=re.IGNORECASE),
    _Pattern(
        r"Advertisement|ADVERTISEMENT|Share this(?: (?:article|story))?:?|Comments|Tags?: .+",
        *("advertisement", "share this", "comments", "tag"),
    ),
    _Pattern(r"#{3}|-30-|ENDS?|\(END\)", "###", "-30-", "end"),
)
_RULE = re.compile(r"[-–—*_=~•·\s]+")

_PHOTO = _Pattern(
    r"\(?(?:(?:Photos?|Photographs?|Image|Picture|Credit|Illustration)(?: credits?)?"
    r"(?: by\b|:).{1,120}|.{1,120}(?:/|\bvia |©\s*)(?:Getty Images|AFP|Reuters|AP|Shutterstock|EPA|"
    r"The New York Times|Associated Press|Bloomberg)\b.{0,30}?)\)?\.?",
    "photo",
    "image",
    "picture",
    "credit",
    "illustration",
    "/",
    "via ",
    "©",
)
_BYLINE = _Pattern(r"(?:By|BY|by) (?P<names>[^.!?:]*(?:\b[A-Z]\. [^.!?:]*)*)", "by ")
_DATE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|"
    r"Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? (?:\d{1,2}, )?\d{4}|\d{4}-\d\d-\d\d)"
)
_DATE_LINE = _Pattern(
    rf"(?:(?:First |Last )?(?:Published|Updated|Posted)(?: on| at)?:? )?{_DATE}"
    r"(?:,?(?: at| \||,)? ?\d{1,2}[:.]\d\d.{0,20})?|\d{1,2} min(?:ute)? read",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
)


class Tail(NamedTuple):
    """What the end of an article says about its origin."""

    title: str = ""
    source: str = ""


def boilerplate(text: str) -> tuple[Span, ...]:
    """The paragraphs of canonical `text` that surround the report, in order.

    An article is never boilerplate altogether: then nothing is.
    """
    head = [span for span in _first(text) if _opens(span.of(text))]
    tail = _closing_run(text)
    spans = sorted({*head, *tail})
    return tuple(spans) if _is_more(text, spans) else ()


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
        if found := _match(_POST, paragraph, _is_post):
            title, source = found["title"].strip("“”\"' "), source or found["source"]
        elif found := _match(_ORIGINAL, paragraph, _has_source):
            source = source or found["source"]
        elif found := _match(_COPYRIGHT, paragraph, _has_source):
            owner = owner or found["source"]
        elif found := _DESK.fullmatch(paragraph):
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
    if _RULE.fullmatch(paragraph):
        return _WEAK
    if (
        any(pattern.fullmatch(paragraph) for pattern in _CLOSING)
        or _PHOTO.fullmatch(paragraph)
        or _match(_POST, paragraph, _is_post)
        or _match(_ORIGINAL, paragraph, _has_source)
        or _match(_COPYRIGHT, paragraph, _has_source)
        or _match(_NAMES_THEN, paragraph, _has_names)
        or _match(_BIO, paragraph, _has_person)
    ):
        return _STRONG
    if _match(_REPORTED_FROM, paragraph, _has_person) or _match(_BEAT, paragraph, _has_person):
        return _WEAK
    return 0


def _opens(paragraph: str) -> bool:
    """Whether a paragraph near the top is a byline, a date line or a photo credit."""
    return len(paragraph) <= 160 and bool(
        _match(_BYLINE, paragraph, _has_person)
        or _DATE_LINE.fullmatch(paragraph)
        or _PHOTO.fullmatch(paragraph)
    )


def _match(
    pattern: _Pattern, paragraph: str, holds: Callable[[re.Match[str]], bool]
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


def _has_person(found: re.Match[str]) -> bool:
    """Whether the words name a person: two capitals at least, no article, no day or month."""
    words = [word for word in found["names"].replace(",", " ").split() if word[0].isupper()]
    return (
        len(words) >= 2
        and words[0] not in {"The", "A", "An"}
        and not _TIMES & {word.lower() for word in words}
        and _has_names(found)
    )
