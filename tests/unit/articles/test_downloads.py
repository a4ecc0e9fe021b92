"""A file that holds several articles of a news service says so."""

from __future__ import annotations

import pytest

from annotations.articles.downloads import articles_in, note_on
from annotations.language.analysis import analyse
from tests.unit.language.material import article

BODY = "Cranes fall in storm\n\nTwo cranes fell on Monday, the port said."


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("        {} of 3 DOCUMENTS\n\n", ""),
        ("", "\n\nEnd of Document\n\n"),
        ("Document {} of 3\n\n", ""),
        ("", "\n\nDocument COUR00002024030{}ek3300001\n\n"),
    ],
)
def test_a_download_of_several_articles_is_told(before: str, behind: str) -> None:
    """By what the service puts before or behind each of them."""
    text = "\n\n".join(f"{before.format(n)}{BODY}{behind.format(n)}" for n in (1, 2, 3))
    assert articles_in(text) == 3
    assert "holds 3 articles" in analyse(article(text)).note


@pytest.mark.parametrize(
    "text", [BODY, f"1 of 1 DOCUMENTS\n\n{BODY}", f"{BODY}\n\nEnd of Document"]
)
def test_one_article_is_one(text: str) -> None:
    """With the same border once, or with none."""
    assert articles_in(text) == 1
    assert note_on(text) == ""


def test_a_sentence_about_documents_is_no_border() -> None:
    """The border is a line of its own."""
    assert articles_in("She read 1 of 2 DOCUMENTS.\nHe read 2 of 2 DOCUMENTS.") == 1
