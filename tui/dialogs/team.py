"""A page on the team's database: how far both sides are apart, who is here, what waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.style import Style

from annotations.plurals import count
from tui.dialogs.pages import Page, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from annotations.exchange.live import Standing
    from tui.theme import Palette
    from tui.widgets.glyphs import Glyphs

_NAMES = 14
"""Cells for the name of a fact."""
_CONTACT = {
    "reaching": "being reached",
    "level": "both sides have the same",
    "gone": "cannot be reached: it is tried again by itself",
    "refused": "refuses: it is tried again by itself",
}


def team_page(
    palette: Palette, glyphs: Glyphs, standing: Standing | None, titles: Mapping[str, str]
) -> Page:
    """How the project and the team's database stand to each other.

    Args:
        palette: The styles of the theme.
        glyphs: The signs.
        standing: As far as that is known.
        titles: Of articles, by id.
    """
    parts = list(_facts(standing))
    if standing is not None:
        parts += _people(palette, standing, titles)
        parts += _waiting(palette, glyphs, standing)
    parts += [Part(""), Part("What leaves this machine", palette.accent, is_heading=True)]
    parts.append(
        Part(
            "Labels, notes, comments and decisions with your name and their time; the articles "
            "that they are about; that you are here and in which article (`team.presence: false` "
            "keeps that here). Everything is saved in the project folder first."
        )
    )
    return Page(palette, glyphs, "Team", parts)


def _facts(standing: Standing | None) -> Iterator[Part]:
    if standing is None:
        yield Part("The team's database is being reached.")
        return
    bold = Style(bold=True)
    heard = ""
    if standing.since and standing.contact != "level":
        heard = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(standing.since))
    state = _CONTACT[standing.contact]
    if standing.contact == "level" and standing.waiting:
        state = "reached; something of colleagues waits, see below"
    facts = (
        ("database", standing.where),
        ("state", state),
        ("why", standing.why),
        ("last heard of", heard),
        ("not sent yet", count(standing.unsent, "change") if standing.unsent else ""),
        ("not here yet", f"{standing.behind:,} of colleagues" if standing.behind else ""),
        ("sent", f"{standing.sent:,} since the reader was opened"),
        ("taken", f"{standing.taken:,} of colleagues since the reader was opened"),
    )
    for name, fact in facts:
        if fact:
            yield Part(fact, None, name, bold, _NAMES)


def _people(palette: Palette, standing: Standing, titles: Mapping[str, str]) -> Iterator[Part]:
    yield Part("")
    yield Part("Here now", palette.accent, is_heading=True)
    for one in standing.here:
        title = titles.get(one.article, "")
        where = (
            f"in “{title}”" if title else "in an article that is not here" if one.article else ""
        )
        yield Part(f"{one.name} {where}".rstrip())
    if not standing.here:
        yield Part("Nobody else, as far as they say.")


def _waiting(palette: Palette, glyphs: Glyphs, standing: Standing) -> Iterator[Part]:
    if standing.waiting:
        yield Part("")
        yield Part("Waits until somebody is asked", palette.accent, is_heading=True)
        yield Part("`slugline bundle pull` with the address of the database asks.")
    for text in standing.waiting:
        yield Part(text, None, glyphs.dot, None, 2)
