"""Seconds: how long media, outputs and the counted parts of a job are, as far as that is known before it runs.

What counts and how long an output is stand in the catalog; here they are worked out for one task's arguments.
"""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from engine.catalog import BillingTerm, ByParameter, Fixed, Like, Model, Role
from engine.plan.media import media_in
from engine.values.frames import frames_of, told
from engine.values.media import Media, MediaKind, Span

ZERO = Span.exactly(0)
_UNSAID: Final = Decimal(1)
"""Seconds within which a result is as long as its source where no frame rate is documented: whole seconds, rounded either way."""


def value_of(model: Model, name: str, arguments: Mapping[str, object]) -> object:
    """Return what holds for a parameter: what is given, else the service's documented default, else None."""
    given = arguments.get(name)
    return given if given is not None else model.parameters[name].default


def media_seconds(model: Model, name: str, arguments: Mapping[str, object]) -> Span:
    """Return how long the media of a parameter are together, at most as long as they may be."""
    total = ZERO
    for medium in media_in(arguments.get(name)):
        total += _seconds_of(model, name, medium)
    if not model.rules.together:
        return total
    allowed = [one.max_seconds for one in model.rules.together if name in one.of and one.max_seconds is not None]
    return _at_most(total, min(allowed, default=None))


def output_seconds(model: Model, arguments: Mapping[str, object]) -> Span:
    """Return the predicted length of the output, by the catalog's rule."""
    rule = model.output.seconds
    match rule:
        case Like(of=of, cut=cut, at_most=at_most):
            first = arguments.get(cut) if cut is not None else None
            known = Span.exactly(first) if isinstance(first, int) else media_seconds(model, of, arguments)
            return _at_most(_in_frames(known, model.output.fps), at_most)
        case ByParameter():
            return _said(model, rule, arguments)
        case Fixed(seconds=seconds):
            return Span.exactly(seconds)


def billed_seconds(model: Model, arguments: Mapping[str, object]) -> Span:
    """Return the seconds that are counted."""
    total = ZERO
    for term in model.billing.terms:
        known = _counted(model, term, arguments)
        total += Span(term.round.of(known.low), term.round.of(known.high))
    return _at_most(total, model.billing.most)


def given_seconds(model: Model, arguments: Mapping[str, object]) -> Span:
    """Return how many seconds of media go into a job, as its service may count them."""
    total = ZERO
    for term in model.billing.terms:
        total += ZERO if term.of_output else _counted(model, term, arguments)
    return total


def most_seconds(model: Model, arguments: Mapping[str, object]) -> Decimal:
    """Return what a reservation counts: each term at its upper end, rounded up to the next whole second."""
    terms = [_counted(model, term, arguments).high for term in model.billing.terms]
    whole = sum((seconds.to_integral_value(ROUND_CEILING) for seconds in terms), Decimal(0))
    return whole if model.billing.most is None else min(whole, model.billing.most)


def counted_seconds(
    model: Model, arguments: Mapping[str, object], *, given: Decimal | None, made: Decimal | None
) -> Decimal | None:
    """Return what counts of the seconds that a service says went into a job and came out of it; None if they don't tell."""
    total = Decimal(0)
    media = [term for term in model.billing.terms if not term.of_output]
    for term in model.billing.terms:
        seconds = made if term.of_output else given if len(media) == 1 else None
        if seconds is None:
            return None
        cut = _cut(term, arguments) if term.certain else None
        total += term.round.of(seconds if cut is None else min(seconds, cut))
    return total if model.billing.most is None else min(total, model.billing.most)


def _counted(model: Model, term: BillingTerm, arguments: Mapping[str, object]) -> Span:
    """Return the seconds of one term; where it isn't certain that they are cut, all of them may count."""
    known = output_seconds(model, arguments) if term.of_output else media_seconds(model, term.of, arguments)
    cut = _at_most(known, _cut(term, arguments))
    return cut if term.certain else Span(cut.low, known.high)


def _cut(term: BillingTerm, arguments: Mapping[str, object]) -> Decimal | None:
    """Return how many seconds of a term count at most, None for all."""
    first = arguments.get(term.cut) if term.cut is not None else None
    cuts = [term.at_most] if term.at_most is not None else []
    cuts += [Decimal(first)] if isinstance(first, int) else []
    return min(cuts, default=None)


def _said(model: Model, rule: ByParameter, arguments: Mapping[str, object]) -> Span:
    value = value_of(model, rule.parameter, arguments)
    if rule.auto is not None and value == model.parameters[rule.parameter].auto:
        source = model.with_role(Role.SOURCE)
        used = media_seconds(model, source.name, arguments).low if source is not None else Decimal(0)
        holds_it = source is not None and (rule.parameter, source.name) in model.rules.longer_than
        low = max(rule.auto.low, used) if holds_it else rule.auto.low
        return Span(low, max(low, rule.auto.total - used))
    assert isinstance(value, int), "a length that is no number is a fault of the recipe"
    return Span.exactly(value)


def _seconds_of(model: Model, name: str, medium: Media) -> Span:
    """Return a medium's seconds; unknown ones lie within what the service takes."""
    if medium.kind is not MediaKind.VIDEO:
        return ZERO
    if medium.facts.seconds is not None:
        return medium.facts.seconds
    limits = model.limits_of(name)
    return Span(limits.min_seconds or Decimal(0), limits.max_seconds or Decimal(0))


@lru_cache(maxsize=1024)  # of a thousand rows with one clip it is the same each time, and fractions are slow
def _in_frames(known: Span, fps: Decimal | None) -> Span:
    """Return how long a clip may be that is written anew at a rate: what lies between two frames may go either way.

    Where no rate is documented, nothing says how the length is rounded: it is taken as within `_UNSAID` of the source's.
    """
    if fps is None:
        return Span(max(Decimal(0), known.low - _UNSAID), known.high + _UNSAID)
    rate = Fraction(fps)
    ends = frames_of(known.low, rate), frames_of(known.high, rate)
    low, high = (told(frames / rate) for frames in ends)
    return Span(
        low if low <= known.low else told((ends[0] - 1) / rate),
        high if high >= known.high else told((ends[1] + 1) / rate),
    )


def _at_most(known: Span, most: Decimal | None) -> Span:
    return known if most is None else Span(min(known.low, most), min(known.high, most))
