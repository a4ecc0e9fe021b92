"""Programs that others wrote load what we write, and give back the same texts and labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.oracles.conftest import Exported

pytestmark = [
    # Warnings of other people's programs, about themselves.
    pytest.mark.filterwarnings("ignore"),
]

SPLITS = ("train", "validation", "test")


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The library, without a network and without a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("HF_HOME", str(tmp_path_factory.mktemp("hf-home")))
        datasets = import_module("datasets")
        datasets.disable_progress_bars()
        yield datasets


def pairs_of(rows: Any, names: list[str] | None = None) -> dict[str, tuple[str, str]]:
    """Text and label by id; a label that is a number is looked up."""
    return {
        row["id"]: (row["text"], names[row["label"]] if names else row["label"]) for row in rows
    }


def test_datasets_opens_the_folder(datasets: Any, exported: Exported, tmp_path: Path) -> None:
    """By its card: splits, and labels as classes."""
    folder = str(exported.folder / "hf")
    loaded = datasets.load_dataset(folder, cache_dir=str(tmp_path))
    assert set(loaded) == set(SPLITS)
    names = loaded["train"].features["label"].names
    assert names == ["claim", "quote", "speculation"]
    for split in SPLITS:
        assert pairs_of(loaded[split], names) == exported.pairs(split)
    assert loaded["train"][0]["published_at"] == "2024-05-01T00:00:00.000Z"
    votes = datasets.load_dataset(folder, "votes", cache_dir=str(tmp_path))["train"]
    assert len(votes) == 2 * 5 * 11


def test_datasets_opens_the_files(datasets: Any, exported: Exported, tmp_path: Path) -> None:
    """JSON Lines and Parquet, as they are."""
    files = {split: str(exported.folder / "jsonl" / f"{split}.jsonl") for split in SPLITS}
    loaded = datasets.load_dataset("json", data_files=files, cache_dir=str(tmp_path))
    for split in SPLITS:
        assert pairs_of(loaded[split]) == exported.pairs(split)
    parts = {split: str(exported.folder / "parquet" / f"{split}.parquet") for split in SPLITS}
    loaded = datasets.load_dataset("parquet", data_files=parts, cache_dir=str(tmp_path))
    names = loaded["train"].features["label_id"].names
    for split in SPLITS:
        assert pairs_of(loaded[split]) == exported.pairs(split)
        assert [names[row["label_id"]] for row in loaded[split]] == loaded[split]["label"]


def test_pandas_reads_lines_tables_and_parquet(exported: Exported) -> None:
    """The same values from all three."""
    import pandas

    folder = exported.folder
    for split in SPLITS:
        lines = pandas.read_json(folder / "jsonl" / f"{split}.jsonl", lines=True)
        assert pairs_of(lines.to_dict("records")) == exported.pairs(split)
        table = pandas.read_csv(folder / "csv" / f"{split}.csv", keep_default_na=False)
        assert pairs_of(table.to_dict("records")) == exported.pairs(split)
        assert json.loads(table["votes"][0])[0]["annotator"] == "ann-1"
        parquet = pandas.read_parquet(folder / "parquet" / f"{split}.parquet")
        assert pairs_of(parquet.to_dict("records")) == exported.pairs(split)


def test_scikit_learn_trains(exported: Exported) -> None:
    """On rows as they are read, labels as words."""
    TfidfVectorizer = import_module("sklearn.feature_extraction.text").TfidfVectorizer  # noqa: N806
    LogisticRegression = import_module("sklearn.linear_model").LogisticRegression  # noqa: N806
    make_pipeline = import_module("sklearn.pipeline").make_pipeline

    lines = (exported.folder / "jsonl" / "train.jsonl").read_bytes().split(b"\n")
    rows = [json.loads(line) for line in lines if line]
    model = make_pipeline(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 3)), LogisticRegression(C=100)
    )
    model.fit([row["text"] for row in rows], [row["label"] for row in rows])
    assert model.predict(["“Hardly,” she said."])[0] in {"claim", "quote", "speculation"}


def test_spacy_trains_a_text_categoriser(exported: Exported) -> None:
    """A few steps; text and labels come back to the letter."""
    import spacy
    from spacy.tokens import DocBin
    from spacy.training import Example

    nlp = spacy.blank("en")
    for split in SPLITS:
        found = DocBin().from_disk(exported.folder / "spacy" / f"{split}.spacy")
        docs = list(found.get_docs(nlp.vocab))
        back = {
            doc.user_data["id"]: (doc.text, max(doc.cats, key=doc.cats.__getitem__)) for doc in docs
        }
        assert back == exported.pairs(split)
        assert all(sorted(doc.cats.values()) == [0.0, 0.0, 1.0] for doc in docs)
    nlp.add_pipe("textcat")
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(3):
        losses: dict[str, float] = {}
        nlp.update(examples, sgd=optimizer, losses=losses)
        assert losses["textcat"] >= 0


def test_label_studio_validates_and_converts(exported: Exported, tmp_path: Path) -> None:
    """Its interface accepts every task and annotation; its converter finds the gold."""
    converter = import_module("label_studio_sdk.converter")
    label_interface = import_module("label_studio_sdk.label_interface")

    folder = exported.folder / "labelstudio"
    config = (folder / "config.xml").read_text(encoding="utf-8")
    tasks = json.loads((folder / "tasks.json").read_bytes())
    interface = label_interface.LabelInterface(config)
    votes, gold = {}, {}
    for task in tasks:
        assert interface.validate_task({"data": task["data"]})
        for annotation in task["annotations"]:
            assert interface.validate_annotation(annotation)
            [result] = annotation["result"]
            [label] = result["value"]["choices"]
            # Whoever is no member of the project must not be named as one.
            assert "completed_by" not in annotation
            name = result["meta"]["annotator"]
            if annotation["ground_truth"]:
                gold[task["data"]["sid"]] = task["data"]["text"], label
            else:
                votes[task["data"]["sid"], name] = label
    assert gold == exported.pairs()
    assert {key: votes[key] for key in exported.votes()} == exported.votes()
    converter.Converter(config, project_dir=None).convert_to_json_min(
        str(folder / "tasks.json"), str(tmp_path), is_dir=False
    )
    converted = json.loads((tmp_path / "result.json").read_bytes())
    assert {task["sid"] for task in converted} == {task["data"]["sid"] for task in tasks}


def test_what_label_studio_converts_is_read(exported: Exported, tmp_path: Path) -> None:
    """JSON_MIN, CSV and TSV out of its own converter, with the accounts that its server adds."""
    from annotations.importing.read_files import read
    from annotations.importing.records import Said

    converter = import_module("label_studio_sdk.converter")
    folder = exported.folder / "labelstudio"
    tasks = json.loads((folder / "tasks.json").read_bytes())
    for task in tasks:
        task["annotations"] = [
            {**one, "completed_by": 3} for one in task["annotations"] if not one["ground_truth"]
        ][:1]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    config = (folder / "config.xml").read_text(encoding="utf-8")
    made = converter.Converter(config, project_dir=None)
    expected = {
        task["data"]["sid"]: (
            task["data"]["text"],
            task["annotations"][0]["result"][0]["value"]["choices"][0],
        )
        for task in tasks
    }
    arguments = {"is_dir": False}
    source = str(tmp_path / "tasks.json")
    made.convert_to_json_min(source, str(tmp_path / "min"), **arguments)
    made.convert_to_csv(source, str(tmp_path / "csv"), header=True, sep=",", **arguments)
    made.convert_to_csv(source, str(tmp_path / "tsv"), header=True, sep="\t", **arguments)
    for path in ("min/result.json", "csv/result.csv", "tsv/result.csv"):
        told = read(tmp_path / path)
        assert told.kind == "Label Studio"
        found = {
            one.quote.id: (one.quote.text, one.label) for one in told.items if isinstance(one, Said)
        }
        assert found == expected, path
        assert {one.person for one in told.items if isinstance(one, Said)} == {"annotator-3"}


def test_yaml_reads_alike_everywhere(exported: Exported) -> None:
    """PyYAML and libyaml by the rules of 1.1, ruamel by those of 1.2."""
    from ruamel.yaml import YAML

    for split in SPLITS:
        data = (exported.folder / "yaml" / f"{split}.yaml").read_bytes()
        new = YAML(typ="safe", pure=True)
        new.version = (1, 2)
        for document in (yaml.safe_load(data), yaml.load(data, yaml.CSafeLoader), new.load(data)):
            assert pairs_of(document["rows"]) == exported.pairs(split)
            assert document["split"] == split


def test_frictionless_finds_the_package_valid(
    exported: Exported, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Types, labels, hashes and sizes."""
    frictionless = import_module("frictionless")

    monkeypatch.chdir(exported.folder / "jsonl")
    report = frictionless.Package("datapackage.json").validate()
    assert report.valid, report.flatten(["type", "note"])
    rows = frictionless.Package("datapackage.json").get_resource("test").read_rows()
    assert pairs_of(rows) == exported.pairs("test")


