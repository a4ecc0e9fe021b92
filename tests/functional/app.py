"""Opens the reader for a test, as the command does, and waits until it has come to rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.pilot import Pilot

from annotations.articles.corpus import find
from annotations.config import parse_config
from annotations.store import MemoryStore, Store, open_store
from annotations.workflow.open_articles import open_corpus
from tui.app import SluglineApp
from tui.keys import resolve
from tui.settings import Settings


def reader_app(
    paths: Sequence[Path],
    *,
    project: Path | None = None,
    config: str = "",
    store: Callable[[], Store] | None = None,
    annotator: str = "ana",
) -> SluglineApp:
    """The application on `paths`; its project in memory unless a folder is given."""
    settings = Settings(
        parse_config(config or "reader: {glyphs: unicode}"),
        None,
        project or Path("unused"),
        annotator,
    )
    opened = store or ((lambda: open_store(project)) if project else MemoryStore)
    keys = resolve(settings.config.keys, settings.config.scheme)
    return SluglineApp(settings, keys, open_corpus(find(paths), settings.config), opened)


async def rest(pilot: Pilot[None]) -> None:
    """Wait until the project is open, every job is done and every analysis has come."""
    app = pilot.app
    assert isinstance(app, SluglineApp)
    for _ in range(2_000):
        await pilot.pause()
        reader = app.reader
        if reader.opened and not reader.recorder.saving and not list(app.workers):
            break
        await pilot.pause(0.005)
    else:
        raise AssertionError("the reader does not come to rest")
    await pilot.pause()


def close(app: SluglineApp) -> None:
    """Finish what is being saved, as the command does when the screen has gone."""
    assert app.reader.writer.close(timeout=10)
