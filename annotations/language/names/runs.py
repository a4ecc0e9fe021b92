"""Runs of capitalised words: the raw material of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from annotations.articles.article import Span
from annotations.language.lexicon import lazily
from annotations.language.names.gazetteer import gazetteer

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĦĪĮİĶĹĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŴŶŸŹŻŽȘȚ"
_WORD = (
    rf"(?:[A-Z](?:\.[A-Z])+\.?"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Sens|Rep|Reps|Gov|Lt|Maj|Brig|Col|Capt|Sgt|Cpl|Pvt|Pfc|Adm"
    r"|Cmdr|Rev|Hon|Fr|Messrs|Mme|Mlle|Insp|Det|Engr|Smt|Cllr|Msgr|Asst|Atty|Esq|Jr|Sr|Inc|Corp|Ltd|Co|Bros|St|Mt|Ft|Ave|Blvd|Rd|Supt"
    r"|Calif|Fla|Mass|Conn|Ala|Ariz|Ark|Colo|Ga|Ill|Ind|Kan|Ky|La|Md|Mich|Minn|Miss|Mo|Mont|Neb"
    r"|Nev|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo|Ont|Que)\."
    rf"|[A-Z]\.(?=[ \u00a0]?[{_UP}])"
    rf"|[{_UP}]\w*(?:&[A-Z]\w*)?(?:['’](?:[{_UP}]\w*|[a-z]\w+))?(?:\.(?:com|org|net|io))?"
    rf"(?:[-‐–](?:[{_UP}a-z]\w*(?:['’][{_UP}]\w*)?))*)"
)
_LINK = (
    r"(?:[ \u00a0](?:(?:de|del|della|dei|degli|di|da|do|dos|das|du|e|es|la|las|lo|los|le|van|von"
    r"|der|den|te|ter|ten|af|bin|ibn|bint|binti|ben|abu|umm|ould|ag|ul|ur|al|el|zu|y)"
    r"[ \u00a0]){0,3}(?:(?:[aA]l|el|as|ash|ad|an|ar|at|az|ul|ur|d|l)[-‐’'])?|[ \u00a0]&[ \u00a0])"
)
_RUN: Final = lazily(rf"{_WORD}(?:{_LINK}{_WORD}){{0,11}}")
_CAPITAL: Final = lazily(f"[{_UP}]")
_SMALL_WORD: Final = lazily(r"(?<![\w’'-])[a-z]{4}")
_PIECE: Final = lazily(r"[^ \u00a0]+")
_CONTRACTED: Final = ("’t", "'t", "’m", "'m", "’re", "'re", "’ve", "'ve", "’ll", "'ll", "’d", "'d")
_INSIDE: Final = (" of ", " and ", " for ", " the ")
_QUOTES: Final = "“\"‘'(«[—–•*-: \u00a0"


class Token(NamedTuple):
    """A word of a run and where it is."""

    start: int
    end: int
    word: str


class Run(NamedTuple):
    """Capitalised words in a row, with small linking words between them ("de", "al-")."""

    tokens: list[Token]
    opening: bool
    """Whether it stands where any word has a capital: at the start of a sentence or a quotation."""
    sentence: Span
    shouted: bool
    """Whether its sentence is a headline: all or most words with capitals."""


def find_runs(text: str, sentence: Span) -> Iterator[Run]:
    """Every run of the sentence, in order."""
    start, end = sentence
    found: list[re.Match[str]] = []
    at = start
    # Looking for capitals first runs at memory speed; the pattern is tried there alone.
    for capital in _CAPITAL.finditer(text, start, end):
        if capital.start() >= at and (match := _RUN.match(text, capital.start(), end)):
            found.append(match)
            at = match.end()
    if not found:
        return
    shouted = _is_headline(text, sentence, found)
    alone = gazetteer().alone
    for match in found:
        at = match.start()
        if at and (text[at - 1].isalnum() or text[at - 1] in "_@#/"):
            continue
        words = match.group()
        if words in alone and not text.endswith(_INSIDE, start, at):
            continue
        tokens = (
            [Token(at, match.end(), words)]
            if words.isalpha()
            else [
                Token(at + piece.start(), at + piece.end(), piece.group())
                for piece in _PIECE.finditer(words)
            ]
        )
        if text.startswith(_CONTRACTED, match.end()):
            tokens.pop()
        prefix = text[max(at - 3, 0) : at]
        if prefix in ("al-", "el-", "Al-") and at >= 3:
            tokens[0] = Token(at - 3, tokens[0].end, prefix + tokens[0].word)
        if tokens:
            while at > start and text[at - 1] in " \u00a0":
                at -= 1
            yield Run(tokens, at == start or text[at - 1] in _QUOTES, sentence, shouted)


def _is_headline(text: str, sentence: Span, found: list[re.Match[str]]) -> bool:
    """Most words with capitals, and at least three of them."""
    start, end = sentence
    stopped = text[end - 1] in ".!?”" and not text.startswith("The post ", start)
    if stopped and _SMALL_WORD.search(text, start, min(start + 60, end)):
        return False
    words = text[start:end].split()
    longer = [word for word in words if len(word) > 3 and word[0].isalpha()]
    if len(longer) < 3 or len(words) < 5:
        return False
    shouting = sum(word.isupper() for word in longer) * 2 > len(longer)
    if stopped and not shouting:
        return False
    raised = sum(word[0].isupper() for word in longer)
    return raised * 10 > len(longer) * 7 and raised > 2
