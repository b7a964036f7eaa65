"""docs/architecture.md and CONTRIBUTING.md say what is there: rooms, ways, states, files."""

import configparser
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PAGES = (ARCHITECTURE, ROOT / "CONTRIBUTING.md")
WRITTEN = ("out/", "runs/", ".editchain/")
"""Folders that are written by a run."""
PLACES = ("", "engine", "docs")
"""The folders that a path of a page may start at."""
NAMED = re.compile(r"`([\w.*-]+(?:/[\w.*-]+)+/?)`")
PATTERN = re.compile(r"NAME|\*")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_diagrams_are_those_of_the_tables() -> None:
    text = ARCHITECTURE.read_text("utf-8")
    states = script("states")
    assert sorted(found[1] for found in states.MARKS.findall(text)) == sorted(states.pictures())
    assert states.page(text) == text, "run: python docs/states.py"


def test_the_rooms_of_the_page_are_the_layers_of_the_contract() -> None:
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", "utf-8")
    layers = contract["importlinter:contract:floors"]["layers"].split("\n")
    drawn = re.search(r"```text\n(.*?)```", ARCHITECTURE.read_text("utf-8"), re.DOTALL)
    assert drawn is not None
    words = [re.split(r"\s{2,}", line)[0] for line in drawn[1].splitlines()]
    rooms = [re.findall(r"\w+", words_of) for words_of in words if words_of.strip()]
    assert rooms == [re.findall(r"\w+", layer) for layer in layers if layer.strip()]


def exists(path: str) -> bool:
    if "://" in path or path.startswith(WRITTEN):
        return True
    if PATTERN.search(path):
        return any(next((ROOT / place).glob(PATTERN.sub("*", path)), None) for place in PLACES)
    return any((ROOT / place / path).exists() or (ROOT / place / f"{path}.py").exists() for place in PLACES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    named = sorted(set(NAMED.findall(page.read_text("utf-8"))))
    assert named, "the page names its files"
    assert [path for path in named if not exists(path)] == []


def test_a_path_that_is_not_there_is_found() -> None:
    assert not exists("engine/nowhere/room.py")
    assert not exists("schemas/NAME.nothing")
