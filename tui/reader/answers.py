"""What the reader does with answers: of workers, of the store, of its widgets; by message."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tui import messages
from tui.reader.changes import NOTHING, Changes, say
from tui.widgets.bars import StatusBar
from tui.widgets.pane import ArticlePane

if TYPE_CHECKING:
    from textual.message import Message

    from tui.reader.screen import ReaderScreen

Answer = Callable[["ReaderScreen", Any], Changes]
"""Takes a message in, and says what is other than before."""


def _compared(reader: ReaderScreen, message: messages.Compared) -> Changes:
    reader.study.comparisons.take(message.comparing)
    return Changes(panes=True)


def _corpus_read(reader: ReaderScreen, message: messages.CorpusRead) -> Changes:
    changes = reader.articles.take_progress(message.progress)
    reader.new_versions.look_for()
    return changes


def _analysed(reader: ReaderScreen, message: messages.Analysed) -> Changes:
    reader.study.take(message)
    note = message.found.analysis.note
    return Changes(colours=True).plus(say(note, "Language") if note else NOTHING)


def _corrected(reader: ReaderScreen, message: messages.Corrected) -> Changes:
    reader.study.correct(message.corrections)
    return Changes(colours=True).plus(reader.new_versions.compare())


def _store_opened(reader: ReaderScreen, message: messages.StoreOpened) -> Changes:
    state = reader.state
    state.store, state.me, state.opened = message.store, message.me, True
    reader.articles.read_again()
    rejected = reader.transfer.read_rejections()
    reader.new_versions.look_for()
    reader.colleagues.opened()
    return rejected._replace(panes=True)


def _store_failed(reader: ReaderScreen, message: messages.StoreFailed) -> Changes:
    reader.state.opened = True
    if reader.colleagues.reviewing is not None:
        reader.colleagues.reviewing.show_bars()
    title = "The project cannot be opened: nothing is saved"
    return say(str(message.error), title, "error")


def _kept(reader: ReaderScreen, message: messages.Kept) -> Changes:
    reviewing = reader.colleagues.reviewing
    changes = reader.labelling.kept(message, elsewhere=reviewing is not None)
    reader.colleagues.happened(message.events)
    if reviewing is not None:
        reviewing.kept(message)
    elif message.job.kind == "annotate":
        return changes.plus(reader.second_pass.labelled(message.annotations))
    return changes


def _not_kept(reader: ReaderScreen, message: messages.NotKept) -> Changes:
    changes = reader.labelling.not_kept(message)
    if reader.colleagues.reviewing is not None:
        reader.colleagues.reviewing.not_kept(message)
    return changes


def _changed_elsewhere(reader: ReaderScreen, message: messages.ChangedElsewhere) -> Changes:
    changes = reader.labelling.changed_elsewhere(message)
    reader.colleagues.happened(message.events)
    if reader.colleagues.reviewing is not None:
        reader.colleagues.reviewing.changed_elsewhere(message)
    return changes


def _overruled_read(reader: ReaderScreen, message: messages.OverruledRead) -> Changes:
    reader.take_down_announcement()
    go = reader.navigation.visit_chosen
    return reader.colleagues.overruled(message.review, message.rules, go)


def _resized(reader: ReaderScreen, message: ArticlePane.Resized) -> Changes:
    reader.table_mode.resized()
    return NOTHING


ANSWERS: Mapping[type[Message], Answer] = {
    messages.Compared: _compared,
    messages.SheetRead: lambda reader, m: reader.articles.take(m.card, m.sheet),
    messages.CorpusRead: _corpus_read,
    messages.Analysed: _analysed,
    messages.Corrected: _corrected,
    messages.StudyFailed: lambda _, m: say(m.reason, "Reading goes on without it", "warning"),
    messages.Replaced: lambda reader, m: reader.new_versions.take(m.found),
    messages.StoreOpened: _store_opened,
    messages.StoreFailed: _store_failed,
    messages.Noticed: lambda _, m: say(m.text, "Project", "warning"),
    messages.Kept: _kept,
    messages.NotKept: _not_kept,
    messages.ChangedElsewhere: _changed_elsewhere,
    messages.RemarksRead: lambda reader, m: reader.colleagues.take_remarks(m.remarks),
    messages.ReviewFailed: lambda _, m: say(str(m.error), "The project cannot be read", "error"),
    messages.OverruledRead: _overruled_read,
    messages.PassesRead: lambda reader, m: reader.second_pass.take(m),
    ArticlePane.Scrolled: lambda _, m: Changes(scrolled=(m.pane,)),
    ArticlePane.Resized: _resized,
    ArticlePane.Pointed: lambda reader, m: reader.navigation.point(m.pane, m.sentence),
    StatusBar.LabelPointed: lambda reader, m: reader.labelling.label(m.slug),
}
