"""What the reader does with answers: of workers, of the store, of its widgets; by message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tui import messages
from tui.reader.changes import NOTHING, Changes, say
from tui.reader.handlers import HANDLERS
from tui.reader.what_was_read import what_was_read
from tui.widgets.pane import ArticlePane

if TYPE_CHECKING:
    from textual.message import Message

    from tui.reader.parts import Parts

Answer = Callable[["Parts", Any], Changes]
"""Takes a message in, and says what is other than before."""


def _compared(parts: Parts, message: messages.Compared) -> Changes:
    parts.study.comparisons.take(message.comparing)
    return Changes(panes=True)


def _corpus_read(parts: Parts, message: messages.CorpusRead) -> Changes:
    if message.deleted is not None:
        parts.state.deleted = message.deleted
    changes = parts.articles.take_progress(message.progress)
    if message.deleted is None:
        parts.deleted_files.look_for()
    if message.progress.stories and (parts.resume.open_late() or parts.resume.stay()):
        changes = changes._replace(panes=True)
    parts.new_versions.look_for()
    if message.progress.not_read and message.progress.not_read != parts.state.not_read:
        parts.state.not_read = message.progress.not_read
        key = parts.look.key("reader.library")
        changes = changes.plus(
            say(f"{parts.state.not_read}. The library ({key}) names them too.", "Files")
        )
    if message.progress.is_over:
        changes = changes.plus(
            what_was_read(parts.state, parts.look.key("reader.library")),
            parts.work_list.open_waiting(),
        )
    return changes


def _analysed(parts: Parts, message: messages.Analysed) -> Changes:
    parts.study.take(message)
    note = message.found.analysis.note
    return Changes(colours=True).plus(say(note, "Language") if note else NOTHING)


def _corrected(parts: Parts, message: messages.Corrected) -> Changes:
    parts.study.correct(message.corrections)
    return Changes(colours=True).plus(parts.new_versions.compare())


def _store_opened(parts: Parts, message: messages.StoreOpened) -> Changes:
    state = parts.state
    state.store, state.me, state.opened = message.store, message.me, True
    place = parts.resume.opened_lately()
    arranged = parts.stories.read()
    if arranged != NOTHING and place is not None:
        parts.resume.open_again(place)
    parts.articles.read_again()
    rejected = parts.transfer.read_rejections()
    parts.new_versions.look_for()
    parts.deleted_files.look_for()
    parts.colleagues.opened()
    parts.team.opened()
    parts.assigned.read()
    parts.indexing.opened.set()
    waiting = parts.work_list.open_waiting()
    return rejected.plus(arranged, parts.next_work.opened(), waiting)._replace(panes=True)


def _store_failed(parts: Parts, message: messages.StoreFailed) -> Changes:
    parts.state.opened = True
    parts.indexing.opened.set()
    if parts.colleagues.reviewing is not None:
        parts.colleagues.reviewing.show_bars()
    title = "The project cannot be opened: nothing is saved"
    return say(str(message.error), title, "error")


def _kept(parts: Parts, message: messages.Kept) -> Changes:
    reviewing = parts.colleagues.reviewing
    changes = parts.labelling.kept(message, elsewhere=reviewing is not None)
    parts.colleagues.happened(message.events)
    parts.team.kept()
    parts.day.kept(message.job, message.annotations)
    parts.next_work.happened(one.article_id for one in message.annotations)
    if message.job.kind in ("undo", "redo"):
        changes = changes.plus(
            parts.next_work.heed(message.events),
            parts.stories.heed(message.events),
            parts.assigned.heed(message.events),
        )
    elif message.job.statements:
        changes = changes.plus(parts.stories.kept(message.job), parts.assigned.kept(message.job))
    if reviewing is not None:
        reviewing.kept(message)
    elif message.job.kind == "annotate":
        return changes.plus(parts.second_pass.labelled(message.annotations))
    return changes


def _not_kept(parts: Parts, message: messages.NotKept) -> Changes:
    changes = parts.labelling.not_kept(message).plus(
        parts.stories.kept(message.job), parts.assigned.kept(message.job)
    )
    if parts.colleagues.reviewing is not None:
        parts.colleagues.reviewing.not_kept(message)
    return changes


def _changed_elsewhere(parts: Parts, message: messages.ChangedElsewhere) -> Changes:
    changes = parts.labelling.changed_elsewhere(message)
    parts.colleagues.happened(message.events)
    parts.next_work.happened(message.articles)
    changes = changes.plus(
        parts.next_work.heed(message.events),
        parts.stories.heed(message.events),
        parts.assigned.heed(message.events),
    )
    if parts.colleagues.reviewing is not None:
        parts.colleagues.reviewing.changed_elsewhere(message)
    return changes


def _counted(parts: Parts, message: messages.Counted) -> Changes:
    parts.assigned.counted()
    return parts.next_work.take(message)


def _overruled_read(parts: Parts, message: messages.OverruledRead) -> Changes:
    go = parts.navigation.visit_chosen
    return parts.colleagues.overruled(message.review, message.rules, go)


def _resized(parts: Parts, message: ArticlePane.Resized) -> Changes:
    parts.table_mode.resized()
    return NOTHING


def _head_pointed(parts: Parts, message: ArticlePane.HeadPointed) -> Changes:
    """Of another pane it is gone to; of the one in focus the library says what else there is."""
    if parts.state.current is not None and message.pane.sheet is parts.state.current:
        return HANDLERS["reader.library"](parts)
    return parts.navigation.point(message.pane, None)


ANSWERS: Mapping[type[Message], Answer] = {
    messages.Compared: _compared,
    messages.SheetRead: lambda parts, m: parts.articles.take(m.card, m.sheet),
    messages.CorpusRead: _corpus_read,
    messages.SameLines: lambda parts, m: parts.skipping.take(m),
    messages.Analysed: _analysed,
    messages.Corrected: _corrected,
    messages.StudyFailed: lambda _, m: say(m.reason, "Reading goes on without it", "warning"),
    messages.RelatedFound: lambda parts, m: parts.related.take(m),
    messages.Replaced: lambda parts, m: parts.new_versions.take(m.found),
    messages.StoreOpened: _store_opened,
    messages.StoreFailed: _store_failed,
    messages.Noticed: lambda _, m: say(m.text, "Project", "warning"),
    messages.Kept: _kept,
    messages.UndoAsked: lambda parts, m: parts.labelling.ask_undo(m),
    messages.NotKept: _not_kept,
    messages.ChangedElsewhere: _changed_elsewhere,
    messages.RemarksRead: lambda parts, m: parts.colleagues.take_remarks(m.remarks),
    messages.ReviewFailed: lambda _, m: say(str(m.error), "The project cannot be read", "error"),
    messages.TeamSeen: lambda parts, m: parts.team.take(m.standing),
    messages.OverruledRead: _overruled_read,
    messages.DayCounted: lambda parts, m: parts.day.take(m.pace),
    messages.Arranged: lambda parts, m: parts.stories.take(m),
    messages.WorkFound: lambda parts, m: parts.work_list.take(m),
    messages.WordsFound: lambda parts, m: parts.words.take(m),
    messages.DeletedFound: lambda parts, m: parts.deleted_files.take(m.stories, m.whole),
    messages.FilesSeen: lambda parts, m: parts.watch.take(m.found, m.stamps),
    messages.Counted: _counted,
    messages.AssignmentsRead: lambda parts, m: parts.assigned.take(m),
    messages.TeamNotCounted: lambda parts, m: parts.team_view.failed(m),
    messages.TeamCounted: lambda parts, m: parts.team_view.take(m.progress),
    messages.PassesRead: lambda parts, m: parts.second_pass.take(m),
    ArticlePane.Scrolled: lambda _, m: Changes(scrolled=(m.pane,)),
    ArticlePane.Resized: _resized,
    ArticlePane.HeadPointed: _head_pointed,
    ArticlePane.Dragged: lambda parts, m: parts.navigation.drag(m.pane, m.first, m.last),
    ArticlePane.BorderDragged: lambda parts, m: parts.widths.drag(m.pane, m.side, m.column),
    ArticlePane.Pointed: lambda parts, m: parts.navigation.point(m.pane, m.sentence),
}
