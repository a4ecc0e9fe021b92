"""The question for the background: answers in every form, in pieces, late, or not at all."""

from __future__ import annotations

import os
import pty
import termios
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal_background import (
    LIMIT,
    Colour,
    Question,
    Replies,
    colour_of,
    shade_by_environment,
)

WHITE, BLACK = "#ffffff", "#000000"


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Our end and the program's end of a pseudo-terminal."""
    ours, theirs = pty.openpty()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def asked(terminal: tuple[int, int], *sent: bytes, pause: float = 0.0) -> tuple[str, bytes, float]:
    """The colour that is read (empty for none), what was read, and the seconds that it took.

    Args:
        terminal: Both ends.
        sent: What the terminal sends after the question, in pieces.
        pause: Seconds before each piece.
    """
    ours, theirs = terminal

    def answer() -> None:
        for piece in sent:
            time.sleep(pause)
            os.write(ours, piece)

    with Question(theirs, theirs, {}) as question:
        assert os.read(ours, 100) == b"\x1b]11;?\x1b\\"
        thread = threading.Thread(target=answer)
        thread.start()
        began = time.monotonic()
        colour = question.answer()
        taken = time.monotonic() - began
        thread.join()
    return colour.code if colour else "", question.read, taken


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x07", WHITE),
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", WHITE),
        (b"\x1b]11;rgb:ff/ff/ff\x1b\\", WHITE),
        (b"\x1b]11;rgb:f/f/f\x07", WHITE),
        (b"\x1b]11;rgb:fff/000/000\x07", "#ff0000"),
        (b"\x1b]11;rgba:0000/0000/0000/ffff\x1b\\", BLACK),
        (b"\x1b]11;RGB:2828/2A2A/3636\x07", "#282a36"),
        (b"\x1b]11;#282a36\x07", "#282a36"),
        (b"\x1b]11;#fff\x1b\\", WHITE),
        (b"\x1b]11;#ffffffffffff\x1b\\", WHITE),
        (b"\x9d11;rgb:0000/0000/0000\x9c", BLACK),
        (b"\x9d11;rgb:ff/ff/ff\x07", WHITE),
        (b"jj\x1b]11;rgb:ff/ff/ff\x07k", WHITE),
        (b"\x1b]11;nonsense\x07\x1b]11;rgb:ff/ff/ff\x07", WHITE),
        (b"\x1b]11;rgb:ffff/ffff\x07", ""),
        (b"\x1b]11;rgb:fffff/ffff/ffff\x07", ""),
        (b"\x1b]11;rgb:gg/gg/gg\x07", ""),
        (b"\x1b]11;\x07", ""),
        (b"\x1b]11;white\x07", ""),
        (b"\x1b]10;rgb:ffff/ffff/ffff\x07", ""),
        (b"\x1b]11;rgb:ffff/ffff/ffff", ""),
        (b"rgb:ffff/ffff/ffff", ""),
        (b"\x00\xff\xfe\x1b\x1b\x1b]]]", ""),
        (b"\x1b]11;" + b"f" * 3000 + b"\x07", ""),
    ],
)
def test_every_form_of_answer_is_read(terminal: tuple[int, int], reply: bytes, code: str) -> None:
    """Channels of one to four digits, either terminator, seven and eight bits; or it is none."""
    found, read, taken = asked(terminal, reply)
    assert found == code
    assert read == reply
    assert taken < LIMIT + 0.1


def test_an_answer_may_come_in_pieces(terminal: tuple[int, int]) -> None:
    """Cut anywhere."""
    reply = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
    for at in range(1, len(reply)):
        assert asked(terminal, reply[:at], reply[at:], pause=0.002)[0] == WHITE


def test_silence_costs_the_limit_and_no_more(terminal: tuple[int, int]) -> None:
    """Nothing is read, nothing is remembered; what is typed does not make it longer."""
    code, read, taken = asked(terminal)
    assert (code, read) == ("", b"")
    assert LIMIT - 0.02 < taken < LIMIT + 0.1
    code, read, taken = asked(terminal, *[b"j"] * 20, pause=0.01)
    assert code == ""
    assert taken < LIMIT + 0.1
    assert set(read) == {ord("j")}


def test_time_that_passes_before_the_answer_is_read_counts(terminal: tuple[int, int]) -> None:
    """While the program loads the terminal answers."""
    ours, theirs = terminal
    with Question(theirs, theirs, {}) as question:
        time.sleep(LIMIT)
        began = time.monotonic()
        assert question.answer() is None
        assert time.monotonic() - began < 0.05
        os.write(ours, b"\x1b]11;rgb:ff/ff/ff\x07")
        assert question.answer() == Colour(1, 1, 1)


