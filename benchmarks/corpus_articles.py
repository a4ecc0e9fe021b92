"""Articles for the benchmarks of the index: of realistic length and vocabulary, made by chance.

Words and names are repeated as in language (Zipf); events have 2 to 12 reports within three days,
which share names, figures and some sentences.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

WORDS = 60_000
NAMES = 40_000
OUTLETS = 60
_FOLDER = 1_000
_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "", "n", "r", "s", "l", "t", "nd", "rk", "m"]
_COMMON = (
    "the of and to in a that for on with said was by from at it as is his were had an who be"
    " after has their which he not this been but have they its will more would about one two"
).split()


class Made(NamedTuple):
    """A made article."""

    title: str
    source: str
    published: str
    text: str


class Press:
    """Makes articles.

    Args:
        seed: The same seed makes the same articles.
    """

    def __init__(self, seed: int = 17) -> None:
        self._random = chance = random.Random(seed)
        words = {self._syllables(chance.choice((1, 2, 2, 3, 3))) for _ in range(3 * WORDS)}
        self.words = _COMMON + sorted(words)[:WORDS]
        chance.shuffle(self.words)
        self.words = _COMMON + [word for word in self.words if word not in _COMMON]
        self._word_weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        self.names = [
            f"{self._syllables(2).title()} {self._syllables(chance.randint(2, 3)).title()}"
            for _ in range(NAMES)
        ]
        self._name_weights = list(accumulate(1 / (rank + 10) for rank in range(NAMES)))

    def _syllables(self, number: int) -> str:
        pick = self._random.choice
        return "".join(pick(_ONSETS) + pick(_VOWELS) + pick(_CODAS) for _ in range(number))

    def articles(self, number: int) -> Iterator[Made]:
        """So many articles, event by event."""
        made = 0
        while made < number:
            for article in self._event():
                yield article
                made += 1
                if made == number:
                    return

    def _event(self) -> Iterator[Made]:
        chance = self._random
        day = date(2024, 1, 1) + timedelta(chance.randrange(900))
        names = chance.choices(self.names, cum_weights=self._name_weights, k=6)
        names += chance.sample(self.names, 2)
        figures = [f"{chance.randint(11, 99_999):,}" for _ in range(5)]
        shared = [self._sentence(names, figures) for _ in range(12)]
        title = chance.choices(self.words[40:], k=8)
        for _ in range(chance.randint(2, 12)):
            sentences = [
                chance.choice(shared) if chance.random() < 0.25 else self._sentence(names, figures)
                for _ in range(chance.randint(12, 38))
            ]
            paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
            chance.shuffle(title)
            yield Made(
                f"{names[0]} {' '.join(title[:5])}",
                f"Outlet {chance.randrange(OUTLETS)}",
                (day + timedelta(chance.randrange(3))).isoformat(),
                "\n\n".join(paragraphs),
            )

    def _sentence(self, names: list[str], figures: list[str]) -> str:
        chance = self._random
        number = chance.randint(8, 28)
        words = chance.choices(self.words, cum_weights=self._word_weights, k=number)
        if chance.random() < 0.6:
            words[chance.randrange(1, number)] = chance.choice(names)
        if chance.random() < 0.25:
            words[chance.randrange(1, number)] = chance.choice(figures)
        return " ".join(words).capitalize()[:1] + " ".join(words)[1:] + "."


def write(folder: Path, number: int, seed: int = 17) -> None:
    """Write so many articles as files with front matter, a thousand in a folder."""
    for at, made in enumerate(Press(seed).articles(number)):
        place = folder / f"{at // _FOLDER:04}"
        if at % _FOLDER == 0:
            place.mkdir(parents=True, exist_ok=True)
        head = f"---\ntitle: {made.title}\nsource: {made.source}\ndate: {made.published}\n---\n\n"
        (place / f"{at:07}.md").write_text(head + made.text + "\n", encoding="utf-8")
