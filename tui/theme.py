"""Colours: three themes, and the styles that widgets draw with.

Every text colour keeps a contrast of 4.5 : 1 or more with each background that it stands on
(WCAG 2.2, 1.4.3), which a test computes; a sign always stands beside the colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from tui.terminal_background import Colour

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.labels import Label

KINDS: dict[str, str] = {
    "person": "person",
    "organisation": "organisation",
    "place": "place",
    "group": "group",
    "facility": "facility",
    "other": "event",
    "time": "date",
    "quantity": "quantity",
}
"""Kinds of highlight and what the legend calls them."""

_HUES = ("blue", "green", "yellow", "red", "magenta", "cyan", "orange", "grey")

_DARK = {
    "paper": "#15171c",
    "ink": "#e3e5ea",
    "faint": "#a3a9b5",
    "bar": "#23262e",
    "cursor": "#2b303b",
    "cursor-idle": "#1f232b",
    "range": "#2d3952",
    "hit": "#5a4a12",
    "lit": "#4a395e",
    "gone": "#402229",
    "new": "#1d3c2b",
    "shared": "#20303f",
    "accent": "#7cc4ff",
    "warning": "#ffb454",
    "error": "#ff8a80",
    "label-blue": "#7cb7ff",
    "label-green": "#7fd69a",
    "label-yellow": "#ecd06f",
    "label-red": "#ff9a94",
    "label-magenta": "#e6a5f5",
    "label-cyan": "#72dbe2",
    "label-orange": "#ffb070",
    "label-grey": "#b9bfca",
    "person": "#ffd27a",
    "organisation": "#d8c3ff",
    "place": "#86d5f7",
    "group": "#ffb0c0",
    "facility": "#e0c9a6",
    "other": "#a8dba8",
    "time": "#b9dd8e",
    "quantity": "#ffb98a",
}
_LIGHT = {
    "paper": "#fbfaf7",
    "ink": "#1d2026",
    "faint": "#5d636e",
    "bar": "#e9e6df",
    "cursor": "#e6ecf5",
    "cursor-idle": "#f1f0ec",
    "range": "#d3e0f5",
    "hit": "#ffe9a8",
    "lit": "#ecdcfa",
    "gone": "#fbe2e1",
    "new": "#dcf1e1",
    "shared": "#e3ebf4",
    "accent": "#0b5cad",
    "warning": "#864a00",
    "error": "#b3201b",
    "label-blue": "#0b57b0",
    "label-green": "#14602f",
    "label-yellow": "#6b5200",
    "label-red": "#ab1f1f",
    "label-magenta": "#86289b",
    "label-cyan": "#005f6b",
    "label-orange": "#8a4300",
    "label-grey": "#50565f",
    "person": "#7a4a00",
    "organisation": "#5c39a6",
    "place": "#005c86",
    "group": "#98204a",
    "facility": "#6b4a1d",
    "other": "#26602b",
    "time": "#44600a",
    "quantity": "#963c00",
}
# The terminal's own colours: their contrast is the user's choice, so signs and weight say it too.
_ANSI = {
    "paper": "default",
    "ink": "default",
    "faint": "default",
    "bar": "default",
    "cursor": "default",
    "cursor-idle": "default",
    "range": "default",
    "hit": "default",
    "lit": "default",
    "gone": "default",
    "new": "default",
    "shared": "default",
    "accent": "cyan",
    "warning": "yellow",
    "error": "red",
    **{f"label-{hue}": hue for hue in _HUES},
    "label-orange": "bright_yellow",
    "label-grey": "default",
    "person": "yellow",
    "organisation": "magenta",
    "place": "cyan",
    "group": "bright_magenta",
    "facility": "bright_cyan",
    "other": "green",
    "time": "green",
    "quantity": "bright_red",
}
COLOURS: dict[str, dict[str, str]] = {"dark": _DARK, "light": _LIGHT, "ansi": _ANSI}
"""Colour by theme and use; rich's colour names."""

_COARSE: dict[str, dict[str, str]] = {
    "dark": {"gone": "#5f0000", "new": "#005f00", "shared": "#00005f", "lit": "#5f005f"},
    "light": {"gone": "#ffd7d7", "new": "#d7ffd7", "shared": "#d7d7ff"},
}
"""Tints for 256 colours, where the dark ones would all come out as black."""

