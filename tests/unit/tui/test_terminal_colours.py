"""Shorter sequences, the same picture: told by a terminal of one's own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from tui.terminal_colours import shortened

_PIECE = re.compile(r"\x1b\[([0-9;]*)([mH])|(\r\n)|(.)", re.DOTALL)
_OFF = {"22": "12", "23": "3", "24": ("4", "21"), "25": "56", "27": "7", "28": "8", "29": "9"}


def picture(data: str) -> list[tuple[object, ...]]:
    """Every letter with its place and style, as a terminal would show it."""
    ink = paper = ""
    attributes: set[str] = set()
    row = column = 1
    shown: list[tuple[object, ...]] = []
    for codes, kind, newline, letter in _PIECE.findall(data):
        if kind == "H":
            row, column = map(int, codes.split(";"))
        elif newline:
            row, column = row + 1, 1
        elif letter:
            shown.append((row, column, letter, ink, paper, frozenset(attributes)))
            column += 1
        else:
            rest = iter(codes.split(";"))
            for code in rest:
                if code in ("", "0"):
                    ink = paper = ""
                    attributes.clear()
                elif code in ("38", "48"):
                    colour = [next(rest)]
                    colour += [next(rest) for _ in range(3 if colour[0] == "2" else 1)]
                    ink, paper = (
                        (";".join(colour), paper) if code == "38" else (ink, ";".join(colour))
                    )
                elif 30 <= int(code) <= 37 or 90 <= int(code) <= 97:
                    ink = code
                elif 40 <= int(code) <= 47 or 100 <= int(code) <= 107:
                    paper = code
                elif code == "39":
                    ink = ""
                elif code == "49":
                    paper = ""
                elif code == "55":
                    attributes.discard("53")
                elif code in _OFF:
                    attributes.difference_update(_OFF[code])
                else:
                    attributes.add(code)
    return shown


colours = st.sampled_from(["", "#e3e5ea", "#15171c", "#ff8a80", "red", "bright_blue", "color(200)"])
flags = st.sampled_from(
    ["bold", "dim", "italic", "underline", "underline2", "reverse", "strike", "blink", "overline"]
)


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Any style that a screen may have."""
    words = draw(st.sets(flags, max_size=3))
    ink, paper = draw(colours), draw(colours)
    return Style.parse(" ".join([*sorted(words), ink or "default", "on", paper or "default"]))


pieces = st.tuples(
    styles(),
    st.text("abc [0;1mH", min_size=1, max_size=4),
    st.sampled_from(["", "", "\r\n", "\x1b[5;61H", "\r\n\x1b[6;1H", "\x1b[2;1H\x1b[3;1H", "plain"]),
)


@given(st.lists(pieces, max_size=12))
def test_the_picture_is_the_same_and_never_longer(parts: list[tuple[Style, str, str]]) -> None:
    """Whatever styles follow each other, and wherever the cursor goes between them."""
    data = "".join(style.render(text) + between for style, text, between in parts)
    short = shortened(data)
    assert picture(short) == picture(data)
    assert len(short) <= len(data)


def test_a_style_that_stays_is_told_once() -> None:
    """And one that loses its weight is told so, not said all over."""
    plain, bold = Style.parse("#e3e5ea on #15171c"), Style.parse("bold #ff8a80 on #15171c")
    data = (
        plain.render("a") + "\x1b[2;1H" + plain.render("b") + bold.render("c") + plain.render("d")
    )
    assert shortened(data) == (
        "\x1b[38;2;227;229;234;48;2;21;23;28ma\x1b[2;1Hb"
        "\x1b[1;38;2;255;138;128mc\x1b[22;38;2;227;229;234md\x1b[0m"
    )


def test_other_sequences_are_left_alone() -> None:
    """A title, an update's begin and end, a screen that is cleared in the default colour."""
    style = Style.parse("red")
    for other in ("\x1b]2;A title\x07", "\x1b[?2026h", "\x1b[2J", "\x1b[0K"):
        data = style.render("a") + other + style.render("b")
        assert shortened(data) == data
