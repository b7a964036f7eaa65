"""Billing: what is counted of a job, and what each counted second and item costs."""

import enum
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final, NamedTuple

from engine.row import Row

OUTPUT: Final = "output"
"""What stands for the result where seconds are added up, among the names of parameters."""
ANY: Final = "*"
"""The row of prices that depend on nothing."""
BETWEEN: Final = "/"
"""Stands between the values of a row of prices that depend on several parameters."""


class Rounding(enum.Enum):
    """How the seconds of a term are rounded; the value is the word in JSON."""

    NONE = "none"
    UP = "up"
    HALF = "half"

    def of(self, seconds: Decimal) -> Decimal:
        """Round to whole seconds, up or half up, or not at all."""
        if self is Rounding.NONE:
            return seconds
        return seconds.to_integral_value(ROUND_CEILING if self is Rounding.UP else ROUND_HALF_UP)


class BillingTerm(NamedTuple):
    """Seconds that are counted: of the media of a parameter, or of the output (`OUTPUT`).

    At most as many as the parameter `cut` says and as `at_most` says; where that is not `certain`, all of them may count.
    """

    of: str
    cut: str | None = None
    at_most: Decimal | None = None
    certain: bool = True
    round: Rounding = Rounding.NONE

    @property
    def of_output(self) -> bool:
        return self.of == OUTPUT


class BillingItem(NamedTuple):
    """A price for each medium of a parameter beyond the first `over`, in micro-units by region."""

    of: str
    over: int
    micros: Mapping[str, int]


class Billing(NamedTuple):
    """The counted seconds are the sum of the terms, `most` at most; items are charged beside them."""

    terms: tuple[BillingTerm, ...]
    most: Decimal | None = None
    items: tuple[BillingItem, ...] = ()


class Discount(NamedTuple):
    """What the service says it charges of the list price for now; plans show the list price, and this as a note."""

    factor: Decimal
    note: str
    note_zh: str = ""


class PriceRow(NamedTuple):
    """List prices of a counted second in micro-units of `currency`, in force from a day on.

    `micros` is keyed by the values of the parameters `by`, in their order.
    """

    since: date
    region: str
    currency: str
    by: tuple[str, ...]
    micros: Mapping[tuple[str, ...], int]
    discount: Discount | None = None

    def shown(self) -> Iterator[tuple[str, int]]:
        """Go through the prices as JSON names them: the values of `by`, or `*`."""
        return ((BETWEEN.join(key) or ANY, micros) for key, micros in self.micros.items())


def billing_of(row: Row) -> Billing:
    """Build the billing rule from its JSON."""
    found = Billing(
        terms=tuple(map(_term, row.rows("terms"))),
        most=row.number_if("most"),
        items=tuple(map(_item, row.rows("items"))),
    )
    row.end()
    return found


def price_of(row: Row) -> PriceRow:
    """Build a row of prices from its JSON."""
    by = row.texts("by")
    found = PriceRow(
        since=row.day("from"),
        region=row.text("region"),
        currency=row.text("currency"),
        by=by,
        micros=MappingProxyType({_key(name, by): micros for name, micros in _micros(row.row("rows")).items()}),
        discount=_discount(row.row_if("discount")),
    )
    row.text("source", "unknown")  # for people
    row.end()
    return found


def _term(row: Row) -> BillingTerm:
    found = BillingTerm(
        of=row.text("of"),
        cut=row.text("cut") if row.has("cut") else None,
        at_most=row.number_if("at_most"),
        certain=row.flag("certain", default=True),
        round=_rounding(row),
    )
    row.end()
    return found


def _rounding(row: Row) -> Rounding:
    word = row.text("round", Rounding.NONE.value)
    known = {one.value: one for one in Rounding}
    if word not in known:
        row.refuse(f"can't be {word}: it is one of {', '.join(known)}", "round")
    return known[word]


def _item(row: Row) -> BillingItem:
    found = BillingItem(of=row.text("of"), over=row.whole("over"), micros=MappingProxyType(_micros(row.row("price"))))
    row.end()
    return found


def _discount(row: Row | None) -> Discount | None:
    if row is None:
        return None
    found = Discount(factor=row.number("factor"), note=row.text("note"), note_zh=row.text_if("note_zh"))
    row.end()
    return found


def _micros(row: Row) -> dict[str, int]:
    return {key: int(row.number(key).scaleb(6)) for key in row.names()}


def _key(name: str, by: tuple[str, ...]) -> tuple[str, ...]:
    return () if not by and name == ANY else tuple(name.split(BETWEEN))
