"""Service time: what the service's clock shows now, as closely as this host can tell."""

from dataclasses import dataclass

from engine.run.ports import Ports


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """Its answers tell the time; before the first one, this host's clock does.

    What is told by it is right within the margin of the terms.
    """

    ports: Ports

    def now(self) -> float:
        told = self.ports.service.server_time()
        return self.ports.clock.now() if told is None else told

    def earliest(self) -> float:
        return self.now() - self.ports.terms.margin

    def latest(self) -> float:
        return self.now() + self.ports.terms.margin
