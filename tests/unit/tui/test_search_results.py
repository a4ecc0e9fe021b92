"""Which hit comes next over articles, and how hits are counted."""

from __future__ import annotations

import pytest

from annotations.workflow.search import Looked
from tui.reader.search_results import Place, Results, position


def _results(**starts: tuple[int, ...]) -> Results:
    found = Results("word", "abcd")
    found.take((Looked(id_, id_, places) for id_, places in starts.items()), is_last=False)
    return found


def test_the_next_article_with_a_hit_and_round() -> None:
    """Forwards the first hit of the next, backwards the last of the one before."""
    results = _results(a=(1, 5), b=(), c=(7, 9), d=())
    assert results.beyond("a", 1, "abcd") == Place("c", 7, False)
    assert results.beyond("c", 1, "abcd") == Place("a", 1, True)
    assert results.beyond("c", -1, "abcd") == Place("a", 5, False)
    assert results.beyond("a", -1, "abcd") == Place("c", 9, True)
    assert results.beyond("a", 1, "ab") == Place("a", 1, True)
    assert results.beyond("b", 1, "bd") is None


def test_what_was_not_looked_through_is_not_passed_by() -> None:
    """A hit behind a gap is not the next one."""
    results = _results(a=(1,), c=(7,))
    with pytest.raises(LookupError):
        results.beyond("a", 1, "abcd")
    assert results.beyond("a", 1, "ac") == Place("c", 7, False)


def test_counts_say_how_much_they_count() -> None:
    """Of a story of one article nothing more; of what runs, how far it is."""
    results = _results(a=(1, 5), b=(3,))
    assert results.counts("2 of 2", "a") == (
        "2 of 2 here, 3 so far in the project (2 of 4 articles)"
    )
    results.take([Looked("c", "c"), Looked("d", "d", (1,) * 2_000)], is_last=True)
    assert results.counts("0", "ab") == "0 here, 3 in the story, 2,003 in the project"
    assert results.counts("2 of 2", "abcd") == "2 of 2 here, 2,003 in the story"


@pytest.mark.parametrize(
    ("first", "end", "said"),
    [(0, 5, "1 of 4"), (5, 20, "2-3 of 4"), (6, 9, "4"), (30, 31, "4 of 4")],
)
def test_which_hits_stand_in_a_sentence(first: int, end: int, said: str) -> None:
    """One, several, none."""
    assert position((1, 5, 12, 30), first, end) == said
