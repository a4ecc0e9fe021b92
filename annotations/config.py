"""The configuration: one declaration, loaded from YAML, typos refused with the nearest word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from annotations import outside
from annotations.errors import ConfigError, LabelSchemeError
from annotations.labels import DEFAULT_LABELS, Label, LabelScheme

FILE_NAME = "config.yaml"
_MAX_BYTES: Final = 4_000_000

Carrying = Literal["auto", "propose", "never"]
Theme = Literal["auto", "dark", "light", "ansi"]
Notify = Literal["auto", "bell", "osc", "off"]

ColumnFact = Literal[
    "text",
    "title",
    "source",
    "url",
    "published_at",
    "byline",
    "section",
    "lang",
    "wire",
    "story",
    "id",
    "ignored",
]
"""What a column of a table of articles may be; `id` tells its rows apart."""


class GuidelinesConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What annotators agreed on."""

    version: str = "1"
    """Kept with every annotation; raise it when the rules change."""
    text: str = ""
    """Shown on the guidelines screen above the labels; plain text."""


class ReaderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How articles are shown and labelled."""

    theme: Theme = "auto"
    """`auto`: dark or light, as the terminal's background is. `ansi`: the terminal's own 16."""
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
    columns: dict[str, ColumnFact] = {}
    """What columns of tables are, by their names, where the names do not tell."""
    license: str = "unknown"
    """SPDX id of the texts' licence, written into exports."""


class LanguageConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How names, quantities and quotations are found."""

    engine: str = "rules"
    """`rules`, or `spacy:NAME` for an installed spaCy pipeline."""
    sentences: Literal["rules", "engine"] = "rules"
    """Who cuts sentences where the engine is not `rules`."""


class ExchangeConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is exchanged with colleagues."""

    keys: dict[str, Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]] = {}
    """Public keys by device, as `slugline bundle keys` prints them: no others count for these."""


class TeamConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A team's database, with which the reader keeps the project alike while it is open."""

    url: str = ""
    """`postgresql://USER@HOST/DATABASE`, without a password; empty for no database."""
    service: str = ""
    """In the place of `url`: the name of a section of `~/.pg_service.conf`."""
    live: bool = True
    """Whether the reader speaks to it at all."""
    pause: Annotated[float, Meta(ge=0.1, le=3600)] = 0.5
    """Seconds between two looks for what is new there."""
    project: str = ""
    """The id of the project that is expected there; empty for whichever it is."""
    presence: bool = True
    """Whether colleagues see that you are here, and in which article."""
    without_tls: bool = False
    """Whether a server on another machine may be spoken to unencrypted."""

    def __post_init__(self) -> None:
        if not self.address:
            return
        import re

        from annotations.database_address import is_address, refuse_secrets
        from annotations.errors import ExchangeError

        if self.url and self.service:
            raise ValueError("give url or service, not both")
        if not re.fullmatch(r"[A-Za-z0-9._-]*", self.service):
            raise ValueError("service is the name of a section of ~/.pg_service.conf")
        if self.project and not re.fullmatch(r"p-[0-9a-f]{4,32}", self.project):
            raise ValueError("project is an id such as p-12ab, as `slugline team status` shows it")
        if not is_address(self.address):
            raise ValueError(
                "url is no address of a database: postgresql://USER@HOST/DATABASE, or "
                "postgresql:///?service=NAME"
            )
        try:
            refuse_secrets(self.address, "whoever gets this file would have it")
        except ExchangeError as error:
            raise ValueError(str(error).removesuffix(".")) from error

    @property
    def address(self) -> str:
        """Where the database is; empty if none is named."""
        return self.url or (f"postgresql:///?service={self.service}" if self.service else "")

    @property
    def is_on(self) -> bool:
        """Whether the reader shall speak to it."""
        return self.live and bool(self.url or self.service)


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
    team: TeamConfig = TeamConfig()
    notify: Notify = "auto"
    """How the end of work of more than ten seconds is told: `osc` by a notification of the
    terminal (OSC 9 or 777), `bell`, `off`; `auto` by a notification where the terminal is known to
    show them, else by the bell."""
    index: bool = True
    """Whether the project keeps an index of the corpus (`index.sqlite`): second starts and
    searches are fast with it."""
    searches: dict[str, str] = {}
    """Searches by name, as `slugline search` has them: work lists to open again."""
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
        text = outside.read_bytes(path, _MAX_BYTES).decode()
    except UnicodeDecodeError as error:
        reason = f"cannot be read: it is not UTF-8 text (byte {error.start})"
        raise ConfigError(f"{path}: the configuration {reason}.") from error
    except outside.OutsideError as error:
        raise ConfigError(f"{path}: the configuration {error}.") from error
    return parse_config(text, where=str(path))


def parse_config(text: str, *, where: str = FILE_NAME) -> Config:
    """Read a configuration from YAML text; `where` names it in errors.

    Raises:
        ConfigError: As for `load_config`; it names every mistake, one a line.
    """
    try:
        data = outside.load_yaml(text)
    except outside.OutsideError as error:
        line = f" line {error.line}:" if error.line else ""
        raise ConfigError(f"{where}:{line} {error}.") from error
    if data is None:
        return Config()
    if isinstance(data, dict) and data.get("notify") is False:
        data["notify"] = "off"  # which YAML takes for "false"
    try:
        return msgspec.convert(data, Config)
    except (LabelSchemeError, msgspec.ValidationError) as error:
        raise _mistaken(text, data, where) from error


def _mistaken(text: str, data: Any, where: str) -> ConfigError:
    """Everything that is wrong with a configuration, one mistake a line."""
    from annotations.config_mistakes import mistakes

    found, mended = mistakes(data, outside.load_yaml(text, "as written"), Config)
    kind: type[ConfigError] = ConfigError
    try:
        msgspec.convert(mended, Config)
    except LabelSchemeError as error:
        found += str(error).splitlines()
        kind = ConfigError if len(found) > len(str(error).splitlines()) else LabelSchemeError
    except msgspec.ValidationError:
        pass  # named already
    return kind("\n".join(f"{where}: {one}" for one in found))


def config_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a configuration file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Slugline configuration",
        **msgspec.json.schema(Config),
    }
