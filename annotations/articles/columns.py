"""Which column of a table, or key of a record, is the title of an article, its text, its date.

By the usual names of many languages and programs, in any spelling; the first of a row that is
filled counts. What no name tells is asked of the user once (`articles.columns`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

Fact = Literal[
    "text",
    "title",
    "source",
    "url",
    "published_at",
    "byline",
    "section",
    "lang",
    "wire",
    "story",
    "id",
]
"""What a column may be."""

_NAMES: Final[Mapping[str, str]] = {
    "text": """
        maintext plaintext fulltext articletext articlebody bodytext newstext newsbody storytext
        storybody articlecontent newscontent contenttext textcontent cleantext cleanedtext
        completetext fulldescription bodyplain textplain volltext artikeltext haupttext
        beitragstext meldungstext texteintegral textecomplet textocompleto textointegral
        testocompleto brodtext body text content article artikel story document transcript texte
        contenu corps texto contenido contenidos cuerpo conteudo corpo testo contenuto inhalt
        tekst tresc innehall innhold indhold brodtekst sisalto teksti szoveg continut metin
        icerik haber isi konten текст содержание содержимое текстстатьи статья зміст 正文 内容
        全文 文章 文本 本文 記事本文 본문 내용 기사본문 النص المحتوى متن सामग्री contenthtml
        bodyhtml bodyxhtml htmlcontent articlehtml html rawtext rawcontent paragraphs message
    """,
    "title": """
        title headline headlines articletitle newstitle storytitle articleheadline maintitle
        hauptschlagzeile titel uberschrift ueberschrift schlagzeile artikeltitel titelzeile kopf
        titre titredelarticle titulo tituloarticulo titular titolo titoloarticolo rubrik
        overskrift otsikko tytul nadpis titulek naslov cim titlu baslik judul заголовок название
        назва 标题 標題 题目 タイトル 見出し 記事タイトル 제목 기사제목 العنوان عنوان titleplain
        pagetitle h1 hl1 heading titlepage titlerss subjectline betreff
    """,
    "source": """
        sourcename sourcetitle outlet publisher publishername publishertitle publication
        publicationname publicationtitle newspaper newspapername medianame mediatitle
        mediaoutlet media medium newsoutlet newssource sitename websitename website channel feed
        feedtitle journal quelle zeitung herausgeber verlag publikation nomdusupport
        titredepresse journaux fuente medio periodico fonte veiculo giornale testata bron krant
        kalla tidning kilde avis lahde zrodlo zdroj forras sursa kaynak gazete sumber источник
        издание джерело 来源 媒体 報社 出典 新聞社 출처 언론사 المصدر source sourcedomain
        sourcehostname sourceuri domain hostname host site metasitename mediaurl brand
    """,
    "url": """
        url link articleurl newsurl storyurl weburl pageurl canonicalurl canonicallink canonical
        permalink permalinkurl linkurl articlelink href uri adresse lien enlace enlaces vinculo
        webadresse lanka lenke linkki adres ссылка адрес посилання 链接 網址 网址 リンク 링크
        الرابط sourceurl urloriginal readmorelink address mobileurl
    """,
    "published_at": """
        published publishedat publisheddate publishdate publishdatetime publishedon publishtime
        publicationdate publicationdatetime publishingdate datepublished datepublish datetimepub
        datetimepublished datepub pubdate pubtime pubdatetime articledate newsdate storydate
        firstpublished firstpublicationdate webpublicationdate date datum datetime timestamp
        time created createdat datecreated creationdate createdutc seendate erscheinungsdatum
        veroffentlichungsdatum veroeffentlichungsdatum veroffentlichtam publiziertam
        erschienenam datedepublication datepublication parution fecha fechapublicacion
        fechadepublicacion data datapubblicazione datapublikacji datadepublicacao datapublicacao
        publicatiedatum publiceringsdatum publiseringsdato udgivelsesdato dato paivamaara
        julkaistu datapublicarii tarih yayintarihi tanggal дата датапубликации датапублікації
        日期 发布时间 發布日期 发布日期 日付 公開日 날짜 발행일 التاريخ versioncreated
        datedownload dateuploaded issued day pubdateutc indexeddate
    """,
    "byline": """
        byline author authors authorname authornames authorlist writer writers reporter
        reporters journalist journalists creator creators autor autoren verfasser auteur auteurs
        autore autori autora autores forfatter forfattare skribent kirjoittaja szerzo yazar
        penulis автор авторы 作者 记者 記者 著者 저자 기자 الكاتب by
    """,
    "section": """
        section sectionname category categories categoryname desk department rubric ressort
        sparte kategorie rubrique categorie seccion categoria secao editoria sezione rubriek
        sectie sektion seksjon osasto kategoria kategori dzial rovat sectiune раздел рубрика
        категория 栏目 版面 分类 カテゴリ 섹션 القسم newsdesk pillarname channelname
    """,
    "lang": """
        lang language languagecode langcode articlelanguage metalang sprache langue idioma
        lengua lingua taal sprak jezyk jazyk nyelv limba dil bahasa язык мова 语言 語言 言語
        언어 اللغة detectedlanguage
    """,
    "wire": """
        wire newsagency agency agencyname wireservice agentur nachrichtenagentur agence agencia
        agenzia agencja persbureau nyhetsbyra агентство creditline
    """,
    "story": """
        storyid eventuri eventid storyuri clusterid cluster topicid storycluster event storyname
    """,
    "id": """
        id articleid docid documentid newsid guid uuid uri recordid itemid storyguid identifier
        accessionnumber accessionno articleuri key hashid fingerprint nr no number index rowid
        artikelid artikelnummer identifiant identificador идентификатор 编号 번호 urlhash
    """,
}
_PREFIXES: Final = re.compile(
    r"^(?:the)?(?:article|news|story|doc|document|item|post|page)(?=.{2})"
)
_NOT_WORD: Final = re.compile(r"[\W_]+")

SUMMARIES: Final = frozenset(
    "summary description abstract snippet excerpt lead teaser lede standfirst subtitle dek"
    " metadescription kurztext vorspann resume resumen riassunto".split()
)
"""Names of columns that hold a part of an article, or words about it, not its text."""


class Columns(NamedTuple):
    """Which columns of a table are what, for each fact the likeliest first."""

    of: Mapping[str, tuple[str, ...]]

    def value(self, row: Mapping[str, Any], fact: Fact) -> Any:
        """The first value of a row that is that fact and is filled; None if none is."""
        for name in self.of.get(fact, ()):
            value = row.get(name)
            if value is not None and value != "" and value != [] and value != {}:
                return value
        return None

    def has(self, fact: str) -> bool:
        """Whether a column is that fact."""
        return fact in self.of


def plain_name(name: str) -> str:
    """A column's name as far as it tells columns apart: `Publish_Date` is `publishdate`."""
    if name.isascii():
        return _NOT_WORD.sub("", name).lower()
    text = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in text if not unicodedata.combining(char) or char > "\u0370")
    return _NOT_WORD.sub("", unicodedata.normalize("NFC", bare.replace("ł", "l").replace("ø", "o")))


