"""Mails, newsletters among them: `.eml`. A mail that forwards others holds several articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email.message import Message
from email.utils import parseaddr
from functools import partial
from itertools import pairwise
from typing import Final

from annotations.articles.canonical import canonical
from annotations.articles.declared import language_tag, published
from annotations.articles.document import (
    CUT_OFF,
    NO_BODY,
    Document,
    Paragraph,
    Unread,
    compose,
    one_by_one,
)
from annotations.articles.mail_parts import (
    attached,
    body_of,
    header,
    is_cut,
    is_mail,
    leaves,
    message_of,
)
from annotations.articles.source_file import Head, SourceFile
from annotations.errors import ArticleError

_PREFIXES: Final = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|vl|doorst)\s*:\s*)+", re.IGNORECASE
)
_END: Final = re.compile(
    r".{0,80}\b(?:unsubscribe|abbestellen|abmelden|se désabonner|désinscri\w+|darse de baja|"
    r"cancelar (?:la )?suscripción|disiscri\w+|uitschrijven|avregistrera|afmeld\w*|"
    r"manage (?:your )?(?:preferences|subscription)|update your preferences|"
    r"view (?:this )?(?:email|it) in (?:your )?browser|"
    r"view in browser|im browser (?:ansehen|öffnen|anzeigen)|"
    r"you (?:are receiving|received) this|sie erhalten diese)\b.{0,200}",
    re.IGNORECASE | re.DOTALL,
)
_NEXT: Final = re.compile(
    rb"\r?\n\r?\n(?=From [^\r\n]{1,200}\d{4}[^\r\n]{0,20}\r?\n[!-9;-~]{1,76}:[ \t])"
)
"""What stands before the next mail of a file that holds several."""
_LINK: Final = re.compile(r"[<\[(]?https?://[^\s<>\])]{1,2000}[>\])]?")


def recognises(head: Head) -> bool:
    """Whether it begins with the headers of a mail."""
    fields = is_mail(head)
    return bool(fields) and bool(fields.keys() & {"from", "subject", "message-id"})


def read(source: SourceFile) -> Iterator[Document | Unread]:
    """The mail, or the mails that it carries."""
    data = source.data
    starts = [0, *(found.end() for found in _NEXT.finditer(data)), len(data)]
    if len(starts) > 2:
        yield from _box(data, starts, source)
        return
    message = message_of(data)
    inner = attached(message)
    if not inner:
        yield _document(message, source, "")
        return
    parts: list[tuple[str, Callable[[], Document]]] = []
    for number, one in enumerate((message, *inner)):
        # What is said above forwarded mails is rarely an article: it counts if it has a text.
        if number or _texts(one, source.encoding)[0].strip():
            parts.append(
                (str(len(parts) + 1), partial(_document, one, source, str(len(parts) + 1)))
            )
    yield from one_by_one(parts)


def _box(data: bytes, starts: list[int], source: SourceFile) -> Iterator[Document | Unread]:
    """The mails that follow each other in a file, as mail programs keep them (mbox)."""

    def make(start: int, end: int, key: str) -> Callable[[], Document]:
        return lambda: _document(message_of(data[start:end]), source, key)

    yield from one_by_one(
        (str(number), make(start, end, str(number)))
        for number, (start, end) in enumerate(pairwise(starts), 1)
    )


def _document(message: Message, source: SourceFile, key: str) -> Document:
    plain, markup = _texts(message, source.encoding)
    document = (
        _from_plain(plain)
        if _is_better(plain, markup)
        else _from_page(markup, _PREFIXES.sub("", header(message, "subject")))
    )
    if not document.text:
        raise ArticleError(NO_BODY if key else "holds no text")
    name, address = parseaddr(header(message, "from"))
    is_list = any(message.get(one) for one in ("list-id", "list-unsubscribe", "list-post"))
    name = name or address
    return Document(
        key=key,
        text=document.text,
        aside=document.aside,
        removed=document.removed,
        title=_PREFIXES.sub("", header(message, "subject")),
        source=name if is_list else document.source,
        byline="" if is_list else name,
        url=document.url,
        published_at=published(header(message, "date")),
        lang=language_tag(header(message, "content-language")) or document.lang,
        dropped=document.dropped,
        warnings=(CUT_OFF,) if is_cut(message) else document.warnings,
    )


def _texts(message: Message, encoding: str) -> tuple[str, str]:
    """The plain text and the page that a mail has, either empty if it has none."""
    plain, pages = [], []
    for part in leaves(message):
        if "attachment" in str(part.get("content-disposition", "")).lower():
            continue
        text = body_of(part, encoding).text
        if "html" in part.get_content_type():
            pages.append(text)
        elif part.get_content_type() == "text/plain":
            plain.append(_unflowed(part, text))
    return "\n\n".join(one for one in plain if one.strip()), pages[0] if pages else ""


def _unflowed(part: Message, text: str) -> str:
    """Text with the lines joined that its mail program broke (RFC 3676)."""
    text = text.replace("\r\n", "\n")
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        if is_open:
            lines[-1] += line
        else:
            lines.append(line)
        is_open = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _is_better(plain: str, markup: str) -> bool:
    """Whether the plain text is the mail: it is there, not a stub, and not mostly addresses."""
    if not markup:
        return True
    words = len(plain) - sum(map(len, _LINK.findall(plain)))
    shown = re.sub(
        r"(?s)<(?:style|script|head)\b.*?</(?:style|script|head)>|<[^>]{0,2000}>", " ", markup
    )
    return len(_LINK.findall(plain)) <= 3 and words >= 0.6 * len(" ".join(shown.split())) > 0


def _from_plain(text: str) -> Document:
    clean = canonical(text)
    body = re.split(r"\n-- ?\n", clean.text)[0]
    paragraphs, dropped = [], 0
    for one in re.split(r"\n[ \t]*\n", body):
        if len(one) < 400 and _END.fullmatch(" ".join(one.split())):
            dropped += 1
        elif bare := _LINK.sub("", one).strip():
            paragraphs.append(bare)
    composed = compose(paragraphs)
    return Document(
        text=composed.text,
        removed=clean.removed + composed.removed,
        dropped={"mailing list note": dropped} if dropped else {},
    )


def _from_page(markup: str, title: str) -> Document:
    """The text of a mail's page: all of its blocks, as a mail has nothing beside its text."""
    from annotations.articles.pages.blocks import blocks_of
    from annotations.articles.pages.markup import lightened, parsed
    from annotations.articles.pages.page import ends_early, hidden
    from annotations.articles.pages.phrases import not_report

    light = lightened(markup)
    blocks = blocks_of(parsed(light.text))
    unseen = hidden(blocks)
    kept: list[Paragraph] = []
    dropped: dict[str, int] = {}
    for block in blocks:
        why = "mailing list note" if _END.fullmatch(block.text) and len(block.text) < 400 else ""
        why = why or not_report(block.text, block.link_share)
        if block.number in unseen or why:
            if why:
                dropped[why] = dropped.get(why, 0) + 1
            continue
        if block.link_share > 0.9 and len(block.text) < 60 and not block.is_heading:
            dropped["link"] = dropped.get("link", 0) + 1
            continue
        if not kept and " ".join(block.text.split()).casefold() == title.casefold():
            dropped["headline"] = 1
            continue
        kept.append(Paragraph(block.text))
    composed = compose(kept)
    return Document(
        text=composed.text,
        removed=composed.removed,
        dropped=dropped,
        warnings=(CUT_OFF,) if ends_early(light.text) else (),
    )
