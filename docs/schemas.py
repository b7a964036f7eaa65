"""Writes the schemas that editors read of models and tools, from the catalog's entries: `python docs/schemas.py`.

They are `schemas/models/*.schema.json`, the lists in `schemas/recipe.schema.json` and the troubles in `emulator.schema.json`.
A test holds them equal to what this writes.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
RECIPE = "recipe.schema.json"
EMULATOR = "emulator.schema.json"


def written() -> dict[str, str]:
    """Return the text of every file that follows from the catalog, by path under `schemas`."""
    from engine.api.context import load_catalog  # noqa: PLC0415  only when the path to it is set
    from engine.catalog.schema import schema_of, schema_path, with_lists  # noqa: PLC0415

    catalog = load_catalog()
    recipe = json.loads((SCHEMAS / RECIPE).read_text("utf-8"))
    models = catalog.models.values()
    found = {schema_path(model.name): schema_of(model, recipe["definitions"]) for model in models}
    found[RECIPE] = with_lists(recipe, models, catalog.tools.values())
    found[EMULATOR] = with_troubles(json.loads((SCHEMAS / EMULATOR).read_text("utf-8")))
    return {path: text_of(schema) for path, schema in found.items()}


def with_troubles(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the file of the emulator the kinds of trouble that there are."""
    troubles = json.loads((SCHEMAS / "troubles.json").read_text("utf-8"))
    fault = schema["definitions"]["rule"]["properties"]["fault"]
    fault |= {"enum": list(troubles), "enumDescriptions": [row["en"] for row in troubles.values()]}
    return schema


def text_of(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for path, text in written().items():
        (SCHEMAS / path).write_text(text, "utf-8")
