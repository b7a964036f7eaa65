"""Scope: what a cap belongs to: a recipe with its inputs, over all resumes."""

from collections.abc import Mapping
from typing import Any

from engine.plan import Plan
from engine.values.canonical import canonical_json, digest_of


def scope_of(plan: Plan, period: str = "") -> str:
    """Return the scope's id: a campaign's name and period, or a recipe's name and the digest of its inputs."""
    if plan.is_campaign:
        return f"{campaign_scopes(plan.name)}{period}"
    inputs = {name: _placeless(value) for name, value in plan.inputs.items()}
    return f"{plan.name}:{digest_of(canonical_json(inputs))[:16]}"


def campaign_scopes(name: str) -> str:
    """Return what the scopes of all periods of a campaign begin with."""
    return f"campaign:{name}:"


def _placeless(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: item for name, item in value.items() if name != "path"}
    return [_placeless(item) for item in value] if isinstance(value, list | tuple) else value
