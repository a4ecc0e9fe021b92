"""What Textual 8.2 has no public door for, kept in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.terminal_colours import shortened

if TYPE_CHECKING:
    from typing import Any

    from textual.app import App
    from textual.screen import Screen


def set_title(app: App[None], title: str) -> None:
    """Set the window's title (OSC 2); `title` must be free of control characters."""
    driver = app._driver
    if driver is not None and not app.is_headless:
        driver.write(f"\x1b]2;{title}\x07")


def shorten_output(app: App[None]) -> None:
    """Tell the terminal of styles only what differs; a test's terminal is told everything."""
    driver = app._driver
    if driver is not None and not app.is_headless:
        write = driver.write
        driver.write = lambda data: write(shortened(data))  # type: ignore[method-assign]


def take_down(app: App[None], message: str, title: str = "") -> None:
    """Let no notification stand any longer that says this."""
    for old in list(app._notifications):
        if (old.title, old.message) == (title, message):
            app._unnotify(old)


def is_seen(screen: Screen[Any]) -> bool:
    """Whether nothing but what one looks through stands before a screen.

    `Screen.is_current` is true of the one below the front one, however opaque that is.
    """
    stack = screen.app.screen_stack
    above = stack[stack.index(screen) + 1 :] if screen in stack else ()
    return all(one.is_modal for one in above)
