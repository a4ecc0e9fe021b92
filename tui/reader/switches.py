"""Keys that switch something on or off, and the one that copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.plurals import count
from tui.reader.changes import NOTHING, Changes, say
from tui.sanitize import is_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.reader.look import Look
    from tui.reader.panes import Panes
    from tui.reader.state import ReaderState


class Switches:
    """Changes how articles are shown, and how keys behave.

    Args:
        state: What is switched on.
        look: Keys, to say how it is turned back.
        panes: Lays articles out anew.
        copy: Puts text on the clipboard.
        browse: Shows a page in the browser; whether it began.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        panes: Panes,
        copy: Callable[[str], None],
        browse: Callable[[str], bool],
    ) -> None:
        self._state = state
        self._look = look
        self._panes = panes
        self._copy = copy
        self._browse = browse
        self._has_copied = False

    def show(self, what: str) -> Changes:
        """Switch a class of highlights on or off."""
        self._state.kinds[what] = not self._state.kinds[what]
        return Changes(panes=True)

    def tie(self) -> Changes:
        """Let panes move together, from the sentence under the cursor on, or each alone."""
        state = self._state
        if state.as_table:
            return say("The panes of a table always move together.")
        state.tied = not state.tied
        pane = self._panes.current
        moved = Changes(scrolled=(pane,) if pane else ())
        return moved.plus(say("Panes move together." if state.tied else "Every pane moves alone."))

    def boilerplate(self) -> Changes:
        """Let the cursor stop at boilerplate, or pass it by."""
        sheet = self._state.current
        if sheet is None:
            return NOTHING
        sheet.with_boilerplate = not sheet.with_boilerplate
        how = "can be tagged" if sheet.with_boilerplate else "is passed by"
        return say(f"Boilerplate of this article {how}.")

    def flow(self) -> Changes:
        """Show sentences in rows of their own, or running on."""
        if self._state.as_table:
            return say("In a table every sentence has rows of its own.")
        self._state.flow = not self._state.flow
        self._panes.relay()
        return NOTHING

    def advance(self) -> Changes:
        """Let a label key move on, or stay."""
        self._state.advances = not self._state.advances
        key = self._look.key("reader.advance")
        if self._state.advances:
            return say("Labels move on to the next sentence again.")
        return say(f"Labels no longer move on ({key} turns it back).")

    def copy(self) -> Changes:
        """Copy the sentence, or the range, as it is kept."""
        sheet = self._state.current
        if sheet is None or not len(sheet.sentences):
            return NOTHING
        spans = [sheet.sentences.span(index) for index in sheet.selection]
        self._copy(sheet.article.running_text[spans[0].start : spans[-1].end])
        return self._copied(len(spans))

    def copy_with_source(self) -> Changes:
        """Copy the sentence, or the range, and where it is from."""
        sheet = self._state.current
        if sheet is None or not len(sheet.sentences):
            return NOTHING
        spans = [sheet.sentences.span(index) for index in sheet.selection]
        words = sheet.article.running_text[spans[0].start : spans[-1].end]
        article = sheet.article
        about = (article.source, article.title, article.published_at[:10], article.url)
        source = ", ".join(" ".join(part.split()) for part in about if part)
        self._copy(f"{words}\n({source})" if source else words)
        return self._copied(len(spans))

    def _copied(self, sentences: int) -> Changes:
        """Say so; the first time also how to quit, which is what many mean by ctrl+c."""
        how = "" if self._has_copied else f" {self._look.key('reader.quit')} quits."
        self._has_copied = True
        return say(f"Copied {count(sentences, 'sentence')}.{how}")

    def open_address(self) -> Changes:
        """Show the article where it was published, in the browser of the desktop."""
        sheet = self._state.current
        url = sheet.article.url if sheet is not None else ""
        if not is_address(url):
            return say("This article names no web address.")
        if not self._browse(url):
            return say(f"No browser could be started. The address: {url}", "", "warning")
        return say(f"Opened in the browser: {url}")
