"""Without an extra: what needs none works, what needs one says how to get it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.cli_project import Project

ROOT = Path(__file__).parents[2]
HIDE = "import sys; sys.modules[{name!r}] = None; sys.argv[0] = 'editchain'; from engine.cli import main; main()"


def without(project: Project, package: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", HIDE.format(name=package), *arguments],
        cwd=project.root, env=project.env, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("package", ["cv2", "uvicorn"])
@pytest.mark.parametrize("command", [("run", "two.yaml"), ("emulate", "--port", "0")], ids=["run", "emulate"])
def test_what_draws_a_draft_names_the_extra(project: Project, package: str, command: tuple[str, ...]) -> None:
    ended = without(project, package, *command)
    assert ended.returncode == 3
    assert package in ended.stderr
    assert "pip install 'editchain[draft]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_workbook_names_its_extra(project: Project) -> None:
    project.write("c.yaml", "campaign: 1\nname: c\nuses: two.yaml\nrows: {file: rows.xlsx, key: [sku]}\n")
    (project.root / "rows.xlsx").write_bytes((ROOT / "tests" / "recipes" / "tables" / "same_xlsx.xlsx").read_bytes())
    ended = without(project, "openpyxl", "check", "c.yaml")
    assert ended.returncode == 3
    assert "pip install 'editchain[excel]'" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["check", "plan"])
def test_checking_and_planning_need_no_draft(project: Project, command: str) -> None:
    assert without(project, "cv2", command, "two.yaml").returncode == 0
