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
    sq_km sq.km sqkm km2 km² sq._km
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
    stone:stone stones st
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
    terawatt hour:terawatt-hour terawatt-hours terawatt_hour terawatt_hours TWh
    gigawatt hour:gigawatt-hour gigawatt-hours gigawatt_hours GWh
    milliwatt:mW
    microgram:microgram micrograms mcg µg
    nanometer:nanometer nanometers nanometres nm
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
    mile per hour:miles_per_hour mile_per_hour miles_an_hour mph m.p.h.
    kilometer per hour:kilometers_per_hour kilometres_per_hour kilometers_an_hour
    kilometres_an_hour km/h kph kmh km_per_hour
    meter per second:meters_per_second metres_per_second m/s
    kilometer per second:kilometers_per_second kilometres_per_second km/s
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
    percent:percent per_cent pct pc % per_cents
    percentage point:percentage_point percentage_points
    basis point:basis_point basis_points bps bp
    """
)

CURRENCY_SYMBOLS: Final = {
    "$": "USD",
    "US$": "USD",
    "USD$": "USD",
    "AUD$": "AUD",
    "NZD$": "NZD",
    "J$": "JMD",
    "N$": "NAD",
    "TT$": "TTD",
    "Z$": "ZWL",
    "B$": "BND",
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
    "₨": "INR",
    "₵": "GHS",
    "GH¢": "GHS",
    "GH₵": "GHS",
    "GHC": "GHS",
    "₡": "CRC",
    "₲": "PYG",
    "₮": "MNT",
    "₾": "GEL",
    "₼": "AZN",
    "৳": "BDT",
    "Rs": "INR",
    "Rs.": "INR",
    "Re": "INR",
    "R": "ZAR",
    "N": "NGN",
    "KSh": "KES",
    "Ksh": "KES",
    "KSh.": "KES",
    "Ksh.": "KES",
    "Kshs": "KES",
    "KShs": "KES",
    "Sh": "KES",
    "Sh.": "KES",
    "Shs": "KES",
    "USh": "UGX",
    "Ush": "UGX",
    "UShs": "UGX",
    "Ushs": "UGX",
    "UGX": "UGX",
    "TSh": "TZS",
    "Tsh": "TZS",
    "Tshs": "TZS",
    "TShs": "TZS",
    "Tk": "BDT",
    "Tk.": "BDT",
    "Dh": "AED",
    "Dhs": "AED",
    "SR": "SAR",
    "QR": "QAR",
    "RM": "MYR",
    "Rp": "IDR",
    "Rp.": "IDR",
    "BD": "BHD",
    "KD": "KWD",
    "FCFA": "XOF",
    "SFr": "CHF",
    "Fr.": "CHF",
    "kr": "SEK",
    "zł": "PLN",
}

CURRENCY_CODES: Final = words(
    """
    USD EUR GBP JPY CNY RMB RUB UAH INR CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF TRY BRL MXN ZAR KRW
    HKD SGD THB IDR MYR PHP VND ILS SAR AED QAR KWD EGP NGN KES PKR BDT LKR ARS CLP COP PEN
    GHS UGX TZS ZMW MWK BWP NAD MUR ETB RWF XOF XAF MAD TND DZD LYD BHD OMR JOD LBP IQD IRR SYP YER
    NPR MMK KHR TWD MNT KZT UZS AZN GEL AMD BYN BGN RON RSD ISK HRK MKD MDL JMD TTD UYU PYG BOB VEF
    CRC GTQ HNL DOP CDF SDG ZWL AFN
    """
)

CURRENCY_WORDS: Final = spellings(
    """
    USD:dollar dollars US_dollar US_dollars U.S._dollar U.S._dollars American_dollars
    greenbacks bucks United_States_dollars
    AUD:Australian_dollar Australian_dollars
    CAD:Canadian_dollar Canadian_dollars
    HKD:Hong_Kong_dollar Hong_Kong_dollars
    NZD:New_Zealand_dollar New_Zealand_dollars
    SGD:Singapore_dollar Singapore_dollars
    TWD:Taiwan_dollar Taiwan_dollars New_Taiwan_dollars
    JMD:Jamaican_dollar Jamaican_dollars
    NAD:Namibian_dollar Namibian_dollars
    ZWL:Zimbabwe_dollars Zimbabwean_dollars
    EUR:euro euros
    GBP:pound pounds pounds_sterling pound_sterling British_pound British_pounds sterling quid
    JPY:yen Japanese_yen
    CNY:yuan renminbi Chinese_yuan
    RUB:ruble rubles rouble roubles Russian_ruble Russian_rubles Russian_rouble Russian_roubles
    BYN:Belarusian_rubles Belarusian_roubles
    UAH:hryvnia hryvnias hryvnya
    INR:rupee rupees Indian_rupee Indian_rupees
    PKR:Pakistani_rupee Pakistani_rupees Pakistan_rupees
    LKR:Sri_Lankan_rupee Sri_Lankan_rupees Sri_Lanka_rupees
    NPR:Nepali_rupee Nepali_rupees Nepalese_rupees
    MUR:Mauritian_rupees Mauritius_rupees
    CHF:Swiss_franc Swiss_francs
    FRF:French_franc French_francs
    BEF:Belgian_francs
    XOF:CFA_franc CFA_francs CFA
    CDF:Congolese_franc Congolese_francs
    RWF:Rwandan_franc Rwandan_francs Rwanda_francs
    franc:franc francs
    SEK:Swedish_krona Swedish_kronor Swedish_crown Swedish_crowns kronor
    NOK:Norwegian_krone Norwegian_kroner Norwegian_crown Norwegian_crowns
    DKK:Danish_krone Danish_kroner Danish_crown Danish_crowns
    ISK:Icelandic_krona Icelandic_kronur Icelandic_crowns
    krone:kroner krone
    PLN:zloty zlotys zlotych Polish_zloty Polish_zlotys
    CZK:koruna korunas Czech_koruna Czech_crown Czech_crowns
    HUF:forint forints
    RON:leu lei Romanian_lei
    BGN:leva Bulgarian_leva
    TRY:lira liras Turkish_lira Turkish_liras
    ITL:Italian_lire lire
    DEM:German_marks Deutschmarks deutschmarks Deutsche_marks
    BRL:real reais Brazilian_reais Brazilian_real
    MXN:Mexican_peso Mexican_pesos
    ARS:Argentine_peso Argentine_pesos Argentinian_pesos
    CLP:Chilean_peso Chilean_pesos
    COP:Colombian_peso Colombian_pesos
    PHP:Philippine_peso Philippine_pesos
    CUP:Cuban_pesos
    UYU:Uruguayan_pesos
    PEN:Peruvian_soles soles
    peso:peso pesos
    ZAR:rand rands South_African_rand South_African_rands
    KRW:South_Korean_won won Korean_won
    ILS:shekel shekels Israeli_shekels
    SAR:Saudi_riyal Saudi_riyals
    QAR:Qatari_riyal Qatari_riyals
    OMR:Omani_rial Omani_rials
    YER:Yemeni_rial Yemeni_rials
    IRR:Iranian_rial Iranian_rials
    riyal:riyal riyals
    rial:rial rials
    AED:dirham dirhams UAE_dirham UAE_dirhams Emirati_dirhams
    MAD:Moroccan_dirham Moroccan_dirhams
    THB:baht Thai_baht
    IDR:rupiah rupiahs Indonesian_rupiah
    MYR:ringgit Malaysian_ringgit
    NGN:naira Nigerian_naira
    GHS:cedi cedis Ghanaian_cedis Ghana_cedis
    ZMW:Zambian_kwacha
    MWK:Malawian_kwacha Malawi_kwacha
    kwacha:kwacha kwachas
    ETB:birr Ethiopian_birr
    BWP:pula
    KES:Kenyan_shilling Kenyan_shillings Kenya_shillings
    UGX:Ugandan_shilling Ugandan_shillings Uganda_shillings
    TZS:Tanzanian_shilling Tanzanian_shillings Tanzania_shillings
    shilling:shilling shillings
    KZT:tenge Kazakh_tenge
    UZS:Uzbek_soums Uzbek_sums soums
    GEL:lari Georgian_lari
    AMD:Armenian_drams
    AZN:manats
    MNT:tugriks
    MMK:kyat kyats
    KHR:riels
    LAK:kip
    EGP:Egyptian_pound Egyptian_pounds
    LBP:Lebanese_pounds Lebanese_lira
    SYP:Syrian_pounds
    SDG:Sudanese_pounds
    SSP:South_Sudanese_pounds
    IQD:Iraqi_dinar Iraqi_dinars
    JOD:Jordanian_dinar Jordanian_dinars
    KWD:Kuwaiti_dinar Kuwaiti_dinars
    BHD:Bahraini_dinar Bahraini_dinars
    LYD:Libyan_dinars
    TND:Tunisian_dinars
    DZD:Algerian_dinars
    RSD:Serbian_dinars
    dinar:dinar dinars
    crown:crown crowns
    AFN:afghanis
    BDT:taka Bangladeshi_taka
    VND:dong Vietnamese_dong
    """
)
CENTS: Final = {
    **dict.fromkeys(("cent", "cents", "U.S. cents", "US cents", "¢"), "USD"),
    **dict.fromkeys(("pence", "penny", "p"), "GBP"),
    **{"kopecks": "RUB", "paise": "INR", "euro cents": "EUR", "kobo": "NGN"},
    **dict.fromkeys(("Australian cents",), "AUD"),
    **dict.fromkeys(("Canadian cents",), "CAD"),
}
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
