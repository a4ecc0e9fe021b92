"""Text of a file, by its format, to a draft of an article; and the title of one that has none."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from annotations.articles import front_matter
from annotations.articles.canonical import canonical

TITLE = 70
"""About how many characters of a first sentence stand in for a title."""
_HEADLINE = 160
"""A first line that is longer is no headline."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader found in a file: text as it should be read, and what the file declares."""

    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    """ISO 8601, or empty."""
    story: str = ""
    lang: str = ""


Reader = Callable[[str], Draft]
"""Canonical text of a file to a draft whose text is canonical too; raises `ArticleError`."""


def read_text(text: str) -> Draft:
    """Plain text, with front matter if it has any.

    One paragraph a line, or wrapped: `paragraphs` tells the two apart and leaves the text alone.
    """
    return _draft(*front_matter.split(text))


def read_markdown(text: str) -> Draft:
    """Markdown: front matter, headings and paragraphs, without their markup."""
    from annotations.articles import markdown  # only for files of its kind

    declared, body = front_matter.split(text)
    draft = _draft(declared, canonical(markdown.plain(body)).text)
    if not draft.title and re.match(r"\s*# ", body):
        title = draft.text.partition("\n")[0]
        draft = msgspec.structs.replace(draft, title=title)
    return draft


READERS: dict[str, Reader] = {
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".txt": read_text,
}
"""Suffix, in lower case, to the reader of that format."""


def suffix_of(path: str) -> str:
    """The suffix by which `READERS` knows a path; empty for a name such as `.txt`."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return f".{suffix.lower()}" if dot and stem else ""


def headline_of(text: str) -> str:
    """The first line of `text` if it looks like a headline, else empty.

    A headline is short and has no final stop, and a report follows it: after an empty line, or in a
    paragraph that is longer.
    """
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    if not 0 < len(first) <= _HEADLINE or first[-1] in ".,;:…" or not any(map(str.isalpha, first)):
        return ""
    following = rest.partition("\n")[0]
    is_apart = bool(rest.strip()) and not following.strip()
    return first if is_apart or len(following) > len(first) else ""


def opening_of(text: str) -> str:
    """The beginning of the first sentence of `text`, cut between words."""
    first = text.lstrip()[:2000].partition("\n")[0].strip()
    sentence = re.match(r".{20,}?[.!?][”\"’)]*(?=\s|$)", first)
    if sentence and len(sentence[0]) <= TITLE:
        return sentence[0].rstrip(".")
    if len(first) <= TITLE:
        return first
    cut = first[: TITLE + 1].rpartition(" ")[0] or first[:TITLE]
    return cut.rstrip(" ,;:–—-") + "…"


def _draft(declared: front_matter.FrontMatter, text: str) -> Draft:
    return Draft(
        text=text,
        title=declared.title,
        source=declared.source,
        url=declared.url,
        published_at=declared.date,
        story=declared.story,
        lang=declared.lang,
    )
