"""The analysis as a whole: what holds for any text, the cache, other languages, a part first."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Span
from annotations.articles.load import load
from annotations.language.analysis import ANALYSER_VERSION, analyse, analyse_range, analyse_spans
from annotations.language.sentences import cut
from tests.unit.language.material import analysis, article

WORDS = st.sampled_from(
    [
        "Mr.",
        "Holt",
        "Ana",
        "Ruiz",
        "said",
        "that",
        "“We",
        "agreed,”",
        '"',
        "'",
        "’s",
        "the",
        "U.S.",
        "Army",
        "in",
        "Kyiv",
        "on",
        "Jan.",
        "23",
        "and",
        "24",
        ",",
        ".",
        "?",
        "!",
        "$5",
        "million",
        "20",
        "percent",
        "half",
        "a",
        "week",
        "two-thirds",
        "first",
        "No.",
        "2",
        "at",
        "5",
        "p.m.",
        "last",
        "month",
        "Russia-Ukraine",
        "he",
        "she",
        "told",
        "\n",
        "al-Assad",
        "of",
        "Defense",
        "Ministry",
        "3-1",
        "½",
        "€7bn",
        "—",
        "(",
        ")",
        "[",
        "]",
        "more",
        "than",
        "at",
        "least",
        "10",
        "years",
        "1990s",
        "2024-25",
        "12:30",
        "a",
        "an",
        "one",
        "in",
        "five",
        "between",
        "2",
        "and",
        "3",
        "“",
        "”",
        "‘",
        "so-called",
        "Thursday",
        "morning",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=30).map(" ".join))


def ordered(spans: Sequence[Span], text: str) -> bool:
    """Whether the spans are inside the text, in order, and do not overlap."""
    edges = [edge for span in spans for edge in span]
    return edges == sorted(edges) and all(0 <= s.start < s.end <= len(text) for s in spans)


@given(TEXTS)
def test_any_text_is_analysed_into_ordered_spans(text: str) -> None:
    """Whatever stands in it: no crash, nothing outside, nothing twice."""
    found = analysis(text)
    assert ordered([q.span for q in found.quantities], text)
    assert ordered([q.span for q in found.quotations], text)
    assert ordered([cue.span for cue in found.cues], text)
    assert ordered([mention.span for mention in found.mentions], text)
    for mention in found.mentions:
        surface = mention.span.of(text)
        assert surface == surface.strip()
        assert mention.entity.name
    for quotation in found.quotations + found.indirect:
        if quotation.speaker_span is not None:
            assert quotation.speaker_span.of(text).strip()


PAINFUL = {
    "digits": "1" * 20_000,
    "marks": "“" * 20_000,
    "open marks": "“a " * 6_000,
    "single marks": "'a " * 6_000,
    "acronyms": "U.S. " * 4_000,
    "names": "Bank of " * 2_500,
    "capitals": "A-" * 10_000,
    "dots": "." * 20_000,
    "spaced dots": ". " * 10_000,
    "numbers": "one and " * 2_500,
    "verbs": "who said " * 2_000 + "“a b c”",
}


@pytest.mark.parametrize("text", PAINFUL.values(), ids=PAINFUL)
def test_text_that_is_made_to_hurt_costs_no_more_than_its_length(text: str) -> None:
    """Nothing quadratic: 20 KB of it are done in seconds even on a slow machine."""
    begun = time.process_time()
    analysis(text)
    assert time.process_time() - begun < 5


@given(TEXTS)
def test_the_same_text_gives_the_same_analysis(text: str) -> None:
    """Computed afresh, not from the cache."""
    one = article(text)
    spans = list(cut(one).spans)
    assert analyse_spans(one, spans) == analyse_spans(one, spans)


def test_an_analysis_is_cached_by_article_version_and_date() -> None:
    """The same object again; another date resolves dates anew."""
    one = article("They met on Thursday.")
    assert analyse(one) is analyse(one)
    assert analyse(one).version == ANALYSER_VERSION
    dated = article("They met on Thursday.", published_at="2026-02-05")
    assert analyse(dated).quantities[0].resolved == "2026-02-05"
    assert analyse(one).quantities[0].resolved == ""


def test_a_part_can_be_had_before_the_whole() -> None:
    """Only the sentences asked for, with offsets into the whole text."""
    one = article("Ana Ruiz left. Steve Holt stayed at 5 p.m. on Monday.\nNobody else did.")
    sentences = cut(one)
    part = analyse_range(one, sentences, 1, 2)
    assert [mention.span.of(one.text) for mention in part.mentions] == [
        "Steve Holt",
        "5 p.m.",
        "Monday",
    ]
    assert analyse_range(one, sentences, 5, 9).mentions == ()


GERMAN = (
    "Die Fähre ist am Montag gesunken, und das Unternehmen hat sich nicht dazu geäußert. Nach"
    " der Reise sind 25 Prozent der Gäste mit dem Zug zurück nach Hause gefahren, sagte er."
)


def test_a_language_that_the_rules_do_not_know_is_said_and_not_guessed() -> None:
    """Sentences and plain figures remain."""
    found = analysis(GERMAN)
    assert found.language == "de"
    assert "looks like German" in found.note
    assert (found.mentions, found.quotations, found.cues) == ((), (), ())
    assert [quantity.value for quantity in found.quantities] == [25]
    assert len(list(cut(article(GERMAN)).spans)) == 2


def test_english_needs_no_note() -> None:
    """Nor does a text that is too short to tell."""
    assert analysis("The ferry sank.").note == ""
    assert analysis("Storm").note == ""
    assert analysis("").note == ""


def test_the_samples_are_english(seeds: Path) -> None:
    """And every one of them has names and figures."""
    for file in seeds.glob("*/*"):
        found = analyse(load(file))
        assert found.note == ""
        assert found.mentions
        assert found.quantities


@pytest.mark.parametrize("module", ["sentences", "analysis"])
def test_importing_reads_no_list_and_nothing_heavy(module: str) -> None:
    """Lists, patterns and engines wait until they are used."""
    code = (
        f"import sys, annotations.language.{module};"
        "heavy = {'textual', 'rich', 'spacy', 'yaml', 'click'} & set(sys.modules);"
        "assert not heavy, heavy;"
        "gazetteer = sys.modules.get('annotations.language.names.gazetteer');"
        "assert gazetteer is None or gazetteer.gazetteer.cache_info().currsize == 0"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)
