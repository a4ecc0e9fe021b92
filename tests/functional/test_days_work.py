"""A day's work by keys alone: two stories, junk, a wrong boundary, a crash, and on to the end."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.store import open_store
from benchmarks.terminal import Terminal
from tests.functional.test_day import after_the_screen
from tui.reader.resume import remembered

ROOT = Path(__file__).parents[2]

TEXTS = {
    "bridge/1.txt": (
        "The bridge was closed on Friday.\n\n"
        "Photo gallery below\n\n"
        "A crew from Acme Fabr. Works found the crack. “It was not small,” the foreman said.\n\n"
        "It may stay shut for weeks.\n"
    ),
    "bridge/2.txt": "Traders on the east bank lost customers. A ferry was promised.\n",
    "orchard/1.txt": "The orchard bloomed. Bees were counted at noon.\n",
    "orchard/2.txt": "Apples will be scarce. Prices could double. Nobody knows.\n",
}
JUNK, CUT, WHOLE = 1, 2, "A crew from Acme Fabr. Works found the crack."

_ANSI = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z$]|\x1b\][^\x07]*\x07")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two stories of two articles, and a project that knows its annotator."""
    folder = tmp_path / "corpus"
    for name, text in TEXTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return folder


def kept(corpus: Path) -> dict[str, str]:
    """What is said of sentences, by their words, once it is on the disk."""
    if not (corpus / ".slugline").is_dir():
        return {}
    store = open_store(corpus / ".slugline", read_only=True)
    try:
        said = {}
        for one in store.annotations():
            frozen = store.frozen(one.article_id)
            if one.label and frozen is not None:
                words = frozen.sentences.span(one.index).of(frozen.article.running_text)
                said[" ".join(words.split())] = one.label
        return said
    finally:
        store.close()


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Look until something holds; what another process does shows on the disk."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline, what


def typed(terminal: Terminal, keys: str, corpus: Path, labels: int) -> None:
    """Type, and wait until that many labels are on the disk; the screen is read meanwhile."""
    terminal.send(keys.encode())

    def holds() -> bool:
        terminal.take(0.05)
        return len(kept(corpus)) == labels

    wait_until(holds, f"{keys}: {kept(corpus)}")


def test_two_stories_by_keys_alone_over_a_crash(corpus: Path, tmp_path: Path) -> None:
    """Label, skip, mend, kill -9; the same sentence again; next work to the end; the summary."""
    command = (sys.executable, "-m", "tui", "open", "--annotator", "ana", str(corpus))
    with Terminal(*command, cwd=tmp_path) as terminal:
        terminal.wait(b"bridge was closed")
        terminal.until(lambda out: b"saved" in out)
        typed(terminal, "c", corpus, 1)
        typed(terminal, "-", corpus, 2)
        # The cursor is on what was cut in two behind an abbreviation: joined, then labelled.
        typed(terminal, "Bc", corpus, 3)
        typed(terminal, "q", corpus, 4)

        def rests() -> bool:
            terminal.take(0.1)
            place = remembered(corpus / ".slugline", "ana")
            here = [one for one in place.articles if one.article == place.focus] if place else []
            return bool(here) and here[0].at == TEXTS["bridge/1.txt"].index("It may stay")

        wait_until(rests, "the place is not kept")
    # Leaving the block was kill -9.
    assert kept(corpus) == {
        "The bridge was closed on Friday.": "claim",
        "Photo gallery below": "skip",
        WHOLE: "claim",
        "“It was not small,” the foreman said.": "quote",
    }
    with Terminal(*command, cwd=tmp_path) as terminal:
        terminal.until(lambda out: "▌·   It may stay shut".encode() in _ANSI.sub(b"", out))
        typed(terminal, "s", corpus, 5)
        for number in range(6, 13):
            typed(terminal, "]c", corpus, number)
        terminal.send(b"]")
        terminal.until(lambda out: b"Nothing is left" in out)
        terminal.send(b"\x11")
        after = after_the_screen(terminal).decode()
    assert "8 labels in 2 stories, " in after
    assert "Bridge: nothing is left" in after
    assert "Orchard: nothing is left" in after
    said = kept(corpus)
    assert len(said) == 12
    assert said["It may stay shut for weeks."] == "speculation"
    assert [label for label in said.values() if label == "skip"] == ["skip"]
