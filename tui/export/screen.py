"""The export screen: choose what to write, look at what it will be, and write it with one key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from annotations.dataset.kept_splits import stated
from annotations.dataset.write_file import nothing
from annotations.workflow.export import write
from tui.export.watching import WatchingScreen
from tui.sanitize import safe
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from annotations.workflow.export import Written
    from tui.export.choices import Choices


class ExportScreen(WatchingScreen):
    """Choose, look, write; dismissed with a sentence to go to, if somebody chose one."""

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
        if turn and not self._busy():
            self.choose(self.choices.turned(turn, step, tuple(self.people)))

    def choose(self, choices: Choices) -> None:
        """Have other choices, and look at what they give."""
        if choices != self.choices:
            self.choices = choices
            self.problems.clear()
            self.look()

    def action_format(self) -> None:
        """Choose a format from the list."""
        from tui.export.format_list import Formats

        def take(name: str | None) -> None:
            if name is not None:
                self.choose(self.choices.with_format(name))

        if not self._busy():
            self.app.push_screen(Formats(self.palette, self.glyphs, self.choices.name), take)

    def action_path(self) -> None:
        """Say where to."""
        from tui.dialogs.prompt import Prompt

        usual = self.choices._replace(path="").target(self.reader.settings)

        def take(typed: str | None) -> None:
            if typed is None:
                return
            path = "" if typed.strip() == str(usual) else typed.strip()
            choices = self.choices._replace(path=path)
            if path.endswith(choices.form.suffixes or ("\0",)):
                choices = choices._replace(parts="file" if "file" in choices.forms else "splits")
            self.choose(choices)

        if not self._busy():
            now = self.choices.target(self.reader.settings)
            self.app.push_screen(Prompt("Write to; empty for the usual place", str(now)), take)

    def action_clashes(self) -> None:
        """List sentences that say nearly the same under different labels."""
        from tui.export.contradiction_list import Consistency

        if self._busy():
            return
        if not self.clashes:
            looked = self.clashes is not None
            self._say("None was found." if looked else "They are still being looked for.")
            return

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                self.dismiss(chosen)

        self.app.push_screen(Consistency(self.reader, self.clashes), take)

    def action_leave(self) -> None:
        """Give up writing; else go back."""
        if writing := self.tasks.get("writing"):
            writing.unwanted = True
            self.show_bars()
        else:
            self.dismiss(None)

    # Writing

    def _busy(self) -> bool:
        return "writing" in self.tasks

    def action_write(self) -> None:
        """Write, after a question where something would be replaced."""
        from tui.dialogs.confirm import Question

        target, counted = self.choices.target(self.reader.settings), self.counted
        if self._busy() or self.reader.store is None:
            return
        if counted is not None and not counted.summary.rows:
            self._say(nothing(counted.summary), "warning")
            return
        if not target.exists():
            self._write(yes=True)
            return
        text = f"{target} is there already, and will be replaced."
        if target.is_dir():
            text = (
                f"{target} is there already: what an earlier export wrote there will be "
                "replaced, other files stay."
            )
        self.app.push_screen(Question(text, "replace it"), lambda yes: self._write(yes=bool(yes)))

    def _write(self, *, yes: bool) -> None:
        store, settings = self.reader.store, self.reader.settings
        if not yes or store is None:
            return
        target = self.choices.target(settings)
        work = partial(write, store, settings.config, self.choices, target, self.counted)
        self.rest()  # it counts for itself what is not counted yet
        self.start("writing", work)
        self.show_bars()

    def written(self, message: WatchingScreen.Ended) -> None:
        """Say how it ended; show what was written."""
        from tui.export.done import Done

        self.look()
        if message.reason:
            self._say(f"{message.reason} Nothing was changed.", "error", "Not written")
        elif message.value is None:
            self._say("Cancelled: nothing was written, and what was there is as it was.")
        else:
            written: Written = message.value
            self._keep(written)
            self.app.push_screen(Done(self.reader, written))

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

    def _say(self, text: str, severity: str = "information", title: str = "") -> None:
        lines = "\n".join(safe(line) for line in text.splitlines())
        self.notify(lines, title=title, severity=severity, markup=False)  # type: ignore[arg-type]
