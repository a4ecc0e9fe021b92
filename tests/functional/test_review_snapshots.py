"""Pictures of the review at every size; `make golden` accepts new ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from annotations.labels import LabelScheme
from annotations.review.decisions import gold_for
from annotations.review.review import Review
from tests.functional.app import reader_app, rest
from tests.functional.team import team_store

STORY = "calder-ferry-fire"
SIZES = [(80, 24), (120, 40), (200, 50)]
WORK = ("r", "enter", "G", "1", "n")
"""Two decisions, one with a reason, then one sentence on."""


def pressing(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys, each once what the one before it began has come to rest."""

    async def press(pilot: Pilot[None]) -> None:
        await rest(pilot)
        for key in keys:
            await pilot.press(key)
            await rest(pilot)

    return press


def _named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


@pytest.mark.parametrize("size", SIZES, ids=_named)
def test_review_of_three(seeds: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    """Blind: letters, a majority, what was decided about similar sentences."""
    store = team_store([seeds / STORY], "ana", "ben", "cleo")
    app = reader_app([seeds / STORY], store=lambda: store, annotator="lea")
    assert snap_compare(app, terminal_size=size, run_before=pressing(*WORK))


@pytest.mark.parametrize("size", SIZES, ids=_named)
def test_review_of_two(seeds: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    """Names: mine and theirs."""
    store = team_store([seeds / STORY], "ana", "ben")
    app = reader_app([seeds / STORY], store=lambda: store, annotator="ben")
    assert snap_compare(app, terminal_size=size, run_before=pressing("r", "m", "S", "t"))


@pytest.mark.parametrize("size", SIZES[:2], ids=_named)
def test_review_in_ascii(seeds: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    """Signs for a terminal that knows only ASCII."""
    store = team_store([seeds / STORY], "ana", "ben", "cleo")
    app = reader_app(
        [seeds / STORY],
        store=lambda: store,
        annotator="lea",
        config="reader: {glyphs: ascii, theme: ansi}",
    )
    assert snap_compare(app, terminal_size=size, run_before=pressing(*WORK))


def test_review_without_colour(
    seeds: Path, snap_compare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weight and signs say what colours do."""
    monkeypatch.setenv("NO_COLOR", "1")
    store = team_store([seeds / STORY], "ana", "ben", "cleo")
    app = reader_app([seeds / STORY], store=lambda: store, annotator="lea")
    assert snap_compare(app, terminal_size=(120, 40), run_before=pressing(*WORK))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("agreement", ("a",)),
        ("filter", ("f",)),
        ("batch", ("A", "enter")),
        ("summary", ("z",)),
        ("help", ("question_mark",)),
        ("ambiguous", ("x",)),
        ("rules", ("g", "enter", *"hedged", "enter", "g")),
    ],
)
@pytest.mark.parametrize("size", SIZES[:2], ids=_named)
def test_other_screens(
    seeds: Path, snap_compare: Any, name: str, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Figures, filters, a batch before it is done, the summary, keys, what is asked for."""
    store = team_store([seeds / STORY], "ana", "ben", "cleo")
    app = reader_app([seeds / STORY], store=lambda: store, annotator="lea")
    assert snap_compare(app, terminal_size=size, run_before=pressing(*WORK, *keys))


@pytest.mark.parametrize("size", SIZES[:2], ids=_named)
def test_overruled(seeds: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    """What a review changed of somebody's labels."""
    store = team_store([seeds / STORY], "ana", "ben")
    lea = store.join("lea")

    review = Review.of(store, LabelScheme(), lea)
    for sentence_id in list(review.queue())[:6]:
        case = review.case(sentence_id)
        assert case is not None
        label = case.ballots[0].label
        store.state(lea, gold_for(review, case, "label", label=label, reason="guideline"))
        review.follow(store)
    app = reader_app([seeds / STORY], store=lambda: store, annotator="ben")
    assert snap_compare(app, terminal_size=size, run_before=pressing("O"))
