"""Whose words they are where it is not the name beside the verb."""

from __future__ import annotations

import time

import pytest

from annotations.language.quotations.quote_marks import find_marked
from tests.unit.language.material import analysis, quotations

SNOW = (
    "Snow empties the trains\n\n"
    '"It could have been worse," said Tom Hale, a spokesman for the railway police.\n\n'
    "Travellers such as Rosa Quill, who reached Ardley on Monday, were glad. Quill said that she"
    " had left a day early.\n\n"
    '"I had packed food for a week," she wrote in a message.\n\n'
    "Peter J. Marsh said he, too, had feared the worst.\n\n"
    '"But the platforms were empty," he said.'
)
HIRING = (
    "Hiring stays slow\n\n“Orders come in drops,” said Jim Oster, president of Garner Building"
    " Corp. in Calder. In 2019, Garner employed 400 people.\n\nShops there have lost customers to"
    " Holt, and the town has seen “hardly any new money” for homes, said Paul Wenn, an economist at"
    " Estmark University.\n\n“There are a lot of dark windows,” he said."
)


def test_a_pronoun_is_the_subject_of_the_sentence_before() -> None:
    """Not who spoke last, of the other sex or of the same, and never a company."""
    assert [speaker for _, speaker in quotations(SNOW)] == [
        "Tom Hale",
        "Rosa Quill",
        "Peter J. Marsh",
    ]
    assert [speaker for _, speaker in quotations(HIRING)] == ["Jim Oster", "Paul Wenn", "Paul Wenn"]


MET = "“It rained,” said Tom Hale. "
SPEAKERS: list[tuple[str, list[str]]] = [
    # sex by title, first name and description
    ("Tom Hale met Rosa Quill there. “I was cold,” she said.", ["Rosa Quill"]),
    ("Ms Lund met Mr Holt there. “I was cold,” he said.", ["Holt"]),
    ("Zorn, a spokeswoman, met Mr Holt there. “I was cold,” she said.", ["Zorn"]),
    # the nearest subject and the last speaker differ, and neither is in the sentence before
    (MET + "Bob Fox came on Monday. The sun rose. “It was late,” he said.", ["Tom Hale", ""]),
    (MET + "A bus hit Bob Fox. “It was late,” he said.", ["Tom Hale", ""]),
    # and where they agree
    (MET + "The sun rose. “It was late,” he said.", ["Tom Hale", "Tom Hale"]),
    # verbs
    ("“About time,” commented union president Hank Orsini.", ["Hank Orsini"]),
    ("Rep. Ann Holt, D-Mo., reasoned it was “very bad indeed.”", ["Ann Holt"]),
    ("Sen. Ann Holt (R-La.) said it was “very bad indeed.”", ["Ann Holt"]),
    ("Ann Holt KC said: “It is over.”", ["Ann Holt"]),
    ("“Never,” drawled Mr Hall. “Ever,” Ms Banks purred.", ["Hall", "Banks"]),
    (
        "The union agreed, with its president, Lou Gray, stating that it “lifts a weight.”",
        ["Lou Gray"],
    ),
    ("The council agreed, with director Ann Holt stating: “We are late.”", ["Ann Holt"]),
    # the listener is not the speaker
    ("“We won,” she told Sky News. Ann Holt told Bo Lund: “We lost.”", ["", "Ann Holt"]),
    # an introduction that ends in a quotation
    (
        "“No,” said Bo Lund. Ann Holt said that brewers were misled. “They paid.”",
        INTRODUCED := ["Bo Lund", "Ann Holt"],
    ),
    ("“No,” said Bo Lund. Ann Holt shrugged. “It rains.”", INTRODUCED),
    # behind a whole sentence
    ("The town had “no new money” for homes, said Ann Holt, a baker.", ["Ann Holt"]),
    # signatures and labels
    ("“Bring back the trams.” - Ann Holt, Dublin", ["Ann Holt"]),
    ("“Bring back the trams.”\n— Ann Holt", ["Ann Holt"]),
    ("From Ann Holt: “Your article forgot the drones.”", ["Ann Holt"]),
    ("INTERVIEWER: “Did you see it?”\n\nMR. ZORN: “I did.”", ["INTERVIEWER", "ZORN"]),
    # those whom the speaker met, and two who may both be meant
    ("Ann Holt, who met Petra Marsh, said: “It rains.”", ["Ann Holt"]),
    ("Ann Holt, a friend of Petra Marsh, said: “It rains.”", ["Ann Holt"]),
    ("Ann Holt, standing beside Tom Marsh, said: “It rains.”", ["Ann Holt"]),
    ("Its head, Ann Holt, said: “It rains.”", ["Ann Holt"]),
    ("The owner, Ann Holt, and the mayor, Mary Lind, met.\n\n“It is done,” she said.", [""]),
    ("Ann Holt and her husband, Tom Lind, left.\n\n“It is done,” he said.", ["Tom Lind"]),
    # marks
    ("``Nobody told us,'' said Ann Holt.", ["Ann Holt"]),
    # somebody's age and office
    ("Ann Holt, 34, lives here. “I want steel,” the 34-year-old said.", ["Ann Holt"]),
    ("The Minister of Power, Ann Holt, came. “No,” the minister said.", ["Ann Holt"]),
]


