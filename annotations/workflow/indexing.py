"""The index of a project's corpus: opened as the configuration says, kept up, asked for stories."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotations.articles.stories import Story, group
from annotations.plurals import count
from annotations.workflow.article_files import max_bytes, read_cards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from annotations.articles.corpus import Card, File
    from annotations.config import Config
    from annotations.index.build import Builder
    from annotations.index.reading import Index

_GROUPING = "1"
"""Changes whenever the same articles may be grouped into other stories."""


def builder(project: Path | None, config: Config, *, writes: bool = True) -> Builder | None:
    """What keeps a project's index up; None where none is wanted.

    Args:
        project: The project folder; None for an index in memory.
        config: How files are read, and whether there shall be an index.
        writes: Whether anything may be written.
    """
    if not config.index:
        return None
    from annotations.index.build import Builder

    return Builder(project, reading_rules(config), writes=writes)


def reading_rules(config: Config) -> str:
    """What cards hang on besides files: how they are read, by which version of the program."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        program = version("slugline")
    except PackageNotFoundError:
        program = ""
    columns = sorted(config.articles.columns.items())
    return f"{program} {max_bytes(config)} {config.articles.encoding} {columns}"


@contextmanager
def indexed(
    project: Path,
    config: Config,
    files: Sequence[File],
    advance: Callable[[int], object] = lambda _: None,
) -> Iterator[tuple[Index, Builder, list[Card]]]:
    """An index in which these files are, as they are now; in memory where the project has none.

    Args:
        project: The project folder; it need not be there.
        config: How files are read.
        files: What shall be in it.
        advance: Told how many more files are done.
    """
    from annotations.index.build import Builder

    building = builder(project, config)
    if building is not None:
        with building:
            cards = fill(building, files, config, advance)
            if building.busy and building.missed:
                building.notices.append(
                    f"Another window is reading the corpus: {count(building.missed, 'file')} that "
                    "it has not reached yet cannot be searched."
                )
            if building.has_index and (building.busy or not building.missed):
                with building.index() as index:
                    yield index, building, cards
                return
    notices = building.notices if building is not None else []
    with Builder(None, reading_rules(config)) as building:
        building.notices += notices
        cards = fill(building, files, config, lambda _: None)
        with building.index() as index:
            yield index, building, cards


def fill(
    building: Builder,
    files: Sequence[File],
    config: Config,
    advance: Callable[[int], object] = lambda _: None,
) -> list[Card]:
    """Bring an index in line with files; the cards of these."""
    cards: list[Card] = []
    done = 0
    for batch in read_cards(files, config, building):
        cards += batch.cards
        advance(batch.done - done)
        done = batch.done
    building.flush()
    return cards


def grouped(cards: Sequence[Card], building: Builder | None) -> tuple[Story, ...]:
    """Articles as stories: as they were grouped before where these are the same articles."""
    if building is None:
        return group(cards)
    total = _sum(cards)
    kept = building.stories(total)
    if kept is not None and sum(len(numbers) for _, _, numbers in kept) == len(cards):
        return tuple(
            Story(key, title, tuple(cards[number] for number in numbers))
            for key, title, numbers in kept
        )
    stories = group(cards)
    number_of = {card.path: number for number, card in enumerate(cards)}
    building.keep_stories(
        total,
        (
            (story.key, story.title, [number_of[card.path] for card in story.cards])
            for story in stories
        ),
    )
    return stories


def _sum(cards: Iterable[Card]) -> str:
    """A sum of all that grouping looks at."""
    total = hashlib.blake2b(_GROUPING.encode(), digest_size=16)
    for card in cards:
        said = (card.article_id, card.path, card.folder, card.title, card.published_at, card.story)
        line = "\0".join(said) + f"\0{card.named:d}{card.of_several:d}\n"
        total.update(line.encode(errors="surrogatepass"))
    return total.hexdigest()
