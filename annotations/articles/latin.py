"""Which of the encodings that resemble each other a text in Latin letters was written in.

Statistics over bytes take English with curly quotes for Polish, because the two encodings differ
only in letters that English does not use. The letters that appear once decoded tell them apart:
those of one language together are likely, those of several or marks amid words are not.
"""

from __future__ import annotations

import codecs

_SIBLINGS = ("cp1252", "cp1250", "cp1254", "cp1257", "mac_roman", "iso8859-2", "iso8859-15")
"""What may be chosen; of equals the first."""

_ALIKE = {
    *_SIBLINGS,
    *("ascii", "iso8859-1", "iso8859-3", "iso8859-4", "iso8859-9", "iso8859-10", "iso8859-13"),
    *("iso8859-14", "iso8859-16", "cp437", "cp775", "cp850", "cp852", "cp857", "cp858", "cp860"),
    *("cp861", "cp863", "cp865", "cp1258", "mac-iceland", "mac-latin2", "mac-turkish", "hp-roman8"),
    *("cp037", "cp500", "cp1026", "cp1140", "cp273"),
}
"""Guesses that mean no more than `some Latin letters`."""

_LANGUAGES = (
    "àâæçèéêëîïôœùûüÿ",  # French
    "áéíñóúü¿¡ªº",  # Spanish
    "àáâãçéêíóôõúªº",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "äöüßé",  # German
    "åäæéöø",  # Danish, Norwegian, Swedish, Finnish
    "áæéíðóöúýþ",  # Icelandic
    "áéëèïíóöü",  # Dutch
    "ąćęłńóśźż",  # Polish
    "áäčďéěíĺľňóôŕřšťúůýž",  # Czech, Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţșț",  # Romanian
    "ćčđšž",  # Slovene, Croatian
    "çğıöşüâîû",  # Turkish
    "āčēģīķļņšūžąęėįųõäöü",  # Baltic
)

_MARKS = frozenset("“”‘’‚„‹›«»–—…•·€£¥§©®™°±×½¼¾†‡²³ \xad")
"""What stands in news in any of these languages."""


def latin_sibling(data: bytes, guess: str) -> str:
    """The encoding that `data` is likeliest in, given what statistics guessed."""
    guess = codecs.lookup(guess).name
    if guess not in _ALIKE:
        return guess
    special = data.translate(None, bytes(range(0x80)))
    best, best_score = guess, -1.0
    for encoding in _SIBLINGS:
        try:
            score = _likelihood(data.decode(encoding), len(special))
        except UnicodeDecodeError:
            continue
        if score > best_score:
            best, best_score = encoding, score
    return best


def _likelihood(text: str, count: int) -> float:
    """The share of a text's `count` special characters that belong where they stand."""
    letters: dict[str, int] = {}
    marks = 0
    for at, char in enumerate(text):
        if char < "\x80":
            continue
        if char.isalpha() and char not in "ªº":
            letters[char.lower()] = letters.get(char.lower(), 0) + 1
        elif char in _MARKS and not _amid_letters(text, at):
            marks += 1
    fitting = max(sum(letters.get(char, 0) for char in language) for language in _LANGUAGES)
    return (fitting + marks) / max(count, 1)


def _amid_letters(text: str, at: int) -> bool:
    """Whether a mark other than an apostrophe, dash or hyphen stands between two letters."""
    if text[at] in "’–—\xad·":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isalpha() and after.isalpha()
