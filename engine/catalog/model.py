"""Model: what one model of the catalog takes, gives, allows and costs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from engine.catalog.billing import Billing, PriceRow, billing_of, price_of
from engine.catalog.limits import MediaLimits, Rules, limits_of, rules_of
from engine.catalog.output import Output, output_of
from engine.catalog.parameter import Parameter, Role, parameter_of
from engine.catalog.rates import Rates, rates_of
from engine.row import Row


class UsagePaths(NamedTuple):
    """Where the answer of a job that succeeded tells what was billed, as dotted paths within its `usage`; None: nowhere."""

    input: str | None = None
    output: str | None = None
    billed: str | None = None
    tier: str | None = None


class AnswerShape(NamedTuple):
    """Where the answer of a job that succeeded tells of its result, as a dotted path, and of what was billed.

    The result can be read for `hours` after the job's end, None for ever.
    """

    result: str = ""
    usage: UsagePaths = UsagePaths()
    hours: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model, or one mode of it, as a step may use it; data, no behaviour but look-ups.

    `name` is what `uses` says, `sent_names` what a region's service calls it. `fixed` are values that stand in every
    request, by place. `limits` are those of media by key, which parameters name. `retires` is the day on which the
    service takes it out.
    """

    name: str
    title: str
    sent_names: Mapping[str, str]
    endpoint: str
    fixed: Mapping[str, str | int | bool]
    parameters: Mapping[str, Parameter]
    rules: Rules
    outputs: Mapping[str, Output]
    limits: Mapping[str, MediaLimits]
    billing: Billing
    usage: UsagePaths
    rates: Rates
    prices: tuple[PriceRow, ...]
    retires: date | None = None
    title_zh: str = ""
    output: Output = field(init=False, compare=False, repr=False)
    """The one output that a model has."""
    media: Mapping[str, Parameter] = field(init=False, compare=False, repr=False)
    """The parameters that take media."""
    _first: Mapping[Role, Parameter] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        backwards = reversed(tuple(self.parameters.values()))
        first = {role: parameter for parameter in backwards for role in parameter.roles}
        object.__setattr__(self, "_first", MappingProxyType(first))
        media = {name: parameter for name, parameter in self.parameters.items() if parameter.media is not None}
        object.__setattr__(self, "media", MappingProxyType(media))
        object.__setattr__(self, "output", next(iter(self.outputs.values()), None))

    def with_role(self, role: Role) -> Parameter | None:
        """Return the parameter of a role, the first one if there are several; None if the model has none."""
        return self._first.get(role)

    def all_with(self, role: Role) -> Iterator[Parameter]:
        """Go through the parameters of a role."""
        return (parameter for parameter in self.parameters.values() if role in parameter.roles)

    def limits_of(self, parameter: str) -> MediaLimits:
        """Return what the service accepts of the media of a parameter."""
        return self.limits[self.parameters[parameter].limits or ""]

    @property
    def answer(self) -> AnswerShape:
        return AnswerShape(result=self.output.path, usage=self.usage, hours=self.output.hours)

    def on(self, day: date) -> "Model":
        """Return the model with the defaults that hold on a day."""
        if not any(parameter.later for parameter in self.parameters.values()):
            return self
        parameters = {name: parameter.on(day) for name, parameter in self.parameters.items()}
        return replace(self, parameters=MappingProxyType(parameters))

    def price_on(self, region: str, day: date) -> PriceRow | None:
        """Return the newest price row of a region that is in force on that day, or None."""
        rows = [row for row in self.prices if row.region == region and row.since <= day]
        return max(rows, key=lambda row: row.since, default=None)


def model_of(data: Mapping[str, Any]) -> Model:
    """Build a model from its JSON in `schemas/models/`; raises AuthorError `catalog-entry` for what can't be said."""
    row = Row(data, str(data.get("name", "")))
    name, regions = row.text("name"), row.texts("regions")
    parameters = {key: parameter_of(key, inner) for key, inner in row.row("parameters").members()}
    for unread in ("released", "source"):  # for people
        row.text(unread, "unknown")
    found = Model(
        name=name,
        title=row.text("title"),
        title_zh=row.text_if("title_zh"),
        sent_names=MappingProxyType(_sent_names(row, regions)),
        endpoint=row.text("endpoint"),
        fixed=MappingProxyType(_fixed(row.row_if("fixed"))),
        parameters=MappingProxyType(parameters),
        rules=rules_of(row.row_if("rules"), tuple(parameters)),
        outputs=MappingProxyType({key: output_of(key, inner) for key, inner in row.row("outputs").members()}),
        limits=MappingProxyType(_limits(row.row_if("limits"))),
        billing=billing_of(row.row("billing")),
        usage=_usage(row.row("usage")),
        rates=rates_of(row.row("rates")),
        prices=tuple(map(price_of, row.rows("prices"))),
        retires=row.day_if("retires"),
    )
    row.end()
    return found


def _sent_names(row: Row, regions: tuple[str, ...]) -> dict[str, str]:
    if row.is_text("model"):
        return dict.fromkeys(regions, row.text("model"))
    names = row.row("model").words()
    if set(names) != set(regions):
        row.refuse(f"must name the regions {', '.join(regions)}", "model")
    return names


def _fixed(row: Row | None) -> dict[str, Any]:
    return row.plains() if row is not None else {}


def _limits(row: Row | None) -> dict[str, MediaLimits]:
    return {key: limits_of(inner) for key, inner in row.members()} if row is not None else {}


def _usage(row: Row) -> UsagePaths:
    names = ("input", "output", "billed", "tier")
    found = UsagePaths(**{name: row.text(name) for name in names if row.has(name)})
    row.end()
    return found
