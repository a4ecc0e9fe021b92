"""Labelling by lines: what is typed goes in, lines to be read come out; no terminal in sight.

The same store, keys and labels as the reader. Every mark is a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from annotations.articles.stories import arranged
from annotations.errors import ArticleError, StoreError
from annotations.plurals import count
from annotations.store import Change, Mark
from annotations.store.assignments import claimed, given_back, read_assignments
from annotations.store.stories_by_hand import read_by_hand
from annotations.workflow import assignment_words
from annotations.workflow.label_words import did_to
from annotations.workflow.open_article import NO_TAG, Sheet, Tag
from annotations.workflow.open_articles import read_sheet, tag_of
from annotations.workflow.progress import kept_standing
from annotations.workflow.story_words import again, is_about_stories
from tui.plain.words import Lines, Word, by_name, labels_by_name, listed, meant, narrowed

if TYPE_CHECKING:
    from annotations.articles.corpus import Card
    from annotations.articles.stories import Story
    from annotations.config import Config
    from annotations.store import Annotation, Event, Store


class Labelling:
    """One person's way through stories, article by article, sentence by sentence.

    Args:
        stories: What there is to read, as it is found; at least one with an article.
        config: What is configured.
        store: The open project.
        name: The annotator's display name.
    """

    def __init__(self, stories: Sequence[Story], config: Config, store: Store, name: str) -> None:
        self._found = stories
        self._articles: list[tuple[Story, Card]] = []
        self._config = config
        self._store = store
        self._recent: list[str] = []
        self._at = 0
        self._me = store.join(name)
        self._arrange()
        self._labels = labels_by_name(config.scheme)
        self.sheet: Sheet | None = None
        """The open article; None where its file cannot be read any more."""
        self.is_over = False

    def _arrange(self) -> None:
        """Have the stories as people want them now."""
        here = self._articles[self._at][1].article_id if self._articles else ""
        stories = arranged(self._found, read_by_hand(self._store))
        self._articles = [(story, card) for story in stories for card in story.cards]
        ids = [card.article_id for _, card in self._articles]
        self._at = ids.index(here) if here else 0

    def begin(self) -> Lines:
        """Open the first article at its first sentence without a label."""
        yield "Slugline, line by line. Type a key or a word, then Enter; ? lists them."
        mine = self._mine()
        first = next(
            (at for at, (_, card) in enumerate(self._articles) if card.article_id in mine), 0
        )
        if mine:
            verb = "is" if len(mine) == 1 else "are"
            yield f"{count(len(mine), 'article')} here {verb} yours; “mine” lists what is."
        yield from self._open(first)
        yield from self._unlabelled()

    def take(self, typed: str) -> Lines:
        """Do what was typed, and say what became of it."""
        word, _, rest = typed.strip().partition(" ")
        try:
            if slug := meant(typed, self._labels):
                yield from self._label(slug)
            elif (found := _WORDS.get(word or "")) is not None:
                yield from found.do(self, rest.strip())
            else:
                yield f"“{word}” is no key or word here; ? lists them."
        except StoreError as error:
            yield f"Not saved: {error}"

    # Where one is

    def _open(self, at: int) -> Lines:
        self._at = at
        story, card = self._articles[at]
        place = f"Article {at + 1} of {len(self._articles)}"
        try:
            self.sheet = read_sheet(card, self._config, self._store, self._me)
        except ArticleError as error:
            self.sheet = None
            yield f"{place}: {card.path} cannot be read: {error}"
            return
        title = card.title or card.path
        source = f", {card.source}" if card.source else ""
        yield f"{place}: {title}{source}. Story: {story.title}. {self._progress()}"

    def _progress(self) -> str:
        if self.sheet is None:
            return ""
        return f"{self.sheet.labelled} of {count(self.sheet.work, 'sentence')} labelled."

    def _say(self) -> Lines:
        """The sentence, and what is said of it."""
        sheet = self.sheet
        if sheet is None or not len(sheet.sentences):
            yield "There is no sentence here."
            return
        span = sheet.sentences.span(sheet.cursor)
        text = " ".join(span.of(sheet.article.text).split())
        tag = sheet.tag(sheet.cursor)
        marks = [self._name(tag.label) if tag.label else "no label"]
        marks += ["unsure"] if tag.unsure else []
        marks += [f"note: {tag.note}"] if tag.note else []
        marks += ["boilerplate"] if sheet.sentences.is_boilerplate(sheet.cursor) else []
        yield f"Sentence {sheet.cursor + 1} of {len(sheet.sentences)}, {', '.join(marks)}:"
        yield text

    def _name(self, slug: str) -> str:
        return self._config.scheme.find(slug).title

    def _step(self, step: int) -> Lines:
        sheet = self.sheet
        if sheet is not None and (there := sheet.next_work(sheet.cursor, step)) != sheet.cursor:
            sheet.cursor = there
            yield from self._say()
        elif step > 0:
            yield f"End of the article. {self._progress()} “a” opens the next one."
        else:
            yield "This is the first sentence."

    def _unlabelled(self, _: str = "") -> Lines:
        """Go to the next sentence without a label, in this article or one behind it.

        What is the annotator's comes first.
        """
        round_ = (*range(self._at, len(self._articles)), *range(self._at))
        mine, here = self._mine(), self._at
        yours = [at for at in round_ if self._articles[at][1].article_id in mine]
        left = [at for at in yours if not self._is_finished(at)]
        if left:
            yield from self._unlabelled_in(left)
            if self.sheet is not None and self._is_open(self.sheet):
                return
        elif here in yours:
            yield "Nothing of yours is left."
        yield from self._unlabelled_in(round_, "Everything is labelled.")

    def _is_finished(self, at: int) -> bool:
        article_id = self._articles[at][1].article_id
        skips = self._config.scheme.skips
        known = kept_standing(self._store, self._me, article_id, skips)
        return known is not None and known.is_finished

    def _unlabelled_in(self, places: Sequence[int], otherwise: str = "") -> Lines:
        for at in places:
            if at != self._at:
                yield from self._open(at)
            sheet = self.sheet
            if sheet is None:
                continue
            if at != self._at or not self._is_open(sheet):
                sheet.cursor = sheet.next_work(-1, 1)
            if not self._is_open(sheet):
                found = sheet.next_unlabelled(1)
                if found is None:
                    continue
                sheet.cursor = found
            yield from self._say()
            return
        if otherwise:
            yield otherwise

    def _mine(self) -> frozenset[str]:
        """The articles here that are the annotator's to label."""
        mine = read_assignments(self._store).of(self._me)
        return mine & {card.article_id for _, card in self._articles}

    def _claim(self, _: str) -> Lines:
        """Take the article, or give it back."""
        card = self._articles[self._at][1]
        known = read_assignments(self._store)
        said = claimed({card.article_id: card.title}, self._me, known)
        said = said or given_back([card.article_id], self._me, known)
        if not said:
            yield "It is assigned to you already; whoever assigned it takes it back."
            return
        self._store.state(self._me, said)
        yield assignment_words.done(said, self._called())

    def _called(self) -> assignment_words.Called:
        titles = {card.article_id: card.title for _, card in self._articles}
        return assignment_words.called_in(self._store, lambda one: titles.get(one, ""))

    def _list_mine(self, _: str) -> Lines:
        """List what is the annotator's."""
        mine = self._mine()
        if not mine:
            yield "Nothing here is assigned to you or claimed by you; “take” takes this article."
            return
        yield from self._listed(mine)

    def _is_open(self, sheet: Sheet) -> bool:
        """Whether the sentence that one is at is work without a label."""
        here = sheet.cursor
        return bool(len(sheet.sentences)) and sheet.is_work(here) and not sheet.tag(here).label

    def _go(self, number: str) -> Lines:
        sheet = self.sheet
        if sheet is None or not number.isdecimal() or not 1 <= int(number) <= len(sheet.sentences):
            most = len(sheet.sentences) if sheet else 0
            yield f"Type “g” and the number of a sentence, 1 to {most}."
            return
        sheet.cursor = int(number) - 1
        yield from self._say()

    def _article(self, step: int) -> Lines:
        there = self._at + step
        if not 0 <= there < len(self._articles):
            yield "This is the last article." if step > 0 else "This is the first article."
            return
        yield from self._open(there)
        yield from self._say()

    def _library(self, number: str) -> Lines:
        """List the articles, or open one by its number."""
        if number.isdecimal() and 1 <= int(number) <= len(self._articles):
            yield from self._open(int(number) - 1)
            yield from self._say()
            return
        yield from self._listed(None)

    def _listed(self, among: frozenset[str] | None) -> Lines:
        """Articles with their numbers; all, or some."""
        progress, mine = self._store.progress(self._me), self._mine()
        for at, (story, card) in enumerate(self._articles, start=1):
            if among is not None and card.article_id not in among:
                continue
            known = progress.get(card.article_id)
            done = known.labelled_but(self._config.scheme.skips) if known else 0
            here = ", you are here" if at - 1 == self._at else ""
            labels = f"{done} label" + ("" if done == 1 else "s")
            yours = ", yours" if card.article_id in mine else ""
            yield f"{at}. {card.title or card.path} ({story.title}): {labels}{yours}{here}"
        yield "Type “o” and a number to open one."

    # What one says

    def _by_name(self, typed: str) -> Lines:
        """Give the label that some letters of its name mean, or list those that they may mean."""
        slug, lines = narrowed(typed, self._config.scheme, self._recent, ":")
        yield from lines
        if slug:
            yield from self._label(slug)

    def _label(self, slug: str) -> Lines:
        self._recent = [slug, *(one for one in self._recent if one != slug)]
        sheet = self.sheet
        if sheet is None or not len(sheet.sentences):
            yield from self._say()
            return
        yield from self._record(sheet.tag(sheet.cursor)._replace(label=slug, source="own"))
        if self._config.reader.advance:
            yield from self._step(1)

    def _record(self, tag: Tag) -> Lines:
        sheet = self.sheet
        if sheet is None or not len(sheet.sentences):
            yield from self._say()
            return
        article, index = sheet.article, sheet.cursor
        self._store.freeze(article, sheet.sentences)
        sentence_id = article.sentence_id(sheet.sentences.span(index))
        mark = Mark(tag.label, tag.unsure, tag.note)
        change = Change(article.id, sentence_id, index, mark)
        version = self._config.guidelines.version
        self._show(self._store.annotate(self._me, [change], guideline=version))
        parts = [self._name(tag.label) if tag.label else "no label"]
        parts += ["unsure"] if tag.unsure else []
        parts += ["with a note"] if tag.note else []
        yield f"Saved: sentence {index + 1}, {', '.join(parts)}."

    def _show(self, annotations: Sequence[Annotation]) -> None:
        for one in annotations:
            if self.sheet is not None and one.article_id == self.sheet.article.id:
                self.sheet.put(one.index, tag_of(one) if one.mark else NO_TAG)

    def _here(self) -> Tag:
        return self.sheet.tag(self.sheet.cursor) if self.sheet is not None else NO_TAG

    def _note(self, text: str) -> Lines:
        yield from self._record(self._here()._replace(note=text))

    def _unsure(self, _: str) -> Lines:
        tag = self._here()
        yield from self._record(tag._replace(unsure=not tag.unsure))

    def _clear(self, _: str) -> Lines:
        yield from self._record(NO_TAG)

    def _undo(self, _: str) -> Lines:
        taken = self._store.next_undo(self._me)
        said = self._store.undo(self._me)
        if taken and not said:
            yield f"Undone: {self._no_label(taken)}."
            return
        did = f"{did_to(taken[0], self._config.scheme)} " if len(said) == 1 and taken else ""
        yield from self._took_back(said, f"Undone: {did}", "Nothing to undo.")

    def _no_label(self, taken: Sequence[Event]) -> str:
        """What was taken back that is said of no sentence."""
        if assignment_words.is_about_assignments(taken):
            return assignment_words.again(taken, self._called())
        if not is_about_stories(taken):
            return "something that is no label"
        self._arrange()
        titles = {card.article_id: card.title for _, card in self._articles}
        return again(taken, lambda article_id: titles.get(article_id, ""))

    def _redo(self, _: str) -> Lines:
        yield from self._took_back(self._store.redo(self._me), "Done again: ", "Nothing to redo.")

    def _took_back(self, said: Sequence[Annotation], how: str, nothing: str) -> Lines:
        if not said:
            yield nothing
            return
        first = said[0]
        ids = [card.article_id for _, card in self._articles]
        if (self.sheet is None or self.sheet.article.id != first.article_id) and (
            first.article_id in ids
        ):
            yield from self._open(ids.index(first.article_id))
        self._show(said)
        if self.sheet is not None and self.sheet.article.id == first.article_id:
            self.sheet.cursor = first.index
        several = len(said) > 1
        what = count(len(said), "sentence") if several else f"sentence {first.index + 1}"
        yield f"{how}{what}."
        yield from self._say()

    # What others report

    def _others(self, _: str) -> Lines:
        """How the other articles of the story have the sentence."""
        sheet = self.sheet
        if sheet is None or not len(sheet.sentences):
            yield from self._say()
            return
        from annotations.comparison.alignment import align

        story, mine = self._articles[self._at]
        others = [card for card in story.cards if card.path != mine.path]
        if not others:
            yield "No other article of this story is here."
        for card in others:
            try:
                other = read_sheet(card, self._config, self._store, self._me)
            except ArticleError as error:
                yield f"{card.path} cannot be read: {error}"
                continue
            pairs = align(sheet.article, other.article, sheet.sentences, other.sentences)
            found = pairs.of_a(sheet.cursor)
            name = card.source or card.title or card.path
            if not found:
                yield f"{name}: nothing like it."
            for pair in found[:1]:
                text = " ".join(other.sentences.span(pair.b).of(other.article.text).split())
                yield f"{name}, sentence {pair.b + 1}, {pair.relation}: {text}"

    def _help(self, _: str) -> Lines:
        return listed("Labels", self._config.scheme, _TABLE)

    def _again(self, _: str) -> Lines:
        yield from self._say()

    def _quit(self, _: str) -> Lines:
        self.is_over = True
        yield f"Everything is saved. {self._progress()}"


