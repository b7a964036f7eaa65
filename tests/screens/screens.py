"""The screens: each as a function of the words and of what it is made for, and all of them in one golden file each.

`python -m tests.screens.screens` writes these files anew.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Final

from engine.phrases.messages import Messages
from engine.plan import difference_of
from engine.report.difference import difference_text
from engine.report.display import PLAIN, Display
from engine.report.live.view import view
from engine.report.plan import Shown
from engine.report.rewording import reworded
from engine.report.row_counts import RowCounts
from engine.report.run import run_text
from engine.report.status import record_text
from engine.report.survey.hours import JobSeconds
from engine.report.survey.survey import Circumstances, survey_of
from engine.report.survey.text import survey_text
from engine.run.events import Cause
from engine.run.history import RunRecord
from engine.run.job_times import JobKind, Spread
from engine.run.money.budget import Budget
from engine.run.records import TaskRecord, TaskRecords
from engine.terminal.screen import folded
from engine.values.reason import because
from tests.report.runs import CHINESE, ENGLISH, NOW, accepted, begun, fetched, held, job_failed, seen, succeeded
from tests.screens.worlds import SHOP, shop
from tests.worlds import CATALOG, CHAIN, DRAFT, plan_of

GOLDEN: Final = Path(__file__).parent / "golden"
WIDTHS: Final = (40, 60, 80, 120)
"""Columns."""
MESSAGES: Final = {"en": ENGLISH, "zh": CHINESE}
Screen = Callable[[Messages, Display], str]
RUN: Final = "20261123-090000-ab12cd"
KIND: Final = JobKind("wan2.7-videoedit", "720P")
BUDGET: Final = Budget(
    cap=150_000_000, spent=43_200_000, reserved=0, planned=129_600_000, currency="CNY"
)  # fmt: skip


def _rows(products: int) -> RowCounts:
    count = products * 6
    return RowCounts(rows=products, combos=6, asked=count, filtered=0, chosen=count, whole=True)


def plan_of_240(messages: Messages, display: Display) -> str:
    """As many rows as a person can't read one by one, with all that there may be to say of them."""
    plan = shop()
    doubted = {one.id for one in plan.tasks.outlines() if one.id.startswith("pot02")}
    changed = [
        ("Keep the movement of P1.", "Keep every movement of P1."),
        ("Keep the movement of P2.", "Keep every movement of P2."),
    ]
    known = Circumstances(
        doubted=doubted, at_once=5, seconds=JobSeconds({KIND: Spread(100.0, 140.0, 300.0)}, of=43),
        changes=reworded([*changed, ("Make it night.", "Make it dusk.")]), since=RUN,
    )  # fmt: skip
    shown = Shown(plan=plan, budget=BUDGET, state=".editchain", rows=_rows(40))
    return survey_text(shown, survey_of(plan, known), messages, display)


def plan_of_a_draft(messages: Messages, display: Display) -> str:
    """Few rows, nothing known beside the plan."""
    plan = shop(2, terms=DRAFT)
    shown = Shown(plan=plan, budget=None, state=".editchain", rows=_rows(2))
    return survey_text(shown, survey_of(plan, Circumstances(at_once=5)), messages, display)


def difference(messages: Messages, display: Display) -> str:
    """Two words of a prompt are changed for 240 rows, and one row is new."""
    changed = SHOP.replace("Keep the movement.", "Keep every movement.").replace("将背景修改为", "把背景改成")
    found = difference_of(shop(39), shop(40, text=changed), CATALOG)
    return difference_text(found, "v1.2.0:shop.yaml", "shop.yaml", messages, display)


