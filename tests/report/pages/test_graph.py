"""The graph of a report: every task once, in its state; past a size its steps, with counts."""

from typing import Any

import pytest

from benchmarks.report import recorded
from engine.report.pages.graph import HEIGHT, MOST, WIDTH, graph_of
from engine.report.pages.overview import Overview, overview_of, path_of
from engine.report.pages.sums import sum_tables
from engine.run.money.ledger import Ledger


def shown(rows: int) -> Overview:
    return overview_of([recorded(rows)], Ledger(()))


@pytest.mark.parametrize(
    ("task", "campaign", "step"),
    [
        ("look", False, "look"),
        ("look@a,b", False, "look"),
        ("row/look@a", True, "look"),
        ("row/inner@x/look", True, "inner/look"),
    ],
)
def test_the_step_of_a_task(task: str, *, campaign: bool, step: str) -> None:
    assert path_of(task, campaign=campaign) == step


def test_no_two_nodes_overlap_and_lines_end_at_them() -> None:
    graph = graph_of(shown(MOST // 2).rows)
    assert (graph.collapsed, len(graph.nodes), len(graph.lines)) == (False, MOST, MOST // 2)
    for n, one in enumerate(graph.nodes):
        assert 0 <= one.x <= graph.width - WIDTH
        assert 0 <= one.y <= graph.height - HEIGHT
        assert not any(one.x == other.x and abs(one.y - other.y) < HEIGHT for other in graph.nodes[:n])
    assert graph.nodes[0].row is not None


def test_many_tasks_are_told_by_their_steps() -> None:
    graph = graph_of(shown(MOST).rows)
    assert (graph.collapsed, graph.tasks) == (True, MOST * 2)
    assert [(node.name, node.count, node.state, dict(node.states)) for node in graph.nodes] == [
        ("restyle", MOST, "done", {"done": MOST}),
        ("relocate", MOST, "done", {"done": MOST}),
    ]
    assert len(graph.lines) == 1
    assert graph_of(()).nodes == ()


def test_money_stands_by_axis_and_by_step() -> None:
    tables: list[Any] = sum_tables(shown(8).rows)
    assert [(table.by, [(line.name, line.tasks) for line in table.lines]) for table in tables] == [
        ("style", [("watercolor", 4), ("claymation", 4), ("pencil sketch", 4), ("cartoon", 4)]),
        ("", [("restyle", 8), ("relocate", 8)]),
    ]
