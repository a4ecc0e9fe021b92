"""The rows around the review's articles: title, votes, what is known, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys import deciding
from tui.screens.review import docket
from tui.screens.review.stage import ReviewStage
from tui.widgets.bars import Status
from tui.widgets.votes import Docket, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.review.cases import Case
    from annotations.review.precedents import Similar

HINTS = (
    ("majority", "majority"),
    ("mine", "mine"),
    ("theirs", "theirs"),
    ("ambiguous", "ambiguous"),
    ("undo", "undo"),
    ("comment", "comment"),
    ("rule", "rule"),
    ("reveal", "reveal"),
    ("segmentation", "cut badly"),
    ("defer", "later"),
    ("filter", "filter"),
    ("agreement", "agreement"),
    ("batch", "all at once"),
)
"""What the last line says beside the labels, as far as there is room."""


class ReviewRows(ReviewStage):
    """A stage with everything around it."""

    def show_bars(self) -> None:
        """Bring title, votes and keys in line."""
        self._show_title()
        self.votes.show(self._docket())
        self.show_status()

    def _show_title(self) -> None:
        review, queue, case = self.review, self.queue, self.case
        if review is None or queue is None:
            reading = f"reading {self.read_so_far:,} votes{self.glyphs.saving}"
            if self.reader.store is None:
                reading = "the project is not open" if self.reader.opened else "opening"
            self.title_bar.show(Standing(cause=reading))
            return
        people = "1 person" if len(review.people) == 1 else f"{len(review.people)} people"
        if review.is_blind and len(review.people) > 1:
            people += f" {self.glyphs.dot} blind"
        before = len(self.left)
        self.title_bar.show(
            Standing(
                pair=docket.torn(case, self.scheme) if case else (),
                cause=docket.cause(case) if case else "nothing is left to decide here",
                at=min(queue.place(case) + before + 1, len(queue) + before) if case else 0,
                total=len(queue) + before,
                narrowed=docket.narrowed(self.only, self.scheme, review.names, self._headings()),
                people=people,
                guideline=f"guideline {self.guideline}",
                alpha=docket.alpha_text(self.report, self.glyphs) if self.report else "",
            )
        )

    @property
    def guideline(self) -> str:
        """The version of the guidelines, with the rules that were made to it."""
        from annotations.review.rules import guideline_version

        return guideline_version(self.reader.settings.config.guidelines.version, self.rules)

    def _headings(self) -> dict[str, str]:
        article_id = self.only.article_id
        if not article_id or self.exhibits is None:
            return {}
        return {article_id: self.exhibits.heading(article_id, self.glyphs.dot)}

    def _docket(self) -> Docket:
        review, case = self.review, self.case
        if review is None or case is None:
            return Docket(slots=len(review.people) if review else 0)
        lettered = review.lettered(case)
        opinions = tuple(docket.opinions(lettered, self.scheme, review.reviewer))
        comments = review.comments(case.sentence_id)
        return Docket(
            opinions=opinions,
            slots=len(review.people),
            instead="" if lettered else "your label first; the votes follow",
            lines=(
                tuple(
                    docket.verdict_line(
                        case,
                        self.scheme,
                        review.names,
                        review.reviewer,
                        self._similar(case),
                        {rule.id: rule.text for rule in self.rules},
                        self.glyphs,
                    )
                ),
                tuple(
                    docket.remarks(
                        case,
                        [one for one in opinions if not docket.fits(one, self.votes.column)],
                        comments,
                        review.objections(case.sentence_id),
                        review.names,
                        self.glyphs,
                    )
                ),
                tuple(
                    docket.asks_why(self.case_of(self.last), self.scheme, self.keys, self.glyphs)
                ),
            ),
        )

    def _similar(self, case: Case) -> Sequence[Similar]:
        """What was decided about sentences like this one."""
        text = self.text_of(case)
        if self.precedents is None or not text:
            return ()
        return self.precedents.similar(text, case.pair, skip=case.sentence_id)

    def show_status(self) -> None:
        """Bring the last line in line: keys, and what is saved."""
        reader, keys = self.reader, deciding(self.keys, self.scheme)
        labels = self.scheme.active
        self.status_bar.show(
            Status(
                saving=reader.recorder.saving,
                unsaved=len(reader.recorder.unsaved),
                read_only=reader.opened and (reader.store is None or reader.store.read_only),
                opening=not reader.opened,
                keys=tuple((one.slug, keys[one.slug].split(",")[0]) for one in labels),
                hints=tuple((self._key(name), does) for name, does in self._hints()),
                help_key=self._key("help"),
                retry_key=self._key("retry"),
            )
        )

    def _key(self, name: str) -> str:
        return self.keys[f"review.{name}"].split(",")[0]

    def _hints(self) -> list[tuple[str, str]]:
        """What the keys do that do something here."""
        review = self.review
        without = set()
        if review is not None:
            without |= {"majority"} if review.colleague else {"theirs"}
            if review.reviewer not in review.people:
                without |= {"mine"}
            if not review.is_blind:
                without |= {"reveal"}
            else:
                without |= {"mine"}
        return [(name, does) for name, does in HINTS if name not in without]
