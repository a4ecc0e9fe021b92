"""A user's own pipeline beside our names, and clear words when it is missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import ConfigError
from annotations.language.engines import engine
from annotations.language.spacy_engine import SpacyEngine, pipeline
from tests.unit.language.material import article

TEXT = "“We agreed,” Zorblatt said on Thursday.\nThe Quux met again."


@pytest.fixture
def built(tmp_path: Path) -> str:
    """A small pipeline on disk: two patterns and a sentencizer."""
    spacy: Any = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns(
        [{"label": "PERSON", "pattern": "Zorblatt"}, {"label": "ORG", "pattern": "Quux"}]
    )
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "small")
    return str(tmp_path / "small")


def test_the_pipeline_names_and_the_rules_do_the_rest(built: str) -> None:
    """Same values out: its types where ours are guesses, our figures, quotations by both."""
    engine = SpacyEngine(f"spacy:{built}")
    found = engine.analyse(article(TEXT))
    assert [(m.span.of(TEXT), m.type, m.entity.name) for m in found.mentions] == [
        ("Zorblatt", "person", "Zorblatt"),
        ("Thursday", "date", "Thursday"),
        ("Quux", "organisation", "Quux"),
    ]
    assert [q.span.of(TEXT) for q in found.quantities] == ["Thursday"]
    assert [q.speaker for q in found.quotations] == ["Zorblatt"]
    assert found.version.startswith("spacy:")


def named(tmp_path: Path, text: str, *patterns: tuple[str, str]) -> list[tuple[str, str]]:
    """What is named with a pipeline that finds these words, (label, words) each."""
    spacy: Any = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": words} for label, words in patterns])
    folder = tmp_path / "-".join(patterns[0]).replace(" ", "-")
    nlp.to_disk(folder)
    found = SpacyEngine(f"spacy:{folder}").analyse(article(text))
    return [(mention.span.of(text), mention.type) for mention in found.mentions]


def test_a_pipeline_makes_names_longer(tmp_path: Path) -> None:
    """Of the same type, or of none that the rules are sure of."""
    text = "He left the Bank of Ardley and Kent on foot."
    found = named(tmp_path, text, ("ORG", "Bank of Ardley and Kent"))
    assert found == [("Bank of Ardley and Kent", "organisation")]


@pytest.mark.parametrize(
    ("label", "words"),
    [("ORG", "Ana Ruiz"), ("PERSON", "Kyiv"), ("PERSON", "Ruiz met"), ("ORG", "met in")],
)
def test_a_pipeline_changes_nothing_that_is_sure_and_adds_nothing(
    tmp_path: Path, label: str, words: str
) -> None:
    """Nor does it cross a name's edge."""
    text = "President Ana Ruiz met in Kyiv."
    assert named(tmp_path, text, (label, words)) == [("Ana Ruiz", "person"), ("Kyiv", "place")]


def test_a_pipeline_says_what_the_rules_only_guess(tmp_path: Path) -> None:
    """Two unknown words with capitals are taken for a person; a pipeline may know better."""
    text = "It was the year in which Zorblatt Quuxen began."
    assert named(tmp_path, text, ("FAC", "year")) == [("Zorblatt Quuxen", "person")]
    assert named(tmp_path, text, ("FAC", "Zorblatt Quuxen")) == [("Zorblatt Quuxen", "facility")]


def test_the_pipeline_cuts_if_asked(built: str) -> None:
    """Line by line, like the rules."""
    cut = SpacyEngine(f"spacy:{built}").cut(article(TEXT))
    assert [span.of(TEXT) for span in cut.spans] == TEXT.split("\n")
    assert cut.cutter.startswith("spacy:")


def test_a_missing_pipeline_names_the_command_that_installs_it() -> None:
    """With spaCy there."""
    pytest.importorskip("spacy")
    with pytest.raises(ConfigError, match="python -m spacy download no_such_model"):
        SpacyEngine("spacy:no_such_model")


def test_missing_spacy_names_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """With spaCy hidden."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    pipeline.cache_clear()
    with pytest.raises(ConfigError, match=r"pip install 'slugline\[spacy\]'"):
        SpacyEngine("spacy:en_core_web_sm")


def test_an_engine_is_had_by_its_name(built: str) -> None:
    """As `config.yaml` has it."""
    assert engine().version == engine("rules").version
    assert engine(f"spacy:{built}").analyse(article(TEXT)).mentions
    assert [span.of(TEXT) for span in engine().cut(article(TEXT)).spans] == TEXT.split("\n")


@pytest.mark.parametrize("name", ["", "rules", "spacy:", "stanza:en"])
def test_another_engine_is_refused(name: str) -> None:
    """With what it can be."""
    with pytest.raises(ConfigError, match=r"spacy:NAME"):
        SpacyEngine(name)
