"""What Textual 8.2 has no public door for, kept in one place."""

from __future__ import annotations

import codecs
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.binding import Binding
from textual.strip import Strip

from tui.sanitize import controls, safe
from tui.terminal_colours import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from rich.console import Console
    from textual.app import App
    from textual.message import Message
    from textual.notifications import Notification
    from textual.screen import Screen

    from tui.terminal_background import Replies


def set_title(app: App[None], title: str) -> None:
    """Set the window's title (OSC 2); `title` must be free of control characters."""
    send(app, f"\x1b]2;{title}\x07")


def send(app: App[None], sequence: str) -> None:
    """Send the terminal a sequence that draws nothing; a test's terminal gets none."""
    driver = app._driver
    if driver is not None and not app.is_headless and sequence:
        driver.write(sequence)


def press(app: App[Any], key: str) -> None:
    """Press a key as somebody at the keyboard would; `-` is as good a name as `minus`."""
    name = next(iter(Binding.make_bindings([Binding(key, "press")]))).key
    app.simulate_key(name)


def guard_output() -> None:
    """Let no text of any widget control the terminal, however it came to be drawn.

    Every cell of every screen leaves through `Strip.render`. A widget that cleans its text itself
    is not changed by this; one that forgot loses no more than the end of its line.
    """
    drawn = Strip.render
    if getattr(drawn, "is_guarded", False):
        return

    def render(strip: Strip, console: Console) -> str:
        if strip._render_cache is None and any(map(_controls, strip._segments)):
            strip._render_cache = drawn(_harmless(strip), console)
        return drawn(strip, console)

    render.is_guarded = True  # type: ignore[attr-defined]
    Strip.render = render  # type: ignore[method-assign,assignment]


def _controls(segment: Segment) -> bool:
    text, style, _ = segment
    return controls(text) or bool(style and style._link and _is_no_link(style._link))


def _is_no_link(link: str) -> bool:
    return controls(link) or not link.startswith(("http://", "https://"))


def _harmless(strip: Strip) -> Strip:
    """The strip with signs for what would control the terminal, as wide as before."""
    segments = []
    for text, style, _ in strip._segments:
        if style is not None and style._link and _is_no_link(style._link):
            style = style.update_link(None)
        segments.append(Segment(safe(text) if controls(text) else text, style))
    return Strip(segments).adjust_cell_length(strip.cell_length)


def shorten_output(app: App[None]) -> None:
    """Tell the terminal of styles only what differs; a test's terminal is told everything."""
    driver = app._driver
    if driver is not None and not app.is_headless:
        write = driver.write
        driver.write = lambda data: write(shortened(data))  # type: ignore[method-assign]


def take_out_replies(replies: Replies | None) -> None:
    """Let no reply of the terminal that comes late be read as keys; nor what is no UTF-8.

    Textual knows no replies of this kind and would type them. It also ends where a byte is no
    UTF-8, as a reply with eight bit controls is.
    """
    from textual._xterm_parser import XTermParser
    from textual.drivers import linux_driver

    if replies is None:
        return
    feed, tick = XTermParser.feed, XTermParser.tick

    def keys_of(parser: XTermParser, data: str) -> Iterable[Message]:
        if not data:
            yield from feed(parser, data)
        elif keys := replies.take(data):
            yield from feed(parser, keys)

    def late_keys(parser: XTermParser) -> Iterable[Message]:
        if keys := replies.late():
            yield from feed(parser, keys)
        yield from tick(parser)

    def lenient(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), errors="surrogateescape")

    XTermParser.feed = keys_of  # type: ignore[method-assign,assignment]
    XTermParser.tick = late_keys  # type: ignore[method-assign,assignment]
    linux_driver.getincrementaldecoder = lenient  # type: ignore[assignment,attr-defined]


def take_down(app: App[None], message: str, title: str = "") -> None:
    """Let no notification stand any longer that says this."""
    for old in list(app._notifications):
        if (old.title, old.message) == (title, message):
            _take_down(app, old)


def take_down_news(app: App[None], most: int) -> None:
    """Let only the latest of what is merely news stand; warnings and errors have their time."""
    news = [one for one in app._notifications if one.severity == "information"]
    for old in news[: max(len(news) - most, 0)]:
        _take_down(app, old)


def _take_down(app: App[None], old: Notification) -> None:
    """Forget a notification. Textual would leave the row in which it stood, empty."""
    from textual.widgets._toast import ToastRack

    app._unnotify(old, refresh=False)
    for screen in app.screen_stack:
        for rack in screen.query(ToastRack):
            rack.query(f"#{rack._toast_id(old)}").remove()


def is_seen(screen: Screen[Any]) -> bool:
    """Whether nothing but what one looks through stands before a screen.

    `Screen.is_current` is true of the one below the front one, however opaque that is.
    """
    stack = screen.app.screen_stack
    above = stack[stack.index(screen) + 1 :] if screen in stack else ()
    return all(one.is_modal for one in above)
