"""Differences word by word, and runs that rewritten sentences share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.comparison.word_diff import shared_runs, split, word_differences

TEXTS = st.text(alphabet="ab c.“”’-7\u00a0é", max_size=40)


def test_a_replaced_word() -> None:
    """The words that differ are marked, and nothing around them."""
    one, other = "The bank cut rates on Monday.", "The bank cut rates on Thursday."
    [change] = [d for d in word_differences(one, other) if d.operation != "equal"]
    assert change.operation == "replace"
    assert (change.a.of(one), change.b.of(other)) == ("Monday", "Thursday")


def test_insertions_and_deletions_have_an_empty_span_on_the_other_side() -> None:
    """It says where in the other text the words would be."""
    one, other = "Five boats were lowered.", "Five old boats were lowered."
    [change] = [d for d in word_differences(one, other) if d.operation != "equal"]
    assert change.operation == "insert"
    assert change.b.of(other) == "old"
    assert change.a.start == change.a.end == len("Five")


def test_shapes_of_quotes_do_not_differ() -> None:
    """A straight quote is the curly one."""
    differences = word_differences("“It’s over,” he said", '"It\'s over," he said')
    assert {difference.operation for difference in differences} == {"equal"}


def test_numbers_are_one_word() -> None:
    """A figure is not taken apart at its comma."""
    assert [token.text for token in split("1,450.5 miles")] == ["1,450.5", "miles"]


@given(TEXTS, TEXTS)
def test_the_spans_rebuild_both_texts(one: str, other: str) -> None:
    """Taken together the spans of one side are all of its words, in order."""
    differences = word_differences(one, other)
    for text, spans in ((one, [d.a for d in differences]), (other, [d.b for d in differences])):
        words = [token.text for span in spans for token in split(span.of(text))]
        assert words == [token.text for token in split(text)]
        assert all(0 <= span.start <= span.end <= len(text) for span in spans)
        assert spans == sorted(spans)


@given(TEXTS)
def test_a_text_and_itself(text: str) -> None:
    """Nothing differs."""
    assert all(d.operation == "equal" for d in word_differences(text, text))


def test_runs_of_five_words_are_shared() -> None:
    """Four words in a row are chance, five are quoted."""
    one = "He tried to cast the results in a positive light on Friday."
    other = "To cast the results in a positive way was hard."
    [(a, b)] = shared_runs(one, other)
    assert a.of(one).lower() == b.of(other).lower() == "to cast the results in a positive"
    assert shared_runs("a bridge over the river", "the bridge over the lake") == ()


def test_very_long_texts_take_no_minutes() -> None:
    """Frequent words are left aside where there are thousands."""
    long = "the same old words again and again " * 2000
    assert word_differences(long, long + "at last")[-1].operation != "replace"
