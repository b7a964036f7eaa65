"""The JSON that programs read: the shapes of `schemas/`, strictly, whatever happens; the same bytes for the same plan."""

import json
from typing import Any

import click
import jsonschema
import pytest

from engine.cli.root import root
from engine.phrases import doctor, garbage, replay
from engine.resources import load_json
from engine.run.canceling import Canceling
from engine.run.doubts import Way
from engine.run.marks import OVERRUN, USAGE_UNKNOWN
from engine.run.money.attempt import STORED, Confirmation
from engine.run.money.ledger import ASSUMED
from tests.cli.cli_project import RECIPE, Project
from tests.cli.cli_shapes import held, printed_by
from tests.cli.cli_stand_in import StandIn
from tests.cli.cli_told import Asked
from tests.cli.test_doubt import loses_a_reply_and_lists_no_more
from tests.media_server import File, MediaServer

SERVICE = ("--service", "dashscope-cn")
BUY = (*SERVICE, "--max-cost", "50 CNY")
OPTIONAL = """\
recipe: 1
name: optional
version: "0.1.0"
inputs:
  clip: {type: video, default: clip.mp4}
  backdrop: {type: image, optional: true}
  more: {type: boolean, default: false}
  words: {type: list, items: {type: string}, default: [a, b]}
steps:
  - id: first
    uses: wan2.7-videoedit
    with:
      video: ${{ inputs.clip }}
      prompt: Make it night.
      reference_images:
        - ${{ inputs.backdrop }}
  - id: second
    if: ${{ inputs.more }}
    uses: wan2.7-videoedit
    with: {video: "${{ steps.first.video }}", prompt: Make it winter.}
  - id: third
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: Nobody needs this.}
outputs:
  final: ${{ steps.first.video }}
  extra: {value: "${{ steps.second.video }}", optional: true}
"""


@pytest.mark.parametrize(
    "name", ["cancel", "check", "compare", "diff", "doctor", "error", "explain", "gc", "ledger", "models", "plan", "replay", "report", "resolve",
    "run", "status", "test"],
)  # fmt: skip
def test_every_property_is_described_and_nothing_else_is_let_in(name: str) -> None:
    schema = load_json(f"{name}.schema.json")
    jsonschema.Draft7Validator.check_schema(schema)

    def walk(node: Any, path: str) -> None:
        if isinstance(node, dict):
            if node.get("type") == "object" and "properties" in node:
                assert node["additionalProperties"] is False, path
                assert all("description" in value for value in node["properties"].values()), path
            for key, value in node.items():
                walk(value, f"{path}/{key}")
        elif isinstance(node, list):
            for item in node:
                walk(item, path)

    walk(schema, name)
    assert schema["description"]


def test_a_plan_is_the_same_bytes_twice(project: Project) -> None:
    first, second = (project.run("plan", "two.yaml", "--format", "json") for _ in range(2))
    assert first.out == second.out
    assert held(first.json, "plan")["totals"]["run"] == 2
    assert not (project.state / "journal.sqlite").exists()


def test_a_plan_with_everything(project: Project, stand_in: StandIn, media: MediaServer) -> None:
    project.write("optional.yaml", OPTIONAL)
    args = ("optional.yaml", *BUY, "--format", "json", "-i", "backdrop=picture.png")
    planned = held(project.call("plan", *args).json, "plan")
    assert {task["id"]: task["action"] for task in planned["tasks"]} == {
        "first": "run",
        "second": "skip",
        "third": "unneeded",
    }
    assert planned["totals"]["cost"]["low"] != "0.00"
    far = media.put("/clip.mp4", File((project.root / "clip.mp4").read_bytes()))
    held(project.call("plan", *args, "-i", f"clip={far}").json, "plan")
    ended = held(project.call("run", *args).json, "run")
    assert ended["rows"][0]["outputs"]["extra"] is None
    assert ended["exit"] == 0
    assert held(project.call("plan", *args).json, "plan")["tasks"][0]["action"] == "reuse"


def test_runs_of_every_end(project: Project, stand_in: StandIn) -> None:
    stand_in.ends = [("DataInspectionFailed", "improper")]
    ended = project.call("run", "two.yaml", *BUY, "--format", "json")
    assert (ended.exit, held(ended.json, "run")["state"]) == (1, "failed")
    loses_a_reply_and_lists_no_more(stand_in)
    ended = project.call("run", "two.yaml", *BUY, "--format", "json", "--wait", "3s")
    assert (ended.exit, held(ended.json, "run")["state"]) == (4, "held")
    stand_in.lists, stand_in.on_submit = True, lambda: None
    ended = project.call("run", "two.yaml", *BUY, "--format", "json")
    assert (ended.exit, held(ended.json, "run")["state"]) == (0, "done")


def test_money_and_seconds(done: tuple[Project, Asked]) -> None:
    project, _ = done
    project.write("two.yaml", RECIPE.replace("seed: 2", "seed: 9"))
    ended = held(project.call("run", "two.yaml", *SERVICE, "--format", "json").json, "run")
    assert (ended["billed_seconds"], ended["cost"]["amount"], ended["would_cost"]["amount"]) == (4, "0.00", "2.40")
    assert [task["would_cost"]["amount"] for task in ended["tasks"]] == ["0.00", "2.40"]
    assert ended["rows"][0]["outputs"]["final"]["seconds"] == 2


