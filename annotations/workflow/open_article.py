"""An opened article as the reader draws it: sentences, tags, cursor, what is folded away.

Nothing here grows with the article but the sentence offsets; the rows are laid out elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from annotations.labels import SKIP
from annotations.workflow.folds import NO_FOLDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from annotations.articles.article import Article, Sentences, Span
    from annotations.comparison.label_transfer import Offer
    from annotations.comparison.provenance import Origin
    from annotations.language.resegmentation import Boundaries

Saving = Literal["saved", "saving", "failed"]


class Tag(NamedTuple):
    """What the annotator said of one sentence, and whether it is on disk."""

    label: str = ""
    unsure: bool = False
    note: str = ""
    saving: Saving = "saved"
    source: str = "own"
    origin: Origin | None = None
    """Of a label that was carried: where from."""

    @property
    def is_copy(self) -> bool:
        """Whether it came by itself and nobody has looked at it."""
        return self.origin is not None and not self.origin.accepted

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return not (self.label or self.unsure or self.note)


NO_TAG = Tag()

_SKIPS = frozenset({SKIP.slug})


class Proposal(NamedTuple):
    """A label that another article's sentence carries and this one might."""

    label: str
    offer: Offer
    source: Sheet
    """The article that it would come from."""

    @property
    def key(self) -> str:
        """What its rejection is remembered by."""
        return self.offer.rejection

    @property
    def verbatim(self) -> bool:
        """Whether the text is the same, so that all such can be accepted at once."""
        return self.offer.carry.verbatim


class Former(NamedTuple):
    """What the annotator said of a sentence that is cut otherwise now, proposed for this one."""

    tag: Tag
    sentence_id: str
    """Of the sentence that is no more."""
    source: None = None
    verbatim: bool = False

    @property
    def label(self) -> str:
        """The label."""
        return self.tag.label

    @property
    def key(self) -> str:
        """What its rejection is remembered by."""
        return f"{self.sentence_id}/{self.label}"


def opens_paragraph(text: str, sentences: Sentences, index: int) -> bool:
    """Whether a sentence is the first of its paragraph: a line end stands before it."""
    if index == 0:
        return True
    before = sentences.span(index - 1).end
    return text.find("\n", before, sentences.span(index).start) >= 0


