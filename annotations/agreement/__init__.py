"""How far annotators agree: the door to every statistic.

Put votes together once, then ask; nothing heavy is imported, and nothing takes longer because
there are more sentences:

    ballots = Ballots(votes_of(store, scheme), labels=scheme.slugs)
    overall(ballots).krippendorff_alpha     # a Statistic: a value, or why there is none
    interval_of(ballots)                    # 95 %, from resampling stories or articles
    ballots.sentences_of("claim", "quote")  # what is behind a cell of `confusion(ballots)`
    ballots.cast(vote)                      # one vote more: only what it changes is counted
"""

from __future__ import annotations

from annotations.agreement.annotators import GoldLabel, PersonRow, person_rows
from annotations.agreement.bootstrap import interval
from annotations.agreement.drift import Period, drift
from annotations.agreement.load import gold_of, labellings_of, stories_of, votes_of
from annotations.agreement.report import Report, report
from annotations.agreement.self_agreement import Labelling, Passes, SelfRow, self_agreement
from annotations.agreement.statistic import FEW, Interval, Statistic, Verdict, verdict
from annotations.agreement.tables import (
    Confusion,
    LabelRow,
    Overall,
    PairRow,
    confusion,
    label_rows,
    overall,
    pair_row,
    pair_rows,
)
from annotations.agreement.vote_matrix import Ballots, Vote

__all__ = [
    "FEW",
    "Ballots",
    "Confusion",
    "GoldLabel",
    "Interval",
    "LabelRow",
    "Labelling",
    "Overall",
    "PairRow",
    "Passes",
    "Period",
    "PersonRow",
    "Report",
    "SelfRow",
    "Statistic",
    "Verdict",
    "Vote",
    "confusion",
    "drift",
    "gold_of",
    "interval_of",
    "label_rows",
    "labellings_of",
    "overall",
    "pair_row",
    "pair_rows",
    "person_rows",
    "report",
    "self_agreement",
    "stories_of",
    "verdict",
    "votes_of",
]


def interval_of(ballots: Ballots) -> Interval:
    """Between which values alpha lies, with a confidence of 95 %; 0.1 s for 500 articles."""
    return interval(ballots.clusters().values())
