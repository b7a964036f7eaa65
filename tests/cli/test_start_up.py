"""Start-up: what answers at once loads nothing heavy."""

import subprocess
import sys

import pytest

from tests.cli.cli_project import Project

HEAVY = ("anyio", "httpx", "httpcore", "truststore", "av", "numpy", "cv2", "uvicorn", "starlette", "asyncio", "sqlite3")
PROBE = """
import sys
sys.argv = ["editchain", *sys.argv[1:]]
from engine.cli import main
code = 0
try:
    main()
except SystemExit as end:
    code = end.code
print("\\n" + repr((code, sorted(name for name in sys.modules if "." not in name))))
"""


def test_the_version_is_said_in_the_same_words_however_it_is_asked_for(project: Project) -> None:
    assert project.run("--version").out == project.call("--version").out


@pytest.mark.parametrize(
    ("args", "but"),
    [
        (("--version",), ()),
        (("--help",), ()),
        (("check", "two.yaml"), ()),
        (("check", "two.yaml", "--format", "json"), ()),
        (("models",), ()),
        (("schema", "run"), ()),
        (("plan", "two.yaml"), ("av", "numpy", "sqlite3")),
    ],
    ids=" ".join,
)
def test_loads_nothing_heavy(project: Project, args: tuple[str, ...], but: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, *args],
        cwd=project.root,
        env=project.env,
        text=True,
        capture_output=True,
        check=True,
    )
    code, modules = eval(ended.stdout.splitlines()[-1])
    assert code == 0
    assert set(modules) & (set(HEAVY) - set(but)) == set()


def test_importing_the_package_costs_nothing() -> None:
    probe = (
        "import sys; before = set(sys.modules); import engine; print(sorted(set(sys.modules) - before)); dir(engine)"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", probe], text=True, capture_output=True, check=True)
    loaded = eval(ended.stdout)
    assert [name for name in loaded if name.startswith("engine")] == ["engine", "engine.version"]
    assert set(loaded) & set(HEAVY) == set()
