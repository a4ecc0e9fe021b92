"""What was written: where, which files, and how to load them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.screens.exporting.loading import code
from tui.screens.exporting.telling import many, size
from tui.screens.pages import Page, Part

if TYPE_CHECKING:
    from tui.screens.exporting.writing import Written
    from tui.screens.labelling import LabellingScreen

_FILES = 40
"""Files that are named; brat has two for every article."""


class Done(Page):
    """The path, copyable; the files with their sizes; the lines that load them."""

    BINDINGS = [
        ("y,ctrl+c", "copy_path"),
        ("p", "copy_code"),
    ]

    def __init__(self, reader: LabellingScreen, written: Written) -> None:
        single = written.choices.parts == "file"
        self.path = str(written.target.absolute())
        names = [] if single else [path for path, _ in written.files]
        self.code = code(
            written.choices.name, written.target.absolute(), names, written.choices.columns
        )
        palette = reader.palette
        parts = [
            Part(many(written.summary.rows, "row") + " written to"),
            Part(self.path, palette.accent),
            Part(""),
        ]
        shown = written.files[:_FILES]
        width = max(len(size(count)) for _, count in shown)
        for path, count in shown:
            parts.append(Part(path, None, f"{size(count):>{width}}", palette.faint, width + 2))
        if len(shown) < len(written.files):
            parts.append(Part(f"and {len(written.files) - len(shown):,} more", palette.faint))
        parts += [Part(""), Part("In Python", palette.accent)]
        parts += [Part(line) for line in self.code.split("\n")]
        super().__init__(reader, "Written", parts)

    def filtered(self) -> None:
        """Wrap, and say what can be copied."""
        super().filtered()
        self.footing.show("y copies the path   p copies the Python", "esc back")

    def action_copy_path(self) -> None:
        """Copy where it is."""
        self._copy(self.path, "Copied the path.")

    def action_copy_code(self) -> None:
        """Copy the lines that load it."""
        self._copy(self.code, "Copied the Python.")

    def _copy(self, text: str, said: str) -> None:
        self.app.copy_to_clipboard(text)
        self.notify(said, markup=False)
