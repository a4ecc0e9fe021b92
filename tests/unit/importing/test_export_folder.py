"""The folder of an export: refused where it is damaged, taken in where it was edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotations.articles.article import Article
from annotations.config import Config
from annotations.dataset import TrainingSet
from annotations.dataset.options import Options
from annotations.dataset.write_folder import export_folder
from annotations.errors import LabelFileError
from annotations.importing.plan import Import
from annotations.importing.read_files import read
from annotations.importing.records import Unread
from annotations.importing.report import CHANGED, CONFLICT, IMPORTED, KNOWN, Report, Wishes
from annotations.labels import Label, LabelScheme
from annotations.store import Statement, Store
from tests.memory_store import MemoryStore
from tests.unit.dataset.material import Project

TEXTS = ("The bank cut its rate.", "“Hardly,” he said.", "It may do so again.", "Rain fell, so.")


class Kept(Project):
    """Two people, an article, its export."""

    def __init__(self, folder: Path, name: str = "jsonl", **options: Any) -> None:
        super().__init__()
        self.folder = folder
        self.article: Article = self.add(TEXTS)
        self.say("ana", self.article, {0: "claim", 1: "quote", 2: "speculation"})
        self.say("ana", self.article, {3: ""}, note="one\ntwo\n\nthree")
        self.say("ben", self.article, {0: "claim", 1: "claim"})
        training_set = TrainingSet(self.store, Config(), Options(**options))
        export_folder(training_set, name, folder)

    def change(self, name: str, old: str, new: str, count: int = 1) -> None:
        """Edit a file by hand."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8-sig")
        assert old in text
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    def take(self, path: Path | None = None, store: Store | None = None, **wishes: Any) -> Report:
        """Import the folder again, and what became of it."""
        told = read(path or self.folder)
        wished = Wishes(me="ana")._replace(**wishes)
        plan = Import(store or self.store, told, scheme=LabelScheme(), wishes=wished)
        plan.write()
        return plan.report

    def labels(self) -> dict[int, str]:
        """The labels of rows now, by sentence."""
        rows = TrainingSet(self.store, Config()).rows()
        return {row.sentence_index: row.label for row in rows}  # type: ignore[attr-defined]


