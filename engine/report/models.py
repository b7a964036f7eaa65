"""The catalog as JSON and as text."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from engine.catalog import Allowance, Billing, Discount, Model, Parameter, PriceRow, Tool
from engine.catalog.billing import ANY
from engine.catalog.catalog import Catalog
from engine.phrases import models as words, signs
from engine.phrases.messages import Messages
from engine.phrases.phrase import Phrase
from engine.report.amounts import note_of, seconds_number
from engine.report.display import PLAIN, Display
from engine.report.width import padded, width_of
from engine.values.money import Money

_ROOM: Final = 4
"""Names of parameters take no more than this part of a line."""


def models_data(catalog: Catalog) -> dict[str, Any]:
    """Return models, media tools and services."""
    return {
        "catalog": catalog.version,
        "models": [_model(model) for model in catalog.models.values()],
        "tools": [_tool(tool) for tool in catalog.tools.values()],
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


def _tool(tool: Tool) -> dict[str, Any]:
    return {
        "name": tool.name,
        "title": tool.title,
        "parameters": {name: _parameter(parameter) for name, parameter in tool.parameters.items()},
        "outputs": list(tool.outputs),
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
    numbers = {name: seconds_number(value) for name, value in row.items() if isinstance(value, Decimal)}
    return {name: numbers.get(name, value) for name, value in row.items() if value is not None}


def models_text(catalog: Catalog, messages: Messages, display: Display = PLAIN) -> str:
    """Return models and tools with their parameters, prices and services as a person reads them."""
    return "\n".join(_lines(catalog, messages, display)) + "\n"


def models_list_text(catalog: Catalog, messages: Messages, display: Display = PLAIN) -> str:
    """Return a line for each model, tool and service, the models with their list price; two where the screen is narrow."""
    region = catalog.services[catalog.default_service].region
    models = [(one.name, _from_to(one, region, messages), one.title, one.title_zh) for one in catalog.models.values()]
    tools = [(one.name, "", one.title, one.title_zh) for one in catalog.tools.values()]
    services = [(one.name, "", one.title, one.title_zh) for one in catalog.services.values()]
    lines = []
    for head, rows in ((words.MODELS, models), (words.TOOLS, tools), (words.SERVICES, services)):
        lines += [messages.say(head, region=region), *_listed(rows, messages, display), ""]
    return "\n".join([*lines, messages.say(words.ALL_OF_ONE)]) + "\n"


def _listed(rows: Sequence[tuple[str, str, str, str]], messages: Messages, display: Display) -> Iterator[str]:
    names, prices = (max(width_of(row[column]) for row in rows) for column in (0, 1))
    titles = [_in(messages, english, chinese) for _, _, english, chinese in rows]
    wide = 2 + names + 2 + prices + 2 + max(map(width_of, titles))
    for (name, price, *_), title in zip(rows, titles, strict=True):
        head = f"  {padded(name, names)}  {padded(price, prices)}".rstrip()
        if display.columns is None or wide <= display.columns:
            gap = 2 + names + 2 + prices + (2 if prices else 0)
            yield f"{padded(head, gap)}{title}"
        else:
            yield from (head, f"    {title}")


def _from_to(model: Model, region: str, messages: Messages) -> str:
    """Return the list prices of a second, from the cheapest to the dearest, in a region or, if it isn't there, the first."""
    here = [row for row in model.prices if row.region == region] or list(model.prices)
    newest = max((row for row in here if row.region == here[0].region), key=lambda row: row.since)
    prices = sorted(price for _, price in _per_second(newest))
    return messages.say(words.PER_SECOND, amount=_range(prices[0].amount, prices[-1].amount), currency=newest.currency)


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}-{high}"


