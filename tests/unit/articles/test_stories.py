"""Stories: what is put together, under which title, in which order."""

import random
from pathlib import Path

import pytest

from annotations.articles.corpus import Card, find, natural
from annotations.articles.read_corpus import read_corpus
from annotations.articles.signature import Signature, signature_of
from annotations.articles.stories import Story, group, wire_copies

SEEDS = Path(__file__).parents[3] / "seeds"

STORM = (
    "The harbour of Calder reopened on Monday after storm Edna had closed it for 12 days.\n"
    "Ships waited off the Ostra lighthouse, pilots said, and 34 lorries stood at the terminal.\n"
    "“We lost the season,” said the head of the Calder fishing cooperative.\n"
)
STORM_LATER = (
    "Pilots brought 34 ships into Calder after storm Edna, which closed the harbour for 12 days.\n"
    "The fishing cooperative of Calder asks for aid; lorries still stand at the Ostra terminal.\n"
)
VOTE = (
    "Parliament in Velmar passed the pension bill by 61 votes to 58 on Monday.\n"
    "The finance minister, Ilse Brandt, called the reform of pensions overdue.\n"
    "Unions in Velmar announced strikes against the bill, which raises the pension age to 67.\n"
)


def card(path: str, text: str = "", **facts: str) -> Card:
    """A card of the article `text` at `path`; its folder is the path's, below the corpus."""
    return Card(
        article_id=f"a-{path}",
        path=f"/corpus/{path}",
        folder=path.rpartition("/")[0],
        title=facts.get("title", path),
        story=facts.get("story", ""),
        published_at=facts.get("published_at", ""),
        signature=signature_of(text),
    )


def named(path: str, **facts: str) -> Card:
    """A card of a file named on the command line."""
    return Card(
        article_id=f"a-{path}", path=path, named=True, title=path, story=facts.get("story", "")
    )


def shape(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    """Which paths are together."""
    return {frozenset(card.path.removeprefix("/corpus/") for card in s.cards) for s in stories}


def test_front_matter_puts_articles_together_across_folders() -> None:
    """However the name is spelled."""
    stories = group([card("a/1", story="Calder storm"), card("b/2", story="calder-storm")])
    assert shape(stories) == {frozenset({"a/1", "b/2"})}
    assert (stories[0].key, stories[0].title) == ("story/calder-storm", "Calder storm")


def test_a_services_number_is_no_title() -> None:
    """It puts articles together; the earliest of them gives the title."""
    facts = {"story": "eng-4711", "published_at": "2026-03-04"}
    cards = [
        card("a#1", title="Ferry aground", **facts),
        card("b#2", title="Ferry afloat", **facts),
    ]
    [story] = group(cards)
    assert (story.key, story.title) == ("story/eng-4711", "Ferry aground")


def test_files_named_together_are_one_story_unless_they_say_otherwise() -> None:
    """Though nothing in them is alike."""
    stories = group([named("1"), named("2"), named("3", story="x"), named("4", story="y")])
    assert shape(stories) == {frozenset("12"), frozenset("3"), frozenset("4")}


def test_a_folder_is_a_story_with_its_name() -> None:
    """The same name in another place is another folder."""
    stories = group(
        [
            card("calder-storm/1"),
            card("calder-storm/2"),
            card("x/calder-storm/1"),
            card("x/calder-storm/2"),
        ]
    )
    assert [story.title for story in stories] == ["Calder storm", "Calder storm"]
    assert len({story.key for story in stories}) == 2


def test_what_is_silent_in_a_storys_folder_belongs_to_it() -> None:
    """One article of a folder declares the story that all of them are about."""
    stories = group(
        [card("f/1"), card("f/2", story="storm"), card("f/3"), card("4", story="storm")]
    )
    assert shape(stories) == {frozenset({"f/1", "f/2", "f/3", "4"})}


@pytest.mark.parametrize("count", [1, 21])
def test_a_folder_of_one_or_of_very_many_is_no_story(count: int) -> None:
    """The latter is a pile: its articles are grouped by what they say."""
    assert len(group([card(f"pile/{number}") for number in range(count)])) == count
    assert len(group([card(f"pile/{number}") for number in range(2, 22)])) == 1


def test_close_articles_are_one_story_and_others_are_not() -> None:
    """By names, figures and rare words, wherever the files lie."""
    cards = [card("1", STORM), card("2", VOTE), card("x/3", STORM_LATER)]
    assert shape(group(cards)) == {frozenset({"1", "x/3"}), frozenset("2")}


def test_the_same_words_a_year_apart_are_two_events() -> None:
    """Where both dates are known."""
    early = card("1", STORM, published_at="2024-01-05")
    assert len(group([early, card("2", STORM_LATER, published_at="2025-01-05")])) == 2
    assert len(group([early, card("2", STORM_LATER, published_at="2024-01-15T08:00:00Z")])) == 1
    assert len(group([early, card("2", STORM_LATER)])) == 1


def test_articles_run_from_early_to_late() -> None:
    """By the moment they mean; a day without a time comes before its hours."""
    dates = {
        "f/1": "2026-02-05T23:00:00-05:00",
        "f/2": "2026-02-06T03:00:00+00:00",
        "f/3": "2026-02-05",
    }
    [story] = group([card(path, published_at=date) for path, date in dates.items()])
    assert [c.path.removeprefix("/corpus/") for c in story.cards] == ["f/3", "f/2", "f/1"]


def test_articles_run_by_their_names_if_a_date_is_missing() -> None:
    """`1-early` and `10-later` say it too, and half the dates would say it wrongly."""
    dates = {"f/10-later": "", "f/2-mid": "2026-02-05", "f/1-early": ""}
    [story] = group([card(path, published_at=date) for path, date in dates.items()])
    assert [c.path.removeprefix("/corpus/") for c in story.cards] == [
        "f/1-early",
        "f/2-mid",
        "f/10-later",
    ]


def test_stories_to_compare_come_first_and_the_newest_of_them() -> None:
    """Then articles alone; those without a date behind those with one."""
    stories = group(
        [
            card("1", title="Alone"),
            card("old/1", published_at="2025-01-01"),
            card("old/2"),
            card("2", title="Dated", published_at="2026-05-01"),
            card("new/1", published_at="2026-01-01"),
            card("new/2"),
            card("none/1"),
            card("none/2"),
        ]
    )
    assert [story.title for story in stories] == ["New", "Old", "None", "Dated", "Alone"]


def test_grouping_does_not_depend_on_the_order_of_arrival() -> None:
    """Batches come as the disk gives them; keys must not change."""
    cards = [card("1", STORM), card("2", VOTE), card("3", STORM_LATER), card("f/4"), card("f/5")]
    expected = group(cards)
    for seed in range(10):
        random.Random(seed).shuffle(cards)
        assert group(cards) == expected


def test_no_cards_no_stories() -> None:
    """Nor does an article without a word in it trouble anyone."""
    assert group([]) == ()
    assert len(group([card("1", "a"), card("2", "a"), card("3", "…")])) == 3


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample articles are not here")
def test_the_sample_articles_find_their_stories_without_folders(tmp_path: Path) -> None:
    """Copied flat and with their declared story removed, by their words alone."""
    expected: dict[str, set[str]] = {}
    for path in sorted(SEEDS.glob("*/*")):
        name = f"{path.parent.name}--{path.name}"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("story:")]
        (tmp_path / name).write_text("".join(kept), encoding="utf-8")
        expected.setdefault(path.parent.name, set()).add(name)
    cards = [card for batch in read_corpus(find([tmp_path]).files) for card in batch.cards]
    assert {frozenset(Path(c.path).name for c in story.cards) for story in group(cards)} == {
        frozenset(names) for names in expected.values()
    }


