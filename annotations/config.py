"""The configuration: one declaration, loaded from YAML, typos refused with the nearest word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from annotations.errors import ConfigError, LabelSchemeError
from annotations.labels import DEFAULT_LABELS, Label, LabelScheme

FILE_NAME = "config.yaml"

Carrying = Literal["auto", "propose", "never"]


class GuidelinesConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What annotators agreed on."""

    version: str = "1"
    """Kept with every annotation; raise it when the rules change."""
    text: str = ""
    """Shown on the guidelines screen above the labels; plain text."""


class ReaderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How articles are shown and labelled."""

    theme: Literal["dark", "light", "ansi"] = "dark"
    """`ansi` uses the terminal's own 16 colours."""
    panes: Annotated[int, Meta(ge=0, le=3)] = 0
    """How many articles side by side; 0 = as many as the width allows."""
    layout: Literal["block", "flow"] = "block"
    """`block`: every sentence starts a row. `flow`: sentences run on within their paragraph."""
    advance: bool = True
    """Whether a label key moves on to the next sentence."""
    glyphs: Literal["auto", "unicode", "ascii"] = "auto"
    """`auto`: ASCII where the locale is not UTF-8."""
    entities: bool = True
    """Highlight people, places, organisations and dates."""
    figures: bool = True
    """Highlight counts, money, percentages, durations and measures."""
    differences: bool = True
    """Mark what differs from the article beside it."""
    carry: Carrying = "auto"
    """`auto`: a label goes to the same sentence in other articles, and is proposed where it might.
    `propose`: it is proposed only. `never`: neither."""


class ArticlesConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How files are read."""

    max_megabytes: Annotated[float, Meta(gt=0)] = 16.0
    """Larger files are named and skipped."""
    encoding: str = ""
    """What files are decoded with, where it decodes; empty = found out file by file."""
    license: str = "unknown"
    """SPDX id of the texts' licence, written into exports."""


class LanguageConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How names, figures and quotations are found."""

    engine: str = "rules"
    """`rules`, or `spacy:NAME` for an installed spaCy pipeline."""
    sentences: Literal["rules", "engine"] = "rules"
    """Who cuts sentences where the engine is not `rules`."""


class ExchangeConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is exchanged with colleagues."""

    keys: dict[str, Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]] = {}
    """Public keys by device, as `slugline bundle keys` prints them: no others count for these."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that can be configured; each default is commented in `config.yaml`."""

    project: str = ".slugline"
    """The project folder, relative to the configuration file (or the working folder)."""
    annotator: str = ""
    """The name shown for you in this project; empty = your login name."""
    labels: tuple[Label, ...] = DEFAULT_LABELS
    guidelines: GuidelinesConfig = GuidelinesConfig()
    reader: ReaderConfig = ReaderConfig()
    articles: ArticlesConfig = ArticlesConfig()
    language: LanguageConfig = LanguageConfig()
    exchange: ExchangeConfig = ExchangeConfig()
    keys: dict[str, str] = {}
    """Other keys for the reader's actions: `id: key` or `id: key,key`."""

    def __post_init__(self) -> None:
        _ = self.scheme

    @property
    def scheme(self) -> LabelScheme:
        """The labels as a scheme.

        Raises:
            LabelSchemeError: If they contradict each other.
        """
        return LabelScheme(self.labels)


def load_config(path: Path | None) -> Config:
    """Read a configuration file; without one, the defaults.

    Raises:
        ConfigError: If it is missing, unreadable, not YAML, or holds what `Config` does not know.
    """
    if path is None:
        return Config()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(f"{path}: the configuration cannot be read: {reason}.") from error
    return parse_config(text, where=str(path))


def parse_config(text: str, *, where: str = FILE_NAME) -> Config:
    """Read a configuration from YAML text; `where` names it in errors.

    Raises:
        ConfigError: As for `load_config`.
    """
    import yaml  # 15 ms; not needed where there is no file

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(text, Loader=loader)  # a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}:" if mark else ""
        problem = getattr(error, "problem", None) or "it is not YAML"
        raise ConfigError(f"{where}:{line} {problem}.") from error
    except ValueError as error:  # an impossible date, say
        raise ConfigError(f"{where}: {error}.") from error
    if data is None:
        return Config()
    try:
        return msgspec.convert(data, Config)
    except LabelSchemeError as error:
        raise LabelSchemeError(f"{where}: {error}") from error
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {_explain(str(error))}") from error


def _explain(message: str) -> str:
    """The message of msgspec with the path spelled as in the file, and the nearest known key."""
    problem, _, place = message.partition(" - at `$")
    place = place.rstrip("`").lstrip(".")
    unknown = re.search(r"unknown field `(.+)`", problem)
    if not unknown:
        section, _, field = place.rpartition(".")
        choices = get_args(_fields(section).get(field))
        if "enum" in problem and choices:
            problem += f"; use one of {', '.join(map(str, choices))}"
        return f"{place}: {problem}." if place else f"{problem}."
    from difflib import get_close_matches

    name = unknown.group(1)
    known = list(_fields(place))
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    advice = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(sorted(known))}."
    return f"{f'{place}.' if place else ''}{name} is not known. {advice}"


def _fields(place: str) -> dict[str, Any]:
    """The keys and types of the section at a path such as `reader` or `labels[0]`."""
    section: Any = Config
    for part in filter(None, place.split(".")):
        name = part.partition("[")[0]
        section = Label if name == "labels" else _fields_of(section).get(name, section)
    return _fields_of(section)


def _fields_of(section: Any) -> dict[str, Any]:
    is_section = isinstance(section, type) and issubclass(section, msgspec.Struct)
    fields = msgspec.structs.fields(section) if is_section else ()
    return {field.name: field.type for field in fields}


def config_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a configuration file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Slugline configuration",
        **msgspec.json.schema(Config),
    }
