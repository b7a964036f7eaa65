"""Check: what is wrong whatever a recipe is given, or with its own defaults, is found without inputs; what is right is let be."""

from pathlib import Path

import pytest

from engine.api.check import check
from engine.api.context import make_context
from engine.resources import load_json
from engine.sources.recipes import choose

CORPUS = Path(__file__).parent.parent / "recipes"
RENDERED = sorted((CORPUS / "rendered").glob("*.yaml"))


def checked(*paths: Path) -> list[str]:
    messages = load_json("messages.json")
    found = check(make_context(CORPUS, {}), choose(paths))
    places = [(one, Path(one.place.file).name, one.place) for one in found]
    return [f"{name}:{at.line}:{at.column} {messages[one.key]['code']} {one.key}" for one, name, at in places]


@pytest.mark.parametrize("path", RENDERED, ids=lambda path: path.stem)
def test_a_recipe_is_rendered_as_far_as_it_is_known(path: Path) -> None:
    wanted = path.with_suffix(".out").read_text("utf-8").splitlines()
    assert checked(path) == wanted


def test_no_good_recipe_holds_a_fault() -> None:
    assert checked(CORPUS / "good") == []
