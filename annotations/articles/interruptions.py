"""What interrupts a report wherever it stands: advertisement, links, separators, fields, credits.

Told by the shape of a whole paragraph. What somebody says in the report is never one: words of
speech and marks of quotation speak against it.
"""

from __future__ import annotations

import re
from typing import Final

from annotations.articles.boilerplate_patterns import DATE, Pattern
from annotations.articles.credit_lines import is_credit
from annotations.articles.lazy_patterns import lazily

LONGEST: Final = 320
"""No interruption is longer than this many characters."""

_RULE: Final = lazily(
    r"[-–—*_=~•·#+|■□◆◇★☆❖⁂─━\s]+|[-–—#*(\[\s]*(?:30|ENDS?|END)[-–—#*)\]\s]+|ENDS?"
)
_SPEECH: Final = lazily(r"[“”«»]|\b(?:said|says|told|asked|wrote|added|he|she|they)\b")
_STOCK: Final = frozenset(
    """
    advertisement|advertising|advertorial|ad|ads|sponsored|sponsored content|paid content|promoted
    share|share this|share this article|share this story|share page|share on facebook|save|print
    print this page|comment|comments|leave a comment|post a comment|view comments|copy link
    most read|most viewed|most popular|trending|trending now|top stories|editors' picks
    editors’ picks|more stories|more news|related|related articles|related stories|related topics
    related content|related coverage|related links|related news|related reading|related video
    recommended|recommended stories|recommended for you|read more|read next|read on|read also
    also read|keep reading|continue reading|continue reading the main story|see also|see more
    show more|load more|more on this story|more about this story|up next|back to top|follow us
    follow topics|key events|show key events only|skip to content|skip to main content
    skip advertisement|skip past newsletter promotion|after newsletter promotion|play video
    view image in fullscreen|open image in gallery|enlarge image|toggle caption|hide caption
    image caption|image captions|media caption|photo caption|photo credit|image source|file photo
    file image|representational image|representative image|getty images|ap photo|subscribe
    sign up|newsletter|newsletters|listen to this article|watch live|live updates|@highlight
    published|updated|last updated|body|classification|end of document|filed under|tags|topics
    please turn on javascript to use this feature|report a typo|copied|all rights reserved
    """.replace("\n    ", "|")
    .strip("|\n ")
    .split("|")
)
"""Lines that are the same in every paper, in lower case."""

_BEGINS: Final = lazily(r"[-–—*·•|:#@(\[\s]{0,9}([^\W_]+)(?:[ ]([a-zA-Z]+))?")
_FIRST_WORDS: Final = frozenset(
    """
    ad ads advertisement advertising advertorial sponsored story article text content post
    update updates updating updated add adds adding recast recasts correct corrects corrected
    correcting refile refiles refiled rewrites repeats relead releads removes deletes clarifies
    fixes changes inserts restores edits writes ed eds editor editors byline section length
    dateline load language graphic publication pub document journal subject organization
    organisation company ticker industry geographic person country series correction url acc
    distribution source copyright notes type edition keyword keywords author date page issn tag
    tags topic topics category categories slug desk priority word filed wc published posted
    modified image images photo photos photograph photographs picture pictures media video
    credit credits illustration read also must see more related recommended explainer analysis
    opinion watch listen live gallery podcast don sign subscribe get download click follow join
    become register like send got want tap email enter stay never support share save print
    comment comments leave view copy most trending top keep continue load open enlarge toggle
    hide file representational representative getty newsletter newsletters highlight body
    classification reporting writing editing additional further compiled clarification note
    end ends please copied promoted paid skip play
    """.split()
)
"""What interruptions begin with, asked first because it costs nothing; numbers do, too."""
_FIRST_PAIRS: Final = frozenset(
    """
    the_associated the_story the_article the_report this_story this_article this_report
    in_pictures in_video in_photos in_case with_assistance with_inputs with_input with_agency
    to_contact our_standards our_standard first_published first_updated first_posted
    last_published last_updated last_posted last_modified new_throughout after_newsletter
    all_rights show_more show_key back_to up_next you_might you_may have_a have_an have_you
    an_earlier do_you report_a ap_photo key_events continuing_coverage
    """.split()
)
"""The same for words that many sentences begin with."""

