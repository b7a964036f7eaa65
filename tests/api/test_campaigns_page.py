"""docs/campaigns.md says what the code does."""

import importlib.util
import re
from pathlib import Path

import pytest
from openpyxl import Workbook

from engine.api.check import check
from engine.api.context import make_context
from engine.campaign.matrix import MAX_COMBOS
from engine.resources import load_json
from engine.sources.lines import MAX_ROW
from engine.sources.recipes import choose
from engine.values.fault import Fault

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "campaigns.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([a-z]+\.[a-z]+)`[^\n]*:\n\n```\w+\n(.*?)```", TEXT, re.DOTALL | re.MULTILINE))
BLOCKS = [block for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL) if block not in FILES.values()]
HEAD = "campaign: 1\nname: t\nuses: spot.yaml\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "fruehling.csv").write_text("sku;clip;place\nA1;park.mp4;Köln\n", "cp1252")
    book = Workbook()
    book.active.title = "Rows"
    for row in (["sku", "clip", "place"], ["A1", "park.mp4", "Oslo"]):
        book.active.append(row)
    book.create_sheet("Notes")
    book.save(tmp_path / "spring.xlsx")
    return tmp_path


def faults(folder: Path, name: str) -> list[Fault]:
    return list(check(make_context(folder, {}), choose([folder / name])))


def test_its_tables_are_those_of_the_schema():
    spec = importlib.util.spec_from_file_location("tables", ROOT / "docs" / "tables.py")
    assert spec is not None
    assert spec.loader is not None
    tables = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tables)

    assert tables.page(TEXT) == TEXT, "run: python docs/tables.py"


@pytest.mark.parametrize("name", ["spot.yaml", "spring.yaml", "film.yaml", "films.yaml"])
def test_its_files_hold_no_fault(folder: Path, name: str):
    assert set(FILES) == {"spot.yaml", "spring.csv", "spring.yaml", "film.yaml", "shots.csv", "films.yaml"}
    assert faults(folder, name) == []


@pytest.mark.parametrize("block", BLOCKS)
def test_its_fragments_hold_no_fault(folder: Path, block: str):
    (folder / "fragment.yaml").write_text(HEAD + block, "utf-8")
    assert [one for one in faults(folder, "fragment.yaml") if one.key != "column-unread"] == []


def test_it_names_every_key_and_bound():
    schema = load_json("campaign.schema.json")["properties"]
    words = [*schema, *schema["rows"]["properties"], *schema["limits"]["properties"]]
    for word in (
        *(f"`{word}`" for word in words),
        f"{MAX_ROW:,}",
        f"{MAX_COMBOS:,}",
        "`output`",
        "`key`",
        "`take`",
        "`ext`",
    ):
        assert word in TEXT, word
