"""What programs hear of a run is what the schema says."""

import jsonschema
import pytest

from engine.report.events import KINDS, WITHHELD, public_event
from engine.resources import load_json
from engine.run import events as e
from engine.values.reason import quoted
from tests.report import runs as r
from tests.report.runs import ENGLISH

AWAY = e.Away(party="service", since=r.NOW, next_at=r.NOW + 1, reason=quoted("nobody answers"))
SCHEMA = load_json("event.schema.json")


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (AWAY, "away"),
        (e.Back(party="results", since=r.NOW, until=r.NOW + 60), "back"),
        (e.Halted(task="s0", cause=r.CAUSE), "halted"),
        (e.Halted(cause=r.CAUSE), "halted"),
        (r.seen("s0", 0.5), "progress"),
    ],
    ids=["away", "back", "halted", "tripped", "progress"],
)
def test_an_event_is_as_the_schema_says(event: e.Event, kind: str) -> None:
    told = public_event(1, r.NOW, "run", event, ENGLISH)
    assert told is not None
    jsonschema.Draft7Validator(SCHEMA).validate(told.as_json())
    assert told.kind == kind


@pytest.mark.parametrize(
    "event", [e.Left(task="s0"), e.StillAway(party="service", since=1, next_at=2, reason=AWAY.reason)]
)
def test_what_only_helps_a_screen_is_not_given_out(event: e.Event) -> None:
    assert public_event(None, r.NOW, "run", event, ENGLISH) is None


def test_every_event_is_given_out_or_withheld() -> None:
    kinds = {kind for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.Event)}
    assert kinds - {e.Event, e.OfJob} == KINDS.keys() | WITHHELD
    assert {kind for kind, _ in KINDS.values()} == set(SCHEMA["properties"]["kind"]["enum"])
