"""Downloads of Factiva, ProQuest and Europresse, in their structure and in our words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from tests.unit.articles.generators.downloads import REPORTS, Report

RULE: Final = "_" * 60


def factiva_fields(one: Report, *, language: str = "English") -> list[tuple[str, list[str]]]:
    """The fields of an article of Factiva, in its order, each with its paragraphs."""
    fields = [("SE", [one.section])] if one.section else []
    fields.append(("HD", [one.title]))
    fields += [("BY", [one.byline])] if one.byline else []
    fields += [
        ("WC", [f"{len(' '.join(one.paragraphs).split())} words"]),
        ("PD", [date_of(one)]),
        ("ET", ["04:07 PM"]),
        ("SN", [one.source]),
        ("SC", ["COUR"]),
        ("LA", [language]),
        ("CY", [one.owner.replace("Copyright", "(c)")]),
        ("LP", list(one.paragraphs[:1])),
        ("TD", list(one.paragraphs[1:])),
        ("CO", ["ferrln : Ferry Line Ltd"]),
        ("NS", ["gdis : Disasters/Accidents | gcat : Political/General News"]),
        ("RE", ["est : Estmark"]),
        ("PUB", ["The Publishers"]),
        ("AN", [f"Document {one.number}"]),
    ]
    return fields


def date_of(one: Report) -> str:
    """The date of a report as Factiva writes it: `3 March 2024`."""
    month, day, year = one.date.split()[:3]
    return f"{day.strip(',')} {month} {year}"


def factiva_coded(reports: Sequence[Report] = REPORTS, *, between: str = "\n") -> str:
    """Text of articles with codes; `between` stands between a code and its value."""
    out = []
    for one in reports:
        for code, paragraphs in factiva_fields(one):
            joined = "\n\n".join(paragraphs)
            out += [f"{code}{between}{joined}", ""]
    return "\n".join([*out, "Search Summary", "", "Text", "ferry", "", "Results Found", "3"])


def factiva_rows(reports: Sequence[Report] = REPORTS, *, joined: bool = False) -> list[str]:
    """The paragraphs of a table of codes: each code, then its value, `joined` into one or not."""
    return [
        text
        for one in reports
        for code, paragraphs in factiva_fields(one)
        for text in (code, *(["\n".join(paragraphs)] if joined else paragraphs))
    ]


def factiva_plain(reports: Sequence[Report] = REPORTS, *, words: str = "words") -> list[str]:
    """The paragraphs of articles without codes."""
    out: list[str] = []
    for one in reports:
        out += [one.title, *([one.byline] if one.byline else [])]
        out += [f"{len(' '.join(one.paragraphs).split())} {words}", date_of(one), "16:07"]
        out += [one.source, "COUR", "English", one.owner.replace("Copyright", "(c)")]
        out += [*one.paragraphs, f"Document {one.number}", ""]
    return out


def factiva_page(reports: Sequence[Report] = REPORTS, *, coded: bool = True) -> str:
    """A page of Factiva, with the table of codes or without."""
    out = [
        "<html><head><title>Factiva</title><style>.article {page-break-after:always;}</style>"
        '</head><body><h1>Factiva</h1><div id="contentLeft">'
    ]
    for one in reports:
        out.append('<div class="article enArticle">')
        out.append(_coded_table(one) if coded else _plain_parts(one))
        out.append("<br/></div><br/><span></span>")
    return "".join(out) + '</div><span class="copyright">&copy; 2024 Factiva</span></body></html>'


def factiva_xml(reports: Sequence[Report] = REPORTS) -> str:
    """A response of Factiva in XML."""
    out = [
        '<?xml version="1.0" encoding="utf-8"?><PPSResponse><ppsArticleResponse'
        f' xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="{len(reports)}">'
    ]
    for one in reports:
        day = f"2024-03-{int(date_of(one).split()[0]):02d}"
        lead, *tail = [f"<paragraph>{_hit(text)}</paragraph>" for text in one.paragraphs] or [""]
        byline = f"<byline>{escape(one.byline)}</byline>" if one.byline else ""
        out.append(
            f"<ppsarticle><article><accessionNo>{one.number}</accessionNo><baseLanguage>EN"
            f"</baseLanguage>{byline}<copyright>{escape(one.owner)}</copyright>"
            f"<headline><paragraph>{_hit(one.title)}</paragraph></headline>"
            f"<leadParagraph>{lead}</leadParagraph><publicationDate><dateTime>{day}T09:30:00Z"
            f"</dateTime></publicationDate><sourceName>{escape(one.source)}</sourceName>"
            '<region code="est"><name>Estmark</name></region>'
            f"<tailParagraphs>{''.join(tail)}</tailParagraphs></article></ppsarticle>"
        )
    return "".join(out) + "</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"


def _hit(text: str) -> str:
    return escape(text).replace("ferry", "<hlt>ferry</hlt>")


def _coded_table(one: Report) -> str:
    rows = []
    for code, paragraphs in factiva_fields(one):
        value = "".join(
            f'<p class="articleParagraph enarticleParagraph">{_marked(text)}</p>\n'
            if code in ("LP", "TD")
            else _marked(text)
            for text in paragraphs
        )
        rows.append(
            f'<tr><td align="right" class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>'
        )
    return f"<table>{''.join(rows)}</table>"


def _plain_parts(one: Report) -> str:
    lines = [f"<div>{_marked(text)}</div>" for text in factiva_plain([one])[1:-2]]
    texts = "".join(
        f'<p class="articleParagraph enarticleParagraph">{_marked(text)}</p>'
        for text in one.paragraphs
    )
    head = "".join(lines[: len(lines) - len(one.paragraphs)])
    return (
        f'<div id="hd"><span class="enHeadline">{_marked(one.title)}</span></div>{head}{texts}'
        f"<p>Document {one.number}</p>"
    )


def _marked(text: str) -> str:
    return escape(text).replace("ferry", "<b>ferry</b>")


PROQUEST_WORDS: Final = {
    "en": ("Full text", "Publication title", "Publication date", "Language of publication",
           "ProQuest document ID", "Document URL", "Title", "Author"),
    "de": ("Volltext", "Titel der Publikation", "Erscheinungsdatum", "Sprache der Publikation",
           "ProQuest-Dokument-ID", "Dokument-URL", "Titel", "Autor"),
    "es": ("Texto completo", "Título de publicación", "Fecha de publicación",
           "Idioma de la publicación", "ID de documento de ProQuest", "URL del documento",
           "Título", "Autor"),
    "fr": ("Texte intégral", "Titre de la publication", "Date de publication",
           "Langue de publication", "ID du document ProQuest", "URL du document", "Titre",
           "Auteur"),
}  # fmt: skip


def proquest(
    reports: Sequence[Report] = REPORTS, *, language: str = "en", table: bool = False
) -> str:
    """Text of ProQuest."""
    words = PROQUEST_WORDS[language]
    out = [RULE, ""]
    if table:
        out += ["Report Information from ProQuest", "6 March 2024", "", "Table of contents", ""]
        out += [f"{at}. {one.title}" for at, one in enumerate(reports, 1)] + ["", RULE, ""]
    for at, one in enumerate(reports, 1):
        out += [
            one.title,
            "",
            f"Publication info: {one.source} ; Calder [Calder]. 03 Mar 2024.",
            "",
        ]
        out += [
            "http://search.proquest.com/docview/29000" + str(at),
            "",
            "Abstract: A summary.",
            "",
        ]
        out += [f"{words[0]}: {one.paragraphs[0]}", *one.paragraphs[1:], ""]
        out += ["CREDIT: By Ann Poe", ""] if at == 1 else []
        out += [f"Subject: Fires; Ferries\n\nLocation: Estmark\n\n{words[6]}: {one.title}", ""]
        out += [f"{words[7]}: {one.byline.removeprefix('By ')}", ""] if one.byline else []
        out += [f"{words[1]}: {one.source}", "", "Publication year: 2024", ""]
        month, day, year = date_of(one).split()[1], date_of(one).split()[0], date_of(one).split()[2]
        out += [f"{words[2]}: {month[:3]} {day}, {year}", "", f"{words[3]}: English", ""]
        out += [
            f"{words[4]}: 29000{at}",
            "",
            f"{words[5]}: http://search.proquest.com/docview/29000{at}",
        ]
        out += ["", f"Copyright: {one.owner}", "", "Last updated: 2024-03-06", "", RULE, ""]
    return "\n".join([*out, "Contact us at: http://support.proquest.com", "", "Database copyright"])


def proquest_page(reports: Sequence[Report] = REPORTS) -> str:
    """A list of results of ProQuest, saved as a page."""
    out = ["<html><head><title>ProQuest</title></head><body>"]
    for at, one in enumerate(reports, 1):
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in one.paragraphs)
        byline = one.byline.removeprefix("By ")
        out.append(
            f'<h3><a class="documentTitle" href="/docview/29000{at}">{escape(one.title)}</a></h3>'
            '<div class="abstract_Text col-xs-12 col-sm-10 col-md-10 col-lg-10">'
            f'<span class="titleAuthorETC">{byline + ". " if byline else ""}</span>'
            f'<span class="titleAuthorETC"><strong>{escape(one.source)}; Calder [Calder]'
            f"{date_of(one)}: A.1.</strong></span></div><div><text>{text}</text></div><hr>"
        )
    return "".join(out) + "</body></html>"


def europresse(reports: Sequence[Report] = REPORTS, *, old: bool = False) -> str:
    """A page of Europresse, of the first generation or the second."""
    make = _europresse_old if old else _europresse_new
    articles = "\n".join(make(one, at) for at, one in enumerate(reports, 1))
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{articles}</body></html>"


def french_date(one: Report) -> str:
    """The date of a report as Europresse writes it."""
    day, year = date_of(one).split()[0], date_of(one).split()[2]
    return f"dimanche {day} mars {year}"


def _europresse_new(one: Report, at: int) -> str:
    text = "".join(f"<p>{_highlighted(paragraph)}</p>" for paragraph in one.paragraphs)
    author = one.byline.removeprefix("By ")
    return (
        f'<article><header><div><span class="DocPublicationName">{one.source} </span></div>'
        f'<div><span class="DocHeader">Monde, {french_date(one)}, p. 16</span></div>'
        f'<div class="titreArticle"><p class="titreArticleVisu">{_highlighted(one.title)}</p></div>'
        f"<div>{author}</div></header>"
        f"<section><div class='DocText'><div>{text}</div></div></section>"
        f"<aside><p><b>Illustration(s) :</b></p><div><p>{one.caption}</p></div></aside>"
        "<footer><small>© 2024 Owner. Tous droits réservés.</small>"
        f"<p>Numéro de document : news·20240303·TC·{at}</p><div id='divPubliC'>Ce certificat est"
        " émis</div></footer></article>"
    )


def _europresse_old(one: Report, at: int) -> str:
    author = one.byline.removeprefix("By ")
    return (
        f'<table><tr><td><table><tr><td id="celPublication"><img src="x.gif"></td></tr></table>'
        f'<span class="DocPublicationName">{one.source}, no. 12</span><br>'
        f'<span class="DocHeader">Monde, </span><span class="DocHeader">{french_date(one)}</span>'
        f'<span class="DocHeader">, p. 3</span><br><br><span class="TitreArticleVisu">'
        f"{_highlighted(one.title)}</span><br><br>{author}<br><p></p>"
        f"{'<p></p>'.join(map(_highlighted, one.paragraphs))}<p></p>"
        f"<b><i>© 2024 Owner. Tous droits réservés.</i></b><p></p>"
        f"Numéro de document : news·20240303·TC·{at}<br><br></td></tr></table><p>"
    )


def _highlighted(text: str) -> str:
    return escape(text).replace("ferry", "<mark>ferry</mark>")
