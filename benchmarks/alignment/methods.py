"""Ways to align two lists of sentences: ours, and those that it is measured beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from itertools import pairwise

from annotations.articles.article import Article, Sentences, Span, article_id_of
from annotations.comparison.alignment import Alignment, align
from benchmarks.alignment.cases import Case, Link

Method = Callable[[Case], set[Link]]


def article_of(sentences: list[str], boilerplate: Iterable[int] = ()) -> tuple[Article, Sentences]:
    """An article of just these sentences, one to a line."""
    text = "\n".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return Article(id=article_id_of(text), text=text), Sentences(
        spans, [Span(*spans[index]) for index in sorted(boilerplate)], "lines"
    )


def alignment_of(case: Case, *, loose: bool = False) -> Alignment:
    """Our alignment."""
    article_a, cut_a = article_of(case.a, case.boilerplate_a)
    article_b, cut_b = article_of(case.b, case.boilerplate_b)
    return align(article_a, article_b, cut_a, cut_b, loose=loose)


def slugline(case: Case) -> set[Link]:
    """Ours."""
    return {(pair.a, pair.b) for pair in alignment_of(case).pairs}


def slugline_loose(case: Case) -> set[Link]:
    """Ours, with the gap pass."""
    return {(pair.a, pair.b) for pair in alignment_of(case, loose=True).pairs}


def difflib_lines(case: Case) -> set[Link]:
    """What a diff says: equal sentences in order, and within a replaced block the closest ones."""
    a, b = case.a, case.b
    links: set[Link] = set()
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            links.update(zip(range(i0, i1), range(j0, j1), strict=True))
        elif tag == "replace":
            links |= _replaced(a, b, range(i0, i1), range(j0, j1))
    return links


def _replaced(a: list[str], b: list[str], rows: range, columns: range) -> set[Link]:
    """The rule of `difflib.ndiff`: the best pair of a block if over .75, then around it."""
    best, link = 0.75, None
    for i in rows:
        for j in columns:
            matcher = SequenceMatcher(None, a[i], b[j], autojunk=False)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                ratio = matcher.ratio()
                if ratio > best:
                    best, link = ratio, (i, j)
    if link is None:
        return set()
    i, j = link
    before = _replaced(a, b, range(rows.start, i), range(columns.start, j))
    return before | {link} | _replaced(a, b, range(i + 1, rows.stop), range(j + 1, columns.stop))


def newsedits(threshold: float) -> Method:
    """The lexical rule of NewsEdits (2022): each sentence to its best counterpart, both ways.

    The overlap of word pairs, one-sided: how many of a sentence's are in the other.
    """

    def rule(case: Case) -> set[Link]:
        grams_a = [_grams(text) for text in case.a]
        grams_b = [_grams(text) for text in case.b]
        links = set(_best(grams_a, grams_b, threshold))
        return links | {(i, j) for j, i in _best(grams_b, grams_a, threshold)}

    return rule


def _grams(text: str) -> Counter[tuple[str, str]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(pairwise(words)) or Counter([(word, "") for word in words])


def _best(
    these: list[Counter[tuple[str, str]]], those: list[Counter[tuple[str, str]]], threshold: float
) -> list[Link]:
    found = []
    for number, grams in enumerate(these):
        size = max(grams.total(), 1)
        share, other = max(
            (((grams & known).total() / size, -at) for at, known in enumerate(those)),
            default=(0.0, 0),
        )
        if share >= threshold:
            found.append((number, -other))
    return found
