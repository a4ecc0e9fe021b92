"""Conflicts between whole texts: found by what is measured, left alone where nothing conflicts."""

from __future__ import annotations

import pytest

from annotations.articles.article import Article, article_id_of
from annotations.comparison.conflict_order import conflict_texts
from annotations.comparison.report import Comparison, compare
from annotations.language.sentences import cut


def article(text: str, **more: str) -> Article:
    """The article with this text."""
    return Article(id=article_id_of(text), text=text, **more)  # type: ignore[arg-type]


def compared(a: str, b: str, **more: str) -> Comparison:
    """Two texts of two outlets compared."""
    one, other = article(a, **more), article(b, **more)
    return compare(one, other, cut(one), cut(other))


def conflicts(a: str, b: str, **more: str) -> list[tuple[str, str]]:
    """The words of the quantities that differ."""
    return [(line.a, line.b) for line in compared(a, b, **more).conflicts]


CONFLICTS = [
    (
        "A bridge gave way Monday, forcing about 2,300 people from their homes and killing at least"
        " three, police said.",
        "At least five people were killed and some 2,700 evacuated after a bridge gave way on"
        " Monday, police said.",
        [("2,300", "2,700"), ("three", "five")],
    ),
    (
        "Around 5,200 employees of Westrail will walk out on Friday, the union said.",
        "A strike by around 5,400 employees of Westrail is set for Friday, the union said.",
        [("5,200", "5,400")],
    ),
    (
        "The temperature in Holt fell to minus 9 degrees Celsius on Sunday night.",
        "The temperature in Holt fell to 9 degrees Celsius on Sunday night.",
        [("minus 9 degrees Celsius", "9 degrees Celsius")],
    ),
    (
        "The index of the exchange moved by -2% on Monday, traders said.",
        "The index of the exchange moved by +3% on Monday, traders said.",
        [("-2%", "+3%")],
    ),
    # One figure, two ways.
    ("Exports rose 6 percent.", "Exports fell 6 percent.", [("6 percent", "6 percent")]),
]

NONE = [
    (
        "About 2,300 people fled the flood in Holt.",
        "The flood in Holt killed at least three people.",
    ),
    ("The town lies 10 miles from the border.", "The town lies 16 km from the border."),
    ("The fire burned 100 acres of forest.", "The fire burned 40 hectares of forest."),
    (
        "The bank cut its rate by half a percentage point.",
        "The bank cut its rate by 50 basis points.",
    ),
    ("At least 20 people were killed in the crash.", "The crash killed 23 people."),
    ("The bridge cost between $5 million and $7 million.", "The bridge cost $6 million."),
    ("Dozens of people were hurt in the crash.", "The crash hurt 36 people."),
    ("The trial begins in March.", "The trial begins on March 12."),
    ("Sales rose 5 percent in May.", "Sales rose 8 percent in June."),
    ("Three children died in the fire.", "The fire killed 12 people."),
    ("The rate was cut to 4 percent from 4.5 percent.", "Before the cut the rate was 4.5 percent."),
    ("The plant makes 500 cars a day.", "The plant has made 900 cars this week."),
    ("A blast killed at least 13 people.", "More than 10 people were killed in a blast."),
    ("The index closed at 10,437.82 points.", "The index closed at 10,437 points."),
    ("Westrail shares fell 3 percent on Monday.", "Oakfield shares fell 5 percent on Monday."),
    ("The gap is 1.2.3 points.", "The gap is 1.2.4 points."),
]


@pytest.mark.parametrize(("a", "b", "expected"), CONFLICTS)
def test_conflicts_are_found_in_other_words(
    a: str, b: str, expected: list[tuple[str, str]]
) -> None:
    """In another voice, in another order."""
    assert conflicts(a, b) == expected
    assert [(y, x) for x, y in conflicts(b, a)] == sorted(expected, key=lambda p: b.index(p[1]))


@pytest.mark.parametrize(("a", "b"), NONE)
def test_no_conflict_where_figures_are_of_two_things_or_hold_each_other(a: str, b: str) -> None:
    """Conversions, bounds, ranges, other times, parts, what cannot be read."""
    assert conflicts(a, b) == []


def test_an_open_date_is_no_conflict() -> None:
    """3/4/2024 may be 3 April."""
    text = "The hearing of the two sisters was held in York on {}, the court said."
    for published in ("2024-04-05", "2024-12-01", ""):
        more = {"published_at": published}
        assert conflicts(text.format("3/4/2024"), text.format("3 April 2024"), **more) == []


def test_a_later_report_of_one_outlet_updates() -> None:
    """The toll rose; another outlet's differs."""
    a, b = "The fire killed 14 people.", "The fire killed 21 people."
    one = article(a, source="Harbour Wire", published_at="2026-05-02T08:00")
    for source, relation in (("Harbour Wire", "updated"), ("Valley Post", "differs")):
        other = article(b, source=source, published_at="2026-05-02T19:00")
        [line] = compare(one, other, cut(one), cut(other)).conflicts
        assert line.relation == relation


def test_people_come_first_then_money_then_shares() -> None:
    """With both sides of each, cut to the words around the value."""
    a = (
        "The dam was 40 feet high. Prices rose 5 percent after the flood. The flood caused $3"
        " million in damage. The flood killed 12 people in the valley."
    )
    b = a.replace("40", "60").replace("5 p", "7 p").replace("$3", "$4").replace("12", "15")
    found = compared(a, b)
    listed = conflict_texts(found.figures, found.a, found.b)
    assert [one.rank for one in listed] == [0, 1, 2, 3]
    assert (listed[0].a.value, listed[0].b.value) == ("12", "15")
    assert listed[0].measures == "killed"
    assert listed[0].b.excerpt == "The flood killed 15 people in the valley."
    assert [line.a for line in found.conflicts] == [one.a.value for one in listed]


QUOTED = "“We will rebuild every house before {},” Mayor Ana Ruiz said."


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (QUOTED.format("winter"), QUOTED.format("spring"), "words"),
        (
            QUOTED.format("winter"),
            QUOTED.format("winter").replace("Ana Ruiz", "Paul Stone"),
            "speaker",
        ),
        (QUOTED.format("winter"), QUOTED.format("winter"), None),
        (QUOTED.format("winter"), "Ana Ruiz vowed to “rebuild every house before winter.”", None),
        (QUOTED.format("[this] winter"), QUOTED.format("winter"), None),
        (
            "“It's a bad day for us all,” Ida Voss said.",
            "“It is a bad day for us all,” Ida Voss said.",
            None,
        ),
        (QUOTED.format("winter"), "“Nobody warned us of the storm,” Ana Ruiz said.", None),
    ],
)
def test_quotations_of_other_words_or_another_speaker(a: str, b: str, relation: str | None) -> None:
    """Parts, brackets and contractions are no other words."""
    found = compared(a, b).quotation_conflicts
    assert [line.relation for line in found] == ([relation] if relation else [])
