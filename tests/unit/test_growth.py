"""Inputs that were made to be slow: twice the text costs about twice the time, never four times.

What is compared is process time, the best of a few runs, between a text and one four times as
long: linear is 4, quadratic 16. The bound lies between, so that a busy machine fails nothing.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.articles.load import load
from annotations.articles.readers.plain import read_text
from annotations.errors import ArticleError, LabelFileError
from annotations.importing.read_files import read
from benchmarks.worst_inputs import WAYS, Way, repeated, seconds

_TIMES, _BOUND = 4, 10
_NOTHING = 0.03
"""Seconds that are not worth a measurement: start-up, caches, the clock."""
_LONGEST = 240


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    """What is exponential ends here, not in the night."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"not done within {_LONGEST} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _grows(way: Way, fragment: str, head: str) -> str:
    """What is wrong with how the time grows; empty if nothing is."""
    for _ in range(4):
        long = seconds(way, repeated(fragment, way.small * _TIMES, head))
        if long < _NOTHING:
            return ""
        short = min(seconds(way, repeated(fragment, way.small, head)) for _ in range(3))
        if long < _BOUND * short + _NOTHING:
            return ""
    return f"{way.name} {head + fragment!r}: {short:.4f} s, {_TIMES} times as long {long:.4f} s"


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_the_cost_of_no_fragment_grows_faster_than_its_text(way: Way) -> None:
    """Whatever is repeated, through everything that reads it."""
    for head in way.heads:
        _grows(way, "a b ", head)  # patterns are compiled, lists are read
        wrong = [found for one in way.fragments if (found := _grows(way, one, head))]
        assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "---" + "\n" * 40 + "x\n",
        "---\n" + "\n" * 50_000 + "x",
        "---\n" + "# a\n" * 15_000,
        "---\ntitle" + " " * 60_000 + "x\n---\n",
        "---\na" + " b" * 30_000 + "\n---\n",
        "---\ntitle: " + "[" * 30_000 + "\n---\nx\n",
        "---\n" + "- " * 30_000 + "\n---\nx\n",
        "---\na: " + "{a: " * 15_000 + "\n---\nx\n",
        "---\n" + "a: &a [*a]\n" * 5_000 + "---\nx\n",
    ],
    ids=[
        "lines",
        "more-lines",
        "comments",
        "spaces",
        "words",
        "lists",
        "dashes",
        "maps",
        "aliases",
    ],
)
def test_front_matter_is_read_in_no_time(text: str) -> None:
    """Read or refused; the first of these took longer than the universe is old."""
    way = Way("front matter", read_text)
    assert seconds(way, text) < 2


@pytest.mark.parametrize("suffix", ["jsonl", "json", "yaml"])
@pytest.mark.parametrize("fragment", ["[", "{", '{"a":', "- ", "a: ", '"', "\\", "0", "\n", "?"])
def test_files_of_labels_are_refused_in_no_time(tmp_path: Path, suffix: str, fragment: str) -> None:
    """Nesting, quotes without end, digits."""
    path = tmp_path / f"a.{suffix}"
    path.write_text(fragment * 40_000, "utf-8")

    def refused(_: str) -> None:
        with pytest.raises(LabelFileError):
            read(path)

    assert seconds(Way("labels", refused), "") < 2


def test_a_file_that_is_none_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe has no end until somebody writes one."""
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ArticleError, match="named pipe"):
        load(tmp_path / "a.txt")
