"""Alternatives: one step on several models side by side, as JSON and as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from engine.catalog import Discount, Model, PriceRow
from engine.errors import OperatorError
from engine.phrases import models as words
from engine.phrases.messages import Messages
from engine.phrases.phrase import Phrase
from engine.phrases.signs import COMMA
from engine.plan import Estimate, Terms
from engine.report.amounts import estimate_data, money_text, note_of, seconds_number, seconds_text
from engine.report.display import PLAIN, Display
from engine.report.faults import as_data
from engine.report.width import one_line, padded, width_of, wrapped
from engine.values.fault import Fault
from engine.values.media import Span

_GAP: Final = "  "
_SHOWN: Final = 4
"""So many broken limits of one model are told; a campaign may break one in every row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnModel:
    """A step on one model: how often it is asked, for how much, and how long a result is; or what stands in the way.

    `left_out` are parameters of the step for which the model has none. `faults` are limits that are surely broken; `refusal` says
    that the service doesn't offer it, or has no price. Without an estimate it can't be done.
    """

    model: Model
    as_written: bool
    tasks: int = 0
    estimate: Estimate | None = None
    seconds: Span | None = None
    price: PriceRow | None = None
    left_out: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    refusal: OperatorError | None = None

    @property
    def discount(self) -> Discount | None:
        return self.price.discount if self.price is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """One step on several models, the one that is written first, on a day and a service; nothing was sent.

    `campaign` is the one over whose rows it is compared, "" for none.
    """

    recipe: str
    campaign: str = ""
    step: str
    terms: Terms
    day: date
    models: tuple[OnModel, ...]


def alternatives_data(found: Alternatives, messages: Messages) -> dict[str, Any]:
    """Return the stable shape of `schemas/compare.schema.json`."""
    return {
        "recipe": found.recipe,
        "step": found.step,
        "service": found.terms.service,
        "region": found.terms.region,
        "day": found.day.isoformat(),
        "models": [_data(one, messages) for one in found.models],
    }


def _data(one: OnModel, messages: Messages) -> dict[str, Any]:
    refusal = messages.of_error(one.refusal) if one.refusal is not None else None
    return {
        "model": one.model.name,
        "as_written": one.as_written,
        "possible": one.estimate is not None,
        "tasks": one.tasks,
        "estimate": estimate_data(one.estimate) if one.estimate is not None else None,
        "seconds": {"low": seconds_number(one.seconds.low), "high": seconds_number(one.seconds.high)}
        if one.seconds
        else None,
        "regions": list(one.model.sent_names),
        "discount": {"factor": str(one.discount.factor), "note": one.discount.note} if one.discount else None,
        "left_out": list(one.left_out),
        **as_data(one.faults, messages),
        "error": {"code": refusal.code, "message": refusal.message, "hint": refusal.hint}
        if refusal is not None
        else None,
    }


def alternatives_text(found: Alternatives, messages: Messages, display: Display = PLAIN) -> str:
    """Return a table with a line a model, or blocks where the screen is too narrow; below it what there is to say of each."""
    return "\n".join(_lines(found, messages, display)) + "\n"


def _lines(found: Alternatives, messages: Messages, display: Display) -> Iterator[str]:
    yield messages.say(
        words.COMPARED, name=found.campaign or found.recipe, step=found.step, service=found.terms.service
    )
    heads = [messages.say(phrase) for phrase in _heads(bills=found.terms.bills)]
    rows = [_cells(one, messages) for one in found.models]
    widths = [max(map(width_of, column)) for column in zip(heads, *rows, strict=True)]
    is_wide = display.columns is None or sum(widths) + len(_GAP) * (len(widths) - 1) <= display.columns
    if is_wide:
        yield ""
        for cells in (heads, *rows):
            yield _GAP.join(map(padded, cells, widths)).rstrip()
    for one, cells in zip(found.models, rows, strict=True):
        notes = list(_notes(one, messages, (display.columns or 120) - 2))
        if is_wide and notes:
            yield from ("", one.model.name)
        elif not is_wide:
            yield from ("", cells[0])
            parts = zip(heads[1:], cells[1:], strict=True)
            yield from (f"  {messages.say(words.LINE, name=name, value=value)}" for name, value in parts if value)
        yield from (f"  {line}" for line in notes)


def _heads(*, bills: bool) -> tuple[Phrase, ...]:
    return words.MODEL, words.COST if bills else words.WOULD_COST, words.BILLED, words.RESULT, words.REGIONS


def _cells(one: OnModel, messages: Messages) -> list[str]:
    name = messages.say(words.AS_WRITTEN, model=one.model.name) if one.as_written else one.model.name
    regions = messages.say(COMMA).join(one.model.sent_names)
    if one.estimate is None:
        return [name, messages.say(words.IMPOSSIBLE), "", "", regions]
    price = money_text(one.estimate.would_low, one.estimate.would_high)
    result = seconds_text(one.seconds, messages) if one.seconds is not None else messages.say(words.UNKNOWN)
    return [name, price, seconds_text(one.estimate.billed_seconds, messages), result, regions]


def _notes(one: OnModel, messages: Messages, columns: int) -> Iterator[str]:
    """Say what a model doesn't take of the step, what its service takes off for now, and what stands in the way."""
    said = []
    if one.left_out:
        said.append(messages.say(words.LEFT_OUT, names=messages.say(COMMA).join(one.left_out)))
    if one.discount is not None:
        factor, note = str(one.discount.factor), note_of(one.discount, messages)
        said.append(messages.say(words.LIST_PRICE, factor=factor, note=note))
    told = [messages.of_fault(fault) for fault in one.faults]
    told += [messages.of_error(one.refusal)] if one.refusal is not None else []
    broken = list(dict.fromkeys(messages.say(words.SAID, code=each.code, message=each.message) for each in told))
    said += broken[:_SHOWN]
    if len(broken) > _SHOWN:
        said.append(messages.say(words.MORE, count=len(broken) - _SHOWN))
    for text in said:
        yield from wrapped(one_line(text), columns)
