"""Saved pages: what is the report, what the page declares of it, and what it cannot do."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.articles.article import Article
from annotations.articles.corpus import find
from annotations.articles.pages import markup
from annotations.articles.pages.page import read_page
from annotations.articles.reading import FileReading
from annotations.articles.receipts import Receipt
from annotations.errors import ArticleError
from tests.unit.articles.generators.pages import (
    CORRECTION,
    NOISE,
    PARAGRAPHS,
    PUBLISHER,
    STANDFIRST,
    TITLE,
    live_blog,
    mhtml,
    news_article,
    page,
    page_with_traps,
    paragraphs,
    script,
)


def read(folder: Path, data: str | bytes, name: str = "a.html") -> tuple[list[Article], Receipt]:
    """What a file of these bytes gives."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    reading = FileReading(str(path))
    return list(reading), reading.receipt


def report_of(article: Article) -> str:
    """The text without what is boilerplate."""
    text = article.text
    for span in reversed(article.boilerplate):
        text = text[: span.start] + text[span.end :]
    return text


def test_a_page_gives_its_report_and_what_it_declares(tmp_path: Path) -> None:
    """Paragraphs as they stand, and every fact with the time and zone that the page has."""
    [article], receipt = read(tmp_path, page())
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.source, article.section) == (TITLE, PUBLISHER, "Coast")
    assert article.published_at == "2026-03-09T11:42:00+01:00"
    assert (article.byline, article.lang) == ("Ida Brandt", "en")
    assert article.url == "https://courier.example/coast/harbour-reopens"
    assert (receipt.format, receipt.read, receipt.warnings) == ("saved page", 1, ())


def test_what_stands_beside_the_report_is_left_out_and_counted(tmp_path: Path) -> None:
    """Navigation, captions, links, boxes and notes in one page; the correction stays."""
    [article], receipt = read(tmp_path, page_with_traps())
    assert report_of(article).split("\n\n")[:7] == [STANDFIRST, *PARAGRAPHS, CORRECTION]
    for kind, text in NOISE.items():
        assert text not in report_of(article), kind
    assert "script" not in article.text
    assert article.source == PUBLISHER
    wanted = {"caption", "related", "newsletter box", "cookie notice", "share text", "contact line"}
    assert wanted | {"comments", "advertisement"} <= receipt.dropped.keys()


@pytest.mark.parametrize(
    "label",
    [
        "Read more", "ALSO READ", "Lesen Sie auch", "À lire aussi", "Leggi anche", "Lea también",
        "Lees ook", "Les også", "Läs också", "Czytaj także", "Čtěte také", "Читайте также",
        "関連記事", "Baca juga",
    ],
)  # fmt: skip
def test_labels_of_other_articles_in_many_languages(label: str) -> None:
    """The line that names another article goes, as a link behind the label and as a box below."""
    other = "Why the herring left the bay this spring"
    line = f"<p>{label}: <a href='/h'>{other}</a></p>"
    box = f"<div class='b'><h3>{label}</h3><div><p>{other}</p></div></div>"
    for inserted in (line, box):
        texts = paragraphs(PARAGRAPHS[:2]) + inserted + paragraphs(PARAGRAPHS[2:])
        assert read_page(page(body=texts)).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "sentence",
    [
        "Read more than one book a month, the minister told the pupils, and he read to them.",
        "Photos of the mole that the port office took show how much of it is gone.",
        "Related charges against the captain were dropped in May, the court said.",
        "Follow-up talks on the ferry begin in June, and both towns have agreed to them.",
        "The company uses cookies for the islands: 400 kilograms of them are baked each day.",
        "Mehr als 300 Menschen sahen zu, als die Fähre wieder einlief.",
        "Advertisement spending in the town fell by 4 percent, a survey found.",
        "Copyright lawyers in Maren expect a ruling on the harbour's pictures by summer.",
    ],
)
def test_sentences_that_only_mention_such_words_stay(sentence: str) -> None:
    """What is told by words is told by whole short blocks, not by a word in a sentence."""
    texts = (*PARAGRAPHS[:2], sentence, *PARAGRAPHS[2:])
    assert read_page(page(body=paragraphs(texts))).text == "\n\n".join(texts)


