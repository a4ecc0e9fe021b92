"""What the review asks for: why a sentence is ambiguous, and which rule a decision follows."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from annotations.review.clarifications import rules_for
from tui.dialogs.list_screen import Listing
from tui.keys import readable
from tui.review.reason_keys import REASON_KEYS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from annotations.review.model import Pair
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line


class Why(ModalScreen[str | None]):
    """One key says why; dismissed with the reason, or with None.

    The review's own keys for reasons do, and the same letters without shift.
    """

    DEFAULT_CSS = """
    Why { align: center bottom; background: transparent; }
    Why > Static { width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, keys: Mapping[str, str], title: str) -> None:
        super().__init__()
        self._title = title
        self._reasons: dict[str, str] = {}
        for id_, reason in REASON_KEYS.items():
            names = keys[id_].split(",")
            self._reasons[reason] = names[0]
            for name in dict.fromkeys((*names, *(name.lower() for name in names))):
                self._bindings.bind(name, f"dismiss('{reason}')", show=False)

    def compose(self) -> ComposeResult:
        """The reasons and their keys."""
        told = "   ".join(
            # A key stays with its reason where the line breaks.
            f"{readable(key).lower()}\u00a0{reason}"
            for reason, key in self._reasons.items()
        )
        whole = f"{self._title}:  {told}   esc\u00a0leaves\u00a0it"
        # Textual would break lines between a key and its reason all the same.
        yield Static(fill(whole, max(self.app.size.width - 2, 20)), markup=False)


class Wanted(NamedTuple):
    """A rule that stands, or what a new one begins with."""

    rule: str = ""
    """Its id; empty to write one."""
    typed: str = ""
    """What was typed into the list."""


class Rules(Listing[Wanted]):
    """Choose a rule, or to write one; dismissed with None where it was left.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        scheme: The labels.
        rules: The rules that stand.
        pair: The two labels that the sentence lies between, if it does.
        named: The sentence that the rule goes with, in a few words.
    """

    def __init__(
        self,
        palette: Palette,
        glyphs: Glyphs,
        scheme: LabelScheme,
        rules: Sequence[Rule],
        pair: Pair | None,
        named: str,
    ) -> None:
        super().__init__(palette, glyphs)
        self._scheme = scheme
        self._named = named
        near = rules_for(rules, *pair) if pair else ()
        self._rules = [*near, *(rule for rule in rules if rule not in near)]
        self._near = len(near)
        self._shown: list[Rule | None] = []

    def filtered(self) -> None:
        """Show what holds every word of the filter; writing one comes last."""
        words = self.query_text.casefold().split()
        self._shown = [
            rule
            for rule in self._rules
            if all(word in f"{rule.name} {rule.text} {rule.example}".casefold() for word in words)
        ]
        self._shown.append(None)
        self.rows.show(len(self._shown))
        near = f"{self._near} for these two labels" if self._near else ""
        self.heading.show(f"Rules, for {self._named}", near)
        hint = "type to filter, or a new rule"
        self.footing.show(self.query_text or hint, "enter chooses   esc back")

    def draw(self, row: int, line: Line) -> None:
        """Name, labels, text; its example where there is room."""
        rule = self._shown[row]
        if rule is None:
            typed = f": {self.query_text}" if self.query_text else ""
            line.add(f" write a new rule{typed}", self.palette.accent)
            return
        line.add(f" {rule.name:<7}", self.palette.accent)
        titles = (self._scheme.find(one).title for one in rule.labels)
        line.add(f"{self.glyphs.between.join(titles)}  ", self.palette.faint)
        line.add(rule.text)
        if rule.example:
            line.add(f"  {self.glyphs.open_quote}{rule.example}{self.glyphs.close_quote}")

    def choice(self, row: int) -> Wanted:
        """The rule; where one is to be written, what was typed so far."""
        rule = self._shown[row]
        return Wanted(rule.id) if rule is not None else Wanted(typed=self.query_text)
