"""What every sign, colour and number of the reader is called: one table for all who say it."""

from __future__ import annotations

from typing import NamedTuple


class Named(NamedTuple):
    """A sign and its name."""

    sign: str
    """The name of its glyph."""
    name: str
    """In a few words, for the row below the articles."""
    means: str = ""
    """What more the page of signs says."""


MARKS = (
    Named("unlabelled", "no label yet"),
    Named("skip", "skipped", "not a sentence of the report: no work, and in no export"),
    Named("unsure", "unsure", "you marked it so"),
    Named("note", "with a note"),
    Named("proposed", "a label is proposed", "its letter is small and slanted until accepted"),
    Named("carried", "the label came by itself", "from the same sentence in another article"),
    Named("stale", "the label is stale", "the sentence that it came from is no longer so alike"),
    Named("failed", "not saved"),
)
"""Signs beside the letter of the label."""

DIFFERENCES = (
    Named("same", "the same words in the other article"),
    Named("edited", "edited", "few words differ"),
    Named("rewritten", "rewritten", "the same report in other words"),
    Named("possible", "perhaps the same", "a counterpart that is not certain"),
    Named("split", "split or merged", "one sentence here, several there"),
    Named("up", "moved", "it stands earlier in the other article"),
    Named("down", "moved", "it stands later in the other article"),
    Named("removed", "only here", "the later article no longer has it"),
    Named("added", "only here", "the earlier article does not have it"),
    Named("conflict", "conflict", "a quantity that the other article gives differently"),
)
"""Signs of what became of a sentence in the other article; the right edge shows them in small."""

ELSEWHERE = (
    Named("bar", "the cursor", "in the pane that keys act on"),
    Named("bar_idle", "the cursor of a pane that keys do not act on, or the counterpart"),
    Named("current", "the pane that keys act on"),
    Named("fold", "a folded run", "sentences that only this article has"),
    Named("gap", "the other article has a sentence here"),
    Named("rule", "only in the other article"),
    Named("thumb", "the part of the article that is in view"),
    Named("rail", "the rest of the article"),
    Named("marked", "marked in the library", "for what is merged or moved next"),
    Named("full", "the team: what is done, or where a statistic lies with 95 % confidence"),
    Named("empty", "the team: the rest of what is assigned, or of the scale from 0 to 1"),
    Named("estimate", "the team: the statistic itself"),
    Named("saved", "everything is saved"),
    Named("saving", "being saved"),
)
"""Signs anywhere else."""

COLOURS = {
    "person": "a person",
    "organisation": "an organisation",
    "place": "a place",
    "group": "a group of people",
    "facility": "a building or another facility",
    "other": "an event or another name",
    "time": "a date or time",
    "quantity": "a quantity: count, money, share, duration, measure",
}
"""Colours of words, by kind."""

NUMBERS = (
    ("A 5/24", "above an article: labelled, of its sentences to label; skipped ones do not count"),
    ("5/48", "at the foot: the same for the articles side by side"),
    ("6 of 27", "below the articles: the sentence under the cursor, of all, boilerplate too"),
    ("yours: 40 left", "in the title: sentences without a label in what is assigned to you"),
    ("93% alike", "how far two sentences share their words"),
    ("3×", "a count for the next key"),
)
"""Numbers, and what they count."""

_BY_SIGN = {one.sign: one for one in (*MARKS, *DIFFERENCES, *ELSEWHERE)}


def name_of(sign: str) -> str:
    """What a sign is called."""
    return _BY_SIGN[sign].name


def meaning_of(sign: str) -> str:
    """What a sign is called, and what it says."""
    found = _BY_SIGN[sign]
    return f"{found.name}: {found.means}" if found.means else found.name
