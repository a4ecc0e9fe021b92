"""Which sentences become rows, and what a row says."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.article import Sentences
from annotations.config import ArticlesConfig, Config
from annotations.dataset import Options, Row, TrainingSet
from annotations.dataset.article_rows import instant
from annotations.dataset.builder import REPLACED, SKIPPED
from annotations.errors import ExportError
from annotations.gold import NO_MAJORITY, majority_of
from annotations.labels import Label
from annotations.store import FrozenArticle
from annotations.store.article_versions import succession
from tests.memory_store import MemoryStore
from tests.unit.dataset.material import HARD, Project, hard_project


def rows_of(project: Project, config: Config | None = None, *, annotator: str = "") -> list[Row]:
    """Every row of a project."""
    training_set = TrainingSet(project.store, config or Config(), Options(annotator=annotator))
    return [row for row in training_set.rows() if isinstance(row, Row)]


def a_project(*people: dict[int, str], sentences: int = 4) -> Project:
    """One article; `ann-1`, `ann-2`, … label it."""
    project = Project()
    article = project.add([f"Sentence {number}." for number in range(sentences)])
    for number, labels in enumerate(people, start=1):
        project.say(f"person {number}", article, labels)
    return project


def test_rows_are_in_the_shape_that_readers_take() -> None:
    """The same keys in the same order, no null, spans that cut out their text."""
    project = hard_project()
    articles = {kept.article.id: kept.article for kept in project.store.articles()}
    rows = rows_of(project)
    for row in rows:
        data = msgspec.to_builtins(row)
        assert tuple(data) == Row.__struct_fields__
        assert None not in data.values()
        assert len(data) == 28
        assert articles[row.article_id].text[row.start : row.end] == row.text
        assert row.end - row.start == len(row.text)
        assert sum(row.soft.values()) == pytest.approx(1, abs=1e-5)
        assert list(row.soft) == ["claim", "quote", "speculation", "retracted"]
        assert list(row.soft)[row.label_id] == row.label
        assert msgspec.convert(data, Row) == row
    places = [(row.article_id, row.start) for row in rows]
    assert places == sorted(places)
    assert {row.text for row in rows} >= set(HARD) - {HARD[3], HARD[4]}


def test_only_labelled_sentences_are_rows() -> None:
    """A note or a doubt alone says nothing of what a sentence is."""
    project = a_project({0: "claim"})
    [kept] = project.store.articles()
    project.say("person 1", kept.article, {1: ""}, unsure=True)
    project.say("person 1", kept.article, {2: ""}, note="look again")
    project.say("person 1", kept.article, {3: "quote"})
    project.say("person 1", kept.article, {3: ""})
    assert [row.sentence_index for row in rows_of(project)] == [0]


def test_boilerplate_is_a_row_when_somebody_labelled_it() -> None:
    """What was labelled on purpose is not dropped."""
    project = Project()
    article = project.add(["A report."], tail="The post A report appeared first on The Courier.")
    project.say("ana", article, {1: "claim"})
    [row] = rows_of(project)
    assert row.text.startswith("The post")
    assert row.context_before == "A report."


@pytest.mark.parametrize(
    ("labels", "verdict"),
    [
        ("a", ("a", 1.0, "single")),
        ("aa", ("a", 1.0, "unanimous")),
        ("baa", ("a", 0.666667, "majority")),
        ("ab", None),
        ("aabc", None),
        ("aabb", None),
        ("aaabc", ("a", 0.6, "majority")),
    ],
)
def test_votes_amount_to_a_label(labels: str, verdict: tuple[Any, ...] | None) -> None:
    """More than half of the votes, or none."""
    assert majority_of(labels) == verdict


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=7), st.randoms())
def test_the_order_of_votes_does_not_matter(labels: list[str], random: Any) -> None:
    """Who joined first has no greater say."""
    shuffled = random.sample(labels, len(labels))
    assert majority_of(labels) == majority_of(shuffled)


def test_votes_are_kept_beside_the_label() -> None:
    """Each person's vote, by order of joining, and the shares of all labels."""
    project = a_project({0: "quote"}, {0: "claim"}, {0: "quote"})
    [row] = rows_of(project)
    assert (row.label, row.gold_source, row.n_votes) == ("quote", "majority", 3)
    assert row.agreement == 0.666667
    assert [(vote.annotator, vote.label) for vote in row.votes] == [
        ("ann-1", "quote"),
        ("ann-2", "claim"),
        ("ann-3", "quote"),
    ]
    assert row.soft == {"claim": 0.333333, "quote": 0.666667, "speculation": 0.0}
    assert all(re.fullmatch(r"2024-05-01T10:00:0\d\.000Z", vote.at) for vote in row.votes)


