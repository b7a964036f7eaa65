"""What editors are given of models and tools follows from their entries."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITER = runpy.run_path(str(ROOT / "docs" / "schemas.py"), run_name="imported")
WRITTEN: dict[str, str] = WRITER["written"]()


@pytest.mark.parametrize("path", WRITTEN)
def test_a_schema_is_what_the_catalog_gives(path: str) -> None:
    assert (ROOT / "schemas" / path).read_text("utf-8") == WRITTEN[path], "run: python docs/schemas.py"


def test_no_model_has_a_schema_of_which_there_is_no_entry() -> None:
    found = {f"models/{file.name}" for file in (ROOT / "schemas" / "models").glob("*.schema.json")}
    assert found == set(WRITTEN) - {"recipe.schema.json", "emulator.schema.json"}
