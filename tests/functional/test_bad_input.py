"""No command shows a trace, waits for ever or drops the other files, whatever a file is."""

from __future__ import annotations

import io
import json
import os
import signal
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

import tui.cli

_DEEP = b"[" * 1_100 + b"]" * 1_100
_GOOD = "The mayor said “no” on Monday. It cost $5 million.\n".encode()

TEXTS: dict[bytes, bytes] = {
    b"suffix.txt": b"The reverend Martin Luther King, Jr. spoke. Jr. II said so.\n",
    b"na\xff\xfeme.txt": _GOOD,
    b"lines.txt": b"---" + b"\n" * 40 + b"x\n",
    b"deep.txt": b"---\ntitle: " + b"[" * 30_000 + b"\n---\nx\n",
    b"binary.txt": bytes(range(256)) * 10,
    b"empty.txt": b"",
    b"two\nlines.txt": _GOOD,
    b"digits.txt": b"The town paid " + b"9" * 5_000 + b" dollars. It was two hundred " * 300,
}
FILES: dict[str, bytes] = {
    "latin.jsonl": b'{"id": "\xff\xfe"}\n',
    "deep.jsonl": b'{"a":' + _DEEP + b"}\n",
    "deeper.jsonl": _DEEP + b"\n",
    "deep.json": _DEEP,
    "deep.yaml": b"rows: " + _DEEP,
    "dashes.yaml": b"- " * 3_000,
    "list.jsonl": b'{"schema":"sentence-labels/1","id":["s"],"label":["a"],"soft":{"a":[1]},'
    b'"votes":[1,[2],{"annotator":["x"]}],"n_votes":[],"text":5,"start":"x"}\n'
    b'{"id":[1],"text":"a","label":["b"]}\n{"id":"a","text":"a","label":{"x":1}}\n',
    "scalars.jsonl": b'5\n"x"\nnull\n[]\n',
    "cut.jsonl": b'{"id": "a", "te',
    "list.yaml": b"rows:\n- {schema: sentence-labels/1, id: x, label: [a], votes: [a]}\n"
    b"- 5\n- null\n- {1: 2, id: x}\n- [a]\n",
    "open.yaml": b"rows: [",
    "date.yaml": b"rows: 2024-02-31\n",
    "digits.yaml": b"rows: " + b"1" * 5_000,
    "latin.yaml": b"rows: [\xff\xfe]\n",
    "half.jsonl": b'{"id":"a","text":"\\ud800 x","label":"claim"}\n',
    "huge.jsonl": b'{"id":"a","text":"x","label":"claim","start":1' + b"0" * 5_000 + b"}\n",
    "prodigy.jsonl": b'{"text":"A b.","answer":"accept","accept":[5,[1]],"spans":[{"start":"x"}]}\n'
    b'{"text":5,"answer":[],"label":{}}\n',
    "doccano.jsonl": b'{"id":1,"text":"A b.","label":[[1,2,[3]],5,{"a":1}]}\n{"id":[],"data":5}\n',
    "studio.json": b'[{"data":{"text":5},"annotations":[{"result":[{"value":{"choices":[5,[]]}},5]}'
    b',7]},{"data":[],"annotations":{}}]',
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all of them, named pipes included."""
    folder = tmp_path_factory.mktemp("bad")
    for name, data in TEXTS.items():
        (folder / os.fsdecode(name)).write_bytes(data)
    for file, data in FILES.items():
        (folder / file).write_bytes(data)
    (folder / "good.txt").write_bytes(_GOOD)
    for suffix in ("txt", "jsonl", "yaml", "json"):
        os.mkfifo(folder / f"pipe.{suffix}")
    for export, data in (("deep", _DEEP), ("list", b"[1]")):
        (folder / export).mkdir()
        (folder / export / "manifest.json").write_bytes(data)
    (folder / "piped").mkdir()
    os.mkfifo(folder / "piped" / "manifest.json")
    return folder


class Ran(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: bytes
    stderr: bytes


def run(folder: Path, *words: str | bytes) -> Ran:
    """A command's end, within a time; in this process, which is a hundred times quicker."""

    def give_up(*_: object) -> None:
        raise AssertionError(f"waits for ever: {words}")

    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace") for _ in "oe"
    )
    before, here = signal.signal(signal.SIGALRM, give_up), Path.cwd()
    signal.alarm(60)
    os.chdir(folder)
    try:
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            patch("sys.argv", ["slugline", *map(os.fsdecode, words)]),
        ):
            try:
                code = tui.cli.run()
            except SystemExit as leaving:
                code = int(leaving.code or 0)
    finally:
        os.chdir(here)
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    out.flush()
    err.flush()
    return Ran(code, out.buffer.getvalue(), err.buffer.getvalue())


def told(ran: Ran, codes: Sequence[int] = (0, 1, 2)) -> bytes:
    """What a command says of it, which is never a trace."""
    assert b"Traceback" not in ran.stderr, ran.stderr
    assert b"should not have happened" not in ran.stderr, ran.stderr
    assert ran.returncode in codes, (ran.returncode, ran.stderr)
    return ran.stderr


