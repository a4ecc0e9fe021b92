"""What the export screen knows: what is chosen, what is asked, what was found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tui.export.choices import Choices
from tui.export.preview import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.dataset.contradictions import Contradiction
    from annotations.store.protocol import Cursor
    from tui.export.preview import Counted

Kind = Literal["preview", "counts", "clashes", "writing"]
"""What is done in a thread."""


@dataclass
class ExportState:
    """An export before and while it is written; asked for piece by piece, each in a thread."""

    choices: Choices = field(default_factory=Choices)
    people: dict[str, str] = field(default_factory=dict)
    """Display names of everyone in the project, by id."""
    tasks: dict[Kind, Task] = field(default_factory=dict)
    """What is under way."""
    counts: dict[Choices, Counted] = field(default_factory=dict)
    """What was counted, by the part of choices that says which sentences become rows."""
    counting: Choices | None = None
    """What is being counted."""
    files: Sequence[tuple[str, str]] | None = None
    """The first rows, by file; None until they are read."""
    clashes: Sequence[Contradiction] | None = None
    """Sentences labelled in contradiction; None until they are looked for."""
    problems: dict[Kind, str] = field(default_factory=dict)
    """Why something is not known."""

    @property
    def counted(self) -> Counted | None:
        """What was counted for these choices, as far as it still holds."""
        return self.counts.get(self.choices.rows)

    @property
    def known(self) -> Counted | None:
        """The same, or until then what was counted without splits, which takes less time."""
        return self.counted or self.counts.get(self.choices.unparted)

    @property
    def is_writing(self) -> bool:
        """Whether the training set is being written: nothing can be chosen then."""
        return "writing" in self.tasks

    def choose(self, choices: Choices) -> bool:
        """Have other choices; whether they are others."""
        if choices == self.choices:
            return False
        self.choices = choices
        self.problems.clear()
        return True

    def forget_before(self, cursor: Cursor) -> None:
        """Forget what was found before the project was as it is at `cursor`."""
        if any(one.cursor != cursor for one in self.counts.values()):
            self.counts.clear()
            self.clashes = None

    def to_count(self) -> Choices | None:
        """What is to be counted next, if it is not being counted: first without splits."""
        if self.counted is not None:
            return None
        wanted = (
            self.choices.rows if self.choices.unparted in self.counts else self.choices.unparted
        )
        if self.counting == wanted:
            return None
        self.counting = wanted
        return wanted

    @property
    def looks_for_clashes(self) -> bool:
        """Whether contradictions are to be looked for."""
        return self.clashes is None and "clashes" not in self.tasks

    def begin(self, kind: Kind) -> Task:
        """Something is asked, in place of what was asked of the kind before."""
        if before := self.tasks.get(kind):
            before.unwanted = True
        task = self.tasks[kind] = Task()
        self.problems.pop(kind, None)
        return task

    def stop_counting(self) -> None:
        """Nobody waits for counts any more."""
        if task := self.tasks.pop("counts", None):
            task.unwanted, self.counting = True, None

    def stop_all(self) -> None:
        """Nobody waits for anything any more."""
        for task in self.tasks.values():
            task.unwanted = True

    def end(self, kind: Kind, task: Task, value: Any, reason: str) -> bool:
        """Take what a thread answered.

        Args:
            kind: What was asked.
            task: When it was asked.
            value: The answer; None where there is none.
            reason: Why there is none; empty if it was given up.

        Returns:
            Whether it is what was asked for last.
        """
        if self.tasks.get(kind) is not task:
            return False
        del self.tasks[kind]
        if reason:
            self.problems[kind] = reason
        if kind == "counts":
            counting, self.counting = self.counting, None
            if value is not None and counting is not None:
                self.counts[counting] = value
        elif kind == "preview" and value is not None:
            self.files = value
        elif kind == "clashes" and value is not None:
            self.clashes = value
        return True
