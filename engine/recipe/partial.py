"""Partial: what can be relied upon of a recipe that holds faults."""

from dataclasses import replace
from types import MappingProxyType

from engine.language.values import Removed
from engine.recipe.model import Output, Recipe
from engine.text.nodes import MapNode
from engine.values.faults import Faults


def partial_of(recipe: Recipe, root: MapNode, faults: Faults) -> Recipe | None:
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
