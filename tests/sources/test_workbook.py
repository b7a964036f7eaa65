import csv
import io
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook

from engine.campaign import Row, TableFaults, TableFile
from engine.errors import AuthorError
from engine.sources.rows import lines_of, open_rows
from engine.sources.shown import shown, text_of
from engine.sources.workbook import MAX_MEGABYTES
from engine.values.place import Place


def made(path, *rows, title="Rows"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def texts(rows):
    return [[cell.text.strip() for cell in row.cells.values()] for row in rows if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("value", "code", "text", "seen"),
    [
        (4, "General", "4", "4"),
        (-4, "0", "-4", "-4"),
        (7, "000", "7", "007"),
        (-7, "000", "-7", "-007"),
        (0.5, "0%", "0.5", "50%"),
        (0.125, "0.0%", "0.125", "12.5%"),
        (1200, "#,##0", "1200", "1,200"),
        (999, "#,##0", "999", "999"),
        (2.5, "0.00", "2.5", "2.50"),
        (2.5, "General", "2.5", "2.5"),
        (5.0000000000000002, "General", "5", "5"),
        (0.1 + 0.2, "General", "0.3", "0.3"),
        (1 / 3, "General", "0.333333333333333", "0.333333333"),
        (1e-7, "General", "0.0000001", "0.0000001"),
        (12345678901, "General", "12345678901", "12345678901"),
        (123456789012, "General", "123456789012", "1.23457E+11"),
        (1e20, "General", "100000000000000000000", "1.00000E+20"),
        (7, "@", "7", "7"),
        (12, '"No. "0', "12", '"No. "0'),
        (True, "General", "TRUE", "TRUE"),
        (date(2026, 3, 1), "d/m/yy", "2026-03-01", "2026-03-01 (d/m/yy)"),
        (datetime(2026, 3, 1), "yyyy-mm-dd", "2026-03-01", "2026-03-01 (yyyy-mm-dd)"),  # noqa: DTZ001
        (datetime(2026, 3, 1, 9, 30), "General", "2026-03-01 09:30:00", "2026-03-01 09:30:00 (General)"),  # noqa: DTZ001
        (time(9, 30), "h:mm", "09:30:00", "09:30:00 (h:mm)"),
    ],
)
def test_a_value_has_a_text_and_is_shown_by_its_format(value, code, text, seen):
    assert (text_of(value), shown(value, code)) == (text, seen)


WORD = st.text(alphabet="ab 7,;雪é\n\"'=_x", max_size=6).filter(lambda text: not text.startswith("="))
NUMBER = st.integers(-(10**10), 10**10) | st.decimals(-(10**4), 10**4, places=3).map(float)
CELL = WORD | NUMBER | st.booleans() | st.none()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_workbook_reads_as_the_csv_of_the_same_rows(tmp_path, rows):
    book = made(tmp_path / "a.xlsx", ["a", "b", "c"], *rows)
    file = io.StringIO()
    csv.writer(file).writerows([["a", "b", "c"], *([as_csv(cell) for cell in row] for row in rows)])
    (tmp_path / "a.csv").write_text(file.getvalue(), "utf-8", newline="")

    found, same = list(open_rows(book, "a.xlsx")), list(open_rows(tmp_path / "a.csv", "a.csv"))
    if any(isinstance(row, Row) for row in same):
        assert texts(found) == texts(same)
    assert [row.number for row in found if isinstance(row, Row)] == [row.number for row in same if isinstance(row, Row)]


def as_csv(value):
    return "" if value is None else str(value).upper() if isinstance(value, bool) else text_of(value)


def test_a_place_is_row_and_column_of_the_sheet(tmp_path):
    rows = list(open_rows(made(tmp_path / "a.xlsx", ["sku"] + ["x"] * 0 + ["clip"], ["A", "a.mp4"]), "t/a.xlsx"))
    place = rows[0].cells["clip"].place
    assert place == Place("t/a.xlsx#Rows", 2, 2, 2, 3)
    assert (str(place), place.path) == ("t/a.xlsx:Rows!B2", "t/a.xlsx")
    assert str(Place("a.xlsx#It's 1", 3, 703, 3, 704)) == "a.xlsx:'It''s 1'!AAA3"
    assert str(Place("a#b.csv", 3, 4, 3, 5)) == "a#b.csv:3:4"


def test_what_would_unpack_to_too_much_is_never_unpacked(tmp_path):
    path = made(tmp_path / "a.xlsx", ["sku"], ["A"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (MAX_MEGABYTES + 1) * 1_000_000)
    (found,) = open_rows(path, "a.xlsx")
    assert [(one.key, one.args["megabytes"]) for one in found.faults] == [("workbook-too-big", MAX_MEGABYTES + 1)]


def test_merged_cells_of_a_whole_sheet_are_no_more_than_its_rows(tmp_path):
    path = tmp_path / "a.xlsx"
    book = Workbook()
    book.active.append(["sku"])
    book.active.append(["A"])
    book.active.merged_cells.add("A1:XFD1048576")
    book.save(path)
    (found,) = open_rows(path, "a.xlsx")
    assert [one.key for one in found.faults] == ["cell-merged"]


def test_a_table_of_more_cells_than_anybody_goes_through_is_one_fault(tmp_path):
    path = made(tmp_path / "a.xlsx", [f"c{n}" for n in range(16_384)], *([["x"]] * 700))
    (found,) = open_rows(path, "a.xlsx")
    assert [one.args["reason"].code for one in found.faults] == ["too-many-cells"]


def test_cells_beyond_the_header_are_told_of_one_by_one(tmp_path):
    found = list(open_rows(made(tmp_path / "a.xlsx", ["sku"], ["A", None, " "], ["B", *([None] * 900), "x"]), "a.xlsx"))
    assert [row.number for row in found if isinstance(row, Row)] == [1]
    assert [(one.key, one.place.column) for one in found[1].faults] == [("column-unnamed", 902)]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(100), b"\xd0\xcf\x11\xe0", b"sku\nA\n"])
def test_what_is_no_workbook_is_one_fault(tmp_path, data):
    (tmp_path / "a.xlsx").write_bytes(data)
    (found,) = open_rows(tmp_path / "a.xlsx", "a.xlsx")
    assert isinstance(found, TableFaults)
    assert len(found.faults) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_a_fault_or_read(tmp_path, at, change):
    data = made(tmp_path / "a.xlsx", ["sku", "n"], ["A", 1], ["B", 2.5]).read_bytes()
    (tmp_path / "b.xlsx").write_bytes(data[:at] + change + data[at + len(change) :])
    assert list(open_rows(tmp_path / "b.xlsx", "b.xlsx"))


def test_a_workbook_that_is_not_there_or_has_no_lines(tmp_path):
    with pytest.raises(AuthorError, match="file-not-found"):
        open_rows(tmp_path / "none.xlsx", "none.xlsx")
    assert lines_of(made(tmp_path / "a.xlsx", ["sku"]), {1}) == {}


def test_a_hidden_sheet_is_read_if_it_is_named(tmp_path):
    book = Workbook()
    book.active.append(["sku"])
    book.create_sheet("Old").append(["sku"])
    book["Old"].append(["A"])
    book["Old"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    said = TableFile("a.xlsx", Place.point("c.yaml"), sheet="Old")
    assert texts(open_rows(tmp_path / "a.xlsx", "a.xlsx", said)) == [["A"]]