def test_a_tie_is_left_out_and_counted() -> None:
    """No label of two, so none is claimed."""
    training_set = TrainingSet(a_project({0: "claim", 1: "claim"}, {0: "quote"}).store, Config())
    assert [row.sentence_index for row in training_set.rows() if isinstance(row, Row)] == [1]
    assert training_set.summary.left_out == {"no majority": 1}
    assert training_set.summary.labels == {"claim": 1}
    assert list(training_set.rows())
    assert training_set.summary.rows == 1, "a second reading counts anew"


def test_names_of_people_stay_in_the_project() -> None:
    """Rows know annotators by number only."""
    project = hard_project()
    text = msgspec.json.encode(rows_of(project)).decode()
    for person, name in project.store.people().items():
        assert person not in text
        assert f'"{name}"' not in text


def test_one_annotator_keeps_number_and_label_ids() -> None:
    """An export of one person's labels speaks of the same people and the same label set."""
    project = hard_project()
    training_set = TrainingSet(project.store, Config(), Options(annotator="ben"))
    rows = [row for row in training_set.rows() if isinstance(row, Row)]
    assert {vote.annotator for row in rows for vote in row.votes} == {"ann-2"}
    assert {row.gold_source for row in rows} == {"single"}
    assert training_set.labels == ("claim", "quote", "speculation", "retracted")
    assert training_set.at_least == training_set.votes == len(rows) == 4
    [person] = [person for person, name in project.store.people().items() if name == "ben"]
    assert rows_of(project, annotator=person) == rows


def test_an_unknown_annotator_is_answered_with_the_list() -> None:
    """A typo tells who there is."""
    with pytest.raises(ExportError, match=r"“bem”.*ana, ben, Čeněk"):
        rows_of(hard_project(), annotator="bem")
    with pytest.raises(ExportError, match="nobody yet"):
        rows_of(Project(), annotator="ana")


def test_a_name_that_two_people_share_is_asked_back() -> None:
    """Merged projects may know two Anas."""
    store = MemoryStore()
    store._people.update({"u-1": "ana", "u-2": "ana"})
    with pytest.raises(ExportError, match="u-1, u-2"):
        TrainingSet(store, Config(), Options(annotator="ana"))


def test_renamed_and_removed_labels_are_exported() -> None:
    """A former slug is the present label; one that nobody knows any more keeps its name."""
    config = Config(
        labels=(
            Label(slug="assertion", key="a", formerly=("claim",)),
            Label(slug="old", retired=True),
        )
    )
    project = a_project({0: "claim", 1: "old", 2: "zulu", 3: "alpha"}, {0: "assertion"})
    rows = rows_of(project, config)
    assert [row.label for row in rows] == ["assertion", "old", "zulu", "alpha"]
    assert list(rows[0].soft) == ["assertion", "old", "alpha", "zulu"]
    assert [row.label_id for row in rows] == [0, 1, 3, 2]
    assert rows[0].gold_source == "unanimous"


def test_the_guideline_is_that_of_the_newest_vote_for_the_label() -> None:
    """A vote for another label does not date the decision."""
    project = Project()
    article = project.add(["A report."])
    for name, label, version in (
        ("a", "claim", "1"),
        ("b", "claim", "2"),
        ("c", "claim", "2"),
        ("d", "quote", "3"),
    ):
        project.say(name, article, {0: label}, guideline=version)
    [row] = rows_of(project)
    assert row.guideline == "2"


def test_neighbours_are_the_context() -> None:
    """The sentence before and after, empty at the ends."""
    first, _, last = rows_of(a_project({0: "claim", 1: "claim", 3: "claim"}))
    assert (first.context_before, first.context_after) == ("", "Sentence 1.")
    assert (last.context_before, last.context_after) == ("Sentence 2.", "")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("", ""),
        ("2024-05-01", "2024-05-01T00:00:00.000Z"),
        ("2024-05-01T07:30", "2024-05-01T07:30:00.000Z"),
        ("2024-05-01T07:30:00Z", "2024-05-01T07:30:00.000Z"),
        ("2024-05-01T01:30:00.123456+02:00", "2024-04-30T23:30:00.123Z"),
        ("0001-01-01T00:00:00+02:00", ""),
        ("0999-01-01", "0999-01-01T00:00:00.000Z"),
        ("2024-05", ""),
        ("yesterday", ""),
    ],
)
def test_times_have_one_form(when: str, expected: str) -> None:
    """In UTC, with milliseconds; what is less than a day is not guessed."""
    assert instant(when) == expected


def test_facts_of_an_article_have_no_controls() -> None:
    """A title may come from anywhere; a row's text never breaks a reader."""
    project = Project()
    article = project.add(["A report."], title=" a\x07\u2028b\ufeff ", lang="", published_at="soon")
    project.say("ana", article, {0: "claim"})
    config = Config(articles=ArticlesConfig(license=""))
    [row] = rows_of(project, config)
    assert (row.title, row.lang, row.published_at, row.license) == ("a b", "und", "", "unknown")
    assert row.cluster_id == "c-" + article.id[2:]


