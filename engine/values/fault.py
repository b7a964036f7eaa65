"""Fault: a mistake in somebody's file, with its place; data, not an exception; and the collector that every check writes to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from engine.values.hints import listed, near
from engine.values.place import Place
from engine.values.reason import Argument

Severity = Literal["error", "warning"]

WARNINGS = frozenset(
    {
        "media-url-unseen",
        "media-urls-unseen",
        "where-leaves-none",
        "column-unread",
        "cell-trimmed",
        "unseen-character",
        "rows-hidden",
        "axis-unread",
        "lint-unused-input",
        "lint-unused-prompt",
        "lint-unused-value",
        "lint-position",
        "lint-unused-step",
        "lint-tier-left-out",
        "lint-near-limit",
        "lint-shifting-images",
        "lint-folded-chinese",
        "lint-two-prompts",
        "lint-no-label",
        "lint-rewritten-prompt",
        "lint-other-braces",
        "lint-stray-braces",
        "lint-comment",
        "lint-folded-block",
        "lint-model-retires",
        "lint-unseen-character",
        "lint-replaced-ideograph",
        "replaced-ideograph",
    }
)
"""Keys of what is worth a word but stops nothing; every other key is an error."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: `key` names its row in `schemas/messages.json`, which holds the code and the words.

    `args` fill the places of the message and the hint. An argument called `near` is shown as "did you mean": it takes the place
    of what stands at the fault's own. One called `fix` is what is to be written, shown as it is: it takes the place of what
    stands at `replaced`, or at the fault's own place; `under_rows` is a line for the campaign's `rows`, and `plain_table` says
    that there are none, so that the table must be saved as one that needs no such line; `rows` are the rows of a campaign that
    it is about, `more` is how many like it are not shown.
    """

    key: str
    place: Place
    args: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    replaced: Place | None = None

    @property
    def severity(self) -> Severity:
        return "warning" if self.key in WARNINGS else "error"

    def curing(self, place: Place, fix: str) -> "Fault":
        """Return the fault that says what is to be written in the place of what stands somewhere."""
        return replace(self, args=MappingProxyType({**self.args, "fix": fix}), replaced=place)

    def replacing(self, place: Place) -> "Fault":
        """Return the fault whose `fix` takes the place of what stands elsewhere, as of the whole line."""
        return replace(self, replaced=place)

    @property
    def edit(self) -> tuple[Place, str] | None:
        """What is to be replaced, and by what; None if nothing can be written that would do."""
        if "fix" in self.args:
            return self.replaced or self.place, str(self.args["fix"])
        return (self.place, str(self.args["near"])) if "near" in self.args and not self.place.is_point else None

    def __hash__(self) -> int:
        return hash((self.key, self.place))


def of_row(found: Fault, row: str) -> Fault:
    """Return the fault with the row of a campaign that it is about; a recipe alone has the row ""."""
    return replace(found, args=MappingProxyType({**found.args, "rows": row})) if row else found


def fault(key: str, place: Place, /, **args: Argument | None) -> Fault:
    """Build a fault; arguments that are None are left out."""
    return Fault(key, place, MappingProxyType({name: value for name, value in args.items() if value is not None}))


def unknown_name(key: str, place: Place, name: str, known: Collection[str], /, **args: Argument | None) -> Fault:
    """Build the fault of a name that is none of the known ones: it shows the nearest of these, and a list of them.

    Nothing is near that is written the same, as a text is that stands for a number.
    """
    meant = near(name, known) if name not in known else None
    return fault(key, place, **{"name": name, "near": meant, "known": listed(known), **args})


def has_errors(faults: Iterable[Fault]) -> bool:
    """Say whether any of them is more than a warning."""
    return any(found.severity == "error" for found in faults)


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

    def amend(self, keys: Collection[str], better: Fault) -> None:
        """Give a fault of these kinds the cure of a later one at its point, or none if that has none: it knows what is wanted."""
        place = better.place
        point = (place.file, place.line, place.column)
        found = self._found.get(point)
        if found is not None and found.key in keys:
            args = {name: value for name, value in found.args.items() if name != "fix"}
            fix = {"fix": better.args["fix"]} if "fix" in better.args else {}
            self._found[point] = replace(found, args=MappingProxyType({**args, **fix}))

    def at(self, place: Place) -> bool:
        """Tell whether something is already wrong at this point."""
        return (place.file, place.line, place.column) in self._found

    def __len__(self) -> int:
        return len(self._found)

    def sorted(self) -> tuple[Fault, ...]:
        if not self._found:
            return ()
        return tuple(sorted(self._found.values(), key=lambda found: (found.place, found.key)))
