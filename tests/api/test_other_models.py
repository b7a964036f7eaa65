"""Models are JSON alone, shipped or added, end to end: planned, sent to the embedded service, billed by its answer, published."""

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest

from engine.api.asked import Asked
from engine.api.context import Context, make_context
from engine.api.endpoint import choose_endpoint, embedded_options
from engine.api.project import Project, open_project
from engine.api.runs.line import line_to
from engine.api.runs.order import Order, PreparedRun
from engine.api.runs.preparing import prepare
from engine.api.runs.running import Outcome, carry_out
from engine.emulator.draft.stamp import read_stamp
from engine.emulator.state.record import read_record
from engine.resources import data_folder
from engine.services.embedded import Embedded
from tests.catalog.worlds import GIVEN

RECIPE = """\
recipe: 1
name: other
version: "1.0.0"
inputs:
  clip: {{type: video, default: portrait.mp4}}
  one: {{type: image, default: kite.png}}
steps:
  - id: edit
    uses: {model}
    with: {{{with_}}}
outputs:
  final: ${{{{ steps.edit.video }}}}
"""
CLIP, ONE = '"${{ inputs.clip }}"', '"${{ inputs.one }}"'  # 4 s
CASES = {
    "happyhorse-1.0-video-edit": (f"video: {CLIP}, reference_images: [{ONE}], prompt: rain, resolution: 720P", "8"),
    "wan2.7-i2v/continue": (f"first_clip: {CLIP}, prompt: rain, duration: 6, resolution: 720P", "6"),
    "wan3.0-video/edit": (f"reference_videos: [{CLIP}], prompt: rain, duration: -1, resolution: 480P", "8"),
    "wan2.7-r2v": (f"reference_images: [{ONE}], reference_videos: [{CLIP}], prompt: rain, duration: 3", "7"),
    "wanx2.1-vace-plus/edit": (f"video: {CLIP}, mask: {ONE}, references: [{ONE}], prompt: rain", "5"),
    "wan3.0-video/extend": (f"reference_video: {CLIP}, prompt: Extend it., duration: -1, resolution: 480P", "12"),
    "wan2.7-t2v": ("prompt: rain, duration: 2, resolution: 720P", "2"),
    "happyhorse-1.1-i2v": (f"first_frame: {ONE}, prompt: rain, duration: 3, resolution: 480P", "3"),
    "pixverse/pixverse-upscale": (f"video: {CLIP}", "4"),
    "acme/sketch": (f"video: {CLIP}, pictures: [{ONE}, {ONE}], prompt: rain, size: large, strength: 0.25", "8"),
}


@pytest.fixture
def context(tmp_path: Path) -> Context:
    for name in ("portrait.mp4", "kite.png"):
        shutil.copy(data_folder("recipes") / "media" / name, tmp_path)
    (tmp_path / "editchain.toml").write_text("", "utf-8")
    return replace(make_context(tmp_path, {}), entries=tuple(GIVEN.values()))


@pytest.fixture
def project(context: Context) -> Iterator[Project]:
    with open_project(context.settings.home) as project:
        yield project


def prepared(context: Context, project: Project, model: str, with_: str) -> PreparedRun:
    file = context.cwd / "other.yaml"
    file.write_text(RECIPE.format(model=model, with_=with_), "utf-8")
    return prepare(context, Order(asked=Asked(file=file)), choose_endpoint(context, None), project)


def run(context: Context, project: Project, order: PreparedRun) -> Outcome:
    async def work() -> Outcome:
        options = replace(embedded_options(context), renderer="stamp")
        embedded = Embedded(context.settings.home / "emulator", options)
        try:
            connect = partial(line_to, embedded)
            return await carry_out(context, order, project, lambda event: None, anyio.Event(), connect)
        finally:
            await embedded.aclose()

    return anyio.run(work)


def meter(context: Context) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_record(context.settings.home / "emulator")["meter"]
    return rows


@pytest.mark.parametrize("model", CASES)
def test_a_model_of_json_alone_is_run(context: Context, project: Project, model: str) -> None:
    with_, seconds = CASES[model]
    order = prepared(context, project, model, with_)
    (planned,) = order.ready.plan.requests
    record = run(context, project, order).record
    (task,) = record.tasks.values()
    assert (record.state, task.state, task.marks) == ("done", "done", ()), task.cause
    low, high = planned.estimate.billed_seconds.low, planned.estimate.billed_seconds.high
    assert low <= task.billed_seconds <= high
    assert task.billed_seconds == Decimal(seconds)
    (row,) = meter(context)
    assert row["model"] == planned.request.sent_name
    (file,) = record.files
    result = context.cwd / file.path
    assert hashlib.sha256(result.read_bytes()).hexdigest() == file.digest
    assert read_stamp(result) == (row["body_sha256"], row["body_sha256"])


def test_running_it_again_reuses_the_result(context: Context, project: Project) -> None:
    model = "wanx2.1-vace-plus/edit"
    for state in ("done", "reused"):
        record = run(context, project, prepared(context, project, model, CASES[model][0])).record
        assert (record.state, record.tasks["edit"].state if record.tasks else "reused") == ("done", state)
    assert len(meter(context)) == 1