@pytest.mark.parametrize(
    "declared",
    [
        news_article(),
        [{"@type": "BreadcrumbList"}, news_article()],
        {"@graph": [{"@type": "WebPage", "name": "Other"}, news_article()]},
        {"@graph": [
            news_article(publisher={"@id": "#us"}, author={"@id": "#ida"}),
            {"@id": "#us", "@type": "Organization", "name": PUBLISHER},
            {"@id": "#ida", "@type": "Person", "name": "Ida Brandt"},
        ]},
        news_article(**{"@type": ["NewsArticle", "CreativeWork"]}),
        news_article(**{"@type": "https://schema.org/ReportageNewsArticle"}),
        news_article(author="Ida Brandt", publisher=PUBLISHER),
        [news_article(), {"@type": "ItemList", "itemListElement": [
            {"@type": "NewsArticle", "headline": "Another", "datePublished": "2020-01-01"}]}],
    ],
)  # fmt: skip
def test_facts_in_every_shape_of_json_ld(declared: object) -> None:
    """Lists, graphs, references, types, bare names; other articles in lists do not count."""
    found = read_page(page(declared))
    assert (found.title, found.source, found.byline) == (TITLE, PUBLISHER, "Ida Brandt")
    assert found.published_at == "2026-03-09T11:42:00+01:00"


@pytest.mark.parametrize(
    "broken",
    ['{"@type": "NewsArticle", "headline": ', "[]", "null", "{" * 100_000, '"x"', "{'a': 1}", ""],
)
def test_json_ld_that_is_none_is_passed_over(broken: str) -> None:
    """The page is read all the same."""
    found = read_page(page("", head=f'<script type="application/ld+json">{broken}</script>'))
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert found.title == TITLE


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-03-09T11:42:00+01:00">',
        '<meta name="parsely-pub-date" content="2026-03-09T11:42:00+01:00">',
        '<meta itemprop="datePublished" content="2026-03-09T11:42:00+01:00">',
        script({"@type": "NewsArticle", "datePublished": "2026-03-09"})
        + '<meta name="date" content="2026-03-09T11:42:00+01:00">',
        script(news_article(headline=None, datePublished="Mon Mar 09 11:42:00 CET 2026"))
        + '<meta name="date" content="2026-03-09T11:42:00+01:00">',
    ],
)
def test_dates_of_meta_elements_with_the_time(head: str) -> None:
    """The most precise of what is said for the same day."""
    assert read_page(page("", head=head)).published_at == "2026-03-09T11:42:00+01:00"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("<time datetime='2026-03-09T08:00:00Z'>today</time>", "2026-03-09T08:00:00+00:00"),
        ("<time class='updated' datetime='2026-03-11'>x</time><time class='published' "
         "datetime='2026-03-09'>y</time>", "2026-03-09"),
        ("<span class='date'>Stand: 09.03.2026, 11:42 Uhr</span>", "2026-03-09"),
        ("<p class='article-date'>le 9 mars 2026</p>", "2026-03-09"),
        ("<p class='published'>March 9, 2026</p>", "2026-03-09"),
        ("<div class='meta-info'>2026年3月9日</div>", "2026-03-09"),
        ("<p class='date'>03/09/2026</p>", ""),
        ("<p class='text'>It began on 9.3.2026.</p>", ""),
    ],
)  # fmt: skip
def test_dates_that_are_only_written_on_the_page(written: str, date: str) -> None:
    """In elements named for it; a date that two countries read otherwise is none."""
    assert read_page(page("", body=written + paragraphs())).published_at == date


def test_the_heading_is_the_title_unless_it_is_the_name_of_the_site() -> None:
    """What the page declares confirms a heading; a publisher behind a title is cut off."""
    other = page(news_article(headline=TITLE)).replace("<main>", f"<h1>{PUBLISHER}</h1><main>")
    assert read_page(other).title == TITLE
    bare = f"<html><head><title>{TITLE} - {PUBLISHER}</title></head><body>{paragraphs()}"
    assert read_page(bare).title == TITLE


