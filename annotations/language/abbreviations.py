"""Words whose full stop may not end a sentence, by what usually follows them.

Plain facts of English usage, written down for this project.
"""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import words

TITLES: Final = words(
    """
    adj adm amb jos wm chas geo thos jas robt edw asst atty bp brig capt cdr cmdr col comdr cpl
    cpt dr dra drs ens fr gen gov ald alh amb adv barr cllr engr det ch cst const constab dets
    insps pc ps spc sgts supts treas hajj mohd md sta sto ste ma smt shri shr sm kum pt pdt ven vy
    attn mme mdme mdm assoc wg sqn flt gp acm avm cmdt cmdts ptl insp-gen revs drs profs gens cols
    sres dato pak hon'ble brigs majs capts lts adms justs jas lj mp-elect min pvts cpls rtn lic
    hon insp lt ltc ltjg maj messrs mgr mlle mme mons mr mrs ms msgr mt pfc ph pres prof pte pvt
    rep reps rev revd rt rtd sec sen sens sgt sra srta ssgt supt sup surg maj-gen
    lt-gen brig-gen lt-col
    """
)
"""A name follows: never an end before a capital."""

NEVER: Final = words(
    """
    vs v viz deg cf e.g i.e eg ie approx ca circa resp incl esp ft mt pt nr bzw z.b d.h
    h.e h.h h.m h.r.h p.s p.p.s n.b r.s.v.p com adm fed civ crim supp stat proc temps glob gral rel
    ret rtd dec'd c/o attn f/o s/o d/o w/o
    """
)
"""Never an end before a capital or a figure."""

BEFORE_NUMBER: Final = words(
    """
    no nos nr p pp pg para paras vol vols fig figs ch chap art arts sec sect eq ed ex app ver v
    ref refs rs re tk sh shs ksh kshs ush ushs tsh kr frs sfr nt rp rm lkr afs dh dhs sr br rmb cts
    art abs ziff cl clause reg regs § lit sub subsec bk ps div gr lv rd
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ca c approx op bldg rm ste apt flt rte hwy tel ext max min tab tabl rys str
    """
)
"""Never an end before a figure."""

MAY_END: Final = words(
    """
    jan feb apr jun jul aug sept sep oct nov dec tue tues wed thu thur thurs fri
    inc corp co cos ltd llc plc bros jr sr esq intl int'l natl nat'l assn ass'n dept dist univ mfg
    gmbh s.a n.v s.p.a a.g
    st ave blvd rd hwy rte sq pl ter pkwy expy
    u.s u.k u.n e.u u.s.a u.a.e d.c l.a n.y u.s.s.r g.o.p ph.d m.d b.a m.a j.d d.d.s r.n c.e.o
    c.i.a f.b.i n.a.t.o d.a m.p
    al bldg elec gov't govt ed eds trans repr rev'd est depts min max misc tel ext fig
    etc assocs pct cos mfrs
    acad admin comm commr cmte conf conv coop
    """
)
"""An end only where the next word looks like the start of a sentence."""

STATES: Final = words(
    """
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb
    nev okla ore pa tenn tex va vt wash wis wyo n.h n.j n.m n.y n.c n.d s.c s.d w.va r.i
    alta ont que sask man b.c n.s n.b
    """
)
"""Inside a sentence the news sets a comma after them, so before a capital they end it."""

TIMES: Final = words("a.m p.m am pm")