_TABLE: Final[tuple[Word[Labelling], ...]] = (
    Word(("", "j", "next"), "the next sentence (Enter alone)", lambda me, _: me._step(1)),
    Word(("k", "back"), "the previous sentence", lambda me, _: me._step(-1)),
    Word(("]", "work"), "the next sentence without a label", Labelling._unlabelled),
    Word(("g", "go"), "a sentence by its number: g 12", Labelling._go),
    Word((".", "again"), "read the sentence again", Labelling._again),
    Word(
        (":", "label"), "any label by letters of its name: “: sp”; alone lists", Labelling._by_name
    ),
    Word(("x", "clear"), "take the label, doubt and note away", Labelling._clear),
    Word(("u", "undo"), "take back what was done last", Labelling._undo),
    Word(("redo",), "do again what was taken back", Labelling._redo),
    Word(("m", "unsure"), "mark as unsure, or as sure again", Labelling._unsure),
    Word(("n", "note"), "a note: n TEXT; n alone removes it", Labelling._note),
    Word(("=", "others"), "how the other articles have the sentence", Labelling._others),
    Word(("a", "article"), "the next article", lambda me, _: me._article(1)),
    Word(("b", "before"), "the previous article", lambda me, _: me._article(-1)),
    Word(("o", "open"), "list the articles; o 3 opens the third", Labelling._library),
    Word(("mine",), "list what is yours to label", Labelling._list_mine),
    Word(("take",), "take this article: you label it; or give it back", Labelling._claim),
    Word(("?", "help"), "this list", Labelling._help),
    Word(("quit", "exit", "ctrl-d"), "leave; everything is saved already", Labelling._quit),
)
_WORDS: Final = by_name(_TABLE)
