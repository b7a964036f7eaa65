"""docs/language.zh.md is in step with docs/language.md: the same sections, examples and tables; and these are those of the code."""

import re
from pathlib import Path

import pytest

from engine.campaign import matrix
from engine.language import arithmetic, evaluate, syntax, truth
from engine.plan import given, tools
from engine.recipe import items, other_files
from engine.resources import load_json
from engine.shape import patterns
from engine.sources import lines, workbook
from engine.text import compose, marks, source

DOCS = Path(__file__).parent.parent.parent / "docs"
ENGLISH, CHINESE = ((DOCS / name).read_text("utf-8") for name in ("language.md", "language.zh.md"))
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
CODE = re.compile(r"`[^`]+`")


def parts(text: str) -> list[str]:
    """The introduction, the tutorial and the reference."""
    found = re.split(r"^# (?=Part|第)", text, flags=re.MULTILINE)
    assert len(found) == 3
    return found


def headings(text: str) -> list[tuple[str, str]]:
    return HEADING.findall(FENCE.sub("", text))


def tables(text: str) -> list[list[list[str]]]:
    """The rows of each table, cell by cell, without its head."""
    found = re.findall(r"^(?:\|.*\n)+", FENCE.sub("", text), re.MULTILINE)
    return [[re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()[2:]] for table in found]


def test_they_have_the_same_sections() -> None:
    assert [marks for marks, _ in headings(CHINESE)] == [marks for marks, _ in headings(ENGLISH)]
    for (_, english), (_, chinese) in zip(headings(ENGLISH), headings(CHINESE), strict=True):
        assert re.search("[\u4e00-\u9fff]", chinese) or chinese == english


def test_the_reference_has_the_same_examples() -> None:
    assert FENCE.findall(parts(CHINESE)[2]) == FENCE.findall(parts(ENGLISH)[2])


def test_the_tutorial_writes_the_same_files_and_calls_the_same_commands() -> None:
    english, chinese = (
        [
            (info, re.findall(r"^\$ editchain (\S+ \S+)", text, re.MULTILINE))
            for info, text in FENCE.findall(parts(page)[1])
        ]
        for page in (ENGLISH, CHINESE)
    )
    assert chinese == english


def test_they_have_the_same_tables() -> None:
    english, chinese = tables(ENGLISH), tables(CHINESE)
    assert [len(table) for table in chinese] == [len(table) for table in english]
    for one, other in zip(english, chinese, strict=True):
        for row, translated in zip(one, other, strict=True):
            assert len(translated) == len(row)
            assert CODE.findall(translated[0]) == CODE.findall(row[0])
            assert all(cell.strip() or not original.strip() for original, cell in zip(row, translated, strict=True))


def test_lints_are_said_in_the_programs_own_words() -> None:
    messages = load_json("messages.json")
    rows = [row for table in tables(CHINESE) for row in table if re.fullmatch(r" EC19\d\d ", row[1])]
    assert rows
    for name, code, words in rows:
        row = messages["lint-" + name.strip(" `")]
        assert (code.strip(), words.strip()) == (row["code"], row["zh"]["message"])


def test_what_stands_in_code_in_one_page_stands_in_the_other() -> None:
    english, chinese = (set(re.findall(r"`([^`\n]+)`", FENCE.sub("", parts(page)[2]))) for page in (ENGLISH, CHINESE))
    assert {word for word in english if word not in CHINESE} == {"table", "python docs/tables.py"} & english
    assert {word for word in chinese if word not in ENGLISH} == set()


@pytest.mark.parametrize("text", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_links_within_a_page_lead_to_its_sections(text: str) -> None:
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for _, title in headings(text)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) - anchors == set()


BOUNDS = (
    f"{source.MAX_BYTES // 1024 // 1024} MiB", compose.MAX_DEPTH, compose.MAX_NODES, patterns.MAX_LENGTH, marks.MAX_LENGTH,
    syntax.MAX_DEPTH, evaluate.MAX_TEXT, evaluate.MAX_WORK, arithmetic.MAX_DECIMALS, truth.MAX_QUESTIONS, items.MAX_KEY,
    items.MAX_ITEMS, tools.MOST_PIECES, given.MAX_TASKS, other_files.MAX_LEVELS, matrix.MAX_COMBOS, lines.MAX_ROW, workbook.MAX_MEGABYTES,
)  # fmt: skip


