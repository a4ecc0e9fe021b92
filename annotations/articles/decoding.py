"""Bytes to text, saying which encoding was chosen and never replacing what does not decode.

Statistics over bytes take English with curly quotes for Polish, because the two encodings differ
only in letters that English does not use. The letters that appear once decoded tell them apart:
those of one language together are likely, those of several or marks amid words are not.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from annotations.errors import ArticleError

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

_PUNCTUATION = frozenset("“”‘’‚„‹›«»–—…•·€£¥§©®™°±×½¼¾†‡²³ \xad")
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
        elif char in _PUNCTUATION and not _amid_letters(text, at):
            marks += 1
    fitting = max(sum(letters.get(char, 0) for char in language) for language in _LANGUAGES)
    return (fitting + marks) / max(count, 1)


def _amid_letters(text: str, at: int) -> bool:
    """Whether a mark other than an apostrophe, dash or hyphen stands between two letters."""
    if text[at] in "’–—\xad·":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return before.isalpha() and after.isalpha()


class Decoded(NamedTuple):
    """Text, and the Python name of the encoding it was in."""

    text: str
    encoding: str


_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "compressed by gzip"),
    (b"BZh", "compressed by bzip2"),
    (b"\xfd7zXZ\0", "compressed by xz"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound or video"),
    (b"ID3", "a sound"),
)

_SAMPLE = 64 * 1024
"""How many bytes are shown to charset-normalizer, from where they stop being ASCII."""

_FEW = 4

_RARE = 200
"""A NUL among so many bytes is a fault of what wrote a text; what is binary has far more."""

_KANA = ["shift_jis", "shift_jis_2004", "shift_jisx0213", "cp932"]
"""In these nearly any byte is a letter: half-width katakana."""

_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode `data`: by its mark, as declared if that works, as UTF-8, or by its statistics.

    A declared `latin-1` or `ascii` is read as UTF-8 if it is that, else as cp1252: these two are
    what is nearly always meant.

    Raises:
        ArticleError: If it is not text, or in no encoding that can be told.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if (text := _declared(data, declared)) is not None:
        return text
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ArticleError(f"is not text: it is {kind}")
    if data.count(0) > len(data) // _RARE or _is_full_of_controls(data):
        return _without_mark(data)
    if b"\x1b$" in data and (text := _declared(data, "iso2022_jp")) is not None:
        return text
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError as error:
        return _guessed(data, error)


def _marked(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        message = f"begins with the mark of {encoding} but is not: {_where(error)}"
        raise ArticleError(message) from error


def _declared(data: bytes, declared: str) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name
        if name in ("iso8859-1", "ascii"):
            name = "utf-8" if _is_utf8(data) else "cp1252"
        text = data.decode(name)
    except (LookupError, ValueError):
        return None
    # UTF-16 accepts nearly any bytes; NULs in the text show that it was something else.
    return None if "\0" in text else Decoded(text, name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(data: bytes) -> Decoded:
    """UTF-16 or UTF-32 without a mark: the one that makes writing of it; else it is binary."""
    for encoding in sorted(_WIDE, key=lambda name: _score(data, name), reverse=True):
        if _score(data, encoding) < 0.95:
            break
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return Decoded(text, encoding)
    raise ArticleError("is not text: it is binary data")


def _score(data: bytes, encoding: str) -> float:
    """The share of a sample that is letters, digits, spaces and punctuation in this encoding.

    Text has spaces or line ends, which in the wrong byte order are not even assigned.
    """
    sample = data[:8192].decode(encoding, errors="ignore")
    plain = sum(char in "\n\r\t" or unicodedata.category(char)[0] in "LMNPZS" for char in sample)
    spaced = any(char in " \n\u3000\u3002" for char in sample)
    return plain / len(sample) if sample and spaced else 0.0


def _is_full_of_controls(data: bytes) -> bool:
    """Whether a tenth of the beginning is controls, which no encoding of single bytes has."""
    sample = data[:8192]
    controls = bytes(set(range(0x20)) - set(b"\t\n\f\r\x1b"))
    return len(sample.translate(None, controls)) < 0.9 * len(sample)


def _guessed(data: bytes, broken: UnicodeDecodeError) -> Decoded:
    begin = max(broken.start - _SAMPLE // 4, 0)
    sample = data[begin : begin + _SAMPLE]
    for guess in _guesses(sample):
        encoding = latin_sibling(sample, guess)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_kana_soup(text):
            return Decoded(text, encoding)
    raise ArticleError(f"is in no encoding that could be told: {_where(broken)}") from broken


def _guesses(sample: bytes) -> Iterator[str]:
    """Encodings from the likeliest on. Over a handful of bytes there are no statistics."""
    if len(sample.translate(None, bytes(range(0x80)))) < _FEW:
        yield "cp1252"
    from charset_normalizer import from_bytes  # takes a tenth of a second to import

    yield from (match.encoding for match in from_bytes(sample))
    yield from (match.encoding for match in from_bytes(sample, cp_exclusion=_KANA))


def _is_kana_soup(text: str) -> bool:
    """Whether it is mostly half-width katakana: Russian in KOI8-R, taken for Japanese."""
    special = [char for char in text[:_SAMPLE] if char >= "\x80"]
    return 2 * sum("\uff61" <= char <= "\uff9f" for char in special) > len(special)


def _where(error: UnicodeDecodeError) -> str:
    byte = f" (0x{error.object[error.start]:02x})" if error.start < len(error.object) else ""
    return f"byte {error.start}{byte} is not {error.encoding}"