@pytest.mark.parametrize(("text", "wanted"), SPEAKERS, ids=lambda value: str(value)[:50])
def test_who_speaks(text: str, wanted: list[str]) -> None:
    """One speaker to a quotation, empty where nobody can be told."""
    assert [speaker for _, speaker in quotations(text)] == wanted


def test_a_transcript_has_speakers_without_marks() -> None:
    """Three lines or more, of two speakers or more, who come again."""
    text = "We met John Smith.\nQ: What happened?\nSMITH: I saw “a light” there.\nQ: And then?"
    assert quotations(text) == [
        ("What happened?", "Q"),
        ("I saw “a light” there.", "John Smith"),
        ("And then?", "Q"),
    ]
    assert quotations("Date: Monday\nPlace: Kyiv\nSource: Reuters") == []
    assert quotations("Verdict: It is good.\nPrice: It is low.") == []


def test_a_closing_mark_belongs_to_what_it_closes_in_any_script() -> None:
    """Marks that need no space around them are found with both ends."""
    text = '"这是对的。"他说。他说"对"。\n\n「はい。」と彼は「い「ろ」は」と言った。'
    assert [quotation for quotation, _ in quotations(text)] == [
        '"这是对的。"',
        '"对"',
        "「はい。」",
        "「い「ろ」は」",
    ]


UNITS = ["“a” ", '"a" ', "‘a’ ", "'a' ", "«a» ", "``a'' ", "「a」", "“a ", '"a ', "'a ", "“ ‘a’ "]


@pytest.mark.parametrize("unit", UNITS)
def test_marks_are_found_in_linear_time(unit: str) -> None:
    """Twice the text takes twice the time, give or take; it took four times as long."""

    def best(text: str) -> float:
        times = []
        for _ in range(3):
            begun = time.process_time()
            find_marked(text, 0, len(text))
            times.append(time.process_time() - begun)
        return min(times)

    assert best(unit * 16_000) < 3.2 * best(unit * 8_000) + 0.02


@pytest.mark.parametrize(
    "unit", ["“a” ", "‘a’ ", "“No,” he said. ", "Ann said “no” and ", "Zorn Corp "]
)
def test_an_analysis_takes_linear_time(unit: str) -> None:
    """However long one sentence is, and however many names and quotations it has."""

    def best(count: int) -> float:
        times = []
        for day in range(3):
            text = f"It was day {day} on which they said that it is. " + unit * count
            begun = time.process_time()
            analysis(text)
            times.append(time.process_time() - begun)
        return min(times)

    assert best(3_000) < 3.2 * best(1_500) + 0.05
