"""Prices: one function for plan, reservation and ledger; the rules stand in the catalog."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from engine.catalog import Model, PriceRow, Role
from engine.plan.media import media_in
from engine.plan.model import Estimate, Terms
from engine.plan.seconds import billed_seconds, most_seconds, value_of
from engine.values.media import Span
from engine.values.money import Money


def cost_of(
    model: Model, arguments: Mapping[str, object], seconds: Decimal, price: PriceRow, *, tier: str = ""
) -> Money:
    """Return what counted seconds and items cost, rounded up to the micro-unit.

    `tier` is the one that the service says it billed; without one, or with one that has no price, it is the one asked for.
    """
    asked = {name: _written(value_of(model, name, arguments)) for name in price.by}
    told = model.with_role(Role.TIER)
    billed = asked | ({told.name: tier} if told is not None and told.name in asked else {})
    rates = (price.micros.get(tuple(one[name] for name in price.by)) for one in (billed, asked))
    rate = next(micros for micros in rates if micros is not None)
    return Money.of_seconds(seconds, rate, price.currency) + _items(model, arguments, price)


def tier_of(model: Model, arguments: Mapping[str, object]) -> str:
    """Return the tier of the output, "" if the model has none; left out, the service's documented default."""
    tier = model.with_role(Role.TIER)
    return _written(value_of(model, tier.name, arguments)) if tier is not None else ""


def estimate_of(model: Model, arguments: Mapping[str, object], price: PriceRow, terms: Terms) -> Estimate:
    """Price one task before it runs."""
    seconds = billed_seconds(model, arguments)
    low, high = (cost_of(model, arguments, end, price) for end in (seconds.low, seconds.high))
    nothing = Money.zero(price.currency)
    return Estimate(
        billed_seconds=seconds,
        cost_low=low if terms.bills else nothing,
        cost_high=high if terms.bills else nothing,
        would_low=low,
        would_high=high,
    )


def bound_of(model: Model, arguments: Mapping[str, object], price: PriceRow) -> Money:
    """Return the reservation: every counted part at its upper end, rounded up to the next whole second."""
    return cost_of(model, arguments, most_seconds(model, arguments), price)


def total_of(estimates: Iterable[Estimate], currency: str) -> Estimate:
    """Add estimates up; tasks that were priced together share one, which is multiplied."""
    low, high, money = Decimal(0), Decimal(0), [0, 0, 0, 0]
    all_of_them = list(estimates)
    shared = {id(one): one for one in all_of_them}
    for number, many in Counter(map(id, all_of_them)).items():
        one = shared[number]
        low, high = low + one.billed_seconds.low * many, high + one.billed_seconds.high * many
        amounts = (one.cost_low, one.cost_high, one.would_low, one.would_high)
        assert all(amount.currency == currency for amount in amounts), "amounts of two currencies are never added"
        money = [before + amount.micros * many for before, amount in zip(money, amounts, strict=True)]
    cost_low, cost_high, would_low, would_high = (Money(micros, currency) for micros in money)
    return Estimate(
        billed_seconds=Span(low, high),
        cost_low=cost_low,
        cost_high=cost_high,
        would_low=would_low,
        would_high=would_high,
    )


def _items(model: Model, arguments: Mapping[str, object], price: PriceRow) -> Money:
    """Return what media cost that are charged one by one."""
    micros = sum(
        max(0, len(media_in(arguments.get(item.of))) - item.over) * item.micros[price.region]
        for item in model.billing.items
    )
    return Money(micros, price.currency)


def _written(value: object) -> str:
    """Write a value as it stands in a row of prices, "" for none."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