def test_many_articles_are_grouped_by_their_events() -> None:
    """600 made-up events of one to four reports, in a vocabulary that all of them share."""
    chance = random.Random(7)
    common = [
        f"{a}{b}{c}"
        for a in "bdgkl"
        for b in ("ara", "eni", "olu")
        for c in ("ton", "mir", "sel", "ven")
    ]
    cards: list[Card] = []
    event_of: dict[str, int] = {}
    for event in range(600):
        own = ["".join(chance.choices("bcdfgklmnprstv", k=6)) for _ in range(12)]
        for _ in range(chance.choice([1, 1, 2, 3, 4])):
            words = [*chance.choices(common, k=120), *chance.choices(own, k=40)]
            chance.shuffle(words)
            path = str(len(cards))
            event_of[f"/corpus/{path}"] = event
            cards.append(card(path, " ".join(words)))
    stories = group(cards)
    assert all(len({event_of[c.path] for c in story.cards}) == 1 for story in stories)
    assert len(stories) == 600


def test_natural_order_is_total_and_reads_any_number() -> None:
    """Thousands of digits are a name too."""
    names = ["a1", "a01", "A1", "1a", "a", "", "a" + "9" * 5000, "²", "a1b2"]
    assert sorted(sorted(names), key=natural) == sorted(sorted(names, reverse=True), key=natural)
    assert natural("part 2") < natural("part 10")


def test_what_is_silent_joins_the_declared_story_that_it_is_close_to() -> None:
    """An early version without front matter is not left alone beside its later one."""
    stories = group(
        [card("1.txt", STORM), card("2.md", STORM_LATER, story="Storm"), card("3", VOTE)]
    )
    assert shape(stories) == {frozenset({"1.txt", "2.md"}), frozenset({"3"})}
    assert stories[0].title == "Storm"


def test_the_same_wire_report_in_several_outlets_is_known() -> None:
    """By the agency and the words; what is written anew by another agency is none."""
    words = tuple(f"word{n}" for n in range(40))

    def card(number: int, wire: str, said: tuple[str, ...]) -> Card:
        signature = Signature(said, bytes([1] * len(said)))
        return Card(article_id=f"a-{number}", path=f"{number}", wire=wire, signature=signature)

    cards = [
        card(1, "AFP", words),
        card(2, "AFP", (*words[:36], "a", "b", "c", "d")),
        card(3, "AFP", (*words[:20], *(f"other{n}" for n in range(20)))),
        card(4, "dpa", words),
        card(5, "", words),
        card(6, "AFP", ()),
    ]
    assert wire_copies(cards) == {"a-1", "a-2"}
