"""What the YAML language server says is wrong: nothing about a good file, everything that the schemas refuse."""

import shutil
from pathlib import Path

import pytest

from engine.api.starter import write_starter
from engine.resources import data_folder
from tests.editor.language_server import Complaint, LanguageServer
from tests.report.runs import ENGLISH
from tests.worlds import CATALOG

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "recipes"
EXAMPLES = sorted((ROOT / "recipes").rglob("*.yaml"))
GOOD = [*sorted((CORPUS / "good").rglob("*.yaml")), *sorted((CORPUS / "campaigns" / "good").glob("*.yaml")), *EXAMPLES]
CAMPAIGNS = {ROOT / "recipes" / "campaigns" / name for name in ("launch.yaml", "localisation.yaml", "films.yaml")}

RECIPE = """\
# yaml-language-server: $schema=../schemas/recipe.schema.json
recipe: 1
name: spring
inputs:
  clip: {type: video}
  shape: {type: string, enum: [16:9, 9:16]}
steps:
  - id: restyle
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      resolution: 720P
      prompt: Convert the whole frame to watercolor style.
  - id: picture
    uses: media/frame
    with: {video: "${{ steps.restyle.video }}", at: 1.5}
outputs:
  final: ${{ steps.restyle.video }}
tests:
  - name: the price
    expect: {cost: 3.00 CNY}
"""
NOT_AN_EXPRESSION = "Not an expression. Write ${{ ... }}."


CALLEES = ", ".join(
    f'"{name}"' for name in (*sorted(CATALOG.models), "media/frame", "media/join", "media/split", "media/trim")
)
# a mistake: what stands in RECIPE, what in its place, and what the server says of it
MISTAKES = {
    "enum": ("720P", "480P", 12, "480P", 'Value is not accepted. Valid values: "720P", "1080P".'),
    "parameter": ("prompt:", "promt:", 13, "promt", "Property promt is not allowed."),
    "parameter of a tool": ("at: 1.5", "second: 1.5", 16, "second", "Property second is not allowed."),
    "word": ("at: 1.5", "at: middle", 16, "middle", 'Value is not accepted. Valid values: "first", "last".'),
    "no uses": ("    uses: wan2.7-videoedit\n", "", 8, "i", 'Missing property "uses".'),
    "model": (
        "wan2.7-videoedit", "wan2.7-videoedt", 9, "wan2.7-videoedt",
        f"Value is not accepted. Valid values: {CALLEES}.",
    ),
    "key": ("    uses: media", "    cache: true\n    uses: media", 15, "cache", "Property cache is not allowed."),
    "name": ("id: restyle", "id: Restyle", 8, "Restyle", "A name is lower-case letters, digits and _, a letter first."),
    "range": ("resolution: 720P", "duration: 11", 12, "11", "Value is above the maximum of 10."),
    "boolean": ("resolution: 720P", "watermark: yes", 12, "yes", 'Incorrect type. Expected "boolean | null".'),
    "condition": ("    uses: media", "    if: inputs.shape\n    uses: media", 15, "inputs.shape", NOT_AN_EXPRESSION),
    "output": ("final: ${{ steps.restyle.video }}", "final: restyle.video", 18, "restyle.video", NOT_AN_EXPRESSION),
    "amount": ("3.00 CNY", "3.00 yuan", 21, "3.00 yuan", "An amount is a number and a currency, as in 9.60 CNY."),
    "list": ("{type: video}", "{type: list}", 5, "clip", 'Missing property "items".'),
}  # fmt: skip
# what may stand in the place of `resolution: 720P`
GOOD_LINES = [
    "resolution: ${{ inputs.tier }}",
    "ratio: ${{ inputs.shape }}",
    "audio_setting: ${{ 'auto' if inputs.talk else 'origin' }}",
    "watermark: ${{ inputs.mark }}",
    "duration: ${{ inputs.seconds or 5 }}",
    "seed: ${{ item }}",
    "resolution: null",
    "ratio: 16:9",
    "negative_prompt: no",
    "negative_prompt: 12:30:00",
    "x-note: on",
]


@pytest.fixture(scope="module")
def found(server: LanguageServer) -> dict[str, list[Complaint]]:
    """What the server says of every recipe of these tests, by its name; all at once, since it waits before it looks."""
    texts = {"good": RECIPE}
    texts |= {name: RECIPE.replace(old, new, 1) for name, (old, new, *_) in MISTAKES.items()}
    texts |= {line: RECIPE.replace("resolution: 720P", line, 1) for line in GOOD_LINES}
    names = {(ROOT / "recipes" / f"{number}.yaml").as_uri(): name for number, name in enumerate(texts)}
    return {
        names[uri]: said for uri, said in server.complaints({uri: texts[name] for uri, name in names.items()}).items()
    }


def test_no_good_file_gets_a_complaint(server: LanguageServer) -> None:
    said = server.complaints({path.as_uri(): path.read_bytes().decode("utf-8-sig") for path in GOOD})
    assert {name: complaints for name, complaints in said.items() if complaints} == {}
    assert server.warnings == []


def test_the_modeline_of_every_example_leads_to_its_schema(server: LanguageServer) -> None:
    texts = {}
    for path in EXAMPLES:
        modeline, text = path.read_text("utf-8").split("\n", 1)
        schema = "campaign" if path in CAMPAIGNS else "recipe"
        assert modeline.endswith(f"schemas/{schema}.schema.json")
        texts[path.with_name(f"wrong_{path.name}").as_uri()] = f"{modeline}\nnonsense: 1\n{text}"
    said = server.complaints(texts)
    assert list(said.values()) == [[Complaint(2, "nonsense", "Property nonsense is not allowed.")]] * len(EXAMPLES)


def test_a_starter_is_good_and_its_modeline_leads_to_the_schema(server: LanguageServer, tmp_path: Path) -> None:
    shutil.copytree(data_folder("schemas"), tmp_path / "schemas")
    write_starter(tmp_path / "spring.yaml", ENGLISH)
    good, wrong = (tmp_path / "spring.yaml").as_uri(), (tmp_path / "wrong.yaml").as_uri()
    text = (tmp_path / "spring.yaml").read_text("utf-8")
    said = server.complaints({good: text, wrong: f"{text}nonsense: 1\n"})
    assert said[good] == []
    assert [complaint.message for complaint in said[wrong]] == ["Property nonsense is not allowed."]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_marked_in_its_place(found: dict[str, list[Complaint]], name: str) -> None:
    _, _, line, marked, message = MISTAKES[name]
    assert found["good"] == []
    assert found[name] == [Complaint(line, marked, message)]


@pytest.mark.parametrize("line", GOOD_LINES)
def test_an_enum_takes_an_expression_and_words_are_those_of_yaml_1_2(
    found: dict[str, list[Complaint]], line: str
) -> None:
    assert found[line] == []
