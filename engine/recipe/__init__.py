"""Recipe: a document becomes a checked, typed recipe; what is given for its inputs becomes values (pure).

- `read_recipe(text, file, catalog, schemas, files) -> Checked(recipe, faults)`
- `bind_inputs(recipe.declared, given) -> BoundInputs(values, faults)`
- `items_of(step, bindings) -> Items(items, faults)`: what a `foreach` comes to; `gathered(items, outputs)` afterwards
- `callee_of(step, recipe, catalog)`: the model, tool or recipe that a step uses
- `evaluate_arguments(step, callee, bindings) -> Arguments(values, faults, missing)`
- `inner_inputs(recipe, arguments, media)`: the inputs of a recipe that a step uses
- `named_media(recipe)`: every medium that the files themselves name

What evaluates is loaded when it is first asked for: to check a recipe nothing is evaluated. Nor has every recipe tests.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from engine.recipe.callee import Callee, callee_of
from engine.recipe.given import Given, GivenMaps, GivenTexts, GivenValue, Json
from engine.recipe.model import ForEach, Output, Recipe, Retry, Step
from engine.recipe.other_files import Files
from engine.recipe.read import Checked, read_recipe

if TYPE_CHECKING:
    from engine.recipe.arguments import Arguments, evaluate_arguments, inner_inputs
    from engine.recipe.bindings import Item, RecipeBindings
    from engine.recipe.expected import (
        Expected,
        ExpectedAmount,
        ExpectedPrompt,
        ExpectedRequest,
        ExpectedValue,
        PlacedText,
        RecipeTest,
    )
    from engine.recipe.inputs import BoundInputs, bind_inputs
    from engine.recipe.items import Items, gathered, items_of
    from engine.recipe.media_names import NamedMedium, named_media

__all__ = [
    "Arguments",
    "BoundInputs",
    "Callee",
    "Checked",
    "Expected",
    "ExpectedAmount",
    "ExpectedPrompt",
    "ExpectedRequest",
    "ExpectedValue",
    "Files",
    "ForEach",
    "Given",
    "GivenMaps",
    "GivenTexts",
    "GivenValue",
    "Item",
    "Items",
    "Json",
    "NamedMedium",
    "Output",
    "PlacedText",
    "Recipe",
    "RecipeBindings",
    "RecipeTest",
    "Retry",
    "Step",
    "bind_inputs",
    "callee_of",
    "evaluate_arguments",
    "gathered",
    "inner_inputs",
    "items_of",
    "named_media",
    "read_recipe",
]

_LATE: Final = {
    "arguments": ("Arguments", "evaluate_arguments", "inner_inputs"),
    "expected": (
        "Expected",
        "ExpectedAmount",
        "ExpectedPrompt",
        "ExpectedRequest",
        "ExpectedValue",
        "PlacedText",
        "RecipeTest",
    ),
    "inputs": ("BoundInputs", "bind_inputs"),
    "items": ("Items", "gathered", "items_of"),
    "media_names": ("NamedMedium", "named_media"),
    "bindings": ("Item", "RecipeBindings"),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
