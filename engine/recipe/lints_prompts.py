"""Mergeable steps: two edits in a row of which only the prompts differ, and that could be one."""

from collections import Counter
from collections.abc import Iterator

from engine.catalog import Model, Role
from engine.catalog.catalog import Catalog
from engine.language.narrow import path_of
from engine.language.values import Constant, Expression, ListValue, Value, references_of
from engine.recipe.model import Recipe, Step
from engine.recipe.roots import STEPS, steps_named


def pairs_that_could_be_one(recipe: Recipe, catalog: Catalog) -> Iterator[tuple[Step, Step]]:
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
    plain = all(step.if_ is None and step.foreach is None and step.on_error == "fail" for step in (first, second))
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
