"""The configuration: one declaration, and errors that name what to change."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from annotations.config import Config, config_schema, load_config, parse_config
from annotations.errors import ConfigError, LabelSchemeError
from annotations.labels import Label, LabelScheme

ROOT = Path(__file__).parents[2]


def test_config_yaml_holds_every_default() -> None:
    """The commented file in the repository says exactly what no file says."""
    import yaml

    text = (ROOT / "config.yaml").read_text(encoding="utf-8")
    assert load_config(ROOT / "config.yaml") == Config()
    written = yaml.safe_load(text)
    declared = msgspec.to_builtins(Config())
    assert written.keys() == declared.keys()
    for section in ("guidelines", "reader", "articles", "language"):
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
    with pytest.raises(ConfigError, match=r"nothing\.yaml.*No such file"):
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
        ((Label(slug="a"),), "has no key"),
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
