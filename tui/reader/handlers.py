"""What each key of the reader does, by its id in `tui.keys`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.reader.changes import Changes
    from tui.reader.screen import ReaderScreen

Handler = Callable[["ReaderScreen"], "Changes"]
"""Does it, and says what is other than before."""

_MOVE: Mapping[str, Handler] = {
    "reader.next": lambda reader: reader.navigation.move(1),
    "reader.previous": lambda reader: reader.navigation.move(-1),
    "reader.next_paragraph": lambda reader: reader.navigation.move_paragraph(1),
    "reader.previous_paragraph": lambda reader: reader.navigation.move_paragraph(-1),
    "reader.page_down": lambda reader: reader.navigation.page(1),
    "reader.page_up": lambda reader: reader.navigation.page(-1),
    "reader.first": lambda reader: reader.navigation.edge(-1),
    "reader.last": lambda reader: reader.navigation.edge(1),
    "reader.other_pane": lambda reader: reader.navigation.next_pane(),
    "reader.left": lambda reader: reader.navigation.pane_beside(-1),
    "reader.right": lambda reader: reader.navigation.pane_beside(1),
    "reader.counterpart": lambda reader: reader.navigation.to_counterpart(),
}

_LABEL: Mapping[str, Handler] = {
    "reader.accept": lambda reader: reader.transfer.accept(),
    "reader.accept_all": lambda reader: reader.transfer.accept_all(),
    "reader.reject": lambda reader: reader.transfer.reject(),
    "reader.clear": lambda reader: reader.labelling.clear(),
    "reader.undo": lambda reader: reader.labelling.undo(),
    "reader.redo": lambda reader: reader.labelling.redo(),
    "reader.select": lambda reader: reader.labelling.select(),
    "reader.repeat": lambda reader: reader.labelling.repeat(),
    "reader.note": lambda reader: reader.labelling.note(),
    "reader.unsure": lambda reader: reader.labelling.unsure(),
    "reader.retry": lambda reader: reader.labelling.retry(),
    "reader.cancel": lambda reader: reader.labelling.cancel(),
}

_FIND: Mapping[str, Handler] = {
    "reader.next_unlabelled": lambda reader: reader.navigation.unlabelled(1),
    "reader.previous_unlabelled": lambda reader: reader.navigation.unlabelled(-1),
    "reader.next_difference": lambda reader: reader.navigation.difference(1),
    "reader.previous_difference": lambda reader: reader.navigation.difference(-1),
    "reader.next_conflict": lambda reader: reader.navigation.conflict(1),
    "reader.previous_conflict": lambda reader: reader.navigation.conflict(-1),
    "reader.next_dissent": lambda reader: reader.navigation.dissent(),
    "reader.search": lambda reader: reader.navigation.search(),
    "reader.next_hit": lambda reader: reader.navigation.next_hit(),
    "reader.mention": lambda reader: reader.navigation.mention(),
}

_MEND: Mapping[str, Handler] = {
    "reader.correct": lambda reader: reader.corrections.correct(),
    "reader.split": lambda reader: reader.corrections.split(),
    "reader.join": lambda reader: reader.corrections.join(),
}

_SHOW: Mapping[str, Handler] = {
    "reader.entities": lambda reader: reader.switches.show("entities"),
    "reader.figures": lambda reader: reader.switches.show("figures"),
    "reader.differences": lambda reader: reader.switches.show("differences"),
    "reader.table": lambda reader: reader.table_mode.toggle(),
    "reader.fold": lambda reader: reader.table_mode.fold(),
    "reader.fold_all": lambda reader: reader.table_mode.fold_all(),
    "reader.tie": lambda reader: reader.switches.tie(),
    "reader.boilerplate": lambda reader: reader.switches.boilerplate(),
    "reader.flow": lambda reader: reader.switches.flow(),
    "reader.advance": lambda reader: reader.switches.advance(),
    "reader.copy": lambda reader: reader.switches.copy(),
}

_GO: Mapping[str, Handler] = {
    "reader.next_article": lambda reader: reader.navigation.next_article(1),
    "reader.previous_article": lambda reader: reader.navigation.next_article(-1),
    "reader.next_story": lambda reader: reader.navigation.next_story(1),
    "reader.previous_story": lambda reader: reader.navigation.next_story(-1),
    "reader.library": lambda reader: reader.lists.library(_export(reader)),
    "reader.names": lambda reader: reader.lists.names(),
    "reader.compare": lambda reader: reader.lists.differences(),
    "reader.versions": lambda reader: reader.new_versions.list_labels(),
    "reader.review": lambda reader: reader.colleagues.open_review(),
    "reader.labels": lambda reader: reader.lists.labels(),
    "reader.overruled": lambda reader: reader.colleagues.list_overruled(),
    "reader.second": lambda reader: reader.second_pass.choose(),
    "reader.export": lambda reader: _export(reader)(),
    "reader.guidelines": lambda reader: reader.lists.guidelines(
        reader.settings.config, reader.colleagues.remarks.rules
    ),
    "reader.help": lambda reader: reader.lists.help(),
}

HANDLERS: Mapping[str, Handler] = {**_MOVE, **_LABEL, **_FIND, **_MEND, **_SHOW, **_GO}
"""By id; `label.*` and digits are the screen's `action_label` and `action_count`."""


def _export(reader: ReaderScreen) -> Callable[[], Changes]:
    return lambda: reader.colleagues.export(reader.navigation.visit_chosen)
