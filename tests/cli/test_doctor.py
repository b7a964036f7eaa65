"""`doctor`: everything that a run needs, one by one; only free questions are asked, and the key is never shown."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import KEY, Done, Project
from tests.cli.cli_stand_in import StandIn

REAL = ("doctor", "--service", "dashscope-cn", "--format", "json")


def verdicts(ended: Done) -> dict[str, str]:
    return {check["name"]: check["verdict"] for check in ended.json["checks"]}


def found(ended: Done, name: str) -> str:
    (check,) = (check for check in ended.json["checks"] if check["name"] == name)
    return f"{check['found']} | {check['to_do']}"


def test_in_the_first_minute_without_a_key(project: Project) -> None:
    ended = project.call("doctor", "--format", "json")
    assert (ended.exit, ended.json["failed"]) == (0, 0), ended.text
    assert {"state", "disk", "locks", "durability", "media", "reach", "accepted", "clock", "storage", "limits"} <= (
        verdicts(ended).keys()
    )
    assert ended.json["ok"] + ended.json["warnings"] == len(ended.json["checks"])
    assert list(project.root.glob("**/.doctor-*")) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_person_reads_a_line_a_check(project: Project, lang: str) -> None:
    ended = project.call("doctor", "--lang", lang)
    assert ended.exit == 0
    assert all(len(line) <= 100 for line in ended.out.splitlines())
    assert ("state folder" in ended.out) is (lang == "en")


def test_a_service_that_bills_is_only_asked_what_is_free(project: Project, stand_in: StandIn) -> None:
    project.call("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")
    before = len(stand_in.requests)
    ended = project.call(*REAL)
    assert ended.exit == 0, ended.text
    assert {seen.method for seen in stand_in.requests[before:]} == {"GET"}
    assert verdicts(ended)["dedicated"] == "ok"
    assert "2 jobs, all known" in found(ended, "dedicated")
    assert KEY not in ended.text
    assert all("authorization" not in seen.headers for seen in stand_in.requests if seen.place == "storage")
    assert any(seen.place == "storage" for seen in stand_in.requests[before:])


def test_a_key_that_others_use_is_said_not_to_be_dedicated(project: Project, stand_in: StandIn) -> None:
    project.call("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")
    strange = dict(next(iter(stand_in.made.values())), task_id="of-somebody-else")
    stand_in.made["of-somebody-else"] = strange
    ended = project.call(*REAL)
    assert (ended.exit, verdicts(ended)["dedicated"]) == (0, "warning")
    assert "NOT dedicated: the list shows 1 job of this key" in found(ended, "dedicated")
    assert "of-somebody-else" in found(ended, "dedicated")
    assert "make a key for editchain alone" in found(ended, "dedicated")


def test_before_the_first_job_nobody_can_tell_whose_key_it_is(project: Project, stand_in: StandIn) -> None:
    assert "can't be seen" in found(project.call(*REAL), "dedicated")
    stand_in.made["other"] = {
        "task_id": "other", "status": "SUCCEEDED", "model_name": "m", "gmt_create": 1, "request_id": "r", "api_key_id": "7",
        "caller_parent_id": "1",
    }  # fmt: skip
    ended = project.call(*REAL)
    assert verdicts(ended)["dedicated"] == "warning"
    assert "can't be told yet" in found(ended, "dedicated")
    assert not (project.root / "home" / "state" / "editchain" / "account.sqlite").exists()


def test_a_service_that_is_not_there(project: Project, stand_in: StandIn) -> None:
    stand_in.close_api()
    ended = project.call(*REAL)
    assert (ended.exit, verdicts(ended)["service"]) == (3, "failed")


def test_no_key(project: Project, stand_in: StandIn) -> None:
    del project.env["DASHSCOPE_API_KEY"]
    ended = project.call(*REAL)
    assert (ended.exit, verdicts(ended)["key"]) == (3, "failed")
    assert "DASHSCOPE_API_KEY" in found(ended, "key")


def test_a_key_that_is_none(project: Project, stand_in: StandIn) -> None:
    project.env["DASHSCOPE_API_KEY"] = "no key at all"
    ended = project.call(*REAL)
    assert (ended.exit, verdicts(ended)["key"]) == (3, "failed")
    assert "no key at all" not in ended.text


def test_a_key_that_the_service_does_not_know(
    project: Project, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal: tuple[int, Any] = (
        401,
        {"code": "InvalidApiKey", "message": "Invalid API-key provided.", "request_id": "r"},
    )
    monkeypatch.setattr(stand_in, "answer", lambda seen: (200, b"hello") if seen.target == "/" else refusal)
    ended = project.call(*REAL)
    assert (ended.exit, verdicts(ended)["accepted"]) == (3, "failed")
    assert "InvalidApiKey" in found(ended, "accepted")
    assert "take a valid key" in found(ended, "accepted")


def test_a_state_folder_on_which_nothing_can_be_written(project: Project) -> None:
    blocked = project.write("blocked", "a file")
    ended = project.call("doctor", "--format", "json", "--service", "embedded")
    assert ended.exit == 0
    project.env["EDITCHAIN_HOME"] = str(blocked / "state")
    ended = project.call("doctor", "--format", "json")
    assert ended.exit == 3


def test_an_unknown_service_is_the_persons_slip(project: Project) -> None:
    ended = project.call("doctor", "--service", "dashscope-c", "--format", "json")
    assert (ended.exit, ended.json["error"]["code"]) == (2, "EC2006")


def test_an_emulator_elsewhere_is_asked_like_any_service(
    project: Project, emulators: Callable[..., EmulatorServer], tmp_path: Path
) -> None:
    ended = project.at(emulators().base_url).call(*REAL)
    assert ended.exit == 0, ended.text
    assert verdicts(ended)["storage"] == "ok"


@pytest.mark.parametrize("name", ["journal", "account"])
def test_a_file_that_says_what_is_paid_for_is_read_whole(project: Project, stand_in: StandIn, name: str) -> None:
    project.run("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")
    folders = {"journal": project.state, "account": project.root / "home" / "state" / "editchain"}
    path = folders[name] / f"{name}.sqlite"
    assert verdicts(project.run(*REAL))[name] == "ok"
    path.write_bytes(path.read_bytes()[:4096] + bytes(range(256)) * 16 + path.read_bytes()[8192:])
    ended = project.run(*REAL)
    assert (ended.exit, verdicts(ended)[name]) == (3, "failed")
    assert f"{path} is damaged" in found(ended, name)
    assert "Put an intact copy in its place" in found(ended, name)
