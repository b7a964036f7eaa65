"""Content: what the service finds wrong with a medium once it has looked inside (pure)."""

from decimal import Decimal

from engine.emulator.rules.model import MediaRule
from engine.values.media import MediaFacts


def content_fault(facts: MediaFacts, rule: MediaRule) -> tuple[str, str] | None:
    """Return (code, message) of the first limit that a medium breaks, or None if the model takes it."""
    name = rule.type
    if facts.size is not None and facts.size > rule.max_bytes:
        return "InvalidFile.Size", f"The {name} is larger than {rule.max_bytes // (1 << 20)} MB."
    if facts.kind is not rule.kind or facts.format not in rule.formats or (facts.alpha and not rule.alpha):
        return "InvalidFile.Format", f"The {name} must be one of {', '.join(rule.formats)}{_opaque(rule)}."
    if facts.seconds is not None and rule.min_seconds is not None and rule.max_seconds is not None:
        seconds = facts.seconds.low
        if not rule.min_seconds <= seconds <= rule.max_seconds:
            return (
                "InvalidFile.Duration",
                f"The {name} lasts {seconds} s, not {rule.min_seconds} to {rule.max_seconds} s.",
            )
    return _side_fault(facts, rule)


def _side_fault(facts: MediaFacts, rule: MediaRule) -> tuple[str, str] | None:
    width, height = facts.width or 0, facts.height or 0
    if not rule.min_side <= min(width, height) <= max(width, height) <= rule.max_side:
        limits = f"{rule.min_side} to {rule.max_side} px"
        return "InvalidFile.Resolution", f"The {rule.type} is {width}x{height}; each side must have {limits}."
    if max(Decimal(width) / height, Decimal(height) / width) > rule.max_ratio:
        return "InvalidFile.AspectRatio", f"The {rule.type} is {width}x{height}, beyond 1:{rule.max_ratio}."
    return None


def _opaque(rule: MediaRule) -> str:
    return "" if rule.alpha else ", without transparency"
