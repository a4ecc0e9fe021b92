"""What the rows around the articles say: values from values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import StoreError
from annotations.plurals import count
from annotations.workflow.open_article import Former, Proposal
from tui.sanitize import title as one_line
from tui.theme import KINDS
from tui.widgets.bars import Hint, Status, Title
from tui.widgets.legend import meaning_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from annotations.articles.article import Span
    from annotations.articles.corpus import Card
    from annotations.labels import LabelScheme
    from annotations.workflow.label_transfer import Carrier
    from annotations.workflow.open_article import Sheet
    from annotations.workflow.pair_view import Beside
    from tui.reader.look import Look
    from tui.reader.state import ReaderState
    from tui.recorder import Recorder
    from tui.settings import Settings
    from tui.widgets.glyphs import Glyphs
    from tui.widgets.highlights import Highlights

Part = tuple[str, str]
"""A text and the kind that colours it."""


class Naming:
    """Names articles and sentences: those of the open story by their place in it (A, `A s.5`).

    Args:
        state: With the open story.
        newest: Gives the id of the article that took the place of one, or its own.
        dot: The sign between the parts of a heading.
    """

    def __init__(self, state: ReaderState, newest: Callable[[str], str], dot: str) -> None:
        self._state = state
        self._newest = newest
        self._dot = dot
        self._titles: dict[str, str] = {}
        """Of articles that are not in the story."""

    def letter_of(self, article_id: str) -> str:
        """What an article is called beside the others."""
        ids = [card.article_id for card in self._state.cards]
        if article_id in ids and ids.index(article_id) < len(ascii_uppercase):
            return ascii_uppercase[ids.index(article_id)]
        if self._newest(article_id) in ids:
            return "an earlier version"
        return self._titles.get(article_id, "another article")

    def heading(self, card: Card) -> str:
        """Letter, source, date and title of an article, as far as they are known."""
        letter = self.letter_of(card.article_id) if len(self._state.cards) > 1 else ""
        done = "done" if card.article_id in self._state.done else ""
        gone = self._state.deleted.get(card.article_id)
        parts = (
            letter,
            done,
            gone.how if gone else "",
            card.source,
            card.published_at[:10],
            card.title,
        )
        return f" {self._dot} ".join(part for part in parts if part)

    def place_of(self, article_id: str, start: int) -> str:
        """Which sentence of which article starts at `start`, whether it is open or not."""
        sheet, store = self._state.sheets.get(article_id), self._state.store
        sentences = sheet.sentences if sheet else None
        try:
            kept = store.frozen(article_id) if store and sheet is None else None
        except StoreError:
            kept = None  # damaged; `slugline check` says so
        if kept is not None:
            sentences = kept.sentences
            about = kept.article.source or kept.article.title
            self._titles[article_id] = f"“{about}”" if about else "another article"
        number = f" sentence {sentences.at(start) + 1}" if sentences is not None else ""
        return self.letter_of(article_id) + number


@lru_cache(maxsize=16)
def legend(shown: frozenset[str]) -> tuple[str, ...]:
    """The kinds of what is highlighted, in the order of the legend."""
    return tuple(kind for kind in KINDS if kind in shown)


@lru_cache(maxsize=4)
def who(annotator: str, project: Path) -> tuple[str, ...]:
    """The annotator, and the folder whose project it is; the page of today has them in full."""
    name, project = one_line(annotator, 40), project.absolute()
    folder = project.parent if project.name.startswith(".") else project
    return f"{name} in {one_line(folder.name, 40)}/", name


class Carried(NamedTuple):
    """What must be known to say where labels come from."""

    carrier: Carrier
    place_of: Callable[[str, int], str]
    """Names a sentence by its article's id and its start."""
    accept_key: str
    reject_key: str


