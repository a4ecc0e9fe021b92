"""Dates as services write them: what they say, and no more."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.dates_in_words import is_date_line
from annotations.articles.declared import language_tag, published

WRITTEN = (
    ("March 3, 2024 Sunday", "2024-03-03"),
    ("December 19, 1991, Sunday, An Edition", "1991-12-19"),
    ("January 28, 1993, Tuesday, Late Edition - Final Correction Appended", "1993-01-28"),
    ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20:00+00:00"),
    ("July 1, 2019 Monday 12:05 AM EST", "2019-07-01T00:05:00-05:00"),
    ("July 1, 2019 12:05 PM", "2019-07-01T12:05:00"),
    ("Sunday, March 3, 2024", "2024-03-03"),
    ("Tuesday 5th March 2019", "2019-03-05"),
    ("Mar. 5, 2019", "2019-03-05"),
    ("Sept. 5, 2019", "2019-09-05"),
    ("05 Mar 2019", "2019-03-05"),
    ("12 April 2013 Tuesday", "2013-04-12"),
    ("2019 Dec 5", "2019-12-05"),
    ("8. März 2001", "2001-03-08"),
    ("8. Maerz 2001", "2001-03-08"),
    ("Donnerstag, 4. Juli 2019", "2019-07-04"),
    ("5. Dezember 2024 18.30 Uhr MEZ", "2024-12-05T18:30:00+01:00"),
    ("jeudi 5 octobre 2013", "2013-10-05"),
    ("1er janvier 2020", "2020-01-01"),
    ("mar. 5 mars 2019", "2019-03-05"),
    ("29 décembre 2011 15:32", "2011-12-29T15:32:00"),
    ("4 août 2020 15h32", "2020-08-04T15:32:00"),
    ("3 de julio de 2018", "2018-07-03"),
    ("3 julio 2018 martes", "2018-07-03"),
    ("9 abril 2018 lunes", "2018-04-09"),
    ("3 luglio 2018 martedì 4:07 PM GMT", "2018-07-03T16:07:00+00:00"),
    ("3 Julho 2018 Terça-feira 10:27 AM GMT", "2018-07-03T10:27:00+00:00"),
    ("9 Maio 2018 Quarta-feira", "2018-05-09"),
    ("4 maart 2024 maandag", "2024-03-04"),
    ("3 марта 2024", "2024-03-03"),
    ("4. mars 2024", "2024-03-04"),
    ("2024年3月4日", "2024-03-04"),
    ("2024년 3월 4일", "2024-03-04"),
    ("Published on Sunday, March 3, 2024 at 5:04 pm", "2024-03-03T17:04:00"),
    ("12 March 2024 10:15 GMT+2", "2024-03-12T10:15:00+02:00"),
    ("Mon, 20 Nov 1995 19:12:08 -0500", "1995-11-20T19:12:08-05:00"),
    ("March 2024", "2024-03"),
    ("mars 2024", "2024-03"),
    ("März 2024", "2024-03"),
    ("2024年3月", "2024-03"),
    ("2024", "2024"),
    ("March 3-9, 2024", "2024-03"),
    ("3.-9. März 2024", "2024-03"),
    ("04.03.2024", "2024-03-04"),
    ("13/04/2024", "2024-04-13"),
    ("04/13/2024", "2024-04-13"),
    ("03/03/2024", "2024-03-03"),
    ("2024/03/04", "2024-03-04"),
    ("2024-03-04T10:20Z", "2024-03-04T10:20:00+00:00"),
    ("20240304", "2024-03-04"),
    ("20240304T102000Z", "2024-03-04T10:20:00+00:00"),
)
NONE = (
    *("03/04/2024", "3-4-2024", "soon", "", "Spring 2012", "March 32, 2024", "31 June 2024"),
    *("2024-13", "2024-02-30", "2024-W10", "2024-W10-1", "29.02.2023", "May", "0000", "12:30"),
    "The crash of October 1929",
    "In a report on the storm of March 3, 2024 he said nothing",
    "Version 3.4.2024a",
)


@pytest.mark.parametrize(("written", "iso"), WRITTEN)
def test_a_date_is_told_as_precisely_as_it_was_written(written: str, iso: str) -> None:
    """Whatever space stands in it."""
    assert published(written) == iso
    assert published(f"  {written}\n".replace(" ", "\xa0")) == iso


@pytest.mark.parametrize("written", NONE)
def test_what_is_no_date_or_two_is_none(written: str) -> None:
    """Nothing is guessed."""
    assert published(written) == ""


@pytest.mark.parametrize(("written", "iso"), WRITTEN[:40])
def test_a_line_that_is_a_date_is_told_from_prose(written: str, iso: str) -> None:
    """A headline may hold a date too."""
    assert iso
    assert is_date_line(written)
    assert not is_date_line(f"Storm of {written} closes the port again")
    assert not is_date_line(f"{written}: the port closes after a week of storms")


ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d(:\d\d)?)?)?)?)?")


def is_valid(iso: str) -> bool:
    """Whether a text is a date that there is."""
    if not ISO.fullmatch(iso):
        return False
    padded = iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso
    datetime.fromisoformat(padded)
    return True


@given(st.text(st.sampled_from("0123456789 :/.,-+TZWMarchJuni年月日AMPm"), max_size=30))
def test_whatever_is_told_is_a_date_that_there_is(text: str) -> None:
    """Of any text, in one of the five precisions."""
    iso = published(text)
    assert not iso or is_valid(iso)


@given(st.text(max_size=60))
def test_any_text_is_looked_at_without_harm(text: str) -> None:
    """Nothing is raised."""
    iso = published(text)
    assert not iso or is_valid(iso)


NAMES = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}


@given(
    st.sampled_from(sorted(NAMES)),
    st.dates(date(1800, 1, 1), date(2099, 12, 31)),
    st.sampled_from(
        ["{d} {m} {y}", "{m} {d}, {y}", "{d}. {m} {y}", "{d} de {m} de {y}", "{m} {y}", "{d} {m}"]
    ),
    st.sampled_from(["", " 14:05", " 2:05 PM"]),
)
def test_precision_is_what_was_written(language: str, day: date, form: str, clock: str) -> None:
    """No day is added to a month, no time to a day, no zone to a time."""
    month = NAMES[language].split()[day.month - 1]
    iso = published(form.format(d=day.day, m=month, y=day.year) + (clock if "{d}" in form else ""))
    if "{y}" not in form:
        assert iso == ""
    elif "{d}" not in form:
        assert iso == f"{day:%Y-%m}"
    else:
        assert iso == f"{day.isoformat()}{'T14:05:00' if clock else ''}"


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("ENGLISH; ENGLISHS", "en"),
        ("Französisch", "fr"),
        ("Español", "es"),
        ("Nederlands", "nl"),
        ("en_GB", "en-GB"),
        ("zh-Hant", "zh-Hant"),
        ("Greek", "el"),
        ("Thai", "th"),
        ("none of these", ""),
        ("", ""),
    ],
)
def test_languages_by_name_or_tag(name: str, tag: str) -> None:
    """Of several the first."""
    assert language_tag(name) == tag
