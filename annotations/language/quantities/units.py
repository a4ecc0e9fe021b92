"""Units and their spellings; currencies as ISO 4217. Plain facts, written down by hand."""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import spellings, words

DURATIONS: Final = spellings(
    """
    millisecond:millisecond milliseconds ms
    second:second seconds sec secs
    minute:minute minutes min mins
    hour:hour hours hr hrs
    day:day days
    night:night nights
    week:week weeks
    weekend:weekend weekends
    fortnight:fortnight fortnights
    month:month months
    quarter:quarter quarters
    year:year years yr yrs
    decade:decade decades
    century:century centuries
    millennium:millennium millennia
    """
)

ISO_DURATION: Final = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "night": ("P", "D", 1),
    "week": ("P", "W", 1),
    "weekend": ("P", "WE", 1),
    "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1),
    "quarter": ("P", "Q", 1),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
    "millennium": ("P", "Y", 1000),
}

MEASURES: Final = spellings(
    """
    millimeter:millimeter millimeters millimetre millimetres mm
    centimeter:centimeter centimeters centimetre centimetres cm
    meter:meter meters metre metres m
    kilometer:kilometer kilometers kilometre kilometres km kms
    inch:inch inches
    foot:foot feet ft
    yard:yard yards
    mile:mile miles
    nautical mile:nautical_mile nautical_miles
    light-year:light-year light-years
    acre:acre acres
    hectare:hectare hectares ha
    square meter:square_meter square_meters square_metre square_metres sq_m m2 m²
    square kilometer:square_kilometer square_kilometers square_kilometre square_kilometres
    sq_km km2 km²
    square mile:square_mile square_miles sq_mi
    square foot:square_foot square_feet sq_ft
    cubic meter:cubic_meter cubic_meters cubic_metre cubic_metres m3 m³
    cubic foot:cubic_foot cubic_feet
    milligram:milligram milligrams mg
    gram:gram grams gramme grammes g
    kilogram:kilogram kilograms kilogramme kilogrammes kg kgs kilo kilos
    tonne:tonne tonnes metric_ton metric_tons
    ton:ton tons
    pound:lb lbs
    ounce:ounce ounces oz
    milliliter:milliliter milliliters millilitre millilitres ml
    liter:liter liters litre litres
    gallon:gallon gallons
    barrel:barrel barrels bbl
    barrel per day:barrels_per_day barrels_a_day bpd
    bushel:bushel bushels
    watt:watt watts
    kilowatt:kilowatt kilowatts kW
    megawatt:megawatt megawatts MW
    gigawatt:gigawatt gigawatts GW
    kilowatt hour:kilowatt-hour kilowatt-hours kilowatt_hour kilowatt_hours kWh
    megawatt hour:megawatt-hour megawatt-hours MWh
    terawatt hour:terawatt-hour terawatt-hours TWh
    volt:volt volts
    calorie:calorie calories
    decibel:decibel decibels dB
    hertz:hertz Hz
    megahertz:megahertz MHz
    gigahertz:gigahertz GHz
    byte:byte bytes
    kilobyte:kilobyte kilobytes KB
    megabyte:megabyte megabytes MB
    gigabyte:gigabyte gigabytes GB
    terabyte:terabyte terabytes TB
    knot:knot knots
    mile per hour:miles_per_hour mile_per_hour miles_an_hour mph
    kilometer per hour:kilometers_per_hour kilometres_per_hour kilometers_an_hour
    kilometres_an_hour km/h kph kmh km_per_hour
    meter per second:meters_per_second metres_per_second m/s
    degree Celsius:degrees_Celsius degree_Celsius Celsius degrees_C °C C degrees_centigrade
    degree Fahrenheit:degrees_Fahrenheit degree_Fahrenheit Fahrenheit degrees_F °F F
    degree:degree degrees °
    megaton:megaton megatons
    kiloton:kiloton kilotons
    carat:carat carats
    part per million:parts_per_million ppm
    """
)

PERCENT: Final = spellings(
    """
    percent:percent per_cent pct %
    percentage point:percentage_point percentage_points
    basis point:basis_point basis_points
    """
)

CURRENCY_SYMBOLS: Final = {
    "$": "USD",
    "US$": "USD",
    "U.S.$": "USD",
    "A$": "AUD",
    "AU$": "AUD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "S$": "SGD",
    "NT$": "TWD",
    "R$": "BRL",
    "MX$": "MXN",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "CN¥": "CNY",
    "₽": "RUB",
    "₴": "UAH",
    "₹": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "₺": "TRY",
    "₦": "NGN",
    "₱": "PHP",
    "₫": "VND",
    "฿": "THB",
    "₸": "KZT",
    "Rs": "INR",
    "Rs.": "INR",
    "kr": "SEK",
    "zł": "PLN",
}

