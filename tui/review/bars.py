"""What the rows around the review's articles say, as values of their widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.plurals import count
from tui.keys import deciding, readable
from tui.review import status_text
from tui.widgets.bars import Status
from tui.widgets.votes_panel import Docket, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.labels import LabelScheme
    from annotations.review.model import Case
    from annotations.review.precedents import Similar
    from annotations.review.review import Review
    from tui.recorder import Recorder
    from tui.review.state import ReviewState
    from tui.widgets.glyphs import Glyphs

HINTS = (
    ("majority", "majority"),
    ("mine", "mine"),
    ("theirs", "theirs"),
    ("ambiguous", "more than one"),
    ("undo", "undo"),
    ("comment", "comment"),
    ("rule", "rule"),
    ("reveal", "reveal"),
    ("segmentation", "boundary"),
    ("defer", "later"),
    ("filter", "filter"),
    ("agreement", "agreement"),
    ("batch", "all at once"),
)
"""What the last line says beside the labels, as far as there is room."""


def reading(state: ReviewState, glyphs: Glyphs, *, opened: bool) -> Standing:
    """The title as long as there is no review.

    Args:
        state: The review.
        glyphs: The signs.
        opened: Whether opening the project is over, with success or without.
    """
    if state.store is None:
        return Standing(cause="the project is not open" if opened else "opening")
    return Standing(cause=f"reading {count(state.votes_read, 'vote')}{glyphs.saving}")


def standing(state: ReviewState, glyphs: Glyphs) -> Standing:
    """The title: what is looked at, how far one is, who voted, how far they agree."""
    review, queue, case = state.review, state.queue, state.case
    assert review is not None
    assert queue is not None
    voters = len(review.people)
    people = count(voters, "person", "people")
    if voters > 1 and review.is_blind:
        people += f" {glyphs.dot} blind"
    before = len(state.left)
    return Standing(
        pair=status_text.torn(case, state.scheme) if case else (),
        cause=status_text.cause(case) if case else "nothing to decide",
        at=min(queue.place(case) + before + 1, len(queue) + before) if case else 0,
        total=len(queue) + before,
        narrowed=status_text.narrowed(
            state.only, state.scheme, review.names, _headings(state, glyphs)
        ),
        people=people,
        guideline=f"guideline {state.guideline_now}",
        alpha=status_text.alpha_text(state.report, glyphs) if state.report else "",
    )


def _headings(state: ReviewState, glyphs: Glyphs) -> dict[str, str]:
    article_id = state.only.article_id
    if not article_id or state.articles is None:
        return {}
    return {article_id: state.articles.heading(article_id, glyphs.dot)}


def docket(state: ReviewState, keys: Mapping[str, str], glyphs: Glyphs, column: int) -> Docket:
    """The votes, and what is known of the case.

    Args:
        state: The review.
        keys: The keys of every action by id.
        glyphs: The signs.
        column: Cells that an opinion has.
    """
    review, case = state.review, state.case
    if review is None or case is None:
        return _empty(state, keys, glyphs)
    lettered = review.lettered(case)
    opinions = tuple(status_text.opinions(lettered, state.scheme, review.reviewer))
    verdict = status_text.verdict_line(
        case,
        state.scheme,
        review.names,
        review.reviewer,
        _similar(state, case),
        state.rule_texts,
        glyphs,
    )
    remarks = status_text.remarks(
        case,
        [one for one in opinions if not status_text.fits(one, column)],
        review.comments(case.sentence_id),
        review.objections(case.sentence_id),
        review.names,
        glyphs,
    )
    last = state.case_of(state.last.case.sentence_id) if state.last else None
    text = state.text_of(last) if last else ""
    why = status_text.asks_why(last, text, state.scheme, keys, glyphs)
    return Docket(
        opinions=opinions,
        slots=len(review.people),
        instead="" if lettered else "your label first; the votes follow",
        lines=(tuple(verdict), tuple(remarks), tuple(why)),
    )


def _empty(state: ReviewState, keys: Mapping[str, str], glyphs: Glyphs) -> Docket:
    """What is said where there is no case: why, and of what was decided last the reason."""
    review = state.review
    if review is None:
        return Docket()
    why = status_text.why_empty(review, state.only, readable(keys["review.filter"].split(",")[0]))
    last = state.case_of(state.last.case.sentence_id) if state.last else None
    asks = tuple(
        status_text.asks_why(last, state.text_of(last) if last else "", state.scheme, keys, glyphs)
    )
    return Docket(slots=len(review.people), lines=(((why, "warning"),), (), asks))


def _similar(state: ReviewState, case: Case) -> Sequence[Similar]:
    """What was decided about sentences like this one."""
    text = state.text_of(case)
    if state.precedents is None or not text:
        return ()
    return state.precedents.similar(text, case.pair, skip=case.sentence_id)


class KeyRow:
    """The last line: keys, and what is saved.

    Args:
        keys: The keys of every action by id.
        scheme: The labels.
    """

    def __init__(self, keys: Mapping[str, str], scheme: LabelScheme) -> None:
        names = deciding(keys, scheme)
        self._labels = tuple((one.slug, names[one.slug].split(",")[0]) for one in scheme.givable)
        self._hints = [(name, keys[f"review.{name}"].split(",")[0], does) for name, does in HINTS]
        idle = {"undo", "filter", "agreement"}
        self._idle = tuple((key, does) for name, key, does in self._hints if name in idle)
        self._help = keys["review.help"].split(",")[0]
        self._retry = keys["review.retry"].split(",")[0]
        self._by_name = keys["review.by_name"].split(",")[0]
        self._told: tuple[tuple[str, ...], bool | None] | None = None
        """Who voted, and whether names are hidden, when the hints were found."""
        self._shown: tuple[tuple[str, str], ...] = ()

    def status(
        self, review: Review | None, case: Case | None, recorder: Recorder, *, opened: bool
    ) -> Status:
        """What it says now; without a case only what can be done without one.

        Args:
            review: The review, once it is read.
            case: What is to be decided.
            recorder: What is being saved.
            opened: Whether opening the project is over, with success or without.
        """
        return Status(
            saving=recorder.saving,
            unsaved=len(recorder.unsaved),
            opening=not opened,
            keys=self._labels if case is not None else (),
            hints=self._hints_for(review) if case is not None else self._idle,
            help_key=self._help,
            retry_key=self._retry,
            by_name_key=self._by_name if case is not None else "",
        )

    def _hints_for(self, review: Review | None) -> tuple[tuple[str, str], ...]:
        told = (review.people, review.options.blind) if review else ((), None)
        if told != self._told:
            without = _without(review)
            shown = [(key, does) for name, key, does in self._hints if name not in without]
            self._told, self._shown = told, tuple(shown)
        return self._shown


def _without(review: Review | None) -> set[str]:
    """Keys that do nothing in this review."""
    if review is None:
        return set()
    without = {"majority"} if review.colleague else {"theirs"}
    is_blind = review.is_blind
    if is_blind or review.reviewer not in review.people:
        without.add("mine")
    if not is_blind:
        without.add("reveal")
    return without
