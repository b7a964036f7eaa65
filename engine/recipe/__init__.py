"""Recipe: the text of a recipe file becomes a checked, typed model, and its values are evaluated (pure).

- `read_recipe(text, file, catalog, schemas, files) -> Checked(recipe, faults)`
- `bind_inputs(recipe.declared, given) -> Bound(values, faults)`
- `items_of(step, scope) -> Items(items, faults)`: what a `foreach` comes to; `gathered(items, outputs)` afterwards
- `callee_of(step, recipe, catalog)`: the model, tool or recipe that a step uses
- `evaluate_arguments(step, callee, scope) -> Arguments(values, faults, missing)`
- `inner_inputs(recipe, arguments, media)`: the inputs of a recipe that a step uses
- `evaluate(value, scope)`: what a list or an output is; `holds(value, scope)`: whether a condition is met
- `named_media(recipe)`: every medium that the files themselves name
- `safe_part(text)`: a text as a part of a file's name

What evaluates is loaded when it is first asked for: to check a recipe nothing is evaluated.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from engine.recipe.callee import Callee, callee_of
from engine.recipe.expected import (
    Expected,
    ExpectedAmount,
    ExpectedPrompt,
    ExpectedRequest,
    ExpectedValue,
    RecipeTest,
    Words,
)
from engine.recipe.filenames import safe_part
from engine.recipe.given import Cell, Given, Json
from engine.recipe.model import (
    Constant,
    Declared,
    Expression,
    ForEach,
    Input,
    InputValue,
    Limits,
    ListValue,
    MapValue,
    MediaConstant,
    MediaName,
    Output,
    Piece,
    PieceMap,
    Recipe,
    References,
    Removed,
    Retry,
    Scalar,
    Step,
    Template,
    Value,
    constants_in,
    references_of,
)
from engine.recipe.read import Checked, read_recipe
from engine.recipe.shelf import Files
from engine.recipe.types import Kind, Type

if TYPE_CHECKING:
    from engine.recipe.arguments import Arguments, evaluate_arguments, inner_inputs
    from engine.recipe.evaluation import evaluate, holds
    from engine.recipe.inputs import Bound, bind_inputs
    from engine.recipe.items import Items, gathered, items_of
    from engine.recipe.media import NamedMedium, named_media
    from engine.recipe.scope import Evaluated, Item, Keyed, Record, Result, Scope

__all__ = [
    "Arguments",
    "Bound",
    "Callee",
    "Cell",
    "Checked",
    "Constant",
    "Declared",
    "Evaluated",
    "Expected",
    "ExpectedAmount",
    "ExpectedPrompt",
    "ExpectedRequest",
    "ExpectedValue",
    "Expression",
    "Files",
    "ForEach",
    "Given",
    "Input",
    "InputValue",
    "Item",
    "Items",
    "Json",
    "Keyed",
    "Kind",
    "Limits",
    "ListValue",
    "MapValue",
    "MediaConstant",
    "MediaName",
    "NamedMedium",
    "Output",
    "Piece",
    "PieceMap",
    "Recipe",
    "RecipeTest",
    "Record",
    "References",
    "Removed",
    "Result",
    "Retry",
    "Scalar",
    "Scope",
    "Step",
    "Template",
    "Type",
    "Value",
    "Words",
    "bind_inputs",
    "callee_of",
    "constants_in",
    "evaluate",
    "evaluate_arguments",
    "gathered",
    "holds",
    "inner_inputs",
    "items_of",
    "named_media",
    "read_recipe",
    "references_of",
    "safe_part",
]

_LATE: Final = {
    "arguments": ("Arguments", "evaluate_arguments", "inner_inputs"),
    "evaluation": ("evaluate", "holds"),
    "inputs": ("Bound", "bind_inputs"),
    "items": ("Items", "gathered", "items_of"),
    "media": ("NamedMedium", "named_media"),
    "scope": ("Evaluated", "Item", "Keyed", "Record", "Result", "Scope"),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATE.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
