"""The built wheel holds everything: the same tests and the main job run from it, far from the checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.test_floor_plan import PURE

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the unpacked wheel and nothing else of the project."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def python(wheel: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        [sys.executable, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_is_what_is_imported(wheel: Path, tmp_path: Path) -> None:
    found = python(wheel, tmp_path, "-c", "import engine; print(engine.__file__)")
    assert found.stdout.strip() == str(wheel / "engine" / "__init__.py")


def test_the_wheel_holds_schemas_recipes_assets_and_licences(wheel: Path) -> None:
    data = wheel / "engine" / "_data"
    assert sorted(path.name for path in (ROOT / "schemas").glob("*.json")) == sorted(
        path.name for path in (data / "schemas").glob("*.json")
    )
    assert (data / "recipes" / "style_then_background.yaml").is_file()
    assert list((wheel / "engine").rglob("*.tflite"))
    assert list(wheel.rglob("LICENSE"))
    assert (wheel / "engine" / "py.typed").is_file()


def test_the_tests_of_the_core_pass_against_the_wheel(wheel: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    chosen = [f"tests/{room}" for room in PURE if (ROOT / "tests" / room).is_dir()]
    for read in ("docs", "recipes", "schemas"):  # what the tests hold the wheel against
        shutil.copytree(ROOT / read, tmp_path / read)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    done = python(wheel, tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "passed" in done.stdout


def test_an_empty_folder_is_enough_for_the_demo_and_for_examples(wheel: Path, tmp_path: Path) -> None:
    done = python(wheel, tmp_path, "-m", "engine", "demo")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "drafts" / "style_then_background" / "final.mp4").stat().st_size > 100_000
    for name in ("long_clip", "films"):
        assert python(wheel, tmp_path, "-m", "engine", "new", "--example", name).returncode == 0
    checked = python(wheel, tmp_path, "-m", "engine", "check", "recipes", "--strict")
    assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout
    assert {path.name for path in (tmp_path / "recipes").rglob("*.yaml")} >= {"look.yaml", "film_of_shots.yaml"}
