"""The other side of `isolated`: reads tasks from stdin, answers on stdout, a line of JSON each."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from annotations.errors import ArticleError

MEMORY: Final = 2 * 1024**3
"""Bytes of address space, where the system keeps to it."""


def _pdf(path: str) -> Iterator[Any]:
    from annotations.articles.pdf_pages import pages

    return pages(path)


TASKS: Final[dict[str, Callable[[str], Iterator[Any]]]] = {"pdf": _pdf}


def main() -> None:
    """Answer until nothing more is asked."""
    _limit()
    # What a library prints must not stand among the answers.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        task, path = msgspec.json.decode(line)
        for answer in _answers(task, os.fsdecode(bytes.fromhex(path))):
            out.write(msgspec.json.encode(answer) + b"\n")
            out.flush()


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _answers(task: str, path: str) -> Iterator[dict[str, Any]]:
    try:
        for item in TASKS[task](path):
            yield {"item": item}
        yield {"over": True}
    except ArticleError as error:
        yield {"error": str(error)}
    except MemoryError:
        yield {"error": "needs more memory than it is given, and was left alone"}
    except RecursionError:
        yield {"error": "is nested too deeply"}
    except Exception as error:
        yield {"error": f"cannot be read ({type(error).__name__})"}


if __name__ == "__main__":
    main()
