"""The block of YAML between two lines of `---` with which a file may begin."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from annotations.errors import ArticleError
from annotations.outside import OutsideError, load_yaml

_RULE = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"[\"']?[A-Za-z_][\w \t-]*+[\"']?[ \t]*+:(?:\s|\Z)")
_LONGEST = 64 * 1024
"""Characters of front matter, its rules included."""

_NAMES = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "publisher": "source",
    "outlet": "source",
    "url": "url",
    "link": "url",
    "date": "published_at",
    "published": "published_at",
    "published_at": "published_at",
    "story": "story",
    "lang": "lang",
    "language": "lang",
    "byline": "byline",
    "author": "byline",
    "authors": "byline",
    "section": "section",
    "wire": "wire",
    "agency": "wire",
}
"""What authors call a fact, to what it is; the first that is there counts."""

_WRITTEN = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d")


class FrontMatter(NamedTuple):
    """What a file declares about itself; a fact that it does not declare is empty."""

    title: str = ""
    source: str = ""
    url: str = ""
    published_at: str = ""
    """ISO 8601."""
    story: str = ""
    lang: str = ""
    byline: str = ""
    section: str = ""
    wire: str = ""


def split(text: str) -> tuple[FrontMatter, str]:
    """A text's front matter, and the rest of it.

    A rule at the top with prose below it is no front matter.

    Raises:
        ArticleError: If it is not valid YAML; names the line in the file.
    """
    if not text.startswith("---"):
        return FrontMatter(), text
    block = _block(text[:_LONGEST])
    if block is None:
        return FrontMatter(), text
    facts: dict[str, str] = {}
    for name, value in _facts(block.yaml).items():
        known = _NAMES.get(str(name).strip().lower().replace("-", "_"))
        # Lists and mappings say nothing that is asked for here.
        if known and isinstance(value, str) and value not in ("", "~", "null"):
            facts.setdefault(known, " ".join(value.split()))
    facts["published_at"] = iso_date(facts.get("published_at", ""))
    return FrontMatter(**facts), text[block.end :].lstrip("\n")


class _Block(NamedTuple):
    yaml: str
    end: int
    """Where the text goes on behind it."""


def _block(text: str) -> _Block | None:
    """What stands between the rule at the top and the next one, if it begins with a key."""
    first, _, _ = text.partition("\n")
    if not first.startswith("---") or not _RULE.fullmatch(first):
        return None
    start = at = len(first) + 1
    begun = False
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if begun:
            if text.startswith(("---", "..."), at) and _RULE.fullmatch(text, at, end):
                return _Block(text[start:at], min(end + 1, len(text)))
        elif not text.startswith("#", at) and not text[at:end].isspace() and at < end:
            if not _KEY.match(text, at, end + 1):
                return None
            begun = True
        at = end + 1
    return None


def iso_date(text: str) -> str:
    """A date or time as ISO 8601, as precise as it was written; empty if it is none."""
    text = text.strip()
    try:
        if re.fullmatch(r"[1-9]\d{3}(?:-(?:0[1-9]|1[0-2]))?", text, re.ASCII):
            return text
        if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
            return date.fromisoformat(text).isoformat()
        # A week is no day, and an hour without minutes no time.
        if re.match(r"\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d", text, re.IGNORECASE):
            return datetime.fromisoformat(text).isoformat()
    except ValueError:
        pass
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|[.,]", "", text).replace("Sept ", "Sep ")
    for written in _WRITTEN:
        try:
            return datetime.strptime(plain, written).date().isoformat()
        except ValueError:
            continue
    return ""


def _facts(text: str) -> dict[object, object]:
    """The mapping that YAML `text` holds, every scalar in it as it is written.

    So `story: no` is not a boolean, `title: 12e4` no number, and no tag makes an object.
    """
    try:
        facts = load_yaml(text, "as written")
    except OutsideError as error:
        # The rule above it is line 1.
        line = f" in line {error.line + 1}" if error.line else ""
        raise ArticleError(f"has invalid front matter{line}: {error}") from error
    return facts if isinstance(facts, dict) else {}
