"""Scope: what one cap covers: a recipe with its inputs or a campaign's period, over all resumes; and what of it is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.plan.model import Plan
from engine.values.canonical import canonical_json, digest_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Amounts of one scope, realm and currency, in micro-units of the currency; `cap` None is no cap.

    `decided`: a person set it by a command of its own. `said` is what the files of its newest run say, None for nothing.
    """

    reserved: int = 0
    spent: int = 0
    cap: int | None = None
    said: int | None = None
    decided: bool = False

    def stands(self, said: int | None) -> bool:
        """Whether a person's decision holds for another run whose files say `said`: it does until they say something new."""
        return self.decided and said in (None, self.said)

    def cap_beside(self, said: int | None) -> int | None:
        """Return the cap of another run whose command names none, and whose files say `said`."""
        return self.cap if self.stands(said) else said

    @property
    def committed(self) -> int:
        """What is spent, and what open attempts may still come to cost."""
        return self.reserved + self.spent

    def fits(self, upper: int) -> bool:
        """Whether an attempt of at most `upper` keeps the cap."""
        return self.cap is None or self.committed + upper <= self.cap


def scope_of(plan: Plan, period: str = "") -> str:
    """Return the scope's id: a campaign's name and period, or a recipe's name and the digest of its inputs."""
    if plan.is_campaign:
        return campaign_scope(plan.name, period)
    inputs = {name: _placeless(value) for name, value in plan.inputs.items()}
    return f"{plan.name}:{digest_of(canonical_json(inputs))[:16]}"


def campaign_scope(name: str, period: str) -> str:
    """Return the scope of one period of a campaign."""
    return f"{campaign_scopes(name)}{period}"


def campaign_scopes(name: str) -> str:
    """Return what the scopes of all periods of a campaign begin with."""
    return f"campaign:{name}:"


def _placeless(value: Any) -> Any:
    """Return an input without the places of files, its fractions exact."""
    if isinstance(value, Mapping):
        is_file = "sha256" in value
        return {name: _placeless(item) for name, item in value.items() if not (is_file and name == "path")}
    if isinstance(value, float):
        return Decimal(repr(value))
    return [_placeless(item) for item in value] if isinstance(value, list | tuple) else value
