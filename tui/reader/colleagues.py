"""The reader among colleagues: the review, labels that were changed, remarks, second passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from annotations.review.remarks import KINDS, Remarks, read_remarks
from annotations.review.remarks import NOTHING as NO_REMARKS
from tui import messages
from tui.reader.changes import NOTHING, Changes, Opening, ask, say

if TYPE_CHECKING:
    from textual.screen import Screen

    from annotations.review.clarifications import Rule
    from annotations.review.model import Case, Filter
    from annotations.review.overruled import Overruled
    from annotations.review.review import Review
    from annotations.store.events import Event
    from annotations.store.protocol import Store
    from annotations.workflow.open_article import Sheet
    from tui.reader.background import Behind
    from tui.reader.changes import Spot
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState
    from tui.reader.status_text import Part
    from tui.recorder import Recorder


class Reviewing(Protocol):
    """What the reader asks of the review while it is open; it has the store, the review has not."""

    case: Case | None

    def begin(self) -> None:
        """The project is open."""

    def show_bars(self) -> None:
        """Something around the sentence may be other."""

    def kept(self, message: messages.Kept) -> None:
        """A job is on disk."""

    def not_kept(self, message: messages.NotKept) -> None:
        """A job is not on disk."""

    def changed_elsewhere(self, message: messages.ChangedElsewhere) -> None:
        """Somebody else recorded something."""


class Floor(NamedTuple):
    """Makes the screens of the floor above, which the reader does not know."""

    review: Callable[[Filter | None, str], Any]
    """The review of what a filter lets through, beginning with a sentence."""
    export: Callable[[], Screen[Spot | None]]
    overruled: Callable[..., Screen[Spot | None]]
    """A list of labels that were changed; see `OverruledList`."""


class Colleagues:
    """Knows what others said, and opens what is done together with them.

    Args:
        state: The project, and what is open.
        look: How lists look.
        behind: Starts workers.
        recorder: Takes objections to the store.
        navigation: Goes to sentences.
        floor: Makes further screens.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        behind: Behind,
        recorder: Recorder,
        navigation: Navigation,
        floor: Floor,
    ) -> None:
        self._state = state
        self._look = look
        self._behind = behind
        self._recorder = recorder
        self._navigation = navigation
        self._floor = floor
        self.remarks: Remarks = NO_REMARKS
        self._outdated = False
        """Whether remarks were made since they were read."""
        self._quietly = False
        """Whether some of them were made under the annotator's eyes."""
        self._announced = ""
        """What was said of labels that a review changed."""
        self.reviewing: Reviewing | None = None
        """The review, while it is open."""
        self.reviewed: messages.ReviewRead | None = None
        """The review of before."""
        self._left_at = ""
        """The sentence at which the review was left."""
        self.review_people: tuple[str, ...] = ()
        """Names or ids of the people whose votes count in it; empty for everyone."""

    # Remarks

    def look_again(self) -> None:
        """Read, behind the screen and once it is seen, what is shown beside sentences."""
        if self._outdated and self._state.store is not None:
            self._outdated = False
            store, me, scheme = self._state.store, self._state.me, self._look.scheme
            self._behind.run(
                "remarks",
                lambda: messages.RemarksRead(read_remarks(store, scheme, me)),
                # The next write says why it cannot be read.
                lambda error: messages.RemarksRead(self.remarks),
            )

    def opened(self) -> None:
        """The project is open: what was known of it is to be read anew."""
        self.reviewed = None
        self._outdated = True
        if self.reviewing is not None:
            self.reviewing.begin()

    def happened(self, events: Sequence[Event]) -> None:
        """Something was recorded, here or elsewhere."""
        if any(event.kind in KINDS for event in events):
            self._outdated = True
            # Whoever reviews knows what was changed in it.
            self._quietly |= self.reviewing is not None

    def take_remarks(self, remarks: Remarks) -> Changes:
        """Remarks were read; of labels that were changed the annotator is told."""
        before, self.remarks = self.remarks, remarks
        quietly, self._quietly = self._quietly, False
        count = remarks.overruled
        if count <= before.overruled or quietly:
            return NOTHING
        labels = "1 of your labels was" if count == 1 else f"{count} of your labels were"
        key = self._look.key("reader.overruled")
        self._announced = f"{labels} changed in a review: {key} lists them."
        return say(self._announced)

    def remarks_on(self, sheet: Sheet | None) -> Sequence[Part]:
        """What the detail row says of others at the cursor."""
        remarks = self.remarks
        if sheet is None or not (remarks.comments or remarks.rules) or not len(sheet.sentences):
            return ()
        index = sheet.cursor
        proposal = sheet.proposals.get(index)
        sentence = sheet.article.sentence_id(sheet.sentences.span(index))
        note = self._look.glyphs.note
        comments = [f"{note} {comment}" for comment in remarks.comments_on(sentence)]
        rules = remarks.rules_on(sheet.tag(index).label, proposal.label if proposal else "")
        return [(text, "warning") for text in (*comments, *rules)]

    @property
    def hints(self) -> tuple[tuple[str, str], ...]:
        """The key to the labels that a review changed, as long as there are any."""
        count = self.remarks.overruled
        key = self._look.keys["reader.overruled"].split(",")[0]
        return ((key, f"{count} changed"),) if count else ()

    # The review

    def open_review(self, only: Filter | None = None) -> Changes:
        """Review what a filter lets through, or everything that is open."""
        screen = self._floor.review(only, self._left_at)
        self.reviewing = screen

        def take(chosen: Spot | None) -> Changes:
            self._left_at = screen.case.sentence_id if screen.case else ""
            self.reviewing = None
            return NOTHING if chosen is None else self._navigation.visit_chosen(chosen)

        return Changes(opens=(Opening(screen, take),))

    def list_overruled(self) -> Changes:
        """List the annotator's labels that a review changed, once everything is read."""
        store, me, scheme = self._state.store, self._state.me, self._look.scheme
        if store is None or not me:
            return say("The project is not open.")

        def read() -> messages.OverruledRead:
            from annotations.review.clarifications import rules_of
            from annotations.review.review import Review

            return messages.OverruledRead(Review.of(store, scheme, me), rules_of(store))

        self._behind.run("overruled", read, messages.ReviewFailed)
        return NOTHING

    def overruled(
        self, review: Review, rules: Sequence[Rule], go: Callable[[Spot], Changes | None]
    ) -> Changes:
        """List the annotator's labels that were changed; `go` takes the one to read, if any."""
        from annotations.review.decisions import objection
        from annotations.review.overruled import overruled

        store, me, look = self._state.store, self._state.me, self._look
        assert store is not None
        found = overruled(review, me, rules)

        def object_(one: Overruled, text: str) -> None:
            self._recorder.state([objection(one.case, me, text)])

        screen = self._floor.overruled(
            look.palette,
            look.glyphs,
            look.scheme,
            found,
            _texts_of(store, found),
            review.names,
            object_,
        )
        return ask(screen, go)._replace(unsaid=(self._announced,))

    def export(self, go: Callable[[Spot], Changes | None]) -> Changes:
        """Choose what of the project becomes a training set, and write it; `go` as above."""
        if self._state.store is None:
            return say("The project is not open.", "Not possible", "warning")
        return ask(self._floor.export(), go)


def _texts_of(store: Store, found: Sequence[Overruled]) -> dict[str, str]:
    """The words of the sentences, by their ids."""
    from annotations.review.precedents import texts_of

    texts: dict[str, str] = {}
    for article_id in dict.fromkeys(one.case.article_id for one in found):
        cases = [one.case for one in found if one.case.article_id == article_id]
        words = texts_of(store, article_id, [case.index for case in cases])
        texts |= {case.sentence_id: words.get(case.index, "") for case in cases}
    return texts