@pytest.mark.parametrize(
    ("facts", "first", "wire"),
    [
        ({"author": [{"name": "Reuters"}]}, PARAGRAPHS[0], "Reuters"),
        ({"author": "Ida Brandt, dpa"}, PARAGRAPHS[0], "dpa"),
        ({"author": "The Associated Press"}, PARAGRAPHS[0], "AP"),
        ({}, "MAREN (AFP) — " + PARAGRAPHS[0], "AFP"),
        ({"creditText": "Keystone-SDA"}, PARAGRAPHS[0], "Keystone-SDA"),
        ({}, PARAGRAPHS[0], ""),
        ({}, PARAGRAPHS[0] + " The rate (AP) was low.", ""),
        ({"author": "Apa Ansari"}, PARAGRAPHS[0], ""),
    ],
)
def test_the_agency_that_a_report_came_from(
    facts: dict[str, object], first: str, wire: str
) -> None:
    """By author, credit or dateline; not by its letters amid the text."""
    body = paragraphs((first, *PARAGRAPHS[1:]))
    assert read_page(page(news_article(**facts), body=body)).wire == wire


def test_a_page_for_subscribers_says_so(tmp_path: Path) -> None:
    """By what it declares, or by the note below its beginning; and what it declares is taken."""
    closed = news_article(isAccessibleForFree="False")
    _, receipt = read(tmp_path, page(closed, body=paragraphs(PARAGRAPHS[:2])))
    assert "is for subscribers" in receipt.warnings[0]
    note = "<p>To continue reading this article, log in.</p>"
    _, receipt = read(tmp_path, page(body=paragraphs(PARAGRAPHS[:2]) + note))
    assert "only the beginning" in receipt.warnings[0]
    declared = news_article(isAccessibleForFree=False, articleBody="\n".join(PARAGRAPHS * 2))
    [article], receipt = read(tmp_path, page(declared, body=paragraphs(PARAGRAPHS[:1])))
    assert PARAGRAPHS[4] in article.text
    assert "search engines" in receipt.warnings[1]


def test_a_live_blog_keeps_its_entries_without_their_times(tmp_path: Path) -> None:
    """The times are no sentences."""
    entries = [("11:40", PARAGRAPHS[0]), ("10:02", PARAGRAPHS[2]), ("09:15", PARAGRAPHS[3])]
    [article], receipt = read(tmp_path, live_blog(entries))
    assert report_of(article).split() == " ".join(text for _, text in entries).split()
    assert "live blog" in receipt.warnings[0]


@pytest.mark.parametrize(
    "html",
    [
        "<p>The ferry sails again.</p><p>It is late.</p>",
        "<div>The ferry sails again.</div><div>It is late.</div>",
        "The ferry sails again.<br><br>It is late.<br>",
        "<html><body>The ferry sails again.<p>It is late.</body>",
        "<table><tr><td><p>The ferry sails again.</p><p>It is late.</p></td></tr></table>",
    ],
)
def test_a_bare_fragment_is_read_as_it_stands(tmp_path: Path, html: str) -> None:
    """Where no report can be told from the rest, all is the report."""
    [article], _ = read(tmp_path, html)
    assert article.text == "The ferry sails again.\n\nIt is late."


