"""From files to sheets: what workers do before the reader can show something."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.articles.article import Article, Sentences, Span
from annotations.articles.corpus import Card, File, Found, Skipped
from annotations.articles.formats import INDEPENDENT
from annotations.articles.kept import is_kept
from annotations.articles.source_file import suffix_of
from annotations.articles.stories import Story, group
from annotations.errors import ArticleError, StoreError
from annotations.language.resegmentation import EDITED
from annotations.plurals import count
from annotations.workflow.article_files import cut_article, engine_of, read_article, read_cards
from annotations.workflow.indexing import grouped
from annotations.workflow.open_article import Former, Sheet, Tag, former_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from annotations.articles.receipts import Receipt
    from annotations.config import Config
    from annotations.index.build import Builder
    from annotations.language.model import Analysis
    from annotations.store.events import Annotation
    from annotations.store.protocol import Store

AT_ONCE = 24
"""Files of text of a corpus that is read before the screen opens; a larger one is read behind it.
Other files count as `_HEAVY`."""
_HEAVY = 8
_HEAVY_BYTES = 1_000_000
"""A file of several articles that is larger is always read on behind the screen."""

SMALL_TEXT = 400_000
"""Characters of an article that is read without a worker: it takes some 20 ms."""

SMALL_ANALYSIS = 2_000
"""Sentences of an article that is analysed whole; of a longer one, what is visible."""

_FIRST_CARDS = 16
"""Articles that are enough to begin with where a corpus is large."""

_KINDS = 5
"""Kinds of files that a message names."""

_FIRST_GROUPING = 2_000
"""Articles of a large corpus that are shown as stories first; then at every doubling."""


@dataclass(frozen=True)
class Corpus:
    """What was found to read, and as much of it as is grouped into stories."""

    files: tuple[File, ...]
    stories: tuple[Story, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=())
    complete: bool = True
    receipts: tuple[Receipt, ...] = ()
    """What became of the files, as far as they are read."""
    ignored: Mapping[str, int] = field(default_factory=dict)
    """Files that are of no format that is read, by the suffix of their names."""
    more_at: tuple[str, ...] = ()
    """Where more files are to be looked for."""


class Progress(NamedTuple):
    """How far a large corpus is read."""

    stories: Sequence[Story]
    """All of them at the end, and now and then those of what is read; empty otherwise."""
    skipped: Sequence[Skipped]
    """What cannot be read; known at the end."""
    done: int
    total: int
    share: float = 0.0
    """How much of the next file has been read, from 0 to 1."""
    receipts: Sequence[Receipt] = ()
    """What became of every file; known at the end."""
    not_read: str = ""
    """How many files are of kinds that are not read, if that was found out on the way."""

    @property
    def is_over(self) -> bool:
        """Whether all is read."""
        return self.done == self.total


class Analysed(NamedTuple):
    """What was found in an article, or in a part of it."""

    article: Article
    analysis: Analysis
    """As the rules have it: corrections are laid over it when it is shown."""
    sentences: range
    """Which sentences were looked at."""
    within: Span | None
    """The part of the text that they are, if it is not all."""


def open_corpus(found: Found, config: Config, first: Sequence[File] = ()) -> Corpus:
    """A small corpus whole; of a large one `first`, or else what stands beside its first file.

    Of files that hold many articles the first few are enough to begin with.
    """
    files = found.files
    complete = _is_small(files)
    if not complete:
        folder = Path(files[0].path).parent
        beside = (file for file in files[:64] if Path(file.path).parent == folder)
        files = tuple(first) or tuple(beside)[:3]
    cards: list[Card] = []
    skipped = list(found.problems)
    receipts: list[Receipt] = []
    for batch in read_cards(files, config):
        cards += batch.cards
        skipped += batch.skipped
        receipts += batch.receipts
        if not complete and len(cards) >= _FIRST_CARDS:
            break
    return Corpus(
        found.files,
        group(cards),
        tuple(skipped),
        complete,
        tuple(receipts),
        found.ignored,
        found.more_at,
    )


def _is_small(files: Sequence[File]) -> bool:
    """Whether a corpus is read within a moment."""
    weight = 0
    for file in files:
        is_text = suffix_of(file.path) in INDEPENDENT
        weight += 1 if is_text or is_kept(file.path) else _weight(file.path)
        if weight > AT_ONCE:
            return False
    return True


def _weight(path: str) -> int:
    try:
        return _HEAVY if Path(path).stat().st_size <= _HEAVY_BYTES else AT_ONCE + 1
    except OSError:
        return 0  # it will be a problem when it is read


def kinds_not_read(ignored: Mapping[str, int]) -> str:
    """`12 files are of kinds that are not read: 9 .jpg, 3 .xlsx`; empty where there are none.

    Args:
        ignored: How many files there are, by the suffix of their names.
    """
    total = sum(ignored.values())
    if not total:
        return ""
    often = sorted(ignored.items(), key=lambda kind: (-kind[1], kind[0]))
    kinds = [f"{number:,} {suffix or 'without a suffix'}" for suffix, number in often[:_KINDS]]
    if len(often) > _KINDS:
        kinds.append(f"{sum(number for _, number in often[_KINDS:]):,} of other kinds")
    are = "is of a kind that is" if total == 1 else "are of kinds that are"
    return f"{count(total, 'file')} {are} not read: {', '.join(kinds)}"


def read_on(
    files: Sequence[File],
    problems: Sequence[Skipped],
    config: Config,
    index: Builder | None = None,
) -> Iterator[Progress]:
    """Read a large corpus, telling of stories now and then and of all of them at the end.

    Args:
        files: The files.
        problems: What was skipped so far.
        config: How files are read.
        index: Knows files that were read before, and is kept up with the others.
    """
    cards: list[Card] = []
    skipped = list(problems)
    receipts: list[Receipt] = []
    due = _FIRST_GROUPING
    for batch in read_cards(files, config, index):
        cards += batch.cards
        skipped += batch.skipped
        receipts += batch.receipts
        if batch.done == len(files):
            break
        stories: tuple[Story, ...] = ()
        # What is known already comes so fast that the whole is grouped at once.
        if len(cards) >= due and (index is None or index.changed):
            stories, due = group(cards), 2 * len(cards)
        yield Progress(stories, (), batch.done, len(files), batch.share)
    found = grouped(cards, index)
    yield Progress(found, tuple(skipped), len(files), len(files), 0.0, receipts)


def read_sheet(card: Card, config: Config, store: Store | None, me: str) -> Sheet:
    """Read an article again, cut as it was when it was first annotated, with the tags of `me`.

    Raises:
        ArticleError: If its file cannot be read any more.
        StoreError: If what was kept of it is damaged.
    """
    article = read_article(card.path, config)
    frozen = store.frozen(article.id) if store else None
    sentences = frozen.sentences if frozen else cut_article(article, config)
    sheet = Sheet(article, sentences, config.scheme.skips)
    if store and frozen:
        sheet.load(tags_of(store, me, article.id))
        sheet.former = former_tags(store, me, sheet)
    return sheet


def same_lines(
    line: str, cards: Iterable[Card], config: Config, store: Store | None, me: str
) -> list[Sheet]:
    """The articles in which a line stands alone and `me` has said nothing of it.

    What cannot be read is passed by: it is said where it is opened.

    Args:
        line: Its words, one blank between them.
        cards: The articles to look into.
        config: How files are read and cut.
        store: The project, if it is open.
        me: The annotator's person id.
    """
    found = []
    for card in cards:
        try:
            if line not in " ".join(read_article(card.path, config).running_text.split()):
                continue
            sheet = read_sheet(card, config, store, me)
        except (ArticleError, StoreError):
            continue
        if sheet.same_lines(line):
            found.append(sheet)
    return found


def frozen_sheet(store: Store, article_id: str, me: str) -> Sheet | None:
    """An article as it was annotated, with the tags of `me`; None if the project has it not.

    Raises:
        StoreError: If what was kept of it is damaged.
    """
    kept = store.frozen(article_id)
    if kept is None:
        return None
    sheet = Sheet(kept.article, kept.sentences)
    sheet.load(tags_of(store, me, article_id))
    sheet.former = former_tags(store, me, sheet)
    return sheet


def tag_of(annotation: Annotation) -> Tag:
    """What a stored annotation looks like."""
    said = annotation.mark
    return Tag(said.label, said.unsure, said.note, "saved", annotation.source, annotation.origin)


def tags_of(store: Store, me: str, article_id: str) -> dict[int, Tag]:
    """What the annotator has said of an article so far."""
    if not me:
        return {}
    found = store.annotations(person=me, article_id=article_id)
    return {annotation.index: tag_of(annotation) for annotation in found}


def former_tags(store: Store, me: str, sheet: Sheet) -> dict[int, Former]:
    """What the annotator said of sentences that somebody has cut otherwise since."""
    if not me or not sheet.sentences.cutter.endswith(EDITED):
        return {}
    gone = store.stale(sheet.article.id, person=me)
    said = ((one.span, tag_of(one.annotation)) for one in gone)
    return former_at(sheet, [(span, tag) for span, tag in said if span and tag.label])


def cut_elsewhere(store: Store, article: Article, sentences: Sentences | None) -> Sheet | None:
    """The article as another window has cut it since; None where nobody has."""
    kept = store.frozen(article.id)
    if kept is None or kept.sentences == sentences:
        return None
    return Sheet(article, kept.sentences)


def analyse_sheet(sheet: Sheet, visible: range, engine: str) -> Analysed:
    """Names and figures of an article, or of the part of a long one around what is visible."""
    from annotations.language.analysis import analyse_range

    total, within = len(sheet.sentences), None
    if total <= SMALL_ANALYSIS:
        part = range(total)
        analysis = engine_of(engine).analyse(sheet.article, sheet.sentences)
    else:
        part = range(max(visible.start - 60, 0), min(visible.stop + 60, total))
        analysis = analyse_range(sheet.article, sheet.sentences, part.start, part.stop)
        first, last = sheet.sentences.span(part.start), sheet.sentences.span(part.stop - 1)
        within = Span(first.start, last.end)
    return Analysed(sheet.article, analysis, part, within)
