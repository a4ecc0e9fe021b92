"""Paragraphs as the carriers of downloads hold them: Word, rich text, pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BREAK: Final = "\f"
"""A paragraph that is the end of a section."""


def word(
    paragraphs: Sequence[str],
    links: Mapping[str, str] | None = None,
    *,
    doctype: str = "",
    padding: str = "",
) -> bytes:
    """A Word document of these paragraphs; `links` says which of them lead where.

    Args:
        paragraphs: Their text; a line end in one is a line break.
        links: A paragraph's text, and the address of its link.
        doctype: What stands before the XML of the document.
        padding: XML behind the paragraphs.
    """
    links = links or {}
    ids = {text: f"rId{at}" for at, text in enumerate(links, 1)}
    body = "".join(_paragraph(text, ids.get(text, "")) for text in paragraphs)
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}'
        f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{padding}<w:sectPr/></w:body>'
        "</w:document>"
    )
    relations = "".join(
        f'<Relationship Id="{ids[text]}" Target="{escape(url)}" TargetMode="External"/>'
        for text, url in links.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        archive.writestr(zipfile.ZipInfo("word/document.xml"), document, zipfile.ZIP_DEFLATED)
        archive.writestr(
            zipfile.ZipInfo("word/_rels/document.xml.rels"),
            f"<Relationships>{relations}</Relationships>",
        )
        archive.writestr(
            zipfile.ZipInfo("word/header1.xml"), f'<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'
        )
    return out.getvalue()


def _paragraph(text: str, link: str) -> str:
    if text == BREAK:
        return "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
    # Services cut a paragraph into runs wherever a term that was searched for is marked.
    half = len(text) // 2
    runs = "".join(
        "<w:r><w:rPr><w:b/></w:rPr>"
        + "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in part.split("\n")
        )
        + "</w:r>"
        for part in (text[:half], text[half:])
        if part
    )
    if link:
        runs = f'<w:hyperlink r:id="{link}">{runs}</w:hyperlink>'
    return f"<w:p>{runs}</w:p>"


def rtf(
    paragraphs: Sequence[str], links: Mapping[str, str] | None = None, *, table: bool = False
) -> bytes:
    """Rich text of these paragraphs; as a table of two columns, two paragraphs are a row."""
    links = links or {}
    out = [
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss Arial;}}{\stylesheet{\s0 Normal;}}"
        r"{\info{\title A download}}{\header\pard Page \par}{\footer\pard Terms of use\par}"
    ]
    for at, text in enumerate(paragraphs):
        if text == BREAK:
            out.append(r"\sect\page ")
            continue
        said = _words(text).replace(r"\line ", r"\par " if table else r"\line ")
        if text in links:
            said = rf'{{\field{{\*\fldinst HYPERLINK "{links[text]}"}}{{\fldrslt{{\ul {said}}}}}}}'
        end = (r"\cell\row " if at % 2 else r"\cell ") if table else r"\par"
        out.append(rf"\pard {{\b {said}}}{end}" + "\r\n")
    return ("".join(out) + "}").encode("ascii")


def _words(text: str) -> str:
    out = []
    for one in text:
        code = ord(one)
        if one in "\\{}":
            out.append("\\" + one)
        elif one == "\n":
            out.append(r"\line ")
        elif one == "\xa0":
            out.append(r"\~")
        elif code < 128:
            out.append(one)
        elif code < 256:
            out.append(rf"\'{code:02x}")
        else:
            out.append(rf"\u{code - 0x10000 if code > 0x7FFF else code}?")
    return "".join(out)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip file of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
