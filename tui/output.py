"""What commands print: one writer for stdout and stderr where they are a terminal.

Whatever is printed, as text or as bytes, by us or by a library, goes through it: no control
sequence gets out, and what is removed leaves a sign. Where they are a pipe or a file every byte
stays as it is.
"""

from __future__ import annotations

import codecs
import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from tui.sanitize import on_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

_NAMES = ("stdout", "stderr")


class HarmlessBytes(io.BufferedIOBase):
    """Bytes on their way to a terminal: decoded, made harmless, encoded again.

    Args:
        stream: The terminal, as the process got it.
    """

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream  # which would close the terminal if nobody held it
        self.terminal = cast("BinaryIO", stream.buffer)
        self._encoding = stream.encoding
        # Half a character waits for its other half, which may come with the next write.
        self._decoder = codecs.getincrementaldecoder(stream.encoding)("replace")

    def write(self, data: Buffer, /) -> int:
        """Write all of `data`; how many bytes it had."""
        data = bytes(data)
        text = on_lines(self._decoder.decode(data))
        self.terminal.write(text.encode(self._encoding, "backslashreplace"))
        return len(data)

    def flush(self) -> None:
        """Let the terminal have it."""
        if not self.terminal.closed:
            self.terminal.flush()

    def writable(self) -> bool:
        """It is for writing only."""
        return True

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self.terminal.isatty()

    def fileno(self) -> int:
        """The handle, which is asked for the terminal's size."""
        return self.terminal.fileno()


def install() -> None:
    """From now on nothing that is printed controls the terminal; nor fails for its encoding."""
    for name in _NAMES:
        stream = getattr(sys, name)
        if not isinstance(stream, io.TextIOWrapper) or isinstance(stream.buffer, HarmlessBytes):
            continue
        if stream.isatty():
            setattr(sys, name, guarded(stream))
        else:
            stream.reconfigure(errors="backslashreplace")


def guarded(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """The writer to use instead of a stream that is a terminal."""
    stream.flush()
    return io.TextIOWrapper(
        cast("BinaryIO", HarmlessBytes(stream)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=True,
    )


@contextmanager
def drawing(stream: TextIO) -> Iterator[TextIO]:
    """The terminal itself behind `stream`, for what draws on it and prints no text from outside."""
    behind = getattr(stream, "buffer", None)
    if not isinstance(behind, HarmlessBytes):
        yield stream
        return
    stream.flush()
    own = io.TextIOWrapper(behind.terminal, encoding=stream.encoding, write_through=True)
    try:
        yield own
    finally:
        own.flush()
        own.detach()