def test_the_lines_of_a_plan_say_the_same(done: tuple[Project, Asked]) -> None:
    project, _ = done
    whole = project.call("plan", "two.yaml", *SERVICE, "--format", "json").json
    *lines, last = map(json.loads, project.call("plan", "two.yaml", *SERVICE, "--format", "jsonl").out.splitlines())
    assert lines == [*whole["tasks"], *whole["files"]]
    assert last == {"totals": whole["totals"], "digest": whole["digest"]}


def test_a_run_gives_out_its_events_and_then_what_it_came_to(done: tuple[Project, Asked]) -> None:
    project, _ = done
    *events, last = map(json.loads, project.call("run", "two.yaml", *SERVICE, "--format", "jsonl").out.splitlines())
    for event in events:
        held(event, "event")
    assert [event["kind"] for event in events] == [
        "run-started",
        "task-reused",
        "task-reused",
        "published",
        "run-ended",
    ]
    assert [event["seq"] for event in events] == sorted({event["seq"] for event in events})
    assert (last["run_id"], last["state"], last["exit"]) == (events[0]["run"], "done", 0)
    assert last.keys().isdisjoint({"tasks", "rows"})

    told = project.call("status", last["run_id"], "--watch", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in told[:-1]] == events
    assert json.loads(told[-1])["state"] == "done"


def test_mistakes(project: Project) -> None:
    assert held(project.call("check", "two.yaml", "--format", "json").json, "check") == {"faults": []}
    project.write("bad.yaml", RECIPE.replace("steps.first.video", "steps.frist.video").replace("seed: 1", "sed: 1"))
    for command in ("check", "plan", "run"):
        ended = project.call(command, "bad.yaml", "--format", "json")
        faults = held(ended.json, "check")["faults"]
        assert ended.exit == 2
        assert len(faults) == 2
        assert all(fault["file"] == "bad.yaml" and fault["line"] > 1 and fault["hint"] for fault in faults)
    ended = project.call("plan", "two.yaml", "-i", "clip=none.mp4", "-i", "lok=x", "--format", "json")
    assert [(f["file"], f["line"]) for f in held(ended.json, "check")["faults"]] == [("<inputs>", 1), ("<inputs>", 2)]


def test_the_command_prints_its_schemas(project: Project) -> None:
    assert {"check", "plan", "run", "recipe"} <= set(project.call("schema").out.split())
    assert json.loads(project.call("schema", "ledger").out) == load_json("ledger.schema.json")


def test_what_looks_back_and_around(done: tuple[Project, Asked]) -> None:
    """Each command's whole answer is held; `resolve`, doubts and open jobs are held where they are tested."""
    project, _ = done
    run = project.call("status", "--format", "json").json["runs"][0]["run"]
    for args in (
        ("status", run), ("status", "--ledger"), ("explain", "second"), ("replay", run, "--verify"), ("report",), ("gc",),
        ("cancel",),
        ("doctor", "--service", "embedded"), ("models",), ("diff", "two.yaml", "two.yaml"),
        ("plan", "two.yaml", "--compare", "wan3.0-video/edit,pixverse/pixverse-upscale,wanx2.1-vace-plus/edit", "--step", "second"),
    ):  # fmt: skip
        told = project.call(*args, "--format", "json")
        assert (told.exit, printed_by(told.args) is not None) == (0, True), told.text
        assert told.json, args
    with pytest.raises(jsonschema.ValidationError):
        held({**project.call("gc", "--format", "json").json, "more": 1}, "gc")


def test_every_command_that_prints_json_has_a_schema() -> None:
    context = click.Context(root)
    commands = {name: root.get_command(context, name) for name in root.list_commands(context)}
    for name, command in commands.items():
        assert command is not None
        formats = next((option.type for option in command.params if option.name == "format"), None)
        prints = isinstance(formats, click.Choice) and "json" in formats.choices
        assert (printed_by([name]) is not None) is prints, name


# The words that a report can print, and where a schema lists them.
WORDS = {
    "parts of the surroundings": (("doctor", "check", "name"), doctor.NAMES),
    "kinds of garbage": (("gc", "item", "kind"), garbage.KINDS),
    "kinds in a manifest": (("replay", "check", "kind"), replay.KINDS),
    "equalities": (("replay", "check", "equality"), replay.EQUALITIES),
    "states of an attempt": (("ledger", "job", "state"), STORED),
    "ways out": (("status", "way", "decision"), Way),
    "outcomes": (("cancel", "canceled_job", "outcome"), Canceling),
    "grades": (("ledger", "job", "confirmed"), (*Confirmation, None)),
    "marks": (("ledger", "job", "marks"), (USAGE_UNKNOWN, OVERRUN, ASSUMED)),
}


@pytest.mark.parametrize("case", WORDS)
def test_a_schema_names_all_that_can_be_said(case: str) -> None:
    (name, definition, member), words = WORDS[case]
    said = load_json(f"{name}.schema.json")["definitions"][definition]["properties"][member]
    assert set(said.get("items", said)["enum"]) == set(words)


def test_what_several_schemas_describe_is_the_same_in_each() -> None:
    found: dict[str, Any] = {}
    for name in ("status", "ledger", "explain", "resolve", "cancel", "run"):
        for definition, said in load_json(f"{name}.schema.json")["definitions"].items():
            if definition in {"money", "amount", "currency", "cause", "candidate", "window", "job", "orphan", "budget"}:
                assert found.setdefault(definition, said) == said, (name, definition)


@pytest.mark.parametrize("args", [(), ("--run", "none")], ids=["in no run", "of no run"])
def test_what_is_in_the_way_has_a_shape_of_its_own(project: Project, args: tuple[str, ...]) -> None:
    assert held(project.call("explain", "first", *args, "--format", "json").json, "error")["error"]["hint"]
