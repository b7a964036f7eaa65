"""What the YAML language server offers while somebody types: keys and values with what they mean, whole steps, hovers."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from engine.resources import load_json
from tests.editor.language_server import CURSOR, LanguageServer

ROOT = Path(__file__).parents[2]
RECIPE, CAMPAIGN = load_json("recipe.schema.json"), load_json("campaign.schema.json")
EMULATOR = load_json("emulator.schema.json")
MODEL = load_json("models/wan2.7-videoedit.schema.json")
STEP = "recipe: 1\nname: spring\nsteps:\n  - id: restyle\n    uses: wan2.7-videoedit\n"
INPUT = "recipe: 1\nname: spring\ninputs:\n  clip:\n"
TEST = "recipe: 1\nname: spring\ntests:\n  - name: the price\n"
ROWS = "campaign: 1\nname: spring\nuses: spring.yaml\nrows:\n  key: [sku]\n"
EXPRESSION = "${{ }}"
NUMBERS = count()


def opened(kind: str, text: str) -> tuple[str, str]:
    """A document's URI and its text under a modeline."""
    modeline = f"# yaml-language-server: $schema=../schemas/{kind}.schema.json\n"
    return (ROOT / "recipes" / f"help_{next(NUMBERS)}.yaml").as_uri(), modeline + text


KEYS: dict[str, tuple[str, str, Any, set[str]]] = {
    "recipe": ("recipe", f"{CURSOR}\n", RECIPE, set()),
    "input": ("recipe", f"{INPUT}    type: video\n    {CURSOR}", RECIPE["definitions"]["input"], {"type"}),
    "step": ("recipe", f"{STEP}    {CURSOR}", RECIPE["definitions"]["step"], {"id", "uses"}),
    "step, new": ("recipe", f"{STEP}  - {CURSOR}", RECIPE["definitions"]["step"], set()),
    "retry": (
        "recipe",
        f"{STEP}    retry:\n      {CURSOR}",
        RECIPE["definitions"]["step"]["properties"]["retry"],
        set(),
    ),
    "with of the model": ("recipe", f"{STEP}    with:\n      {CURSOR}", MODEL, set()),
    "defaults of the model": ("recipe", f"recipe: 1\ndefaults:\n  wan2.7-videoedit:\n    {CURSOR}", MODEL, set()),
    "tests": ("recipe", f"{TEST}    {CURSOR}", RECIPE["definitions"]["test"], {"name"}),
    "expect": ("recipe", f"{TEST}    expect:\n      {CURSOR}", RECIPE["definitions"]["expect"], set()),
    "lint": ("recipe", f"recipe: 1\nlint:\n  {CURSOR}", RECIPE["properties"]["lint"], set()),
    "campaign": ("campaign", f"{CURSOR}\n", CAMPAIGN, set()),
    "rows": ("campaign", f"{ROWS}  {CURSOR}", CAMPAIGN["properties"]["rows"], {"key"}),
    "limits": ("campaign", f"campaign: 1\nlimits:\n  {CURSOR}", CAMPAIGN["properties"]["limits"], set()),
    "emulator": ("emulator", f"{CURSOR}\n", EMULATOR, set()),
    "rule of the emulator": (
        "emulator",
        f"emulator: 1\nscenario:\n  rules:\n    - fault: slow\n      {CURSOR}",
        EMULATOR["definitions"]["rule"],
        {"fault"},
    ),
    "account of the emulator": (
        "emulator",
        f"emulator: 1\naccounts:\n  - name: a\n    {CURSOR}",
        EMULATOR["definitions"]["account"],
        {"name"},
    ),
} | {
    f"with of media/{tool}": (
        "recipe",
        f"recipe: 1\nsteps:\n  - id: cut\n    uses: media/{tool}\n    with:\n      {CURSOR}",
        RECIPE["definitions"][f"media_{tool}"],
        set(),
    )
    for tool in ("trim", "split", "join", "frame")
}


@pytest.mark.parametrize("place", KEYS)
def test_every_key_is_offered_and_explained(server: LanguageServer, place: str) -> None:
    kind, text, schema, there = KEYS[place]
    offered = server.completions(*opened(kind, text))
    for key in set(schema["properties"]) - there:
        assert offered[key].inserts.strip('"').startswith(key), key
        assert offered[key].says, key
    assert not there & set(offered)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("    uses: ", RECIPE["definitions"]["step"]["properties"]["uses"]["anyOf"][0]["enum"]),
        ("    on_error: ", ["fail", "skip"]),
        ("    retry:\n      on:\n        - ", ["service", "inspection", "download"]),
        ("    with:\n      resolution: ", ["720P", "1080P", EXPRESSION]),
        ("    with:\n      ratio: ", ["16:9", "9:16", "1:1", "4:3", "3:4", EXPRESSION]),
        ("    with:\n      audio_setting: ", ["auto", "origin", EXPRESSION]),
    ],
)
def test_every_value_is_offered_and_explained(server: LanguageServer, line: str, values: list[str]) -> None:
    step = STEP.replace("    uses: wan2.7-videoedit\n", "") if "uses" in line else STEP
    offered = server.completions(*opened("recipe", step + line + CURSOR))
    assert {value: bool(offered[value].says) for value in values} == dict.fromkeys(values, True)


