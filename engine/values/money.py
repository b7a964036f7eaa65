"""Money: whole micro-units of a currency, never a float."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Self

MICRO = 1_000_000


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in millionths of its currency's unit; negative amounts do not occur.

    `currency` is an ISO 4217 code such as "CNY".
    """

    micros: int
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "500 CNY" or "0.25 USD"; raise ValueError for anything else, or for more than six decimals."""
        match = re.fullmatch(r"\s*(\d{1,12})(?:\.(\d{1,6}))?\s+([A-Z]{3})\s*", text)
        if match is None:
            raise ValueError(text)
        whole, fraction, currency = match.groups()
        return cls(int(whole) * MICRO + int((fraction or "").ljust(6, "0")), currency)

    @classmethod
    def of_seconds(cls, seconds: Decimal, micros_per_second: int, currency: str) -> Self:
        """Price seconds of video, rounded up to the next micro-unit."""
        exact = seconds * micros_per_second
        return cls(int(exact.to_integral_value(rounding=ROUND_CEILING)), currency)

    def __add__(self, other: "Money") -> "Money":
        assert self.currency == other.currency, "amounts of two currencies are never added"
        return Money(self.micros + other.micros, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        assert self.currency == other.currency, "amounts of two currencies are never subtracted"
        return Money(self.micros - other.micros, self.currency)

    @property
    def amount(self) -> str:
        """The amount as a decimal text with at least two decimals: "6.02", "0.733924"."""
        whole, rest = divmod(self.micros, MICRO)
        fraction = f"{rest:06d}".rstrip("0").ljust(2, "0")
        return f"{whole}.{fraction}"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