AFTER_TIME: Final = words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat
    Sun January February March April May June July August September October November December
    Jan Feb Mar Apr Aug Sept Oct Nov Dec EST EDT ET CST CDT CT MST MDT MT PST PDT PT GMT UTC BST
    CET Eastern Central Pacific Mountain Moscow Kyiv Kiev Beijing Tokyo London Greenwich Israel
    Christmas
    """
)
"""What may follow "5 p.m." inside a sentence."""

ALL: Final = TITLES | NEVER | BEFORE_NUMBER | MAY_END | STATES | TIMES
"""A word that is none of these ends its sentence."""

BEFORE_LETTER: Final = words("fig figs sec sect app ex exh vol vols tab sched apt pl")
"""What a single capital may follow: `Fig. A`."""

BEFORE_LOWER: Final = words(
    """
    etc al oz lb lbs tbsp tsp hr hrs min mins sec secs yr yrs mo mos wk wks gal gals qt sq in yd yds
    mi est govt gov dept prob orig usu pref opp alt avg std temp tel ref refs ph add addl misc
    """
)
"""What goes on before a word in lower case."""

WORDS_TOO: Final = words("no sun sat app art mass ill wash miss max")
"""Abbreviations that are common words in lower case."""

ONE_WORD: Final = words(
    """
    yes no why oh well stop wow never now nope yeah yep sorry great good nice right wrong true false
    hello hi hey sure ok okay maybe done none both bad hmm ha ah go wait look what who when
    where how here there this that it me you us him her them all two one three four five six ten
    gone dead lost won love hate amen bingo exactly quite only still again today cool sweet yum meh
    """
)
"""What may be a sentence alone."""

BEFORE_CLAUSE: Final = words("inc corp co cos ltd llc plc bros u.s u.k u.n e.u u.s.a u.a.e")
"""Names end with them that a plural and a verb hardly go on with."""

UNITS: Final = words("km kg cm mm mph kph lbs hrs yrs pct pts bn mn tn mln")
"""Words without a vowel that sentences may end with."""

PLURAL_NAMES: Final = words(
    """
    holdings industries systems enterprises partners securities brothers associates sons ventures
    properties resources technologies motors stores foods works products services investments
    forces marines airways states attorneys customs claims games appeals affairs airlines senators
    representatives records courts markets magistrates olympics
    """
)
"""Plurals that go on a name: the U.S. Marines."""

STARTERS: Final = words(
    """
    A According After Again Ahead All Almost Already Also Although Amid Among An And Another Any
    Anyone Are As Asked At Because Before Being Besides Between Both But By Can Could Critics
    Currently Despite Did Do Does During Each Earlier Early Either Even Eventually Every Everyone
    Experts Few Finally First Following For Former From Further Furthermore Given Had Has Have He
    Hence Her Here His How However I If I'm I'd I've I'll In Indeed Instead Is It Its It's Just
    Last Late Later Leaders Less Like Many Meanwhile More Moreover Most Much Neither Nevertheless
    Next No None Nor Not Nothing Now Of Officials On Once One Only Or Other Others Our Over Overall
    People Perhaps Police Previously Prior Rather Recent Recently Reporters Researchers Residents
    Second Separately Several She Should Since So Some Someone Sometimes Soon Speaking Still Such
    Suddenly Than Thanks That That's The Their Then There There's Therefore These They They're
    They've Third This Those Though Three Through Throughout Thus To Today Together Tomorrow
    Tonight Too Two Under Unlike Until Up Upon Using Very Was We We'd We'll We're We've Well Were
    What Whatever When Whenever Where Whether Which While Who Whoever Whose Why Will With Within
    Without Would Yes Yesterday Yet You You'll You're You've Your
    Mr Mrs Ms Dr January February April June July September October November December
    """
)
"""Capitalised words that rarely go on with a name."""

PRONOUNS: Final = words("He She They I We You It This That These Those The A An")

LETTERED: Final = words(
    "Plan Vitamin Hepatitis Group Class Type Option Team Section Figure Grade Exhibit Part"
)
"""Words that a single capital may follow without being an initial."""

LOWER_BEFORE_NUMBER: Final = words(
    "ref refs rs tk sh shs kr art abs ziff cl reg nos nr p pp pg para paras vol vols fig figs ch"
    " chap sec sect approx ca c est tel ext tab tabl rys str"
)
"""Those of `BEFORE_NUMBER` that count without a capital too."""

SPEECH: Final = (
    "said|says|asked|asks|added|adds|wrote|writes|replied|shouted|cried|exclaimed|wondered|told|"
    "tweeted|posted|declared|joked|quipped|demanded|inquired|responded|continued|yelled|screamed|"
    "chanted|whispered|insisted|recalled|sang|called|tells|remarked|mused|announced|queried"
)
"""Verbs after a question or a shout that is part of the sentence."""
