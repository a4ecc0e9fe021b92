"""What stands beside the report on a page, told by its elements and the names that they bear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from annotations.articles.pages.blocks import Block

_BY_TAG: Final = {
    "nav": "navigation",
    "footer": "navigation",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "label": "form",
    "dialog": "form",
    "figcaption": "caption",
    "figure": "caption",
    "audio": "caption",
    "video": "caption",
    "aside": "box",
    "menu": "navigation",
}
_BY_ROLE: Final = {
    "navigation": "navigation",
    "contentinfo": "navigation",
    "search": "form",
    "dialog": "form",
    "alertdialog": "form",
    "complementary": "box",
    "menu": "navigation",
    "menubar": "navigation",
    "banner": "navigation",
}
_NAMED: Final = tuple(
    (kind, re.compile(words))
    for kind, words in (
        (
            "cookie notice",
            r"\b(?:cookies?|consent|gdpr|onetrust|privacy notice|embed privacy)\b",
        ),
        (
            "newsletter box",
            r"\b(?:newsletters?|news letter|sign ?up|subscri(?:be|ber|ption)|abo ?box|abonnement|"
            r"paywall (?:box|offer|teaser|banner|overlay|message)|regwall|piano|"
            r"donat(?:e|ion|ions)|"
            r"membership|call to action|cta|app ?(?:hint|banner|bottom\w*|promo))\b",
        ),
        (
            "share text",
            r"\b(?:share|sharing|share ?(?:bar|tools|box|buttons?|icons?|links?)|socials?|"
            r"social ?(?:media|links?|icons?|bar|share|sharing|buttons?)|follow us|addtoany|"
            r"sharedaddy|action ?bar|print (?:button|header|only|tools)|article tools)\b",
        ),
        (
            "caption",
            r"\b(?:captions?|fig ?caption|bildunterschrift|bildtext|legende|"
            r"(?:photo|image|img|picture|media|video|bild|absatzbild) ?(?:credits?|source|"
            r"copyright|info|meta|description|desc|legend|author|text|title|lead)|"
            r"carousel|slideshow|galler(?:y|ies)|lightbox)\b|\babsatzbild\b",
        ),
        (
            "related",
            r"\b(?:relateds?|related ?(?:articles?|content|posts?|stories|links?|news|topics?)|"
            r"recommend(?:ed|ation|ations|s)?|recirc(?:ulation)?|read ?(?:also|more|next|too)|"
            r"see also|also read|more (?:from|on|stories|news|articles|like this)|most "
            r"?(?:read|popular|viewed)|trending|outbrain|taboola|onward|"
            r"(?:next|prev(?:ious)?) (?:article|post|story)|lire aussi|leggi anche|"
            r"(?:article|story|teaser|content|collections) ?cards?|collections|"
            r"link ?box|teasers?|teaser ?(?:list|box)|promos?|promoted|inline promo|"
            r"tag ?(?:s|list|cloud|box)|article tags?|topics?|topic ?list|keywords?)"
            r"(?=[|]| (?:list|"
            r"box|item|items|block|widget|section|container|wrapper|title|headline|link|links|body|"
            r"content|module))|[|](?:related|recommended|recommendations|trending|popular|teaser|"
            r"promo|tags)\b",
        ),
        (
            "advertisement",
            r"[|](?:ads?|advert|advertis(?:ement|ing)|sponsor(?:ed)?|anzeige|werbung)\b"
            r"|\b(?:advert|advertisement|advertising|ad (?:slot|unit|container|wrapper|box))\b",
        ),
        (
            "note on the author",
            r"\bauthors? ?(?:bio|box|info|card|desc|description|details|profile|footer|about)s?\b|"
            r"\babout (?:the )?authors?\b|\b(?:bio|biography|authors? bio|contributors?)(?=[|])",
        ),
        (
            "byline",
            r"\b(?:bylines?|by line|authors?|article ?(?:meta|author|info|origins?)|"
            r"(?:post|entry|story) ?meta|dateline|time ?stamps?|publish(?:ed)? ?(?:date|info|time)|"
            r"(?:post|entry|article) ?date|reading time|last ?(?:changed|updated|modified)|"
            r"meta ?text ?line|text ?author|date ?line|user ?name|user ?info|poster ?(?:name|info)|"
            r"avatar)\b(?! ?content)|[|]creator",
        ),
        (
            "comments",
            r"[|](?:comments?|disqus|respond|reply|replies|commenters?|viafoura|livefyre|"
            r"coral|hyvor)\b|"
            r"\b(?:threaded|nested) ?(?:replies|comments)\b|"
            r"\b(?:post|thread|topic) repl(?:y|ies)\b|"
            r"\bcomments? ?(?:list|form|section|area|"
            r"wrapper|box|container)\b|\bcomments(?=[|])",
        ),
        (
            "navigation",
            r"\b(?:breadcrumbs?|nav|nav ?bar|navigation|menu|tool ?bar|skip ?link|pagination|"
            r"pager|site ?footer|page ?footer|side ?bar|side ?box|toc|table of contents)(?=[|])|"
            r"[|](?:breadcrumbs?|nav|navbar|navigation|menu|side ?box|error report)\b",
        ),
    )
)  # fmt: skip
_BOXES: Final = re.compile(
    r"\b(?:fact|info) ?(?:box|boxes)\b|\b(?:fm box|post card)\b|"
    r"\b(?:fakten|hintergrund|info) ?kasten\b|"
    r"\bexplainer ?box\b|\bdisclaimer\b"
)
_BODY: Final = re.compile(
    r"\b(?:article|story|post|entry|content) ?(?:body|content|text)\b(?! ?(?:card|teaser))"
)
_KEPT: Final = re.compile(
    r"\b(?:corrections?|clarification|correctif|korrektur|twitter tweet|instagram media|"
    r"tiktok embed|fb post|bluesky embed|mastodon embed|reddit (?:card|embed)|telegram post|"
    r"embed(?:ded)? (?:post|tweet))\b"
)
"""What the editors changed is part of the record, and posts that they quote of the report."""
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_UNSEEN: Final = re.compile(
    r"[|](?:sr only|visually ?hidden|screen ?reader(?: text)?|hidden|assistive text|u hidden)[|]"
)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LEAVES: Final = frozenset("p h1 h2 h3 h4 h5 h6 li blockquote pre dd dt td tr".split())
_OF_LEAVES: Final = frozenset(("caption", "byline", "note on the author", "related"))
"""What a paragraph may be called by its own names; the others are names of boxes."""
_CAPTION: Final = 250
"""Characters of the longest text below a picture that is told by its place alone."""
_TOO_MUCH: Final = 0.35
"""An element with a larger share of the page's running text is not beside it, whatever its name."""
_RUNNING: Final = 80
"""Characters from which a block with few links is running text."""


