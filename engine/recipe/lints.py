"""Lints: what is allowed, but probably not meant. They are given only for a recipe without faults."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from engine.catalog import Model, Parameter, Role, TextLimit
from engine.catalog.catalog import Catalog
from engine.language.narrow import path_of
from engine.language.syntax import Listing, Member, Text
from engine.language.value_types import type_of_value
from engine.language.values import Constant, Expression, ListValue, References, Template, Value, references_of
from engine.recipe.callee import callee_of
from engine.recipe.model import Recipe, Step
from engine.recipe.roots import INPUTS, LOOP, PROMPTS, STEPS, VALUES, reached, steps_named
from engine.values.fault import Faults

LABEL: Final = "ai_label"
"""Under `labels`: where the label of generated content is put, if not by the service."""
REPRODUCIBLE: Final = "reproducible"
NEAR: Final = 0.9
"""From this part of a limit on, a text is said to be near it."""


def lint(recipe: Recipe, catalog: Catalog, faults: Faults) -> None:
    """Add a warning for everything in the recipe that is worth one."""
    _unused(recipe, faults)
    for step in recipe.steps.values():
        callee = callee_of(step, recipe, catalog)
        for name, value in step.arguments.items():
            _shifting_numbers(recipe, name, value, faults)
        if isinstance(callee, Model):
            _model_step(recipe, step, callee, faults)
    for second, first in _pairs_that_could_be_one(recipe, catalog):
        faults.add("lint-two-prompts", second.place, name=first.id)


def _model_step(recipe: Recipe, step: Step, model: Model, faults: Faults) -> None:
    _retiring(step, model, faults)
    _dearer_tier(step, model, faults)
    _no_label(recipe, step, model, faults)
    _rewritten(recipe, step, model, faults)
    for name, value in step.arguments.items():
        _near_limit(model.parameters[name], value, faults)
        _position(value, faults)


def _retiring(step: Step, model: Model, faults: Faults) -> None:
    if model.retires is not None:
        faults.add("lint-model-retires", step.place, model=model.name, day=str(model.retires))


def _dearer_tier(step: Step, model: Model, faults: Faults) -> None:
    """Warn of the dearer tier that is taken unasked; the catalog's choices go from the cheapest up."""
    tier = model.with_role(Role.TIER)
    if tier is None or tier.name in step.arguments or tier.default is None:
        return
    cheaper = tier.enum[0]
    if cheaper != tier.default:
        faults.add("lint-tier-left-out", step.place, name=tier.name, default=str(tier.default), cheaper=cheaper)


def _no_label(recipe: Recipe, step: Step, model: Model, faults: Faults) -> None:
    """Warn of a label refused in so many words, unless the recipe says where else it is."""
    label = model.with_role(Role.LABEL)
    value = step.arguments.get(label.name) if label is not None else None
    if label is not None and isinstance(value, Constant) and value.value is False and LABEL not in recipe.labels:
        faults.add("lint-no-label", value.place, name=label.name)


def _rewritten(recipe: Recipe, step: Step, model: Model, faults: Faults) -> None:
    """Warn of a prompt that the service may rewrite, in a recipe that promises the same again."""
    parameter = model.with_role(Role.REWRITE)
    if parameter is None or recipe.labels.get(REPRODUCIBLE) not in ("true", "yes"):
        return
    value = step.arguments.get(parameter.name)
    if value is None and parameter.default is True:
        faults.add("lint-rewritten-prompt", step.place, name=parameter.name)
    elif isinstance(value, Constant) and value.value is True:
        faults.add("lint-rewritten-prompt", value.place, name=parameter.name)


def _near_limit(parameter: Parameter, value: Value, faults: Faults) -> None:
    limit = parameter.max_length
    count = _written_units(value, limit) if limit is not None else 0
    if limit is not None and limit.units * NEAR < count <= limit.units:
        faults.add("lint-near-limit", value.place, name=parameter.name, count=count, limit=limit.units)


