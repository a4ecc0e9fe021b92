"""News in XML and JSON as agencies send it: NewsML-G2, NewsML 1, NITF, ninjs of each version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Report(NamedTuple):
    """A report to be written into a file."""

    title: str
    paragraphs: tuple[str, ...]
    guid: str = ""
    version: str = "1"
    lang: str = "en"
    author: str = "Ines Caldera"
    source: str = "Harbour Wire"
    published: str = "2026-03-04T09:30:00+01:00"

    @property
    def text(self) -> str:
        """As its article has it."""
        return "\n\n".join(self.paragraphs)


FERRY = Report(
    "Ferry runs aground off Calder Point",
    (
        "A ferry with 212 people on board ran aground off Calder Point early on Monday.",
        "Nobody was hurt, the harbour office said; “all were calm” & dry by noon.",
        "The line had warned of fog at 5:40 a.m., five hours before.",
    ),
    "urn:newsml:harbourwire.example:20260304:ferry",
    "2",
)
RATES = Report(
    "Estmark bank keeps its rate",
    (
        "The central bank of Estmark kept its rate at 4.25 percent on Thursday.",
        "Prices rose by 2.9 percent in the year to February, less than it had expected.",
    ),
    "urn:newsml:harbourwire.example:20260305:rates",
    "1",
)
TALKS = Report(
    "Gespräche gehen weiter",
    ("Die Gespräche über die Fähre gehen am Dienstag weiter.", "Das teilte das Amt mit."),
    "urn:newsml:harbourwire.example:20260306:talks",
    "3",
    lang="de",
    author="Jörg Weiß",
)
REPORTS = (FERRY, RATES, TALKS)


def xhtml(report: Report) -> str:
    """A body in XHTML, with what is no report around it."""
    paragraphs = "".join(f"<p>{escape(one)}</p>\n" for one in report.paragraphs)
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
        f"<div class='story'><h1>{escape(report.title)}</h1>{paragraphs}</div>"
        "<figure><img src='a.jpg' alt=''/><figcaption>The ferry.</figcaption></figure>"
        "</body></html>"
    )


def nitf(report: Report, *, head: str = "") -> str:
    """A document in NITF, without a declaration."""
    paragraphs = "".join(f"<p>\n   {escape(one)}\n</p>" for one in report.paragraphs)
    return (
        f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" xml:lang="{report.lang}">'
        f"<head><title>{escape(report.title)}</title>{head}</head><body><body.head><hedline><hl1>"
        f"{escape(report.title)}</hl1></hedline><byline>By <person>{escape(report.author)}</person>"
        "<byttl>Staff</byttl></byline><dateline><location>CALDER</location></dateline>"
        f"<distributor>{escape(report.source)}</distributor></body.head><body.content>"
        f"{paragraphs}<media><media-caption>The ferry.</media-caption></media></body.content>"
        "<body.end><tagline>(With material of the harbour office.)</tagline></body.end>"
        "</body></nitf>"
    )


def news_item(
    report: Report,
    *,
    prefix: str = "",
    form: str = "xhtml",
    dates: Sequence[str] = ("versionCreated",),
    kind: str = "ninat:text",
    body: str | None = None,
) -> str:
    """A news item of NewsML-G2."""
    name = f"{prefix}:" if prefix else ""
    declared = f"xmlns{':' + prefix if prefix else ''}"
    when = {
        date: f"<{name}{date}>{report.published}</{name}{date}>"
        for date in ("firstCreated", "versionCreated", "contentCreated")
        if date in dates
    }
    inside = nitf(report) if form == "nitf" else xhtml(report)
    if form == "div":
        inside = "<div>" + "".join(f"<p>{escape(one)}</p>" for one in report.paragraphs) + "</div>"
    content = f"<{name}inlineXML contenttype='x'>{inside}</{name}inlineXML>"
    if form == "plain":
        text = escape(report.text)
        content = f"<{name}inlineData contenttype='text/plain'>{text}</{name}inlineData>"
    return (
        f"<{name}newsItem {declared}='http://iptc.org/std/nar/2006-10-01/'"
        f" guid={quoteattr(report.guid)} version='{report.version}' xml:lang='{report.lang}'>"
        f"<{name}itemMeta><{name}itemClass qcode='{kind}'/><{name}provider qcode='x:hw'>"
        f"<{name}name>{escape(report.source)}</{name}name></{name}provider>"
        f"{when.get('firstCreated', '')}{when.get('versionCreated', '')}"
        f"<{name}pubStatus qcode='stat:usable'/></{name}itemMeta><{name}contentMeta>"
        f"{when.get('contentCreated', '')}<{name}by>By {escape(report.author)}</{name}by>"
        f"<{name}creditline>Reuters</{name}creditline>"
        f"<{name}slugline>X-Y-Z</{name}slugline><{name}headline>{escape(report.title)}</{name}headline>"
        f"</{name}contentMeta><{name}contentSet>{content if body is None else body}"
        f"</{name}contentSet></{name}newsItem>"
    )


def declared(text: str, encoding: str = "UTF-8") -> bytes:
    """An XML document with its declaration, in that encoding."""
    return f'<?xml version="1.0" encoding="{encoding}"?>\n{text}'.encode(encoding)


def news_message(items: Iterable[str], *, package: bool = True) -> bytes:
    """A news message, with a package that lists its items."""
    listed = "<packageItem guid='p'><itemRef residref='a'/></packageItem>" if package else ""
    return declared(
        "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>2026-03-04"
        f"T10:00:00Z</sent></header><itemSet>{listed}{''.join(items)}</itemSet></newsMessage>"
    )


def newsml_1(report: Report, *others: Report) -> bytes:
    """NewsML 1: a component for each language, each with headline, contact and body of its own."""

    def component(one: Report) -> str:
        contact = "<html><body><p>Press office, 0123</p></body></html>"
        return (
            f"<NewsComponent><NewsLines><HeadLine>{escape(one.title)}</HeadLine>"
            f"<ByLine>{escape(one.author)}</ByLine></NewsLines><DescriptiveMetadata>"
            f'<Language FormalName="{one.lang}"/></DescriptiveMetadata>'
            '<NewsComponent><Role FormalName="Contact"/><ContentItem><DataContent>'
            f"{contact}</DataContent></ContentItem></NewsComponent>"
            '<NewsComponent><Role FormalName="Body"/><ContentItem><DataContent>'
            f"{xhtml(one)}</DataContent></ContentItem></NewsComponent></NewsComponent>"
        )

    return declared(
        '<NewsML Version="1.2"><NewsEnvelope/><NewsItem><Identification><NewsIdentifier>'
        f"<ProviderId>hw.example</ProviderId><PublicIdentifier>{report.guid}:1</PublicIdentifier>"
        "</NewsIdentifier></Identification><NewsManagement><ThisRevisionCreated>20260304T093000"
        "+0100</ThisRevisionCreated></NewsManagement><NewsComponent><AdministrativeMetadata>"
        f'<Provider><Party FormalName="{report.source}"/></Provider></AdministrativeMetadata>'
        f"{''.join(map(component, (report, *others)))}</NewsComponent></NewsItem></NewsML>"
    )


def ninjs(report: Report, version: int = 3) -> dict[str, Any]:
    """An item of ninjs 1, 2 or 3."""
    created = "versionCreated" if version == 3 else "versioncreated"
    item: dict[str, Any] = {
        "uri": report.guid,
        "type": "text",
        "pubStatus" if version == 3 else "pubstatus": "usable",
        created: report.published,
        "version": report.version,
        "language": report.lang,
        "by": f"By {report.author}",
        "copyrightholder": report.source,
    }
    html = "".join(f"<p>{escape(one)}</p>" for one in report.paragraphs)
    if version == 1:
        return {**item, "headline": report.title, "body_xhtml": html, "body_text": report.text}
    kind = "contentType" if version == 3 else "contenttype"
    return {
        **item,
        "headlines": [
            {"role": "short", "value": report.title[:9]},
            {"role": "main", "value": report.title},
        ],
        "bodies": [
            {"role": "teaser", kind: "text/plain", "value": report.paragraphs[0]},
            {"role": "main", kind: "text/plain", "value": report.text},
            {"role": "main", kind: "text/html", "value": f"<h1>{report.title}</h1>{html}"},
        ],
    }


def as_json(value: Any) -> bytes:
    """A value as a whole JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def as_lines(values: Iterable[Mapping[str, Any]]) -> bytes:
    """Values as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in values).encode()
