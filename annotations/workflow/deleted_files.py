"""Articles that somebody labelled and whose file is gone: read from what the project keeps."""

from __future__ import annotations

import os.path
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from annotations.articles.corpus import File, card_of
from annotations.articles.load import load
from annotations.articles.places import Place, place_of
from annotations.articles.stories import Story, group
from annotations.errors import ArticleError, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.articles.corpus import Card
    from annotations.store.article_versions import Replaced
    from annotations.store.events import FrozenArticle
    from annotations.store.protocol import Store


class Deleted(NamedTuple):
    """An article of the project without a file."""

    path: str
    """Where its file was."""
    how: str
    """What is shown beside its title."""


class Whole(NamedTuple):
    """The stories of a corpus and of the project's articles whose files are gone."""

    stories: tuple[Story, ...]
    deleted: Mapping[str, Deleted]
    """By article."""


def with_deleted(store: Store, stories: Sequence[Story], person: str, project: Path) -> Whole:
    """Stories with the articles that the project alone has, each where it was; for a worker.

    Such an article was labelled, marked or noted in by somebody, or is somebody's to label, and
    its file is not there, or not any more; what was replaced by another version that is there is
    none, and neither is what lies in a folder that was not opened.

    Args:
        store: The project.
        stories: The whole corpus.
        person: Whose labels say that the file was here once.
        project: The project's folder.

    Raises:
        StoreError: If the project cannot be read.
    """
    cards = [card for story in stories for card in story.cards]
    gone = without_file(store, cards, project)
    if not gone:
        return Whole(tuple(stories), {})
    mine = store.progress(person) if person else {}
    deleted = {
        kept.article.id: Deleted(
            kept.article.path, "file deleted" if kept.article.id in mine else "no file here"
        )
        for kept in gone
    }
    return Whole(_placed(cards, gone, project), deleted)


def without_file(store: Store, cards: Sequence[Card], project: Path) -> list[FrozenArticle]:
    """The articles of `with_deleted`, given the whole corpus.

    Raises:
        StoreError: If the project cannot be read.
    """
    from annotations.store.article_versions import newest, replaced, successors
    from annotations.store.assignments import read_assignments

    here = {card.article_id for card in cards}
    said = {id_ for one in store.people() for id_ in store.progress(one)}
    said.update(read_assignments(store).held)
    missing = [id_ for id_ in store.frozen_ids() if id_ in said and id_ not in here]
    if not missing:
        return []
    confirmed = successors(store)
    likely = {found.kept.article.id: found for found in replaced(store, cards)}
    found = []
    for article_id in missing:
        if newest(article_id, confirmed) in here:
            continue
        try:
            kept = store.frozen(article_id)
        except StoreError:
            continue  # damaged; `slugline check` says so
        if kept is None:
            continue
        if (candidate := likely.get(article_id)) is not None:
            if not _is_version(candidate):
                found.append(kept)
        elif not _is_somewhere(kept.article.path, article_id, project):
            found.append(kept)
    return found


def _is_version(found: Replaced) -> bool:
    """Whether what stands in an article's place is the same report."""
    from annotations.comparison.alignment import align
    from annotations.comparison.versions import are_versions
    from annotations.language.sentences import cut

    try:
        new = load(found.card.path)
    except ArticleError:
        return False
    old, cuts = found.kept.article, found.kept.sentences
    return are_versions(align(old, new, cuts, cut(new)))


def _is_somewhere(path: str, article_id: str, project: Path) -> bool:
    """Whether an article's file lies where it was, so that it is only not opened.

    A path is as it was named, from a folder that nobody remembers: it is tried from the working
    folder and from the project's, there also without its first parts, if that holds the text.
    """
    if not path:
        return False
    home, place = project.absolute().parent, place_of(path)
    for folder in (Path(), home):
        if (folder / place.path).is_file():
            # Of a file of several articles it may be that this one is gone.
            return not place.key or _at(folder / path) is not None
    parts = Path(place.path).parts
    shorter = (home.joinpath(*parts[first:]) for first in range(1, len(parts)))
    found = (Place(str(one), place.key) for one in shorter if one.is_file())
    return any(_at(Path(str(one))) == article_id for one in found)


def _at(path: Path) -> str | None:
    """The id of the article at a place; None if there is none."""
    try:
        return load(path).id
    except ArticleError:
        return None


def _placed(
    cards: Sequence[Card], gone: Sequence[FrozenArticle], project: Path
) -> tuple[Story, ...]:
    """All of them as stories: what is gone is grouped as if its file lay where it was."""
    folders = {
        os.path.abspath(os.path.dirname(card.path)): (os.path.dirname(card.path), card.folder)  # noqa: PTH100, PTH120
        for card in cards
    }
    kept: dict[str, str] = {}
    taken = {card.path for card in cards}
    placed = []
    for one in gone:
        article = one.article
        root, name = os.path.split(article.path or f"{article.id}.json")
        root, folder = folders.get(os.path.abspath(root), (root, os.path.basename(root)))  # noqa: PTH100, PTH119
        path = f"{root}/{name}" if root else name
        if path in taken:  # another text is there now
            path += f" {article.id}"
        placed.append(card_of(msgspec.structs.replace(article, path=path), File(path, folder)))
        kept[article.id] = f"{project}/articles/{article.id}.json"
    return tuple(
        Story(story.key, story.title, tuple(_read_from(card, kept) for card in story.cards))
        for story in group([*cards, *placed])
    )


def _read_from(card: Card, kept: Mapping[str, str]) -> Card:
    path = kept.get(card.article_id)
    return card if path is None else msgspec.structs.replace(card, path=path)
