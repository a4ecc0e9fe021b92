"""What a quantity measures: killed, evacuated, price, rate; the nearest word that says so.

The words of a clause that say what is measured stand beside its quantity: "killing at least two",
"two people were killed", "a deficit of 3 percent". Of several the nearest counts, and what stands
behind a comma, an "and" or another quantity is further away.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

import msgspec

from annotations.articles.article import Span
from annotations.language.lexicon import lazily, words
from annotations.language.model import Quantity
from annotations.language.quantities.counted_nouns import PERSONS

_THINGS: Final = """
killed count: kill* slay slain die* dying dead death deaths death_toll toll fatality fatalities
    fatally perish*
    drown* murder* massacre* shot_dead lost_their_lives lives body bodies claimed
injured count: injur* injure* injury injuries wound* hurt hospitalize* hospitalise* maim*
missing count: missing unaccounted
evacuated count: evacuate* evacuee evacuees displace* flee flees fled fleeing homeless their_homes
    moved_to_safety to_leave uproot*
rescued count: rescue* save_people pulled pull winched plucked
arrested count: arrest* detain* detention detentions custody handcuffed
trapped count: trap* trapped stranded strand* buried
sheltered count: shelter*
infected count: infect* infection infections case cases tested sicken* ill
aboard count: on_the_bus on_the_train on_the_plane on_the_ferry on_the_boat on_the_ship carry
    carries
    carried aboard on_board carrying passenger passengers
attendance count: crowd watch* march* rally rallies rallied gather* protest* protester
    protesters demonstrator
    demonstrators demonstrate* attend* attendance crowd took_part taking_part turned_out
striking count: strike strikes striking walk_out walked_out walkout walkouts stoppage
employed count: employ* employee employees workforce staff payroll headcount
hired count: hire* recruit* hiring
dismissed count: job dismiss* sack* lay_off laid_off layoffs fire_workers redundant
    redundancies jobs
    job_cuts
registered count: register* registered
unpowered count: cut_power without_power lost_power without_electricity electricity outage
    outages blackout
    blackouts
destroyed count: burned_down burnt_down burned burnt destroy* collapse* flatten* raze* gut*
    gutted levelled leveled
damaged count: damage*
closed count: close* closure closures shut* shutting shutdown
opened count: open*
launched count: launch* fired fire_missiles
downed count: shot_down shoot_down shooting_down intercept* downed destroyed_in_the_air
exchanged count: exchange* swap* swapped swapping trade_prisoners handed_over
released count: release* freed free_hostages
seized count money measure: seize* seizure confiscate* impound* found haul
cancelled count: cancel* cancelled cancelling cancellation cancellations scrap*
delayed count duration: delay* late
signed count: sign* signature signatures
sold count: sold sell sells selling
bought count: bought buy buys buying purchase*
voted count: vote* ballot ballots
seats count: seat seats
called count: calls
members count: member members membership
pupils count: pupil pupils schoolchildren students
sent count: sent send sends sending deploy* deployment
built count: build builds built building_homes construct*
hearings count: witness witnesses testify testified
countries count: country countries nation nations
visitors count: visitor visitors
inhabitants count: population inhabitant inhabitants residents live lives_in
deal money: to_buy buy buys buying bought deal takeover acquisition acquire* acquiring buyout
    merger bid
share_price money: share
price money percent: price* pricing cost_a sells_for ticket tickets fare fares
cost money: cost* costing costs expense*
damage money: damage losses insured insurers
fine money: fine* penalty penalties fined
profit money percent: profit profits earn* earned earnings net_income
loss money: loss
revenue money percent: revenue revenues sales turnover
spending money percent: spend* spending spent budget outlay expenditure
defence money percent: defence_spending defense_spending military_spending defence_budget
    defence defense army military
deficit money percent: deficit shortfall
debt money percent: debt debts owe* owing loan loans borrow* borrowing
efficacy percent: effective efficacy effectiveness protect* protection
aid money: compensation give gives gave given giving receive* aid pledge* donate* donation
    grant grants relief assistance
