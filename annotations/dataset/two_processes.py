"""The rows of a large training set, made by two processes in turn: Python uses one core each."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from struct import Struct
from typing import Any, BinaryIO, Final, NoReturn

from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import Advance, Part, TrainingSet
from annotations.errors import ExportError

Make = Callable[[Iterator[Sheet]], Iterator[bytes]]
"""Makes rows; those of some articles behind those of others are those of both."""

WORTH: Final = 20_000
"""Votes below which one process is as fast."""

_BLOCK: Final = 4_000
"""Votes that a process deals with before it is the other one's turn: some 4 MB of rows."""

_HEAD: Final = Struct("<cqq")
"""Before what is sent: what it is, how long, how many votes it took."""
_ROWS, _END, _FAILED = b"r", b"e", b"f"


def divided(
    training_set: TrainingSet, make: Make, split: str | None, advance: Advance
) -> Iterator[bytes]:
    """What `make` gives of all sheets, in less time where that can be had.

    A copy of this process makes every other block and hands it over when its turn comes.

    Raises:
        ExportError: As `TrainingSet.sheets`, and if the copy was ended by somebody else.
        StoreError: As `TrainingSet.sheets`.
    """
    blocks = list(_blocks(training_set.parts(split)))
    if len(blocks) < 2 or not worth_it(training_set.votes):
        yield from make(training_set.sheets(split, advance))
        return
    training_set.start(split)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _help(writing, training_set, make, blocks[1::2])
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            for number, block in enumerate(blocks):
                if number % 2:
                    rows, votes = _received(pipe)
                    if rows:
                        yield rows
                    advance(votes)
                else:
                    yield from make(training_set.some(block, advance))
            training_set.add(pickle.loads(_received(pipe)[0]))
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def worth_it(votes: int) -> bool:
    """Whether a second process would help, and nothing speaks against it.

    A screen's export, on a thread of its own, is not divided: a copy lacks the other threads, and
    would wait for ever for what they hold. The store's own thread holds nothing: it reads.
    """
    main = threading.main_thread()
    return (
        votes >= WORTH
        and hasattr(os, "fork")
        and (os.cpu_count() or 1) > 1
        and threading.current_thread() is main
        and all(one is main or one.daemon for one in threading.enumerate())
    )


def _blocks(parts: Iterator[Part]) -> Iterator[list[Part]]:
    block: list[Part] = []
    votes = 0
    for part in parts:
        for piece in part.halves() if part.votes > 2 * _BLOCK else (part,):
            block.append(piece)
            votes += piece.votes
            if votes >= _BLOCK:
                yield block
                block, votes = [], 0
    if block:
        yield block


def _help(pipe: int, training_set: TrainingSet, make: Make, blocks: list[list[Part]]) -> NoReturn:
    """Make blocks and send them; whoever started this ends it, too."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with os.fdopen(pipe, "wb", buffering=0) as out:
            try:
                for block in blocks:
                    taken: list[int] = []
                    rows = b"".join(make(training_set.some(block, taken.append)))
                    _send(out, _ROWS, rows, sum(taken))
                _send(out, _END, pickle.dumps(dict(training_set.summaries)))
            except Exception as error:
                _send(out, _FAILED, pickle.dumps(error))
    finally:
        # No clean-up here: files and locks are those of whoever started this.
        os._exit(0)


def _send(out: Any, kind: bytes, data: bytes, votes: int = 0) -> None:
    for piece in (_HEAD.pack(kind, len(data), votes), data):
        view = memoryview(piece)
        while view:
            view = view[out.write(view) :]


def _received(pipe: BinaryIO) -> tuple[bytes, int]:
    head = pipe.read(_HEAD.size)
    if len(head) == _HEAD.size:
        kind, size, votes = _HEAD.unpack(head)
        data = pipe.read(size)
        if len(data) == size:
            if kind == _FAILED:
                raise pickle.loads(data)
            return data, votes
    raise ExportError("A process that helped was ended. Nothing was written: export it again.")
