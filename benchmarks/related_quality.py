"""How right `related` is about reports of one event, on events written for this project.

    python -m benchmarks.related_quality [-v] [--held-out]

`benchmarks/event_sets/practice.txt` was looked at while the rules were made; `held_back.txt` was
not. Every event has near misses in its set: the same people another day, the same kind of event
at another place, what came of it. Two rivals are scored in the same run on the same pairs, both
within the same days, and each at the threshold that is best for it in hindsight.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple

from annotations.articles.article import Article, article_id_of
from annotations.articles.corpus import card_of
from annotations.related.door import Cards
from annotations.related.find import DAYS, candidates, related
from annotations.related.profile import day_of, profile_of
from annotations.related.scoring import Score, score

SETS = Path(__file__).parent / "event_sets"
Pair = frozenset[str]


class Report(NamedTuple):
    """A report with the event that it is of, and the outlet that it copies, if it does."""

    event: str
    article: Article
    copies: str


def read_set(path: Path) -> list[Report]:
    """The reports of a file."""
    found = []
    for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
        event, _, rest = block.partition("\n")
        for part in rest.split("\n---"):
            if part.strip():
                head, title, text = part.strip().split("\n", 2)
                outlet, date, *copies = (one.strip() for one in head.split("|"))
                text = f"{title}\n\n{text}"
                article = Article(
                    id=article_id_of(text),
                    text=text,
                    title=title,
                    source=outlet,
                    published_at=date,
                )
                found.append(Report(event, article, "".join(copies)))
    return found


def true_pairs(reports: Sequence[Report]) -> set[Pair]:
    """The pairs of reports of one event, at most so many days apart as is looked for."""
    return {
        frozenset((a.article.id, b.article.id))
        for a, b in combinations(reports, 2)
        if a.event == b.event and _near(a.article, b.article)
    }


def _near(a: Article, b: Article) -> bool:
    first, second = day_of(a.published_at), day_of(b.published_at)
    return first is not None and second is not None and abs(first - second) <= DAYS


def _tokens(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


def jaccard(reports: Sequence[Report]) -> Callable[[Article, Article], float]:
    """The overlap of the words of two titles."""
    words = {one.article.id: set(_tokens(one.article.title)) for one in reports}

    def closeness(a: Article, b: Article) -> float:
        one, other = words[a.id], words[b.id]
        return len(one & other) / (len(one | other) or 1)

    return closeness


def tf_idf(reports: Sequence[Report]) -> Callable[[Article, Article], float]:
    """The cosine of the words of two texts, each weighed by how often and in how few it occurs."""
    counts = {one.article.id: Counter(_tokens(one.article.text)) for one in reports}
    occurs = Counter(word for words in counts.values() for word in words)
    vectors = {}
    for id_, words in counts.items():
        vector = {w: (1 + log(n)) * log(len(counts) / occurs[w]) for w, n in words.items()}
        length = sqrt(sum(x * x for x in vector.values())) or 1.0
        vectors[id_] = {word: x / length for word, x in vector.items()}

    def closeness(a: Article, b: Article) -> float:
        other = vectors[b.id]
        return sum(x * other.get(word, 0.0) for word, x in vectors[a.id].items())

    return closeness


class Measured(NamedTuple):
    """Figures of a method."""

    recall_10: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Of pairs."""
        return 2 * self.precision * self.recall / ((self.precision + self.recall) or 1.0)


def _measured(ranked: dict[str, list[str]], shown: set[Pair], wanted: set[Pair]) -> Measured:
    hits = total = 0
    for id_, others in ranked.items():
        of_it = {pair for pair in wanted if id_ in pair}
        total += len(of_it)
        hits += sum(frozenset((id_, other)) in of_it for other in others[:10])
    right = len(shown & wanted)
    return Measured(hits / (total or 1), right / (len(shown) or 1), right / (len(wanted) or 1))


