"""`slugline search`: which articles of a corpus hold words, by their fields and labels too."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from annotations.errors import ConfigError
from annotations.outside import path_text
from annotations.plurals import count
from tui.commands.common import progress, project_to_read, say
from tui.sanitize import safe
from tui.sanitize import title as one_line
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotations.articles.stories import Story
    from annotations.index.query import Mistake, Query
    from annotations.store import Store
    from annotations.workflow.corpus_search import Finding, Search
    from tui.settings import Settings


@click.command("search")
@click.argument("query", required=False)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--saved", default="", metavar="NAME", help="A search of the configuration.")
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@click.option("--limit", type=click.IntRange(0), default=0, help="So many at most.  [default: all]")
@click.option(
    "--no-index", is_flag=True, help="Keep nothing: read every file, and forget it at the end."
)
@settings_options
def command(
    query: str | None,
    paths: tuple[Path, ...],
    saved: str,
    name: str,
    limit: int,
    no_index: bool,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Find the articles at PATHS that QUERY describes, the newest first.

    PATHS are folders of articles, or articles; without any, the working folder. In QUERY all must
    hold: words, beginnings (cease*), "phrases", -not, title: source: person: place: story:,
    date:2026-02..2026-03, label:claim, by:Ana, unlabelled, disputed, unsure. Put it in quotes of
    the shell: slugline search 'ceasefire "prisoner swap" date:2026-02'. With words and labels, one
    sentence has both. docs/corpus.md explains it.

    The first search of a corpus reads it into an index in the project folder, if there is one;
    later ones read only files that changed. Exit code 1: nothing is found; 2: the query is wrong.
    """
    if saved and query is not None:
        paths = (Path(query), *paths)  # what was taken for the query is a path
    settings = settle(config_file, project, paths=paths)
    text = _saved(settings, saved) if saved else query
    if text is None:
        raise click.UsageError("Say what to search for, or name a search with --saved.")
    if no_index:
        settings = settings._replace(config=msgspec.structs.replace(settings.config, index=False))
    asked = _parsed(text, settings)
    with _project(settings) as store, _search(asked, paths, settings, store) as search:
        _print(search, name, limit)


def _saved(settings: Settings, name: str) -> str:
    searches = settings.config.searches
    if name not in searches:
        known = ", ".join(searches) or "none yet: write them under `searches:`"
        raise ConfigError(f"No search is called “{name}”. In the configuration there is {known}.")
    return searches[name]


def _parsed(text: str, settings: Settings) -> Query:
    from annotations.index.query import parse

    query = parse(text, labels=[label.slug for label in settings.config.scheme.labels])
    _refuse(query, query.mistakes)
    if query.is_empty:
        raise click.UsageError("There is no word in the query.")
    return query


def _refuse(query: Query, mistakes: tuple[Mistake, ...]) -> None:
    """Say where a query is wrong."""
    from annotations.index.query import pointed

    if mistakes:
        lines = pointed(query._replace(mistakes=mistakes))
        raise click.UsageError("\n".join(safe(line) for line in ("the query is wrong", *lines)))


@contextmanager
def _project(settings: Settings) -> Iterator[Store | None]:
    """The project; None where nothing was labelled yet."""
    from annotations.store import DATABASE

    folder = settings.project
    if not any(folder.glob(f"{DATABASE}*")):
        yield None
        return
    with project_to_read(folder) as store:
        yield store


@contextmanager
def _search(
    query: Query, paths: tuple[Path, ...], settings: Settings, store: Store | None
) -> Iterator[Search]:
    """The search, ready to be asked."""
    from annotations.articles.corpus import find_or_kept
    from annotations.workflow.corpus_search import Labels, Search
    from annotations.workflow.indexing import grouped, indexed
    from annotations.workflow.stories import Shelf

    labels = Labels(store)
    _refuse(query, labels.mistakes(query))
    found = find_or_kept(paths or (Path(),), settings.project)
    for problem in found.problems:
        say(f"{path_text(problem.path)}: {problem.reason}")
    with (
        progress(len(found.files), "Reading") as advance,
        indexed(settings.project, settings.config, found.files, advance) as (
            index,
            building,
            cards,
        ),
    ):
        for notice in building.notices:
            say(notice)
        stories: tuple[Story, ...] = ()
        if query.stories:
            stories = Shelf(grouped(cards, building), store).stories
        here = {card.article_id: card for card in cards}
        yield Search(index, query, labels, stories, here)


def _print(search: Search, name: str, limit: int) -> None:
    from annotations.workflow.corpus_search import counted

    matches = search.newest()
    shown = matches[:limit] if limit else matches
    for finding in search.findings(shown):
        click.echo(_line(finding) if name == "jsonl" else _entry(finding))
    total, sources, months = search.count()
    if not total:
        say("No article is found.")
        raise click.exceptions.Exit(1)
    more = f", the newest {len(shown):,} shown" if len(shown) < total else ""
    say(f"{count(total, 'article')} found{more}: {counted(sources, months)}.")


def _line(finding: Finding) -> str:
    row = {
        "schema": "search/1",
        "id": finding.article_id,
        "path": path_text(finding.path),
        "title": finding.title,
        "source": finding.source,
        "published_at": finding.published,
        "start": finding.start,
        "hits": finding.hits,
        "snippet": finding.snippet.text,
        "snippet_hits": finding.snippet.hits,
    }
    return msgspec.json.encode(row).decode()


def _entry(finding: Finding) -> str:
    where = ", ".join(part for part in (finding.source, finding.published[:10]) if part)
    head = f"{one_line(finding.title)}{f' ({one_line(where)})' if where else ''}"
    path = safe(path_text(finding.path))
    return f"{head}\n  {path}\n  {one_line(finding.snippet.text)}\n"
