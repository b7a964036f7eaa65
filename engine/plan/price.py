"""Prices: one function for plan, reservation and ledger.

Billed seconds are input plus output seconds at the tier of the output; images and failures are free (the service's pricing page).
"""

from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal

from engine.catalog import MediaLimits, Model, PriceRow
from engine.plan.model import Estimate, Terms
from engine.values.media import Media, MediaKind, Span
from engine.values.money import Money

ZERO = Span.exactly(0)


def cost_of(seconds: Decimal, tier: str, price: PriceRow) -> Money:
    """Return what the seconds cost at a tier, rounded up to the micro-unit."""
    return Money.of_seconds(seconds, price.micros_per_second[tier], price.currency)


def tier_of(model: Model, arguments: Mapping[str, object]) -> str:
    """Return the tier that decides the price; left out, the service's documented default."""
    given = arguments.get(model.tier_parameter)
    return str(given if given is not None else model.parameters[model.tier_parameter].default)


def input_seconds(model: Model, arguments: Mapping[str, object]) -> Span:
    """Return the billed input: the whole source, or with `duration` a range from the cut up to the whole source."""
    source = source_seconds(model, arguments)
    cut = arguments.get("duration")
    return Span(min(Decimal(cut), source.low), source.high) if isinstance(cut, int) else source


def output_seconds(model: Model, arguments: Mapping[str, object]) -> Span:
    """Return the predicted length of the output: the cut, or as long as the source."""
    cut = arguments.get("duration")
    return Span.exactly(cut) if isinstance(cut, int) else source_seconds(model, arguments)


def source_seconds(model: Model, arguments: Mapping[str, object]) -> Span:
    """Return the source's seconds; unknown ones lie within what the service takes."""
    media = arguments.get("video")
    if isinstance(media, Media) and media.facts.seconds is not None:
        return media.facts.seconds
    limits: MediaLimits = model.media_limits[MediaKind.VIDEO]
    return Span(limits.min_seconds or Decimal(0), limits.max_seconds or Decimal(0))


def estimate_of(model: Model, arguments: Mapping[str, object], price: PriceRow, terms: Terms) -> Estimate:
    """Price one task before it runs."""
    seconds = input_seconds(model, arguments) + output_seconds(model, arguments)
    tier = tier_of(model, arguments)
    low, high = cost_of(seconds.low, tier, price), cost_of(seconds.high, tier, price)
    nothing = Money.zero(price.currency)
    return Estimate(
        billed_seconds=seconds,
        cost_low=low if terms.bills else nothing,
        cost_high=high if terms.bills else nothing,
        would_low=low,
        would_high=high,
    )


def bound_of(model: Model, arguments: Mapping[str, object], price: PriceRow) -> Money:
    """Return the reservation: input and output at their upper ends, each rounded up to the next whole second."""
    whole = sum(
        (span.high.to_integral_value(rounding=ROUND_CEILING) for span in (
            input_seconds(model, arguments), output_seconds(model, arguments)
        )), Decimal(0),
    )  # fmt: skip
    return cost_of(whole, tier_of(model, arguments), price)


def total_of(estimates: Iterable[Estimate], currency: str) -> Estimate:
    """Add estimates up."""
    total = Estimate.nothing(currency)
    for one in estimates:
        total = Estimate(
            billed_seconds=total.billed_seconds + one.billed_seconds,
            cost_low=total.cost_low + one.cost_low,
            cost_high=total.cost_high + one.cost_high,
            would_low=total.would_low + one.would_low,
            would_high=total.would_high + one.would_high,
        )
    return total
