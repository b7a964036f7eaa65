"""Which results are drafts."""

import json
from typing import Any

import pytest

from engine.plan.model import Plan, Terms
from engine.report.planned import task_texts
from engine.report.rows import drafts_in, row_data, rows_in, rows_of
from engine.run.drafts import Origin, drafts_among, drafts_by_number
from engine.run.schedule.publications import kinds_published
from tests.worlds import BILLED, DRAFT, plan_of

TOOLS = """\
recipe: 1
name: tools
inputs:
  clip: {type: video}
steps:
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", seconds: 2}
  - id: edit
    uses: wan2.7-videoedit
    with: {video: "${{ steps.cut.video }}", prompt: Make it night., resolution: 720P}
  - id: shorter
    uses: media/trim
    with: {video: "${{ steps.edit.video }}", seconds: 1}
  - id: picture
    uses: media/frame
    needs: [edit]
    with: {video: "${{ steps.cut.video }}"}
  - id: last
    uses: media/frame
    with: {video: "${{ steps.shorter.video }}"}
outputs:
  cut: ${{ steps.cut.video }}
  last: ${{ steps.last.image }}
  picture: ${{ steps.picture.image }}
"""
ORIGIN = Terms(service="dashscope-cn", realm="http://127.0.0.1:8000", region="cn-beijing", bills=True)


def drafts_of(plan: Plan) -> set[str]:
    drafts = drafts_by_number(plan.tasks.graph(), plan.terms.realm)
    return {task.id for task, draft in zip(plan.tasks, drafts, strict=True) if draft}


def test_a_draft_is_what_an_emulator_made_and_what_is_made_of_that() -> None:
    plan = plan_of(TOOLS)
    assert drafts_of(plan) == {"edit", "shorter", "last"}
    assert kinds_published(plan) == {True, False}
    assert [row.draft for row in rows_of(plan)] == [True]


@pytest.mark.parametrize("terms", [BILLED, ORIGIN], ids=lambda terms: terms.realm)
def test_nothing_of_a_service_that_does_not_declare_itself_is_a_draft(terms: Terms) -> None:
    plan = plan_of(TOOLS, terms=terms)
    assert drafts_of(plan) == set()
    assert kinds_published(plan) == {False}
    assert drafts_in(before(plan)) == set()


def before(plan: Plan) -> dict[str, Any]:
    """Return a plan as the journals of versions before hold it."""
    return {
        "tasks": [json.loads(text) for _, text in task_texts(plan.tasks, plan.terms.realm)],
        "rows": [row_data(row) for row in rows_of(plan)],
    }


def test_a_plan_that_was_kept_says_the_same() -> None:
    plan = plan_of(TOOLS)
    planned = before(plan)
    assert drafts_in(planned) == drafts_of(plan)
    assert list(rows_in(planned)) == list(rows_of(plan))
    older = [{name: value for name, value in row.items() if name != "draft"} for row in planned["rows"]]
    assert list(rows_in({**planned, "rows": older})) == list(rows_of(plan))


def test_given_media_alone_make_no_draft() -> None:
    text = TOOLS.partition("  last: ")[0]
    plan = plan_of(text)
    assert kinds_published(plan) == {False}
    assert [row.draft for row in rows_of(plan)] == [False]
    assert drafts_among([Origin("a", DRAFT.realm, asked=False, made_from=("given",))]) == set()
