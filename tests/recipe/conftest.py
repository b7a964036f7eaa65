from collections.abc import Callable, Mapping
from typing import Any

import pytest

from engine.api.context import load_catalog, recipe_schemas
from engine.catalog.catalog import Catalog
from engine.recipe import Checked, Recipe, read_recipe


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def schemas() -> Mapping[str, Any]:
    return recipe_schemas()


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
