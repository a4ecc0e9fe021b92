"""What keys of the review are about is named, what is left for later is found, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from annotations.review.model import Filter
from annotations.store import Change, Mark
from tests.functional.app import reader_app
from tests.functional.team import team_store
from tests.functional.test_reading import screen_text
from tests.functional.test_review import STORY, case_of, golds, lead, press, review_of, reviewing
from tests.memory_store import MemoryStore


@pytest.fixture
def two(seeds: Path) -> MemoryStore:
    """A project that two people have labelled."""
    return team_store([seeds / STORY], "ana", "ben")


def words(text: str) -> str:
    """How a sentence is named."""
    return " ".join(text.split())[:20]


async def test_reason_comment_and_rule_are_about_the_sentence_that_was_decided(
    seeds: Path, two: MemoryStore
) -> None:
    """All of one key press ago, named where it is asked; none of them takes back another."""
    async with reviewing(lead(seeds, two), (160, 40)) as pilot:
        review = review_of(pilot)
        first = case_of(pilot)
        name = words(review.state.text_of(first))
        await press(pilot, "1")
        second = case_of(pilot)
        assert f"of “{name}" in screen_text(pilot)
        await press(pilot, "S")
        await press(pilot, ";")
        assert f"Comment on “{name}" in screen_text(pilot)
        await press(pilot, " both can be read", "enter", "g")
        assert f"Rules, for “{name}" in screen_text(pilot)
        await press(pilot, "enter", " could is a hedge", "enter")
        [gold] = two.statements("gold")[first.sentence_id]
        assert (gold.value["label"], gold.value["reason"]) == ("claim", "slip")
        assert gold.value["rule"] == "GC-1"
        assert review.state.review is not None
        assert len(review.state.review.comments(first.sentence_id)) == 1
        assert not review.state.review.comments(second.sentence_id)
        assert case_of(pilot).sentence_id == second.sentence_id


async def test_once_another_is_gone_to_keys_are_about_that(seeds: Path, two: MemoryStore) -> None:
    """Also with the keys for the first and the last of the list."""
    async with reviewing(lead(seeds, two), (160, 40)) as pilot:
        await press(pilot, "1", "end")
        last = case_of(pilot)
        await press(pilot, ";", " look again", "enter")
        review = review_of(pilot).state.review
        assert review is not None
        assert len(review.comments(last.sentence_id)) == 1
        await press(pilot, "S")
        assert "Decide first" in screen_text(pilot)


async def test_the_last_sentence_gets_its_reason_too(seeds: Path, two: MemoryStore) -> None:
    """Where nothing is left to look at."""
    async with reviewing(lead(seeds, two)) as pilot:
        review = review_of(pilot)
        case = case_of(pilot)
        review.state.narrow(Filter(sentences=frozenset([case.sentence_id])))
        await press(pilot, "1", "escape", "G")
        assert golds(two)[case.sentence_id] == ("label", "claim", "guideline")


async def test_what_was_typed_into_the_rules_begins_the_new_one(
    seeds: Path, two: MemoryStore
) -> None:
    """It stands in the prompt, to go on with."""
    async with reviewing(lead(seeds, two)) as pilot:
        await press(pilot, "g", *"warns", "enter")
        assert pilot.app.screen.query_one(Input).value == "warns"
        await press(pilot, " of rain is speculation", "enter")
        rules = review_of(pilot).state.rules
        assert [rule.text for rule in rules] == ["warns of rain is speculation"]


async def test_what_is_left_for_later_is_said_and_found(seeds: Path, two: MemoryStore) -> None:
    """With the key that lists it, in the summary and where the list is empty."""
    async with reviewing(lead(seeds, two), (140, 40)) as pilot:
        queue = review_of(pilot).queue
        assert queue is not None
        total = len(queue)
        await press(pilot, *["d"] * total)
        assert f"{total} left for later (f in the review lists them)" in screen_text(pilot)
        await press(pilot, "escape")
        assert f"{total} sentences left for later: f lists them." in screen_text(pilot)
        await press(pilot, "f", *"later", "enter")
        assert case_of(pilot).state == "deferred"
        assert f"1 of {total}" in screen_text(pilot)


async def test_an_empty_review_says_why(seeds: Path, tmp_path: Path) -> None:
    """Nobody else; nobody on the same sentences; nobody differs."""
    store = MemoryStore()
    async with reviewing(lead(seeds, store, "ana")) as pilot:
        assert "Nobody else has labelled" in screen_text(pilot)
    path = tmp_path / "one.txt"
    path.write_text("Nothing happened here. Nobody came.")
    for also, said in ((1, "No sentence was labelled by two"), (0, "Nobody differs")):
        store = MemoryStore()
        made = reader_app([path], store=lambda store=store: store, annotator="ana")  # type: ignore[misc]
        [card] = made.reader.corpus.stories[0].cards
        sheet = made.reader.parts.articles.opened(card)
        assert sheet is not None
        store.freeze(sheet.article, sheet.sentences)
        for name, index in (("ana", 0), ("ben", also)):
            sentence = sheet.article.sentence_id(sheet.sentences.span(index))
            change = Change(sheet.article.id, sentence, index, Mark("claim"))
            store.annotate(store.join(name), [change])
        async with reviewing(made) as pilot:
            assert said in screen_text(pilot)
