"""Lints: what is allowed, but probably not meant. They are given only for a recipe without faults."""

from collections.abc import Iterator
from typing import Final

from engine.catalog import Catalog, Model, Parameter
from engine.recipe.faults import Faults
from engine.recipe.model import Constant, ListValue, Recipe, References, Step, Value, references_of
from engine.recipe.prompts import reached
from engine.recipe.values import type_of_value

NEAR: Final = 0.9
"""From this part of a limit on, a text is said to be near it."""


def lint(recipe: Recipe, catalog: Catalog, faults: Faults) -> None:
    """Add a warning for everything in the recipe that is worth one."""
    _unused(recipe, faults)
    for step in recipe.steps.values():
        model = catalog.models[step.uses]
        _dearer_tier(step, model, faults)
        for name, value in step.arguments.items():
            _near_limit(model.parameters[name], value, faults)
            _shifting_numbers(model.parameters[name], value, faults)


def _dearer_tier(step: Step, model: Model, faults: Faults) -> None:
    tier = model.parameters.get(model.tier_parameter)
    if tier is not None and tier.name not in step.arguments and tier.default is not None:
        cheaper = next((value for value in tier.enum if value != tier.default), "")
        faults.add("lint-tier-left-out", step.place, name=tier.name, default=str(tier.default), cheaper=cheaper)


def _near_limit(parameter: Parameter, value: Value, faults: Faults) -> None:
    limit = parameter.max_length
    if limit is None or not isinstance(value, Constant) or not isinstance(value.value, str):
        return
    count = len(value.value)
    if limit * NEAR < count <= limit:
        faults.add("lint-near-limit", value.place, name=parameter.name, count=count, limit=limit)


def _shifting_numbers(parameter: Parameter, value: Value, faults: Faults) -> None:
    """Warn of a medium that may be absent before others: "the second image" would then be another one."""
    if not parameter.media or not isinstance(value, ListValue):
        return
    for member in value.items[:-1]:
        if type_of_value(member).optional:
            faults.add("lint-shifting-images", member.place, name=parameter.name)


def _unused(recipe: Recipe, faults: Faults) -> None:
    named = References()
    for references in _all_references(recipe):
        named = named | reached(references, recipe.prompts)
    for name, declared in recipe.inputs.items():
        if name not in named.inputs:
            faults.add("lint-unused-input", declared.place, name=name)
    for name, piece in recipe.prompts.items():
        if name not in named.prompts:
            faults.add("lint-unused-prompt", piece.place, name=name)
    needed = _needed_steps(recipe)
    for step in recipe.steps.values():
        if step.id not in needed:
            faults.add("lint-unused-step", step.place, name=step.id)


def _all_references(recipe: Recipe) -> Iterator[References]:
    for step in recipe.steps.values():
        yield step.references
    for output in recipe.outputs.values():
        yield references_of(output.value)


def _needed_steps(recipe: Recipe) -> set[str]:
    """Return the steps that an output needs, directly or through others."""
    waiting = [name for output in recipe.outputs.values() for name, _ in references_of(output.value).outputs]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in found or name not in recipe.steps:
            continue
        found.add(name)
        step = recipe.steps[name]
        waiting += [before for before, _ in step.references.outputs]
        waiting += step.needs
    return found
