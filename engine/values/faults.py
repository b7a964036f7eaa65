"""Faults: the collector that every check writes to."""

from collections.abc import Collection

from engine.values.fault import Fault, fault, unknown_name
from engine.values.place import Place
from engine.values.reason import Argument


class Faults:
    """Collects faults; at one point of a file only the first is kept: one cause, one fault."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, int], Fault] = {}
        self.told = 0
        """How often a fault was told of, also where one is known already, as when the same lines are read again."""

    def add(self, key: str, place: Place, /, **args: Argument | None) -> None:
        self.put(fault(key, place, **args))

    def unknown(self, key: str, place: Place, name: str, known: Collection[str], /, **args: Argument | None) -> None:
        """Add the fault of a name that is none of the known ones."""
        self.put(unknown_name(key, place, name, known, **args))

    def put(self, found: Fault) -> None:
        self.told += 1
        place = found.place
        self._found.setdefault((place.file, place.line, place.column), found)

    def at(self, place: Place) -> bool:
        """Tell whether something is already wrong at this point."""
        return (place.file, place.line, place.column) in self._found

    def __len__(self) -> int:
        return len(self._found)

    def sorted(self) -> tuple[Fault, ...]:
        return tuple(sorted(self._found.values(), key=lambda found: (found.place, found.key)))
