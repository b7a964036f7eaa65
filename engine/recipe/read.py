"""Reading: the text of a recipe file becomes a checked recipe, or all of its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.catalog import Catalog
from engine.recipe.build import build
from engine.recipe.compose import compose
from engine.recipe.faults import Faults
from engine.recipe.lints import lint
from engine.recipe.model import Recipe
from engine.recipe.nodes import MapNode
from engine.recipe.places import folder_of, joined
from engine.recipe.shape import check_shape
from engine.recipe.shelf import Files, Library, Shelf
from engine.recipe.source import source_of
from engine.values.canonical import digest_of
from engine.values.fault import Fault

_LINT: Final = "lint-"


@dataclass(frozen=True, slots=True)
class Checked:
    """A recipe and its faults in the order of their places; `recipe` is None exactly if one of them is an error."""

    recipe: Recipe | None
    faults: tuple[Fault, ...]


def read_recipe(
    text: str | bytes, file: str, catalog: Catalog, schemas: Mapping[str, Any], files: Files | None = None
) -> Checked:
    """Read a recipe; `schemas` maps paths under `schemas/` to their JSON.

    It must hold "recipe.schema.json" and "models/<model>.schema.json" for every model. `files` gives the bytes of
    prompt files and sub-recipes, by their path from where `file` begins, or None for what can't be had; without it
    nothing can. Their faults are among those returned, each with its own file, each once.
    """
    stock = Library(files, catalog, schemas, _read)
    shelf = Shelf(stock, file, folder_of(file), "", (joined("", file) if file[:1] != "/" else file,))
    recipe, found = _read(text, shelf)
    if not len(stock.faults):
        return Checked(recipe, found)
    errors = found if recipe is None else ()
    return Checked(None, tuple(sorted({*stock.faults.sorted(), *errors}, key=lambda one: (one.place, one.key))))


def _read(text: str | bytes, shelf: Shelf) -> tuple[Recipe | None, tuple[Fault, ...]]:
    """Read one file; those that it uses are read when it names them."""
    source = source_of(text, shelf.file)
    if isinstance(source, Fault):
        return None, (source,)
    faults = Faults()
    root = compose(source, faults)
    if root is None:
        return None, faults.sorted()
    if not isinstance(root, MapNode):
        faults.add("not-a-recipe", root.place)
        return None, faults.sorted()
    valid = check_shape(root, shelf.stock.schemas, faults)
    data = text if isinstance(text, bytes) else text.encode()
    warnings = Faults()
    recipe = build(root, source, digest_of(data), shelf, faults, warnings)
    if not valid and not len(faults) and not shelf.failed:
        # what the schema refuses is never let through, even if nobody can explain it
        faults.add("bad-value", root.place, value=recipe.name, rule="recipe.schema.json")
    if len(faults) or shelf.failed:
        return None, faults.sorted()
    if shelf.nested:
        return recipe, ()  # what is doubtful in it is said where it is read for itself
    lint(recipe, shelf.catalog, warnings)
    return recipe, tuple(one for one in warnings.sorted() if one.key.removeprefix(_LINT) not in recipe.lints_off)
