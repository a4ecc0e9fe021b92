"""Figures, dates and times: their spans, values, units and what is left open."""

from __future__ import annotations

import pytest

from annotations.language.analysis import Quantity
from tests.unit.language.material import analysis

FIGURES: list[tuple[str, str, str, float | None, str]] = [
    # text, surface, type, value, unit
    ("They swapped 314 prisoners.", "314", "count", 314, "prisoner"),
    ("It hit six regions.", "six", "count", 6, "region"),
    ("It lasted three hours.", "three hours", "duration", 3, "hour"),
    ("It took two hours and 30 minutes.", "two hours and 30 minutes", "duration", 2.5, "hour"),
    ("He stopped for a week.", "a week", "duration", 1, "week"),
    ("It took half an hour.", "half an hour", "duration", 0.5, "hour"),
    ("She has a 10-year plan.", "10-year", "duration", 10, "year"),
    ("It cost $325 million.", "$325 million", "money", 325_000_000, "USD"),
    ("It cost £4.5m in all.", "£4.5m", "money", 4_500_000, "GBP"),
    ("It cost 5 million yen.", "5 million yen", "money", 5_000_000, "JPY"),
    ("It cost 10 cents.", "10 cents", "money", 0.1, "USD"),
    ("It holds 20 percent.", "20 percent", "percent", 20, "percent"),
    ("It rose 25 basis points.", "25 basis points", "percent", 25, "basis point"),
    (
        "It rose half a percentage point.",
        "half a percentage point",
        "percent",
        0.5,
        "percentage point",
    ),
    ("Two-thirds of it burned.", "Two-thirds", "fraction", 0.666667, ""),
    ("It is one in five houses.", "one in five", "fraction", 0.2, ""),
    ("It nears a fifth year.", "fifth", "ordinal", 5, "year"),
    ("The 21st floor burned.", "21st", "ordinal", 21, "floor"),
    ("It is 5 km long.", "5 km", "measure", 5, "kilometer"),
    ("It was 30 degrees Celsius.", "30 degrees Celsius", "measure", 30, "degree Celsius"),
    ("Two dozen people fled.", "Two dozen", "count", 24, "person"),
    ("Half a million people fled.", "Half a million", "count", 500_000, "person"),
    ("Two and a half million fled.", "Two and a half million", "count", 2_500_000, ""),
    ("He is a 45-year-old man.", "45-year-old", "duration", 45, "year"),
    ("Ana Vidal, 45, left.", "45", "count", 45, "year"),
    ("One driver stopped.", "One", "count", 1, "driver"),
]

DATES: list[tuple[str, str, str, str]] = [
    # text, surface, type, TIMEX
    ("It began on Thursday.", "Thursday", "date", "XXXX-WXX-4"),
    ("It began on Thursday morning.", "Thursday morning", "time", "XXXX-WXX-4TMO"),
    ("It began last month.", "last month", "date", "P-1M"),
    ("It began late last month.", "late last month", "date", "P-1M"),
    ("It began in early October.", "early October", "date", "XXXX-10"),
    ("It began on March 4, 2025.", "March 4, 2025", "date", "2025-03-04"),
    ("It began on 4 March 2025.", "4 March 2025", "date", "2025-03-04"),
    ("It began on 2025-03-04.", "2025-03-04", "date", "2025-03-04"),
    ("It began at Christmas 2024.", "Christmas 2024", "date", "2024-12-25"),
    ("It began four years ago.", "four years ago", "date", "P-4Y"),
    ("It began in 1987.", "1987", "date", "1987"),
    ("It began in the 1990s.", "1990s", "date", "199"),
    ("It began this week.", "this week", "date", "P0W"),
    ("It began yesterday.", "yesterday", "date", "P-1D"),
    ("It began at 2:30 p.m. sharp.", "2:30 p.m.", "time", "T14:30"),
    ("It began at noon.", "noon", "time", "T12:00"),
    ("It grew in the third quarter of 2024.", "third quarter of 2024", "date", "2024-Q3"),
]

