"""What each key of the review does, by the key's id; `tui.keys` declares ids, keys and help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from tui.review import decisions, moving, remarks, status_text
from tui.review.reason_keys import REASON_KEYS
from tui.review.state import Changed, Note, NotPossible, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from annotations.agreement import Report
    from annotations.gold import Reason
    from annotations.review.model import Filter
    from tui.review.ask_reason import Wanted
    from tui.review.screen import ReviewScreen


def label(screen: ReviewScreen, slug: str) -> Outcome:
    """Decide on a label."""
    return decisions.decide(screen.state, "label", label=slug)


def _ambiguous(screen: ReviewScreen) -> Outcome:
    """Decide that more than one label fits, once it is said why."""
    from tui.review.ask_reason import Why

    screen.state.wanted()

    def take(reason: str | None) -> None:
        if reason:
            why = cast("Reason", reason)
            screen.attempt(lambda: decisions.decide(screen.state, "ambiguous", reason=why))

    screen.app.push_screen(Why(screen.keys, "More than one label fits, because"), take)
    return Outcome()


def _by_name(screen: ReviewScreen) -> Outcome:
    """Decide on a label that is chosen by its name."""
    from tui.dialogs.label_picker import LabelPicker

    state = screen.state
    _, case = state.wanted()

    def take(slug: str | None) -> None:
        if slug is not None:
            screen.attempt(lambda: label(screen, slug))

    what = f"“{' '.join(state.text_of(case).split())}”"
    screen.app.push_screen(
        LabelPicker(
            screen.palette,
            screen.glyphs,
            state.scheme,
            screen.keys,
            "Decide on",
            what,
            case.pair or (),
        ),
        take,
    )
    return Outcome()


def _segmentation(screen: ReviewScreen) -> Outcome:
    """Decide that the sentence boundary is wrong."""
    return decisions.decide(screen.state, "segmentation", reason="segmentation")


def _undo(screen: ReviewScreen) -> Outcome:
    """Take the last action back; what was not saved first."""
    state, reader = screen.state, screen.reader
    state.last = None
    dropped = reader.recorder.drop_unsaved()
    if dropped is None:
        reader.recorder.undo()
        return Outcome(Changed.BARS)
    for article_id in {change.article_id for change in dropped.changes}:
        if (sheet := reader.desk.sheets.get(article_id)) is not None:
            reader.load_tags(sheet)
    changed = decisions.go_back(state, [one.about for one in dropped.statements])
    return Outcome(changed, note=Note("What was not saved is given up."))


def _redo(screen: ReviewScreen) -> Outcome:
    """Repeat what was undone last."""
    screen.state.last = None
    screen.reader.recorder.redo()
    return Outcome(Changed.BARS)


def _retry(screen: ReviewScreen) -> Outcome:
    """Save again what was not saved."""
    jobs = screen.reader.recorder.retry()
    for job in jobs:
        screen.state.decided.update(one.about for one in job.statements if one.kind == "gold")
    return Outcome(Changed.BARS, note=None if jobs else Note("Everything is saved."))


def _comment(screen: ReviewScreen) -> Outcome:
    """Write a line to everyone."""
    from tui.dialogs.prompt import Prompt

    _, case = screen.state.target()

    def take(text: str | None) -> None:
        if text:
            screen.attempt(lambda: remarks.write_comment(case, text))

    named = status_text.quoted(screen.state.text_of(case), screen.glyphs)
    screen.app.push_screen(Prompt(f"Comment on {named}, for everyone", ""), take)
    return Outcome()


def _rule(screen: ReviewScreen) -> Outcome:
    """Link a rule to this sentence, or write one."""
    from tui.dialogs.prompt import Prompt
    from tui.review.ask_reason import Rules

    state = screen.state
    _, case = state.target()
    pair = remarks.pair_of(case)
    named = status_text.quoted(state.text_of(case), screen.glyphs)

    def take(chosen: Wanted | None) -> None:
        if chosen is None:
            return
        if chosen.rule:
            screen.attempt(lambda: remarks.link_rule(state, case, chosen.rule))
        else:
            screen.attempt(lambda: ask(chosen.typed))

    def ask(typed: str) -> Outcome:
        if pair is None:
            raise NotPossible("A rule tells two labels apart: write it where two were given.")
        titles = " or ".join(state.scheme.find(one).title for one in pair)
        screen.app.push_screen(Prompt(f"When {titles}? One sentence", typed, goes_on=True), write)
        return Outcome()

    def write(text: str | None) -> None:
        if text and pair is not None:
            screen.attempt(lambda: remarks.write_rule(state, case, pair, text))

    rules = Rules(screen.palette, screen.glyphs, state.scheme, state.rules, pair, named)
    screen.app.push_screen(rules, take)
    return Outcome()


def _batch(screen: ReviewScreen) -> Outcome:
    """Decide everything listed at once, after a look."""
    from annotations.review.decisions import batch
    from tui.review.batch import Preview, Sides

    state = screen.state
    review, _ = state.wanted()
    queue = state.queue
    assert queue is not None

    def look(whose: str | None) -> None:
        if whose is not None:
            screen.attempt(lambda: preview(whose))

    def preview(whose: str) -> Outcome:
        made = batch(review, list(queue), whose)
        if not made.total:
            raise NotPossible("None of these sentences has such a label.")
        by_name = whose != "majority"

        def take(confirmed: str | None) -> None:
            if confirmed:
                screen.attempt(lambda: decisions.decide_all(state, made, by_name=by_name))

        for case, _ in made.examples:
            state.sheet(case.article_id)
        texts = [state.text_of(case) for case, _ in made.examples]
        shown = Preview(screen.palette, screen.glyphs, state.scheme, made, texts)
        screen.app.push_screen(shown, take)
        return Outcome()

    screen.app.push_screen(Sides(screen.palette, screen.glyphs, review, queue), look)
    return Outcome()


def _filter(screen: ReviewScreen) -> Outcome:
    """Look at some cases only."""
    from tui.review.filters import Filters

    state = screen.state
    if state.review is None or state.articles is None:
        return Outcome()

    def take(only: Filter | None) -> None:
        if only is not None:
            screen.attempt(lambda: moving.narrow(state, only))

    choices = Filters(screen.palette, screen.glyphs, state.scheme, state.review, state.articles)
    screen.app.push_screen(choices, take)
    return Outcome()


def _agreement(screen: ReviewScreen) -> Outcome:
    """Count anew, gold included, how far people agree; then show it."""
    if screen.state.review is not None:
        screen.state.shows_agreement = True
        screen.background.count_agreement()
    return Outcome()


def show_agreement(screen: ReviewScreen, report: Report) -> None:
    """Show how far people agree; a statistic leads to the sentences behind it."""
    from tui.review.agreement_page import Agreed

    state = screen.state
    assert state.review is not None

    def take(only: Filter | None) -> None:
        if only is not None:
            screen.attempt(lambda: moving.narrow(state, only))

    counts, names = state.review.counts(), state.review.names
    page = Agreed(screen.palette, screen.glyphs, state.scheme, report, counts, names)
    screen.app.push_screen(page, take)


def _page(screen: ReviewScreen, direction: int) -> Outcome:
    """Read on in the article; the sentence stays the same."""
    screen.case_panes.page(direction)
    return Outcome()


def _overruled(screen: ReviewScreen) -> Outcome:
    """Show which of the reviewer's own labels were changed."""
    if screen.state.review is not None:
        screen.reader.show_overruled(screen.state.review, screen.state.rules, screen.dismiss)
    return Outcome()


