"""Tables that spreadsheets save, in CSV and as workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.config import Config
from annotations.dataset import TrainingSet
from annotations.dataset.formats import FORMATS
from annotations.dataset.formats.csv import guarded, unguarded
from annotations.dataset.options import Options
from annotations.errors import ExportError, LabelFileError
from annotations.importing import spreadsheet
from annotations.importing.file_records import records_of
from annotations.importing.plan import Import
from annotations.importing.read_files import read
from annotations.importing.records import Relabelled, Said, Unread
from annotations.importing.report import KNOWN, Wishes
from annotations.importing.spreadsheet import sheet
from annotations.labels import LabelScheme
from tests.unit.dataset.material import Project, hard_project

HARD = ("=SUM(A1:A9) stood there.", "+44 20 is it.", "-5 it was.", "@mayor: no.", "'=x", "“é” ‘’ –")


def said(path: Path) -> list[tuple[str, str]]:
    """Text and label."""
    return [(one.quote.text, one.label) for one in read(path).items if isinstance(one, Said)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["t.csv", "t.txt"])
def test_a_table_by_hand(
    tmp_path: Path, separator: str, before: bytes, end: str, name: str
) -> None:
    """However the spreadsheet separates, in whatever case the head is."""
    rows = [("Text", "Label", "why"), ('He said "no"; yes, so\nit is.', "claim", "1,5"),
            ("=A1 was it.", " quote ", ""), ("", "", "")]  # fmt: skip
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    (tmp_path / name).write_bytes(before + out.getvalue().encode())
    assert said(tmp_path / name) == [
        ('He said "no"; yes, so\nit is.', "claim"), ("=A1 was it.", "quote")
    ]  # fmt: skip


def test_the_word_that_names_the_separator(tmp_path: Path) -> None:
    """Excel's own."""
    (tmp_path / "t.csv").write_text("sep=;\r\ntext;label\r\na, b;claim\r\n")
    assert said(tmp_path / "t.csv") == [("a, b", "claim")]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('text,label\nx,claim\n"y,claim\n', "line 3 has a quote that nothing ends"),
        ("text,label\nx,claim\ny", "line 3 has 1 cells, the head 2"),
        ("text,label\nx,claim,more\n", "line 2 has 3 cells"),
        ('schema,text,label,votes\nsentence-labels/1,x,claim,"[{""annot"\n', "should be JSON"),
    ],
)
def test_a_table_that_was_cut_is_refused(tmp_path: Path, text: str, where: str) -> None:
    """With the line."""
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(LabelFileError, match=where):
        read(tmp_path / "t.csv")


def exported(project: Project, path: Path, **options: Any) -> None:
    """The rows of a project as CSV."""
    training_set = TrainingSet(project.store, Config(), Options(**options))
    path.write_bytes(b"".join(FORMATS["csv"].pieces(training_set, None, lambda votes: None)))


def test_csv_for_a_spreadsheet_holds_no_formula(tmp_path: Path) -> None:
    """A byte order mark, an apostrophe before what it would calculate; undone on import."""
    project = Project()
    project.say("ana", project.add(HARD), dict.fromkeys(range(len(HARD)), "claim"))
    path = tmp_path / "rows.csv"
    exported(project, path, excel=True)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert all(
        not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row
    )
    assert {one.quote.text for one in read(path).items if isinstance(one, Said)} == set(HARD)
    report = Import(project.store, read(path), scheme=LabelScheme()).report
    assert report.counts[KNOWN] == len(HARD) == len(report.outcomes)
    exported(project, path)
    assert path.read_bytes().startswith(b'"schema"')
    assert b"'=SUM" not in path.read_bytes()


