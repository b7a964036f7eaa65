"""A graph is laid out by its longest paths with few crossings, the same each time."""

import pytest
from hypothesis import given, strategies as st

from engine.report.pages.layers import laid_out


def chain(count: int) -> dict[str, tuple[str, ...]]:
    return {f"n{n}": (f"n{n - 1}",) if n else () for n in range(count)}


@pytest.mark.parametrize(
    ("needs", "layers", "crossings"),
    [
        ({}, (), 0),
        ({"a": ()}, (("a",),), 0),
        ({"a": (), "b": ("a",), "c": ("b",)}, (("a",), ("b",), ("c",)), 0),
        ({"d": ("b", "c"), "a": (), "b": ("a",), "c": ("a",)}, (("a",), ("b", "c"), ("d",)), 0),
        ({"a": (), "b": (), "x": ("b",), "y": ("a",)}, (("a", "b"), ("y", "x")), 0),
        ({"a": (), "b": ("a", "gone")}, (("a",), ("b",)), 0),
        ({"a": (), "b": (), "x": ("a", "b"), "y": ("a", "b")}, (("a", "b"), ("x", "y")), 1),
    ],
    ids=["nothing", "one", "chain", "diamond", "turned", "what is not there", "all with all"],
)
def test_layers(needs: dict[str, tuple[str, ...]], layers: tuple[tuple[str, ...], ...], crossings: int) -> None:
    drawing = laid_out(needs)
    assert (drawing.layers, drawing.crossings) == (layers, crossings)


def test_a_long_line_passes_the_layers_between() -> None:
    drawing = laid_out({"a": (), "b": ("a",), "c": ("a", "b")})
    assert drawing.lines["a", "c"] == ("a", ("a", "c", 1), "c")
    assert drawing.layers[1] == ("b", ("a", "c", 1)), "a place of its own, so that no line goes through a node"


def test_rows_side_by_side_do_not_cross_however_they_are_mixed() -> None:
    needs = {
        f"{row}{step}": (f"{row}{step - 1}",) if step else ()
        for step in range(3)
        for row in "abcdef"[:: 1 - 2 * (step % 2)]
    }
    assert laid_out(needs).crossings == 0


def test_thousands_in_a_row_need_no_deep_stack() -> None:
    assert len(laid_out(chain(5_000)).layers) == 5_000


@given(st.lists(st.lists(st.integers(0, 11), max_size=4), max_size=12))
def test_every_line_goes_to_the_right_and_every_node_stands_once(drawn: list[list[int]]) -> None:
    needs = {f"n{n}": tuple(f"n{other}" for other in others if other < n) for n, others in enumerate(drawn)}
    drawing = laid_out(needs)
    place = {node: at for at, layer in enumerate(drawing.layers) for node in layer}
    assert sorted(node for node in place if isinstance(node, str)) == sorted(needs)
    assert sum(map(len, drawing.layers)) == len(place)
    for name, others in needs.items():
        assert place[name] == 1 + max((place[other] for other in others), default=-1)
    for line in drawing.lines.values():
        assert [place[node] for node in line] == list(range(place[line[0]], place[line[-1]] + 1))
    assert drawing == laid_out(needs)
