"""An explanation on a narrow terminal."""

import pytest

from engine.phrases.messages import Messages
from engine.report.audit.explain import explanation_text
from engine.report.width import width_of
from engine.run.explanation import EventOfTask, Explanation, attempts_in
from engine.run.history import fold
from tests.report.runs import CHINESE, ENGLISH, NOW, accepted, intended, started
from tests.worlds import CHAIN, plan_of


@pytest.fixture
def found() -> Explanation:
    plan = plan_of(CHAIN)
    task = plan.tasks[0].id
    events = [started(plan), intended(task), accepted(task)]
    attempts, others = attempts_in([EventOfTask(n, "r", NOW, event) for n, event in enumerate(events[1:])], {}, {}, {})
    run = fold([(NOW, event) for event in events])
    return Explanation(
        task=task, run=run, action="run", reason=None, fingerprint=None, draft=False, record=run.tasks[task], attempts=attempts,
        others=others, needs=(), made_from=(), files=(), artifact=None,
    )  # fmt: skip


@pytest.mark.parametrize("messages", [ENGLISH, CHINESE], ids=["en", "zh"])
@pytest.mark.parametrize("columns", [44, 60])
def test_nothing_is_wider_than_the_screen(found: Explanation, messages: Messages, columns: int) -> None:
    whole, narrow = explanation_text(found, messages), explanation_text(found, messages, columns)
    assert max(map(width_of, whole.splitlines())) > columns
    assert max(map(width_of, narrow.splitlines())) <= columns
    assert "".join(narrow.split()) == "".join(whole.split())
