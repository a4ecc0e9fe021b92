"""Writing a training set: counted, put into splits, measured and written from one reading.

The command and the screen call this. Whatever is under way can be given up at any article; then
everything is as it was.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from annotations.dataset import (
    FORMATS,
    Reports,
    Summary,
    TrainingSet,
    export_file,
    export_folder,
    passes,
    prepare,
)
from annotations.dataset.manifest import MANIFEST
from annotations.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from annotations.config import Config
    from annotations.dataset import Options
    from annotations.dataset.leaks import LeakReport
    from annotations.dataset.splits import Splits, Targets
    from annotations.store import Store
    from annotations.store.protocol import Cursor


class Choices(Protocol):
    """What somebody chose to have written."""

    @property
    def name(self) -> str:
        """The format, as `FORMATS` calls it."""

    @property
    def parts(self) -> str:
        """`file` for one file; anything else is a folder."""

    @property
    def options(self) -> Options:
        """Who is counted, what is left out, which columns rows have."""

    @property
    def targets(self) -> Targets | None:
        """The share of each split; None to leave everything for training."""


class Plan(NamedTuple):
    """The same as a plain value."""

    name: str
    parts: str
    options: Options
    targets: Targets | None = None


class GivenUp(Exception):  # noqa: N818  # nothing failed
    """Nobody waits for it any more."""


class Task:
    """Something under way: how far it is, and whether anybody still wants it."""

    def __init__(self) -> None:
        self.total = 0
        """Votes to deal with; 0 while that is not known."""
        self.done = 0
        self.stage = ""
        """What is being done, in words."""
        self.unwanted = False

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return min(self.done / self.total, 1.0) if self.total else 0.0

    def advance(self, votes: int) -> None:
        """So many more are dealt with.

        Raises:
            GivenUp: If nobody wants it any more.
        """
        self.done += votes
        self.check()

    def check(self) -> None:
        """Go on only if it is wanted.

        Raises:
            GivenUp: If nobody wants it any more.
        """
        if self.unwanted:
            raise GivenUp


class Counted(NamedTuple):
    """What the rows will be."""

    summary: Summary
    by_split: Mapping[str, int]
    """Rows of each split."""
    splits: Splits | None
    leaks: LeakReport | None
    cursor: Cursor
    """As of when."""


class Written(NamedTuple):
    """What was written."""

    target: Path
    choices: Choices
    files: Sequence[tuple[str, int]]
    """Paths inside the folder, and their bytes; the file itself if it is one."""
    summary: Summary
    counted: Counted | None
    """How articles were given out, if they were."""
    by_split: Mapping[str, int]
    """Rows of each split."""


def count(store: Store, config: Config, choices: Choices, task: Task) -> Counted:
    """Count what becomes a row, and put articles into splits.

    Raises:
        GivenUp: If nobody wants it any more.
        ExportError: If the project cannot be exported so.
        StoreError: If it cannot be read.
    """
    cursor = store.cursor()
    whole = TrainingSet(store, config, choices.options)
    task.total = whole.votes * (2 if choices.targets else 1)
    return _count(whole, choices.targets, cursor, task)[0]


def _count(
    whole: TrainingSet, targets: Targets | None, cursor: Cursor, task: Task
) -> tuple[Counted, TrainingSet]:
    task.stage = "finding splits" if targets else "counting"
    found = prepare(whole, targets, task.advance)
    if targets is None:
        for _ in found.training_set.sheets(None, task.advance):
            pass
    by_split = _by_split(found.training_set)
    summary = found.training_set.summary
    return Counted(summary, by_split, found.splits, found.leaks, cursor), found.training_set


def _by_split(training_set: TrainingSet) -> dict[str, int]:
    return {split: one.rows for split, one in training_set.summaries.items()}


def write(
    store: Store,
    config: Config,
    choices: Choices,
    target: Path,
    counted: Counted | None,
    task: Task,
) -> Written:
    """Write a training set to a file or a folder, which appears whole or stays as it was.

    Args:
        store: The project.
        config: What was configured.
        choices: What to write.
        target: Where to; what is there is replaced.
        counted: What was counted with the same choices, so that it is not done again.
        task: Told how far it is; makes it stop.

    Raises:
        GivenUp: If nobody wants it any more; then everything is as it was.
        ExportError: If it cannot be written; then everything is as it was.
        StoreError: If the project cannot be read.
    """
    single = choices.parts == "file"
    if target.exists() and target.is_dir() == single:
        what = "a folder. Name a file" if single else "a file. Name a folder"
        raise ExportError(f"{target} is {what}.")
    cursor = store.cursor()
    if counted is not None and counted.cursor != cursor:
        counted = None
    rows = TrainingSet(store, config, choices.options)
    if single:
        return write_file(rows, choices, target, task)
    return write_folder(rows, choices, target, counted, task)


def write_file(rows: TrainingSet, choices: Choices, target: Path, task: Task) -> Written:
    """Write every row to one file, whatever split it is in; raises as `write`."""
    task.total, task.stage = rows.votes, "writing"
    export_file(rows, FORMATS[choices.name], target, task.advance)
    files = [(target.name, target.stat().st_size)]
    return Written(target, choices, files, rows.summary, None, _by_split(rows))


def votes_for_folder(rows: TrainingSet, choices: Choices, counted: Counted | None = None) -> int:
    """How many votes `write_folder` deals with; each once for every time that it is read."""
    again = 0 if counted or choices.targets is None else 2
    return rows.votes * (again + passes(choices.name))


def write_folder(
    rows: TrainingSet, choices: Choices, target: Path, counted: Counted | None, task: Task
) -> Written:
    """Write a folder with splits, agreement and what splits have in common; raises as `write`.

    Args:
        rows: What to write, in no splits yet.
        choices: What to write.
        target: The folder.
        counted: What was counted of the same project; None to count first.
        task: Told how far it is; makes it stop.
    """
    store, config = rows.store, rows.config
    task.total = votes_for_folder(rows, choices, counted)
    if counted is None and choices.targets is not None:
        counted, rows = _count(rows, choices.targets, store.cursor(), task)
    elif counted is not None and counted.splits is not None:
        rows = rows.in_splits(counted.splits.places, counted.splits.left_out)
    task.stage = "measuring agreement"
    agreement = agreement_of(store, config, rows, choices.options)
    task.check()
    leaks = counted.leaks.as_dict() if counted and counted.leaks else {}
    task.stage = "writing"
    made = export_folder(rows, choices.name, target, Reports(agreement, leaks), task.advance)
    files = [(one.path, one.bytes) for one in made.files]
    with suppress(OSError):
        files.append((MANIFEST, (target / MANIFEST).stat().st_size))
    return Written(target, choices, files, rows.summary, counted, _by_split(rows))


def agreement_of(
    store: Store, config: Config, training_set: TrainingSet, options: Options
) -> dict[str, Any]:
    """How far those who are counted agree; people by number. Nothing for one person.

    Raises:
        StoreError: If the project cannot be read.
    """
    from annotations.agreement import Ballots, report, stories_of, votes_of

    if options.annotator:
        return {}
    ballots = Ballots(votes_of(store, config.scheme, stories_of(store)), labels=training_set.labels)
    return report(ballots, training_set.terms.people).as_dict()
