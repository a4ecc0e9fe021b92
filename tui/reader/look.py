"""How things look and what they are called: colours, signs, labels, keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.keys import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from annotations.labels import LabelScheme
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs


@dataclass(repr=False, eq=False)
class Look:
    """What is the same for every part of a screen; the palette changes with the theme."""

    palette: Palette
    glyphs: Glyphs
    scheme: LabelScheme
    keys: Mapping[str, str]
    """The keys of every action by id, after remapping."""

    def key(self, id_: str) -> str:
        """The first key of an action, for people."""
        return readable(self.keys[id_].split(",")[0])