def test_the_table_for_a_spreadsheet_is_as_the_golden_file_says(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`pytest --snapshot-update` writes it anew; a difference belongs in the changelog."""
    golden = Path(__file__).parents[2] / "golden" / "export-hard-excel.csv"
    exported(hard_project(), tmp_path / "rows.csv", excel=True)
    if request.config.getoption("update_snapshots", default=False):
        golden.write_bytes((tmp_path / "rows.csv").read_bytes())
    assert (tmp_path / "rows.csv").read_bytes() == golden.read_bytes()


@given(st.text(alphabet="'=+-@\t\rab", max_size=6))
def test_a_guarded_cell_comes_back(cell: str) -> None:
    """Whatever it was."""
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_only_csv_is_for_a_spreadsheet() -> None:
    """Other formats have no cells."""
    from annotations.dataset import format_named

    with pytest.raises(ExportError, match="goes with the format csv"):
        format_named("jsonl", Options(excel=True))


# Workbooks


def workbook(path: Path, rows: Sequence[Sequence[Any]], **book: Any) -> None:
    """A workbook as openpyxl writes it."""
    made = import_module("openpyxl").Workbook(**book)
    where = made.create_sheet("first") if book else made.active
    for row in rows:
        where.append(row)
    made.save(path)


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    """Text, numbers, empty cells; also a long one, which is written otherwise."""
    rows = [("id", "text", "label", "n"), (None, "“No”,\nhe said. 🎈", "quote", 3),
            (None,), ("12", "_x005F_x0041_ is escaped", "claim", None)]  # fmt: skip
    for book in ({}, {"write_only": True}):
        path = tmp_path / "t.xlsx"
        workbook(path, rows, **book)
        assert said(path) == [("“No”,\nhe said. 🎈", "quote"), ("_x0041_ is escaped", "claim")]


def test_an_export_comes_back_out_of_a_workbook(tmp_path: Path) -> None:
    """Every row of the hard project, edited in one cell."""
    project = hard_project()
    exported(project, tmp_path / "rows.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "rows.csv").read_text("utf-8"), newline="")))
    label = rows[0].index("label")
    kept = rows[1][label]
    workbook(tmp_path / "rows.xlsx", rows)
    report = Import(project.store, read(tmp_path / "rows.xlsx"), scheme=LabelScheme()).report
    assert report.complete
    assert report.counts[KNOWN] == len(report.outcomes)
    rows[1][label] = "claim" if kept != "claim" else "quote"
    workbook(tmp_path / "rows.xlsx", rows)
    [edited] = [one for one in read(tmp_path / "rows.xlsx").items if isinstance(one, Relabelled)]
    assert (edited.label, edited.was) == (rows[1][label], kept)
    wishes = Wishes(edits=True, me="ana")
    report = Import(
        project.store, read(tmp_path / "rows.xlsx"), scheme=LabelScheme(), wishes=wishes
    ).report
    assert report.counts["changed"] == 1


def parts(path: Path, **changed: str) -> None:
    """A workbook with one sheet, and parts of it written otherwise."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    found = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="x"><Relationship Id="r1" '
        'Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><r><t>te</t></r><r><t>xt</t></r>'
        "<rPh><t>read</t></rPh></si><si><t>label</t></si></sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">'
        '<c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row>'
        '<c r="B2" t="inlineStr"><is><t>It rained.</t></is></c><c r="C2" t="str"><f>A</f>'
        "<v>claim</v></c></row></sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in found.items():
            book.writestr(name, changed.get(name, text))


def test_cells_stand_where_they_say(tmp_path: Path) -> None:
    """Rich text is put together, what is read aloud is left out, a formula is its value."""
    parts(tmp_path / "t.xlsx")
    assert list(sheet(tmp_path / "t.xlsx")) == [["", "text", "label"], ["", "It rained.", "claim"]]
    assert said(tmp_path / "t.xlsx") == [("It rained.", "claim")]


def test_a_workbook_that_means_ill_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document type, and what unpacks to more than is read."""
    path = tmp_path / "t.xlsx"
    laughs = '<!DOCTYPE a [<!ENTITY b "ha">]><sst xmlns="x"><si><t>&b;</t></si></sst>'
    parts(path, **{"xl/sharedStrings.xml": laughs})
    with pytest.raises(LabelFileError, match="declares a document type"):
        read(path)
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 1_000_000)
    parts(path, **{"xl/worksheets/sheet1.xml": "<a>" + " " * 2_000_000 + "</a>"})
    assert path.stat().st_size < 10_000
    with pytest.raises(LabelFileError, match="unpacks to more than 1 MB"):
        read(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("text", ["<a><b></a>", "", "\0"])
def test_a_broken_workbook_is_refused(tmp_path: Path, part: str, text: str) -> None:
    """By name."""
    parts(tmp_path / "t.xlsx", **{part: text})
    with pytest.raises(LabelFileError, match=r"t\.xlsx"):
        read(tmp_path / "t.xlsx")


@pytest.mark.parametrize("size", [30, 300, 900])
def test_a_workbook_that_was_cut_is_refused(tmp_path: Path, size: int) -> None:
    """A zip's list of files is at its end."""
    parts(tmp_path / "t.xlsx")
    data = (tmp_path / "t.xlsx").read_bytes()
    (tmp_path / "t.xlsx").write_bytes(data[:size])
    with pytest.raises(LabelFileError, match="not a whole workbook"):
        read(tmp_path / "t.xlsx")


def test_a_bad_checksum_is_noticed(tmp_path: Path) -> None:
    """A flipped bit in a packed part."""
    parts(tmp_path / "t.xlsx")
    data = bytearray((tmp_path / "t.xlsx").read_bytes())
    at = data.index(b"sheet1.xml") + 20
    data[at] ^= 0xFF
    (tmp_path / "t.xlsx").write_bytes(bytes(data))
    with pytest.raises(LabelFileError):
        read(tmp_path / "t.xlsx")


@pytest.mark.parametrize("columns", [1, 40])
def test_records_say_where_they_stand(tmp_path: Path, columns: int) -> None:
    """Lines of the file, not rows, where a cell has several lines."""
    head = ",".join(["text", "label", *map(str, range(columns))])
    row = '"a\nb",claim' + ",x" * columns
    (tmp_path / "t.csv").write_text(f"{head}\n{row}\n{row}\n")
    found = [one for one in records_of(tmp_path / "t.csv") if not isinstance(one, Unread)]
    assert [where for where, _ in found] == ["line 2", "line 4"]
