"""Pages on where articles come from: one article, and what became of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from annotations.articles.places import place_of
from annotations.articles.receipts import details, summary
from annotations.plurals import count
from tui.dialogs.pages import Copy, Page, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.receipts import Receipt
    from annotations.workflow.open_article import Sheet
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

_NAMES = 16
"""Cells for the name of a fact."""
_TOLD = 50
"""Documents of a file that are named one by one."""


def about_page(
    palette: Palette,
    glyphs: Glyphs,
    card: Card,
    sheet: Sheet,
    receipts: Sequence[Receipt],
) -> Page:
    """What is known of an article: where it was published, which file it is in, how it was read.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        card: The article as the library knows it.
        sheet: The article as it is open.
        receipts: What became of the files of the corpus.
    """
    article, bold = sheet.article, Style(bold=True)
    facts = (
        ("source", article.source),
        ("published", article.published_at.replace("T", " ")),
        ("byline", article.byline),
        ("section", article.section),
        ("agency", article.wire),
        ("address", article.url),
        ("language", article.lang),
        ("place", card.path),
        ("kind", card.format),
        ("read as", _encoding(article.encoding, article.removed)),
        ("sentences", _sentences(sheet)),
        ("story declared", article.story),
        ("id", article.id),
    )
    parts = [Part(article.title, palette.accent, is_heading=True), Part("")]
    parts += [Part(text, None, name, bold, _NAMES) for name, text in facts if text]
    path = place_of(card.path).path
    receipt = next((one for one in receipts if one.path == path), None)
    if receipt is not None and (card.of_several or not receipt.is_complete or receipt.warnings):
        parts += [Part(""), *_told(palette, receipt)]
    copies = [Copy("y", "the place", card.path)]
    if article.url:
        copies.append(Copy("u", "the address", article.url))
    return Page(palette, glyphs, "This article", parts, copies)


def _encoding(name: str, removed: int) -> str:
    if not removed:
        return name
    return f"{name}, {count(removed, 'control character')} left out"


def _sentences(sheet: Sheet) -> str:
    boilerplate = len(sheet.sentences) - sheet.sentences.body
    aside = f", {boilerplate:,} of them boilerplate" if boilerplate else ""
    return f"{len(sheet.sentences):,}{aside}"


def receipts_page(palette: Palette, glyphs: Glyphs, receipts: Sequence[Receipt]) -> Page:
    """What became of every file; those that are not whole first."""
    parts: list[Part] = []
    for receipt in sorted(receipts, key=lambda one: one.is_complete):
        parts += _told(palette, receipt)
    if not parts:
        parts.append(Part("No file has been read to its end yet."))
    return Page(palette, glyphs, "What was read", parts)


def _told(palette: Palette, receipt: Receipt) -> Iterator[Part]:
    kind = f"{receipt.format}, " if receipt.format else ""
    style = None if receipt.is_complete else palette.warning
    yield Part(f"{receipt.path}: {kind}{summary(receipt)}", style)
    lines = list(details(receipt))
    for line in lines[:_TOLD]:
        yield Part(line, palette.faint, "", None, 4)
    if len(lines) > _TOLD:
        more = f"and {len(lines) - _TOLD:,} more; `slugline sources --all` names them"
        yield Part(more, palette.faint, "", None, 4)
