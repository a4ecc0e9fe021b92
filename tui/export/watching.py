"""The export screen without its keys: what is chosen, what is asked in threads, what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from textual import on
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen

from annotations.errors import SluglineError
from tui.dialogs.list_screen import Heading
from tui.dialogs.pages import Part
from tui.export import status_text
from tui.export.choice_rows import Row, rows
from tui.export.choices import Choices
from tui.export.preview import Counted, GivenUp, Task, count, preview
from tui.export.preview import clashes as find_clashes
from tui.export.prose import Prose
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    from annotations.dataset.contradictions import Contradiction
    from tui.reader.services import ReaderServices
    from tui.widgets.row_builder import Line

WIDE = 110
"""Columns from which the rows stand beside the choices, not under them."""

Kind = Literal["preview", "counts", "clashes", "writing"]


class WatchingScreen(Screen["tuple[str, int] | None"]):
    """Shows what a training set would be, as it becomes known."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    WatchingScreen { layout: vertical; overflow: hidden; }
    WatchingScreen #body { height: 1fr; }
    WatchingScreen #sheet { width: 1fr; height: 1fr; }
    WatchingScreen #choices { height: 10; }
    WatchingScreen #preview { display: none; }
    WatchingScreen.-wide #preview { display: block; }
    """

    @dataclass
    class Ended(Message):
        """A task is over: with a value, with the reason why there is none, or given up."""

        kind: Kind
        task: Task
        value: Any = None
        reason: str = ""

    def __init__(self, reader: ReaderServices) -> None:
        super().__init__()
        self.reader = reader
        self.palette, self.glyphs = reader.palette, reader.glyphs
        self.choices = Choices()
        self.heading = Heading(self.palette, self.glyphs)
        self.footing = Heading(self.palette, self.glyphs)
        self.list = RowList(self.palette, self.glyphs, self._draw, chooses=True)
        self.facts = Prose(self.palette, self.glyphs)
        self.preview = Prose(self.palette, self.glyphs)
        self.list.id, self.facts.id, self.preview.id = "choices", "facts", "preview"
        self.tasks: dict[Kind, Task] = {}
        self._counts: dict[Choices, Counted] = {}
        self.files: Sequence[tuple[str, str]] | None = None
        self._counting: Choices | None = None
        """What is being counted."""
        self.clashes: Sequence[Contradiction] | None = None
        self.problems: dict[Kind, str] = {}
        self.people: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Heading, choices, what is known of the rows, the rows; footing."""
        yield self.heading
        with Horizontal(id="body"):
            with Vertical(id="sheet"):
                yield self.list
                yield self.facts
            yield self.preview
        yield self.footing

    def on_mount(self) -> None:
        """Look at the project."""
        store = self.reader.store
        self.people = dict(store.people()) if store else {}
        self.call_after_refresh(self.look)
        self.set_interval(0.1, self.show_bars)

    def on_unmount(self) -> None:
        """Nobody waits for anything any more."""
        for task in self.tasks.values():
            task.unwanted = True

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.call_after_refresh(self.show)

    def on_screen_resume(self) -> None:
        """Labels may have changed meanwhile."""
        if self.is_mounted and self._counts:
            self.look()

    # Looking

    @property
    def counted(self) -> Counted | None:
        """What was counted for these choices, as far as it still holds."""
        return self._counts.get(self.choices.rows)

    @property
    def known(self) -> Counted | None:
        """The same, or until then what was counted without splits, which takes less time."""
        return self.counted or self._counts.get(self.choices.unparted)

    def look(self) -> None:
        """Ask for whatever is not known of the choices as they are."""
        store, config = self.reader.store, self.reader.settings.config
        if store is None:
            self.problems["counts"] = "The project is not open."
            self.show()
            return
        cursor = store.cursor()
        if any(one.cursor != cursor for one in self._counts.values()):
            self._counts.clear()
            self.clashes = None
        choices, counted = self.choices, self.counted
        wanted = choices.rows if choices.unparted in self._counts else choices.unparted
        if counted is None and self._counting != wanted:
            self._counting = wanted
            self.start("counts", partial(count, store, config, wanted))
        self.start("preview", partial(preview, store, config, choices, counted))
        if self.clashes is None and "clashes" not in self.tasks:
            self.start("clashes", partial(find_clashes, store, config))
        self.show()

    def rest(self) -> None:
        """Stop counting for now."""
        if task := self.tasks.pop("counts", None):
            task.unwanted, self._counting = True, None

    def start(self, kind: Kind, work: Callable[[Task], object]) -> None:
        """Do it in a thread, in place of what was asked before."""
        if before := self.tasks.get(kind):
            before.unwanted = True
        task = self.tasks[kind] = Task()
        self.problems.pop(kind, None)
        self.run_worker(partial(self._work, kind, task, work), thread=True, group=kind)

    def _work(self, kind: Kind, task: Task, work: Callable[[Task], object]) -> None:
        ended = self.Ended(kind, task)
        try:
            ended.value = work(task)
        except GivenUp:
            pass
        except SluglineError as error:
            ended.reason = str(error)
        self.post_message(ended)

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        if self.tasks.get(message.kind) is not message.task:
            return  # something else was asked since
        del self.tasks[message.kind]
        if message.reason:
            self.problems[message.kind] = message.reason
        if message.kind == "counts" and message.value is None:
            self._counting = None
        if message.kind == "writing":
            self.written(message)
        elif message.value is not None:
            self._take(message.kind, message.value)
        self.show()

    def written(self, message: Ended) -> None:
        """Writing is over, one way or another."""
        raise NotImplementedError

    def _take(self, kind: Kind, value: Any) -> None:
        if kind == "preview":
            self.files = value
        elif kind == "clashes":
            self.clashes = value
        else:
            assert self._counting is not None
            self._counts[self._counting], self._counting = value, None
            self.look()  # now there may be splits to find, and rows can name theirs

    # Showing

    @property
    def listed(self) -> list[Row]:
        """The choices as they are."""
        return rows(self.choices, self.people, self.reader.settings, self.clashes)

    def _draw(self, number: int, line: Line) -> None:
        row = self.listed[number]
        if row.action == "write":
            line.add("Write it", self.palette.accent)
            line.right(" w ", self.palette.faint)
            return
        if row.action == "clashes":
            line.add(f"{row.name}: ")
            line.add(row.value, self.palette.warning if self.clashes else self.palette.faint)
            line.right(" c ", self.palette.faint)
            return
        line.add(f"{row.name:<11}", self.palette.faint)
        if row.note and row.action == "path":
            line.right(f" {row.note} ", self.palette.warning)
        line.add(row.value, self.palette.accent)
        if row.note and row.action != "path":
            line.add(f"  {row.note}", self.palette.faint)

    def show(self) -> None:
        """Bring everything in line with what is known."""
        rows = self.listed
        if self.list.total != len(rows):
            self.list.show(len(rows), self.list.cursor)
        self.list.refresh()
        self.facts.say([*self._facts(), *([] if self.has_class("-wide") else self._preview())])
        self.preview.say(self._preview())
        self.show_bars()

    def _facts(self) -> list[Part]:
        counted, config = self.known, self.reader.settings.config
        if problem := self.problems.get("counts") or self.problems.get("clashes"):
            return [Part(problem, self.palette.error), Part("")]
        if counted is None:
            return [Part("Counting ...", self.palette.faint), Part("")]
        recorder = self.reader.recorder
        found = status_text.cautions(
            counted,
            self.choices,
            config,
            self.clashes,
            recorder.saving + len(recorder.unsaved),
        )
        doing = [] if self.counted else [Part("Finding splits ...", self.palette.faint)]
        return [
            *doing,
            *status_text.counts(counted, config, self.palette),
            Part(""),
            *status_text.warned(list(found), self.palette, self.glyphs),
            Part(""),
        ]

    def _preview(self) -> list[Part]:
        if problem := self.problems.get("preview"):
            return [Part(problem, self.palette.error)]
        if self.files is None:
            return [Part("Reading the first rows ...", self.palette.faint)]
        return list(status_text.rows(self.files, self.palette, self.glyphs))

    def show_bars(self) -> None:
        """Say how far everything is, and what the keys do."""
        counted, writing = self.known, self.tasks.get("writing")
        told = status_text.many(counted.summary.rows, "row") if counted else "counting"
        if self.counted is None and (task := self.tasks.get("counts")):
            what = "finding splits" if counted else "counting"
            told = f"{what} {task.share:.0%}"
        self.heading.show("Write a training set", told)
        if writing is None:
            more = "f format   p path" if self.has_class("-wide") else "PgDn rows"
            hint = f"up down choose   left right change   {more}"
            self.footing.show(hint, "w writes   esc back")
            return
        whole = max(self.size.width - 44, 10)
        done = int(whole * writing.share)
        bar = self.glyphs.thumb * done + self.glyphs.rule * (whole - done)
        stage = "giving up" if writing.unwanted else writing.stage or "reading"
        self.footing.show(f"{bar} {writing.share:4.0%} {stage}", "esc cancels")
