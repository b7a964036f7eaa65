"""Foreign paths: how other tools name what has a name here too.

The tools are GitHub Actions, Argo Workflows, Airflow, Ansible, Terraform and promptfoo.
"""

from collections.abc import Iterator
from typing import Final

_INPUTS: Final = frozenset(
    {
        "vars", "var", "variables", "params", "parameters", "args", "arguments", "input", "env", "local", "locals", "self",
        "config",
    }
)  # fmt: skip
_INPUTS_UNDER: Final = (
    ("workflow", "parameters"), ("github", "event", "inputs"), ("dag_run", "conf"),
    ("inputs", "parameters"), ("inputs", "artifacts"),
)  # fmt: skip
_STEPS: Final = frozenset({"steps", "step", "needs", "jobs", "tasks", "nodes", "stages"})
_BETWEEN: Final = frozenset({"outputs", "output", "result", "results", "artifacts", "parameters", "out"})
_ITEMS: Final = frozenset({("loop", "item"), ("item", "value"), ("each", "value")})


def candidates(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Give the paths of ours that one of another tool may stand for, the likeliest first."""
    if path[0] in _STEPS and len(path) > 2:
        yield ("steps", path[1], *(name for name in path[2:] if name not in _BETWEEN))
    for start in _INPUTS_UNDER:
        if path[: len(start)] == start:
            yield ("inputs", *path[len(start) :])
    if path[0] in _INPUTS:
        yield ("inputs", *path[1:])
    if path[:2] in _ITEMS:
        yield ("item", *path[2:])
    if path[0] == "matrix":
        yield from (("item", *path[1:]), ("item", *path[2:]), ("inputs", *path[1:]))
