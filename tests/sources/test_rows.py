import csv
import io
import json
import re
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from engine.campaign import Row, RowFaults, TableFaults
from engine.errors import AuthorError
from engine.sources.lines import MAX_ROW
from engine.sources.rows import lines_of, open_rows
from engine.text.composed import composed

FUZZ = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def table(tmp_path):
    def of(data, name="rows.csv"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
        return open_rows(path, name)

    return of


def texts(rows):
    return [[cell.text for cell in row.cells.values()] for row in rows if isinstance(row, Row)]


def keys(rows):
    return [fault.key for row in rows if not isinstance(row, Row) for fault in row.faults]


# CSV

CELL = st.text(alphabet='ab ,"\n\r\t雪é;', max_size=6)
TABLES = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1))


@FUZZ
@given(TABLES, st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.booleans())
@example([["\r"]], "\r\n", csv.QUOTE_ALL, True)
def test_reads_what_the_standard_library_writes(table, rows, end, quoting, marked):
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=end, quoting=quoting)
    writer.writerow([f"c{number}" for number in range(len(rows[0]))])
    writer.writerows(rows)
    text = file.getvalue()
    found = list(table(("\ufeff" if marked else "") + text))

    library = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(map(str.strip, row))][1:]
    # minimal quoting leaves a lone CR bare, which then ends a row: that row is ragged
    assert texts(found) == [[_lines(cell) for cell in row] for row in library if len(row) == len(rows[0])]
    assert [row.number for row in found] == list(range(1, len(library) + 1))
    _check_places([row for row in found if isinstance(row, Row)], text)


def _lines(cell):
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _check_places(rows, text):
    """Cut every cell out of the file by its place."""
    lines = re.split("(?<=\n)|(?<=\r)(?!\n)", text)
    for row in rows:
        for cell in row.cells.values():
            place = cell.place
            part = lines[place.line - 1 : place.end_line]
            part[-1] = part[-1][: place.end_column - 1]
            raw = (
                "".join(part)[place.column - 1 :] if len(part) == 1 else part[0][place.column - 1 :] + "".join(part[1:])
            )
            assert (_lines(raw[1:-1].replace('""', '"')) if raw.startswith('"') else raw) == cell.text


@FUZZ
@given(st.text(alphabet='ab,"\n\r雪', max_size=40))
def test_no_text_crashes_the_reader_and_what_it_takes_the_library_takes(table, body):
    found = list(table("a,b\n" + body))
    assert all(isinstance(row, Row | RowFaults | TableFaults) for row in found)
    if keys(found) == []:
        library = list(csv.reader(io.StringIO(body, newline=""), strict=True))
        assert texts(found) == [[_lines(cell) for cell in row[:2]] for row in library if any(map(str.strip, row))]


@FUZZ
@given(st.binary(max_size=60))
def test_no_bytes_crash_the_reader(table, body):
    list(table(body))
    list(table(b"a,b\n" + body))
    list(table(body, "rows.jsonl"))


def test_a_row_knows_its_first_line_and_a_cell_its_own():
    place = {row.number: row.place.line for row in _rows('a,b\n1,2\n\n"x\ny",3\n4,5\n')}
    assert place == {1: 2, 2: 4, 3: 6}
    cells = _rows('a,b\n"x\ny","z"\n')[0].cells
    assert [(p.line, p.column, p.end_line, p.end_column) for p in (cells["a"].place, cells["b"].place)] == [
        (2, 1, 3, 3),
        (3, 4, 3, 7),
    ]


def _rows(text):
    from engine.sources.csv_rows import Records, row_of
    from engine.sources.header import Header
    from engine.sources.lines import lines_in

    records = iter(Records("r.csv", lines_in(io.StringIO(text, newline=""), "r.csv")))
    header = Header.of(next(records).cells)
    return [row_of(record, number, header) for number, record in enumerate(records, 1)]


def test_columns_are_the_header_without_the_blanks_around_names(table):
    found = table(" sku , 产品 名称\na,b\n")

    assert {name: (place.line, place.column) for name, place in found.columns.items()} == {
        "sku": (1, 1),
        "产品 名称": (1, 7),
    }
    assert found.columns == table(" sku , 产品 名称\na,b\n").columns


def test_old_line_ends_are_line_ends(table):
    assert texts(table("a,b\r1,2\r3,4")) == [["1", "2"], ["3", "4"]]


def test_a_table_can_be_gone_through_again(table):
    found = table("a\n1\n2\n")
    assert texts(found) == texts(found) == [["1"], ["2"]]


def test_a_file_of_another_encoding_is_one_fault_however_long_it_is(table):
    found = list(table(b"a\n1\n" + "北京\n".encode("gbk") * 1000))
    assert keys(found) == ["table-encoding"]
    assert texts(found) == [["1"]]