_PLACE = r"[-–—*·|:\[(]*\s*"
_SHAPES: Final = (
    Pattern(
        _PLACE + r"(?:(?:story|article|text|content|post) continues (?:below|after|"
        r"under)\b.{0,60}|"
        r"(?:advertisement|ad|sponsored)\b\s*[-–—·|:,.]\s*(?:scroll|continue|story|article|learn|"
        r"skip|feedback).{0,60}|advertisement|sponsored by .{1,60})[-–—*\])\s.]*",
        *("continues", "ad", "sponsored"),
        flags=re.IGNORECASE,
    ),
    Pattern(
        r"(?:Read|See|Watch|View|Listen to) (?:the|our|more|it|all|full)\b.{0,60} here[.:]?|"
        r"More (?:from|on|in) (?:the )?[A-Z][\w’'&.-]*(?: [A-Z][\w’'&.-]*){0,4}",
        *(" here", "more "),
    ),
    Pattern(
        r"[(\[](?:(?:Additional |Further )?[Rr]eporting|Writing|Editing|Compiled) by (?=[A-Z])"
        r"(?![^\n]*\b(?:said|says|was|were|has|had|is)\b)[^()\n]+[)\]]\.?",
        *("reporting by", "writing by", "editing by", "compiled by"),
    ),
    Pattern(
        r"(?:(?:Correction|Corrected|Clarification|Note|NOTE|CORRECTION|Editor['’]s note): )?"
        r"An earlier version of this (?:story|article|report|post|headline)\b.*",
        "earlier version of this",
    ),
    Pattern(r"Click here (?:to|for) (?:read|see|watch|view|sign|subscribe|more)\b.{0,60}", "click"),
    Pattern(r"To contact the (?:reporter|author|editor|writer)s?\b.*", "to contact the"),
    Pattern(
        r"(?:[-–—]+ ?)?(?:With assistance (?:from|by)|\(?With (?:agency )?inputs? from) .{1,160}",
        *("with assistance", "with inputs", "with input", "with agency"),
    ),
    Pattern(r"Our [Ss]tandards?:? .*[Pp]rinciples\b.{0,20}", "principles"),
    Pattern(
        r"The Associated Press receives .*|.*\bsolely responsible for (?:all )?content\b.*|"
        r"[(\[]?(?:This|The) (?:story|article|report) (?:has not been|was not) (?:edited|"
        r"written) by"
        r".*|[(\[]?(?:This|The) (?:story|article|report) (?:is|was) (?:auto-?generated|"
        r"published from"
        r" (?:a|an) (?:wire|agency|syndicated)).*",
        *(
            "receives",
            "solely responsible",
            "edited by",
            "written by",
            "generated",
            "published from",
        ),
    ),
    Pattern(
        r"[(\[](?:Updat\w+|Add(?:s|ing)|Recast\w*|Correct(?:s|ed|ing)|Refil\w+|Rewrites|Repeats|"
        r"Releads?|Removes|Deletes|Clarifies|Fixes|Changes|Inserts|Restores|Edits|Writes through|"
        r"New throughout)\b(?=[^\n]*\b(?:with|to|in|throughout|adds?|details?|quotes?|background|"
        r"context|comments?|headlines?|leads?|lede|bylines?|dateline|reactions?|para(?:graph)?s?|"
        r"spelling|share|prices?|graphics?|link|milestone|slug|day|date|name|bullets?|byline)\b)"
        r"[^\n]*[)\]]\.?",
        "(",
        "[",
    ),
    Pattern(r"(?:Eds?|EDS|EDITORS?['’]? NOTE|Editors?['’]?s? [Nn]ote)(?::| -| –) .*", "ed"),
    Pattern(
        r"(?:BYLINE|SECTION|LENGTH|DATELINE|LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE|PUB-TYPE|"
        r"DOCUMENT-TYPE|JOURNAL-CODE|SUBJECT|ORGANI[SZ]ATION|COMPANY|TICKER|INDUSTRY|GEOGRAPHIC|"
        r"PERSON|COUNTRY|SERIES|CORRECTION-DATE|URL|ACC-NO|DISTRIBUTION|SOURCE|COPYRIGHT|NOTES|"
        r"TYPE|"
        r"EDITION|KEYWORDS?|AUTHOR|DATE|PAGE|ISSN|TAGS?|TOPICS?|CATEGOR(?:Y|IES)|SLUG|DESK|"
        r"PRIORITY|"
        r"WORD COUNT|(?:Byline|Section|Length|Dateline|Load-Date|Graphic|Publication-Type|Journal "
        r"Code|Keywords?|Tags?|Topics?|Categor(?:y|ies)|Filed under|Filed Under|Slug|Word count|"
        r"Pub"
        r"lication Type|Language)(?=: .*[^.]$)) ?: ?.{0,200}",
        ":",
    ),
    Pattern(
        r"\d+ of \d+ DOCUMENTS|Document \d+ of \d+|Document [A-Z]{3,}\d{8,}\w*|"
        r"(?:WC )?[\d,]+ words",
        *("documents", "document ", " words"),
    ),
    Pattern(
        r"(?:First |Last |Date )?(?:[Pp]ublished|[Uu]pdated|[Pp]osted|[Mm]odified|PUBLISHED|"
        r"UPDATED|"
        r"POSTED)(?: on| at)?\s?[:|–—-]?\s*(?:(?:an?|\d+) ?(?:m|h|d|min|minute|hour|day|"
        r"week)s? ago|"
        rf"just now|today|yesterday|(?:at )?\d{{1,2}}[.:]\d\d.{{0,30}}|{DATE}.{{0,40}})",
        *("published", "updated", "posted", "modified"),
    ),
    Pattern(
        r"(?:(?:Last )?[Uu]pdated:?(?: at| on)? )?(?:[0-2]?\d[.:][0-5]\d(?::\d\d)?|"
        r"\d{1,2}(?= ?[ap]\.?m))"
        rf"(?: ?(?:[ap]\.?m\.?|[A-Z]{{2,5}}|h|hrs))*(?:,? (?:on )?{DATE})?",
        *"0123456789",
    ),
    Pattern(r"\d{1,2} ?(?:m|h|d|mins?|minutes?|hrs?|hours?|days?) ago", " ago"),
    Pattern(
        r"(?:Image|Photo|Picture|Media|Video) (?:source|copyright|credit)s?[,:] .{1,80}",
        "source",
        *("copyright", "credit"),
    ),
)
_LINK = Pattern(
    r"(?:Read (?:more|next|also|on|now|here|the (?:full )?(?:story|article|report|text|review))"
    r"(?: (?:here|on this|about this|in our .{1,30}))?|Also read|Must read|See also|See more|"
    r"More (?:on|"
    r"about|from) .{2,40}?|More|Related(?: \w+)?|Recommended(?: \w+)?|Explainer|Analysis|Opinion|"
    r"Watch(?: \w+)?|Listen(?: \w+)?|Live(?: \w+)?|In pictures|In (?:video|photos)|Gallery|"
    r"Podcast|"
    r"Don['’]t miss|You (?:may|might) (?:also )?(?:like|be interested in)|In case you missed it|"
    r"Read)"
    r"\s*(?:[:|»→>▶]+|[–—-]\s)\s*(?P<rest>.*)",
    *(
        "read",
        "see ",
        "more",
        "related",
        "recommended",
        "explainer",
        "analysis",
        "opinion",
        "watch",
    ),
    *(
        "listen",
        "live",
        "in pictures",
        "in video",
        "in photos",
        "gallery",
        "podcast",
        "miss",
        "like",
    ),
    flags=re.IGNORECASE,
)
"""A link to another report: a lead, a mark, and a headline, which has no full stop."""
_OFFER = Pattern(
    r"[(\[*]*(?:Sign up|Subscribe|Get (?:the|our|all|more|daily|breaking|[A-Z]\w*)|Download (?:the|"
    r"our)|"
    r"Click (?:here|on)|Follow (?:us|our|@|[A-Z]\w*)|Join (?:us|our|the conversation|[A-Z]\w*)|"
    r"Become an? "
    r"(?:member|subscriber)|Register|Like us|Send (?:us|your)|Have (?:you got )?an? (?:tip|"
    r"story)|Got "
    r"an? (?:tip|story)|Do you have|Want (?:more|to)|Tap|Email us|Enter your email|"
    r"Stay (?:informed|up)|"
    r"Never miss|Support (?:our|us|independent))\b.*\b(?:newsletters?|inbox|alerts?|podcasts?|"
    r"app|on "
    r"(?:Twitter|X|Facebook|Instagram|WhatsApp|Telegram|YouTube|LinkedIn|TikTok|Threads|Bluesky)|"
    r"subscri\w+|channels?|membership|here|email|e-mail|tips?|journalism|updates)\b.{0,80}",
    *("sign up", "subscribe", "get ", "download", "click", "follow", "join", "become", "register"),
    *(
        "like us",
        "send ",
        "have ",
        "got ",
        "want ",
        "tap ",
        "email",
        "stay ",
        "never miss",
        "support",
    ),
)


