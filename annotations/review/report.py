"""A review written out: its summary and its queue, for who has no screen at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from annotations.agreement.load import stories_of
from annotations.review.clarifications import Rule, guideline_version
from annotations.review.model import Case
from annotations.review.precedents import texts_in
from annotations.review.review import Review
from annotations.review.summary import Summary, summary
from annotations.store import Store
from annotations.store.people import told_apart


class ListedVote(msgspec.Struct, frozen=True):
    """What somebody says of a sentence."""

    by: str
    """The display name; a letter as long as the names are not to be seen."""
    label: str
    unsure: bool
    note: str


class ListedGold(msgspec.Struct, frozen=True):
    """What was decided."""

    decision: str
    label: str
    reason: str
    rule: str
    by: str
    at: str
    stale: bool
    conflict: bool
    rivals: tuple[str, ...]


class ListedCase(msgspec.Struct, frozen=True):
    """A sentence of the queue."""

    sentence: str
    article: str
    title: str
    """Of the article, or empty."""
    index: int
    """From 0."""
    text: str
    state: str
    why: tuple[str, ...]
    """The most pressing reason first."""
    confused: tuple[str, ...]
    """The two labels that most voted for; none where votes are alike."""
    majority: str
    votes: tuple[ListedVote, ...]
    comments: int
    gold: ListedGold | None


class ListedRule(msgspec.Struct, frozen=True):
    """A clarification of the guidelines."""

    id: str
    labels: tuple[str, str]
    text: str
    example: str
    version: str
    by: str
    at: str


class ListedAgreement(msgspec.Struct, frozen=True):
    """Agreement of the votes; what does not exist is null, with the reason in `why`."""

    observed: float | None
    krippendorff_alpha: float | None
    interval: tuple[float, float] | None
    why: Mapping[str, str]


class ListedPerson(msgspec.Struct, frozen=True):
    """One person's votes against gold."""

    person: str
    n: int
    observed: float | None
    cohen_kappa: float | None
    overruled: int


class Listing(msgspec.Struct, frozen=True):
    """Everything that `slugline review --list` says."""

    people: tuple[str, ...]
    """Whose votes count."""
    blind: bool
    guideline: str
    """The version, clarifications included."""
    open: int
    deferred: int
    resolved: int
    unanimous: int
    waiting: int
    """Sentences with fewer equal votes than are enough."""
    why: Mapping[str, int]
    """Open cases by their most pressing reason."""
    decided: int
    by_label: Mapping[str, int]
    by_decision: Mapping[str, int]
    by_reason: Mapping[str, int]
    gold: Mapping[str, int]
    """Sentences by what their label rests on, or by why they have none."""
    before: ListedAgreement
    after: tuple[ListedPerson, ...]
    rules: tuple[ListedRule, ...]
    cases: tuple[ListedCase, ...]


def listing(
    store: Store, review: Review, sentences: Iterable[str], rules: Sequence[Rule], version: str
) -> Listing:
    """A review as it is now, written out.

    Args:
        store: The project, from which the words of the sentences are read.
        review: The review.
        sentences: Which cases, in order: usually a queue.
        rules: Every clarification.
        version: Of the guidelines, as configured.

    Raises:
        StoreError: If the project cannot be read.
    """
    names = told_apart(review.names)
    found = summary(review, rules, stories=stories_of(store))
    cases = [case for one in sentences if (case := review.case(one)) is not None]
    words = _words(store, cases)
    counts = found.counts
    return Listing(
        people=tuple(names.get(one, one) for one in review.people),
        blind=review.is_blind,
        guideline=guideline_version(version, rules),
        open=counts.open,
        deferred=counts.deferred,
        resolved=counts.resolved,
        unanimous=counts.unanimous,
        waiting=counts.waiting,
        why={str(why): count for why, count in counts.why.items()},
        decided=found.decided,
        by_label=found.by_label,
        by_decision=found.by_decision,
        by_reason=found.by_reason,
        gold=found.gold,
        before=_agreement(found),
        after=tuple(
            ListedPerson(
                names.get(one.person, one.person),
                one.n,
                one.observed.value,
                one.cohen_kappa.value,
                one.overruled,
            )
            for one in found.after
        ),
        rules=tuple(
            ListedRule(
                one.name,
                one.labels,
                one.text,
                one.example,
                one.version,
                names.get(one.by, one.by),
                one.at,
            )
            for one in rules
        ),
        cases=tuple(_case(review, one, words[one.sentence_id], names) for one in cases),
    )


class _Words(NamedTuple):
    """Where a sentence stands, to be read."""

    title: str
    text: str


def _words(store: Store, cases: Iterable[Case]) -> Mapping[str, _Words]:
    """Words by sentence; every article is read once."""
    by_article: dict[str, list[Case]] = {}
    for case in cases:
        by_article.setdefault(case.article_id, []).append(case)
    words: dict[str, _Words] = {}
    for article_id, group in by_article.items():
        kept = store.frozen(article_id)
        texts = texts_in(kept, [case.index for case in group])
        title = kept.article.title if kept else ""
        for case in group:
            words[case.sentence_id] = _Words(title, texts.get(case.index, ""))
    return words


def _agreement(found: Summary) -> ListedAgreement:
    low, high = found.alpha_interval.low, found.alpha_interval.high
    reasons = {
        "observed": found.before.why,
        "krippendorff_alpha": found.alpha.why,
        "interval": found.alpha_interval.why,
    }
    return ListedAgreement(
        found.before.value,
        found.alpha.value,
        None if low is None or high is None else (low, high),
        {name: why for name, why in reasons.items() if why},
    )


def _case(review: Review, case: Case, words: _Words, names: Mapping[str, str]) -> ListedCase:
    gold = case.gold
    return ListedCase(
        sentence=case.sentence_id,
        article=case.article_id,
        title=words.title,
        index=case.index,
        text=words.text,
        state=case.state,
        why=case.why,
        confused=tuple(label for label in case.pair if label),
        majority=case.majority,
        votes=tuple(
            ListedVote(
                names.get(one.ballot.person, one.name) if one.name else one.letter,
                one.ballot.label,
                one.ballot.unsure,
                one.ballot.note,
            )
            for one in review.lettered(case)
        ),
        comments=case.comments,
        gold=None
        if gold is None
        else ListedGold(
            gold.decision,
            gold.label,
            gold.reason,
            gold.rule,
            names.get(gold.by, gold.by),
            gold.at,
            gold.is_stale,
            gold.is_conflict,
            gold.rivals,
        ),
    )
