"""How fast the analysis is, beside what else cuts sentences or splits words, in one run.

    python benchmarks/language_speed.py

Throughput is of process time on one core, over text made of the sample articles. pysbd, sentencex
and spaCy (a blank tokeniser and, where it can be had, the shape of a small pipeline) are measured
where they are installed, and named as missing where they are not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from annotations.articles.article import Article, article_id_of
from annotations.articles.load import load
from annotations.language import analysis as module
from annotations.language.sentences import cut

ROOT = Path(__file__).parents[1]


def sample() -> str:
    """The sample articles' text, one after another."""
    files = sorted((ROOT / "seeds").glob("*/*"))
    return "\n".join(load(file).text for file in files)


def per_second(work: Callable[[], object], size: int, rounds: int = 3) -> float:
    """Megabytes a second of the best round."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return size / best / 1e6


def measure_ours(text: str) -> None:
    """Sentences of a long text, everything of a short one, and of one article."""
    long = Article(id="long", text=text * 120)
    size = len(long.text.encode())
    print(f"{'sentences, ours':34} {per_second(lambda: cut(long), size):8.2f} MB/s")
    short = Article(id=article_id_of(text), text=text)
    size = len(text.encode())
    spans = list(cut(short).spans)
    everything = per_second(lambda: module.analyse_spans(short, spans), size)
    print(f"{'everything, ours':34} {everything:8.2f} MB/s")
    article = Article(id="one", text=text[:8000])
    part = list(cut(article).spans)
    rate = per_second(lambda: module.analyse_spans(article, part), len(article.text.encode()), 7)
    print(f"{'an 8 KB article, everything':34} {8e-3 / rate * 1000:8.1f} ms")


def measure_others(text: str) -> None:
    """Those that are installed."""
    for name, make in (
        ("pysbd", _pysbd),
        ("sentencex", _sentencex),
        ("spaCy, blank tokeniser", _blank),
        ("spaCy, shape of a small pipeline", _shaped),
    ):
        try:
            work, part = make(text)
        except ImportError as error:
            print(f"{name:34} not installed ({error.name})")
            continue
        except Exception as error:
            print(f"{name:34} not measured: {error}")
            continue
        print(f"{name:34} {per_second(work, len(part.encode())):8.2f} MB/s")


def _pysbd(text: str) -> tuple[Callable[[], Any], str]:
    pysbd: Any = import_module("pysbd")

    segmenter = pysbd.Segmenter(language="en", clean=False)
    part = text[:20_000]
    return lambda: [segmenter.segment(line) for line in part.split("\n")], part


def _sentencex(text: str) -> tuple[Callable[[], Any], str]:
    sentencex: Any = import_module("sentencex")

    long = text * 5
    return lambda: list(sentencex.segment("en", long)), long


def _blank(text: str) -> tuple[Callable[[], Any], str]:
    spacy: Any = import_module("spacy")

    # A new one each round: a tokeniser that has seen the text only looks it up.
    fresh = [spacy.blank("en") for _ in range(3)]
    lines = [line for line in text.split("\n") if line]

    def tokenise() -> list[Any]:
        nlp = fresh.pop()
        return [nlp.make_doc(line) for line in lines]

    return tokenise, "\n".join(lines)


def _shaped(text: str) -> tuple[Callable[[], Any], str]:
    """Tagger, parser and entity recogniser with the small pipeline's layers, untrained."""
    spacy: Any = import_module("spacy")

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    tagger, parser, ner = (nlp.add_pipe(name) for name in ("tagger", "parser", "ner"))
    for tag in ("NN", "VB", "IN", "DT"):
        tagger.add_label(tag)
    for label in ("nsubj", "dobj", "ROOT"):
        parser.add_label(label)
    for label in ("PERSON", "ORG", "GPE"):
        ner.add_label(label)
    nlp.initialize()
    part = text[:40_000]
    lines = [line for line in part.split("\n") if line]
    return lambda: list(nlp.pipe(lines)), part


def measure_import() -> None:
    """What importing costs over bare Python."""
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}

    def run(code: str) -> float:
        times = []
        for _ in range(7):
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=compiled)
            times.append(time.perf_counter() - begun)
        return sorted(times)[3] * 1000

    bare = run("pass")
    for name, imported in (
        ("analysis", "annotations.language.analysis"),
        ("msgspec alone", "msgspec"),
    ):
        print(f"{'import over bare Python, ' + name:42} {run(f'import {imported}') - bare:5.0f} ms")


def main() -> None:
    """Measure everything."""
    text = sample()
    measure_ours(text)
    measure_others(text)
    measure_import()


if __name__ == "__main__":
    main()
