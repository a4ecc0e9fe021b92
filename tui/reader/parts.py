"""What the reader consists of besides widgets of its own: a collaborator for each thing it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annotations.workflow.label_transfer import Carrier
from annotations.workflow.open_articles import kinds_not_read
from tui.reader.articles import Articles
from tui.reader.assigned import Assigned
from tui.reader.background import Behind, Study
from tui.reader.colleagues import Colleagues
from tui.reader.corrections import Corrections
from tui.reader.day import Day
from tui.reader.deleted_files import DeletedFiles
from tui.reader.indexing import Indexing
from tui.reader.labelling import Labelling
from tui.reader.lists import Lists
from tui.reader.navigation import Navigation
from tui.reader.new_versions import NewVersions
from tui.reader.next_work import NextWork
from tui.reader.panes import Panes
from tui.reader.related import Related
from tui.reader.resume import Resume
from tui.reader.search import Search
from tui.reader.second_pass import SecondPass
from tui.reader.segmentation import Segmentation
from tui.reader.services import ReaderServices
from tui.reader.skipping import Skipping
from tui.reader.state import ReaderState
from tui.reader.status_text import Carried, Naming, StatusText
from tui.reader.stories import Stories
from tui.reader.switches import Switches
from tui.reader.table_mode import TableMode
from tui.reader.team import Team
from tui.reader.team_view import TeamView
from tui.reader.transfer import Transfer
from tui.reader.watch import Watch
from tui.reader.widths import Widths
from tui.reader.word_search import WordSearch
from tui.reader.work_list import WorkList
from tui.recorder import Recorder
from tui.store_worker import Writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.screen import Screen

    from annotations.config import ReaderConfig
    from annotations.store.protocol import Store
    from annotations.workflow.open_articles import Corpus
    from tui.reader.changes import Changes
    from tui.reader.colleagues import Floor
    from tui.reader.look import Look
    from tui.reader.tour import Tour
    from tui.settings import Settings


class Parts:
    """The state, and everything that changes it.

    Args:
        screen: Whose parts they are: it gets the answers of workers and of the store.
        apply: Lets it show what changed.
        settings: What was configured.
        look: Colours, signs, labels, keys.
        corpus: What there is to read.
        open_store: Opens the project; called on the writer's thread.
        floor: Makes the review and the like, from what they have of the reader.
    """

    def __init__(
        self,
        screen: Screen[Any],
        apply: Callable[[Changes], None],
        settings: Settings,
        look: Look,
        corpus: Corpus,
        open_store: Callable[[], Store],
        floor: Callable[[ReaderServices], Floor],
    ) -> None:
        config = settings.config
        self.settings, self.look = settings, look
        self.state = state = _state(corpus, config.reader)
        self.writer = Writer(
            open_store,
            name=settings.annotator,
            guideline=config.guidelines.version,
            post=screen.post_message,
        )
        self.recorder = recorder = Recorder(state.sheets, self.writer.submit)
        self.indexing = indexing = Indexing(
            state, settings, corpus.files if corpus.complete else ()
        )
        self.behind = behind = Behind(screen, indexing)
        self.study = study = Study(screen, config.language.engine)
        comparisons, highlights = study.comparisons, study.highlights
        carrier = Carrier(config.reader.carry, comparisons.view)
        naming = Naming(state, carrier.sources.newest, look.glyphs.dot)
        letter_of = naming.letter_of
        self.panes = panes = Panes(state, look, comparisons, highlights, naming.heading)
        self.articles = articles = Articles(state, config, behind, study, panes.in_view)
        self.resume = Resume(state, settings, articles, behind)
        self.navigation = navigation = Navigation(state, panes, comparisons, articles)
        self.search = Search(state, comparisons, highlights, navigation, articles)
        self.words = WordSearch(state, look, config, behind, navigation)
        self.work_list = work_list = WorkList(
            state, look, config.searches, indexing, articles, behind, navigation
        )
        self.related = Related(state, look, config, behind)
        self.table_mode = TableMode(state, look, panes, comparisons)
        self.widths = Widths(state, look, panes)
        self.transfer = transfer = Transfer(
            state, look, carrier, comparisons, recorder, navigation, letter_of
        )
        self.next_work = next_work = NextWork(
            state, look, config, behind, articles, navigation, recorder, transfer
        )
        self.stories = Stories(state, look, behind, recorder, transfer)
        self.assigned = Assigned(state, behind, recorder, transfer, next_work)
        self.team_view = TeamView(state, look, behind)
        self.skipping = skipping = Skipping(state, look, config, behind, transfer)
        self.deleted_files = DeletedFiles(state, settings.project, behind, articles)
        self.watch = Watch(state, config, behind, self.deleted_files.complete)
        self.day = Day(state, look, settings, behind, next_work)
        self.new_versions = NewVersions(
            state, look, behind, study, carrier, transfer, recorder, navigation
        )
        self.corrections = Corrections(state, look, study, recorder, transfer)
        self.segmentation = Segmentation(
            state, look, config, recorder, transfer, articles, navigation
        )
        self.labelling = Labelling(
            state,
            recorder,
            transfer,
            navigation,
            articles,
            self.segmentation,
            skipping,
            look.scheme,
        )
        self.second_pass = SecondPass(state, look, behind, navigation)
        self.lists = Lists(
            state,
            look,
            study,
            articles,
            navigation,
            letter_of,
            next_work,
            self.stories,
            indexing,
            work_list,
            config.searches,
            self.assigned,
            apply,
        )
        self.switches = Switches(
            state,
            look,
            panes,
            lambda text: screen.app.copy_to_clipboard(text),
            lambda url: _browse(screen.app, url),
        )
        accept, reject = look.key("reader.accept"), look.key("reader.reject")
        carried = Carried(carrier, naming.place_of, accept, reject)
        words = self.assigned.words
        self.text = StatusText(state, look, settings, recorder, highlights, carried, words)
        self.tour: Tour | None = None
        """What shows the keys, while that is wanted."""
        above = floor(ReaderServices(self, apply))
        self.colleagues = Colleagues(state, look, behind, recorder, navigation, above)
        self.team = Team(state, look, settings, self.writer, screen.post_message)


def _browse(app: App[Any], url: str) -> bool:
    """Show a page in the browser: the one that shows the reader, if one does; whether it began."""
    if app.is_web:
        app.open_url(url)
        return True
    import webbrowser

    return webbrowser.open(url)


def _state(corpus: Corpus, config: ReaderConfig) -> ReaderState:
    """What is known and switched on before anything is open."""
    return ReaderState(
        stories=corpus.stories,
        found=corpus.stories,
        skipped=corpus.skipped,
        receipts=corpus.receipts,
        not_read=kinds_not_read(corpus.ignored),
        reading="" if corpus.complete else "reading",
        panes_wanted=config.panes,
        kinds={
            "entities": config.entities,
            "figures": config.figures,
            "differences": config.differences,
        },
        flow=config.layout == "flow",
        advances=config.advance,
    )
