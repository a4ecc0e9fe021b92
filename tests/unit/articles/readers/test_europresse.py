"""Europresse and Eureka, of both generations."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.articles.generators.downloads import REPORTS
from tests.unit.articles.generators.downloads_others import europresse
from tests.unit.articles.readers.downloads_read import assert_same, read


@pytest.mark.parametrize("old", [True, False])
def test_a_page_is_read(tmp_path: Path, old: bool) -> None:
    """The document's number is the key; captions and certificates are no text."""
    got = read(tmp_path, europresse(old=old), "a.html")
    assert got.receipt.format == "Europresse download"
    assert_same(got.articles, REPORTS)
    assert got.keys == [f"news.20240303.TC.{at}" for at in (1, 2, 3)]
    assert [one.section for one in got.articles] == ["Monde"] * 3
    assert got.receipt.dropped["copyright"] == 3


def test_an_english_heading(tmp_path: Path) -> None:
    """Its date has a comma of its own."""
    page = europresse(REPORTS[:1]).replace("dimanche 3 mars 2024", "Sunday, March 3, 2024")
    (article,) = read(tmp_path, page, "a.html").articles
    assert (article.published_at, article.section) == ("2024-03-03", "Monde")
