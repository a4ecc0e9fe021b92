"""The application: themes, palette of commands, and the way out; screens do the rest."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from msgspec import structs
from rich.console import Console
from textual import on
from textual.app import App, SuspendNotSupported, SystemCommand
from textual.theme import BUILTIN_THEMES, Theme

from tui import local_state, messages, notifications, textual_workarounds
from tui.keys import readable
from tui.reader.colleagues import Floor
from tui.reader.handlers import bindings
from tui.reader.look import Look
from tui.reader.screen import ReaderScreen
from tui.sanitize import title
from tui.theme import COLOURS, Palette
from tui.widgets.glyphs import glyphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.notifications import Notify
    from textual.screen import Screen

    from annotations.review.model import Filter
    from annotations.store.protocol import Store
    from annotations.workflow.open_articles import Corpus
    from tui.reader.services import ReaderServices
    from tui.settings import Settings
    from tui.terminal_background import Shade


_MOST_NEWS = 3
"""Messages that stand at once, besides warnings and errors: more would take the page's place."""


def _theme(name: str) -> Theme:
    """Textual's own parts in our colours; in the terminal's, Textual's own theme serves."""
    if name == "ansi":
        return replace(BUILTIN_THEMES["ansi-dark"], name="slugline-ansi")
    colours = COLOURS[name]
    return Theme(
        f"slugline-{name}",
        primary=colours["accent"],
        secondary=colours["accent"],
        accent=colours["accent"],
        warning=colours["warning"],
        error=colours["error"],
        success=colours["accent"],
        foreground=colours["ink"],
        background=colours["paper"],
        surface=colours["paper"],
        panel=colours["bar"],
        dark=name != "light",
    )


def _floor(services: ReaderServices) -> Floor:
    """What the reader opens above itself, imported when it is asked for."""

    def review(only: Filter | None, begins_at: str) -> Screen[Any]:
        from tui.review.screen import bound_review

        return bound_review(dict(services.keys), services.scheme)(services, only, begins_at)

    def export() -> Screen[Any]:
        from tui.export.screen import ExportScreen

        return ExportScreen(services)

    def overruled(*values: Any) -> Screen[Any]:
        from tui.review.overruled_list import OverruledList

        return OverruledList(*values)

    return Floor(review, export, overruled)


