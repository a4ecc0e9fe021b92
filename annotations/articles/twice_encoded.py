"""Text whose bytes were decoded wrongly, encoded again and so kept: `itâ€™s` for `it’s`."""

from __future__ import annotations

from typing import Final, NamedTuple

from annotations.articles.lazy_patterns import lazily

_SIGNS: Final = lazily(
    r"[\xc2\xc3\xc4\xc5\xce\xcf\xd0\xd1][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    r"|â[€\x80][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¦]"
)
"""UTF-8 of two and three bytes, read as cp1252 or Latin-1."""


class Repair(NamedTuple):
    """A paragraph as it is and as it was meant."""

    before: str
    after: str


def twice_encoded(text: str) -> tuple[Repair, ...]:
    """The paragraphs of `text` that were encoded twice, each with its repair, in order.

    Nothing but that fault is repaired: quotation marks, ligatures and wide characters stay.
    """
    if not _SIGNS.search(text):
        return ()
    import ftfy

    found = []
    for paragraph in text.split("\n"):
        if _SIGNS.search(paragraph):
            after = ftfy.fix_encoding(paragraph)
            if after != paragraph:
                found.append(Repair(paragraph, after))
    return tuple(found)
