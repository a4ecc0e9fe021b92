"""Corrections laid over an analysis: whose words they are, what gives way, what holds always."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Span
from annotations.language.analysis import Analysis
from annotations.language.corrections import Correction, Corrections, apply, correction
from tests.unit.language.material import analysis
from tests.unit.language.test_analysis import TEXTS, WORDS, ordered

TEXT = "Steve Witkoff met Theresa May in May. Witkoff’s team said “no,” said Witkoff."
READ = st.sampled_from(["person", "place", "group", "facility", "nothing"])
SURFACES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


def said(text: str, *items: Correction) -> list[tuple[str, str, str]]:
    """Surface, type and entity of every name that is no date, once corrected."""
    found = apply(analysis(text), text, Corrections(items))
    return [
        (one.span.of(text), one.type, one.entity.name)
        for one in found.mentions
        if one.type not in ("date", "time")
    ]


def test_words_are_what_they_are_said_to_be_wherever_they_stand() -> None:
    """Every occurrence of whole words, capitals and all, any apostrophe."""
    text = "The Zorblat rose. Zorblat’s edge, not Zorblats, nor zorblat."
    found = said(text, correction("Zorblat", "facility"))
    assert found[:2] == [("Zorblat", "facility", "Zorblat")] * 2
    assert "facility" not in [kind for _, kind, _ in found[2:]]


def test_a_longer_name_stays_what_it_is() -> None:
    """“May” is no name, Theresa May is one."""
    surfaces = [surface for surface, *_ in said(TEXT, correction("May", "nothing"))]
    assert "Theresa May" in surfaces
    found = apply(analysis(TEXT), TEXT, Corrections([correction("May", "nothing")]))
    assert Span(33, 36) not in [span for spans in _spans(found) for span in spans]


def test_longer_words_take_the_place_of_shorter_ones() -> None:
    """Of corrections that begin together the longest counts, and what it covers gives way."""
    items = correction("Steve", "place"), correction("Steve Witkoff met Theresa", "event")
    assert said(TEXT, *items)[0] == ("Steve Witkoff met Theresa", "event", items[1].surface)


def test_a_part_of_wrong_words_can_be_the_name() -> None:
    """A span that was too long, wherever the same words stand."""
    item = correction("Steve Witkoff", "person", "Witkoff")
    assert said(TEXT, item)[0][:2] == ("Witkoff", "person")
    assert Corrections([item]).behind(TEXT, Span(6, 13)) == item
    assert Corrections([item]).behind(TEXT, Span(38, 45)) is None


def test_a_last_name_is_the_person_whom_the_article_names_in_full() -> None:
    """So that both light up together."""
    found = said(TEXT, correction("Witkoff", "person"))
    assert {name for surface, _, name in found if "Witkoff" in surface} == {"Steve Witkoff"}
    assert {name for surface, _, name in said(TEXT, correction("Witkoff", "place"))} >= {"Witkoff"}


def test_a_speaker_follows_its_name() -> None:
    """Who is quoted is the entity that the name stands for now; nobody, where it is no name."""
    [before] = analysis(TEXT).quotations
    assert before.entity is not None
    assert before.entity.type == "person"
    for reading in ("organisation", "nothing"):
        items = Corrections([correction("Witkoff", reading)])
        [after] = apply(analysis(TEXT), TEXT, items).quotations
        assert (after.entity.type if after.entity else "nothing") == reading


def test_a_figure_can_be_nothing() -> None:
    """Only figures whose words are named, or lie inside them."""
    text = "Route 66 is 66 miles long."
    found = apply(analysis(text), text, Corrections([correction("Route 66", "nothing")]))
    assert [one.span.of(text) for one in found.quantities] == ["66 miles"]


def test_a_space_is_any_space_but_no_line_end() -> None:
    """Names are set with no-break spaces, and never go on in the next paragraph."""
    text = "Old\u00a0  Mill burnt. The Old\nMill stands."
    found = said(text, correction("Old  Mill", "facility"))
    assert [one[0] for one in found if one[1] == "facility"] == ["Old\u00a0  Mill"]


@pytest.mark.parametrize(
    ("surface", "reading", "words"),
    [("", "person", ""), (" — ", "nothing", ""), ("Ana", "robot", ""), ("Ana", "person", "Bo")],
)
def test_what_cannot_be_found_is_refused(surface: str, reading: str, words: str) -> None:
    """No word, no such reading, or words that are not among the others."""
    with pytest.raises(ValueError, match=r"word|reading|stand"):
        correction(surface, reading, words)


def test_a_correction_that_says_nothing_is_none() -> None:
    """That is how one is dropped."""
    assert not Corrections([Correction("Ana")])
    assert apply(analysis(TEXT), TEXT, Corrections()) == analysis(TEXT)


def _spans(found: Analysis) -> list[list[Span]]:
    return [[one.span for one in found.mentions], [one.span for one in found.quantities]]


@given(TEXTS, st.lists(st.tuples(SURFACES, READ, st.booleans()), max_size=5))
def test_any_correction_leaves_ordered_spans_and_works_once(
    text: str, wanted: list[tuple[str, str, bool]]
) -> None:
    """Spans inside the text, in order, apart from each other; the second time changes nothing."""
    items = []
    for surface, reading, part in wanted:
        try:
            items.append(
                correction(
                    surface, reading, surface.split()[-1] if part and surface.split() else ""
                )
            )
        except ValueError:
            continue
    corrections = Corrections(items)
    before = analysis(text)
    after = apply(before, text, corrections)
    for spans in _spans(after):
        assert ordered(spans, text)
    assert apply(after, text, corrections) == after
    assert apply(before, text, Corrections(reversed(list(corrections.items.values())))) == after
    matches = list(corrections.matches(text))
    assert ordered([match.span for match in matches], text)
    for match in matches:
        assert match.span.start <= match.name.start < match.name.end <= match.span.end


def test_many_corrections_cost_little() -> None:
    """A thousand of them on a long article: found by their first words, not one by one."""
    text = "The Zorblat of Kyiv told Ana Ruiz that 23 people had left. " * 400
    found = analysis(text)
    corrections = Corrections(
        [correction(f"Name{i} Of", "person") for i in range(1000)]
        + [correction("Zorblat", "facility")]
    )
    began = time.process_time()
    after = apply(found, text, corrections)
    assert time.process_time() - began < 0.5
    assert sum(one.type == "facility" for one in after.mentions) == 400
