"""The digest of a plan covers whatever a person reviews: `run --plan DIGEST` refuses everything else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.api.asked import Asked
from engine.api.context import make_context
from engine.api.endpoint import choose_endpoint
from engine.api.planning import plan_file
from engine.api.runs.cap import budget_under, cap_to_show, said_cap
from engine.api.runs.order import Order
from engine.api.runs.preparing import prepare
from engine.errors import AuthorError
from engine.plan import Plan, Terms
from engine.report.plan import Shown, files_data, plan_text, reviewed
from tests.report.runs import ENGLISH

CLIP = Path(__file__).parents[2] / "recipes" / "media" / "portrait.mp4"
TERMS = Terms(service="embedded", realm="test", region="cn-beijing", bills=False)
RECIPE = """\
recipe: 1
name: two
inputs: {clip: {type: video, default: clip.mp4}, style: {type: string, default: ink}}
steps:
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", start: 0.5, seconds: 2.5}
  - id: look
    uses: wan2.7-videoedit
    with: {video: "${{ steps.cut.video }}", prompt: "Make it {{ inputs.style }}.", resolution: 720P}
  - id: still
    uses: media/frame
    with: {video: "${{ steps.look.video }}"}
outputs:
  final: ${{ steps.look.video }}
  mid: ${{ steps.cut.video }}
  picture: ${{ steps.still.image }}
"""
CAMPAIGN = """\
campaign: 1
name: spring
uses: two.yaml
rows: {list: [{sku: A1, style: ink}, {sku: A2, style: clay}], key: [sku]}
limits: {max_cost: 50 CNY, max_running: 2}
period: "2026-11"
publish:
  final: "{{ row.sku }}.{{ ext }}"
"""
Planned = Callable[..., Plan]


@pytest.fixture
def plan(tmp_path: Path) -> Planned:
    """Plan a campaign over a recipe, or the recipe alone."""
    shutil.copy(CLIP, tmp_path / "clip.mp4")

    def of(recipe: str = RECIPE, campaign: str | None = None) -> Plan:
        (tmp_path / "two.yaml").write_text(recipe)
        file = tmp_path / ("two.yaml" if campaign is None else "spring.yaml")
        if campaign is not None:
            file.write_text(campaign)
        context = make_context(tmp_path, {})
        return plan_file(context, Asked(file=file), TERMS, context.today, None).plan

    return of


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("final: ${{ steps.look.video }}\n  mid: ${{ steps.cut.video }}", "final: ${{ steps.cut.video }}\n  mid: ${{ steps.look.video }}"),
        ("  final:", "  end:"),
        ("  - id: look\n", "  - id: look\n    on_error: skip\n"),
        ("  - id: look\n", "  - id: look\n    retry: {attempts: 4}\n"),
        ("name: two", "name: other"),
    ],
    ids=["swapped outputs", "a renamed output", "on_error", "retry", "the name"],
)  # fmt: skip
def test_what_changes_in_a_recipe_changes_the_digest(plan: Planned, written: str, instead: str) -> None:
    other = RECIPE.replace(written, instead)
    if "on_error" in instead:
        for name, step in (("final", "look.video"), ("picture", "still.image")):
            value = f'"${{{{ steps.{step} }}}}"'
            other = other.replace(f"{name}: ${{{{ steps.{step} }}}}", f"{name}: {{value: {value}, optional: true}}")
    assert plan(other).digest != plan().digest


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("{{ row.sku }}.", "{{ 'A2' if row.sku == 'A1' else 'A1' }}."),
        ("name: spring", "name: summer"),
        ("max_cost: 50 CNY", "max_cost: 500 CNY"),
        ("2026-11", "2026-12"),
        ("period:", "x-period:"),
    ],
    ids=["published under each other's name", "the name", "the cap", "the period", "no period"],
)
def test_what_changes_in_a_campaign_changes_the_digest(plan: Planned, written: str, instead: str) -> None:
    assert written in CAMPAIGN
    assert plan(campaign=CAMPAIGN.replace(written, instead)).digest != plan(campaign=CAMPAIGN).digest


def test_a_remark_or_how_many_run_at_once_does_not(plan: Planned) -> None:
    assert plan("# a remark\n" + RECIPE).digest == plan().digest
    assert plan(campaign=CAMPAIGN.replace("max_running: 2", "max_running: 5")).digest == plan(campaign=CAMPAIGN).digest


def test_a_plan_shows_what_tools_are_told_and_what_is_published(plan: Planned) -> None:
    made = plan(campaign=CAMPAIGN)
    text = plan_text(Shown(plan=made, budget=None, state="state"), ENGLISH)
    assert "start 0.5, seconds 2.5, makes 2.5 s\n" in text
    assert "video task:A1/look/video, at first\n" in text
    assert ["A2.mp4", "final", "task:A2/look/video"] in [line.split() for line in text.splitlines()]
    assert {(one["file"], one["media"]) for one in files_data(made)} >= {
        ("A1.mp4", "task:A1/look/video"),
        ("A1/picture.png", "task:A1/still/image"),
    }


CAPPED = CAMPAIGN.replace("max_cost: 50 CNY, ", "")


@pytest.mark.parametrize(
    ("campaign", "shown_with", "run_with", "holds"),
    [
        (CAPPED, "20 CNY", "20 CNY", True),
        (CAPPED, "20 CNY", "20.00 CNY", True),
        (CAPPED, "20 CNY", "200 CNY", False),
        (CAPPED, "20 CNY", "10 CNY", False),
        (CAPPED, None, "20 CNY", True),
        (CAMPAIGN, None, None, True),
        (CAMPAIGN, None, "50 CNY", True),
        (CAMPAIGN, None, "500 CNY", False),
        (CAMPAIGN, "20 CNY", "20 CNY", True),
        (CAMPAIGN, "20 CNY", None, False),
    ],
)
def test_a_run_is_held_to_the_cap_with_which_its_plan_was_shown(
    plan: Planned, tmp_path: Path, campaign: str, shown_with: str | None, run_with: str | None, holds: bool
) -> None:
    plan(campaign=campaign)
    context = make_context(tmp_path, {"DASHSCOPE_API_KEY": "sk-test"})
    endpoint, asked = choose_endpoint(context, "dashscope-cn"), Asked(file=tmp_path / "spring.yaml")
    ready = plan_file(context, asked, endpoint.terms, context.today, None)
    budget = budget_under(cap_to_show(shown_with, ready, said_cap(shown_with, ready, None)), ready)
    order = Order(asked=asked, max_cost=run_with, plan_digest=reviewed(ready.plan, budget)[:12])
    if holds:
        assert prepare(context, order, endpoint, None).ready.plan.digest == ready.plan.digest
        return
    with pytest.raises(AuthorError, match="plan-changed"):
        prepare(context, order, endpoint, None)


@pytest.mark.parametrize("text", ["", "abc", "0123456789a", "0123456789ab ", "0123456789AB", "0" * 65])
def test_what_is_too_short_or_no_digest_names_no_plan(plan: Planned, tmp_path: Path, text: str) -> None:
    plan(campaign=CAMPAIGN)
    context = make_context(tmp_path, {"DASHSCOPE_API_KEY": "sk-test"})
    endpoint, asked = choose_endpoint(context, "dashscope-cn"), Asked(file=tmp_path / "spring.yaml")
    with pytest.raises(AuthorError, match="plan-digest"):
        prepare(context, Order(asked=asked, plan_digest=text), endpoint, None)
