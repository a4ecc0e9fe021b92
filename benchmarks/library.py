"""The library of 100,000 articles: opening it, filtering as one types, scrolling.

python -m benchmarks.library [--articles N]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parents[1]))

from annotations.articles.corpus import Card
from annotations.articles.stories import Story
from tests.functional.app import close, reader_app, rest
from tui.dialogs.library import Library

SEEDS = Path(__file__).parents[1] / "seeds"


def stories(articles: int) -> tuple[Story, ...]:
    """Stories of four articles each, with titles of their own."""
    made = []
    for number in range(articles // 4):
        cards = tuple(
            Card(
                article_id=f"a-{number:08x}{part:08x}",
                path=f"corpus/{number}/{part}.txt",
                title=f"Report {part} on event {number} in district {number % 97}",
                source=f"Outlet {number % 31}",
                published_at="2026-01-02",
            )
            for part in range(4)
        )
        made.append(Story(f"story/{number}", f"Event {number}", cards))
    return tuple(made)


async def measure(articles: int) -> None:
    """Open, filter letter by letter, scroll."""
    app = reader_app([SEEDS])
    async with app.run_test(size=(120, 40)) as pilot:
        await rest(pilot)
        app.reader.state.stories = stories(articles)

        async def timed(do: Callable[[Pilot[None]], Awaitable[object]]) -> float:
            start = time.perf_counter()
            await do(pilot)
            return 1000 * (time.perf_counter() - start)

        print(f"{'library of ' + format(articles, ',') + ' articles (milliseconds)':48}{'':>8}")
        empty = [await timed(lambda p: p.pause()) for _ in range(20)]
        floor = statistics.median(empty)

        async def open_library(p: Pilot[None]) -> None:
            await p.press("o")
            await p.pause()

        print(f"{'  open':48}{await timed(open_library) - floor:8.1f}")
        library = app.screen
        assert isinstance(library, Library)
        typed = [
            await timed(lambda p, letter=letter: p.press(letter))  # type: ignore[misc]
            for letter in "district 42 report 3"
        ]
        print(f"{'  a letter of the filter, median':48}{statistics.median(typed):8.1f}")
        print(f"{'  a letter of the filter, worst':48}{max(typed):8.1f}")
        print(f"{'  rows found':48}{library.rows.total:8,}")
        await pilot.press("ctrl+u")
        moved = [await timed(lambda p: p.press("pagedown")) for _ in range(20)]
        print(f"{'  a page down, median':48}{statistics.median(moved):8.1f}")
    close(app)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    asyncio.run(measure(parser.parse_args().articles))


if __name__ == "__main__":
    main()
