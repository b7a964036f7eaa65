"""Site: what every part of one emulator stands on."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.emulator.rules.clock import TravelClock
from engine.emulator.rules.model import Model
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import Limits
from engine.emulator.state.folder import Folder
from engine.emulator.state.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One emulator's folder and record, its clock, its options, and its models by name."""

    folder: Folder
    record: Record
    clock: TravelClock
    options: EmulatorOptions
    models: Mapping[str, Model]

    def limits(self, model: Model) -> Limits:
        """Return the rates of a model's calls and jobs."""
        return self.options.limits or model.limits
