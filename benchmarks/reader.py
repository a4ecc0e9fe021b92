"""Start, keys and size of the reader beside a minimal Textual app, in one interleaved run.

python -m benchmarks.reader [--rounds N]
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.terminal import Terminal

HERE = Path(__file__).parent
SMALL, LARGE = 30, 100_000
KEYS = 60
PAIR = 80
"""Sentences of two articles that are read side by side: some five screens."""
PAGE_UP, PAGE_DOWN = b"\x1b[5~", b"\x1b[6~"


def write_article(path: Path, sentences: int) -> Path:
    """An article of `sentences` sentences, five to a paragraph, each a little different."""
    places = ("harbour", "ministry", "parliament", "hospital", "railway", "market", "school")
    with path.open("w", encoding="utf-8") as out:
        for i in range(sentences):
            end = "\n" if i % 5 == 4 else " "
            place = places[i % len(places)]
            out.write(f"The {place} reported {i} cases in week {i % 52}, officials said.{end}")
    return path


def write_pair(folder: Path) -> tuple[Path, Path]:
    """Two reports of one event: some sentences edited, some only in one of them."""
    report = (
        "The {} of the northern district {} reported {} cases in week {}, after a day of talks."
    )
    places = ("harbour", "ministry", "parliament", "hospital", "railway", "market", "school")
    found = []
    for side, word in enumerate(("officially", "later")):
        lines = []
        for i in range(PAIR):
            if not (side and i % 9 == 4):
                said = word if i % 5 == 2 else "again"
                lines.append(report.format(places[i % len(places)], said, i, i % 52))
            if side and i % 11 == 6:
                lines.append("Nobody was hurt in the accident, a spokesman said in the evening.")
        path = folder / f"pair-{side}.txt"
        paragraphs = [" ".join(lines[at : at + 5]) for at in range(0, len(lines), 5)]
        path.write_text("\n".join(paragraphs), encoding="utf-8")
        found.append(path)
    return found[0], found[1]


@contextmanager
def reader(folder: Path, *articles: Path) -> Iterator[Terminal]:
    """The reader on articles side by side, with a project of its own."""
    project = folder / f"project-{articles[0].stem}"
    command = (sys.executable, "-m", "tui", "--project", str(project), *map(str, articles))
    with Terminal(*command, cwd=HERE.parent) as terminal:
        yield terminal


@contextmanager
def minimal() -> Iterator[Terminal]:
    """The minimal app."""
    with Terminal(sys.executable, str(HERE / "minimal_app.py"), cwd=HERE.parent) as terminal:
        yield terminal


def keys(terminal: Terminal, *pressed: bytes) -> list[float]:
    """Milliseconds from each key to the picture that it brings up."""
    terminal.quiet()
    taken = []
    for key in pressed:
        # As a person types: Textual draws 60 frames a second, a key inside one waits for the next.
        terminal.take(0.03)
        taken.append(1000 * terminal.key(key))
    return taken


def weighed(terminal: Terminal, *pressed: bytes) -> tuple[list[float], list[float]]:
    """The same, and the bytes that each key brought: all of its pictures, the saved label too."""
    terminal.quiet()
    taken, sent = [], []
    for key in pressed:
        terminal.take(0.03)
        taken.append(1000 * terminal.key(key))
        first = terminal.seen
        terminal.take(0.06)
        sent.append(float(first + terminal.seen))
    return taken, sent


def flood(terminal: Terminal, key: bytes, count: int) -> float:
    """Milliseconds of work left when a key that repeats 30 times a second is let go."""
    terminal.quiet()
    for _ in range(count):
        terminal.send(key)
        time.sleep(1 / 30)
    sent = time.perf_counter()
    return max(1000 * (terminal.quiet(0.2) - sent), 0.0)


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Figures:
    """What was measured, by name; milliseconds."""

    def __init__(self) -> None:
        self._values: dict[str, list[float]] = {}

    def add(self, name: str, *values: float) -> None:
        """Take values of one kind."""
        self._values.setdefault(name, []).extend(values)

    def p50(self, name: str) -> float:
        """The median."""
        return statistics.median(self._values[name])

    def p99(self, name: str) -> float:
        """The 99th percentile."""
        return percentile(self._values[name], 0.99)


def measure(rounds: int) -> Figures:
    """Every program in turn, `rounds` times."""
    figures = Figures()
    for package in ("annotations", "tui"):
        # As an installed program has it; where bytecode may not be written, a start compiles.
        compileall.compile_dir(HERE.parent / package, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = {
            "30": write_article(folder / "small.txt", SMALL),
            "100,000": write_article(folder / "large.txt", LARGE),
        }
        pair = write_pair(folder)
        for _ in range(rounds):
            measure_pair(figures, folder, pair)
            with minimal() as terminal:
                figures.add("start minimal", 1000 * terminal.wait(b"Ready"))
                figures.add("key minimal", *keys(terminal, *[b"j"] * KEYS))
            for size, article in articles.items():
                with reader(folder, article) as terminal:
                    figures.add(f"start {size}", 1000 * terminal.wait(b"reported"))
                    terminal.quiet(1.0)
                    figures.add(f"move {size}", *keys(terminal, *([b"j"] * 20 + [b"k"] * 19)))
                    figures.add(f"label {size}", *keys(terminal, *[b"c"] * 20))
                    figures.add(f"scroll {size}", *keys(terminal, *[PAGE_UP, PAGE_DOWN] * 20))
                    figures.add(f"behind {size}", flood(terminal, b"k", 60))
                    figures.add(f"memory {size}", terminal.memory_mb())
    return figures


def measure_pair(figures: Figures, folder: Path, pair: tuple[Path, Path]) -> None:
    """Two panes that move together, from the top on, so that both scroll."""
    # A project for each round: in one that is there the reader goes on where it was left.
    with reader(Path(tempfile.mkdtemp(dir=folder)), *pair) as terminal:
        terminal.wait(b"reported")
        terminal.quiet(1.0)
        for name, pressed in (("move", b"j"), ("back", b"k"), ("label", b"c")):
            taken, sent = weighed(terminal, *[pressed] * KEYS)
            figures.add(f"{name} pair", *taken)
            figures.add(f"bytes {name}", *sent)


def report(figures: Figures) -> None:
    """The table: figure, ratio, target."""
    f = figures
    print(f"{'reader (milliseconds)':44}{'p50':>8}{'p99':>8}{'ratio':>8}  target")

    def row(name: str, key: str, ratio: float | None = None, target: str = "") -> None:
        shown = f"{ratio:8.2f}" if ratio is not None else " " * 8
        print(f"{name:44}{f.p50(key):8.1f}{f.p99(key):8.1f}{shown}  {target}")

    row("minimal Textual app: start", "start minimal")
    row(
        "reader: start to the first article, 30",
        "start 30",
        f.p50("start 30") / f.p50("start minimal"),
        "<= 1.25 x minimal",
    )
    row(
        "reader: start, 100,000 sentences",
        "start 100,000",
        None,
        f"+{f.p50('start 100,000') - f.p50('start 30'):.0f} ms, <= 500",
    )
    row("minimal Textual app: key", "key minimal")
    for size in ("30", "100,000"):
        for key in ("move", "label", "scroll"):
            row(
                f"reader: {key}, {size} sentences",
                f"{key} {size}",
                f.p50(f"{key} {size}") / f.p50("key minimal"),
                "<= 2 x minimal, p99 <= 16",
            )
    for key in ("move", "back", "label"):
        ratio = f.p50(f"{key} pair") / f.p50("key minimal")
        row(f"two panes that scroll: {key}", f"{key} pair", ratio, "<= 1.8 x minimal, p99 <= 16")
        row(f"two panes that scroll: {key}, bytes", f"bytes {key}", None, "p50 <= 4,096")
    for key in ("move", "label", "scroll"):
        row(
            f"100,000 against 30 sentences: {key}",
            f"{key} 100,000",
            f.p50(f"{key} 100,000") / f.p50(f"{key} 30"),
            "<= 1.3",
        )
    row("left behind by a key held for 2 s, 30", "behind 30", None, "no lag")
    row("left behind by a key held for 2 s, 100,000", "behind 100,000", None, "no lag")
    row("peak memory, MB, 30", "memory 30")
    row("peak memory, MB, 100,000", "memory 100,000")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    report(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
