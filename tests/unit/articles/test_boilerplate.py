"""Boilerplate: what surrounds a report is found at its ends, and no sentence of the report is."""

import pytest

from annotations.articles.boilerplate import boilerplate, tail_of

BODY = "The harbour reopened on Monday.\nTwo ships left before noon, the port said."

CLOSING = [
    "Ana Ruiz and Tom O’Neil contributed reporting.",
    "Jan van der Meer in Delft and Ana Ruiz contributed to this report.",
    "The Associated Press contributed to this report.",
    "Additional reporting by Ana Ruiz.",
    "(Reporting by Ana Ruiz in Lima; Editing by Tom Oak)",
    "With reporting from the Lima bureau.",
    "(Compiled from agency reports.)",
    "Ana Ruiz is a Courier reporter covering ports and shipping.",
    "Tom Oak is the bureau chief for The Courier in Lima.",
    "The Harbour Desk covers ports for The Courier.",
    "The post Harbour Reopens After Storm appeared first on The Courier.",
    "The post iPhone exports fall first appeared on Courier.example.",
    "This article originally appeared in The Courier.",
    "© 2024 The Courier Company. All rights reserved.",
    "(c) 2024 The Courier",
    "Sign up for our newsletter to get the news each morning.",
    "Read more: The storm in pictures",
    "Follow Ana Ruiz on Twitter.",
    "This story has been updated with a comment by the port.",
    "Photo: Ana Ruiz/Getty Images",
    "-30-",
]

REPORT = [
    "Petra Holm is a reporter at the Holt Post and was hurt in the fire, police said.",
    "Petra Holm is a columnist at the Post, her lawyer said.",
    "The post office in the town appeared first on the list of closures.",
    "The post he left behind appeared first on Monday in the gazette.",
    "The factors that contributed to this story of decline are many.",
    "Officials contributed reporting errors, the audit said.",
    "Hurricane Maria covers the coast with debris.",
    "New Jersey covers costs for those who apply.",
    "The Rescue Team is still searching the bay.",
    "Get ready for a harder winter, the minister said.",
    "Follow the money, she said.",
    "By Monday evening the water had gone.",
    "Photographs released by the port showed two ships.",
    "“This is a developing situation,” he said.",
    "Ana Ruiz was a reporter when the harbour closed.",
]


def paragraphs(text: str) -> list[str]:
    """The boilerplate of `text`, as text."""
    return [span.of(text) for span in boilerplate(text)]


@pytest.mark.parametrize("closing", CLOSING)
def test_a_closing_paragraph_is_boilerplate(closing: str) -> None:
    """Credits, bios, tails, notices: each by itself at the end."""
    assert paragraphs(f"{BODY}\n{closing}\n\n\n") == [closing]


@pytest.mark.parametrize("sentence", REPORT)
def test_a_sentence_of_the_report_is_not(sentence: str) -> None:
    """Not at the top, at the end, or above a credit."""
    assert paragraphs(f"{sentence}\n{BODY}") == []
    assert paragraphs(f"{BODY}\n{sentence}") == []
    credit = "Ana Ruiz contributed reporting."
    assert paragraphs(f"{BODY}\n{sentence}\n{credit}") == [credit]


def test_the_run_at_the_end_ends_at_the_report() -> None:
    """A credit at the top of the text is no part of it."""
    text = f"Ana Ruiz contributed reporting.\n\n{BODY}\n\n" + "\n".join(CLOSING[:4])
    assert paragraphs(text) == CLOSING[:4]


def test_a_weak_sign_counts_beside_an_unmistakable_one() -> None:
    """`X covers Y` is a bio below a credit and may be a report above it."""
    beat = "Ana Ruiz covers ports from Lima."
    assert paragraphs(f"{BODY}\n{beat}") == []
    assert paragraphs(f"{BODY}\n{beat}\n{CLOSING[0]}") == [CLOSING[0]]
    assert paragraphs(f"{BODY}\n{CLOSING[0]}\n{beat}") == [CLOSING[0], beat]


def test_a_rule_says_nothing_wherever_it_stands() -> None:
    """Above the credits and between two parts of the report."""
    assert paragraphs(f"{BODY}\n* * *\n{CLOSING[0]}") == ["* * *", CLOSING[0]]
    assert paragraphs(f"{BODY}\n___\n{BODY}") == ["___"]


@pytest.mark.parametrize(
    "opening",
    [
        "By Ana Ruiz",
        "By ANA RUIZ and Tom Oak",
        "By Ana Ruiz, Staff Writer",
        "Feb. 5, 2026",
        "3 min read",
        "By Ana Ruiz | Photographs by Tom Oak",
        "By Ana Ruiz and Cy Dow; Photographs by Tom Oak for The Courier",
    ],
)
def test_bylines_and_date_lines_at_the_top_are_boilerplate(opening: str) -> None:
    """Near the top, and only there."""
    assert paragraphs(f"Harbour Reopens\n\n{opening}\n\n{BODY}") == [opening]
    assert paragraphs(f"{BODY}\n" * 3 + f"{opening}\n{BODY}") == []


def test_an_article_is_never_boilerplate_altogether() -> None:
    """Something must be left to read."""
    assert boilerplate("\n".join(CLOSING[:3])) == ()
    assert boilerplate("") == ()
    assert boilerplate("\n\n") == ()


@pytest.mark.parametrize(
    ("closing", "title", "source"),
    [
        (
            "The post Harbour Reopens appeared first on The Courier.",
            "Harbour Reopens",
            "The Courier",
        ),
        (
            "The post Bank&#8217;s Rate first appeared on Courier.example",
            "Bank’s Rate",
            "Courier.example",
        ),
        ("This story was originally published by The Courier.", "", "The Courier"),
        ("© 2024 The Courier. All rights reserved.", "", "The Courier"),
        ("The Harbour Desk covers ports for the Morning Courier.", "", "Morning Courier"),
        ("The post office appeared first on the list.", "", ""),
    ],
)
def test_a_tail_tells_title_and_source(closing: str, title: str, source: str) -> None:
    """Escaped characters in a tail are read as what they stand for."""
    assert tail_of(f"{BODY}\n{closing}\n") == (title, source)


def test_a_long_last_paragraph_takes_no_time() -> None:
    """Quadratic matching of this would take minutes."""
    assert boilerplate(BODY + "\n" + "Ana is a reporter, " * 100_000) == ()
