"""The shapes of what surrounds a report, as patterns of whole paragraphs."""

from __future__ import annotations

import re

from annotations.articles.lazy_patterns import lazily

_ROLE = (
    r"(?:reporter|correspondent|columnist|journalist|editor|writer|photographer|researcher|"
    r"contributor|critic|bureau chief|fellow|producer|anchor|analyst)s?"
)


class Pattern:
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


POST = Pattern(
    r"(?:The post|This post) (?P<title>.+?) "
    r"(?:appeared first|first appeared) on (?P<source>.+?)\.?",
    "appeared first",
    "first appeared",
)
ORIGINAL = Pattern(
    r"(?:This|The) (?:article|story|report|post|piece) (?:was |is )?(?:originally |first )+"
    r"(?:appeared|published|posted|ran)(?: first)? (?:in|on|at|by) (?P<source>[^,;]+?)"
    r"(?: (?:and is|under) .*)?\.?",
    "originally",
    "first ",
)
COPYRIGHT = Pattern(
    r"(?:(?:Copyright|©|\([cC]\)) ?)+,?(?:\d{4}(?:[-–]\d{4})?,? )?(?P<source>[^.]*?)"
    r"(?:\. .*|[.,;]? ?All rights reserved\.?.*|\.)?",
    "copyright",
    "©",
    "(c)",
)

NAMES_THEN = Pattern(
    r"(?P<names>.+?) (?:also )?(?:contributed (?:(?:additional )?(?:reporting|research|writing)|"
    r"to (?:this|the) (?:report|article|story|dispatch))|(?:assisted|helped) with reporting)"
    r"(?:\.|(?: (?:from|in|for) |, and ).{1,150})?",
    "contributed",
    "with reporting",
)
REPORTED_FROM = Pattern(
    r"(?P<names>.+?) reported from [^.]*(?:, and .+ from [^.]*)?\.?", " reported from "
)
BIO = Pattern(
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
BEAT = Pattern(
    r"(?P<names>.+?) (?:covers|writes about|reports on|leads coverage of|is based in)\b.*",
    "covers",
    "writes about",
    "reports on",
    "leads coverage",
    "based in",
)
DESK = Pattern(
    r"The (?:[A-Z][\w&’'-]* ){1,4}(?:[Dd]esk|Team|Bureau|Unit) (?:covers|reports on|writes about) "
    r".+?(?: for (?:the )?(?P<source>[A-Z][\w&’' -]*))?\.?",
    "covers",
    "reports on",
    "writes about",
)

CLOSING = (
    DESK,
    Pattern(
        r"\(?(?:(?:Additional |Further |With )?reporting by|With reporting from|(?:Writing|Edited|"
        r"Editing|Compiled|Translated|Translation|Research|Graphics?|Produced) by|Compiled from)\b"
        r":? (?!.*\b(?:said|says|was|were)\b).+",
        " by",
        "from",
        flags=re.IGNORECASE,
    ),
    Pattern(
        r"(?:Follow|Contact|Email|E-mail|Reach|Write to) [A-Z].*(?:@|\bon (?:X|Twitter)\b).*",
        *("@", "on x", "on twitter"),
    ),
    Pattern(r"(?:This|The) (?:story|article|report) (?:has been|was) updated\b.*", "updated"),
    Pattern(r"This is a developing story\b.*", "developing story"),
    Pattern(r".{0,80}\ball rights reserved\b.*", "all rights reserved", flags=re.IGNORECASE),
    Pattern(r"Comments|Tags?: .+", "comments", "tag"),
)
RULE = lazily(r"[-–—*_=~•·\s]+")

PHOTO = Pattern(
    r"\(?(?P<names>.{1,60})(?:/|\bvia |©\s*)(?:Getty Images|AFP|Reuters|AP|Shutterstock|EPA|"
    r"The New York Times|Associated Press|Bloomberg)\b.{0,30}?\)?\.?",
    "/",
    "via ",
    "©",
)
BYLINE = Pattern(r"(?:By|BY|by) (?P<names>[^.!?:]*(?:\b[A-Z]\. [^.!?:]*)*)", "by ")
DATE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|"
    r"Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? (?:\d{1,2}, )?\d{4}|\d{4}-\d\d-\d\d)"
)
DATE_LINE = Pattern(
    rf"(?:(?:First |Last )?(?:Published|Updated|Posted)(?: on| at)?:? )?{DATE}"
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
