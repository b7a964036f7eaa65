"""Fault: a mistake in somebody's file, with its place; data, not an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.values.place import Place

Argument = str | int


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: `key` names its row in `schemas/messages.json`, which holds code, severity and words.

    `args` fill the places of the message and the hint. An argument called `near` is shown as "did you mean"; one
    called `fix` is a corrected line to show as it is; `rows` are the rows of a campaign that it is about, `more` is how
    many like it are not shown.
    """

    key: str
    place: Place
    args: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash((self.key, self.place))


def of_row(found: Fault, row: str) -> Fault:
    """Return the fault with the row of a campaign that it is about; a recipe alone has the row ""."""
    return Fault(found.key, found.place, MappingProxyType({**found.args, "rows": row})) if row else found


def fault(key: str, place: Place, /, **args: Argument | None) -> Fault:
    """Build a fault; arguments that are None are left out."""
    return Fault(key, place, MappingProxyType({name: value for name, value in args.items() if value is not None}))
