"""Handing out articles that nobody has labelled: kept with their cuts, so that they travel."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from annotations.articles.corpus import Skipped, find
from annotations.config import Config
from annotations.language.engines import engine
from annotations.language.sentences import cut
from annotations.store import Store
from annotations.workflow.article_files import read_articles


class HandedOut(NamedTuple):
    """What became of the files."""

    articles: int
    skipped: tuple[Skipped, ...]


def hand_out(store: Store, paths: Iterable[Path], config: Config) -> HandedOut:
    """Keep the articles at these paths, and in the folders among them, cut as configured.

    Those that are kept already stay as they are.

    Raises:
        StoreError: If they cannot be kept; those before stay.
    """
    found = find(paths)
    skipped = list(found.problems)
    language = config.language
    by_engine = language.sentences == "engine" and language.engine != "rules"
    cutter = engine(language.engine).cut if by_engine else cut
    count = 0
    for one in read_articles(found.files, config):
        if isinstance(one, Skipped):
            skipped.append(one)
            continue
        store.freeze(one, cutter(one))
        count += 1
    return HandedOut(count, tuple(skipped))
