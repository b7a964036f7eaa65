"""Catalog: all entries of an installation, each checked for what it may not say although its keys are well-formed.

What the shape can't say at all (media that are sound, fields of one item, lists that must match, a price by what is given)
has no key, and an unknown key is refused where it is read.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, product
from types import MappingProxyType
from typing import Any

from engine.catalog.billing import ANY, BETWEEN, OUTPUT, PriceRow
from engine.catalog.model import Model, model_of
from engine.catalog.output import ByParameter, Like, Output
from engine.catalog.parameter import Parameter, ParameterType, Role
from engine.catalog.service import RealmHosts, ServiceProfile
from engine.catalog.tool import Tool, tool_of
from engine.errors import AuthorError
from engine.values.canonical import digest_of
from engine.values.media_kind import MediaKind

Wrong = tuple[str, str]
"""A place in the entry, and what is wrong there."""


class ModelsByName(Mapping[str, Model]):
    """Models by name, each made when somebody asks for it: most commands need one or two of all that there are."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Model]) -> None:
        self._made: dict[str, Model | None] = dict.fromkeys(names)
        self._make = make

    def __getitem__(self, name: str) -> Model:
        made = self._made[name]
        if made is None:
            made = self._made[name] = self._make(name)
        return made

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All models, media tools and services of this installation; `raw` is the data that they were read from."""

    raw: bytes = field(repr=False)
    models: Mapping[str, Model]
    services: Mapping[str, ServiceProfile]
    default_service: str
    realm_hosts: RealmHosts
    signature_parameters: tuple[str, ...]
    tools: Mapping[str, Tool] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The beginning of the digest of the data."""
        return digest_of(self.raw)[:12]

    def on(self, day: date) -> "Catalog":
        """Return the catalog with the defaults that hold on a day."""
        return replace(self, models=ModelsByName(self.models, lambda name: self.models[name].on(day)))


