"""Patterns of the words that say in which role, scope and time a quantity stands."""

from __future__ import annotations

import re
from typing import Final

MODIFIERS: Final = (
    r"(?:(?:about|around|some|nearly|almost|at least|at most|more than|less than|fewer than|up to"
    r"|over|under|roughly|approximately|just|only|an? (?:estimated|additional|further)|another|as"
    r" (?:many|much|long|high) as|close to|a total of|the|an?|its|their) )*$"
)
MOVES: Final = (
    r"(?:ro[sd]e|risen|rises|rise|rising|f[ae]ll|fallen|falls|falling|increas\w+|decreas\w+|climb\w*"
    r"|dropp\w+|drops?|declin\w+|gr[eo]w|grown|growing|cut|cuts|cutting|lower\w*|rais\w+|jump\w*"
    r"|surg\w+|slid|slipp\w+|gain\w*|lost|lose|advanc\w+|narrow\w*|widen\w*|up|down|slow\w*|shr[aiu]nk"
    r"|trimm\w+|boost\w*|lift\w*|reduc\w+|improv\w+|edg\w+|dipp\w+|plung\w+|soar\w*|tumbl\w+"
    r"|shed|added|hik\w+|eas\w+|went)"
)
BEFORE: Final = re.compile(
    rf"(?:\b{MOVES}\b[^,;]{{0,60}}\bfrom |\b(?:up|down) from "
    rf"|\b(?:compared (?:with|to)|against|versus|earlier|previous|previously|had been"
    rf"|instead of|not|after) )"
    rf"{MODIFIERS}",
    re.IGNORECASE,
)
ONCE: Final = re.compile(
    r"(?:Before|Earlier|Previously|In the last|At the last|A year (?:ago|earlier)|The (?:earlier"
    r"|previous|old|first)|Until now)\b"
)
BEFORE_AFTER: Final = re.compile(
    r"\W{0,2}(?:\w+ )?(?:last (?:year|month|week|quarter)"
    r"|a (?:year|month|week) (?:earlier|ago|before)"
    r"|the (?:year|month|day) before|previously|earlier|the previous \w+|before the)",
    re.IGNORECASE,
)
CHANGE: Final = re.compile(
    rf"(?:\b{MOVES} (?:by |another |a further )?|\b(?:increase|decrease|rise|fall|drop|decline|gain"
    rf"|cut|jump|hike|loss|reduction) of ){MODIFIERS}",
    re.IGNORECASE,
)
BY: Final = re.compile(rf"\b{MOVES}\b[^.;]{{0,60}}\bby {MODIFIERS}", re.IGNORECASE)
CHANGE_AFTER: Final = re.compile(
    r"[ -](?:pay |wage )?(?:increase|decrease|rise|fall|drop|decline|gain|cut|jump|hike|higher"
    r"|lower|more|less|fewer|up|down|above|below)(?!\w)",
    re.IGNORECASE,
)
_RISES = (
    r"(?:ro[sd]e|risen|rises|rise|rising|increas\w+|climb\w*|gr[eo]w|grown|growing|rais\w+|jump\w*"
    r"|surg\w+|gain\w*|up|soar\w*|hik\w+|higher|more)"
)
_FALLS = (
    r"(?:f[ae]ll|fallen|falls|falling|decreas\w+|dropp\w+|drops?|declin\w+|cut|cuts|cutting|lower\w*"
    r"|slid|slipp\w+|shr[aiu]nk|down|tumbl\w+|plung\w+|slump\w*|less|fewer)"
)
UP: Final = re.compile(_RISES, re.IGNORECASE)
WAY: Final = re.compile(rf"\b({_RISES}|{_FALLS})(?!\w)", re.IGNORECASE)
WAY_AFTER: Final = re.compile(
    r"[ -](rise|increase|gain|jump|hike|higher|fall|decrease|drop|decline|cut|lower)(?!\w)",
    re.IGNORECASE,
)
TO: Final = re.compile(rf"\b(?:to|at|stood at|reached|is|was|were|are) {MODIFIERS}", re.IGNORECASE)
PER: Final = re.compile(
    r"[^\w,;.]{0,2}(?:\w+ )?(?:an?|per|each|every|/) ?(share|year|day|week|month|hour|litre|liter"
    r"|barrel|gallon|tonne?|head|person|capita|kilo|kilogram|unit|ounce|bushel|game|match"
    r"|night)(?!\w)",
    re.IGNORECASE,
)
YEARLY: Final = re.compile(r"\b(annual|annually|yearly|daily|weekly|monthly)\b", re.IGNORECASE)
PERIOD: Final = {"annual": "year", "annually": "year", "yearly": "year", "daily": "day"}
SPELT: Final = {"liter": "litre", "ton": "tonne", "weekly": "week", "monthly": "month"}
PART: Final = re.compile(
    r"(?: (?:more|further))(?!\w)"
    r"|(?:,? \w+)? (?:of (?:them|those|whom|these|the (?:\d|two|three|four|five"
    r"|six|seven|eight|nine|ten|dead|victims|injured|killed|suspects)|\d)|were among|are among)",
    re.IGNORECASE,
)
HAD: Final = re.compile(r"\bhad been \w+(?: to| at| for)? $")
WHOM: Final = re.compile(r"[ ,]{0,2}(?:[a-z]+ )?(?:for|among) ((?:[a-z]+ ?){1,2})")
WITH: Final = re.compile(rf"\bwith {MODIFIERS}", re.IGNORECASE)
PART_BEFORE: Final = re.compile(rf"\b(?:including|among them|of whom|of them) {MODIFIERS}", re.I)
SAID_ON: Final = re.compile(
    r"\b(?:said|told|says|announced|reported|confirmed|statement|added|wrote)(?: \w+){0,3}?"
    r"(?: on| late| early| late on)? ?$",
    re.IGNORECASE,
)
AHEAD: Final = re.compile(
    r"\b(?:will|would|plans?|planned|to be|expected|expects?|forecast\w*|could|may|might|aims?"
    r"|proposed?|asked|asks?|demand\w*|by 20\d\d)\b",
    re.IGNORECASE,
)
BREAK: Final = re.compile(r"[;:()—]|, (?:and|but|while|with)\b|,? (?:while|but|whereas)\b")

