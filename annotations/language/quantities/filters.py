"""Whether the words around a figure allow its reading: the checks, kind by kind.

A wrong highlight costs more than a missed one, so the doubtful is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from annotations.articles.article import Span
from annotations.language.lexicon import lazily, words
from annotations.language.quantities.counted_nouns import counted_noun
from annotations.language.quantities.numbers_with_units import Hit


def plausible(text: str, hit: Hit, sentence: Span) -> bool:
    """Whether the words around it allow the reading."""
    check = _CHECKS.get(hit.fields["type"])
    return check is None or check(text, hit, sentence)


_DESIGNATORS: Final = words(
    """
    Flight Boeing Airbus Article Articles Chapter Section Sections Highway Route Interstate Room
    Channel Apollo Windows Page page pages Level level Phase phase Type type Title Resolution
    Proposition Prop. Amendment Block Gate Pier Platform Model Formula Group Grade grade Tier
    Category category Size Version version iPhone Galaxy Radio Studio BBC ESPN Fox Area Unit Psalm
    Zone Sector District Precinct Local Lot Box Building Suite Apt. Lane No. no. Nos. Number number
    # Day day Week Round Game Stage Part Volume Vol. Episode Season Catch Generation PlayStation
    Xbox Step step Line line Exit Mark Class Book Act Scene Figure Fig. Table Rule rule Sura Bond
    Falcon Starship Big Fab Bowl Force Task Brigade Division Regiment Squadron Under Order Bill
    Case Docket
    Clause clause Paragraph paragraph para Para Schedule Art. S&P FTSE Nikkei CAC Fortune STOXX
    Russell Nasdaq Lines Pages Appendix Annex Reactor Hall Terminal Runway Pier Berth Ward Bay Berth
    """
)
"""Words that a number names something after: Flight 370, No. 2."""


def _designated(before: str) -> bool:
    return (
        before[-1:] in " \u00a0"
        and before.split()[-1:] != []
        and (before.split()[-1].lstrip('(“"') in _DESIGNATORS)
    )


_NOT_ONE_AFTER: Final = lazily(
    r"(?:[ \u00a0](?:of|short|ahead|behind|another|who|that|is|was|has|had|which|or|and|by|at"
    r"|to|can|in|for|with|day"
    r"|could|would|thing|way|more|on|as|the|but|from|if|when|where|will|should|after|such|may"
    r"|than|hand|point|time|must|ever|i|we|you|he|she|they|it|a|an|last|there|so|not|day)(?!\w)"
    r"|[-’'.,;:!?)”\"—–]|$)",
    re.IGNORECASE,
)
_NOT_ONE_BEFORE: Final = lazily(
    r"(?i:\b(?:no|any|every|each|this|that|the|which|some|a|an|only|another|first|last|good|bad"
    r"|number|big|new|day|square|loved|right|wrong|just|by|interim|not|for|it’s"
    r"|it's))[ \u00a0-]$|[-]$"
)


def _count_fits(text: str, hit: Hit, sentence: Span) -> bool:
    before, after = (
        text[max(sentence.start, hit.start - 16) : hit.start],
        text[hit.end : min(hit.end + 12, sentence.end)],
    )
    surface = text[hit.start : hit.end]
    if surface.lower() == "one":
        return not (_NOT_ONE_AFTER.match(after) or _NOT_ONE_BEFORE.search(before))
    if _STREET.match(text, hit.end, sentence.end):
        return False
    if _designated(before) or re.match(r"[/:]\d|[-–]\d|°|\.\d", after):
        return False
    if before[-1:] in ("(", "[") and after[:1] in (")", "]") and len(surface) < 3:
        return False
    if not before.strip(" •(*-") and re.match(r"[.)](?:\s|$)", after) and surface.isdigit():
        return hit.start > sentence.start and len(surface) > 3
    if "low" in hit.fields and surface[0].isdigit() and re.search(r"\d[-–]\d", surface):
        return bool(counted_noun(text, hit.end, sentence.end))
    if _COMPOUND.match(after) or _PAST_THE_HOUR.search(before):
        return False
    if _TO_ONE.match(after) or (surface in ("1", "one") and _IS_TO.search(before)):
        return False
    return _age(text, hit, before, after)


_STREET: Final = lazily(
    r",?[ \u00a0](?:[NSEW]\.?[ \u00a0])?(?:[A-Z0-9][\w’'.-]{0,20}[ \u00a0]){1,3}?"
    r"(?:Street|St|Road|Rd|Avenue"
    r"|Ave|Lane|Drive|Boulevard|Blvd|Close|Crescent|Square|Terrace|Place|Row|Gardens|Grove|Mews"
    r"|Parade|Quay|Walk|Parkway|Circle|Highway|Way|Marg)(?![\w’'-])"
    r"(?![ \u00a0](?!(?:has|was|is|as|its|says|this|plus)\b)[a-z]+s(?!\w))"
)
"""12 Baker Street is an address; 12 Wall Street banks are twelve."""
_NAME_COMMA: Final = lazily(
    r"(?:[A-Z][\w’'-]+|\b(?:man|woman|boy|girl|driver|teenager|pensioner|mother|father|defendant"
    r"|victim|suspect|widow|farmer|teacher|student|captain|pilot|officer|owner|actor|singer|mayor"
    r"|soldier|player|chairman|president|minister|founder|doctor|nurse|brother|sister|son|daughter"
    r"|husband|wife|lawyer|judge|accused|gunman|attacker|coach|worker)),[ \u00a0]$"
)


_PAST_THE_HOUR: Final = lazily(r"(?i:\b(?:half|quarter|minutes)[ \u00a0](?:past|to)[ \u00a0]$)")
_TO_ONE: Final = lazily(
    r"(?:[ \u00a0]to[ \u00a0]|-to-)(?:1|one)(?=[.,;:)](?!\d)|$"
    r"|[ \u00a0](?:in|for|against|on|when|that|by|and)(?!\w))"
)
_IS_TO: Final = lazily(r"\w(?:[ \u00a0]to[ \u00a0]|-to-)$")
"""A ratio: 2.5 to 1."""
_ONE_OF_THEM: Final = lazily(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|old|former|local) "
    r"(?!number|order|quarter|figure|paper|power|river|water|winter|summer|letter|answer|offer|matter|factor|error|list|amount|percent|percentage|rent"
    r"|event|moment|plant|grant)[a-z-]*(?:er|or|ist|ian|ess|ant|ent|ee|man|woman),[ \u00a0]$"
)
_COMPOUND: Final = lazily(
    r"-(?:ways?|times?|stars?|something|love|sided|party|dimensional|legged"
    r"|wheel\w*|piece)(?!\w)"
)
"""Three-way talks and four-star generals are not counted."""
_AGED: Final = lazily(
    r"\b(?:aged?(?: between| from)?|(?:boy|girl|man|woman|child|person|son|daughter) of"
    r"|(?:children|those|people) (?:under|over)|turned|at age)[ \u00a0]$"
)


def _age(text: str, hit: Hit, before: str, after: str) -> bool:
    """Give "Ana Ruiz, 45," its unit; always plausible."""
    fields = hit.fields
    ends = [fields[key] for key in ("value", "low", "high") if key in fields]
    if (
        ends
        and all(isinstance(value, int) and 0 < value < 121 for value in ends)
        and (
            _AGED.search(before)
            or _NAME_COMMA.search(before)
            or (ends[0] > 12 and _ONE_OF_THEM.search(text, max(hit.start - 40, 0), hit.start))
            or _AGED_TOO.search(text, max(hit.start - 40, 0), hit.start)
        )
        and re.match(r"[,.;)]|$|[ \u00a0](?:and|or|to|were|was|are|is|had|have)(?!\w)", after)
        and not re.match(r",[ \u00a0]?\d", after)
    ):
        fields["unit"] = "year"
    return True


_AGED_TOO: Final = lazily(
    r"(?i:\baged?(?: between)?(?:[ \u00a0]\w{1,9},?){1,4}[ \u00a0](?:and|to)[ \u00a0]$)"
)
_RANK_AFTER: Final = lazily(
    r"[ \u00a0-](?:hand|rate|class|aid|lady|responders?|name|names|minister|amendment|thing"
    r"|things|place|guess"
    r"|nature|thoughts?|cousins?|lieutenant|party|parties|degree|world|love|base|gentleman|fiddle"
    r"|instance|principles?|glance|sight|and foremost|of all|person|opinion|baseman|down|later"
    r"|behind|ahead|faster|slower"
    r"|ago|wind|string|to none|lady’s|hander|person|timers?|timer|come)(?!\w)",
    re.IGNORECASE,
)
_RANK_BEFORE: Final = lazily(
    r"(?i:\b(?:at|appeared|per|each|split|a split|every|the head|from the|frames a|metres per"
    r"|times a))[ \u00a0]$"
)


def _rank_fits(text: str, hit: Hit, sentence: Span) -> bool:
    surface, after = text[hit.start : hit.end], text[hit.end : hit.end + 16]
    before = text[max(sentence.start, hit.start - 14) : hit.start]
    opening = not before.strip(" “\"‘'")
    if surface.isalpha() and surface[0].isupper() and (not opening or after[:1] == ","):
        # Inside a sentence a capital makes it part of a name: the First Amendment.
        return False
    if surface[0].isdigit() and re.match(
        r"[ \u00a0](?:Street|Avenue|St\.|Ave\.|Brigade|Division"
        r"|Regiment|Airborne|Battalion|Congress|Circuit|Army)",
        after,
    ):
        return False
    if surface.lower() == "first" and re.search(r"(?i:\bat )$", before):
        return False
    if surface.lower() == "second" and re.match(r"[.,;:]|[ \u00a0](?:or|and|of)(?!\w)", after):
        return not _RANK_BEFORE.search(before) and not re.search(
            r"\b(?:a|one|any|that)[ \u00a0]$", before
        )
    return not (
        _RANK_AFTER.match(after)
        or _RANK_BEFORE.search(before)
        or surface.lower().endswith(("seconds", "thirds", "fourths", "fifths", "firsts"))
    )


_A_UNIT_BEFORE: Final = lazily(
    r"(?i:\b(?:for|in|within|after|of|about|nearly|almost|than|over|under|least|lasted|last"
    r"|took|take"
    r"|takes|just|only|during|by|spent|spend|spending|waited|wait|roughly|around|approximately"
    r"|half|barely"
    r"|exactly|came|comes|less|every|and|quite|lasting|lasts|gave|given|until|through"
    r"|throughout))[ \u00a0]$"
)
_A_UNIT_AFTER: Final = lazily(
    r"[ \u00a0](?:ago|later|earlier|before|after|from now|or (?:more|two|so)|of|and a half|since"
    r"|apart|into|in (?:prison|jail|hospital|advance))(?!\w)"
)
_TIMES: Final = lazily(r"(?i:\b(?:once|twice|times|thrice)[ \u00a0]$)|\d[ \u00a0]$")


_QUARTER_TO: Final = lazily(r"(?i:an?[ \u00a0]quarter[ \u00a0](?:to|past)[ \u00a0])")


def _duration_fits(text: str, hit: Hit, sentence: Span) -> bool:
    surface = text[hit.start : hit.end]
    if not re.match(
        r"(?i:an?[ \u00a0])(?!few|couple|half|hundred|thousand|million|dozen)", surface
    ):
        return True
    before = text[max(sentence.start, hit.start - 16) : hit.start]
    if _TIMES.search(before) or _QUARTER_TO.match(text, hit.start):
        return False
    return bool(_A_UNIT_BEFORE.search(before) or _A_UNIT_AFTER.match(text, hit.end))


_HEAVIEST: Final = 100_000
"""Pounds that somebody lost; more than that are money."""


def _money_fits(text: str, hit: Hit, sentence: Span) -> bool:
    """Pounds may be a weight, and "won" is a verb first."""
    del sentence
    surface = text[hit.start : hit.end].lower()
    if surface.endswith(("pound", "pounds")):
        before, after = text[max(0, hit.start - 30) : hit.start], text[hit.end : hit.end + 12]
        light = (hit.fields.get("value") or hit.fields.get("high") or 0) < _HEAVIEST
        if (light and re.search(r"(?i:weigh|lost|lose|gain|shed|heav)", before)) or re.match(
            r"[ \u00a0](?:of|overweight|heav|light)", after
        ):
            hit.fields.update(type="measure", unit="pound")
    if surface.endswith("won"):
        return bool((hit.fields.get("value") or 0) >= 100)
    return True


def _fraction_fits(text: str, hit: Hit, sentence: Span) -> bool:
    before = text[max(sentence.start, hit.start - 12) : hit.start]
    return not re.search(
        r"(?i:\b(?:first|second|top|bottom|latter|other|better|third|fourth|last|next|this|that"
        r"|each|either)[ \u00a0-]$)",
        before,
    )


def _measure_fits(text: str, hit: Hit, sentence: Span) -> bool:
    del sentence
    aside = text[max(hit.start - 1, 0) : hit.start] == "("
    return aside or not re.search(r"[ \u00a0][CFmg]$", text[hit.start : hit.end])


def _date_fits(text: str, hit: Hit, sentence: Span) -> bool:
    surface, after = text[hit.start : hit.end], text[hit.end : hit.end + 12]
    if surface.isdigit() and _STREET.match(text, hit.end, sentence.end):
        return False
    if surface.lower() in ("this time", "the past", "the coming"):
        return False
    if re.fullmatch(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", surface) and re.match(
        r"[ \u00a0](?:Times|Telegraph|Mirror|Herald|Mail|Express|Post|Tribune|School|Night [A-Z])",
        after,
    ):
        return False
    if (
        surface in ("Today", "Tomorrow", "Tonight", "Yesterday")
        and hit.start > sentence.start
        and (
            re.search(
                r"[A-Z][\w.]*[ \u00a0]$", text[max(sentence.start, hit.start - 20) : hit.start]
            )
        )
    ):
        # USA Today is a newspaper.
        return False
    return not (
        re.fullmatch(r"\d{4}", surface) and _designated(text[max(0, hit.start - 16) : hit.start])
    )


_CHECKS: Final[dict[str, Callable[[str, Hit, Span], bool]]] = {
    "count": _count_fits,
    "ordinal": _rank_fits,
    "duration": _duration_fits,
    "money": _money_fits,
    "fraction": _fraction_fits,
    "measure": _measure_fits,
    "date": _date_fits,
}