class Sheet:
    """An opened article and what the annotator has done with it."""

    def __init__(
        self, article: Article, sentences: Sentences, skips: frozenset[str] = _SKIPS
    ) -> None:
        self.article = article
        self.sentences = sentences
        self.skips = skips
        """Labels of sentences that are no work."""
        self.tags: dict[int, Tag] = {}
        self.proposals: dict[int, Proposal | Former] = {}
        """Labels that sentences without one might take over."""
        self.former: dict[int, Former] = {}
        """What was said of sentences that were cut otherwise, by what takes their place."""
        self.stale: frozenset[int] = frozenset()
        """Carried labels whose sentences are less alike than they were."""
        self.labelled = 0
        """How many sentences of the body carry a label that is no disposition."""
        self.skipped = 0
        """How many sentences of the body were skipped: they are no work."""
        self.anchor: int | None = None
        """Where a range was started, or None."""
        self.with_boilerplate = False
        """Whether the cursor stops at boilerplate too."""
        self.folds = NO_FOLDS
        """The runs of sentences that are folded away; the cursor stops at each once."""
        self.cursor = self.next_work(-1, 1)

    def tag(self, index: int) -> Tag:
        """What was said of a sentence; `NO_TAG` where nothing was."""
        return self.tags.get(index, NO_TAG)

    def put(self, index: int, tag: Tag) -> None:
        """Show `tag` at a sentence from now on."""
        if not self.sentences.is_boilerplate(index):
            before, after = self.tag(index).label, tag.label
            self.skipped += (after in self.skips) - (before in self.skips)
            self.labelled += self._is_labelled(after) - self._is_labelled(before)
        if tag.is_empty and tag.saving == "saved":
            self.tags.pop(index, None)
        else:
            self.tags[index] = tag

    def _is_labelled(self, label: str) -> bool:
        return bool(label) and label not in self.skips

    @property
    def work(self) -> int:
        """How many sentences there are to label: those of the body that were not skipped."""
        return self.sentences.body - self.skipped

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to label."""
        return self.labelled >= self.work

    def is_skipped(self, index: int) -> bool:
        """Whether it was said that a sentence is none of the report."""
        return self.tag(index).label in self.skips

    def load(self, tags: Mapping[int, Tag]) -> None:
        """Show what the store holds, under what is still on its way there."""
        pending = {i: tag for i, tag in self.tags.items() if tag.saving != "saved"}
        self.tags, self.labelled, self.skipped = {}, 0, 0
        for index, tag in {**tags, **pending}.items():
            if 0 <= index < len(self.sentences):
                self.put(index, tag)

    def succeed(self, before: Sheet) -> None:
        """Take the place of a sheet of the same article: its cursor, what is on its way to disk."""
        self.skips = before.skips
        self.with_boilerplate = before.with_boilerplate
        if before.sentences == self.sentences:
            self.cursor, self.anchor, self.folds = before.cursor, before.anchor, before.folds
        elif len(before.sentences) and len(self.sentences):
            self.cursor = max(self.sentences.at(before.sentences.span(before.cursor).start), 0)
        for index, tag in before.tags.items():
            if tag.saving != "saved" and (now := self.index_of(before, index)) is not None:
                self.put(now, tag)

    def index_of(self, before: Sheet, index: int) -> int | None:
        """The same sentence here of another sheet of the article; None if it is cut otherwise."""
        span = before.sentences.span(index)
        found = self.sentences.at(span.start)
        return found if found >= 0 and self.sentences.span(found) == span else None

    @property
    def selection(self) -> range:
        """The sentences that a label key labels: the range, or the one under the cursor."""
        if self.anchor is None:
            return range(self.cursor, self.cursor + 1)
        return range(min(self.anchor, self.cursor), max(self.anchor, self.cursor) + 1)

    def is_work(self, index: int) -> bool:
        """Whether the cursor stops at a sentence."""
        return self.with_boilerplate or not self.sentences.is_boilerplate(index)

    def next_work(self, index: int, step: int) -> int:
        """The nearest sentence beyond `index` in the direction of `step` where the cursor stops.

        Where there is none, the sentence at `index` itself (or the first).
        """
        found = index + step
        while 0 <= found < len(self.sentences):
            if self.is_work(found):
                return found
            found += step
        return min(max(index, 0), max(len(self.sentences) - 1, 0))

    def next_stop(self, index: int, step: int) -> int:
        """`next_work` where a folded run counts as one sentence: its first where there is work."""
        run = self.folds.at(index)
        if run is not None:
            index = run.stop - 1 if step > 0 else run.start
        found = self.next_work(index, step)
        if run is not None and found in run:
            return self.first_work(run)
        run = self.folds.at(found)
        return found if run is None else self.first_work(run)

    def first_work(self, run: range) -> int:
        """The first sentence of a run where the cursor stops, or just its first."""
        return next(filter(self.is_work, run), run.start)

    def hiding(self, indices: Iterable[int]) -> list[range]:
        """The folded runs that hide some of these sentences."""
        return list(dict.fromkeys(run for i in indices if (run := self.folds.at(i))))

    def opens_paragraph(self, index: int) -> bool:
        """Whether a sentence is the first of its paragraph."""
        return opens_paragraph(self.article.running_text, self.sentences, index)

    def stands_alone(self, index: int) -> bool:
        """Whether a sentence is a paragraph of its own."""
        last = index + 1 == len(self.sentences)
        return self.opens_paragraph(index) and (last or self.opens_paragraph(index + 1))

    def line(self, index: int) -> str:
        """The words of a sentence, one blank between them."""
        return " ".join(self.sentences.span(index).of(self.article.running_text).split())

    def same_lines(self, line: str) -> list[int]:
        """The sentences of these words that are work, stand alone and of which nothing is said."""
        return [
            index
            for index in range(len(self.sentences))
            if not self.sentences.is_boilerplate(index)
            and self.tag(index).is_empty
            and self.line(index) == line
            and self.stands_alone(index)
        ]

    def stops(self, count: int) -> list[int]:
        """`count` sentences where the cursor stops, from its own on; fewer at the end."""
        found = [self.cursor]
        while len(found) < count:
            further = self.next_work(found[-1], 1)
            if further == found[-1]:
                break
            found.append(further)
        return found

    def next_paragraph(self, index: int, step: int) -> int:
        """The first sentence of the next paragraph, or of this one and then the one before."""
        target = self.next_stop(index, step)
        while target != index and not self.opens_paragraph(target):
            further = self.next_stop(target, step)
            if further == target:
                break
            target = further
        return target

    def next_unlabelled(self, step: int) -> int | None:
        """The nearest sentence of the body without a label, or None."""
        last = len(self.sentences) if step > 0 else -1
        for index in range(self.cursor + step, last, step):
            if self.is_work(index) and not self.tag(index).label:
                return index
        return None


def resegmented(sheet: Sheet, moved: Boundaries | Sentences, tags: Mapping[int, Tag]) -> Sheet:
    """The same article cut otherwise: what is said of sentences that stay stays.

    Args:
        sheet: As it is cut so far.
        moved: The boundaries that move, or the cuts that come of it.
        tags: What is said of sentences that come of it, by their index.
    """
    from annotations.articles.article import Sentences
    from annotations.language.resegmentation import with_boundaries

    if isinstance(moved, Sentences):
        cuts = moved
    else:
        cuts = with_boundaries(sheet.article, sheet.sentences, moved)
    after = Sheet(sheet.article, cuts)
    gone = []
    for index, tag in sheet.tags.items():
        if (now := after.index_of(sheet, index)) is not None:
            after.put(now, tag)
        elif tag.label:
            gone.append((sheet.sentences.span(index), tag))
    for index, tag in tags.items():
        after.put(index, tag)
    after.former = former_at(after, gone)
    return after


def former_at(sheet: Sheet, gone: Iterable[tuple[Span, Tag]]) -> dict[int, Former]:
    """What labels of sentences that are no more are proposed for: all that share words with them.

    Where several would be proposed for one sentence, none is: whoever joined them chose.
    """
    found: dict[int, Former | None] = {}
    for span, tag in gone:
        sentence_id = sheet.article.sentence_id(span)
        index = max(sheet.sentences.at(span.start), 0)
        while index < len(sheet.sentences) and sheet.sentences.span(index).start < span.end:
            if sheet.sentences.span(index).overlaps(span):
                known = found.get(index)
                one = Former(tag._replace(saving="saved"), sentence_id)
                same = index not in found or (known is not None and known.label == one.label)
                found[index] = one if same else None
            index += 1
    return {index: one for index, one in found.items() if one is not None}
