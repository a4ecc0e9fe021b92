"""What the background says to the reader; each message carries values only.

Without `repr` and `eq`, which nothing asks for: making them costs the start 3 ms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from annotations.agreement import Report
    from annotations.articles.corpus import Card, Found
    from annotations.articles.stories import Story
    from annotations.articles.stories_by_hand import ByHand
    from annotations.errors import SluglineError, StoreError
    from annotations.exchange.live import Standing
    from annotations.language.corrections import Corrections
    from annotations.review.clarifications import Rule
    from annotations.review.precedents import Precedents
    from annotations.review.remarks import Remarks
    from annotations.review.review import Review
    from annotations.review.second_pass import SecondPass
    from annotations.review.summary import Summary
    from annotations.statistics import Pace
    from annotations.store.assignments import Assignments
    from annotations.store.events import Annotation, Event
    from annotations.store.protocol import Store
    from annotations.workflow import new_versions, open_articles, progress
    from annotations.workflow.deleted_files import Deleted, Whole
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Comparing
    from annotations.workflow.related import Reports
    from annotations.workflow.search import Looked
    from annotations.workflow.team_progress import TeamProgress
    from tui.store_jobs import Job
    from tui.widgets.highlights import Highlights


@dataclass(repr=False, eq=False)
class LongWorkEnded(Message):
    """Something took so long that somebody may look elsewhere by now; `what` says it in words."""

    what: str
    seconds: float


@dataclass(repr=False, eq=False)
class StoreOpened(Message):
    """The project is open; `me` is the annotator's person id (empty when read-only and new)."""

    store: Store
    me: str


@dataclass(repr=False, eq=False)
class StoreFailed(Message):
    """The project could not be opened: nothing can be saved."""

    error: StoreError


@dataclass(repr=False, eq=False)
class Kept(Message):
    """A job is on disk: what the sentences it touched say now."""

    job: Job
    annotations: Sequence[Annotation]
    corrected: bool = False
    """Whether it changed corrections; `Corrected` says to what."""
    events: Sequence[Event] = ()
    """What an undo, a redo, corrections or statements added."""
    taken: Sequence[Event] = ()
    """What an undo took back."""
    is_earlier: bool = False
    """Whether that was done before this project was opened here."""


@dataclass(repr=False, eq=False)
class UndoAsked(Message):
    """The last action was done in another window: it is taken back only if somebody says so."""

    job: Job
    events: Sequence[Event]


@dataclass
class Corrected(Message):
    """Names and quantities were corrected, here or elsewhere, or corrections taken back."""

    corrections: Corrections


@dataclass(repr=False, eq=False)
class NotKept(Message):
    """A job is not on disk, and why."""

    job: Job
    error: StoreError


@dataclass(repr=False, eq=False)
class Noticed(Message):
    """The store has something to say of the project: the disk is nearly full, say."""

    text: str


@dataclass(repr=False, eq=False)
class ChangedElsewhere(Message):
    """Another process recorded something in this project."""

    articles: frozenset[str]
    """Where labels are others now."""
    events: Sequence[Event] = ()
    """Everything that was recorded."""


@dataclass(repr=False, eq=False)
class CorpusRead(Message):
    """More of the corpus was read, or all of it."""

    progress: open_articles.Progress
    deleted: Mapping[str, Deleted] | None = None
    """Articles without a file that are among its stories; None where they were not looked for."""


@dataclass(repr=False, eq=False)
class DeletedFound(Message):
    """The project was searched for articles whose file is gone."""

    stories: Sequence[Story]
    """The corpus without them."""
    whole: Whole | None


@dataclass(repr=False, eq=False)
class SheetRead(Message):
    """A long article was read and cut, or the reason why it was not."""

    card: Card
    sheet: Sheet | str


@dataclass(repr=False, eq=False)
class SameLines(Message):
    """Articles of a source were looked through for a line that was skipped."""

    line: str
    slug: str
    """What it was skipped as."""
    sheets: Sequence[Sheet]
    """Where it stands."""


@dataclass(repr=False, eq=False)
class Analysed(Message):
    """Names and quantities of an article were found."""

    found: open_articles.Analysed
    highlights: Highlights
    """What to colour, where nothing is corrected."""