def catalog_of(
    models: Iterable[Mapping[str, Any]],
    services: Mapping[str, Any],
    raw: bytes = b"",
    tools: Iterable[Mapping[str, Any]] = (),
    shipped: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> Catalog:
    """Build the catalog from the JSON of `schemas/models/*.json`, `schemas/services.json` and `schemas/tools/*.json`.

    `raw` is all of their bytes. Raises AuthorError `catalog-entry` for an entry that can't be read or doesn't fit together; those
    that are `shipped`, by the model's name, are held to be well and read when they are asked for.
    """
    built = {model.name: model for model in (checked(model_of(data)) for data in models)}
    return Catalog(
        raw=raw,
        models=ModelsByName([*shipped, *built], lambda name: built.get(name) or checked(model_of(shipped[name]))),
        services=MappingProxyType(
            {name: ServiceProfile(name=name, **row) for name, row in services["services"].items()}
        ),
        default_service=services["default"],
        realm_hosts=RealmHosts(
            MappingProxyType({realm: tuple(hosts) for realm, hosts in services["realm_hosts"].items()})
        ),
        signature_parameters=tuple(services["signature_parameters"]),
        tools=MappingProxyType({tool.name: tool for tool in map(tool_of, tools)}),
    )


def checked(model: Model) -> Model:
    """Return the model; raises AuthorError `catalog-entry` for the first thing that doesn't fit the others."""
    for place, reason in _wrong(model):
        raise AuthorError("catalog-entry", entry=model.name, place=place, reason=reason)
    return model


def choices_of(parameter: Parameter) -> tuple[str, ...]:
    """Return all values of a parameter that a price may depend on, as they stand in a row of prices; none: it may not."""
    return ("true", "false") if parameter.type is ParameterType.BOOLEAN else parameter.enum


def _wrong(model: Model) -> Iterator[Wrong]:
    yield from _names(model)
    yield from _roles(model)
    for parameter in model.parameters.values():
        yield from _parameter(model, parameter)
    yield from _limits(model)
    yield from _outputs(model)
    yield from _regions(model)
    for index, row in enumerate(model.prices):
        yield from _prices(model, row, f"prices.{index}")
    yield from _tier_order(model)


def _names(model: Model) -> Iterator[Wrong]:
    """Refuse names of parameters that the model doesn't have."""
    for place, name in _named(model):
        if name not in model.parameters:
            yield place, f"names {name}, which is no parameter"


def _named(model: Model) -> Iterator[tuple[str, str]]:
    rules, billing = model.rules, model.billing
    yield from (("rules.one_of", name) for name in rules.one_of)
    yield from (("rules.excludes", name) for group in rules.excludes for name in group)
    yield from (("rules.together", name) for one in rules.together for name in one.of if name != OUTPUT)
    yield from (("rules.longer_than", name) for pair in rules.longer_than for name in pair)
    yield from (("billing.terms", term.of) for term in billing.terms if not term.of_output)
    yield from (("billing.terms", term.cut) for term in billing.terms if term.cut is not None)
    yield from (("billing.items", item.of) for item in billing.items)
    yield from (("prices", name) for row in model.prices for name in row.by)
    for parameter in model.parameters.values():
        yield from ((f"parameters.{parameter.name}.bounds", bound.given) for bound in parameter.bounds)
    for output in model.outputs.values():
        place = f"outputs.{output.name}.seconds"
        if isinstance(output.seconds, Like):
            yield from ((place, name) for name in (output.seconds.of, output.seconds.cut) if name is not None)
        elif isinstance(output.seconds, ByParameter):
            yield place, output.seconds.parameter


def _roles(model: Model) -> Iterator[Wrong]:
    count = Counter(role for parameter in model.parameters.values() for role in parameter.roles)
    for role, times in count.items():
        if times > 1 and role is not Role.REFERENCE:
            yield "parameters", f"has {times} parameters with the role {role.value}"
    types = {
        Role.SOURCE: None, Role.REFERENCE: None, Role.PROMPT: ParameterType.STRING, Role.NEGATIVE: ParameterType.STRING,
        Role.SEED: ParameterType.INTEGER, Role.CUT: ParameterType.INTEGER, Role.LENGTH: ParameterType.INTEGER,
        Role.LABEL: ParameterType.BOOLEAN, Role.REWRITE: ParameterType.BOOLEAN,
    }  # fmt: skip
    for parameter in model.parameters.values():
        for role in parameter.roles & set(types):
            fits = parameter.media is not None if types[role] is None else parameter.type is types[role]
            if not fits:
                yield f"parameters.{parameter.name}.role", f"can't be {role.value} for its type"


def _parameter(model: Model, parameter: Parameter) -> Iterator[Wrong]:
    place = f"parameters.{parameter.name}"
    if not parameter.place.startswith(("input.", "parameters.")):
        yield f"{place}.place", "stands neither in the input nor in the parameters of a request"
    if (parameter.media is None) != (parameter.limits is None):
        yield f"{place}.limits", "is for media, and media need it"
    if parameter.type is ParameterType.LIST and parameter.media is None:
        yield f"{place}.items", "must be media"
    if parameter.must_hold and parameter.type is not ParameterType.STRING:
        yield f"{place}.must_hold", "is for texts"
    if parameter.limits is not None and parameter.limits not in model.limits:
        yield f"{place}.limits", f"names {parameter.limits}, which is not under limits"
    if parameter.meanings and len(parameter.meanings) != len(parameter.enum or parameter.words):
        yield f"{place}.meanings", "must say a word on each choice"
    if parameter.enum and any(value is not None and value not in parameter.enum for value in parameter.defaults):
        yield f"{place}.default", "is not one of the choices"
    days = [later.since for later in parameter.later]
    if any(day >= after for day, after in pairwise(days)):
        yield f"{place}.later_defaults", "must stand in the order of their days"
    if parameter.keeps is not None and not _may_be(parameter, parameter.keeps):
        yield f"{place}.keeps", "is not one of the choices"


def _may_be(parameter: Parameter, value: object) -> bool:
    return isinstance(value, bool) if parameter.type is ParameterType.BOOLEAN else value in parameter.enum


def _limits(model: Model) -> Iterator[Wrong]:
    used = {parameter.limits: parameter for parameter in model.parameters.values() if parameter.limits is not None}
    for key, limits in model.limits.items():
        if key not in used:
            yield f"limits.{key}", "holds for no parameter"
        elif used[key].media is MediaKind.VIDEO and limits.max_seconds is None:
            yield f"limits.{key}.max_seconds", "is missing: without it no price has an upper end"


def _outputs(model: Model) -> Iterator[Wrong]:
    if len(model.outputs) != 1:
        yield "outputs", "must be one"
    for output in model.outputs.values():
        yield from _length(model, output, f"outputs.{output.name}.seconds")
        tiers, ratios = (_enum_of(model, role) for role in (Role.TIER, Role.RATIO))
        strange = [tier for tier in output.sizes if tier not in tiers]
        strange += [ratio for row in output.sizes.values() for ratio in row if ratio not in ratios]
        if strange:
            yield f"outputs.{output.name}.size", f"names {strange[0]}, which is no choice of tier or ratio"
    for term in model.billing.terms:
        if not term.of_output and model.parameters[term.of].media is not MediaKind.VIDEO:
            yield "billing.terms", f"counts seconds of {term.of}, which has none"


def _length(model: Model, output: Output, place: str) -> Iterator[Wrong]:
    seconds = output.seconds
    if isinstance(seconds, Like):
        if model.parameters[seconds.of].media is not MediaKind.VIDEO:
            yield place, f"is like {seconds.of}, which is no video"
        if seconds.cut is not None and Role.CUT not in model.parameters[seconds.cut].roles:
            yield place, f"is cut by {seconds.cut}, which has not the role cut"
    elif isinstance(seconds, ByParameter):
        parameter = model.parameters[seconds.parameter]
        if Role.LENGTH not in parameter.roles:
            yield place, f"is said by {parameter.name}, which has not the role length"
        if None in parameter.defaults and not parameter.required:
            yield place, f"is not known where {parameter.name} is left out"
        if (seconds.auto is None) != (parameter.auto is None):
            yield place, "and its parameter must both have auto, or neither"


def _enum_of(model: Model, role: Role) -> tuple[str, ...]:
    parameter = model.with_role(role)
    return parameter.enum if parameter is not None else ()


def _regions(model: Model) -> Iterator[Wrong]:
    priced = {row.region for row in model.prices}
    if priced != set(model.sent_names):
        yield "regions", f"are not those that have prices: {', '.join(sorted(priced))}"
    for item in model.billing.items:
        if set(item.micros) != priced:
            yield "billing.items", "must have a price in every region"


def _prices(model: Model, row: PriceRow, place: str) -> Iterator[Wrong]:
    for name in row.by:
        parameter = model.parameters[name]
        if not choices_of(parameter) or (None in parameter.defaults and not parameter.required):
            yield f"{place}.by", f"names {name}, which may be without a value or have any"
    wanted = set(product(*(choices_of(model.parameters[name]) for name in row.by)))
    if set(row.micros) != wanted:
        shown = sorted(BETWEEN.join(key) or ANY for key in wanted ^ set(row.micros))
        yield f"{place}.rows", f"must be one for each choice and no more: {', '.join(shown)}"


def _tier_order(model: Model) -> Iterator[Wrong]:
    """The cheapest tier stands first, so that a cheaper one can be named to who takes a dearer one unasked."""
    tier = model.with_role(Role.TIER)
    for index, row in enumerate(model.prices):
        if tier is not None and row.by == (tier.name,):
            prices = [row.micros[(choice,)] for choice in tier.enum]
            if prices != sorted(prices):
                yield f"prices.{index}.rows", f"must rise in the order of the choices of {tier.name}"
