"""A document of a download on its way: what its fields say, then the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from annotations.articles.batches import labels
from annotations.articles.batches.lines import Block, paragraphs_in
from annotations.articles.declared import language_tag, published
from annotations.articles.document import NO_BODY, Document, Paragraph, Unread, compose
from annotations.articles.lazy_patterns import lazily
from annotations.articles.wires import agency_of

CUT_OFF: Final = "may not be whole: the file ends before the end of this article"
_PAGE: Final = lazily(
    r"(?:Page|Seite|Página|Pagina|Strona)\s+\d+(?:\s+(?:of|von|de|sur|di|van|z)\s+\d+)?$",
    re.IGNORECASE,
)
_BY: Final = lazily(r"(?:by|von|par|por|di|da|door)[:\s]\s*(?=[^\W\d_])", re.IGNORECASE)
_DATED: Final = lazily(r"\b\d{1,2}\b.*\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b.*\b\d{1,2}\b")
_ERROR: Final = lazily(
    r"\b(?:error|sorry|cannot be (?:displayed|retrieved)|could not be|unavailable|not available"
    r"|fehler|nicht verfügbar|erreur|désolé|indisponible|no disponible|lo sentimos|errore"
    r"|spiacenti|erro|indisponível|niet beschikbaar|fout)\b",
    re.IGNORECASE,
)


@dataclass
class Draft:
    """What is known of a document so far."""

    title: str = ""
    source: str = ""
    date: str = ""
    """As it is written."""
    byline: str = ""
    section: str = ""
    url: str = ""
    lang: str = ""
    """As it is written."""
    copyright: str = ""
    dateline: str = ""
    paragraphs: list[Paragraph | str] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    has_fields: bool = False
    """Whether anything in it was understood."""

    def drop(self, kind: str, count: int = 1) -> None:
        """Say that something was left out."""
        if count:
            self.dropped[kind] += count

    def take(self, name: str, value: str) -> None:
        """Take a field by its meaning; one that no article keeps is dropped and counted."""
        value = " ".join(value.split())
        self.has_fields = True
        if name == "byline":
            self.byline = self.byline or value
        elif name == "section":
            self.section = self.section or value
        elif name == "title":
            self.title = self.title or value
        elif name == "language":
            self.lang = self.lang or value
        elif name == "url":
            self.url = self.url or value
        elif name == "dateline":
            self.dateline = self.dateline or value
            self.drop("dateline")
        elif name == "copyright":
            self.copyright = self.copyright or value
            self.drop("copyright")
        elif name == "graphic":
            self.drop("caption")
        else:
            self.drop(name or "field")

    def finish(self, key: str, service: str) -> Document | Unread:
        """The document; an error page or one without text is not read."""
        made = compose(self.paragraphs)
        title = " ".join(self.title.split())
        if not made.text.strip():
            return Unread(key, NO_BODY, title)
        if not self.has_fields and len(made.text) < 400 and _ERROR.search(made.text):
            return Unread(key, f"is an error page of {service} in the place of an article")
        if not self.has_fields:
            return Unread(key, f"has no heading of {service} that is understood", title)
        byline = _BY.sub("", self.byline, count=1).strip(" ;,")
        date = published(self.date)
        if self.date and not date:
            self.warnings.append(f"the date “{self.date[:60]}” is not understood")
        return Document(
            key=key,
            text=made.text,
            title=title,
            source=" ".join(self.source.split()),
            url=self.url if re.match(r"https?://\S+$", self.url) else "",
            published_at=date,
            byline=byline,
            section=" ".join(self.section.split()),
            wire=agency_of(
                text=made.text,
                byline=self.byline,
                copyright_line=self.copyright,
                source=self.source,
            ),
            lang=language_tag(self.lang) if self.lang else "",
            aside=made.aside,
            removed=made.removed,
            dropped=dict(self.dropped),
            warnings=tuple(self.warnings),
        )


def take_text(draft: Draft, blocks: Iterable[Block], width: int) -> None:
    """Take blocks as paragraphs, without what stands at the top of pages.

    Args:
        draft: The article.
        blocks: Of its text.
        width: At which the file was wrapped; 0 if it was not.
    """
    for block in blocks:
        lines = tuple(line for line in block.lines if not _is_page_heading(line, draft))
        draft.drop("page heading", len(lines) < len(block.lines))
        if lines:
            draft.paragraphs += paragraphs_in(Block(lines), width)


def _is_page_heading(text: str, draft: Draft) -> bool:
    """Whether a line in a text is what a page has at its top: its number, the headline again."""
    if _PAGE.match(text):
        return True
    title, bare = " ".join(draft.title.split()), text.rstrip(". …")
    if not title or len(bare) < 12:
        return False
    if bare == title.rstrip(". …") or (
        bare != text and text.endswith("...") and title.startswith(bare)
    ):
        return True
    return bool(draft.source) and text.startswith(title) and draft.source in text[len(title) :]


def copyright_of(lines: Iterable[str]) -> str:
    """The first of `lines` that says who owns the article; empty if none does."""
    return next((line for line in lines if labels.COPYRIGHT.match(line)), "")


def looks_dated(line: str) -> bool:
    """Whether a short line holds a year and a day, in whatever language."""
    words = line.split()
    return len(words) <= 7 and len(line) < 60 and _DATED.search(line) is not None


def is_copyright(text: str) -> bool:
    """Whether a block is nothing but the notice of who owns the article."""
    return bool(len(text) < 300 and (labels.COPYRIGHT.match(text) or labels.RIGHTS.search(text)))
