"""docs/models.md says what an entry can say."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "models.md").read_text("utf-8")


def test_its_tables_are_those_of_the_schema_of_entries() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "tables.py"), run_name="imported")["page"]
    assert page(TEXT) == TEXT, "run: python docs/tables.py"
