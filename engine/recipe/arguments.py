"""Arguments: the values of a step's parameters once inputs are known, held against the model's limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.catalog import Model
from engine.errors import FaultsFound
from engine.recipe import hints
from engine.recipe.evaluate import evaluate
from engine.recipe.faults import Faults
from engine.recipe.limits import check_parameter
from engine.recipe.model import Step, Value
from engine.recipe.scope import Evaluated, Scope
from engine.values.absent import ABSENT
from engine.values.fault import Fault


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a task gives its model: absent and empty-list parameters are left out, absent members of lists dropped.

    `missing` names required parameters that are absent because a step before was skipped.
    """

    values: Mapping[str, Evaluated]
    faults: tuple[Fault, ...]
    missing: tuple[str, ...] = ()


def evaluate_arguments(step: Step, model: Model, scope: Scope) -> Arguments:
    """Evaluate all parameters of a step: texts rendered, lengths, ranges and enums checked, all faults at once."""
    faults = Faults()
    found: dict[str, Evaluated] = {}
    for name, value in step.arguments.items():
        known = _evaluated(value, scope, faults)
        if known is ABSENT or known in ((), ""):
            continue
        check_parameter(model.parameters[name], known, value.place, faults)
        found[name] = known
    missing = tuple(name for name, row in model.parameters.items() if row.required and name not in found)
    if not len(faults) and not missing and not any(name in found for name in model.one_of):
        faults.add("missing-one-of", step.place, names=hints.listed(model.one_of), model=model.name)
    return Arguments(MappingProxyType(found), faults.sorted(), missing)


def _evaluated(value: Value, scope: Scope, faults: Faults) -> Evaluated:
    try:
        return evaluate(value, scope)
    except FaultsFound as found:
        for one in found.faults:
            faults.put(one)
        return ABSENT
