"""`slugline stories`: which articles are one story and why; rename, merge and split them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from annotations.errors import StoreError
from annotations.outside import path_text
from annotations.plurals import count
from tui.commands.common import progress, project_to_read, say
from tui.sanitize import safe
from tui.sanitize import title as one_line
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.store import Statement, Store
    from annotations.workflow.stories import Shelf
    from tui.settings import Settings

_PATH = click.Path(path_type=Path)


class Stories(click.Group):
    """Commands; anything else that comes first is a path to list the stories of."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """`slugline stories FOLDER` is `slugline stories list FOLDER`."""
        if not args or (args[0] not in self.commands and args[0] not in ("--help", "-h")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("stories", cls=Stories, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """List the stories of a corpus and why their articles belong together, or change them.

    `slugline stories [PATH]...` lists: by hand, declared (front matter), folder, named together,
    near copies, or alone. `rename`, `merge` and `split` record what you say in the project, where
    `slugline history` shows it, bundles carry it, and undo in the reader takes it back.

    A STORY is named by its title, its key, or one of its articles; an ARTICLE by its path, id or
    title. Exit code 1: nothing was changed, and it says why. docs/corpus.md explains it.
    """


def _corpus_options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--annotator", default="", help="Your name in this project."),
        click.option(
            "--in",
            "paths",
            multiple=True,
            type=_PATH,
            help="A folder of articles, or an article; without any, the working folder.",
        ),
    ):
        function = option(function)
    return settings_options(function)


@command.command("list")
@click.argument("paths", nargs=-1, type=_PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines to read, or one JSON object.",
)
@settings_options
def list_(
    paths: tuple[Path, ...], form: str, config_file: Path | None, project: Path | None
) -> None:
    """List the stories of the articles at PATHS and why their articles belong together."""
    from annotations.workflow.stories import Shelf

    settings = settle(config_file, project, paths=paths)
    found = read_stories(paths, settings)
    if settings.project.is_dir():
        with project_to_read(settings.project) as store:
            shelf = Shelf(found, store)
    else:
        shelf = Shelf(found, None)
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(as_json(shelf)), indent=2).decode())
        return
    for line in as_text(shelf):
        click.echo(line)


@command.command("rename")
@click.argument("story")
@click.argument("name")
@_corpus_options
def rename(story: str, name: str, **where: Any) -> None:
    """Call STORY by NAME; an empty NAME gives it its own name back."""
    from annotations.store.stories_by_hand import renamed

    with _to_change(**where) as (shelf, record):
        record(renamed(shelf.story(story), name, shelf.by_hand))


@command.command("merge")
@click.argument("story")
@click.argument("others", nargs=-1, required=True)
@_corpus_options
def merge(story: str, others: tuple[str, ...], **where: Any) -> None:
    """Make one story, called as STORY is, of STORY and OTHERS.

    Name an article by its path or id to bring its whole story; `split` it first to bring it alone.
    """
    from annotations.store.stories_by_hand import merged

    with _to_change(**where) as (shelf, record):
        into = shelf.story(story)
        record(merged(into, [shelf.story(one) for one in others], shelf.by_hand))


@command.command("split")
@click.argument("articles", nargs=-1, required=True)
@click.option("--into", metavar="STORY", help="Put them into this story.")
@click.option(
    "--found", is_flag=True, help="Put them back where front matter, folders or likeness have them."
)
@_corpus_options
def split(articles: tuple[str, ...], into: str | None, found: bool, **where: Any) -> None:
    """Take ARTICLES out of their stories: one story of their own, or what an option says."""
    from annotations.store.stories_by_hand import given_back, moved, taken_out

    if into is not None and found:
        raise click.UsageError("--into and --found exclude each other.")
    with _to_change(**where) as (shelf, record):
        # An article that is named twice goes once.
        named = {card.article_id: (story, card) for story, card in map(shelf.article, articles)}
        chosen = list(named.values())
        if found:
            record(given_back([card for _, card in chosen], shelf.by_hand))
        elif into is not None:
            record(moved(chosen, shelf.story(into), shelf.by_hand))
        else:
            record(taken_out(chosen, shelf.by_hand))


@contextmanager
def _to_change(
    paths: tuple[Path, ...], annotator: str, config_file: Path | None, project: Path | None
) -> Iterator[tuple[Shelf, Callable[[Sequence[Statement]], None]]]:
    """The stories, and what records statements about them and says what became of it.

    Raises:
        StoreError: If the project cannot be written to.
    """
    from annotations.store import open_store
    from annotations.workflow.stories import Shelf

    settings = settle(config_file, project, annotator, paths)
    found = read_stories(paths, settings)
    store = open_store(settings.project)
    try:
        if store.read_only:
            raise StoreError(f"Nothing was changed. {store.read_only_reason}")
        shelf = Shelf(found, store)
        yield shelf, lambda said: _record(store, settings.annotator, shelf, said)
    finally:
        store.close()


def _record(store: Store, name: str, shelf: Shelf, said: Sequence[Statement]) -> None:
    from annotations.workflow.story_words import done

    if not said:
        click.echo("Nothing to change: it is so already.")
        return
    store.state(store.join(name), said)
    titles = {card.article_id: card.title for story in shelf.stories for card in story.cards}
    click.echo(one_line(done(said, lambda one: titles.get(one, "")), 1_000))


def read_stories(paths: tuple[Path, ...], settings: Settings) -> Sequence[Story]:
    """The stories of the articles at these paths as files have them; says what cannot be read."""
    from annotations.articles.corpus import find_or_kept
    from annotations.workflow.open_articles import read_on

    found = find_or_kept(paths or (Path(),), settings.project)
    known = 0
    with progress(len(found.files), "Reading") as advance:
        for read in read_on(found.files, found.problems, settings.config):
            advance(read.done - known)
            known = read.done
    for problem in read.skipped:
        say(f"{problem.path}: {problem.reason}")
    if not read.stories:
        raise click.ClickException("There is no article here: name files or folders of articles.")
    return read.stories


def as_text(shelf: Shelf) -> Iterator[str]:
    """The stories, line by line, every name made harmless."""
    from annotations.workflow.stories import why_together

    for number, story in enumerate(shelf.stories):
        if number:
            yield ""
        reasons = shelf.why(story)
        size = count(len(story.cards), "article")
        yield f"{one_line(story.title)} ({size}: {why_together(story, reasons)})"
        yield f"  key {safe(story.key)}"
        for card in story.cards:
            facts = (card.article_id, card.published_at[:10], one_line(card.title), card.source)
            yield "  " + "  ".join(safe(one) for one in facts if one)
            yield f"    {reasons[card.article_id]}: {safe(card.path)}"
            if also := _rivals(shelf, card):
                yield f"    disputed: somebody else put it into {safe(', '.join(also))}"


def _rivals(shelf: Shelf, card: Card) -> list[str]:
    """The stories that others put an article into who did not know of each other."""
    placement = shelf.by_hand.placements.get(card.article_id)
    about = placement.article if placement else card.article_id
    titles = {story.key: story.title for story in shelf.stories}
    return [titles.get(key, key) for key in shelf.by_hand.disputed.get(about, ())]


def as_json(shelf: Shelf) -> dict[str, Any]:
    """The stories for programs."""
    from annotations.workflow.stories import why_together

    return {"schema": "stories/1", "stories": list(_objects(shelf, why_together))}


def _objects(shelf: Shelf, why_together: Callable[..., str]) -> Iterable[dict[str, Any]]:
    for story in shelf.stories:
        reasons = shelf.why(story)
        yield {
            "key": story.key,
            "title": story.title,
            "named_by_hand": story.key in shelf.by_hand.names,
            "why": why_together(story, reasons),
            "articles": [
                {
                    "id": card.article_id,
                    "title": card.title,
                    "source": card.source,
                    "published_at": card.published_at,
                    "path": path_text(card.path),
                    "why": reasons[card.article_id],
                    "disputed": _rivals(shelf, card),
                }
                for card in story.cards
            ],
        }
