"""Words of reporting, and nouns for those who speak. Plain facts, written down by hand."""

from __future__ import annotations

from typing import Final

from annotations.language.lexicon import words

FINITE: Final = words(
    """
    said says say told tells tell added adds add wrote writes write described describes describe
    called calls noted notes note argued argues argue insisted insists insist warned warns warn
    claimed claims claim declared declares declare announced announces announce stated states
    explained explains explain acknowledged acknowledges conceded concedes admitted admits denied
    denies suggested suggests suggest predicted predicts predict replied replies responded responds
    asked asks ask promised promises vowed vows pledged pledges urged urges urge praised praises
    criticized criticizes criticised accused accuses complained complains joked jokes recalled
    recalls remarked remarks reported reports reiterated reiterates stressed stresses emphasized
    emphasizes emphasised tweeted tweets posted posts testified testifies hailed hails blasted
    blasts slammed slams denounced denounces condemned condemns dismissed dismisses clarified
    clarifies confirmed confirms maintained maintains contended contends asserted asserts observed
    quipped quips shouted shouts yelled screamed cried exclaimed labeled labelled characterized
    characterised demanded demands boasted boasts lamented laments continued concluded concludes
    thundered whispered chanted mused muttered interjected countered counters alleged alleges
    estimated estimates believes thinks cautioned cautions assured assures apologized thanked
    thanks welcomed welcomes mocked derided decried disclosed revealed reveals proclaimed branded
    referred refers blamed blames answered answers defended defends snapped fumed pleaded sighed
    opined offered texted emailed gushed rejected rejects ridiculed likened touted deemed termed
    read reads saw cited cites commented comments reasoned reasons enthused reflected reflects
    ventured volunteered retorted declaimed intoned hissed barked bellowed beamed grinned laughed
    shrugged sighed sobbed wept agreed agrees hinted hints signaled signalled pointed reckons
    reckoned admonished chided scoffed sneered sniffed ruled testify inquired enquired wondered
    wonders counselled counseled advised advises elaborated elaborates summed affirmed affirms
    attested deplored deplores decries urged appealed pledges hailed attributed protested
    protests objected objects blogged messaged captioned
    """
)
"""Verbs of a sentence of its own."""

PARTICIPLES: Final = words(
    """
    adding saying noting telling calling describing insisting arguing warning writing declaring
    asking claiming praising explaining suggesting stressing emphasizing acknowledging announcing
    recalling joking complaining stating citing accusing denying promising vowing pledging urging
    criticizing dismissing condemning denouncing blasting confirming replying responding quoting
    cautioning predicting reiterating tweeting posting commenting observing reasoning asserting
    remarking contending maintaining conceding admitting cautioning alleging affirming reminding
    """
)
"""Verbs that borrow the subject of the clause before."""

SPEECH_ONLY: Final = words(
    "said says wrote writes added adds tweeted argued warned insisted commented"
)
INVERTING: Final = words("said says added wrote writes argued insisted warned")
"""Verbs that stand before their subject at the end of a sentence."""
REPORTING: Final = FINITE | PARTICIPLES
FRAMES: Final = words("foresees foresaw found finds sees felt feels considers considered praised")
"""Verbs that report only what stands between marks."""

WITHOUT_MARKS: Final = words(
    """
    said says told added announced claimed argued warned insisted declared stated explained
    acknowledged conceded admitted denied suggested predicted reported reiterated stressed
    emphasized testified clarified confirmed maintained contended asserted alleged estimated
    believes thinks asked noted commented observed remarked disclosed revealed cautioned adding
    saying noting arguing insisting warning claiming suggesting vowed pledged promised say
    """
)
"""Verbs that can report speech without quotation marks."""

ROLES: Final = words(
    """
    official officials spokesman spokeswoman spokesperson spokespeople analyst analysts expert
    experts police authorities critics supporters resident residents witness witnesses lawyer
    lawyers prosecutors investigators researchers scientists doctors executives lawmakers diplomats
    leaders ministers ministry president governor officers economists activists teachers workers
    neighbors friends relatives others many some everyone everybody nobody both sources aides
    advisers soldiers reporters negotiators delegates organizers forecasters regulators engineers
    survivors passengers firefighters sides parents victims protesters rebels opponents voters
    bankers traders investors historians fishermen farmers students forces prosecutors one another
    """
)
HUMAN: Final = ROLES | words(
    """
    president minister governor secretary ambassador senator mayor speaker chairman judge lawyer
    prosecutor sheriff officer detective inspector director commander general colonel captain
    bishop coach manager leader founder analyst economist professor author actor singer journalist
    editor player driver wife husband son daughter brother sister father mother friend colleague
    aide adviser candidate activist billionaire businessman scientist researcher engineer doctor
    nurse teacher student farmer soldier pilot master investigator biologist oceanographer man
    woman boy girl neighbor neighbour skipper coxswain official spokesman spokeswoman chief
    critic supporter investigator historian physician survivor passenger fisherman owner
    """
)
"""Nouns that "he" or "she" may stand for."""