def view_of_a_run(messages: Messages, display: Display) -> str:
    """A run in the middle of all that may happen to it."""
    plan = shop()
    progress = begun(plan)
    tasks = plan.tasks.carried_out()
    for n, name in enumerate(tasks[:9]):
        progress.tell(NOW, accepted(name))
        progress.tell(NOW + 30 * n, succeeded(name))
        progress.tell(NOW + 30 * n + 1, fetched(name))
    for n, name in enumerate(tasks[9:12]):
        progress.tell(NOW + 270, accepted(name))
        progress.tell(NOW + 280 + n, seen(name, 0.25 * n if n else None))
    progress.tell(
        NOW + 281, job_failed(tasks[12], Cause(code="DataInspectionFailed", message="Input data may be inappropriate."))
    )
    progress.tell(NOW + 282, held(tasks[13], Cause(code="over-budget")))
    progress.tell(NOW + 290, seen(tasks[10], trouble=because("asked-too-often")))
    budget = replace(BUDGET, planned=0, reserved=14_400_000)
    assert display.columns is not None
    return "\n".join(view(progress, budget, NOW + 302, display.columns - 1, messages)) + "\n"


def _record(state: str, cap: int) -> RunRecord:
    """A run of the shop in which most is done, some of it failed, and the cap leaves no room for the rest."""
    plan, tasks = shop(), dict[str, TaskRecord]()
    inspected = Cause(code="DataInspectionFailed", message="Input data may be inappropriate.")
    for n, name in enumerate(plan.tasks.carried_out()):
        if n < 18:
            tasks[name] = TaskRecord(name, "done", job=f"job-{n}", billed_seconds=Decimal(8), cost_micros=4_800_000)
        elif n < 20:
            tasks[name] = TaskRecord(name, "failed", job=f"job-{n}", cause=inspected)
        else:
            tasks[name] = TaskRecord(name, "held", cause=Cause(code="over-budget"))
    budget = Budget(cap=cap, spent=86_400_000, reserved=0, currency="CNY")
    return RunRecord(
        run=RUN,
        name="shop",
        service="dashscope-cn",
        realm="dashscope",
        state=state,
        tasks=TaskRecords.of(tasks),
        budget=budget,
    )


def end_of_a_run(messages: Messages, display: Display) -> str:
    """A run that its cap has stopped."""
    return run_text(_record("held", 90_000_000), shop(), messages, display)


def end_of_a_draft(messages: Messages, display: Display) -> str:
    """A recipe that was rehearsed: nothing of it is paid."""
    plan = plan_of(CHAIN)
    tasks = {name: TaskRecord(name, "done", job=f"job-{name}", billed_seconds=Decimal(8)) for name in plan.tasks.ids()}
    return run_text(
        RunRecord(run=RUN, realm=plan.terms.realm, state="done", tasks=TaskRecords.of(tasks)), plan, messages, display
    )


def status_of_a_run(messages: Messages, display: Display) -> str:
    """The same run as it is looked at later."""
    return record_text(_record("held", 90_000_000), messages, display)


SCREENS: Final[Mapping[str, Screen]] = {
    "plan-240": plan_of_240,
    "plan-draft": plan_of_a_draft,
    "diff": difference,
    "run-view": view_of_a_run,
    "run-end": end_of_a_run,
    "run-draft": end_of_a_draft,
    "status": status_of_a_run,
}


def forms() -> Iterator[tuple[str, int]]:
    """Give every language and width."""
    return ((lang, columns) for lang in MESSAGES for columns in WIDTHS)


def drawn(screen: Screen, lang: str, columns: int) -> str:
    """Return a screen as a terminal of so many columns shows it."""
    return folded(screen(MESSAGES[lang], PLAIN._replace(columns=columns)), columns) + "\n"


def kept(name: str) -> dict[tuple[str, int], str]:
    """Read a golden file."""
    found = {}
    for part in (GOLDEN / f"{name}.txt").read_text("utf-8").split("\f")[1:]:
        head, _, text = part.partition("\n")
        lang, columns = head.split()
        found[lang, int(columns)] = text
    return found


def write(name: str) -> None:
    """Write a golden file anew."""
    parts = (f"\f{lang} {columns}\n{drawn(SCREENS[name], lang, columns)}" for lang, columns in forms())
    (GOLDEN / f"{name}.txt").write_text("".join(parts), "utf-8")


if __name__ == "__main__":
    for name in SCREENS:
        write(name)
