"""`editchain test`: a recipe is held to the tests that it carries."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from engine.api.context import make_context
from engine.api.testing import try_tests as tried
from engine.cli.root import root
from engine.resources import load_json

ROOT = Path(__file__).parent.parent.parent
HEAD = """\
recipe: 1
name: tested
inputs:
  clip: {type: video}
  style: {type: string, enum: [ink, clay], default: ink}
  place: {type: string, optional: true}
  pictures: {type: list, items: {type: image}, maxItems: 2, optional: true}
  looks: {type: list, items: {type: string}, default: [day, night]}
steps:
  - id: first
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      reference_images: ${{ inputs.pictures }}
      prompt: Make it {{ inputs.style }}.
      resolution: 720P
      prompt_extend: false
  - id: second
    if: ${{ inputs.place }}
    uses: wan2.7-videoedit
    with: {video: "${{ steps.first.video }}", prompt: "To {{ inputs.place }}.", duration: 2, resolution: 720P}
  - id: each
    foreach: ${{ inputs.looks }}
    uses: wan2.7-videoedit
    with: {video: "${{ steps.first.video }}", prompt: "By {{ item }}.", resolution: 720P}
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", start: 1, seconds: 2.5}
outputs:
  a: {value: "${{ steps.second.video or steps.first.video }}", optional: true}
  each: ${{ steps.each.video }}
  cut: ${{ steps.cut.video }}
"""
CLIP = "clip: {seconds: 4, width: 1280, height: 720, fps: 30, sound: true, format: mp4}"


def faults_of(tmp_path: Path, test: str, head: str = HEAD) -> list[tuple[str, int]]:
    """What one test finds: the key of each fault, and its line from that of the test's name on."""
    path = tmp_path / "tested.yaml"
    path.write_text(head + "tests:\n  - name: it\n" + test, "utf-8")
    (file,) = tried(make_context(tmp_path, {}), [path])
    assert file.faults == ()
    (result,) = file.results
    start = result.name.place.line
    return [(fault.key, fault.place.line - start) for fault in result.faults]


def given(inputs: str, expect: str) -> str:
    return f"    inputs: {{{inputs}}}\n    expect: {{{expect}}}\n"


@pytest.mark.parametrize(
    "expect",
    [
        "prompts: {first: Make it ink.}",
        "prompts: {each@night: By night.}",
        "prompts: {first: {contains: [Make, ink], lacks: [clay]}}",
        'requests: {first: {video: "input:clip", resolution: 720P, reference_images: null, duration: null}}',
        'requests: {each@day: {video: "task:first/video", prompt: By day., negative_prompt: null}}',
        "requests: {cut: {start: 1, seconds: 2.50}}",
        "run: [each@day, first, each@night, cut]",
        "skip: [second]",
        "billed_seconds: 24",
        "cost: 14.40 CNY",
        "cost: {low: 14.4 CNY, high: 14.400000 CNY}",
        "cost: {low: 10 CNY, high: 20 CNY}",
        "billed_seconds: {low: 8, high: 24}",
    ],
)
def test_what_is_as_expected_passes(tmp_path: Path, expect: str) -> None:
    assert faults_of(tmp_path, given(CLIP, expect)) == []


@pytest.mark.parametrize(
    ("expect", "key"),
    [
        ("prompts: {first: Make it clay.}", "test-prompt"),
        ("prompts: {first: Make it ink}", "test-prompt"),
        ("prompts: {first: Make it ink. And more.}", "test-prompt"),
        ("prompts: {first: {contains: [clay]}}", "test-prompt-lacks"),
        ("prompts: {first: {lacks: [ink]}}", "test-prompt-contains"),
        ("prompts: {each: By day.}", "test-unknown-task"),
        ("prompts: {each@noon: By noon.}", "test-unknown-task"),
        ("requests: {first: {resolution: 1080P}}", "test-parameter"),
        ("requests: {first: {prompt_extend: true}}", "test-parameter"),
        ("requests: {first: {prompt_extend: 0}}", "test-parameter"),
        ("requests: {first: {seed: null}}", "test-parameter"),
        ("requests: {first: {duration: 4}}", "test-parameter"),
        ('requests: {first: {video: "task:second/video"}}', "test-parameter"),
        ("requests: {first: {video: other.mp4}}", "test-parameter"),
        ("requests: {cut: {seconds: 2}}", "test-parameter"),
        ("requests: {cut: {secnds: 2}}", "unknown-key"),
        ("run: [first, cut]", "test-tasks-left-out"),
        ("run: [first, cut, each@day, each@night, second]", "test-task-action"),
        ("skip: []", "test-tasks-left-out"),
        ("skip: [second, first]", "test-task-action"),
        ("billed_seconds: 23.999", "test-amount"),
        ("billed_seconds: {low: 8, high: 23}", "test-amount"),
        ("cost: {low: 15 CNY, high: 20 CNY}", "test-amount"),
        ("cost: 14.41 CNY", "test-amount"),
        ("cost: 2.40 USD", "test-currency"),
    ],
)
def test_what_is_not_as_expected_is_told_where_it_is_expected(tmp_path: Path, expect: str, key: str) -> None:
    assert faults_of(tmp_path, given(CLIP, expect)) == [(key, 2)]


