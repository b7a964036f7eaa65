from collections import deque
from dataclasses import dataclass
from types import MappingProxyType

import pytest

from engine.campaign import CampaignRow, Cell, Row, RowFaults, TableFaults, expand, read_campaign
from engine.recipe import GivenTexts, Json, bind_inputs
from engine.values.place import Place

HEAD = "campaign: 1\nname: t\nuses: spot.yaml\n"
FILE = "rows: {file: data/r.csv, key: [sku]}\n"


@dataclass
class Table:
    """A table of cells made on the way, so that none is ever held whole."""

    count: int
    file: str = "data/r.csv"
    columns_named: tuple[str, ...] = ("sku", "city", "clip")

    @property
    def columns(self):
        return {name: Place.point(self.file, 1, at) for at, name in enumerate(self.columns_named, 1)}

    @property
    def place(self):
        return Place.point(self.file)

    def __iter__(self):
        for number in range(1, self.count + 1):
            place = Place.point(self.file, number + 1)
            words = {"sku": f"S{number}", "city": "Oslo", "clip": f"{number % 3}.mp4"}
            cells = {name: Cell(words.get(name, "x"), place) for name in self.columns_named}
            yield Row(number, place, MappingProxyType(cells))


@pytest.fixture
def campaign(schemas, spot):
    def of(text):
        checked = read_campaign(HEAD + text, "c.yaml", spot, schemas)
        assert checked.campaign is not None, checked.faults
        return checked.campaign

    return of


def good(expansion):
    return [found for found in expansion if isinstance(found, CampaignRow)]


def test_rows_are_crossed_with_the_matrix_in_the_order_of_both(campaign, spot):
    found = good(expand(campaign(FILE + "matrix: {style: [watercolor, claymation], seconds: [4]}"), spot, Table(2)))

    assert [row.key for row in found] == ["S1+watercolor+4", "S1+claymation+4", "S2+watercolor+4", "S2+claymation+4"]
    assert [row.row_key for row in found] == ["S1", "S1", "S2", "S2"]
    assert found[1].matrix == {"style": "claymation", "seconds": 4}
    assert bind_inputs(spot.declared, found[1].given).values["seconds"] == 4


def test_points_of_a_matrix_are_made_when_they_are_asked_for(campaign, spot):
    axes = "".join(f"  a{n}: [{', '.join(map(str, range(20)))}]\n" for n in range(8))  # 2.56e10 points
    expansion = iter(expand(campaign(f"{FILE}limits: {{max_tasks: 100000000000}}\nmatrix:\n{axes}"), spot, Table(1)))

    assert next(expansion).key == "S1" + "+0" * 8
    assert next(expansion).key == "S1" + "+0" * 7 + "+1"


def test_summary_counts_everything_once(campaign, spot):
    text = "matrix: {style: [watercolor, claymation]}\nwhere: ${{ not (row.sku == 'S2' and matrix.style == 'claymation') }}\n"
    expansion = expand(campaign(FILE + text), spot, Table(3))
    good(expansion)

    summary = expansion.summary
    assert (summary.rows, summary.combos, summary.asked, summary.filtered, summary.faulty) == (3, 2, 5, 1, 0)


def test_with_goes_before_matrix_before_row_before_default(campaign, spot):
    def given(text, columns=("sku", "city", "clip", "style")):
        table = Table(1, columns_named=columns)
        return good(expand(campaign(FILE + text), spot, table))[0].given["style"]

    assert given("with: {style: claymation}\nmatrix: {style: [watercolor]}").value == "claymation"
    assert given("matrix: {style: [watercolor]}").value == "watercolor"
    assert given("").texts == ("x",)


def test_null_under_with_leaves_the_default(campaign, spot):
    row = good(
        expand(campaign(FILE + "with: {style: null}"), spot, Table(1, columns_named=("sku", "city", "clip", "style")))
    )[0]

    assert "style" not in row.given
    assert bind_inputs(spot.declared, row.given).values["style"] == "watercolor"


def test_a_bare_cell_keeps_its_own_place_and_a_computed_text_has_the_campaigns(campaign, spot):
    text = "with:\n  clip: ${{ row.sku ~ '.mp4' }}\n  city: ${{ row.city or 'x' }}\n"
    row = good(expand(campaign(FILE + text), spot, Table(1)))[0]

    assert row.given["city"].place.file == "data/r.csv"
    assert row.given["clip"].place.file == "c.yaml"
    assert row.given["clip"] == GivenTexts(("S1.mp4",), row.given["clip"].place)


def test_cells_within_a_list_start_at_the_campaigns_folder(campaign, spot):
    text = "with:\n  pictures:\n    - ${{ row.city }}\n    - b.png\n"
    row = good(expand(campaign(FILE + text), spot, Table(1)))[0]

    assert row.given["pictures"] == Json(["data/Oslo", "b.png"], row.given["pictures"].place)


def test_a_choice_gives_the_cell_that_it_chooses(campaign, spot):
    text = "with:\n  city: ${{ row.clip if row.sku == 'S1' else row.city }}\n"
    found = good(expand(campaign(FILE + text), spot, Table(2)))

    assert [row.given["city"].texts for row in found] == [("1.mp4",), ("Oslo",)]


def test_a_matrix_without_rows_is_one_row(campaign, spot):
    found = good(
        expand(campaign("with: {clip: a.mp4, city: Oslo}\nmatrix: {style: [watercolor, claymation]}"), spot, None)
    )

    assert [(row.key, row.row_key) for row in found] == [("watercolor", ""), ("claymation", "")]


def test_faulty_rows_stop_no_other(campaign, spot):
    class Mixed(Table):
        def __iter__(self):
            for row in super().__iter__():
                if row.number == 2:
                    yield RowFaults("", 2, row.place, (_fault(row.place),))
                else:
                    yield row

    def _fault(place):
        from engine.values.fault import fault

        return fault("row-ragged", place, count=1, wanted=3)

    expansion = expand(campaign(FILE), spot, Mixed(3))
    found = list(expansion)

    assert [type(one) for one in found] == [CampaignRow, RowFaults, CampaignRow]
    assert (expansion.summary.asked, expansion.summary.faulty) == (2, 1)


def test_a_wrong_header_is_said_once_and_no_row_is_read(campaign, spot):
    expansion = expand(campaign(FILE), spot, Table(1000, columns_named=("sku", "City", "clip")))
    found = list(expansion)

    assert [[fault.key for fault in one.faults] for one in found] == [["column-near-input"]]
    assert isinstance(found[0], TableFaults)
    assert expansion.summary.rows == 0


def test_rows_are_streamed(campaign, spot):
    expansion = iter(expand(campaign(FILE), spot, Table(10**12)))

    assert deque((next(expansion) for _ in range(100)), maxlen=1)[0].key == "S100"


def test_more_rows_than_allowed_end_the_expansion(campaign, spot):
    found = list(expand(campaign(FILE + "limits: {max_tasks: 5}"), spot, Table(10**12)))

    assert len(found) == 6
    assert [fault.key for fault in found[-1].faults] == ["campaign-too-big"]
