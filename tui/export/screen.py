"""The export screen: choose what to write, look at what it will be, and write it with one key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen

from annotations.dataset.kept_splits import stated
from annotations.dataset.write_file import nothing
from annotations.errors import SluglineError
from annotations.workflow.export import write
from tui.dialogs.list_screen import Footing, Heading
from tui.export import choice_rows, status_text
from tui.export.preview import GivenUp, Task, count, preview
from tui.export.preview import clashes as find_clashes
from tui.export.prose import Prose
from tui.export.state import ExportState, Kind
from tui.reader.background import timed
from tui.sanitize import safe
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult

    from annotations.workflow.export import Written
    from tui.export.choice_rows import Row
    from tui.export.choices import Choices
    from tui.export.preview import Counted
    from tui.reader.services import ReaderServices
    from tui.widgets.row_builder import Line

_READY: dict[Kind, str] = {
    "counts": "the training set is counted",
    "writing": "the training set is written",
}
"""What is so when long work has ended."""

WIDE = 110
"""Columns from which the rows stand beside the choices, not under them."""


class ExportScreen(Screen["tuple[str, int] | None"]):
    """Choose, look, write; dismissed with a sentence to go to, if somebody chose one.

    Args:
        reader: What it was opened from: its store, recorder, settings and colours.
    """

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ExportScreen { layout: vertical; overflow: hidden; }
    ExportScreen #body { height: 1fr; }
    ExportScreen #sheet { width: 1fr; height: 1fr; }
    ExportScreen #choices { height: 10; }
    ExportScreen #preview { display: none; }
    ExportScreen.-wide #preview { display: block; }
    """
    BINDINGS = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("right,l", "turn(1)", show=False),
        Binding("left,h", "turn(-1)", show=False),
        Binding("enter,space", "act", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("f", "format", show=False),
        Binding("p", "path", show=False),
        Binding("w", "write", show=False),
        Binding("c", "clashes", show=False),
        Binding("escape", "leave", show=False),
        Binding("ctrl+q", "app.quit", show=False),
    ]

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
        self.state = ExportState()
        self.heading = Heading(self.palette, self.glyphs)
        self.footing = Footing(self.palette, self.glyphs)
        self.list = RowList(self.palette, self.glyphs, self._draw, chooses=True)
        self.facts = Prose(self.palette, self.glyphs)
        self.preview = Prose(self.palette, self.glyphs)
        self.list.id, self.facts.id, self.preview.id = "choices", "facts", "preview"

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
        self.state.people = dict(store.people()) if store else {}
        self.call_after_refresh(self.look)
        self.set_interval(0.1, self.show_bars)

    def on_unmount(self) -> None:
        """Nobody waits for anything any more."""
        self.state.stop_all()

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")
        self.call_after_refresh(self.show)

    def on_screen_resume(self) -> None:
        """Labels may have changed meanwhile."""
        if self.is_mounted and self.state.counts:
            self.look()

    # What others ask of it

    @property
    def choices(self) -> Choices:
        """What is chosen."""
        return self.state.choices

    @property
    def counted(self) -> Counted | None:
        """What was counted for these choices, as far as it still holds."""
        return self.state.counted

    @property
    def files(self) -> Sequence[tuple[str, str]] | None:
        """The first rows, by file."""
        return self.state.files

    @property
    def problems(self) -> Mapping[Kind, str]:
        """Why something is not known."""
        return self.state.problems

    # Looking

    def look(self) -> None:
        """Ask for whatever is not known of the choices as they are."""
        state, store, config = self.state, self.reader.store, self.reader.settings.config
        if store is None:
            state.problems["counts"] = "The project is not open."
            self.show()
            return
        state.forget_before(store.cursor())
        if (wanted := state.to_count()) is not None:
            self._start("counts", partial(count, store, config, wanted))
        self._start("preview", partial(preview, store, config, state.choices, state.counted))
        if state.looks_for_clashes:
            self._start("clashes", partial(find_clashes, store, config))
        self.show()

    def _start(self, kind: Kind, work: Callable[[Task], object]) -> None:
        """Do it in a thread, in place of what was asked before."""
        task = self.state.begin(kind)
        self.run_worker(partial(self._work, kind, task, work), thread=True, group=kind)

    def _work(self, kind: Kind, task: Task, work: Callable[[Task], object]) -> None:
        ended = self.Ended(kind, task)
        try:
            with timed(self, _READY.get(kind, "")):
                ended.value = work(task)
        except GivenUp:
            pass
        except SluglineError as error:
            ended.reason = str(error)
        self.post_message(ended)

    @on(Ended)
    def _ended(self, message: Ended) -> None:
        if not self.state.end(message.kind, message.task, message.value, message.reason):
            return  # something else was asked since
        if message.kind == "writing":
            self._written(message)
        elif message.kind == "counts" and message.value is not None:
            self.look()  # now there may be splits to find, and rows can name theirs
        self.show()

    # Showing

    @property
    def listed(self) -> list[Row]:
        """The choices as they are."""
        state, settings = self.state, self.reader.settings
        return choice_rows.rows(state.choices, state.people, settings, state.clashes)

    def _draw(self, number: int, line: Line) -> None:
        choice_rows.draw(self.listed[number], line, self.palette, clash=bool(self.state.clashes))

    def show(self) -> None:
        """Bring everything in line with what is known."""
        rows, palette, glyphs = self.listed, self.palette, self.glyphs
        if self.list.total != len(rows):
            self.list.show(len(rows), self.list.cursor)
        self.list.refresh()
        recorder, config = self.reader.recorder, self.reader.settings.config
        unsaved = recorder.saving + len(recorder.unsaved)
        facts = status_text.facts(self.state, config, palette, glyphs, unsaved)
        rows_shown = status_text.preview(self.state, palette, glyphs)
        self.facts.say([*facts, *([] if self.has_class("-wide") else rows_shown)])
        self.preview.say(rows_shown)
        self.show_bars()

    def show_bars(self) -> None:
        """Say how far everything is, and what the keys do."""
        state = self.state
        self.heading.show("Write a training set", status_text.how_far(state))
        if (writing := state.tasks.get("writing")) is None:
            more = "f format   p path" if self.has_class("-wide") else "PgDn rows"
            hint = f"up down choose   left right change   {more}"
            self.footing.show(hint, "w writes   esc back")
        else:
            width = max(self.size.width - 44, 10)
            told = status_text.writing(writing, width, self.glyphs)
            self.footing.show(told, "esc cancels")

    def _say(self, text: str, severity: str = "information", title: str = "") -> None:
        lines = "\n".join(safe(line) for line in text.splitlines())
        self.notify(lines, title=title, severity=severity, markup=False)  # type: ignore[arg-type]

    # Keys

    def action_move(self, rows: int) -> None:
        """Go to another choice."""
        self.list.move(rows)

    def action_page(self, direction: int) -> None:
        """Scroll what is known of the rows, then the rows."""
        facts = self.facts
        at_end = facts.top + facts.size.height >= facts.total
        beside = self.has_class("-wide") and (at_end if direction > 0 else not facts.top)
        (self.preview if beside else facts).page(direction)

    def action_act(self) -> None:
        """Do what the row is for."""
        self.call_later(self.run_action, self.listed[self.list.cursor].action)

    @on(RowList.Chosen)
    def _chosen(self, message: RowList.Chosen) -> None:
        self.action_act()

    def action_turn(self, step: int) -> None:
        """Make another choice in this row."""
        turn = self.listed[self.list.cursor].turn
        if turn and not self.state.is_writing:
            self.choose(self.choices.turned(turn, step, tuple(self.state.people)))

    def choose(self, choices: Choices) -> None:
        """Have other choices, and look at what they give."""
        if self.state.choose(choices):
            self.look()

    def action_format(self) -> None:
        """Choose a format from the list."""
        from tui.export.format_list import Formats

        def take(name: str | None) -> None:
            if name is not None:
                self.choose(self.choices.with_format(name))

        if not self.state.is_writing:
            self.app.push_screen(Formats(self.palette, self.glyphs, self.choices.name), take)

    def action_path(self) -> None:
        """Say where to."""
        from tui.dialogs.prompt import Prompt

        settings = self.reader.settings

        def take(typed: str | None) -> None:
            if typed is not None:
                self.choose(self.choices.with_path(typed, settings))

        if not self.state.is_writing:
            now = self.choices.target(settings)
            self.app.push_screen(Prompt("Write to; empty for the usual place", str(now)), take)

    def action_clashes(self) -> None:
        """List sentences that say nearly the same under different labels."""
        from tui.export.contradiction_list import Consistency

        clashes = self.state.clashes
        if self.state.is_writing:
            return
        if not clashes:
            looked = clashes is not None
            self._say("None was found." if looked else "They are still being looked for.")
            return

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                self.dismiss(chosen)

        self.app.push_screen(Consistency(self.reader, clashes), take)

    def action_leave(self) -> None:
        """Give up writing; else go back."""
        if writing := self.state.tasks.get("writing"):
            writing.unwanted = True
            self.show_bars()
        else:
            self.dismiss(None)

    # Writing

    def action_write(self) -> None:
        """Write, after a question where something would be replaced."""
        from tui.dialogs.confirm import Question

        target, counted = self.choices.target(self.reader.settings), self.counted
        if self.state.is_writing or self.reader.store is None:
            return
        if counted is not None and not counted.summary.rows:
            self._say(nothing(counted.summary), "warning")
            return
        if not target.exists():
            self._write(yes=True)
            return
        question = status_text.replaced(target)
        self.app.push_screen(
            Question(question, "replace it"), lambda yes: self._write(yes=bool(yes))
        )

    def _write(self, *, yes: bool) -> None:
        store, settings = self.reader.store, self.reader.settings
        if not yes or store is None:
            return
        target = self.choices.target(settings)
        work = partial(write, store, settings.config, self.choices, target, self.counted)
        self.state.stop_counting()  # it counts for itself what is not counted yet
        self._start("writing", work)
        self.show_bars()

    def _written(self, message: Ended) -> None:
        """Say how it ended; show what was written."""
        from tui.export.done import done_page

        self.look()
        if message.reason:
            self._say(f"{message.reason} Nothing was changed.", "error", "Not written")
        elif message.value is None:
            self._say("Cancelled: nothing was written, and what was there is as it was.")
        else:
            written: Written = message.value
            self._keep(written)
            self.app.push_screen(done_page(self.reader, written))

    def _keep(self, written: Written) -> None:
        """Remember in the project where articles were put, so that they stay there."""
        splits = written.counted.splits if written.counted else None
        if splits is None or not splits.fresh:
            return
        store = self.reader.store
        if store is None or store.read_only or not self.reader.me:
            why = store.read_only_reason if store else ""
            self._say(f"The splits are not kept in the project. {why}", "warning")
        else:
            self.reader.recorder.state(stated(splits.fresh), for_good=True)
