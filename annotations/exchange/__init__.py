"""Exchange between colleagues without a server: the door to all of it.

    push(store, Path("../exchange"), config)    # our streams into a folder, or all into a `.zip`
    pull(store, Path("../exchange"), config)    # a folder or bundle, merged; says what became of it

Nothing is overwritten on either side: events are a set that only grows, and of each file of events
there is one writer. `docs/exchange.md` explains how to work with it.
"""

from __future__ import annotations

from annotations.exchange.conflicts import Double, disputed_golds, doubles, stale_golds
from annotations.exchange.layout import Difference, ProjectFile, Sent, salt_of
from annotations.exchange.pull import Newcomer, Report, arrived, claims, pull, take_in
from annotations.exchange.push import push
from annotations.exchange.read import Arrived
from annotations.exchange.trust import Signed, flaws, shown, signed
from annotations.exchange.verdict import Held
from annotations.store.people import told_apart

__all__ = [
    "Arrived",
    "Difference",
    "Double",
    "Held",
    "Newcomer",
    "ProjectFile",
    "Report",
    "Sent",
    "Signed",
    "arrived",
    "claims",
    "disputed_golds",
    "doubles",
    "flaws",
    "pull",
    "push",
    "salt_of",
    "shown",
    "signed",
    "stale_golds",
    "take_in",
    "told_apart",
]
