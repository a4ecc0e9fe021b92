"""Notations of many desks: a run of digits is read whole, or it has no value."""

from __future__ import annotations

import time

import pytest

from annotations.articles.article import Span
from annotations.language.analysis import Quantity
from annotations.language.document import View
from annotations.language.quantities.finder import find_quantities
from tests.unit.language.material import analysis

VALUES: list[tuple[str, str, str, float, str]] = [
    # text, surface, type, value, unit
    ("Output shrank by -0.4 percent.", "-0.4 percent", "percent", -0.4, "percent"),
    ("The gauge moved by −2.75 points.", "−2.75", "count", -2.75, "point"),
    (
        "It was minus 9 degrees Celsius there.",
        "minus 9 degrees Celsius",
        "measure",
        -9,
        "degree Celsius",
    ),
    ("It was -7C at dawn.", "-7C", "measure", -7, "degree Celsius"),
    ("The margin was -3% in all.", "-3%", "percent", -3, "percent"),
    ("It lost -$4 million.", "-$4 million", "money", -4_000_000, "USD"),
    ("It costs ₹2,00,000 crore.", "₹2,00,000 crore", "money", 2e12, "INR"),
    ("He paid Rs 12,50,000 for it.", "Rs 12,50,000", "money", 1_250_000, "INR"),
    ("The plan is worth Rs 2.5 lakh crore.", "Rs 2.5 lakh crore", "money", 2.5e12, "INR"),
    ("They counted 4,20,000 voters.", "4,20,000", "count", 420_000, "voter"),
    ("It paid $2MM for it.", "$2MM", "money", 2_000_000, "USD"),
    ("The trail is 3k miles long.", "3k miles", "measure", 3000, "mile"),
    ("It sold 2.5M records.", "2.5M", "count", 2_500_000, "record"),
    ("The state spent 4bn on roads.", "4bn", "count", 4e9, ""),
    ("It has 650k users.", "650k", "count", 650_000, "user"),
    ("Some 14 500 people voted.", "14 500", "count", 14_500, "person"),
    ("It holds 3'400 litres.", "3'400 litres", "measure", 3400, "liter"),
    (
        "Three point two million people fled.",
        "Three point two million",
        "count",
        3_200_000,
        "person",
    ),
    (
        "It gave a quarter of a million pounds.",
        "a quarter of a million pounds",
        "money",
        250_000,
        "GBP",
    ),
    (
        "It rose three-quarters of a percentage point.",
        "three-quarters of a percentage point",
        "percent",
        0.75,
        "percentage point",
    ),
    ("The dam cost R3.1 billion.", "R3.1 billion", "money", 3.1e9, "ZAR"),
    ("It cost KSh4.5 million.", "KSh4.5 million", "money", 4.5e6, "KES"),
    ("It cost N60bn to build.", "N60bn", "money", 6e10, "NGN"),
    ("It cost Tk 40 crore.", "Tk 40 crore", "money", 4e8, "BDT"),
    ("It cost Dh300 a night.", "Dh300", "money", 300, "AED"),
    ("It cost SR 2 million.", "SR 2 million", "money", 2e6, "SAR"),
    ("It cost NZ$35 a head.", "NZ$35", "money", 35, "NZD"),
    ("It cost three dollars and 20 cents.", "three dollars and 20 cents", "money", 3.2, "USD"),
    ("It cost 85p a bag.", "85p", "money", 0.85, "GBP"),
    ("Cases rose 15-fold.", "15-fold", "count", 15, "fold"),
    ("Three in 10 homes have it.", "Three in 10", "fraction", 0.3, ""),
    ("It fell by .5 percent.", ".5 percent", "percent", 0.5, "percent"),
]

VALUES += [
    ("The dredger weighs 14st 7lb.", "14st 7lb", "measure", 14.5, "stone"),
    ("The bank lost 2.4bn euros.", "2.4bn euros", "money", 2.4e9, "EUR"),
    ("It lost 1.9bn pounds last year.", "1.9bn pounds", "money", 1.9e9, "GBP"),
    ("He lost 30 pounds in May.", "30 pounds", "measure", 30, "pound"),
    ("Cash flow was minus £4m.", "minus £4m", "money", -4_000_000, "GBP"),
    ("The outlay is Rs 2.5 lakh cr.", "Rs 2.5 lakh cr", "money", 2.5e12, "INR"),
    ("Sales fell by 7pc in May.", "7pc", "percent", 7, "percent"),
]
SIGNED: list[tuple[str, float, str]] = [
    ("≥6 trucks", 6, ">="),
    ("<15 trucks", 15, "<"),
    ("> 40 trucks", 40, ">"),
]

