"""A plan in a file is the plan that it was in memory, whatever is asked of it and from which thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.plan import Action, Basis, Plan, RequestTask, RowGiven, make_plan
from engine.plan.kept.sink import PlanSink
from engine.plan.kept.table import outline_of
from engine.store.sqlite.planned.file import GrowingSink, PlanFile
from engine.values.absent import ABSENT
from tests.plan.test_golden import CASES
from tests.worlds import BILLED, CATALOG, DAY, clip, recipe_of

ROWS = 120
MANY = """\
recipe: 1
name: many
inputs:
  clip: {type: video}
  words: {type: string}
  more: {type: string, optional: true}
steps:
  - id: first
    uses: wan2.7-videoedit
    on_error: skip
    with: {video: "${{ inputs.clip }}", prompt: Convert to watercolor., resolution: 720P}
  - id: second
    uses: wan2.7-videoedit
    if: ${{ inputs.more is defined }}
    retry: {attempts: 3, on: [service, download]}
    with: {video: "${{ steps.first.video }}", prompt: "Show {{ inputs.words }}.", resolution: 720P}
  - id: nobody
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Nobody needs {{ inputs.words }}.", resolution: 720P}
  - id: shot
    uses: media/frame
    with: {video: "${{ inputs.clip }}", at: last}
outputs:
  final: ${{ steps.second.video or steps.first.video or inputs.clip }}
  shot: ${{ steps.shot.image }}
"""


def plan_of_rows(sink: PlanSink | None = None, rows: int = ROWS) -> Plan:
    """Return a plan in which rows share tasks, skip some, and have one that nobody needs."""
    given = [
        RowGiven(
            inputs={"clip": clip(digest=f"{n % 7:064x}"), "words": f"“{n}” 是", "more": "x" if n % 3 else ABSENT},
            media={}, places={}, key=f"row-{n}",
        )
        for n in range(rows)
    ]  # fmt: skip
    made = make_plan(recipe_of(MANY), given, Basis(catalog=CATALOG, terms=BILLED, day=DAY), sink=sink)
    assert made.plan is not None, made.faults
    return made.plan


@pytest.mark.parametrize("case", CASES)
def test_every_request_comes_back_as_it_was(case: str) -> None:
    text, given = CASES[case]
    inputs = {"clip": clip(), "one": ABSENT, "two": ABSENT, "words": "", **given}
    rows, basis = [RowGiven(inputs=inputs, media={}, places={})], Basis(catalog=CATALOG, terms=BILLED, day=DAY)
    here, kept = (make_plan(recipe_of(text), rows, basis, sink=sink).plan for sink in (None, PlanFile()))
    assert here is not None
    assert kept is not None
    assert list(kept.tasks) == list(here.tasks)
    assert list(kept.rows) == list(here.rows)


@pytest.mark.parametrize("sink", [PlanFile, lambda: GrowingSink(10), lambda: GrowingSink(10**6)])
def test_a_plan_of_many_rows_is_the_same_in_a_file(sink: Callable[[], PlanSink]) -> None:
    here, kept = plan_of_rows(), plan_of_rows(sink())
    assert {task.action for task in here.tasks} == {Action.RUN, Action.SHARE, Action.SKIP, Action.UNNEEDED}
    assert (kept.digest, kept.totals, kept.discounts) == (here.digest, here.totals, here.discounts)
    assert list(kept.tasks) == list(here.tasks)
    assert list(kept.rows) == list(here.rows)
    assert list(kept.requests) == list(here.requests)


@pytest.fixture(scope="module")
def pair() -> tuple[Plan, Plan]:
    return plan_of_rows(), plan_of_rows(PlanFile())


@pytest.mark.parametrize(
    "asked",
    [
        lambda plan: len(plan.tasks),
        lambda plan: plan.tasks[0],
        lambda plan: plan.tasks[-1],
        lambda plan: list(plan.tasks[250:260]),
        lambda plan: list(plan.tasks[:3]),
        lambda plan: list(plan.tasks[5:2]),
        lambda plan: list(plan.tasks[-3:]),
        lambda plan: list(plan.tasks[10:0:-3]),
        lambda plan: plan.tasks.named("row-119/second"),
        lambda plan: plan.tasks.named("row-120/second"),
        lambda plan: plan.tasks.number_of("row-17/shot"),
        lambda plan: list(plan.tasks.fingerprints()),
        lambda plan: list(plan.tasks.asking(())),
        lambda plan: list(plan.tasks.asking(sorted(plan.tasks.fingerprints())[::2])),
        lambda plan: list(plan.tasks.outlines()),
        lambda plan: list(plan.tasks.written()),
        lambda plan: list(plan.tasks.prompts()),
        lambda plan: plan.tasks.ids(),
        lambda plan: plan.tasks.carried_out(),
        lambda plan: plan.row_keys,
        lambda plan: len(plan.rows),
        lambda plan: plan.rows[-1],
        lambda plan: list(plan.rows[3:5]),
        lambda plan: list(plan.rows.links()),
        lambda plan: list(plan.rows[5:3]),
        lambda plan: list(plan.rows[::-50]),
        lambda plan: [plan.tasks[n].id for n in (0, 1)],
        lambda plan: plan.is_campaign,
    ],
)
def test_whatever_is_asked_of_a_file_is_answered_as_by_memory(
    pair: tuple[Plan, Plan], asked: Callable[[Plan], Any]
) -> None:
    here, kept = pair
    assert asked(kept) == asked(here)


BEYOND = [lambda plan: plan.tasks[480], lambda plan: plan.rows[-121]]


def test_an_outline_is_that_of_its_task(pair: tuple[Plan, Plan]) -> None:
    _, kept = pair
    numbers = {name: number for number, name in enumerate(kept.tasks.ids())}
    assert list(kept.tasks.outlines()) == [outline_of(task, numbers.__getitem__) for task in kept.tasks]


@pytest.mark.parametrize("asked", BEYOND)
def test_what_lies_beyond_the_end_is_an_index_error(pair: tuple[Plan, Plan], asked: Callable[[Plan], Any]) -> None:
    for plan in pair:
        with pytest.raises(IndexError):
            asked(plan)


def test_a_file_is_read_from_several_threads_at_once(pair: tuple[Plan, Plan]) -> None:
    here, kept = pair
    names = [task.id for task in here.tasks]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: [task.id for task in kept.tasks], range(4)))
        asked = list(threads.map(kept.tasks.named, names[::10]))
    assert found == [names] * 4
    assert [task.id for task in asked if isinstance(task, RequestTask)] == [
        task.id for task in list(here.tasks)[::10] if isinstance(task, RequestTask)
    ]


def test_a_plan_with_a_fault_keeps_nothing_and_finds_the_same_faults() -> None:
    given = [
        RowGiven(inputs={"clip": clip(seconds), "words": "x", "more": "x"}, media={}, places={}, key=f"row-{n}")
        for n, seconds in enumerate(["4", "400", "4", "1", "4"])
    ]
    basis = Basis(catalog=CATALOG, terms=BILLED, day=DAY)
    found = [make_plan(recipe_of(MANY), given, basis, sink=sink) for sink in (None, PlanFile(), GrowingSink(2))]
    assert [made.plan for made in found] == [None] * 3
    assert {fault.key for fault in found[0].faults} == {"clip-too-long", "clip-too-short"}
    assert found[0].faults == found[1].faults == found[2].faults
