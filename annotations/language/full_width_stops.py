"""Where a sentence ends in a script that has no spaces: behind a full-width stop, or not.

Not inside a title or a bracket, nor before the words behind a quotation that say who spoke.
"""

from __future__ import annotations

import re
from typing import Final

from annotations.language.lexicon import lazily

_BRACKETS: Final = {"》": "《", "〉": "〈", "）": "（", ")": "(", "』": "『", "】": "【"}
_QUOTES: Final = {"”": "“", "」": "「", "』": "『", "»": "«", "’": "‘", '"': '"'}
_OPENING: Final = "“「『《〈（【"
_SPEAKS: Final = lazily(
    r"[^。！？，、：\n]{0,12}(?:[说說道问問答喊叫称稱讲講]|表示|告诉|告訴|述べ|言っ|語っ|話し|答え|尋ね|指出|强调|強調|补充|補充|回应|回應|写|寫)"
    r"|(?:と|って|など|との|という|라고|고)"
)


def next_sentence(text: str, opened: int, match: re.Match[str]) -> int:
    """Where the next sentence begins behind a full-width stop, or -1.

    Args:
        text: The whole text.
        opened: Where the sentence began.
        match: From the stop up to what is no closing mark.
    """
    at, end = match.span()
    if at and text[at - 1] in _OPENING:
        return -1
    # Only what is near can still be open: looking further would cost the square of the length.
    since = max(opened, at - 400)
    for closing, mark in _BRACKETS.items():
        begins = text.rfind(mark, since, at)
        if begins < 0 or text.find(closing, begins, at) >= 0:
            continue
        closes = text.find(closing, at, at + 80)
        if closes >= 0 and "\n" not in text[at:closes] and (closes >= end or begins > opened):
            return -1
    if text[end] in "\"'":
        behind = text[end + 1 : end + 2]
        if not behind or behind.isspace():
            return -1
        line = max(text.rfind("\n", max(at - 400, 0), at), at - 400, 0)
        end += text.count(text[end], line, at) % 2
    if text[end - 1] in _QUOTES and not _ends_behind_quotation(text, opened, since, end):
        return -1
    return end


def _ends_behind_quotation(text: str, opened: int, since: int, end: int) -> bool:
    """Whether a sentence ends with the quotation that is closed before `end`."""
    if text[end] in '“「《『（"':
        return True
    begins = text.rfind(_QUOTES[text[end - 1]], since, end - 1)
    if begins > opened and text[begins - 1] in "：:，,":
        return not "\u3040" <= text[end] <= "\u309f"
    return begins <= opened and not _SPEAKS.match(text, end)
