"""The table of a campaign's results and the manifests: made from the journal, whatever became of the files and of the processes."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.planned import keep_planned
from engine.api.project import Project, open_project
from engine.api.runs.outcome import ResultsTable
from engine.api.runs.results import write_results
from engine.plan import Basis, Plan, RowGiven, make_plan
from engine.run import events as e
from engine.run.history import fold
from engine.store.files import Destination
from engine.store.sqlite.processes import living
from tests.report.runs import ENGLISH
from tests.store.sqlite.test_decisions import accepted, fetched, intent, started, succeeded
from tests.worlds import CATALOG, CHAIN, DAY, DRAFT, clip, recipe_of

SCOPE = "campaign:chain:"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with open_project(tmp_path / ".editchain") as opened:
        yield opened


def plan_of_rows(*keys: str, text: str = CHAIN) -> Plan:
    rows = [
        RowGiven(
            inputs={"clip": clip(digest=key * 64)},
            media={},
            places={},
            key=key,
            name_of=lambda *_, key=key: f"{key}.mp4",
        )
        for key in keys
    ]
    made = make_plan(recipe_of(text), rows, Basis(catalog=CATALOG, terms=DRAFT, day=DAY)).plan
    assert made is not None
    return made


def begin(project: Project, run: str, plan: Plan, **other: object) -> None:
    """Begin a run whose process is dead unless somebody holds its lock."""
    tasks, rows = tuple(task.id for task in plan.tasks), tuple(row.key for row in plan.rows)
    event = started(run, cap=None, realm=DRAFT.realm, scope=SCOPE)
    planned = keep_planned(project.journal, project.plans, plan, run)
    project.journal.record(run, replace(event, name="chain", tasks=tasks, rows=rows, planned=planned, **other))


def buy(project: Project, run: str, plan: Plan, row: str, output: str = "final") -> None:
    """Let a run pay for all tasks of a row, 8 s and 90 micro-units each, and publish its output."""
    for task in plan.rows[[one.key for one in plan.rows].index(row)].tasks:
        name = f"{run}:{task}"
        asked = intent(run, name, task=task, fingerprint=name, prompt_class=name, scope=SCOPE)
        assert project.journal.intend(run, asked) is None
        for event in (
            replace(accepted(name, name), task=task),
            replace(succeeded(name, 90), task=task, job=name),
            replace(fetched(name, name), task=task, fingerprint=name),
        ):
            project.journal.record(run, event)
    publish(project, run, row, output)


def reuse(project: Project, run: str, plan: Plan, row: str) -> None:
    for task in plan.rows[[one.key for one in plan.rows].index(row)].tasks:
        project.journal.record(run, e.Reused(task=task, fingerprint=task, digest="d" * 64, job="j"))
    publish(project, run, row)


def publish(project: Project, run: str, row: str, output: str = "final") -> None:
    file = f"{row}.mp4"
    project.journal.record(
        run, e.Published(row=row, output=output, key="", file=file, path=f"out/{file}", digest="d" * 64)
    )


def table(project: Project, folder: Path, run: str, plan: Plan, *, some_rows: bool = False) -> dict[str, list[str]]:
    record = fold(project.journal.events(run))
    made = write_results(
        Destination.under(folder, "chain", seen_from=folder),
        project,
        plan,
        record,
        ENGLISH,
        some_rows=some_rows,
    )
    assert made == ResultsTable(folder / "drafts" / "chain" / "results.csv", draft=True)
    lines = csv.DictReader(made.path.read_text("utf-8-sig").splitlines())
    names = ("state", "final", "billed_seconds", "cost")
    return {line["row"]: [line[name] for name in names] for line in lines}


PAID, FREE = ["16", "0.00018"], ["0", "0.00"]


def test_what_a_killed_run_paid_is_in_the_table_of_the_next(project: Project, tmp_path: Path) -> None:
    plan = plan_of_rows("a", "b")
    begin(project, "killed", plan)
    buy(project, "killed", plan, "a")
    begin(project, "next", plan)
    reuse(project, "next", plan, "a")
    buy(project, "next", plan, "b")
    expected = {"a": ["done", "a.mp4", *PAID], "b": ["done", "b.mp4", *PAID]}
    assert table(project, tmp_path, "next", plan) == expected

    (tmp_path / "drafts" / "chain" / "results.csv").write_text(
        "row,state,final,billed_seconds,cost,currency,error,notes\na,done,x.mp4,1,99.00,CNY,,\n"
    )
    assert table(project, tmp_path, "next", plan) == expected  # what somebody wrote into it is nothing that was paid
    (tmp_path / "drafts" / "chain" / "results.csv").unlink()
    assert table(project, tmp_path, "next", plan) == expected
    assert table(project, tmp_path / "elsewhere", "next", plan) == expected


def test_a_job_is_paid_once_however_many_watched_it(project: Project, tmp_path: Path) -> None:
    plan = plan_of_rows("a")
    begin(project, "one", plan)
    buy(project, "one", plan, "a")
    begin(project, "two", plan)
    for task in plan.rows[0].tasks:
        project.journal.record("two", replace(succeeded(f"one:{task}", 90), task=task, job=f"one:{task}"))
    assert table(project, tmp_path, "one", plan)["a"][2:] == PAID


def test_rows_that_were_left_out_are_as_they_were(project: Project, tmp_path: Path) -> None:
    old, both, one = plan_of_rows("a", "b", "c"), plan_of_rows("a", "b"), plan_of_rows("b")
    begin(project, "old", old)
    begin(project, "all", both)
    buy(project, "all", both, "a")
    begin(project, "some", one, some_rows=True)
    buy(project, "some", one, "b")
    done = {"b": ["done", "b.mp4", *PAID], "a": ["done", "a.mp4", *PAID]}
    assert (
        table(project, tmp_path, "some", one, some_rows=True) == done
    )  # c is no row any more since the last whole run
    assert table(project, tmp_path, "all", both) == {"a": done["a"], "b": ["waiting", "", *PAID]}


def test_what_another_service_or_campaign_did_is_not_in_the_table(project: Project, tmp_path: Path) -> None:
    plan = plan_of_rows("a", "b")
    begin(project, "draft", plan, realm="draft:other:")
    begin(project, "other", plan, scope="campaign:chains:")
    begin(project, "this", plan_of_rows("a"), some_rows=True)
    assert table(project, tmp_path, "this", plan_of_rows("a"), some_rows=True) == {"a": ["waiting", "", *FREE]}


def test_an_output_that_is_called_as_another_column_has_one_of_its_own(project: Project, tmp_path: Path) -> None:
    plan = plan_of_rows("a", text=CHAIN.replace("  final:", "  draft:"))
    begin(project, "one", plan)
    buy(project, "one", plan, "a", output="draft")
    where = Destination.under(tmp_path, "chain", seen_from=tmp_path)
    record = fold(project.journal.events("one"))
    path = write_results(where, project, plan, record, ENGLISH, some_rows=False).path
    head, line = path.read_text("utf-8-sig").splitlines()
    assert head == "row,state,service,draft,output.draft,billed_seconds,cost,currency,error,notes"
    assert line == "a,done,s,true,a.mp4,16,0.00018,CNY,,"


def manifests(home: Path) -> dict[str, dict[str, object]]:
    return {path.parent.name: json.loads(path.read_text("utf-8")) for path in home.glob("runs/*/manifest.json")}


def test_whoever_looks_finds_the_manifest_of_a_killed_run(project: Project) -> None:
    plan = plan_of_rows("a", "b")
    project.journal.record("old", started("old", cap=None, realm="r", scope="s"))  # from before plans were kept
    begin(project, "killed", plan)
    buy(project, "killed", plan, "a")
    begin(project, "alive", plan)
    for _ in range(2):
        with living(project.processes, "alive"), open_project(project.home):
            (found,) = manifests(project.home).values()
        assert (found["run"], found["state"], found["plan"]) == ("killed", "cut off", plan.digest)
        assert [task["job"] for task in found["tasks"]] == ["killed:a/first", "killed:a/second", None, None]
        assert [task["request"] for task in found["tasks"]] == [dict(task.request.body) for task in plan.tasks]
        assert [file["path"] for file in found["files"]] == ["out/a.mp4"]
        (project.home / "runs" / "killed" / "manifest.json").unlink()
    with open_project(project.home):
        assert sorted(manifests(project.home)) == ["alive", "killed"]
