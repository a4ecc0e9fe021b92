"""Markdown to the text that a reader of it sees: no markup, one line a paragraph.

Blocks and inline marks that occur in articles, by the rules of CommonMark, except that a mark
between two word characters is text: `2*3*4`, `snake_case` and `f***ing` stay as they are.
"""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(\d{1,2})[.)])[ \t]+(?=\S)")
_DEFINITION = re.compile(r" {0,3}\[(?P<name>[^\[\]^][^\[\]]*)\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?[ \t]*")

_STASHED = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>(?<!`)`{1,3}(?!`))(?P<code>[^`\n]+)(?P=ticks)(?!`)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]+)>"
)
_STASH = re.compile("\0(\\d+)\0")
_TARGET = (
    r"\(\s*+(?:<[^<>\n]*+>|(?:[^\s()<>]|\([^\s()]*+\))*+)(?:\s+(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)
_BRACKETS = r"\[((?:[^\[\]]|\[[^\[\]]*+\])*+)\]"
_IMAGE = re.compile("!" + _BRACKETS + _TARGET)
_LINK = re.compile(_BRACKETS + _TARGET)
_REFERENCE = re.compile(r"\[([^\[\]]++)\](?:\[([^\[\]]*+)\])?")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|cite|code|del|div|em|figcaption|figure|h[1-6]|hr|i|img|ins|li|mark|"
    r"ol|p|q|s|small|span|strong|sub|sup|u|ul)(?:\s[^<>]*+)?/?>",
    re.IGNORECASE,
)
_MARK = re.compile(r"\*{1,3}|_{1,3}|~~")
_CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def plain(text: str) -> str:
    """The text of canonical Markdown `text`; paragraphs are separated by an empty line."""
    lines = _without_comments(text).split("\n")
    names: set[str] = set()
    kept: list[str] = []
    for line in lines:
        if found := _DEFINITION.fullmatch(line):
            names.add(found["name"].casefold())
        else:
            kept.append(line)
    blocks = _Blocks()
    for line in kept:
        blocks.add(line)
    blocks.end()
    return "\n\n".join(
        block if is_code else _inline(block, names) for block, is_code in blocks.done if block
    )


def _without_comments(text: str) -> str:
    """`text` without HTML comments; one that never ends is text."""
    pieces, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    return "".join([*pieces, text[at:]])


class _Blocks:
    """Lines put together to paragraphs, headings and items."""

    def __init__(self) -> None:
        self.done: list[tuple[str, bool]] = []
        self._open: list[str] = []
        self._fence = ""
        self._number = 0

    def add(self, line: str) -> None:
        """Take the next line."""
        quoted = None if self._fence else _QUOTE.match(line)
        bare = line[quoted.end() :] if quoted else line
        if found := _FENCE.fullmatch(bare):
            self._toggle(found[1])
        elif self._fence:
            self._open.append(line)
        elif self._ends(bare):
            self.end()
        elif found := _HEADING.fullmatch(bare):
            self.end()
            self.done.append((found[1].strip(), False))
        elif found := self._item(bare):
            self.end()
            self._open.append(bare[found.end() :])
        else:
            self._open.append(bare)

    def end(self) -> None:
        """Close the open block."""
        if self._fence:
            self.done.append(("\n".join(self._open), True))
        elif self._open:
            self.done.append((_joined(self._open), False))
        self._open = []

    def _ends(self, line: str) -> bool:
        """Whether a line is empty, a rule, or the underline that makes a heading of the last."""
        if not line.strip() or _RULE.fullmatch(line):
            return True
        return bool(self._open) and _UNDERLINE.fullmatch(line) is not None

    def _toggle(self, fence: str) -> None:
        if not self._fence:
            self.end()
            self._fence = fence
        elif fence.startswith(self._fence):
            self.end()
            self._fence = ""
        else:
            self._open.append(fence)

    def _item(self, line: str) -> re.Match[str] | None:
        """The marker of a list item. Amid a paragraph a number must be 1, or the list's next."""
        found = _ITEM.match(line)
        if not found:
            return None
        number = int(found[1] or 0)
        if self._open and number > 1 and number != self._number + 1:
            return None
        self._number = number
        return found


def _joined(lines: list[str]) -> str:
    """The lines of one paragraph, hard breaks kept."""
    pieces: list[str] = []
    for line in lines:
        bare = line.lstrip(" \t")
        if pieces:
            last = pieces[-1]
            pieces[-1] = last.rstrip(" \t")
            if last.endswith("  ") or (last.endswith("\\") and not last.endswith("\\\\")):
                pieces[-1] = pieces[-1].removesuffix("\\")
                pieces.append("\n")
            elif not (_CJK.match(pieces[-1][-1:]) and _CJK.match(bare[:1])):
                pieces.append(" ")
        pieces.append(bare)
    return "".join(pieces).rstrip(" \t")


def _inline(text: str, names: set[str]) -> str:
    """A paragraph without its inline marks.

    What must not be taken for a mark waits in a stash, its place held between NULs, which
    canonical text cannot contain.
    """
    import html  # its table of names is 6 ms of a start

    stash: list[str] = []

    def put_away(found: re.Match[str]) -> str:
        entity = found["entity"]
        stash.append(
            html.unescape(entity)
            if entity
            else found["escaped"] or found["code"] or found["address"].removeprefix("mailto:")
        )
        return f"\0{len(stash) - 1}\0"

    def named(found: re.Match[str]) -> str:
        return found[1] if (found[2] or found[1]).casefold() in names else found[0]

    text = _STASHED.sub(put_away, text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    if names:
        text = _REFERENCE.sub(named, text)
    text = _without_emphasis(_TAG.sub("", _BREAK.sub("\n", text)))
    return _STASH.sub(lambda found: stash[int(found[1])], text).strip()


def _without_emphasis(text: str) -> str:
    """`text` without the marks of emphasis that come in pairs; one pass, whatever they are."""
    waiting: dict[str, list[int]] = {}
    cuts: list[tuple[int, int]] = []
    for found in _MARK.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        openers = waiting.setdefault(found[0], [])
        if openers and not before.isspace() and not _is_word(after):
            opener = openers.pop()
            cuts += [(opener, opener + end - start), (start, end)]
            # Marks opened inside and not closed by now are text.
            for others in waiting.values():
                while others and others[-1] > opener:
                    others.pop()
        elif not after.isspace() and not _is_word(before):
            openers.append(start)
    pieces, at = [], 0
    for start, end in sorted(cuts):
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:]])


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"
