"""New versions of annotated articles: labels go over to them, and the annotator is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.workflow import open_articles
from annotations.workflow.new_versions import find_replaced, report_of
from tui import messages
from tui.reader.changes import NOTHING, Changes, Said, ask, say

if TYPE_CHECKING:
    from annotations.comparison.versions import VersionReport
    from annotations.workflow.label_transfer import Carrier
    from annotations.workflow.new_versions import Replaced
    from annotations.workflow.open_article import Sheet
    from tui.reader.background import Behind, Study
    from tui.reader.look import Look
    from tui.reader.navigation import Navigation
    from tui.reader.state import ReaderState
    from tui.reader.transfer import Transfer
    from tui.recorder import Recorder


class NewVersions:
    """Knows articles that took the place of others.

    Args:
        state: What is shown, and of which project.
        look: What keys are called.
        behind: Starts workers.
        study: Compares.
        carrier: Knows what may be carried where.
        transfer: Records what is carried.
        recorder: Takes the fact that a file changed to the store.
        navigation: Goes to a sentence.
    """

    def __init__(
        self,
        state: ReaderState,
        look: Look,
        behind: Behind,
        study: Study,
        carrier: Carrier,
        transfer: Transfer,
        recorder: Recorder,
        navigation: Navigation,
    ) -> None:
        self._state = state
        self._look = look
        self._behind = behind
        self._study = study
        self._carrier = carrier
        self._sources = carrier.sources
        self._transfer = transfer
        self._recorder = recorder
        self._navigation = navigation
        self._searched: frozenset[str] | None = None
        """The articles of the corpus for which replaced ones were looked for."""
        self._replaced: dict[str, tuple[str, ...]] = {}
        """Ids of replaced articles by the id of what took their place, the latest first."""
        self.reports: dict[tuple[str, str], VersionReport | None] = {}
        """By old and new id; None where the two texts are not versions of one article."""

    def look_for(self) -> None:
        """Once project and corpus are read, find out what was replaced since it was annotated."""
        store, me = self._state.store, self._state.me
        cards = [card for story in self._state.stories for card in story.cards]
        seen = frozenset(card.article_id for card in cards)
        if store is None or not me or self._state.reading or seen == self._searched:
            return
        self._searched = seen
        if seen.issuperset(store.frozen_ids()):
            return
        self._behind.run(
            "versions",
            lambda: messages.Replaced(find_replaced(store, cards, me)),
            lambda error: messages.StudyFailed(f"Looking for new versions: {error}"),
        )

    def take(self, found: Replaced) -> Changes:
        """Learn what was replaced."""
        self._replaced = dict(found.earlier)
        self._sources.successors = dict(found.successors)
        return Changes(panes=bool(self._replaced))

    def compare(self) -> Changes:
        """Compare what is shown, and with what it was before too; say what cannot be read."""
        shown, said = self._state.side_by_side, list[Said]()
        for sheet in shown:
            id_ = sheet.article.id
            if id_ in self._replaced and id_ not in self._sources.earlier:
                found = [self._former(old, said) for old in self._replaced[id_]]
                self._sources.earlier[id_] = tuple(one for one in found if one is not None)
        self._study.compare(shown)
        for sheet in shown:
            for earlier in self._sources.earlier.get(sheet.article.id, ()):
                self._study.compare([earlier, sheet])
        return Changes(said=tuple(said))

    def _former(self, article_id: str, said: list[Said]) -> Sheet | None:
        """A replaced article as it was, with this annotator's labels."""
        if self._state.store is None:
            return None
        try:
            return open_articles.frozen_sheet(self._state.store, article_id, self._state.me)
        except StoreError as error:
            said.append(Said(str(error), "An earlier version cannot be read", "warning"))
            return None

    def carry(self) -> Changes:
        """Carry labels of earlier versions: they were given to this very article."""
        self._transfer.prepare()
        changes = NOTHING
        for sheet in self._sources.shown:
            for old in self._sources.earlier.get(sheet.article.id, ()):
                if (old.article.id, sheet.article.id) not in self.reports:
                    changes = changes.plus(self._succeed(old, sheet))
        return changes

    def _succeed(self, old: Sheet, new: Sheet) -> Changes:
        """Carry what can be carried from an old version to the new one, and say what became of it.

        Once for each annotator: what was undone later is proposed, not carried again.
        """
        from annotations.store.article_versions import succession, told

        store, me, sources = self._state.store, self._state.me, self._sources
        beside = self._study.comparisons.view(old, new)
        if beside is None or store is None:
            return NOTHING
        ids = old.article.id, new.article.id
        between = sources.successors.get(ids[0], "")
        if between in self._replaced.get(ids[1], ()) and me in told(store, ids[0], between):
            # Its labels went to the version between; what was never settled is still proposed.
            self.reports[ids] = None
            return NOTHING
        report = self.reports[ids] = report_of(old, new, beside.alignment)
        if report is None:
            kept = sources.earlier[new.article.id]
            sources.earlier[new.article.id] = tuple(one for one in kept if one is not old)
            return NOTHING
        sources.successors = {**sources.successors, ids[0]: ids[1]}
        if store.read_only or me in told(store, *ids):
            return NOTHING
        # That the file changed is a fact: undoing takes back the labels, not this.
        self._recorder.state([succession(store, *ids, me)], for_good=True)
        changes = self._transfer.record(self._carrier.catch_up([(new, old)]))
        key = self._look.key("reader.versions")
        return changes.plus(
            say(
                f"“{report.title}” changed since you labelled it: {report.counts}. "
                f"{key} lists them.",
                "New version",
                "warning" if report.count("asks") + report.count("lost") else "information",
            )
        )

    def list_labels(self) -> Changes:
        """List what became of the labels of earlier versions of the story's articles."""
        from tui.dialogs.version_list import Versions

        ids = {card.article_id for card in self._state.cards}
        reports = [
            report for (_, new), report in self.reports.items() if report is not None and new in ids
        ]
        if not reports:
            return say("No article of this story changed since you labelled it.")
        look = self._look
        screen = Versions(look.palette, look.glyphs, look.scheme, reports)
        return ask(screen, self._navigation.visit_chosen)
