"""Writing what was chosen, in a thread: all of it, or nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from annotations.dataset import Reports, Summary, export_file, export_folder, passes
from annotations.dataset.manifest import MANIFEST
from annotations.errors import ExportError
from tui.export.preview import Counted, Task, count, training_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from annotations.config import Config
    from annotations.store import Store
    from tui.export.choices import Choices
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotations.config import Config
    from annotations.dataset import Options, TrainingSet
    from annotations.store import Store


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


class Written(NamedTuple):
    """What was written."""

    target: Path
    choices: Choices
    files: Sequence[tuple[str, int]]
    """Paths inside the folder, and their bytes; the file itself if it is one."""
    summary: Summary
    counted: Counted | None
    """How articles were given out, if they were."""


def write(
    store: Store,
    config: Config,
    choices: Choices,
    target: Path,
    counted: Counted | None,
    task: Task,
) -> Written:
    """Write a training set, as `slugline export` does with the same options.

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
    if counted is not None and counted.cursor != store.cursor():
        counted = None
    votes = training_set(store, config, choices, None).votes
    again = 0 if single or counted or choices.targets is None else 2
    task.total = votes * (again + (1 if single else passes(choices.name)))
    if again:
        counted = count(store, config, choices, task)
    return _write(store, config, choices, target, None if single else counted, task)


def _write(
    store: Store,
    config: Config,
    choices: Choices,
    target: Path,
    counted: Counted | None,
    task: Task,
) -> Written:
    rows = training_set(store, config, choices, counted)
    if choices.parts == "file":
        task.stage = "writing"
        export_file(rows, choices.form, target, task.advance)
        return Written(target, choices, [(target.name, target.stat().st_size)], rows.summary, None)
    task.stage = "measuring agreement"
    agreement = agreement_of(store, config, rows, choices.options)
    task.check()
    leaks = counted.leaks.as_dict() if counted and counted.leaks else {}
    task.stage = "writing"
    made = export_folder(rows, choices.name, target, Reports(agreement, leaks), task.advance)
    files = [(one.path, one.bytes) for one in made.files]
    with suppress(OSError):
        files.append((MANIFEST, (target / MANIFEST).stat().st_size))
    return Written(target, choices, files, rows.summary, counted)
