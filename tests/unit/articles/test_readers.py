"""Readers: Markdown and plain text to what a person reads, and where a title comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles.front_matter import iso_date
from annotations.articles.load import make_article
from annotations.articles.readers.markdown import read_markdown
from annotations.articles.readers.plain import read_text
from annotations.errors import ArticleError

REPORT = "The harbour reopened on Monday after a week of storms, and two ships left it before noon."


def markdown(text: str) -> str:
    """The readable text of Markdown."""
    return read_markdown(text).text


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("one\ntwo\n\nthree", "one two\n\nthree"),
        ("# Head #\ntext", "Head\n\ntext"),
        ("Head\n====\ntext\n\nSub\n---\nmore", "Head\n\ntext\n\nSub\n\nmore"),
        ("a\n\n* * *\n\nb", "a\n\nb"),
        ("> quoted\n> on\n\nafter", "quoted on\n\nafter"),
        ("- one\n- two\n  more\n* three", "one\n\ntwo more\n\nthree"),
        ("1. one\n2. two\n\n3) three", "one\n\ntwo\n\nthree"),
        ("In the year\n1984. Nothing", "In the year 1984. Nothing"),
        ("1984. Nothing", "1984. Nothing"),
        ("a **bold** and *slanted* __word__ _here_ ~~gone~~", "a bold and slanted word here gone"),
        ("***both***, *a **b** c*", "both, a b c"),
        ("*“Quoted,”* she said", "“Quoted,” she said"),
        ("the *Maren Star*’s crew", "the Maren Star’s crew"),
        ("a [link](https://x.example/a_(b) \"t\") b", "a link b"),
        ("[![alt](i.png)](https://x.example)", "alt"),
        ("[text][ref] and [ref], [sic]\n\n[ref]: https://x.example", "text and ref, [sic]"),
        ("[he] (laughing) [1](see note)", "[he] (laughing) [1](see note)"),
        ("<https://x.example> and `a * b`", "https://x.example and a * b"),
        (r"\*not slanted\* 1\. \# x", "*not slanted* 1. # x"),
        ("AT&amp;T &ldquo;x&rdquo; &bogus; &#42;y&#42;", "AT&T “x” &bogus; *y*"),
        ("a <em>b</em><br>c < d > e", "a b\nc < d > e"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("a <!-- hidden\n\nstill --> b", "a  b"),
        ("```\na  *b*\n# c\n```\nd", "a  *b*\n# c\n\nd"),
        ("交渉は\n来週も続く", "交渉は来週も続く"),
        ("&#27;[31mred", "[31mred"),
    ],
)  # fmt: skip
def test_markup_goes_and_words_stay(marked: str, read: str) -> None:
    """Blocks and inline marks, by the rules of CommonMark as far as articles need them."""
    assert markdown(marked) == read


@pytest.mark.parametrize(
    "text",
    ["2 * 3 * 4", "2*3*4", "snake_case_name", "it costs $5* now", "f***ing", "a ** b", "_ x _",
     "-5 degrees", "#1 team", "5 < 6 > 4", "100%", "[31m", "*", "a*b", "~5 km", "1,000. Then",
     "@name_with_", "<- left", "\\ alone"],
)  # fmt: skip
def test_what_only_looks_like_markup_is_kept(text: str) -> None:
    """A figure or name must not lose a character."""
    assert markdown(text) == text


@given(st.text(st.sampled_from("*_~[]()`#>-<!&\\ \n1.a"), max_size=80))
def test_any_markdown_is_read_without_inventing_characters(text: str) -> None:
    """Hostile markup neither fails nor adds anything that was not there."""
    assert set(markdown(text)) <= set(text) | {" ", "\n"}


@pytest.mark.parametrize(
    "hostile",
    [
        "*a " * 50_000,
        "[" * 100_000,
        "> " * 50_000,
        "[a](" * 30_000,
        "**_" * 50_000,
        "<!--" * 50_000,
    ],
    ids=lambda text: text[:4],
)
def test_hostile_markdown_takes_no_time(hostile: str) -> None:
    """Quadratic matching of these would take minutes."""
    assert markdown(hostile + " end").endswith("end")


FACTS = """---
title: "The Harbour: Reopened"
source: The Courier
date: 2026-02-05
url: https://courier.example/harbour
story: harbour-storm
lang: en-GB
tags: [ports, storms]
---