def half(data: bytes) -> bytes:
    """The first half."""
    return data[: len(data) // 2]


def whole_lines(data: bytes) -> bytes:
    """All lines but the last."""
    return b"".join(data.splitlines(keepends=True)[:-1])


def garbled(data: bytes) -> bytes:
    """As if it had been read in another encoding and written again."""
    return data.decode("cp1252", "replace").encode()


def latin(data: bytes) -> bytes:
    """In another encoding."""
    return data.decode().replace("“", "x").encode("cp1252", "replace").replace(b"x", b"\x93")


@pytest.mark.parametrize("name", ["annotations.jsonl", "decisions.jsonl", "train.jsonl"])
@pytest.mark.parametrize("damage", [half, whole_lines, lambda data: b"", latin, None])
def test_a_damaged_folder_is_refused_by_name(
    tmp_path: Path, name: str, damage: Callable[[bytes], bytes] | None
) -> None:
    """Nothing of it is read, unless what is whole is asked for; then the damage is an item."""
    kept = Kept(tmp_path / "out")
    path = tmp_path / "out" / name
    if not path.exists():
        return
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(LabelFileError, match=f"(?s)out is damaged: {name}.*--partial"):
        kept.take()
    part = read(tmp_path / "out", partial=True)
    assert any(isinstance(one, Unread) and one.damaged for one in part.items)
    report = Import(MemoryStore(), part, scheme=LabelScheme()).report
    assert not report.complete


def test_one_file_of_a_folder_is_asked_for_its_rows_too(tmp_path: Path) -> None:
    """Its manifest lies beside it."""
    kept = Kept(tmp_path / "out")
    path = tmp_path / "out" / "annotations.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    with pytest.raises(LabelFileError, match="has 2 of its 6 rows"):
        kept.take(path)


def test_an_export_of_an_earlier_version_is_asked_for_its_labels(tmp_path: Path) -> None:
    """Its manifest does not tell how many lines a file had."""
    kept = Kept(tmp_path / "out")
    manifest = tmp_path / "out" / "manifest.json"
    made = json.loads(manifest.read_bytes())
    for file in made["files"]:
        del file["lines"]
    manifest.write_text(json.dumps(made))
    path = tmp_path / "out" / "annotations.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))
    with pytest.raises(LabelFileError, match="has 3 of its 5 rows"):
        kept.take()


def test_nothing_of_an_own_export_is_new_and_nobody_need_be_named(tmp_path: Path) -> None:
    """People are known again by what they said when."""
    kept = Kept(tmp_path / "out")
    cursor = kept.store.cursor()
    report = kept.take()
    assert report.counts[KNOWN] == len(report.outcomes) == 6
    assert report.complete
    assert "ann-1 in the file is ana here." in report.notices
    assert kept.store.cursor() == cursor


@pytest.mark.parametrize("name", ["jsonl", "csv", "yaml"])
@pytest.mark.parametrize("minimal", [False, True])
def test_an_edited_label_is_a_change(tmp_path: Path, name: str, minimal: bool) -> None:
    """Of whoever alone labelled the sentence; where others did too, it is settled so."""
    kept = Kept(tmp_path / "out", name, minimal=minimal)
    train = f"train.{name}"
    last = {
        "csv": ('again.","speculation"', 'again.","claim"'),
        "jsonl": ('again.","label":"speculation"', 'again.","label":"claim"'),
        "yaml": ('again."\n    "label": "speculation"', 'again."\n    "label": "claim"'),
    }[name]
    first = {
        "csv": ('rate.","claim"', 'rate.","quote"'),
        "jsonl": ('rate.","label":"claim"', 'rate.","label":"quote"'),
        "yaml": ('rate."\n    "label": "claim"', 'rate."\n    "label": "quote"'),
    }[name]
    kept.change(train, *last)
    kept.change(train, *first)
    left = kept.take()
    assert left.counts[CONFLICT] == left.edits == 2
    assert not left.complete
    assert kept.labels() == {0: "claim", 2: "speculation"}
    report = kept.take(edits=True)
    assert report.counts[CHANGED] == 2
    assert report.complete
    assert kept.labels() == {0: "quote", 2: "claim"}
    [own] = [one for one in kept.store.annotations() if one.index == 2]
    assert (own.label, own.source) == ("claim", "imported")
    assert len(kept.store.statements("gold")) == 1
    assert f"{train} was changed since it was exported." in report.notices
    again = kept.take(edits=True)
    assert (again.counts[CHANGED], again.counts[CONFLICT]) == (0, 0)


def test_an_edited_vote_or_annotation_is_a_change(tmp_path: Path) -> None:
    """Of whoever gave it; doubts and notes stay."""
    kept = Kept(tmp_path / "out")
    kept.change("annotations.jsonl", '"label":"claim"', '"label":"quote"')
    assert read(tmp_path / "out").edited == ("annotations.jsonl",)
    report = kept.take(edits=True)
    assert report.counts[CHANGED] == 1
    changed = [one for one in report.outcomes if one.outcome == CHANGED]
    assert (changed[0].person, changed[0].before, changed[0].label) == ("ana", "claim", "quote")
    other = Kept(tmp_path / "other")
    other.change("train.jsonl", '"annotator":"ann-2","label":"claim"',
                 '"annotator":"ann-2","label":"quote"')  # fmt: skip
    report = other.take(edits=True)
    assert [one.person for one in report.outcomes if one.outcome == CHANGED] == ["ben"]


def test_what_has_changed_here_meanwhile_is_a_conflict(tmp_path: Path) -> None:
    """An edit of a row does not win over a later label."""
    kept = Kept(tmp_path / "out")
    kept.say("ana", kept.article, {2: "quote"})
    kept.change("train.jsonl", 'again.","label":"speculation"', 'again.","label":"claim"')
    report = kept.take(edits=True)
    assert report.counts[CONFLICT] == 2
    assert any("has become quote here" in one.detail for one in report.examples)
    assert kept.labels()[2] == "quote"


def test_an_edited_label_that_is_none_is_not_kept(tmp_path: Path) -> None:
    """Though unknown labels of an export are."""
    kept = Kept(tmp_path / "out")
    kept.change("train.jsonl", 'again.","label":"speculation"', 'again.","label":"speclation"')
    report = kept.take(edits=True)
    assert report.counts["unknown label"] == 1
    assert "Did you mean speculation?" in report.examples[-1].detail
    kept = Kept(tmp_path / "other")
    kept.change("annotations.jsonl", '"label":"claim"', '"label":"clam"')
    assert kept.take(edits=True).counts["unknown label"] == 1


def test_a_vote_that_nobody_gave_is_damage(tmp_path: Path) -> None:
    """A changed name would count as somebody new."""
    kept = Kept(tmp_path / "out")
    kept.change("train.jsonl", '"annotator":"ann-2"', '"annotator":"ann-7"')
    with pytest.raises(LabelFileError, match=r"label by ann-7, of which annotations\.jsonl"):
        kept.take()


def test_a_changed_card_changes_no_label(tmp_path: Path) -> None:
    """A README is there to be written in."""
    kept = Kept(tmp_path / "out")
    kept.change("datapackage.json", "Labelled sentences", "Sentences")
    assert kept.take().complete


def test_a_renamed_label_is_the_same_label(tmp_path: Path) -> None:
    """Rows carry its present slug, the project the former one."""
    project = Project()
    article = project.add(TEXTS)
    project.say("ana", article, {0: "claim", 1: "quote"})
    project.say("ben", article, {0: "claim"})
    scheme = LabelScheme(
        (
            Label(slug="fact", key="f", formerly=("claim",)),
            Label(slug="quote", key="q"),
        )
    )
    export_folder(TrainingSet(project.store, Config(labels=scheme.labels)), "jsonl", tmp_path / "o")
    for path in (tmp_path / "o" / "train.jsonl", tmp_path / "o"):
        report = Import(project.store, read(path), scheme=scheme).report
        assert report.counts[KNOWN] == len(report.outcomes) == 3


def test_a_note_keeps_every_line(tmp_path: Path) -> None:
    """Through an export into another project."""
    kept = Kept(tmp_path / "out")
    other = MemoryStore()
    kept_article = kept.store.frozen(kept.article.id)
    assert kept_article is not None
    plan = Import(other, read(tmp_path / "out"), [kept_article], scheme=LabelScheme())
    plan.write()
    assert plan.report.counts[IMPORTED] == 6
    [note] = [one.note for one in other.annotations() if one.note]
    assert note == "one\ntwo\n\nthree"


@pytest.mark.parametrize("fresh", [False, True])
def test_an_edited_decision_is_settled_anew(tmp_path: Path, fresh: bool) -> None:
    """By whoever imports: in its own project, and in one that knows nothing yet."""
    kept = Kept(tmp_path / "out")
    kept_article = kept.store.frozen(kept.article.id)
    assert kept_article is not None
    sentence_id = kept.article.sentence_id(kept_article.sentences.span(1))
    value = {"article": kept.article.id, "index": 1, "decision": "label", "label": "quote"}
    kept.store.state(kept.store.join("ben"), [Statement("gold", sentence_id, value)])
    export_folder(TrainingSet(kept.store, Config()), "jsonl", tmp_path / "out")
    assert kept.labels()[1] == "quote"
    kept.change("train.jsonl", 'he said.","label":"quote"', 'he said.","label":"speculation"')
    store = MemoryStore() if fresh else kept.store
    plan = Import(
        store,
        read(tmp_path / "out"),
        [kept_article],
        scheme=LabelScheme(),
        wishes=Wishes(edits=True, me="cleo"),
    )
    plan.write()
    assert plan.report.counts[CHANGED] == 1
    assert plan.report.complete
    kept.store = store
    assert kept.labels()[1] == "speculation"
    [heads] = store.statements("gold").values()
    assert [store.people()[head.person] for head in heads] == ["cleo"]
