"""docs/python.md: every program on it runs as it stands, beside the recipe that it shows."""

import subprocess
import sys
from pathlib import Path

import pytest

import engine
import engine.testing
from tests.cli.cli_media import write_clip
from tests.test_readme import blocks, environment

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
WRITTEN = [block.text for block in blocks(PAGE) if block.language == "python"]
PLUGIN = next(text for text in WRITTEN if text.startswith("pytest_plugins"))
PROGRAMS = [text for text in WRITTEN if "def test_" not in text and text != PLUGIN]
TESTS = [text for text in WRITTEN if "def test_" in text]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page's recipe and a clip; what one program made, the next may find."""
    made = tmp_path_factory.mktemp("page")
    (recipe,) = (block.text for block in blocks(PAGE) if block.language == "yaml")
    (made / "spring.yaml").write_text(recipe, "utf-8")
    (made / "editchain.toml").write_text("", "utf-8")
    write_clip(made / "clip.mp4", seconds=2, shade=40)
    return made


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_program_runs(folder: Path, program: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=folder, env=environment(folder / "state"), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    for word in ("failed", "held", "interrupted"):
        assert word not in ended.stdout


@pytest.mark.parametrize("text", TESTS, ids=range(len(TESTS)))
def test_tests_that_it_shows_pass(tmp_path: Path, text: str) -> None:
    (tmp_path / "conftest.py").write_text(PLUGIN, "utf-8")
    (tmp_path / "test_shown.py").write_text(text, "utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:schemathesis", "--strict-markers", "-W", "error", "."],
        cwd=tmp_path, env=environment(tmp_path / "state"), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "2 passed" in ended.stdout


def test_the_methods_are_listed_and_nothing_else() -> None:
    text = PAGE.read_text("utf-8")
    listed = {line.split("`")[1].partition("(")[0] for line in text.splitlines() if line.startswith("| `")}
    public = {name for name in dir(engine.Project) if not name.startswith("_")}
    assert listed == public - {"folder"}


@pytest.mark.parametrize("name", [*engine.__all__, *engine.testing.__all__])
def test_what_is_public_has_a_sentence(name: str) -> None:
    found = getattr(engine, name, None) or getattr(engine.testing, name)
    assert name == "__version__" or (found.__doc__ or "").strip()