def _position(value: Value, faults: Faults) -> None:
    """Warn of a request that holds where its item stands: one item more, and those after it are others."""
    place = next((one.place for one in references_of(value).named if one.root == LOOP), None)
    if place is not None:
        faults.add("lint-position", place)


def _written_units(value: Value, limit: TextLimit) -> int:
    """Return how long a text is whatever the inputs are, as the service counts."""
    if isinstance(value, Template):
        return sum(limit.units_of(part.text) for part in value.body if isinstance(part, Text))
    return limit.units_of(value.value) if isinstance(value, Constant) and isinstance(value.value, str) else 0


def _shifting_numbers(recipe: Recipe, name: str, value: Value, faults: Faults) -> None:
    """Warn of a medium that may be absent before others: "the second image" would then be another one."""
    for member in value.items[:-1] if isinstance(value, ListValue) else ():
        known = type_of_value(member)
        if known.is_media and known.optional:
            faults.add("lint-shifting-images", member.place, name=name)
    for tree in value.tree.items[:-1] if isinstance(value, Expression) and isinstance(value.tree, Listing) else ():
        declared = recipe.inputs.get(tree.name) if isinstance(tree, Member) and tree.of_root(INPUTS) else None
        if declared is not None and declared.type.is_media and declared.type.optional:
            faults.add("lint-shifting-images", tree.place, name=name)


def _unused(recipe: Recipe, faults: Faults) -> None:
    named = reached(References.of_all(_all_references(recipe)), recipe.prompts, recipe.values)
    inputs, prompts, values = (set(named.of(root)) for root in (INPUTS, PROMPTS, VALUES))
    for name, declared in recipe.inputs.items():
        if name not in inputs:
            faults.add("lint-unused-input", declared.place, name=name)
    for name, piece in recipe.prompts.items():
        if name not in prompts:
            faults.add("lint-unused-prompt", piece.place, name=name)
    for name, value in recipe.values.items():
        if name not in values:
            faults.add("lint-unused-value", value.place, name=name)
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
        waiting += (*(before for before, _ in step.references.outputs), *step.needs)
    return found


def _pairs_that_could_be_one(recipe: Recipe, catalog: Catalog) -> Iterator[tuple[Step, Step]]:
    """Give (second, first) for all steps in a row that a model could do at once."""
    readers = _readers(recipe)
    for second in recipe.steps.values():
        model = catalog.models.get(second.uses)
        source = second.arguments.get(_source(model)) if model else None
        first = recipe.steps.get(_step_of(source))
        if model is not None and first is not None and readers[first.id] == 1 and _fit(first, second, model):
            yield second, first


def _source(model: Model) -> str:
    source = model.with_role(Role.SOURCE)
    return source.name if source is not None else ""


def _step_of(value: Value | None) -> str:
    path = path_of(value.tree) if isinstance(value, Expression) else None
    return path[1] if path is not None and len(path) > 1 and path[0] == STEPS else ""


def _fit(first: Step, second: Step, model: Model) -> bool:
    plain = all(
        not step.condition.parts and step.foreach is None and step.on_error == "fail" for step in (first, second)
    )
    if not plain or first.uses != second.uses:
        return False
    for name, parameter in model.parameters.items():
        if parameter.text or not parameter.roles.isdisjoint({Role.SOURCE, Role.SEED}):
            continue
        one, other = first.arguments.get(name), second.arguments.get(name)
        if parameter.media is not None and (one is not None or other is not None):
            return False
        if _said(one) != _said(other):
            return False
    return True


def _said(value: Value | None) -> object:
    if isinstance(value, Constant):
        return value.value
    if isinstance(value, Expression):
        return value.source
    return len(value.items) if isinstance(value, ListValue) else value


def _readers(recipe: Recipe) -> Counter[str]:
    """Return how many steps and outputs read what a step makes."""
    all_references = [step.references for step in recipe.steps.values()]
    all_references += [references_of(output.value) for output in recipe.outputs.values()]
    return Counter(name for references in all_references for name in steps_named(references))
