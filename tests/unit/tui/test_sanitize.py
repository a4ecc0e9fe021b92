"""What reaches a terminal of text that somebody else wrote."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui.sanitize import SIGN, safe, title

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@given(ANY_TEXT)
def test_no_control_or_reordering_character_gets_through(text: str) -> None:
    """Whatever the text, what is shown holds no control, format or surrogate code point."""
    assert not [
        char
        for char in safe(text)
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or 0x202A <= ord(char) <= 0x202E
        or 0x2066 <= ord(char) <= 0x2069
    ]


@given(ANY_TEXT)
def test_making_safe_twice_changes_nothing(text: str) -> None:
    """What is safe stays as it is."""
    assert safe(safe(text)) == safe(text)


def test_an_escape_sequence_is_inert_and_an_override_is_seen() -> None:
    """The reader sees that something was there."""
    assert "\x1b" not in safe("a\x1b[31mb")
    assert safe("abc\u202edef") == f"abc{SIGN}def"
    assert safe("soft\u00adhyphen zero\u200bwidth") == "softhyphen zerowidth"
    assert safe("[red]“quoted”[/red]") == "[red]“quoted”[/red]"


def test_a_window_title_is_one_short_line() -> None:
    """No terminator of the title sequence can be in it."""
    shown = title("A\x07B\x1b\\\n" + "c" * 500)
    assert len(shown) <= 120
    assert not {"\x07", "\x1b", "\n"} & set(shown)
