"""Models and services of the catalog, as programs get them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """A model that a step may use: its parameters by name, its outputs, and its prices, as `editchain models` prints them."""

    name: str
    title: str
    parameters: Mapping[str, Any]
    outputs: tuple[str, ...]
    prices: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolInfo:
    """A media tool that a step may use; it works on this machine, unbilled."""

    name: str
    title: str
    parameters: Mapping[str, Any]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceInfo:
    """A service that plans and runs may name; `base_url` is None for the embedded one."""

    name: str
    title: str
    region: str
    bills: bool
    base_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """What can be used; `catalog` is the version of the data, `json` the whole as the command prints it."""

    catalog: str
    models: tuple[ModelInfo, ...]
    tools: tuple[ToolInfo, ...]
    services: tuple[ServiceInfo, ...]
    json: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
