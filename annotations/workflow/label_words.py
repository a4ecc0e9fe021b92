"""What an action on one sentence did, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.labels import LabelScheme
    from annotations.store.events import Event


def did_to(event: Event, scheme: LabelScheme) -> str:
    """What an event of one sentence did, before the words for the sentence: `quote on`."""
    was = getattr(event, "was", None)  # entries of this folder know what was said before
    before = was.label if was else ""
    if event.label != before:
        return f"{scheme.find(event.label).title} on" if event.label else "clearing of"
    if event.note != (was.note if was else ""):
        return "note on"
    if event.unsure != (was.unsure if was else False):
        return "doubt about" if event.unsure else "certainty about"
    return "clearing of" if not event.mark else "change of"
