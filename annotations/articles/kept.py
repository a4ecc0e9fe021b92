"""Articles that a project keeps, each in a file of its own, read like any other file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from annotations.articles.article import Article, article_id_of
from annotations.errors import ArticleError

_NAME: Final = re.compile(r"a-[0-9a-f]{16}\.json")


class _Kept(msgspec.Struct, frozen=True):
    article: Article


def is_kept(path: str) -> bool:
    """Whether a path is that of an article as a project keeps it."""
    folder, _, name = path.rpartition("/")
    return folder.endswith("articles") and bool(_NAME.fullmatch(name))


def kept_article(path: str, data: bytes) -> Article:
    """The article of such a file.

    Raises:
        ArticleError: If it holds none, or not the text that it is called after.
    """
    try:
        article = msgspec.json.decode(data, type=_Kept).article
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ArticleError("is not an article that a project keeps") from error
    if article.id != Path(path).stem or article_id_of(article.text) != article.id:
        raise ArticleError("does not hold the text that it is called after")
    return msgspec.structs.replace(article, path=path)
