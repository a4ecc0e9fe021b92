"""Whether a stop ends its sentence: a ladder of small rules for the doubtful ones.

By shape where that tells: digits on both sides of a point, a word without a vowel, points inside a
word, one letter, a bracket or a mark that is still open. Lists hold what has no shape of its own. A
wrong join costs a reader less than a wrong cut, so what stays in doubt goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from annotations.language import abbreviations as known
from annotations.language import foreign_abbreviations as foreign
from annotations.language.language_id import recognise
from annotations.language.lexicon import lazily

OPENERS: Final = r"\"“‘'«‹(\[{¿¡„‚»"

_WORD: Final = lazily(r"[^\s(\[{“‘\"«„—–/]*$")
_NEXT: Final = lazily(rf"[{OPENERS}\s—–•*-]*([\w’'.]+)")
_NAME_SPEAKS: Final = lazily(
    r"(?:(?:[A-Z][\w’'-]*\.?|de|van|von|of|the|bin|al)\s+){1,6}(?:" + known.SPEECH + r")\b"
)
_NUMBER: Final = lazily(r"[$£€]?\d[\d.,:/]*%?")
_LOWER_STARTS: Final = lazily(
    r"(?:i|i['’](?:m|ve|ll|d)|it|it['’]s|its|the|he|she|they|we|you|this|that|there|these|those|my|"
    r"our|your|their|her|his|but|and|so|also|if|what|when|why|how|who|is|are|was|do|did|can|please|"
    r"thanks|thank|no|not|just|dont|don['’]t|have|will|would|should|any|some|after|then|they['’]re|"
    r"maybe|good|great|anyone|help)\b"
)
_LOWER_SPEAKS: Final = lazily(r"\w+ (?:" + known.SPEECH + r")\b")
_MONTH_OPENING: Final = lazily(
    r"\s*[“\"]?(?:In|On|By|Since|Until|Before|After|During|Late|Early)(?: early| late| mid)?"
    r"[ \u00a0](?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_CLOCK_OPENING: Final = lazily(
    r"(?:At|By|Around|About|Until|Before|After|Shortly|From|Since)[ \u00a0](?:about "
    r"|around )?\d{1,2}(?:[:.]\d\d)?[ \u00a0]?[ap]\.m$",
    re.IGNORECASE,
)
_COMPANY: Final = lazily(r"(?:Inc|Corp|Co|Ltd|LLC|plc|PLC|Group)\b")
_CONSONANTS: Final = "b-df-hj-np-tv-xzßçñćńłśźżčďňřšťžğşбвгджзйклмнпрстфхцчшщъь"
_VOWELLESS: Final = lazily(
    rf"[{_CONSONANTS}B-DF-HJ-NP-TV-XZĆŃŁŚŹŻČĎŇŘŠŤŽБВГДЖЗЙКЛМНПРСТФХЦЧШЩ][{_CONSONANTS}]{{1,4}}"
    r"|([A-ZА-Я])\1"
)
_PLURAL: Final = lazily(r"[“\"]?[A-Z][a-z]{2,}[^\Wsui_]s [a-z]")
_LONE_NUMBER: Final = lazily(r"\d+(?=[.,;:?!)\n]|$)")
_SAYS_BEHIND_DASH: Final = lazily(r"[—–-]{1,2}[ \u00a0][^\W\dA-ZÀ-ÞЀ-Я_]")
"""`«Go!» — he said`: a dash and a word in lower case go on behind a quotation."""
_CODE: Final = lazily(r"[A-Z]{1,5}[-/]?\d")
_CAPTION: Final = lazily(
    r"\W*(?:Table|Tab|Figure|Fig|Chart|Graph|Map|Box|Exhibit|Annex|Appendix|Chapter|Article|Rule|"
    r"Part|Step|Question|Lesson|Schedule|Tabelle|Abbildung|Tableau|Tabla|Cuadro) "
)


def ends(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a candidate is a boundary, by its first mark.

    Args:
        text: The whole text.
        opened: Where the sentence began.
        match: From the stop up to where the next sentence would begin.
    """
    mark = text[match.start()]
    if mark in ":;":
        return True
    if mark not in ".!?…‽":
        return True
    if text[match.end()].islower() and not _is_name_in_lower(text, match.end()):
        return _ends_before_lower(text, opened, match)
    if _closes_behind(text, opened, match):
        return False
    if mark == ".":
        return ends_at_stop(text, opened, match)
    return mark not in "!?…‽" or _ends_at_mark(text, opened, match)


def _is_name_in_lower(text: str, at: int) -> bool:
    """Whether a word in lower case is a name such as eBay."""
    return text[at + 1 : at + 3] != text[at + 1 : at + 3].lower()


