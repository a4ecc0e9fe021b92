"""Colours that can be read."""

from __future__ import annotations

import pytest

from annotations.labels import COLOURS as LABEL_COLOURS
from annotations.labels import Label
from tui.theme import _COARSE, COLOURS, KINDS, Palette, contrast

LEAST = 4.5


@pytest.mark.parametrize("coarse", [False, True])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_text_stands_out_from_every_ground(theme: str, coarse: bool) -> None:
    """WCAG AA for text, on paper, under the cursor, in a range and where words differ."""
    colours = COLOURS[theme] | (_COARSE[theme] if coarse else {})
    inks = ["ink", "faint", "warning", "error", *KINDS, *(f"label-{c}" for c in LABEL_COLOURS)]
    grounds = dict.fromkeys(("paper", "cursor", "cursor-idle", "range"), inks)
    # Words are tinted in the text, not in the gutter, and never in boilerplate.
    grounds |= {ground: ["ink", *KINDS] for ground in ("gone", "new", "shared")}
    for ground, on_it in grounds.items():
        for ink in on_it:
            ratio = contrast(colours[ink], colours[ground])
            assert ratio >= LEAST, (ink, ground, round(ratio, 2))
    for ground in ("hit", "lit", "bar"):
        assert contrast(colours["ink"], colours[ground]) >= LEAST


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#808080", "#123456", "#ffee00"])
def test_any_colour_of_a_label_is_made_readable(theme: str, colour: str) -> None:
    """A label's own colour is moved towards ink as far as needed."""
    style = Palette(theme).label(Label(slug="a", key="a", colour=colour))
    assert style.color is not None
    assert style.color.triplet is not None
    assert contrast(style.color.triplet.hex, COLOURS[theme]["cursor"]) >= LEAST


def test_published_contrast_values() -> None:
    """Black on white is 21, and #767676 on white just passes AA (WCAG's own examples)."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert 4.5 <= contrast("#767676", "#ffffff") < 4.6


def test_every_theme_has_every_colour() -> None:
    """A theme that lacks one would fail when it is drawn."""
    assert COLOURS["light"].keys() == COLOURS["dark"].keys() == COLOURS["ansi"].keys()


@pytest.mark.parametrize(
    ("theme", "colourless"), [("ansi", False), ("dark", True), ("light", True)]
)
def test_a_conflict_stands_out_most_without_colours(theme: str, colourless: bool) -> None:
    """It alone of what is laid over words is reversed and bold; other figures are bold only."""
    palette = Palette(theme, colourless=colourless)
    over = palette.kinds["quantity"] + palette.conflict
    assert over.bold
    assert over.reverse
    assert not any(style.reverse for style in palette.kinds.values())
    assert not any(style.reverse for style in palette.words.values())


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_bars_and_chips_can_be_read(theme: str) -> None:
    """Every colour that stands on a bar, and a key on the colour of its label."""
    colours = COLOURS[theme]
    for ink in ("ink", "faint", "warning", "error", *KINDS, *(f"label-{c}" for c in LABEL_COLOURS)):
        ratio = contrast(colours[ink], colours["bar"])
        assert ratio >= LEAST, (ink, round(ratio, 2))
    for colour in LABEL_COLOURS:
        assert contrast(colours["paper"], colours[f"label-{colour}"]) >= LEAST
    assert contrast(colours["error"], colours["paper"]) >= LEAST
