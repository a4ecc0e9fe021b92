"""Words that the aligner treats in a way of their own."""

from __future__ import annotations

from typing import Final

_STOP: Final = """
a an the this that these those such same other another each every all any both some no not nor
and or but if so as than then when while where who whom whose which what why how because although
though however also too very just only even still yet already again once ever never there here now
i you he she it we they me him her us them my your his its our their mine one ones self himself
herself itself themselves be am is are was were been being do does did done doing have has had
having can could may might must shall should will would about above across after against along
among around at before behind below beneath beside between beyond by down during for from in into
like near of off on onto out over since through throughout to toward towards under until up upon
with within without via per more most much many few little less least own well s t d ll re ve m
get got make made go going come come take took
"""

_REPORTING: Final = """
said says say saying told tells tell telling added adds adding stated states according asked asks
announced reported reports wrote writes noted declared explained spokesman spokeswoman spokesperson
mr mrs ms dr president minister official officials statement reporters interview
"""

_NUMBERS: Final = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""

_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"

_OTHER_NUMBERS: Final = """
one hundred thousand million billion trillion dozen half third quarter twice double first second
once
"""

_DATES: Final = """
monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december jan feb mar apr jun jul aug sept sep oct nov dec today
yesterday tomorrow tonight
"""

_NEGATIONS: Final = "no not none never nothing nobody neither nor without cannot"

_MODALS: Final = """
may might can could would should shall will must likely unlikely possibly perhaps probably
reportedly allegedly apparently suspected expected if unclear whether seems seemed appears appeared
"""

_ATTRIBUTIONS: Final = """
said says say saying told according claimed claims stated added reported reports reportedly
announced wrote asserted argued insisted denied warned acknowledged conceded described called
estimated believes believe alleged alleges
"""

_PASTS: Final = """
said say|told tell|went go|gone go|came come|made make|took take|taken take|gave give|given give
got get|knew know|known know|thought think|saw see|seen see|found find|left leave|felt feel
kept keep|held hold|began begin|begun begin|brought bring|wrote write|written write|stood stand
lost lose|paid pay|met meet|ran run|led lead|grew grow|grown grow|fell fall|fallen fall|spoke speak
spoken speak|sent send|built build|bought buy|sold sell|won win|spent spend|taught teach|rose rise
risen rise|drove drive|driven drive|broke break|broken break|chose choose|chosen choose|ate eat
eaten eat|shown show|became become|meant mean|caught catch|fought fight|sought seek|flew fly
flown fly|heard hear|slept sleep|struck strike|hid hide|hidden hide|threw throw|thrown throw
men man|women woman|children child|people person|feet foot|lives life|wives wife
died die|dies die|dying die|lying lie|tried try|better good|best good|bigger big|biggest big
"""


def _root_table() -> dict[str, str]:
    entries = _PASTS.replace("\n", "|").strip("|").split("|")
    return dict(entry.split() for entry in entries)


NUMBERS: Final[dict[str, str]] = {
    **{word: str(number) for number, word in enumerate(_NUMBERS.split(), start=2)},
    **{word: str(number * 10) for number, word in enumerate(_TENS.split(), start=2)},
}
"""Numbers in words, as figures; "one" is more often a pronoun."""

ROOTS: Final[dict[str, str]] = _root_table()
"""Forms that no ending explains."""


STOP_WORDS: Final = frozenset(_STOP.split())
REPORTING_WORDS: Final = frozenset(_REPORTING.split())

NUMBER_WORDS: Final = frozenset(NUMBERS) | frozenset(_OTHER_NUMBERS.split())
DATES: Final = frozenset(_DATES.split())
NEGATIONS: Final = frozenset(_NEGATIONS.split())
MODALS: Final = frozenset(_MODALS.split())
ATTRIBUTIONS: Final = frozenset(_ATTRIBUTIONS.split())