def test_croissant_gives_back_its_records(
    exported: Exported, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With the hash of every file checked."""
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path))
    mlcroissant = import_module("mlcroissant")

    dataset = mlcroissant.Dataset(exported.folder / "jsonl" / "croissant.json")
    assert not dataset.metadata.issues.errors
    assert dataset.metadata.cite_as.startswith("@misc{labelled-sentences, title = {")
    for split in SPLITS:
        records = [
            {
                key.partition("/")[2] or key: value.decode() if isinstance(value, bytes) else value
                for key, value in record.items()
            }
            for record in dataset.records(split)
        ]
        assert pairs_of(records) == exported.pairs(split)


def test_brat_offsets_cut_out_what_they_quote(exported: Exported) -> None:
    """As pybrat parses it, the gold and each person's."""
    parser = import_module("pybrat.parser").BratParser(error="raise")
    texts = {row.id: row.text for row in exported.rows}
    for name, expected in (
        ("gold", {row.id: row.label for row in exported.rows}),
        ("ann-2", {key: label for (key, one), label in exported.votes().items() if one == "ann-2"}),
    ):
        folder = exported.folder / "brat" / name
        found = {}
        for example in parser.parse(folder):
            notes = _notes(folder / f"{Path(example.id).name}.ann")
            for entity in example.entities:
                cut = [example.text[span.start : span.end] for span in entity.spans]
                assert entity.mention == " ".join(cut).rstrip(), "its parser strips lines"
                found[notes[entity.id]] = entity.type
                if notes[entity.id] in texts:
                    lines = [line for line in texts[notes[entity.id]].split("\n") if line]
                    assert cut == lines
        assert {key: found[key] for key in expected} == expected


def _notes(path: Path) -> dict[str, str]:
    """Sentence ids by the annotation that they are noted on."""
    lines = path.read_text(encoding="utf-8").split("\n")
    notes = [line.split("\t") for line in lines if line.startswith("#")]
    return {about.split(" ")[1]: said for _, about, said in notes}


def test_doccano_would_take_every_row(exported: Exported) -> None:
    """By its importer's rules: the same keys, a list of one label, text that is not empty."""
    for split in SPLITS:
        lines = (exported.folder / "doccano" / f"{split}.jsonl").read_bytes().split(b"\n")
        rows = [json.loads(line) for line in lines if line]
        assert {tuple(row) for row in rows} == {("text", "label", "sid", "article_id")}
        assert all(type(row["label"]) is list and len(row["label"]) == 1 for row in rows)
        back = {row["sid"]: (row["text"], row["label"][0]) for row in rows}
        assert back == exported.pairs(split)


def test_prodigy_hashes_follow_the_text_alone(exported: Exported) -> None:
    """Its review groups answers by `_input_hash`, a signed number of 32 bits."""
    lines = (exported.folder / "prodigy" / "prodigy.jsonl").read_bytes().split(b"\n")
    tasks = [json.loads(line) for line in lines if line]
    texts: dict[int, set[str]] = {}
    for task in tasks:
        assert -(2**31) <= task["_input_hash"] < 2**31
        assert task["answer"] == "accept"
        texts.setdefault(task["_input_hash"], set()).add(task["text"])
    assert all(len(one) == 1 for one in texts.values())
    votes = {
        (task["meta"]["sid"], task["_annotator_id"].removeprefix("slugline-")): task["accept"][0]
        for task in tasks
    }
    assert {key: votes[key] for key in exported.votes()} == exported.votes()


def test_web_annotations_quote_what_their_positions_cut_out(exported: Exported) -> None:
    """Both selectors of each find the sentence."""
    page = json.loads((exported.folder / "webannotation" / "annotations.jsonld").read_bytes())
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    store = exported.training_set.store
    articles = [kept.article.text for kept in store.articles()]
    rows = {row.text: row for row in exported.rows}
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) == 110
    for item in page["items"]:
        quote, place = item["target"]["selector"]
        assert any(text[place["start"] : place["end"]] == quote["exact"] for text in articles)
        assert item["body"]["value"] in {"claim", "quote", "speculation"}
    assert set(rows) <= {item["target"]["selector"][0]["exact"] for item in page["items"]}