_WEIGHTS: dict[str, str] = {
    "quantity": "bold",
    "person": "underline",
    "organisation": "underline",
    "place": "underline",
    "group": "underline",
    "facility": "underline",
    "other": "underline",
    "time": "italic",
}
"""What tells highlights apart where there are no colours."""


class Palette:
    """The styles of one theme, made once and shared by every widget.

    Args:
        theme: One of `COLOURS`.
        coarse: Whether the terminal has 256 colours instead of all.
        colourless: Whether no colours are shown: weight has to say what they would.
    """

    def __init__(self, theme: str, *, coarse: bool = False, colourless: bool = False) -> None:
        self.theme = theme
        colours = self.colours = COLOURS[theme] | (_COARSE.get(theme, {}) if coarse else {})
        paper = colours["paper"]
        ansi = theme == "ansi"
        self.text = Style(color=colours["ink"], bgcolor=paper)
        self.faint = Style(color=colours["faint"], dim=ansi)
        self.accent = Style(color=colours["accent"], bold=True)
        self.text_faint = self.text + self.faint
        self.text_accent = self.text + self.accent
        self.bar = Style(color=colours["ink"], bgcolor=colours["bar"], reverse=ansi)
        self.bar_faint = Style(
            color=colours["ink" if ansi else "faint"], bgcolor=colours["bar"], reverse=ansi
        )
        self.bar_bold = self.bar + Style(bold=True)
        self.warning = Style(color=colours["warning"], bold=True)
        self.error = Style(color=colours["error"], bold=True)
        # Laid over a row; in the ansi theme backgrounds are the user's, so weight stands in.
        self.cursor = Style(bold=True) if ansi else Style(bgcolor=colours["cursor"])
        self.cursor_idle = Style() if ansi else Style(bgcolor=colours["cursor-idle"])
        self.range = Style(reverse=True) if ansi else Style(bgcolor=colours["range"])
        self.hit = (
            Style(reverse=True)
            if ansi
            else Style(color=colours["ink"], bgcolor=colours["hit"], bold=True)
        )
        self.lit = (
            Style(reverse=True)
            if ansi
            else Style(color=colours["ink"], bgcolor=colours["lit"], bold=True)
        )
        self.words: Mapping[str, Style] = {
            "gone": Style(strike=True) if ansi else Style(bgcolor=colours["gone"]),
            "new": Style(underline=True) if ansi else Style(bgcolor=colours["new"]),
            "shared": Style(italic=True) if ansi else Style(bgcolor=colours["shared"]),
        }
        # What matters most has to stand out most where red is as bright as the rest, or grey.
        self.conflict = (
            Style(bold=True, reverse=True, underline=False)
            if ansi or colourless
            else Style(color=colours["error"], bgcolor=paper, bold=True, underline2=True)
        )
        self.kinds: Mapping[str, Style] = {
            kind: Style.parse(f"{_WEIGHTS[kind]} {colours[kind]}") for kind in KINDS
        }
        self._labels: dict[str, Style] = {}

    def label(self, label: Label) -> Style:
        """The colour of a label, on paper; the nearest readable one for `#rrggbb`."""
        style = self._labels.get(label.colour)
        if style is None:
            colour = self.colours.get(f"label-{label.colour}") or self._readable(label.colour)
            style = self._labels[label.colour] = Style(color=colour, bold=True)
        return style

    def chip(self, label: Label) -> Style:
        """A label's key as a block of its colour."""
        return self.label(label) + Style(reverse=True)

    def _readable(self, colour: str) -> str:
        """`#rrggbb`, moved towards ink until it has a contrast of 4.5 : 1 with the cursor row."""
        if self.theme == "ansi":
            return colour
        ground, ink = self.colours["cursor"], self.colours["ink"]
        for step in range(11):
            mixed = _mix(colour, ink, step / 10)
            if contrast(mixed, ground) >= 4.5:
                return mixed
        return ink


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    return Colour(*(channel / 255 for channel in _channels(colour))).luminance


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
