"""Setup: what an emulator's file says, once it has the right shape, as options and an address (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from engine.emulator.rules.accounts import Customer
from engine.emulator.rules.latency import LIKE_THE_SERVICE, Between, Latency
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.playbook import scenario_of
from engine.emulator.rules.prices import Price
from engine.emulator.rules.rates import NAMES, UNLIMITED, Limits

Log = Literal["text", "json", "none"]
PORT: Final = 8787
LOOPBACK: Final = "127.0.0.1"
_NONE: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How `editchain emulate` serves; `public` allows a host that others can reach, `folder` is None for the default."""

    options: EmulatorOptions = field(default_factory=EmulatorOptions)
    host: str = LOOPBACK
    port: int = PORT
    public: bool = False
    folder: Path | None = None
    log: Log = "text"


def setup_of(data: Mapping[str, Any], beside: Path) -> Setup:
    """Build a setup from data that `emulator.schema.json` takes; paths start at the folder `beside`.

    Raises OperatorError `emulator-scenario`.
    """
    region = data.get("region", EmulatorOptions().region)
    clock = data.get("clock", {})
    options = EmulatorOptions(
        **{name: data[name] for name in ("renderer", "unsupported", "hooks", "plain", "advertise") if name in data},
        region=region,
        checks_media=data.get("check_media", "run"),
        limits=_limits(data.get("limits")),
        latency=_latency(data.get("latency", {})),
        accounts=tuple(_account(row, region) for row in data.get("accounts", ())),
        prices=MappingProxyType({name: _price(row) for name, row in data.get("prices", {}).items()}),
        scenario=scenario_of(data.get("scenario", {"rules": []})),
        clock_at=datetime.fromisoformat(clock["at"]).timestamp() if "at" in clock else None,
        clock_ahead_s=clock.get("ahead_s"),
        offline_media=beside / data["offline_media"] if "offline_media" in data else None,
    )
    return Setup(
        options=options,
        folder=beside / data["folder"] if "folder" in data else None,
        **{name: data[name] for name in ("host", "port", "public", "log") if name in data},
    )


def _limits(said: Any) -> Limits | None:
    if said is None or said == _NONE:
        return None if said is None else UNLIMITED
    given: dict[str, Any] = {NAMES[name]: None if value == _NONE else value for name, value in said.items()}
    return replace(Limits(), **given)


def _latency(said: Any) -> Latency:
    if isinstance(said, str):
        return LIKE_THE_SERVICE
    return Latency(queue=_spread(said.get("queue", 0)), run=_spread(said.get("run", 0)), seed=said.get("seed", 0))


def _spread(said: Any) -> Between:
    return Between(said[0], said[1]) if isinstance(said, list) else Between(said, said)


def _account(row: Mapping[str, Any], region: str) -> Customer:
    return Customer(
        name=row["name"],
        region=row.get("region", region),
        keys=frozenset(row["keys"]),
        workspaces=frozenset(row.get("workspaces", ())),
    )


def _price(row: Mapping[str, Any]) -> Price:
    second = row["second"]
    rows = {"": second} if isinstance(second, str) else second
    return Price(currency=row["currency"], rows={tier: Decimal(amount) for tier, amount in rows.items()})
