"""A saved page to a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from annotations.articles.document import CUT_OFF, Document, Paragraph, compose
from annotations.articles.pages.beside import is_hidden
from annotations.articles.pages.blocks import Block
from annotations.articles.pages.facts import Facts, facts_of
from annotations.articles.pages.markup import lightened, parsed
from annotations.articles.pages.phrases import NO_SCRIPT, PAID
from annotations.articles.pages.report import Known, report
from annotations.articles.wires import wire_of_text
from annotations.errors import ArticleError

_ASIDE: Final = frozenset(("box", "note on the author"))
"""What is kept beside the report: a person wrote it for this page."""
_UNTOLD: Final = frozenset(("elsewhere", "hidden", "navigation", "form", "headline"))
"""What is left out of every page, and no part of an article."""
_NOTE: Final = 250
"""Characters up to which a page may be no more than a note to the reader."""
_SHORT: Final = 0.5
"""The share of the declared body below which the page is believed to hold only its beginning."""


def read_page(markup: str, *, url: str = "", key: str = "") -> Document:
    """The article of a page.

    Args:
        markup: Decoded; canonical or not.
        url: Where it came from, if that is known beside the page.
        key: Of the document in its file.

    Raises:
        ArticleError: If it is too large, nested too deeply, or holds no text.
    """
    light = lightened(markup)
    tree = parsed(light.text)
    facts = facts_of(tree, light.data, url)
    blocks = report(tree, Known(facts.titles, facts.description, facts.body, facts.authors))
    shown = _shown(blocks)
    paragraphs = [Paragraph(one.text, bool(one.why_not)) for one in shown]
    warnings = list(_warnings(facts, blocks))
    warnings += [CUT_OFF] if ends_early(light.text) else []
    own = sum(len(one.text) for one in paragraphs if not one.is_aside)
    declared = _declared(facts.body)
    if sum(map(len, declared)) * _SHORT > own:
        paragraphs = [Paragraph(text) for text in declared]
        warnings.append("only what the page declares for search engines is the whole text")
    composed = compose(paragraphs)
    if not composed.text or (len(composed.text) < _NOTE and NO_SCRIPT.search(composed.text)):
        made = ": a script makes its text when it is opened" if "<script" in markup else ""
        raise ArticleError(f"holds no text that could be a report{made}")
    return Document(
        key=key,
        text=composed.text,
        aside=composed.aside,
        removed=composed.removed,
        title=facts.title,
        source=facts.source,
        url=facts.url,
        published_at=facts.published_at,
        byline=facts.byline,
        section=facts.section,
        lang=facts.lang,
        wire=facts.wire or wire_of_text(composed.text),
        dropped=_dropped(blocks, shown),
        warnings=tuple(warnings),
    )


def ends_early(markup: str) -> bool:
    """Whether a page ends within a tag, or with its boxes open; its last tags may be left out."""
    if markup.rfind("<") > markup.rfind(">"):
        return True
    if not re.search(r"<(?:html|body)\b", markup, re.IGNORECASE):
        return False
    if re.search(r"</(?:html|body)\b", markup, re.IGNORECASE):
        return False
    boxes = [one.lower() for one in re.findall(r"</?(?:div|article|main)\b", markup, re.IGNORECASE)]
    return sum(-1 if one.startswith("</") else 1 for one in boxes) > 0


def hidden(blocks: list[Block]) -> set[int]:
    """The numbers of the blocks that a page does not show."""
    return {
        block.number
        for block in blocks
        if any(is_hidden(one) for one in (block.element, *block.element.iterancestors()))
    }


def _shown(blocks: list[Block]) -> list[Block]:
    """The report, with what a person wrote beside it."""
    taken = [one.number for one in blocks if not one.why_not]
    if not taken:
        return []
    said: dict[str, object] = {}
    shown: list[Block] = []
    for block in blocks[taken[0] : taken[-1] + 9]:
        if block.why_not and block.why_not not in _ASIDE:
            continue
        if block.why_not and (block.link_share > 0.5 or len(block.text) < 20):
            continue
        # The same words in another element are a copy: for a small screen, or as a pull quote.
        shape = (block.element.tag, block.element.get("class"))
        if len(block.text) > 40 and said.setdefault(block.text, shape) != shape:
            continue
        shown.append(block)
    return shown


def _dropped(blocks: list[Block], shown: list[Block]) -> dict[str, int]:
    numbers = {one.number for one in shown}
    left = (one.why_not for one in blocks if one.why_not and one.number not in numbers)
    return {kind: count for kind, count in Counter(left).items() if kind not in _UNTOLD}


def _declared(body: str) -> list[str]:
    """The paragraphs of a declared body, which is text or, against the rules, markup."""
    if re.search(r"</?(?:p|br|div)\b", body, re.IGNORECASE):
        body = re.sub(r"</?(?:p|br|div|h\d|li)\b[^>]{0,200}>", "\n", body, flags=re.IGNORECASE)
        body = re.sub(r"<[^>]{0,500}>", "", body)
    from html import unescape

    return [line for line in (one.strip() for one in unescape(body).split("\n")) if line]


def _warnings(facts: Facts, blocks: list[Block]) -> Iterator[str]:
    if any(one.why_not == PAID for one in blocks):
        yield "holds only the beginning: the rest is for subscribers, the page says"
    elif not facts.is_free:
        yield "is for subscribers, the page says: it may hold only the beginning"
    if facts.is_live:
        yield "is a live blog: several short reports, each with its time"
