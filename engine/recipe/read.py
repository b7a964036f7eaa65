"""Reading: the text of a recipe file becomes a checked recipe, or all of its faults."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from engine.catalog.catalog import Catalog
from engine.language.values import Removed
from engine.recipe.build import build
from engine.recipe.declared import Declared
from engine.recipe.lints import lint
from engine.recipe.model import Output, Recipe
from engine.recipe.other_files import Files, Library, Shelf
from engine.recipe.relative import folder_of, joined
from engine.shape.check import check_shape
from engine.shape.growth import needs_newer
from engine.text.compose import compose
from engine.text.nodes import MapNode
from engine.text.source import source_of
from engine.values import hints
from engine.values.fault import Fault, Faults

_LINT: Final = "lint-"
_TELLING: Final = ("recipe", "inputs", "prompts", "defaults", "steps", "outputs", "tests")
"""A file with none of these keys is no recipe, not even one with mistakes."""


class Checked(NamedTuple):
    """A recipe and its faults in the order of their places; `recipe` is None exactly if one of them is an error.

    `declared` are the inputs of a recipe with errors too; None if not even those can be told. `partial` is what could be
    read of such a recipe if its inputs are well: what a campaign says of them can be held against it.
    """

    recipe: Recipe | None
    faults: tuple[Fault, ...]
    declared: Declared | None = None
    partial: Recipe | None = None


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
    read = _read(text, shelf)
    if not len(stock.faults):
        return read
    errors = read.faults if read.recipe is None else ()
    found = sorted({*stock.faults.sorted(), *errors}, key=lambda one: (one.place, one.key))
    return Checked(None, tuple(found), read.declared, read.recipe or read.partial)


def _is_stranger(root: MapNode, faults: Faults) -> bool:
    """Tell whether a file is something else than a recipe; that is its only fault."""
    campaign = root.key("campaign")
    if root.key("recipe") is None and campaign is not None:
        faults.add("campaign-not-recipe", campaign.place)
        return True
    if all(hints.near(key.text, _TELLING) is None for key, _ in root):
        faults.add("not-a-recipe", root.place)
        return True
    return False


def _read(text: str | bytes, shelf: Shelf) -> Checked:
    """Read one file; those that it uses are read when it names them."""
    source = source_of(text, shelf.file)
    if isinstance(source, Fault):
        return Checked(None, (source,))
    faults = Faults()
    root = compose(source, faults)
    if root is None:
        return Checked(None, faults.sorted())
    if not isinstance(root, MapNode):
        faults.add("not-a-recipe", root.place)
        return Checked(None, faults.sorted())
    if _is_stranger(root, faults):
        return Checked(None, faults.sorted())
    if needs_newer(root, faults):
        return Checked(None, faults.sorted())
    shape = check_shape(root, shelf.stock.schemas, faults)
    root = shape.root
    data = text if isinstance(text, bytes) else text.encode()
    warnings, found = Faults(), Faults()
    recipe = build(shape, source, data, shelf, found, warnings)
    for one in shape.unsaid(found.sorted()):
        faults.put(one)
    if not shelf.failed:
        shape.must_be_told(faults, recipe.name, "recipe.schema.json")
    declared = _declared(root, recipe)
    if len(faults) or shelf.failed:
        return Checked(None, faults.sorted(), declared, _partial(recipe, root, faults))
    if shelf.nested:
        return Checked(recipe, (), declared)  # what is doubtful in it is said where it is read for itself
    lint(recipe, shelf.catalog, warnings)
    told = tuple(one for one in warnings.sorted() if one.key.removeprefix(_LINT) not in recipe.lints_off)
    return Checked(recipe, told, declared)


def _declared(root: MapNode, recipe: Recipe) -> Declared | None:
    """Return what can be given to a recipe, which may be broken; None if its inputs are no map."""
    if root.is_no_map("inputs"):
        return None
    return Declared(recipe.inputs, frozenset(root.keys("inputs")) - recipe.inputs.keys())


def _partial(recipe: Recipe, root: MapNode, faults: Faults) -> Recipe | None:
    """Return a recipe whose inputs and names of outputs are those that were written; None if its inputs hold a fault."""
    if root.map("inputs") is None or _lies_in(root, "inputs", faults):
        return None
    outputs = {
        key.text: recipe.outputs.get(key.text) or Output(name=key.text, value=Removed(key.place), place=key.place)
        for key, _ in root.pairs("outputs")
    }
    return replace(recipe, outputs=MappingProxyType(outputs))


def _lies_in(root: MapNode, name: str, faults: Faults) -> bool:
    """Tell whether a fault lies under a key of the document, up to the next key."""
    places = [key.place for key, _ in root]
    start = next(key.place for key, _ in root if key.text == name)
    after = [place for place in places if place > start]
    return any(
        start <= one.place and (not after or one.place < after[0])
        for one in faults.sorted()
        if one.place.file == start.file
    )