def test_a_header_of_another_encoding_is_one_fault(table):
    found = table("城市,名称\n北京,雪\n".encode("gbk"))
    assert found.columns is None
    assert keys(found) == ["table-encoding"]


@pytest.mark.parametrize("data", ["a\n" + "x" * (MAX_ROW + 1), "x" * (MAX_ROW + 1)])
def test_a_line_without_end_is_never_held_whole(table, data):
    assert keys(table(data)) == ["row-too-long"]


def test_an_open_quote_does_not_swallow_a_whole_file(table):
    assert keys(table('a\n"' + "x\n" * MAX_ROW)) == ["csv-quote-unclosed"]


@pytest.mark.parametrize("part", ["x\n", '""\n', '"",\r\n'])
def test_a_long_cell_of_many_lines_takes_time_in_proportion(table, part):
    count = (MAX_ROW - 10) // len(part)
    started = time.process_time()

    assert texts(table('a\n"' + part * count + '"\n')) == [[_lines(part.replace('""', '"')) * count]]
    assert time.process_time() - started < 5


def test_a_table_that_is_not_there_or_no_table(tmp_path):
    with pytest.raises(AuthorError, match="file-not-found"):
        open_rows(tmp_path / "none.csv", "none.csv")
    with pytest.raises(AuthorError, match="rows-format"):
        open_rows(tmp_path / "rows.ods", "rows.ods")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(AuthorError, match="file-unreadable"):
        open_rows(tmp_path / "folder.csv", "folder.csv")


def test_lines_for_excerpts(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\r\n1,2\n3,4")
    assert lines_of(path, {1, 3, 9}) == {1: "a,b", 3: "3,4"}
    assert lines_of(Path("none.csv"), {1}) == {}


# JSON lines

SEEN = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufffe\uffff") | st.sampled_from(
    "\t\n\r"
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(SEEN, max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(SEEN, max_size=3), inner, max_size=3),
    max_leaves=5,
)


@FUZZ
@given(
    st.lists(st.dictionaries(st.text(SEEN, max_size=4), VALUES, max_size=4), max_size=5),
    st.booleans(),
    st.sampled_from([None, 1]),
)
def test_reads_what_the_standard_library_writes_as_json(table, rows, ascii_only, separators):
    marks = (", ", " : ") if separators else (",", ":")
    lines = [json.dumps(row, ensure_ascii=ascii_only, separators=marks) for row in rows]
    found = list(table("\r\n\n".join(lines), "rows.jsonl"))

    assert [{name: cell.value for name, cell in row.cells.items()} for row in found] == [
        {composed(name): value for name, value in row.items()} for row in rows
    ]
    for row, line in zip(found, lines, strict=True):
        for cell in row.cells.values():
            assert json.loads(line[cell.place.column - 1 : cell.place.end_column - 1]) == cell.value


def test_characters_may_be_written_as_pairs_of_escapes(table):
    row = next(iter(table('{"\\u00e9": "\\ud83d\\ude00"}', "rows.jsonl")))
    assert {name: cell.value for name, cell in row.cells.items()} == {"é": "\U0001f600"}


def test_fractions_are_exact(table):
    row = next(iter(table('{"a": 0.1, "b": 1e2, "c": 5.0}', "rows.ndjson")))
    assert [cell.value for cell in row.cells.values()] == [Decimal("0.1"), Decimal(100), Decimal(5)]


@pytest.mark.parametrize(
    "line",
    [
        '{"a": 1e999}',
        '{"a": 1e999999999999999999999}',
        '{"a": 1',
        '{"a": -Infinity}',
        '{"a": ' + "1" * 50 + "}",
        '{"a": ' + "[" * 100_000 + "}",
        "{",
        '{"a"}',
        '{"a": {"b": 1, "b": 2}}',
    ],
)
def test_lines_that_are_no_json_are_faults_of_their_row_alone(table, line):
    found = list(table(line + '\n{"a": 1}\n', "rows.jsonl"))

    assert keys(found) == ["row-not-json"]
    assert found[0].faults[0].place.end_column <= len(line) + 1
    assert [row.number for row in found] == [1, 2]


@pytest.mark.parametrize("line", ['{"a": "\\ud800"}', '{"a": [{"b\\udfff": 1}]}', '{"\\uDC00": 1}'])
def test_half_a_character_of_a_line_is_a_fault_of_its_row_alone(table, line):
    found = list(table(line + '\n{"a": 1}\n', "rows.jsonl"))

    assert keys(found) == ["half-character"]
    assert [row.number for row in found] == [1, 2]
