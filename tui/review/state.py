"""What a review knows and where it stands, without any screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, auto
from typing import TYPE_CHECKING, NamedTuple

from annotations.review.model import Filter
from annotations.workflow.open_article import Tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.agreement import Report
    from annotations.gold import Reason
    from annotations.labels import LabelScheme
    from annotations.review.clarifications import Rule
    from annotations.review.model import Case, Decision
    from annotations.review.precedents import Precedents
    from annotations.review.queue import Queue
    from annotations.review.review import Review
    from annotations.store.events import Statement
    from annotations.store.protocol import Store
    from annotations.workflow.open_article import Sheet
    from tui.review.open_articles import OpenArticles

AHEAD = 4
"""Cases whose articles are opened before they are asked for."""


class Changed(Flag):
    """What is another on the screen than before."""

    NOTHING = 0
    STATUS = auto()
    """What is saved, and what keys do."""
    VOTES = auto()
    """Votes, decision and remarks of the case."""
    TITLE = auto()
    CASE = auto()
    """Which sentence is looked at, or what stands beside it."""
    BARS = STATUS | VOTES | TITLE
    ALL = BARS | CASE


class Note(NamedTuple):
    """Something to tell the reviewer."""

    text: str
    title: str = ""
    severity: str = "information"


class NotPossible(Exception):  # noqa: N818  # an answer to a key, not a failure
    """A key has nothing to act on; the note says why."""

    def __init__(self, text: str, title: str = "", severity: str = "information") -> None:
        super().__init__(text)
        self.note = Note(text, title, severity)


class Outcome(NamedTuple):
    """What came of a key: what is to be recorded, told and painted."""

    changed: Changed = Changed.NOTHING
    statements: Sequence[Statement] = ()
    """One action: undone as one."""
    for_good: bool = False
    """Whether undo passes over it."""
    note: Note | None = None


class Decided(NamedTuple):
    """The last decision, as long as a reason may be given for it by one more key."""

    case: Case
    """As it was shown."""
    decision: Decision
    label: str
    rule: str
    reason: Reason = ""


@dataclass
class ReviewState:
    """A review in progress.

    The collaborators of the screen (`decisions`, `remarks`, `moving`) change it and say what they
    changed; the screen shows it.
    """

    scheme: LabelScheme
    only: Filter = field(default_factory=Filter)
    """What the list is narrowed to."""
    begins_at: str = ""
    """The sentence to begin with, if it is open still."""
    store: Store | None = None
    guideline: str = ""
    """The configured version of the guidelines, without the rules made since."""
    articles: OpenArticles | None = None
    review: Review | None = None
    """None until the votes are read."""
    queue: Queue | None = None
    case: Case | None = None
    """What is on the screen."""
    precedents: Precedents | None = None
    """What was decided, found by its words."""
    members: dict[str, set[str]] = field(default_factory=dict)
    """Sentences that are cases, by article."""
    rules: tuple[Rule, ...] = ()
    """Clarifications of the guidelines."""
    rule_texts: Mapping[str, str] = field(default_factory=dict)
    """By the rule's id."""
    guideline_now: str = ""
    """The version of the guidelines with the rules made since."""
    report: Report | None = None
    """How far people agree, once that is counted."""
    stories: Mapping[str, str] = field(default_factory=dict)
    """The story of each article, once that is counted."""
    votes_read: int = 0
    """Votes that were read, as long as they are being read."""
    decided: set[str] = field(default_factory=set)
    """Sentences decided since the list was made, also those on their way to the disk."""
    left: set[str] = field(default_factory=set)
    """Those of them that have left the list."""
    last: Decided | None = None
    linked: dict[str, str] = field(default_factory=dict)
    """The rule that goes with a decision that is still to be made, by sentence."""
    ends: bool = False
    """Whether the summary shall be shown once the last decision is on disk."""
    shows_agreement: bool = False
    """Whether agreement shall be shown once it is counted."""
    holds_still: bool = False
    """Whether a thread reads the review, so that it must not change meanwhile."""
    turned: dict[str, int] = field(default_factory=dict)
    """Which other article of its story stands beside an article."""

    # Making and narrowing the list

    def take(self, review: Review, precedents: Precedents) -> None:
        """Have another review; the list is narrowed as it was, the case stays if it still is one.

        Args:
            review: Every vote and decision.
            precedents: What was decided, by its words.
        """
        if self.review is not None:
            review.options = self.review.options
        self.review, self.precedents = review, precedents
        self.members = {}
        for case in review.cases():
            self.members.setdefault(case.article_id, set()).add(case.sentence_id)
        self.read_rules()
        self.narrow(self.only, self.case.sentence_id if self.case else self.begins_at)

    def narrow(self, only: Filter, sentence_id: str = "") -> None:
        """Look at other cases; at this one first, if it is named and among them."""
        if self.review is None:
            return
        self.only, self.queue = only, self.review.queue(only)
        self.decided, self.left, self.last = set(), set(), None
        begin = self.case_of(sentence_id)
        self.case = begin if begin in self.queue else self.case_of(self.queue.at(0))

    def read_rules(self) -> None:
        """Read the rules that stand.

        Raises:
            StoreError: If the project cannot be read.
        """
        from annotations.review.clarifications import guideline_version, rules_of

        self.rules = rules_of(self.store) if self.store is not None else ()
        self.rule_texts = {rule.id: rule.text for rule in self.rules}
        self.guideline_now = guideline_version(self.guideline, self.rules)

    # Asking

    def case_of(self, sentence_id: str) -> Case | None:
        """The case of a sentence, as it is now."""
        return self.review.case(sentence_id) if self.review and sentence_id else None

    def wanted(self) -> tuple[Review, Case]:
        """The review, and the case under the cursor, if it can be decided.

        Raises:
            NotPossible: If it cannot.
        """
        if self.store is not None and self.store.read_only:
            raise NotPossible(self.store.read_only_reason, "Read-only", "warning")
        if self.review is None:
            raise NotPossible("The votes are still being read.")
        if self.case is None:
            raise NotPossible("There is no sentence to decide here.")
        return self.review, self.case

    def target(self) -> tuple[Review, Case]:
        """The review, and the case that reasons, comments and rules are about.

        It is the one that was decided just now, until another is gone to; else the one shown.

        Raises:
            NotPossible: If nothing can be said of it.
        """
        if self.last is None or self.review is None:
            return self.wanted()
        if self.store is not None and self.store.read_only:
            raise NotPossible(self.store.read_only_reason, "Read-only", "warning")
        return self.review, self.case_of(self.last.case.sentence_id) or self.last.case

    def next_open(self, case: Case) -> Case | None:
        """The next sentence of the list that is not decided; from the top again after the last."""
        if self.queue is None:
            return None
        found: Case | None = case
        while found is not None:
            found = self.case_of(self.queue.after(found))
            if found is not None and found.sentence_id not in self.decided:
                return found
        firsts = (one for one in self.queue if one not in self.decided and one != case.sentence_id)
        return self.case_of(next(firsts, ""))

    def text_of(self, case: Case) -> str:
        """The words of a case's sentence; empty where its article is not open."""
        sheet = self.articles.opened(case.article_id) if self.articles else None
        if sheet is None or case.index >= len(sheet.sentences):
            return ""
        return sheet.sentences.span(case.index).of(sheet.article.running_text)

    # Articles

    def sheet(self, article_id: str) -> Sheet | None:
        """An article, opened before or now; None where it cannot be read."""
        if self.articles is None:
            return None
        known = self.articles.opened(article_id)
        sheet = known or self.articles.sheet(article_id)
        if sheet is not None and known is None:
            self.tag(sheet)
        return sheet

    def keep(self, sheet: Sheet) -> bool:
        """Have an article open that was read ahead; whether it was not."""
        if self.articles is None or self.articles.opened(sheet.article.id) is not None:
            return False
        self.articles.keep(sheet)
        self.tag(sheet)
        return True

    def tag(self, sheet: Sheet) -> None:
        """Show what was decided of an article's sentences; never what anybody voted."""
        cases = map(self.case_of, self.members.get(sheet.article.id, ()))
        sheet.load({case.index: decision_tag(case) for case in cases if case is not None})

    def beside_id(self, article_id: str) -> str:
        """The article that stands beside another; empty where its story has no other."""
        others = self.articles.others(article_id) if self.articles else ()
        return others[self.turned.get(article_id, 0) % len(others)] if others else ""

    def ahead(self) -> list[str]:
        """The articles of this case and the next ones that are not open yet."""
        if self.queue is None or self.articles is None:
            return []
        wanted: dict[str, None] = {}
        case = self.case
        for _ in range(AHEAD):
            case = self.case_of(self.queue.after(case)) if case else None
            if case is not None:
                wanted |= dict.fromkeys((case.article_id, self.beside_id(case.article_id)))
        return [one for one in wanted if one and self.articles.opened(one) is None]

    # Following what was recorded

    def follow(self) -> tuple[str, ...] | None:
        """Take in what was recorded, here and elsewhere.

        Returns:
            The sentences that may be others now; None if the review has to be read anew.

        Raises:
            StoreError: If the project cannot be read.
        """
        if self.review is None or self.store is None or self.queue is None or self.holds_still:
            return ()
        followed = self.review.follow(self.store)
        if followed.is_outdated:
            return None
        for sentence_id in followed.changed:
            self._take_in(sentence_id, self.case_of(sentence_id))
        if self.case is not None and self.case.sentence_id in followed.changed:
            self.case = self.case_of(self.case.sentence_id) or self.case
        return followed.changed

    def _take_in(self, sentence_id: str, case: Case | None) -> None:
        """Bring what is kept of a sentence in line with its case."""
        assert self.queue is not None
        if self.precedents is not None:
            self.precedents.set(sentence_id, case, self.text_of(case) if case else "")
        gone = sentence_id in self.decided and (case is None or case not in self.queue)
        (self.left.add if gone else self.left.discard)(sentence_id)
        if case is None:
            return
        self.members.setdefault(case.article_id, set()).add(sentence_id)
        sheet = self.articles.opened(case.article_id) if self.articles else None
        if sheet is not None:
            sheet.put(case.index, decision_tag(case))


def decision_tag(case: Case) -> Tag:
    """What was decided, as the article shows it."""
    return Tag(case.gold.label if case.gold is not None else "")
