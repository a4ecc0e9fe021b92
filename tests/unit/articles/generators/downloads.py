"""Downloads of news services, in their structure and in our words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from textwrap import wrap
from typing import Final

from tests.unit.articles.generators.carriers import BREAK

LEXIS: Final = "https://advance.lexis.com/api/document?id=urn:contentItem:5WG2-7T11-F021-636K-0000{}-00&idtype=PID"


@dataclass(frozen=True)
class Report:
    """What a download says of one article."""

    title: str
    source: str
    date: str
    paragraphs: tuple[str, ...]
    byline: str = "By Ann Poe"
    section: str = "NEWS; Pg. 1"
    owner: str = "Copyright 2024 Test Courier Ltd."
    caption: str = ""
    number: str = ""
    more: tuple[str, ...] = field(default=("LANGUAGE: ENGLISH", "PUBLICATION-TYPE: Newspaper"))


REPORTS: Final = (
    Report(
        "Ferry fire kills twelve off Calder",
        "The Test Courier",
        "March 3, 2024 Sunday",
        (
            "CALDER, Estmark — A fire aboard a ferry killed at least twelve people on Sunday, the"
            " coast guard said.",
            "“We were not warned,” said the harbour master. He spoke on the quay at noon.",
            "The line runs two ships a day between the islands, and both were full.",
        ),
        caption="PHOTO, The ferry burning",
        number="COUR000020240303ek3300001",
    ),
    Report(
        "Inquiry opens into the ferry fire",
        "The Other Post",
        "March 4, 2024 Monday",
        ("The toll rose to fourteen on Monday, officials said.", "An inquiry is to begin in May."),
        byline="By Bob Roe",
        owner="Copyright 2024 Other Post",
        number="OPOST00020240304ek3400002",
    ),
    Report(
        "Owners of the line blame a pump",
        "Agence France Presse",
        "March 5, 2024 Tuesday 4:07 PM GMT",
        ("The owners said on Tuesday that a pump had failed.", "They gave no other cause."),
        byline="",
        section="",
        owner="Copyright 2024 Agence France Presse",
        number="AFPR000020240305ek3500003",
    ),
)

UNI_WORDS: Final = {
    "en": ("Documents", "Section", "Length", "Byline", "Body", "Classification", "Language",
           "Load-Date", "End of Document", "words"),
    "de": ("Dokumente", "Rubrik", "Länge", "Autor", "Hauptteil", "Klassifizierung", "Sprache",
           "Ladedatum", "Ende des Dokuments", "Wörter"),
    "fr": ("Documents", "Rubrique", "Longueur", "Auteur", "Corps", "Classification", "Langue",
           "Date de chargement", "Fin du document", "mots"),
    "es": ("Documentos", "Sección", "Longitud", "Autor", "Cuerpo", "Clasificación", "Idioma",
           "Fecha de carga", "Fin del documento", "palabras"),
    "it": ("Documenti", "Sezione", "Lunghezza", "Autore", "Corpo", "Classificazione", "Lingua",
           "Data di caricamento", "Fine del documento", "parole"),
    "pt": ("Documentos", "Seção", "Comprimento", "Autor", "Corpo", "Classificação", "Idioma",
           "Data de carregamento", "Fim do documento", "palavras"),
    "nl": ("Documenten", "Sectie", "Lengte", "Auteur", "Hoofdtekst", "Classificatie", "Taal",
           "Laaddatum", "Einde van document", "woorden"),
    "pl": ("Dokumenty", "Sekcja", "Długość", "Autorzy", "Treść", "Klasyfikacja", "Język",
           "Data wczytania", "Koniec dokumentu", "słów"),
}  # fmt: skip
"""Of each interface: `Documents`, the fields, `Body`, and the line behind an article."""


def uni_cover(reports: Sequence[Report], language: str = "en") -> list[str]:
    """The first page of a download of Nexis Uni."""
    lines = ["Date and Time: Tuesday, March 5, 2024 09:31:00 CET", "Job Number: 00000001"]
    if language != "en":
        lines = ["5. 3. 2024 09:31", "00000001"]
    lines.append(f"{UNI_WORDS[language][0]} ({len(reports)})")
    for at, one in enumerate(reports, 1):
        lines.append(f"{at}. {one.title}")
        if language == "en":
            lines += ["Client/Matter: -None-", "Search Terms: ferry", "Search Type: Terms"]
    return lines


def uni(
    reports: Sequence[Report] = REPORTS,
    *,
    language: str = "en",
    cover: bool = True,
    breaks: bool = True,
    blanks: bool = True,
) -> list[str]:
    """The paragraphs of a download of Nexis Uni."""
    out = uni_cover(reports, language) if cover else []
    out += [BREAK] * breaks
    for one in reports:
        out += uni_article(one, language=language, blanks=blanks)
        out += [BREAK] * breaks
    return out


def uni_article(one: Report, *, language: str = "en", blanks: bool = True) -> list[str]:
    """The paragraphs of an article of Nexis Uni."""
    words = UNI_WORDS[language]
    out = [one.title, one.source, one.date, "", f"\n{one.owner}\nAll Rights Reserved", "\n"]
    out += [f"{words[1]}:\xa0{one.section}"] if one.section else []
    out += [f"{words[2]}:\xa0{len(' '.join(one.paragraphs).split())} {words[9]}"]
    out += [f"{words[3]}:\xa0{one.byline}"] if one.byline else []
    out += [words[4], ""]
    for paragraph in one.paragraphs:
        out += [paragraph, "", ""]
    out += ["Graphic", " ", one.caption, ""] if one.caption else []
    out += [words[5], f"{words[6]}:\xa0ENGLISH", "Subject:\xa0FIRES (90%); FERRIES (88%)"]
    out += [f"{words[7]}:\xa0March 6, 2024", "", f"\n{words[8]}"]
    return out if blanks else [paragraph for paragraph in out if paragraph.strip()]


def uni_links(reports: Sequence[Report] = REPORTS) -> dict[str, str]:
    """Where the titles on the cover lead to."""
    return {f"{at}. {one.title}": LEXIS.format(at) for at, one in enumerate(reports, 1)}


def old_nexis(
    reports: Sequence[Report] = REPORTS, *, mark: str = "{} of {} DOCUMENTS", cover: bool = False
) -> str:
    """The text of a download of Nexis as it was until 2019, wrapped at 78 characters."""
    out = []
    if cover:
        out += [f"Download Request: Selected Items: 1-{len(reports)}", "Time Of Request: March 6",
                "", "Send To:", "", "A LIBRARY", "", "Terms: (ferry)", "", ""]  # fmt: skip
    for at, one in enumerate(reports, 1):
        out += [mark.format(at, len(reports)).center(78), "", "", one.source.center(78), ""]
        out += [one.date.center(78), "Final Edition".center(78), "", *wrap(one.title, 78), ""]
        out += [f"BYLINE: {one.byline}", ""] if one.byline else []
        out += [f"SECTION: {one.section}", ""] if one.section else []
        out += [f"LENGTH: {len(' '.join(one.paragraphs).split())} words", ""]
        for paragraph in one.paragraphs:
            out += [*wrap(" " + paragraph, 78, drop_whitespace=True), ""]
        out += ["LOAD-DATE: March 6, 2024", ""]
        for line in one.more:
            out += [line, ""]
        out += [f"GRAPHIC: {one.caption}", ""] if one.caption else []
        out += ["", one.owner.center(78), "All Rights Reserved".center(78), "", ""]
    return "\n".join(out)


def old_page(reports: Sequence[Report] = REPORTS, *, announced: int | None = None) -> str:
    """The same as a page, with the terms that were searched for marked."""
    count = len(reports) if announced is None else announced
    out = [
        "<HTML><HEAD><STYLE TYPE='text/css'><!-- .c0 { text-align: center; } --></STYLE>"
        f"<META TOPIC='null' DOCUMENTS='{count}' UPDATED='March 6, 2024' /></HEAD><BODY>"
    ]
    for at, one in enumerate(reports, 1):
        rows = [f"{at} of {count} DOCUMENTS", one.source, one.date, one.title]
        rows += [f"BYLINE: {one.byline}"] if one.byline else []
        rows += [f"LENGTH: {len(' '.join(one.paragraphs).split())} words"]
        parts = "".join(
            f"<BR><DIV CLASS='c5'><P CLASS='c6'>{_spans(row)}</P></DIV>" for row in rows
        )
        text = "".join(f"<P CLASS='c9'>{_spans(row)}</P>\n" for row in one.paragraphs)
        tail = "".join(
            f"<BR><DIV><P CLASS='c6'><SPAN CLASS='c8'>{label}: </SPAN>{_spans(value)}</P></DIV>"
            for label, value in [("LOAD-DATE", "March 6, 2024"), ("GRAPHIC", one.caption)]
            if value
        )
        out.append(
            f"<A NAME='DOC_ID_0_{at}'></A><!-- Hide XML section from browser\n<DOC NUMBER={at}>\n"
            f"<DOCFULL> -->{parts}<BR><DIV>{text}</DIV>{tail}"
            f"<BR><DIV><P>{escape(one.owner)}<BR>All Rights Reserved</P></DIV>\n"
            "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n"
        )
    return "".join(out) + "</BODY></HTML>"


def _spans(text: str) -> str:
    """A text with the word `ferry` in a span of its own, as a term that was searched for."""
    marked = escape(text).replace("ferry", "</SPAN><SPAN CLASS='c4'>ferry</SPAN><SPAN CLASS='c2'>")
    return f"<SPAN CLASS='c2'>{marked}</SPAN>"


def longer(count: int) -> tuple[Report, ...]:
    """So many reports, each with a text of its own."""
    return tuple(
        replace(
            REPORTS[at % 3],
            title=f"{REPORTS[at % 3].title}, part {at}",
            number=f"COUR0000202403{at % 28 + 1:02d}ek3{at:06d}",
            paragraphs=tuple(
                f"{paragraph} It was report {at} of the day, in paragraph {n}."
                for n, paragraph in enumerate(REPORTS[0].paragraphs * 4)
            ),
        )
        for at in range(count)
    )
