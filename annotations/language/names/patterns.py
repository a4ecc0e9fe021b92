"""Patterns and words around a name that speak for its type. Plain facts, written down by hand."""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import lazily
from annotations.language.lexicon import words as words_of

OF_PERSON: Final = lazily(
    r"[ \u00a0](?:administration|campaign|government|presidency|trial|case|era|years|family|team"
    r"|camp|cabinet|regime|estate|scandal|affair|investigation|memo|speech|doctrine|plan|trade"
    r"|brothers|sisters|Foundation|memorial|transition|White)(?!\w)"
)
REGION: Final = lazily(
    r",[ \u00a0]((?:[A-Z]\.){2}"
    r"|[A-Z][\w]+(?:[ \u00a0][A-Z]\w+)?\.?)(?=[,.;:)]|\s|$)"
)
GAP_OF: Final = lazily(r"[ \u00a0](of|for|and|on|in)[ \u00a0](?:the[ \u00a0])?")
AGE: Final = lazily(r",[ \u00a0]\d{1,3}(?:,|\b(?![,.]\d))")
SPEAKS: Final = lazily(
    r"[ \u00a0](?:said|says|told|added|wrote|who|insisted|argued|asked|replied|tweeted|recalled"
    r"|himself|herself|resigned|died|was born|testified|pleaded|retired|grew up)(?!\w)"
    r"|,[ \u00a0](?:who|whose|aged|a former|the former|his|her)(?!\w)|[ \u00a0]\([DR]-"
)
SAID_BEFORE: Final = lazily(r"(?:said|says|added|asked|according to|told)[ \u00a0]$")
PLACE_BEFORE: Final = lazily(
    r"\b(?:(?:bank|government|parliament|people|capital|president|king|queen|coast|army) of"
    r"|in|In|at|At|from|From|near|Near|outside|Outside|across|around|throughout|toward|towards"
    r"|visit(?:ed|ing)? to|trip to|visit|visits|to|into|inside|leave|left|north of|south of"
    r"|east of|west of"
    r"|city of|town of|island of"
    r"|village of|capital of|region of|state of|province of|visited|visiting"
    r"|via)[ \u00a0](?:the[ \u00a0])?"
    r"(?:northern|southern|eastern|western|central|nearby|downtown)?[ \u00a0]?$"
)
LOCATED: Final = lazily(
    r"\b(?:in|In|near|Near|throughout|outside|north of|south of|east of|west of|city of|town of"
    r"|village of|capital of|province of)[ \u00a0](?:the[ \u00a0])?$"
)
PLACE_NOUN_AFTER: Final = lazily(
    r"[ \u00a0](?:region|province|district|city|town|village|county|river|peninsula|area|suburb"
    r"|neighborhood|coast|border|airport|port|valley|island|islands|prefecture|oblast"
    r"|countryside)(?!\w|[ \u00a0](?:said))"
)
ORG_AFTER: Final = lazily(
    r"[ \u00a0](?:said its|said it (?:had|has|would|will|was|expected)|reported a|posted a"
    r"|shares|shareholders|stock|spokesman|spokeswoman|spokesperson|employees|executives"
    r"|subsidiary|headquarters|chairman|CEO|airline|newspaper|magazine|party|group|officials"
    r"|movement|lawmakers|fighters|militants|guerrillas|forces|board)(?!\w)|[ \u00a0]\([A-Z]{2,6}\)"
)
ORG_BEFORE: Final = lazily(
    r"\b(?:company|group|agency|newspaper|firm|party|maker|giant|airline|bank|bureau|outlet"
    r"|carrier|site"
    r"|website|magazine|station|network|organization|organisation|union|club|team|charity|startup"
    r"|automaker|retailer|manufacturer|broadcaster|publisher|insurer|lender|brokerage)[ \u00a0]$"
)
PERSON_END: Final = lazily(
    r"\w(?:ov|ova|ev|eva|enko|sky|skyi|ski|ska|skaya|ovich|evich|ovych|vili|dze|ian|yan|sson"
    r"|ström|berg|stein|mann|ovic|ević|ović|evic|escu|poulos|akis|idis|oğlu|oglu|chuk|czyk|uk|ko)$"
)
PLACE_END: Final = lazily(
    r"\w(?:stan|burg|ville|shire|borough|ford|grad|abad|pur|polis|ia|land|istan|haven|bury"
    r"|mouth|holm|stad|dorf|furt|hausen)$"
)
ORG_END: Final = lazily(r"\w(?:bank|soft|tech|com|corp|media|tel|pharma|motors|air)$")
VERB_AFTER: Final = lazily(
    r"[ \u00a0](?:\w+ed|led|won|lost|took|made|met|beat|left|has|had|was"
    r"|is|will|would)(?!\w)"
)
NOUN_AFTER: Final = lazily(
    r"[ \u00a0](?!(?:is|was|has|had|will|would|said|says|and|or|in|on|at|of|for|to|from|with|by|as"
    r"|that|which|after|before|when|while|but|are|were|have|did|does|can|could|may|also)\b)[a-z]"
)
ACRONYM: Final = lazily(r"[A-Z][A-Z&]{1,5}$|(?:[A-Z]\.){2,}$|[A-Z]{2,5}-\w{1,4}$")
COMPOUND: Final = lazily(r"[-‐–]")
INITIAL: Final = lazily(r"[A-Z]\.?$|(?:[A-Z]\.){2,}$")


