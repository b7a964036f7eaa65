"""Mistakes of strangers: the score that is kept, and what it counts."""

from pathlib import Path

import pytest

from tests.strangers import CORPUS, Score, score_of

LEAST = 95.0
RECIPE = """\
# {mark}
recipe: 1
name: spot
inputs:
  clip: {{type: video}}
steps:
  - id: edit
    uses: wan2.7-videoedit
    with: {{video: "{video}", prompt: {prompt}, resolution: 720P}}
outputs:
  final: ${{{{ steps.edit.video }}}}
"""


def scored(folder: Path, mark: str, prompt: str = "Make it snow.", video: str = "${{ inputs.clip }}") -> Score:
    (folder / "one.yaml").write_text(RECIPE.format(mark=mark, prompt=prompt, video=video), "utf-8")
    return score_of(folder)


def test_strangers_are_told_what_is_wrong() -> None:
    score = score_of(CORPUS)

    assert score.percent >= LEAST, "\n".join(score.lines())
    assert not score.alarms, "\n".join(score.lines())


def test_a_mistake_at_its_line_whose_cure_does_counts(tmp_path: Path) -> None:
    score = scored(tmp_path, "mistake: 9: the input clip", video="${{ inputs.clp }}")

    assert [one.well for one in score.told] == [True]
    assert score.told[0].written


@pytest.mark.parametrize(
    ("mark", "prompt", "video"),
    [
        ("mistake: 8: the input clip", "Make it snow.", "${{ inputs.clp }}"),
        ("mistake: 9: the input clip", "'{{ inputs.place }}'", "${{ inputs.clp }}"),
        ("mistake: 9: nothing is wrong", "Make it snow.", "${{ inputs.clip }}"),
        ("mistake: 9: another name", "'{{ inputs.place }}'", "${{ inputs.clip }}"),
    ],
    ids=["elsewhere", "not alone", "not told", "no cure"],
)
def test_a_mistake_that_is_told_otherwise_does_not_count(tmp_path: Path, mark: str, prompt: str, video: str) -> None:
    assert scored(tmp_path, mark, prompt, video).percent == 0


def test_words_that_somebody_followed_count(tmp_path: Path) -> None:
    right = RECIPE.format(mark="", prompt="Make it snow.", video="${{ inputs.clip }}")
    (tmp_path / "one.followed").write_text(right, "utf-8")

    assert scored(tmp_path, "mistake: 9: a fixed place", prompt="'{{ inputs.place }}'").percent == 100


def test_a_fault_in_a_valid_file_is_a_false_alarm(tmp_path: Path) -> None:
    assert scored(tmp_path, "valid").alarms == {}
    assert list(scored(tmp_path, "valid", prompt="'{{ inputs.place }}'").alarms) == ["one.yaml"]
    assert scored(tmp_path, "valid").valid == 1
