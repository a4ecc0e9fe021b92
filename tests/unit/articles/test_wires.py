"""The agency that a report came from, where reports name it, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.document import Document
from annotations.articles.reading import make_article
from annotations.articles.wires import agency_of

DATELINES = (
    ("PARIS (Reuters) - The mayor resigned.", "Reuters"),
    ("PARIS, March 3 (Reuters) - The mayor resigned.", "Reuters"),
    ("March 3 (Reuters) - The mayor resigned.", "Reuters"),
    ("WASHINGTON (AP) — The mayor resigned.", "AP"),
    ("BEIRUT/THE HAGUE, March 7 (Reuters) - The mayor resigned.", "Reuters"),
    ("The Hague (AP) — The mayor resigned.", "AP"),
    ("LONDON, England (AP) - The mayor resigned.", "AP"),
    ("UNITED NATIONS, March 3, 2024 (AFP) - The mayor resigned.", "AFP"),
    ("Paris, 3 mars 2024 (AFP) - Le maire démissionne.", "AFP"),
    ("BERLIN (dpa) - Der Bürgermeister tritt zurück.", "dpa"),
    ("Berlin (dpa/lsw) - Der Bürgermeister tritt zurück.", "dpa"),
    ("Wien (APA/dpa) - Der Bürgermeister tritt zurück.", "APA"),
    ("Genève (ats) - Le maire démissionne.", "Keystone-SDA"),
    ("Madrid, 3 mar (EFE).- El alcalde dimite.", "EFE"),
    ("(ANSA) - ROMA, 03 MAR - Il sindaco si dimette.", "ANSA"),
    ("BEIJING, March 3 (Xinhua) -- The mayor resigned.", "Xinhua"),
    ("MOSCOW, March 3. /TASS/. The mayor resigned.", "TASS"),
    ("MOSCOW. March 3 (Interfax) - The mayor resigned.", "Interfax"),
    ("TOKYO (Kyodo) -- The mayor resigned.", "Kyodo"),
    ("SEOUL, March 3 (Yonhap) -- The mayor resigned.", "Yonhap"),
    ("Taipei, March 3 (CNA) The mayor resigned.", "CNA"),
    ("WASHINGTON, March 3 (UPI) -- The mayor resigned.", "UPI"),
    ("New Delhi, Mar 3 (PTI) The mayor resigned.", "PTI"),
    ("(Bloomberg) -- The mayor resigned.", "Bloomberg"),
    ("Lisboa, 03 mar 2024 (Lusa) - O presidente demitiu-se.", "Lusa"),
    ("Mayor resigns\n\nBy Ann Poe\n\nPARIS (Reuters) - The mayor resigned.", "Reuters"),
)
BYLINES = (
    *(("Ann Poe, Associated Press", "AP"), ("THE ASSOCIATED PRESS", "AP"), ("AFP", "AFP")),
    *(("Reuters Staff", "Reuters"), ("By Ann Poe of The Associated Press", "AP")),
    *(("Ann Poe | AP", "AP"), ("Ann Poe (Reuters)", "Reuters"), ("Von Ann Poe, dpa", "dpa")),
    *(("By ANN POE Associated Press Writer", "AP"), ("PA Media", "PA Media")),
    *(("Ann Poe and Bob Roe, AP Sports Writers", "AP"), ("Ann Poe/Reuters", "Reuters")),
    *(("Ann Poe, Reuters Institute", ""), ("Ann Poe", ""), ("Pa Smith", ""), ("Efe Demir", "")),
)
TAILS = (
    ("The mayor resigned.\n\n© 2024 AFP", "AFP"),
    ("The mayor resigned.\n\nCopyright 2024 The Associated Press. All rights reserved.", "AP"),
    ("Der Bürgermeister tritt zurück. (dpa)", "dpa"),
    ("Le maire démissionne.\n\n(AFP)", "AFP"),
    ("The mayor resigned.\n\nReuters", "Reuters"),
    ("The mayor resigned.\n\n© 2024 The Courier", ""),
)
OTHERS = (
    "The news agency (AFP) said that the mayor resigned.",
    "United Nations (AP) officials said that the mayor resigned.",
    "Reporters told Reuters (Reuters) - that the mayor resigned.",
    "He said (Reuters) - no.",
    "PARIS - The mayor told AFP - that he resigned.",
    "The police (PA) said that the mayor resigned.",
    "London (CNN) - The mayor resigned.",
    "The mayor told the Associated Press.\n\nHe left.",
    "The mayor resigned.\n\nHe told Reuters.",
    "He said so (AP).",
    "The mayor works at AFP",
)


@pytest.mark.parametrize(("text", "agency"), DATELINES)
def test_a_dateline_names_its_agency(text: str, agency: str) -> None:
    """In the languages in which agencies write."""
    assert agency_of(text) == agency
    assert make_article(Document(text=f"{text}\n\nHe gave no reason.")).wire == agency


@pytest.mark.parametrize(("byline", "agency"), BYLINES)
def test_a_byline_names_its_agency(byline: str, agency: str) -> None:
    """As a whole or as its last part."""
    assert agency_of("The mayor resigned.", byline=byline) == agency


@pytest.mark.parametrize(("text", "agency"), TAILS)
def test_the_end_names_its_agency(text: str, agency: str) -> None:
    """By its copyright, or alone."""
    assert agency_of(text) == agency


@pytest.mark.parametrize("text", OTHERS)
def test_a_report_that_mentions_an_agency_names_none(text: str) -> None:
    """What is in doubt is left empty."""
    assert agency_of(text) == ""


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(c) 2010 Reuters Limited", "Reuters"),
        ("Copyright 2024 Agence France Presse", "AFP"),
        ("© Thomson Reuters 2024", "Reuters"),
        ("© 2024 Bloomberg L.P.", "Bloomberg"),
        ("Copyright 2024 Xinhua News Agency. All Rights Reserved", "Xinhua"),
        ("Copyright 2024 Test Courier Ltd.", ""),
    ],
)
def test_a_copyright_line_names_its_agency(line: str, agency: str) -> None:
    """Services put it beside the text."""
    assert agency_of("x", copyright_line=line) == agency


def test_what_the_format_says_comes_first() -> None:
    """A reader may know better."""
    document = Document(text="PARIS (Reuters) - The mayor resigned.", wire="Courier Wire")
    assert make_article(document).wire == "Courier Wire"


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_looked_at_without_harm(text: str, byline: str) -> None:
    """Nothing is raised."""
    assert isinstance(agency_of(text, byline, text, byline), str)