CURRENCY_CODES: Final = words(
    """
    USD EUR GBP JPY CNY RMB RUB UAH INR CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF TRY BRL MXN ZAR KRW
    HKD SGD THB IDR MYR PHP VND ILS SAR AED QAR KWD EGP NGN KES PKR BDT LKR ARS CLP COP PEN
    """
)

CURRENCY_WORDS: Final = spellings(
    """
    USD:dollar dollars US_dollar US_dollars U.S._dollar U.S._dollars American_dollars
    greenbacks bucks
    AUD:Australian_dollar Australian_dollars
    CAD:Canadian_dollar Canadian_dollars
    HKD:Hong_Kong_dollar Hong_Kong_dollars
    NZD:New_Zealand_dollar New_Zealand_dollars
    SGD:Singapore_dollar Singapore_dollars
    TWD:Taiwan_dollar Taiwan_dollars
    EUR:euro euros
    GBP:pound pounds pounds_sterling pound_sterling British_pound British_pounds sterling quid
    JPY:yen Japanese_yen
    CNY:yuan renminbi Chinese_yuan
    RUB:ruble rubles rouble roubles Russian_rubles Russian_roubles
    UAH:hryvnia hryvnias
    INR:rupee rupees Indian_rupees
    PKR:Pakistani_rupee Pakistani_rupees
    CHF:Swiss_franc Swiss_francs
    FRF:French_franc French_francs
    SEK:Swedish_krona Swedish_kronor
    NOK:Norwegian_krone Norwegian_kroner
    DKK:Danish_krone Danish_kroner
    PLN:zloty zlotys zlotych
    CZK:koruna korunas Czech_crowns
    HUF:forint forints
    TRY:lira liras Turkish_lira Turkish_liras
    ITL:Italian_lire lire
    DEM:German_marks Deutschmarks deutschmarks
    BRL:real reais Brazilian_reais
    MXN:Mexican_peso Mexican_pesos
    ARS:Argentine_peso Argentine_pesos
    PHP:Philippine_peso Philippine_pesos
    peso:peso pesos
    ZAR:rand
    KRW:South_Korean_won won
    ILS:shekel shekels
    SAR:Saudi_riyal Saudi_riyals
    IRR:Iranian_rial Iranian_rials
    riyal:riyal riyals
    AED:dirham dirhams
    THB:baht
    IDR:rupiah
    NGN:naira
    KES:Kenyan_shillings
    KZT:tenge
    EGP:Egyptian_pound Egyptian_pounds
    dinar:dinar dinars
    crown:crown crowns
    KWD:Kuwaiti_dinar Kuwaiti_dinars
    BDT:taka
    VND:dong
    """
)
CENTS: Final = {"cent": "USD", "cents": "USD", "pence": "GBP", "kopecks": "RUB"}
"""Hundredths."""

_IRREGULAR: Final = spellings(
    """
    person:people persons
    man:men
    woman:women
    child:children
    foot:feet
    tooth:teeth
    mouse:mice
    goose:geese
    life:lives
    wife:wives
    knife:knives
    leaf:leaves
    half:halves
    loaf:loaves
    thief:thieves
    wolf:wolves
    shelf:shelves
    self:selves
    calf:calves
    crisis:crises
    basis:bases
    analysis:analyses
    hypothesis:hypotheses
    parenthesis:parentheses
    criterion:criteria
    phenomenon:phenomena
    datum:data
    medium:media
    bacterium:bacteria
    alumnus:alumni
    fungus:fungi
    nucleus:nuclei
    cactus:cacti
    matrix:matrices
    index:indices
    appendix:appendices
    vertex:vertices
    ox:oxen
    bus:buses
    gas:gases
    virus:viruses
    campus:campuses
    lens:lenses
    movie:movies
    zombie:zombies
    rookie:rookies
    cookie:cookies
    calorie:calories
    selfie:selfies
    hero:heroes
    potato:potatoes
    tomato:tomatoes
    tornado:tornadoes
    volcano:volcanoes
    mosquito:mosquitoes
    torpedo:torpedoes
    echo:echoes
    veto:vetoes
    embargo:embargoes
    axe:axes
    cache:caches
    ache:aches
    headache:headaches
    avalanche:avalanches
    series:series
    species:species
    headquarters:headquarters
    aircraft:aircraft
    spacecraft:spacecraft
    police:police
    sheep:sheep
    fish:fish
    cattle:cattle
    deer:deer
    personnel:personnel
    staff:staff
    troop:troops
    serviceman:servicemen
    policeman:policemen
    fisherman:fishermen
    """
)
IRREGULAR_PLURALS: Final = frozenset(_IRREGULAR)


def singular(noun: str) -> str:
    """The singular of a counted noun, in lower case."""
    low = noun.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("men") and len(low) > 5:
        return low[:-2] + "an"
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 2:
        return low[:-1]
    return low
