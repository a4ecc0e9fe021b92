"""Labels come back to their sentences; nothing is guessed, nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.articles.article import Article
from annotations.comparison.provenance import Origin
from annotations.config import Config
from annotations.dataset import TrainingSet
from annotations.dataset.clusters import Place
from annotations.dataset.kept_splits import exported, keep
from annotations.dataset.options import Options
from annotations.dataset.validate import Checked, validate
from annotations.dataset.write_folder import export_folder
from annotations.errors import LabelFileError
from annotations.importing.fit_cuts import fitted
from annotations.importing.plan import Import
from annotations.importing.read_files import Told, read
from annotations.importing.records import Decided, Item, Quote, Said, Unread
from annotations.importing.report import (
    AMBIGUOUS,
    CONFLICT,
    IMPORTED,
    KNOWN,
    NOT_FOUND,
    OUTCOMES,
    TWICE,
    UNKNOWN_LABEL,
    UNREAD,
    Report,
    Wishes,
)
from annotations.importing.sentence_matching import Sentences
from annotations.labels import DEFAULT_LABELS, Label, LabelScheme
from annotations.store import Annotation, Change, FrozenArticle, Mark, Statement, Store
from tests.memory_store import MemoryStore
from tests.unit.dataset.material import Project, article_of, hard_project

SCHEME = LabelScheme()
TEXTS = ("The bank cut its rate.", "“Hardly,” he said.", "It may do so again.", "Rain fell.")


def frozen(*texts: str, tail: str = "") -> FrozenArticle:
    """An article of these sentences, with its cuts."""
    return FrozenArticle(*article_of(texts, tail=tail))


def said(text: str, label: str = "claim", person: str = "ann-1", **fields: Any) -> Said:
    """What a file says of a sentence."""
    place = {
        name: fields.pop(name)
        for name in ("id", "article_id", "start", "end", "before", "after")
        if name in fields
    }
    quote = Quote(text=text, **place)
    return Said(where="line 1", quote=quote, person=person, label=label, **fields)


def run(
    store: Store,
    items: Iterable[Item],
    articles: Sequence[FrozenArticle] = (),
    *,
    kind: str = "votes",
    scheme: LabelScheme = SCHEME,
    **wishes: Any,
) -> Report:
    """Import, and what became of it."""
    told = Told(kind, tuple(items))
    plan = Import(store, told, articles, scheme=scheme, wishes=Wishes(**wishes))
    plan.write()
    return plan.report


def counts(**expected: int) -> Mapping[str, int]:
    """Counts by outcome, most of them 0."""
    names = {name.upper().replace(" ", "_"): name for name in OUTCOMES}
    found = dict.fromkeys(OUTCOMES, 0)
    for name, count in expected.items():
        found[names[name.upper()]] = count
    return found


def labels(store: Store) -> list[tuple[str, int, str]]:
    """What is said: name, sentence, label."""
    names = store.people()
    return [(names[one.person], one.index, one.label) for one in store.annotations()]


def test_labels_come_to_sentences_with_the_same_text() -> None:
    """The article is kept from then on; they are imported, from when they were given."""
    store, one = MemoryStore(), frozen(*TEXTS)
    other = frozen("Nothing.", "Of this.")
    at = "2024-05-01T10:00:00.000Z"
    report = run(
        store,
        [said(TEXTS[1], "quote", at=at, guideline="3"), said(TEXTS[2], "speculation", "ann-2")],
        [one, other],
    )
    assert report.counts == counts(imported=2)
    assert report.complete
    assert report.articles == (one.article.id,) == store.frozen_ids()
    assert report.people == ("ann-1", "ann-2")
    first, second = store.annotations()
    assert (first.label, first.at, first.guideline, first.source) == ("quote", at, "3", "imported")
    assert (second.index, second.label) == (2, "speculation")


def test_nothing_changes_before_it_is_written() -> None:
    """A plan only reads."""
    store, one = MemoryStore(), frozen(*TEXTS)
    plan = Import(store, Told("votes", (said(TEXTS[0]),)), [one], scheme=SCHEME)
    assert plan.report.counts[IMPORTED] == 1
    assert not store.people()
    assert not store.frozen_ids()


def test_the_second_time_everything_is_known() -> None:
    """And no event is written."""
    store, one = MemoryStore(), frozen(*TEXTS)
    items: list[Item] = [
        *(said(text, label) for text, label in zip(TEXTS, ("claim", "quote"), strict=False)),
        Decided(where="line 3", quote=Quote(text=TEXTS[1]), label="claim", person="ann-2"),
    ]
    assert run(store, items, [one]).counts == counts(imported=3)
    cursor = store.cursor()
    report = run(store, items, [one])
    assert report.counts == counts(known=3)
    assert report.complete
    assert store.cursor() == cursor


@pytest.mark.parametrize("overwrite", [False, True])
def test_what_somebody_said_here_is_not_overwritten_unasked(overwrite: bool) -> None:
    """Doubts and notes that the file cannot hold stay in any case."""
    project = Project()
    article = project.add(TEXTS)
    project.say("ana", article, {0: "quote"}, unsure=True, note="why?")
    project.say("ana", article, {1: ""}, note="hm")
    project.say("ana", article, {2: "claim"})
    items = [said(text, person="ana") for text in TEXTS[:3]]
    report = run(project.store, items, overwrite=overwrite)
    assert report.counts == (
        counts(imported=2, known=1) if overwrite else counts(imported=1, known=1, conflict=1)
    )
    assert report.complete is overwrite
    first, second, _ = project.store.annotations()
    assert first.mark == Mark("claim" if overwrite else "quote", unsure=True, note="why?")
    assert second.mark == Mark("claim", note="hm")
    if not overwrite:
        [example] = report.examples
        assert example.outcome == CONFLICT
        assert "quote, unsure, note “why?” here, claim" in example.detail


def test_an_import_is_undone_article_by_article() -> None:
    """One action a person and article."""
    store = MemoryStore()
    several = [frozen(*TEXTS), frozen("Snow fell.", "It froze.")]
    run(store, [said(text) for text in (*TEXTS, "Snow fell.")], several)
    [person] = store.people()
    assert len(store.undo(person)) in (1, 4)
    store.undo(person)
    assert not list(store.annotations())


def test_people_and_labels_may_be_called_otherwise_here() -> None:
    """`--as` and `--map`; a label may also go by its name, whatever the case."""
    store = MemoryStore()
    scheme = LabelScheme(
        (Label(slug="claim", name="Fact", key="c", formerly=("old",)), Label(slug="quote", key="q"))
    )
    items = [
        said(TEXTS[0], "FACT"),
        said(TEXTS[1], "Zitat"),
        said(TEXTS[2], "old", "ben"),
        said(TEXTS[3], "Quote", ""),
    ]
    report = run(
        store,
        items,
        [frozen(*TEXTS)],
        scheme=scheme,
        people={"ann-1": "ana"},
        everything_by="cleo",
        labels={"Zitat": "quote"},
    )
    assert report.complete
    assert labels(store) == [
        ("ana", 0, "claim"),
        ("ana", 1, "quote"),
        ("ben", 2, "old"),
        ("cleo", 3, "quote"),
    ]


def test_somebody_must_have_said_it() -> None:
    """A file that does not say who is refused before anything is written."""
    with pytest.raises(LabelFileError, match="--as NAME"):
        run(MemoryStore(), [said(TEXTS[0], person="")], [frozen(*TEXTS)])
    with pytest.raises(LabelFileError, match="“bob” labels nothing in this file"):
        run(MemoryStore(), [said(TEXTS[0])], [frozen(*TEXTS)], people={"bob": "ana"})


def test_a_label_that_is_not_known_is_named_with_the_nearest() -> None:
    """And not imported, unless it comes from a project of ours, where it left the scheme."""
    store = MemoryStore()
    items = [said(TEXTS[0], "claims"), said(TEXTS[1], "zzz")]
    report = run(store, items, [frozen(*TEXTS)])
    assert report.counts == counts(unknown_label=2)
    assert not report.complete
    assert not list(store.annotations())
    assert any("Did you mean claim? --map claims=claim" in notice for notice in report.notices)
    kept = run(store, items, [frozen(*TEXTS)], kind="annotations")
    assert kept.counts == counts(imported=2)
    assert [label for _, _, label in labels(store)] == ["claims", "zzz"]
    assert any("kept under that name" in notice for notice in kept.notices)


def test_a_file_that_contradicts_itself_is_not_believed() -> None:
    """The same said twice is said once."""
    items: list[Item] = [
        said(TEXTS[0]),
        said(TEXTS[0]),
        said(TEXTS[1], "claim"),
        said(TEXTS[1], "quote"),
        Unread("line 5", "is not JSON"),
        said(TEXTS[2], ""),
    ]
    store = MemoryStore()
    report = run(store, items, [frozen(*TEXTS)])
    assert report.counts == {
        **counts(imported=1, known=1),
        TWICE: 1,
        UNREAD: 2,
    }
    assert labels(store) == [("ann-1", 0, "claim")]


def test_an_export_that_comes_to_other_people_must_say_who_is_who() -> None:
    """In its own project it would count everybody twice."""
    project = Project()
    article = project.add(TEXTS)
    project.say("ana", article, {0: "claim"})
    with pytest.raises(LabelFileError, match=r"ana\. .*--as ann-1=NAME, or --as ann-1=ann-1"):
        run(project.store, [said(TEXTS[0])])
    assert run(project.store, [said(TEXTS[0])], people={"ann-1": "ana"}).counts == counts(known=1)
    new = run(project.store, [said(TEXTS[0])], people={"ann-1": "ann-1"})
    assert new.counts == counts(imported=1)
    assert run(project.store, [said(TEXTS[0])]).counts == counts(known=1)


def test_settled_labels_come_back() -> None:
    """By whom, when and why; on the votes that are there."""
    store = MemoryStore()
    decided = Decided(
        where="line 1",
        quote=Quote(text=TEXTS[1]),
        label="quote",
        person="ann-2",
        at="2024-05-02T10:00:00.000Z",
        reason="slip",
    )
    run(store, [said(TEXTS[1]), said(TEXTS[1], "quote", "ann-2"), decided], [frozen(*TEXTS)])
    votes = list(store.annotations())
    [[head]] = store.statements("gold").values()
    assert store.people()[head.person] == "ann-2"
    assert head.about == votes[0].sentence_id
    assert head.value == {
        "article": votes[0].article_id,
        "at": "2024-05-02T10:00:00.000Z",
        "basis": sorted(one.event_id for one in votes),
        "by_voter": True,
        "decision": "label",
        "index": 1,
        "label": "quote",
        "reason": "slip",
    }
    other = msgspec.structs.replace(decided, label="claim")
    assert run(store, [other]).counts == counts(conflict=1)
    assert run(store, [other], overwrite=True).counts == counts(imported=1)
    [[head]] = store.statements("gold").values()
    assert head.value["label"] == "claim"


# Which sentence is meant


def find(quote: Quote, *articles: FrozenArticle) -> tuple[str, int, str]:
    """Article, sentence, and what the problem is."""
    by_id = {one.article.id: one for one in articles}
    match = Sentences(articles, by_id.__getitem__).find(quote)
    return match.article_id, match.number, match.problem


def test_an_id_is_enough_unless_the_text_is_another() -> None:
    """Then the text was changed elsewhere, and the id means nothing."""
    one = frozen(*TEXTS)
    own = one.article.sentence_id(one.sentences.span(2))
    assert find(Quote(id=own), one) == (one.article.id, 2, "")
    assert find(Quote(id=own, text=TEXTS[2]), one) == (one.article.id, 2, "")
    assert find(Quote(id=own, text="Quite another."), one) == ("", -1, NOT_FOUND)
    assert find(Quote(id="s-0"), one) == ("", -1, NOT_FOUND)


@pytest.mark.parametrize(
    "text", ['"Hardly," he said.', "“Hardly,”\u00a0he said.", " “hardly,” HE SAID. "]
)
def test_programs_may_change_quotes_spaces_and_case(text: str) -> None:
    """The words are the same."""
    one = frozen(*TEXTS)
    assert find(Quote(text=text), one) == (one.article.id, 1, "")


def test_the_exact_text_comes_before_the_same_words() -> None:
    """Where there are both."""
    one = frozen("He said no.", "HE SAID: NO!")
    assert find(Quote(text="HE SAID: NO!"), one) == (one.article.id, 1, "")
    assert find(Quote(text="he said no"), one)[2] == AMBIGUOUS


def test_of_several_alike_the_place_or_the_neighbours_tell() -> None:
    """Else it is ambiguous, and nothing is guessed."""
    one = frozen("First.", "He said no.", "Second.", "He said no.", "Third.")
    other = frozen("Other.", "He said no.", "Third.")
    start = one.sentences.span(3).start
    for quote, expected in (
        (Quote(text="He said no."), ("", -1, AMBIGUOUS)),
        (Quote(text="He said no.", article_id=one.article.id), ("", -1, AMBIGUOUS)),
        (Quote(text="He said no.", article_id=other.article.id), (other.article.id, 1, "")),
        (Quote(text="He said no.", before="Other."), (other.article.id, 1, "")),
        (Quote(text="He said no.", after="Third."), ("", -1, AMBIGUOUS)),
        (Quote(text="He said no.", before="Second.", after="Third."), (one.article.id, 3, "")),
        (
            Quote(text="He said no.", article_id=one.article.id, start=start),
            (one.article.id, 3, ""),
        ),
        (Quote(text="He said no.", before="Nowhere."), ("", -1, AMBIGUOUS)),
    ):
        assert find(quote, one, other) == expected, quote


def test_an_article_that_is_not_here_may_have_come_in_another_version() -> None:
    """Its sentences are looked for everywhere."""
    one = frozen(*TEXTS)
    quote = Quote(text=TEXTS[3], article_id="a-0000000000000000", start=1000)
    assert find(quote, one) == (one.article.id, 3, "")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("rate.\n\n“Hardly,”", "cut otherwise here: see ARTICLE:1"),
        ("The bank has raised all its rates.", "ARTICLE does not hold it"),
        (
            "The bank of Estmark cut its main rate on Tuesday, to the surprise of most brokers.",
            "ARTICLE:5 is nearly the same",
        ),
        ("Something else.", "does not hold it"),
    ],
)
def test_what_is_not_found_is_told_with_what_may_be_meant(text: str, hint: str) -> None:
    """For people to look at; it is not imported."""
    long = "The bank of Estmark cut its main rate on Monday, to the surprise of most brokers."
    one = frozen(*TEXTS, long)
    report = run(MemoryStore(), [said(text, article_id=one.article.id)], [one])
    assert report.counts == counts(not_found=1)
    [example] = report.examples
    assert hint.replace("ARTICLE", one.article.id) in example.detail


# Nothing is lost


SENTENCES = ("One came.", "Two went.", "“No,” said Ada: 'x'.", "No? \u2028Yes.", "Five may.")


def content(store: Store) -> list[tuple[object, ...]]:
    """Everything that is said, under the names that people have in exports."""
    people = {person: f"ann-{number}" for number, person in enumerate(store.people(), start=1)}
    found = [_fields(one, people[one.person]) for one in store.annotations()]
    return sorted(found, key=str)


def _fields(one: Annotation, name: str) -> tuple[object, ...]:
    return (
        name, one.article_id, one.sentence_id, one.index, one.label, one.unsure, one.note,
        one.source, one.at, one.guideline, one.origin,
    )  # fmt: skip


def there_and_back(store: MemoryStore, folder: Path, config: Config) -> tuple[MemoryStore, Report]:
    """Export to a folder, import from it into an empty project."""
    export_folder(TrainingSet(store, config), "jsonl", folder)
    fresh = MemoryStore()
    plan = Import(fresh, read(folder), store.articles(), scheme=config.scheme)
    plan.write()
    return fresh, plan.report


def test_a_hard_project_comes_back_as_it_was(tmp_path: Path) -> None:
    """Labels that left the scheme, notes without labels, doubts, odd texts; and its bytes."""
    store, config = hard_project().store, Config()
    fresh, report = there_and_back(store, tmp_path / "one", config)
    assert report.complete
    assert content(fresh) == content(store)
    export_folder(TrainingSet(fresh, config), "jsonl", tmp_path / "two")
    for path in sorted((tmp_path / "one").iterdir()):
        assert (tmp_path / "two" / path.name).read_bytes() == path.read_bytes(), path.name


def test_an_export_without_text_comes_back(tmp_path: Path) -> None:
    """From the articles, by ids."""
    store = hard_project().store
    folder = tmp_path / "export"
    options = Options(no_text=True, notes=True)
    export_folder(TrainingSet(store, Config(), options), "jsonl", folder)
    assert b"referee" not in (folder / "annotations.jsonl").read_bytes()
    fresh = MemoryStore()
    Import(fresh, read(folder), store.articles(), scheme=SCHEME).write()
    assert content(fresh) == content(store)


SAYINGS = st.lists(
    st.tuples(
        st.sampled_from(["ana", "ben", "cleo"]),
        st.integers(0, 2),
        st.integers(0, len(SENTENCES) - 1),
        st.sampled_from(["claim", "quote", "speculation", "", "retracted"]),
        st.booleans(),
        st.sampled_from(["", "no: “sure”", "a\nb"]),
        st.sampled_from(["own", "carried", "imported", "suggested"]),
        st.sampled_from(["", "1", "2b"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SAYINGS)
def test_whatever_was_said_comes_back(tmp_path: Path, sayings: list[tuple[Any, ...]]) -> None:
    """Into an empty project: labels, doubts, notes, sources, times, guidelines, origins."""
    project = Project()
    articles: list[Article] = [
        project.add([f"Article {number}.", *SENTENCES]) for number in range(3)
    ]
    origin = Origin(
        article=articles[0].id, start=0, end=10, relation="same", change="same", score=990,
        mode="auto",
    )  # fmt: skip
    # Somebody speaks, and in this order: who never does has no number to keep.
    project.say("ana", articles[0], {0: "claim"})
    for name, number, index, label, unsure, note, source, guideline in sayings:
        article = articles[number]
        kept = project.store.frozen(article.id)
        assert kept is not None
        change = Change(
            article.id,
            article.sentence_id(kept.sentences.span(index + 1)),
            index + 1,
            Mark(label, unsure, note),
            source,
            origin if source == "carried" else None,
            guideline,
        )
        project.store.annotate(project.store.join(name), [change])
    silent = {person for person in project.store.people() if not project.store.progress(person)}
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    fresh, report = there_and_back(project.store, folder, Config())
    assert report.counts[NOT_FOUND] == report.counts[CONFLICT] == report.counts[UNKNOWN_LABEL] == 0
    if not silent:
        assert content(fresh) == content(project.store)
    else:
        assert [one[1:] for one in sorted(content(fresh), key=_nameless)] == [
            one[1:] for one in sorted(content(project.store), key=_nameless)
        ]
    again = Import(fresh, read(folder), scheme=Config().scheme)
    assert again.report.counts[KNOWN] == sum(again.report.counts.values())


def _nameless(one: tuple[object, ...]) -> str:
    return str(one[1:])


def test_sentences_that_a_person_cut_otherwise_come_back(tmp_path: Path) -> None:
    """The article is cut as it was, though its file is cut by the rules."""
    project = Project()
    article, by_rules = article_of(["One came. Two went.", "Three stayed."])
    joined = fitted(article, by_rules, {(0, 9)})
    assert [span.of(article.text) for span in joined.spans] == [
        "One came.",
        "Two went.",
        "Three stayed.",
    ]
    project.store.freeze(article, joined)
    project.say("ana", article, {0: "claim", 1: "quote", 2: "claim"})
    folder = tmp_path / "export"
    export_folder(TrainingSet(project.store, Config()), "jsonl", folder)
    fresh = MemoryStore()
    Import(fresh, read(folder), [FrozenArticle(article, by_rules)], scheme=SCHEME).write()
    assert content(fresh) == content(project.store)


def settled_project() -> Project:
    """Three who label, two who joined and said nothing, one who decides, in every way."""
    project = Project()
    article = project.add(TEXTS)
    project.store.join("silent")
    project.say("ana", article, {0: "claim", 1: "claim", 2: "claim", 3: "claim"})
    project.store.join("silent too")
    project.say("ben", article, {0: "quote", 1: "quote", 2: "quote", 3: "quote"})
    project.say("cleo", article, {0: "claim"})
    judge = project.store.join("dora")
    votes = sorted(project.store.annotations(), key=lambda one: one.index)
    ways: tuple[dict[str, Any], ...] = (
        {"decision": "label", "label": "quote", "reason": "slip", "rule": "GC-1"},
        {"decision": "ambiguous", "reason": "ambiguous", "revealed": True},
        {"decision": "segmentation", "reason": "segmentation"},
        {"decision": "label", "label": "speculation", "by_voter": True},
    )
    for index, decision in enumerate(ways):
        seen = [one for one in votes if one.index == index]
        value: dict[str, Any] = {
            "article": article.id,
            "index": index,
            "basis": [one.event_id for one in seen],
            "by_voter": False,
            "revealed": False,
            **decision,
        }
        project.store.state(judge, [Statement("gold", seen[0].sentence_id, value)])
    # A vote that no decision knew of.
    project.say("cleo", article, {3: "claim"})
    return project


def registered(store: Store) -> list[tuple[Any, ...]]:
    """Every decision, with the people whose votes it knew in place of their events."""
    votes = {one.event_id: one.person for one in store.annotations()}
    numbers = {person: number for number, person in enumerate(store.people(), start=1)}
    return sorted(
        (
            numbers[head.person],
            *sorted(
                (key, str(sorted(numbers[votes[one]] for one in told) if key == "basis" else told))
                for key, told in head.value.items()
                if key != "at" and told is not False
            ),
        )
        for heads in store.statements("gold").values()
        for head in heads
    )


def test_decisions_come_back_from_an_export(tmp_path: Path) -> None:
    """Of every kind, with what they rest on; people keep their numbers; and the bytes."""
    store, config = settled_project().store, Config()
    options = Options(include=("ambiguous",))
    export_folder(TrainingSet(store, config, options), "jsonl", tmp_path / "one")
    assert b'"silent' not in b"".join(path.read_bytes() for path in (tmp_path / "one").iterdir())
    assert list(validate(tmp_path / "one", Checked())) == []
    fresh = MemoryStore()
    plan = Import(fresh, read(tmp_path / "one"), store.articles(), scheme=SCHEME)
    plan.write()
    assert plan.report.complete
    assert registered(fresh) == registered(store)
    export_folder(TrainingSet(fresh, config, options), "jsonl", tmp_path / "two")
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert "decisions.jsonl" in names
    assert names == sorted(path.name for path in (tmp_path / "two").iterdir())
    for name in names:
        assert (tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes()
    again = Import(fresh, read(tmp_path / "one"), scheme=SCHEME)
    assert again.report.counts == counts(known=14)


def test_a_decision_in_dispute_is_not_settled_by_an_import(tmp_path: Path) -> None:
    """Whoever came last would win; so both are reported, and review has it again."""
    one, other = (
        Decided(where=f"line {line}", quote=Quote(text=TEXTS[0]), label=label, person=person)
        for line, label, person in ((1, "claim", "ann-1"), (2, "quote", "ann-2"))
    )
    store = MemoryStore()
    items: list[Item] = [said(TEXTS[0]), said(TEXTS[0], "quote", "ann-2"), one, other]
    assert run(store, items, [frozen(*TEXTS)]).counts == counts(imported=2, conflict=2)
    assert not store.statements("gold")


def test_settled_labels_come_back_from_rows(tmp_path: Path) -> None:
    """Of earlier exports, which have no file of decisions."""
    store, folder = settled_project().store, tmp_path / "export"
    export_folder(TrainingSet(store, Config()), "jsonl", folder)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["files"] = [one for one in manifest["files"] if one["path"] != "decisions.jsonl"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "decisions.jsonl").unlink()
    fresh = MemoryStore()
    Import(fresh, read(folder), store.articles(), scheme=SCHEME).write()
    heads = [head for [head] in fresh.statements("gold").values()]
    assert [head.value["label"] for head in heads] == ["quote", "speculation"]
    assert {fresh.people()[head.person] for head in heads} == {"ann-6"}


@pytest.mark.parametrize("name", ["votes", "prodigy", "yaml", "labelstudio"])
def test_votes_come_back_from_formats_of_other_programs(tmp_path: Path, name: str) -> None:
    """Who labelled what how; as imported."""
    store = hard_project().store
    config = Config(labels=(*DEFAULT_LABELS, Label(slug="retracted", retired=True)))
    folder = tmp_path / "export"
    export_folder(TrainingSet(store, config), name, folder)
    others = ("manifest.json", "annotations.jsonl", "config.xml")
    [path] = [one for one in folder.iterdir() if one.name not in others]
    fresh = MemoryStore()
    plan = Import(fresh, read(path), store.articles(), scheme=config.scheme)
    plan.write()
    people = {person: f"ann-{number}" for number, person in enumerate(store.people(), start=1)}
    expected = {
        (people[one.person], one.sentence_id, one.label) for one in store.annotations() if one.label
    }
    if name == "yaml":  # rows have a label; what has none is left out
        rows = {json.dumps(one.quote.id) for one in read(path).items if isinstance(one, Said)}
        expected = {one for one in expected if json.dumps(one[1]) in rows}
    found = {
        (fresh.people()[one.person], one.sentence_id, one.label) for one in fresh.annotations()
    }
    assert plan.report.complete
    assert found == expected
    assert {one.source for one in fresh.annotations()} == {"imported"}
    assert not fresh.statements("gold")


def test_one_persons_labels_come_back_from_doccano(tmp_path: Path) -> None:
    """Which has no place for who labelled."""
    store = hard_project().store
    config = Config(labels=(*DEFAULT_LABELS, Label(slug="retracted", retired=True)))
    training_set = TrainingSet(store, config, Options(annotator="ben"))
    export_folder(training_set, "doccano", tmp_path / "export")
    [path] = [one for one in (tmp_path / "export").iterdir() if one.stem == "train"]
    fresh = MemoryStore()
    wishes = Wishes(everything_by="ben")
    Import(fresh, read(path), store.articles(), scheme=config.scheme, wishes=wishes).write()
    assert labels(fresh) == [one for one in labels(store) if one[0] == "ben"]


def test_an_adjudicated_label_comes_back_from_label_studio(tmp_path: Path) -> None:
    """By whoever settled it; what the votes amount to was settled by nobody."""
    project = Project()
    article = project.add(TEXTS)
    project.say("ana", article, {0: "claim", 1: "claim"})
    project.say("ben", article, {0: "quote", 1: "claim"})
    ana, _ = project.store.people()
    first = next(iter(project.store.annotations())).sentence_id
    project.store.state(ana, [Statement("gold", first, {"decision": "label", "label": "quote"})])
    folder = tmp_path / "export"
    export_folder(TrainingSet(project.store, Config()), "labelstudio", folder)
    fresh = MemoryStore()
    Import(fresh, read(folder / "tasks.json"), project.store.articles(), scheme=SCHEME).write()
    [[head]] = fresh.statements("gold").values()
    assert (head.about, head.value["label"]) == (first, "quote")
    assert labels(fresh) == [
        (name.replace("ana", "ann-1").replace("ben", "ann-2"), index, label)
        for name, index, label in labels(project.store)
    ]


PUT = {"a-0000000000000001": Place("test", "c-0000000000000001")}


def test_an_article_that_has_a_split_here_stays_in_it() -> None:
    """Another split is a conflict, even where labels may be overwritten; the same is nothing."""
    store, one = MemoryStore(), frozen(*TEXTS)
    here, there = Place("train", "c-0000000000000002"), Place("test", "c-0000000000000001")
    run(store, [said(TEXTS[0])], [one])
    keep(store, next(iter(store.people())), {one.article.id: here})
    cursor = store.cursor()
    for place, conflicts in ((there, 1), (here, 0)):
        told = Told("annotations", (said(TEXTS[0]),), places={one.article.id: place, **PUT})
        plan = Import(store, told, scheme=SCHEME, wishes=Wishes(overwrite=True))
        plan.write()
        assert (plan.report.counts[CONFLICT], plan.report.placed) == (conflicts, 0)
        assert plan.report.complete is not bool(conflicts)
        if conflicts:
            [example] = plan.report.examples
            assert "is in train here, in test in the file" in example.detail
    assert store.cursor() == cursor
    assert exported(store) == {one.article.id: here}


def test_splits_come_for_articles_that_the_project_has_and_stay_when_labels_are_undone() -> None:
    """Whoever joins first keeps them; another article may come later, with its own import."""
    store, one = MemoryStore(), frozen(*TEXTS)
    place = Place("validation", "c-0000000000000001")
    told = Told("annotations", (said(TEXTS[0]),), places={one.article.id: place, **PUT})
    plan = Import(store, told, [one], scheme=SCHEME)
    assert exported(store) == {}
    plan.write()
    assert plan.report.placed == 1
    [person] = store.people()
    store.undo(person)
    assert labels(store) == []
    assert exported(store) == {one.article.id: place}


@pytest.mark.parametrize(
    ("options", "name", "tells"),
    [
        (Options(), "jsonl", True),
        (Options(spans=True), "yaml", True),
        (Options(no_text=True), "hf", True),
        (Options(minimal=True), "jsonl", False),
        (Options(), "doccano", False),
    ],
)
def test_rows_tell_where_articles_were_put(
    tmp_path: Path, options: Options, name: str, tells: bool
) -> None:
    """In every format whose rows say it; of the others it is said that they do not."""
    project, put = Project(), dict[str, Place]()
    for number, split in enumerate(("train", "test")):
        article = project.add([f"Ship {number} came.", f"Ship {number} went."])
        project.say("ana", article, {0: "claim", 1: "quote"})
        put[article.id] = Place(split, article.id.replace("a-", "c-"))
    training_set = TrainingSet(project.store, Config(), options, put)
    export_folder(training_set, name, tmp_path / "split")
    told = read(tmp_path / "split")
    assert told.places == (put if tells else {})
    assert len(told.notices) == (not tells)
    export_folder(TrainingSet(project.store, Config(), options), name, tmp_path / "whole")
    assert (read(tmp_path / "whole").places, read(tmp_path / "whole").notices) == ({}, ())
