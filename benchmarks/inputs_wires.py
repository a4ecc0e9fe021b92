"""How fast wires, tables and crawls are read, and what memory a long file takes.

`python -m benchmarks.inputs_wires [--documents N] [--gigabytes X]` prints a table. The long file is
made for the run, in the folder that `--folder` names, and removed.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from annotations.articles.reading import FileReading

DOCUMENTS = 1_000
_WORDS = (
    "harbour office ferry bank rate council river bridge prices storm vote talks report minister"
    " warned said expected agreed rose fell closed opened signed delayed"
).split()
_WATCHED = """
import resource, sys
from annotations.articles.reading import FileReading
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
first = 0
for number, _ in enumerate(reading := FileReading(sys.argv[1])):
    if number == 1000:
        first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
last = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(reading.receipt.read, first // 1024, last // 1024)
"""


class Row(NamedTuple):
    """A line of the table."""

    name: str
    figure: float
    unit: str


def text_of(number: int) -> list[str]:
    """The paragraphs of a report of some 400 words, each another one."""
    at = number * 7919
    paragraphs = []
    for part in range(8):
        words = [_WORDS[(at + part * 31 + index * (3 + number % 5)) % 24] for index in range(48)]
        paragraphs.append(f"On day {number} the {' '.join(words)}.")
    return paragraphs


def _record(number: int) -> dict[str, str]:
    return {
        "id": f"n{number}",
        "title": f"Report number {number}",
        "text": "\n\n".join(text_of(number)),
        "date": "2026-03-04T09:30:00Z",
        "source": "Courier",
        "url": f"https://courier.example/{number}",
    }


def _xhtml(number: int) -> str:
    return "<div>" + "".join(f"<p>{escape(one)}</p>" for one in text_of(number)) + "</div>"


def newsml_g2(count: int) -> bytes:
    """A news message."""
    items = "".join(
        f"<newsItem guid='n{number}' version='1'><itemMeta><versionCreated>2026-03-04T09:30:00Z"
        f"</versionCreated></itemMeta><contentMeta><headline>Report number {number}</headline>"
        f"</contentMeta><contentSet><inlineXML>{_xhtml(number)}</inlineXML></contentSet></newsItem>"
        for number in range(count)
    )
    return f"<newsMessage><itemSet>{items}</itemSet></newsMessage>".encode()


def ninjs(count: int) -> bytes:
    """A list of items of ninjs 3."""
    made = [
        {
            "uri": f"n{number}",
            "versionCreated": "2026-03-04T09:30:00Z",
            "headlines": [{"role": "main", "value": f"Report number {number}"}],
            "bodies": [{"contentType": "text/html", "value": _xhtml(number)}],
        }
        for number in range(count)
    ]
    return json.dumps(made).encode()


def json_list(count: int) -> bytes:
    """An answer with a list."""
    return json.dumps({"articles": [_record(number) for number in range(count)]}).encode()


def json_lines(count: int) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(_record(number)) + "\n" for number in range(count)).encode()


def table(count: int) -> bytes:
    """CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_record(0))
    writer.writerows(_record(number).values() for number in range(count))
    return out.getvalue().encode()


def html_table(count: int) -> bytes:
    """CSV whose bodies are HTML."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("title", "html"))
    writer.writerows((f"Report number {number}", _xhtml(number)) for number in range(count))
    return out.getvalue().encode()


KINDS: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "NewsML-G2": ("a.xml", newsml_g2),
    "ninjs": ("a.json", ninjs),
    "JSON": ("b.json", json_list),
    "JSON Lines": ("a.jsonl", json_lines),
    "CSV": ("a.csv", table),
    "CSV with HTML": ("b.csv", html_table),
}


def rows(documents: int = DOCUMENTS, gigabytes: float = 0.1, folder: str = "") -> Iterator[Row]:
    """Documents a second by kind, then the memory that a long file takes.

    Args:
        documents: In each file.
        gigabytes: Of the long file.
        folder: Where files are made; by default where the system keeps temporary ones.
    """
    with tempfile.TemporaryDirectory(dir=folder or None) as here:
        for kind, (name, make) in KINDS.items():
            path = Path(here, name)
            path.write_bytes(make(documents))
            start = time.perf_counter()
            reading = FileReading(str(path))
            read = sum(1 for _ in reading)
            taken = time.perf_counter() - start
            assert read == documents, reading.receipt
            yield Row(kind, read / taken, "documents/s")
        yield from _long(Path(here, "long.jsonl"), gigabytes)


def _long(path: Path, gigabytes: float) -> Iterator[Row]:
    piece = json_lines(DOCUMENTS)
    with path.open("wb") as file:
        for part in range(max(int(gigabytes * 1e9 / len(piece)), 2)):
            # Each with an id and a text of its own.
            own = piece.replace(b'"id": "n', b'"id": "p%d-' % part)
            file.write(own.replace(b"On day ", b"On day %d of " % part))
    start = time.perf_counter()
    command = [sys.executable, "-c", _WATCHED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    taken = time.perf_counter() - start
    read, first, last = map(int, done.stdout.split())
    size = path.stat().st_size / 1e9
    yield Row(f"JSON Lines of {size:.2f} GB", size * 1000 / taken, "MB/s")
    yield Row("  documents", read, "")
    yield Row("  memory after 1,000 documents", first, "MB")
    yield Row("  memory after all", last, "MB")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--gigabytes", type=float, default=0.1)
    parser.add_argument("--folder", default="")
    options = parser.parse_args()
    for row in rows(options.documents, options.gigabytes, options.folder):
        print(f"{row.name:34}{row.figure:12,.0f} {row.unit}", flush=True)


if __name__ == "__main__":
    main()
