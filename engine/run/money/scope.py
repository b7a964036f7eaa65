"""Scope: what one cap covers, and what of it is taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Amounts of one scope, realm and currency, in micro-units of the currency; `cap` None is no cap."""

    reserved: int = 0
    spent: int = 0
    cap: int | None = None

    @property
    def committed(self) -> int:
        """What is spent, and what open attempts may still come to cost."""
        return self.reserved + self.spent

    def fits(self, upper: int) -> bool:
        """Whether an attempt of at most `upper` keeps the cap."""
        return self.cap is None or self.committed + upper <= self.cap