@dataclass(repr=False, eq=False)
class Compared(Message):
    """Two articles were aligned and their quantities linked."""

    comparing: Comparing


@dataclass(repr=False, eq=False)
class RelatedFound(Message):
    """The corpus was looked through for other reports of an article's event."""

    found: Reports
    looked: int
    """How many articles were looked through."""
    note: str
    """What there is to say of that, or empty."""


@dataclass(repr=False, eq=False)
class Replaced(Message):
    """Articles of the corpus took the place of annotated ones."""

    found: new_versions.Replaced


@dataclass(repr=False, eq=False)
class StudyFailed(Message):
    """An analysis or comparison broke off: an error of ours, and no reason to stop reading."""

    reason: str


@dataclass(repr=False, eq=False)
class ReviewRead(Message):
    """Every vote and decision of the project was read."""

    review: Review
    precedents: Precedents


@dataclass(repr=False, eq=False)
class ReviewFailed(Message):
    """The project could not be read, or nobody in it has a name that was given."""

    error: SluglineError


@dataclass(repr=False, eq=False)
class AgreementCounted(Message):
    """How far people agree, and the stories that this was resampled by."""

    report: Report
    stories: Mapping[str, str]
    """The key of each kept article's story."""


@dataclass(repr=False, eq=False)
class SheetsOpened(Message):
    """Articles that the next keys will need were opened."""

    sheets: Sequence[Sheet]


@dataclass(repr=False, eq=False)
class VotesRead(Message):
    """So many more votes of the project were read."""

    votes: int


@dataclass(repr=False, eq=False)
class RemarksRead(Message):
    """What reviews say to annotators was read."""

    remarks: Remarks


@dataclass(repr=False, eq=False)
class Summarised(Message):
    """It was counted how far a review is."""

    summary: Summary


@dataclass(repr=False, eq=False)
class OverruledRead(Message):
    """Everything was read that decides which labels were changed."""

    review: Review
    rules: Sequence[Rule]


@dataclass(repr=False, eq=False)
class Counted(Message):
    """How far some articles are that are not open."""

    standings: Mapping[str, progress.Standing]
    is_last: bool = False


@dataclass(repr=False, eq=False)
class DayCounted(Message):
    """What was labelled today was counted."""

    pace: Pace


@dataclass(repr=False, eq=False)
class AssignmentsRead(Message):
    """Whose articles are was read."""

    assignments: Assignments
    holders: Mapping[str, str]
    """By article what those are called whose it is."""
    mine: frozenset[str]


@dataclass(repr=False, eq=False)
class TeamCounted(Message):
    """How far the team is was counted."""

    progress: TeamProgress


@dataclass(repr=False, eq=False)
class TeamNotCounted(Message):
    """How far the team is could not be counted."""

    error: SluglineError


@dataclass(repr=False, eq=False)
class Arranged(Message):
    """The stories of a large corpus were arranged as people want them."""

    found: Sequence[Story]
    """The stories as files had them."""
    by_hand: ByHand
    stories: Sequence[Story]


@dataclass(repr=False, eq=False)
class WordsFound(Message):
    """Articles were looked through for words."""

    results: object
    """What it belongs to: an answer to a question of before is dropped."""
    looked: Sequence[Looked]
    is_last: bool = False


@dataclass(repr=False, eq=False)
class WorkFound(Message):
    """A search that was opened as a work list was done."""

    text: str
    entries: Sequence[tuple[str, int]]
    """Articles, and where to begin in each, in code points."""
    problem: str = ""
    """Why nothing could be searched, or empty."""


@dataclass(repr=False, eq=False)
class TeamSeen(Message):
    """How the project and the team's database stand to each other is other than before."""

    standing: Standing


@dataclass(repr=False, eq=False)
class FilesSeen(Message):
    """The files of the corpus were looked at: when each was changed, and its size."""

    found: Found | None
    stamps: dict[str, tuple[int, int]]


@dataclass(repr=False, eq=False)
class PassesRead(Message):
    """Articles that others have finished were looked for."""

    passes: Sequence[SecondPass]
    titles: Mapping[str, str]
    """By article."""
    names: Mapping[str, str]
    """Display names by person."""
