"""Quotations and whose they are, in every place that a speaker can stand."""

from __future__ import annotations

import pytest

from tests.unit.language.material import analysis, quotations

SPOKEN: list[tuple[str, list[tuple[str, str]]]] = [
    # before, after, in the middle
    ("Ana Ruiz said: “We agreed.”", [("“We agreed.”", "Ana Ruiz")]),
    ("“We agreed,” Ana Ruiz said.", [("“We agreed,”", "Ana Ruiz")]),
    ("“We agreed,” said Ana Ruiz, a baker.", [("“We agreed,”", "Ana Ruiz")]),
    (
        "“We agreed,” Ana Ruiz said, “and left.”",
        [("“We agreed,”", "Ana Ruiz"), ("“and left.”", "Ana Ruiz")],
    ),
    (
        "“We agreed,” Mr. Ruiz said, adding, “It was time.”",
        [("“We agreed,”", "Ruiz"), ("“It was time.”", "Ruiz")],
    ),
    # partial
    (
        "Ana Ruiz told reporters that there was “positive movement forward.”",
        [("“positive movement forward.”", "Ana Ruiz")],
    ),
    (
        "Ana Ruiz described the talks as “useful” and said they were “practical.”",
        [("“useful”", "Ana Ruiz"), ("“practical.”", "Ana Ruiz")],
    ),
    (
        "The “new conditions for talks” described by Mr. Holt were old.",
        [("“new conditions for talks”", "Holt")],
    ),
    # appositions and clauses between name and verb
    (
        "Ana Ruiz, the aide to President Ivo Holt, said it was “very bad.”",
        [("“very bad.”", "Ana Ruiz")],
    ),
    ("Mr. Holt’s aide, Ana Ruiz, said it was “very bad.”", [("“very bad.”", "Ana Ruiz")]),
    (
        "Others disagreed, including Ana Ruiz, who visited Kyiv and said it was “very bad.”",
        [("“very bad.”", "Ana Ruiz")],
    ),
    ("The minister, who is new, called it “very bad.”", [("“very bad.”", "The minister")]),
    # no name
    ("“It was dark,” the harbor master said.", [("“It was dark,”", "the harbor master")]),
    (
        "“It was dark,” said a spokesman for the port.",
        [("“It was dark,”", "a spokesman for the port")],
    ),
    # across sentences, pronouns
    (
        "“We agreed,” said Ana Ruiz. “It was time. We left.”",
        [("“We agreed,”", "Ana Ruiz"), ("“It was time. We left.”", "Ana Ruiz")],
    ),
    ("Ana Ruiz arrived late. “We agreed,” she said.", [("“We agreed,”", "Ana Ruiz")]),
    # straight marks
    (
        '"We agreed," Ana Ruiz said. "Go home."',
        [('"We agreed,"', "Ana Ruiz"), ('"Go home."', "Ana Ruiz")],
    ),
    # no quotations
    ("They watched “Gone With the Wind” again.", []),
    ("The so-called “golden age” ended.", []),
]


@pytest.mark.parametrize(("text", "wanted"), SPOKEN, ids=lambda value: str(value)[:40])
def test_a_quotation_has_its_speaker(text: str, wanted: list[tuple[str, str]]) -> None:
    """Marks included; the speaker's fullest name, or the words that the text has."""
    assert quotations(text) == wanted


def test_a_quotation_over_paragraphs_goes_on_with_its_speaker() -> None:
    """Each paragraph opens with a mark, only the last one closes."""
    text = "“We agreed on all of it,” said Ana Ruiz. “It took long.\n\n“But it is done now.”"
    found = quotations(text)
    assert [speaker for _, speaker in found] == ["Ana Ruiz"] * 3
    assert found[1][0] == "“It took long."
    assert analysis(text).quotations[2].continued


def test_a_verb_is_kept_with_its_place() -> None:
    """What reports, for the hints of the reader."""
    text = "Ana Ruiz conceded that “much remains.”"
    [quotation] = analysis(text).quotations
    assert quotation.cue == "conceded"
    assert quotation.cue_span is not None
    assert quotation.cue_span.of(text) == "conceded"
    assert quotation.entity is not None
    assert quotation.speaker_span is not None
    assert quotation.speaker_span.of(text) == "Ana Ruiz"


def test_reported_speech_without_marks_is_kept_apart() -> None:
    """Its content, and its speaker."""
    text = "Ana Ruiz said that the talks were over. It was a record, Mr. Holt said."
    found = analysis(text)
    assert found.quotations == ()
    assert [(q.span.of(text), q.speaker, q.kind) for q in found.indirect] == [
        ("the talks were over", "Ana Ruiz", "indirect"),
        ("It was a record", "Holt", "indirect"),
    ]


def test_what_was_not_said_is_not_reported() -> None:
    """A denial of saying is no saying."""
    assert analysis("The clerks would not say which files were missing.").indirect == ()


def test_cues_show_what_is_doubtful() -> None:
    """One span and kind each, the longest where several start."""
    text = "It is unclear whether they may agree if, as expected, Mr. Holt said so."
    assert [(cue.span.of(text), cue.kind) for cue in analysis(text).cues] == [
        ("unclear whether", "unknown"),
        ("may", "modal"),
        ("if", "conditional"),
        ("expected", "expectation"),
        ("said", "attribution"),
    ]
