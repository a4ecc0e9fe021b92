"""Files and text from outside, behind limits: size, kind and depth are looked at before parsing.

A parser in C that recurses ends the process on deep nesting; a named pipe where a file is
expected would be waited for without end. Nothing here waits, recurses or expands.
"""

from __future__ import annotations

import errno
import os
import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, NamedTuple

import msgspec

NOT_JSON: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for what is no JSON, no UTF-8, of another type, or nested too deeply."""

DEPTH: Final = 64
"""Levels of nesting; what people and Slugline write has under ten."""
_EXPANDED: Final = 1_000_000
"""Nodes that aliases may stand for altogether: ten lines of them can mean billions."""

_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# Should the file turn into a pipe between looking and opening, opening it must still not wait.
_FLAGS: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY


class OutsideError(Exception):
    """Why something from outside was not taken: `str(error)` goes on behind its name."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.line = line
        """From 1; 0 if it is about the whole."""


class NotAFileError(OSError):
    """Something else than a regular file stands where a file is expected."""


def open_file(path: str | os.PathLike[str]) -> BinaryIO:
    """A regular file, opened for reading bytes; anything else is refused without waiting for it.

    Raises:
        OSError: If it is none, or cannot be opened; `strerror` says why.
    """
    path = os.fspath(path)
    _refuse(Path(path).stat(), path)  # a device may do something when it is opened
    handle = os.open(path, _FLAGS)
    try:
        _refuse(os.fstat(handle), path)
    except NotAFileError:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb")


def read_whole(path: str | os.PathLike[str]) -> bytes:
    """All bytes of a regular file; raises as `open_file`."""
    with open_file(path) as file:
        return file.read()


def _refuse(status: os.stat_result, path: str) -> None:
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise NotAFileError(errno.EINVAL, f"is {name}, not a file", path)


def read_bytes(path: str | os.PathLike[str], max_bytes: int | None = None) -> bytes:
    """The bytes of a regular file; anything else is refused without waiting for it.

    Raises:
        OutsideError: If it is not a file, is larger than `max_bytes`, or cannot be read.
    """
    try:
        with open_file(path) as file:
            if max_bytes is not None and (long := os.fstat(file.fileno()).st_size) > max_bytes:
                raise OutsideError(f"is {size(long)}, over the limit of {size(max_bytes)}")
            data = file.read(-1 if max_bytes is None else max_bytes + 1)
    except NotAFileError as error:
        raise OutsideError(str(error.strerror)) from error
    except (OSError, ValueError) as error:
        raise OutsideError(why_not(error)) from error
    if max_bytes is not None and len(data) > max_bytes:
        raise OutsideError(f"is over the limit of {size(max_bytes)}")
    return data


def why_not(error: OSError | ValueError) -> str:
    """Why the system did not open something, in a few words."""
    reason = getattr(error, "strerror", None) or str(error)
    return f"cannot be read: {reason[:1].lower()}{reason[1:]}"


def size(count: int) -> str:
    """A number of bytes, to be read."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"


def path_text(path: str | os.PathLike[str]) -> str:
    """A path for a file of text: bytes in it that are no UTF-8 show as `�`."""
    return os.fsencode(path).decode(errors="replace")


class TooLongError(Exception):
    """Something took longer than it was given."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give up after so many seconds, also amid a regular expression.

    Only the main thread can be interrupted so; in another one there is no limit.

    Raises:
        TooLongError: If it took longer.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(*_: object) -> None:
        raise TooLongError(f"takes longer than {seconds:g} seconds, and was left alone")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def load_yaml(text: str | bytes, scalars: Literal["typed", "as written"] = "typed") -> Any:
    """What the one YAML document `text` holds.

    Args:
        text: The document.
        scalars: `typed` makes numbers, booleans and dates of them, and refuses a key that stands
            twice in one mapping. `as written` leaves all strings, and the last key counts.

    Raises:
        OutsideError: If it is not YAML, is nested too deeply, or its aliases stand for too much.
    """
    import yaml  # 15 ms; not needed by most starts

    name = "SafeLoader" if scalars == "typed" else "BaseLoader"
    loader: Any = getattr(yaml, f"C{name}", None) or getattr(yaml, name)
    walk = _Walk(strict=scalars == "typed")
    try:
        for event in yaml.parse(text, Loader=loader):
            walk.take(event)
        return yaml.load(text, Loader=loader)  # neither loader makes objects
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None)
        raise OutsideError(problem or "it is not YAML", mark.line + 1 if mark else 0) from error
    except (ValueError, OverflowError, RecursionError, AttributeError) as error:
        # An impossible date, a number of thousands of digits, half of a surrogate pair.
        what = str(error)
        if isinstance(error, UnicodeError):
            what = "it holds what is no character"
        elif "digits" in what:
            what = "a number in it is too long; put it in quotes"
        raise OutsideError(what or "it is not YAML") from error


class _Level(NamedTuple):
    """An open list or mapping."""

    is_mapping: bool
    anchor: str | None
    nodes_before: int
    keys: set[str]


class _Walk:
    """Follows the events of a document, which the parser gives without recursion."""

    def __init__(self, *, strict: bool) -> None:
        self._strict = strict
        self._open: list[_Level] = []
        self._at_key: list[bool] = []
        self._nodes = 0
        self._sizes: dict[str, int] = {}

    def take(self, event: Any) -> None:
        """Look at the next event.

        Raises:
            OutsideError: If the document goes too far with it.
        """
        kind = type(event).__name__
        if kind in ("ScalarEvent", "AliasEvent"):
            self._leaf(event, is_alias=kind == "AliasEvent")
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._begin(event, is_mapping=kind == "MappingStartEvent")
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._end()

    def _leaf(self, event: Any, *, is_alias: bool) -> None:
        line = event.start_mark.line + 1
        if is_alias:
            if event.anchor not in self._sizes:
                raise OutsideError(f"the alias *{event.anchor} names nothing before it", line)
            self._nodes += self._sizes[event.anchor]
            # As written, an alias is the same object again, whatever it stands for.
            if self._strict and self._nodes > _EXPANDED:
                raise OutsideError("its aliases stand for too much", line)
        else:
            self._nodes += 1
            if event.anchor:
                self._sizes[event.anchor] = 1
            self._no_key_twice(event.value, line)
        self._turn()

    def _no_key_twice(self, key: str, line: int) -> None:
        if not (self._strict and self._open and self._at_key[-1]):
            return
        keys = self._open[-1].keys
        if key in keys and key != "<<":
            raise OutsideError(f"the key {key[:60]} stands twice", line)
        keys.add(key)

    def _begin(self, event: Any, *, is_mapping: bool) -> None:
        if len(self._open) >= DEPTH:
            raise OutsideError("it is nested too deeply", event.start_mark.line + 1)
        self._open.append(_Level(is_mapping, event.anchor, self._nodes, set()))
        self._at_key.append(is_mapping)
        self._nodes += 1

    def _end(self) -> None:
        level = self._open.pop()
        self._at_key.pop()
        if level.anchor:
            self._sizes[level.anchor] = self._nodes - level.nodes_before
        self._turn()

    def _turn(self) -> None:
        """In a mapping a value follows a key, and a key a value."""
        if self._open and self._open[-1].is_mapping:
            self._at_key[-1] = not self._at_key[-1]
