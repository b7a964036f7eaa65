"""What is given for a recipe: every mistake of it at once, with those of the recipe, where it stands."""

import json
from pathlib import Path

import pytest

from engine.api.asked import Asked
from engine.api.context import make_context
from engine.api.planning import plan_file
from engine.api.rendering import check_for
from engine.errors import AuthorError, FaultsFound
from engine.plan import Terms
from engine.sources.recipes import choose
from engine.values.fault import Fault

TERMS = Terms(service="embedded", realm="test", region="cn-beijing", bills=False)
RECIPE = """\
recipe: 1
name: given
inputs:
  clip: {type: video}
  style: {type: string, enum: [ink, clay], default: ink}
  count: {type: integer, minimum: 1, default: 1}
  picture: {type: image, optional: true}
  place: {type: string, optional: true}
steps:
  - id: edit
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      reference_images: ["${{ inputs.picture }}"]
      prompt: Make it {{ inputs.style }}{% if inputs.place %} at {{ inputs.place }}{% endif %}.
      seed: ${{ inputs.count }}
      resolution: 720P
outputs: {final: "${{ steps.edit.video }}"}
"""


def faults_of(folder: Path, *arguments: str, recipe: str = RECIPE, inputs: str | bytes | None = None) -> list[Fault]:
    (folder / "given.yaml").write_text(recipe)
    file = None
    if inputs is not None:
        file = folder / "inputs.json"
        file.write_bytes(inputs.encode() if isinstance(inputs, str) else inputs)
    asked = Asked(file=folder / "given.yaml", arguments=arguments, inputs_file=file)
    context = make_context(folder, {})
    with pytest.raises(FaultsFound) as found:
        plan_file(context, asked, TERMS, context.today, None)
    return list(found.value.faults)


def shown(faults: list[Fault]) -> list[str]:
    return [f"{Path(one.place.file).name}:{one.place.line}:{one.place.column} {one.key}" for one in faults]


def test_every_mistake_of_the_command_line_is_told_at_once(tmp_path: Path) -> None:
    found = faults_of(tmp_path, "clip=none.mp4", "style=inc", "count=0", "stlye=ink", "picture", "place=a", "place=b")
    assert shown(found) == [
        "<inputs>:1:6 media-not-found",
        "<inputs>:2:7 input-not-one-of",
        "<inputs>:3:7 number-too-small",
        "<inputs>:4:1 input-unknown",
        "<inputs>:5:1 input-syntax",
        "<inputs>:6:7 input-repeated",
    ]


def test_a_mistake_in_the_recipe_hides_none_of_what_is_given(tmp_path: Path) -> None:
    broken = RECIPE.replace("inputs.style }}", "inputs.stile }}").replace("minimum: 1", "minimum: one")
    found = faults_of(tmp_path, "clip=none.mp4", "style=inc", "count=0", "nothing=1", recipe=broken)
    assert shown(found) == [
        "given.yaml:6:35 wrong-shape",
        "given.yaml:15:33 unknown-input",
        "<inputs>:1:6 media-not-found",
        "<inputs>:2:7 input-not-one-of",
        "<inputs>:4:1 input-unknown",  # nothing is said of `count`, whose limits nobody knows
    ]


def test_an_input_that_is_missing_is_told_beside_the_recipes_own_mistakes(tmp_path: Path) -> None:
    found = faults_of(tmp_path, recipe=RECIPE.replace("inputs.style }}", "inputs.stile }}"))
    assert shown(found) == ["given.yaml:4:3 input-missing", "given.yaml:15:33 unknown-input"]


def test_a_file_of_inputs_has_its_mistakes_where_they_stand(tmp_path: Path) -> None:
    text = '{\n  "clip": 5,\n  "style": "inc", "cuont": 2,\n  "picture": {"url": "none.png"},\n  "place": "\\u0000"\n}'
    assert shown(faults_of(tmp_path, inputs=text)) == [
        "inputs.json:2:11 input-not-video",
        "inputs.json:3:12 input-not-one-of",
        "inputs.json:3:28 input-unknown",
        "inputs.json:4:14 media-not-found",
        "inputs.json:5:12 control-character",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"clip": "a.mp4",\n "clip": "b.mp4"}', "inputs.json:2:2 yaml-duplicate-key"),
        ('{"clip": "a.mp4",}', "inputs.json:1:18 inputs-not-json"),
        ('{"clip": "a.mp4"} 5', "inputs.json:1:19 inputs-not-json"),
        ("[1]", "inputs.json:1:1 inputs-not-object"),
        ("", "inputs.json:1:1 inputs-not-json"),
        (b'{"clip":\n "\xff"}', "inputs.json:2:1 file-not-utf8"),
    ],
)
def test_a_file_of_inputs_that_cannot_be_read_is_a_fault_with_its_place(
    tmp_path: Path, text: str | bytes, expected: str
) -> None:
    assert expected in shown(faults_of(tmp_path, inputs=text))


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    found = faults_of(tmp_path, "style=clay", inputs=json.dumps({"style": "wrong", "clip": "none.mp4"}))
    assert shown(found) == ["inputs.json:1:28 media-not-found"]


def test_a_check_with_inputs_renders_without_media(tmp_path: Path) -> None:
    context = make_context(tmp_path, {})
    path = tmp_path / "given.yaml"
    path.write_text(RECIPE.replace("{{ inputs.place }}", "{{ inputs.place }}" * 60))
    assert check_for(context, choose([path]), ["style=clay"], None) == ()
    assert shown(list(check_for(context, choose([path]), ["place=" + "x" * 100, "style=wax"], None))) == [
        "<inputs>:2:7 input-not-one-of"
    ]
    assert [one.key for one in check_for(context, choose([path]), ["place=" + "x" * 100], None)] == ["text-over-limit"]
    assert [one.key for one in check_for(context, choose([path]), ["clip=anything.mp4"], None)] == []
    with pytest.raises(AuthorError) as error:
        check_for(context, choose([path, path]), ["style=clay"], None)
    assert error.value.key == "inputs-for-one-recipe"


def test_a_wrong_pin_of_a_default_stands_at_the_default(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes((Path(__file__).parents[2] / "recipes/media/portrait.mp4").read_bytes())
    pinned = RECIPE.replace(
        "clip: {type: video}", f"clip:\n    type: video\n    default: {{url: clip.mp4, sha256: {'a' * 64}}}"
    )
    assert shown(faults_of(tmp_path, recipe=pinned)) == ["given.yaml:6:14 media-pin"]
