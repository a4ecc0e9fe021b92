"""Sentences split and joined by hand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.errors import ArticleError
from annotations.language.resegmentation import join, likely_place, places, split, with_boundaries
from annotations.language.sentences import cut
from tests.unit.language.test_analysis import TEXTS

TEXT = "One came. two went by the old mill road.\nAnother paragraph."


def made(text: str, boilerplate: tuple[Span, ...] = ()) -> tuple[Article, Sentences]:
    """An article and its sentences."""
    article = Article(id=article_id_of(text), text=text, boilerplate=boilerplate)
    return article, cut(article)


def words(article: Article, sentences: Sentences) -> list[str]:
    """What each sentence says."""
    return [span.of(article.text) for span in sentences.spans]


def test_a_sentence_is_split_before_a_word_and_joined_again() -> None:
    """The white space between belongs to neither; who cut is said."""
    article, before = made(TEXT)
    assert words(article, before)[0] == "One came. two went by the old mill road."
    at = places(article, before, 0)[likely_place(article, before, 0)]
    after = with_boundaries(article, before, split(article, before, 0, at))
    assert words(article, after)[:2] == ["One came.", "two went by the old mill road."]
    assert after.cutter == before.cutter + "+edited"
    again = with_boundaries(article, after, join(article, after, 0))
    assert again == before
    assert again.cutter == after.cutter


def test_what_cannot_be_joined_says_why() -> None:
    """The last sentence, boilerplate."""
    article, sentences = made(TEXT)
    with pytest.raises(ArticleError, match="last sentence"):
        join(article, sentences, 1)
    text = "One came. Two went."
    article, sentences = made(text, (Span(10, 19),))
    with pytest.raises(ArticleError, match="report"):
        join(article, sentences, 0)


@pytest.mark.parametrize("at", [0, 40, 99])
def test_nothing_is_split_off_at_an_edge(at: int) -> None:
    """Both parts have words."""
    article, sentences = made(TEXT)
    with pytest.raises(ArticleError, match="between two"):
        split(article, sentences, 0, at)


def test_a_text_without_spaces_is_split_behind_stops_or_anywhere() -> None:
    """Not every script parts its words."""
    article, sentences = made("「何？」と彼は言った")
    assert len(places(article, sentences, 0)) >= 1
    article, sentences = made("彼は言った")
    assert places(article, sentences, 0) == [1, 2, 3, 4]


@given(TEXTS, st.data())
def test_any_split_can_be_joined_again(text: str, data: st.DataObject) -> None:
    """At any place that is offered; nothing but white space is ever left out."""
    article, sentences = made(text)
    splittable = [i for i in range(len(sentences)) if places(article, sentences, i)]
    if not splittable:
        return
    index = data.draw(st.sampled_from(splittable))
    at = data.draw(st.sampled_from(places(article, sentences, index)))
    after = with_boundaries(article, sentences, split(article, sentences, index, at))
    assert len(after) == len(sentences) + 1
    assert "".join("".join(words(article, after)).split()) == "".join(text.split())
    assert with_boundaries(article, after, join(article, after, index)) == sentences


@pytest.mark.parametrize("fill", ["word ", " ", "。", "\u2003\n"])
def test_very_many_boundaries_cost_no_more_than_their_text(fill: str) -> None:
    """Each character is looked at once: 40,000 splits of one sentence, or in one run of space."""
    text = "Here" + " " + fill * (1_200_000 // len(fill)) + "end."
    article = Article(id=article_id_of(text), text=text)
    one = Sentences([(0, len(text))], (), "test/1")
    began = time.process_time()
    after = with_boundaries(article, one, dict.fromkeys(range(5, len(text), 30), True))
    assert time.process_time() - began < 4
    assert "".join("".join(words(article, after)).split()) == "".join(text.split())
