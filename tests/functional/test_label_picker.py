"""Labels by their names: where a scheme has more of them than keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.config import parse_config
from annotations.errors import LabelSchemeError
from annotations.store import Change, Mark
from tests.functional.app import close, reader_app, rest
from tests.functional.test_next_work import press
from tests.functional.test_reading import reader_of, screen_text, sheet_of
from tests.memory_store import MemoryStore
from tui.app import SluglineApp
from tui.dialogs.label_picker import LabelPicker
from tui.keys import resolve
from tui.reader.resume import remembered

NAMES = (
    *("accident", "budget", "court", "drought", "election", "flood", "grain", "health", "inquiry"),
    *("jobs", "kinship", "law", "market", "neighbours", "oil", "police", "quarry", "rent"),
)
"""More than a row of keys holds; one begins with `j`, one with `k`."""
SCHEME = "labels:\n  - {slug: claim, key: c}\n" + "".join(
    f"  - {{slug: {name}, definition: about {name} matters}}\n" for name in NAMES
)


def app_on(seeds: Path, project: Path | None = None, config: str = SCHEME) -> SluglineApp:
    """The reader on a sample story, with that scheme."""
    config += "reader: {glyphs: unicode}\n"
    return reader_app([seeds / "estmark-rate-cut"], config=config, project=project)


def labels(pilot: Pilot[None]) -> list[tuple[int, str]]:
    """Sentence and label of the article in focus."""
    return [(index, tag.label) for index, tag in sorted(sheet_of(pilot).tags.items()) if tag.label]


async def test_typing_narrows_and_enter_labels(seeds: Path) -> None:
    """One sentence, a count, a range; `.` repeats; undone as one."""
    app = app_on(seeds)
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        assert ": by name" in screen_text(pilot).splitlines()[-1]
        await press(pilot, "colon")
        sentence = sheet_of(pilot).line(0)[:40]
        assert sentence in screen_text(pilot)  # what is labelled can still be read
        await press(pilot, *"ki", "enter")
        assert labels(pilot) == [(0, "kinship")]
        await press(pilot, "full_stop")
        assert labels(pilot) == [(0, "kinship"), (1, "kinship")]
        await press(pilot, "3", "colon")
        assert "Label 3 sentences" in screen_text(pilot)
        await press(pilot, *"jobs", "enter")
        assert labels(pilot)[2:] == [(2, "jobs"), (3, "jobs"), (4, "jobs")]
        await press(pilot, "u")
        assert len(labels(pilot)) == 2
        await press(pilot, "home", "v", "j", "colon", *"drou", "enter")
        assert labels(pilot) == [(0, "drought"), (1, "drought")]
    close(app)


async def test_what_was_given_last_comes_first_also_after_a_restart(
    seeds: Path, tmp_path: Path
) -> None:
    """So the next one like it is two keys; escape gives nothing."""
    project = tmp_path / "project"
    app = app_on(seeds, project)
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await press(pilot, "colon", *"rent", "enter", "colon", *"oil", "enter", "c")
        await press(pilot, "colon", "escape")
        assert len(labels(pilot)) == 3
        await press(pilot, "colon", "down", "down", "enter")
        assert labels(pilot)[-1][1] == "rent"
        assert reader_of(pilot).state.recent == ("rent", "claim", "oil")
    close(app)
    app = app_on(seeds, project)
    place = remembered(project, "ana")
    assert place is not None
    app.reader.parts.resume.place = place
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await press(pilot, "colon", "enter")
        assert labels(pilot)[-1][1] == "rent"
        await press(pilot, "colon", *"nothing of the kind", "enter")
        assert isinstance(pilot.app.screen, LabelPicker)
        assert "no such label" in screen_text(pilot)
    close(app)


async def test_nothing_is_asked_where_nothing_can_be_changed(seeds: Path) -> None:
    """The reason comes before the typing, not after it."""
    store = MemoryStore()
    store.read_only_reason = "Opened to be read only."
    app = reader_app([seeds / "estmark-rate-cut"], config=SCHEME, store=lambda: store)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await rest(pilot)
        await press(pilot, "colon")
        assert not isinstance(pilot.app.screen, LabelPicker)
        assert "read only" in screen_text(pilot)
    close(app)


async def test_a_label_without_a_key_is_in_the_legend_the_help_and_the_guidelines(
    seeds: Path,
) -> None:
    """As any other, with a letter of its own and the way to give it."""
    app = app_on(seeds)
    async with app.run_test(size=(100, 60)) as pilot:
        await rest(pilot)
        await press(pilot, "colon", *"law", "enter", "f2")
        found = re.search(r"^ +(\w)   law\b", screen_text(pilot), re.MULTILINE)
        assert found
        await press(pilot, "escape")
        assert screen_text(pilot).splitlines()[2].split()[0].strip("▌") == found[1]
        await press(pilot, "question_mark")
        assert ": and its name" in screen_text(pilot)
        await press(pilot, "slash", *"rent, and")
        assert "rent, and move on" in screen_text(pilot)
        await press(pilot, "escape", "escape", "g")
        assert "kinship  (:)" in screen_text(pilot)
    close(app)


async def test_a_key_can_be_given_to_a_label_without_one_and_the_list_moved(seeds: Path) -> None:
    """Under `keys:`, as any other; a clash is named."""
    app = app_on(seeds, config=SCHEME + "keys: {label.rent: f5, reader.by_name: f6}\n")
    async with app.run_test(size=(100, 30)) as pilot:
        await rest(pilot)
        await press(pilot, "f5", "f6", *"oil", "enter")
        assert [label for _, label in labels(pilot)] == ["rent", "oil"]
    close(app)
    config = parse_config(SCHEME + "keys: {label.rent: j}\n")
    with pytest.raises(LabelSchemeError, match="two things"):
        resolve(config.keys, config.scheme)


async def test_the_review_decides_on_a_label_beyond_its_digits(seeds: Path) -> None:
    """Of two votes that differ on the fifteenth label and another."""
    store = MemoryStore()
    app = reader_app([seeds / "estmark-rate-cut"], config=SCHEME, store=lambda: store)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await rest(pilot)
        sheet = sheet_of(pilot)
        store.freeze(sheet.article, sheet.sentences)
        sentence = sheet.article.sentence_id(sheet.sentences.span(0))
        for name, label in (("ben", "oil"), ("cleo", "rent")):
            person = store.join(name)
            store.annotate(person, [Change(sheet.article.id, sentence, 0, Mark(label))])
        await press(pilot, "r", "colon")
        assert "Decide on" in screen_text(pilot)
        await press(pilot, *"ren", "enter")
        [[gold]] = store.statements("gold").values()
        assert gold.value["label"] == "rent"
    close(app)
