"""Which articles belong together by where they came from: one story, one address."""

from __future__ import annotations

import os.path
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from annotations.articles.corpus import Card
from annotations.articles.stories import group
from annotations.articles.stories_by_hand import NOTHING_SAID, ByHand


def stories(cards: Sequence[Card], by_hand: ByHand = NOTHING_SAID) -> list[list[int]]:
    """The articles of each story, by number, in the order of `cards`.

    A story is what the library shows as one: made by hand, declared, a folder of a few articles,
    or articles that are close in their words. Folders are told from the paths that articles were
    read from, below the folder that all of them have in common. Then come groups of articles that
    are close in their words although they were put, declared or filed apart: for a split they are
    one event.

    Args:
        cards: The articles.
        by_hand: What people said of stories; a name makes no difference.
    """
    folders = _folders([card.path for card in cards])
    placed = {
        # Files change while projects last: two articles may have come from one path.
        f"{card.path} {card.article_id}": (number, card, folder)
        for number, (card, folder) in enumerate(zip(cards, folders, strict=True))
    }
    filed = [
        msgspec.structs.replace(card, path=path, folder=folder, named=False)
        for path, (_, card, folder) in placed.items()
    ]
    found = group(filed, by_hand)
    said = sorted(sorted(placed[card.path][0] for card in story.cards) for story in found)
    bare = [
        msgspec.structs.replace(card, path=path, folder="", named=False, story="")
        for path, (_, card, _) in placed.items()
    ]
    near = sorted(sorted(placed[card.path][0] for card in story.cards) for story in group(bare))
    return said + [numbers for numbers in near if len(numbers) > 1 and numbers not in said]


def _folders(paths: Sequence[str]) -> list[str]:
    """The folder of each path, below what all those with a path have in common."""
    parents = [Path(os.path.normpath(path)).parent if path else None for path in paths]
    roots = {}
    for absolute in (True, False):
        kind = [one for one in parents if one and one.is_absolute() is absolute]
        roots[absolute] = Path(os.path.commonpath(kind)) if kind else Path()
    return [
        "/".join(one.parts[len(roots[one.is_absolute()].parts) :]) if one else "" for one in parents
    ]


def address(url: str) -> str:
    """What spellings of one page's address have in common; empty for none, and for a front page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    if not host or not (path or parts.query):
        return ""
    return f"{host}{path}?{parts.query}" if parts.query else host + path