def _closes_behind(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether what follows is the French closing mark, which has a space before it."""
    end = match.end()
    return (
        text[end] == "»"
        and not text[end + 1 : end + 2].isalnum()
        and text.rfind("«", max(opened, end - 2000), end)
        > text.rfind("»", max(opened, end - 2000), end)
    )


@lru_cache(maxsize=64)
def _language(head: str) -> str:
    return recognise(head).partition("-")[0]


def language_of(text: str) -> str:
    """The language of a text by its beginning: asked of doubtful stops only."""
    return _language(text[:4000])


def _starts(text: str, after: str) -> bool:
    """Whether a word rarely goes on with a name."""
    word = after.partition("’")[0].partition("'")[0].rstrip(".")
    if word in known.STARTERS:
        return True
    return word in _FOREIGN_STARTERS and word in foreign.STARTERS.get(language_of(text), ())


_FOREIGN_STARTERS: Final = frozenset().union(*foreign.STARTERS.values())


def is_short_for(word: str) -> bool:
    """Whether a word is an abbreviation by its shape: no vowel (`Mrd`), or `EE` for a plural."""
    return len(word) < 6 and _VOWELLESS.fullmatch(word) is not None


def _word_before(text: str, at: int) -> str:
    found = _WORD.search(text, max(0, at - 24), at)
    return found.group() if found else ""


def _parts(match: re.Match[str]) -> tuple[str, str]:
    """The stops of a candidate, and the marks that close after them."""
    whole = match.group().rstrip()
    stop = whole.rstrip("\"”’'»›)]}“‘«0123456789[ \u00a0\u202f")
    return stop, whole[len(stop) :].strip()


# Question marks, shouts, ellipses.


def _ends_at_mark(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a question mark, a shout or an ellipsis ends the sentence."""
    stop, closers = _parts(match)
    following = _NEXT.match(text, match.end())
    word = following.group(1) if following else ""
    if stop in ("…", "..."):
        return _ends_at_ellipsis(text, match, word)
    if text[match.end()] in "&%/+=" or (closers and _SAYS_BEHIND_DASH.match(text, match.end())):
        return False
    if not closers and _COMPANY.match(text, match.end()):
        return False
    if (
        closers
        and word not in known.PRONOUNS
        and following is not None
        and following.start(1) == match.end()
    ):
        return not _NAME_SPEAKS.match(text, match.end())
    return not _inside_brackets(text, opened, match)


def _ends_at_ellipsis(text: str, match: re.Match[str], word: str) -> bool:
    """Dots trail off at the end of a sentence, or stand for words left out inside one."""
    if _parts(match)[1]:
        return True
    spaced = match.start() > 0 and text[match.start() - 1].isspace()
    if word in ("I", "I'm", "I’m", "I'd", "I’d", "I've", "I’ve"):
        return False
    return not spaced or word in known.STARTERS


def _inside_brackets(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a bracket that this sentence opened is still open after its first words."""
    end = match.end()
    at = text.rfind("(", max(opened, end - 1000), end)
    return at > opened and ")" not in text[at:end] and ")" in text[end : end + 200].split("\n")[0]


_NEVER_BEFORE_LOWER: Final = (known.ALL - known.WORDS_TOO) | known.BEFORE_LOWER | foreign.ALL


def _ends_before_lower(text: str, opened: int, match: re.Match[str]) -> bool:
    """Web text begins sentences in lower case: only behind a plain word, only in English.

    Where the sentence itself began so, any word may begin the next; else those do that go on with
    no abbreviation.
    """
    at, end = match.span()
    word = _word_before(text, at).rstrip(")")
    low = word.lower()
    if (
        not "a" <= text[end] <= "z"
        or _parts(match)[0] in ("...", "…")
        or not (_NUMBER.fullmatch(word) or (word.isalpha() and len(word) > 1))
        or low in _NEVER_BEFORE_LOWER
        or is_short_for(word)
    ):
        return False
    if text[at] in "!?" and (word != low or _LOWER_SPEAKS.match(text, end)):
        return False
    in_lower = word == low and text[opened].islower() and not _is_name_in_lower(text, opened)
    return (in_lower or _LOWER_STARTS.match(text, end) is not None) and language_of(text) == "en"


# Full stops.


def ends_at_stop(text: str, opened: int, match: re.Match[str]) -> bool:
    """Whether a full stop ends the sentence, by the words on both sides of it."""
    at, end = match.span()
    if text[end] in ".…&%/+=°":
        return False
    stop, closers = _parts(match)
    following = _NEXT.match(text, end)
    after = following.group(1) if following else ""
    if len(stop) > 1:
        return _after_dots(text, match, stop, after)
    if _inside_brackets(text, opened, match):
        return False
    word = _word_before(text, at)
    if closers and closers[0] not in "])":
        return not (len(word) == 1 and word.isupper()) or _starts(text, after)
    if closers.startswith(")") and _is_aside(text, opened, at):
        return False
    return _ends_after_word(text, opened, match, word, after)


def _is_aside(text: str, opened: int, at: int) -> bool:
    """Whether a bracket inside a sentence holds one short word: Gen. (ret.) Hale."""
    begins = text.rfind("(", max(opened, at - 12), at)
    return begins > opened and " " not in text[begins:at]


def _after_dots(text: str, match: re.Match[str], stop: str, after: str) -> bool:
    if match.start() and text[match.start() - 1] in "[(":
        # `[...]` marks what a quotation leaves out.
        return False
    if len(stop) == 3:
        return _ends_at_ellipsis(text, match, after)
    return len(stop) > 3 or after[:1].isupper()


def _ends_after_word(text: str, opened: int, match: re.Match[str], word: str, after: str) -> bool:
    if not word:
        return _spaced_dots(text, match, after)
    bare = word.strip(".,’'-").replace("’", "'")
    low = bare.lower().rpartition("'")[2].removeprefix("ex-").replace(".-", "-")
    if after[:1].isdigit():
        return _ends_before_number(text, match, bare, low)
    if low in ("no", "nos") and _CODE.match(text, match.end()):
        return False
    if bare in ("EST", "MST"):
        return True
    starts = _starts(text, after)
    for table, rule in _RULES:
        if low in table:
            return rule(text, opened, match, starts, after)
    if len(bare) == 1 and bare.isalpha():
        return _ends_after_letter(text, opened, match, bare, starts, after)
    if bare.isdigit():
        return _ends_after_number(text, opened, match, bare, starts, after)
    return _ends_after_shape(text, opened, match, bare, starts)


_BEFORE_ANYTHING: Final = (known.ALL - known.BEFORE_NUMBER) | foreign.NEVER_ANYWHERE


def _ends_before_number(text: str, match: re.Match[str], bare: str, low: str) -> bool:
    if low in known.BEFORE_NUMBER and (bare[:1].isupper() or low in known.LOWER_BEFORE_NUMBER):
        return False
    if low == "no" and _LONE_NUMBER.match(text, match.end()):
        return False
    if low in known.TIMES:
        return text[match.end()] not in "(["
    if low in known.STATES and low not in known.MAY_END:
        return ", " in text[max(0, match.start() - 40) : match.start()]
    if low in _BEFORE_ANYTHING or low.endswith("str") or ("." in bare and bare.isupper()):
        return False
    if len(bare) == 1 and bare.isalpha():
        before = _word_before(text, match.start() - 2).strip(",")
        return bare.isupper() and (before[:1].islower() or before in known.LETTERED)
    return not is_short_for(bare) and not (low in foreign.ALL and language_of(text) != "en")


def _ends_after_number(
    text: str, opened: int, match: re.Match[str], number: str, starts: bool, after: str
) -> bool:
    """A number ends a sentence unless it counts: an item, a table, a day, an ordinal."""
    begins = match.start() - len(number)
    if text[max(opened, begins - 9) : begins].rstrip().endswith(":") or _enumerates(
        text, opened, begins
    ):
        return False
    if _CAPTION.fullmatch(text, opened, begins) if begins - opened < 20 else None:
        return False
    if len(number) > 3 or starts:
        return True
    before = _word_before(text, begins - 1) if begins else ""
    if after in foreign.MONTHS and after not in foreign.ENGLISH_MONTHS:
        return False
    if before.lower() in foreign.BEFORE_ORDINAL and before.lower() not in ("die", "de"):
        return False
    return not (
        before.isalpha() and len(number) < 3 and language_of(text) in foreign.WITH_ORDINAL_POINTS
    )


def _ends_after_shape(
    text: str, opened: int, match: re.Match[str], bare: str, starts: bool
) -> bool:
    """What no table knows: points inside, no vowel, a doubled capital, a sentence of one word."""
    low = bare.lower().rpartition("'")[2]
    if low in foreign.NEVER_ANYWHERE or (low in foreign.NEVER and "'" in bare):
        return False
    if low in foreign.ALL and language_of(text) != "en":
        return low in foreign.MAY_END and starts
    if "." in bare:
        pieces = bare.split(".")
        if len(bare) < 12 and all(len(piece) < 4 and piece.isalpha() for piece in pieces):
            return starts or (bare.isupper() and _begins_clause(text, match.end()))
        return True
    if is_short_for(bare) or low.endswith("str"):
        return starts or (low in known.UNITS and _begins_clause(text, match.end()))
    if match.start() - len(bare) == opened and len(bare) < 6 and not bare.isupper():
        return starts or low in known.ONE_WORD
    return True


def _begins_clause(text: str, at: int) -> bool:
    """Whether a plural and a verb stand here: `in the U.S. Prices rose`."""
    found = _PLURAL.match(text, at)
    return found is not None and found.group()[:-2].strip('“"').lower() not in known.PLURAL_NAMES


def _never(*_: object) -> bool:
    return False


def _if_starts(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    if not starts:
        word = _word_before(text, match.start()).strip(".,").lower()
        return word in known.BEFORE_CLAUSE and _begins_clause(text, match.end())
    if text[match.end()] == "[":
        return False
    return not (after and _MONTH_OPENING.fullmatch(text, opened, match.start()))


def _after_state(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    """A state ends the sentence, unless a bracket or another abbreviation follows it."""
    del opened, after
    if text[match.end()] in "(—–":
        return False
    before = text[max(0, match.start() - 40) : match.start()]
    return starts or ", " in before


def _after_time(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    """After "5 p.m." a day or a zone goes on; so does "At 5 a.m. Mr. Smith went"."""
    day = after.rstrip(".")
    if (
        day in known.AFTER_TIME
        or day.removesuffix("s") in known.AFTER_TIME
        or text[match.end()] in "(—–"
    ):
        return False
    if not starts and match.start() - opened < 16:
        return False
    if match.start() - opened > 40:
        return True
    return not _CLOCK_OPENING.match(text[opened : match.start()].lstrip())


def _after_title(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    """A title before an article or a pronoun was a word of its own ("the gen. The")."""
    del opened
    return (
        starts
        and text[match.end()] not in "(["
        and after.rstrip(".") not in ("A", "Will", "Mr", "Mrs", "Ms", "Dr")
        and (not text[match.start() - 2 : match.start() - 1].isupper())
    )


def _after_label(text: str, opened: int, match: re.Match[str], starts: bool, after: str) -> bool:
    """`Fig. A` goes on; before another word these are words of their own."""
    del opened
    word = _word_before(text, match.start())
    if word[:1].isupper() and len(after.rstrip(".")) == 1 and after[:1].isupper():
        return False
    return starts or not word[:1].isupper()


_Rule = Callable[[str, int, re.Match[str], bool, str], bool]
_RULES: Final[tuple[tuple[frozenset[str], _Rule], ...]] = (
    (known.TIMES, _after_time),
    (known.NEVER, _never),
    (known.TITLES, _after_title),
    (known.STATES - known.MAY_END, _after_state),
    (known.BEFORE_LETTER, _after_label),
    (known.MAY_END, _if_starts),
)


def _ends_after_letter(
    text: str, opened: int, match: re.Match[str], letter: str, starts: bool, after: str
) -> bool:
    """An initial ("V. Putin") is no end; "than I. He" and "Plan B. It" are."""
    before = _word_before(text, match.start() - 2).strip(",") if match.start() > 1 else ""
    if letter.islower():
        if before + letter in ("т.д", "т.п"):
            return True
        is_year = letter in "гр" + "r" and before.isdigit()
        return (
            is_year
            and starts
            and text.count(" ", max(opened, match.start() - 99), match.start()) > 2
        )
    if not before or match.start() - 1 <= opened:
        return False
    if (letter == "I" and before[:1].islower()) or before in known.LETTERED:
        return True
    if before.rstrip(".").lower() in known.TITLES:
        return after.partition("’")[0] in ("He", "She", "They", "It", "We", "You")
    return before in ("a", "an") or (starts and before[:1].islower())


def _enumerates(text: str, opened: int, at: int) -> bool:
    """Whether what stands at `at` is the number of a list item that opens the sentence."""
    return at - opened < 40 and not text[opened:at].strip(" \t(•⁃▪◦*-")


def _spaced_dots(text: str, match: re.Match[str], after: str) -> bool:
    """`. . .` is an ellipsis: four dots end a sentence, three before a capital may."""
    dots = 1
    at = match.start()
    while at >= 2 and dots < 5 and text[at - 2 : at] in (". ", ".\u00a0"):
        dots += 1
        at -= 2
    if text[match.end() : match.end() + 1] == ".":
        return False
    if dots == 1:
        return True
    attached = at > 0 and not text[at - 1].isspace()
    return dots > 3 or attached or (after in known.STARTERS and after != "I")
