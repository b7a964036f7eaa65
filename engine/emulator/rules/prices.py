"""Prices: what a counted second costs, from the lists of the catalog (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The price of a second, by tier; `rows` has the tier "" where there is one price for all.

    It holds in one region, or with "" in each, from a day on. Where more than the tier decides, there is no row for it.
    """

    currency: str
    rows: Mapping[str, Decimal]
    region: str = ""
    begins: date = date.min

    def of(self, tier: str) -> Decimal | None:
        return self.rows.get(tier, self.rows.get(""))


def prices_of(lists: Iterable[Mapping[str, Any]], tier_name: str | None) -> tuple[Price, ...]:
    """Read a catalog's lists, those of one region and day each, the oldest first."""
    found = [
        Price(
            currency=row["currency"],
            rows=_rows(row["rows"], row.get("by", ()), tier_name),
            region=row["region"],
            begins=date.fromisoformat(row["from"]),
        )
        for row in lists
    ]
    return tuple(sorted(found, key=lambda price: price.begins))


def _rows(rows: Mapping[str, str], by: Sequence[str], tier_name: str | None) -> Mapping[str, Decimal]:
    """Return the price of each tier that has one; a row's name has the values that it is for, parted by a slash."""
    at = by.index(tier_name) if tier_name in by else None
    found: dict[str, set[Decimal]] = {}
    for name, amount in rows.items():
        found.setdefault("" if at is None else name.split("/")[at], set()).add(Decimal(amount))
    return {tier: amounts.pop() for tier, amounts in found.items() if len(amounts) == 1}


def price_on(prices: Iterable[Price], region: str, day: date) -> Price | None:
    """Return the list that holds in a region on a day: the newest that has begun."""
    held = [price for price in prices if price.region in ("", region) and price.begins <= day]
    return held[-1] if held else None
