"""The label key with a team's database switched on beside without, in one interleaved run.

python -m benchmarks team_keys [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.reader import HERE, Figures, keys, write_article
from benchmarks.terminal import Terminal
from tests.conftest import team_database
from tests.postgres_server import Server

LABELS = 60
SENTENCES = 200

_COLLEAGUE = """
import sys, time
from pathlib import Path
from annotations.config import Config, TeamConfig
from annotations.exchange.live import Live
from annotations.store import open_store
from tests.unit.exchange.colleagues import label
store = open_store(Path(sys.argv[1]))
me = store.join("Ben")
live = Live(Config(team=TeamConfig(url=sys.argv[2])), store=lambda: store,
            write=lambda step: step(), tell=lambda now: None, where=lambda: (me, ""))
live.start()
for at in range(100_000):
    label(store, me, at % 3, ("claim", "quote", "speculation")[at // 3 % 3], at % 2)
    live.changed()
    time.sleep(1)
"""


def begun(folder: Path, address: str) -> None:
    """A lead begins; two projects begin with that."""
    from annotations.exchange import pull, push
    from annotations.store import open_store
    from tests.memory_store import MemoryStore
    from tests.unit.exchange.colleagues import CONFIG, label

    lead = MemoryStore()
    label(lead, lead.join("Lea"), 0, "claim")
    push(lead, address, CONFIG)
    for name in ("on", "off", "ben"):
        store = open_store(folder / name)
        if name != "off":
            pull(store, address, CONFIG)
        store.close()
    for name in ("on", "off"):
        team = f"team: {{url: '{address}'}}\n" if name == "on" else ""
        (folder / f"{name}.yaml").write_text(f"annotator: Ana\nreader: {{panes: 1}}\n{team}")


def measure(rounds: int) -> Figures:
    """Both in turn, `rounds` times; a colleague labels once a second meanwhile."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as name, Server() as server:
        folder = Path(name)
        address = team_database(server)
        begun(folder, address)
        article = write_article(folder / "article.txt", SENTENCES)
        colleague = subprocess.Popen(
            [sys.executable, "-c", _COLLEAGUE, str(folder / "ben"), address], cwd=HERE.parent
        )
        try:
            for number in range(rounds):
                for side in ("off", "on") if number % 2 else ("on", "off"):
                    command = (
                        sys.executable, "-m", "tui", "--config", str(folder / f"{side}.yaml"),
                        "--project", str(folder / side), "--fresh", str(article),
                    )  # fmt: skip
                    with Terminal(*command, cwd=HERE.parent) as terminal:
                        terminal.wait(b"reported")
                        terminal.take(2.5)  # the server is reached meanwhile
                        pressed = [b"cq"[at % 2 : at % 2 + 1] for at in range(LABELS)]
                        figures.add(f"label {side}", *keys(terminal, *pressed))
                        figures.add(f"move {side}", *keys(terminal, *[b"k"] * LABELS))
        finally:
            colleague.kill()
            colleague.wait()
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    figures = measure(parser.parse_args().rounds)
    print(f"{'milliseconds':28}{'p50':>8}{'p99':>8}{'ratio':>8}  target")
    for what in ("label", "move"):
        ratio = figures.p50(f"{what} on") / figures.p50(f"{what} off")
        for side in ("off", "on"):
            name = f"{what} {side}"
            shown = f"{ratio:8.2f}  <= 1.05" if side == "on" else ""
            print(f"team {side}: {what:18}{figures.p50(name):8.1f}{figures.p99(name):8.1f}{shown}")
    values = figures._values
    gain = statistics.mean(values["label on"]) / statistics.mean(values["label off"])
    print(f"label, mean over mean: {gain:.3f}")


if __name__ == "__main__":
    main()
