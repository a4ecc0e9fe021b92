"""Files of office programs, PDF and feeds, built for tests in our own words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

TITLE = "Harbour reopens after a week of storms"
BODY = (
    "The harbour of Port Calder reopened on Monday after a week of storms, the port said.",
    "Two ferries left before noon with 312 people on board; a third waits for its crew.",
    "“We lost five days,” the harbour master said. “That is a long-term worry for the island.”",
)


def zipped(files: dict[str, bytes], *, stored: Sequence[str] = ()) -> bytes:
    """A zip archive of files, some of them not compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return made.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName='
    '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def docx(inner: str, *, title: str = "", prolog: str = "") -> bytes:
    """A document of Word with these elements in its body."""
    body = f'<?xml version="1.0"?>{prolog}<w:document {_W}><w:body>{inner}</w:body></w:document>'
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    )
    return zipped(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _RELS.encode(),
            "docProps/core.xml": core.encode(),
            "word/document.xml": body.encode(),
        }
    )


def w_paragraph(text: str, style: str = "") -> str:
    """A paragraph of Word."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def w_changed(before: str, deleted: str, inserted: str, after: str) -> str:
    """A paragraph with tracked changes."""
    return (
        f'<w:p><w:r><w:t xml:space="preserve">{before}</w:t></w:r>'
        f'<w:del w:id="1" w:author="a"><w:r><w:delText>{deleted}</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a"><w:r><w:t>{inserted}</w:t></w:r></w:ins>'
        f'<w:r><w:t xml:space="preserve">{after}</w:t></w:r></w:p>'
    )


def w_table(rows: Sequence[Sequence[str]]) -> str:
    """A table of Word."""
    cells = ("".join(f"<w:tc>{w_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def odt(inner: str, prolog: str = "") -> bytes:
    """A text document of LibreOffice with these elements."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "draw")
    )
    content = (
        f'<?xml version="1.0"?>{prolog}<office:document-content {names}><office:body><office:text>'
        f"{inner}</office:text></office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mime, "content.xml": content.encode()}, stored=["mimetype"])


def rtf(paragraphs: Sequence[str], *, title: str = "", more: str = "") -> bytes:
    """A document of rich text; what is no ASCII as its Unicode control words."""

    def said(text: str) -> str:
        return "".join(c if c < "\x80" and c not in "\\{}" else f"\\u{ord(c)}?" for c in text)

    info = f"{{\\info{{\\title {title}}}}}" if title else ""
    body = "\\par\n".join(map(said, paragraphs))
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{info}{more}\n{body}\\par}}".encode("ascii")


def rss(items: Sequence[str], *, title: str = "The Strait Ledger", prolog: str = "") -> bytes:
    """A feed of RSS 2.0."""
    head = '<?xml version="1.0" encoding="utf-8"?>' + prolog
    content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    inner = f"<title>{title}</title><language>en-gb</language>{''.join(items)}"
    return f'{head}<rss version="2.0" {content}><channel>{inner}</channel></rss>'.encode()


def rss_item(key: str, title: str, body: str, *, whole: bool = True) -> str:
    """An entry; `body` is HTML."""
    place = "content:encoded" if whole else "description"
    return (
        f"<item><guid>{key}</guid><title>{escape(title)}</title><link>https://x.example/{key}"
        f"</link><pubDate>Mon, 02 Mar 2026 09:30:00 GMT</pubDate><author>The desk</author>"
        f"<{place}>{escape(body)}</{place}></item>"
    )


Line = tuple[float, float, float, str]
"""x and y from the bottom left, the size of its letters, and a line of text."""


def pdf(pages: Sequence[Sequence[Line]], *, title: str = "") -> bytes:
    """A PDF of one font, 595 by 842 points a page."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT]
    kids = []
    for lines in pages:
        shown = b"".join(
            b"BT /F1 %g Tf %g %g Td (%b) Tj ET\n" % (size, x, y, _escaped(text))
            for x, y, size, text in lines
        )
        objects.append(b"<</Length %d>>stream\n%bendstream" % (len(shown), shown))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
    named = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), named)
    objects.append(b"<</Title(%b)>>" % _escaped(title))
    return assembled(objects, b"/Info %d 0 R" % len(objects))


_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def _escaped(text: str) -> bytes:
    data = text.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def assembled(objects: Sequence[bytes], more: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first its catalogue."""
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    made += b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, more, start)
    return bytes(made)


def column(x: float, top: float, lines: Sequence[str], size: float = 10) -> list[Line]:
    """Lines below one another."""
    return [(x, top - 12 * number, size, line) for number, line in enumerate(lines)]
