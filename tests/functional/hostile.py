"""A project in which every text that somebody else may have written tries to control a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from annotations.articles.article import Article, article_id_of
from annotations.articles.load import load
from annotations.language.sentences import cut
from annotations.store import Change, Mark, Store, open_store
from annotations.store.boundary_rules import BOUNDARY
from annotations.store.events import Statement

ATTACK = "\x1b]52;c;aGFjaw==\x07\x1b[31m\x9b5n\x9d0;t\x9c\x7f\u202eevil\u202c\u2066\x85\x08\x0bz"
"""Clipboard, colour, a question that the terminal answers, a title, orders, and a backspace."""

BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What must not reach a terminal, whoever prints; line ends and tabs may."""

_TEXT = (
    "The mayor of Northshore said on Monday that “the bridge is {n} metres long.” Officials may "
    "close it. About {n} people were told.\n\nThe harbour reopened. Jane Doe said she expects rain."
)


def hostile_corpus(folder: Path) -> list[Path]:
    """Two articles of one story, hostile in front matter, in the text and in their names."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for n in (1, 2):
        head = "".join(
            f'{key}: "{_yaml(ATTACK)} {key} {n}"\n' for key in ("title", "source", "url")
        )
        body = _TEXT.format(n=n * 10) + f"\n\n{ATTACK} ends here, he said.\n"
        path = folder / f"a{n}{ATTACK.replace('/', '')}.txt"
        path.write_text(f"---\n{head}story: storm{n // 3}\n---\n{body}", encoding="utf-8")
        paths.append(path)
    return paths


def _yaml(text: str) -> str:
    return "".join(c if c.isascii() and c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def hostile_project(project: Path, corpus: list[Path]) -> None:
    """People, labels, notes, gold, comments and statements of unknown kinds, all hostile."""
    store = open_store(project)
    _fill(store, corpus)
    store.close()


def _fill(store: Store, corpus: list[Path]) -> None:
    for path in corpus:
        read = load(path)
        article = msgspec.structs.replace(
            read,
            **{name: f"{ATTACK} {name}" for name in ("title", "source", "url", "story", "lang")},
        )
        assert article.id == article_id_of(article.text)
        sentences = store.freeze(article, cut(article))
        for name, label in ((f"ana{ATTACK}", "claim"), (f"bob{ATTACK}", f"\x1b[5m{ATTACK}")):
            person = store.join(name)
            changes = [
                Change(
                    article.id,
                    article.sentence_id(sentences.span(index)),
                    index,
                    Mark(label, unsure=index % 2 == 0, note=f"note {ATTACK}"),
                )
                for index in range(len(sentences))
            ]
            store.annotate(person, changes, guideline=ATTACK)
            about = article.sentence_id(sentences.span(0))
            for kind in ("comment", "gold", "rule", "tag", ATTACK):
                value = {ATTACK: ATTACK, "text": ATTACK, "label": ATTACK, "list": [ATTACK]}
                store.state(person, [Statement(kind, about, value)])
                store.state(person, [Statement(kind, ATTACK, value)])
            _boundaries(store, person, article)


def _boundaries(store: Store, person: str, article: Article) -> None:
    """Boundaries that nobody can have moved: elsewhere, nowhere, and of what is no article."""
    length = len(article.text)
    places = (5, length // 2, length, 10**11, -1, "x", ATTACK, "٣", "")
    for at in places:
        for begins in (True, False, 1, ATTACK, [ATTACK]):
            said = [
                Statement(BOUNDARY, f"{where}@{at}", {"begins": begins})
                for where in (article.id, ATTACK)
            ]
            store.state(person, said)