def test_every_kind_of_trouble_is_offered_and_explained(server: LanguageServer) -> None:
    offered = server.completions(*opened("emulator", f"emulator: 1\nscenario:\n  rules:\n    - fault: {CURSOR}"))
    kinds = EMULATOR["definitions"]["rule"]["properties"]["fault"]["enum"]
    assert {kind: bool(offered[kind].says) for kind in kinds} == dict.fromkeys(kinds, True)


def test_types_of_inputs_are_offered_and_explained(server: LanguageServer) -> None:
    offered = server.completions(*opened("recipe", f"{INPUT}    type: {CURSOR}"))
    assert list(offered) == RECIPE["definitions"]["input"]["properties"]["type"]["enum"]
    assert all(item.says for item in offered.values())


INSERTS = {
    "a step": (
        f"{STEP}  - {CURSOR}",
        "edit",
        """\
id: ${1:edit}
  uses: wan2.7-videoedit
  with:
    video: \\${{ inputs.${2:clip} }}
    prompt: ${3:Convert the whole frame to watercolor style.}""",
    ),
    "inputs": (
        f"recipe: 1\ninp{CURSOR}",
        "inputs",
        "inputs:\n  ${1:clip}:\n    type: ${2:video}\n    description: ${3:The source, 2-10 s}",
    ),
    "outputs": (f"recipe: 1\nout{CURSOR}", "outputs", "outputs:\n  ${1:final}: \\${{ steps.${2:edit}.video }}"),
    "version": (f"recipe: 1\nver{CURSOR}", "version", 'version: "${1:1.0.0}"'),
    "steps": (f"recipe: 1\nste{CURSOR}", "steps", "steps:\n  - id: $1\n    uses: $2"),
    "an expression": (f"{STEP}    if: {CURSOR}", EXPRESSION, "\\${{ $1 }}"),
    "a medium": (f"{STEP}    with:\n      video: {CURSOR}", EXPRESSION, "\\${{ inputs.${1:clip} }}"),
    "no tier, and not the dearer one": (f"{STEP}    with:\n      res{CURSOR}", "resolution", "resolution: "),
}


@pytest.mark.parametrize("what", INSERTS)
def test_a_completion_writes(server: LanguageServer, what: str) -> None:
    text, label, inserts = INSERTS[what]
    assert server.completions(*opened("recipe", text))[label].inserts == inserts


HOVERS = {
    "steps": ("recipe", f"st{CURSOR}eps: []", RECIPE["properties"]["steps"]["description"]),
    "if": ("recipe", f"{STEP}    i{CURSOR}f: ${{{{ inputs.place }}}}", "Run the step only if this holds"),
    "on_error": ("recipe", f"{STEP}    on_e{CURSOR}rror: skip", "* `skip`: The step's outputs are absent"),
    "uses": ("recipe", STEP.replace("uses", f"us{CURSOR}es"), "* `media/trim`: Cuts a stretch out of a clip"),
    "cost": ("recipe", f"{TEST}    expect:\n      co{CURSOR}st: 9.60 CNY", "What it would cost"),
    "output": ("recipe", f"outputs:\n  fin{CURSOR}al: ${{{{ steps.a.video }}}}", "A result: "),
    "rows": ("campaign", f"ro{CURSOR}ws: {{key: [sku]}}", CAMPAIGN["properties"]["rows"]["description"]),
    "where": ("campaign", f"whe{CURSOR}re: ${{{{ row.sku }}}}", CAMPAIGN["properties"]["where"]["description"]),
} | {
    f"{name}: {value}": (
        "recipe",
        f"{STEP}    with:\n      {name[0]}{CURSOR}{name[1:]}: {value}",
        MODEL["properties"][name]["description"],
    )
    for name, literal in (("video", "clip.mp4"), ("prompt", "Make it night."), ("resolution", "720P"), ("seed", "11"))
    for value in (literal, "${{ inputs.it }}")
}


@pytest.mark.parametrize("what", HOVERS)
def test_a_hover_says_what_a_key_means(server: LanguageServer, what: str) -> None:
    kind, text, says = HOVERS[what]
    shown = server.hover(*opened(kind, text))
    assert says in shown
    assert "||" not in shown  # the texts of several alternatives, strung together
