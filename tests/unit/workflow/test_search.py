"""Searching many articles, one after the other."""

from __future__ import annotations

from pathlib import Path

from annotations.articles.article import Sentences
from annotations.articles.corpus import Card, find
from annotations.config import Config
from annotations.language.search_text import Words
from annotations.workflow.open_articles import open_corpus
from annotations.workflow.search import MOST_PASSAGES, Looked, Texts, scan


def _cards(folder: Path) -> list[Card]:
    corpus = open_corpus(find([folder]), Config())
    cards = [card for story in corpus.stories for card in story.cards]
    return sorted(cards, key=lambda card: card.path)


def _scan(folder: Path, words: str, cards: list[Card] | None = None) -> list[Looked]:
    return list(scan(Words(words), cards or _cards(folder), Texts(Config())))


def test_sentences_with_the_places_of_the_words(tmp_path: Path) -> None:
    """Every article answers; a sentence comes once however many hits it has."""
    (tmp_path / "a.txt").write_text("Ships came. No ship, no SHIP left.\n\nThe end was near.")
    (tmp_path / "b.txt").write_text("Nothing sailed. The wind was weak.")
    a, b = _scan(tmp_path, "ship")
    assert (len(a.starts), b.starts, b.passages) == (3, (), ())
    first, second = a.passages
    assert (first.number, first.text) == (0, "Ships came.")
    assert [hit.of(second.text) for hit in second.hits] == ["ship", "SHIP"]
    assert second.start == a.starts[1]


def test_a_hit_over_the_end_of_a_sentence_is_shown_whole(tmp_path: Path) -> None:
    """Also where a line ends in the middle of it."""
    (tmp_path / "a.txt").write_text(
        "The council met at noon and the members talked for a very long time about\n"
        "bridges. Nobody left early that day, which was new to everyone who was there."
    )
    [one] = _scan(tmp_path, "about bridges. nobody")
    [passage] = one.passages
    assert passage.hits[0].of(passage.text) == "about bridges. Nobody"


def test_what_cannot_be_read_any_more_is_named(tmp_path: Path) -> None:
    """Gone, or another text by now; the others are looked through."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"The word {name * 9} stands here. It is long.")
    cards = _cards(tmp_path)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").write_text("Another text altogether. It has two sentences.")
    a, b, c = _scan(tmp_path, "word", cards)
    assert "a.txt" in a.problem
    assert "another text" in b.problem
    assert len(c.starts) == 1


def test_what_was_read_once_is_not_read_again(tmp_path: Path) -> None:
    """The next search of the same articles needs no file."""
    (tmp_path / "a.txt").write_text("The word stands here. It is long.")
    cards, texts = _cards(tmp_path), Texts(Config())
    assert [one.starts for one in scan(Words("stands"), cards, texts)] == [(9,)]
    (tmp_path / "a.txt").unlink()
    assert [len(one.starts) for one in scan(Words("long"), cards, texts)] == [1]


def test_open_articles_are_cut_as_they_are_shown(tmp_path: Path) -> None:
    """Somebody joined two sentences: the passage is the joined one."""
    text = "One word here. Another word there."
    (tmp_path / "a.txt").write_text(text)
    cards = _cards(tmp_path)
    opened = {cards[0].article_id: Sentences([(0, len(text))])}
    [one] = scan(Words("word"), cards, Texts(Config()), None, opened)
    assert [passage.text for passage in one.passages] == [text]


def test_beyond_so_many_sentences_is_only_counted(tmp_path: Path) -> None:
    """A word that stands everywhere fills no memory."""
    for name in "ab":
        lines = (f"Sentence number {n}{name} has the word." for n in range(MOST_PASSAGES - 10))
        (tmp_path / f"{name}.txt").write_text(" ".join(lines))
    a, b = _scan(tmp_path, "the word")
    assert len(a.passages) + len(b.passages) == MOST_PASSAGES
    assert len(b.starts) == MOST_PASSAGES - 10
