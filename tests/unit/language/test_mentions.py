"""Names: spans, types, and the entity behind them."""

from __future__ import annotations

import pytest

from tests.unit.language.material import analysis, mentions

ZORNS = ["Zorn", "Vell", "Quux"]
GARNER = [
    ("Garner Building Corp.", "organisation"),
    ("Garner", "organisation"),
    ("Ann Holt", "person"),
]
REFUGEES = [("Refugee Council", "organisation"), ("Jane Holt", "person")]
NAMES: list[tuple[str, list[tuple[str, str]]]] = [
    ("Mr. Holt met President Ana V. Ruiz’s aide.", [("Holt", "person"), ("Ana V. Ruiz", "person")]),
    ("Officials in Kyiv and the Kremlin agreed.", [("Kyiv", "place"), ("Kremlin", "organisation")]),
    ("The Ukrainian-held east fears Russians.", [("Ukrainian", "group"), ("Russians", "group")]),
    ("The Russia-Ukraine talks stalled.", [("Russia", "place"), ("Ukraine", "place")]),
    (
        "Ukraine’s National Security Council met.",
        [("Ukraine", "place"), ("National Security Council", "organisation")],
    ),
    ("The Ministry of Defense denied it.", [("Ministry of Defense", "organisation")]),
    (
        "After World War II the Olympics returned.",
        [("World War II", "event"), ("Olympics", "event")],
    ),
    ("He crossed Tower Bridge.", [("Tower Bridge", "facility")]),
    ("Bashar al-Assad left; Assad is gone.", [("Bashar al-Assad", "person"), ("Assad", "person")]),
    ("Ursula von der Leyen spoke.", [("Ursula von der Leyen", "person")]),
    ("Oakfield Inc. sued.", [("Oakfield Inc.", "organisation")]),
    ("It was in Fresno, Calif., again.", [("Fresno", "place"), ("Calif.", "place")]),
    ("Everyone left. Photographs showed it. However, Officials knew.", []),
    (
        "The U.S. armed forces and the U.S. European Command agreed.",
        [("U.S.", "place"), ("U.S. European Command", "organisation")],
    ),
    (
        "Martin Luther King, Jr. spoke; Jr. left, and so did John Doe III.",
        [("Martin Luther King, Jr.", "person"), ("John Doe III", "person")],
    ),
    # titles without a stop, and chains of them
    (
        "Mr Holt, Ms Banks and Dr Kwame Asante met Det Ch Insp Lowe.",
        [
            ("Holt", "person"),
            ("Banks", "person"),
            ("Kwame Asante", "person"),
            ("Lowe", "person"),
        ],
    ),
    (
        "Assistant U.S. Attorney Dana Fox and FBI Special Agent Ivo Lund testified.",
        [
            ("U.S.", "place"),
            ("Dana Fox", "person"),
            ("FBI", "organisation"),
            ("Ivo Lund", "person"),
        ],
    ),
    ("Alhaji Sani Bello and Smt Rao sat.", [("Sani Bello", "person"), ("Rao", "person")]),
    ("Simon Haldane KC rose.", [("Simon Haldane", "person")]),
    # nicknames, particles, hyphens
    ("Robert “Bob” Holt spoke.", [("Robert “Bob” Holt", "person")]),
    ("It is Mahbub ul Haque again.", [("Mahbub ul Haque", "person")]),
    (
        "Abdel al-Tayeb, bin Laden, O’Brien and Jean-Luc Le Pen left.",
        [
            ("Abdel al-Tayeb", "person"),
            ("Laden", "person"),
            ("O’Brien", "person"),
            ("Jean-Luc Le Pen", "person"),
        ],
    ),
    # what is no person, by what stands around it
    ("He told Zorblat News, then left.", [("Zorblat News", "organisation")]),
    ("Vellory’s shares fell.", [("Vellory", "organisation")]),
    ("It was made by the Quux-based firm.", [("Quux", "place")]),
    ("An analyst at Vellory said so.", [("Vellory", "organisation")]),
    ("She is the member for Permatang Pauh.", [("Permatang Pauh", "place")]),
    ("They moved to Zorn, a town in the hills.", [("Zorn", "place")]),
    ("They hired Zorn, a baker.", [("Zorn", "person")]),
    ("Makers such as Zorn, Vell and Quux closed.", [(w, "organisation") for w in ZORNS]),
    ("Garner Building Corp. grew. Garner hired Ann Holt.", GARNER),
    # one name
    ("The Kent and Essex Police came.", [("Kent and Essex Police", "organisation")]),
    (
        "It is the National Union of Teachers of South Africa.",
        [("National Union of Teachers of South Africa", "organisation")],
    ),
    (
        "The Garment Manufacturers and Exporters Association met.",
        [("Garment Manufacturers and Exporters Association", "organisation")],
    ),
    ("They sang in St Wilfrid’s Church.", [("St Wilfrid’s Church", "facility")]),
    ("A flood hit Carver’s Ford, Ky.", [("Carver’s Ford", "place"), ("Ky.", "place")]),
    # two names
    ("Cardiff-based Vell Group grew.", [("Cardiff", "place"), ("Vell Group", "organisation")]),
    ("Refugee Council Jane Holt wept.", REFUGEES),
    ("Sen. Ann Holt (R-La.) spoke.", [("Ann Holt", "person"), ("La.", "place")]),
    # none
    ("It cost R2.3bn, Rs. 500 on the M25, says the IPO.", []),
    ("LONDON (Reuters) - It rained.", [("LONDON", "place"), ("Reuters", "organisation")]),
    ("The Trump administration agreed.", [("Trump administration", "organisation")]),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES, ids=lambda value: str(value)[:40])