@dataclass(repr=False, eq=False)
class StatusText:
    """Says what the three rows around the articles show."""

    state: ReaderState
    look: Look
    settings: Settings
    recorder: Recorder
    highlights: Mapping[str, Highlights]
    """By article."""
    carried: Carried
    yours: Callable[[], str]
    """How much of what is the annotator's is left."""

    def title(self, shown: frozenset[str]) -> Title:
        """The story, how far the corpus is read, the colours, what is proposed."""
        state = self.state
        story, place = state.story, state.reading
        if not place and len(state.stories) > 1 and story is not None:
            place = f"story {self._number(story.key)} of {len(state.stories):,}"
        current = proposed(state.current) if state.current else ""
        return Title(
            story=story.title if story else "",
            place=place,
            kinds=legend(shown),
            proposed=current,
            library_key=self._pressed("reader.library"),
            legend_key=self._pressed("reader.legend"),
            next_key=self._pressed("reader.next_marked"),
            who=who(self.settings.annotator, self.settings.project),
            who_key=self._pressed("reader.day"),
            yours=self.yours(),
        )

    def _pressed(self, id_: str) -> str:
        """The first key of an action, as Textual names it."""
        return self.look.keys[id_].split(",")[0]

    def _number(self, key: str) -> int:
        numbers = (n for n, one in enumerate(self.state.stories, start=1) if one.key == key)
        return next(numbers, 1)

    def detail(
        self, remarks: Sequence[Part], shown: frozenset[str], beside: Beside | None
    ) -> tuple[Part, ...]:
        """What there is to say of the sentence under the cursor, or of the folded run."""
        sheet = self.state.current
        if sheet is None:
            return ()
        run = sheet.folds.at(sheet.cursor)
        if run is not None and sheet.anchor is None:
            words = f"{len(run):,} sentences that only this article has, folded: "
            place = f"{run.start + 1} to {run.stop} of {len(sheet.sentences):,}"
            return (place, "faint"), (f"{words}{self.look.key('reader.fold')} unfolds them", "")
        found = self.highlights.get(sheet.article.id)
        look = self.look
        parts = detail(sheet, remarks, look.scheme, look.glyphs, found, shown, beside, self.carried)
        return tuple(parts)

    def hint(self, beside: Beside | None) -> Hint:
        """What is proposed at the cursor, or what the signs there mean; and the modes."""
        sheet = self.state.current
        if sheet is None or not len(sheet.sentences) or sheet.folds.at(sheet.cursor):
            return Hint((), self._modes())
        words = _ways(self.carried)
        room = self.state.columns - len(", ".join(words)) - len("   ") - 1
        parts = tuple(offered(sheet, sheet.cursor, self.look.scheme, self.carried, room))
        if not parts:
            return Hint(tuple(signs(sheet, beside, self.look.glyphs)), self._modes())
        accept, reject = self._pressed("reader.accept"), self._pressed("reader.reject")
        return Hint(parts, self._modes(), ((words[0], accept), (words[1], reject)))

    def _modes(self) -> tuple[tuple[str, str], ...]:
        return tuple((mode, self._pressed(f"reader.{ends}")) for mode, ends in modes(self.state))

    def status(self, hints: tuple[tuple[str, str], ...], team: tuple[str, str]) -> Status:
        """Progress, what is saved, and keys that are worth a word at the moment."""
        state, keys, store = self.state, self.look.keys, self.state.store
        known = state.in_slots
        return Status(
            done=sum(sheet.labelled for sheet in known),
            total=sum(sheet.work for sheet in known),
            saving=self.recorder.saving,
            unsaved=len(self.recorder.unsaved),
            counted=state.count,
            read_only=state.opened and (store is None or store.read_only),
            opening=not state.opened,
            keys=tuple(
                (label.slug, keys.get(f"label.{label.slug}", "").split(",")[0])
                for label in self.look.scheme.active
            ),
            hints=((keys["reader.skip"].split(",")[0], "skip"), *hints),
            help_key=keys["reader.help"].split(",")[0],
            retry_key=keys["reader.retry"].split(",")[0],
            by_name_key=keys["reader.by_name"].split(",")[0],
            team=team,
            team_key=keys["reader.team"].split(",")[0],
        )


