"""Campaign: what a campaign file says, checked and typed: one recipe over many rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from engine.campaign.cell import TableCell
from engine.campaign.roots import MATRIX, ROW
from engine.campaign.table_file import TableFile
from engine.language.values import References, Scalar, Value, references_of
from engine.recipe.given import Given
from engine.values.failure_limit import FailureLimit
from engine.values.fault import Fault, of_row
from engine.values.money import Money
from engine.values.place import Place


class Row(NamedTuple):
    """One row of a table: its number from 1, where it begins, and what stands in each column, with its own place."""

    number: int
    place: Place
    cells: Mapping[str, TableCell]


@dataclass(frozen=True, slots=True)
class RowFaults:
    """What is wrong with one row, or with one row at one point of the matrix.

    `key` is the row's id as far as it is known, "" if nothing of it is.
    """

    key: str
    number: int
    place: Place
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class TableFaults:
    """What is wrong with a table as a whole; warnings are among them."""

    faults: tuple[Fault, ...]


_OF_SEVERAL: Final = frozenset({"cell-merged"})


def faults_of_row(found: RowFaults | TableFaults) -> tuple[Fault, ...]:
    """Return the faults; what is wrong with a row elsewhere than in the table names the row, and not what is so of several."""
    if isinstance(found, TableFaults):
        return found.faults
    file, line = found.place.file, found.place.line
    return tuple(
        one if (one.place.file, one.place.line) == (file, line) or one.key in _OF_SEVERAL else of_row(one, found.key)
        for one in found.faults
    )


class Rows(Protocol):
    """A table that is read row by row, once or more often.

    `columns` are the names of its header with their places; None where only the rows themselves tell.
    """

    @property
    def columns(self) -> Mapping[str, Place] | None: ...
    @property
    def place(self) -> Place: ...
    def __iter__(self) -> Iterator[Row | RowFaults | TableFaults]: ...


@dataclass(frozen=True, slots=True)
class InlineRows:
    """Rows written out in the campaign file itself."""

    columns: Mapping[str, Place]
    place: Place
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row | RowFaults | TableFaults]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsSpec:
    """Where the rows are and how they are named; `file` or `inline` is None.

    `key` and `ignore` are names of columns with their places. `into` is the input, a list of maps, that is filled by the lines
    which agree in the key; "" if every line is a row of its own.
    """

    place: Place
    file: TableFile | None
    inline: InlineRows | None
    key: Mapping[str, Place]
    ignore: Mapping[str, Place]
    into: str = ""
    into_place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLimits:
    """What a run of the campaign may not go beyond; None: no limit of its own."""

    max_cost: Money | None = None
    max_cost_place: Place | None = None
    max_running: int | None = None
    max_failures: FailureLimit | None = None
    max_tasks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """A campaign that holds no error; `digest` is the SHA-256 of the file's bytes.

    `with_` holds what the file gives for inputs, a `Removed` where it gives nothing on purpose. `columns_read` are all columns
    that the file names in expressions, each with the places where it does; `axes_read` are such axes.
    """

    file: str
    digest: str
    name: str
    description: str
    labels: Mapping[str, str]
    period: str
    uses: str
    uses_place: Place
    with_: Mapping[str, Value]
    rows: RowsSpec | None
    matrix: Mapping[str, tuple[Scalar, ...]]
    matrix_places: Mapping[str, Place]
    where: Value | None
    limits: CampaignLimits
    limits_place: Place
    publish: Mapping[str, Value]
    columns_read: Mapping[str, tuple[Place, ...]] = field(init=False, compare=False, repr=False)
    axes_read: frozenset[str] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        values = (*self.with_.values(), *self.publish.values(), *((self.where,) if self.where is not None else ()))
        named = References.of_all(map(references_of, values))
        columns: dict[str, tuple[Place, ...]] = {}
        for one in named.named:
            if one.root == ROW:
                columns[one.member] = (*columns.get(one.member, ()), one.place)
        object.__setattr__(self, "columns_read", MappingProxyType(columns))
        object.__setattr__(self, "axes_read", frozenset(named.of(MATRIX)))

    @property
    def combos(self) -> int:
        """How many rows of the plan one row of the table makes."""
        count = 1
        for values in self.matrix.values():
            count *= len(values)
        return count


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One row at one point of the matrix, ready to be bound: what it gives for the recipe's inputs.

    Relative media of an entry of `given` start at the folder of its place's file. `lines` are the cells of the lines of the
    table that it is made of, one or more, in what is named outside of the lines themselves equal to the first. `columns` are the
    texts of the key's columns, `axes` the values of the matrix as they stand in the key.
    """

    key: str
    row_key: str
    number: int
    place: Place
    given: Mapping[str, Given]
    lines: tuple[Mapping[str, TableCell], ...]
    matrix: Mapping[str, Scalar]
    columns: Mapping[str, str]
    axes: Mapping[str, str]

    @property
    def cells(self) -> Mapping[str, TableCell]:
        return self.lines[0]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts: rows read, points of the matrix, campaign rows given, those that `where` left out, faulty ones."""

    rows: int
    combos: int
    asked: int
    filtered: int
    faulty: int
