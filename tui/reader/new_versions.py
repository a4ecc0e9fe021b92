"""New versions of annotated articles: labels go over to them, and the annotator is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from annotations.errors import StoreError
from annotations.workflow import open_articles
from tui import messages
from tui.keys import readable
from tui.reader.transfer import CarryingScreen

if TYPE_CHECKING:
    from annotations.comparison.versions import VersionReport
    from annotations.workflow.open_article import Sheet


class SucceedingScreen(CarryingScreen):
    """A carrying screen that knows articles that took the place of others."""

    _searched: tuple[bool, int] = (False, 0)
    """For which state of the project and the corpus replaced articles were looked for."""
    _replaced: dict[str, tuple[str, ...]]
    """Ids of replaced articles by the id of what took their place, the latest first."""

    def __init__(self, *arguments: object, **keywords: object) -> None:
        super().__init__(*arguments, **keywords)  # type: ignore[arg-type]
        self._replaced = {}
        self.version_reports: dict[tuple[str, str], VersionReport | None] = {}
        """By old and new id; None where the two texts are not versions of one article."""

    def look_for_versions(self) -> None:
        """Once project and corpus are read, find out what was replaced since it was annotated."""
        cards = [card for story in self.stories for card in story.cards]
        state = self.opened, len(cards)
        if self.store is None or not self.me or self.reading or state == self._searched:
            return
        self._searched = state
        here = {card.article_id for card in cards}
        if here.issuperset(self.store.frozen_ids()):
            return
        from tui.dialogs import version_list

        version_list.search(self, self.store, cards, self.me)

    @on(messages.Replaced)
    def _take_replaced(self, message: messages.Replaced) -> None:
        self._replaced = dict(message.earlier)
        self.carrier.sources.successors = dict(message.successors)
        if self._replaced:
            self.lay_out()

    def compare(self) -> None:
        """Compare what is shown with what it was before, too."""
        for sheet in self.side_by_side:
            id_ = sheet.article.id
            if id_ in self._replaced and id_ not in self.carrier.sources.earlier:
                found = (self._former(old) for old in self._replaced[id_])
                self.carrier.sources.earlier[id_] = tuple(one for one in found if one is not None)
        super().compare()

    def _former(self, article_id: str) -> Sheet | None:
        """A replaced article as it was, with this annotator's labels."""
        if self.store is None:
            return None
        try:
            return open_articles.frozen_sheet(self.store, article_id, self.me)
        except StoreError as error:
            self.say(str(error), "An earlier version cannot be read", "warning")
            return None

    def carry_labels(self) -> None:
        """Carry labels of earlier versions first: they were given to this very article."""
        self.prepare()
        for sheet in self.carrier.sources.shown:
            for old in self.carrier.sources.earlier.get(sheet.article.id, ()):
                key = old.article.id, sheet.article.id
                if key not in self.version_reports:
                    self._succeed(old, sheet)
        super().carry_labels()

    def _succeed(self, old: Sheet, new: Sheet) -> None:
        """Carry what can be carried from an old version to the new one, and say what became of it.

        Once for each annotator: what was undone later is proposed, not carried again.
        """
        from annotations.store.article_versions import succession, told
        from tui.dialogs import version_list

        beside = self.study.comparisons.view(old, new)
        if beside is None or self.store is None:
            return
        ids = old.article.id, new.article.id
        between = self.carrier.sources.successors.get(ids[0], "")
        if between in self._replaced.get(ids[1], ()) and self.me in told(
            self.store, ids[0], between
        ):
            # Its labels went to the version between; what was never settled is still proposed.
            self.version_reports[ids] = None
            return
        report = self.version_reports[ids] = version_list.report_of(old, new, beside.alignment)
        if report is None:
            kept = self.carrier.sources.earlier[new.article.id]
            self.carrier.sources.earlier[new.article.id] = tuple(
                one for one in kept if one is not old
            )
            return
        self.carrier.sources.successors = {**self.carrier.sources.successors, ids[0]: ids[1]}
        if self.store.read_only or self.me in told(self.store, *ids):
            return
        # That the file changed is a fact: undoing takes back the labels, not this.
        self.recorder.state([succession(self.store, *ids, self.me)], for_good=True)
        edits = self.record(self.carrier.catch_up([(new, old)]))
        self.touch((edit.sheet.article.id, edit.at) for edit in edits)
        key = readable(self.keys["reader.versions"].split(",")[0])
        self.say(
            f"“{report.title}” changed since you labelled it: {report.counts}. {key} lists them.",
            "New version",
            "warning" if report.count("asks") + report.count("lost") else "information",
        )

    def action_versions(self) -> None:
        """List what became of the labels of earlier versions of the story's articles."""
        from tui.dialogs.version_list import Versions

        ids = {card.article_id for card in self.desk.cards}
        reports = [
            report
            for (_, new), report in self.version_reports.items()
            if report is not None and new in ids
        ]
        if not reports:
            self.say("No article of this story changed since you labelled it.")
            return

        def take(chosen: tuple[str, int] | None) -> None:
            if chosen is not None:
                self.visit(*chosen)

        self.app.push_screen(Versions(self, reports), take)
