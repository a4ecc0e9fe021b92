"""One place to one article."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotations import outside
from annotations.articles.article import Article
from annotations.articles.kept import is_kept, kept_article
from annotations.articles.places import place_of
from annotations.articles.reading import make_article as make_article
from annotations.articles.reading import read_at
from annotations.articles.source_file import MAX_BYTES
from annotations.errors import ArticleError


def load(
    path: str | Path,
    *,
    max_bytes: int = MAX_BYTES,
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
) -> Article:
    """Read the article at a place: in a file, or `file#key` where that holds several.

    Args:
        path: The place.
        max_bytes: The size above which a text is refused.
        encoding: What its bytes are believed to be, if known; tried first.
        columns: What columns of tables are, by their names.

    Raises:
        ArticleError: If it cannot be read as an article; its text is the reason, without the path.
    """
    place = place_of(path)
    if is_kept(place.path):
        return kept_article(place.path, read_bytes(place.path))
    return read_at(place, max_bytes=max_bytes, encoding=encoding, columns=columns)


def read_bytes(path: str, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file; anything else is refused without waiting for it.

    Raises:
        ArticleError: If it is not a file, is empty or too large, or cannot be read.
    """
    try:
        data = outside.read_bytes(path, max_bytes)
    except outside.OutsideError as error:
        raise ArticleError(str(error)) from error
    if not data:
        raise ArticleError("is empty")
    return data
