"""How fast batches of news services become articles, kind by kind.

`python -m benchmarks.inputs_batches [--documents N]` prints a table. A document is twelve
paragraphs, some 220 words; everything that opening a file does is in the time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.articles.reading import FileReading
from tests.unit.articles.generators.carriers import rtf, word
from tests.unit.articles.generators.downloads import longer, old_nexis, old_page, uni, uni_links
from tests.unit.articles.generators.downloads_others import (
    europresse,
    factiva_coded,
    factiva_page,
    factiva_plain,
    factiva_rows,
    proquest,
    proquest_page,
)

DOCUMENTS = 1_000
MOST_SECONDS = 10.0
"""What a thousand documents may take."""


class Row(NamedTuple):
    """What was measured of a kind."""

    kind: str
    documents: int
    """That were made."""
    read: int
    seconds: float
    megabytes: float

    @property
    def per_second(self) -> float:
        """Documents a second."""
        return self.read / self.seconds


def rows(documents: int = DOCUMENTS) -> Iterator[Row]:
    """A row for each kind, of a batch of so many documents."""
    reports = longer(documents)
    kinds: dict[str, tuple[str, Callable[[], bytes | str]]] = {
        "Nexis text": ("txt", lambda: old_nexis(reports)),
        "Nexis page": ("html", lambda: old_page(reports)),
        "Nexis Word": ("docx", lambda: word(uni(reports), uni_links(reports))),
        "Nexis rich text": ("rtf", lambda: rtf(uni(reports), uni_links(reports))),
        "Factiva page with codes": ("html", lambda: factiva_page(reports)),
        "Factiva page without": ("html", lambda: factiva_page(reports, coded=False)),
        "Factiva rich text with codes": ("rtf", lambda: rtf(factiva_rows(reports))),
        "Factiva Word with codes": ("docx", lambda: word(factiva_rows(reports))),
        "Factiva text with codes": ("txt", lambda: factiva_coded(reports)),
        "Factiva text without": ("txt", lambda: "\n\n".join(factiva_plain(reports))),
        "ProQuest text": ("txt", lambda: proquest(reports, table=True)),
        "ProQuest page": ("html", lambda: proquest_page(reports)),
        "Europresse page": ("html", lambda: europresse(reports)),
        "Europresse page, old": ("html", lambda: europresse(reports, old=True)),
    }
    with tempfile.TemporaryDirectory() as folder:
        for kind, (suffix, make) in kinds.items():
            path = Path(folder) / f"batch.{suffix}"
            made = make()
            path.write_bytes(made if isinstance(made, bytes) else made.encode())
            yield _measured(kind, path, documents)


def _measured(kind: str, path: Path, documents: int) -> Row:
    start = time.perf_counter()
    read = sum(1 for _ in FileReading(str(path)))
    seconds = time.perf_counter() - start
    return Row(kind, documents, read, seconds, path.stat().st_size / 1e6)


def main() -> None:
    """Print the table; say where a kind lost a document or took too long."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.inputs_batches")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    asked = parser.parse_args()
    print(f"{'kind':30} {'read':>12} {'seconds':>8} {'a second':>9} {'MB':>6}")
    failed = False
    for row in rows(asked.documents):
        allowed = MOST_SECONDS * row.documents / DOCUMENTS
        is_wrong = row.read != row.documents or row.seconds > allowed
        failed |= is_wrong
        print(
            f"{row.kind:30} {row.read:5,} / {row.documents:4,} {row.seconds:8.2f}"
            f" {row.per_second:9,.0f} {row.megabytes:6.2f}{'  <-- not as it should be' * is_wrong}"
        )
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
