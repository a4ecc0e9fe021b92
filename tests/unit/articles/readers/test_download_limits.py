"""Hostile and damaged downloads end with a receipt, in little time and memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.articles.generators.carriers import rtf, word, zipped
from tests.unit.articles.generators.downloads import old_nexis, old_page, uni
from tests.unit.articles.generators.downloads_others import factiva_page
from tests.unit.articles.readers.downloads_read import read

WHOLE: dict[str, Callable[[], bytes]] = {
    "uni.docx": lambda: word(uni()),
    "uni.rtf": lambda: rtf(uni()),
    "old.html": lambda: old_page().encode(),
    "factiva.html": lambda: factiva_page().encode(),
}
HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: word(uni(), padding=" " * 120_000_000),
    "doctype.docx": lambda: word(uni(), doctype='<!DOCTYPE w [<!ENTITY a "b">]>'),
    "broken.docx": lambda: word(uni()).replace(b"PK\x05\x06", b"PK\x05\x07"),
    "paragraphs.docx": lambda: word(uni(), padding="<w:p/>" * 600_000),
    "paragraphs.rtf": lambda: rtf(uni())[:-1] + b"\\par " * 1_050_000 + b"}",
    "lines.txt": lambda: old_nexis().encode() + b"\n" * 1_050_000,
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 200_000 + rtf(uni()),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_with_a_reason(tmp_path: Path, name: str) -> None:
    """In little time and memory."""
    got = read(tmp_path, HOSTILE[name](), name)
    assert got.articles == []
    assert got.receipt.failed


def test_a_zip_that_claims_less_than_it_holds_is_refused(tmp_path: Path) -> None:
    """A bomb lies about its size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", old_nexis())
        archive.writestr("b.txt", "a" * 50_000_000)
    got = read(tmp_path, out.getvalue(), "a.zip")
    assert len(got.articles) == 3
    assert [one.key for one in got.receipt.skipped] != []


def test_deep_and_long_pages_end(tmp_path: Path) -> None:
    """Elements within elements, and one without end."""
    page = factiva_page().replace("<p class", "<div>" * 5000 + "<p class", 1)
    assert read(tmp_path, page, "a.html").receipt.found > 0


PIECES = st.sampled_from(
    [
        *("1 of 2 DOCUMENTS", "2 of 2 DOCUMENTS", "LENGTH: 8 words", "BYLINE: A", "LOAD-DATE: x"),
        *("Body", "End of Document", "Length:\xa03 words", "Documents (2)", "March 3, 2024", "HD"),
        *("LP", "TD", "AN", "PD", "SN", "Document COUR000020240303ek3300001", "85 words", "_" * 60),
        *("Full text: a", "Title: b", "ProQuest document ID: 1", "", "", "A sentence.", "\f", "ß"),
        *("Copyright 2024 A", "GRAPHIC: a", "Classification", "Load-Date:\xa0March 3, 2024"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(pieces=st.lists(PIECES, max_size=40), carrier=st.sampled_from(["txt", "docx", "rtf"]))
def test_any_order_of_marks_and_fields_gives_a_receipt(
    tmp_path: Path, pieces: list[str], carrier: str
) -> None:
    """Nothing is raised, and no rule of ours fails in it."""
    data = "\n".join(pieces).encode() or b"x"
    if carrier != "txt":
        data = (word if carrier == "docx" else rtf)(pieces)
    got = read(tmp_path, data, f"a.{carrier}")
    assert "Error" not in got.receipt.failed
    assert not [one for one in got.receipt.skipped if "cannot be read (" in one.reason]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(WHOLE)))
def test_damaged_bytes_give_a_receipt(tmp_path: Path, data: st.DataObject, name: str) -> None:
    """Wherever they are cut, and whatever is written over them."""
    whole = bytearray(WHOLE[name]())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at : at + 4] = data.draw(st.binary(max_size=8))
    got = read(tmp_path, bytes(whole)[: data.draw(st.integers(1, len(whole)))] or b"x", name)
    assert not [one for one in got.receipt.skipped if "cannot be read (" in one.reason]
    assert "Error" not in got.receipt.failed.replace("ExpatError", "")


def test_a_zip_of_other_files_is_none_of_ours(tmp_path: Path) -> None:
    """Another reader, or none, takes it."""
    got = read(tmp_path, zipped({"a.png": b"x", "b.txt": old_nexis().encode()}), "a.zip")
    assert got.articles == []
    assert got.receipt.format == ""
