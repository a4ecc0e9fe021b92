"""Saved pages and mails of the structures that publishers and browsers write, in our own words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

TITLE = "Harbour of Maren reopens after a week of storms"
PUBLISHER = "The Maren Courier"
STANDFIRST = "Two freighters left before noon, and the ferries follow on Tuesday."
PARAGRAPHS = (
    "The harbour of Maren reopened on Monday morning after a week of storms, the port office said, "
    "and two freighters that had waited at the quay left for the north before noon.",
    "“We have checked every buoy from the mole to the lighthouse,” harbour master Jana Holt said.",
    "Ferries to the islands start again on Tuesday. Travellers with tickets for the past week can "
    "use them until the end of the month, the ferry company said in a statement.",
    "The storm tore 40 metres of the eastern mole away. Its repair costs about €3.5 million, "
    "according to an estimate of the town, and may take until the autumn.",
    "Fishermen count their losses differently: eleven boats were damaged, and the herring is gone.",
)
NOISE = {
    "navigation": "Home News Sport Weather Opinion Subscribe",
    "caption": "The eastern mole of Maren on Sunday.",
    "caption by its words": "Photo: Port office of Maren",
    "related": "Ten harbours that every sailor should see once",
    "related by its words": "Read more: Why the herring left the bay",
    "list of links": "Ferry company raises its prices",
    "newsletter box": "Sign up for our newsletter and get the tides by e-mail each morning.",
    "cookie notice": "We use cookies. Accept all cookies or change your settings.",
    "share text": "Share this page with a friend",
    "contact line": "Do you know more? Contact our reporters: tips@courier.example",
    "note on the author": "Ida Brandt has written about ships and harbours for twenty years now.",
    "comments": "First! I always said that the mole was built too low.",
    "hidden": "This text is for readers of a test that nobody sees.",
    "advertisement": "Buy a boat this week and get two oars for free, at Holger's.",
}
"""What stands beside the report on `page`, by what it is."""
CORRECTION = "Correction: An earlier text said that twelve boats were damaged; it is eleven."


def news_article(**more: object) -> dict[str, object]:
    """What a page declares of its article; `more` replaces a fact, None removes it."""
    facts: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-03-09T11:42:00+01:00",
        "dateModified": "2026-03-09T15:02:00+01:00",
        "author": [{"@type": "Person", "name": "Ida Brandt"}],
        "publisher": {"@type": "Organization", "name": PUBLISHER},
        "articleSection": "Coast",
        "inLanguage": "en-GB",
        "mainEntityOfPage": "https://courier.example/coast/harbour-reopens",
        **more,
    }
    return {name: value for name, value in facts.items() if value is not None}


def script(value: object) -> str:
    """A script of JSON-LD."""
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def paragraphs(texts: Sequence[str] = PARAGRAPHS) -> str:
    """Texts as paragraphs."""
    return "\n".join(f"<p>{text}</p>" for text in texts)


def page(
    declared: object = None,
    *,
    head: str = "",
    body: str = "",
    title: str = TITLE,
    charset: str = "utf-8",
) -> str:
    """A page of one report.

    Args:
        declared: Its JSON-LD; that of `news_article` if nothing is given, none if it is empty.
        head: More for its head.
        body: Its report; all paragraphs if nothing is given.
        title: Its heading.
        charset: What its meta tag declares.
    """
    declared = news_article() if declared is None else declared
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="{charset}">\n'
        f"<title>{title} | {PUBLISHER}</title>{script(declared) if declared else ''}{head}</head>\n"
        f"<body><main><article><h1>{title}</h1>\n<div class='text'>{body or paragraphs()}</div>"
        "</article></main></body></html>"
    )


def page_with_traps() -> str:
    """A page with everything of `NOISE` beside, before and amid its report."""
    first, second, third, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | {PUBLISHER}'
        f"</title>{script({'@graph': [{'@type': 'WebSite', 'name': PUBLISHER}, news_article()]})}"
        f"<style>.mole {{ color: red }}</style><script>var text = 'Harbour of scripts';</script>"
        f"</head><body class='has-sidebar no-ads'><!-- a comment of the editors -->"
        f"<header><nav><a href='/'>{NOISE['navigation']}</a></nav></header>"
        f"<div id='cookie-banner'><p>{NOISE['cookie notice']}</p><button>Accept</button></div>"
        f"<main><article><header><h1>{TITLE}</h1><p class='standfirst'>{STANDFIRST}</p>"
        f"<div class='byline'>By Ida Brandt, <time datetime='2026-03-09'>9 March</time></div>"
        f"</header>"
        f"<figure><img src='a.jpg'><figcaption>{NOISE['caption']}</figcaption></figure>"
        f"<div class='article-body'>{first}"
        f"<p>{NOISE['caption by its words']}</p>{second}"
        f"<aside class='related'><h3>Related</h3><a href='/x'>{NOISE['related']}</a></aside>"
        f"<p><a href='/h'>{NOISE['related by its words']}</a></p>{third}"
        f"<div class='newsletter-signup'><p>{NOISE['newsletter box']}</p></div>"
        f"<div class='ad-slot'><p>{NOISE['advertisement']}</p></div>"
        f"<ul><li><a href='/p'>{NOISE['list of links']}</a></li><li><a href='/q'>Tides of the "
        f"week</a></li></ul>{''.join(rest)}"
        f"<p class='correction'>{CORRECTION}</p></div>"
        f"<p style='display: none'>{NOISE['hidden']}</p>"
        f"<div class='share-bar'><p>{NOISE['share text']}</p></div>"
        f"<p>{NOISE['contact line']}</p>"
        f"<div class='author-bio'><p>{NOISE['note on the author']}</p></div></article>"
        f"<section id='comments'><p>{NOISE['comments']}</p></section></main>"
        f"<footer><p>Imprint of the Courier, all the rest of it</p></footer></body></html>"
    )


def live_blog(entries: Sequence[tuple[str, str]]) -> str:
    """A page of short reports, each a time and a text."""
    body = "".join(
        f"<div class='live-entry'><time datetime='2026-03-09T{time}:00+01:00'>{time}</time>"
        f"<p>{text}</p></div>"
        for time, text in entries
    )
    declared = news_article(**{"@type": "LiveBlogPosting"})
    return page(declared, body=body)


def mhtml(
    html: str | bytes,
    *,
    charset: str = "",
    encoding: str = "quoted-printable",
    url: str = "https://courier.example/coast/harbour-reopens",
) -> bytes:
    """A page with a picture as a browser saves them in one file.

    Args:
        html: The page.
        charset: What the part declares; nothing if empty.
        encoding: `quoted-printable` or `base64`.
        url: Where it was.
    """
    import base64
    import quopri

    data = html if isinstance(html, bytes) else html.encode()
    coded = quopri.encodestring(data) if encoding != "base64" else base64.encodebytes(data)
    kind = f"text/html; charset={charset}" if charset else "text/html"
    return (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: " + url.encode() + b"\r\n"
        b"Subject: =?utf-8?Q?Harbour=20of=20Maren?=\r\nDate: Tue, 10 Mar 2026 08:00:00 -0000\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----part----"\r\n\r\n------part----\r\nContent-Type: '
        + kind.encode()
        + b"\r\nContent-ID: <frame-0@example>\r\nContent-Transfer-Encoding: "
        + encoding.encode()
        + b"\r\nContent-Location: "
        + url.encode()
        + b"\r\n\r\n"
        + coded
        + b"\r\n------part----\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://courier.example/a.png\r\n\r\niVBORw0KGgo=\r\n------part------\r\n"
    )


def mail(
    *,
    plain: str = "",
    html: str = "",
    subject: str = TITLE,
    sender: str = "Ida Brandt <ida@courier.example>",
    headers: Mapping[str, str] | None = None,
    attached: Sequence[bytes] = (),
) -> bytes:
    """A mail with a text, a page, or both, and the mails that it forwards."""
    from email import message_from_bytes
    from email.mime.message import MIMEMessage

    parts: list[Message] = []
    if plain:
        parts.append(MIMEText(plain, "plain", "utf-8"))
    if html:
        parts.append(MIMEText(html, "html", "utf-8"))
    outer: Message
    if attached:
        outer = MIMEMultipart("mixed", _subparts=parts)
        for one in attached:
            outer.attach(MIMEMessage(message_from_bytes(one)))
    elif len(parts) == 1:
        outer = parts[0]
    else:
        outer = MIMEMultipart("alternative", _subparts=parts) if parts else EmailMessage()
    outer["From"] = sender
    outer["To"] = "desk@courier.example"
    outer["Subject"] = subject
    outer["Date"] = "Mon, 09 Mar 2026 11:42:00 +0100"
    outer["Message-ID"] = f"<{abs(hash((subject, sender))) % 10**6}@courier.example>"
    for name, value in (headers or {}).items():
        outer[name] = value
    return outer.as_bytes()
