"""Unprobed media: those that could not be looked at, said once for each server and cause, however many rows name them."""

from dataclasses import dataclass, field

from engine.values.address import host_of, shown
from engine.values.fault import Fault, fault
from engine.values.place import Place
from engine.values.reason import Reason


@dataclass(slots=True)
class _Cause:
    place: Place
    first: str
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class UnprobedMedia:
    """Gathers them; nothing here stops a plan."""

    _causes: dict[tuple[str, Reason], _Cause] = field(default_factory=dict)

    def note(self, name: str, gap: Reason, place: Place) -> None:
        cause = self._causes.setdefault((host_of(name), gap), _Cause(place, name))
        cause.names.add(name)

    def warnings(self) -> list[Fault]:
        """Return one warning for each server and cause, at the first place where it was met."""
        return [_warning(host, gap, cause) for (host, gap), cause in self._causes.items()]


def _warning(host: str, gap: Reason, cause: _Cause) -> Fault:
    if len(cause.names) == 1:
        return fault("media-url-unseen", cause.place, name=shown(cause.first), reason=gap)
    return fault("media-urls-unseen", cause.place, count=len(cause.names), host=host, reason=gap)
