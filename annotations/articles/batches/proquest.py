"""ProQuest text: sixty underscores between documents, `Name: value` paragraphs, `Full text:`.

What comes behind the text is fields too, so the text ends where only fields follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import Final, NamedTuple

from annotations.articles.batches.draft import CUT_OFF, Draft
from annotations.articles.batches.lines import Block, Line, blocks_of, paragraphs_in, width_of
from annotations.articles.document import Announced, Document, Item, Unread, one_by_one
from annotations.articles.lazy_patterns import lazily
from annotations.errors import ArticleError

SERVICE: Final = "ProQuest"
RULE: Final = lazily(r"\s*_{58,}\s*$")
_NAMES: Final = {
    "text": "full text|fulltext|volltext|texte intégral|texto completo|testo completo"
    "|tekst volledig|volledige tekst|полный текст",
    "title": "title|titel|titre|título|titolo",
    "author": "author|authors|autor|autoren|auteur|auteurs|autores|autore|autori",
    "credit": "credit|credits",
    "source": "publication title|titel der publikation|publikationstitel|titre de la publication"
    "|título de publicación|título de la publicación|titolo della pubblicazione"
    "|título da publicação|titel van publicatie|titel publicatie",
    "info": "publication info|informationen zur veröffentlichung|publikationsinfo"
    "|info de publication|información de publicación|informazioni sulla pubblicazione"
    "|informações da publicação|publicatie-info",
    "date": "publication date|erscheinungsdatum|datum der veröffentlichung|publikationsdatum"
    "|date de publication|fecha de publicación|data di pubblicazione|data de publicação"
    "|publicatiedatum",
    "year": "publication year|erscheinungsjahr|publikationsjahr|année de publication"
    "|año de publicación|anno di pubblicazione|ano de publicação|jaar van publicatie",
    "section": "section|rubrik|abschnitt|rubrique|sección|sezione|seção|secção|sectie",
    "language": "language of publication|language|sprache der publikation|publikationssprache"
    "|langue de publication|idioma de la publicación|lingua di pubblicazione"
    "|idioma da publicação|taal van publicatie|taal",
    "id": "proquest document id|proquest-dokument-id|proquest-dokumenten-id"
    "|identifiant de document proquest|id du document proquest|id de documento de proquest"
    "|id del documento proquest|id documento proquest|id do documento proquest"
    "|proquest-document-id|accession number",
    "url": "document url|dokument-url|url du document|url de documento|url del documento"
    "|url del documento|url do documento|url van document|document-url",
    "copyright": "copyright|urheberrecht|droits d'auteur|derechos de autor",
    "abstract": "abstract|zusammenfassung|résumé|resumen|riassunto|resumo|samenvatting",
    "dateline": "dateline",
    "index": "subject|subjects|location|people|company / organization|company/organization"
    "|identifier / keyword|business indexing term|classification|publication subject|issn|eissn"
    "|source type|document type|place of publication|country of publication|publisher|pages"
    "|page|first page|last updated|database|links|volume|issue|number of pages|source"
    "|document feature|graphic|product name|correspondence author|edition|column"
    "|fach|thema|ort|personen|unternehmen/organisation|schlagwort|quellentyp|dokumententyp"
    "|verlag|verlagsort|erscheinungsland|datenbank|seiten|zuletzt aktualisiert|sujet|lieu"
    "|société / organisation|type de source|type de document|éditeur|base de données|pays"
    "|materia|lugar|personas|empresa / organización|tipo de fuente|tipo de documento"
    "|editorial|base de datos|páginas|última actualización|soggetto|luogo|persone|editore"
    "|tipo di fonte|tipo di documento|pagine|assunto|local|pessoas|editora|páginas"
    "|onderwerp|locatie|mensen|brontype|documenttype|uitgever|pagina's"
    "|ort der veröffentlichung|land der veröffentlichung|pays de publication"
    "|lieu de publication|lugar de publicación|país de publicación",
}
"""What each field is: its names."""
_NAMED: Final = lazily(r"([^\W\d_][^:\n]{1,45}?)\s?:(?:\s+|$)")
_TABLE: Final = lazily(
    r"(?:Table of contents|Inhaltsverzeichnis|Table des matières|Índice|Tabla de contenido|Indice"
    r"|Sumário|Inhoudsopgave)$",
    re.IGNORECASE,
)
_LISTED: Final = lazily(r"(\d{1,4})\. +\S")
_COUNTED: Final = lazily(r"(?:Document|Dokument|Documento) (\d+) (?:of|von|de|di|van|sur) (\d+)$")
_CAPTION: Final = lazily(
    r"(?:Illustration|Caption|Photograph|Graphic|Photo)s?(?::| ?$)", re.IGNORECASE
)
_NONE: Final = lazily(
    r"(?:full text )?(?:not available|unavailable|none available|nicht verfügbar|non disponible"
    r"|no disponible|non disponibile|não disponível|niet beschikbaar)\.?$",
    re.IGNORECASE,
)
_INFO: Final = lazily(r"(?P<source>[^;:]+?)\s*(?:[;,:]|\[)")
_DAY: Final = lazily(r"\b\d{1,2} [^\W\d_]{3,10}\.? (?:19|20)\d\d\b")
_ID: Final = lazily(r"/docview/(\d+)")


class Field(NamedTuple):
    """A field of a document."""

    name: str
    """Of `_NAMES`."""
    value: str


def field_of(text: str) -> Field | None:
    """The field that a line begins; None if it begins none that ProQuest has."""
    found = _NAMED.match(text[:200])
    name = _meanings().get(" ".join(found[1].casefold().split())) if found else None
    return Field(name, text[found.end() :].strip()) if found and name else None


@cache
def _meanings() -> dict[str, str]:
    return {word: name for name, words in _NAMES.items() for word in words.split("|")}


def read_lines(lines: Sequence[Line]) -> Iterator[Item]:
    """What is in a file whose documents are divided by underscores.

    Raises:
        ArticleError: If nothing of it is understood.
    """
    parts: list[list[Line]] = [[]]
    for line in lines:
        if RULE.match(line.text):
            parts.append([])
        else:
            parts[-1].append(line)
    yield from _announced(parts)
    is_cut = len(parts) > 1 and _is_document(parts[-1]) and len(parts) > 2
    found = [at for at, part in enumerate(parts) if _is_document(part)]
    if not found:
        raise ArticleError(
            "is a download of ProQuest whose fields are not understood: download it again with the"
            " interface in English"
        )
    # What stands between two documents is in the place of one.
    documents = [part for part in parts[found[0] : found[-1] + 1] if any(blocks_of(part))]
    width = width_of(
        [line for part in documents for line in part if not line.text.startswith("http")]
    )
    yield from one_by_one(
        (key, partial(_read, part, width, key, is_whole=not is_cut or part is not documents[-1]))
        for at, part in enumerate(documents, 1)
        for key in [_key(part) or str(at)]
    )


def _announced(parts: Sequence[Sequence[Line]]) -> Iterator[Announced]:
    """How many documents the table of contents lists, or `Document 1 of 20` says."""
    for part in parts:
        counted = next((m for line in part[:6] if (m := _COUNTED.match(line.text.strip()))), None)
        if counted:
            yield Announced(int(counted[2]))
            return
    listed = 0
    for part in parts[:3]:
        in_table = False
        for line in part:
            text = line.text.strip()
            in_table = in_table or bool(_TABLE.match(text))
            one = _LISTED.match(text)
            listed += bool(in_table and one and int(one[1]) == listed + 1)
    if listed:
        yield Announced(listed)


def _is_document(part: Sequence[Line]) -> bool:
    """Whether a part is a document: it has fields that only documents have."""
    names = [found.name for block in blocks_of(part) if (found := field_of(block.lines[0]))]
    return len(names) >= 2 and not {"text", "title", "id", "source", "info"}.isdisjoint(names)


def _key(part: Sequence[Line]) -> str:
    fields = [found for line in part if (found := field_of(line.text.strip()))]
    for name, pattern in (("id", r"\d{4,}"), ("url", r"(?<=/docview/)\d+")):
        for found in fields:
            if found.name == name and (number := re.search(pattern, found.value)):
                return number[0]
    return next((one[1] for line in part if (one := _ID.search(line.text))), "")


def _read(part: Sequence[Line], width: int, key: str, *, is_whole: bool) -> Document | Unread:
    blocks = list(blocks_of(_apart(part)))
    if not _is_document(part):
        return Draft(paragraphs=[block.text for block in blocks]).finish(key, SERVICE)
    at = next((n for n, block in enumerate(blocks) if _name(block) == "text"), len(blocks))
    end = _text_end(blocks, at)
    draft = Draft()
    _title(draft, blocks[: min(at, 3)])
    for block in [*blocks[:at], *blocks[end:]]:
        _take(draft, block)
    if at < len(blocks):
        _text(draft, blocks[at:end], width)
    if not is_whole and end == len(blocks):
        draft.warnings.append(CUT_OFF)
    return draft.finish(key, SERVICE)


def _text_end(blocks: Sequence[Block], at: int) -> int:
    """Where a text that begins at `at` ends: from there on there are only fields.

    A field of a name that is not known may stand among them, but not begin them.
    """
    end = len(blocks)
    while end > at + 1 and _is_labelled(blocks[end - 1]):
        end -= 1
    while end < len(blocks) and _name(blocks[end]) in ("", "text"):
        end += 1
    return end


def _is_labelled(block: Block) -> bool:
    found = _NAMED.match(block.lines[0][:200])
    is_short = found is not None and len(found[1]) <= 35 and len(block.text) < 300
    return _name(block) not in ("", "text") or is_short


def _apart(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those that begin with one of the certain names in a block of their own."""
    for line in lines:
        found = field_of(line.text.strip())
        if found and found.name in ("text", "id", "url", "date", "source", "info", "language"):
            yield Line("")
        yield line


