"""The configuration: one declaration, and errors that name what to change."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from annotations.config import Config, config_schema, load_config, parse_config
from annotations.errors import ConfigError, LabelSchemeError
from annotations.labels import Label, LabelScheme, matching

ROOT = Path(__file__).parents[2]


def test_config_yaml_holds_every_default() -> None:
    """The commented file in the repository says exactly what no file says."""
    import yaml

    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    assert load_config(ROOT / "config.yaml") == Config()
    written = yaml.safe_load(text)
    declared = msgspec.to_builtins(Config())
    assert written.keys() == declared.keys()
    for section in ("guidelines", "reader", "articles", "language", "exchange", "team"):
        assert written[section].keys() == declared[section].keys()
    for label, declared_label in zip(written["labels"], declared["labels"], strict=True):
        assert label.keys() == declared_label.keys()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("reader:\n  them: dark", ["reader.them", "Did you mean “theme”"]),
        ("anotator: x", ["anotator", "Did you mean “annotator”"]),
        ("labels:\n- {slug: a, key: x, colr: red}", ["labels[0].colr", "“colour”"]),
        ("reader:\n  theme: blue", ["reader.theme", "dark, light, ansi"]),
        ("reader:\n  panes: 9", ["reader.panes", "<= 3"]),
        ("labels:\n- {slug: no, key: x}", ["labels[0].slug"]),
        ("a: [", ["line 2"]),
        ("reader: dark", ["reader"]),
        ("2026-02-31: x", ["config.yaml"]),
    ],
)
def test_a_mistake_is_named_where_it_is(text: str, parts: list[str]) -> None:
    """File, key, and what would be right."""
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    assert str(caught.value).startswith("config.yaml:")
    for part in parts:
        assert part in str(caught.value)


def test_a_missing_or_undecodable_file_is_named(tmp_path: Path) -> None:
    """The path and the reason."""
    with pytest.raises(ConfigError, match=r"nothing\.yaml.*no such file"):
        load_config(tmp_path / "nothing.yaml")
    (tmp_path / "c.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(tmp_path / "c.yaml")


def test_an_empty_file_is_the_defaults() -> None:
    """Nothing said is nothing changed."""
    assert parse_config("# nothing yet\n") == Config()


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ((), "there is none"),
        ((Label(slug="Claim", key="c"),), "cannot be a slug"),
        ((Label(slug="yes", key="c"),), "cannot be a slug"),
        ((Label(slug="a", key="c"), Label(slug="a", key="d")), "stands for"),
        ((Label(slug="a", key="c"), Label(slug="b", key="c")), "is given to a and to b"),
        ((Label(slug="a", key="c"), Label(slug="b", key="d", formerly=("a",))), "stands for"),
        ((Label(slug="a", key="c", colour="mauve"),), "mauve"),
    ],
)
def test_labels_that_contradict_each_other_are_refused(
    labels: tuple[Label, ...], message: str
) -> None:
    """Both sides of a clash are named."""
    with pytest.raises(LabelSchemeError, match=message):
        LabelScheme(labels)


def test_a_label_that_is_renamed_retired_or_gone_still_shows() -> None:
    """Annotations keep a slug; whatever became of it, there is a label to show."""
    scheme = LabelScheme(
        (
            Label(slug="assertion", name="Assertion", key="a", formerly=("claim",)),
            Label(slug="quote", retired=True),
        )
    )
    assert scheme.find("claim").slug == "assertion"
    assert scheme.find("quote").retired
    assert scheme.find("rumour").title == "rumour"
    assert [label.slug for label in scheme.active] == ["assertion"]


def test_the_schema_describes_the_file_in_the_repository() -> None:
    """Every key of `Config` is in the schema, with its description."""
    schema = config_schema()
    properties = schema["$defs"]["Config"]["properties"]
    assert set(properties) == set(Config.__struct_fields__)
    assert schema["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("labels:\n- {slug: no, key: x}", ["no stands without quotes", "false", 'Write "no"']),
        ("guidelines: {version: 1.10}", ["1.10 stands", "1.1.", 'Write "1.10"']),
        ("project: 12:30", ["12:30 stands", "750"]),
        ("guidelines: {version: 2026-01-05}", ["the date 2026-01-05", 'Write "2026-01-05"']),
        ("keys: {on: j}", ["keys: the key on stands", 'Write "on"']),
        ("annotator:", ["annotator: nothing stands here"]),
    ],
)
def test_a_word_that_yaml_reads_otherwise_is_explained(text: str, parts: list[str]) -> None:
    """What stands there, what it is read as, and what to write."""
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    for part in parts:
        assert part in str(caught.value)


def test_all_mistakes_are_named_at_once() -> None:
    """One run tells everything that has to be mended, each on its line."""
    text = """