def test_names_are_found_with_their_types(text: str, wanted: list[tuple[str, str]]) -> None:
    """Without titles, possessives and appositions."""
    assert mentions(text) == wanted


def entities(text: str) -> dict[str, list[str]]:
    """Entity -> the surfaces that mention it."""
    found: dict[str, list[str]] = {}
    for mention in analysis(text).mentions:
        found.setdefault(mention.entity.name, []).append(mention.span.of(text))
    return found


def test_a_surname_stands_for_the_person_who_was_introduced() -> None:
    """Whoever is named beside them stays another person."""
    text = "Steve Holt, President Ruiz’s envoy, left. Mr. Holt smiled. Ms. Ruiz and Holt met."
    assert entities(text) == {
        "Steve Holt": ["Steve Holt", "Holt", "Holt"],
        "Ruiz": ["Ruiz", "Ruiz"],
    }


def test_an_administration_is_not_the_person() -> None:
    """What the one says the other did not say."""
    assert set(entities("Mr. Trump spoke. The Trump administration did not.")) == {
        "Trump",
        "Trump administration",
    }


def test_short_forms_stand_for_the_long_ones() -> None:
    """Acronyms that the article explains, and those that everybody knows."""
    text = "The National Fishing Board (NFB) met. The NFB and the UAE agreed; the Emirates paid."
    found = entities(text)
    assert found["National Fishing Board"] == ["National Fishing Board", "NFB", "NFB"]
    assert found["United Arab Emirates"] == ["UAE", "Emirates"]


def test_the_rest_of_the_article_decides_what_a_capital_at_the_start_means() -> None:
    """`Umarov` alone could be anything; after its introduction it is a person."""
    text = "Talks began. Rustem Umarov smiled. Umarov left."
    assert mentions(text) == [("Rustem Umarov", "person"), ("Umarov", "person")]


def test_dates_and_times_are_mentions_too() -> None:
    """With the same spans as the quantities."""
    text = "It ended on Thursday at 5 p.m. sharp."
    assert [(m.span.of(text), m.type) for m in analysis(text).mentions] == [
        ("Thursday", "date"),
        ("5 p.m.", "time"),
    ]


def test_a_key_is_the_same_for_the_same_name_in_another_article() -> None:
    """The comparison links by it."""
    [one] = analysis("The U.S. agreed.").mentions
    [other] = analysis("They flew to the United States.").mentions
    assert one.entity.key == other.entity.key == "place:united states"


@pytest.mark.parametrize(
    "text",
    [
        "The reverend Martin Luther King, Jr. spoke here. Jr. was there.",
        "A said that II II II.",
        "Jr. Sr. III, Jr.",
        ", Jr. Jr. said so.",
    ],
)
def test_a_suffix_alone_is_no_reason_to_stop(text: str) -> None:
    """Whatever a name is made of, the article is analysed."""
    assert all(mention.entity.name for mention in analysis(text).mentions)


def test_a_generation_behind_a_comma_belongs_to_the_name() -> None:
    """And what is only a generation is nobody; it once ended the analysis with an error."""
    assert entities("Sammy Davis, Jr., sang. Davis bowed. Jr. III.") == {
        "Sammy Davis Jr.": ["Sammy Davis, Jr.", "Davis"]
    }


def test_a_title_without_a_stop_does_not_break_the_link_to_the_full_name() -> None:
    """As British copy has it."""
    text = "Paul Kerrigan spoke. Mr Kerrigan sat. Det Sgt Kerrigan and Dr Kerrigan left."
    assert entities(text) == {"Paul Kerrigan": ["Paul Kerrigan", *["Kerrigan"] * 3]}


def test_a_particle_with_a_capital_belongs_to_the_name_that_has_it() -> None:
    """A number at the start of a sentence, except before Hove."""
    assert entities("Bas ten Hove won. Ten Hove wept. Ten people saw it.") == {
        "Bas ten Hove": ["Bas ten Hove", "Ten Hove"]
    }


def test_a_city_is_a_team_where_matches_are_reported() -> None:
    """And stays a place where it lies."""
    text = (
        "Derby beat Reading 2-1 in Derby. The coach praised the goalkeeper, the striker scored"
        " two goals, and the league season goes on."
    )
    assert mentions(text)[:1] == [("Derby", "organisation")]
    assert mentions(text)[-1:] == [("Derby", "place")]


def test_what_and_joins_has_one_type() -> None:
    """A list of towns, one of them known."""
    assert mentions("It rained in Paris and Zorn.") == [("Paris", "place"), ("Zorn", "place")]
