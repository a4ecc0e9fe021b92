"""The team's page: what is assigned and done, day by day, labels, agreement so far, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from annotations.plurals import count
from tui.dialogs.list_screen import Listing
from tui.widgets.charts import bar, column, scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.style import Style

    from annotations.labels import LabelScheme
    from annotations.workflow.team_progress import PersonProgress, TeamProgress
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.row_builder import Line

    Row = Callable[[Line], None]
    """Fills a line."""

DAYS = 14
"""Days that are shown; `slugline team status --format json` has them all."""

_NAME, _SHORT, _NUMBER = 18, 12, 7
"""Cells of a name, of one where there is little room, and of a number."""
_WIDE = 72
"""Cells from which there is room."""


class _Count(NamedTuple):
    """A number to be drawn."""

    name: str
    value: int
    who: str = ""
    style: Style | None = None


class TeamPage(Listing[None]):
    """How far a team is, in rows with bars.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        scheme: The labels, for their colours.
        progress: What was counted.
    """

    chooses = False
    filters = False
    BINDINGS = [
        ("j", "move(1)"),
        ("k", "move(-1)"),
        ("space", "page(1)"),
        ("q,ctrl+e", "leave"),
    ]

    def __init__(
        self, palette: Palette, glyphs: Glyphs, scheme: LabelScheme, progress: TeamProgress
    ) -> None:
        super().__init__(palette, glyphs)
        self._scheme = scheme
        self._progress = progress
        self._rows: list[Row] = []

    def filtered(self) -> None:
        """Show everything."""
        done = self._progress
        share = done.labelled / done.sentences if done.sentences else 0.0
        said = f"{done.labelled:,} of {count(done.sentences, 'sentence')} labelled ({share:.0%})"
        self._rows = [
            *self._people(),
            *self._days(),
            *self._labels(),
            *self._agreement(),
            *self._waiting(),
        ]
        self.rows.show(len(self._rows))
        self.heading.show("Team", said)
        scrolls = "↑ ↓ PgUp PgDn scroll" if len(self._rows) > self.rows.size.height else ""
        self.footing.show(scrolls, "as of the last pull   esc back")

    def on_resize(self) -> None:
        """Say whether it scrolls."""
        self.call_after_refresh(self.filtered)

    def draw(self, row: int, line: Line) -> None:
        """One row."""
        self._rows[row](line)

    # Rows

    def _heading(self, text: str, numbers: str = "") -> Row:
        def fill(line: Line) -> None:
            if numbers:
                line.right(f"{numbers} ", self.palette.faint)
            line.add(f" {text}", self.palette.accent)

        return fill

    def _plain(self, text: str, style: Style | None = None) -> Row:
        return lambda line: line.add(f"   {text}" if text else "", style)

    def _bar(self, name: str, value: float, of: float, numbers: str) -> Row:
        def fill(line: Line) -> None:
            line.right(f"{numbers} ")
            line.add(f"   {_name(name, line)} ")
            cells = line.room - 1
            if cells >= 4 and of:
                drawn = bar(value, of, min(cells, 60), self.glyphs)
                line.add(drawn.full)
                line.add(drawn.empty, self.palette.faint)

        return fill

    def _people(self) -> Iterator[Row]:
        done = self._progress
        names = ("labelled", "of", "an hour", "in all")
        head = "".join(f" {one:>{_NUMBER + 1}}" for one in names)
        yield self._heading("Assigned, and done", head)
        for one in done.people:
            mine = one.assigned
            of = (mine.labelled, mine.sentences) if mine.articles else (None, None)
            numbers = _numbers((*of, one.per_hour, one.labelled))
            yield self._bar(one.name, mine.labelled, mine.sentences, numbers)
            if mine.articles:
                yield self._plain(_articles(one), self.palette.faint)
        articles = count(done.articles, "article")
        yield self._plain(
            f"{articles}: {done.nobodys:,} assigned to nobody, {done.doubled:,} to two or more"
        )
        if not done.people:
            yield self._plain("Nobody has joined yet.", self.palette.faint)

    def _days(self) -> Iterator[Row]:
        days = self._progress.days
        yield self._plain("")
        yield self._heading("Labels by day")
        shown = list(days)[-DAYS:]
        people = self._progress.people
        yield from self._counts(
            [
                _Count(day, days[day], _who((one.name, one.days.get(day, 0)) for one in people))
                for day in shown
            ]
        )
        if not days:
            yield self._plain("None yet.", self.palette.faint)

    def _labels(self) -> Iterator[Row]:
        yield self._plain("")
        yield self._heading("Labels")
        counts = []
        for slug, number in self._progress.by_label.items():
            label = self._scheme.find(slug)
            who = _who((one.name, one.labels.get(slug, 0)) for one in self._progress.people)
            counts.append(_Count(label.title, number, who, self.palette.label(label)))
        yield from self._counts(counts)

    def _counts(self, counts: Sequence[_Count]) -> Iterator[Row]:
        """Numbers with bars, of which the largest is full, and who they are of."""
        most = max((one.value for one in counts), default=0)
        widest = max((cell_len(one.who) for one in counts), default=0)
        for one in counts:
            yield self._count(one, most, widest)

    def _count(self, one: _Count, most: int, widest: int) -> Row:
        def fill(line: Line) -> None:
            line.add(f"   {_name(one.name, line)} {one.value:>{_NUMBER},} ")
            cells = max(min(line.room - 3 - widest, 40), 8)
            drawn = bar(one.value, most, cells, self.glyphs)
            line.add(drawn.full, one.style)
            line.add(" " * (cells - len(drawn.full) + 1))
            line.add(one.who, self.palette.faint)

        return fill

    def _agreement(self) -> Iterator[Row]:
        found = self._progress.agreement
        yield self._plain("")
        voted = count(found.sentences, "sentence")
        yield self._heading("Agreement so far", f"{voted} with two votes or more")
        alpha, between = found.krippendorff_alpha, found.interval
        if found.observed is None or alpha is None:
            why = found.why.get("observed") or found.why.get("krippendorff_alpha", "")
            if found.observed is not None:
                why = f"observed {found.observed:.3f}; no alpha: {why}"
            yield self._plain(why, self.palette.faint)
            return
        low, high = between or (None, None)
        yield self._scale(alpha, low, high)
        said = f"Krippendorff's alpha {alpha:.3f}, observed {found.observed:.3f}"
        said += f"; {found.verdict}" if found.verdict else ""
        yield self._plain(said)
        interval = f"95 % interval {between[0]:.3f} to {between[1]:.3f}" if between else ""
        why = found.why.get("interval", "")
        yield self._plain(interval or f"No interval: {why}", self.palette.faint)

    def _scale(self, alpha: float, low: float | None, high: float | None) -> Row:
        def fill(line: Line) -> None:
            cells = max(min(line.room - 9, 60), 10)
            line.add(f"   0 {scale(alpha, low, high, cells, self.glyphs)} 1")

        return fill

    def _waiting(self) -> Iterator[Row]:
        queues = self._progress.queues
        yield self._plain("")
        yield self._heading("Review")
        faint = self.palette.faint
        yield from self._counts(
            [
                _Count("to adjudicate", queues.to_adjudicate, "", faint),
                _Count("of these disputed", queues.disputed, "", faint),
                _Count("put off", queues.put_off, "", faint),
                _Count("decided", queues.decided, "", faint),
            ]
        )


def _who(counts: Iterable[tuple[str, int]]) -> str:
    """Who gave how many, with as much of each name as there is room for."""
    return "  ".join(f"{column(name, 10).rstrip()} {number:,}" for name, number in counts if number)


def _name(name: str, line: Line) -> str:
    return column(name, _NAME if line.width >= _WIDE else _SHORT)


def _numbers(values: tuple[float | None, ...]) -> str:
    texts = ("–" if one is None else f"{one:,.0f}" for one in values)
    return "".join(f" {text:>{_NUMBER + 1}}" for text in texts)


def _articles(one: PersonProgress) -> str:
    """What of somebody's articles is finished, in words."""
    mine = one.assigned
    claimed = f", {mine.claimed:,} claimed" if mine.claimed else ""
    text = f"{mine.finished:,} of {count(mine.articles, 'article')} finished{claimed}"
    return f"  {text}"
