"""What an export says of its training set besides the rows, whoever asks: a command or a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotations.config import Config
    from annotations.store import Store
    from annotations.training import Options, TrainingSet


def agreement_of(
    store: Store, config: Config, training_set: TrainingSet, options: Options
) -> dict[str, Any]:
    """How far those who are counted agree; people by number. Nothing for one person.

    Raises:
        StoreError: If the project cannot be read.
    """
    from annotations.review.agreement import Ballots, report, stories_of, votes_of

    if options.annotator:
        return {}
    ballots = Ballots(votes_of(store, config.scheme, stories_of(store)), labels=training_set.labels)
    return report(ballots, training_set.terms.people).as_dict()
