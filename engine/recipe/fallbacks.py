"""Fragile outputs: what is allowed not to come (`on_error: skip`), and where a recipe asks whether it did.

Every request is known before spending, so nothing that is sent can depend on a failure. Only an output may choose, by
`or` or `default`, among what is planned anyway.
"""

from collections.abc import Iterator

from engine.catalog.catalog import Catalog
from engine.language.syntax import Binary, Choice, Filter, Member, Tree, parts_of
from engine.language.values import Expression, ListValue, Value, references_of
from engine.recipe.callee import Callee, callee_of
from engine.recipe.model import Recipe, Step
from engine.recipe.roots import ITEM, STEPS
from engine.values.fault import Faults

Fragile = frozenset[tuple[str, str]]
"""Outputs of steps that are allowed not to come, as (step, output)."""


def check_fallbacks(recipe: Recipe, catalog: Catalog, faults: Faults) -> None:
    """Add a fault for every question that only a failure could answer."""
    fragile = fragile_outputs(recipe, catalog)
    if not fragile:
        return
    for step in recipe.steps.values():
        within = fragile | _of_items(step, fragile)
        for value in step.arguments.values():
            for tree in _trees(value):
                _check(tree, within, faults, falls_back=False)
    for output in recipe.outputs.values():
        for tree in _trees(output.value):
            _check(tree, fragile, faults, falls_back=True)


def fragile_outputs(recipe: Recipe, catalog: Catalog) -> Fragile:
    """Return what is allowed not to come, with everything that is made of it."""
    found: set[tuple[str, str]] = set()
    callees = {step.id: callee_of(step, recipe, catalog) for step in recipe.steps.values()}
    before = -1
    while len(found) > before:
        before = len(found)
        for step in recipe.steps.values():
            found.update(_of_step(step, callees[step.id], frozenset(found), catalog))
    return frozenset(found)


def _of_step(step: Step, callee: Callee, known: Fragile, catalog: Catalog) -> Iterator[tuple[str, str]]:
    read = {pair for value in step.arguments.values() for pair in references_of(value).outputs}
    items = _of_items(step, known)
    named = any(_names_fragile(tree, items) for value in step.arguments.values() for tree in _trees(value))
    if step.on_error == "skip" or named or not known.isdisjoint(read):
        yield from ((step.id, name) for name in callee.outputs)
    elif isinstance(callee, Recipe):
        inner = fragile_outputs(callee, catalog)
        names = (name for name, output in callee.outputs.items() if _ends_fragile(output.value, inner))
        yield from ((step.id, name) for name in names)


def _of_items(step: Step, known: Fragile) -> Fragile:
    """Return the members of a step's `item` that come from a fragile step, under the name `item`."""
    return frozenset((ITEM, output) for name in step.references.of(STEPS) for at, output in known if at == name)


def _ends_fragile(value: Value, fragile: Fragile) -> bool:
    """Tell whether even the last fallback of an output is allowed not to come."""
    return any(_is_fragile(tree, fragile) for tree in _trees(value))


def _is_fragile(tree: Tree, fragile: Fragile) -> bool:
    match tree:
        case Binary(operator="or"):
            return _is_fragile(tree.left, fragile) and _is_fragile(tree.right, fragile)
        case Filter(name="default"):
            return _is_fragile(tree.of, fragile) and _is_fragile(tree.arguments[0], fragile)
        case _:
            return _names_fragile(tree, fragile)


def _check(tree: Tree, fragile: Fragile, faults: Faults, *, falls_back: bool) -> None:
    """Look at everything whose presence decides something."""
    match tree:
        case Binary(operator="or") | Filter(name="default"):
            left, right = (tree.left, tree.right) if isinstance(tree, Binary) else (tree.of, tree.arguments[0])
            if not falls_back and _names_fragile(left, fragile):
                faults.add("fallback-after-failure", tree.place)
            for part in (left, right):
                _check(part, fragile, faults, falls_back=falls_back)
        case Choice():
            if _names_fragile(tree.test, fragile):
                faults.add("fallback-after-failure", tree.test.place)
            for branch in (tree.then, tree.otherwise):
                if branch is not None:
                    _check(branch, fragile, faults, falls_back=falls_back)
        case _:
            for part in parts_of(tree):
                _check(part, fragile, faults, falls_back=falls_back)


def _names_fragile(tree: Tree, fragile: Fragile) -> bool:
    if isinstance(tree, Member) and isinstance(tree.of, Member) and tree.of.of_root(STEPS):
        return (tree.of.name, tree.name) in fragile
    if isinstance(tree, Member) and tree.of_root(ITEM):
        return (ITEM, tree.name) in fragile
    return any(_names_fragile(part, fragile) for part in parts_of(tree))


def _trees(value: Value) -> Iterator[Tree]:
    if isinstance(value, Expression):
        yield value.tree
    for item in value.items if isinstance(value, ListValue) else ():
        yield from _trees(item)
