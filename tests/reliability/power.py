"""Power cuts under a writer: `python -m tests.reliability.power KIND IMAGE FOLDER ROUNDS`."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest

from tests.reliability.crowd import KINDS, Writer, compared
from tests.reliability.mounted import Powered


def main(kind_name: str, image: Path, folder: Path, rounds: int) -> None:
    """Cut, and look."""
    powered = Powered.__new__(Powered)
    powered.image, powered.folder = image, folder
    kind, chance = KINDS[kind_name], random.Random(1)
    said = {"writer": 0}
    failures: list[str] = []
    done = 0
    while done < rounds and not failures:
        done += 1
        project = folder / "project"
        project.mkdir(exist_ok=True)
        writer = Writer(kind, project, "writer", said["writer"])
        for _ in range(chance.randrange(1, 60)):
            writer.hear(1)
        # Only what was acknowledged before the cut began counts.
        writer.hear_what_is_there()
        said["writer"] = writer.said
        powered.cut()
        writer.end()
        spare = writer.said - said["writer"] + 1
        powered.unmount()
        powered.mount()
        try:
            failures += compared(kind.reading(project), said, spare)
        except Exception as error:
            failures.append(f"unreadable: {error}")
    print(json.dumps({"rounds": done, "acknowledged": said["writer"], "failures": failures}))


if __name__ == "__main__":
    try:
        main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    except pytest.skip.Exception as skipped:
        print(json.dumps({"skip": str(skipped)}))