def test_lewidi_items_hold_every_annotator(exported: Exported) -> None:
    """Shares add up; splits have their names there."""
    for split, theirs in (("train", "train"), ("validation", "dev"), ("test", "test")):
        items = json.loads((exported.folder / "lewidi" / f"{theirs}.json").read_bytes())
        for key, (text, label) in exported.pairs(split).items():
            item = items[key]
            assert (item["text"]["sentence"], item["other_info"]["gold"]) == (text, label)
            assert item["split"] == theirs
            assert item["annotators"].split(",") == list(item["annotations"]) == ["Ann1", "Ann2"]
            assert sum(item["soft_label"].values()) == pytest.approx(1, abs=1e-5)


def test_pandas_reads_a_table_for_a_spreadsheet(exported: Exported, tmp_path: Path) -> None:
    """With its byte order mark; a workbook of it, too."""
    import pandas

    from annotations.dataset import FORMATS, Options, TrainingSet
    from annotations.dataset.formats.csv import unguarded

    whole = exported.training_set
    rows = TrainingSet(whole.store, whole.config, Options(excel=True))
    path = tmp_path / "rows.csv"
    path.write_bytes(b"".join(FORMATS["csv"].pieces(rows, None, lambda votes: None)))
    table = pandas.read_csv(path, keep_default_na=False)
    assert table.columns[0] == "schema"
    table["text"] = table["text"].map(unguarded)
    assert pairs_of(table.to_dict("records")) == exported.pairs()
    table.to_excel(tmp_path / "rows.xlsx", index=False)
    from annotations.importing.read_files import read
    from annotations.importing.records import Said

    found = {
        (one.quote.id, one.person): one.label
        for one in read(tmp_path / "rows.xlsx").items
        if isinstance(one, Said)
    }
    assert found == exported.votes()


def test_fasttext_trains(exported: Exported, tmp_path: Path) -> None:
    """It finds the labels, and no other; skipped where it is not installed."""
    fasttext = pytest.importorskip("fasttext")
    lines = (exported.folder / "fasttext" / "train.txt").read_text("utf-8").splitlines()
    assert len(lines) == len(exported.pairs("train"))
    path = tmp_path / "train.txt"
    path.write_text("".join(f"{line}\n" for line in lines) * 200, encoding="utf-8")
    for attempt in range(20):
        try:
            model = fasttext.train_supervised(str(path), epoch=5, minCount=1, verbose=0)
            break
        except RuntimeError:  # "Encountered NaN": now and then, with whatever little it is given
            assert attempt < 19
    assert set(model.labels) == {f"__label__{label}" for label in ("claim", "quote", "speculation")}
    for line in lines:
        words, labels = model.get_line(line)
        assert len(labels) == 1
        assert words[-1] == "</s>"
