"""Votes of a project, the report of it, and the page that describes the report."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import pytest

from annotations.agreement import (
    Ballots,
    GoldLabel,
    Report,
    Statistic,
    gold_of,
    labellings_of,
    person_rows,
    report,
    self_agreement,
    stories_of,
    votes_of,
)
from annotations.agreement.report import LabelPart, PairPart, PeriodPart, PersonPart
from annotations.agreement.statistic import ALL_IMPORTED
from annotations.articles.article import Article, Sentences, article_id_of
from annotations.labels import Label, LabelScheme
from annotations.store import Change, Mark, Statement
from tests.memory_store import MemoryStore
from tests.unit.agreement.material import LABELS, random_votes

PAGE = Path(__file__).parents[3] / "docs" / "agreement.md"
SCHEME = LabelScheme()


class Project:
    """A project in memory, whose clock moves on a second with each thing said."""

    def __init__(self) -> None:
        ticks = count(1_714_557_600_000, 1_000)
        self.store = MemoryStore(lambda: next(ticks))

    def article(self, *sentences: str, story: str = "") -> Article:
        """An article of these sentences, a line each."""
        text = "\n".join(sentences)
        spans, start = [], 0
        for one in sentences:
            spans.append((start, start + len(one)))
            start += len(one) + 1
        article = Article(id=article_id_of(text), text=text, story=story)
        self.store.freeze(article, Sentences(spans))
        return article

    def say(
        self, name: str, article: Article, index: int, label: str, *, source: str = "own"
    ) -> str:
        """Label a sentence; its id."""
        kept = self.store.frozen(article.id)
        assert kept is not None
        sentence = article.sentence_id(kept.sentences.span(index))
        change = Change(article.id, sentence, index, Mark(label))
        self.store.annotate(self.store.join(name), [change], source=source, guideline="1")
        return sentence


def test_votes_are_what_people_say_now() -> None:
    """Under present slugs; doubts and notes alone are no votes."""
    project = Project()
    article = project.article("It rained.", "It may rain.")
    first = project.say("ana", article, 0, "fact")
    second = project.say("ana", article, 1, "quote")
    project.say("ana", article, 1, "claim")
    kept = Change(article.id, first, 0, Mark(unsure=True, note="hm"))
    project.store.annotate(project.store.join("ben"), [kept])
    scheme = LabelScheme((Label(slug="claim", key="c", formerly=("fact",)),))
    votes = list(votes_of(project.store, scheme, {article.id: "the-rain"}))
    ana = project.store.join("ana")
    assert [(one.sentence, one.cluster, one.person, one.label) for one in votes] == [
        (first, "the-rain", ana, "claim"),
        (second, "the-rain", ana, "claim"),
    ]
    assert all(one.guideline == "1" for one in votes)
    assert next(votes_of(project.store, scheme)).cluster == article.id


def test_stories_are_declared_or_alike() -> None:
    """Every article has one, those without a path too."""
    project = Project()
    words = "The ferry Calder burned at the quay on Friday night and eleven people were hurt"
    one = project.article("A first report.", story="Fire at the quay")
    two = project.article("Nothing alike here at all.", story="fire at the quay")
    near = project.article(f"{words}.", f"{words}, officials said.")
    nearer = project.article(f"{words}.", f"{words}, the owner said.")
    other = project.article("Rates stay where they are, says the bank of Estmark.")
    stories = stories_of(project.store)
    assert set(stories) == set(project.store.frozen_ids())
    assert stories[one.id] == stories[two.id]
    assert stories[near.id] == stories[nearer.id]
    assert len({stories[one.id], stories[near.id], stories[other.id]}) == 3


def test_labellings_are_a_persons_own_and_not_undone() -> None:
    """Undone and repeated labels count once; carried ones never."""
    project = Project()
    article = project.article("It rained.", "It  Rained.", "Snow fell.")
    project.say("ana", article, 0, "claim")
    project.say("ana", article, 1, "quote")
    project.store.undo(project.store.join("ana"))
    project.store.redo(project.store.join("ana"))
    project.say("ana", article, 2, "quote")
    project.store.undo(project.store.join("ana"))
    project.say("ana", article, 2, "claim", source="carried")
    given = labellings_of(project.store, SCHEME)
    assert [one.label for one in given] == ["claim", "quote"]
    assert given[0].text == given[1].text != ""
    [row] = self_agreement(given)
    assert (row.same_text.n, row.same_text.observed.value) == (1, 0.0)
    assert row.again.n == 0


def test_labellings_that_nothing_is_compared_with_are_not_kept() -> None:
    """Of a million labels these are nearly all; those of a second pass are."""
    project = Project()
    article = project.article("It rained.", "Snow fell.", "Hail fell.")
    for index in range(3):
        project.say("ana", article, index, "claim")
    assert labellings_of(project.store, SCHEME) == []
    project.say("ana", article, 1, "quote", source="second")
    project.say("ben", article, 2, "quote", source="second")
    given = labellings_of(project.store, SCHEME)
    assert [(one.label, one.source) for one in given] == [("claim", "own"), ("quote", "second")]
    assert [row.again.n for row in self_agreement(given)] == [1]


def test_gold_is_what_was_decided_for_a_label() -> None:
    """Not what is ambiguous, in dispute or withdrawn."""
    project = Project()
    article = project.article("It rained.", "It may rain.", "Snow fell.", "Hail fell.")
    first, *others = [project.say("ana", article, index, "claim") for index in range(4)]
    ana, ben = map(project.store.join, ("ana", "ben"))
    decided = {"decision": "label", "label": "fact"}
    project.store.state(ben, [Statement("gold", first, decided)])
    project.store.state(ben, [Statement("gold", others[0], {"decision": "ambiguous"})])
    project.store.state(ben, [Statement("gold", others[1], decided)])
    project.store.state(ana, [Statement("gold", others[1], {})])
    scheme = LabelScheme((Label(slug="claim", key="c", formerly=("fact",)),))
    assert gold_of(project.store, scheme) == {first: GoldLabel("claim", ben)}


@pytest.fixture
def hard() -> Report:
    """A report with statistics, and with reasons where there are none."""
    votes = random_votes(1, people=3, sentences=60, missing=0.3, noise=0.3)
    late = [vote._replace(person="u-9", guideline="0") for vote in votes[:3]]
    votes = [vote._replace(guideline="1", at="2024-05-01T10:00:00.000Z") for vote in votes]
    ballots = Ballots([*votes, *late], labels=(*LABELS, "unused"), guideline="1")
    return report(ballots, {"u-0": "ann-1", "u-1": "ann-2"}, gold={"s-1": GoldLabel("claim")})


def test_the_report_says_everything_under_public_names(hard: Report) -> None:
    """Statistics where there are, reasons where there are none, and ids where no name is given."""
    plain = hard.as_dict()
    assert plain["schema"] == "agreement/1"
    called = {one["person"] for one in plain["people"]}
    assert called == {"ann-1", "ann-2", "u-2", "u-9"}
    low, high = plain["interval"]
    assert low < plain["krippendorff_alpha"] < high
    assert {"a", "b", "n", "observed", "cohen_kappa"} <= set(plain["pairs"][0])
    assert plain["by_label"][-1]["specific_agreement"] is None
    assert msgspec.json.decode(json.dumps(plain), type=Report) == hard


def _nulls(part: Any) -> list[tuple[dict[str, Any], str]]:
    found = []
    if isinstance(part, dict):
        if "why" in part:
            found = [(part["why"], key) for key, value in part.items() if value is None]
        for value in part.values():
            found += _nulls(value)
    elif isinstance(part, list | tuple):
        for value in part:
            found += _nulls(value)
    return found


def test_every_statistic_that_is_missing_has_its_reason(hard: Report) -> None:
    """In the `why` beside it; the guideline is not a statistic."""
    nothing = report(Ballots([], labels=LABELS))
    for counted in (hard, nothing):
        missing = [(why, key) for why, key in _nulls(counted.as_dict()) if key != "guideline"]
        assert missing
        for why, key in missing:
            assert why[key], key


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("report", Report),
        ("label", LabelPart),
        ("pair", PairPart),
        ("person", PersonPart),
        ("week", PeriodPart),
    ],
)
def test_the_page_describes_every_field(name: str, part: type) -> None:
    """In order, in the words of the code."""
    rows = []
    for field, hint in get_type_hints(part, include_extras=True).items():
        [meta] = [one for one in hint.__metadata__ if isinstance(one, msgspec.Meta)]
        rows.append(f"| `{field}` | {meta.description} |\n")
    expected = f"<!-- begin: {name} -->\n| field | is |\n|---|---|\n{''.join(rows)}"
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"<!-- begin: {name} -->\n.*?(?=<!-- end: {name} -->)", text, re.DOTALL)
    assert found is not None
    assert found.group() == expected


def test_nothing_heavy_is_loaded() -> None:
    """Neither number crunchers nor the database."""
    code = "import annotations.agreement, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint(
        {"numpy", "scipy", "pandas", "sklearn", "krippendorff", "textual", "rich", "tinydb"}
    )


def test_whoever_was_imported_has_no_seconds() -> None:
    """However fast that was."""
    project = Project()
    article = project.article("One came.", "Two went.", "Three stayed.")
    for index in range(3):
        project.say("ana", article, index, "claim", source="imported")
        project.say("ben", article, index, "claim")
    ana, ben = person_rows(Ballots(votes_of(project.store, LabelScheme())))
    assert ana.seconds == Statistic(None, ALL_IMPORTED)
    assert ben.seconds.value == 2.0
