"""Articles of any format as Markdown with front matter: one file each, the same text inside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from annotations.articles.article import Article, article_id_of
from annotations.articles.document import Document
from annotations.articles.readers.markdown import read_markdown
from annotations.articles.readers.plain import read_text
from annotations.articles.reading import make_article
from annotations.articles.twice_encoded import twice_encoded
from annotations.errors import ArticleError
from annotations.store.engine import disk

_FACTS: Final = (
    "title", "source", "published_at", "byline", "section", "wire", "url", "lang", "story",
)  # fmt: skip
_LONGEST: Final = 60
"""Characters of a title in the name of a file."""
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>~&!])")
_BEGINS: Final = re.compile(r"(?m)^([#>+=|-]|\d{1,9}(?=[.)]))")


class Converted(NamedTuple):
    """What became of one article."""

    article: Article
    path: Path
    """Where it is, or would be."""
    written: bool
    """Whether it was not there already."""


def convert(
    articles: Iterable[Article], folder: Path, *, dry_run: bool = False
) -> Iterator[Converted]:
    """Write each article into a folder, named after its date, source and title.

    Reading such a file gives the same text, so the same article id: labels hold for both.

    Raises:
        ArticleError: If the folder cannot be written to; what was written stays.
    """
    for article in articles:
        suffix, text = as_file(article)
        path = folder / f"{name_of(article)}{suffix}"
        there = path.exists()
        if not there and not dry_run:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                disk.replace(path, [text.encode()])
            except OSError as error:
                raise ArticleError(f"{path} was not written: {error.strerror}.") from error
        yield Converted(article, path, not there)


def as_file(article: Article) -> tuple[str, str]:
    """An article as a file: suffix and content. Markdown, or text where that would change it."""
    head = _front_matter(article)
    marked = head + _escaped(article.text) + "\n"
    if _is_same(read_markdown(marked), article):
        return ".md", marked
    plain = head + article.text
    if _is_same(read_text(plain), article):
        return ".txt", plain
    raise ArticleError(f"{article.path}: its text cannot be kept as it is in a file of text.")


def _is_same(read: Document, article: Article) -> bool:
    return article_id_of(make_article(read).text) == article.id


def _front_matter(article: Article) -> str:
    import yaml

    facts = {name: value for name in _FACTS if (value := getattr(article, name))}
    said = yaml.safe_dump(facts, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{said}---\n\n"


def _escaped(text: str) -> str:
    """Text so that Markdown is it again: marks escaped, line ends in a paragraph kept."""
    paragraphs = re.split(r"\n\n+", text)
    escaped = (_BEGINS.sub(r"\\\1", _MARKUP.sub(r"\\\1", one)) for one in paragraphs)
    # A number and a dot begin a list; the dot is what can be escaped.
    lines = (re.sub(r"(?m)^\\(\d+)([.)])", r"\1\\\2", one) for one in escaped)
    return "\n\n".join(one.replace("\n", "\\\n") for one in lines)


def name_of(article: Article) -> str:
    """A file name for an article: date, source, title, and enough of its id to be its own."""
    words = (article.published_at[:10], article.source, article.title[:_LONGEST])
    plain = unicodedata.normalize("NFKD", " ".join(words)).casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return f"{slug[:90].strip('-')}-{article.id.removeprefix('a-')[:8]}".strip("-")


def repaired(article: Article) -> Article | None:
    """An article whose text was encoded twice, mended; None where nothing is to be mended.

    `â€œ` becomes `“`. Only what was decoded wrongly is changed, by ftfy's `fix_encoding`.
    """
    if not twice_encoded(article.text):
        return None
    import ftfy

    document = Document(
        text=ftfy.fix_encoding(article.text),
        title=ftfy.fix_encoding(article.title),
        **{name: getattr(article, name) for name in _FACTS if name != "title"},
    )
    made = make_article(document, path=article.path, encoding=article.encoding)
    return msgspec.structs.replace(made, removed=article.removed)


def first_change(before: Article, after: Article) -> tuple[str, str]:
    """The first line that a repair changes: as it was, as it is."""
    lines = zip(before.text.split("\n"), after.text.split("\n"), strict=False)
    return next(((old, new) for old, new in lines if old != new), ("", ""))