def test_lists_tables_and_quotes_of_the_report_stay() -> None:
    """Items and rows each are a paragraph; cells stand apart."""
    body = (
        paragraphs(PARAGRAPHS[:3])
        + "<ul><li>Eleven boats are damaged.</li><li>Forty metres of the mole are gone.</li></ul>"
        + "<h2>What it costs</h2><table><tr><th>Mole</th><td>3.5 million</td></tr>"
        + "<tr><th>Boats</th><td>0.4 million</td></tr></table>"
        + "<blockquote><p>“We will not build it any higher,” the mayor wrote to the port.</p>"
        + "</blockquote>"
        + paragraphs(PARAGRAPHS[3:])
    )
    assert read_page(page(body=body)).text.split("\n\n")[3:9] == [
        "Eleven boats are damaged.",
        "Forty metres of the mole are gone.",
        "What it costs",
        "Mole | 3.5 million",
        "Boats | 0.4 million",
        "“We will not build it any higher,” the mayor wrote to the port.",
    ]


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [
        ("utf-8", "utf-8"), ("windows-1252", "cp1252"), ("utf-8", "cp1252"),
        ("iso-8859-1", "cp1252"), ("utf-8", "utf-16"), ("utf-8", "utf-8-sig"), ("no-such", "utf-8"),
    ],
)  # fmt: skip
def test_encodings_that_pages_declare_rightly_and_wrongly(
    tmp_path: Path, charset: str, encoded: str
) -> None:
    """A mark, then what is declared if it decodes, then UTF-8, then statistics."""
    [article], _ = read(tmp_path, page(charset=charset).encode(encoded))
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_text_that_was_encoded_twice_is_noticed(tmp_path: Path) -> None:
    """With the place; the text is left as it is."""
    broken = page().encode().decode("cp1252", errors="ignore")
    [article], receipt = read(tmp_path, broken)
    assert "â€œWe have" in article.text
    assert any("encoded twice" in one and "â€œWe" in one for one in receipt.warnings)


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.xhtml", "a.txt", "a.md", "a.asp", "a"])
def test_a_page_is_recognised_by_its_content(tmp_path: Path, name: str) -> None:
    """Under any suffix, with an XML declaration and comments before it."""
    before = (
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- saved from url=(0014)about:internet -->\n'
    )
    for start in ("", before, "\n  "):
        [article], receipt = read(tmp_path, start + page(), name)
        assert (receipt.format, article.title) == ("saved page", TITLE)


@pytest.mark.parametrize(
    "text",
    [
        "The tag <html> begins a page, she told the pupils.\n",
        "A note.\n\n<!DOCTYPE html> is what pages begin with, he said.\n",
        "# Markdown\n\nwith <b>bold</b> words\n",
    ],
)
def test_a_text_that_mentions_markup_is_no_page(tmp_path: Path, text: str) -> None:
    """It is read as what its suffix says."""
    _, receipt = read(tmp_path, text, "a.md")
    assert receipt.format == "Markdown"


def test_a_page_in_xhtml_with_elements_that_close_themselves() -> None:
    """A script that closes itself does not swallow the page."""
    xhtml = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><script src="a"/>'
    )
    assert read_page(f"{xhtml}</head><body>{paragraphs()}</body></html>").text == "\n\n".join(
        PARAGRAPHS
    )


def test_the_folder_that_a_browser_saves_beside_a_page_is_no_corpus(tmp_path: Path) -> None:
    """Frames and advertisement in it are parts of the page; another folder of pages is read."""
    for name in ("a.html", "a_files/frame.html", "Seite.htm", "Seite-Dateien/ad.htm", "b/c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page())
    names = [Path(one.path).name for one in find([tmp_path]).files]
    assert sorted(names) == ["Seite.htm", "a.html", "c.html"]


SECRET = "0123456789abcdef"


@pytest.mark.parametrize(
    ("name", "html", "failed"),
    [
        ("deep", "<div>" * 100_000 + "x", "nested"),
        ("deep inline", "<p>" + "<b>" * 100_000 + "x", "nested"),
        ("tags", "<i></i>" * 500_000, "tags, over the limit"),
        ("large", ("<p>" + PARAGRAPHS[0] * 9 + "</p>") * 5_000, "of markup, over the limit"),
        ("attribute name", "<p " + "a" * 7_000_000 + "='1'>x", "of markup, over the limit"),
        ("nothing", "<html><body><script>x()</script></body></html>", "a script makes its text"),
        ("no words", "<html></html>", "holds no text"),
    ],
    ids=lambda value: value[:20],
)
def test_hostile_pages_end_with_a_reason(tmp_path: Path, name: str, html: str, failed: str) -> None:
    """Depth, number and size are limited, and the error says by what."""
    articles, receipt = read(tmp_path, html)
    assert not articles
    assert failed in receipt.failed, name


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html [<!ENTITY a 'aaaa'>"
        + "".join(f"<!ENTITY a{n + 1} '{'&a;' * 9}'>" for n in range(20))
        + "]><html><body><p>&a20;</p>",
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]><html><body><p>&x;</p>",
        "<!DOCTYPE html SYSTEM 'http://127.0.0.1:{port}/a.dtd'><html><body>",
        "<html><head><link rel=stylesheet href='http://127.0.0.1:{port}/'><base "
        "href='http://127.0.0.1:{port}/'></head><body><iframe src='file://{secret}'></iframe>"
        "<img src='http://127.0.0.1:{port}/'><object data='file://{secret}'></object>"
        "<script src='http://127.0.0.1:{port}/'></script>"
        "<meta http-equiv=refresh content='0; url=http://127.0.0.1:{port}/'>",
        "<html xmlns:xi='http://www.w3.org/2001/XInclude'><body><xi:include href='file://{secret}' "
        "parse='text'/>",
    ],
)
def test_a_page_loads_and_expands_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, html: str
) -> None:
    """No connection is made, no file is read, no entity of the page's own is expanded."""
    (tmp_path / "secret").write_text(SECRET)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a page made a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    filled = html.replace("{secret}", str(tmp_path / "secret")).replace("{port}", "9")
    [article], _ = read(tmp_path, filled + paragraphs())
    assert article.text.endswith("\n\n".join(PARAGRAPHS))
    assert SECRET not in article.text
    assert len(article.text) < 2_000


