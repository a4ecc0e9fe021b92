"""Pictures of the main screens at every size; `make golden` accepts new ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from annotations.articles.load import load
from annotations.language.sentences import cut
from annotations.store import Change, Mark
from annotations.store.assignments import assigned, read_assignments
from annotations.workflow.assignment_rule import Rule, Work, planned
from tests.functional.app import reader_app, rest
from tests.functional.team import team_store
from tests.memory_store import MemoryStore
from tui.reader.tour import Tour

SIZES = [(60, 20), (80, 24), (120, 40), (200, 50)]
STORY = "calder-ferry-fire"


def pressing(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys once the reader has come to rest, and wait again."""

    async def press(pilot: Pilot[None]) -> None:
        await rest(pilot)
        await pilot.press(*keys)
        await rest(pilot)

    return press


WORK = ("c", "q", "s", "m", "j", "v", "j")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_reader(seeds: Path, snap_compare: Any, size: tuple[int, int]) -> None:
    """Labels, an unsure mark and a range beside each other."""
    app = reader_app([seeds / STORY])
    assert snap_compare(app, terminal_size=size, run_before=pressing(*WORK))


@pytest.mark.parametrize("theme", ["light", "ansi"])
@pytest.mark.parametrize("size", SIZES[1:], ids=lambda size: f"{size[0]}x{size[1]}")
def test_themes(seeds: Path, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
    """The other themes."""
    app = reader_app([seeds / STORY], config=f"reader: {{theme: {theme}, glyphs: unicode}}")
    assert snap_compare(app, terminal_size=size, run_before=pressing(*WORK))


@pytest.mark.parametrize("size", SIZES[1:], ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_color(
    seeds: Path, snap_compare: Any, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """Weight, underline and signs say what colours do."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = reader_app([seeds / STORY])
    assert snap_compare(app, terminal_size=size, run_before=pressing(*WORK))


@pytest.mark.parametrize("theme", ["dark", "light", "ansi"])
def test_the_tour_and_the_list_of_labels(seeds: Path, snap_compare: Any, theme: str) -> None:
    """A hint above what is read, the list below it."""
    app = reader_app([seeds / STORY], config=f"reader: {{theme: {theme}, glyphs: unicode}}")
    parts = app.reader.parts
    parts.tour = Tour(parts.state, parts.look)
    keys = ("c", "j", "3", "colon", "s")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing(*keys))


def test_ascii_and_flow(seeds: Path, snap_compare: Any) -> None:
    """Signs for a terminal that knows only ASCII; sentences that run on."""
    app = reader_app([seeds / STORY], config="reader: {glyphs: ascii, layout: flow}")
    assert snap_compare(app, terminal_size=(120, 40), run_before=pressing(*WORK))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("library", ("o",)),
        ("help", ("question_mark",)),
        ("legend", ("f2",)),
        ("guidelines", ("g",)),
        ("labels", ("c", "q", "n", *"why", "enter", "V")),
        ("compared", ("C",)),
        ("palette", ("ctrl+p",)),
    ],
)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_other_screens(
    seeds: Path, snap_compare: Any, name: str, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Library, help, guidelines, labels, comparison, palette."""
    app = reader_app([seeds])
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))


@pytest.mark.parametrize(
    ("size", "config"),
    [
        ((80, 24), "{glyphs: unicode}"),
        ((120, 40), "{glyphs: unicode}"),
        ((120, 40), "{glyphs: unicode, theme: light}"),
        ((80, 24), "{glyphs: ascii, theme: ansi}"),
    ],
    ids=["80x24", "120x40", "light", "ascii"],
)
def test_team(seeds: Path, snap_compare: Any, size: tuple[int, int], config: str) -> None:
    """Who has what and did how much of it, by day and label; agreement with its interval."""
    app = reader_app([seeds], config=f"reader: {config}", store=lambda: assigned_team(seeds))
    assert snap_compare(app, terminal_size=size, run_before=pressing("ctrl+e"))


def assigned_team(seeds: Path) -> MemoryStore:
    """Three people who labelled the samples, with articles assigned by a rule."""
    store = team_store([seeds], "Lena", "Milan", "Noor")
    people = list(store.people())
    work = [
        Work(one.article.id, one.article.title, one.sentences.body, "", one.article.source, "")
        for one in store.articles()
    ]
    rule = Rule(double=0.3, together="article")
    plan = planned(work, people, rule, "p-samples")
    said = [
        one
        for id_, who in plan.people.items()
        for one in assigned({id_: ""}, who, read_assignments(store))
    ]
    store.state(people[0], said)
    # Two have not finished: what they said of some of theirs is taken away.
    for person in people[1:]:
        for id_ in sorted(read_assignments(store).of(person))[:2]:
            rows = store.said(id_, person=person).get(person, {})
            store.annotate(
                person, [Change(id_, row.sentence, at, Mark()) for at, row in rows.items()]
            )
    return store


@pytest.mark.parametrize(
    ("story", "keys", "config"),
    [
        (STORY, ("=", "j", "j", "v"), "{glyphs: unicode}"),
        ("estmark-rate-cut", ("=", "Z", "Z", "j", "enter"), "{glyphs: unicode}"),
        (STORY, ("=", "tab"), "{glyphs: ascii}"),
        (STORY, ("Z", "j", "j", "j"), "{glyphs: unicode, layout: flow}"),
    ],
    ids=["folded", "unfolded", "ascii", "flow-without-a-table"],
)
def test_table(
    seeds: Path, snap_compare: Any, story: str, keys: tuple[str, ...], config: str
) -> None:
    """Counterparts on one row, and what only one article has folded away or not."""

    async def press(pilot: Pilot[None]) -> None:
        await pressing(*keys)(pilot)
        # What it says goes by the clock.
        pilot.app.clear_notifications()
        await rest(pilot)

    app = reader_app([seeds / story], config=f"reader: {config}")
    assert snap_compare(app, terminal_size=(120, 40), run_before=press)


def labelled(seeds: Path) -> MemoryStore:
    """Two versions of a report labelled by two people, not always alike; no clock goes."""
    store = MemoryStore(clock=lambda: 1_792_000_000_000)
    story = seeds / "estmark-rate-cut"
    for name, file, labels in (
        ("ana", "1-business-wire-flash.txt", ["claim", "quote"]),
        ("ana", "3-business-wire-later.txt", ["claim", "speculation"]),
        ("ben", "1-business-wire-flash.txt", ["claim"]),
    ):
        article = load(story / file)
        sentences = store.freeze(article, cut(article))
        changes = [
            Change(article.id, article.sentence_id(span), n, Mark(labels[n // 3 % len(labels)]))
            for n, span in enumerate(sentences.spans)
        ]
        store.annotate(store.join(name), changes, guideline="1")
    return store


def exporting(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Open the export screen, press keys once everything is counted, and wait again."""

    async def press(pilot: Pilot[None]) -> None:
        await rest(pilot)
        await pilot.press("W")
        await rest(pilot)
        await pilot.press(*keys)
        await rest(pilot)

    return press


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("name", "keys"), [("export", ()), ("consistency", ("c",))])
def test_export_screens(
    seeds: Path, snap_compare: Any, name: str, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """Choices, counts and rows; sentences that contradict each other."""
    app = reader_app([seeds], store=lambda: labelled(seeds))
    assert snap_compare(app, terminal_size=size, run_before=exporting(*keys))


def test_export_without_colours(
    seeds: Path, snap_compare: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In ASCII, on a large screen, as YAML."""
    monkeypatch.setenv("NO_COLOR", "1")
    config = "reader: {glyphs: ascii}"
    app = reader_app([seeds], config=config, store=lambda: labelled(seeds))
    assert snap_compare(app, terminal_size=(200, 50), run_before=exporting("right"))
