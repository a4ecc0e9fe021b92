"""brat standoff: the text of each article, and its labelled sentences beside it.

`gold/` has what every sentence is, `ann-1/` and so on what each person said, each with the same
texts: so a folder can be read by itself, and agreement computed between two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from annotations.articles.article import Article, Span
from annotations.dataset.article_rows import Sheet
from annotations.dataset.builder import Advance, Files, TrainingSet

GOLD: Final = "gold"

Mark = tuple[str, Span, str]
"""A label, where it stands, and the sentence's id."""


def files(training_set: TrainingSet, advance: Advance) -> Files:
    """A `.txt` and a `.ann` for each article and folder, and each folder's `annotation.conf`."""
    folders: list[str] = []
    for sheet in training_set.sheets(None, advance):
        for folder, marks in _marks(sheet):
            if folder not in folders:
                folders.append(folder)
            path = f"{folder}/{sheet.article.id}"
            yield f"{path}.txt", iter([sheet.article.text.encode()])
            yield f"{path}.ann", iter([standoff(sheet.article, marks)])
    for folder in folders:
        yield f"{folder}/annotation.conf", iter([configuration(training_set.labels)])


def _marks(sheet: Sheet) -> Iterator[tuple[str, list[Mark]]]:
    """What stands in each folder, of those in which anything does."""
    found: dict[str, list[Mark]] = {GOLD: []}
    for one in sheet.labelled:
        span = sheet.sentences.span(one.number)
        if not one.outcome.left_out:
            found[GOLD].append((one.outcome.label, span, one.id))
        for said in one.said:
            vote = sheet.terms.vote(said)
            found.setdefault(vote.annotator, []).append((vote.label, span, one.id))
    return (pair for pair in sorted(found.items()) if pair[1])


def standoff(article: Article, marks: Iterable[Mark]) -> bytes:
    """Each label as a text-bound annotation, with the sentence's id in a note.

    A sentence across line ends is written in fragments: brat's format has one annotation to a
    line, and cannot carry the line end itself.
    """
    lines = []
    for number, (label, span, sentence_id) in enumerate(marks, start=1):
        at, fragments, quoted = span.start, [], []
        for part in span.of(article.text).split("\n"):
            if part:
                fragments.append(f"{at} {at + len(part)}")
                quoted.append(part)
            at += len(part) + 1
        lines.append(f"T{number}\t{label} {';'.join(fragments)}\t{' '.join(quoted)}")
        lines.append(f"#{number}\tAnnotatorNotes T{number}\t{sentence_id}")
    return "".join(f"{line}\n" for line in lines).encode()


def configuration(labels: Iterable[str]) -> bytes:
    """The labels, for brat's editor."""
    names = "\n".join(labels)
    return f"[entities]\n{names}\n\n[relations]\n\n[events]\n\n[attributes]\n".encode()
