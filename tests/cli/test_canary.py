"""A canary for a key: through runs with every kind of failure it is in no byte written, shown or sent to another host."""

import json
import secrets
import sys
from collections.abc import Iterator
from typing import Any, Literal

import pytest

from tests.cli.cli_project import Done, Project
from tests.cli.cli_stand_in import Act, End, Seen, StandIn
from tests.cli.test_doubt import loses_a_reply_and_lists_no_more

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")


class Echoing(StandIn):
    """A service that repeats in its error messages what it was sent."""

    def answer(self, seen: Seen) -> tuple[int, Any] | Literal["close", "reset"]:
        answered = super().answer(seen)
        if isinstance(answered, tuple) and isinstance(answered[1], dict):
            said = f"you sent {seen.headers.get('authorization')}"
            for place in (answered[1], answered[1].get("output", {})):
                if "message" in place or place.get("task_status") == "FAILED":
                    place["message"] = f"{place.get('message', '')} {said}"
        return answered


@pytest.fixture
def canary(project: Project) -> str:
    """A key of no known form, told by a command that finds it in its environment."""
    key = secrets.token_hex(20)
    told = [sys.executable, "-c", "import os; open('asked', 'a').write('x'); print(os.environ['CANARY'])"]
    project.write("editchain.toml", f"api_key_command = {json.dumps(told)}\n")
    project.env["CANARY"] = key
    return key


@pytest.fixture
def service(project: Project, canary: str) -> Iterator[Echoing]:
    with Echoing(project.root / "clip.mp4") as running:
        project.at(running.base_url)
        del project.env["DASHSCOPE_API_KEY"]
        yield running


def asked(project: Project) -> int:
    path = project.root / "asked"
    return len(path.read_text()) if path.exists() else 0


def is_nowhere(key: str, project: Project, service: StandIn, shown: list[Done]) -> None:
    secret = key.encode()
    assert [path for path, data in project.everything() if secret in data] == []
    assert [ended.text for ended in shown if key in ended.text] == []
    for seen in service.requests:
        elsewhere = {name: value for name, value in seen.headers.items() if name != "authorization"}
        assert secret not in seen.body
        assert key not in seen.target + str(elsewhere)
        if seen.place == "storage":
            assert "authorization" not in seen.headers
    heads = [seen.headers["authorization"] for seen in service.requests if "authorization" in seen.headers]
    assert set(heads) == {f"Bearer {key}"}


TROUBLES: tuple[tuple[str, list[Act], list[End], int], ...] = (
    ("ink", [(429, "Throttling.RateQuota")], [("InternalError", "busy")], 0),
    ("wax", [(500, "InternalError")], [], 0),
    ("oil", ["garbled"], [], 0),
    ("mud", [], [("DataInspectionFailed", "improper")], 1),
    ("tar", [(400, "InvalidParameter")], [], 1),
    ("ash", [(401, "InvalidApiKey")], [], 3),
)
"""What becomes of the submits and jobs of a run of each look, and its exit code."""


def test_through_runs_with_every_kind_of_failure(project: Project, service: Echoing, canary: str) -> None:
    loses_a_reply_and_lists_no_more(service)
    shown = [project.run(*BUY, "--wait", "3s")]
    assert shown[-1].exit == 4, shown[-1].text
    service.lists, service.on_submit = True, lambda: None
    shown.append(project.run(*BUY, "--format", "json"))
    for look, acts, ends, code in TROUBLES:
        service.acts, service.ends = list(acts), list(ends)
        shown.append(project.call(*BUY, "-i", f"look={look}"))
        assert (look, shown[-1].exit) == (look, code), shown[-1].text
    assert "you sent" in shown[-1].text
    shown += [
        project.call(*args)
        for args in (
            ("status",), ("status", "--ledger", "--format", "json"), ("explain", "first"), ("gc", "--yes"),
            ("explain", "second", "--format", "json"), ("doctor", "--service", "dashscope-cn"),
            ("plan", "two.yaml", "--service", "dashscope-cn"),
        )
    ]  # fmt: skip
    is_nowhere(canary, project, service, shown)


def test_a_command_that_fails_shows_nothing_of_it(project: Project, service: Echoing, canary: str) -> None:
    for script in ("print(os.environ['CANARY']); sys.exit(1)", "sys.exit(os.environ['CANARY'])"):
        told = [sys.executable, "-c", f"import os, sys; {script}"]
        project.write("editchain.toml", f"api_key_command = {json.dumps(told)}\n")
        for args in (
            (*BUY,),
            (*BUY, "--format", "json"),
            ("doctor", "--service", "dashscope-cn"),
            (*BUY, "--lang", "zh"),
        ):
            ended = project.run(*args)
            assert ended.exit == 3
            assert canary not in ended.text
            assert [path for path, data in project.everything() if canary.encode() in data] == []
    assert service.submits == []


def test_it_is_asked_once_a_command_and_only_when_it_is_needed(project: Project, service: Echoing) -> None:
    for args in (
        ("check", "two.yaml"),
        ("plan", "two.yaml", "--service", "dashscope-cn"),
        ("run", "two.yaml"),
        ("doctor",),
    ):
        assert project.call(*args).exit == 0
    assert asked(project) == 0
    assert project.call(*BUY).exit == 0
    assert asked(project) == 1
    assert project.call(*BUY).exit == 0  # everything is reused: nobody is asked
    assert asked(project) == 1
