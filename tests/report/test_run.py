"""The end of a run as a person reads it."""

from engine.phrases.messages import Messages
from engine.report.run import run_text
from engine.resources import load_json
from engine.run import events as e
from engine.run.history import RunRecord
from engine.run.records import TaskRecord, TaskRecords
from tests.worlds import BILLED, CHAIN, plan_of, rows_of


def test_what_could_not_be_published_is_named_and_what_to_do_is_said_once() -> None:
    plan, messages = plan_of(CHAIN), Messages(load_json("messages.json"), "en")
    cause = e.Cause(code="artifact-damaged", message="The stored result is damaged.")
    failed = [
        e.PublishFailed(row="", output="final", key="", file=file, cause=cause) for file in ("final.mp4", "other.mp4")
    ]
    text = run_text(RunRecord(run="r", state="failed", publish_failures=failed), plan, messages)
    assert [line.partition(":")[0] for line in text.splitlines() if "damaged" in line] == ["final.mp4", "other.mp4"]
    assert text.count("Restore that file from a copy") == 1


def test_rows_in_doubt_name_what_stays_reserved_and_what_to_do_is_said_once() -> None:
    plan, messages = rows_of(CHAIN, ["a", "b"], BILLED), Messages(load_json("messages.json"), "en")
    doubt = e.Cause(code="in-doubt")
    tasks = {
        task.id: TaskRecord(task.id, "held", cause=doubt, reserved_micros=2_400_000, in_doubt=True)
        for task in plan.tasks
        if task.step == "first"
    }
    text = run_text(RunRecord(run="r", state="held", tasks=TaskRecords.of(tasks)), plan, messages)
    assert text.count("(4.80 CNY reserved)") == 1
    assert text.count("Nothing equal is sent meanwhile.") == 1
    assert f"may be spent too: reserved for {len(tasks)} in doubt" in text


def test_a_note_of_many_rows_is_said_once() -> None:
    plan, messages = rows_of(CHAIN, ["a", "b", "c"], BILLED), Messages(load_json("messages.json"), "en")
    silent, short = e.Cause(code="result-silent"), e.Cause(code="result-odd")
    remarks = {"a/first": (silent,), "a/second": (silent,), "b/first": (silent,), "c/first": (short,)}
    tasks = {name: TaskRecord(name, "done", remarks=remarks.get(name, ())) for name in plan.tasks.ids()}
    lines = run_text(RunRecord(run="r", state="done", tasks=TaskRecords.of(tasks)), plan, messages).splitlines()
    assert lines[0].startswith("2 rows  The result has no sound")
    assert lines[1] == "    a, b"
    assert lines[2].startswith("c  ")
    assert lines[3] == "3 rows: 3 done"


def test_the_end_says_how_long_it_took() -> None:
    plan, messages = plan_of(CHAIN), Messages(load_json("messages.json"), "en")
    assert " · for 1:02:03" in run_text(RunRecord(run="r", state="done", started=10.0, ended=3733.0), plan, messages)