RANGES: list[tuple[str, str, float, float, str]] = [
    ("Some 2,000-2,500 homes burned.", "2,000-2,500", 2000, 2500, "home"),
    ("Between 3 and 4 million people fled.", "3 and 4 million", 3e6, 4e6, "person"),
    ("It will cost $3m-$4m.", "$3m-$4m", 3e6, 4e6, "USD"),
    ("A share of from 4 to 6 percent is likely.", "4 to 6 percent", 4, 6, "percent"),
    (
        "It will cost $3.1 billion to $3.4 billion.",
        "$3.1 billion to $3.4 billion",
        3.1e9,
        3.4e9,
        "USD",
    ),
    ("The rate will be 4.25%-4.50%.", "4.25%-4.50%", 4.25, 4.5, "percent"),
    ("He faces a two- to three-year term.", "two- to three-year", 2, 3, "year"),
]

RANGES += [
    ("Some 20—25 boats sank.", "20—25", 20, 25, "boat"),
    ("Between 2,000-2,500 people came.", "2,000-2,500", 2000, 2500, "person"),
    ("It was -9–-4C at dawn.", "-9–-4C", -9, -4, "degree Celsius"),
]

DATES: list[tuple[str, str, str]] = [
    ("It grew in the second quarter.", "second quarter", "XXXX-Q2"),
    ("Its first-quarter profit rose.", "first-quarter", "XXXX-Q1"),
    ("It grew in Q2 2023.", "Q2 2023", "2023-Q2"),
    ("It grew in FY25.", "FY25", "FY2025"),
    ("It grew in fiscal 2023.", "fiscal 2023", "FY2023"),
    ("It grew in the 2022-23 fiscal year.", "2022-23 fiscal year", "FY2022/2023"),
    ("It rained from February to April.", "February to April", "XXXX-02/XXXX-04"),
    ("It rained in May-July 2023.", "May-July 2023", "2023-05/2023-07"),
    ("It will open by 2060.", "2060", "2060"),
    ("It opened before 1985.", "1985", "1985"),
    ("It is open 8am-6pm.", "8am-6pm", "T08:00/T18:00"),
    ("It began at 9.15 GMT.", "9.15 GMT", "T09:15"),
    ("It began at 12 noon.", "12 noon", "T12:00"),
    ("It began at 12 midnight.", "12 midnight", "T24:00"),
]

WITHOUT_VALUE = [
    ("He spoke of 4,7 points.", "4,7"),
    ("They gave 2,00 and left.", "2,00"),
    ("About 1.234.567 people came.", "1.234.567"),
    ("It gave $3.4.5 to them.", "$3.4.5"),
    ("They counted 1.234 votes.", "1.234"),
    ("It has 4K screens.", "4K"),
]

NOTHING = [
    "The side won 3-1 and then lost 2-4.",
    "The file is version 3.11.2 of it.",
    "Call 020 7946 0018 for help.",
    "He lives at 48 Mill Lane and she at 9 Downing Street.",
    "The case is 22-cv-1457.",
    "It fell by – 3 points.",
    "The mass is 5 × 10^6 or 2x10⁸ in all.",
    "She read Nineteen eighty-four there.",
    "The masts carry 5G now.",
    "The ratio is 2.5 to 1.",
    "It ended at half past ten and a quarter to five.",
    "The Big Four met the 30-something.",
    "The B737-800 stood beside the A320.",
]


def found(text: str, **more: str) -> list[Quantity]:
    """The quantities of the text, in its order."""
    return list(analysis(text, **more).quantities)


@pytest.mark.parametrize(("text", "surface", "kind", "value", "unit"), VALUES)
def test_a_notation_has_its_value(
    text: str, surface: str, kind: str, value: float, unit: str
) -> None:
    """Signs, scales, groups of digits and currencies of many desks."""
    first = found(text)[0]
    assert (first.span.of(text), first.type, first.unit) == (surface, kind, unit)
    assert first.value == pytest.approx(value)


@pytest.mark.parametrize(("text", "value", "bound"), SIGNED)
def test_a_sign_of_comparison_is_a_bound(text: str, value: float, bound: str) -> None:
    """As its words would be."""
    [one] = found(f"The yard has {text} now.")[:1]
    assert (one.value, one.bound) == (value, bound)


@pytest.mark.parametrize(("text", "surface", "low", "high", "unit"), RANGES)
def test_a_range_has_both_ends(text: str, surface: str, low: float, high: float, unit: str) -> None:
    """However its unit is repeated."""
    first = found(text)[0]
    assert (first.span.of(text), first.unit, first.value) == (surface, unit, None)
    assert first.low == pytest.approx(low)
    assert first.high == pytest.approx(high)


def test_a_change_from_one_to_another_is_no_range() -> None:
    """It rose from 4 to 6 percent: two values."""
    first, second = found("The rate rose from 4 to 6 percent.")
    assert (first.value, first.unit, second.value) == (4, "percent", 6)


