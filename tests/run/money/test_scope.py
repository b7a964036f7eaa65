"""What one cap covers: the same recipe with the same inputs, wherever their files lie."""

from dataclasses import replace
from typing import Any

from engine.run.money.scope import scope_of
from tests.worlds import CHAIN, plan_of


def scope(inputs: dict[str, Any]) -> str:
    return scope_of(replace(plan_of(CHAIN), inputs=inputs))


def test_where_a_file_lies_is_no_part_of_a_scope_and_all_else_is() -> None:
    file = {"path": "a.mp4", "sha256": "1" * 64}
    assert scope({"clip": file}) == scope({"clip": {**file, "path": "b.mp4"}})
    assert scope({"clip": file}) != scope({"clip": {**file, "sha256": "2" * 64}})
    assert scope({"shots": [{"clip": file}]}) == scope({"shots": [{"clip": {**file, "path": "b.mp4"}}]})
    assert scope({"shots": [{"path": "up"}]}) != scope({"shots": [{"path": "down"}]})


def test_numbers_with_a_fraction_are_inputs_as_others() -> None:
    assert scope({"at": 0.5}) == scope({"at": 0.5}) != scope({"at": 0.25})
    assert scope({"shots": [{"start": 0.5}]}) != scope({"shots": [{"start": 2}]})