NOTHING = [
    "One of the drivers stopped; no one else did.",
    "The F-16 and the Boeing 737 stood at Gate 12 near Highway 101.",
    "They lost 3-1, a ratio of 3:1.",
    "It has a U shape for now, in winter.",
    "Call 555-867-5309 or see https://example.org/2024/01.",
    "They may march; the three-way talks failed.",
    "At first nobody won.",
]


def only(text: str) -> Quantity:
    """The one quantity in the text."""
    [quantity] = analysis(text).quantities
    return quantity


@pytest.mark.parametrize(("text", "surface", "kind", "value", "unit"), FIGURES)
def test_a_figure_has_its_value_and_unit(
    text: str, surface: str, kind: str, value: float | None, unit: str
) -> None:
    """The span holds number and unit of measure; what is counted is the unit of a count."""
    found = only(text)
    assert (found.span.of(text), found.type, found.value, found.unit) == (
        surface,
        kind,
        value,
        unit,
    )
    assert not found.approximate
    assert found.bound == ""


@pytest.mark.parametrize(("text", "surface", "kind", "timex"), DATES)
def test_a_date_has_its_timex(text: str, surface: str, kind: str, timex: str) -> None:
    """Open parts stay open."""
    found = only(text)
    assert (found.span.of(text), found.type, found.timex) == (surface, kind, timex)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    """Pronouns, names of models, scores, addresses, idioms."""
    assert analysis(text).quantities == ()


def test_words_around_a_figure_say_how_exactly_it_is_meant() -> None:
    """Approximate, bounded below, bounded above; the closed end is `low` or `high`."""
    about = only("It lasted about five and a half hours.")
    assert (about.value, about.unit, about.approximate) == (5.5, "hour", True)
    assert about.timex == "PT5H30M"
    least = only("It hit at least six regions.")
    assert (least.value, least.low, least.high, least.bound) == (6, 6, None, ">=")
    most = only("It may take up to 40 days.")
    assert (most.value, most.high, most.bound) == (40, 40, "<=")
    more = only("It was the harshest in more than 10 years.")
    assert (more.bound, more.low) == (">", 10)
    assert only("They talked over two days.").bound == ""
    assert only("It took 300 or so ships.").approximate


def test_a_range_has_two_ends_and_no_value() -> None:
    """With "to", with a dash and with "between"."""
    for text in (
        "It rose 2 to 3 percent.",
        "It rose 2-3 percent.",
        "It rose between 2 and 3 percent.",
    ):
        found = only(text)
        assert (found.low, found.high, found.value, found.type) == (2, 3, None, "percent")


def test_two_days_of_one_month_are_two_dates() -> None:
    """Nobody else reads the second one."""
    text = "They met on Jan. 23 and 24 for talks."
    found = analysis(text).quantities
    assert [(q.span.of(text), q.timex) for q in found] == [
        ("Jan. 23", "XXXX-01-23"),
        ("24", "XXXX-01-24"),
    ]


def test_dates_are_resolved_against_the_date_of_the_article() -> None:
    """The last Thursday; the Thursday before for "last Thursday"; the next one for plans."""

    def resolved(text: str) -> list[str]:
        return [q.resolved for q in analysis(text, published_at="2026-02-05T08:00").quantities]

    assert resolved("They met on Thursday.") == ["2026-02-05"]
    assert resolved("They met last Thursday.") == ["2026-01-29"]
    assert resolved("They will meet on Sunday.") == ["2026-02-08"]
    assert resolved("They met on Jan. 23 and 24.") == ["2026-01-23", "2026-01-24"]
    assert resolved("They met last month and in October.") == ["2026-01", "2025-10"]
    assert resolved("They met yesterday, at Christmas 2024.") == ["2026-02-04", "2024-12-25"]
    assert [q.resolved for q in analysis("They met on Thursday.").quantities] == [""]


def test_a_vague_duration_has_no_value() -> None:
    """A few hours are hours, and nobody knows how many."""
    found = only("It ended after just a few hours.")
    assert (found.type, found.value, found.unit, found.approximate) == (
        "duration",
        None,
        "hour",
        True,
    )
