"""Pages saved in one file, and mails."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.articles.article import Article
from annotations.articles.reading import FileReading
from annotations.articles.receipts import Receipt
from tests.unit.articles.generators.pages import (
    PARAGRAPHS,
    PUBLISHER,
    TITLE,
    mail,
    mhtml,
    page,
    paragraphs,
)

TEXT = "\n\n".join(PARAGRAPHS)


def read(folder: Path, data: bytes, name: str = "a.eml") -> tuple[list[Article], Receipt]:
    """What a file of these bytes gives."""
    path = folder / name
    path.write_bytes(data)
    reading = FileReading(str(path))
    return list(reading), reading.receipt


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("part", "meta", "encoding"),
    [
        ("", "utf-8", "utf-8"),
        ("", "windows-1252", "cp1252"),
        ("utf-8", "utf-8", "utf-8"),
        ("windows-1252", "utf-8", "cp1252"),
        ("utf-8", "utf-8", "cp1252"),
    ],
)
def test_a_page_in_one_file(
    tmp_path: Path, transfer: str, part: str, meta: str, encoding: str
) -> None:
    """Its encoding is that of the part, else of its meta tag, else what its bytes are."""
    data = mhtml(page(charset=meta).encode(encoding), charset=part, encoding=transfer)
    [article], receipt = read(tmp_path, data, "a.mht")
    assert article.text == TEXT
    assert (article.title, article.source) == (TITLE, PUBLISHER)
    assert (receipt.format, receipt.encoding) == ("saved page (MHTML)", encoding)


def test_the_address_of_a_page_that_declares_none(tmp_path: Path) -> None:
    """Is where the browser had it from; its date is not the day of saving."""
    bare = f"<html><head><title>{TITLE}</title></head><body>{paragraphs()}"
    [article], _ = read(tmp_path, mhtml(bare, url="https://a.example/x"), "a.mhtml")
    assert (article.url, article.published_at) == ("https://a.example/x", "")
    [article], _ = read(tmp_path, mhtml(bare, url="file:///home/me/x.html"), "a.mhtml")
    assert article.url == ""


def test_a_frame_is_not_the_page(tmp_path: Path) -> None:
    """The part that stands at the address of the file is, wherever it comes."""
    frame = (
        b"------part----\r\nContent-Type: text/html\r\nContent-Location: https://ads.example/f\r\n"
        b"\r\n<html><body><p>Buy a boat this week, at Holger's, with two oars for free.</p>\r\n"
    )
    data = mhtml(page()).replace(b"------part----\r\n", frame + b"------part----\r\n", 1)
    [article], _ = read(tmp_path, data, "a.mht")
    assert article.text == TEXT


@pytest.mark.parametrize(
    ("data", "failed"),
    [
        (mhtml(page()).split(b"<!DOCTYPE")[0], "holds no"),
        (mhtml(page()).replace(b"text/html\r\n", b"image/gif\r\n"), "none of its parts is HTML"),
        (mhtml("<html></html>"), "holds no text"),
    ],
)
def test_a_broken_page_in_one_file_says_what_is_wrong(
    tmp_path: Path, data: bytes, failed: str
) -> None:
    """Cut off before the page, without a page, with an empty one."""
    articles, receipt = read(tmp_path, data, "a.mht")
    assert not articles
    assert failed in receipt.failed


def test_a_page_cut_off_in_its_middle_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    """As a browser would show it."""
    data = mhtml(page(), encoding="quoted-printable")
    [article], _ = read(tmp_path, data[: data.index(b"Fishermen")], "a.mht")
    assert article.text.startswith("\n\n".join(PARAGRAPHS[:3]))


def test_a_mail_is_an_article_by_its_sender(tmp_path: Path) -> None:
    """Subject, sender, date with its zone; the signature is no text."""
    text = f"{TEXT}\n\n-- \nIda Brandt\nHarbour desk\n"
    [article], receipt = read(tmp_path, mail(plain=text, subject=f"Fwd: Re: {TITLE}"))
    assert article.text == TEXT
    assert (article.title, article.byline, article.source) == (TITLE, "Ida Brandt", "")
    assert article.published_at == "2026-03-09T11:42:00+01:00"
    assert receipt.format == "mail"


def test_a_newsletter_is_by_its_publisher_and_loses_its_footer(tmp_path: Path) -> None:
    """A list of recipients makes a newsletter; its layout is tables."""
    html = (
        "<html><body><div style='display:none'>Preview of it</div><table><tr><td>"
        f"<a href='https://x.example/v'>View this email in your browser</a></td></tr><tr><td>"
        f"<h1>{TITLE}</h1>{paragraphs()}</td></tr><tr><td><p>You received this because you are a "
        "reader. <a href='https://x.example/u'>Unsubscribe</a></p></td></tr></table></body></html>"
    )
    data = mail(
        html=html, sender=f"{PUBLISHER} <n@x.example>", headers={"List-Id": "<n.x.example>"}
    )
    [article], receipt = read(tmp_path, data)
    assert (article.title, article.text) == (TITLE, TEXT)
    assert (article.source, article.byline) == (PUBLISHER, "")
    assert receipt.dropped == {"mailing list note": 2, "headline": 1}


def test_of_two_forms_of_a_mail_the_better_one_is_read(tmp_path: Path) -> None:
    """The text, unless it is a stub or full of addresses."""
    html = f"<html><body>{paragraphs()}</body></html>"
    whole = mail(plain=TEXT.replace("Ferries", "Text: ferries"), html=html)
    [article], _ = read(tmp_path, whole)
    assert "Text: ferries" in article.text
    for stub in ("Please open this in another program.", "https://x.example/1\n" * 9 + TEXT):
        [article], _ = read(tmp_path, mail(plain=stub, html=html))
        assert article.text == TEXT


def test_a_mail_that_forwards_mails_holds_several_articles(tmp_path: Path) -> None:
    """Each has a key of its own; one without a text is said to have none."""
    inner = [mail(plain=one, subject=f"Part {n}") for n, one in enumerate(PARAGRAPHS[:2])]
    data = mail(plain="For the desk.", subject="Fwd: parts", attached=[*inner, mail(subject="No")])
    articles, receipt = read(tmp_path, data)
    assert [one.path.partition("#")[2] for one in articles] == ["1", "2", "3"]
    assert [one.title for one in articles] == ["parts", "Part 0", "Part 1"]
    assert [(one.key, one.reason) for one in receipt.skipped] == [("4", "has no body")]


def test_lines_that_a_mail_program_broke_are_joined(tmp_path: Path) -> None:
    """As RFC 3676 has it: a space at the end of a line goes on."""
    broken = "\n\n".join(one.replace(" and ", " \nand ") for one in PARAGRAPHS)
    data = mail(plain=broken).replace(b'charset="utf-8"', b'charset="utf-8"; format=flowed')
    [article], _ = read(tmp_path, data)
    assert article.text == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "From: the harbour\nSubject: ships\n\nThe harbour reopened on Monday, the port said.\n",
        "Note: this is a text.\n\nThe harbour reopened on Monday, the port said.\n",
        "Date: Monday\nFrom: Maren\nTo: the islands\n\nThe ferry sails again, the port said.\n",
    ],
)
def test_a_text_that_begins_like_headers_is_no_mail(tmp_path: Path, text: str) -> None:
    """A mail has headers that only mail programs write."""
    _, receipt = read(tmp_path, text.encode(), "a.txt")
    assert receipt.format == "plain text"


def test_parts_inside_parts_end_with_a_reason(tmp_path: Path) -> None:
    """Ten thousand levels are no mail."""
    head = (
        b"From: a@b.example\nDate: Mon, 09 Mar 2026 11:42:00 +0100\nSubject: x\nMIME-Version: 1.0\n"
    )
    levels = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
    )
    articles, receipt = read(tmp_path, head + levels + b"\nx\n")
    assert not articles
    assert "nested" in receipt.failed or "too many parts" in receipt.failed


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_mails_that_a_program_keeps_in_one_file(line_end: bytes, tmp_path: Path) -> None:
    """Each is an article; a sentence that begins with the same word begins none."""
    said = "It was late.\n\nFrom the quay nobody saw the fire of 2024\nand that was: all."
    mails = [mail(plain=said), mail(plain="Another report of the same day.")]
    data = b"".join(b"From a@x.example Mon May  6 07:08:09 2024\n" + one + b"\n\n" for one in mails)
    articles, _ = read(tmp_path, data.replace(b"\r\n", b"\n").replace(b"\n", line_end))
    assert [one.text.split("\n")[0] for one in articles] == [
        "It was late.",
        "Another report of the same day.",
    ]
    assert [one.path.rpartition("#")[2] for one in articles] == ["1", "2"]


def test_a_mail_that_was_not_saved_to_its_end_says_so(tmp_path: Path) -> None:
    """Its last boundary is missing, or its page ends with boxes open."""
    html = f"<html><body><div>{paragraphs()}</div></body></html>"
    for whole in (mail(html=html), mail(plain="The report is short.", html=html)):
        assert read(tmp_path, whole)[1].warnings == ()
        cut = whole[: int(len(whole) * 0.9)]
        assert "may be cut off" in str(read(tmp_path, cut)[1].warnings)
