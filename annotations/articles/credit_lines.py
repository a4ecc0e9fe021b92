"""Credits of pictures and leads of captions, also where they are glued to a line of the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotations.articles.article import Span
from annotations.articles.lazy_patterns import lazily

_AGENCY = (
    r"(?:Getty(?: Images)?|AFP|Reuters|REUTERS|AP(?: Photo)?|Associated Press|EPA(?:-EFE)?|"
    r"Shutterstock|"
    r"Alamy|PA(?: Media| Wire)?|Bloomberg|Anadolu|Xinhua|Sipa|Zuma|iStock|Unsplash|Handout|Pool|"
    r"File|"
    r"File Photo|Files?|PTI|ANI|CNN|BBC|NASA|NOAA|The New York Times|Corbis|Rex|Press Association)"
)
_LEAD: Final = lazily(
    r"[PICV](?:hoto(?:graph)?s?|mages?|ictures?|redits?|ideo|llustration)(?: credits?)?"
    r"(?: by |\s?: ?)"
)
_LEADS: Final = ("Photo", "Image", "Credit", "Picture", "Video", "Illustration")
_NAMES: Final = lazily(
    r"(?:(?:[A-Z0-9©@][\w.'’&-]*|de|van|von|der|del|da|bin|al|and|via|for|of|the|/|\||©|—|"
    r"–)[,/]?[ ]?){1,9}"
)
_BY_AGENCY: Final = lazily(
    rf"[^.!?:;\n]{{0,60}}?\b{_AGENCY}(?:\s?[/|,]\s?[\w .'’-]{{0,24}}?{_AGENCY})*(?!\w)\)?\.?"
)
_OPENS: Final = lazily(
    r"(?:The|A|An|In|On|At|He|She|It|They|We|For|After|When|As|Two|Three|This|That|But|With|From|"
    r"More|"
    r"Police|Officials|Residents|His|Her|Its|Their|There|One|Some|Many|About|Under|By|If|"
    r"While) (?=[a-z\d$€£])"
)
_CAPTION: Final = lazily(
    r"(?:^|(?<=\n))[ \t]*((?:Image|Media|Photo|Picture|Video) captions?[,:]?|Caption[,:]|"
    r"FILE(?: PHOTO| IMAGE| PICTURE)?\s?[:–—-](?=\s)|Pictured:)[ \t]*(?=\S)"
)
_BEHIND: Final = lazily(
    r"[(\[RAG](?:"
    rf"(?<=\()(?:AP Photo|Photos?|Image|Photograph|Picture|{_AGENCY})\b[^()\n]{{0,80}}\)|"
    rf"(?<=\[)[^\[\]\n]{{2,60}}/\s?{_AGENCY}[^\[\]\n]{{0,30}}\]|"
    r"(?:(?<=[.!?] R)EUTERS|(?<=[.!?] A)(?:FP|P Photo)|(?<=[.!?] G)etty Images)"
    r"\s?/\s?[A-Z][^.\n]{1,60})[ \t]*(?=\n|$)"
)


def is_credit(paragraph: str) -> bool:
    """Whether a paragraph is nothing but the credit of a picture."""
    bare = paragraph.strip("()[]")
    found = _LEAD.match(bare)
    return found is not None and _credit_end(bare, found.end()) == len(bare)


def glued(text: str) -> list[Span]:
    """Credits and leads of captions that share a paragraph with the report, in order."""
    found: list[Span] = []
    if any(lead in text for lead in _LEADS):
        found += _credits(text)
    if "aption" in text or "FILE" in text or "Pictured:" in text:
        found += (Span(*match.span(1)) for match in _CAPTION.finditer(text))
    if ")\n" in text or "]\n" in text or text.endswith((")", "]")) or "/" in text:
        found += (Span(match.start(), match.end()) for match in _BEHIND.finditer(text))
    return _apart(sorted(found))


def _apart(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _credits(text: str) -> Iterator[Span]:
    for match in _LEAD.finditer(text):
        start = match.start() - (text[match.start() - 1 : match.start()] in ("(", "["))
        before = text[max(start - 3, 0) : start].rstrip(" ")
        if before and before[-1] not in '.!?”"’)\n':
            continue
        end = _credit_end(text, match.end())
        if end > 0:
            yield Span(start, end)


def _credit_end(text: str, at: int) -> int:
    """Where the credit that names somebody from `at` on ends; -1 if it is none."""
    stop = text.find("\n", at, at + 200)
    stop = min(at + 200, len(text)) if stop < 0 else stop
    agency = _BY_AGENCY.match(text, at, stop)
    if agency:
        return agency.end()
    names = _NAMES.match(text, at, stop)
    if names is None:
        return -1
    words = text[at : names.end()].rstrip()
    opens = next(
        (o for o in _OPENS.finditer(text, at, min(names.end() + 12, stop)) if o.start() > at), None
    )
    if opens is not None:
        return at + len(text[at : opens.start()].rstrip())
    end = at + len(words)
    rest = text[end:stop].strip()
    if rest in ("", ")", ".", ").", "]"):
        return end + len(text[end:stop].rstrip())
    return -1