tax money percent: tax* taxed taxation duty levy
pay money percent: wage wages pay_rise salary salaries paid_workers
savings money: save saves saved saving savings
worth money: worth valued value
investment money: invest* investment investments
prize money: prize jackpot
dividend money percent: dividend dividends
payment money: one_off bonus payment
exports money percent: export* exports
imports money percent: import* imports
bail money: bail bond
damages money: award* damages compensation
rate percent: rate rates interest_rate interest
inflation percent: inflation consumer_prices
unemployment percent: jobless_rate unemployment_rate unemployment jobless unemployed
growth percent: growth grow* grew grown economy gdp
turnout percent: turnout took_part voters_took
votes percent: of_the_vote of_votes share_of_vote votes won
stake percent: stake holding
premium percent: premium above_the
shares percent money: shares stock stocks
output percent measure: output production produce*
support percent: approve* approval support* poll
territory percent: territory province occupied controls control
offer percent money: offer* offered
demand percent: demand* asks ask asked
magnitude count: magnitude
depth measure: deepest depth deep
height measure: altitude elevation tallest highest height high tall
length measure: longest length long
width measure: width wide
distance measure: distance away off from
speed measure count: speed speeds knots kph mph winds wind gusts
rain measure: rain rainfall rains snow snowfall
weight measure: weigh* weighed weight weighing
temperature measure: temperature temperatures degrees
capacity measure count: capacity
burned measure: burn* burned burnt scorched
spilled measure: leak* leaked spill* spilled oil
water measure: reservoir held contained
lasted duration: met_for met meeting_lasted last* lasting took take takes needed need fought
    lengthy duration
sentence duration: prison_term jail_term sentence* jail* jailed prison imprisonment imprisoned
    convicted bars
age duration count: old aged age
term duration: term office
inquiry duration: inquiry investigation probe
swap duration: since first
built date: build built constructed construction launched completed
born date: born birth
died date: died death killed
founded date: founded established set_up created formed
opened date: opened opens opening
begins date: begins begin began begun start started starts starting takes_office
ends date: end ended ends ending expires until
votes date: vote votes voting election elections poll
closes date: close closing complete completed completion
hearing date: hearing trial court appear appears
elected date: elected won
married date: married wedding
"""

_OF_PERSONS: Final = words(
    """
    killed injured missing evacuated rescued arrested trapped sheltered infected attendance striking
    employed hired aboard visitors members pupils inhabitants sent released exchanged
    hearings voted registered
    """
)
_OF_THINGS: Final = words(
    "destroyed damaged closed opened built seized cancelled launched downed sold bought signed"
    " seats countries called"
)
_NAMED_BY_UNIT: Final = {
    **dict.fromkeys(("worker", "employee", "staff"), "employed"),
    "year": "age",
}
"""What a count measures whose clause does not say it, by its unit."""
_WORD: Final = lazily(r"[a-z’']+|[,;:()—–.]")
_LIMIT: Final = 13.0
"""A word that is further away says nothing about a quantity."""


def _forms(word: str) -> Iterator[str]:
    """The word itself; of one that ends in a star, with its endings."""
    if not word.endswith("*"):
        yield word
        return
    base = word[:-1]
    stem = base.removesuffix("e")
    yield from (base, base + "s", base + "es", stem + "ed", stem + "ing", base + "d")
    if base[-1] not in "aeiouwy" and base[-2:-1] in tuple("aeiou"):
        yield from (base + base[-1] + "ed", base + base[-1] + "ing")


@cache
def _table() -> dict[str, dict[str, str]]:
    """Kind of quantity -> word or words -> thing."""
    table: dict[str, dict[str, str]] = {}
    thing, kinds = "", list[str]()
    for line in _THINGS.strip().splitlines():
        head, colon, rest = line.partition(":")
        if colon:
            thing, *kinds = head.split()
        for word in (rest if colon else head).split():
            for form in _forms(word):
                for kind in kinds:
                    table.setdefault(kind, {}).setdefault(form.replace("_", " "), thing)
    table["fraction"] = table["percent"]
    return table


@cache
def _counted(persons: bool) -> dict[str, str]:
    """What counts may measure: of people, or of things."""
    without = _OF_THINGS if persons else _OF_PERSONS
    return {word: thing for word, thing in _table()["count"].items() if thing not in without}


class _Words(NamedTuple):
    """The words and breaks of a sentence, in lower case, and where they begin."""

    starts: list[int]
    texts: list[str]


@cache
def _ends() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of everything that takes several."""
    phrases = {phrase for known in _table().values() for phrase in known if " " in phrase}
    firsts = frozenset(phrase.split()[0] for phrase in phrases)
    return firsts, frozenset(phrase.split()[-1] for phrase in phrases)


