"""Possible values: what an expression may come to, as far as that is known without any input."""

from collections.abc import Collection, Iterator

from engine.catalog import Parameter
from engine.errors import FaultsFound
from engine.language.arithmetic import COMPARISONS
from engine.language.names import Declaration, Names
from engine.language.narrow import Meant, holds, there
from engine.language.syntax import Binary, Choice, Comparison, Filter, Literal, Member, Print, Tree
from engine.language.truth import negated, some
from engine.language.values import Expression, References, Template
from engine.recipe.callee import check_argument
from engine.recipe.declared import Input
from engine.recipe.roots import PROMPTS
from engine.values.fault import Faults
from engine.values.place import Place


def check_possible(parameter: Parameter | Input, value: Expression, names: Names, faults: Faults) -> None:
    """Refuse a value that can never be right, and an input that may be more than its parameter allows."""
    if value.references == References():
        _check_constant(parameter, value, faults)
        return
    meant = names.meant(value.tree) or Meant(value.tree, value.fallbacks)
    for tree, known in _branches(meant.tree, names, meant.fallbacks):
        if isinstance(tree, Literal):
            check_argument(parameter, tree.value, tree.place, faults)
        elif isinstance(tree, Member) and (declared := known.declared(tree)) is not None:
            _check_enum(parameter, tree, declared, known, faults)
            _check_bounds(parameter, tree, declared, known, faults)
            _check_length(parameter, tree, declared, known, faults)


def check_written(parameter: Parameter | Input, value: Template, names: Names, faults: Faults) -> None:
    """Hold a text that is put together of constant pieces alone against the limits of its parameter.

    Of any other text each input that it surely prints, and that may alone be longer than the parameter takes, is a fault.
    """
    for printed in value.body:
        if isinstance(printed, Print) and isinstance(printed.value, Member):
            declared = names.declared(printed.value)
            if declared is not None:
                _check_length(parameter, printed.value, declared, names, faults)
    named = value.references
    # a prompt with a fault of its own is not known
    is_known = all(one.root == PROMPTS and one.member in value.pieces for one in named.named)
    if is_known and not named.outputs and not named.facts:
        _check_constant(parameter, value, faults)


def _check_constant(parameter: Parameter | Input, value: Expression | Template, faults: Faults) -> None:
    from engine.language.evaluate import evaluate  # noqa: PLC0415  few parameters are worked out of constants alone
    from engine.recipe.bindings import RecipeBindings  # noqa: PLC0415

    place = value.tree.place if isinstance(value, Expression) else value.place
    try:
        check_argument(parameter, evaluate(value, RecipeBindings()), place, faults)
    except FaultsFound as found:
        for one in found.faults:
            faults.put(one)


def _branches(tree: Tree, names: Names, fallbacks: Collection[Place]) -> Iterator[tuple[Tree, Names]]:
    """Give every tree that may be the value, with the names as they are where it is."""
    match tree:
        case Choice(otherwise=None):
            pass
        case Choice(otherwise=otherwise) if otherwise is not None:
            test = holds(tree.test, names, fallbacks)
            yield from _branches(tree.then, names.surely(test), fallbacks)
            yield from _branches(otherwise, names.surely(negated(test)), fallbacks)
        case Binary(operator="or") | Filter(name="default", arguments=(_,)):
            left, right = (tree.left, tree.right) if isinstance(tree, Binary) else (tree.of, tree.arguments[0])
            yield from _branches(left, names, fallbacks)
            yield from _branches(right, names.surely(negated(there(left, names, fallbacks))), fallbacks)
        case _:
            yield tree, names


def _check_enum(
    parameter: Parameter | Input, tree: Member, declared: Declaration, names: Names, faults: Faults
) -> None:
    for value in names.values_left(tree, declared.values):
        trial = Faults()
        check_argument(parameter, value, tree.place, trial)
        if len(trial):
            faults.add("enum-not-allowed", tree.place, name=tree.name, value=str(value), parameter=parameter.name)
            return


def _check_bounds(
    parameter: Parameter | Input, tree: Member, declared: Declaration, names: Names, faults: Faults
) -> None:
    """Hold the bounds that are written of an input against its parameter's, where no condition around narrows them."""
    limits = parameter.limits if isinstance(parameter, Input) else parameter
    auto = None if isinstance(parameter, Input) else parameter.auto
    bounds = (
        ("minimum", "gteq", declared.low, limits.minimum),
        ("maximum", "lteq", declared.high, limits.maximum),
    )
    passed = {}
    for key, operator, written, limit in bounds:
        if written is None or limit is None or written == auto or COMPARISONS[operator](written, limit):
            continue
        fits = Comparison(tree, ((operator, Literal(limit, tree.place)),), tree.place)
        if not names.follows(some(negated(there(tree, names)), holds(fits, names, ()))):
            passed[f"{key}: {limit}"] = str(written)
    if passed:
        value, instead = next(iter(passed.values())), ", ".join(passed)
        faults.add(
            "bound-not-allowed", tree.place, name=tree.name, value=value, parameter=parameter.name, instead=instead
        )


def _check_length(
    parameter: Parameter | Input, tree: Member, declared: Declaration, names: Names, faults: Faults
) -> None:
    """Hold the length that is written of an input against its parameter's, where no condition around narrows it."""
    if isinstance(parameter, Input):
        limit = parameter.limits.max_length
    else:
        limit = parameter.max_length.units if parameter.max_length is not None else None
    if declared.longest is None or limit is None or declared.longest <= limit:
        return
    length = Filter(tree, "length", (), tree.place, tree.place)
    fits = Comparison(length, (("lteq", Literal(limit, tree.place)),), tree.place)
    if not names.follows(some(negated(there(tree, names)), holds(fits, names, ()))):
        longest, name = declared.longest, parameter.name
        faults.add("length-not-allowed", tree.place, name=tree.name, value=longest, parameter=name, limit=limit)
