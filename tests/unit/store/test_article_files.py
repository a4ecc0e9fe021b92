"""The file of a kept article: made in pieces, the same to the byte as in one."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.store import article_files
from annotations.store.article_files import Shelf, _encoded, _File

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(texts, st.text('ab"\\/\n\x00é😀', max_size=10), st.integers(1, 40))
def test_pieces_make_the_same_file(text: str, title: str, size: int) -> None:
    """Wherever a piece ends: quotes, controls, letters of four bytes."""
    spans = [(at, at + 1) for at in range(0, len(text), 2)]
    article = Article(
        id=article_id_of(text),
        text=text,
        title=title,
        boilerplate=(Span(0, 1),),
        removed=3,
        byline="b",
        section="s",
        wire="w",
    )
    whole = msgspec.json.encode(_File(article, "cutter", tuple(spans)))
    with patch.object(article_files, "_AT_ONCE", max(size, 16)):
        pieces = _encoded(article, Sentences(spans, article.boilerplate, "cutter"))
        assert b"".join(pieces) == whole


def test_what_was_written_is_at_hand_as_it_would_be_read(tmp_path: Path) -> None:
    """Another reader of the folder finds the same; the writer does not read it again."""
    text = "A line.\nAnother line.\n" * 3
    article = Article(id=article_id_of(text), text=text, boilerplate=(Span(0, 7),))
    cuts = Sentences([(0, 7), (8, 21)], article.boilerplate, "lines")
    shelf = Shelf(tmp_path / "articles")
    sha256 = shelf.put(article, cuts)
    read = Shelf(shelf.folder).get(article.id, sha256)
    with patch.object(Path, "read_bytes", side_effect=AssertionError("read again")):
        kept = shelf.get(article.id, sha256)
    assert kept.article == read.article
    assert list(kept.sentences) == list(read.sentences)
    assert kept.sentences.cutter == read.sentences.cutter


def test_facts_of_later_versions_stand_there_only_where_they_are_known() -> None:
    """What earlier versions kept has the same bytes, and so the same hash, today."""
    article = Article(id=article_id_of("0"), text="0", title="t")
    data = b"".join(_encoded(article, Sentences([(0, 1)], (), "cutter")))
    assert not any(word in data for word in (b"byline", b"section", b"wire"))
    assert msgspec.json.decode(data, type=_File).article == article