def columns(names: Iterable[str], mapped: Mapping[str, str] | None = None) -> Columns:
    """What columns of these names are, by what the user said and by their names."""
    return _columns(tuple(names), tuple((mapped or {}).items()))


@lru_cache(maxsize=256)
def _columns(names: tuple[str, ...], mapped: tuple[tuple[str, str], ...]) -> Columns:
    said = {plain_name(name): fact for name, fact in mapped}
    ranked: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        plain = plain_name(name)
        if plain in said:
            ranked.setdefault(said[plain], []).append((-1, name))
            continue
        known = _ranks()
        facts = known.get(plain) or known.get(_PREFIXES.sub("", plain), ())
        for fact, rank in facts:
            ranked.setdefault(fact, []).append((rank, name))
    by_fact = {
        fact: tuple(name for _, name in sorted(found, key=lambda one: one[0]))
        for fact, found in ranked.items()
    }
    return Columns(by_fact)


@lru_cache(maxsize=1)
def _ranks() -> Mapping[str, tuple[tuple[str, int], ...]]:
    known: dict[str, tuple[tuple[str, int], ...]] = {}
    for fact, names in _NAMES.items():
        for rank, name in enumerate(dict.fromkeys(map(plain_name, names.split()))):
            known[name] = (*known.get(name, ()), (fact, rank))
    return known
