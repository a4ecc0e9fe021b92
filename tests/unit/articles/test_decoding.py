"""Decoding: the right encoding told, and refused what is not text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.decoding import decode
from annotations.errors import ArticleError

ENGLISH = "The minister said the plan wouldn’t “solve everything” — but it’s a start, he added."
FRENCH = (
    "Le ministre a déclaré que l’accord « était très proche », où l’Élysée espère être entendu."
)
GERMAN = (
    "Die Verhandlungen würden länger dauern, erklärte er in München, während draußen Öl fehlte."
)
POLISH = "Minister powiedział, że rozmowy będą trwały dłużej, gdzie tysiące żądało wyższych płac."
CZECH = "Ministr řekl, že jednání bude pokračovat příští týden; účastníků bylo několik tisíc."
RUSSIAN = (
    "Министр заявил, что переговоры продолжатся на следующей неделе. Мы не отступим, сказал он."
)
JAPANESE = (
    "大臣は交渉が来週も続くと述べた。「譲歩はしない」と東京で語り、数千人が賃上げを求めて集まった。"
)
EMOJI = "plain text then 😀"

LEGACY = [
    *((text, "cp1252") for text in (ENGLISH, FRENCH, GERMAN)),
    *((text, "mac_roman") for text in (ENGLISH, FRENCH, GERMAN)),
    *((text, "cp1250") for text in (POLISH, CZECH)),
    *((RUSSIAN, name) for name in ("cp1251", "koi8-r")),
    *((JAPANESE, name) for name in ("shift_jis", "euc_jp", "iso2022_jp")),
]
ALL = [ENGLISH, FRENCH, GERMAN, POLISH, CZECH, RUSSIAN, JAPANESE, EMOJI]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le"]


@pytest.mark.parametrize(("text", "encoding"), LEGACY)
def test_an_old_encoding_is_told_from_its_bytes(text: str, encoding: str) -> None:
    """Without any declaration, also between siblings that differ in a few letters."""
    decoded = decode(text.encode(encoding))
    assert decoded.text == text


@pytest.mark.parametrize("encoding", UNICODE)
@pytest.mark.parametrize("text", ALL)
def test_unicode_is_told_with_and_without_a_mark(text: str, encoding: str) -> None:
    """Every form of Unicode, whatever the writing."""
    assert decode(text.encode(encoding)).text == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    """UTF-8 is not guessed at."""
    assert decode(text.encode()) == (text, "utf-8")


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "cp1252", "utf-16", "?"]))
def test_any_bytes_decode_without_loss_or_are_refused(data: bytes, declared: str) -> None:
    """No byte is replaced: the text is what strict decoding in the named encoding gives."""
    try:
        decoded = decode(data, declared)
    except ArticleError:
        pass
    else:
        bare = next((data[len(mark) :] for mark in MARKS if data.startswith(mark)), data)
        assert decoded.text == bare.decode(decoded.encoding)


MARKS = [codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]


def test_what_is_declared_is_believed_if_it_decodes() -> None:
    """A declaration that cannot be right is passed over."""
    data = "Zażółć".encode("cp1250")
    assert decode(data, "cp1250") == ("Zażółć", "cp1250")
    assert decode("Zażółć".encode(), "ascii") == ("Zażółć", "utf-8")
    assert decode(b"plain", "no-such-encoding") == ("plain", "utf-8")


def test_declared_latin_1_means_what_its_writers_mean() -> None:
    """Curly quotes are not control characters."""
    assert decode("“quoted”".encode("cp1252"), "latin-1").text == "“quoted”"


def test_a_mark_outweighs_a_declaration() -> None:
    """The file itself knows better."""
    assert decode("é".encode("utf-8-sig"), "cp1252") == ("é", "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\nsome text", "PDF"),
        (b"PK\x03\x04 word/document.xml", "zip"),
        (b"\x1f\x8b\x08 data", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"{\\rtf1 Text}", "RTF"),
        (b"text with a NUL \x00 in it", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (bytes(range(1, 32)) * 8, "binary"),
        (codecs.BOM_UTF8 + b"caf\xe9", "mark of utf-8"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "mark of utf-16-le"),
    ],
)
def test_what_is_not_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    """Each refusal says what it is instead."""
    with pytest.raises(ArticleError, match=reason):
        decode(data)


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    """It stays, and is taken out with other control characters; many of them are no text."""
    text = f"{FRENCH}\n\n{GERMAN}\n\n{ENGLISH}"
    assert decode(f"{text}\0".encode()).text == f"{text}\0"
    assert decode(f"{text[:200]}\0{text[200:]}".encode("cp1252")).encoding == "cp1252"
    with pytest.raises(ArticleError, match="binary"):
        decode(b"ab\0cd\0" * 100)