@pytest.mark.parametrize(("text", "title"), [(ENGLISH, "Bounds"), (CHINESE, "上限")], ids=["en", "zh"])
def test_bounds_are_those_of_the_code(text: str, title: str) -> None:
    (table,) = tables(text.partition(f"\n## {title}\n")[2].partition("\n## ")[0])
    assert [row[1].strip() for row in table] == [f"{bound:,}" if isinstance(bound, int) else bound for bound in BOUNDS]


RECIPE = """\
recipe: 1
name: t
inputs: {clip: {type: video}, n: {type: integer, default: 3}, list: {type: list, items: {type: string}, default: [a]}}
values: {one: 1, medium: "${{ inputs.clip }}", many: [a], v: "${{ values }}"}
prompts: {one: a, two: "x {{ pieces }}"}
steps:
  - {id: cut, uses: media/trim, with: {video: "${{ inputs.clip }}", seconds: 3}}
  - {id: made, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", prompt: x}}
  - id: s
    foreach: "${{ foreach }}"
    key: ${{ key }}
    if: ${{ if }}
    uses: wan2.7-videoedit
    with: {video: "${{ media }}", duration: "${{ plain }}", prompt: "x {{ text }}"}
outputs: {made: "${{ output }}", all: {value: "${{ steps.s.video }}", optional: true}}
"""
MEANT = {
    "values": "'a'", "pieces": "'a'", "foreach": "inputs.list", "key": "item", "if": "true", "media": "inputs.clip", "plain": "3",
    "text": "'a'", "output": "steps.made.video",
}  # fmt: skip
PLACES = (("text",), ("if", "plain"), ("key",), ("foreach",), ("media",), ("output",), ("pieces",), ("values",))
"""The places of the table, row by row."""
NUMBERS = (
    "inputs.n", "values.one", "prompts.one | length", "item | length", "loop.index", "inputs.clip.seconds | int",
    "steps.cut.video.seconds | int", "steps.made.video",
)  # fmt: skip
"""What each column names, as a number where that is possible."""
NOT_HERE = {
    "step-not-here", "item-outside-foreach", "loop-outside-foreach", "loop-in-key", "step-in-prompt", "not-in-values",
}  # fmt: skip


def names(place: str, number: str) -> str:
    """Return an expression of the place's type that names what a column names."""
    if number == "steps.made.video":
        return number
    medium = "steps.made.video" if place == "output" else "inputs.clip"
    return {
        "if": f"({number}) > 0",
        "key": f"item ~ '-' ~ ({number})",
        "foreach": f"[('a' if ({number}) > 0 else 'b')]",
        "media": f"{medium} if ({number}) > 0 else {medium}",
        "output": f"{medium} if ({number}) > 0 else {medium}",
    }.get(place, number)


@pytest.mark.parametrize(("text", "title"), [(ENGLISH, "Two layers"), (CHINESE, "两个层面")], ids=["en", "zh"])
def test_names_of_places_are_those_that_it_says(text: str, title: str, read) -> None:
    section = text.partition(f"\n## {title}\n")[2]
    table = next(table for table in tables(section) if len(table[0]) == 1 + len(NUMBERS))
    for row, places in zip(table, PLACES, strict=True):
        for place in places:
            found = [not NOT_HERE & faults_with(read, place, names(place, number)) for number in NUMBERS]
            assert found == [bool(cell.strip()) for cell in row[1:]], place


def faults_with(read, place: str, expression: str) -> set[str]:
    slots = re.compile(r"(?<=\{\{ )(?:" + "|".join(MEANT) + r")(?= \}\})")
    text = slots.sub(lambda slot: {**MEANT, place: expression}[slot[0]], RECIPE)
    return {fault.key for fault in read(text).faults if not fault.key.startswith("lint-")}
