"""Counting: how long a result is, and which seconds of a job are billed (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any

from engine.emulator.rules.model import Model, Term

_ROUNDINGS = {"up": ROUND_CEILING, "half": ROUND_HALF_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The seconds that a job is billed for: those of its media, those of its result, and all that count."""

    given: Decimal
    made: Decimal
    billed: Decimal


def result_seconds(model: Model, values: Mapping[str, Any], seconds: Mapping[str, Decimal]) -> Decimal:
    """Return how long the result shall be; `seconds` are those of the media, by parameter.

    Where the service chooses it is as long as the source, or twice as long if it includes it, as far as its rule allows.
    """
    rule = model.length
    if rule.fixed is not None:
        return rule.fixed
    if rule.like is not None:
        cuts = [Decimal(values[rule.cut])] if rule.cut is not None and values.get(rule.cut) else []
        cuts += [rule.at_most] if rule.at_most is not None else []
        return min([seconds.get(rule.like, Decimal(0)), *cuts])
    asked = values[rule.parameter or ""]
    if rule.low is None or rule.total is None or asked != model.auto(rule.parameter or ""):
        return Decimal(asked)
    name = model.roles.get("source", "")
    source = seconds.get(name, Decimal(0))
    wanted = 2 * source if (rule.parameter, name) in model.rules.longer_than else source
    return max(rule.low, min(wanted, rule.total - source))


def counted(
    model: Model, values: Mapping[str, Any], seconds: Mapping[str, Decimal], made: Decimal, *, uses_all: bool
) -> Counted:
    """Return the bill's seconds; `uses_all` decides where the service doesn't say whether a cut holds."""
    parts = {term.of: _part(term, values, made if term.of == "output" else seconds.get(term.of, Decimal(0)), uses_all)
             for term in model.terms}  # fmt: skip
    given = sum((part for of, part in parts.items() if of != "output"), Decimal(0))
    whole = sum((_rounded(parts[term.of], term.round) for term in model.terms), Decimal(0))
    billed = whole if model.most_seconds is None else min(whole, model.most_seconds)
    return Counted(given=given, made=made, billed=billed)


def _part(term: Term, values: Mapping[str, Any], seconds: Decimal, uses_all: bool) -> Decimal:
    if not term.certain and uses_all:
        return seconds
    cuts = [Decimal(values[term.cut])] if term.cut is not None and values.get(term.cut) else []
    cuts += [term.at_most] if term.at_most is not None else []
    return min([seconds, *cuts])


def _rounded(seconds: Decimal, how: str) -> Decimal:
    return seconds.to_integral_value(_ROUNDINGS[how]) if how in _ROUNDINGS else seconds
