"""What a query means: the index finds what a scan of every text finds; mistakes are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.index.query import LONGEST, Query, parse, pointed
from annotations.index.searching import holds, places
from annotations.index.tokens import tokens

ALPHABET = "aAbé ßﬁİ日本ก’'-_.:\"*()^{}\u0301\u200d\n²½"


@given(st.text(ALPHABET, max_size=30), st.text(ALPHABET, max_size=6), st.booleans())
def test_places_are_where_words_are(text: str, typed: str, begins: bool) -> None:
    """A pattern on the text, and a comparison of words, never disagree."""
    words = tuple(tokens(typed))
    if not words:
        return
    [wanted] = parse(f'"{" ".join(words)}"' + ("*" if begins and len(words[-1]) > 1 else "")).wanted
    assert wanted.words == words
    here = tokens(text)
    runs = [here[at : at + len(words)] for at in range(len(here))]
    expected = any(
        len(run) == len(words)
        and run[:-1] == list(words[:-1])
        and (run[-1].startswith(words[-1]) if wanted.begins else run[-1] == words[-1])
        for run in runs
    )
    assert holds(text, wanted) is expected
    for span in places(text, [wanted]):
        assert tokens(span.of(text))[0].startswith(words[0])


@given(st.text(max_size=60) | st.text('ab:"-*. ~date2026', max_size=40), st.booleans())
def test_whatever_is_typed_is_read(text: str, as_typed: bool) -> None:
    """Nothing is refused by an exception, and every mistake is somewhere in the query."""
    query = parse(text, labels=("claim", "quote"), as_typed=as_typed)
    for mistake in query.mistakes:
        assert 0 <= mistake.start < mistake.end <= len(text)
        assert mistake.text
    list(pointed(query))


def test_every_part_of_the_language() -> None:
    """Words, phrases, fields, flags, not, beginnings."""
    query = parse(
        'Café "Prisoner  swap" title:talks source:"Capital Post" date:2026-02..2026-03 '
        "person:Witkoff place:Geneva label:claim by:Ana unlabelled disputed unsure story:Harbour "
        "-sport cease*",
        labels=("claim",),
    )
    assert not query.mistakes
    said = [(one.where, one.words, one.begins, one.negated) for one in query.wanted]
    assert said == [
        ("any", ("cafe",), False, False),
        ("any", ("prisoner", "swap"), False, False),
        ("title", ("talks",), False, False),
        ("source", ("capital", "post"), False, False),
        ("person", ("witkoff",), False, False),
        ("place", ("geneva",), False, False),
        ("any", ("sport",), False, True),
        ("any", ("cease",), True, False),
    ]
    assert query.dates == (("2026-02", "2026-03"),)
    assert query.labels == ("claim",)
    assert query.by == ("Ana",)
    assert query.flags == {"unlabelled", "disputed", "unsure"}
    assert [one.words for one in query.stories] == [("harbour",)]


@pytest.mark.parametrize(
    ("text", "start", "end", "said"),
    [
        ("ship titel:talks", 5, 11, "did you mean “title:”?"),
        ("ship source:", 5, 12, "nothing follows “source:”"),
        ('a "never closed', 2, 15, "not closed"),
        ("date:2026-13", 0, 12, "this is no date"),
        ("date:..", 0, 7, "this is no date"),
        ("x date:2026-03..2026-02", 2, 23, "behind the last one"),
        ("label:clam", 0, 10, "did you mean “claim”?"),
        ("-unsure", 0, 7, "cannot be asked for"),
        ("-by:ana", 0, 7, "cannot be asked for"),
        ("title:!!", 0, 8, "no word"),
    ],
)
def test_a_mistake_is_shown_where_it_is(text: str, start: int, end: int, said: str) -> None:
    """The place, and what to write instead."""
    [mistake] = parse(text, labels=("claim", "quote")).mistakes
    assert (mistake.start, mistake.end) == (start, end)
    assert said in mistake.text
    assert list(pointed(parse(text, labels=("claim", "quote"))))[1] == " " * start + "^" * (
        end - start
    )


def test_what_is_still_typed_is_no_mistake_yet() -> None:
    """The last word is a beginning, half a date and half a label are neither."""
    assert parse("ceas", as_typed=True).wanted[0].begins
    assert not parse("ceas ", as_typed=True).wanted[0].begins
    assert not parse("c", as_typed=True).wanted[0].begins
    assert parse("date:2026-0", as_typed=True).mistakes == ()
    assert parse("date:2026-0").mistakes
    assert parse("label:cl", labels=("claim",), as_typed=True).labels == ("claim",)


def test_too_much_is_said_not_read() -> None:
    """Neither a page of text nor hundreds of words take the index for long."""
    assert "too long" in parse("a" * (LONGEST + 1)).mistakes[0].text
    query = parse(" ".join(["word"] * 200))
    assert len(query.wanted) <= 60
    assert "too many" in query.mistakes[0].text
    assert parse("").is_empty
    assert Query().is_empty
