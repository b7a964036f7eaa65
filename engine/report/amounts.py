"""Amounts: seconds, moments and money as people and programs read them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from engine.phrases.amounts import BILLED, HOURS, HOURS_MINUTES, MINUTES, SECONDS
from engine.phrases.messages import Messages
from engine.phrases.phrase import Phrase
from engine.values.media import Span
from engine.values.money import MICRO, Money

if TYPE_CHECKING:
    from engine.catalog import Discount
    from engine.plan import Estimate  # a check of recipes prices nothing


_CENT: Final = MICRO // 100


def seconds_number(value: Decimal) -> float | int:
    """Return seconds as a JSON number with at most three decimals."""
    rounded = round(value, 3)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def seconds_text(span: Span, messages: Messages) -> str:
    """Return "8 s", or "4-20 s" for a range."""
    low, high = (format(round(value, 3).normalize(), "f") for value in (span.low, span.high))
    return messages.say(SECONDS, seconds=low if low == high else f"{low}-{high}")


def money_text(low: Money, high: Money) -> str:
    """Return "4.80 CNY", or "2.40-12.00 CNY" for a range, as in `range_text`."""
    return f"{range_text(low, high)} {low.currency}"


def range_text(low: Money, high: Money) -> str:
    """Return "4.80", or "2.40-12.00" for a range, which is rounded outwards to the cent: programs get it exactly."""
    if low == high:
        return low.amount
    rounded = low.micros // _CENT, -(-high.micros // _CENT)
    return "-".join(Money(cents * _CENT, low.currency).amount for cents in rounded)


def note_of(discount: "Discount", messages: Messages) -> str:
    """Return what a service says of a discount, in the language at hand as far as its entry has it."""
    return messages.say(Phrase(discount.note, discount.note_zh or discount.note))


def amount_data(micros: int, currency: str) -> dict[str, str]:
    """Return an amount of money as JSON."""
    return {"amount": Money(micros, currency).amount, "currency": currency}


def billed_text(seconds: Decimal, messages: Messages) -> str:
    """Return "8 s billed"."""
    return messages.say(BILLED, seconds=str(seconds_number(seconds)))


def moment_text(at: float) -> str:
    """Return a Unix time as ISO 8601 in UTC, to the second: 2026-11-28T06:13:00Z."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def clock_text(seconds: float) -> str:
    """Return 0:07, 12:30 or 1:02:30."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def duration_text(seconds: float, messages: Messages) -> str:
    """Return minutes, rounded up; beyond an hour, to ten of them."""
    minutes = int(-(-seconds // 60)) or 1
    if minutes < 60:
        return messages.say(MINUTES, count=minutes)
    hours, rest = divmod(-(-minutes // 10) * 10, 60)
    return messages.say(HOURS_MINUTES, hours=hours, minutes=rest) if rest else messages.say(HOURS, count=hours)


def lasting_text(seconds: float, messages: Messages) -> str:
    """Return a time that is over: tenths up to ten seconds, seconds up to two minutes, then as `duration_text`."""
    if seconds >= 120:
        return duration_text(seconds, messages)
    return messages.say(SECONDS, seconds=str(round(seconds) if seconds >= 10 else round(seconds, 1)))


def bytes_text(count: int) -> str:
    """Return "3.2 GiB", in the largest unit of which there is one."""
    size, unit = Decimal(count), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{size if unit == 'B' else round(size, 1)} {unit}"


def estimate_data(estimate: "Estimate") -> dict[str, Any]:
    """Return seconds and cost, low and high."""
    seconds = estimate.billed_seconds
    currency = estimate.cost_low.currency
    return {
        "billed_seconds": {"low": seconds_number(seconds.low), "high": seconds_number(seconds.high)},
        "cost": {"low": estimate.cost_low.amount, "high": estimate.cost_high.amount, "currency": currency},
        "would_cost": {"low": estimate.would_low.amount, "high": estimate.would_high.amount, "currency": currency},
    }
