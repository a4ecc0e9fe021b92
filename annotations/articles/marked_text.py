"""Paragraphs of marked-up text: HTML and NITF tags, one after the other, to what is read.

Nothing is loaded, run or resolved: tags only say where paragraphs end and what is no report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.articles.document import Paragraph
from annotations.articles.lazy_patterns import lazily

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DROPPED: Final = {
    "caption": "figure figcaption caption media media-caption media-producer picture",
    "script": "script style noscript template svg math object iframe video audio canvas",
    "navigation": "nav menu",
    "form": "form button select textarea",
    "header": "head body.head",
}
_KIND_OF: Final = {tag: kind for kind, tags in _DROPPED.items() for tag in tags.split()}
_ASIDE: Final = frozenset("aside body.end tagline note fn credit byline dateline footer".split())
"""What is not the report, but may say something about it."""
_BLOCKS: Final = frozenset(
    "address article block blockquote body body.content bq center dd dir div dl dt fieldset h1 h2"
    " h3 h4 h5 h6 hedline hl1 hl2 hr html li main nitf nitf-table ol p pre section table tbody"
    " td.group tfoot thead ul body.head body.end tagline note fn".split()
) | (_ASIDE - {"credit", "byline", "dateline"})
_LINES: Final = frozenset(("tr", "br"))
_CELLS: Final = frozenset(("td", "th"))
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
_DEEPEST: Final = 300
"""Levels that are remembered; what is nested deeper is read as if it were not."""
_LONGEST_TAG: Final = 4_000
_NAME: Final = re.compile(r"<(/?[a-zA-Z][\w.:-]{0,40}|[!?])")
_CLASS: Final = lazily(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_RAW: Final = ("script", "style", "textarea")
_RAW_END: Final = {name: lazily(f"</{name}", re.IGNORECASE) for name in _RAW}
_SPACES: Final = re.compile(r"[ \t\n\r\f]+")
_CAPTION: Final = lazily(r"(?:^|[\s_-])(?:caption|figcaption|legende|bildunterschrift)(?:$|[\s_-])")
_TAG: Final = lazily(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|span|strong|em|b|i|a|img|figure|table|section"
    r"|article|html|body)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_ENTITY: Final = lazily(
    r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|eacute|[aouAOU]uml|szlig"
    r"|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});"
)


class Marked(NamedTuple):
    """What marked-up text says."""

    paragraphs: tuple[Paragraph, ...]
    dropped: Mapping[str, int]
    """What was left out, by kind."""


class ParagraphBuilder:
    """Makes paragraphs from tags and text, told in their order; names of tags in lower case."""

    def __init__(self) -> None:
        self._done: list[Paragraph] = []
        self._dropped: Counter[str] = Counter()
        self._text: list[str] = []
        self._open: list[str] = []
        self._dropping = -1
        """How many tags were open when what is left out began; -1 outside of it."""
        self._aside = -1
        self._verbatim = 0

    def start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Take an opening tag."""
        if tag in _BLOCKS:
            self._end_paragraph()
        elif tag in _LINES:
            self._text.append("\n")
        elif tag in _CELLS and self._text:
            self._text.append("\t")
        if tag in _VOID or len(self._open) >= _DEEPEST:
            return
        kind = _KIND_OF.get(tag, "")
        if not kind and _CAPTION.search((attributes.get("class") or "")[:200].lower()):
            kind = "caption"
        if kind and self._dropping < 0:
            self._end_paragraph()
            self._dropping = len(self._open)
            if kind != "header":
                self._dropped[kind] += 1
        if tag in _ASIDE and self._aside < 0:
            self._end_paragraph()
            self._aside = len(self._open)
        self._verbatim += tag == "pre"
        self._open.append(tag)

    def end(self, tag: str) -> None:
        """Take a closing tag; one that was not opened says at most that a paragraph ends."""
        if tag in _BLOCKS:
            self._end_paragraph()
        if tag not in self._open:
            return
        while self._open:
            closed = self._open.pop()
            self._verbatim -= closed == "pre"
            if len(self._open) == self._dropping:
                self._dropping = -1
            if len(self._open) == self._aside:
                self._end_paragraph()
                self._aside = -1
            if closed == tag:
                break

    def data(self, text: str) -> None:
        """Take text between two tags."""
        if self._dropping < 0:
            self._text.append(text if self._verbatim else _SPACES.sub(" ", text))

    def close(self) -> Marked:
        """What was made."""
        self._end_paragraph()
        return Marked(tuple(self._done), dict(self._dropped))

    def _end_paragraph(self) -> None:
        text, self._text = "".join(self._text), []
        if not text or text.isspace():
            return
        for part in blocks(text):
            self._done.append(Paragraph(part, self._aside >= 0))


