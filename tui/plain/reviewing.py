"""Reviewing by lines: the cases of the queue, one after another, every mark a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from annotations.errors import RefusedError, StoreError
from annotations.gold import Reason
from annotations.review.decisions import comment, deferral, gold_for, objection
from annotations.review.model import REASONS, Case, Filter, Options
from annotations.review.review import Review
from annotations.review.wording import CAUSES, why_empty
from tui.plain.words import Lines, Word, by_name, labels_by_name, listed, meant, narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotations.config import Config
    from annotations.store import Statement, Store


class Reviewing:
    """One reviewer's way through the queue.

    Args:
        config: What is configured.
        store: The open project.
        name: The reviewer's display name.
        people: Ids of the people whose votes count; none for everyone.
    """

    def __init__(
        self, config: Config, store: Store, name: str, people: tuple[str, ...] = ()
    ) -> None:
        self._config = config
        self._store = store
        self._me = store.join(name)
        self._labels = labels_by_name(config.scheme)
        options = Options(people=people)
        self._review = Review.of(store, config.scheme, self._me, options)
        self._queue = self._review.queue()
        self._case: Case | None = None
        self.is_over = False

    def begin(self) -> Lines:
        """How the review stands, and the first case."""
        yield "Slugline review, line by line. Type a key or a word, then Enter; ? lists them."
        yield from self._standing()
        yield from self._show(self._review.case(self._queue.at(0)))

    def take(self, typed: str) -> Lines:
        """Do what was typed, and say what became of it."""
        word, _, rest = typed.strip().partition(" ")
        try:
            if slug := meant(typed, self._labels):
                yield from self._decide("label", label=slug)
            elif (found := _WORDS.get(word)) is not None:
                yield from found.do(self, rest.strip())
            else:
                yield f"“{word}” is no key or word here; ? lists them."
        except RefusedError as error:
            yield str(error)
        except StoreError as error:
            yield f"Not saved: {error}"

    def _standing(self, _: str = "") -> Lines:
        counts = self._review.counts()
        yield (
            f"{counts.open} to decide, {counts.deferred} put off, {counts.resolved} adjudicated, "
            f"{counts.unanimous} unanimous."
        )
        if not counts.open:
            yield self._why_empty(counts.deferred)

    def _why_empty(self, deferred: int) -> str:
        others = sum(one != self._me for one in self._review.people)
        said = why_empty(others, deferred, "“later” goes through them")
        return f"{said[:1].upper()}{said[1:]}."

    def _show(self, case: Case | None) -> Lines:
        self._case = case
        if case is None:
            yield "No case is left in this list."
            return
        kept = self._store.frozen(case.article_id)
        text, title = case.sentence_id, case.article_id
        if kept is not None and case.index < len(kept.sentences):
            text = " ".join(kept.sentences.span(case.index).of(kept.article.text).split())
            title = kept.article.title or title
        place = self._queue.place(case) + 1
        why = "; ".join(CAUSES[one] for one in case.why)
        yield f"Case {place} of {max(len(self._queue), place)}, {title}, sentence {case.index + 1}."
        yield f"Why: {why}."
        yield text
        for one in self._review.lettered(case):
            label = self._name(one.ballot.label) if one.ballot.label else "no label"
            parts = [label, *(["unsure"] if one.ballot.unsure else [])]
            parts += [f"note: {one.ballot.note}"] if one.ballot.note else []
            yield f"{one.name or f'Annotator {one.letter}'}: {', '.join(parts)}"
        for said in self._review.comments(case.sentence_id):
            yield f"Comment: {said.text}"
        if case.gold is not None:
            yield f"Gold: {self._name(case.gold.label) if case.gold.label else case.gold.decision}"

    def _name(self, slug: str) -> str:
        return self._config.scheme.find(slug).name

    def _step(self, step: int) -> Lines:
        if self._case is None:
            yield from self._show(self._review.case(self._queue.at(0)))
            return
        find = self._queue.after if step > 0 else self._queue.before
        there = self._review.case(find(self._case))
        if there is None:
            yield "This is the last case." if step > 0 else "This is the first case."
        else:
            yield from self._show(there)

    def _state(self, statements: Iterable[Statement]) -> None:
        self._store.state(self._me, list(statements))
        if self._review.follow(self._store).is_outdated:
            only = self._queue.only
            options = self._review.options
            self._review = Review.of(self._store, self._config.scheme, self._me, options)
            self._queue = self._review.queue(only)

    def _decide(self, decision: str, *, label: str = "", reason: Reason = "") -> Lines:
        case = self._case
        if case is None:
            yield "There is no case to decide."
            return
        if decision == "label":
            wanted = gold_for(self._review, case, "label", label=label, reason=reason)
            said = self._name(label)
        else:
            wanted = gold_for(self._review, case, "ambiguous", reason=reason)
            said = f"more than one label fits ({reason})"
        self._state(wanted)
        yield f"Saved: gold of sentence {case.index + 1} is {said}."
        yield from self._next(case)

    def _next(self, case: Case) -> Lines:
        there = self._review.case(self._queue.after(case)) or self._review.case(self._queue.at(0))
        if there is None:
            self._case = None
            yield from self._standing()
        else:
            yield from self._show(there)

    def _ambiguous(self, reason: str) -> Lines:
        known = {str(one): one for one in REASONS}
        if reason not in known:
            yield f"Say why: “more” and one of {', '.join(known)}."
            return
        yield from self._decide("ambiguous", reason=known[reason])

    def _later(self, _: str) -> Lines:
        case = self._case
        if self._queue.only.states == ("deferred",) or case is None:
            states = ("open",) if self._queue.only.states == ("deferred",) else ("deferred",)
            self._queue = self._review.queue(Filter(states=states))  # type: ignore[arg-type]
            yield "The cases put off:" if states == ("deferred",) else "The cases to decide:"
            yield from self._show(self._review.case(self._queue.at(0)))
            return
        self._state([deferral(self._review, case)])
        yield "Put off."
        yield from self._next(case)

    def _comment(self, text: str) -> Lines:
        if self._case is None:
            yield "There is no case to comment on."
            return
        self._state([comment(self._case, text)])
        yield "Saved: a comment for everyone."

    def _object(self, text: str) -> Lines:
        if self._case is None:
            yield "There is no case to object to."
            return
        self._state([objection(self._case, self._me, text)])
        yield "Saved: an objection; the case is open again."

    def _undo(self, _: str) -> Lines:
        before = self._store.cursor()
        self._store.undo(self._me)
        undone = [one for one in self._store.changes(before) if one.undoes]
        if not undone:
            yield "Nothing to undo."
            return
        self._review.follow(self._store)
        kinds = dict.fromkeys(one.kind or one.type for one in undone)
        yield f"Undone: {', '.join(_DID.get(kind, kind) for kind in kinds)}."
        about = undone[0].sentence or undone[0].about.partition("/")[0]
        if (case := self._review.case(about)) is not None:
            yield from self._show(case)

    def _again(self, _: str) -> Lines:
        yield from self._show(self._case)

    def _help(self, _: str) -> Lines:
        return listed("The gold label", self._config.scheme, _TABLE)

    def _by_name(self, typed: str) -> Lines:
        """Decide on the label that some letters of its name mean, or list those they may mean."""
        slug, lines = narrowed(typed, self._config.scheme, (), ":")
        yield from lines
        if slug:
            yield from self._decide("label", label=slug)

    def _quit(self, _: str) -> Lines:
        self.is_over = True
        yield "Everything is saved."


_DID: Final = {
    "annotate": "your label",
    "gold": "the decision",
    "deferred": "putting it off",
    "comment": "the comment",
    "objection": "the objection",
    "done": "the mark that an article is done",
    "story": "a change of stories",
    "story-name": "the name of a story",
}
"""What statements of a kind are called."""

_TABLE: Final[tuple[Word[Reviewing], ...]] = (
    Word(("", "j", "next"), "the next case (Enter alone)", lambda me, _: me._step(1)),
    Word(("k", "back"), "the previous case", lambda me, _: me._step(-1)),
    Word((".", "again"), "read the case again", Reviewing._again),
    Word((":", "label"), "a label by letters of its name: “: sp”; alone lists", Reviewing._by_name),
    Word(("more",), "more than one label fits: more REASON", Reviewing._ambiguous),
    Word(("later",), "put the case off; without a case: those put off", Reviewing._later),
    Word(("comment",), "a comment for everyone: comment TEXT", Reviewing._comment),
    Word(("object",), "object to what was decided: object TEXT", Reviewing._object),
    Word(("u", "undo"), "take back what was decided last", Reviewing._undo),
    Word(("status",), "how the review stands", Reviewing._standing),
    Word(("?", "help"), "this list", Reviewing._help),
    Word(("quit", "exit", "ctrl-d"), "leave; everything is saved already", Reviewing._quit),
)
_WORDS: Final = by_name(_TABLE)
