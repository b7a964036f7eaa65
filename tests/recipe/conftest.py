from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engine.catalog.catalog import Catalog, catalog_of
from engine.recipe import Checked, Recipe, read_recipe
from engine.resources import load_json

MODEL = "wan2.7-videoedit"
TOOLS = ("trim", "split", "join", "frame")


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    tools = [load_json(f"tools/{name}.json") for name in TOOLS]
    return catalog_of([load_json(f"models/{MODEL}.json")], load_json("services.json"), tools=tools)


@pytest.fixture(scope="session")
def schemas() -> Mapping[str, Any]:
    paths = ("recipe.schema.json", f"models/{MODEL}.schema.json")
    return {path: load_json(path) for path in paths}


@pytest.fixture(scope="session")
def read(catalog: Catalog, schemas: Mapping[str, Any]) -> Callable[..., Checked]:
    return lambda text, file="r.yaml", files=None: read_recipe(text, file, catalog, schemas, files)


@pytest.fixture(scope="session")
def recipe_of(read: Callable[..., Checked]) -> Callable[[str], Recipe]:
    def of(text: str) -> Recipe:
        checked = read(text)
        assert checked.recipe is not None, [(str(fault.place), fault.key) for fault in checked.faults]
        return checked.recipe

    return of