def test_embedded_files_are_no_text(tmp_path: Path) -> None:
    """Pictures inside a page, as single-file savers write them, do not count against its size."""
    picture = "<img src='data:image/png;base64," + "QUJD" * 2_000_000 + "'>"
    [article], _ = read(tmp_path, page(body=paragraphs(PARAGRAPHS[:3]) + picture))
    assert article.text == "\n\n".join(PARAGRAPHS[:3])


def test_time_grows_with_the_size_alone() -> None:
    """Markup that is never closed is looked through once: twenty times as much is no hour."""
    for piece in ("<!--", "<script ", "<a ='", "<svg><style>", "<!DOCTYPE [", "<template"):
        markup.lightened(piece * 400_000)


def test_a_very_long_page_is_read_without_the_slow_extractor() -> None:
    """What would take minutes is told by its paragraphs alone."""
    texts = [f"{n}. {PARAGRAPHS[0]}" for n in range(5_000)]
    assert read_page(page(body=paragraphs(texts))).text.count("\n\n") == len(texts) - 1


def test_a_text_loads_no_extractor() -> None:
    """A project of texts starts as fast as before: in a fresh process, from `sys.modules`."""
    program = (
        "import sys\n"
        "from annotations.articles.load import load\n"
        "load(sys.argv[1])\n"
        "names = 'trafilatura', 'lxml', 'ftfy', 'email.parser', 'annotations.articles.pages.page'\n"
        "print([name for name in names if name in sys.modules])"
    )
    path = Path(__file__).parents[4] / "seeds" / "estmark-rate-cut" / "3-business-wire-later.txt"
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


