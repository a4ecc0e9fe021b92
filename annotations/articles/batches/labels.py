"""What services call the fields of a heading, in the seven languages of their interfaces."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from annotations.articles.lazy_patterns import lazily

_WORDS: Final = {
    "byline": "byline author authors autor autoren verfasser auteur auteurs autore autori von"
    " author(s)",
    "section": "section rubrik ressort sektion rubrique sección seccion sezione rubrica seção"
    " secção secao seccao sectie rubriek abschnitt",
    "length": "length länge laenge longueur longitud extensión extension lunghezza comprimento"
    " tamanho extensão lengte",
    "dateline": "dateline ort datumszeile ortsmarke lieu lugar luogo dateline-story plaats",
    "highlight": "highlight highlights zusammenfassung résumé abstract resumen sommario resumo"
    " samenvatting kurzfassung",
    "title": "headline title titel überschrift schlagzeile titre titular título titulo titolo kop"
    " manchette",
    "body": "body text hauptteil haupttext textkörper textteil corps texte corps_du_texte"
    " corps_de_l'article cuerpo texto cuerpo_del_texto corpo testo corpo_do_texto corpo_del_testo"
    " hoofdtekst tekst bodytekst artikeltext artikel volltext texto_completo testo_completo"
    " texte_intégral full_text full-text volledige_tekst inhalt contenu contenido inhoud",
    "language": "language langue sprache idioma lengua lingua língua taal",
    "load-date": "load-date date-chargement date_de_chargement ladedatum lade-datum fecha-carga"
    " fecha_de_carga data-caricamento data_di_caricamento data_de_carregamento data-carregamento"
    " laaddatum",
    "graphic": "graphic graphics grafik graphique illustration illustrations gráfico"
    " grafico grafica gráficos grafiek afbeelding",
    "url": "url document_url dokument-url",
    "classification": "classification klassifizierung klassifikation clasificación classificazione"
    " classificação classificatie",
    "subject": "subject sujet thema themen betreff tema temas asunto soggetto argomento assunto"
    " onderwerp",
    "publication-type": "publication-type publication_type type-publication type_de_publication"
    " publikationstyp publikations-typ publikationsart tipo-publicación tipo_de_publicación"
    " tipo-pubblicazione tipo_di_pubblicazione tipo_de_publicação publicatietype",
    "correction": "correction korrektur corrección correzione correção correctie correction-date",
    "copyright": "copyright",
    "note": "notes note hinweis hinweise nota notas opmerking",
    "index": "journal-code document-type acc-no series type company person city state country"
    " organization organisation ticker industry geographic geo-code load distribution cite"
    " localisation-geo société societe personne secteur pub-type region firma branche land"
    " empresa persona país sociedad ciudad azienda persona paese pessoa bedrijf persoon"
    " column name day-of-week edition ausgabe issn doc-id document-id accession-no keyword"
    " keywords terms special encart update updated aktualisierung",
}
"""By what it is: its names, `_` for a space."""

ENDS: Final = (
    "end of document|ende des dokuments|dokumentende|fin du document|fin de document"
    "|fin del documento|fin de documento|final del documento|fine del documento|fine documento"
    "|fim do documento|final do documento|einde van document|einde van het document|einde document"
)
"""The line that Nexis writes behind an article."""
COPYRIGHT: Final = lazily(
    r"(?:copyright|copr\.|©|\(c\)|\(copyright\)|&copy;|urheberrecht|copyr\.)", re.IGNORECASE
)
RIGHTS: Final = lazily(
    r"(?:all rights? reserved|tous droits r[ée]serv[ée]s|alle rechte vorbehalten|todos los derechos"
    r" reservados|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden)"
    r"\.?$",
    re.IGNORECASE,
)
_CAPITALS: Final = lazily(r"([^\W\d_a-z](?:[^\W\d_a-z]|['’ &/-]){1,28}?)\s?:(?:\s+|$)")
_NAMED: Final = lazily(r"([^\W\d_][^\W_'’():]*(?:[ '’/()-]+[^\W_'’():]+){0,3}\)?)\s?:(\s*)")
LENGTH: Final = lazily(
    r"(?:about\s+)?\d[\d.,\s]{0,9}\s?(?:words?|wörter|worte|woerter|mots?|palabras?|parole|palavras?"
    r"|woorden|слов\w*|ord|słów|字|語|단어)",
    re.IGNORECASE,
)
"""How long an article is, as services write it."""


class Field(NamedTuple):
    """A field of a heading."""

    name: str
    """What it is, by the keys of `_WORDS`; empty for a label that is not known."""
    value: str


def field_in_capitals(text: str) -> Field | None:
    """The field of a line such as `BYLINE: Ann Poe`; None if the line begins with no label."""
    found = _CAPITALS.match(text)
    if found is None or found[1] != found[1].upper():
        return None
    return Field(meaning(found[1]), text[found.end() :].strip())


def field_named(text: str) -> Field | None:
    """The field of a line such as `Section: News`; None if it begins with no label of a field.

    A label that is not known is one where a no-break space follows it, as Nexis writes it.
    """
    found = _NAMED.match(text)
    if found is None or len(found[1]) > 30:
        return None
    name = meaning(found[1])
    if not name and "\xa0" not in found[2]:
        return None
    return Field(name, text[found.end() :].strip())


def meaning(label: str) -> str:
    """What a label means; empty if it is not known."""
    return _meanings().get(_key(label), "")


def is_end(text: str) -> bool:
    """Whether a line is the one behind an article of Nexis."""
    return len(text) < 40 and " ".join(text.split()).casefold().strip(" .*-–—") in _ends()


@cache
def _ends() -> frozenset[str]:
    return frozenset(ENDS.split("|"))


@cache
def _meanings() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, words in _WORDS.items():
        for word in words.split():
            found.setdefault(_key(word.replace("_", " ")), name)
    return found


def _key(label: str) -> str:
    """A label without case and accents, its words joined by one space."""
    plain = unicodedata.normalize("NFKD", label.casefold().replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
