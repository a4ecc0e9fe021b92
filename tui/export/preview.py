"""What the export screen asks of the project, in a thread: rows to look at, and clashes.

Nothing here touches a widget. Whatever is asked can be given up at any article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from annotations.dataset import TrainingSet
from annotations.dataset.contradictions import contradictions, labellings
from annotations.workflow.export import Counted as Counted
from annotations.workflow.export import GivenUp as GivenUp
from annotations.workflow.export import Task as Task
from annotations.workflow.export import count as count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from annotations.config import Config
    from annotations.dataset.article_rows import Sheet
    from annotations.dataset.builder import Advance
    from annotations.dataset.contradictions import Contradiction
    from annotations.store import Store
    from tui.export.choices import Choices

SHOWN: Final = 3
"""Rows to look at."""
MOST_LETTERS: Final = 6_000
"""Of a file that is looked at."""


class Excerpt(TrainingSet):
    """A training set of which only the first few rows are there."""

    _chosen: list[Sheet] | None = None

    def sheets(
        self, split: str | None = None, advance: Advance = lambda votes: None
    ) -> Iterator[Sheet]:
        """The first few sentences that become rows; of any, where none does."""
        if self._chosen is None:
            self._chosen = self._choose(advance)
        return iter([one for one in self._chosen if split in (None, one.facts.split)])

    @property
    def ids(self) -> list[str]:
        """Which sentences they are."""
        return [id_ for sheet in self._chosen or () for id_ in sheet.ids]

    def _choose(self, advance: Advance) -> list[Sheet]:
        chosen: list[Sheet] = []
        others: list[Sheet] = []
        left = SHOWN
        for sheet in super().sheets(None, advance):
            kept = [n for n, one in enumerate(sheet.outcomes) if not one.left_out][:left]
            if kept:
                chosen.append(_only(sheet, kept))
                left -= len(kept)
            elif not others:
                others.append(_only(sheet, range(min(SHOWN, len(sheet.numbers)))))
            if not left:
                break
        return chosen or others


def _only(sheet: Sheet, which: Sequence[int]) -> Sheet:
    return sheet._replace(
        numbers=[sheet.numbers[n] for n in which],
        ids=[sheet.ids[n] for n in which],
        said=[sheet.said[n] for n in which],
        outcomes=[sheet.outcomes[n] for n in which],
    )


def preview(
    store: Store, config: Config, choices: Choices, counted: Counted | None, task: Task
) -> list[tuple[str, str]]:
    """The first rows as they will be written: paths, and the text of those files.

    Where a file is no text, what it holds stands in its place as JSON.

    Raises:
        GivenUp: If nobody wants it any more.
        ExportError: If the project cannot be exported so.
        StoreError: If it cannot be read.
    """
    splits = counted.splits if counted else None
    places = (splits.places, splits.left_out) if splits else (None, None)
    excerpt = Excerpt(store, config, choices.options, *places)
    form = choices.form
    files: list[tuple[str, str]] = []
    if choices.parts == "file" and form.stream is not None:
        data = b"".join(form.stream(excerpt, excerpt.heading(), excerpt.sheets(None, task.advance)))
        found = [("the file", data)] if data else []
    else:
        found = [
            (path, data)
            for path, pieces in form.in_folder(excerpt, task.advance)
            if (data := b"".join(pieces))
        ]
    for path, data in found:
        try:
            files.append((path, data.decode()[:MOST_LETTERS]))
        except UnicodeDecodeError:
            files.append((f"{path}, which is no text, as JSON", _as_json(excerpt, choices, data)))
    # Where rows name their sentences, what names none (a text, a configuration) is no row.
    naming = [one for one in files if any(id_ in one[1] for id_ in excerpt.ids)]
    return naming or files


def _as_json(excerpt: Excerpt, choices: Choices, data: bytes) -> str:
    """What a file holds that is no text: its rows, or what its own library reads in it."""
    rows: list[object] = list(excerpt.rows()) if choices.form.shapes else _documents(data)
    return msgspec.json.Encoder().encode_lines(rows).decode()


def _documents(data: bytes) -> list[object]:
    import spacy
    from spacy.tokens import DocBin

    docs = DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab)
    return [{"text": doc.text, "cats": doc.cats, "id": doc.user_data["id"]} for doc in docs]


def clashes(store: Store, config: Config, task: Task) -> list[Contradiction]:
    """Sentences that say nearly the same under different labels.

    Raises:
        GivenUp: If nobody wants it any more.
        StoreError: If the project cannot be read.
    """

    def advance(articles: int) -> None:
        task.check()

    return contradictions(labellings(store, config.scheme, advance))
