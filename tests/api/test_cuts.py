"""Cuts: the seconds that a plan tells are those of the file, at rates that are no whole numbers."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from engine.api.runs.adapters import made_by_tool
from engine.media import probe
from engine.plan import Plan, RequestTask
from engine.values.media import FileSource, Media, Span
from tests.media.clips import make_clip
from tests.worlds import CHAIN, plan_of, planned

HEAD = CHAIN.partition("steps:")[0]
RATES = [Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001)]
CUT = """\
steps:
  - id: cut
    uses: media/trim
    with: {{video: "${{{{ inputs.clip }}}}", {told}}}
outputs:
  out: ${{{{ steps.cut.video }}}}
"""
SPLIT = """\
steps:
  - id: piece
    uses: media/split
    with: {video: "${{ inputs.clip }}", seconds: 3}
  - id: whole
    uses: media/join
    with: {videos: "${{ steps.piece.video }}"}
outputs:
  whole: ${{ steps.whole.video }}
"""


@pytest.fixture(scope="module", params=RATES, ids=lambda rate: f"{float(rate):.3f}")
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    rate: Fraction = request.param
    path = tmp_path_factory.mktemp("cuts") / "a.mp4"
    return make_clip(path, frames=round(10.4 * rate), rate=rate, size=(32, 32))


def medium(path: Path) -> Media:
    return Media(source=FileSource("c" * 64, str(path)), facts=probe(path))


def made(plan: Plan, source: Path, folder: Path) -> dict[str, Span | None]:
    """Let every tool of a plan work; return the seconds of the files by task."""
    files = {f"file:{'c' * 64}": source}
    found: dict[str, Span | None] = {}
    for task in plan.tasks:
        assert isinstance(task, RequestTask)
        target = folder / f"{len(files)}.mp4"
        found[task.id] = made_by_tool(task, files, target).seconds
        files[f"task:{task.id}/video"] = target
    return found


def foretold(plan: Plan) -> dict[str, Span | None]:
    return {task.id: task.outputs["video"].seconds for task in plan.requests}


@pytest.mark.parametrize("told", ["seconds: 10", "seconds: 2", "start: 0.7, seconds: 3.3", "start: 8.123"])
def test_a_trim_is_as_long_as_planned_and_no_longer_than_asked(source: Path, tmp_path: Path, told: str) -> None:
    plan = plan_of(HEAD + CUT.format(told=told), {"clip": medium(source)})
    lengths = made(plan, source, tmp_path)
    assert lengths == foretold(plan)
    if "seconds" in told:
        asked = Decimal(told.rpartition(" ")[2])
        assert lengths["cut"] is not None
        assert asked - Decimal("0.05") < lengths["cut"].low <= asked


def test_pieces_are_whole_frames_that_join_to_the_whole(source: Path, tmp_path: Path) -> None:
    plan = plan_of(HEAD + SPLIT, {"clip": medium(source)})
    lengths = made(plan, source, tmp_path)
    assert lengths == foretold(plan)
    assert lengths.pop("whole") == medium(source).facts.seconds
    assert [length.low <= 3 for length in lengths.values() if length] == [True] * 4


def test_odd_sides_are_foretold_as_they_come_out(tmp_path: Path) -> None:
    odd = make_clip(tmp_path / "odd.mkv", frames=60, size=(65, 49), pixels="yuv444p")
    plan = plan_of(HEAD + CUT.format(told="seconds: 1"), {"clip": medium(odd)})
    (task,) = plan.requests
    facts = made_by_tool(task, {f"file:{'c' * 64}": odd}, tmp_path / "b.mp4")
    assert (facts.width, facts.height) == (task.outputs["video"].width, task.outputs["video"].height) == (64, 48)


def test_less_than_a_frame_is_a_fault_of_the_plan(source: Path) -> None:
    slow = make_clip(source.with_name("slow.mp4"), frames=20, rate=10)
    made = planned(HEAD + CUT.format(told="seconds: 0.05"), {"clip": medium(slow)})
    assert [one.key for one in made.faults] == ["trim-below-frame"]
