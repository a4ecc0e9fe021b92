"""What the words around a name say of its type."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from annotations.language.lexicon import lazily
from annotations.language.lexicon import words as words_of
from annotations.language.model import MentionType
from annotations.language.names import patterns
from annotations.language.names.gazetteer import Gazetteer

_S: Final = "[ \u00a0]"
_BODIES: Final = (
    "company|maker|firm|operator|bank|airline|group|agency|charity|newspaper|website|magazine"
    "|broadcaster|retailer|chain|start-?up|union|club|party|organi[sz]ation|carrier|distributor"
    "|developer|manufacturer|supplier|lender|insurer|parent|subsidiary|brand|publisher|network"
    "|foundation|think tank|militia|cult|band|team|supermarket|brewer|miner|producer|utility"
    "|platform|fund|consultancy|giant|non-?profit|regulator|watchdog|exchange|brokerage|refiner"
    "|contractor|automaker|carmaker|drugmaker|chipmaker|conglomerate|league|journal|university"
)
_SETTLED: Final = (
    "town|city|village|suburb|district|province|region|island|port|capital|neighbou?rhood|resort"
    "|county|settlement|hamlet|municipality|enclave|peninsula|township|commune"
)
_STAFF: Final = (
    "boss|chief|chairman|chairwoman|chair|CEO|manager|coach|striker|defender|midfielder"
    "|goalkeeper|winger|forward|guard|captain|skipper|fans|officer|director|spokesman|spokeswoman"
    "|spokesperson|analysts?|economists?|strategists?|founder|co-founder|president|executives?"
    "|editor|correspondent|reporters?|presenter|MPs?|lawmakers?|councillors?|peer|members|staff"
    "|employees|customers|investors|shareholders|stock|shares|bonds|pilots|flights|jets|stores"
    "|branches|users|quarterback|pitcher|teammates?|fighters|militants|officials|workers|board"
    "|plant|factory|headquarters|unit|subsidiary|spokespeople|engineers?"
)
_ORG_ROLE_AFTER: Final = lazily(rf"{_S}(?:[a-z][\w-]*{_S}){{0,2}}?(?:{_STAFF})(?!\w)")
_PLACE_ROLE_AFTER: Final = lazily(rf"{_S}(?:mayor|residents?|police chief|sheriff|resident)(?!\w)")
_OWNS: Final = lazily(
    rf"[’']s?{_S}(?:[a-z][\w-]*{_S}){{0,2}}?(?:shares?|stock|chief executive|CEO|profits?|revenues?"
    "|sales|customers|employees|staff|headquarters|shareholders?|parent|chairman|factory|factories"
    "|plants?|board|website|subsidiary|earnings|spokesman|spokeswoman|investors|products|stores"
    "|membership|managing director)(?!\\w)"
)
_KIN: Final = lazily(
    rf"[’']s?{_S}(?:[a-z]+{_S})?(?:wife|husband|mother|father|son|daughter|brother|sister|lawyers?"
    "|attorneys?|family|parents|body|widow|girlfriend|boyfriend|death|career|deputy|predecessor"
    "|successor|trial|arrest|mum|dad|solicitor)(?!\\w)"
)
_COMPANY_VERB: Final = lazily(
    rf"{_S}(?:acquired|employs|manufactures|operates|laid off|filed for|unveiled|said it|said its"
    "|closed its|opened its|raised its|cut its|plans to (?:cut|open|close|build|hire)"
    "|makes|sells|(?:fell|rose|gained|lost|slid|jumped|dropped|climbed|added|shed) \\d"
    "|is based|was founded|which )(?!\\w)|,[ \u00a0](?:which|based in)(?!\\w)"
)
_BODY_APPOSED: Final = lazily(
    rf",{_S}(?:the|a|an|its|one of the)?{_S}?(?:[\w’-]+{_S}){{0,5}}?(?:{_BODIES})(?!\w)"
)
_SETTLED_APPOSED: Final = lazily(
    rf",{_S}(?:the|a|an|its|one of the)?{_S}?(?:[\w’-]+{_S}){{0,4}}?(?:{_SETTLED})(?!\w)"
)
_APPOSED: Final = lazily(
    rf",{_S}(?:a|an|the|its|his|her|their|our|then|now|[A-Z][\w.]+(?:{_S}[A-Z]\w+)?[’']s?){_S}"
    r"([^,.;:“”\n]{3,60})"
)
_STAFF_OF: Final = lazily(
    r"\b(?:chief executive|CEO|chairman|chairwoman|chair|founder|co-founder|boss|head|director"
    r"|owner|owners|economist|analysts?|strategist|stake|unit|subsidiary|spokesman|spokeswoman"
    r"|spokesperson|employees?|members?|customers|supporters|maker|takeover|acquisition|purchase"
    rf"|shares|collapse|parent|arm|division|branch){_S}(?:of|at|in|for|with){_S}(?:the{_S})?$"
)
_AT_WORK: Final = lazily(
    r"\b(?:works|worked|working|analysts?|economists?|professor|researchers?|teacher|lawyer"
    r"|consultant|partner|executive|manager|engineer|scientist|lecturer|fellow|doctor|surgeon|nurse"
    r"|expert|reader|director|strategist|trader|traders|adviser|researcher|biologist|physicist"
    rf"|historian|head of \w+){_S}(?:at|for|with){_S}(?:the{_S})?$"
    rf"|[A-Z][\w’-]+{_S}at{_S}(?:the{_S})?$"
)
_TOLD_BEFORE: Final = lazily(rf"\b(?:told|tells|telling){_S}(?:the{_S})?$")
_HEARD: Final = lazily(
    rf"[.,:;]|{_S}(?:on|in|that|he|she|it|they|the|how|earlier|last|by|during|via|radio|television"
    r"|TV|this|yesterday|today|when)(?!\w)|$"
)
_DEALS: Final = lazily(
    r"\b(?:acquired?|acquires|bought|sued|suing|joined|owns|owned by|bought by|acquired by"
    r"|backed by|operated by|made by|built by|supplied by|published by|employed by|sponsored by"
    r"|signed for|plays for|played for|play for|contract with|merger with|partnership with"
    r"|companies such as|companies like|firms such as|firms like|a unit of|shares in|shares of"
    rf"|interview with|reported by|stake in|runs the \w+ for){_S}(?:the{_S})?$"
)
_SUCH_AS: Final = lazily(
    r"\b(?i:companies|makers|firms|banks|airlines|groups|charities|newspapers|websites|retailers"
    r"|chains|supermarkets|clubs|teams|brands|agencies|outlets|platforms|lenders|insurers|miners"
    r"|carriers|start-?ups|organi[sz]ations|bodies|parties|unions|rivals|carmakers|automakers"
    r"|manufacturers|suppliers|universities|giants)"
    rf",?{_S}(?:including|such as|like|as){_S}(?:the{_S})?$"
)
_OF_PERSON: Final = lazily(rf"[A-Z][\w’-]+{_S}of{_S}$")
_HOME_OF: Final = lazily(rf",{_S}(?:of|from){_S}$")
_OFFICER: Final = lazily(
    rf"{_S}(?:Chief Executive|CEO|Chairman|Chairwoman|Managing Director|Finance Director|President"
    r"|Chief Financial Officer|Vice President|Director|Manager|Coach|Head Coach)(?!\w)"
)
_TEAM_AFTER: Final = lazily(
    rf",?{_S}(?:who{_S})?(?:beat|thrashed|defeated|edged|hammered|drew with|lost to|stay|sit|won"
    r"|host|face|travel|play|hosted|routed|downed|outscored|trailed|led)(?!\w)"
    rf"|{_S}\d{{1,3}}[-–]\d{{1,3}}(?!\d)"
)
_TEAM_BEFORE: Final = lazily(
    r"\b(?:beat|beating|thrashed|defeated|edged|hammered|drew with|lost to|lose to|against|behind"
    r"|above|below|win over|victory over|wins over|win at|defeat (?:to|by|against|at)"
    r"|draw (?:with|against|at)|signed for|joined from|rebounds for|goals for|points for"
    rf"|season with|home to|visit to|away to){_S}$"
)

_SEAT: Final = lazily(
    r"\b(?:(?:bank|government|parliament|people|capital|king|queen|coast|army|bishop|archbishop"
    r"|mayor|governor|duke|earl|sheriff|republic|emir|sultan|city|town|village|port|banks|streets"
    rf"|outskirts) of|(?:member|MP|candidate|councillor|senator) for){_S}(?:the{_S})?$"
)
_Clue = tuple[re.Pattern[str], MentionType, float]
_BEHIND: Final[tuple[_Clue, ...]] = (
    (patterns.ORG_AFTER, "organisation", 1.0),
    (_OWNS, "organisation", 1.2),
    (_COMPANY_VERB, "organisation", 1.0),
    (_OFFICER, "organisation", 1.2),
    (_KIN, "person", 1.0),
    (patterns.SPEAKS, "person", 1.1),
    (_PLACE_ROLE_AFTER, "place", 0.8),
    (_ORG_ROLE_AFTER, "organisation", 1.0),
)
"""What may stand behind a name, the surest first."""
_AHEAD: Final[tuple[_Clue, ...]] = (
    (_AT_WORK, "organisation", 1.3),
    (_STAFF_OF, "organisation", 1.0),
    (patterns.SAID_BEFORE, "person", 1.1),
    (_HOME_OF, "place", 1.0),
    (_SUCH_AS, "organisation", 1.2),
    (_DEALS, "organisation", 0.8),
    (patterns.LOCATED, "place", 1.25),
    (patterns.PLACE_BEFORE, "place", 0.7),
    (_OF_PERSON, "organisation", 0.5),
)
"""What may stand before one."""

_LAST: Final = words_of(
    """
    at for with of in from to told tells telling said says added asked near outside throughout
    across around toward towards inside leave left visited visiting visit visits via into northern
    southern eastern western central nearby downtown including such as like acquire acquired
    acquires bought sued suing joined owns by
    """
)
"""The words that can stand last before a name in what `_AHEAD` looks for."""


class Evidence(NamedTuple):
    """A type and how loudly something speaks for it."""

    type: MentionType
    weight: float


def around(text: str, start: int, end: int, lists: Gazetteer) -> Evidence | None:
    """What stands before and behind the name between `start` and `end`, the surest first."""
    before = text[max(start - 48, 0) : start].rpartition("\n")[2]
    if patterns.AGE.match(text, end):
        return Evidence("person", 2.5)
    if before_region(text, end, lists):
        return Evidence("place", 2.5)
    if _SEAT.search(before):
        return Evidence("place", 1.5)
    behind, ahead = _behind(text, end, lists, before), _ahead(text, end, before)
    if behind is None or (ahead is not None and ahead.weight > behind.weight):
        return ahead
    return behind


def _behind(text: str, end: int, lists: Gazetteer, before: str) -> Evidence | None:
    if patterns.PLACE_NOUN_AFTER.match(text, end):
        return Evidence("place", 1.2)
    if text.startswith((" shares", "’s shares", "'s shares"), end):
        return Evidence("organisation", 1.6)
    if patterns.ORG_BEFORE.search(before):
        return Evidence("organisation", 1.2)
    previous = before.split()[-1:] or [""]
    if previous[0].lower() in lists.roles and not before.endswith("\n"):
        return Evidence("person", 1.3)
    if text.startswith(("-based", "‐based"), end):
        return Evidence("place", 1.5)
    if text[end : end + 1] == ",":
        apposed = _apposed(text, end, lists)
        if apposed is not None:
            return apposed
    for pattern, kind, weight in _BEHIND:
        if pattern.match(text, end):
            return Evidence(kind, weight)
    return None


def _apposed(text: str, end: int, lists: Gazetteer) -> Evidence | None:
    """What ", the fruit exporter," and ", a baker," say."""
    if _BODY_APPOSED.match(text, end, end + 90):
        return Evidence("organisation", 1.2)
    if _SETTLED_APPOSED.match(text, end, end + 80):
        return Evidence("place", 1.2)
    match = _APPOSED.match(text, end)
    if match and not lists.roles.isdisjoint(match.group(1).lower().split()):
        return Evidence("person", 1.2)
    return None


def _ahead(text: str, end: int, before: str) -> Evidence | None:
    words = before.removesuffix("the ").removesuffix("The ").rsplit(None, 1)
    if not words or words[-1].lower() not in _LAST:
        return None
    if _TOLD_BEFORE.search(before) and _HEARD.match(text, end):
        return Evidence("organisation", 0.95)
    for pattern, kind, weight in _AHEAD:
        if pattern.search(before):
            return Evidence(kind, weight)
    return None


def team(text: str, start: int, end: int) -> bool:
    """Whether a city plays here: "lost to Derby", "Derby beat"."""
    before = text[max(start - 24, 0) : start].rpartition("\n")[2]
    return bool(_TEAM_AFTER.match(text, end) or _TEAM_BEFORE.search(before))


def employs(text: str, end: int) -> bool:
    """Whether a coach, a striker or shares of it follow."""
    return bool(_ORG_ROLE_AFTER.match(text, end) or _OWNS.match(text, end))


def before_region(text: str, end: int, lists: Gazetteer) -> bool:
    """Whether ", Miss." or ", Nigeria" follows, as it does after cities."""
    match = patterns.REGION.match(text, end)
    if match is None:
        return False
    region = match.group(1)
    return any(
        name in lists.states or name in lists.countries for name in (region, region.rstrip("."))
    )
