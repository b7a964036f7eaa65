"""docs/emulator.md: its tables are those of the data, and the file that it shows is one."""

import runpy
from pathlib import Path

import pytest

from engine.emulator.rules.trouble import troubles
from engine.services.emulator_file import setup_of_text
from tests.test_readme import blocks

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (DOCS / "emulator.md", DOCS / "emulator.zh.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_tables_are_those_of_the_data(page: Path) -> None:
    text, written = page.read_text("utf-8"), runpy.run_path(str(DOCS / "tables.py"), run_name="imported")["page"]
    assert written(text) == text, "run: python docs/tables.py"
    assert all(f"| `{kind}` |" in text for kind in troubles())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_file_that_it_shows_is_one(page: Path) -> None:
    (shown,) = (block.text for block in blocks(page) if block.language == "yaml")
    setup = setup_of_text(shown.encode(), page.name, DOCS)
    assert len(setup.options.accounts) == 2
    assert len(setup.options.scenario.rules) == 3
