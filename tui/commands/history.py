"""`slugline history`: who changed what when."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import click
import msgspec

from annotations.store import assignments
from annotations.store.boundary_rules import BOUNDARY, article_of, place_of
from annotations.store.people import find_people
from annotations.store.stories_by_hand import KINDS
from annotations.workflow import assignment_words
from annotations.workflow.story_words import line
from tui.commands.common import project_to_read
from tui.sanitize import safe
from tui.settings import settings_options, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from annotations.store import Event, Store

QUOTED = 60
"""Characters of a sentence that a line shows."""
TITLE = 40
"""Characters of a title that a line shows."""
AT_ONCE = 200
"""Lines that are printed at once."""


@click.command("history")
@click.option("--annotator", metavar="NAME", help="Only what this person did.")
@click.option("--sentence", metavar="ID", help="Only what happened to this sentence (s-…).")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=50,
    show_default=True,
    help="How many changes to show; 0 for all.",
)
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="Lines to read, or the events themselves, one JSON object a line.",
)
@settings_options
def command(
    annotator: str | None,
    sentence: str | None,
    limit: int,
    name: str,
    config_file: Path | None,
    project: Path | None,
) -> None:
    """Show who changed what when, newest first.

    Undoing and redoing are changes too; nothing is ever taken out of the history.
    """
    with project_to_read(settle(config_file, project).project) as store:
        people = find_people(annotator, store.people()) if annotator is not None else None
        events = _events(store, people, sentence)
        shown = itertools.islice(events, limit or None)
        lines = _jsonl(shown) if name == "jsonl" else _text(shown, store)
        count = 0
        # Many at once: each call goes to the system.
        while batch := tuple(itertools.islice(lines, AT_ONCE)):
            click.echo("\n".join(batch))
            count += len(batch)
        if next(events, None) is not None:
            click.echo(f"These are the last {count:,}; --limit 0 shows all.", err=True)


def _events(store: Store, people: list[str] | None, sentence: str | None) -> Iterator[Event]:
    if people is None:
        return store.history(sentence_id=sentence)
    if len(people) == 1:
        return store.history(sentence_id=sentence, person=people[0])
    return (event for event in store.history(sentence_id=sentence) if event.person in people)


def _jsonl(events: Iterator[Event]) -> Iterator[str]:
    # A terminal would obey the control characters of a note; JSON may write them all as escapes.
    for event in events:
        line = msgspec.json.encode(event).decode()
        is_clean = safe(line) == line
        yield line if is_clean else "".join(c if safe(c) == c else _escaped(c) for c in line)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    pairs = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair):04x}" for pair in pairs)


def _text(events: Iterator[Event], store: Store) -> Iterator[str]:
    names, called = store.people(), assignment_words.called_in(store)
    for event in events:
        when = event.at[:19].replace("T", " ")
        who = safe(names.get(event.person, event.person))
        yield f"{when}  {who}  {_did(event, store, called)}{_quoted(event, store)}"


def _did(event: Event, store: Store, called: assignment_words.Called) -> str:
    """What an event did, in words."""
    if event.type == "person":
        return "joined the project"
    how = "undo: " if event.undoes else "redo: " if event.redoes else ""
    if event.kind == BOUNDARY:
        moved = {True: "sentence split", False: "sentences joined"}
        begins = bool(event.value.get("begins"))
        return how + (moved[begins] if event.value else "sentence boundary put back")
    if event.kind in KINDS:
        return how + safe(line(event))
    if event.kind in assignments.KINDS:
        return how + safe(assignment_words.line(event, called))
    if event.type == "state":
        said = ", ".join(f"{name} {_part(part)}" for name, part in event.value.items() if part)
        return f"{how}{safe(event.kind)} {_about(event, store)}: {said or 'withdrawn'}"
    if event.type != "annotate":
        return safe(event.type)
    parts = [safe(event.label) or "no label"]
    if event.unsure:
        parts.append("unsure")
    if event.note:
        parts.append(f"note “{safe(event.note)}”")
    if event.source != "own":
        parts.append(safe(event.source))
    if event.origin is not None:
        parts[-1] += f" from {_title(event.origin.article, store)}"
        parts += ["accepted"] if event.origin.accepted else []
    said = ", ".join(parts) if event.mark else "label removed"
    return how + said


def _around(event: Event, store: Store) -> str:
    """The words on both sides of a boundary that was moved."""
    kept, at = store.frozen(article_of(event.about)), place_of(event.about)
    if kept is None or not 0 < at < len(kept.article.running_text):
        return f"  {safe(event.about)}"
    text = kept.article.running_text
    left, right = " ".join(text[:at].split()[-4:]), " ".join(text[at:].split()[:4])
    return f"  {_title(kept.article.id, store)}  …{safe(left)} | {safe(right)}…"


def _about(event: Event, store: Store) -> str:
    """What a statement is about: an article by its title, anything else as it is written."""
    article_id = event.about.partition(" ")[0]
    known = store.frozen(article_id) if article_id.startswith("a-") else None
    return f"“{safe(event.about)}”" if known is None else _title(article_id, store)


def _title(article_id: str, store: Store) -> str:
    """An article by its title; by its id where it has none, or is not kept."""
    kept = store.frozen(article_id)
    title = " ".join(safe(kept.article.title).split()) if kept is not None else ""
    short = title if len(title) <= TITLE else title[: TITLE - 1] + "…"
    return f"“{short}”" if short else safe(article_id)


def _part(part: object) -> str:
    return safe(", ".join(part) if isinstance(part, list) else str(part))


def _quoted(event: Event, store: Store) -> str:
    """The sentence that it was done to."""
    if event.kind == BOUNDARY:
        return _around(event, store)
    if not event.article:
        return ""
    kept = store.frozen(event.article)
    if kept is None or event.index >= len(kept.sentences):
        return f"  {event.sentence}"
    span = kept.sentences.span(event.index)
    if kept.article.sentence_id(span) != event.sentence:
        return f"  {event.sentence} (cut otherwise since)"
    text = " ".join(safe(span.of(kept.article.running_text)).split())
    short = text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
    return f"  {_title(event.article, store)}, sentence {event.index + 1}: {short}"
