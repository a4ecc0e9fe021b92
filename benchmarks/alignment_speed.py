"""How long aligning takes, and what importing it costs.

python -m benchmarks.alignment_speed
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median

from annotations.comparison import alignment
from benchmarks.alignment.cases import Case, hand_aligned, seed_paths, text_of
from benchmarks.alignment.methods import article_of
from benchmarks.alignment.synthetic import revision


def main() -> None:
    """Print the figures."""
    print(f"{'importing the aligner, over bare Python':44}{_import_cost():8.1f} ms")
    pairs = [case for case in hand_aligned() if "revised" in case.name]
    for case in pairs:
        label = f"{case.name}: {len(case.a)} and {len(case.b)} sentences"
        print(f"{label:44}{_time(case, 9):8.1f} ms")
    for size in (100, 200, 400, 500, 1000, 3000):
        for name in ("heavy", "blocks"):
            case = long_case(name, size)
            label = f"{name} revision: {len(case.a)} and {len(case.b)} sentences"
            found = _align(case)()
            note = "  simplified" if found.simplified else ""
            print(f"{label:44}{_time(case, 3):8.1f} ms{note}")


def long_case(plan: str, size: int) -> Case:
    """A long article and its revision: words of the sample articles, mixed into new sentences."""
    chance = random.Random(f"{plan} {size}")
    texts = [text for path in seed_paths() for text in text_of(path).sentences]
    words = [word for text in texts for word in text.split()]
    sentences: list[str] = []
    while len(sentences) < size:
        opening = chance.choice(texts).split()
        at = chance.randrange(len(words) - 12)
        mixed = opening[: chance.randint(4, 12)] + words[at : at + chance.randint(4, 12)]
        sentences.append(" ".join(mixed).rstrip(".") + ".")
    return revision(f"{plan}/{size}", sentences, texts, chance)


def _align(case: Case) -> Callable[[], alignment.Alignment]:
    a, b = article_of(case.a), article_of(case.b)

    def run() -> alignment.Alignment:
        alignment.forget()
        return alignment.align(a[0], b[0], a[1], b[1])

    return run


def _time(case: Case, times: int) -> float:
    run = _align(case)
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return 1000 * median(taken)


def _import_cost() -> float:
    """Whole processes with the aligner less those without, taken in turn; compiled beforehand."""
    codes = ("pass", "import annotations.comparison.alignment")
    taken: dict[str, list[float]] = {code: [] for code in codes}
    with tempfile.TemporaryDirectory() as folder:
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = folder
        for _ in range(16):
            for code in codes:
                start = time.perf_counter()
                subprocess.run([sys.executable, "-c", code], check=True, env=env)
                taken[code].append(time.perf_counter() - start)
    bare, aligner = (median(taken[code][1:]) for code in codes)
    return 1000 * (aligner - bare)


if __name__ == "__main__":
    main()