SCOPE: Final = re.compile(
    r"\b(so far|can|worldwide|in all|women|men|children|adults|under|old|new|first|second|third"
    r"|male|female|until|since|exports?|imports?|night|noon|dawn|maximum|minimum|average|opened|closed"
    r"|rich|poor|urban|rural|domestic|foreign|net|gross|pre-tax|underlying)\b"
)
VERB: Final = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will|would|can|could|may|might|did|does|said|says|cost|costs"
    r"|paid|won|lost|got|took|takes|rose|fell|grew|sold|bought|made|makes|ran|runs|earns?|holds?"
    r"|stood|stands|began|employs|[a-z]{2,}ed)\b"
)
CUT: Final = re.compile(r"\b(?:of|in|on|from|to|at|with|for|near|by|who|which|that|off|aboard)\b|,")


FURTHER: Final = re.compile(r" (?:new|extra|additional|further)\b")
WHERE: Final = re.compile(
    r"\b(?:[Ii]n|across|throughout) (?:the )?((?!January|February|March|April|May|June|July"
    r"|August|September|October|November|December)[A-Z]\w+(?: [A-Z]\w+)?|(?:\w+ )?(?:cities|towns"
    r"|villages|areas|zone|countryside|provinces|suburbs|north|south|east|west)\b)"
)
PREPOSITIONS: Final = re.compile(
    r"\b(in|on|since|until|till|by|from|to|at|before|after|during|through)"
    r" (?:the |early |late |mid-|about |around )*$",
    re.IGNORECASE,
)