def _lines(catalog: Catalog, messages: Messages, display: Display) -> Iterator[str]:
    for model in catalog.models.values():
        yield messages.say(words.TITLE, name=model.name, title=_in(messages, model.title, model.title_zh))
        yield from _parameter_lines(model, messages, display)
        for row in model.prices:
            yield from _price_lines(row, model.billing, messages)
        yield f"  {_rates(model, messages)}"
        if model.retires is not None:
            yield f"  {messages.say(words.RETIRES, day=str(model.retires))}"
        yield ""
    for tool in catalog.tools.values():
        yield messages.say(words.TOOL, name=tool.name, title=_in(messages, tool.title, tool.title_zh))
        yield from _parameter_lines(tool, messages, display)
        yield ""
    for service in catalog.services.values():
        line = messages.say(words.SERVICE, name=service.name, title=_in(messages, service.title, service.title_zh))
        yield line if service.bills else line + messages.say(words.UNBILLED)


def _in(messages: Messages, english: str, chinese: str) -> str:
    """The words of a catalog entry; one without Chinese is shown as it is."""
    return messages.say(Phrase(english, chinese or english))


def _parameter_lines(model: Model | Tool, messages: Messages, display: Display) -> Iterator[str]:
    """Write what is said of each parameter beside its name, or below it where that leaves too little room."""
    columns = max(len(name) for name in model.parameters)
    is_narrow = display.columns is not None and display.columns < columns * _ROOM
    for name, parameter in model.parameters.items():
        kind, said = _kind(parameter, messages), _in(messages, parameter.description, parameter.description_zh)
        if is_narrow:
            yield from (f"  {name}", f"    {kind}", f"    {said}")
        else:
            yield from (f"  {padded(name, columns)}  {kind}", f"  {' ' * columns}  {said}")


def _price_lines(row: PriceRow, billing: Billing, messages: Messages) -> Iterator[str]:
    tiers = messages.say(signs.COMMA).join(_tiers(row, messages))
    counted = messages.say(signs.AND).join("output" if term.of_output else term.of for term in billing.terms)
    price = messages.say(words.PRICE, region=row.region, since=str(row.since), tiers=tiers, counted=counted)
    yield f"  {price}"
    if row.discount is not None:
        discount = f"x {row.discount.factor}: {note_of(row.discount, messages)}"
        yield f"    {messages.say(words.DISCOUNT, discount=discount)}"


def _tiers(row: PriceRow, messages: Messages) -> Iterator[str]:
    """Write each price of a second behind what it is for; a price that is for all stands alone."""
    for name, price in _per_second(row):
        said = messages.say(words.PER_SECOND, amount=price.amount, currency=price.currency)
        yield said if name == ANY else f"{name} {said}"


def _per_second(row: PriceRow) -> Iterator[tuple[str, Money]]:
    return ((name, Money(micros, row.currency)) for name, micros in row.shown())


def _discount(discount: Discount) -> str:
    return f"x {discount.factor}: {discount.note}"


def _rates(model: Model, messages: Messages) -> str:
    rates = model.rates
    submits, queries = _often(rates.submits, messages), _often(rates.queries, messages)
    return messages.say(words.RATES, running=rates.running, submits=submits, queries=queries)


def _often(allowance: Allowance, messages: Messages) -> str:
    if allowance.per_s == 1:
        return messages.say(words.OFTEN, count=allowance.count)
    return messages.say(words.OFTEN_IN, count=allowance.count, seconds=str(allowance.per_s))


def _kind(parameter: Parameter, messages: Messages) -> str:
    kind = parameter.type.value
    if parameter.items:
        kind = messages.say(words.LIST, type=parameter.items.value)
    parts = [" | ".join(parameter.enum) if parameter.enum else kind]
    if parameter.words:
        parts[0] = " | ".join([kind, *parameter.words])
    if parameter.minimum is not None and parameter.maximum is None:
        parts.append(messages.say(words.LEAST, least=str(parameter.minimum)))
    elif parameter.minimum is not None:
        parts.append(f"{parameter.minimum}-{parameter.maximum}")
    if parameter.required:
        parts.append(messages.say(words.REQUIRED))
    if parameter.default is not None:
        parts.append(messages.say(words.DEFAULT, value=_plain(parameter.default)))
    return messages.say(signs.COMMA).join(parts)


def _plain(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
