"""The oracle: what a service's own record says that it was asked, did and billed."""

from typing import Any

from engine.emulator.server import EmulatorServer


class Asked:
    """What a service was asked since this was made."""

    def __init__(self, service: EmulatorServer) -> None:
        self._service = service
        told = service.told()
        self._before = {name: len(told[name]) for name in ("requests", "accepted", "meter")}

    def _since(self, name: str) -> list[Any]:
        found: list[Any] = self._service.told()[name][self._before[name] :]
        return found

    @property
    def prompts(self) -> list[str]:
        """The prompts of the jobs that it made."""
        return [job["prompt"] for job in self._since("accepted")]

    @property
    def billed(self) -> int:
        return len(self._since("meter"))

    @property
    def requests(self) -> list[str]:
        """Requests but for the keyless look at what the host is."""
        return [f"{seen['method']} {seen['path']}" for seen in self._since("requests") if seen["path"] != "/"]
