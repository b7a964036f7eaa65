"""Cuts: the seconds that a plan tells are those of the file, at rates that are no whole numbers."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from engine.api.runs.adapters import made_by_tool
from engine.media import probe
from engine.plan import Plan, RequestTask
from engine.values.frames import told
from engine.values.media import FileSource, Media, Span
from tests.media.clips import make_clip
from tests.worlds import CHAIN, plan_of, planned

HEAD = CHAIN.partition("steps:")[0]
RATES = [Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60000, 1001)]
FRAME = Decimal("0.035")
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
EDITED = """\
steps:
  - {id: e, uses: wan2.7-videoedit, with: {video: "${{ inputs.clip }}", prompt: Make it night.}}
  - {id: half, uses: media/split, with: {video: "${{ steps.e.video }}", pieces: 2}}
  - {id: end, uses: media/trim, with: {video: "${{ steps.e.video }}", start: 1.98, seconds: 2.024}}
  - {id: both, uses: media/join, with: {videos: ["${{ inputs.clip }}", "${{ steps.e.video }}"]}}
  - {id: rest, uses: media/trim, with: {video: "${{ steps.both.video }}", start: 7, seconds: 1.008}}
  - {id: again, uses: media/trim, with: {video: "${{ steps.end.video }}", start: 1, seconds: 1}}
  - {id: last, uses: media/frame, with: {video: "${{ steps.e.video }}", at: 4.003}}
outputs:
  half: ${{ steps.half.video['002'] }}
  rest: ${{ steps.rest.video }}
  again: ${{ steps.again.video }}
  last: ${{ steps.last.image }}
"""


@pytest.fixture(scope="module", params=RATES, ids=lambda rate: f"{float(rate):.3f}")
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    rate: Fraction = request.param
    path = tmp_path_factory.mktemp("cuts") / "a.mp4"
    return make_clip(path, frames=round(10.4 * rate), rate=rate, size=(32, 32))


def medium(path: Path) -> Media:
    return Media(source=FileSource("c" * 64, str(path)), facts=probe(path))


def made(plan: Plan, source: Path, folder: Path, result: Path | None = None) -> dict[str, Span | None]:
    """Let every tool of a plan work; return the seconds of the files by task. `result` is what a service gives."""
    files = {f"file:{'c' * 64}": source}
    found: dict[str, Span | None] = {}
    for task in plan.tasks:
        assert isinstance(task, RequestTask)
        if not task.model.startswith("media/"):
            assert result is not None
            files[f"task:{task.id}/video"] = result
            continue
        target = folder / f"{len(files)}.mp4"
        found[task.id] = made_by_tool(task, files, target).seconds
        files[f"task:{task.id}/video"] = target
    return found


def foretold(plan: Plan) -> dict[str, Span | None]:
    return {task.id: next(iter(task.outputs.values())).seconds for task in plan.requests}


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


@pytest.mark.parametrize(("frames", "halves"), [(119, (59, 60)), (120, (60, 60)), (121, (60, 61))])
def test_of_a_result_that_is_not_as_long_as_foretold_cuts_take_what_is_there(
    tmp_path: Path, frames: int, halves: tuple[int, int]
) -> None:
    source = make_clip(tmp_path / "a.mp4", frames=120, rate=RATES[1], size=(32, 32))
    result = make_clip(tmp_path / "r.mp4", frames=frames, size=(32, 32))
    given = replace(medium(source), facts=replace(medium(source).facts, width=640, height=640))
    plan = plan_of(HEAD + EDITED, {"clip": given})
    foreseen = {name: span for name, span in foretold(plan).items() if span is not None}
    assert foreseen["e"] == Span(Decimal(4), Decimal("4.033"))  # 4.004 s of 29.97 frames a second, written anew in 30
    assert foreseen["half@002"] == Span(Decimal(2), Decimal("2.033"))
    lengths = made(plan, source, tmp_path, result)
    assert lengths["last"] is None
    for name, span in lengths.items():
        assert name == "last" or (
            span is not None and span.low - foreseen[name].low > -FRAME and span.high - foreseen[name].high < FRAME
        )
        assert name == "last" or frames == 119 or span is None or foreseen[name].low <= span.low <= foreseen[name].high
    for name, count in zip(("half@001", "half@002"), halves, strict=True):
        assert lengths[name] == Span.exactly(told(Fraction(count, 30)))


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
