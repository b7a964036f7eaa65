"""JSON lines: one object a line, streamed, with the place of every value."""

from types import MappingProxyType

from engine.campaign import Row, RowFaults
from engine.sources.json_object import ROW, ObjectReader, unsound_in
from engine.sources.lines import Line, control_fault
from engine.text.composed import composed
from engine.values.fault import Fault
from engine.values.place import Place


def row_of(line: Line, number: int, file: str) -> Row | RowFaults:
    """Return a line as a row, or why it is none."""
    place = Place.point(file, line.number)
    text = line.text.rstrip("\r\n")
    found = control_fault(text, place) or ObjectReader(text, file, ROW, line.number).members()
    if isinstance(found, Fault):
        return RowFaults("", number, place, (found,))
    bad = [wrong for cell in found.values() if (wrong := unsound_in(cell.value, cell.place)) is not None]
    if bad:
        return RowFaults("", number, place, tuple(bad))
    return Row(number, place, MappingProxyType({composed(name): cell for name, cell in found.items()}))


def is_one_value(first: str, second: str) -> bool:
    """Tell by the first lines whether a file is one array of rows, or an object that goes over several lines."""
    start, following = first.strip(" \t\r\n"), second.lstrip(" \t")
    if start[:1] == "[":
        return not start.endswith("]") or "{" in start
    return start == "{" and following[:1] == '"'