@pytest.mark.parametrize(("text", "surface", "timex"), DATES)
def test_quarters_fiscal_years_and_ranges_of_months(text: str, surface: str, timex: str) -> None:
    """Open where the text leaves them open."""
    first = found(text)[0]
    assert (first.span.of(text), first.timex) == (surface, timex)


def test_the_third_quarter_of_a_game_is_a_rank() -> None:
    """It is no part of a year."""
    [first, *_] = found("The team scored 12 points in the third quarter of the game.")[1:]
    assert first.type == "ordinal"


@pytest.mark.parametrize(("text", "surface"), WITHOUT_VALUE)
def test_what_cannot_be_read_whole_has_no_value(text: str, surface: str) -> None:
    """And never a part of it."""
    [one] = found(text)
    assert one.span.of(text) == surface
    assert (one.value, one.low, one.high, one.approximate) == (None, None, None, one.approximate)


@pytest.mark.parametrize("text", NOTHING)
def test_scores_versions_codes_and_addresses_are_none(text: str) -> None:
    """Nor any part of them."""
    assert found(text) == []


def test_one_letter_is_a_scale_only_where_the_words_say_so() -> None:
    """12m is a length, a number, or neither."""
    assert found("The wall is 12m high.")[0].unit == "meter"
    assert found("It has 12m customers.")[0].value == 12_000_000
    unknown = found("It was 12m.")[0]
    assert (unknown.value, unknown.unit) == (None, "")


def test_vague_magnitudes_are_marked() -> None:
    """Without a value, with their unit."""
    text = "Dozens of people lost tens of millions of dollars."
    first, second = found(text)
    assert (first.span.of(text), first.value, first.unit) == ("Dozens", None, "person")
    assert (second.span.of(text), second.type, second.unit) == (
        "tens of millions of dollars",
        "money",
        "USD",
    )
    assert first.approximate
    assert second.approximate


def test_day_and_month_keep_both_readings_until_something_decides() -> None:
    """The article's date, its other dates, its country."""
    text = "It was held on 5/6/2023."
    assert found(text)[0].timex == "2023-05-06|2023-06-05"
    assert found(text)[0].resolved == ""
    assert found(text, published_at="2023-06-07")[0].timex == "2023-06-05"
    assert found(text, lang="en-US")[0].timex == "2023-05-06"
    assert found(text, lang="en-GB")[0].timex == "2023-06-05"
    both = found("It was held on 5/6/2023, and again on 25/6/2023.")
    assert [one.timex for one in both] == ["2023-06-05", "2023-06-25"]


GERMAN = (
    "Die Preise stiegen im Vergleich zum Vorjahr um 3,4 % auf 2.750.000 Euro, und das ist mehr als"
    " im Jahr zuvor, sagte die Behörde in der Stadt."
)
FRENCH = (
    "La banque a vendu pour 12 500 euros et 3,2 milliards d’euros dans les deux régions de la"
    " province, et le taux est de 5,7 % pour les autres."
)


def test_a_decimal_comma_where_the_text_is_not_english() -> None:
    """Values, scales and currencies in the text's own words."""
    german = found(GERMAN)
    assert (german[0].value, german[0].unit) == (3.4, "percent")
    assert german[1].value == 2_750_000
    french = [(one.value, one.unit) for one in found(FRENCH)]
    assert french == [(12_500, "EUR"), (3_200_000_000, "EUR"), (5.7, "percent")]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("A blast killed two people.", "killed"),
        ("Two people were killed.", "killed"),
        ("The death toll rose to 12.", "killed"),
        ("Some 900 people were evacuated.", "evacuated"),
        ("It has 300 employees.", "employed"),
        ("Unemployment fell to 5 percent.", "unemployment"),
        ("The jobless rate fell to 5 percent.", "unemployment"),
        ("The bridge cost $4 million.", "cost"),
        ("It bought 40 chairs.", "bought"),
    ],
)
def test_what_is_measured_is_part_of_a_quantity(text: str, measures: str) -> None:
    """By the nearest word that says so."""
    assert found(text)[0].measures == measures


@pytest.mark.parametrize(
    "unit", ["0.0", "1.", "1-", "123 ", "$1-", "5% to ", "one million ", "May 1-"]
)
def test_the_time_grows_with_the_text(unit: str) -> None:
    """Four times the text takes no more than some four times as long."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        view = View(text, [Span(0, len(text))])
        start = time.process_time()
        find_quantities(view)
        return time.process_time() - start

    seconds(2_000)
    short = min(seconds(10_000) for _ in range(3))
    assert seconds(40_000) < max(10 * short, 0.5)
