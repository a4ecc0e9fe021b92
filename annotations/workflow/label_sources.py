"""Where labels may come from: articles beside one another, and their earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.workflow.open_article import NO_TAG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from annotations.comparison.label_transfer import Carry
    from annotations.comparison.provenance import Origin
    from annotations.store.events import Annotation
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside


class Sources:
    """What is known of the articles that labels come from.

    Args:
        view: A sheet in the light of another, once the two are compared.
    """

    def __init__(self, view: Callable[[Sheet | None, Sheet | None], Beside | None]) -> None:
        self._view = view
        self.person = ""
        """Whose labels they are."""
        self.shown: tuple[Sheet, ...] = ()
        """The articles that stand side by side."""
        self.earlier: dict[str, tuple[Sheet, ...]] = {}
        """Former versions of articles, by the new one's id, the latest first."""
        self.successors: Mapping[str, str] = {}
        """By the id of an article the id of the one that replaced it."""
        self._said: dict[str, set[int]] = {}
        self._undone: set[tuple[str, int]] = set()

    # What was said before

    def knows(self, article_id: str) -> bool:
        """Whether `remember` was told of an article."""
        return article_id in self._said

    def remember(self, article_id: str, said: Iterable[Annotation]) -> None:
        """Learn of which sentences anything was ever said: by this person, or still by others."""
        self._said[article_id] = {
            one.index for one in said if one.mark or one.person == self.person
        }

    def happened(self, annotations: Iterable[Annotation], *, undone: bool) -> None:
        """Learn what the store says now of some sentences, after an undo or anything else."""
        for one in annotations:
            if one.article_id in self._said:  # else all of it is looked up when it is needed
                self._said[one.article_id].add(one.index)
            spot = one.article_id, one.index
            if undone and not one.mark:
                self._undone.add(spot)
            else:
                self._undone.discard(spot)

    def is_free(self, sheet: Sheet, index: int, *, again: bool) -> bool:
        """Whether a label may come by itself; `again`: also where the last thing was an undo."""
        id_ = sheet.article.id
        if id_ not in self._said or sheet.tag(index) != NO_TAG:
            return False
        return index not in self._said[id_] or (again and (id_, index) in self._undone)

    def sources_of(self, sheet: Sheet) -> Iterator[Sheet]:
        """From where labels may come to an article: its earlier versions, what stands beside it."""
        yield from self.earlier.get(sheet.article.id, ())
        yield from (other for other in self.shown if other is not sheet)

    def is_earlier(self, source: Sheet, sheet: Sheet) -> bool:
        """Whether one is a former version of the other: its labels were given to this article."""
        return source in self.earlier.get(sheet.article.id, ())

    # Labels whose source is no longer what it was

    def newest(self, article_id: str) -> str:
        """The article that took the place of one, of that, and so on."""
        if not self.successors:
            return article_id
        from annotations.store.article_versions import newest

        return newest(article_id, self.successors)

    def _source_of(self, sheet: Sheet, origin: Origin) -> Sheet | None:
        """Where a label came from, if that or its new version can be looked at."""
        among = tuple(self.sources_of(sheet))
        exact = next((one for one in among if one.article.id == origin.article), None)
        newest = self.newest(origin.article)
        newer = next((one for one in among if one.article.id == newest), None)
        return newer or exact

    def related(self, sheet: Sheet, index: int, origin: Origin) -> Carry | None:
        """How the sentence and its label's source belong together today."""
        source = self._source_of(sheet, origin)
        beside = self._view(sheet, source)
        if source is None or beside is None:
            return None
        found = list(beside.carries_to(index))
        if source.article.id == origin.article:
            at = source.sentences.at(origin.start)
            found = [carry for carry in found if carry.a == at]
        return max(found, key=lambda carry: (carry.verbatim, carry.score), default=None)

    def now(self, sheet: Sheet, index: int) -> Carry | None:
        """How a carried label's sentence and its source belong together today, if they do."""
        origin = sheet.tag(index).origin
        return self.related(sheet, index, origin) if origin else None

    def is_stale(self, sheet: Sheet, index: int) -> bool:
        """Whether a carried label's sentence is less like its source than when it was carried."""
        origin = sheet.tag(index).origin
        if origin is None or self._view(sheet, self._source_of(sheet, origin)) is None:
            return False
        from annotations.comparison.provenance import is_stale

        now = self.related(sheet, index, origin)
        return is_stale(origin.change, now.change if now else None)