def blocks(text: str) -> Iterator[str]:
    """The parts of a text between empty lines, their lines without the space around them."""
    lines: list[str] = []
    for line in (*text.split("\n"), ""):
        if bare := line.strip(" \t\r\f"):
            lines.append(bare)
        elif lines:
            yield "\n".join(lines)
            lines = []


def is_html(text: str) -> bool:
    """Whether a text is marked up with HTML."""
    return "<" in text and _TAG.search(text) is not None


def html_text(text: str) -> Marked:
    """The paragraphs of HTML, whole or a piece of it, however broken."""
    builder = ParagraphBuilder()
    for tag, attributes, before in _tags(text):
        if before:
            builder.data(unescaped(before, every=True))
        if tag.startswith("/"):
            builder.end(tag[1:])
        elif tag:
            builder.start(tag, attributes)
    return builder.close()


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """The tags of HTML, with what stands before each; closing ones begin with a slash.

    In one pass: what is not closed is text, and is not looked for again. The standard library's
    parser looks for its end once for every tag.
    """
    done = at = 0
    ends = text.rfind(">")
    comments = text.rfind("-->")
    while (at := text.find("<", at)) >= 0 and at < ends:
        if text.startswith("<!--", at) and at < comments:
            yield "", {}, text[done:at]
            done = at = text.find("-->", at) + 3
            continue
        found = _NAME.match(text, at)
        if not found:
            at += 1
            continue
        end = _end_of_tag(text, at)
        name = found[1].lower()
        yield name, _attributes(text[found.end() : end]), text[done:at]
        done = at = end + 1
        if name in _RAW:
            closing = _RAW_END[name].search(text, at)
            done = at = closing.start() if closing else len(text)
    yield "", {}, text[done:]


def _end_of_tag(text: str, at: int) -> int:
    """Where the tag at a place ends; a `>` in quotation marks does not end it."""
    first = end = text.find(">", at)
    for _ in range(4):
        part = text[at:end] if end - at < _LONGEST_TAG else ""
        if not (part.count('"') % 2 or part.count("'") % 2):
            return end
        end = text.find(">", end + 1)
        if end < 0:
            break
    return first


def _attributes(text: str) -> dict[str, str]:
    """The class of a tag, which is all that counts."""
    found = _CLASS.search(text[:_LONGEST_TAG]) if "lass" in text[:_LONGEST_TAG].lower() else None
    return {"class": found[1] or found[2] or found[3] or ""} if found else {}


def xml_text(root: Element) -> Marked:
    """The paragraphs of an element of XHTML or NITF, names local, in any case."""
    builder = ParagraphBuilder()
    builder.start(root.tag.lower(), root.attrib)
    builder.data(root.text or "")
    path = [(root, iter(root))]
    while path:
        element, children = path[-1]
        child = next(children, None)
        if child is None:
            path.pop()
            builder.end(element.tag.lower())
            if path:
                builder.data(element.tail or "")
        else:
            builder.start(child.tag.lower(), child.attrib)
            builder.data(child.text or "")
            path.append((child, iter(child)))
    return builder.close()


def plain_text(text: str) -> Marked:
    """The paragraphs of a text that may be HTML, may only have its entities, or is plain."""
    if is_html(text):
        return html_text(text)
    return Marked(tuple(Paragraph(part) for part in blocks(unescaped(text))), {})


def unescaped(text: str, *, every: bool = False) -> str:
    """A text without HTML entities, if it has any that people meet, or whatever it has."""
    if "&" not in text or not (every or _ENTITY.search(text)):
        return text
    from html import unescape

    return unescape(text)


def one_line(text: str) -> str:
    """A title or a name: without tags and entities, spaces and line ends made one space."""
    text = text[:10_000]
    if is_html(text):
        text = " ".join(part.text for part in html_text(text).paragraphs)
    return " ".join(unescaped(text).split())


def without_headline(marked: Marked, title: str) -> Marked:
    """The paragraphs without a first one that is the title once more."""
    wanted = _bare(title)
    for at, part in enumerate(marked.paragraphs[:2]):
        if wanted and len(part.text) < 2 * len(title) + 20 and _bare(part.text) == wanted:
            rest = marked.paragraphs[:at] + marked.paragraphs[at + 1 :]
            return Marked(rest, {**marked.dropped, "headline": 1})
    first, rest = (marked.paragraphs or (Paragraph(""),))[0], marked.paragraphs[1:]
    line, _, below = first.text.partition("\n")
    if wanted and below and len(line) < 2 * len(title) + 20 and _bare(line) == wanted:
        kept = (first._replace(text=below), *rest)
        return Marked(kept, {**marked.dropped, "headline": 1})
    return marked


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
