"""One writer for everything that is printed, and nothing that prints around it."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest

from tui import output

ROOT = Path(__file__).parents[3]

_MAY = {
    ("tui/cli.py", "sys.stdout"),  # to close it where nobody reads
    ("tui/output.py", "stdout"),
    ("tui/commands/common.py", "sys.stderr"),  # for the progress bar, by `drawing`
    ("tui/commands/common.py", "sys.stdout"),  # asked whether it is a terminal
    ("tui/commands/check.py", "sys.stderr"),  # likewise
    ("tui/commands/import_.py", "sys.stdout"),  # its buffer, which the writer guards
    ("tui/commands/export.py", "sys.stdout"),  # its buffer, which the writer guards
    ("tui/commands/fill.py", "sys.stdout"),
    ("tui/notifications.py", "sys.stderr"),  # tells of the end of long work, by `drawing`
}
"""Where a standard stream may be named, and why."""
_BYPASSES = {
    "print", "sys.__stdout__", "sys.__stderr__", "os.write", "click.echo_via_pager",
    "click.get_binary_stream", "click.get_text_stream", "open_pager", "click.launch", "click.edit",
    "os.system", "os.popen", "pty.spawn", "faulthandler.enable", "traceback.print_exc",
}  # fmt: skip
"""Ways to a terminal that no writer sees."""


def _named(tree: ast.AST) -> set[str]:
    return {
        ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name)
    }


@pytest.mark.parametrize(
    "path",
    sorted(
        path.relative_to(ROOT).as_posix()
        for room in ("annotations", "tui")
        for path in (ROOT / room).rglob("*.py")
    ),
)
def test_nothing_prints_around_the_writer(path: str) -> None:
    """No stream of the process is written to but by the writer that `tui.cli` puts there."""
    names = _named(ast.parse((ROOT / path).read_text("utf-8")))
    bypasses = names & _BYPASSES
    if path == "annotations/store/engine/disk.py":
        bypasses.discard("os.write")  # to a file of the project
    if path == "tui/terminal_background.py":
        # Asks the terminal for its colour, in words of our own, before Textual has it.
        bypasses -= {"os.write", "sys.__stdout__"}
    assert not bypasses
    for stream in ("sys.stdout", "sys.stderr"):
        assert stream not in names or (path, stream) in _MAY, (path, stream)
    if not path.startswith("tui/"):
        assert "click" not in names


def test_only_what_is_our_own_is_drawn_on_the_terminal_itself() -> None:
    """The progress bar, and the sequence that tells of the end of work, its text cleaned."""
    using = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tui").rglob("*.py")
        if "drawing" in _named(ast.parse(path.read_text("utf-8")))
        and path.name not in ("output.py", "drawing.py")
        and "tui.output" in path.read_text("utf-8")
    }
    assert using == {"tui/commands/common.py", "tui/notifications.py"}


class _Terminal(io.BytesIO):
    def isatty(self) -> bool:
        """As a terminal says."""
        return True


def _writer(encoding: str = "utf-8") -> tuple[io.TextIOWrapper, _Terminal]:
    terminal = _Terminal()
    return output.guarded(io.TextIOWrapper(terminal, encoding=encoding)), terminal


def test_text_and_bytes_are_both_cleaned() -> None:
    """Also where the two halves of a character come in two writes."""
    writer, terminal = _writer()
    writer.write("a\x1b[31m\tb\r\n\x85\u202ec\x07“d”\n")
    writer.buffer.write("e\x9b5n".encode()[:2])
    writer.buffer.write("e\x9b5n".encode()[2:])
    writer.flush()
    assert terminal.getvalue().decode() == "a�[31m\tb�\n�↔c�“d”\ne�5n"


def test_what_the_terminal_cannot_show_does_not_fail() -> None:
    """A file name that is no UTF-8, quotation marks on a terminal that knows only Latin-1."""
    writer, terminal = _writer("latin-1")
    writer.write("caf\xe9 “quoted” \udcff\n")
    writer.flush()
    assert terminal.getvalue() == b"caf\xe9 \\u201cquoted\\u201d \\udcff\n"


def test_a_pipe_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a program reads keeps every byte; what cannot be encoded does not end the run."""
    pipe = io.BytesIO()
    monkeypatch.setattr("sys.stdout", stream := io.TextIOWrapper(pipe, encoding="utf-8"))
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(_Terminal(), encoding="utf-8"))
    output.install()
    stream.write("\x1b[31m\u202e \udcff")
    stream.flush()
    assert pipe.getvalue() == b"\x1b[31m\xe2\x80\xae \\udcff"


def test_installing_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One writer, not a writer behind a writer."""
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(_Terminal(), encoding="utf-8"))
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(_Terminal(), encoding="utf-8"))
    output.install()
    import sys

    once = sys.stdout
    output.install()
    assert sys.stdout is once