@pytest.mark.parametrize(
    ("inputs", "fault"),
    [
        ("clip: {seconds: 11}", "EC1501"),
        ("clip: {seconds: 11}", "clip-too-long"),
        ("clip: {seconds: 4}, style: wax", "input-not-one-of"),
        ("clip: {seconds: 4}, place: 5", "input-not-string"),
        ("style: ink", "input-missing"),
        ("clip: {seconds: 4}, stile: ink", "input-unknown"),
        ("clip: nowhere.mp4", "media-not-found"),
        ("clip: {width: 1280, height: 720}", "split-length-unknown"),
    ],
)
def test_expected_mistakes_pass(tmp_path: Path, inputs: str, fault: str) -> None:
    head = HEAD.replace("start: 1, seconds: 2.5", "start: 1") if fault == "split-length-unknown" else HEAD
    assert faults_of(tmp_path, given(inputs, f"faults: [{fault}]"), head) == []


def test_an_expected_mistake_that_does_not_come_and_one_that_nobody_expects_are_told(tmp_path: Path) -> None:
    assert faults_of(tmp_path, given("clip: {seconds: 11}", "faults: [EC1604, odd]")) == [
        ("test-fault-missing", 2),
        ("test-unknown-fault", 2),
        ("clip-too-long", 1),
    ]
    assert faults_of(tmp_path, given(CLIP, "faults: [EC1604]")) == [("test-fault-missing", 2)]


def test_a_mistake_in_the_inputs_of_a_test_is_told_at_the_input(tmp_path: Path) -> None:
    assert faults_of(tmp_path, given("clip: {seconds: 4}, style: wax", "run: [first]")) == [("input-not-one-of", 1)]


def test_members_of_a_list_can_be_described_too(tmp_path: Path) -> None:
    two = "pictures: [{width: 400, height: 400}, {width: 500, height: 400}]"
    assert faults_of(tmp_path, given(f"{CLIP}, {two}", 'requests: {first: {reference_images: "input:pictures"}}')) == []
    three = "pictures: [{width: 400}, {width: 500}, {width: 600}]"
    assert faults_of(tmp_path, given(f"{CLIP}, {three}", "faults: [too-many-items]")) == []


def test_prices_are_those_of_the_service_that_is_named(tmp_path: Path) -> None:
    singapore = "    service: dashscope-intl\n" + given(CLIP, "cost: 2.40 USD")
    assert faults_of(tmp_path, singapore) == []
    assert faults_of(tmp_path, "    service: dashscope-us\n" + given(CLIP, "run: []")) == [("unknown-service", 1)]


def test_an_address_is_never_opened(tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/clip.mp4"
    head = HEAD.partition("  - id: cut")[0] + "outputs: {each: '${{ steps.each.video }}'}\n"
    expect = f"requests: {{first: {{video: '{address}'}}}}, billed_seconds: {{low: 12, high: 60}}"
    assert faults_of(tmp_path, given(f"clip: '{address}'", expect), head) == []


def run(*arguments: str) -> tuple[int, str]:
    answer = CliRunner().invoke(root, ["test", "--lang", "en", *arguments])
    return answer.exit_code, answer.stdout


def test_the_command_ends_0_1_or_2_and_prints_json(tmp_path: Path) -> None:
    path = tmp_path / "tested.yaml"
    path.write_text(
        f"{HEAD}tests:\n  - name: good\n{given(CLIP, 'skip: [second]')}  - name: bad\n{given(CLIP, 'skip: []')}"
    )
    code, out = run(str(path), "--format", "json")
    data = json.loads(out)
    jsonschema.validate(data, load_json("test.schema.json"))
    assert (code, data["passed"], data["failed"]) == (1, 1, 1)
    assert [(test["name"], test["state"]) for test in data["tests"]] == [("good", "passed"), ("bad", "failed")]
    assert [fault["code"] for fault in data["tests"][1]["faults"]] == ["EC1807"]

    assert run(str(path), "-k", "GOOD")[0] == 0
    assert run(str(path), "-k", "nothing")[0] == 2
    assert "::error file=" in run(str(path), "--format", "github")[1]
    path.write_text(HEAD.replace("uses: media/trim", "uses: media/trimm"))
    code, out = run(str(path), "--format", "json")
    data = json.loads(out)
    jsonschema.validate(data, load_json("test.schema.json"))
    assert (code, data["tests"], data["faults"][0]["code"]) == (2, [], "EC1205")


def test_a_file_without_tests_is_passed_over_among_others(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD)
    assert run(str(tmp_path))[0] == 2
    (tmp_path / "b.yaml").write_text(f"{HEAD}tests:\n  - name: good\n{given(CLIP, 'skip: [second]')}")
    assert run(str(tmp_path))[0] == 0
    assert run(str(tmp_path / "none.yaml"))[0] == 2


def test_every_recipe_of_the_house_passes_its_own_tests() -> None:
    files = list(tried(make_context(ROOT, {}), [ROOT / "recipes"]))
    assert [file.file for file in files if not file.results] == []
    assert [(file.file, result.name.text) for file in files for result in file.results if not result.passed] == []
