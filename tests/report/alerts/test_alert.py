"""Which of a run's events people are told of who don't watch it, and in what words."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from engine.phrases.messages import Messages
from engine.report.alerts.alert import LONG_S, Alerts, each_new
from engine.report.alerts.message import AlertedRun, alert_data, alert_variables
from engine.report.rows import PlannedRow
from engine.resources import load_json
from engine.run import events as e
from engine.run.history import RunRecord
from engine.run.money.budget import Budget
from engine.run.records import TaskRecord, TaskRecords
from engine.values.reason import because, quoted
from tests.cli.cli_shapes import held as shaped

WORDS = {lang: Messages(load_json("messages.json"), lang) for lang in ("en", "zh")}
STARTED = e.RunStarted(
    run="r1", name="launch", plan_digest="p", service="dashscope-cn", realm="dashscope", account="a", scope="s", cap_micros=None,
    currency="CNY", process="x",
)  # fmt: skip
GONE = quoted("nobody answers")
BREAKER = e.Halted(cause=e.Cause.of(because("too-many-failures", why=because("rows-failed", count=3, rows=9))))
ARREARS = e.Halted(task="a/edit", cause=e.Cause(code="Arrearage", operator=True))

BAD_KEY = e.Halted(task="c/edit", cause=e.Cause(code="InvalidApiKey", operator=True))


def held(row: str, cause: str, code: str) -> e.Held:
    return e.Held(task=f"{row}/edit", cause=cause, why=e.Cause(code=code))


def away(since: float) -> e.Away:
    return e.Away(party="service", since=since, next_at=since + 5, reason=GONE)


def back(since: float, until: float) -> e.Back:
    return e.Back(party="service", since=since, until=until)


def told(*events: e.Event, now: float | None = None) -> list[str]:
    alerts = Alerts()
    for number, event in enumerate((STARTED, *events), start=1):
        alerts.tell(number, float(number), event)
    if now is not None:
        alerts.grown_long(now)
    return [alert.key for alert in alerts.told_of]


@pytest.mark.parametrize(
    ("events", "keys"),
    [
        ((e.RunEnded(state="done"),), ["end:2"]),
        ((held("a", "doubt", "in-doubt"), held("b", "doubt", "in-doubt"), held("c", "result", "no-video")), ["held:2", "held:4"]),
        ((held("a", "budget", "over-budget"), held("b", "budget", "over-budget")), ["budget:2"]),
        ((held("a", "waiting", "media-changed"), held("b", "doubt", "needs-held")), []),
        ((BREAKER, e.RunEnded(state="failed")), ["breaker:2", "end:3"]),
        ((ARREARS,), ["trouble:2"]),
        ((ARREARS, replace(ARREARS, task="b/edit"), BAD_KEY, ARREARS), ["trouble:2", "trouble:4"]),
        ((away(100), back(100, 100 + LONG_S - 1)), []),
        ((away(100), back(100, 160)), ["trouble:2", "recovered:3"]),
        ((e.Fetched(task="a", attempt="x", job="j", fingerprint="f", output="video", digest="d", size=1, facts={}),), []),
    ],
    ids=["end", "held for two reasons", "budget", "what follows", "breaker", "arrears", "one dead key", "short", "long", "results"],
)  # fmt: skip
def test_what_is_told_of(events: tuple[e.Event, ...], keys: list[str]) -> None:
    assert told(*events) == keys


def test_trouble_is_told_of_while_it_lasts_and_only_once() -> None:
    alerts = Alerts()
    for number, event in enumerate((STARTED, away(100)), start=1):
        alerts.tell(number, 100.0, event)
    alerts.grown_long(100 + LONG_S - 1)
    assert alerts.told_of == []
    alerts.grown_long(100 + LONG_S)
    alerts.grown_long(900)
    alerts.tell(3, 900, back(100, 900))
    assert [alert.key for alert in alerts.told_of] == ["trouble:2", "recovered:3"]


def test_a_run_that_was_cut_off_ends_in_its_beginning() -> None:
    alerts = Alerts()
    alerts.cut_off()
    assert alerts.told_of == []
    alerts.tell(7, 1.0, STARTED)
    alerts.cut_off()
    alerts.cut_off()
    assert [alert.key for alert in alerts.told_of] == ["end:7"]


EVENTS = st.sampled_from(
    [held("a", "doubt", "in-doubt"), held("b", "budget", "over-budget"), BREAKER, ARREARS, away(10), back(10, 90), back(10, 12),
     e.Skipped(task="a", cause=e.Cause(code="x"))]
)  # fmt: skip


@given(st.lists(st.tuples(EVENTS, st.booleans()), max_size=12), st.data())
def test_whenever_somebody_looks_the_same_is_told(events: list[tuple[e.Event, bool]], data: st.DataObject) -> None:
    """A process that was killed in between tells in the end what one that lived has told."""
    seen = Alerts()
    for number, (event, looked) in enumerate(events, start=1):
        seen.tell(number, 0.0, event)
        if looked:
            seen.grown_long(10 + LONG_S)
    again = Alerts()
    for number, (event, _) in enumerate(events, start=1):
        again.tell(number, 0.0, event)
    for alerts in (seen, again):
        alerts.grown_long(1e9)
    keys = [alert.key for alert in again.told_of]
    told_before = set(data.draw(st.lists(st.sampled_from(keys), unique=True))) if keys else set()
    assert len(keys) == len(set(keys))
    assert {alert.key for alert in each_new(again, told_before)} == set(keys) - told_before
    lasting = {alert.key for alert in seen.told_of} - set(keys)
    assert all(
        key.startswith("trouble:") for key in lasting
    )  # one whose end was short by its own word was seen to be long
    assert set(keys) <= {alert.key for alert in seen.told_of}


def shown(lang: str, *events: e.Event, record: RunRecord | None = None) -> list[dict[str, object]]:
    alerts = Alerts()
    for number, event in enumerate((STARTED, *events), start=1):
        alerts.tell(number, 1_795_392_000.0 + number, event)
    run = AlertedRun(STARTED, Budget(cap=9_000_000, spent=2_400_000, reserved=0, currency="CNY"), record, (ROW,))
    return [alert_data(alert, run, WORDS[lang]) for alert in alerts.told_of]


ROW = PlannedRow("a", ("a/edit",), ("final",))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_command_gets_is_as_its_schema_says(lang: str) -> None:
    record = RunRecord(
        run="r1",
        state="failed",
        tasks=TaskRecords.of({"a/edit": TaskRecord("a/edit", "failed", cost_micros=2_400_000)}),
    )
    events = (
        held("a", "doubt", "in-doubt"),
        held("a", "budget", "over-budget"),
        BREAKER,
        ARREARS,
        away(100),
        back(100, 160),
    )
    found = shown(lang, *events) + shown(lang, e.RunEnded(state="failed", cause=e.Cause(code="x")), record=record)
    for data in found:
        shaped(json.loads(json.dumps(data)), "notify")
    assert found[-1]["counts"] == {"failed": 1}
    assert found[-1]["cost"] == {"amount": "2.40", "currency": "CNY"}
    assert [one["about"] for one in found] == ["held", "budget", "breaker", "trouble", "trouble", "recovered", "end"]


def test_the_words_can_be_read_on_a_telephone() -> None:
    (breaker,) = shown("en", BREAKER)
    assert breaker["text"] == (
        "launch: stopped, since too much has failed; nothing more is submitted\n"
        "too much has failed: 3 of 9 rows [too-many-failures]\n"
        "Mend the reason and run the same command again: what waits is sent then. "
        "`editchain keep-going RUN` lets a run that is still at work submit again. "
        "`limits.max_failures` of a campaign says how many rows may fail.\n"
        "look: editchain status r1"
    )
    assert alert_variables(breaker) == {
        "EDITCHAIN_ABOUT": "breaker", "EDITCHAIN_RUN": "r1", "EDITCHAIN_NAME": "launch", "EDITCHAIN_STATE": "running",
        "EDITCHAIN_TEXT": breaker["text"],
    }  # fmt: skip
    assert shown("zh", BREAKER)[0]["text"].splitlines()[0] == "launch：失败过多而停止；不再提交"  # type: ignore[attr-defined]