def interrupts(paragraph: str, *, first: bool = False) -> bool:
    """Whether a paragraph is no part of the report, wherever it stands.

    Args:
        paragraph: Without white space around it.
        first: Whether it is the first one, where a link would be the headline.
    """
    if len(paragraph) > LONGEST:
        return False
    begins = _BEGINS.match(paragraph)
    if begins is None:
        return len(paragraph) < 80 and _RULE.fullmatch(paragraph) is not None
    first_word = begins[1].lower()
    if first_word.isalpha():
        pair = f"{first_word}_{begins[2].lower()}" if begins[2] else ""
        if first_word not in _FIRST_WORDS and pair not in _FIRST_PAIRS:
            return False
    elif len(paragraph) > 60:
        return False
    if _RULE.fullmatch(paragraph):
        return True
    if len(paragraph) < 60 and paragraph.strip(" .,:»→>[]()|-–—*").lower() in _STOCK:
        return not first
    if any(shape.fullmatch(paragraph) for shape in _SHAPES):
        return True
    return not first and (_is_link(paragraph) or _is_offer(paragraph) or is_credit(paragraph))


def _is_link(paragraph: str) -> bool:
    found = _LINK.fullmatch(paragraph) if len(paragraph) < 200 else None
    if not found or not (rest := found["rest"].strip()):
        return found is not None
    return (
        not rest[0].islower() and rest[-1] not in ".;," and not _SPEECH.search(rest.lower()[-40:])
    )


def _is_offer(paragraph: str) -> bool:
    return _OFFER.fullmatch(paragraph) is not None and not _SPEECH.search(paragraph)
