"""Reading: the text of a recipe file becomes a checked recipe, or all of its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog import Catalog
from engine.recipe.build import build
from engine.recipe.compose import compose
from engine.recipe.faults import Faults
from engine.recipe.lints import lint
from engine.recipe.model import Recipe
from engine.recipe.nodes import MapNode
from engine.recipe.shape import check_shape
from engine.recipe.source import source_of
from engine.values.canonical import digest_of
from engine.values.fault import Fault


@dataclass(frozen=True, slots=True)
class Checked:
    """A recipe and its faults in the order of their places; `recipe` is None exactly if one of them is an error."""

    recipe: Recipe | None
    faults: tuple[Fault, ...]


def read_recipe(text: str | bytes, file: str, catalog: Catalog, schemas: Mapping[str, Any]) -> Checked:
    """Read a recipe; `schemas` maps paths under `schemas/` to their JSON.

    It must hold "recipe.schema.json" and "models/<model>.schema.json" for every model.
    """
    source = source_of(text, file)
    if isinstance(source, Fault):
        return Checked(None, (source,))
    faults = Faults()
    root = compose(source, faults)
    if root is None:
        return Checked(None, faults.sorted())
    if not isinstance(root, MapNode):
        faults.add("not-a-recipe", root.place)
        return Checked(None, faults.sorted())
    valid = check_shape(root, schemas, faults)
    data = text if isinstance(text, bytes) else text.encode()
    warnings = Faults()
    recipe = build(root, source, digest_of(data), catalog, faults, warnings)
    if not valid and not len(faults):  # what the schema refuses is never let through, even if nobody can explain it
        faults.add("bad-value", root.place, value=recipe.name, rule="recipe.schema.json")
    if len(faults):
        return Checked(None, faults.sorted())
    lint(recipe, catalog, warnings)
    return Checked(recipe, warnings.sorted())
