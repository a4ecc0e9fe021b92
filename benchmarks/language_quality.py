"""How right the analysis is on the hand-labelled sets in `benchmarks/language/`, job by job.

    python -m benchmarks.language_quality [-v] [FILE...]

A set is plain text with marks around what a careful reader finds: `⟦p¦Ana Ruiz⟧`. A line is a
sentence, an empty line ends a paragraph, `# ` starts a comment, `---` a new article. The marks:
p person, o organisation, l place, g group, e event, f facility; `q TYPE VALUE UNIT` a quantity
(`~` approximate, `>=` and so on a bound, `..` between the ends of a range, `_` a space in a unit);
`“ SPEAKER` a quotation. A set whose comment says `only JOB...` is scored for those jobs alone;
`# glued` begins an article whose sentences have no space between them. `sentences wrapped` are the
same after each paragraph was wrapped at 72 characters; what a user would take instead is scored
below them where it is installed.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from annotations.articles.article import Article, article_id_of
from annotations.language.analysis import Analysis, Quantity, analyse
from annotations.language.sentences import cut

SETS = Path(__file__).parent / "language"
TYPES = {
    "p": "person",
    "o": "organisation",
    "l": "place",
    "g": "group",
    "e": "event",
    "f": "facility",
}
JOBS = (
    "sentences",
    "sentences wrapped",
    "mentions",
    "mentions untyped",
    "quantities",
    "values",
    "dates overlap",
    "quotations",
    "speakers",
)
Item = tuple[object, ...]


@dataclass
class Gold:
    """A labelled article."""

    text: str
    items: dict[str, list[Item]] = field(default_factory=dict)
    jobs: tuple[str, ...] = JOBS


def read(path: Path) -> Iterator[Gold]:
    """The articles of one set."""
    jobs: tuple[str, ...] = JOBS
    lines: list[str] = []
    between = " "
    for line in [*path.read_text(encoding="utf-8").splitlines(), "---"]:
        if line.startswith("# only "):
            jobs = tuple(job for job in JOBS if job.split()[0] in line.split()[2:])
        elif line == "---":
            if any(lines):
                yield _parsed(lines, jobs, between)
            lines, between = [], " "
        elif line == "# glued":
            between = ""
        elif not line.startswith("# "):
            lines.append(line)


def _parsed(lines: list[str], jobs: tuple[str, ...], between: str) -> Gold:
    text, items = "", {job: list[Item]() for job in JOBS}
    opened: list[tuple[int, str]] = []
    for line in lines:
        if not line:
            text = text.rstrip(" ") + "\n"
            continue
        start = len(text)
        for piece in re.split(r"(⟦[^¦⟦]*¦|⟧)", line):
            if piece.startswith("⟦"):
                opened.append((len(text), piece[1:-1]))
            elif piece == "⟧":
                begin, label = opened.pop()
                _note(items, begin, len(text), label)
            else:
                text += piece
        items["sentences"].append((start, len(text)))
        text += between
    return Gold(text.rstrip(), items, jobs)


def _note(items: dict[str, list[Item]], start: int, end: int, label: str) -> None:
    if label in TYPES:
        items["mentions"].append((start, end, TYPES[label]))
        items["mentions untyped"].append((start, end))
    elif label.startswith("q "):
        parts = label.split()
        items["quantities"].append((start, end, parts[1]))
        items["values"].append((start, end, *_wanted(parts[1:])))
        if parts[1] in ("date", "time"):
            items["dates overlap"].append((start, end))
    else:
        speaker = label[1:].strip()
        items["quotations"].append((start, end))
        items["speakers"].append((start, end, _folded(speaker)))


def _wanted(parts: list[str]) -> Item:
    marks = [part for part in parts[1:] if part in ("~", ">", ">=", "<", "<=")]
    rest = [part for part in parts[1:] if part not in marks]
    value = rest[0] if rest else "-"
    return parts[0], value, rest[1].replace("_", " ") if len(rest) > 1 else "", *sorted(marks)


def _got(quantity: Quantity) -> Item:
    if quantity.type in ("date", "time"):
        value = quantity.timex
    elif quantity.value is not None:
        value = f"{quantity.value:.15g}"
    elif quantity.low is not None and quantity.high is not None:
        value = f"{quantity.low:.15g}..{quantity.high:.15g}"
    else:
        value = "-"
    marks = [
        *(["~"] if quantity.approximate else []),
        *([quantity.bound] if quantity.bound else []),
    ]
    return quantity.type, value, quantity.unit, *sorted(marks)


def _folded(speaker: str) -> str:
    words = re.sub(r"^(?:the|an?|his|her|its|their)\s+", "", speaker.lower()).split()
    return words[-1] if words and speaker[:1].isupper() and len(words) < 4 else " ".join(words[:2])


def found_in(text: str, analysis: Analysis, article: Article) -> dict[str, list[Item]]:
    """What the analysis says, in the form of the labels."""
    named = [m for m in analysis.mentions if m.type not in ("date", "time")]
    return {
        "sentences": [tuple(span) for span in cut(article).spans],
        "mentions": [(*m.span, m.type) for m in named],
        "mentions untyped": [tuple(m.span) for m in named],
        "quantities": [(*q.span, q.type) for q in analysis.quantities],
        "values": [(*q.span, *_got(q)) for q in analysis.quantities],
        "dates overlap": [tuple(q.span) for q in analysis.quantities if q.type in ("date", "time")],
        "quotations": [tuple(q.span) for q in analysis.quotations],
        "speakers": [(*q.span, _folded(q.speaker)) for q in analysis.quotations],
    }


def _matches(job: str, gold: list[Item], got: list[Item]) -> tuple[int, int]:
    """How many of the gold and of the found items match."""
    if job == "dates overlap":
        return _overlapping(gold, got), _overlapping(got, gold)
    both = Counter(gold) & Counter(got)
    return both.total(), both.total()


def _overlapping(ones: list[Item], others: list[Item]) -> int:
    return sum(
        any(int(str(a[0])) < int(str(b[1])) and int(str(b[0])) < int(str(a[1])) for b in others)
        for a in ones
    )


def score(paths: Iterable[Path], *, verbose: bool) -> None:
    """Print precision, recall and F1 of every job on every set."""
    print(f"{'set':18} {'job':22} {'gold':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for path in paths:
        counts: dict[str, list[int]] = {job: [0, 0, 0, 0] for job in JOBS}
        for gold in read(path):
            article = Article(id=article_id_of(gold.text), text=gold.text)
            got = found_in(gold.text, analyse(article), article)
            gold.items["sentences wrapped"], got["sentences wrapped"] = _wrapped(gold)
            for job in gold.jobs:
                right, meant = _matches(job, gold.items[job], got[job])
                for at, more in enumerate((right, meant, len(gold.items[job]), len(got[job]))):
                    counts[job][at] += more
                if verbose and job not in ("mentions untyped", "sentences wrapped"):
                    _explain(job, gold, got[job])
        for job, (right, meant, wanted, found) in counts.items():
            if wanted:
                _print_line(path.stem, job, wanted, meant / found if found else 0.0, right / wanted)


def _wrapped(gold: Gold) -> tuple[list[Item], list[Item]]:
    """The sentences of an article wrapped at 72, as labelled and as found."""
    paragraphs = gold.text.split("\n")
    lines = [
        textwrap.fill(one, 72, break_long_words=False, break_on_hyphens=False) for one in paragraphs
    ]
    if [len(one) for one in lines] != [len(one) for one in paragraphs]:
        return [], []
    text = "\n\n".join(lines)
    wanted: list[Item] = []
    for start, end in (map(int, map(str, item)) for item in gold.items["sentences"]):
        shift = gold.text.count("\n", 0, start)
        wanted.append((start + shift, end + shift))
    article = Article(id=article_id_of(text), text=text)
    return wanted, [tuple(span) for span in cut(article).spans]


def _others() -> dict[str, Callable[[str], list[Item]]]:
    """What else cuts sentences, a line at a time: spaCy's sentencizer, and a bare expression."""
    found: dict[str, Callable[[str], list[Item]]] = {"after . ! ? and space": _bare}
    try:
        import spacy
    except ImportError:
        print("spaCy is not installed: its sentencizer is not scored")
        return found
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def sentencizer(line: str) -> list[Item]:
        return [(span.start_char, span.end_char) for span in nlp(line).sents]

    return {**found, "spaCy sentencizer": sentencizer}


