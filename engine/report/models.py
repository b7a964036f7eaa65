"""The catalog as JSON and as text."""

from collections.abc import Iterator
from typing import Any

from engine.catalog import Allowance, Billing, Catalog, Discount, Model, Parameter, PriceRow
from engine.report.width import padded
from engine.values.money import Money


def models_data(catalog: Catalog) -> dict[str, Any]:
    """Return models and services."""
    return {
        "catalog": catalog.version,
        "models": [_model(model) for model in catalog.models.values()],
        "services": [
            {"name": s.name, "title": s.title, "region": s.region, "bills": s.bills, "base_url": s.base_url}
            for s in catalog.services.values()
        ],
    }


def _model(model: Model) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": model.title,
        "parameters": {name: _parameter(parameter) for name, parameter in model.parameters.items()},
        "outputs": list(model.outputs),
        "prices": [
            {
                "from": row.since.isoformat(),
                "region": row.region,
                "currency": row.currency,
                "per_second": {name: price.amount for name, price in _per_second(row)},
                **({"discount": _discount(row.discount)} if row.discount else {}),
            }
            for row in model.prices
        ],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    row = {
        "type": parameter.type.value,
        "items": parameter.items.value if parameter.items else None,
        "required": parameter.required,
        "default": parameter.default,
        "enum": list(parameter.enum) or None,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "max_length": parameter.max_length.units if parameter.max_length else None,
        "max_items": parameter.max_items,
        "description": parameter.description,
    }
    return {name: value for name, value in row.items() if value is not None}


def models_text(catalog: Catalog) -> str:
    """Return models, parameters, prices and services as a person reads them."""
    return "\n".join(_lines(catalog)) + "\n"


def _lines(catalog: Catalog) -> Iterator[str]:
    for model in catalog.models.values():
        yield f"{model.name}: {model.title}"
        columns = max(len(name) for name in model.parameters)
        for name, parameter in model.parameters.items():
            yield f"  {padded(name, columns)}  {_kind(parameter)}"
            yield f"  {' ' * columns}  {parameter.description}"
        for row in model.prices:
            tiers = ", ".join(f"{name} {price}/s" for name, price in _per_second(row))
            yield f"  price in {row.region} since {row.since}: {tiers}, {_counted(model.billing)}"
            if row.discount is not None:
                yield f"    for now {_discount(row.discount)}"
        rates = model.rates
        often = f"{_often(rates.submits, 'submits')}, {_often(rates.queries, 'queries')}"
        yield f"  rates: {rates.running} jobs at once, {often}"
        if model.retires is not None:
            yield f"  retires on {model.retires}"
        yield ""
    for service in catalog.services.values():
        yield f"service {service.name}: {service.title}" + ("" if service.bills else " (nothing is billed)")


def _per_second(row: PriceRow) -> Iterator[tuple[str, Money]]:
    return ((name, Money(micros, row.currency)) for name, micros in row.shown())


def _counted(billing: Billing) -> str:
    """Return what is counted, in words."""
    names = ["output" if term.of_output else term.of for term in billing.terms]
    return f"seconds of {' and '.join(names)}"


def _discount(discount: Discount) -> str:
    return f"x {discount.factor}: {discount.note}"


def _often(allowance: Allowance, what: str) -> str:
    per = "s" if allowance.per_s == 1 else f"{allowance.per_s} s"
    return f"{allowance.count} {what}/{per}"


def _kind(parameter: Parameter) -> str:
    words = [f"list of {parameter.items.value}" if parameter.items else parameter.type.value]
    if parameter.enum:
        words = [" | ".join(parameter.enum)]
    if parameter.minimum is not None:
        words.append(f"{parameter.minimum}-{parameter.maximum}")
    if parameter.required:
        words.append("required")
    if parameter.default is not None:
        words.append(
            f"default {str(parameter.default).lower() if isinstance(parameter.default, bool) else parameter.default}"
        )
    return ", ".join(words)