PIECES = st.sampled_from(
    """<p> </p> <div> </div> <b> <!-- --> <script> </script> <style> <![CDATA[ ]]> <table> <tr>
    <td> <li> <ul> <br> <html> <body> <head> <article> </article> &amp; &#0; &#xD800; &lt; <?xml
    ?> <svg> <a> </a> <h1> <meta <time \x00 \ufeff ' " > < = /> words, of. text: ( ) 9.3.2026 é 中
    <script\ntype="application/ld+json"> {"@type":"NewsArticle","headline":[{}]} <template>
    <div\nclass="related\nbyline"> <p\nhidden> <frameset> <select> <option> <math> <noscript>
    """.split()
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
@settings(deadline=None, max_examples=150)
def test_any_markup_is_read_or_refused(html: str) -> None:
    """An article, or an error of ours; nothing else is raised."""
    try:
        found = read_page(html)
    except ArticleError:
        return
    assert found.text.strip()
    json.dumps(found.text.encode().decode())  # what is in it can be written


@given(
    st.one_of(
        st.binary(max_size=300), st.binary(max_size=100).map(lambda data: page().encode() + data)
    )
)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_end_in_a_receipt(tmp_path: Path, data: bytes) -> None:
    """Whatever a file called a page or a mail holds."""
    for name in ("a.html", "a.mht", "a.eml"):
        for whole in (data, mhtml(data) if name == "a.mht" else b"<html>" + data):
            articles, receipt = read(tmp_path, whole, name)
            assert receipt.read == len(articles)
            assert articles or receipt.failed or receipt.skipped
            assert "Error" not in receipt.failed


def test_of_several_declared_articles_the_one_of_the_page_counts(tmp_path: Path) -> None:
    """By its address or its headline, though another says as much and stands before it."""
    other = news_article(
        headline="Herring season ends early",
        datePublished="2020-01-01",
        author="Bob Roe",
        mainEntityOfPage="https://courier.example/other",
    )
    for own in (news_article(), news_article(headline="Short title")):
        link = '<link rel="canonical" href="https://courier.example/coast/harbour-reopens">'
        [article], _ = read(tmp_path, page([other, own], head=link))
        assert article.byline == "Ida Brandt"
        assert article.published_at == "2026-03-09T11:42:00+01:00"


def test_names_in_microdata(tmp_path: Path) -> None:
    """Where nothing else says them; a person or a publisher may be marked inside."""
    marked = (
        '<p class="by">By <span itemprop="author"><a itemprop="name">Ida Brandt</a></span></p>'
        f'<div itemprop="publisher"><meta itemprop="name" content="{PUBLISHER}"></div>'
    )
    [article], _ = read(tmp_path, page({}, body=marked + paragraphs()))
    assert (article.byline, article.source) == ("Ida Brandt", PUBLISHER)


def test_what_mobile_pages_show_beside_the_report(tmp_path: Path) -> None:
    """An advertisement of AMP says what it is by its element."""
    advertisement = "<amp-ad type='x'><div placeholder>Buy a boat at Holger's</div></amp-ad>"
    body = paragraphs(PARAGRAPHS[:2]) + advertisement + paragraphs(PARAGRAPHS[2:])
    [article], _ = read(tmp_path, page(body=body))
    assert article.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "note",
    [
        "You need to enable JavaScript to run this app.",
        "Please turn on JavaScript and reload the page.",
        "Bitte aktivieren Sie JavaScript in Ihrem Browser.",
        "Veuillez activer JavaScript pour lire cet article.",
        "JavaScript is required.",
    ],
)
def test_a_note_to_readers_without_scripts_is_no_report(note: str, tmp_path: Path) -> None:
    """It stands where a script would make the text."""
    html = f"<html><body><div id='root'></div><noscript>{note}</noscript></body></html>"
    articles, receipt = read(tmp_path, html)
    assert (articles, "no text that could be a report" in receipt.failed) == ([], True)


def test_a_page_that_was_not_saved_to_its_end_says_so(tmp_path: Path) -> None:
    """It ends within a tag, or with boxes open; tags that may be left out are no sign."""
    whole = page()
    cut = "may be cut off"
    for end in (whole.rindex("</div>"), whole.rindex("</p>") + 2):
        assert cut in str(read(tmp_path, whole[:end])[1].warnings)
    assert read(tmp_path, whole.replace("</body></html>", ""))[1].warnings == ()
    saved = mhtml(whole)
    assert read(tmp_path, saved, "a.mhtml")[1].warnings == ()
    half = saved[: saved.rindex(b"\n--")]
    assert cut in str(read(tmp_path, half, "b.mhtml")[1].warnings)


@pytest.mark.parametrize(
    "remark",
    [
        "saved from url=(0026)https://x.example/report-1",
        "\n Page saved with SingleFile \n url: https://x.example/report-1 \n saved date: Mon",
    ],
)
def test_the_address_that_a_browser_notes_in_a_saved_page(remark: str, tmp_path: Path) -> None:
    """Where the page says none itself."""
    [article], _ = read(tmp_path, f"<!-- {remark} -->" + page({}))
    assert article.url == "https://x.example/report-1"