def detail(
    sheet: Sheet,
    remarks: Sequence[Part],
    scheme: LabelScheme,
    glyphs: Glyphs,
    highlights: Highlights | None,
    shown: frozenset[str],
    beside: Beside | None,
    carried: Carried,
) -> Iterator[Part]:
    """What there is to say of the sentence under the cursor."""
    if not len(sheet.sentences):
        return
    if sheet.anchor is not None:
        selected = sum(map(sheet.is_work, sheet.selection))
        yield f"range of {selected}: a label key labels all, esc drops the range", "warning"
        return
    index = sheet.cursor
    tag = sheet.tag(index)
    yield f"{index + 1} of {len(sheet.sentences):,}", "faint"
    if tag.label:
        yield from label(sheet, index, scheme, glyphs, carried)
    if tag.unsure:
        yield "unsure", "warning"
    if tag.note:
        yield f"{glyphs.note} {' / '.join(tag.note.splitlines())}", "warning"
    if tag.saving == "failed":
        yield "not saved", "error"
    if beside is not None:
        yield from others(index, beside, scheme, carried)
        yield from differences(index, beside, glyphs)
    # A rule may concern every sentence of a label: it does not push out what is true of this one.
    yield from remarks
    if highlights is not None:
        yield from speakers(highlights, sheet.sentences.span(index))
        yield from found_in(sheet, highlights, shown)


def modes(state: ReaderState) -> tuple[tuple[str, str], ...]:
    """What keys do otherwise than they usually do, the most surprising first, and what ends it."""
    sheet = state.current
    folded = len(sheet.folds.runs) if sheet is not None else 0
    found = (
        (state.search_counts, "cancel", bool(state.search_counts)),
        (f"count {state.count}", "cancel", bool(state.count)),
        ("labels stay", "advance", not state.advances),
        ("panes apart", "tie", not state.tied),
        ("boilerplate too", "boilerplate", sheet is not None and sheet.with_boilerplate),
        (f"folded: {count(folded, 'run')}", "fold_all", bool(folded)),
        ("no names", "entities", not state.kinds["entities"]),
        ("no quantities", "figures", not state.kinds["figures"]),
        ("no differences", "differences", not state.kinds["differences"]),
    )
    return tuple((mode, ends) for mode, ends, lasts in found if lasts)


def signs(sheet: Sheet, beside: Beside | None, glyphs: Glyphs) -> Iterator[Part]:
    """The signs at the cursor, in words."""
    index = sheet.cursor
    tag = sheet.tag(index)
    if sheet.is_skipped(index):
        yield f"{glyphs.skip} {meaning_of('skip')}", "faint"
    if index in sheet.stale:
        yield f"{glyphs.stale} {meaning_of('stale')}", "faint"
    elif tag.is_copy:
        yield f"{glyphs.carried} {meaning_of('carried')}", "faint"
    if beside is not None:
        sign = beside.sign(index)
        yield f"{glyphs.of(sign)} {meaning_of(sign)}", "error" if sign == "conflict" else "faint"


def label(
    sheet: Sheet, index: int, scheme: LabelScheme, glyphs: Glyphs, carried: Carried
) -> Iterator[Part]:
    """The label of a sentence, and where it came from."""
    tag = sheet.tag(index)
    title, origin = scheme.find(tag.label).title, tag.origin
    if origin is None:
        yield title if tag.source == "own" else f"{title} ({tag.source})", ""
        return
    from annotations.comparison.label_transfer import reason_of

    accepted = ", accepted" if origin.accepted else ""
    place = carried.place_of(origin.article, origin.start)
    yield f"{title} {glyphs.carried} {place}, {reason_of(origin)}{accepted}", ""
    if index in sheet.stale:
        now = carried.carrier.sources.now(sheet, index)
        state = f"{now.reason} now" if now else "no longer there"
        yield f"stale: {state}; {carried.accept_key} keeps it", "warning"