def _name(block: Block) -> str:
    found = field_of(block.lines[0])
    return found.name if found else ""


def _title(draft: Draft, blocks: Sequence[Block]) -> None:
    """The title stands first, without a name."""
    for block in blocks:
        if not _name(block) and not _COUNTED.match(block.text) and "http" not in block.text[:8]:
            draft.title = block.text
            return


def _take(draft: Draft, block: Block) -> None:
    found = field_of(block.lines[0])
    if found is None:
        return
    value = " ".join((found.value, *block.lines[1:])).strip()
    draft.has_fields = True
    if found.name == "title":
        draft.title = value or draft.title
    elif found.name == "author":
        draft.byline = value
    elif found.name == "credit":
        draft.byline = draft.byline or value
        draft.drop("credit")
    elif found.name == "source":
        # `The Courier, Late Edition; Halvern, N.Y.`: behind the semicolon is where it appears.
        draft.source = re.sub(r"\s*;[^;]*$", "", value)
    elif found.name == "info":
        info = _INFO.match(value + ";")
        draft.source = draft.source or (info["source"] if info else "")
        draft.date = draft.date or (dated[0] if (dated := _DAY.search(value)) else "")
    elif found.name == "date":
        draft.date = value
    elif found.name == "year":
        draft.date = draft.date or value
    elif found.name in ("section", "language", "url", "copyright", "dateline"):
        draft.take(found.name, value)
    elif found.name != "id":
        draft.drop("abstract" if found.name == "abstract" else "index")


def _text(draft: Draft, blocks: Sequence[Block], width: int) -> None:
    """Take the text, without credits and captions behind it."""
    first = field_of(blocks[0].lines[0])
    said = first.value if first else ""
    lines = ((said,) if said else ()) + blocks[0].lines[1:]
    whole = [Block(lines), *blocks[1:]] if lines else list(blocks[1:])
    if len(whole) == 1 and _NONE.match(whole[0].text):
        return
    if not width:
        # Nobody wrapped it, so a line is a paragraph.
        whole = [Block((line,)) for block in whole for line in block.lines]
    for block in whole:
        found = field_of(block.lines[0])
        if found and found.name == "credit":
            draft.byline = draft.byline or found.value
            draft.drop("credit")
        elif _CAPTION.match(block.lines[0]):
            draft.drop("caption")
        else:
            draft.paragraphs += paragraphs_in(block, width)
