"""Roots: what the expressions of a recipe may name: its inputs, values, prompts and steps, and the item of a repetition.

A named prompt or value names others in its turn: what a value *reaches* is all that it names in the end.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from engine.language.names import Broken, Declaration, Group, Makers, Names, PromptNames, Root, Texts, Word
from engine.language.narrow import Path
from engine.language.statements import POSITION
from engine.language.truth import Formula
from engine.language.types import Type
from engine.language.values import (
    Expression,
    ListValue,
    MapValue,
    Piece,
    PieceMap,
    References,
    Template,
    Value,
    references_of,
)
from engine.recipe.declared import Input

INPUTS: Final = "inputs"
PROMPTS: Final = "prompts"
STEPS: Final = "steps"
ITEM: Final = "item"
VALUES: Final = "values"
LOOP: Final = "loop"
ROOTS: Final = (INPUTS, VALUES, PROMPTS, STEPS, ITEM, LOOP)


def recipe_names(
    inputs: Mapping[str, Input],
    prompts: PromptNames,
    outputs: Mapping[str, Mapping[str, Type]],
    broken: Iterable[str] = (),
    presence: Mapping[Path, Formula] = MappingProxyType({}),
) -> Names:
    """Return the names of a recipe; `broken` are those with a fault of their own: "inputs.clip", or "inputs" for any.

    `outputs`, and when they are there, are taken as they are at the time of asking.
    """
    faulty = frozenset(broken)
    roots: dict[str, Root] = {
        INPUTS: group_of_inputs(inputs, _broken(INPUTS, faulty)),
        PROMPTS: Texts(prompts, _broken(PROMPTS, faulty)),
        STEPS: Makers(outputs, _broken(STEPS, faulty)),
        ITEM: Word(None, "item-outside-foreach"),
        LOOP: Word(None, "loop-outside-foreach"),
    }
    return Names(roots=MappingProxyType(roots), unknown="unknown-name", presence=presence)


def group_of_inputs(inputs: Mapping[str, Input], broken: Broken) -> Group:
    """Return the root of a recipe's inputs."""
    known = {
        name: Declaration(one.type, limits.enum, low=limits.minimum, high=limits.maximum, longest=limits.max_length)
        for name, one in inputs.items()
        for limits in (one.limits,)
    }
    return Group(known.get, known, "unknown-input", broken)


def _broken(root: str, faulty: frozenset[str]) -> Broken:
    names = frozenset(name.removeprefix(f"{root}.") for name in faulty if name.startswith(f"{root}."))
    return Broken(names, whole=root in faulty)


def names_of_item(names: Names, item: Type, presence: Mapping[Path, Formula]) -> Names:
    """Return the names within a repetition: `item` and its place among all; `presence`: when what steps made of it is there."""
    found = names.with_roots({ITEM: Word(item), LOOP: Word(POSITION)})
    return replace(found, presence=MappingProxyType({**names.presence, **presence})) if presence else found


def names_of_key(names: Names) -> Names:
    """Return what the key of an item may name of all that is known within a repetition: a position is no name."""
    return names.with_roots({LOOP: Word(None, "loop-in-key")})


def names_of_pieces(names: Names) -> Names:
    """Return what a piece of a prompt may name: it is the same in whatever step it stands."""
    return names.with_roots({STEPS: Word(None, "step-in-prompt")})


def names_of_values(names: Names) -> Names:
    """Return what a value may name: inputs, other values, and facts of inputs."""
    return names.with_roots(dict.fromkeys((PROMPTS, STEPS, ITEM, LOOP), Word(None, "not-in-values")))


def steps_named(references: References) -> tuple[str, ...]:
    """Return the ids of all steps that are named, each once."""
    return tuple(dict.fromkeys((*(step for step, _ in references.outputs + references.facts), *references.of(STEPS))))


def references_of_piece(piece: Piece) -> References:
    """Return what a piece itself names."""
    if isinstance(piece, Template):
        return piece.references
    return References.of_all(map(references_of_piece, piece.pieces.values() if isinstance(piece, PieceMap) else ()))


def reached(references: References, pieces: Mapping[str, Piece], values: Mapping[str, Value]) -> References:
    """Return the references with all that the named prompts and values name in their turn."""
    found, seen, waiting = [references], set[tuple[str, str]](), deque(_through(references))
    while waiting:
        one = root, name = waiting.popleft()
        if one in seen or name not in (pieces if root == PROMPTS else values):
            continue
        seen.add(one)
        found.append(references_of_piece(pieces[name]) if root == PROMPTS else references_of(values[name]))
        waiting += _through(found[-1])
    return References.of_all(found)


def _through(references: References) -> Iterator[tuple[str, str]]:
    return ((one.root, one.member) for one in references.named if one.root in (PROMPTS, VALUES))


def reaching(value: Value, pieces: Mapping[str, Piece], values: Mapping[str, Value]) -> Value:
    """Return a value whose references are all that it names in the end."""
    match value:
        case Expression() | Template() if any(_through(value.references)):
            return replace(value, references=reached(value.references, pieces, values))
        case ListValue():
            return value._replace(items=tuple(reaching(item, pieces, values) for item in value.items))
        case MapValue():
            members = {name: reaching(item, pieces, values) for name, item in value.items.items()}
            return value._replace(items=members)
        case _:
            return value
