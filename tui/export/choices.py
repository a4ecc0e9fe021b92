"""What somebody may choose about an export, as a value."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeVar

from annotations.dataset import FORMATS, Format, Options
from annotations.dataset.splits import USUAL, Targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.settings import Settings

Columns = Literal["all", "minimal", "no text", "spans", "origin"]
Parts = Literal["splits", "train", "file"]
Turn = Literal["", "format", "annotator", "gold_only", "columns", "ambiguous", "parts"]
"""What the left and right keys change."""

COLUMNS: Final[Mapping[Columns, str]] = {
    "all": "every column",
    "minimal": "id, text and label only",
    "no text": "offsets and a hash in place of the text",
    "spans": "every column, names, quantities and quotations",
    "origin": "every column, byline, section and agency",
}
PARTS: Final[Mapping[Parts, str]] = {
    "splits": "a folder: "
    + ", ".join(f"{name} {share:.0%}" for name, share in zip(USUAL._fields, USUAL, strict=True)),
    "train": "a folder: all of it for training",
    "file": "one file",
}


class Choices(NamedTuple):
    """What is to be written, and how."""

    name: str = "jsonl"
    """The format."""
    annotator: str = ""
    """A person's id; empty for everyone."""
    gold_only: bool = False
    columns: Columns = "all"
    ambiguous: bool = False
    parts: Parts = "splits"
    path: str = ""
    """Where to, as it was typed; empty for the usual place."""
    redraw: bool = False
    """Whether articles are put into splits anew, also those of earlier exports."""

    @property
    def form(self) -> Format:
        """The format."""
        return FORMATS[self.name]

    @property
    def able(self) -> Sequence[Columns]:
        """The columns that the format can have."""
        if self.form.shapes:
            return tuple(COLUMNS)
        return ("all", "no text") if self.form.without_text else ("all",)

    @property
    def forms(self) -> Sequence[Parts]:
        """How the format can be parted: some are folders only."""
        return tuple(PARTS) if self.form.stream is not None else ("splits", "train")

    @property
    def options(self) -> Options:
        """What the domain calls it."""
        return Options(
            annotator=self.annotator,
            gold_only=self.gold_only,
            minimal=self.columns == "minimal",
            no_text=self.columns == "no text",
            spans=self.columns == "spans",
            origin=self.columns == "origin",
            include=("ambiguous",) if self.ambiguous else (),
        )

    @property
    def rows(self) -> Choices:
        """The part that says which sentences become rows: counts hang on nothing else."""
        parts: Parts = "splits" if self.parts == "splits" else "train"
        return Choices("", self.annotator, self.gold_only, "all", self.ambiguous, parts)

    @property
    def unparted(self) -> Choices:
        """The same without splits."""
        return self.rows._replace(parts="train")

    @property
    def targets(self) -> Targets | None:
        """The shares of splits, if there shall be any."""
        return USUAL if self.parts == "splits" else None

    def with_format(self, name: str) -> Choices:
        """Another format, and what it cannot have left out."""
        made = self._replace(name=name)
        return made._replace(
            columns=made.columns if made.columns in made.able else "all",
            parts=made.parts if made.parts in made.forms else "splits",
        )

    def turned(self, what: Turn, step: int, people: Sequence[str]) -> Choices:
        """The next or the previous choice of one kind, among these people's ids."""
        if what == "format":
            able = [name for name, form in FORMATS.items() if not missing(form, name)]
            return self.with_format(following(able, self.name, step))
        if what == "annotator":
            return self._replace(annotator=following(("", *people), self.annotator, step))
        if what == "columns":
            return self._replace(columns=following(self.able, self.columns, step))
        if what == "parts":
            return self._replace(parts=following(self.forms, self.parts, step))
        if what == "gold_only":
            return self._replace(gold_only=not self.gold_only)
        return self._replace(ambiguous=not self.ambiguous)

    def with_path(self, typed: str, settings: Settings) -> Choices:
        """Another place to write to, as it was typed; one file if it is called like one."""
        usual = self._replace(path="").target(settings)
        path = "" if typed.strip() == str(usual) else typed.strip()
        made = self._replace(path=path)
        if path.endswith(made.form.suffixes or ("\0",)):
            return made._replace(parts="file" if "file" in made.forms else "splits")
        return made

    def target(self, settings: Settings) -> Path:
        """Where to: what was typed, else `exports/<project>-<format>` beside the project."""
        if self.path:
            return Path(self.path).expanduser()
        project = settings.project
        named = project.name if not project.name.startswith(".") else project.resolve().parent.name
        name = f"{_plain(named)}-{self.name}"
        suffix = self.form.suffixes[0] if self.parts == "file" and self.form.suffixes else ""
        return project.parent / "exports" / (name + suffix)


def _plain(name: str) -> str:
    """What any file system takes for a name."""
    return re.sub(r"[^\w-]+", "-", name).strip("-") or "project"


def missing(form: Format, name: str) -> str:
    """How to install what a format is written with; empty where it is there."""
    if not form.needs or find_spec(form.needs) is not None:
        return ""
    return f"not installed: pip install 'slugline[{name}]'"


Choice = TypeVar("Choice", bound=str)


def following(among: Sequence[Choice], now: str, step: int) -> Choice:
    """The choice some steps on, around."""
    at = list(among).index(now) if now in among else 0  # type: ignore[arg-type]
    return among[(at + step) % len(among)]
