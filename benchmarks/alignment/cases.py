"""Pairs of texts whose alignment is known: aligned by hand, rewritten by hand, or made by rule.

All of it is built from the articles in `seeds/` and from texts written for this purpose, so that
nothing here was seen by the sets that a release is judged on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.articles.load import load
from annotations.language.sentences import cut

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"

Link = tuple[int, int]


class Case(NamedTuple):
    """Two texts as lists of sentences, and which belong together."""

    name: str
    a: list[str]
    b: list[str]
    gold: frozenset[Link]
    optional: frozenset[Link] = frozenset()
    """Links on which readers may disagree: neither asked for nor counted as wrong."""
    boilerplate_a: frozenset[int] = frozenset()
    boilerplate_b: frozenset[int] = frozenset()


class Text(NamedTuple):
    """The sentences of an article, and which of them are boilerplate."""

    sentences: list[str]
    boilerplate: frozenset[int]


def seed_paths() -> list[Path]:
    """Every sample article, in a fixed order."""
    return sorted(
        path for path in SEEDS.glob("*/*") if path.suffix in (".txt", ".md") and path.is_file()
    )


def text_of(path: Path) -> Text:
    """The sentences of a sample article."""
    article = load(path)
    sentences = cut(article)
    return Text(
        [span.of(article.text) for span in sentences.spans],
        frozenset(sentence.index for sentence in sentences if sentence.is_boilerplate),
    )


def hand_aligned() -> Iterator[Case]:
    """Articles of one story, aligned by hand: `gold/*.tsv` names sentences by their first words."""
    for path in sorted((HERE / "gold").glob("*.tsv")):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        a, b = (text_of(SEEDS / name) for name in head.removeprefix("# ").split("\t"))
        gold: set[Link] = set()
        optional: set[Link] = set()
        for row in rows:
            first, second = row.removeprefix("?").split("\t")
            link = _named(first, a.sentences), _named(second, b.sentences)
            (optional if row.startswith("?") else gold).add(link)
        yield case_of(path.stem, a, b, gold, optional)


def case_of(
    name: str, a: Text, b: Text, gold: Iterable[Link] = (), optional: Iterable[Link] = ()
) -> Case:
    """A case of two articles."""
    return Case(
        name,
        a.sentences,
        b.sentences,
        frozenset(gold),
        frozenset(optional),
        a.boilerplate,
        b.boilerplate,
    )


def _named(opening: str, sentences: list[str]) -> int:
    [index] = [
        i for i, text in enumerate(sentences) if " ".join(text.split()).startswith(opening)
    ] or [-1]
    if index < 0:
        raise ValueError(f"no sentence starts with “{opening}”")
    return index


def written() -> Iterator[Case]:
    """Texts rewritten by hand: `written/*.txt` says on each line of B which lines of A it is."""
    for path in sorted((HERE / "written").glob("*.txt")):
        before, _, after = path.read_text(encoding="utf-8").partition("\n---\n")
        b: list[str] = []
        gold: set[Link] = set()
        for line in after.splitlines():
            sources, _, text = line.partition("\t")
            gold.update((int(source), len(b)) for source in sources.split(",") if source)
            b.append(text)
        yield Case(path.stem, before.splitlines(), b, frozenset(gold))


def unrelated() -> Iterator[Case]:
    """Every article against every article of another story: no sentence belongs to another."""
    paths = seed_paths()
    for number, first in enumerate(paths):
        for second in paths[number + 1 :]:
            if first.parent != second.parent:
                name = f"{first.parent.name} / {second.parent.name}"
                yield case_of(name, text_of(first), text_of(second))
