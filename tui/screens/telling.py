"""What the rows around the articles say: values from values, no widget in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.articles.article import Span
    from annotations.labels import LabelScheme
    from tui.widgets.beside import Beside
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.highlights import Highlights
    from tui.widgets.sheet import Sheet

Part = tuple[str, str]
"""A text and the kind that colours it."""


def detail(
    sheet: Sheet,
    scheme: LabelScheme,
    glyphs: Glyphs,
    highlights: Highlights | None,
    shown: frozenset[str],
    beside: Beside | None,
    accept_key: str,
) -> Iterator[Part]:
    """What there is to say of the sentence under the cursor."""
    if not len(sheet.sentences):
        return
    if sheet.anchor is not None:
        selected = sum(map(sheet.is_work, sheet.selection))
        yield f"range of {selected}: a label key labels all, esc drops the range", "warning"
        return
    index = sheet.cursor
    tag = sheet.tag(index)
    yield f"{index + 1} of {len(sheet.sentences):,}", "faint"
    if tag.label:
        carried = "" if tag.source == "own" else f" ({tag.source})"
        yield scheme.find(tag.label).title + carried, ""
    if tag.unsure:
        yield "unsure", "warning"
    if tag.note:
        yield f"{glyphs.note} {tag.note}", "warning"
    if tag.saving == "failed":
        yield "not saved", "error"
    if beside is not None:
        yield from differences(index, beside, scheme, glyphs, accept_key)
    if highlights is not None:
        yield from speakers(highlights, sheet.sentences.span(index))
        yield from found_in(sheet, highlights, shown)


def differences(
    index: int, beside: Beside, scheme: LabelScheme, glyphs: Glyphs, accept_key: str
) -> Iterator[Part]:
    """What there is to say of a sentence in the light of its counterpart."""
    here, there = beside.mine.article.text, beside.other.article.text
    for conflict in beside.conflicts.get(index, ()):
        ratio = f" ({conflict.ratio}×)" if conflict.ratio else ""
        figures = f"{conflict.here.of(here)} {glyphs.conflict} {conflict.there.of(there)}"
        yield figures + ratio, "error"
    if (proposal := beside.proposal(index)) is not None:
        label, carry = proposal
        yield f"{scheme.find(label).title}? {accept_key} accepts ({carry.reason})", "warning"
    pairs = beside.pairs(index)
    if not pairs:
        yield "only here", "faint"
    elif pairs[0].relation != "same" or pairs[0].moved:
        moved = f", moved {pairs[0].moved:+d}" if pairs[0].moved else ""
        yield f"{pairs[0].relation} {pairs[0].score:.2f}{moved}", "faint"


def speakers(highlights: Highlights, span: Span) -> Iterator[Part]:
    """Who is quoted in a sentence, and with which verb."""
    said = set()
    for quotation in highlights.quoted_in(span):
        if quotation.speaker and quotation.speaker not in said:
            said.add(quotation.speaker)
            verb = f" {quotation.cue}" if quotation.cue else ""
            yield f"{quotation.speaker}{verb}: {quotation.kind} speech", ""


def found_in(sheet: Sheet, highlights: Highlights, shown: frozenset[str]) -> Iterator[Part]:
    """Names and figures of the sentence under the cursor, each once."""
    said = set()
    for item in highlights.between(*sheet.sentences.span(sheet.cursor)):
        words = item.span.of(sheet.article.text)
        if item.kind in shown and words not in said:
            said.add(words)
            yield words, item.kind
