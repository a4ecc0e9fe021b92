"""Wrapped lines are read as paragraphs, and lines that somebody ended stay lines."""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.paragraphs import running_text

REPORT = [
    "The port authority said on Tuesday that two cranes had toppled in the storm and that a third"
    " was being held by cables until divers could look at the piles it stands on.",
    "“We heard it before we saw it,” said Ana Vidal, who runs the fish market. “Then the lights"
    " went, and for an hour nobody knew who was out there and who had gone home.”",
    "Repairs will cost $4.5 million. The insurer, Oakfield Mutual, has sent Mr. Pye, an engineer"
    " who looked into the fall of the Ardley mast, and expects his findings by Jan. 29.",
]


def wrapped(width: int, *, first: str = "", rest: str = "", between: str = "\n\n") -> str:
    """The report wrapped at `width`."""
    return between.join(
        textwrap.fill(
            one, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
        )
        for one in REPORT
    )


@pytest.mark.parametrize("width", [34, 45, 58, 65, 72, 76, 80, 100, 120])
@pytest.mark.parametrize(
    "manner",
    [
        {},
        {"first": "   ", "between": "\n"},
        {"first": "  "},
        {"first": "    ", "rest": "    "},
    ],
    ids=["blank lines", "indents only", "indents and blank lines", "a margin"],
)
def test_a_wrapped_report_is_read_in_paragraphs(width: int, manner: dict[str, str]) -> None:
    """At any width, with blank lines, indents, or both."""
    text = wrapped(width, **manner)
    read = running_text(text)
    assert len(read) == len(text)
    paragraphs = [" ".join(line.split()) for line in read.split("\n") if line.strip()]
    assert paragraphs == REPORT


def test_lines_that_stop_short_of_the_width_are_wrapped_too() -> None:
    """Programs that balance lines, and people, keep to a width loosely."""
    text = (
        "The port authority said on Tuesday that two cranes had toppled\n"
        "in the storm and that a third was being held by\n"
        "cables until divers could look at the piles that it\n"
        "stands on, which were driven into the mud when the quay\n"
        "was built and have not been seen by anybody since then."
    )
    assert "\n" not in running_text(text)


def test_a_headline_and_short_paragraphs_stay_apart() -> None:
    """In a text that is wrapped otherwise."""
    text = (
        f"Storm fells cranes\nDivers wait for the wind to drop\n{wrapped(72)}\n\nNo one was hurt."
    )
    assert running_text(text).split("\n") == [
        "Storm fells cranes",
        "Divers wait for the wind to drop",
        *"\n\n".join(REPORT).split("\n"),
        "",
        "No one was hurt.",
    ]


def test_items_of_a_list_stay_apart_and_are_wrapped_themselves() -> None:
    """With the lines of an item further in than its mark."""
    items = "\n".join(
        textwrap.fill(f"{mark} {one}", 60, subsequent_indent="   ")
        for mark, one in zip(("1.", "2.", "3."), REPORT, strict=True)
    )
    read = running_text(items).split("\n")
    assert [" ".join(line.split()) for line in read] == [
        f"{number}. {one}" for number, one in enumerate(REPORT, 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the tide went out at evening\nand left the boats on sand,\nthe gulls came in behind it\n"
        "as if by some command.\n\nnobody saw the captain\nnor where the rope was tied,\nbut all of"
        " us at breakfast\nheard someone call outside.",
        "i went down to the water when the wind was in the wires and\nall the lamps were out\n"
        "along the quay, and someone said\nthe ferry would not come tonight, nor any night to come,"
        " and\nwent home",
        "Storm fells two cranes in port\nDivers wait for a lull\nInsurer sends engineer"
        "\nMarket hall stays closed today\nMinister visits the harbour front",
        "What to bring:\nbread\na pot of jam\ntwo sharp knives\nsalt",
        "Team          P   W   D   L  Pts\nCalder       10   7   2   1   2\nArdley       10   5   2"
        "   3   17\nNorthshore   10   4   4   2   16",
        "The wind fell at noon.\nTwo cranes were lost, the port authority said on Tuesday night.\n"
        "iPhone footage shows how the third one swayed in the gusts.\nNo one was hurt.\n"
        "The insurer will send an engineer, who is to report by the end of Jan.",
        "From: the night desk\nTo: all hands\nSubject: cranes\n\nCall the port.",
        "“Where were you when the crane fell, Mr. Pye?” the judge asked him.\n“At home with my wife"
        " and with both of my sons,” the witness said.\n“And who can say so, apart from wife and"
        " sons?” counsel asked.\n“Nobody,” said the witness.",
    ],
    ids=["verse", "free verse", "headlines", "list", "table", "one line each", "fields", "talk"],
)
def test_lines_that_somebody_ended_stay_lines(text: str) -> None:
    """Verse, lists, tables, headlines, paragraphs of one line."""
    assert running_text(text) is text


def test_chinese_is_wrapped_between_any_two_characters() -> None:
    """Where no word tells what would have fitted."""
    text = (
        "港口管理局周二表示，两台起重机在风暴中倒塌，第三台由缆绳固定，直到潜水员能够\n"
        "检查它所在的桩基为止，这些桩基是在码头建造时打入淤泥中的，此后再也没有人见过它\n"
        "们，保险公司派出了一名工程师。"
    )
    assert "\n" not in running_text(text)


@given(st.text(alphabet="ab A.\n-1 |\t。汉", max_size=200))
def test_offsets_hold_in_running_text(text: str) -> None:
    """Only line ends change, and only to spaces."""
    read = running_text(text)
    assert len(read) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, read, strict=True))


@pytest.mark.parametrize(
    "part", ["a b\n", "a" * 70 + "\n", "- ", " \n", "\t \t", "|  a  \n", "1. "]
)
def test_time_is_linear_in_the_text(part: str) -> None:
    """Whatever is repeated."""
    text = part * (1_000_000 // len(part))
    begun = time.process_time()
    running_text(text)
    assert time.process_time() - begun < 3
