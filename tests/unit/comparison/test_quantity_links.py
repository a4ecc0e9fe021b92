"""Quantities of two articles: the same, differing, compatible, or only in one."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.comparison.quantity_links import FigureLink, Figures, link_figures
from annotations.comparison.units import measured
from annotations.language.model import Quantity

from .material import aligned, cut_of, figure, side

OTHERS = ("The harbor bridge will be closed from Monday.", "Shop owners fear for their customers.")


def linked(
    first: str, one: dict[str, Any], second: str, other: dict[str, Any]
) -> tuple[FigureLink, ...]:
    """The links between two sentences with a figure each, in articles about one thing."""
    a, b = cut_of([first, *OTHERS]), cut_of([second, *OTHERS])
    found = link_figures(side(a, figure(a, **one)), side(b, figure(b, **other)), aligned(a, b))
    return found.links


def count(surface: str, value: float, unit: str = "", **more: Any) -> dict[str, Any]:
    """A count, as the analysis gives it."""
    return {"surface": surface, "type": "count", "value": value, "unit": unit, **more}


def test_equal_figures_are_the_same() -> None:
    """Whether they are written in words or in digits."""
    [link] = linked(
        "The ferry carried 12 boats on its upper deck.",
        count("12", 12, "boat"),
        "On its upper deck the ferry carried twelve boats.",
        count("twelve", 12, "boat"),
    )
    assert (link.relation, link.ratio, link.larger, link.aligned) == ("same", None, "", True)


def test_unequal_figures_differ_with_a_ratio() -> None:
    """A total and the part of one side: twice as many."""
    [link] = linked(
        "The two cities will exchange 314 sculptures, their first such loan since early spring.",
        count("314", 314, "sculpture"),
        "By nightfall the cities had exchanged 157 sculptures, a first loan since early spring.",
        count("157", 157, "sculpture"),
    )
    assert (link.relation, link.ratio, link.larger) == ("differs", 2, "a")


@pytest.mark.parametrize(("value", "ratio"), [(300, 3), (250, None), (1300, None), (101, None)])
def test_only_a_small_whole_ratio_is_shown(value: int, ratio: int | None) -> None:
    """2.5 times is no explanation, and neither is 13 times."""
    [link] = linked(
        "The ferry carried 100 cars on its lower deck.",
        count("100", 100, "car"),
        f"The ferry carried {value} cars on its lower deck.",
        count(str(value), value, "car"),
    )
    assert (link.relation, link.ratio, link.larger) == ("differs", ratio, "b")


def test_the_unit_is_taken_into_account() -> None:
    """90 minutes are an hour and a half; five kilometers are not five miles."""
    [link] = linked(
        "The crossing of the strait took 90 minutes.",
        {"surface": "90 minutes", "type": "duration", "value": 90, "unit": "minute"},
        "The crossing of the strait took an hour and a half.",
        {"surface": "an hour and a half", "type": "duration", "value": 1.5, "unit": "hour"},
    )
    assert link.relation == "same"
    [link] = linked(
        "The slick on the water is 5 kilometers long.",
        {"surface": "5 kilometers", "type": "measure", "value": 5, "unit": "kilometer"},
        "The slick on the water is 5 miles long.",
        {"surface": "5 miles", "type": "measure", "value": 5, "unit": "mile"},
    )
    assert (link.relation, link.larger) == ("differs", "b")


def test_the_currency_is_taken_into_account() -> None:
    """Dollars are not compared with euros."""
    text = "Repairs of the old bridge will cost {}, the city said."
    money = {"type": "money", "value": 14_000_000}
    one = {"surface": "$14 million", "unit": "USD", **money}
    [link] = linked(text.format("$14 million"), one, text.format("$14m"), one | {"surface": "$14m"})
    assert link.relation == "same"
    euros = {"surface": "€14 million", "unit": "EUR", **money}
    assert linked(text.format("$14 million"), one, text.format("€14 million"), euros) == ()


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (count("520", 520, "drone"), "compatible"),
        (count("480", 480, "drone"), "differs"),
        (count("500", 500, "drone"), "compatible"),
    ],
)
def test_a_bound_is_compatible_with_what_it_allows(other: dict[str, Any], relation: str) -> None:
    """More than 500 may be 520."""
    [link] = linked(
        "Russia launched more than 500 drones at power plants.",
        count("500", 500, "drone", low=500, bound=">"),
        f"Russia launched {other['surface']} drones at power plants.",
        other,
    )
    assert link.relation == relation


def test_two_bounds_that_are_not_equal_differ() -> None:
    """At least 23 and at least 21 are two counts."""
    [link] = linked(
        "The fire killed at least 23 people on the ferry.",
        count("23", 23, "person", low=23, bound=">="),
        "The fire killed at least 21 people on the ferry.",
        count("21", 21, "person", low=21, bound=">="),
    )
    assert link.relation == "differs"


def test_vague_is_compatible_with_exact() -> None:
    """A few hours may be three; they are not three years."""
    vague = {"surface": "a few hours", "type": "duration", "unit": "hour", "approximate": True}
    first = "The negotiators ended their second day after a few hours."
    for surface, unit, links in (("three hours", "hour", 1), ("three years", "year", 0)):
        found = linked(
            first,
            vague,
            f"The negotiators ended their second day after {surface}.",
            {"surface": surface, "type": "duration", "value": 3, "unit": unit},
        )
        assert [link.relation for link in found] == ["compatible"] * links


def test_a_fraction_is_a_percentage() -> None:
    """A fifth is 20 percent."""
    [link] = linked(
        "Russia holds a fifth of the country.",
        {"surface": "a fifth", "type": "fraction", "value": 0.2},
        "Russia holds 20 percent of the country.",
        {"surface": "20 percent", "type": "percent", "value": 20, "unit": "percent"},
    )
    assert link.relation == "same"


def test_the_people_on_board_are_the_passengers() -> None:
    """Nouns for people are one unit."""
    [link] = linked(
        "The Maren Star had 214 passengers on board.",
        count("214", 214, "passenger"),
        "The Maren Star had 207 people on board.",
        count("207", 207, "person"),
    )
    assert link.relation == "differs"


def test_nothing_links_sentences_that_have_nothing_in_common() -> None:
    """Two equal numbers are no news."""
    found = linked(
        "Engineers inspected 12 cables of the harbor bridge.",
        count("12", 12),
        "Her daughter will be a dozen years of age in spring.",
        count("a dozen", 12),
    )
    assert found == ()


def test_figures_meet_by_what_they_stand_beside() -> None:
    """The ship's cost meets the ship's cost, whatever the order."""
    a = cut_of(["The damage is $28 million for the ship and $12 million for cargo.", *OTHERS])
    b = cut_of(["The damage is $16 million for cargo and $36 million for the ship.", *OTHERS])
    found = link_figures(
        side(a, *(_dollars(a, value) for value in (28, 12))),
        side(b, *(_dollars(b, value) for value in (16, 36))),
        aligned(a, b),
    )
    assert {(link.a, link.b) for link in found.links} == {(0, 1), (1, 0)}
    assert {link.relation for link in found.links} == {"differs"}


def _dollars(cut: Any, value: int) -> Quantity:
    amount = {"value": value * 1_000_000, "unit": "USD", "measures": "damage"}
    return figure(cut, f"${value} million", type="money", **amount)


def test_only_here() -> None:
    """A figure without a link is listed; credits are not."""
    a = cut_of(["The ferry carried 12 boats.", *OTHERS, "First published in 1958."], [3])
    b = cut_of(OTHERS)
    of_a = side(
        a,
        figure(a, "12", type="count", value=12),
        figure(a, "1958", type="date", timex="1958"),
    )
    assert link_figures(of_a, side(b), aligned(a, b)) == Figures(only_a=(0,))


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("XXXX-WXX-4", "XXXX-WXX-4", "same"),
        ("XXXX-WXX-4", "XXXX-WXX-5", "differs"),
        ("XXXX-WXX-4", "XXXX-01-23", None),
    ],
)
def test_dates_are_compared_with_dates_of_their_shape(
    one: str, other: str, relation: str | None
) -> None:
    """A weekday and a day of the month may well be the same day."""
    found = linked(
        "The bridge to the northern bank was closed on Thursday by the city.",
        {"surface": "Thursday", "type": "date", "timex": one},
        "The bridge to the northern bank was closed on Whitsun by the city.",
        {"surface": "Whitsun", "type": "date", "timex": other},
    )
    assert [link.relation for link in found] == ([relation] if relation else [])


def test_units_are_brought_to_one() -> None:
    """Two weeks and 14 days measure the same."""
    cut = cut_of(["2 weeks and 14 days"])
    weeks = measured(figure(cut, "2 weeks", type="duration", value=2, unit="week"))
    days = measured(figure(cut, "14 days", type="duration", value=14, unit="day"))
    assert (weeks.kind, weeks.low, weeks.high) == (days.kind, days.low, days.high)
    assert weeks.exact
