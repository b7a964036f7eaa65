"""The graph of steps: an order that respects every edge and otherwise the file, and what leads to the outputs."""

from collections.abc import Iterable, Mapping

from engine.recipe import Step


def ordered(steps: Mapping[str, Step]) -> list[Step]:
    """Return the steps, each after those that it names or needs; without cycles, which the recipe's checks exclude."""
    done: dict[str, Step] = {}

    def visit(step: Step) -> None:
        if step.id in done:
            return
        for before in step.before:
            visit(steps[before])
        done[step.id] = step

    for step in steps.values():
        visit(step)
    return list(done.values())


def closure(wanted: Iterable[str], needs: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the wanted tasks and all that they need, directly or not."""
    found: set[str] = set()
    open_ = list(wanted)
    while open_:
        task = open_.pop()
        if task not in found:
            found.add(task)
            open_ += needs[task]
    return found
