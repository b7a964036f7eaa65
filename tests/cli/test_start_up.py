"""Start-up: what answers at once loads nothing heavy."""

import subprocess
import sys
from typing import Any

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
print("\\n" + repr((code, sorted(sys.modules))))
"""
MOST_MODULES = 119
MOST_DATACLASSES = 27
MAKING = """
import dataclasses
made = []
dataclass = dataclasses.dataclass
dataclasses.dataclass = lambda *args, **options: made.append(options) or dataclass(*args, **options)
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
    assert set(loaded(project, *args)) & (set(HEAVY) - set(but)) == set()


def loaded(project: Project, *args: str) -> list[str]:
    """Return the names of all modules that a command has loaded when it has ended well."""
    code, modules = probed(project, PROBE, *args)
    assert code == 0
    return list(modules)


def probed(project: Project, probe: str, *args: str) -> Any:
    ended = subprocess.run(
        [sys.executable, "-c", probe, *args],
        cwd=project.root,
        env=project.env,
        text=True,
        capture_output=True,
        check=True,
    )
    return eval(ended.stdout.splitlines()[-1])


def test_the_first_look_for_cycles_sets_what_is_loaded_aside_and_goes_through_none_of_it(project: Project) -> None:
    looking = """
import gc, sys
from engine.cli import look_rarely_for_cycles
before = list(gc.callbacks)
look_rarely_for_cycles()
gc.collect(0)
first = gc.get_freeze_count()
young = [[] for _ in range(1000)]
gc.collect(0)
print(repr((first > len(sys.modules), gc.get_freeze_count() == first, gc.callbacks == before)))
"""
    assert probed(project, looking) == (True, True, True)


def test_a_check_loads_only_what_it_needs(project: Project) -> None:
    modules = loaded(project, "check", "two.yaml")
    ours = [name for name in modules if name.split(".")[0] == "engine"]
    others = ("plan", "campaign", "run", "media", "net", "emulator", "services", "store", "door")
    assert [name for name in ours if name.split(".")[1:2] in [[room] for room in others]] == []
    assert {"engine.recipe.tests", "engine.values.media", "engine.terminal.help", "shutil"} & set(modules) == set()
    assert len(ours) <= MOST_MODULES


def test_a_check_makes_few_dataclasses(project: Project) -> None:
    """Python takes 0.4 ms to make one, as long as for reading a module; a named tuple takes a seventh of that."""
    assert probed(project, MAKING + PROBE.replace("sorted(sys.modules)", "len(made)"), "check", "two.yaml") <= (
        0,
        MOST_DATACLASSES,
    )


def test_importing_the_package_costs_nothing() -> None:
    probe = (
        "import sys; before = set(sys.modules); import engine; print(sorted(set(sys.modules) - before)); dir(engine)"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", probe], text=True, capture_output=True, check=True)
    loaded = eval(ended.stdout)
    assert [name for name in loaded if name.startswith("engine")] == ["engine", "engine.version"]
    assert set(loaded) & set(HEAVY) == set()
