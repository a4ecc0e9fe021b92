"""The lines of text on the pages of a PDF, by pdfminer.six; run in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from annotations.articles.formats import needing
from annotations.errors import ArticleError

PAGES: Final = 2_000
"""Pages that are read of one file."""


def pages(path: str) -> Iterator[list[Any]]:
    """What a PDF says of itself, then its pages.

    Yields:
        First `[facts]`: a mapping of `title`, `author`, `pages`. Then for each page its boxes in
        reading order, each `[x0, top, x1, bottom, size, lines]`: points from the page's top left
        corner, the size of its letters, its lines.

    Raises:
        ArticleError: If pdfminer.six is missing, or the file is no PDF or locked.
    """
    with needing("pdf", "a PDF"):
        from pdfminer.high_level import extract_pages
        from pdfminer.layout import LAParams, LTTextBox
        from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
        from pdfminer.pdfpage import PDFPage
        from pdfminer.pdfparser import PDFParser
        from pdfminer.psexceptions import PSException
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            document = PDFDocument(PDFParser(file))
            count = sum(
                1 for _ in zip(PDFPage.create_pages(document), range(PAGES + 1), strict=False)
            )
            yield [_facts(document.info, count)]
        if count > PAGES:
            raise ArticleError(f"has more than {PAGES:,} pages")
        for page in extract_pages(path, laparams=LAParams()):
            top = page.y1
            yield [_box(one, top) for one in page if isinstance(one, LTTextBox)]
    except PDFPasswordIncorrect as error:
        raise ArticleError("is locked with a password") from error
    except PSException as error:  # of which all its other errors are
        raise ArticleError("is a damaged PDF, or was not saved to its end") from error


def _box(box: Any, top: float) -> list[Any]:
    from pdfminer.layout import LTChar, LTTextLine

    lines, sizes = [], []
    for line in box:
        if isinstance(line, LTTextLine):
            lines.append(line.get_text().rstrip("\n"))
            sizes += [char.size for char in line if isinstance(char, LTChar)][:20]
    size = sorted(sizes)[len(sizes) // 2] if sizes else 0.0
    place = (box.x0, top - box.y1, box.x1, top - box.y0, size)
    return [*(round(float(one), 1) for one in place), lines]


def _facts(info: list[Any], pages: int) -> dict[str, Any]:
    from pdfminer.utils import decode_text

    facts: dict[str, Any] = {"pages": pages}
    for name in ("Title", "Author"):
        value = info[0].get(name) if info else None
        if isinstance(value, bytes):
            facts[name.lower()] = decode_text(value)[:500]
    return facts