"""


@pytest.mark.parametrize("read", [read_text, read_markdown])
def test_front_matter_is_read_and_is_no_text(read: object) -> None:
    """In either format; what it says is kept as it is written."""
    assert callable(read)
    draft = read(FACTS + REPORT)
    assert draft.text == REPORT
    assert (draft.title, draft.source) == ("The Harbour: Reopened", "The Courier")
    assert (draft.published_at, draft.story) == ("2026-02-05", "harbour-storm")
    assert (draft.url, draft.lang) == ("https://courier.example/harbour", "en-GB")


def test_front_matter_has_no_types() -> None:
    """YAML 1.1 would make a boolean, a number and nothing of these."""
    draft = read_text(f"---\nstory: no\ntitle: 12e4\nsource: ~\nOutlet: Courier\n---\n{REPORT}")
    assert (draft.story, draft.title, draft.source) == ("no", "12e4", "Courier")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a\nsource: 'open\n---\n", "line 4"),
        ("---\ntitle: a: b\n---\n", "line 2"),
        ("---\na: *unknown\n---\n", "line 2"),
        ("---\na: " + "[" * 5000 + "\n---\n", "line"),
    ],
    ids=["quote", "colon", "alias", "deep"],
)
def test_invalid_front_matter_is_refused_with_its_line(text: str, line: str) -> None:
    """A typo in it must not become the first paragraph of an article."""
    with pytest.raises(ArticleError, match=line):
        read_markdown(text + REPORT)


@pytest.mark.parametrize(
    "text",
    ["---\nProse, not facts.\n---\nmore", "---\ntitle: never closed\n\nmore", "----\na: b\n---\n"],
)
def test_a_rule_at_the_top_is_no_front_matter(text: str) -> None:
    """Then all of it is the article's text."""
    assert read_text(text).text == text


def test_an_alias_bomb_in_front_matter_stays_small() -> None:
    """Nested aliases and merges would multiply to billions of items."""
    levels = "\n".join(f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 9)}]" for i in range(9))
    draft = read_text(f"---\na0: &a0 x\n{levels}\n<<: *a9\ntitle: calm\n---\n{REPORT}")
    assert draft.title == "calm"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-02-05", "2026-02-05"),
        ("2026-02-05T10:30:00Z", "2026-02-05T10:30:00+00:00"),
        ("2026-02-05 10:30", "2026-02-05T10:30:00"),
        ("Feb. 5, 2026", "2026-02-05"),
        ("5 February 2026", "2026-02-05"),
        ("February 5th, 2026", "2026-02-05"),
        ("2026-02", "2026-02"),
        ("2026-02-31", ""),
        ("soon", ""),
    ],
)
def test_dates_become_iso_8601_as_precise_as_they_were(written: str, iso: str) -> None:
    """What is no date is none, not today."""
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Harbour Reopens After Storm\n\n{REPORT}", "Harbour Reopens After Storm"),
        (f"Harbour Reopens After Storm\n{REPORT}", "Harbour Reopens After Storm"),
        (f"By Ana Ruiz\n\nHarbour Reopens\n\n{REPORT}", "Harbour Reopens"),
        (f"Is the harbour open?\n\n{REPORT}", "Is the harbour open?"),
        (f"{REPORT}\nThe post Storm Over appeared first on The Courier.", "Storm Over"),
        ("The harbour is open again. " + REPORT, "The harbour is open again"),
        (REPORT, "The harbour reopened on Monday after a week of storms, and two ships…"),
        ("word" * 40, ("word" * 40)[:70] + "…"),
    ],
)
def test_where_a_title_comes_from(text: str, title: str) -> None:
    """Tail, headline, or the first words; the text itself stays whole."""
    article = make_article(read_text(text))
    assert article.title == title
    assert article.text == text


def test_a_first_heading_is_the_title_of_markdown() -> None:
    """Before what a tail says, behind what front matter says."""
    text = f"# Own Head\n\n{REPORT}\n\nThe post Other Head appeared first on The Courier."
    assert make_article(read_markdown(text)).title == "Own Head"
    assert make_article(read_markdown("---\ntitle: Facts\n---\n" + text)).title == "Facts"