def test_the_terminal_is_as_it_was(terminal: tuple[int, int]) -> None:
    """Whatever happens meanwhile; and while it is asked nothing that is typed is shown."""
    ours, theirs = terminal
    before = termios.tcgetattr(theirs)
    with suppress(KeyboardInterrupt), Question(theirs, theirs, {}):
        assert not termios.tcgetattr(theirs)[3] & (termios.ECHO | termios.ICANON)
        assert termios.tcgetattr(theirs)[3] & termios.ISIG
        raise KeyboardInterrupt
    assert termios.tcgetattr(theirs) == before
    assert os.read(ours, 100) == b"\x1b]11;?\x1b\\"


@pytest.mark.parametrize(
    ("environ", "sent"),
    [
        ({"TMUX": "/x,1,0"}, b"\x1b]11;?\x1b\\\x1bPtmux;\x1b\x1b]11;?\x1b\x1b\\\x1b\\"),
        ({"STY": "1.pts"}, b"\x1b]11;?\x1b\\\x1bP\x1b]11;?\x07\x1b\\"),
    ],
)
def test_what_stands_between_is_asked_to_pass_it_on(
    terminal: tuple[int, int], environ: Mapping[str, str], sent: bytes
) -> None:
    """With tmux: it answers itself since 3.4; before that the terminal outside has to."""
    ours, theirs = terminal
    with Question(theirs, theirs, environ):
        assert os.read(ours, 100) == sent


@pytest.mark.parametrize(
    ("code", "shade"),
    [
        (WHITE, "light"),
        (BLACK, "dark"),
        ("#fdf6e3", "light"),  # Solarized
        ("#002b36", "dark"),
        ("#282a36", "dark"),
        ("#7f7f7f", "light"),  # black has 5.3 : 1 on it, white 4.0
        ("#707070", "dark"),
        ("#ff0000", "light"),  # black has 5.3 : 1 on it, white 4.0
        ("#0000ff", "dark"),
        ("#00ff00", "light"),
    ],
)
def test_light_is_where_black_stands_out_more(code: str, shade: str) -> None:
    """By the contrast ratio, not by the mean of the channels."""
    colour = colour_of(code)
    assert colour is not None
    assert colour.code == code
    assert colour.shade == shade


@pytest.mark.parametrize(
    ("said", "shade"),
    [
        ("15;0", "dark"),
        ("0;15", "light"),
        ("0;default;15", "light"),
        ("0;7", "light"),
        ("7;8", "dark"),
        ("12;8", "dark"),
        ("0;11", "light"),
        ("", None),
        ("0;default", None),
        ("0;16", None),
        ("0;-1", None),
        ("0;²", None),
    ],
)
def test_the_environment_may_say_it(said: str, shade: str | None) -> None:
    """`COLORFGBG`, as rxvt and Konsole set it."""
    assert shade_by_environment({"COLORFGBG": said}) == shade
    assert shade_by_environment({}) is None


KEYS = st.sampled_from(
    ["j", "c", "]", "1", ";", "/", "\r", "\x1b[A", "\x1bOP", "\x1b[<0;3;4M", "é", "界", "\x1b[97u"]
)
REPLY = st.sampled_from(
    [
        "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
        "\x1b]11;rgb:ff/ff/ff\x07",
        "\udc9d11;rgba:0/0/0/0\udc9c",
        "\x9d11;?\x9c",
        "\x1b]11;\x07",
    ]
)


@given(st.lists(KEYS), st.lists(st.tuples(REPLY, st.lists(KEYS))), st.data())
def test_replies_are_never_keys_and_keys_never_lost(
    first: list[str], rest: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    """However what the terminal sends is cut into pieces."""
    sent = "".join(first) + "".join(reply + "".join(keys) for reply, keys in rest)
    typed = "".join(first) + "".join("".join(keys) for _, keys in rest)
    replies, got, at = Replies(now=0), "", 0
    while at < len(sent):
        size = data.draw(st.integers(1, len(sent) - at))
        got += replies.take(sent[at : at + size], now=0.001 * at)
        at += size
    assert got + replies.late(now=100) == typed


def test_an_esc_is_a_key_soon() -> None:
    """It waits as long as Textual lets one wait, and later not at all."""
    replies = Replies(now=0)
    assert replies.take("\x1b", now=1) == ""
    assert replies.late(now=1.05) == ""
    assert replies.late(now=1.2) == "\x1b"
    assert replies.take("\x1b", now=5) == "\x1b"


def test_half_a_reply_is_dropped() -> None:
    """It takes no key along that is typed afterwards, and is none."""
    replies = Replies(b"jk\x1b]11;rgb:ff", now=0)
    assert replies.take("", now=0.01) == "jk"
    assert replies.late(now=0.5) == ""
    assert replies.take("c", now=0.6) == "c"


def test_what_was_typed_while_it_loaded_comes_first() -> None:
    """Nothing that was read is lost, but for the reply."""
    read = "j界\x1b]11;rgb:ff/ff/ff\x07k".encode() + b"\xff"
    assert Replies(read, now=0).take("c", now=0.3) == "j界kc"
    replies = Replies(read, now=0)
    assert replies.late(now=0.01) == "j界k"
    assert replies.take("c", now=0.3) == "c"
