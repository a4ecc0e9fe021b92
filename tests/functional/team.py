"""A team that labelled the samples by a script: mostly alike, on a fifth of the sentences not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import count
from pathlib import Path
from unittest.mock import patch

from annotations.articles.corpus import find
from annotations.articles.load import load
from annotations.language.sentences import cut
from annotations.store import Change, Mark, MemoryStore, Store

_MAY = re.compile(r"\b(may|might|could|expect\w*|likely|unclear|seems?)\b", re.IGNORECASE)
_OTHER = {"claim": "speculation", "quote": "claim", "speculation": "claim"}
_NOTES = ("the figure is stated as a fact", "only the last part is quoted", "hedged by could")


def drawn(*parts: str) -> int:
    """A number from 0 to 99 that depends on the texts alone."""
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=4).digest()) % 100


def plain_label(text: str) -> str:
    """What a sentence looks like at first sight."""
    if re.search('[“”"]', text):
        return "quote"
    return "speculation" if _MAY.search(text) else "claim"


def vote(name: str, text: str) -> Mark:
    """What somebody says of a sentence: now and then not what it looks like."""
    label = plain_label(text)
    if drawn("dissent", name, text) >= 10:
        return Mark(label, unsure=drawn("unsure", name, text) < 3)
    note = _NOTES[drawn("note", name, text) % 3] if drawn("noted", name, text) < 50 else ""
    return Mark(_OTHER[label], unsure=drawn("unsure", name, text) < 30, note=note)


def label_everything(store: Store, paths: Sequence[Path], names: Sequence[str]) -> None:
    """Everybody labels every sentence of every article."""
    for file in find(paths).files:
        article = load(file.path)
        sentences = store.freeze(article, cut(article))
        for name in names:
            changes = []
            for index, span in enumerate(sentences.spans):
                if not sentences.is_boilerplate(index):
                    mark = vote(name, span.of(article.text))
                    changes.append(Change(article.id, article.sentence_id(span), index, mark))
            store.annotate(store.join(name), changes, guideline="1")


def team_store(paths: Sequence[Path], *names: str) -> MemoryStore:
    """A project in memory, labelled by a team; ids and times are the same every time."""
    numbers = count(1)

    def token_hex(size: int) -> str:
        return f"{next(numbers):0{2 * size}x}"

    with patch("secrets.token_hex", token_hex):
        store = MemoryStore(_seconds().__next__)
        label_everything(store, paths, names)
    return store


def _seconds() -> Iterator[int]:
    """Another second each time it is asked, in milliseconds."""
    return count(1_750_000_000_000, 1000)
