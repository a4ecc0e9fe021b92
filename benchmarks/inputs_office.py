"""How fast office files, PDF, feeds and web archives become articles, and in how much memory.

python -m benchmarks.inputs_office [--documents N] [--warc-mb N]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from annotations.articles.reading import FileReading
from tests.unit.articles.generators.archives import PAGE, archive, record
from tests.unit.articles.generators.binary import (
    BODY,
    TITLE,
    column,
    docx,
    odt,
    pdf,
    rss,
    rss_item,
    rtf,
    w_paragraph,
)

_REPORT = [f"{text} ({number})" for number in range(8) for text in BODY]


class Row(NamedTuple):
    """How long documents of a kind took."""

    kind: str
    documents: int
    seconds: float


def _pdf() -> bytes:
    lines = [line[:80] for text in _REPORT for line in (text, "")]
    return pdf([[(60, 770, 18, TITLE), *column(60, 720, lines[:50])]])


KINDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PDF": (".pdf", _pdf),
    "Word document": (".docx", lambda: docx("".join(map(w_paragraph, _REPORT)))),
    "LibreOffice document": (
        ".odt",
        lambda: odt("".join(f"<text:p>{one}</text:p>" for one in _REPORT)),
    ),
    "rich text": (".rtf", lambda: rtf(_REPORT)),
}
"""Kinds of one article a file: the suffix, and what makes a file."""


def rows(documents: int) -> Iterator[Row]:
    """Every kind, the same file read so often."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, (suffix, make) in KINDS.items():
            path = Path(folder, f"a{suffix}")
            path.write_bytes(make())
            yield Row(kind, documents, _read(path, documents))
        body = "".join(f"<p>{one}</p>" for one in _REPORT)
        feed = Path(folder, "feed.xml")
        feed.write_bytes(rss([rss_item(str(n), f"{TITLE} {n}", body) for n in range(documents)]))
        yield Row("feed", documents, _read(feed, 1))
        crawl = Path(folder, "a.warc")
        crawl.write_bytes(
            archive([record(f"https://x.example/{n}", PAGE.encode()) for n in range(documents)])
        )
        yield Row("web archive", documents, _read(crawl, 1))


def _read(path: Path, often: int) -> float:
    list(FileReading(str(path)))  # what is imported is not counted
    begun = time.perf_counter()
    for _ in range(often):
        for _article in FileReading(str(path)):
            pass
    return time.perf_counter() - begun


def memory(megabytes: int) -> tuple[int, float]:
    """Megabytes that a process has at most while it reads such a web archive, and its seconds."""
    page = (PAGE.replace("</head>", f"<style>{'a{b:c}' * 15_000}</style></head>")).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.warc")
        with path.open("wb") as file:
            written, number = 0, 0
            while written < megabytes * 1_000_000:
                number += 1
                written += file.write(record(f"https://x.example/{number}", page))
        code = f"import benchmarks.inputs_office as one; one.peak({str(path)!r})"
        begun = time.perf_counter()
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        return int(ran.stdout), time.perf_counter() - begun


def peak(path: str) -> None:
    """Read a file and print the most memory that it took, in megabytes."""
    count = sum(1 for _ in FileReading(path))
    assert count > 1
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000)


def main() -> None:
    """Print documents a second by kind, then the memory of a web archive by its size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--warc-mb", type=int, default=200)
    asked = parser.parse_args()
    print(f"{'kind':24}{'documents/s':>12}")
    for row in rows(asked.documents):
        print(f"{row.kind:24}{row.documents / row.seconds:12.0f}")
    print(f"\n{'web archive':24}{'peak MB':>12}{'seconds':>10}")
    for size in (max(asked.warc_mb // 20, 1), asked.warc_mb):
        most, seconds = memory(size)
        print(f"{f'{size:,} MB':24}{most:12,}{seconds:10.0f}")


if __name__ == "__main__":
    main()
