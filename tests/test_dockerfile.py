"""The Dockerfile, held against what is packaged: nothing here runs Docker."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from engine.cli.emulate import command
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.server import EmulatorServer

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "Dockerfile").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LINES = [line for line in re.sub(r"\\\n\s*", " ", TEXT).splitlines() if line and not line.startswith("#")]
"""The instructions, each on one line."""
STAGES = [index for index, line in enumerate(LINES) if line.startswith("FROM ")]
BUILD, SERVED = LINES[: STAGES[1]], LINES[STAGES[1] :]


def of(instruction: str, lines: list[str]) -> list[str]:
    return [line.removeprefix(instruction + " ") for line in lines if line.startswith(instruction + " ")]


def test_the_build_has_all_that_the_wheel_is_made_of() -> None:
    copied = {source for line in of("COPY", BUILD) for source in line.split()[:-1]}
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]}
    assert copied == needed | set(wheel["packages"]) | set(wheel["force-include"])
    assert all((ROOT / source).exists() for source in copied)
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert kept == copied, "what is copied is what is sent to the build"


def test_only_the_wheel_with_its_extra_is_installed() -> None:
    assert of("COPY", SERVED) == ["--from=build /wheels /wheels"]
    (run,) = of("RUN", SERVED)
    assert '"$(echo /wheels/*.whl)[draft]"' in run
    assert "draft" in PROJECT["project"]["optional-dependencies"]


def test_both_stages_run_a_python_that_is_supported() -> None:
    versions = {match[1] for line in of("FROM", LINES) if (match := re.match(r"python:(3\.\d+)-slim", line))}
    assert len(versions) == 1
    (version,) = versions
    assert f"Programming Language :: Python :: {version}" in PROJECT["project"]["classifiers"]


def test_it_does_not_run_as_root_and_may_write_its_folder() -> None:
    (user,) = of("USER", SERVED)
    assert user == "10001:10001"
    assert "--uid 10001" in TEXT
    assert "install -d -o 10001 -g 10001 /data" in TEXT
    assert of("VOLUME", SERVED) == ["/data"]


def test_the_command_is_one_and_serves_others_only_because_it_says_so() -> None:
    script, name, *args = json.loads(of("ENTRYPOINT", SERVED)[0])
    assert script in PROJECT["project"]["scripts"]
    assert name == "emulate"
    assert isinstance(command, click.Command)
    given = command.make_context("emulate", list(args)).params
    assert (given["host"], given["public"], str(given["port"])) == ("0.0.0.0", True, of("EXPOSE", SERVED)[0])
    assert str(given["folder"]).startswith("/data/")


@pytest.mark.parametrize("up", [True, False])
def test_the_check_of_health_tells_who_serves(tmp_path: Path, up: bool) -> None:
    (line,) = of("HEALTHCHECK", SERVED)
    program = json.loads(line.partition("CMD ")[2])[2]
    with EmulatorServer(tmp_path, EmulatorOptions(renderer="none")) as server:
        port = server.origin.rpartition(":")[2]
        here = program.replace("8787", port)
        if up:
            ended = subprocess.run([sys.executable, "-c", here], capture_output=True, check=False)
            assert ended.returncode == 0, ended.stderr
    if not up:
        assert subprocess.run([sys.executable, "-c", here], capture_output=True, check=False).returncode == 1


def test_what_the_page_says_of_it_is_a_command() -> None:
    for page in ("emulator.md", "emulator.zh.md"):
        lines = re.findall(r"^docker (?:build|run) .*$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)
        assert len(lines) == 3
        last = shlex.split(lines[-1])
        config = last[last.index("editchain") + 1 :]
        assert isinstance(command, click.Command)
        assert command.make_context("emulate", config).params["config"] == Path("/emulator.yaml")