class SluglineApp(App[None]):
    """Reads and tags the articles of a corpus.

    Args:
        settings: What was configured.
        keys: The keys of every action by id.
        corpus: What there is to read.
        open_store: Opens the project; called on the writer's thread.
        shade: What the terminal's background is, for the theme `auto`.
    """

    TITLE = "Slugline"
    # Textual reads a screen's own CSS when it is pushed; the first screen never is.
    CSS_PATH = "app.tcss"
    # Every screen puts notifications where they cover nothing: those of a screen that shines
    # through would stand there a second time.
    # Messages stand in rows of their own at the foot, which make room for them: nothing that is
    # read, and no proposal, is ever covered. Over a prompt, which stands at the foot, they cover
    # the bars at the top and nothing else.
    CSS = """
    Screen.-covered Toast { display: none; }
    ReaderScreen > ToastRack, ReviewScreen > ToastRack, Listing > ToastRack,
    ExportScreen > ToastRack {
        layer: default; dock: bottom; margin: 0; max-height: 40%;
    }
    ModalScreen > ToastRack, LabelPicker > ToastRack {
        layer: _toastrack; dock: top; margin: 0; max-height: 2;
    }
    ReaderScreen Toast, ReviewScreen Toast, Listing Toast, ExportScreen Toast, ModalScreen Toast {
        width: 1fr; max-width: 100%; margin: 0; padding: 0 1;
    }
    """
    SUSPENDED_SCREEN_CLASS = "-covered"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [("ctrl+z", "suspend_process", "Suspend")]

    def __init__(
        self,
        settings: Settings,
        keys: dict[str, str],
        corpus: Corpus,
        open_store: Callable[[], Store],
        shade: Shade = "dark",
    ) -> None:
        super().__init__()
        textual_workarounds.guard_output()
        # What is printed after a crash may quote an article; Rich would print it as it is.
        self.error_console = Console(markup=False, highlight=False, stderr=True, color_system=None)
        for name in COLOURS:
            self.register_theme(_theme(name))
        configured = settings.config.reader.theme
        self._configured = shade if configured == "auto" else configured
        chosen = local_state.read(settings.project).theme
        if chosen not in COLOURS:
            chosen = self._configured
        self.theme = f"slugline-{chosen}"
        self.settings = settings
        config = settings.config
        palette = self._palette(chosen)
        look = Look(palette, glyphs(config.reader.glyphs), config.scheme, keys)
        # Textual reads a screen's keys from its class, and ours are configured.
        bound = {"BINDINGS": bindings(keys, config.scheme)}
        reader = type("Reader", (ReaderScreen,), bound)
        self.reader: ReaderScreen = reader(settings, look, corpus, open_store, _floor)

    def get_default_screen(self) -> Screen[None]:
        """The reader is the first screen and stays below every other."""
        return self.reader

    def on_mount(self) -> None:
        """Leave the terminal in order however we are asked to go."""
        textual_workarounds.shorten_output(self)
        textual_workarounds.set_title(self, f"{title(self._heading())}")
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with suppress(NotImplementedError, ValueError, RuntimeError):
                loop.add_signal_handler(number, self.exit)

        self.app_resume_signal.subscribe(self, self._repaint)

    def on_unmount(self) -> None:
        """Keep where the annotator was."""
        self.reader.parts.resume.keep()

    def _repaint(self, _: object) -> None:
        """Draw the whole screen again: who had the terminal meanwhile has left it blank."""
        for screen in self.screen_stack:
            screen.refresh(layout=True)

    def _heading(self) -> str:
        story = self.reader.state.story
        return f"{story.title} - Slugline" if story else "Slugline"

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything the screen can do, and the themes."""
        for key in getattr(screen, "table", ()):
            if key.id != "reader.palette":
                does = key.does[0].upper() + key.does[1:]
                names = self.reader.look.keys[key.id].split(",")
                keys = ", ".join(map(readable, names))
                yield SystemCommand(does, keys, self._doing(screen, key.action))
        for name in COLOURS:
            yield SystemCommand(f"Theme: {name}", "Change the colours", self._colouring(name))
        yield SystemCommand(
            "Theme: as configured", "Forget the theme that was chosen here", self._colouring("")
        )

    def _palette(self, name: str) -> Palette:
        colourless = bool(os.environ.get("NO_COLOR"))
        return Palette(name, coarse=self.console.color_system == "256", colourless=colourless)

    def _doing(self, screen: Screen[Any], action: str) -> Callable[[], object]:
        async def do() -> None:
            await screen.run_action(action)

        return do

    def _colouring(self, name: str) -> Callable[[], None]:
        """Shows a theme from now on; without a name the configured one."""

        def change() -> None:
            self.theme = f"slugline-{name or self._configured}"
            palette = self._palette(name or self._configured)
            for screen in self.screen_stack:
                if (recolour := getattr(screen, "recolour", None)) is not None:
                    recolour(palette)
            self._keep_theme(name)

        return change

    def _keep_theme(self, name: str) -> None:
        """Have the same theme the next time; a project that cannot be written to has none."""
        project = self.settings.project
        if not project.is_dir():
            return
        state = local_state.read(project)
        with suppress(OSError):
            local_state.write(project, structs.replace(state, theme=name))

    def on_notify(self, event: Notify) -> None:
        """Say once what is said again, and let old news make room; Textual puts it up after."""
        textual_workarounds.take_down(self, event.notification.message, event.notification.title)
        textual_workarounds.take_down_news(self, _MOST_NEWS - 1)

    def action_tour(self) -> None:
        """Take the tour in a process of its own; the terminal is its own meanwhile."""
        command = [sys.executable, "-P", "-m", "tui", "tour"]
        if self.settings.config_path is not None:
            command += ["--config", str(self.settings.config_path)]
        try:
            with self.suspend():
                subprocess.run(command, check=False)
        except SuspendNotSupported:
            self.reader.say("Not possible here: run `slugline tour` in a terminal.", "", "warning")

    @on(messages.LongWorkEnded)
    def _tell(self, message: messages.LongWorkEnded) -> None:
        """Tell somebody who looks elsewhere."""
        text = f"{message.what} after {notifications.lasted(message.seconds)}"
        told = notifications.sequence(self.settings.config.notify, text, os.environ)
        textual_workarounds.send(self, told)

    async def action_quit(self) -> None:
        """Go, unless something is not saved yet: then ask once."""
        if self.reader.may_leave():
            self.exit()