DOTTED_PLACES: Final = words_of(
    """
    U.S. U.N. U.K. E.U.
    """
)
PERSONAL: Final = words_of(
    "Mr Mrs Ms Mx Miss Dr Prof Sir Dame Lord Lady Sgt Supt Insp Capt Cllr Rev Alhaji Mallam Shri"
    " Smt Smt. Justice Coroner Councillor"
)
"""Titles that nothing but a person has."""
NICKNAMED: Final = tuple(
    (f" {opened}", f"{closed} ") for opened, closed in ("“”", "‘’", '""', "''", "()")
)
"""What stands before and behind a nickname."""
DIRECTIONS: Final = words_of("Northern Southern Eastern Western Central Middle")
LANDMARKS: Final = words_of(
    "Ford Landing Corner Corners Cove Point Mill Mills Creek Bay Island Ferry Crossing Grove Hill"
    " Peak Pass Green Stortford Lynn Harbour Harbor Bluff Hole Leap Reach"
)
"""What makes a place of a name before it: "in Carver’s Ford"."""
LOCAL: Final = lazily(r"\b(?:in|at|near|from|to|of|on)[ \u00a0]$")
SCORE: Final = lazily(r"(?<![\d-])\d{1,3}[-–]\d{1,3}(?![\d-])")
SETS: Final = lazily(r"\d[-–]\d(?:,|[ \u00a0]\(\d+[-–]\d+\))?[ \u00a0]\d[-–]\d")
SEATED: Final = ("-based", "-born", "-bound", "‐based", "‐born")
SPOT: Final = lazily(r"\b(?:in|at|near|from|to|on|inside|outside)[ \u00a0](?:the[ \u00a0])?$")
DATELINE: Final = lazily(
    r":|[ \u00a0](?:[-–—]|\([A-Z])|,[ \u00a0][A-Z][\w.]+(?: \d+)?[ \u00a0][-–—(]"
)
TRADE_NAME: Final = lazily(r"\w{2}(?:ers|ions|ogies|ings|orms|ems|ents|ants|works|ware|ics)$")
"""How the names of companies and bands end, and surnames hardly ever."""
SAINTS: Final = words_of("St St. Saint")
PARTY: Final = lazily(r"[DRI]-[A-Z][a-z]")
"""Of "Sen. Ann Holt (D-Mo.)"."""
JOINED: Final = lazily(r"\w[-‐–](?:of[-‐–])?[a-z]{3,}$")
"""An adjective or a noun made of a name: "Cardiff-based", "Mother-of-two"."""
CODE: Final = lazily(r"[A-Z]{1,2}\d")
"""R2.3bn, A4, M25: no name."""
SPORTS: Final = (
    *(
        "coach",
        "striker",
        "midfielder",
        "goalkeeper",
        "goal",
        "league",
        "season",
        "points",
        "scored",
    ),
    *("innings", "match", "wicket", "rebound", "touchdown", "penalty", "quarter", "half-time"),
    *("stoppage", "playoff", "equali", "defender", "hat-trick"),
)
"""How the words of match reports begin."""
GENERATIONS: Final = words_of("Jr. Sr. Jr Sr II III IV")
"""What may follow a person's name behind a comma, and is part of it."""
OWNERS: Final = words_of(
    """
    People Women Men Children Workers King Queen Teachers Farmers Veterans Writers Girls
    Boys Lloyd Mary John Peter Thomas Patrick
    """
)
WIDE: Final = words_of("National International Federal European Royal American British World")
OFFICES: Final = words_of(
    """
    State Defense Defence Staff War Commerce Energy Education Labor Agriculture
    Transportation Homeland
    """
)
AND_AFTER: Final = words_of(
    """
    Human Urban Cooperation Development Security Technology Immigration Prevention Sports
    Industry Sport Culture Sciences Science Trade Welfare Commerce Border Exchange Rural
    Food Fisheries Forestry Social Health Education Research Energy Policy Communications
    Control Families Media Tourism Labor Labour Recreation Budget Statistics Political
    Strategic International Economic Peace Medicine Arts Foreign Democracy Naturalization
    Customs Explosives Atmospheric Defense Defence
    """
)
ON_HEADS: Final = words_of(
    "Committee Commission Conference Council Forum Panel Convention Subcommittee"
)
FOR_HEADS: Final = words_of(
    """
    Center Centre Institute Committee Campaign Commission Agency Council Foundation Movement
    Organization Centers Union Fund Coalition Party Bank Society Association Alliance Network
    Organisation Office Authority Programme Program Board Initiative Trust Group Forum Partnership
    """
)
NOT_ALONE: Final = words_of(
    """
    Friends Sons Daughters Order House City State Islands Sea Mountains Valley Coast Mount
    Region
    """
)
NOT_BREAKING: Final = words_of(
    "General Major Private Premier Prince Princess King Queen Duke Saint Justice Cardinal Count"
    " Marshal Sister Father Brother Lord Lady"
)
PLACE_TITLES: Final = words_of(
    """
    Saint Lake Mount General Former Private Chief Assistant Acting Deputy
    """
)
ALSO_NAMES: Final = words_of(
    """
    Christian Roma Pole Orthodox Liberal Conservative
    """
)
DOUBTFUL: Final = words_of(
    """
    Target Total Shell Visa Meta Gulf Heat Magic Thunder Jazz Nets Stars Wild Blues Flames
    Kings Saints Giants Angels Royals Twins Devils Capitals Lions Bears Eagles Rangers
    Pirates Rockets Suns Bills Jets Lightning Avalanche Hurricanes Ducks Sharks Masters
    Indians Solidarity Greens Commonwealth Enlightenment Cardinals Tigers Dolphins Panthers
    Falcons Senators Bath Split Nice Guardian Intel Chiefs Vikings Nationals Rays IS
    """
)
TAIL_SURNAMES: Final = words_of(
    """
    Young Bank Banks Park Hall Lane Hill Wall Front Point Church Gates Marsh Rivers Service
    Falls Forest Garden Temple Sound Town Village Road Office Court Power Force Post Field
    Oil Steel Pierce Parks Guard Fund Sun Star Cliff Pier Base Masters Club Wire Mission
    Peak
    """
)
PREFIXES: Final = words_of(
    """
    Anti Pro Post Pre Mid Non Ex Neo Trans Inter Semi Multi Self Vice Co Re Un Sub Ultra All
    Cross Sino Franco Russo Anglo Afro Euro Indo North South
    """
)
