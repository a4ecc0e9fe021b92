"""Every benchmark, one table after the other: `python -m benchmarks [NAME...]`."""

from __future__ import annotations

import subprocess
import sys

NAMES = (
    "reader",
    "library",
    "corpus",
    "store",
    "export",
    "splits",
    "agreement",
    "review",
    "team",
    "team_keys",
    "alignment_speed",
    "alignment_quality",
    "language_speed",
    "language_quality",
    "related_quality",
    "worst_inputs",
    "inputs",
)


def main() -> None:
    """Run those that were named, or all; each in a process of its own: none warms another."""
    wanted = sys.argv[1:] or NAMES
    unknown = set(wanted) - set(NAMES)
    if unknown:
        sys.exit(
            f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}."
        )
    failed = []
    for name in wanted:
        print(f"\n== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