def _bare(line: str) -> list[Item]:
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)", line)]
    return list(pairwise([0, *ends, len(line)]))


def _by_lines(text: str, cut_line: Callable[[str], list[Item]]) -> list[Item]:
    found: list[Item] = []
    at = 0
    for line in text.split("\n"):
        for start, end in (map(int, map(str, item)) for item in cut_line(line)):
            piece = line[start:end]
            if piece.strip():
                begin = at + start + len(piece) - len(piece.lstrip())
                found.append((begin, begin + len(piece.strip())))
        at += len(line) + 1
    return found


def score_others(paths: Iterable[Path]) -> None:
    """Print what others reach on the sentences of every set."""
    for name, cut_line in _others().items():
        for path in paths:
            right = wanted = found = 0
            for gold in read(path):
                if "sentences" in gold.jobs:
                    got = _by_lines(gold.text, cut_line)
                    right += _matches("sentences", gold.items["sentences"], got)[0]
                    wanted, found = wanted + len(gold.items["sentences"]), found + len(got)
            if wanted:
                _print_line(path.stem, name, wanted, right / (found or 1), right / wanted)


def _print_line(name: str, job: str, count: int, precision: float, recall: float) -> None:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    print(f"{name:18} {job:22} {count:5} {precision:6.3f} {recall:6.3f} {f1:6.3f}")


def _explain(job: str, gold: Gold, got: list[Item]) -> None:
    if job == "dates overlap":
        return
    missed, wrong = Counter(gold.items[job]) - Counter(got), Counter(got) - Counter(gold.items[job])
    for sign, items in (("-", missed), ("+", wrong)):
        for item in items:
            start, end = int(str(item[0])), int(str(item[1]))
            context = gold.text[max(start - 30, 0) : end + 20].replace("\n", "⏎")
            print(f"  {sign} {job}: {gold.text[start:end]!r} {item[2:]} in …{context}…")


def main() -> None:
    """Score the sets that are named, or all."""
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    paths = [Path(argument) for argument in arguments] or sorted(SETS.glob("*.txt"))
    score(paths, verbose="-v" in sys.argv)
    score_others(paths)


if __name__ == "__main__":
    main()