def test_one_file_never_ends_the_analysis_of_the_others(place: Path) -> None:
    """Each that cannot be read is named; those behind it are printed."""
    bad = [os.fsdecode(name) for name in TEXTS]
    ran = run(place, "analyse", *bad, "pipe.txt", "nothing.txt", "good.txt")
    said = told(ran, (1,))
    for name in (b"deep.txt", b"binary.txt", b"empty.txt", b"pipe.txt", b"nothing.txt"):
        assert name in said
    assert b"5 of 11 files" in said
    printed = {json.loads(line)["doc"] for line in ran.stdout.splitlines()}
    assert {"suffix.txt", "good.txt", "lines.txt", "digits.txt", "na��me.txt"} <= printed


@pytest.mark.parametrize("command", [("compare",), ("compare", "--format", "json"), ("align",)])
@pytest.mark.parametrize("text", [*TEXTS, b"pipe.txt"], ids=repr)
def test_two_texts_of_any_kind(place: Path, command: tuple[str, ...], text: bytes) -> None:
    """Compared, or refused with the reason."""
    told(run(place, *command, text, "good.txt"))


_LABELS = (*FILES, "pipe.jsonl", "pipe.yaml", "pipe.json", "deep", "list", "piped", "/dev/null")


@pytest.mark.parametrize("file", _LABELS)
def test_a_file_of_labels_of_any_kind(place: Path, file: str, tmp_path: Path) -> None:
    """Validated, filled and imported, or refused with the reason and the file's name."""
    for words in (
        ("validate", file),
        ("fill", file, "good.txt"),
        ("fill", "--partial", file, "good.txt"),
        ("import", "--project", str(tmp_path / "p"), file, "good.txt"),
        ("import", "--scheme", file),
    ):
        told(run(place, *words))


def test_one_file_never_ends_the_validation_of_the_others(place: Path) -> None:
    """Each is named."""
    said = run(place, "validate", "pipe.jsonl", "deep", "nothing.md", "list.jsonl", "cut.jsonl")
    told(said, (2,))  # a path that is not there is wrong usage, before anything is read
    said = run(place, "validate", "pipe.jsonl", "good.txt", "piped", "list.jsonl", "cut.jsonl")
    words = told(said, (1,))
    for name in (b"pipe.jsonl", b"good.txt", b"piped", b"list.jsonl", b"cut.jsonl"):
        assert name in words + said.stdout


@pytest.mark.parametrize("file", ["pipe.yaml", "deep.yaml", "dashes.yaml", "latin.yaml", "deep"])
def test_a_configuration_of_any_kind(place: Path, file: str) -> None:
    """Refused by name."""
    assert file.encode() in told(run(place, "config", "check", file), (2,))
    told(run(place, "stats", "--config", file), (2,))


def test_articles_in_a_folder_with_everything(place: Path, tmp_path: Path) -> None:
    """A project that is read beside all of them."""
    rows = b'{"text":"It cost $5 million.","label":"claim","answer":"accept"}\n'
    (place / "labels.jsonl").write_bytes(rows)
    project = str(tmp_path / "p")
    told(run(place, "import", "--project", project, "--as", "ana", "labels.jsonl", "."))
    for words in (("stats",), ("history",), ("check",), ("agreement",), ("versions", ".")):
        told(run(place, *words, "--project", project), (0, 1))


@pytest.mark.parametrize(
    "name", ["annotations.json", "annotations.json.lock", "articles", "history", ".gitattributes"]
)
def test_a_project_whose_files_are_pipes(tmp_path: Path, name: str) -> None:
    """Nothing waits for what nobody writes."""
    (tmp_path / "a.txt").write_bytes(_GOOD)
    (tmp_path / "labels.jsonl").write_bytes(
        b'{"text":"It cost $5 million.","label":"claim","answer":"accept"}\n'
    )
    told(run(tmp_path, "import", "--as", "ana", "labels.jsonl", "a.txt"))
    project = tmp_path / ".slugline"
    at = (tmp_path / "out" if name == ".gitattributes" else project) / name
    at.parent.mkdir(exist_ok=True)
    if at.is_dir():
        for inner in at.iterdir():
            inner.unlink()
        at.rmdir()
    elif at.exists():
        at.unlink()
    os.mkfifo(at)
    for words in (
        *(("stats",), ("history",), ("check",), ("check", "--repair"), ("export",)),
        ("import", "--as", "bob", "labels.jsonl", "a.txt"),
        ("bundle", "push", "out"),
        ("bundle", "push", "out.zip"),
    ):
        told(run(tmp_path, *words))


def test_git_attributes_that_are_no_text(tmp_path: Path) -> None:
    """They are somebody's own; what they lack is said."""
    (tmp_path / "a.txt").write_bytes(_GOOD)
    (tmp_path / "labels.jsonl").write_bytes(
        b'{"text":"It cost $5 million.","label":"claim","answer":"accept"}\n'
    )
    told(run(tmp_path, "import", "--as", "ana", "labels.jsonl", "a.txt"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".gitattributes").write_bytes(b"\xff\xfe * text\n")
    told(run(tmp_path, "bundle", "push", "out"), (0, 1))
