"""Canonical text: what goes, what stays, and that a second time changes nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import article_id_of
from annotations.articles.canonical import canonical

ANYTHING = st.text(st.characters(exclude_categories=()))
"""Any code points, halves of surrogate pairs included."""
HOSTILE = st.text(st.sampled_from("ae\u0301\x1b[]31m;\x07\\\r\n\t\x85\u2028\ufeff\x00\x9b\ud800“"))


@given(ANYTHING | HOSTILE)
def test_a_second_time_changes_nothing(text: str) -> None:
    """Canonical text is a fixed point, so that an id can be made again from what is stored."""
    once = canonical(text)
    assert canonical(once.text) == (once.text, 0)


@given(ANYTHING | HOSTILE)
def test_what_remains_is_writable_normal_and_without_controls(text: str) -> None:
    """Whatever comes in, what comes out can be stored, hashed and shown."""
    clean = canonical(text).text
    clean.encode()
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(
        unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in clean
    )
    assert not set("\u2028\u2029\ufeff") & set(clean)


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff"))
)
def test_text_without_controls_only_becomes_nfc(text: str) -> None:
    """Only what the rules name is touched."""
    assert canonical(text) == (unicodedata.normalize("NFC", text), 0)


@pytest.mark.parametrize(
    ("text", "clean", "removed"),
    [
        ("one\r\ntwo\rthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix", 0),
        ("\ufeffBegin", "Begin", 1),
        ("A \x1b[1;31mred\x1b[0m word", "A red word", 2),
        ("\x1b]0;title\x07Text", "Text", 1),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link", 2),
        ("\x1b]no end of it\nnext", "]no end of it\nnext", 1),
        ("\x9b31mred", "red", 1),
        ("a\x00b\x07c\x7fd\x93e", "abcde", 4),
        ("half \ud83d pair", "half  pair", 1),
        ("cafe\u0301", "café", 0),
        ("e\x00\u0301", "é", 1),
        ("tab\tstays", "tab\tstays", 0),
    ],
)
def test_what_goes_and_how_it_is_counted(text: str, clean: str, removed: int) -> None:
    """Line ends, byte order marks, controls and whole escape sequences."""
    assert canonical(text) == (clean, removed)


@pytest.mark.parametrize(
    "kept", ["“q” ‘q’ —…", "a\u00a0b\u2009c", "a\u200bb\u00ad", "\u202eabc\u202c", "ﬁ", "Ａ"]
)
def test_evidence_stays(kept: str) -> None:
    """What an analyst may want to see is never cleaned away."""
    assert canonical(kept) == (kept, 0)


def test_an_id_depends_on_nothing_but_what_is_read() -> None:
    """Line ends and composition do not make another article; a letter does."""
    windows, unix = "Caf\u00e9\r\nopen", "Cafe\u0301\nopen"
    assert article_id_of(canonical(windows).text) == article_id_of(canonical(unix).text)
    assert article_id_of(canonical("Cafe\nopen").text) != article_id_of(canonical(unix).text)
