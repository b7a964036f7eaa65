"""Header: the names of a table's columns, and rows read by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from engine.campaign import Cell, Row, RowFaults
from engine.text.composed import composed
from engine.values.fault import Fault, fault
from engine.values.place import Place


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, in their order, and what is wrong with them; a column without a name has the name ""."""

    names: tuple[str, ...]
    places: MappingProxyType[str, Place]
    faults: tuple[Fault, ...]

    @classmethod
    def broken(cls, *faults: Fault) -> "Header":
        return cls((), MappingProxyType({}), faults)

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> "Header":
        """Read the first row; blanks around names don't belong to them."""
        places: dict[str, Place] = {}
        faults: list[Fault] = []
        names = [composed(cell.text.strip()) for cell in cells]
        for name, cell in zip(names, cells, strict=True):
            if cell.broken is not None:
                faults.append(cell.broken)
            elif name in places:
                faults.append(fault("column-repeated", cell.place, name=name))
            elif name:
                places[name] = cell.place
        return cls(tuple(names), MappingProxyType(places), tuple(faults))

    def row(self, cells: Sequence[Cell], number: int, place: Place) -> Row | RowFaults:
        """Return a row; a column without a name is none as long as nothing stands in it."""
        named = {name: cell for name, cell in zip(self.names, cells, strict=False) if name}
        if len(named) < len(self.names):
            for at, (name, cell) in enumerate(zip(self.names, cells, strict=False), 1):
                if not name and cell.text.strip():
                    return RowFaults("", number, place, (fault("column-unnamed", cell.place, number=at),))
        return Row(number, place, MappingProxyType(named))
