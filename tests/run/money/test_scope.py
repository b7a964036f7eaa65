"""What one cap covers: the same recipe with the same inputs, wherever their files lie."""

from dataclasses import replace
from typing import Any

import pytest

from engine.run.money.scope import Scope, scope_of
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


@pytest.mark.parametrize(
    ("scope", "says", "cap"),
    [
        (Scope(cap=60), 3, 3),  # the newest file
        (Scope(cap=60), None, None),
        (Scope(cap=60, said=3, decided=True), 3, 60),  # a person since then
        (Scope(cap=60, said=3, decided=True), 5, 5),  # and the file since that
        (Scope(cap=60, said=3, decided=True), None, 60),
        (Scope(cap=60, decided=True), None, 60),
        (Scope(cap=60, decided=True), 3, 3),
    ],
)
def test_what_a_person_decided_holds_until_files_say_something_new(
    scope: Scope, says: int | None, cap: int | None
) -> None:
    assert scope.cap_beside(says) == cap