def _summary(screen: ReviewScreen) -> Outcome:
    """Say what was done and what is left."""
    screen.background.summarise()
    return Outcome()


def _export(screen: ReviewScreen) -> Outcome:
    """Write a training set, by the reader's screen for it."""
    screen.reader.open_export(screen.dismiss)
    return Outcome()


def _read(screen: ReviewScreen) -> Outcome:
    """Read the sentence in the reader."""
    case = screen.state.case
    if case is not None:
        screen.dismiss((case.article_id, case.index))
    return Outcome()


def _help(screen: ReviewScreen) -> Outcome:
    """Show every key."""
    from tui.dialogs.pages import review_help_page

    screen.app.push_screen(
        review_help_page(
            screen.reader.palette, screen.reader.glyphs, screen.reader.scheme, screen.reader.keys
        )
    )
    return Outcome()


def _leave(screen: ReviewScreen) -> Outcome:
    """Look at everything again, then go back to the reader."""
    widened = moving.widen(screen.state)
    if widened is None:
        screen.dismiss(None)
        return Outcome()
    return widened


def _reasoning(reason: Reason) -> Callable[[ReviewScreen], Outcome]:
    return lambda screen: decisions.give_reason(screen.state, reason)


HANDLERS: Final[Mapping[str, Callable[[ReviewScreen], Outcome]]] = {
    "review.majority": lambda screen: decisions.take_side(screen.state, "majority"),
    "review.mine": lambda screen: decisions.take_side(screen.state, "mine"),
    "review.theirs": lambda screen: decisions.take_side(screen.state, "theirs"),
    "review.ambiguous": _ambiguous,
    "review.by_name": _by_name,
    "review.segmentation": _segmentation,
    "review.defer": lambda screen: decisions.defer(screen.state),
    "review.batch": _batch,
    "review.undo": _undo,
    "review.redo": _redo,
    "review.retry": _retry,
    **{id_: _reasoning(reason) for id_, reason in REASON_KEYS.items()},
    "review.comment": _comment,
    "review.rule": _rule,
    "review.next": lambda screen: moving.step(screen.state, 1),
    "review.previous": lambda screen: moving.step(screen.state, -1),
    "review.first": lambda screen: moving.to_edge(screen.state, -1),
    "review.last": lambda screen: moving.to_edge(screen.state, 1),
    "review.filter": _filter,
    "review.reveal": lambda screen: remarks.reveal_names(screen.state),
    "review.vote_first": lambda screen: remarks.vote_first(screen.state),
    "review.beside": lambda screen: moving.turn(screen.state),
    "review.page_down": partial(_page, direction=1),
    "review.page_up": partial(_page, direction=-1),
    "review.agreement": _agreement,
    "review.overruled": _overruled,
    "review.summary": _summary,
    "review.export": _export,
    "review.read": _read,
    "review.help": _help,
    "review.leave": _leave,
}
"""Every key of `tui.keys.REVIEW` but those that the application itself answers."""
