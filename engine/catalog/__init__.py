"""Models, tools and services as data: what each takes, where it stands in a request, limits, prices, rates (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine.catalog.billing import Billing, BillingItem, BillingTerm, Discount, PriceRow, Rounding
from engine.catalog.check import checked
from engine.catalog.limits import MediaLimits, Rules, Together
from engine.catalog.model import AnswerShape, Model, UsagePaths, model_of
from engine.catalog.output import Auto, ByParameter, Fixed, Like, Output
from engine.catalog.parameter import Bound, Parameter, ParameterType, Role, TextLimit
from engine.catalog.rates import Allowance, Rates
from engine.catalog.service import RealmHosts, ServiceProfile
from engine.catalog.tool import Tool, ToolOutput, tool_of
from engine.values.canonical import digest_of

__all__ = [
    "Allowance",
    "AnswerShape",
    "Auto",
    "Billing",
    "BillingItem",
    "BillingTerm",
    "Bound",
    "ByParameter",
    "Catalog",
    "Discount",
    "Fixed",
    "Like",
    "MediaLimits",
    "Model",
    "Output",
    "Parameter",
    "ParameterType",
    "PriceRow",
    "Rates",
    "RealmHosts",
    "Role",
    "Rounding",
    "Rules",
    "ServiceProfile",
    "TextLimit",
    "Together",
    "Tool",
    "ToolOutput",
    "UsagePaths",
    "catalog_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All models, media tools and services of this installation; `version` is a digest of the data that they were read from."""

    version: str
    models: Mapping[str, Model]
    services: Mapping[str, ServiceProfile]
    default_service: str
    realm_hosts: RealmHosts
    signature_parameters: tuple[str, ...]
    tools: Mapping[str, Tool] = field(default_factory=dict)


def catalog_of(
    models: Iterable[Mapping[str, Any]],
    services: Mapping[str, Any],
    raw: bytes = b"",
    tools: Iterable[Mapping[str, Any]] = (),
) -> Catalog:
    """Build the catalog from the JSON of `schemas/models/*.json`, `schemas/services.json` and `schemas/tools/*.json`.

    `raw` is all of their bytes. Raises AuthorError `catalog-entry` for an entry that can't be read or doesn't fit together.
    """
    built = [checked(model_of(data)) for data in models]
    return Catalog(
        version=digest_of(raw)[:12],
        models=MappingProxyType({model.name: model for model in built}),
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