def mark(blocks: list[Block]) -> None:
    """Say of each block whether it is beside the report, and what it is then."""
    weights = _weights(blocks)
    most = _TOO_MUCH * max(sum(_weight(one) for one in blocks), 1)
    known: dict[HtmlElement, str] = {}
    for block in blocks:
        chain: list[HtmlElement] = []
        element: HtmlElement | None = block.element
        while element is not None and element not in known:
            chain.append(element)
            element = element.getparent()
        why = known[element] if element is not None else ""
        for one in reversed(chain):
            if not why and weights.get(one, 0) <= most:
                why = _why_not(one)
            elif why and _KEPT.search(names_of(one)):
                why = ""
            known[one] = why
        block.why_not = why or _under_picture(block)


def _under_picture(block: Block) -> str:
    """`caption` if a short block shares its box with nothing but a picture."""
    box = block.element.getparent() if block.element.tag in _LEAVES else block.element
    if len(block.text) > _CAPTION or box is None or box.tag not in ("div", "span", "a"):
        return ""
    if next(box.iter("img", "picture"), None) is None:
        return ""
    inside = "".join(box.itertext())
    return "caption" if len("".join(inside.split())) <= len("".join(block.text.split())) else ""


def _weight(block: Block) -> int:
    return len(block.text) if len(block.text) >= _RUNNING and block.link_share < 0.5 else 0


def _weights(blocks: list[Block]) -> dict[HtmlElement, int]:
    """How much running text stands in each element."""
    found: dict[HtmlElement, int] = {}
    for block in blocks:
        if weight := _weight(block):
            element: HtmlElement | None = block.element
            while element is not None:
                found[element] = found.get(element, 0) + weight
                element = element.getparent()
    return found


def names_of(element: HtmlElement) -> str:
    """The names that an element bears, as words in lower case."""
    named = " ".join(
        value
        for key in ("class", "id", "data-component", "itemprop")
        if (value := element.get(key))
    )
    each = (re.sub(r"[\W_]+", " ", _CAMEL.sub(" ", one)).strip() for one in named[:600].split())
    return f"|{'|'.join(each)}|".lower()


def _why_not(element: HtmlElement) -> str:
    """What an element is instead of the report; empty if it may be the report."""
    tag = element.tag
    if tag in ("html", "body", "main"):
        return ""
    names = names_of(element)
    if tag == "article" and not _BOXES.search(names):
        return ""
    if _KEPT.search(names):
        return ""
    if is_hidden(element):
        return "hidden"
    if why := _BY_TAG.get(tag) or _BY_ROLE.get(element.get("role") or ""):
        return why
    if tag == "header" and element.getparent() is not None and element.getparent().tag == "body":
        return "navigation"
    if _BOXES.search(names):
        return "box"
    if _BODY.search(names) and tag not in _LEAVES:
        return ""
    for kind, pattern in _NAMED:
        if pattern.search(names) and (tag not in _LEAVES or kind in _OF_LEAVES):
            return kind
    return ""


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element does not show; what only subscribers are shown is there to be read."""
    names = names_of(element)
    if "|paywall|" in names:
        return False
    return bool(
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style") or "")
        or _UNSEEN.search(names)
    )
