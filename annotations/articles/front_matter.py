"""The block of YAML between two lines of `---` with which a file may begin."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import NamedTuple

from annotations.errors import ArticleError

_BLOCK = re.compile(
    r"---[ \t]*\n(?P<yaml>(?:#.*\n|\s*\n)*[\"']?[A-Za-z_][\w -]*[\"']?[ \t]*:(?:\s[\s\S]*?)?)"
    r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_LONGEST = 64 * 1024

_NAMES = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "publisher": "source",
    "outlet": "source",
    "url": "url",
    "link": "url",
    "date": "date",
    "published": "date",
    "published_at": "date",
    "story": "story",
    "lang": "lang",
    "language": "lang",
}
"""What authors call a fact, to what it is; the first that is there counts."""

_WRITTEN = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d")


class FrontMatter(NamedTuple):
    """What a file declares about itself; a fact that it does not declare is empty."""

    title: str = ""
    source: str = ""
    url: str = ""
    date: str = ""
    """ISO 8601."""
    story: str = ""
    lang: str = ""


def split(text: str) -> tuple[FrontMatter, str]:
    """A text's front matter, and the rest of it.

    A rule at the top with prose below it is no front matter.

    Raises:
        ArticleError: If it is not valid YAML; names the line in the file.
    """
    if not text.startswith("---"):
        return FrontMatter(), text
    found = _BLOCK.match(text, 0, _LONGEST)
    if found is None:
        return FrontMatter(), text
    facts: dict[str, str] = {}
    for name, value in _facts(found["yaml"]).items():
        known = _NAMES.get(str(name).strip().lower().replace("-", "_"))
        # Lists and mappings say nothing that is asked for here.
        if known and isinstance(value, str) and value not in ("", "~", "null"):
            facts.setdefault(known, " ".join(value.split()))
    facts["date"] = iso_date(facts.get("date", ""))
    return FrontMatter(**facts), text[found.end() :].lstrip("\n")


def iso_date(text: str) -> str:
    """A date or time as ISO 8601, as precise as it was written; empty if it is none."""
    text = text.strip()
    try:
        if re.fullmatch(r"\d{4}(-\d\d)?", text):
            return text
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text).isoformat()
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
    import yaml  # only for files that have front matter

    loader: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        facts = yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 2}" if mark else ""  # the rule above it is line 1
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise ArticleError(f"has invalid front matter{line}: {problem}") from error
    except RecursionError as error:
        raise ArticleError("has invalid front matter: it is nested too deeply") from error
    return facts if isinstance(facts, dict) else {}
