"""A campaign's faults: those of its file, its recipe, its rows and their plans in one list, each at its cause."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.api.check import check
from engine.api.context import make_context
from engine.phrases.messages import Messages
from engine.report.faults import as_data
from engine.resources import load_json
from engine.sources.recipes import choose

RECIPE = """\
recipe: 1
name: spot
inputs:
  clip: {type: video}
  style: {type: string, enum: [ink, clay], default: ink}
  city: {type: string}
  note: {type: string, optional: true}
  long: {type: integer, default: 3}
  pictures: {type: list, items: {type: image}, optional: true}
  looks: {type: list, items: {type: string}, default: [day]}
steps:
  - id: edit
    foreach: ${{ inputs.looks }}
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      reference_images: ${{ inputs.pictures }}
      prompt: "{{ inputs.style }} {{ inputs.city }} {{ inputs.note or '' }} {{ item }}"
      resolution: 720P
      duration: ${{ inputs.long }}
      watermark: true
outputs:
  final: ${{ steps.edit.video }}
"""
HEAD = "campaign: 1\nname: t\nuses: spot.yaml\n"
FILE = HEAD + "rows: {file: rows.csv, key: [sku]}\n"
LINES = HEAD + "rows: {file: rows.jsonl, key: [sku]}\n"
Checked = Callable[..., list[str]]
CELLS = ["rows.csv:3:14 input-not-integer", "rows.csv:4:1 row-key-repeated"]


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    """Check a campaign beside its files; return `file:line:column key`, with the rows that a fault names."""

    def of(campaign: str, *, recipe: str | None = RECIPE, **files: str) -> list[str]:
        texts = {
            "t.yaml": campaign,
            "rows.csv": files.get("csv"),
            "rows.jsonl": files.get("lines"),
            "spot.yaml": recipe,
        }
        for name, text in texts.items():
            if text is not None:
                (tmp_path / name).write_text(text, "utf-8")
        context = make_context(tmp_path, {})
        found = []
        for one in check(context, choose([tmp_path / "t.yaml"])):
            if one.key.startswith("lint-"):
                continue
            about = [str(one.args[name]) for name in ("rows", "more") if name in one.args]
            place = str(one.place).removeprefix(f"{tmp_path}/")
            found.append(" ".join([place, one.key, *about]))
        return found

    return of


def csv(*rows: str, head: str = "sku,city,clip,note,long,pictures,looks") -> str:
    return "\n".join([head, *rows, ""])


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("A,Oslo,a.mp4,,99,,", ["rows.csv:2:15 number-range A"]),
        (f"A,{'x' * 5000},a.mp4,,,,", ["rows.csv:2:3 text-over-limit A"]),
        ('A,Oslo,a.mp4,,,"[""1"",""2"",""3"",""4"",""5""]",', ["rows.csv:2:16 too-many-items A"]),
        ('A,Oslo,a.mp4,,,,"[""x"",""x""]"', ["rows.csv:2:17 item-key-twice A"]),
        (f"A,{'x' * 2500},a.mp4,{'y' * 2500},,,", ["spot.yaml:18:15 text-over-limit A"]),
    ],
)
def test_a_value_of_a_row_that_fails_in_the_recipe_is_a_fault_of_its_cell(
    checked: Checked, row: str, faults: list[str]
):
    assert checked(FILE, csv=csv(row)) == faults


def test_a_value_that_a_sub_recipe_refuses_is_a_fault_of_its_cell(checked: Checked, tmp_path: Path):
    (tmp_path / "inner.yaml").write_text(RECIPE.replace("name: spot", "name: inner"), "utf-8")
    outer = RECIPE[: RECIPE.index("    foreach")] + (
        "    uses: ./inner.yaml\n"
        '    with: {clip: "${{ inputs.clip }}", city: "${{ inputs.city }}", long: "${{ inputs.long }}"}\n'
        "outputs:\n  final: ${{ steps.edit.final }}\n"
    )
    assert checked(FILE, recipe=outer, csv=csv("A,Oslo,a.mp4,,99,,")) == ["rows.csv:2:15 number-range A"]


def test_rows_with_one_fault_stay_apart_and_are_counted(checked: Checked):
    long = "x" * 2500
    rows = [f"R{number},{long},a.mp4,{long},,," for number in range(1000)]
    assert checked(FILE, csv=csv(*rows[:2])) == ["spot.yaml:18:15 text-over-limit R0, R1"]
    assert checked(FILE, csv=csv(*rows)) == ["spot.yaml:18:15 text-over-limit R0, R1, R2 997"]


def test_cells_with_one_fault_are_shown_until_nobody_would_read_on(checked: Checked):
    faults = checked(FILE, csv=csv(*(f"R{number},Oslo,a.mp4,,x,," for number in range(1000))))
    assert len(faults) == 100
    assert faults[0] == "rows.csv:2:16 input-not-integer"
    assert faults[-1] == "rows.csv:101:17 input-not-integer 900"


def test_the_words_of_a_fault_name_its_rows():
    words = Messages(load_json("messages.json"), "en")
    chinese = Messages(load_json("messages.json"), "zh")
    told = {"name": "n", "value": "x"}
    for args, english, zh in (
        ({"rows": "A"}, " (row A)", "（行 A）"),
        ({"rows": "A, B"}, " (rows A, B)", "（行 A、B）"),
        ({"rows": "A, B, C", "more": 5}, " (rows A, B, C and 5 more)", "（行 A、B、C 及另外 5 行）"),
        ({"more": 5}, " (5 more like this)", "（同类的还有 5 处）"),
    ):
        assert words.words("input-not-integer", told | args).message.endswith(f"whole number.{english}")
        assert chinese.words("input-not-integer", told | args).message.endswith(f"必须是整数。{zh}")
    assert words.words("unknown-rows", {"rows": "A", "campaign": "t"}).message.count("A") == 1


@pytest.mark.parametrize(
    ("campaign", "recipe", "faults"),
    [
        (FILE, RECIPE.replace("inputs.note", "inputs.nota"), ["spot.yaml:18:63 unknown-input", *CELLS]),
        (FILE + "with: {nope: 1}\n", RECIPE, ["t.yaml:5:8 input-unknown", *CELLS]),
        (
            FILE + "with: {nope: 1}\n",
            RECIPE.replace("inputs.note", "inputs.nota"),
            ["t.yaml:5:8 input-unknown", "spot.yaml:18:63 unknown-input", *CELLS],
        ),
        (FILE + "wiht: {}\n", "recipe: [", ["t.yaml:5:1 unknown-key", "spot.yaml:1:9 yaml-unquoted-start", CELLS[1]]),
        (FILE + "where: ${{ row.city = 1 }}\n", RECIPE, ["t.yaml:5:21 expression-sign", *CELLS]),
        (HEAD + "rows: {file: rows.csv}\n", RECIPE, ["t.yaml:4:1 missing-key", CELLS[0]]),
        (FILE.replace("[sku]", "sku"), RECIPE, ["t.yaml:4:29 wrong-shape", CELLS[0]]),
    ],
)  # fmt: skip
def test_a_fault_of_the_file_or_the_recipe_hides_none_of_the_rows(
    checked: Checked, campaign: str, recipe: str, faults: list[str]
):
    table = csv("A,Oslo,a.mp4,", "B,Rome,b.mp4,x", "A,Rome,c.mp4,", head="sku,city,clip,long")
    assert sorted(checked(campaign, recipe=recipe, csv=table)) == sorted(faults)


def test_a_recipe_with_bad_inputs_makes_no_false_faults_of_what_it_is_given(checked: Checked):
    broken = RECIPE.replace("city: {type: string", "city: {type: strnig")
    faults = checked(FILE + "with: {city: Oslo, nope: 1}\n", recipe=broken, csv=csv("A,1,2", head="sku,clip,more"))
    assert [fault for fault in faults if not fault.startswith("spot.yaml")] == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("publish: {final: '{{ row.skuu }}-{{ key }}.{{ ext }}'}", ["t.yaml:5:26 unknown-column"]),
        ("with: {city: \"${{ 'in ' ~ row.ctiy }}\"}", ["t.yaml:5:31 unknown-column"]),
        ("where: ${{ row.ctiy == 'Oslo' }}", ["t.yaml:5:16 unknown-column"]),
    ],
)
@pytest.mark.parametrize("head", [FILE, LINES])
def test_a_column_that_is_not_there_is_said_to_be_unknown(checked: Checked, head: str, text: str, faults: list[str]):
    lines = '{"sku": "A", "city": "Oslo", "clip": "a.mp4"}\n'
    found = checked(f"{head}{text}\n", csv=csv("A,Oslo,a.mp4", head="sku,city,clip"), lines=lines)
    assert [one for one in found if not one.startswith("rows") or "unread" not in one] == faults


@pytest.mark.parametrize("head", [FILE, LINES])
def test_a_mistyped_key_is_one_fault_although_names_are_made_of_it(checked: Checked, head: str):
    lines = '{"sku": "A", "city": "Oslo", "clip": "a.mp4"}\n' * 3
    text = head.replace("[sku]", "[skuu]") + "publish: {final: '{{ row.sku }}-{{ key }}.{{ ext }}'}\n"
    found = checked(text, csv=csv("A,Oslo,a.mp4", head="sku,city,clip"), lines=lines)
    assert found == [f"t.yaml:4:{head.splitlines()[3].index('[') + 2} unknown-column"]


@pytest.mark.parametrize(
    ("text", "fault", "near"),
    [
        (HEAD + "rows: {file: row.csv, key: [sku]}", "t.yaml:4:14 rows-missing", "Did you mean rows.csv?"),
        (HEAD + "rows: {file: rows.ods, key: [sku]}", "t.yaml:4:14 rows-format", ""),
        (FILE.replace("spot.yaml", "./spto.yaml"), "t.yaml:3:7 campaign-uses-missing", "Did you mean ./spot.yaml?"),
    ],
)
def test_a_file_that_is_not_there_is_a_fault_where_it_is_named(
    checked: Checked, tmp_path: Path, text: str, fault: str, near: str
):
    assert checked(text + "\n", csv=csv("A,Oslo,a.mp4", head="sku,city,clip")) == [fault]
    context = make_context(tmp_path, {})
    (told,) = as_data(check(context, choose([tmp_path / "t.yaml"])), context.messages)["faults"]
    assert near in told["hint"]
    assert "working folder" not in told["hint"]


@pytest.mark.parametrize(
    ("cap", "faults"), [("500 EUR", ["t.yaml:5:20 money-currency"]), ("50 CNY", []), ("50 USD", [])]
)
def test_a_cap_in_which_no_model_is_paid_is_a_fault_of_its_file(checked: Checked, cap: str, faults: list[str]) -> None:
    found = checked(FILE + f"limits: {{max_cost: {cap}}}\n", csv="sku,clip,city\na,a.mp4,Rome\n")
    assert [one for one in found if "money" in one] == faults
