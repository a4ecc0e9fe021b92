"""Two processes make the rows that one would make."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from functools import partial
from threading import Thread

import pytest

from annotations.config import Config
from annotations.dataset import TrainingSet, two_processes
from annotations.dataset.article_rows import Sheet
from annotations.dataset.formats import jsonl
from annotations.dataset.two_processes import Make, divided
from annotations.errors import ExportError
from tests.unit.dataset.material import HARD, Project, hard_project

ARTICLES = 7


def project() -> Project:
    """Hard sentences, and articles that differ in a word each."""
    project = hard_project()
    for number in range(ARTICLES):
        article = project.add([f"{number} {text}" for text in HARD])
        labels = {at: ("claim", "quote")[(at + number) % 2] for at in range(len(HARD))}
        project.say("ana", article, labels)
        project.say("ben", article, dict.fromkeys(range(0, len(HARD), number + 1), "claim"))
    return project


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that helped; however few rows there are, help is worth it."""
    made: list[int] = []
    fork = os.fork

    def counted() -> int:
        child = fork()
        made.append(child)
        return child

    monkeypatch.setattr(two_processes, "WORTH", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "fork", counted)
    return made


def gone(process: int) -> bool:
    """Whether a process that was started here has ended and been waited for."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def lines(training_set: TrainingSet) -> Make:
    """Makes JSON Lines of sheets."""
    return partial(jsonl.stream, training_set, training_set.heading())


@pytest.mark.parametrize("block", [1, 5, 12, 40], ids=lambda votes: f"{votes} votes in turn")
def test_the_bytes_are_the_same(
    block: int, copies: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where an article is large enough to be halved; counts and progress are, too."""
    store = project().store
    one, two = TrainingSet(store, Config()), TrainingSet(store, Config())
    expected = b"".join(lines(one)(one.sheets()))
    monkeypatch.setattr(two_processes, "_BLOCK", block)
    told: list[int] = []
    assert b"".join(divided(two, lines(two), None, told.append)) == expected
    assert two.summary == one.summary
    assert sum(told) == two.votes
    assert len(copies) == 1
    assert gone(copies[0])


def test_a_thread_is_not_copied(copies: list[int]) -> None:
    """Whoever exports on a thread of a screen does it alone."""
    training_set = TrainingSet(project().store, Config())
    rows: list[bytes] = []
    thread = Thread(
        target=lambda: rows.extend(
            divided(training_set, lines(training_set), None, lambda votes: None)
        )
    )
    thread.start()
    thread.join()
    assert rows
    assert not copies


def test_an_error_of_the_other_process_is_told(
    copies: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if it had happened here."""
    here = os.getpid()
    training_set = TrainingSet(project().store, Config())

    def make(sheets: Iterable[Sheet]) -> Iterator[bytes]:
        for sheet in sheets:
            if os.getpid() != here:
                raise ExportError(f"No row of {sheet.article.id}.")
            yield b"a row\n"

    monkeypatch.setattr(two_processes, "_BLOCK", 1)
    with pytest.raises(ExportError, match="No row of a-"):
        list(divided(training_set, make, None, lambda votes: None))
    assert gone(copies[0])


def test_the_end_of_the_other_process_is_noticed(
    copies: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it came; nothing passes for whole that is not."""
    here = os.getpid()
    training_set = TrainingSet(project().store, Config())

    def make(sheets: Iterable[Sheet]) -> Iterator[bytes]:
        for _ in sheets:
            if os.getpid() != here:
                os.kill(os.getpid(), signal.SIGKILL)
            yield b"a row\n"

    monkeypatch.setattr(two_processes, "_BLOCK", 1)
    with pytest.raises(ExportError, match="A process that helped was ended"):
        list(divided(training_set, make, None, lambda votes: None))
    assert gone(copies[0])


def test_whoever_stops_early_leaves_no_process(
    copies: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As ctrl+c does."""
    training_set = TrainingSet(project().store, Config())
    monkeypatch.setattr(two_processes, "_BLOCK", 1)
    pieces = divided(training_set, lines(training_set), None, lambda votes: None)
    assert next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert gone(copies[0])
