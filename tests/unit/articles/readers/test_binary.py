"""PDF, Word, LibreOffice, rich text and feeds: what is read, and hostile files that end."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from annotations.articles.load import load
from annotations.articles.reading import FileReading
from annotations.articles.receipts import Receipt
from annotations.errors import ArticleError
from tests.unit.articles.generators.archives import PAGE, archive, record
from tests.unit.articles.generators.binary import (
    BODY,
    TITLE,
    assembled,
    column,
    docx,
    odt,
    pdf,
    rss,
    rss_item,
    rtf,
    w_changed,
    w_paragraph,
    w_table,
    zipped,
)


def receipt_of(path: Path) -> Receipt:
    """What became of a file."""
    reading = FileReading(str(path))
    list(reading)
    return reading.receipt


def kept(tmp_path: Path, name: str, data: bytes) -> Path:
    """A file."""
    path = tmp_path / name
    path.write_bytes(data)
    return path


LEFT = [
    "The harbour of Port Calder reopened on Monday af-",
    "ter a week of storms, the port said. Two ferries",
    "left before noon with 312 people on board.",
]
RIGHT = [
    "“That is a long-term worry,” said the harbour",
    "master. The island has waited for a long-",
    "term plan since 2019, he said.",
]


def test_a_pdf_is_read_by_columns_without_its_running_heads(tmp_path: Path) -> None:
    """Words cut at line ends are whole again; a hyphen that belongs there stays."""
    pages = [
        [
            (60, 810, 8, f"The Strait Ledger {number}"),
            (60, 30, 8, f"Page {number} of 3"),
            *((60, 770, 20, TITLE) for _ in range(number == 1)),
            *column(60, 720, LEFT),
            *column(320, 720, RIGHT),
        ]
        for number in (1, 2, 3)
    ]
    article = load(kept(tmp_path, "a.pdf", pdf(pages)))
    first = (
        "The harbour of Port Calder reopened on Monday after a week of storms, the port said. "
        "Two ferries left before noon with 312 people on board."
    )
    second = (
        "“That is a long-term worry,” said the harbour master. The island has waited for a "
        "long-term plan since 2019, he said."
    )
    assert article.title == TITLE
    assert article.text.split("\n\n") == [first, second] * 3
    assert receipt_of(tmp_path / "a.pdf").dropped == {"running head": 6}


def test_a_declared_title_of_a_pdf_counts_unless_a_program_made_it_up(tmp_path: Path) -> None:
    """`Microsoft Word - report.docx` says nothing."""
    page = [(60, 770, 18, TITLE), *column(60, 700, LEFT)]
    assert load(kept(tmp_path, "a.pdf", pdf([page], title="Ferries sail"))).title == "Ferries sail"
    made_up = pdf([page], title="Microsoft Word - harbour.docx")
    assert load(kept(tmp_path, "b.pdf", made_up)).title == TITLE


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf([[]]), "has no body: its pages are pictures, or empty"),
        (b"%PDF-1.7\n" + b"\0" * 500, "damaged"),
        (pdf([column(60, 700, LEFT)])[:300], "damaged"),
        (
            assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[2 0 R]>>"]),
            "has no body",
        ),
    ],
    ids=["pictures", "zeros", "cut", "circle"],
)
def test_a_pdf_without_text_says_so(tmp_path: Path, data: bytes, why: str) -> None:
    """And ends."""
    receipt = receipt_of(kept(tmp_path, "a.pdf", data))
    said = receipt.failed or receipt.skipped[0].reason
    assert why in said or "cannot be read" in said


def test_a_pdf_that_unpacks_to_gigabytes_ends(tmp_path: Path) -> None:
    """Its process is given so much memory, and no more; the next file is read all the same."""
    packer = zlib.compressobj(9)
    zeros = b"".join(packer.compress(b" " * (1 << 24)) for _ in range(200)) + packer.flush()
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(zeros), zeros)
    bomb = assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
            stream,
        ]
    )
    assert len(bomb) < 5_000_000
    assert not receipt_of(kept(tmp_path, "bomb.pdf", bomb)).read
    assert load(kept(tmp_path, "a.pdf", pdf([column(60, 700, LEFT)]))).text


def test_a_word_document_keeps_tables_and_insertions(tmp_path: Path) -> None:
    """What was deleted is gone; the title is the first heading, and not in the text."""
    inner = (
        w_paragraph(TITLE, "Heading1")
        + "".join(map(w_paragraph, BODY))
        + w_changed("The toll is ", "12", "14", " people.")
        + w_table([["Boat", "People"], ["Maren Star", "207"]])
    )
    article = load(kept(tmp_path, "a.docx", docx(inner)))
    assert article.title == TITLE
    assert article.text.startswith(f"{BODY[0]}\n\n{BODY[1]}")
    assert "The toll is 14 people." in article.text
    assert "12" not in article.text.replace("312", "")
    assert "Maren Star" in article.text
    assert "207" in article.text
    titled = docx(w_paragraph(BODY[0]), title="Ferries sail")
    assert load(kept(tmp_path, "b.docx", titled)).title == "Ferries sail"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx(""), "has no body"),
        (docx(w_paragraph("a"))[:400], "damaged archive"),
        (docx(w_paragraph("&x;"), prolog='<!DOCTYPE x [<!ENTITY x "y">]>'), "DOCTYPE"),
        (zipped({"word/document.xml": b"<a>" + b" " * 80_000_000}), "unpacks to over"),
        (zipped({f"word/{n}.xml": b"" for n in range(20_001)}), "more than 20,000 files"),
        (zipped({"word/styles.xml": b"<a/>"}), "is no Word document"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "is no Word document"),
    ],
    ids=["empty", "cut", "doctype", "bomb", "many", "no document", "sheet"],
)
def test_a_word_document_that_is_none_says_so(tmp_path: Path, data: bytes, why: str) -> None:
    """Its reason names what is wrong."""
    receipt = receipt_of(kept(tmp_path, "a.docx", data))
    assert not receipt.read
    assert why in (receipt.failed or receipt.skipped[0].reason)


def test_rich_text_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    """RTF as .doc is common; pictures in it are no text."""
    picture = "{\\pict\\pngblip " + "89504e47" * 1000 + "}"
    data = rtf(BODY, title="Ferries sail", more=picture)
    for name in ("a.rtf", "a.doc", "a.txt"):
        article = load(kept(tmp_path, name, data))
        assert (article.title, article.text) == ("Ferries sail", "\n\n".join(BODY))
    assert "has no body" in receipt_of(kept(tmp_path, "b.rtf", rtf([]))).skipped[0].reason


def test_a_libreoffice_document_is_read(tmp_path: Path) -> None:
    """Paragraphs, headings, lists; no notes in the margin, no deletions."""
    inner = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:h>Head</text:h><text:p>One<text:s/>two<text:tab/>three<text:line-break/>four "
        "<text:span>five</text:span> <office:annotation><text:p>remark</text:p>"
        "</office:annotation>six.</text:p><text:list><text:list-item><text:p>item</text:p>"
        "</text:list-item></text:list>"
    )
    article = load(kept(tmp_path, "a.odt", odt(inner)))
    assert (article.title, article.text) == (
        "Head",
        "One two\tthree\nfour five six.\n\nitem",
    )
    deep = odt("<text:section>" * 5000 + "<text:p>deep</text:p>" + "</text:section>" * 5000)
    assert load(kept(tmp_path, "b.odt", deep)).text == "deep"
    assert "DOCTYPE" in receipt_of(kept(tmp_path, "c.odt", odt("", "<!DOCTYPE x>"))).failed


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    """Whole ones, summaries with a word, none for an entry without text; all are announced."""
    body = "".join(f"<p>{one}</p>" for one in BODY)
    items = [
        rss_item("one", TITLE, body),
        rss_item("two", "Short", "<p>In brief.</p>", whole=False),
        rss_item("three", "Nothing", ""),
    ]
    path = kept(tmp_path, "feed.xml", rss(items))
    receipt = receipt_of(path)
    assert (receipt.announced, receipt.read, receipt.without_body) == (3, 2, 1)
    assert receipt.warnings == ("two: only its summary is in the feed",)
    article = load(f"{path}#one")
    assert article.text == "\n\n".join(BODY)
    assert (article.title, article.source, article.url) == (
        TITLE,
        "The Strait Ledger",
        "https://x.example/one",
    )
    assert (article.published_at, article.lang) == ("2026-03-02T09:30:00+00:00", "en-gb")
    bomb = rss(items, prolog='<!DOCTYPE x [<!ENTITY a "b">]>')
    assert "DOCTYPE" in receipt_of(kept(tmp_path, "bomb.xml", bomb)).failed


def test_a_missing_library_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything else of the folder is read."""
    monkeypatch.setitem(__import__("sys").modules, "mammoth", None)
    receipt = receipt_of(kept(tmp_path, "a.docx", docx(w_paragraph("a"))))
    assert receipt.failed == (
        "is a Word document, which is read after: pip install 'slugline[office]'"
    )


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    """Only pages that were answered with 200; each is read again by its place alone."""
    other = PAGE.replace("Port Calder", "Estmark").replace("storms", "floods")
    made = archive(
        [
            record("https://x.example/a", PAGE.encode()),
            record("https://x.example/gone", b"<p>Not here.</p>", status="404 Not Found"),
            record("https://x.example/a.png", b"\x89PNG", media="image/png"),
            record("dns:x.example", b"1.2.3.4", kind="metadata"),
            record("https://x.example/b", other.encode()),
        ],
        packed=packed,
    )
    path = kept(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", made)
    reading = FileReading(str(path))
    first, second = reading
    assert (first.title, first.text) == (TITLE, "\n\n".join(BODY))
    assert [one.url for one in (first, second)] == ["https://x.example/a", "https://x.example/b"]
    assert [load(one.path) for one in (first, second)] == [first, second]
    [told] = reading.receipt.warnings
    assert "1 answers other than 200" in told
    assert "1 files of other kinds" in told
    cut = kept(tmp_path, "cut.warc", made[: len(made) - 300])
    receipt = receipt_of(cut)
    assert receipt.read == 1
    assert "not saved to its end" in receipt.failed


def test_a_place_in_an_archive_that_is_none_says_so(tmp_path: Path) -> None:
    """Behind its end, within a record, no number."""
    path = kept(tmp_path, "a.warc", archive([record("https://x.example/a", PAGE.encode())]))
    for key in ("999999", "17", "x"):
        with pytest.raises(ArticleError):
            load(f"{path}#{key}")


def test_notes_of_a_word_document_are_no_report(tmp_path: Path) -> None:
    """Neither they nor their numbers in the text."""
    noted = (
        '<w:p><w:r><w:t>The gates are shut.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "</w:p>"
    )
    inner = f"{w_paragraph('Gates shut', 'Title')}{noted}{w_paragraph('All of them.')}"
    head = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with ZipFile(io.BytesIO(docx(inner))) as archive_:
        files = {name: archive_.read(name) for name in archive_.namelist()}
    files["word/footnotes.xml"] = (
        f'<w:footnotes {head}><w:footnote w:id="2"><w:p><w:r><w:t>So they say.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    ).encode()
    files["word/_rels/document.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{kind}/footnotes" Target="footnotes.xml"/></Relationships>'
    ).encode()
    path = kept(tmp_path, "a.docx", zipped(files))
    article = load(path)
    assert (article.title, article.text) == ("Gates shut", "The gates are shut.\n\nAll of them.")
    assert receipt_of(path).dropped == {"headline": 1, "note": 1}


@pytest.mark.parametrize(
    ("head", "foot", "url"),
    [
        ("5/6/26, 10:15 AM", "https://x.example/a-1 1/1", "https://x.example/a-1"),
        (
            "06.05.2026, 10:15 Gates shut at Calder",
            "https://x.example/a 1/12",
            "https://x.example/a",
        ),
        ("2026-05-06 10:15", "file:///home/x/a.html", ""),
    ],
)
def test_a_page_printed_by_a_browser(head: str, foot: str, url: str, tmp_path: Path) -> None:
    """What the browser put at its edges is no text; the address is the article's."""
    lines = [(40, 822, 8, head), (40, 20, 8, foot), (60, 700, 10, "The gates stay shut on Monday.")]
    article = load(kept(tmp_path, "a.pdf", pdf([lines], title="Gates shut at Calder")))
    assert (article.text, article.url) == ("The gates stay shut on Monday.", url)


def test_a_pdf_cut_in_the_middle_says_so(tmp_path: Path) -> None:
    """Whatever the library calls it."""
    data = pdf([column(60, 700, LEFT)])
    receipt = receipt_of(kept(tmp_path, "a.pdf", data[:120]))
    assert "damaged PDF" in (receipt.failed or receipt.skipped[0].reason)


@pytest.mark.parametrize("root", ["rss", "a:feed"])
def test_a_feed_with_prefixes_or_a_document_type(root: str, tmp_path: Path) -> None:
    """Names count without their prefixes; a document type is refused."""
    atom = (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>The Ledger</a:title><a:entry>'
        "<a:id>one</a:id><a:title>Gates shut</a:title><a:content>They stay shut.</a:content>"
        "</a:entry></a:feed>"
    )
    data = atom.encode() if root == "a:feed" else rss([rss_item("one", "Gates shut", "Shut.")])
    assert load(kept(tmp_path, "a.xml", data)).title == "Gates shut"
    typed = data.replace(f"<{root}".encode(), f'<!DOCTYPE x SYSTEM "x"><{root}'.encode(), 1)
    assert "DOCTYPE" in receipt_of(kept(tmp_path, "b.xml", typed)).failed


def test_an_archive_that_is_packed_as_a_whole_says_how_to_unpack_it(tmp_path: Path) -> None:
    """It is not damaged."""
    data = archive([record(f"https://x.example/{n}", PAGE.encode()) for n in (1, 2)])
    receipt = receipt_of(kept(tmp_path, "a.warc.gz", gzip.compress(data)))
    assert "unpack it" in receipt.failed


def test_rich_text_that_was_not_saved_to_its_end_says_so(tmp_path: Path) -> None:
    """Its last brace is missing."""
    data = rtf(BODY)
    assert receipt_of(kept(tmp_path, "a.rtf", data)).warnings == ()
    assert "may be cut off" in str(receipt_of(kept(tmp_path, "b.rtf", data[:-30])).warnings)


def test_a_page_sent_in_parts_of_wrong_lengths_says_so(tmp_path: Path) -> None:
    """One that is whole although it claims parts has nothing wrong with it."""
    body = PAGE.encode()
    parts = [body[at : at + 200] for at in range(0, len(body), 200)]
    for wrong in (0, 9):
        sent = b"".join(
            b"%x\r\n%b\r\n" % (len(one) + wrong * (number == 1), one)
            for number, one in enumerate(parts)
        )
        media = "text/html; charset=utf-8\r\nTransfer-Encoding: chunked"
        whole = record("https://x.example/2", body, media=media)
        data = archive([record("https://x.example/1", sent + b"0\r\n\r\n", media=media), whole])
        receipt = receipt_of(kept(tmp_path, "a.warc", data))
        assert receipt.read == 2
        assert ["lengths are wrong" in one for one in receipt.warnings] == [True] * bool(wrong)
