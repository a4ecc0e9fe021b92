"""How right `compare` is about quantities that conflict, on pairs written for this project.

    python -m benchmarks.conflict_quality [-v]

`benchmarks/conflicts/pairs.txt`: reports of one event with what their quantities are to each
other; `traps.txt`: sentences whose different figures are no conflict. A link is right if both of
its quantities are those of the pair and its relation is the pair's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from annotations.articles.article import Article, article_id_of
from annotations.comparison.report import Comparison, compare
from annotations.language.sentences import cut

SETS = Path(__file__).parent / "conflicts"
CLASSES = ("conflict", "same", "compatible")
Place = tuple[int, int]


class Marked(NamedTuple):
    """An article and where its keys stand, each with its relation (empty in A)."""

    article: Article
    keys: dict[str, tuple[Place, str]]


class Case(NamedTuple):
    """Two reports."""

    name: str
    a: Marked
    b: Marked


def pairs(path: Path) -> Iterator[Case]:
    """The pairs of a file."""
    for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, rest = block.partition("\n")
        first, _, second = rest.partition("\n---\n")
        yield Case(name, marked(first), marked(second))


def marked(block: str) -> Marked:
    """An article from its head (outlet, date) and its text with marks."""
    head, _, body = block.strip("\n").partition("\n")
    source, _, date = head.rpartition(" ")
    text, keys = "", {}
    opened = ("", 0)
    for piece in re.split(r"(⟦[^¦]*¦|⟧)", body):
        if piece.startswith("⟦"):
            opened = piece[1:-1], len(text)
        elif piece == "⟧":
            key, _, relation = opened[0].partition(" ")
            keys[key] = (opened[1], len(text)), relation
        else:
            text += piece
    article = Article(id=article_id_of(text), text=text, source=source, published_at=date)
    return Marked(article, keys)


def _class(relation: str) -> str:
    return "conflict" if relation in ("differs", "updated") else relation


class Found(NamedTuple):
    """A link of the comparison."""

    a: Place
    b: Place
    relation: str


def links(found: Comparison) -> list[Found]:
    """The links between quantities, by place."""
    lines = (found.line(link) for link in found.figures.links)
    return [
        Found(
            (line.a_span.start, line.a_span.end),
            (line.b_span.start, line.b_span.end),
            line.relation,
        )
        for line in lines
    ]


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score_pairs(path: Path, *, verbose: bool) -> None:
    """Print precision and recall of each class."""
    counts = {name: [0, 0, 0] for name in CLASSES}
    found_of: dict[str, int] = {}
    updated = [0, 0]
    for case in pairs(path):
        text_a, text_b = case.a.article.text, case.b.article.text
        got = links(
            compare(case.a.article, case.b.article, cut(case.a.article), cut(case.b.article))
        )
        wanted = [
            (Found(case.a.keys[key][0], place, relation), key)
            for key, (place, relation) in case.b.keys.items()
        ]
        for gold, key in wanted:
            name = _class(gold.relation)
            counts[name][1] += 1
            hits = [g for g in got if _overlap(g.a, gold.a) and _overlap(g.b, gold.b)]
            right = [g for g in hits if _class(g.relation) == name]
            counts[name][2] += bool(right)
            if gold.relation == "updated" or any(g.relation == "updated" for g in right):
                updated[1] += 1
                updated[0] += any(g.relation == gold.relation for g in right)
            if verbose and not right:
                said = ", ".join(g.relation for g in hits) or "nothing"
                words = f"{text_a[slice(*gold.a)]!r} {text_b[slice(*gold.b)]!r}"
                print(f"  - {case.name}/{key}: {words} is {gold.relation}, said {said}")
        for link in got:
            name = _class(link.relation)
            right_ones = [
                gold
                for gold, _ in wanted
                if _overlap(link.a, gold.a)
                and _overlap(link.b, gold.b)
                and _class(gold.relation) == name
            ]
            counts[name][0] += bool(right_ones)
            found_of[name] = found_of.get(name, 0) + 1
            if verbose and not right_ones:
                words = f"{text_a[slice(*link.a)]!r} {text_b[slice(*link.b)]!r}"
                print(f"  + {case.name}: {words} said {link.relation}")
    print(f"{'class':12} {'gold':>5} {'found':>5} {'P':>6} {'R':>6}")
    for name, (precise, gold_count, recalled) in counts.items():
        all_found = found_of.get(name, 0)
        precision = precise / all_found if all_found else 0.0
        print(
            f"{name:12} {gold_count:5} {all_found:5} {precision:6.3f} {recalled / gold_count:6.3f}"
        )
    print(f"{'updated':12} {updated[1]:5} said so: {updated[0]}")


def score_traps(path: Path, *, verbose: bool) -> None:
    """Print how many traps raise an alarm."""
    alarms = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if "||" not in line:
            continue
        total += 1
        texts = [part.strip() for part in line.split("||")]
        a, b = (
            Article(id=article_id_of(text), text=text, source=source, published_at="2024-04-05")
            for text, source in zip(texts, ("First Wire", "Second Post"), strict=True)
        )
        found = [
            link
            for link in links(compare(a, b, cut(a), cut(b)))
            if _class(link.relation) == "conflict"
        ]
        alarms += bool(found)
        for link in found if verbose else ():
            print(f"  ! {texts[0][slice(*link.a)]!r} {texts[1][slice(*link.b)]!r} in {line}")
    print(f"traps {total}, alarms {alarms}")


def score_sentences(path: Path, *, verbose: bool) -> None:
    """Print how many couples of sentences are told what they are."""
    right = total = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if "||" not in line:
            continue
        *texts, gold = (part.strip() for part in line.split("||"))
        a, b = (
            Article(id=article_id_of(text), text=text, source=source, published_at="2024-04-05")
            for text, source in zip(texts, ("First Wire", "Second Post"), strict=True)
        )
        total += 1
        hit = any(link.relation == gold for link in links(compare(a, b, cut(a), cut(b))))
        right += hit
        if verbose and not hit:
            print(f"  - {line}")
    print(f"couples of sentences {total}, told rightly {right}")


def score_quotations(path: Path, *, verbose: bool) -> None:
    """Print how right the conflicts of quotations are."""
    right = found = wanted = same = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if "||" not in line:
            continue
        *texts, gold = (part.strip() for part in line.split("||"))
        a, b = (
            Article(id=article_id_of(text), text=text, source=source)
            for text, source in zip(texts, ("First Wire", "Second Post"), strict=True)
        )
        got = [
            link.relation
            for link in compare(a, b, cut(a), cut(b)).quotations
            if link.relation != "same"
        ]
        wanted += gold in ("words", "speaker")
        found += len(got)
        right += gold in got
        same += gold in ("same", "none") and not got
        if verbose and (got != [gold] if gold in ("words", "speaker") else got):
            print(f"  said {got}: {line}")
    precision = right / found if found else 0.0
    print(f"quotations: conflicts {wanted}, found {found}, P {precision:.3f}", end=" ")
    print(f"R {right / wanted:.3f}, left alone rightly {same}")


def main() -> None:
    """Score the sets."""
    verbose = "-v" in sys.argv
    for prefix in ("", "held_back_"):
        print(f"# {prefix}pairs and {prefix}traps")
        score_pairs(SETS / f"{prefix}pairs.txt", verbose=verbose)
        score_traps(SETS / f"{prefix}traps.txt", verbose=verbose)
    score_sentences(SETS / "sentences.txt", verbose=verbose)
    score_quotations(SETS / "quotations.txt", verbose=verbose)


if __name__ == "__main__":
    main()