class Broken(MemoryStore):
    """A store whose articles are not those that were annotated."""

    def __init__(self, good: MemoryStore, kept: FrozenArticle | None) -> None:
        self.__dict__.update(good.__dict__)
        self.kept = kept

    def frozen(self, article_id: str, *, first_cut: bool = False) -> FrozenArticle | None:
        """What took the article's place."""
        return self.kept


def test_a_span_that_reads_otherwise_stops_the_export() -> None:
    """Better no file than one whose labels stand on other text."""
    project = a_project({0: "claim", 3: "quote"})
    [kept] = project.store.articles()
    article, spans = kept.article, list(kept.sentences.spans)
    for broken in (
        None,
        FrozenArticle(
            msgspec.structs.replace(article, text="!" + article.text[1:]), kept.sentences
        ),
        FrozenArticle(article, Sentences([(start + 1, end) for start, end in spans])),
        FrozenArticle(article, Sentences(spans[:3])),
        FrozenArticle(article, Sentences([*spans[:3], (spans[3][0], spans[3][1] + 5)])),
    ):
        with pytest.raises(ExportError, match="slugline check"):
            list(TrainingSet(Broken(project.store, broken), Config()).rows())


def test_a_change_while_reading_is_noticed() -> None:
    """A label that was not there when the label set was fixed has no place in it."""
    project = a_project({0: "claim"})
    training_set = TrainingSet(project.store, Config())
    [kept] = project.store.articles()
    project.say("person 1", kept.article, {1: "brand-new"})
    with pytest.raises(ExportError, match="again"):
        list(training_set.rows())


def test_progress_adds_up() -> None:
    """Every vote is accounted for, those of sentences left out too."""
    told: list[int] = []
    training_set = TrainingSet(hard_project().store, Config())
    list(training_set.rows(advance=told.append))
    assert sum(told) == training_set.votes == 21
    assert training_set.at_least == 13


def test_an_article_that_a_newer_version_replaced_is_left_out_for_those_who_were_told() -> None:
    """Their labels went over; whoever was not told has labels on the old one alone."""
    project = Project()
    old = project.add(["The first text.", "A second sentence."])
    new = project.add(["The first text.", "A second sentence.", "A third one."])
    project.say("Ana", old, {0: "claim", 1: "quote"})
    project.say("Ana", new, {0: "claim", 1: "quote"})
    project.say("Ben", old, {0: "claim"})
    assert len(rows_of(project)) == 4

    ana = project.store.join("Ana")
    said = succession(project.store, old.id, new.id, ana)
    project.store.state(ana, [said], for_good=True)
    made = TrainingSet(project.store, Config())
    texts = [(row.article_id, row.text) for row in made.rows() if isinstance(row, Row)]
    # Ben has labelled the first sentence of the old one, and nothing else.
    assert [text for id_, text in texts if id_ == old.id] == ["The first text."]
    assert len(texts) == 3
    assert made.summary.left_out == {REPLACED: 1}
    everything = TrainingSet(project.store, Config(), Options(include=("replaced",)))
    assert len(list(everything.rows())) == 4


@pytest.mark.parametrize(
    ("given", "rows", "left_out"),
    [
        (["skip"], 0, ""),
        (["skip", "skip"], 0, ""),
        (["claim", "skip"], 0, NO_MAJORITY),
        (["claim", "skip", "skip"], 0, SKIPPED),
        (["claim", "claim", "skip"], 1, ""),
        (["claim", "quote", "skip", "skip"], 0, NO_MAJORITY),
    ],
)
def test_who_skips_a_sentence_votes_against_its_labels(
    given: list[str], rows: int, left_out: str
) -> None:
    """A row holds the votes for labels alone; what all skipped is not even counted."""
    project = a_project(*({0: label} for label in given))
    training_set = TrainingSet(project.store, Config())
    found = [row for row in training_set.rows() if isinstance(row, Row)]
    assert len(found) == rows
    assert dict(training_set.summary.left_out) == ({left_out: 1} if left_out else {})
    for row in found:
        assert (row.label, row.gold_source, row.n_votes) == ("claim", "majority", 2)
        assert row.soft == {"claim": 1, "quote": 0, "speculation": 0}
        assert [vote.label for vote in row.votes] == ["claim", "claim"]
        assert msgspec.convert(msgspec.to_builtins(row), Row) == row


def test_dispositions_of_the_scheme_are_left_out_too() -> None:
    """Also under a slug that they had before; asked for, they stand behind the labels."""
    labels = (
        Label(slug="claim", key="c"),
        Label(slug="caption", key="h", disposition=True, formerly=("picture",)),
    )
    project = a_project({0: "claim", 1: "caption", 2: "picture"})
    config = Config(labels=labels)
    assert [row.label for row in rows_of(project, config)] == ["claim"]
    whole = TrainingSet(project.store, config, Options(include=("skip",)))
    assert whole.labels == ("claim", "caption")
    assert [row.label for row in whole.rows()] == ["claim", "caption", "caption"]  # type: ignore[attr-defined]
