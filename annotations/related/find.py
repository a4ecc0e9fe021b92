"""The other reports of an article's event, in a corpus behind a door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from annotations.related.door import Door
from annotations.related.profile import Profile
from annotations.related.scoring import Score, rarity, score

DAYS: Final = 3
"""Days between two reports of one event at most."""
SAME: Final = 1.9
"""The score from which on two articles are shown as reports of one event."""
SUPPORTED: Final = 1.2
"""The score that is enough where the two share half of their other reports."""
UNDATED: Final = 1.25
"""How many times that is asked where the day of one is not known."""
_TERMS: Final = 24
"""Terms of an article that name its candidates."""
_COMMON: Final = 2_000
"""Articles of one term that are looked at: bounds the work."""
CANDIDATES: Final = 40
"""Articles that are read and compared."""


class Report(msgspec.Struct, frozen=True):
    """Another report of an event."""

    article_id: str
    score: Score
    through: tuple[str, ...] = ()
    """Of one that shares too little itself: the ids of reports that it has in common with the
    article, by which it is known."""


def candidates(profile: Profile, door: Door, days: int = DAYS) -> list[str]:
    """The ids of articles that may be about the same event, the likeliest first, at most 40.

    They share the article's rarest names, title words and numbers, and appeared at most `days`
    days before or after it.
    """
    day = profile.day
    first, last = (None, None) if day is None else (day - days, day + days)
    numbers = {key.split()[1] for key in profile.quantities if len(key.split()[1]) > 1}
    terms = {*profile.names, *profile.title, *numbers, *profile.words}
    weights = {term: rarity(term, door) * _first(term, profile) for term in terms}
    rarest = sorted(terms, key=lambda term: (-weights[term], term))
    found: Counter[str] = Counter()
    weighed: dict[str, float] = {}
    for term in [term for term in rarest if door.frequency(term)][:_TERMS]:
        for id_ in door.having(term, first, last)[:_COMMON]:
            if id_ != profile.article_id:
                found[id_] += 1
                weighed[id_] = weighed.get(id_, 0.0) + weights[term]
    likeliest = sorted(weighed, key=lambda id_: (-weighed[id_], id_))
    return [id_ for id_ in likeliest if found[id_] > 1][:CANDIDATES]


def _first(term: str, profile: Profile) -> float:
    return 2.0 if term in profile.names else 1.5 if term in profile.title else 1.0


def related(
    profile: Profile,
    door: Door,
    read: Callable[[str], Profile | None],
    days: int = DAYS,
) -> list[Report]:
    """Other reports of the event that an article is about, the closest first.

    Args:
        profile: Of the article.
        door: The corpus; it may hold the article itself.
        read: Gives the profile of an article of the corpus, or None if it cannot be read.
        days: Days before and after it at most.
    """
    others = (read(id_) for id_ in candidates(profile, door, days))
    return judged(profile, (one for one in others if one is not None), door, days)


def judged(
    profile: Profile, others: Iterable[Profile], door: Door, days: int = DAYS
) -> list[Report]:
    """Those of `others` that are about the same event, the closest first.

    They are close to the article themselves; or somewhat, and at least half of the reports that
    are close to one of the two are close to both.
    """
    known = {one.article_id: one for one in others if one.article_id != profile.article_id}
    found = {id_: same_event(profile, one, door, days) for id_, one in known.items()}
    direct = {id_ for id_, score_ in found.items() if score_ is not None}
    kept = [Report(id_, score_) for id_, score_ in found.items() if score_ is not None]
    for id_ in known.keys() - direct if direct else ():
        one = known[id_]
        if (weak := same_event(profile, one, door, days, SUPPORTED)) is None:
            continue
        near = {
            other
            for other in known
            if other != id_ and same_event(one, known[other], door, days) is not None
        }
        if len(direct & near) * 2 >= len(direct | near):
            kept.append(Report(id_, weak, tuple(sorted(direct & near))))
    return sorted(kept, key=lambda one: (-one.score.value, one.article_id))


def same_event(
    a: Profile, b: Profile, door: Door, days: int = DAYS, asked: float = SAME
) -> Score | None:
    """How close two reports of one event are; None for articles that are not shown as such.

    Args:
        a: An article.
        b: Another one.
        door: The corpus.
        days: Days between them at most.
        asked: The score that is enough.
    """
    undated = a.day is None or b.day is None
    if a.day is not None and b.day is not None and abs(a.day - b.day) > days:
        return None
    found = score(a, b, door)
    return found if found.is_copy or found.value >= asked * (UNDATED if undated else 1) else None
