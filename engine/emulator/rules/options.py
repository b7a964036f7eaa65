"""Options: how one emulator behaves, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from urllib.parse import urlsplit

from engine.emulator.rules.accounts import Customer
from engine.emulator.rules.hosts import name_of
from engine.emulator.rules.latency import AT_ONCE, Latency
from engine.emulator.rules.prices import Price
from engine.emulator.rules.rates import Limits
from engine.emulator.rules.scenario import Scenario
from engine.net.network import DIRECT, Network

Renderer = Literal["draft", "stamp", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmulatorOptions:
    """How an emulator behaves; the defaults are the embedded service's.

    - `renderer`: draft edits pixels, stamp draws the digest of the request's body, none does no work on media.
    - `unsupported`: what a draft does with an instruction that it can't perform.
    - `preset`: the encoder's, None for its default.
    - `hooks`: opens `/_editchain/` to callers on this machine.
    - `accounts`: who may ask; with none any key is good, and all are one account in the `region`.
    - `advertise`: the address without a path that links, uploads and the page show, None for the bound one.
    - `plain`: leaves out of answers what the service doesn't say.
    - `checks_media`: whether a medium's content is judged when a job is made, as some models do, or when it runs.
    - `clock_at`: the Unix seconds that the clock shows at the start; `clock_ahead_s`: how far it is ahead of the machine's.
    - `prices`: list prices of a counted second by model and tier, in place of the catalog's.
    - `limits`: None takes the rates that the catalog's data give for the model.
    - `entries`: models given as JSON, beside those that are shipped.
    - `media_map`: local files or folders in place of URLs that begin with a prefix.
    - `offline_media`: a file or folder that stands in for every other remote URL; no network is used then.
    - `network`: how media at remote URLs are reached.
    - `billed_input`: whether a job with `duration` is billed for its whole source or for the seconds used, which the
      service does not document.
    - `latency`: how long jobs wait and run at least; `list_lag_s`: the seconds until a new job is listed; all on the
      emulator's clock.
    - `unused_s`, `half_s`: real seconds after which a connection is closed on which nothing was sent yet, or half a request.
    """

    renderer: Renderer = "draft"
    unsupported: Literal["fail", "slate"] = "fail"
    preset: str | None = None
    region: str = "cn-beijing"
    hooks: bool = False
    accounts: tuple[Customer, ...] = ()
    advertise: str | None = None
    plain: bool = False
    checks_media: Literal["create", "run"] = "run"
    clock_at: float | None = None
    clock_ahead_s: float | None = None
    prices: Mapping[str, Price] = field(default_factory=lambda: MappingProxyType({}))
    limits: Limits | None = None
    entries: tuple[Mapping[str, Any], ...] = ()
    media_map: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    offline_media: Path | None = None
    network: Network = DIRECT
    billed_input: Literal["source", "used"] = "source"
    latency: Latency = AT_ONCE
    list_lag_s: float = 0.0
    unused_s: float = 4.0
    half_s: float = 30.0
    renders_at_once: int = 2
    scenario: Scenario = field(default_factory=Scenario)

    @property
    def names(self) -> tuple[str, ...]:
        """The hosts by which it may be called, besides addresses and localhost."""
        return () if self.advertise is None else (name_of(urlsplit(self.advertise).netloc),)
