"""What inputs that were made to be slow cost: `python -m benchmarks.worst_inputs [BYTES]`.

Each fragment is repeated to a text, and the text goes through everything that reads it: formats,
cutting, analysis, comparison, YAML. The seconds of process time for a text, for one twice and one
four times as long tell how the cost grows: 2 is linear, 4 quadratic. `tests/unit/test_growth.py`
bounds that growth.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from annotations import outside
from annotations.articles.canonical import canonical
from annotations.articles.load import make_article
from annotations.articles.paragraphs import running_text
from annotations.articles.readers.markdown import read_markdown
from annotations.articles.readers.plain import read_text
from annotations.comparison.quantity_frames import Side
from annotations.comparison.report import compare_sides
from annotations.errors import ArticleError
from annotations.language.analysis import analyse_spans
from annotations.language.sentences import cut

FRAGMENTS = (
    *("1.", "0.0", "1,", "1,0", "1 ", "2020 ", "$1 ", "$", "1%", "1-", "½ ", "1st ", "00,", "1/2 "),
    *("“a” ", '"a" ', "‘a’ ", "«a» ", "'a' ", "「中」", "“", "”", '"', "'", "‘", "”“", "“a ", "a’"),
    *("“a,” he said ", "“a,” said Bob. ", "Bob said “a ", "“a\n\n", "“A b.\n\n", "said Bob, "),
    *("![", "[a](", "[", "](", "[a ](b ", "[a][b]"),
    *("[a]: b\n", "![a](b \"", "*", "**a ", "_a", "~~"),
    *("`", "``a", "<a href=\"", "<!--", "&#1;", "\\"),
    *("# ", "> ", "- ", "1. ", "```\n", "|", "a  \n"),
    *("(", ")", "( a. ", "...", "… ", ". ", ". . "),
    *("! ", "!] ", "? ", "? a", "A. ", "a. ", "• ", "。"),
    *("Mr. ", "King, Jr. ", "Jr. ", "of ", "Bank of "),
    *("A and ", "A B C D ", "A-", "de la ", "O'Neil "),
    *("two hundred ", "twenty ", "million ", "May 1 "),
    *("1 May 2020 ", "Monday ", "12:00 ", "5 km ", "1 to "),
    *("at least ", "more than ", "more than 1 ", "according to "),
    *("he said ", "could ", "a, ", "a: ", "a — b "),
    *("\n", "\n\n", " ", "\t", " \n", "\u00a0", "\u200b"),
    *("\x1b[", "\x1b]", "\u202e", "e\u0301", "中", "👍"),
    *("http://a.b/ ", "www.a ", "a@b.c "),
    *("The post A appeared first on B. ", "By A B\n", "A, a", "a"),
    *("A{n} Corp. ", "Ann{n} Lee said. ", "{n} people. "),
    *("“b{n}.” A{n} said. ", "Bank of A{n}. ", "a{n}\n"),
)  # fmt: skip
"""`{n}` counts: a text of names that are all different grows otherwise than one of one name."""

COMPARED = (
    *("1 ", "1st ", "A ", "a ", "“a” ", "A b. ", "a{n}\n", "Ann{n} Lee said. ", "A{n} Corp. "),
    *("{n} people. ", "“b{n}.” A{n} said. "),
)
"""Of these, two texts are compared: figures, names, quotations, words."""

HEADS = ("", "The mayor said that it was so and that he would be there. ")
"""English words before them: what is no language is not analysed."""

FRONT = (
    *("\n", " \n", "# a\n", "a: b\n", "a", " ", "a "),
    *("[", "{", "- ", "? ", "'", '"', "&a ", "*a ", "!"),
    *("a{n}: &a{n} [*a{n}]\n", "title: [", "<<: ", "|\n", "a:\n ", "- - ", "%", "---\n", "...\n"),
)  # fmt: skip
"""What is repeated inside front matter, and in YAML."""


class Way(NamedTuple):
    """Something that reads texts."""

    name: str
    read: Callable[[str], object]
    fragments: tuple[str, ...] = FRAGMENTS
    heads: tuple[str, ...] = ("",)
    small: int = 3_000
    """Characters of a text that says how the cost of longer ones should grow."""


def _analysed(text: str) -> None:
    article = make_article(read_text(text))
    analyse_spans(article, list(cut(article).spans))


def _side(text: str) -> Side:
    article = make_article(read_text(text))
    sentences = cut(article)
    # Not by what keeps analyses: a text that is read again would cost nothing.
    return Side(article, sentences, analyse_spans(article, list(sentences.spans)))


def _compared(text: str) -> None:
    compare_sides(_side(text), _side(text[len(text) // 3 :]))


def _yaml(text: str) -> None:
    outside.load_yaml(text)


WAYS = (
    Way("canonical", canonical),
    Way("text", lambda text: make_article(read_text(text))),
    Way("running text", running_text),
    Way("markdown", read_markdown),
    Way("cut", lambda text: cut(make_article(read_text(text)))),
    Way("analyse", _analysed, heads=HEADS[1:]),
    Way("compare", _compared, COMPARED, HEADS[1:], 1_500),
    Way("front matter", read_text, FRONT, ("---\n", "---\ntitle: a", "---\na: b\n")),
    Way("yaml", _yaml, FRONT, ("", "a: ", "- ")),
)


def repeated(fragment: str, size: int, head: str = "") -> str:
    """A text of about `size` characters."""
    if "{n}" not in fragment:
        return head + fragment * (size // len(fragment))
    pieces, length, number = [head], 0, 0
    while length < size:
        pieces.append(fragment.replace("{n}", str(number)))
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def seconds(way: Way, text: str) -> float:
    """Process time that reading takes; refusing with a reason counts as reading."""
    begun = time.process_time()
    with suppress(ArticleError, outside.OutsideError):
        way.read(text)
    return time.process_time() - begun


def measured(size: int) -> Iterator[tuple[str, str, list[float]]]:
    """Way, fragment and the seconds at `size`, twice and four times that."""
    for way in WAYS:
        for head in way.heads:
            for fragment in way.fragments:
                took = [seconds(way, repeated(fragment, size * times, head)) for times in (1, 2, 4)]
                yield way.name, head[:12] + fragment, took


def main() -> None:
    """The twenty that took longest, and the twenty that grew fastest."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    found = list(measured(size))
    for title, key in (
        ("slowest", lambda one: -one[2][2]),
        ("grew fastest (of those above 0.1 s)", lambda one: -one[2][2] / max(one[2][1], 1e-3)),
    ):
        listed = found if title == "slowest" else [one for one in found if one[2][2] > 0.1]
        print(
            f"\n{title}, {len(found)} inputs of {size:,}, {2 * size:,} and {4 * size:,} characters"
        )
        for name, fragment, took in sorted(listed, key=key)[:20]:
            figures = "  ".join(f"{one:8.3f} s" for one in took)
            print(f"{name:13}{fragment!r:32}{figures}   x {took[2] / max(took[1], 1e-4):.1f}")


if __name__ == "__main__":
    main()
