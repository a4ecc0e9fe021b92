"""The choices as rows: what each is called, what it is now, and what its keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.export.choices import COLUMNS, PARTS, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.dataset.contradictions import Contradiction
    from tui.export.choices import Choices
    from tui.settings import Settings
    from tui.theme import Palette
    from tui.widgets.row_builder import Line


class Row(NamedTuple):
    """A row of choices."""

    name: str
    value: str
    note: str = ""
    action: str = ""
    """What `enter` does; the left and right keys go through `turn`."""
    turn: Turn = ""


def rows(
    choices: Choices,
    people: Mapping[str, str],
    settings: Settings,
    clashes: Sequence[Contradiction] | None,
) -> list[Row]:
    """Every choice; names by person id, and the contradictions once they are known."""
    target = choices.target(settings)
    own = "" if len(choices.able) > 1 else f"{choices.name} has columns of its own"
    name = people.get(choices.annotator, choices.annotator)
    there = "is there, and will be replaced" if target.exists() else ""
    listed = "looking" if clashes is None else f"{len(clashes):,}"
    gold = "only what was adjudicated, or is unanimous by two"
    return [
        Row("Format", choices.name, choices.form.about, "format", "format"),
        Row("Labels of", name or "everyone", "", "turn(1)", "annotator"),
        Row("Gold", gold if choices.gold_only else "everything", "", "turn(1)", "gold_only"),
        Row("Columns", COLUMNS[choices.columns], own, "turn(1)", "columns"),
        Row(
            "Ambiguous",
            "kept, as most voted" if choices.ambiguous else "left out",
            "",
            "turn(1)",
            "ambiguous",
        ),
        Row("Parts", PARTS[choices.parts], "", "turn(1)", "parts"),
        Row("Where", str(target), there, "path"),
        Row("Nearly the same, labelled differently", listed, "", "clashes"),
        Row("Write", "", "", "write"),
    ]


def draw(row: Row, line: Line, palette: Palette, *, clash: bool) -> None:
    """Draw a row; `clash`: whether contradictions were found."""
    if row.action == "write":
        line.add("Write it", palette.accent)
        line.right(" w ", palette.faint)
        return
    if row.action == "clashes":
        line.add(f"{row.name}: ")
        line.add(row.value, palette.warning if clash else palette.faint)
        line.right(" c ", palette.faint)
        return
    line.add(f"{row.name:<11}", palette.faint)
    if row.note and row.action == "path":
        line.right(f" {row.note} ", palette.warning)
    line.add(row.value, palette.accent)
    if row.note and row.action != "path":
        line.add(f"  {row.note}", palette.faint)
