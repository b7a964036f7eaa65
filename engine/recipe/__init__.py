"""Recipe: the text of a recipe file becomes a checked, typed model, and its values are evaluated (pure).

- `read_recipe(text, file, catalog, schemas) -> Checked(recipe, faults)`
- `bind_inputs(recipe, given) -> Bound(values, faults)`
- `evaluate_arguments(step, model, scope) -> Arguments(values, faults, missing)`
- `evaluate(value, scope)`: what a list or an output is; `holds(value, scope)`: whether a condition is met
"""

from engine.recipe.arguments import Arguments, evaluate_arguments
from engine.recipe.evaluate import evaluate, holds
from engine.recipe.inputs import Bound, Cell, Given, Json, bind_inputs
from engine.recipe.model import (
    Constant,
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
    references_of,
)
from engine.recipe.read import Checked, read_recipe
from engine.recipe.scope import Evaluated, Scope
from engine.recipe.types import Kind, Type

__all__ = [
    "Arguments",
    "Bound",
    "Cell",
    "Checked",
    "Constant",
    "Evaluated",
    "Expression",
    "ForEach",
    "Given",
    "Input",
    "InputValue",
    "Json",
    "Kind",
    "Limits",
    "ListValue",
    "MapValue",
    "MediaConstant",
    "MediaName",
    "Output",
    "Piece",
    "PieceMap",
    "Recipe",
    "References",
    "Removed",
    "Retry",
    "Scalar",
    "Scope",
    "Step",
    "Template",
    "Type",
    "Value",
    "bind_inputs",
    "evaluate",
    "evaluate_arguments",
    "holds",
    "read_recipe",
    "references_of",
]
