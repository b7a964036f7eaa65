"""Roots: what the expressions of a recipe may name: its inputs, prompts and steps, and the item of a repetition."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from engine.language.names import Broken, Declaration, Group, Makers, Names, PromptNames, Root, Texts, Word
from engine.language.types import Type
from engine.language.values import References
from engine.recipe.declared import Input

INPUTS: Final = "inputs"
PROMPTS: Final = "prompts"
STEPS: Final = "steps"
ITEM: Final = "item"
ROOTS: Final = (INPUTS, PROMPTS, STEPS, ITEM)


def recipe_names(
    inputs: Mapping[str, Input],
    prompts: PromptNames,
    outputs: Mapping[str, Mapping[str, Type]],
    broken: Iterable[str] = (),
) -> Names:
    """Return the names of a recipe; `broken` are those with a fault of their own: "inputs.clip", or "inputs" for any."""
    faulty = frozenset(broken)
    roots: dict[str, Root] = {
        INPUTS: group_of_inputs(inputs, _broken(INPUTS, faulty)),
        PROMPTS: Texts(prompts, _broken(PROMPTS, faulty)),
        STEPS: Makers(outputs, _broken(STEPS, faulty)),
        ITEM: Word(None, "item-outside-foreach"),
    }
    return Names(roots=MappingProxyType(roots), unknown="unknown-name")


def group_of_inputs(inputs: Mapping[str, Input], broken: Broken) -> Group:
    """Return the root of a recipe's inputs."""
    known = {name: Declaration(one.type, one.limits.enum) for name, one in inputs.items()}
    return Group(known.get, known, "unknown-input", broken)


def _broken(root: str, faulty: frozenset[str]) -> Broken:
    names = frozenset(name.removeprefix(f"{root}.") for name in faulty if name.startswith(f"{root}."))
    return Broken(names, whole=root in faulty)


def names_of_item(names: Names, item: Type) -> Names:
    """Return the names within a repetition: `item` is there."""
    return names.with_roots({ITEM: Word(item)})


def steps_named(references: References) -> tuple[str, ...]:
    """Return the ids of all steps that are named, each once."""
    return tuple(dict.fromkeys((*(step for step, _ in references.outputs), *references.of(STEPS))))
