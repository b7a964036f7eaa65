"""Events as JSON-ready data, as they are journaled, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.run import events as e
from engine.values.reason import Reason, args_data, args_of, reason_data, reason_of

KINDS: Mapping[str, type[e.Event]] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            e.RunStarted, e.Reused, e.Skipped, e.TakenOver, e.Arrived, e.Adopted, e.DoubtFound, e.RuledOut, e.Orphaned, e.Sought,
            e.Resolved, e.GivenUp,
            e.Intended, e.NotSent, e.Accepted, e.Refused, e.Halted, e.Doubted, e.Blocked, e.Held, e.JobSucceeded,
            e.PollRefused, e.JobFailed, e.Canceled, e.Fetched, e.Making, e.Made, e.FetchFailed, e.MediaFailed, e.Away,
            e.Back, e.CapSet, e.KeptGoing, e.Released, e.Published,
            e.PublishFailed, e.EvidenceDisproved, e.JournalTakenOver, e.ForeignIgnored, e.Interrupted, e.RunEnded,
        )
    }
)  # fmt: skip
_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in KINDS.values()}
_DECIMALS = frozenset({"upper_seconds", "input_seconds", "output_seconds", "billed_seconds"})
_WRITTEN = _DECIMALS | {"reason"}
_CAUSES = frozenset({"cause", "why", "unseen"})
_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_data(event: e.Event) -> dict[str, Any]:
    """Return an event as JSON-ready data with its kind; volatile events have none."""
    assert not event.volatile, "a volatile event is never journaled"
    kind = type(event)
    data: dict[str, Any] = {"kind": kind.__name__}
    for name in _NAMES[kind]:
        value = getattr(event, name)
        data[name] = value if type(value) in _PLAIN else _datum(name, value)
    if isinstance(event, e.RunStarted) and event.kept:
        data |= {"tasks": [], "rows": [], "counts": {"tasks": len(event.tasks), "rows": len(event.rows)}}
    return data


def _datum(name: str, value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Reason):
        return reason_data(value)
    if isinstance(value, e.Cause):
        return _cause_data(value)
    if name == "remarks":
        return [_cause_data(one) for one in value]
    if name == "candidates":
        return [asdict(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value


def from_data(data: Mapping[str, Any]) -> e.Event:
    """Return the event of journaled data; raises KeyError for a kind that this version does not know."""
    kind = KINDS[data["kind"]]
    known = _NAMES[kind]
    values = {
        name: value if type(value) in _PLAIN and name not in _WRITTEN else _value(name, value)
        for name, value in data.items()
        if name in known
    }
    return kind(**values)


def _cause_data(cause: e.Cause) -> dict[str, Any]:
    return {**asdict(cause), "args": args_data(cause.args)}


def _cause_of(data: Mapping[str, Any]) -> e.Cause:
    args = tuple(args_of(data.get("args", {})).items())
    return e.Cause(data["code"], data["message"], args, operator=data.get("operator", False))


def _value(name: str, value: Any) -> Any:
    if name in _DECIMALS:
        return Decimal(value) if value is not None else None
    if name == "reason":
        return reason_of(value)
    if name in _CAUSES and isinstance(value, Mapping):
        return _cause_of(value)
    if name == "candidates":
        return tuple(e.Candidate(**one) for one in value)
    if name == "remarks":
        return tuple(_cause_of(one) for one in value)
    return tuple(value) if isinstance(value, list) else value
