"""What is marked inside a pair."""

from __future__ import annotations

from annotations.articles.article import Article
from annotations.comparison.marks import Mark, PairMarks, marks_of
from annotations.comparison.report import compare_sides, side_of

from .material import REPORT, Cut, aligned, cut_of, side


def words(cut: Cut, marks: tuple[Mark, ...]) -> list[tuple[str, str]]:
    """The marks with their words."""
    return [(mark.kind, mark.span.of(cut.article.text)) for mark in marks]


def marked(a: Cut, b: Cut, index: int) -> PairMarks:
    """The marks of the only pair of A's sentence."""
    [pair] = aligned(a, b).of_a(index)
    return marks_of(pair, side(a), side(b))


def test_the_same_has_no_marks() -> None:
    """There is nothing to see."""
    a = cut_of(REPORT)
    assert marked(a, a, 1) == PairMarks()


def test_edited_words_are_marked_where_they_stand_in_the_article() -> None:
    """Offsets count from the start of the article, not of the sentence."""
    changed = REPORT[7].replace("$14 million", "$19 million").replace("of which", "and")
    a, b = cut_of(REPORT), cut_of([*REPORT[:7], changed.replace("pay", "then pay"), *REPORT[8:]])
    found = marked(a, b, 7)
    assert words(a, found.a) == [("replaced", "14"), ("replaced", "of which")]
    assert words(b, found.b) == [("replaced", "19"), ("replaced", "and"), ("inserted", "then")]


def test_rewritten_sentences_show_what_they_share() -> None:
    """A run of five words, not every "the"."""
    quote = "a routine inspection in the month of May, and nobody knew what they meant"
    a = cut_of([f"Engineers found many cracks in the steel cables during {quote}.", *REPORT])
    b = cut_of([f"It was {quote}, that is what everyone in the city says today.", *REPORT])
    [pair] = aligned(a, b).of_a(0)
    found = marks_of(pair._replace(change="rewritten"), side(a), side(b))
    assert words(a, found.a) == [("run", quote)]
    assert words(b, found.b) == [("run", quote)]


def test_shared_names_and_figures_are_marked() -> None:
    """Linked across the articles, however they are written."""

    def article(text: str) -> Article:
        return cut_of([text, "The talks in Geneva were long."]).article

    a = side_of(article("Maria Orlova of Estonia promised about 600 boats on Monday, she said."))
    b = side_of(article("It was Ms. Orlova who spoke of 600 boats in front of journalists."))
    found = compare_sides(a, b)
    pair = found.alignment.of_a(0)[0]._replace(change="rewritten")
    marks = marks_of(pair, a, b, found.names, found.figures)
    assert ("figure", "600") in [(m.kind, m.span.of(a.article.text)) for m in marks.a]
    assert "Orlova" in [m.span.of(b.article.text) for m in marks.b if m.kind == "name"]
