"""Files of a news service that hold several articles: said, because they are read as one."""

from __future__ import annotations

import re
from typing import Final

from annotations.articles.lazy_patterns import lazily

_BORDERS: Final = (
    ("DOCUMENTS", lazily(r"^[ \t]*\d+ of \d+ DOCUMENTS[ \t]*$", re.MULTILINE)),
    ("End of Document", lazily(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)),
    ("Document ", lazily(r"^[ \t]*Document \d+ of \d+[ \t]*$", re.MULTILINE)),
    ("Document ", lazily(r"^[ \t]*Document [A-Z]{3,}\d{8,}\w*[ \t]*$", re.MULTILINE)),
)
"""What services put once before or behind every article, each with words that tell it is there."""

NOTE: Final = (
    "This file holds {count} articles, downloaded together from a news service. They are read as"
    " one: save each as a file of its own."
)


def articles_in(text: str) -> int:
    """How many articles of a service's download a text holds; 1 if it is none."""
    counts = (len(border.findall(text)) for words, border in _BORDERS if words in text)
    return max((1, *counts))


def note_on(text: str) -> str:
    """What the reader is told about a text that holds several articles, or nothing."""
    count = articles_in(text)
    return NOTE.format(count=count) if count > 1 else ""