labels:
- {slug: no, key: 1, colr: red}
- 5
- {slug: fine, key: c, examples: [{a: b}]}
reader: {panes: 9, theme: blue, them: dark}
keys: {reader.next: 5, a: no}
guidelines: 7
foo: 1
"""
    with pytest.raises(ConfigError) as caught:
        parse_config(text)
    lines = str(caught.value).splitlines()
    assert all(line.startswith("config.yaml: ") for line in lines)
    for place in (
        *("labels[0].slug", "labels[0].key", "labels[0].colr", "labels[1]"),
        *("labels[2].examples[0]", "reader.panes", "reader.theme", "reader.them ", "guidelines"),
        *("keys.reader.next", "keys.a", "foo"),
    ):
        assert sum(f"config.yaml: {place}" in line for line in lines) >= 1, place


def test_labels_that_clash_in_several_ways_are_all_named() -> None:
    """Nobody mends one clash to be told of the next."""
    labels = (
        Label(slug="A", key="c"),
        Label(slug="b", key="c", colour="mauve"),
        Label(slug="b"),
    )
    with pytest.raises(LabelSchemeError) as caught:
        LabelScheme(labels)
    assert len(str(caught.value).splitlines()) == 4


@pytest.mark.parametrize(
    "text",
    ["x: " + "[" * 30_000, "- " * 30_000, "{" * 5_000, "? " * 5_000, "a: &a [*a]", "a: 1\na: 2"],
)
def test_what_would_end_the_parser_is_refused(text: str) -> None:
    """Nesting is counted before a parser recurses into it."""
    with pytest.raises(ConfigError, match="line"):
        parse_config(text)


def test_aliases_that_stand_for_billions_are_refused() -> None:
    """What they stand for is counted, not made."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(ConfigError, match="aliases"):
        parse_config("\n".join(lines))


def test_a_configuration_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Nobody writes to it."""
    os.mkfifo(tmp_path / "c.yaml")
    with pytest.raises(ConfigError, match="named pipe"):
        load_config(tmp_path / "c.yaml")


def test_every_scheme_has_a_disposition() -> None:
    """The built-in one, unless it names its own; none of them is a label of an export."""
    plain = LabelScheme()
    assert [one.slug for one in plain.givable] == ["claim", "quote", "speculation", "skip"]
    assert plain.slugs == ("claim", "quote", "speculation")
    assert plain.skip is not None
    assert plain.find("skip").title == "skip"
    own = parse_config(
        "labels:\n"
        "- {slug: fact, key: f}\n"
        "- {slug: junk, disposition: true}\n"
        "- {slug: caption, key: h, disposition: true, formerly: [picture]}\n"
    ).scheme
    assert own.skip is not None
    assert own.skip.slug == "junk"
    assert own.skips == {"junk", "caption", "picture"}
    assert own.find("skip").retired


def test_a_scheme_of_dispositions_alone_is_refused() -> None:
    """Something has to be left to say of a sentence."""
    with pytest.raises(LabelSchemeError, match="Define at least one label"):
        parse_config("labels: [{slug: junk, disposition: true}]")


def test_labels_need_no_key_and_none_has_the_letter_of_another() -> None:
    """The first disposition goes by the skip key; letters of names, then any others."""
    scheme = parse_config(
        "labels: [{slug: cause, key: c}, {slug: crowd}, {slug: c-r}, {slug: zh, name: 声明}]"
    ).scheme
    letters = [scheme.letter(label) for label in scheme]
    assert letters[:3] == ["C", "R", "A"]
    assert len({*letters}) == len(letters) == 5
    assert letters[3].isascii()
    many = LabelScheme(tuple(Label(slug=f"l{n}") for n in range(60)))
    assert len({many.letter(label) for label in many.active[:36]}) == 36


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["war", "trade", "crowd", "r"]),
        ("cr", ["crowd"]),
        ("TRADE", ["trade"]),
        ("people street", ["crowd"]),
        ("of", ["war"]),
        ("goods", ["trade"]),
        ("r", ["trade", "crowd", "r", "war"]),
        ("nothing", []),
    ],
)
def test_letters_of_a_name_find_labels(typed: str, found: list[str]) -> None:
    """Beginnings of a name first, then of its words, then what the definition holds."""
    labels = (
        Label(slug="crowd", name="Rally", definition="People in the street"),
        Label(slug="war", name="War of words"),
        Label(slug="trade", name="Row over trade", definition="of goods"),
        Label(slug="r", name="Zeal"),
    )
    assert [one.slug for one in matching(labels, typed, ("war", "trade"))] == found


def test_a_label_of_the_name_skip_stays_a_label() -> None:
    """A project that had one before loses nothing."""
    scheme = LabelScheme((Label(slug="skip", key="p"),))
    assert scheme.slugs == ("skip",)
    assert scheme.skips == frozenset()
    assert scheme.skip is None
