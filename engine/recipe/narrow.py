"""Narrowing: what a condition says about what is there.

In `inputs.logo if inputs.logo else inputs.mark` the first `inputs.logo` is surely there, though the input is optional.
"""

from engine.recipe.syntax import Binary, Comparison, Index, Member, Name, Test, Tree, Unary

_NOTHING: frozenset[str] = frozenset()


def path_of(tree: Tree) -> str | None:
    """Return a path such as "inputs.logo" as text, or None for any other tree."""
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Member):
        of = path_of(tree.of)
        return None if of is None else f"{of}.{tree.name}"
    return None


def sure_if_true(tree: Tree) -> frozenset[str]:
    """Return the paths that are surely there when the condition holds."""
    match tree:
        case Name() | Member() | Index():
            path = path_of(tree)
            return frozenset((path,)) if path else _NOTHING
        case Unary(operator="not"):
            return sure_if_false(tree.operand)
        case Binary(operator="and"):
            return sure_if_true(tree.left) | sure_if_true(tree.right)
        case Binary(operator="or"):
            return sure_if_true(tree.left) & sure_if_true(tree.right)
        case Test(name="defined"):
            return sure_if_true(tree.of)
        case Comparison(rest=(("eq" | "in", _),)):
            return sure_if_true(tree.first)
        case _:
            return _NOTHING


def sure_if_false(tree: Tree) -> frozenset[str]:
    """Return the paths that are surely there when the condition does not hold."""
    match tree:
        case Unary(operator="not"):
            return sure_if_true(tree.operand)
        case Binary(operator="or"):
            return sure_if_false(tree.left) | sure_if_false(tree.right)
        case Binary(operator="and"):
            return sure_if_false(tree.left) & sure_if_false(tree.right)
        case Test(name="undefined"):
            return sure_if_true(tree.of)
        case _:
            return _NOTHING
