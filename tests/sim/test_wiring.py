"""Each mutant that neither search nor simulation can see has a test that is there."""

import ast
from pathlib import Path

import pytest

from tests.sim.wiring import WIRING

HOME = Path(__file__).parents[2]


@pytest.mark.parametrize("mutant", WIRING)
def test_the_test_that_finds_it_out_is_there(mutant: str) -> None:
    file, name = WIRING[mutant]
    tests = ast.parse((HOME / file).read_text("utf-8")).body
    assert name in {test.name for test in tests if isinstance(test, ast.FunctionDef | ast.AsyncFunctionDef)}
