"""Narrowing: what a condition says about what is there.

In `inputs.logo if inputs.logo else inputs.mark` the first `inputs.logo` is surely there, though the input is optional.
"""

from engine.language.syntax import Binary, Comparison, Filter, Index, Listing, Literal, Member, Name, Test, Tree, Unary

_NOTHING: frozenset[str] = frozenset()
_AMONG, _WITHOUT, _END = " among ", " without ", "\x1f"
"""How a set of paths says which values one of them can have: no path holds a blank."""


def path_of(tree: Tree) -> str | None:
    """Return a path such as "inputs.logo" as text, or None for any other tree."""
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Member):
        of = path_of(tree.of)
        return None if of is None else f"{of}.{tree.name}"
    return None


def written(tree: Tree) -> str:
    """Return a tree as it may be written, what is long in it left out."""
    match tree:
        case Name():
            return tree.name
        case Member():
            return f"{written(tree.of)}.{tree.name}"
        case Index():
            return f"{written(tree.of)}[{written(tree.key)}]"
        case Literal():
            return repr(tree.value) if isinstance(tree.value, str) else str(tree.value)
        case Filter():
            return f"{written(tree.of)} | {tree.name}" + ("(…)" if tree.arguments else "")
        case _:
            return "(…)"


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
            return sure_if_true(tree.first) | _among(tree)
        case Comparison(rest=(("ne" | "notin", _),)):
            return _without(tree)
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
        case Comparison(rest=(("ne" | "notin", _),)):
            return _among(tree)
        case Comparison(rest=(("eq" | "in", _),)):
            return _without(tree)
        case _:
            return _NOTHING


def values_left(path: str, values: tuple[str, ...], sure: frozenset[str]) -> tuple[str, ...]:
    """Return those of an enum's values that the conditions around leave."""
    for known in sure:
        for word, stays in ((_AMONG, True), (_WITHOUT, False)):
            named, found, listed = known.partition(word)
            if found and named == path:
                values = tuple(value for value in values if (value in listed.split(_END)) is stays)
    return values


def of_values(sure: frozenset[str]) -> frozenset[str]:
    """Return what a set says of values, without the paths that are surely there."""
    return frozenset(known for known in sure if _AMONG in known or _WITHOUT in known)


def _among(tree: Comparison) -> frozenset[str]:
    return _said(tree, _AMONG)


def _without(tree: Comparison) -> frozenset[str]:
    return _said(tree, _WITHOUT)


def _said(tree: Comparison, word: str) -> frozenset[str]:
    path, right = path_of(tree.first), tree.rest[0][1]
    items = right.items if isinstance(right, Listing) else (right,)
    values = [str(item.value) for item in items if isinstance(item, Literal)]
    if path is None or len(values) < len(items):
        return _NOTHING
    return frozenset((path + word + _END.join(values),))
