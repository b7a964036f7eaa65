"""What a page says of rows that are not done: those of one cause together, each with its own words of it."""

from engine.phrases.messages import Messages
from engine.report.pages.groups import causes_of, counts_of
from engine.report.pages.overview import ShownRow
from engine.resources import load_json
from engine.run import events as e

WORDS = Messages(load_json("messages.json"), "en")


def row(number: int, state: str, cause: e.Cause | None = None) -> ShownRow:
    return ShownRow(
        number=number, key=f"r{number}", columns={}, axes={}, state=state, cause=cause, draft=False, run="r", service="s",
        currency="CNY", billed=0, would=0, before=None, result=None, files=(), steps=(),
    )  # fmt: skip


def test_rows_of_one_code_stand_side_by_side_whatever_they_say() -> None:
    bad, other = (e.Cause(code="InvalidParameter", message=f"Bad {which}.") for which in ("thing", "other"))
    rows = [
        row(1, "held", e.Cause(code="over-budget")), row(2, "failed", bad), row(3, "failed", e.Cause(code="X")),
        row(4, "failed", e.Cause(code="X")), row(5, "failed", other), row(6, "failed", bad), row(7, "done"),
    ]  # fmt: skip
    told = [(one.state, one.why, [each.number for each in one.rows]) for one in causes_of(rows, WORDS)]
    assert [(state, numbers) for state, _, numbers in told] == [
        ("failed", [2, 6]), ("failed", [5]), ("failed", [3, 4]), ("held", [1]),
    ]  # fmt: skip
    assert [why for _, why, _ in told[:2]] == ["“Bad thing.” [InvalidParameter]", "“Bad other.” [InvalidParameter]"]
    assert counts_of(rows) == {"done": 1, "failed": 5, "held": 1}
