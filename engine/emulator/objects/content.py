"""Content: what the service finds wrong with a medium once it has looked inside (pure)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.emulator.rules.counting import result_seconds
from engine.emulator.rules.model import MediaRule, Model
from engine.values.media import MediaFacts


def content_fault(facts: MediaFacts, rule: MediaRule) -> tuple[str, str] | None:
    """Return (code, message) of the first limit that a medium breaks, or None if the model takes it."""
    name = rule.type
    if facts.size is not None and facts.size > rule.max_bytes:
        return "InvalidFile.Size", f"The {name} is larger than {rule.max_bytes // (1 << 20)} MB."
    if facts.kind is not rule.kind or facts.format not in rule.formats or (facts.alpha and not rule.alpha):
        return "InvalidFile.Format", f"The {name} must be one of {', '.join(rule.formats)}{_opaque(rule)}."
    return _time_fault(facts, rule) or _side_fault(facts, rule)


def _time_fault(facts: MediaFacts, rule: MediaRule) -> tuple[str, str] | None:
    if facts.seconds is not None and rule.max_seconds is not None:
        seconds, low = facts.seconds.low, rule.min_seconds or Decimal(0)
        if not low <= seconds <= rule.max_seconds:
            return "InvalidFile.Duration", f"The {rule.type} lasts {seconds} s, not {low} to {rule.max_seconds} s."
    if facts.fps is not None and rule.fps is not None and not rule.fps[0] <= facts.fps <= rule.fps[1]:
        low, high = rule.fps
        return "InvalidFile.FPS", f"The {rule.type} has {facts.fps} frames a second, not {low} to {high}."
    if facts.codec is not None and rule.codecs and facts.codec not in rule.codecs:
        return "InvalidFile.Format", f"The {rule.type} must be packed as one of {', '.join(rule.codecs)}."
    return None


def _side_fault(facts: MediaFacts, rule: MediaRule) -> tuple[str, str] | None:
    width, height = facts.width or 0, facts.height or 0
    short, long = sorted((width, height))
    for sides, limits, which in (
        ((short, long), rule.sides, "each side"),
        ((short,), rule.short_side, "the shorter side"),
        ((long,), rule.long_side, "the longer side"),
    ):
        if limits is not None and not all(limits[0] <= side <= limits[1] for side in sides):
            allowed = f"{limits[0]} to {limits[1]} px"
            return "InvalidFile.Resolution", f"The {rule.type} is {width}x{height}; {which} must have {allowed}."
    if rule.max_ratio is not None and Decimal(long) / short > rule.max_ratio:
        return "InvalidFile.AspectRatio", f"The {rule.type} is {width}x{height}, beyond 1:{rule.max_ratio}."
    return None


def together_fault(model: Model, values: Mapping[str, Any], seconds: Mapping[str, Decimal]) -> tuple[str, str] | None:
    """Return (code, message) of the first rule between media's lengths that is broken; `seconds` are by parameter."""
    for names, _, most in model.rules.together:
        whole = sum((seconds.get(name, Decimal(0)) for name in names), Decimal(0))
        whole += result_seconds(model, values, seconds) if "output" in names else 0
        if most is not None and whole > most:
            return "InvalidFile.Duration", f"{', '.join(names)} last {whole} s together, more than {most} s."
    for length, name in model.rules.longer_than:
        wanted, known = values.get(length), seconds.get(name)
        if isinstance(wanted, int) and wanted != model.auto(length) and known is not None and wanted <= known:
            return "InvalidParameter", f"{length} must be more than the {known} s of {name}."
    return None


def _opaque(rule: MediaRule) -> str:
    return "" if rule.alpha else ", without transparency"
