"""What each key of the reader does, by its id in `tui.keys`; and its keys as Textual has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.binding import Binding

from tui.keys import COUNT, READER
from tui.reader.widths import STEP

if TYPE_CHECKING:
    from annotations.labels import LabelScheme
    from tui.reader.changes import Changes
    from tui.reader.parts import Parts

Handler = Callable[["Parts"], "Changes"]
"""Does it, and says what is other than before."""


def _go_on(parts: Parts, step: int) -> Changes:
    """To the next sentence of the work list, if one is open; else to the next without a label."""
    if parts.work_list.is_open:
        return parts.work_list.go_on(step)
    return parts.next_work.go_on(step)


_MOVE: Mapping[str, Handler] = {
    "reader.next": lambda parts: parts.navigation.move(1),
    "reader.previous": lambda parts: parts.navigation.move(-1),
    "reader.next_paragraph": lambda parts: parts.navigation.move_paragraph(1),
    "reader.previous_paragraph": lambda parts: parts.navigation.move_paragraph(-1),
    "reader.page_down": lambda parts: parts.navigation.page(1),
    "reader.page_up": lambda parts: parts.navigation.page(-1),
    "reader.first": lambda parts: parts.navigation.edge(-1),
    "reader.last": lambda parts: parts.navigation.edge(1),
    "reader.other_pane": lambda parts: parts.navigation.next_pane(),
    "reader.left": lambda parts: parts.navigation.pane_beside(-1),
    "reader.right": lambda parts: parts.navigation.pane_beside(1),
    "reader.counterpart": lambda parts: parts.navigation.to_counterpart(),
}

_LABEL: Mapping[str, Handler] = {
    "reader.accept": lambda parts: parts.transfer.accept(),
    "reader.accept_all": lambda parts: parts.transfer.accept_all(),
    "reader.reject": lambda parts: parts.transfer.reject(),
    "reader.by_name": lambda parts: parts.lists.label_by_name(
        parts.transfer.refused, parts.labelling.label
    ),
    "reader.clear": lambda parts: parts.labelling.clear(),
    "reader.skip": lambda parts: parts.labelling.skip(),
    "reader.skip_same": lambda parts: parts.skipping.look_for(),
    "reader.undo": lambda parts: parts.labelling.undo(),
    "reader.redo": lambda parts: parts.labelling.redo(),
    "reader.select": lambda parts: parts.labelling.select(),
    "reader.repeat": lambda parts: parts.labelling.repeat(),
    "reader.note": lambda parts: parts.labelling.note(),
    "reader.unsure": lambda parts: parts.labelling.unsure(),
    "reader.done": lambda parts: parts.next_work.toggle_done(),
    "reader.unsure_last": lambda parts: parts.labelling.unsure_last(),
    "reader.retry": lambda parts: parts.labelling.retry(),
    "reader.cancel": lambda parts: parts.labelling.cancel().plus(
        parts.words.stop(), parts.work_list.end()
    ),
}

_FIND: Mapping[str, Handler] = {
    "reader.next_unlabelled": lambda parts: _go_on(parts, 1),
    "reader.previous_unlabelled": lambda parts: _go_on(parts, -1),
    "reader.next_difference": lambda parts: parts.search.difference(1),
    "reader.previous_difference": lambda parts: parts.search.difference(-1),
    "reader.next_conflict": lambda parts: parts.search.conflict(1),
    "reader.previous_conflict": lambda parts: parts.search.conflict(-1),
    "reader.next_dissent": lambda parts: parts.search.dissent(),
    "reader.next_marked": lambda parts: parts.search.marked(1),
    "reader.previous_marked": lambda parts: parts.search.marked(-1),
    "reader.search": lambda parts: parts.words.ask(),
    "reader.next_hit": lambda parts: parts.words.next_hit(1),
    "reader.previous_hit": lambda parts: parts.words.next_hit(-1),
    "reader.hits": lambda parts: parts.words.list(),
    "reader.mention": lambda parts: parts.search.mention(),
}

_MEND: Mapping[str, Handler] = {
    "reader.correct": lambda parts: parts.corrections.correct(),
    "reader.split": lambda parts: parts.segmentation.split(),
    "reader.cut_anew": lambda parts: parts.segmentation.cut_anew(),
    "reader.join": lambda parts: parts.segmentation.join(),
}

_SHOW: Mapping[str, Handler] = {
    "reader.entities": lambda parts: parts.switches.show("entities"),
    "reader.figures": lambda parts: parts.switches.show("figures"),
    "reader.differences": lambda parts: parts.switches.show("differences"),
    "reader.table": lambda parts: parts.table_mode.toggle(),
    "reader.fold": lambda parts: parts.table_mode.fold(),
    "reader.fold_all": lambda parts: parts.table_mode.fold_all(),
    "reader.tie": lambda parts: parts.switches.tie(),
    "reader.wider": lambda parts: parts.widths.widen(STEP),
    "reader.narrower": lambda parts: parts.widths.widen(-STEP),
    "reader.equal": lambda parts: parts.widths.reset(),
    "reader.boilerplate": lambda parts: parts.switches.boilerplate(),
    "reader.flow": lambda parts: parts.switches.flow(),
    "reader.advance": lambda parts: parts.switches.advance(),
    "reader.copy": lambda parts: parts.switches.copy(),
    "reader.copy_source": lambda parts: parts.switches.copy_with_source(),
}

_GO: Mapping[str, Handler] = {
    "reader.address": lambda parts: parts.switches.open_address(),
    "reader.about": lambda parts: parts.lists.about(),
    "reader.rename_story": lambda parts: parts.stories.ask_name(),
    "reader.move_article": lambda parts: parts.stories.ask_story(),
    "reader.take_out": lambda parts: parts.stories.take_out_here(),
    "reader.next_article": lambda parts: parts.navigation.next_article(1),
    "reader.previous_article": lambda parts: parts.navigation.next_article(-1),
    "reader.next_story": lambda parts: parts.navigation.next_story(1),
    "reader.previous_story": lambda parts: parts.navigation.next_story(-1),
    "reader.library": lambda parts: parts.lists.library(_export(parts)),
    "reader.day": lambda parts: parts.day.show(),
    "reader.progress": lambda parts: parts.team_view.show(),
    "reader.names": lambda parts: parts.lists.names(),
    "reader.compare": lambda parts: parts.lists.differences(),
    "reader.related": lambda parts: parts.related.look_for(),
    "reader.versions": lambda parts: parts.new_versions.list_labels(),
    "reader.review": lambda parts: parts.colleagues.open_review(),
    "reader.labels": lambda parts: parts.lists.labels(),
    "reader.overruled": lambda parts: parts.colleagues.list_overruled(),
    "reader.second": lambda parts: parts.second_pass.choose(),
    "reader.export": lambda parts: _export(parts)(),
    "reader.guidelines": lambda parts: parts.lists.guidelines(
        parts.settings.config, parts.colleagues.remarks.rules
    ),
    "reader.team": lambda parts: parts.team.show(),
    "reader.legend": lambda parts: parts.lists.legend(),
    "reader.help": lambda parts: parts.lists.help(),
}

_OWN_COUNT = ("reader.next_story", "reader.previous_story")
_ONCE = ("reader.search", "reader.hits", "reader.mention")
_REPEATED = ("reader.next_article", "reader.previous_article")


def _repeated(handler: Handler) -> Handler:
    """As often as a count says, as long as it leads anywhere."""

    def do(parts: Parts) -> Changes:
        changes = handler(parts)
        for _ in range(parts.state.take_count() - 1):
            if not (changes.moves or changes.panes):
                break
            further = handler(parts)
            changes = changes._replace(said=(), unsaid=changes.unsaid).plus(further)
            if not (further.moves or further.panes):
                break
        return changes

    return do


def _once(handler: Handler) -> Handler:
    """Once, whatever was counted: a count must not wait for a label key that comes later."""

    def do(parts: Parts) -> Changes:
        parts.state.count = ""
        return handler(parts)

    return do


def _counting(id_: str, handler: Handler) -> Handler:
    if id_ in _OWN_COUNT or id_ in _MOVE or id_ in _LABEL:
        return handler
    if id_ in _REPEATED or (id_ in _FIND and id_ not in _ONCE):
        return _repeated(handler)
    return _once(handler)


HANDLERS: Mapping[str, Handler] = {
    id_: _counting(id_, handler)
    for id_, handler in {**_MOVE, **_LABEL, **_FIND, **_MEND, **_SHOW, **_GO}.items()
}
"""By id; `label.*` and digits are the screen's `action_label` and `action_count`."""


def _export(parts: Parts) -> Callable[[], Changes]:
    return lambda: parts.colleagues.export(parts.navigation.visit_chosen)


def bindings(keys: dict[str, str], scheme: LabelScheme) -> list[Binding]:
    """Every key of the reader as Textual takes it."""
    labels = [
        Binding(
            keys[f"label.{label.slug}"],
            f"label('{label.slug}')",
            label.title,
            id=f"label.{label.slug}",
            show=False,
        )
        for label in scheme.givable
        if f"label.{label.slug}" in keys
    ]
    noted = [
        Binding(
            ",".join(f"alt+{name.strip()}" for name in keys[f"label.{label.slug}"].split(",")),
            f"label('{label.slug}', True)",
            f"{label.title}, with a note",
            show=False,
        )
        for label in scheme.givable
        if f"label.{label.slug}" in keys
    ]
    counts = [Binding(digit, f"count('{digit}')", "count", show=False) for digit in COUNT]
    own = [Binding(keys[key.id], key.action, key.does, id=key.id, show=False) for key in READER]
    return labels + noted + counts + own
