"""The signs of the reader, with a twin for terminals that know only ASCII."""

from __future__ import annotations

import locale
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from annotations.workflow.pair_view import Sign


class Glyphs(NamedTuple):
    """One cell each."""

    bar: str = "▌"
    bar_idle: str = "▏"
    current: str = "▸"
    unlabelled: str = "·"
    note: str = "✎"
    failed: str = "✗"
    saved: str = "✓"
    saving: str = "…"
    thumb: str = "┃"
    rail: str = "│"
    cut: str = "…"
    dot: str = "·"
    same: str = "="
    edited: str = "~"
    rewritten: str = "≈"
    added: str = "+"
    removed: str = "-"
    up: str = "↑"
    down: str = "↓"
    split: str = "⋎"
    conflict: str = "≠"
    possible: str = "≟"
    proposed: str = "◇"
    carried: str = "←"
    stale: str = "↯"
    rule: str = "╌"
    fold: str = "⊞"
    gap: str = "┊"
    between: str = "↔"
    to: str = "–"
    open_quote: str = "“"
    close_quote: str = "”"
    unsure: str = "?"
    skip: str = "_"
    marked: str = "●"
    full: str = "█"
    empty: str = "░"
    estimate: str = "◆"

    def of(self, sign: Sign) -> str:
        """The glyph for what became of a sentence."""
        found: str = getattr(self, sign)
        return found


UNICODE = Glyphs()
ASCII = Glyphs(*'>|>.n*+~#|~-=~%+-^vY!&o<@-+:/-""?_x#.o')


def glyphs(choice: str) -> Glyphs:
    """The set for a configured choice: `unicode`, `ascii`, or `auto` by the locale."""
    if choice == "auto":
        choice = "unicode" if "utf" in locale.getpreferredencoding(False).lower() else "ascii"
    return ASCII if choice == "ascii" else UNICODE
