"""What a key or an answer changed, as a value: the screen then shows just that, once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from textual.screen import Screen

    from annotations.workflow.open_article import Sheet
    from tui.widgets.pane import ArticlePane

Spot = tuple[str, int]
"""A sentence: its article's id, its index."""

Severity = Literal["information", "warning", "error"]


class Said(NamedTuple):
    """Something for the annotator to read."""

    text: str
    title: str = ""
    severity: Severity = "information"


class Move(NamedTuple):
    """A cursor that went elsewhere."""

    sheet: Sheet
    before: int


class Opening(NamedTuple):
    """A screen to open, and what is done with its answer."""

    screen: Screen[Any]
    take: Callable[[Any], Changes | None]


class Changes(NamedTuple):
    """What is other than before. Whatever it is, the rows around the articles are looked at."""

    panes: bool = False
    """Other articles are shown, or are shown in another way."""
    folds: bool = False
    """Other runs are folded away, or the panes became a table."""
    colours: bool = False
    """Names and quantities of articles were found, or corrected."""
    marks: bool = False
    """Another name or other words stand out."""
    redrawn: tuple[Sheet, ...] = ()
    """Articles of which every row may look other."""
    moves: tuple[Move, ...] = ()
    scrolled: tuple[ArticlePane, ...] = ()
    """Panes that were scrolled without their cursor: others may have to follow."""
    spots: tuple[Spot, ...] = ()
    """Sentences of which something else is said or proposed."""
    said: tuple[Said, ...] = ()
    unsaid: tuple[str, ...] = ()
    """What need not be read any longer."""
    opens: tuple[Opening, ...] = ()

    def plus(self, *others: Changes) -> Changes:
        """Both."""
        found = self
        for one in others:
            found = Changes(
                found.panes or one.panes,
                found.folds or one.folds,
                found.colours or one.colours,
                found.marks or one.marks,
                found.redrawn + one.redrawn,
                found.moves + one.moves,
                found.scrolled + one.scrolled,
                found.spots + one.spots,
                found.said + one.said,
                found.unsaid + one.unsaid,
                found.opens + one.opens,
            )
        return found

    @property
    def to_show(self) -> Changes:
        """The part that concerns this screen only: what can wait until it is seen."""
        return self._replace(said=(), unsaid=(), opens=())


NOTHING = Changes()


def say(text: str, title: str = "", severity: Severity = "information") -> Changes:
    """Only something to read."""
    return Changes(said=(Said(text, title, severity),))


def ask(screen: Screen[Any], take: Callable[[Any], Changes | None]) -> Changes:
    """Only a screen to open; `take` is not called where it was left without an answer."""
    return Changes(
        opens=(Opening(screen, lambda answer: None if answer is None else take(answer)),)
    )
