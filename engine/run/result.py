"""A result beside what was asked for and what the service told of it: remarks, never a reason to throw it away (pure)."""

from decimal import Decimal

from engine.run.events import Cause
from engine.run.marks import SUSPECT
from engine.values.media import MediaFacts, Span
from engine.values.reason import Reason, because

# A file's frames lie on a grid of 1/30 s and what is told is rounded: a difference within one frame is none.
TOLERANCE_S = Decimal(1) / 30 + Decimal("0.001")
SUSPECT_S = Decimal(1)


def remarks_on(
    found: MediaFacts, told: Decimal | None, asked: MediaFacts, fault: Reason | None
) -> tuple[tuple[Cause, ...], tuple[str, ...]]:
    """Say in what a result differs from the seconds that were told and from the facts that were asked for.

    `fault` is what is wrong with the file as the service made it.
    The second value are its marks: `SUSPECT` if it is longer or shorter by more than a second.
    """
    away = Decimal(0)
    remarks = [] if fault is None else [Cause.of(because("result-odd", why=fault))]
    for wanted, code in ((told and Span.exactly(told), "result-length"), (asked.seconds, "result-length-asked")):
        far = _away(found.seconds, wanted) if found.seconds and wanted else Decimal(0)
        away = max(away, far)
        if found.seconds and wanted and far > TOLERANCE_S:
            remarks.append(Cause.of(because(code, found=_text(found.seconds), told=_text(wanted))))
    sides, wanted_sides = _sides(found), _sides(asked)
    if "" not in (sides, wanted_sides) and sides != wanted_sides:
        remarks.append(Cause.of(because("result-sides", found=sides, asked=wanted_sides)))
    if None not in (found.sound, asked.sound) and found.sound != asked.sound:
        remarks.append(Cause.of(because("result-sound" if found.sound else "result-silent")))
    return tuple(remarks), (SUSPECT,) if away > SUSPECT_S else ()


def _away(found: Span, wanted: Span) -> Decimal:
    return max(wanted.low - found.high, found.low - wanted.high, Decimal(0))


def _text(span: Span) -> str:
    return str(span.low) if span.exact is not None else f"{span.low}-{span.high}"


def _sides(facts: MediaFacts) -> str:
    return f"{facts.width}x{facts.height}" if facts.width and facts.height else ""
