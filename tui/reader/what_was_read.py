"""What of the corpus is no article: said once, when it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.articles.places import place_of
from annotations.articles.receipts import summary
from tui.reader.changes import Changes, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.reader.state import ReaderState

_SAID = 3
"""Files that messages name."""
_TITLE = "Not everything was read"


def what_was_read(state: ReaderState, library: str) -> Changes:
    """Say what of the corpus is no article and was not said yet; nothing where everything is.

    Args:
        state: With what is read.
        library: The key of the library, which lists the rest.
    """
    if state.reading:
        return Changes()
    lines = [line for line in _lines(state) if line not in state.told]
    state.told |= set(lines)
    said = [Said(f"{line}.", _TITLE, "warning") for line in lines[:_SAID]]
    if more := len(lines) - len(said):
        text = f"{more:,} more are not read, or not whole: {library}, then ctrl+r, names them."
        said.append(Said(text, _TITLE, "information"))
    return Changes(said=tuple(said))


def _lines(state: ReaderState) -> Iterator[str]:
    """A line for each file that is not whole, or of which nothing is an article."""
    short = [one for one in state.receipts if one.read and not one.is_complete]
    for receipt in short:
        yield f"{receipt.path}: {summary(receipt)}"
    named = {receipt.path for receipt in short}
    for one in state.skipped:
        if place_of(one.path).path not in named:
            yield f"{one.path}: {one.reason}"
