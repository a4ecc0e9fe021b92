"""A writer of a team: labels, syncs, and says what was acknowledged; may be killed at any time.

python -m tests.reliability.team_work FOLDER ADDRESS NAME LABELS
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from annotations.exchange.postgres.carrier import connected
from annotations.exchange.sync import sync
from annotations.store import open_store
from tests.unit.exchange.colleagues import CONFIG, label

SAID = ("claim", "quote", "speculation", "")


def main() -> None:
    """Label until told to stop; each sync that returned is acknowledged in a file."""
    folder, address, name, labels = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    store = open_store(folder)
    acknowledged = os.open(folder.with_suffix(".acked"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        with connected(address, patience=60) as carrier:
            done = sync(store, carrier, CONFIG)
            person = store.join(name)
            for number in range(labels):
                if folder.with_suffix(".stop").exists():
                    break
                label(store, person, number % 3, SAID[(number // 3) % 4])
                done = sync(store, carrier, CONFIG, done.seen)
                links = list(store.links(store.device))
                os.write(acknowledged, f"{links[-1].id} {len(links)}\n".encode())
            sync(store, carrier, CONFIG, done.seen)
            print(carrier.connection.retries)
    finally:
        store.close()


if __name__ == "__main__":
    main()