def offered(
    sheet: Sheet, index: int, scheme: LabelScheme, carried: Carried, room: int
) -> Iterator[Part]:
    """What is proposed for a sentence, from where, and why it did not come by itself.

    Args:
        sheet: The article.
        index: The sentence.
        scheme: The labels.
        carried: Says where labels come from.
        room: Cells that there are for the proposal.
    """
    proposal = sheet.proposals.get(index)
    if proposal is None:
        return
    yield ", ".join(_ways(carried)), "warning"
    title = scheme.find(proposal.label).title
    if isinstance(proposal, Former):
        yield f"suggested: {title}, your label from before the sentence boundary moved", "warning"
        return
    source, carry = proposal.source, proposal.offer.carry
    place = carried.place_of(source.article.id, source.sentences.span(carry.a).start)
    text = f"suggested: {title}, as in {place} ({carry.reason})"
    if len(text) > room:
        # What makes it doubtful is read before what is alike, and before where it comes from.
        reasons = "; ".join(reversed(carry.reason.split("; ")))
        text = f"suggested: {title} ({reasons}), as in {place}"
    yield text, "warning"


def _ways(carried: Carried) -> tuple[str, str]:
    """What can be done with a proposal."""
    return f"{carried.accept_key} accepts", f"{carried.reject_key} rejects"


def others(index: int, beside: Beside, scheme: LabelScheme, carried: Carried) -> Iterator[Part]:
    """What the counterparts are labelled, where that is something else or is never proposed."""
    mine = beside.mine.tag(index).label
    for carry in beside.carries_to(index):
        theirs = beside.other.tag(carry.a).label
        if theirs and theirs != mine and (mine or carry.mode == "never"):
            start = beside.other.sentences.span(carry.a).start
            place = carried.place_of(beside.other.article.id, start)
            title = scheme.find(theirs).title
            yield f"{place}: {title}" if mine else f"counterpart {place}: {title}", "faint"


def proposed(sheet: Sheet) -> str:
    """How many labels are proposed for an article: `5 proposed, 2 with changed quantities`."""
    if not sheet.proposals:
        return ""
    changed = sum(
        isinstance(one, Proposal) and "number" in one.offer.carry.guards
        for one in sheet.proposals.values()
    )
    quantities = f", {changed} with changed quantities" if changed else ""
    return f"{len(sheet.proposals):,} proposed{quantities}"


def differences(index: int, beside: Beside, glyphs: Glyphs) -> Iterator[Part]:
    """What there is to say of a sentence in the light of its counterpart."""
    here, there = beside.mine.article.running_text, beside.other.article.running_text
    for conflict in beside.conflicts.get(index, ()):
        ratio = f" ({conflict.ratio}×)" if conflict.ratio else ""
        quantities = f"{conflict.here.of(here)} {glyphs.conflict} {conflict.there.of(there)}"
        yield quantities + ratio, "error"
    pairs = beside.pairs(index)
    if not pairs:
        yield "only here", "faint"
    elif pairs[0].relation != "same" or pairs[0].moved:
        pair = pairs[0]
        alike = f"{min(int(pair.score * 100 + 0.5), 99)}%"
        how = f"{pair.relation}, {alike} alike" if pair.change != "same" else pair.relation
        if pair.confidence == "possible":
            how = f"perhaps the same ({alike})"
        way = "later" if pair.moved > 0 else "earlier"
        moved = f", {count(abs(pair.moved), 'sentence')} {way}" if pair.moved else ""
        yield how + moved, "faint"


def speakers(highlights: Highlights, span: Span) -> Iterator[Part]:
    """Who is quoted in a sentence, and with which verb."""
    said = set()
    for quotation in highlights.quoted_in(span):
        if quotation.speaker and quotation.speaker not in said:
            said.add(quotation.speaker)
            verb = f" {quotation.cue}" if quotation.cue else ""
            yield f"{quotation.speaker}{verb}: {quotation.kind} speech", ""


def found_in(sheet: Sheet, highlights: Highlights, shown: frozenset[str]) -> Iterator[Part]:
    """Names and quantities of the sentence under the cursor, each once."""
    said = set()
    for item in highlights.between(*sheet.sentences.span(sheet.cursor)):
        words = item.span.of(sheet.article.running_text)
        if item.kind in shown and words not in said:
            said.add(words)
            yield words, item.kind