_BREAKS: Final = {",": 2.5, ";": 7.0, ":": 3.0, "(": 3.0, ")": 3.0, "—": 4.0, "–": 4.0, ".": 0.0}
_LINKS: Final = {"and": 2.0, "but": 5.0, "while": 5.0, "after": 3.0, "when": 3.0, "with": 1.0}
_ANOTHER: Final = 6.0
"""What a quantity in between adds to the distance."""
_EARLIER: Final = 0.4


def with_things(quantities: list[Quantity], text: str, sentences: Sequence[Span]) -> list[Quantity]:
    """The quantities, each with what it measures, where the text says it."""
    made: list[Quantity] = []
    at = 0
    while at < len(quantities):
        sentence = sentences[_sentence_of(sentences, quantities[at].span.start)]
        last = at
        while last < len(quantities) and quantities[last].span.start < sentence.end:
            last += 1
        last = max(last, at + 1)
        made += _of_sentence(quantities[at:last], text, sentence)
        at = last
    return made


def _sentence_of(sentences: Sequence[Span], place: int) -> int:
    low, high = 0, len(sentences) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if sentences[middle].start <= place:
            low = middle
        else:
            high = middle - 1
    return low


def _neighbours(found: list[Quantity], number: int, end: int) -> tuple[int, int]:
    """Where the quantity before one ends and the next one begins; dates do not count."""
    before, after = -1, end + 1
    for other in reversed(found[max(number - 3, 0) : number]):
        if other.type not in ("date", "time"):
            before = other.span.end
            break
    for other in found[number + 1 : number + 4]:
        if other.type not in ("date", "time"):
            after = other.span.start
            break
    return before, after


_STEPS: Final = 40
"""Words and breaks on either side of a quantity that are looked at, at most."""


def _of_sentence(found: list[Quantity], text: str, sentence: Span) -> list[Quantity]:
    made = []
    table = _table()
    words: _Words | None = None
    for number, one in enumerate(found):
        thing = ""
        known = table.get(one.type)
        if known is not None and one.type == "count" and one.unit:
            persons = one.unit in PERSONS
            own = None if persons else known.get(one.unit)
            known = _counted(persons)
            thing = own or ""
        if known is not None and not thing:
            words = words or _words_of(text, sentence)
            thing = _nearest(one, words, _neighbours(found, number, len(text)), known)
        if not thing and one.type == "count":
            thing = _NAMED_BY_UNIT.get(one.unit, one.unit)
        made.append(msgspec.structs.replace(one, measures=thing) if thing else one)
    return made


def _words_of(text: str, sentence: Span) -> _Words:
    part = text[sentence.start : sentence.end]
    low = part.lower()
    found = list(_WORD.finditer(low if len(low) == len(part) else part))
    return _Words([sentence.start + one.start() for one in found], [one.group() for one in found])


def _nearest(one: Quantity, words: _Words, others: tuple[int, int], known: dict[str, str]) -> str:
    """The thing that the nearest word on either side stands for."""
    best = _LIMIT, ""
    for way in (-1, 1):
        if way < 0:
            last = bisect_left(words.starts, one.span.start)
            places = range(last - 1, max(last - 1 - _STEPS, -1), -1)
        else:
            first = bisect_left(words.starts, one.span.end)
            places = range(first, min(first + _STEPS, len(words.starts)))
        cost = _EARLIER if way > 0 else 0.0
        crossed = False
        for at in places:
            word = words.texts[at]
            if word in _BREAKS:
                cost += _BREAKS[word]
                continue
            start = words.starts[at]
            if not crossed and (start < others[0] if way < 0 else start >= others[1]):
                crossed, cost = True, cost + _ANOTHER
            if cost >= best[0]:
                break
            thing = _thing(words.texts, at, way, known)
            if thing:
                best = cost, thing
                break
            cost += 1.0 + _LINKS.get(word, 0.0)
    return best[1]


def _thing(texts: list[str], at: int, way: int, known: dict[str, str]) -> str:
    """The thing that the word at `at`, or it with its neighbours, stands for."""
    word = texts[at]
    if word in _ends()[way < 0]:
        for length in (3, 2):
            run = texts[at : at + length] if way > 0 else texts[max(at - length + 1, 0) : at + 1]
            thing = known.get(" ".join(run))
            if thing and len(run) == length:
                return thing
    return known.get(word, "")
