"""Checks of files that use other models."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.check import check
from engine.api.context import make_context
from engine.sources.recipes import choose
from tests.catalog.worlds import ENTRIES

RECIPE = """\
recipe: 1
name: far
version: "1.0.0"
inputs:
  clip: {type: video}
steps:
  - id: edit
    uses: pixverse/pixverse-upscale
    foreach: [1, 2]
    with: {video: "${{ inputs.clip }}", seed: "${{ item }}"}
outputs:
  final: ${{ steps.edit.video }}
"""


def entry(**changes: object) -> dict[str, object]:
    """The model as another region alone offers it."""
    known = ENTRIES["pixverse/pixverse-upscale"]
    price = {**known["prices"][0], "region": "us-east-1", "currency": "USD"}
    return {**known, "regions": ["us-east-1"], "prices": [price], **changes}


@pytest.mark.parametrize(
    ("changes", "keys"), [({}, []), ({"retires": "2027-01-31"}, ["lint-model-retires"])], ids=["elsewhere", "retires"]
)
def test_a_check_asks_no_service_and_so_knows_no_region(
    tmp_path: Path, changes: dict[str, object], keys: list[str]
) -> None:
    (tmp_path / "far.yaml").write_text(RECIPE, "utf-8")
    context = replace(make_context(tmp_path, {}), entries=(entry(**changes),))
    assert [fault.key for fault in check(context, choose([tmp_path / "far.yaml"]))] == keys
