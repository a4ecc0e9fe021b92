"""The rows around the review's articles: title, votes, what is known, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.keys import deciding
from tui.review import status_text
from tui.review.screen import ReviewStage
from tui.widgets.bars import Status
from tui.widgets.votes_panel import Docket, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotations.review.model import Case
    from annotations.review.precedents import Similar
from tui.keys import REVIEW, readable
from tui.widgets.votes_panel import Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotations.agreement import Report
    from annotations.labels import Label, LabelScheme
    from annotations.review.model import Case, Filter, Gold, Lettered
    from annotations.review.precedents import Similar
    from annotations.review.statements import Comment, Objection
    from tui.widgets.glyphs import Glyphs

WHY = {
    "conflict": "decided twice, differently",
    "objection": "objected to",
    "stale": "voted again since it was decided",
    "disagreement": "labels differ",
    "unsure": "somebody was unsure",
    "commented": "commented",
    "audit": "agreed, drawn to be looked at",
    "decided": "decided",
}
"""Why a sentence is looked at, in words."""

STATES = {"open": "open", "deferred": "left for later", "resolved": "decided"}
"""What became of it, in words."""

REASONS = {
    "slip": "a slip of the hand",
    "guideline": "guidelines read otherwise",
    "ambiguous": "can be read both ways",
    "segmentation": "cut badly",
    "context": "hangs on its context",
}
"""Why people differed, in words."""

DECISIONS = {"ambiguous": "ambiguous", "segmentation": "cut badly"}
"""Decisions that are no label."""


def opinions(lettered: Iterable[Lettered], scheme: LabelScheme, me: str) -> Iterator[Opinion]:
    """What each person said, under a letter, a name, or `mine` and `theirs`."""
    for letter, ballot, name in lettered:
        label = scheme.find(ballot.label) if ballot.label else None
        marks = [
            "unsure" if ballot.unsure else "",
            ballot.source if ballot.source not in ("own", "imported") else "",
        ]
        who = f"{name} (you)" if name and ballot.person == me else name or letter
        yield Opinion(who, label, ", ".join(filter(None, marks)), ballot.note)


def fits(one: Opinion, room: int) -> bool:
    """Whether an opinion can be read whole in so many cells."""
    label = one.label.title if one.label else "no label"
    return len(one.who) + len(label) + len(one.marks) + len(one.note) + 10 <= room


def decided(gold: Gold | None, scheme: LabelScheme, glyphs: Glyphs) -> tuple[str, Label | str]:
    """What was decided, and its colour."""
    if gold is None:
        return glyphs.to, "faint"
    if gold.decision == "label":
        label = scheme.find(gold.label)
        return label.title, label
    return DECISIONS.get(gold.decision, gold.decision), "warning"


def verdict_line(
    case: Case,
    scheme: LabelScheme,
    names: Mapping[str, str],
    me: str,
    similar: Sequence[Similar],
    rules: Mapping[str, str],
    glyphs: Glyphs,
) -> Iterator[tuple[str, Label | str]]:
    """Who decided what and why, and how others like it were decided.

    Args:
        case: The case.
        scheme: The labels.
        names: Display names by person.
        me: Who reviews.
        similar: What was decided about cases like it.
        rules: The text of each rule, by its id.
        glyphs: The signs.
    """
    gold = case.gold
    who = "you" if gold is None or gold.by == me else names.get(gold.by, gold.by)
    yield who, "faint"
    yield decided(gold, scheme, glyphs)
    if gold is not None and gold.is_conflict:
        rivals = ", ".join(scheme.find(one).title if one else one for one in gold.rivals)
        yield f"against {rivals}", "error"
    yield "reason", "faint"
    yield (REASONS[gold.reason], "") if gold and gold.reason else (glyphs.to, "faint")
    if gold is not None and gold.rule:
        yield gold.rule, "accent"
    if similar:
        yield "similar, resolved:", "faint"
        yield from _similar(similar, scheme, rules)


def _similar(
    similar: Sequence[Similar], scheme: LabelScheme, rules: Mapping[str, str]
) -> Iterator[tuple[str, Label | str]]:
    """The two commonest outcomes, each with the first rule that it followed."""
    for one in similar[:2]:
        label = None if one.label in DECISIONS else scheme.find(one.label)
        yield f"{len(one.precedents)} ×", ""
        yield (label.title, label) if label else (DECISIONS[one.label], "warning")
        if one.rules:
            yield f"({one.rules[0]} {rules.get(one.rules[0], '')})", "faint"


def remarks(
    case: Case,
    cut: Sequence[Opinion],
    comments: Sequence[Comment],
    objections: Sequence[Objection],
    names: Mapping[str, str],
    glyphs: Glyphs,
) -> Iterator[tuple[str, str]]:
    """Why it is looked at where that is not plain to see, what was objected, what was said.

    Args:
        case: The case.
        cut: Opinions whose notes do not fit beside them.
        comments: Of its sentence, the oldest first.
        objections: To what was decided about it, now or before.
        names: Display names by person.
        glyphs: The signs.
    """
    for said in objections:
        if said.person in case.objections:
            yield f"{names.get(said.person, said.person)} objects: {said.text}", "error"
    plain = {"disagreement", "objection", "decided", "commented", "unsure"}
    for why in case.why:
        if why not in plain:
            yield WHY[why], "warning"
    if case.state == "deferred":
        yield "left for later", "warning"
    for one in cut:
        yield f"{one.who}: {glyphs.open_quote}{one.note}{glyphs.close_quote}", ""
    for comment in reversed(comments):
        yield f"{glyphs.note} {names.get(comment.person, comment.person)}: {comment.text}", ""


def asks_why(
    last: Case | None, scheme: LabelScheme, keys: Mapping[str, str], glyphs: Glyphs
) -> Iterator[tuple[str, Label | str]]:
    """What was decided just now, and the keys that say why people differed."""
    if last is None:
        return
    yield "last:", "faint"
    yield decided(last.gold, scheme, glyphs)
    if last.gold is not None and last.gold.reason:
        yield REASONS[last.gold.reason], ""
        return
    yield "why?", "faint"
    for key in REVIEW:
        if key.action.startswith("reason("):
            yield readable(keys[key.id].split(",")[0]), "accent"
            yield key.action.split("'")[1], "faint"


def cause(case: Case) -> str:
    """Why a case is looked at, for the title; empty where it lies between two labels."""
    return "" if case.pair != ("", "") and case.is_disagreement else WHY[case.why[0]]


def torn(case: Case, scheme: LabelScheme) -> tuple[Label, ...]:
    """The labels that a case lies between."""
    return tuple(scheme.find(one) for one in case.pair if one) if case.is_disagreement else ()


def narrowed(
    only: Filter, scheme: LabelScheme, names: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """What a list of cases is narrowed to, in words; empty where it is not."""
    parts = []
    if only.labels:
        parts.append(" / ".join(scheme.find(one).title for one in only.labels))
    for people in (only.people, only.both):
        if people:
            parts.append(" and ".join(names.get(one, one) for one in people))
    if only.person:
        parts.append(names.get(only.person, only.person))
    if only.article_id:
        parts.append(titles.get(only.article_id) or "one article")
    parts += [WHY[one] for one in only.why]
    if only.sentences:
        parts.append("chosen sentences")
    if only.states != ("open",):
        parts.append(" and ".join(STATES[one] for one in only.states))
    return ", ".join(parts)


def alpha_text(report: Report, glyphs: Glyphs) -> str:
    """Alpha with its interval, as short as can be; the page of figures says why there is none."""
    alpha = report.krippendorff_alpha
    if alpha is None:
        return "no alpha"
    if report.interval is None:
        return f"alpha {_short(alpha)}"
    low, high = map(_short, report.interval)
    return f"alpha {_short(alpha)} [{low}{glyphs.to}{high}]"


def _short(value: float) -> str:
    """Two places, and no nought before the point."""
    return f"{value:.2f}".replace("0.", ".", 1)


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
                pair=status_text.torn(case, self.scheme) if case else (),
                cause=status_text.cause(case) if case else "nothing is left to decide here",
                at=min(queue.place(case) + before + 1, len(queue) + before) if case else 0,
                total=len(queue) + before,
                narrowed=status_text.narrowed(
                    self.only, self.scheme, review.names, self._headings()
                ),
                people=people,
                guideline=f"guideline {self.guideline}",
                alpha=status_text.alpha_text(self.report, self.glyphs) if self.report else "",
            )
        )

    @property
    def guideline(self) -> str:
        """The version of the guidelines, with the rules that were made to it."""
        from annotations.review.clarifications import guideline_version

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
        opinions = tuple(status_text.opinions(lettered, self.scheme, review.reviewer))
        comments = review.comments(case.sentence_id)
        return Docket(
            opinions=opinions,
            slots=len(review.people),
            instead="" if lettered else "your label first; the votes follow",
            lines=(
                tuple(
                    status_text.verdict_line(
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
                    status_text.remarks(
                        case,
                        [one for one in opinions if not status_text.fits(one, self.votes.column)],
                        comments,
                        review.objections(case.sentence_id),
                        review.names,
                        self.glyphs,
                    )
                ),
                tuple(
                    status_text.asks_why(
                        self.case_of(self.last), self.scheme, self.keys, self.glyphs
                    )
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
