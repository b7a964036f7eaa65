"""People are told at night: by a command of theirs, of what is committed, at least once, and never at the cost of the run."""

import json
from pathlib import Path
from typing import Any

import pytest

from engine import testing
from engine.api.project import open_project
from engine.api.runs.receipts import FOLDER, Receipt, Receipts
from engine.errors import AuthorError
from engine.run import events as e
from engine.testing import ScriptedService
from engine.testing.service import job_failed

pytestmark = pytest.mark.anyio
RECIPE = """\
recipe: 1
name: night
inputs: {clip: {type: video}, look: {type: string, maxLength: 20}}
steps:
  - id: edit
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ inputs.look }}.", resolution: 720P}
    retry: {attempts: 1}
outputs: {final: "${{ steps.edit.video }}"}
"""
CAMPAIGN = """\
campaign: 1
name: launch
uses: night.yaml
with: {clip: clip.mp4}
rows: {file: rows.csv, key: [look]}
limits: {max_running: 1}
"""
LOOKS = ("ink", "oil", "wax", "tin", "fog", "ice", "gum", "jet")
TELL = ("sh", "-c", "cat >> told.jsonl")


@pytest.fixture
def campaign(folder: Path) -> Path:
    (folder / "night.yaml").write_text(RECIPE)
    (folder / "launch.yaml").write_text(CAMPAIGN)
    (folder / "rows.csv").write_text("look\n" + "".join(f"{name}\n" for name in LOOKS))
    return folder


def told(folder: Path, name: str = "told.jsonl") -> list[dict[str, Any]]:
    path = folder / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def owed(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / ".editchain" / FOLDER).glob("*.json"))


async def run(
    folder: Path, service: ScriptedService, notify: tuple[str, ...] = TELL, max_cost: str = "500 CNY"
) -> tuple[str, str]:
    settings = {"notify": list(notify), "max_cost": max_cost}
    async with testing.open(folder, service, settings=settings) as project:
        going = await project.run("launch.yaml", service="dashscope-cn")
        return going.id, (await going.result()).state


async def test_a_night_with_an_outage_a_lost_reply_and_a_breaker(campaign: Path) -> None:
    """An hour of the service's in a second: away for a minute, one reply lost, and then it fails whatever it is given."""
    service = ScriptedService(takes="Make it ink.", lag_s=5)

    def asked(_: str) -> None:
        if len(service.accepted) == 2 and not service.away:
            service.away["service"] = service.clock.now() + 60
        if len(service.accepted) > 2:
            service.polls = [job_failed("InternalError", "Out of order.")]

    service.on_poll = asked
    ended, state = await run(campaign, service)
    found = told(campaign)
    assert [one["about"] for one in found] == ["trouble", "recovered", "breaker", "end"]
    assert [one["seq"] for one in found] == sorted(one["seq"] for one in found)
    assert all(one["id"] == f"{ended}/{one['seq']}" for one in found)
    trouble, recovered, breaker, end = found
    assert (trouble["party"], trouble["until"], recovered["since"]) == ("service", None, trouble["since"])
    assert "InternalError" in breaker["text"]
    assert (breaker["cause"]["code"], breaker["counts"]) == ("too-many-failures", None)
    assert (end["state"], end["cause"]) == (state, breaker["cause"]) == ("failed", breaker["cause"])
    assert {"done", "failed"} <= set(end["counts"]) <= {"done", "failed", "waiting"}
    assert (sum(end["counts"].values()), end["counts"]["failed"] >= 3) == (len(LOOKS), True)
    assert len({*service.prompts.values()}) == len(service.made)  # no row has two jobs
    assert owed(campaign) == []


async def test_a_cap_that_is_reached_is_told_once(campaign: Path) -> None:
    await run(campaign, ScriptedService(), max_cost="15 CNY")
    budget, end = told(campaign)
    assert (budget["about"], budget["cause"]["code"], budget["state"]) == ("budget", "over-budget", "running")
    assert (end["about"], end["state"], end["counts"]) == ("end", "held", {"done": 3, "held": 5})
    assert (end["budget"]["cap"], end["budget"]["spent"]) == ("15.00", "14.40")


@pytest.mark.parametrize("anyio_backend", ["asyncio"])  # it is tried again for some seconds
async def test_a_command_that_fails_stops_nothing_and_the_next_run_tells_what_is_owed(campaign: Path) -> None:
    service = ScriptedService()
    first, state = await run(campaign, service, notify=("sh", "-c", "cat > /dev/null; exit 7"))
    assert (state, told(campaign), owed(campaign)) == ("done", [], [f"{first}.json"])
    second, _ = await run(campaign, service)
    assert [(one["run_id"], one["about"], one["state"]) for one in told(campaign)] == [
        (first, "end", "done"), (second, "end", "done"),
    ]  # fmt: skip
    assert owed(campaign) == []


async def test_a_run_that_was_killed_is_told_of_by_the_next(campaign: Path) -> None:
    """As kill -9 leaves it: events without an end, a receipt of what was told, a process that is dead."""
    with open_project(campaign / ".editchain") as project:
        begun = e.RunStarted(
            run="20261122-230000-killed", name="launch", plan_digest="p", service="dashscope-cn", realm="dashscope", account="a",
            scope="campaign:launch:", cap_micros=None, currency="CNY", process="dead", tasks=("ink/edit",), rows=("ink",),
        )  # fmt: skip
        held = [e.Held(task="ink/edit", cause="doubt", why=e.Cause(code=code)) for code in ("in-doubt", "forgotten")]
        project.journal.record(begun.run, begun, *held)
        Receipts(project.home).keep(begun.run, Receipt("dead", frozenset({"held:2"})))
        Receipts(project.home).keep("20261122-220000-never", Receipt("dead"))
    await run(campaign, ScriptedService())
    found = told(campaign)
    assert [(one["about"], one["state"]) for one in found] == [("held", "running"), ("end", "cut off"), ("end", "done")]
    assert (found[0]["seq"], found[1]["seq"], found[1]["counts"]) == (3, 1, {"held": 1})
    assert owed(campaign) == []


async def test_the_command_gets_no_key_and_no_shell_reads_what_rows_say(
    campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHSCOPE_API_KEY", "sk-c4n4ry")
    (campaign / "rows.csv").write_text("look\n; touch hurt #\n")
    script = campaign / "tell.sh"
    script.write_text('#!/bin/sh\nenv > env.txt\ncat >> told.jsonl\nprintf %s "$EDITCHAIN_TEXT" > text.txt\n')
    script.chmod(0o755)
    await run(campaign, ScriptedService(fails="Make it ; touch hurt #."), notify=("./tell.sh", "$(touch hurt)"))
    assert not (campaign / "hurt").exists()
    assert "sk-c4n4ry" not in (campaign / "env.txt").read_text() + (campaign / "told.jsonl").read_text()
    assert (campaign / "text.txt").read_text() == told(campaign)[-1]["text"]


async def test_a_command_that_is_not_there_is_told_before_anything_is_sent(campaign: Path) -> None:
    service = ScriptedService()
    with pytest.raises(AuthorError) as found:
        await run(campaign, service, notify=("tell-nobody",))
    assert (found.value.key, service.sent) == ("notify-missing", [])