def rival(
    reports: Sequence[Report], closeness: Callable[[Article, Article], float]
) -> tuple[Measured, float]:
    """A rival's figures at the threshold that gives it the best F1, and that threshold."""
    wanted = true_pairs(reports)
    articles = [one.article for one in reports]
    values = {
        frozenset((a.id, b.id)): closeness(a, b)
        for a, b in combinations(articles, 2)
        if _near(a, b)
    }
    ranked = {}
    for a in articles:
        of_it = [(values.get(frozenset((a.id, b.id))), b.id) for b in articles if b is not a]
        known = [(value, id_) for value, id_ in of_it if value is not None]
        ranked[a.id] = [id_ for _, id_ in sorted(known, key=lambda one: (-one[0], one[1]))]
    every = [
        (_measured(ranked, {p for p, v in values.items() if v >= at}, wanted), at)
        for at in sorted({round(value, 2) for value in values.values()})
    ]
    return max(every, key=lambda one: one[0].f1)


def ours(reports: Sequence[Report], *, verbose: bool) -> tuple[Measured, int, int, int]:
    """Our figures; and of wire copy: told, wanted, right."""
    door = Cards([card_of(one.article) for one in reports])
    profiles = {one.article.id: profile_of(one.article) for one in reports}
    ranked: dict[str, list[str]] = {}
    shown: set[Pair] = set()
    copied: set[Pair] = set()
    for id_, profile in profiles.items():
        near = [
            (-score(profile, profiles[one], door).value, one) for one in candidates(profile, door)
        ]
        ranked[id_] = [one for _, one in sorted(near)]
        for one in related(profile, door, profiles.get):
            shown.add(frozenset((id_, one.article_id)))
            if one.score.is_copy:
                copied.add(frozenset((id_, one.article_id)))
    wanted = true_pairs(reports)
    copies = {
        frozenset((a.article.id, b.article.id))
        for a in reports
        for b in reports
        if a.event == b.event and a.copies == b.article.source
    }
    if verbose:
        _explain(reports, shown, wanted, lambda a, b: score(profiles[a], profiles[b], door))
    return _measured(ranked, shown, wanted), len(copied), len(copies), len(copied & copies)


def _explain(
    reports: Sequence[Report],
    shown: set[Pair],
    wanted: set[Pair],
    scored: Callable[[str, str], Score],
) -> None:
    """Print what is shown wrongly and what is missed, with the reasons."""
    names = {one.article.id: f"{one.event}/{one.article.source}" for one in reports}
    for sign, pairs in (("+", shown - wanted), ("-", wanted - shown)):
        for pair in sorted(pairs, key=sorted):
            a, b = sorted(pair)
            found = scored(a, b)
            print(f"  {sign} {found.value:.2f} {names[a]} | {names[b]}")
            for reason in found.reasons:
                print(f"        {reason.kind} {reason.weight:.2f} {', '.join(reason.items)}")


def main() -> None:
    """Score the sets."""
    files = ["practice.txt"] + ["held_back.txt"] * ("--held-out" in sys.argv)
    for file in files:
        reports = read_set(SETS / file)
        events = Counter(one.event for one in reports)
        print(
            f"# {file}: {len(events)} events, {len(reports)} reports, "
            f"{len(true_pairs(reports))} pairs"
        )
        print(f"{'':24} {'recall@10':>9} {'precision':>9} {'recall':>7} {'F1':>6}")
        found, told, copies, right = ours(reports, verbose="-v" in sys.argv and file[0] == "p")
        rows = [("related", found)]
        for name, closeness in (("title Jaccard", jaccard(reports)), ("TF-IDF", tf_idf(reports))):
            best, at = rival(reports, closeness)
            rows.append((f"{name} (from {at:.2f})", best))
        for name, one in rows:
            print(
                f"{name:24} {one.recall_10:9.3f} {one.precision:9.3f} "
                f"{one.recall:7.3f} {one.f1:6.3f}"
            )
        print(f"wire copy: {copies}, told {told}, rightly {right}")


if __name__ == "__main__":
    main()
