"""The ledger as JSON and as text."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from engine.phrases import ledger as words
from engine.phrases.messages import Messages
from engine.report.amounts import amount_data, moment_text, seconds_number
from engine.report.width import padded, width_of
from engine.run.marks import USAGE_UNKNOWN
from engine.run.money.ledger import ASSUMED, Ledger, LedgerRow, LedgerTotal
from engine.values.money import Money

GAP: Final = "  "
NONE: Final = "-"
SHARED: Final = ("service", "model", "currency", "run")
"""What is said once above the table, where it is the same for all jobs."""


def ledger_data(ledger: Ledger) -> dict[str, Any]:
    """Return the stable shape of `schemas/ledger.schema.json`: a row a job, and the sums by currency."""
    return {"jobs": [job_data(row) for row in ledger.rows], "totals": [total_data(one) for one in ledger.totals]}


def job_data(row: LedgerRow) -> dict[str, Any]:
    """Return one job; its bill and the difference are null while it is open, its id is where nobody knows it."""
    return {
        "job": row.job or None,
        "task": row.task,
        "run": row.run,
        "service": row.service,
        "realm": row.realm,
        "model": row.model,
        "at": moment_text(row.at),
        "state": row.state.value,
        "estimated": amount_data(row.estimated, row.currency),
        "billed": None if row.billed is None else amount_data(row.billed, row.currency),
        "difference": None if row.difference is None else _signed_data(row.difference, row.currency),
        "billed_seconds": seconds_number(row.seconds),
        "confirmed": row.confirmed or None,
        "orphan": row.orphan,
        "overrun": row.overrun,
        "marks": list(row.marks),
    }


def total_data(total: LedgerTotal) -> dict[str, Any]:
    """Return the sums of one currency."""
    currency = total.currency
    return {
        "currency": currency,
        "jobs": total.jobs,
        "estimated": amount_data(total.estimated, currency),
        "billed": amount_data(total.billed, currency),
        "difference": _signed_data(total.difference, currency),
        "open": amount_data(total.open, currency),
        "billed_seconds": seconds_number(total.seconds),
        "orphans": total.orphans,
        "overruns": total.overruns,
    }


def ledger_text(ledger: Ledger, messages: Messages, columns: int | None = None) -> str:
    """Return a table with a row a job, words for what a person should know, and the sums.

    Where it would be wider than so many columns, each job takes a few lines.
    """
    if not ledger.rows:
        return messages.say(words.NO_JOBS) + "\n"
    cells = [_cells(row, messages) for row in ledger.rows]
    shared = [name for name in SHARED if len({row[name] for row in cells}) == 1]
    table = list(_table(cells, shared, messages))
    if columns is not None and max(map(width_of, table)) > columns:
        jobs = zip(ledger.rows, cells, strict=True)
        table = [line for row, said in jobs for line in _stacked(row, said, shared, messages)]
    head = [" · ".join(cells[0][name] for name in shared)] if shared else []
    told = [line for row in ledger.rows for line in _remarks(row, messages)]
    return "\n".join([*head, *table, *told, *(_total(one, messages) for one in ledger.totals)]) + "\n"


def _table(cells: Sequence[Mapping[str, str]], shared: Collection[str], messages: Messages) -> Iterator[str]:
    heads = {name: messages.say(phrase) for name, phrase in words.HEADS.items() if name not in shared}
    rows = [heads, *cells]
    widths = {name: max(width_of(row[name]) for row in rows) for name in heads}
    for row in rows:
        yield GAP.join(padded(row[name], width) for name, width in widths.items()).rstrip()


def _cells(row: LedgerRow, messages: Messages) -> Mapping[str, str]:
    return {
        "at": moment_text(row.at),
        "state": messages.say(words.JOB_STATES[row.state]),
        "task": row.task,
        "estimated": Money(row.estimated, row.currency).amount,
        "billed": NONE if row.billed is None else Money(row.billed, row.currency).amount,
        "difference": NONE if row.difference is None else _signed(row.difference, row.currency),
        "currency": row.currency,
        "confirmed": messages.say(words.CONFIRMED[row.confirmed]) if row.confirmed else NONE,
        "service": row.service,
        "model": row.model,
        "run": row.run,
        "job": row.job or NONE,
    }


def _stacked(
    row: LedgerRow, cells: Mapping[str, str], shared: Collection[str], messages: Messages
) -> Iterator[str]:  # fmt: skip
    yield GAP.join((cells["task"], cells["state"], cells["at"]))
    money = {name: cells[name] for name in ("estimated", "billed", "difference", "currency")}
    yield f"    {messages.say(words.MONEY, **money)}"
    yield f"    {messages.say(words.FOUND_BY, job=_name(row, messages), how=cells['confirmed'])}"
    rest = [cells[name] for name in ("service", "model", "run") if name not in shared]
    yield from [f"    {' · '.join(rest)}"] if rest else []


def _remarks(row: LedgerRow, messages: Messages) -> Iterator[str]:
    """Say what a person should know of a job's money."""
    told = {"job": _name(row, messages), "task": row.task, "amount": str(Money(row.billed or 0, row.currency))}
    if row.orphan:
        yield messages.say(words.ORPHAN, **told)
    if row.overrun and row.difference is not None:
        yield messages.say(words.OVERRUN, more=_signed(row.difference, row.currency), **told)
    if ASSUMED in row.marks:
        yield messages.say(words.ASSUMED, **told)
    if USAGE_UNKNOWN in row.marks:
        yield messages.say(words.UNTOLD, **told)


def _total(total: LedgerTotal, messages: Messages) -> str:
    currency = total.currency
    sums = {name: str(Money(getattr(total, name), currency)) for name in ("estimated", "billed")}
    difference = f"{_signed(total.difference, currency)} {currency}"
    parts = [messages.say(words.TOTAL, count=total.jobs, difference=difference, **sums)]
    if total.open:
        parts.append(messages.say(words.OPEN, amount=str(Money(total.open, currency))))
    if total.orphans:
        parts.append(messages.say(words.ORPHANS, count=total.orphans))
    if total.overruns:
        parts.append(messages.say(words.OVERRUNS, count=total.overruns))
    return " · ".join(parts)


def _name(row: LedgerRow, messages: Messages) -> str:
    return messages.say(words.NAMED_JOB, job=row.job) if row.job else messages.say(words.UNNAMED_JOB)


def _signed(micros: int, currency: str) -> str:
    return ("-" if micros < 0 else "") + Money(abs(micros), currency).amount


def _signed_data(micros: int, currency: str) -> dict[str, str]:
    return {"amount": _signed(micros, currency), "currency": currency}
