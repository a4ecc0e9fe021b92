"""What mails and saved pages in the form of mails are made of: headers and parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from typing import Final

from annotations.articles.decoding import Decoded, decode
from annotations.articles.pages.markup import declared_encoding
from annotations.articles.source_file import Head
from annotations.errors import ArticleError

_FIELD: Final = re.compile(r"([!-9;-~]{1,76}):[ \t]?(.*)")
_MOST_PARTS: Final = 5_000
_NESTED: Final = 40


def is_mail(head: Head) -> dict[str, str]:
    """The headers with which a file begins, by their names in lower case; empty if none do.

    A text that begins with a line such as `Note: ...` is no mail: several headers are needed, of
    which one says what the rest is, or when and by whom it was sent.
    """
    fields: dict[str, str] = {}
    name = ""
    for line in head.text.lstrip("\ufeff\r\n").splitlines()[:300]:
        if not line.strip():
            break
        if line[0] in " \t" and name:
            fields[name] += " " + line.strip()
        elif found := _FIELD.fullmatch(line.rstrip()):
            name = found[1].lower()
            fields.setdefault(name, found[2].strip())
        elif not fields and line.startswith("From "):
            continue
        else:
            return {}
    tells = fields.keys() & {
        "mime-version",
        "message-id",
        "received",
        "return-path",
        "content-type",
    }
    sent = {"from", "date"} <= fields.keys() and fields.keys() & {"subject", "to"}
    return fields if len(fields) >= 3 and tells and (sent or "content-type" in fields) else {}


def message_of(data: bytes) -> Message:
    """The message that bytes are.

    Raises:
        ArticleError: If its parts are nested more deeply than those of any mail.
    """
    from email import message_from_bytes
    from email.policy import compat32

    if data.lower().count(b"content-type: multipart/") > _MOST_PARTS:
        raise ArticleError("holds too many parts")
    try:
        return message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=compat32)
    except RecursionError as error:
        raise ArticleError("holds parts inside parts, too deeply nested") from error


def is_cut(message: Message) -> bool:
    """Whether the file ends before the last of the message's parts does."""
    from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect

    unclosed = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
    return any(isinstance(one, unclosed) for part in message.walk() for one in part.defects)


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold text, in order; not those of messages that are attached."""
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            if depth > _NESTED:
                raise ArticleError("holds parts inside parts, too deeply nested")
            inner = [(one, depth + 1) for one in part.get_payload() if isinstance(one, Message)]
            waiting += reversed(inner[:_MOST_PARTS])
        elif part.get_content_maintype() == "text" or "html" in part.get_content_type():
            yield part


def attached(message: Message) -> list[Message]:
    """The messages that are attached to one, as when it forwards them."""
    found: list[Message] = []
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        inner = part.get_payload()
        if not isinstance(inner, list) or depth > _NESTED:
            continue
        if part.get_content_type() == "message/rfc822":
            found += [one for one in inner if isinstance(one, Message)]
        else:
            waiting += reversed([(one, depth + 1) for one in inner if isinstance(one, Message)])
    return found


def body_of(part: Message, encoding: str = "") -> Decoded:
    """The text of a part: its encoding as said by the user, its header, its page, or its bytes."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return Decoded("", encoding)
    declared = str(part.get_content_charset() or "")
    if "html" in part.get_content_type():
        declared = declared or declared_encoding(data)
    return decode(data, encoding or declared)


def header(message: Message, name: str) -> str:
    """A header as text, its encoded words decoded; empty if there is none or it is broken."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    value = message.get(name)
    if value is None:
        return ""
    try:
        text = str(make_header(decode_header(str(value))))
    except (HeaderParseError, LookupError, ValueError):
        text = str(value)
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return " ".join(text.split())
